"""Delivery confidence: what rules propose, and where the reviewer sees it otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.assess.build import (
    action,
    answer,
    capacity,
    entries,
    indicator,
    judged,
    outcome,
    owner,
    plan,
    review,
    when,
)

from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.assessment import Assessment
from assure.model.plan import Plan
from assure.model.ratings import Rating, RatingLevel
from assure.model.review import Review
from assure.model.values import OwnerKind, Status
from assure.service.questionnaires import questionnaire

PROGRESS = questionnaire("progress-assurance")
WELL = tuple(
    answer(question.key, 3, evidence="Minutes")
    for question in PROGRESS.questions()
    if question.key[0] in "ABCDEF"
)
WORSE = {"2025-09-30": 130, "2026-03-31": 120, "2026-09-30": 110}  # more would be better


def asked(of: Plan, answers: tuple[Answer, ...] = WELL) -> Review:
    return review(of, answers, questionnaires=[PROGRESS])


def proposal(of: Review | Plan | Assessment, ref: str = "plan") -> Rating:
    found = (of if isinstance(of, Assessment) else judged(of)).proposal(ref)
    assert found is not None
    return found


def codes(of: Rating) -> list[str]:
    return [reason.code for reason in of.reasons]


def able(*actions: Action, **fields: object) -> Plan:
    """A sound plan of which four strands are known: all but risks."""
    return plan(
        *(actions or (action(effort_days=Decimal(10)),)), **{"capacity": (capacity(),)} | fields
    )


def test_nothing_in_the_way_is_green() -> None:
    found = proposal(asked(able()))
    assert found.level is RatingLevel.GREEN
    assert found.reasons[0].sentence == "Nothing in what is known stands in the way of delivery."


def test_too_little_known_proposes_nothing_and_says_what_is_missing() -> None:
    found = proposal(plan(action()))  # plan quality and progress alone
    assert found.level is RatingLevel.NOT_RATED
    assert found.reasons == ()
    assert found.to_improve == (
        "Too little is known: nothing of Progress Assurance, capacity and risks."
    )


def test_an_outcome_is_not_asked_for_progress_assurance() -> None:
    """Its questions are about the partnership, so of an outcome four strands can be known."""
    found = proposal(plan(action()), "1")
    assert found.level is RatingLevel.GREEN


def test_an_old_date_proves_no_delay_where_no_status_is_told() -> None:
    unknown = [
        action(f"1.{n}", status=Status.UNKNOWN, status_text="", due=when("2026-01-31"))
        for n in range(4)
    ]
    found = proposal(able(*unknown, indicators=()), "1")
    assert not {"RAT-23", "RAT-26", "RAT-32"} & set(codes(found))


def test_results_going_the_wrong_way_put_delivery_in_doubt() -> None:
    found = proposal(asked(able(indicators=(indicator(history=WORSE),))))
    assert found.level is RatingLevel.AMBER_RED
    assert "Its one indicator is too slow or goes the wrong way." in [
        reason.sentence for reason in found.reasons
    ]


def test_with_a_poor_plan_they_make_it_red() -> None:
    nobody = [action(f"1.{n}", owner=owner(OwnerKind.MISSING)) for n in range(4)]
    found = proposal(asked(able(*nobody, indicators=(indicator(history=WORSE),))))
    assert found.level is RatingLevel.RED
    assert "RAT-21" in codes(found)


@pytest.mark.parametrize(
    ("late", "level"),
    [(0, RatingLevel.GREEN), (1, RatingLevel.AMBER_GREEN), (4, RatingLevel.AMBER_RED)],
)
def test_lateness_counts_by_its_share_of_the_open_actions(late: int, level: RatingLevel) -> None:
    rows = [
        action(f"1.{n}", due=when("2026-10-01" if n < late else "2027-03-31")) for n in range(10)
    ]
    assert proposal(asked(able(*rows))).level is level


def test_a_failing_area_of_progress_assurance_is_named() -> None:
    poor = tuple(
        given.model_copy(update={"value": 0}) if given.question[0] == "E" else given
        for given in WELL
    )
    found = proposal(asked(able(), poor))
    assert "RAT-27" in codes(found)
    title = next(section.title for section in PROGRESS.sections if section.key == "E")
    assert any(f"“{title}” scores 0 out of 3" in reason.sentence for reason in found.reasons)


def test_a_few_answers_do_not_make_progress_assurance_known() -> None:
    found = proposal(review(plan(action()), WELL[:4], questionnaires=[PROGRESS]))
    assert found.to_improve.startswith("Too little is known: nothing of Progress Assurance,")


def test_a_quarter_that_asks_for_far_more_than_was_agreed_is_named() -> None:
    busy = action(effort_days=Decimal(200), start=when("2026-10-01"), due=when("2026-12-31"))
    found = proposal(asked(able(busy)))
    assert "RAT-28" in codes(found)
    assert any("asks for 1,000% of the days" in reason.sentence for reason in found.reasons)


@pytest.mark.parametrize(
    ("doubtful", "level"), [(1, RatingLevel.AMBER_GREEN), (2, RatingLevel.AMBER_RED)]
)
def test_half_the_outcomes_in_doubt_put_the_whole_in_doubt(
    doubtful: int, level: RatingLevel
) -> None:
    """Of four outcomes with an indicator each, ``doubtful`` have it going the wrong way."""
    refs = ("1", "2", "3", "4")
    of = able(
        *(action(f"{ref}.1", outcomes=(ref,)) for ref in refs),
        outcomes=tuple(outcome(ref) for ref in refs),
        indicators=tuple(
            indicator(f"I{ref}", WORSE if int(ref) <= doubtful else None, outcome=ref)
            for ref in refs
        ),
    )
    found = judged(asked(of))
    in_doubt = [ref for ref in refs if proposal(found, ref).level is RatingLevel.AMBER_RED]
    assert in_doubt == list(refs[:doubtful])
    assert proposal(found).level is level
    assert ("RAT-38" in codes(proposal(found))) == (doubtful == 2)


def test_the_reviewers_view_changes_nothing_of_what_is_proposed() -> None:
    said = (
        answer("H1", "red", evidence="The board does not meet"),
        entries(
            "progress-assurance", "H3", {"outcome": "1", "rating": "red", "reason": "As above"}
        ),
    )
    without, found = judged(asked(able())), judged(asked(able(), (*WELL, *said)))
    assert [one.level for one in found.proposals] == [one.level for one in without.proposals]
    assert [one.level for one in found.judgements] == [RatingLevel.RED, RatingLevel.RED]


def test_every_proposal_below_green_says_what_would_move_it_up() -> None:
    found = judged(asked(able(indicators=(indicator(history=WORSE),))))
    assert all(one.to_improve for one in found.proposals)


def test_what_was_completed_counts_when_it_is_asked_how_much_is_late() -> None:
    late = [action(f"1.{n}", due=when("2026-10-20")) for n in range(4)]
    done = [action(f"2.{n}", status=Status.COMPLETED, evidence="Photographs") for n in range(9)]
    cancelled = [action(f"3.{n}", status=Status.CANCELLED) for n in range(9)]
    assert "RAT-26" in codes(proposal(asked(able(*late, *cancelled))))
    found = proposal(asked(able(*late, *done)))
    assert "RAT-26" not in codes(found)
    assert "Of its 13 open or completed actions, four are past their dates." in [
        reason.sentence for reason in found.reasons
    ]
