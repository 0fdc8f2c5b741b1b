"""The questions of a challenge pack: to whom, on what evidence, and what a good answer shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assure.model.assessment import Assessment
from assure.model.base import key_in_words
from assure.model.challenge import ChallengeQuestion
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.values import Owner
from assure.report.formats import clip_short, count_word, join, place, plural, sentence_case, strung
from assure.report.origins import count, kept, most_common

FOR_AN_HOUR = 4  # questions that a session of an hour has time for; our judgement
BULLETS = 3
PLACES = 3
ALIKE = 8
THE_CHAIR = "the chair"
# Where the question is whether anybody answers for the thing, its owner is the wrong one to ask.
OF_OWNING = "ownership"
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])")
VIEWS = (
    "A fact that only one side has seen, and where others can look at it",
    "What would bring the two views together, and by which day",
)
RED = ("One thing that would change, and who can change it", "The day on which it will show")


@dataclass(frozen=True)
class Asked:
    """A question as the pack prints it. ``good`` are phrases of what a good answer shows."""

    of: ChallengeQuestion  # first, so that it counts as this
    rank: int
    question: str
    whom: str
    because: str
    about: str  # "Outcome 5, IND-14"
    seen: str
    alike: str
    good: tuple[str, ...]
    advised: bool  # ``good`` is the advice of the rule


@dataclass(frozen=True)
class Theme:
    """An outcome or a family of rules, with its questions in their order."""

    title: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Pack:
    asked: tuple[Asked, ...]
    themes: tuple[Theme, ...]


def pack(questions: Iterable[ChallengeQuestion], assessment: Assessment, plan: Plan) -> Pack:
    """The questions in their order, and again by theme; the theme asked first stands first."""
    found = {finding.fingerprint: finding for finding in assessment.findings}
    families = frozenset(finding.family for finding in assessment.findings)
    owners = _owners(plan)
    by_theme: dict[str, list[Asked]] = {}
    asked: list[Asked] = []
    for rank, question in enumerate(questions, 1):
        finding = found.get(question.fingerprint)
        one = Asked(
            of=question,
            rank=rank,
            question=question.question,
            whom=_whom(question, finding, owners, assessment, plan),
            because=question.because,
            about=strung(filter(None, (_theme(question.theme, families), question.code)), ", "),
            seen=_seen(question),
            alike=_alike(question),
            good=_good(question, finding),
            advised=finding is not None,
        )
        asked.append(one)
        by_theme.setdefault(question.theme, []).append(one)
    titles = {outcome.ref: outcome.title for outcome in assessment.measures.outcomes}
    return Pack(
        tuple(asked),
        tuple(
            Theme(
                f"{_theme(theme, families)} {clip_short(titles.get(theme, ''), 80)}".strip(),
                tuple(own),
            )
            for theme, own in by_theme.items()
        ),
    )


def title(asked: int) -> str:
    """``Twelve questions, the first four for an hour``, as far as there are so many."""
    if not asked:
        return "The findings ask nothing"
    many = f"{sentence_case(count_word(asked))} {'question' if asked == 1 else 'questions'}"
    if asked <= FOR_AN_HOUR:
        return f"{many} for an hour"
    return f"{many}, the first {count_word(FOR_AN_HOUR)} for an hour"


def lead(asked: int) -> str:
    """What the pack holds, in a sentence."""
    if not asked:
        return "No finding asks a question of its own."
    many = f"{sentence_case(count_word(asked))} {'question' if asked == 1 else 'questions'}"
    return (
        f"{many}{', each' if asked > 1 else ''} with its evidence, whom to ask and what a good "
        "answer shows."
    )


def _theme(theme: str, families: Collection[str]) -> str:
    """``Outcome 5``, ``Governance`` or ``The whole plan``."""
    if not theme:
        return "The whole plan"
    return key_in_words(theme) if theme in families else f"Outcome {theme}"


def _seen(question: ChallengeQuestion) -> str:
    """``Indicators H9; Action plan F44 and 2 more``."""
    shown = strung((clip_short(place(seen), 60) for seen in question.places[:PLACES]), "; ")
    more = count(question.places) - PLACES
    return f"{shown} and {more} more" if more > 0 else shown


def _alike(question: ChallengeQuestion) -> str:
    """``2.2, 5.1 and 6 more``."""
    shown = [clip_short(ref, 40) for ref in question.alike[:ALIKE]]
    more = count(question.alike) - ALIKE
    return join([*shown, f"{more} more"] if more > 0 else shown)


def _good(question: ChallengeQuestion, finding: Finding | None) -> tuple[str, ...]:
    if finding is None:
        return RED if question.question.startswith("What would") else VIEWS
    parts = _SENTENCES.split(finding.advice.strip())[:BULLETS]
    return tuple(kept(finding.advice, one) for one in parts)


def _owners(plan: Plan) -> Mapping[str, Owner]:
    """Who answers for what, by reference; an action wins over a namesake."""
    return {
        **{risk.ref: risk.owner for risk in plan.risks},
        **{project.ref: project.lead for project in plan.projects},
        **{indicator.ref: indicator.owner for indicator in plan.indicators},
        **{outcome.ref: outcome.senior_lead for outcome in plan.outcomes},
        **{action.ref: action.owner for action in plan.actions},
    }


def _whom(
    question: ChallengeQuestion,
    finding: Finding | None,
    owners: Mapping[str, Owner],
    assessment: Assessment,
    plan: Plan,
) -> str:
    """The post that answers for the thing, or else for its outcome, or else for the plan."""
    refs = question.refs if finding is None or finding.family != OF_OWNING else ()
    loaded = {load.name for load in assessment.measures.loads if load.kind == "post"}
    for ref in refs:
        if ref in loaded:
            return ref
    outcomes = finding.outcomes if finding else (question.theme,)
    answering = (owners.get(ref, Owner()) for ref in (*refs, *outcomes))
    names = (owner.name for owner in (*answering, plan.lead))
    return next(filter(None, names), THE_CHAIR)


def most_asked(asked: Iterable[Asked]) -> str:
    """``Director of Housing (3 questions) and the chair (2 questions)``; "" where nobody is asked
    more than once."""
    counts = most_common(asked, lambda one: one.whom)
    return join(
        f"{clip_short(who, 60)} ({plural(count, 'question')})" for who, count in counts if count > 1
    )
