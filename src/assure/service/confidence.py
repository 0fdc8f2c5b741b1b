"""Delivery confidence: the reviewer confirms what the rules propose, or gives another view.

What is said becomes an answer to the closing judgement of Progress Assurance (H1 for the whole, H3
for an outcome), where `assure ask` keeps it too: a review has one place for it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assure.assess.edition import is_person
from assure.conditions.nearest import did_you_mean
from assure.facts.answers import PROGRESS, entry_text
from assure.model.answers import Answer, Entry
from assure.model.assessment import Assessment
from assure.model.errors import AssureError, StoreError
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.model.respondents import Heard, same_role
from assure.model.review import Review
from assure.service.answers import role_of
from assure.service.questionnaires import questionnaire
from assure.words.text import clean, one_line

if TYPE_CHECKING:
    from assure.store.store import Store

WHOLE = "plan"
OF_WHOLE, OF_OUTCOMES = "H1", "H3"
LONGEST_REASON = 500  # characters


@dataclass(frozen=True)
class Views:
    """Delivery confidence of the whole or of one outcome: what rules propose, what is said."""

    ref: str
    title: str
    proposal: Rating
    judgement: Judgement | None


def views(assessment: Assessment) -> tuple[Views, ...]:
    """The whole first, then each outcome."""
    return tuple(
        Views(one.ref, one.title, one, assessment.judgement(one.ref))
        for one in assessment.proposals
    )


def view_of(assessment: Assessment, outcome: str | None) -> Views:
    """The views of ``outcome``, or of the whole. Raises AssureError for an unknown outcome."""
    every = views(assessment)
    if outcome is None:
        return every[0]
    refs = {view.ref.casefold(): view for view in every[1:]}
    found = refs.get(one_line(clean(outcome)).casefold())
    if found is None:
        near = did_you_mean(outcome, [view.ref for view in every[1:]]) if refs else "it names none."
        raise AssureError(f"There is no outcome “{one_line(clean(outcome))[:60]}”; {near}")
    return found


def view_given(
    review: Review,
    view: Views,
    level: RatingLevel | None,
    *,
    because: str,
    by: str,
    at: dt.datetime,
) -> Answer:
    """The answer by which ``by`` gives delivery confidence ``level``, or confirms with None.

    Raises AssureError when nothing is proposed that could be confirmed, when the reason or the
    role is none, and when somebody else has given a view that this one would stand against.
    """
    if level is None:
        level = view.proposal.level
    if level is RatingLevel.NOT_RATED:
        raise AssureError(
            f"Nothing is proposed that could be confirmed. {view.proposal.to_improve} "
            "Give your own view with --change-to."
        )
    reason, role = _reason(because), _role(by)
    whole = view.ref == WHOLE
    key = OF_WHOLE if whole else OF_OUTCOMES
    heard = review.heard(PROGRESS).get(key)
    own = _own(heard, role)
    asked = questionnaire(PROGRESS).question(key)
    given = Answer(
        questionnaire=PROGRESS,
        question=key,
        version=asked.version if asked else 1,
        respondent=own.respondent if own else role,
        given_at=at,
    )
    if whole:
        return given.model_copy(update={"value": level.value, "evidence": reason})
    entry: Entry = {"outcome": view.ref, "rating": level.value, "reason": reason}
    others = [e for e in (own.entries if own else ()) if entry_text(e, "outcome") != view.ref]
    return given.model_copy(update={"value": (*others, entry)})


def keep(store: Store, review: Review, answer: Answer) -> bool:
    """Keeps ``answer`` in the draft ``review``; False when the same role answered the question
    since the review was read: both are kept, and this one counts. Raises StoreError when the
    review is frozen."""
    own = _own(review.heard(PROGRESS).get(answer.question), answer.respondent)
    return store.add_answer(answer, review.key, after=own) is None


def _own(heard: Heard | None, role: str) -> Answer | None:
    """What this role has answered so far. Raises StoreError when others have answered too."""
    separate = heard.separate if heard else ()
    others = [answer for answer in separate if same_role(answer.respondent) != same_role(role)]
    if others or (heard and heard.moderated):
        named = others[0].respondent if others else ""
        who = f"“{named}”" if named else "somebody without a role"
        raise StoreError(
            f"{who} has given a view already; give theirs a new one with --by, or agree on one "
            f"with `assure ask {PROGRESS} --moderate`."
            if others
            else f"It was agreed on; agree anew with `assure ask {PROGRESS} --moderate`."
        )
    return next(iter(separate), None)


def _reason(text: str) -> str:
    reason = one_line(clean(text))
    if not reason:
        raise AssureError("--because is blank; delivery confidence is given with its reason.")
    if len(reason) > LONGEST_REASON:
        raise AssureError(
            f"--because: {len(reason):,} characters; say it in {LONGEST_REASON} at most."
        )
    return reason


def _role(text: str) -> str:
    role = role_of(text)
    if not role:
        raise AssureError("--by is blank; say in which role the view is given.")
    if is_person(role) or "@" in role:
        raise AssureError(
            f"--by “{role}”: this reads like a person; name a role, such as “Locality manager”."
        )
    return role
