"""Where respondents stand apart on delivery confidence: of the plan, of outcomes, of a project.

Two questionnaires ask for it: the closing judgement of Progress Assurance, and Delivery confidence,
which each reviewer answers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Literal

from assure.facts.answers import PROGRESS, entry_text
from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import Question
from assure.model.respondents import TIERS, Heard
from assure.model.review import Review
from assure.model.views import Spread, View

DELIVERY = "delivery-confidence"
WHOLE, BY_OUTCOME = "H1", "H3"  # of Progress Assurance
TAKEN_TOGETHER, WHAT = "C6", "judged"  # of Delivery confidence
STATEMENTS = ("C1", "C2", "C3", "C4", "C5")
TEN = 10  # the highest place of a statement
_Place = Callable[[Answer], Decimal | None]


def spreads(review: Review) -> tuple[Spread, ...]:
    """What two or more respondents said of the same: the plan first, then its outcomes, then what
    the reviewers of Delivery confidence judged and their five statements."""
    return (*_progress(review), *_delivery(review))


def _progress(review: Review) -> Iterator[Spread]:
    asked, heard = review.questionnaire(PROGRESS), review.heard(PROGRESS)
    if asked is None:
        return
    if WHOLE in heard:
        yield from _one(heard[WHOLE], asked.question(WHOLE), PROGRESS, "plan", _tier)
    if BY_OUTCOME not in heard:
        return
    titles = {outcome.ref: outcome.title for outcome in review.plan.outcomes}
    one = heard[BY_OUTCOME]
    refs = [entry_text(entry, "outcome") for answer in one.separate for entry in answer.entries]
    for ref in dict.fromkeys((*titles, *refs)):
        if ref:
            yield from _one(
                one,
                asked.question(BY_OUTCOME),
                PROGRESS,
                "outcome",
                _tier_of(ref),
                ref=ref,
                title=titles.get(ref, ""),
            )


def _delivery(review: Review) -> Iterator[Spread]:
    asked, heard = review.questionnaire(DELIVERY), review.heard(DELIVERY)
    if asked is None:
        return
    if TAKEN_TOGETHER in heard:
        what = heard[WHAT].counts(asked.question(WHAT)).value if WHAT in heard else ""
        title = what if isinstance(what, str) else ""
        yield from _one(
            heard[TAKEN_TOGETHER],
            asked.question(TAKEN_TOGETHER),
            DELIVERY,
            "judged",
            _tier,
            title=title,
        )
    for key in STATEMENTS:
        question = asked.question(key)
        if key in heard and question is not None:
            yield from _one(
                heard[key], question, DELIVERY, "statement", _number, title=question.text
            )


def _one(
    one: Heard,
    question: Question | None,
    questionnaire: str,
    subject: Literal["plan", "outcome", "judged", "statement"],
    place: _Place,
    *,
    ref: str = "",
    title: str = "",
) -> Iterator[Spread]:
    """Nothing when fewer than two have said where they stand."""
    views = tuple(_views(one.separate, place))
    if len(views) < 2:
        return
    tiers = subject != "statement"
    counting = one.counts(question)
    yield Spread(
        questionnaire=questionnaire,
        question=one.question,
        subject=subject,
        ref=ref,
        title=title,
        tiers=tiers,
        highest=len(TIERS) if tiers else TEN,
        views=views,
        unknown=sum(answer.state is AnswerState.DONT_KNOW for answer in one.separate),
        counts=place(counting) if counting.state is AnswerState.ANSWERED else None,
        agreed=one.moderated is not None and not one.to_moderate,
    )


def _views(answers: Iterable[Answer], place: _Place) -> list[View]:
    found = [
        View(by=answer.respondent, place=at)
        for answer in answers
        if answer.state is AnswerState.ANSWERED and (at := place(answer)) is not None
    ]
    return sorted(found, key=lambda view: (view.place, view.by))


def _step(value: object) -> Decimal | None:
    """1 for red to 4 for green."""
    if not isinstance(value, str) or value not in TIERS:
        return None
    return Decimal(len(TIERS) - TIERS.index(value))


def _tier(answer: Answer) -> Decimal | None:
    return _step(answer.value)


def _tier_of(ref: str) -> _Place:
    """Where an answer puts outcome ``ref``; of several lines on it the last counts."""

    def place(answer: Answer) -> Decimal | None:
        own = [e.get("rating") for e in answer.entries if entry_text(e, "outcome") == ref]
        return _step(own[-1]) if own else None

    return place


def _number(answer: Answer) -> Decimal | None:
    """None for what no answer sheet takes, as a review that was written by hand may hold."""
    if isinstance(answer.value, bool) or not isinstance(answer.value, int | float):
        return None
    return Decimal(str(answer.value)) if 1 <= answer.value <= TEN else None
