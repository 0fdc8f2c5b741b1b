"""Where several respondents stand apart on delivery confidence, and what counts of it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.assess.build import answer, dont_know, judged, outcome, plan, review

from assure.assess.edition import board_edition
from assure.assess.views import DELIVERY, STATEMENTS, TAKEN_TOGETHER, WHAT, spreads
from assure.model.answers import Answer, Value
from assure.model.questionnaire import QuestionKind
from assure.model.review import Review
from assure.model.views import Spread
from assure.service.questionnaires import questionnaire

PROGRESS, CONFIDENCE = questionnaire("progress-assurance"), questionnaire(DELIVERY)
POLICE, CLERK, HOUSING = "Police lead", "Clerk", "Head of Housing"


def whole(level: str, by: str, **fields: Any) -> Answer:
    return answer("H1", level, respondent=by, **fields)


def outcomes(by: str, /, moderated: bool = False, **levels: str) -> Answer:
    """``outcomes(POLICE, _1="red")``: outcome 1 is judged red."""
    entries = tuple(
        {"outcome": ref[1:], "rating": level, "reason": ""} for ref, level in levels.items()
    )
    return answer("H3", entries, respondent=by, moderated=moderated)


def confidence(question: str, value: Value, by: str) -> Answer:
    return Answer(questionnaire=DELIVERY, question=question, value=value, respondent=by)


def of(*answers: Answer) -> Review:
    named = plan(outcomes=[outcome("1", title="More work"), outcome("2", title="Less harm")])
    return review(named, answers=answers, questionnaires=[PROGRESS, CONFIDENCE])


def only(*answers: Answer) -> Spread:
    (one,) = spreads(of(*answers))
    return one


def test_each_view_has_its_place_from_the_least_confident() -> None:
    one = only(whole("amber_green", CLERK), whole("red", POLICE), whole("amber_red", HOUSING))
    assert [(view.by, view.place) for view in one.views] == [
        (POLICE, 1),
        (HOUSING, 2),
        (CLERK, 3),
    ]
    assert (one.subject, one.tiers, one.lowest, one.highest, one.apart) == ("plan", True, 1, 4, 2)


def test_what_counts_is_the_most_cautious_until_they_agree() -> None:
    both = (whole("green", CLERK), whole("red", POLICE))
    assert (only(*both).counts, only(*both).agreed) == (1, False)
    agreed = only(*both, whole("amber_red", CLERK, moderated=True))
    assert (agreed.counts, agreed.agreed) == (2, True)
    anew = only(*both, whole("amber_red", CLERK, moderated=True), whole("red", CLERK))
    assert (anew.counts, anew.agreed) == (2, False)


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (whole("red", POLICE),),
        (whole("red", POLICE), whole("amber_red", POLICE)),  # one person, who thought again
        (whole("red", POLICE), dont_know("H1")),
        (outcomes(POLICE, _1="red"), outcomes(CLERK, _2="red")),
    ],
)
def test_nothing_is_spread_where_fewer_than_two_say_where_they_stand(
    answers: tuple[Answer, ...],
) -> None:
    assert spreads(of(*answers)) == ()


def test_who_cannot_tell_is_counted_apart() -> None:
    one = only(whole("red", POLICE), whole("green", HOUSING), dont_know("H1"))
    assert (len(one.views), one.unknown) == (2, 1)


def test_outcomes_stand_in_the_order_of_the_plan_with_their_titles() -> None:
    found = spreads(
        of(
            outcomes(POLICE, _9="red", _2="green", _1="red"),
            outcomes(CLERK, _2="amber_green", _1="red", _9="green"),
            outcomes(CLERK, moderated=True, _1="red", _2="green"),
        )
    )
    assert [(one.ref, one.title, one.apart, one.counts) for one in found] == [
        ("1", "More work", 0, 1),
        ("2", "Less harm", 1, 4),
        ("9", "", 3, None),  # no outcome of the plan, and nothing was agreed on it
    ]


def test_each_statement_of_delivery_confidence_is_on_a_scale_of_ten() -> None:
    found = spreads(
        of(
            confidence(WHAT, "The job shop", POLICE),
            confidence("C2", 3, POLICE),
            confidence("C2", 7.5, CLERK),
            confidence("C2", 9, HOUSING),
            confidence(TAKEN_TOGETHER, "red", POLICE),
            confidence(TAKEN_TOGETHER, "green", CLERK),
        )
    )
    together, statement = found
    assert (together.subject, together.title, together.tiers) == ("judged", "The job shop", True)
    assert [float(view.place) for view in statement.views] == [3, 7.5, 9]
    assert (statement.highest, float(statement.counts or 0), statement.apart) == (10, 7.5, 6)


@pytest.mark.parametrize("score", [99, 0])
def test_a_score_beyond_the_scale_is_none(score: float) -> None:
    assert spreads(of(confidence("C1", score, POLICE), confidence("C1", 4, CLERK))) == ()


def test_the_questionnaires_ask_what_is_taken_from_them() -> None:
    asked = {key: CONFIDENCE.question(key) for key in (*STATEMENTS, TAKEN_TOGETHER, WHAT)}
    assert all(asked.values())
    for key in STATEMENTS:
        question = asked[key]
        assert question is not None
        assert (question.kind, question.minimum, question.maximum) == (QuestionKind.NUMBER, 1, 10)
    assert [PROGRESS.question(key).kind for key in ("H1", "H3")] == [  # type: ignore[union-attr]
        QuestionKind.RAG,
        QuestionKind.ENTRIES,
    ]


def test_it_is_a_figure_of_the_assessment_and_the_board_is_not_told_who() -> None:
    said = of(whole("red", POLICE), whole("green", CLERK))
    (full,) = judged(said).measures.spreads
    (board,) = judged(board_edition(said)).measures.spreads
    assert [view.by for view in full.views] == [POLICE, CLERK]
    assert [view.by for view in board.views] == ["respondent 1", "respondent 2"]
    assert [view.place for view in board.views] == [view.place for view in full.views]
