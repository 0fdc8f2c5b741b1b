"""Facts of any questionnaire: its answers together, and each entry of a list."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assure.facts.derive import derive
from assure.facts.sittings import subjects_of
from assure.interview.parse import parse_questionnaire
from assure.model.actions import Action
from assure.model.answers import Answer, AnswerState
from assure.model.facts import Fact
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind

OURS = parse_questionnaire(
    "ours.yaml",
    """\
questionnaire: our-check
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
      - {key: A1, kind: scale, text: "Is it there?", help: h, why: w, evidence: e, sources: [ours],
         options: [{value: 0, label: "No"}, {value: 1, label: "Yes"}]}
      - {key: A2, kind: money, text: "What does it cost?", help: h, why: w, evidence: e,
         sources: [ours]}
      - {key: A3, kind: choices, text: "Who pays?", help: h, why: w, evidence: e, sources: [ours],
         options: [{value: us, label: Us}, {value: them, label: Them}]}
      - {key: A4, kind: ranking, text: "Who first?", help: h, why: w, evidence: e, sources: [ours],
         options: [{value: us, label: Us}, {value: them, label: Them}]}
      - {key: A5, kind: date, text: "When?", help: h, why: w, evidence: e, sources: [ours]}
      - key: barriers
        kind: entries
        text: What is in the way?
        help: h
        why: w
        evidence: e
        sources: [ours]
        fields:
          - {key: barrier, kind: text, text: "What?"}
          - {key: kind, kind: choice, text: "Of which kind?", optional: true,
             options: [{value: people, label: People}, {value: place, label: A place}]}
          - {key: ours, kind: yes_no, text: "Can we move it?", optional: true}
          - {key: action, kind: text, text: "Dealt with by?", optional: true, links_to: action}
""",
)
PLAN = Plan(
    key="p",
    title="Plan",
    outcomes=(Outcome(key="1", ref="1", title="Homes"),),
    actions=(Action(key="1.1", ref="1.1", title="Build", outcomes=("1",)),),
)


def answer(question: str, value: object = None, **more: object) -> Answer:
    return Answer.model_validate(
        {"questionnaire": "our-check", "question": question, "value": value, **more}
    )


def facts(*answers: Answer) -> dict[str, list[Fact]]:
    review = Review(
        key="r",
        name="R",
        kind=ReviewKind.MID_YEAR,
        as_of=dt.date(2026, 10, 31),
        plan=PLAN,
        answers=answers,
        questionnaires=(OURS,),
    )
    found: dict[str, list[Fact]] = {}
    for fact in derive(review):
        found.setdefault(fact.subject, []).append(fact)
    return found


def test_every_kind_of_answer_is_a_field_under_its_key() -> None:
    (fact,) = facts(
        answer("A1", 1, evidence="Minutes", evidence_date="2026-09-01"),
        answer("A2", "1250.50"),
        answer("A3", ("them",)),
        answer("A4", ("them", "us")),
        answer("A5", "2026-12-01"),
    )["our_check"]
    told = {name: value for name, value in fact.values.items() if not name.endswith("_unknown")}
    assert told == {
        "A1": 1,
        "A2": Decimal("1250.5"),
        "A3": 1,
        "A3_us": False,
        "A3_them": True,
        "A4": "them",
        "A5": dt.date(2026, 12, 1),
        "questions": 6,
        "answered": 5,
        "unknown": 0,
        "not_applicable": 0,
        "evidenced": 1,
        "oldest_evidence": 60,
    }


def test_what_is_not_known_is_counted_and_has_no_value() -> None:
    (fact,) = facts(
        answer("A1", state=AnswerState.DONT_KNOW, reason="Nobody asked"),
        answer("A2", state=AnswerState.NOT_APPLICABLE, reason="It is free"),
    )["our_check"]
    assert "A1" not in fact.values
    assert fact.values["A1_unknown"] is True
    assert (fact.values["unknown"], fact.values["not_applicable"]) == (1, 1)
    assert fact.values["answered"] == 0


def test_each_entry_is_a_fact_that_knows_the_plan() -> None:
    entries = ({"barrier": "No analyst", "action": "1.1"}, {"barrier": "No site", "action": "9"})
    first, second = facts(answer("barriers", entries))["our_check_barriers"]
    assert (first.title, first.values["action_in_plan"], first.outcomes) == (
        "No analyst",
        True,
        ("1",),
    )
    assert (second.values["place"], second.values["action_in_plan"], second.outcomes) == (
        2,
        False,
        (),
    )


def test_entries_are_counted_by_what_was_chosen_and_what_was_filled() -> None:
    entries = (
        {"barrier": "No analyst", "kind": "people", "ours": True, "action": "1.1"},
        {"barrier": "No site", "kind": "place", "ours": False, "action": ""},
        {"barrier": "No nurse", "kind": "people", "ours": True},
    )
    values = facts(answer("barriers", entries))["our_check"][0].values
    assert values["barriers"] == 3
    assert (values["barriers_kind_people"], values["barriers_kind_place"]) == (2, 1)
    assert (values["barriers_ours_yes"], values["barriers_ours_no"]) == (2, 1)
    assert values["barriers_with_action"] == 1
    assert "barriers_with_barrier" not in values  # it is never empty


@pytest.mark.parametrize(
    ("question", "stored"),
    [("A1", True), ("A1", "yes"), ("A2", "a lot"), ("A4", ("nobody",)), ("A5", "next week")],
)
def test_an_answer_to_the_question_as_it_once_was_has_no_value(
    question: str, stored: object
) -> None:
    (fact,) = facts(answer(question, stored))["our_check"]
    assert question not in fact.values
    assert fact.values["answered"] == 1


def test_a_questionnaire_that_nobody_answered_gives_no_fact() -> None:
    assert not {"our_check", "our_check_barriers"} & set(facts())


def test_each_fact_keeps_to_what_its_subject_promises() -> None:
    subjects = subjects_of(OURS)
    found = facts(answer("A3", ()), answer("barriers", ({"barrier": "No site"},)))
    for subject in ("our_check", "our_check_barriers"):
        for fact in found[subject]:
            assert set(fact.values) <= set(subjects[subject])


def test_where_a_value_came_from_says_what_was_answered() -> None:
    found = facts(
        answer("A1", 0),
        answer("A2", state="dont_know", reason="Nobody has asked"),
        answer("A3", ("us", "them")),
        answer("A5", "2026-12-01"),
        answer("barriers", ({"barrier": "No rooms", "kind": "place", "ours": True},)),
    )
    (fact,) = found["our_check"]
    assert [fact.seen_in(name)[0].text for name in ("A1", "A2_unknown", "A3", "A5")] == [
        "No",
        "don’t know",
        "Us, Them",
        "1 December 2026",
    ]
    assert fact.seen_in("barriers")[0].text == "1 entry"
    (entry,) = found["our_check_barriers"]
    assert [entry.seen_in(name)[0].text for name in ("barrier", "kind", "ours")] == [
        "No rooms",
        "A place",
        "Yes",
    ]


def test_an_entry_is_called_by_its_first_field_whatever_order_it_was_kept_in() -> None:
    """A review written to a file and read back has the fields of an entry in another order."""
    entry = {"barrier": "No lease", "kind": "place", "ours": True}
    turned = dict(sorted(entry.items(), reverse=True))
    for given in (entry, turned):
        answer = Answer(questionnaire="our-check", question="barriers", value=(given,))
        review = Review(
            key="r",
            name="R",
            kind=ReviewKind.CHECK,
            as_of=dt.date(2026, 10, 31),
            plan=PLAN,
            answers=(answer,),
            questionnaires=(OURS,),
        )
        (fact,) = (f for f in derive(review) if f.subject == "our_check_barriers")
        assert (fact.title, fact.ref) == ("No lease", "Our check: No lease")
