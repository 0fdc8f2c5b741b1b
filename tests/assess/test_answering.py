"""Who answered, when, and how far they agreed."""

from __future__ import annotations

import datetime as dt

from tests.assess.build import answer as given
from tests.assess.build import dont_know, judged, not_applicable, review

from assure.assess.answering import answering
from assure.assess.confidence import judgements
from assure.assess.edition import board_edition
from assure.model.answers import Answer, Value
from assure.model.assessment import Answering
from assure.model.ratings import RatingLevel
from assure.service.questionnaires import questionnaire

PROGRESS = questionnaire("progress-assurance")
POLICE, CLERK = "Police lead", "Clerk"


def answer(question: str, value: Value, role: str, day: int, *, moderated: bool = False) -> Answer:
    at = dt.datetime(2026, 10, day, 9, tzinfo=dt.UTC)
    return given(question, value, respondent=role, given_at=at, moderated=moderated)


def only(*answers: Answer) -> Answering:
    (found,) = answering(review(answers=answers, questionnaires=[PROGRESS]))
    return found


def test_each_respondent_with_the_days_of_the_first_and_the_last_answer() -> None:
    found = only(
        answer("A1", 0, POLICE, 12), answer("A2", 1, "police lead", 14), answer("A1", 3, CLERK, 19)
    )
    assert [(one.role, one.answered) for one in found.respondents] == [(POLICE, 2), (CLERK, 1)]
    assert (found.respondents[0].first, found.respondents[0].last) == (
        dt.date(2026, 10, 12),
        dt.date(2026, 10, 14),
    )
    assert (found.first, found.last) == (dt.date(2026, 10, 12), dt.date(2026, 10, 19))


def test_what_is_not_known_or_does_not_apply_is_counted_beside_what_is_answered() -> None:
    found = only(answer("A1", 2, CLERK, 12), dont_know("A2"), not_applicable("A3"))
    assert (found.answered, found.unknown, found.not_applicable) == (1, 1, 1)
    assert found.questions == len(PROGRESS.questions())


def test_what_differs_is_not_yet_moderated_until_it_is_agreed() -> None:
    both = (answer("A1", 0, POLICE, 12), answer("A1", 3, CLERK, 12))
    alike = (answer("A2", 2, POLICE, 12), answer("A2", 2, CLERK, 12))
    found = only(*both, *alike)
    assert (found.shared, found.differing, found.moderated, found.not_moderated) == (2, 1, 0, 1)
    found = only(*both, *alike, answer("A1", 1, CLERK, 20, moderated=True))
    assert (found.shared, found.differing, found.moderated, found.not_moderated) == (2, 1, 1, 0)


def test_the_board_is_told_how_many_and_not_who() -> None:
    of = review(
        answers=(answer("A1", 0, POLICE, 12), answer("A1", 3, CLERK, 12)),
        questionnaires=[PROGRESS],
    )
    board = judged(board_edition(of))
    assert [len(one.respondents) for one in board.answering] == [2]
    assert POLICE not in board.model_dump_json()
    assert judged(of).answering[0].respondents[0].role == POLICE


def by_outcome(role: str, **ratings: str) -> Answer:
    rows = [{"outcome": ref[1:], "rating": rating} for ref, rating in ratings.items()]
    return answer("H3", tuple(rows), role, 12)


def test_a_judgement_on_which_they_differ_says_so_until_it_is_agreed() -> None:
    both = (answer("H1", "red", POLICE, 12), answer("H1", "green", CLERK, 12))
    (found,) = judgements(review(answers=both, questionnaires=[PROGRESS]))
    assert (found.level, found.apart) == (RatingLevel.RED, 2)
    agreed = answer("H1", "amber_red", CLERK, 20, moderated=True)
    (found,) = judgements(review(answers=(*both, agreed), questionnaires=[PROGRESS]))
    assert (found.level, found.apart) == (RatingLevel.AMBER_RED, 0)


def test_of_several_outcomes_only_the_one_on_which_they_differ_is_marked() -> None:
    rated = (
        by_outcome(POLICE, o1="red", o2="green", o3="red"),
        by_outcome(CLERK, o1="green", o2="green"),
    )
    found = judgements(review(answers=rated, questionnaires=[PROGRESS]))
    assert {judgement.ref: judgement.apart for judgement in found} == {"1": 2, "2": 0, "3": 0}
