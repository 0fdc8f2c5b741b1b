"""Data quality: how much of what a rating rests on is there, can be read, and is fresh."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.assess.build import (
    action,
    answer,
    dont_know,
    indicator,
    judged,
    not_applicable,
    outcome,
    owner,
    plan,
    review,
    when,
)

from assure.assess.quality import data_quality
from assure.model.answers import Answer
from assure.model.assessment import Assessment
from assure.model.plan import Plan
from assure.model.ratings import DataPart, DataQuality
from assure.model.review import Review
from assure.model.values import OwnerKind, Status, When, WhenKind
from assure.service.questionnaires import questionnaire

PROGRESS = questionnaire("progress-assurance")
QUESTIONS = sum(question.ask_when is None for question in PROGRESS.questions())


def data_of(of: Review | Plan | Assessment, ref: str = "plan") -> DataQuality:
    assessment = of if isinstance(of, Assessment) else judged(of)
    found = assessment.rating("plan" if ref == "plan" else "outcome", ref)
    assert found is not None
    return found.data


def shares(data: DataQuality) -> dict[str, tuple[int, int]]:
    return {part.key: (part.good, part.of) for part in data.parts}


def answered(*answers: Answer) -> dict[str, tuple[int, int]]:
    return shares(data_of(review(answers=answers, questionnaires=[PROGRESS])))


def test_owners_and_dates_are_counted_over_open_actions() -> None:
    of = plan(
        action("1.1"),
        action("1.2", owner=owner(OwnerKind.PLACEHOLDER, "TBC"), due=when("2027-06-30")),
        action("1.3", due=when(kind=WhenKind.ONGOING)),
        action("1.4", owner=owner(OwnerKind.MISSING), due=When(), status=Status.CANCELLED),
        indicators=(),
    )
    assert shares(data_of(of)) == {"owners": (2, 3), "dates": (2, 3)}
    assert data_of(of).percent == 66


@pytest.mark.parametrize(
    ("kind", "names", "told"),
    [
        (OwnerKind.POST, ("Head of Housing",), 1),
        (OwnerKind.COLLECTIVE, ("All partners",), 1),  # a finding, but no doubt about who is meant
        (OwnerKind.FIRST_NAME_OR_INITIALS, ("JS",), 0),
        (OwnerKind.MISSING, (), 0),
    ],
)
def test_an_owner_can_be_told_when_a_stranger_knows_who_is_meant(
    kind: OwnerKind, names: tuple[str, ...], told: int
) -> None:
    assert shares(data_of(plan(action(owner=owner(kind, *names)))))["owners"] == (told, 1)


def test_a_reading_is_on_time_within_its_own_period() -> None:
    fresh = indicator("I1", frequency="Quarterly")
    late = indicator("I2", {"2025-09-30": 100, "2026-03-31": 120}, frequency="Quarterly")
    of = plan(action(), indicators=(fresh, late))
    assert shares(data_of(of))["readings"] == (1, 2)


def test_an_outcome_counts_its_own_actions_and_indicators_alone() -> None:
    of = plan(
        action("1.1", outcomes=("1",)),
        action("2.1", outcomes=("2",), owner=owner(OwnerKind.MISSING)),
        outcomes=(outcome("1"), outcome("2")),
        indicators=(indicator("I1", outcome="1"),),
    )
    assert shares(data_of(of, "1")) == {"owners": (1, 1), "dates": (1, 1), "readings": (1, 1)}
    assert shares(data_of(of, "2")) == {"owners": (0, 1), "dates": (1, 1)}
    assert data_of(of, "2").percent == 50


def test_dont_know_is_no_answer_and_not_applicable_is_one() -> None:
    found = answered(answer("A1", 2), dont_know("A2"), not_applicable("A3"))
    assert found["answered"] == (2, QUESTIONS)


def test_evidence_is_fresh_when_it_is_dated_within_the_last_year() -> None:
    def told(question: str, day: dt.date | None) -> Answer:
        return answer(question, 2, evidence="Minutes", evidence_date=day)

    found = answered(
        told("A1", dt.date(2026, 9, 30)),
        told("A2", dt.date(2025, 9, 30)),  # more than a year
        told("A3", dt.date(2026, 12, 1)),  # to come
        told("A4", None),
        answer("B1", 3, evidence=" "),
    )
    assert found["evidenced"] == (4, 5)
    assert found["fresh"] == (1, 4)


def test_a_questionnaire_that_nobody_began_marks_nothing_down() -> None:
    found = shares(data_of(review(answers=(), questionnaires=[PROGRESS])))
    assert not {"answered", "evidenced", "fresh"} & found.keys()


def test_a_plan_of_cancelled_actions_has_no_figure_rather_than_none_of_a_hundred() -> None:
    of = plan(action(status=Status.CANCELLED, status_text="Stopped by cabinet"), indicators=())
    assert data_of(of) == DataQuality()


def test_what_was_completed_counts_as_it_does_for_the_rating() -> None:
    done = action("1.1", status=Status.COMPLETED)
    nobody = action("1.2", owner=owner(OwnerKind.MISSING))
    assert shares(data_of(plan(done, nobody)))["owners"] == (1, 2)


PARTS = some.integers(0, 50).flatmap(
    lambda of: some.builds(
        DataPart,
        key=some.just("answered"),
        label=some.just("questions answered"),
        good=some.integers(0, of),
        of=some.just(of),
    )
)


@given(some.lists(PARTS))
def test_the_figure_lies_between_its_worst_and_its_best_part(parts: list[DataPart]) -> None:
    data = data_quality((), (), parts)
    counted = [part.percent for part in parts if part.of]
    if counted:
        assert data.percent is not None
        assert 0 <= min(counted) <= data.percent <= max(counted) <= 100
    else:
        assert data.percent is None
