"""Questionnaires as shipped, and answers on their way to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assure.interview.moderation import Moderation
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer
from assure.model.errors import AssureError, QuestionnaireError, StoreError
from assure.model.questionnaire import Questionnaire
from assure.model.respondents import heard, latest, respondents, same_role, whose
from assure.model.review import Review
from assure.service.answer_files import open_answers
from assure.service.known import known
from assure.service.questionnaires import (
    own_questionnaires,
    questionnaire,
    shipped_questionnaires,
)
from assure.shelf.settings import find_settings
from assure.words.text import clean, one_line

if TYPE_CHECKING:
    from assure.store import KeptReview
    from assure.store.store import Store

LONGEST_ROLE = 120  # characters


def read_answers_file(
    path: Path,
    *,
    at: dt.datetime | None = None,
    respondent: str = "",
    expected: Questionnaire | None = None,
    moderated: bool = False,
) -> tuple[Answer, ...]:
    """The answers in a file: YAML, JSON, a workbook or a text table.

    ``at`` and ``respondent`` hold where the file says neither; with ``expected`` a file for
    another questionnaire is refused; ``moderated`` ones were agreed on. Raises
    UnreadableFileError or QuestionnaireError, also where ``respondent`` is not who the file says.
    """
    file = open_answers(path)
    if expected is None and not file.questionnaire:
        raise QuestionnaireError(
            f"{path}: it does not say which questionnaire is answered; give it a column "
            "“Questionnaire” with the key, or use `assure ask KEY --answers`."
        )
    given = file.answers(
        expected or questionnaire(file.questionnaire), given_at=at, respondent=respondent
    )
    for answer in given:
        if len(answer.respondent) > LONGEST_ROLE:
            raise QuestionnaireError(
                f"{path}: whoever answered it has a role of {len(answer.respondent):,} characters; "
                f"write at most {LONGEST_ROLE}."
            )
        if respondent and same_role(answer.respondent) != same_role(respondent):
            raise QuestionnaireError(
                f"{path}: it was answered by “{answer.respondent}”, it says, and not by "
                f"“{respondent}”; leave out --as, or correct the file."
            )
    if not moderated:
        return given
    return tuple(answer.model_copy(update={"moderated": True}) for answer in given)


def read_answer_files(
    paths: Iterable[Path], *, at: dt.datetime | None = None
) -> tuple[tuple[Questionnaire, ...], tuple[Answer, ...]]:
    """The questionnaires answered in these files, and the answers.

    Each file says which questionnaire it answers. Raises UnreadableFileError or
    QuestionnaireError, also when two files answer a question in one role: nobody could tell
    which of them to believe.
    """
    files = [(path, read_answers_file(path, at=at)) for path in paths]
    refuse_same_respondent(files)
    answers = tuple(answer for _, given in files for answer in given)
    return asked_in(answers), answers


def with_answer_files(review: Review, paths: Sequence[Path], at: dt.datetime) -> Review:
    """``review`` with the answers in these files given last. Nothing is kept.

    Raises StoreError when the review is frozen, and as ``read_answer_files``.
    """
    if not paths:
        return review
    if review.rulebook is not None:
        raise StoreError(
            f"The review {review.key} is frozen, so its answers cannot change; leave out "
            f"--answers, or open a new one with `assure review new`."
        )
    asked, given = read_answer_files(paths, at=at)
    by_key = {found.key: found for found in (*asked, *review.questionnaires)}
    return review.model_copy(
        update={
            "answers": latest((*review.answers, *given)),
            "questionnaires": tuple(by_key[key] for key in sorted(by_key)),
        }
    )


def refuse_same_respondent(files: Iterable[tuple[Path, Iterable[Answer]]]) -> None:
    """Raises QuestionnaireError when two files answer a question in one role."""
    found: dict[tuple[str, str, str | None], Path] = {}
    for path, given in files:
        for answer in given:
            first = found.setdefault((answer.questionnaire, answer.question, whose(answer)), path)
            if first != path:
                said = f"{path}: it answers {answer.questionnaire} {answer.question}"
                if answer.moderated:
                    raise QuestionnaireError(
                        f"{said} as moderated, and so does {first}; give one of them."
                    )
                role = f"as “{answer.respondent}”" if answer.respondent else "without a role"
                raise QuestionnaireError(
                    f"{said} {role}, and so does {first}; say in each file in which role it "
                    f"answers, or give one of them."
                )


def asked_in(answers: Iterable[Answer]) -> tuple[Questionnaire, ...]:
    """The questionnaires, by key, that these answers are to, and the locality's own.

    Own rules may look at own questionnaires, answered or not, and are read with a review.
    """
    keys = {answer.questionnaire for answer in answers}
    own = {found.key: found for found in own_questionnaires()}
    known = own | {found.key: found for found in shipped_questionnaires(keys - own.keys())}
    return tuple(known[key] for key in sorted(known))


def role_of(text: str) -> str:
    """A role as somebody typed it, on one line. Raises AssureError when it is too long for one."""
    role = one_line(clean(text))
    if len(role) > LONGEST_ROLE:
        raise AssureError(
            f"A role stands beside every answer: {len(role):,} characters are too many; "
            f"use at most {LONGEST_ROLE}."
        )
    return role


def answering_as(
    store: Store, asked: Questionnaire, review: KeptReview | None, role: str | None
) -> str:
    """The role in which somebody goes on answering: ``role``, as it was first written.

    Without one it is that of the only respondent so far, or none. Raises StoreError when there
    are several.
    """
    roles = respondents(heard(_answers(store, asked, review), asked.key))
    if role is not None:
        return next((known for known in roles if same_role(known) == same_role(role)), role)
    if len(roles) > 1:
        named = ", ".join(f"“{known}”" if known else "one without a role" for known in roles)
        raise StoreError(
            f"{asked.title} has {len(roles)} respondents ({named}); say which of them you are "
            f"with --as ROLE, or agree on answers with --moderate."
        )
    return roles[0] if roles else ""


def open_sitting(
    store: Store,
    asked: Questionnaire,
    review: KeptReview | None,
    respondent: str | None,
    today: dt.date,
) -> Sitting:
    """Where answering ``asked`` goes on: in ``review``, or else in the working set.

    It resumes what ``respondent`` said, or with None what counts of everybody's. Links are held
    against the plan of the review, or else against the plan imported last; that plan is judged as
    of the review's day, or else ``today``, if ``asked`` looks at what is found. Raises StoreError
    or RulebookError.
    """
    every = _answers(store, asked, review)
    answers = (
        [one.counts(asked.question(key)) for key, one in heard(every, asked.key).items()]
        if respondent is None
        else [one for one in every if whose(one) == same_role(respondent)]
    )
    return Sitting.open(asked, answers, _known(store, asked, review, today))


def nobody_answered(asked: Questionnaire) -> StoreError:
    """The error for agreeing on what nobody has answered."""
    return StoreError(
        f"Nobody has answered {asked.title} yet; each respondent answers first, with "
        f"`assure ask {asked.key} --as ROLE`."
    )


def open_moderation(
    store: Store,
    asked: Questionnaire,
    review: KeptReview | None,
    today: dt.date,
    *,
    every: bool = False,
) -> Moderation:
    """Everybody's answers to ``asked``, to be agreed on; ``every`` as there.

    Raises StoreError when nobody has answered, and as ``open_sitting``.
    """
    answers = _answers(store, asked, review)
    if not answers:
        raise nobody_answered(asked)
    return Moderation.of(asked, answers, _known(store, asked, review, today), every=every)


def _answers(store: Store, asked: Questionnaire, review: KeptReview | None) -> tuple[Answer, ...]:
    return store.answers(review.key if review else "", questionnaire=asked.key)


def _known(store: Store, asked: Questionnaire, review: KeptReview | None, today: dt.date) -> Known:
    if review is not None:
        key: str | None = review.plan
    else:
        key = next((plan.key for plan in store.plans()), None)
    return known(
        store.plan(key) if key else None,
        [asked],
        review.as_of if review else today,
        find_settings(Path.cwd()),
        store.set_asides(key) if key else (),
    )
