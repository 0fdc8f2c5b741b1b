"""Data quality: how much of what a rating rests on is there, can be read, and is of today.

Six parts, each a share: owners and dates of the actions that are rated, readings of indicators, and
of the questionnaires that were begun what is answered, evidenced and fresh. A part with nothing to
count is left out, so that nobody is marked down for what does not exist.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assure.model.actions import Action
from assure.model.answers import Answer, AnswerState
from assure.model.facts import Fact
from assure.model.questionnaire import Question, QuestionKind
from assure.model.ratings import DataPart, DataQuality
from assure.model.review import Review
from assure.model.values import OwnerKind

# Nobody outside the room can tell who is meant.
NOT_TOLD = frozenset({OwnerKind.MISSING, OwnerKind.PLACEHOLDER, OwnerKind.FIRST_NAME_OR_INITIALS})
# What is chosen from a list is asked for its evidence; words, figures and lists speak themselves.
WITH_EVIDENCE = frozenset(
    {QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.RAG}
)
FRESH = "stale-evidence-days"  # the threshold that says how old evidence may be
USUAL_FRESH = Decimal(365)  # days


def data_quality(
    actions: Iterable[Action],
    indicators: Iterable[Fact],
    answers: Iterable[DataPart] = (),
) -> DataQuality:
    """The figure for ``actions``, those that a rating rests on, and the ``indicators`` beside
    them, and ``answers`` for the whole, where the answers belong."""
    actions = tuple(actions)
    indicators = tuple(indicators)
    counted = (
        _part(
            "owners",
            "owners that can be told",
            (action.owner.kind not in NOT_TOLD for action in actions),
        ),
        _part("dates", "dates that settle a day", (a.deadline.latest is not None for a in actions)),
        _part("readings", "indicators with a value on time", map(_on_time, indicators)),
        *answers,
    )
    parts = tuple(part for part in counted if part.of)
    shares = [part.percent for part in parts]
    return DataQuality(parts=parts, percent=sum(shares) // len(shares) if shares else None)


def answer_parts(review: Review, fresh_days: Decimal) -> tuple[DataPart, ...]:
    """What is answered, evidenced and fresh in the questionnaires that were begun.

    Of the questions that are always asked, and those answered all the same. One said with a
    reason not to apply is answered; "don't know" is not. Evidence is fresh when it is dated
    within ``fresh_days`` before the as-of date.
    """
    asked = tuple(_asked(review))
    answered = [(q, a) for q, a in asked if a and a.state is AnswerState.ANSWERED]
    wanting = [answer for question, answer in answered if question.kind in WITH_EVIDENCE]
    evidenced = [answer for _, answer in answered if answer.evidence.strip()]
    settled = (AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE)
    label = "pieces of evidence no more than a year old"
    if fresh_days != USUAL_FRESH:
        label = f"pieces of evidence no more than {fresh_days:f} days old"
    return (
        _part("answered", "questions answered", (bool(a and a.state in settled) for _, a in asked)),
        _part("evidenced", "answers with evidence", (bool(a.evidence.strip()) for a in wanting)),
        _part(
            "fresh",
            label,
            (_is_fresh(answer.evidence_date, review.as_of, fresh_days) for answer in evidenced),
        ),
    )


def _asked(review: Review) -> Iterator[tuple[Question, Answer | None]]:
    """Each question that was put, and the answer that counts."""
    for questionnaire in review.questionnaires:
        answers = review.answers_to(questionnaire.key)
        if not answers:
            continue
        for question in questionnaire.questions():
            answer = answers.get(question.key)
            if answer is not None or question.ask_when is None:
                yield question, answer


def _part(key: str, label: str, good: Iterable[bool]) -> DataPart:
    flags: Sequence[bool] = tuple(good)
    return DataPart(key=key, label=label, good=sum(flags), of=len(flags))


def _on_time(indicator: Fact) -> bool:
    return "measured" in indicator.values and "days_overdue" not in indicator.values


def _is_fresh(day: dt.date | None, as_of: dt.date, most: Decimal) -> bool:
    return day is not None and 0 <= (as_of - day).days <= most
