"""Several people answer: which answer counts, where they stand apart, how old evidence is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.facts.derive import derive
from assure.interview.parse import parse_questionnaire
from assure.model.answers import Answer, AnswerState, Value
from assure.model.facts import Fact, FactValue
from assure.model.plan import Plan
from assure.model.respondents import latest
from assure.model.review import Review, ReviewKind

HELP = "help: h, why: w, evidence: e, sources: [ours]"
OURS = parse_questionnaire(
    "ours.yaml",
    f"""\
questionnaire: ours
title: Our check
minutes: 5
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
sections:
  - key: A
    title: Only
    questions:
      - {{key: A1, kind: scale, text: "Is it there?", {HELP}, options: [
          {{value: 0, label: Not in place}}, {{value: 1, label: Partly}},
          {{value: 2, label: Largely}}, {{value: 3, label: Fully in place}}]}}
      - {{key: A2, kind: rag, text: "How sure?", {HELP}}}
      - {{key: A3, kind: choice, text: "Which?", {HELP}, options: [
          {{value: us, label: Us}}, {{value: them, label: Them}}]}}
      - {{key: A4, kind: choices, text: "Who pays?", {HELP}, options: [
          {{value: us, label: Us}}, {{value: them, label: Them}}]}}
      - {{key: A5, kind: number, text: "How sure, of ten?", {HELP}, minimum: 1, maximum: 10}}
      - {{key: A6, kind: text, text: "What else?", {HELP}}}
      - key: barriers
        kind: entries
        text: What is in the way?
        help: h
        why: w
        evidence: e
        sources: [ours]
        fields:
          - {{key: text, kind: text, text: "What?"}}
""",
)
AS_OF = dt.date(2026, 10, 31)
POLICE, CLERK, HOUSING = "Police lead", "Clerk", "Head of Housing"


def said(question: str, value: Value = None, by: str = CLERK, **more: Any) -> Answer:
    return Answer(questionnaire="ours", question=question, value=value, respondent=by, **more)


def unknown(question: str, by: str) -> Answer:
    return said(question, by=by, state=AnswerState.DONT_KNOW, reason="Not told")


def review(*answers: Answer) -> Review:
    return Review(
        key="r",
        name="R",
        kind=ReviewKind.MID_YEAR,
        as_of=AS_OF,
        plan=Plan(key="p", title="Plan"),
        answers=answers,
        questionnaires=(OURS,),
    )


def counts(question: str, *answers: Answer) -> Answer:
    return review(*answers).answers_to("ours")[question]


def fact(subject: str, *answers: Answer) -> dict[str, FactValue]:
    found: list[Fact] = [f for f in derive(review(*answers)) if f.subject == subject]
    assert len(found) == 1
    return dict(found[0].values)


# --- Which answer counts ---------------------------------------------------------------------


def test_the_moderated_answer_counts_and_the_others_are_kept_beside_it() -> None:
    answers = (said("A1", 0, POLICE), said("A1", 3), said("A1", 1, HOUSING, moderated=True))
    assert counts("A1", *answers).value == 1
    assert [a.value for a in review(*answers).heard("ours")["A1"].separate] == [0, 3]


def test_the_moderated_answer_counts_also_when_somebody_answers_anew() -> None:
    answers = (said("A1", 0), said("A1", 1, moderated=True), said("A1", 3))
    assert counts("A1", *answers).value == 1
    assert review(*answers).heard("ours")["A1"].since == 1


def test_who_chairs_the_moderation_has_an_answer_of_their_own_too() -> None:
    answers = (said("A1", 3), said("A1", 0, moderated=True))
    assert latest(answers) == answers


def test_the_last_answer_of_the_only_respondent_counts() -> None:
    assert counts("A1", said("A1", 0, "Police lead"), said("A1", 3, "police  lead")).value == 3


@pytest.mark.parametrize(
    ("question", "values", "expected"),
    [
        ("A1", (0, 3), 0),  # half of them said at least as little
        ("A1", (0, 2, 3), 2),
        ("A5", (4, 8, 9, 9), 8),
        ("A2", ("green", "amber_red", "amber_green"), "amber_red"),
        ("A3", ("us", "them", "us"), "us"),
        ("A3", ("us", "them"), "them"),  # of equals the last
        ("A4", (("us",), ("them", "us")), ("us", "them")),
        ("A6", ("First", "Second"), "Second"),
    ],
)
def test_what_counts_of_several_answers(
    question: str, values: tuple[Value, ...], expected: Value
) -> None:
    answers = [said(question, value, f"Officer {n}") for n, value in enumerate(values)]
    assert counts(question, *answers).value == expected


def test_entries_of_all_count_and_the_same_words_once() -> None:
    mine: Value = ({"text": "No analyst"}, {"text": "No room"})
    theirs: Value = ({"text": "no analyst"}, {"text": "No van"})
    both = counts("barriers", said("barriers", mine), said("barriers", theirs, POLICE))
    assert [entry["text"] for entry in both.entries] == ["no analyst", "No room", "No van"]
    assert both.respondent == "Clerk; Police lead"


def test_dont_know_stands_below_the_lowest_score() -> None:
    assert counts("A1", unknown("A1", POLICE), said("A1", 3)).state is AnswerState.DONT_KNOW
    three = (unknown("A1", POLICE), said("A1", 3), said("A1", 2, HOUSING))
    assert counts("A1", *three).value == 2


def test_elsewhere_an_answer_counts_beside_dont_know() -> None:
    assert counts("A2", said("A2", "red"), unknown("A2", POLICE)).value == "red"
    assert counts("A2", unknown("A2", CLERK), unknown("A2", POLICE)).state is AnswerState.DONT_KNOW


def test_not_applicable_counts_when_all_say_so() -> None:
    none = {"state": AnswerState.NOT_APPLICABLE, "reason": "No contractors"}
    assert counts("A1", said("A1", **none), said("A1", 1, POLICE)).value == 1
    both = (said("A1", **none), said("A1", by=POLICE, **none))
    assert counts("A1", *both).state is AnswerState.NOT_APPLICABLE


def test_what_counts_brings_the_evidence_of_those_who_said_it() -> None:
    answers = (said("A1", 1, POLICE, evidence="Minutes"), said("A1", 1), said("A1", 3, HOUSING))
    assert counts("A1", *answers).evidence == "Minutes"


@given(st.lists(st.integers(0, 3), min_size=1, max_size=9))
def test_no_fewer_than_half_said_at_least_the_score_that_counts(scores: list[int]) -> None:
    answers = [said("A1", score, f"Officer {n}") for n, score in enumerate(scores)]
    value = counts("A1", *answers).value
    assert isinstance(value, int)
    assert value in scores
    assert sum(score >= value for score in scores) * 2 >= len(scores)
    assert sum(score <= value for score in scores) * 2 >= len(scores)


# --- Where they stand apart ------------------------------------------------------------------


def test_respondents_at_both_ends_of_a_scale() -> None:
    found = fact("disagreement", said("A1", 3), said("A1", 0, POLICE), unknown("A1", HOUSING))
    assert found["ends_apart"] is True
    assert (found["points"], found["range"]) == (3, 3)
    assert (found["respondents"], found["answered"], found["unknown"]) == (3, 2, 1)
    assert found["stand"] == (
        "Not in place: Police lead; Fully in place: Clerk; don’t know: Head of Housing"
    )
    assert found["moderated"] is False


def test_ratings_apart_are_counted_in_tiers() -> None:
    found = fact("disagreement", said("A2", "red"), said("A2", "amber_green", POLICE))
    assert found["tiers"] == 2
    assert (found["lowest"], found["highest"]) == ("Amber-Green", "Red")


def test_a_score_of_ten_is_told_in_points_with_its_range() -> None:
    found = fact("disagreement", said("A5", 4), said("A5", 8, POLICE))
    assert (found["points"], found["range"], found["ends_apart"]) == (4, 9, False)


def test_one_respondent_disagrees_with_nobody() -> None:
    assert "disagreement" not in {f.subject for f in derive(review(said("A1", 3)))}


def test_questions_without_an_agreed_answer_are_counted() -> None:
    answers = (said("A1", 1), said("A1", 2, POLICE), said("A2", "red"), said("A3", "us", ""))
    found = fact("respondents", *answers)
    assert (found["respondents"], found["shared"], found["not_moderated"]) == (3, 1, 1)
    found = fact("respondents", *answers, said("A1", 1, moderated=True))
    assert (found["shared"], found["moderated"], found["not_moderated"]) == (1, 1, 0)


def test_where_all_say_the_same_there_is_nothing_to_moderate() -> None:
    alike = (
        said("A1", 2),
        said("A1", 2, POLICE),
        unknown("A2", CLERK),
        unknown("A2", POLICE),
        said("A6", "No van"),
        said("A6", "no  van", POLICE),
        said("barriers", ({"text": "No room"}, {"text": "No van"})),
        said("barriers", ({"text": "No van"}, {"text": "No room"}), POLICE),
    )
    found = fact("respondents", *alike)
    assert (found["shared"], found["differing"], found["not_moderated"]) == (4, 0, 0)


def test_answered_anew_after_it_was_moderated_it_is_looked_at_again() -> None:
    agreed = (said("A1", 0), said("A1", 3, POLICE), said("A1", 1, moderated=True))
    assert fact("respondents", *agreed, said("A1", 1, POLICE))["not_moderated"] == 0
    assert fact("respondents", *agreed, said("A1", 0, POLICE))["not_moderated"] == 1


def test_what_is_not_known_and_what_does_not_apply_is_counted() -> None:
    none = {"state": AnswerState.NOT_APPLICABLE, "reason": "No contractors"}
    found = fact("respondents", unknown("A1", CLERK), said("A2", **none), said("A5", 9))
    assert (found["answers"], found["unknown"], found["not_applicable"]) == (3, 1, 1)
    assert (found["unknown_share"], found["not_applicable_share"]) == (33, 33)


# --- Evidence --------------------------------------------------------------------------------


def dated(question: str, value: Value, day: dt.date | None) -> Answer:
    return said(question, value, evidence="Minutes", evidence_date=day)


def test_evidence_grows_old_and_without_a_date_is_told_apart() -> None:
    found = fact(
        "evidence",
        dated("A1", 3, dt.date(2025, 10, 30)),
        dated("A2", "green", dt.date(2026, 10, 1)),
        dated("A3", "us", None),
        dated("A5", 9, dt.date(2026, 11, 1)),
        said("A6", "Nothing"),
    )
    assert (found["answered"], found["evidenced"], found["dated"]) == (5, 4, 2)
    assert (found["undated"], found["undated_share"], found["ahead"]) == (1, 25, 1)
    assert (found["oldest"], found["oldest_for"], found["half_older"]) == (366, "A1", 366)


def test_without_any_evidence_nothing_is_said_of_its_age() -> None:
    assert {"oldest", "half_older", "undated_share"}.isdisjoint(fact("evidence", said("A1", 1)))
