"""What a plan tells those who are about to answer questions."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.facts.catalogue import CATALOGUE
from assure.facts.derive import derive
from assure.interview.parse import parse_questionnaire
from assure.interview.sitting import Known, Sitting
from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.errors import QuestionnaireError
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire
from assure.model.review import SetAside
from assure.model.values import Status
from assure.service.demo import anycity
from assure.service.judge import judge
from assure.service.known import OF_ANSWERS, codes, known
from assure.service.questionnaires import questionnaire
from assure.shelf.settings import Settings

DAY = dt.date(2026, 10, 31)
PROGRESS = questionnaire("progress-assurance")
SWOT = questionnaire("swot")
PLAN = anycity().plan


def told(plan: Plan | None, *set_asides: SetAside) -> Known:
    return known(plan, [PROGRESS], DAY, Settings(), set_asides)


def test_findings_are_counted_as_a_check_of_the_plan_counts_them() -> None:
    found = judge(anycity().model_copy(update={"answers": (), "as_of": DAY})).findings
    unowned = [finding for finding in found if finding.code == "OWN-01" and finding.counts]
    facts = told(PLAN).facts
    assert facts["findings.OWN-01"] == len(unowned) >= 1
    assert facts["plan.open_actions"] == sum(action.open for action in PLAN.actions)


def test_a_rule_that_found_nothing_counts_nought() -> None:
    done = Plan(
        key="p",
        title="P",
        fields_present=frozenset({"owner"}),
        actions=(Action(key="1", ref="1", title="Paint", status=Status.COMPLETED),),
    )
    assert told(done).facts["findings.OWN-01"] == 0


def test_what_is_set_aside_is_not_counted() -> None:
    found = judge(anycity().model_copy(update={"answers": (), "as_of": DAY})).findings
    one = next(finding for finding in found if finding.code == "OWN-01")
    aside = SetAside(
        fingerprint=one.fingerprint,
        code=one.code,
        ref=one.ref,
        because="The post is being filled",
        by="Head of Housing",
        at=DAY,
        until=DAY,
    )
    before, after = told(PLAN).facts, told(PLAN, aside).facts
    assert int(str(after["findings.OWN-01"])) == int(str(before["findings.OWN-01"])) - 1


def test_the_plan_is_not_judged_for_questions_that_do_not_look_at_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assure.service.known.judge", lambda *_, **__: pytest.fail("judged"))
    assert known(PLAN, [SWOT], DAY, Settings()).refs["action"]
    assert told(None) == Known()


def test_findings_about_answers_are_no_facts_of_the_plan() -> None:
    assert "findings.GOV-05" in told(PLAN).facts
    assert "findings.GOV-01" not in told(PLAN).facts
    assert "GOV-01" not in codes(Settings())


def test_the_subjects_about_answers_are_those_that_answers_bring() -> None:
    review = anycity()
    alone = {fact.subject for fact in derive(review.model_copy(update={"answers": ()}))}
    brought = {fact.subject for fact in derive(review)} - alone
    assert brought & set(CATALOGUE) <= OF_ANSWERS
    assert not alone & OF_ANSWERS


def asking_for(code: str) -> Questionnaire:
    return parse_questionnaire(
        "ours.yaml",
        f"""\
questionnaire: ours
title: Ours
minutes: 5
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
sections:
  - key: A
    title: Only
    questions:
      - {{key: A1, kind: text, text: "Why?", help: h, why: w, evidence: e, sources: [ours],
         ask_when: {{findings.{code}: {{gte: 1}}}}}}
""",
    )


def test_a_code_that_no_rule_has_is_told() -> None:
    with pytest.raises(QuestionnaireError) as caught:
        known(PLAN, [asking_for("OWN-99")], DAY, Settings())
    assert str(caught.value).startswith(
        "ours.yaml: “findings.OWN-99” is asked for, and no rule that looks at plans has this code; "
        "did you mean “OWN-"
    )


def test_a_code_of_a_frozen_review_may_be_gone() -> None:
    frozen = asking_for("OWN-99").model_copy(update={"file": ""})
    assert "findings.OWN-99" not in known(PLAN, [frozen], DAY, Settings()).facts


# Progress Assurance


def asked(known_: Known, *answers: Answer) -> list[str]:
    return [question.key for question in Sitting.open(PROGRESS, answers, known_).asked]


def test_actions_without_an_owner_bring_up_a_question_right_after_the_one_on_leads() -> None:
    keys = asked(told(PLAN))
    assert keys[keys.index("A2") + 1] == "A2a"
    assert "A2a" not in asked(told(None))


def test_the_question_on_leads_says_how_many_actions_have_no_owner() -> None:
    facts = told(PLAN).facts
    sitting = Sitting.open(PROGRESS, (), told(PLAN)).jump("A2")
    assert sitting.told == (
        f"Open actions without an owner in the plan: {facts['findings.OWN-01']} of "
        f"{facts['plan.open_actions']}.",
    )


@pytest.mark.parametrize(
    ("key", "question", "says"),
    [
        ("plan-check", "B3", "Open actions with a deadline that settles a day: "),
        ("outcomes-review", "outcomes", "Outcomes in the plan: 6."),
        ("prince2", "B6", "Risks written down in the plan: "),
    ],
)
def test_other_questionnaires_say_what_the_plan_holds_where_it_helps(
    key: str, question: str, says: str
) -> None:
    asked = questionnaire(key)
    sitting = Sitting.open(asked, (), known(PLAN, [asked], DAY, Settings())).jump(question)
    assert [line for line in sitting.told if line.startswith(says)]


def test_every_code_that_a_shipped_questionnaire_names_is_a_rule_of_plans() -> None:
    from assure.service.questionnaires import questionnaires

    known(PLAN, questionnaires(Settings()), DAY, Settings())
