"""Partnerships answer, and the rulebook says what an experienced reviewer would say.

``stories/<questionnaire>/<story>.yaml`` are answers; ``stories/expected.yaml`` lists what should be
raised after each of them. A strong partnership hears at most one thing, of low severity.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from tests.assess.build import rulebook

from assure.assess.judge import assess
from assure.facts.sittings import subject_names
from assure.model.answers import Answer, AnswerState
from assure.model.findings import Finding, Severity
from assure.model.questionnaire import QuestionKind, Questionnaire
from assure.model.review import Review
from assure.rules.plain import PlainMatcher
from assure.service.answers import read_answers_file
from assure.service.demo import anycity
from assure.service.questionnaires import questionnaires

STORIES = Path(__file__).parent / "stories"
EXPECTED: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (STORIES / "expected.yaml").read_text(encoding="utf-8")
)
TOLD = [(key, story) for key, stories in EXPECTED.items() for story in stories]
BOOK = rulebook()
ASKED = {asked.key: asked for asked in questionnaires()}
# Older subjects that answers give beside those named after a questionnaire.
BESIDE = {"answer", "area", "swot_entry", "pestelo_factor", "pestelo_letter"}


@cache
def plan_alone() -> Review:
    """Anycity's plan before anybody was asked anything."""
    return anycity().model_copy(update={"answers": (), "questionnaires": ()})


@cache
def before() -> frozenset[str]:
    found = assess(plan_alone(), BOOK, PlainMatcher(), "plain").findings
    return frozenset(finding.fingerprint for finding in found)


@cache
def story(key: str, name: str) -> Review:
    given = read_answers_file(STORIES / key / f"{name}.yaml", expected=ASKED[key])
    return plan_alone().model_copy(update={"answers": given, "questionnaires": (ASKED[key],)})


@cache
def raised(key: str, name: str) -> tuple[Finding, ...]:
    """What the answers of a story add to the findings on the plan."""
    found = assess(story(key, name), BOOK, PlainMatcher(), "plain").findings
    return tuple(finding for finding in found if finding.fingerprint not in before())


@pytest.mark.parametrize(("key", "name"), TOLD)
def test_what_a_reviewer_would_raise_and_nothing_else(key: str, name: str) -> None:
    assert sorted(finding.code for finding in raised(key, name)) == EXPECTED[key][name]


@pytest.mark.parametrize("key", EXPECTED)
def test_a_strong_partnership_is_left_in_peace(key: str) -> None:
    found = raised(key, "strong")
    assert len(found) <= 1
    assert all(finding.severity is Severity.LOW for finding in found)


@pytest.mark.parametrize(("key", "name"), TOLD)
def test_findings_read_well_with_the_values_of_the_story(key: str, name: str) -> None:
    for finding in raised(key, name):
        for text in (finding.sentence, finding.advice):
            assert text.endswith("."), text
            assert "none given" not in text, text
        assert finding.challenge.endswith("?")
        assert "none given" not in finding.challenge, finding.challenge


@pytest.mark.parametrize(("key", "name"), TOLD)
def test_a_story_answers_what_its_partnership_would_be_asked(key: str, name: str) -> None:
    """So that nothing stays quiet only because nobody answered."""
    asked = ASKED[key]
    given = {answer.question: answer for answer in story(key, name).answers}
    left_out = [
        question.key
        for question in asked.questions()
        if question.key not in given and not question.ask_when and not question.optional
    ]
    assert left_out == []
    assert all(a.reason for a in given.values() if a.state is not AnswerState.ANSWERED)


@pytest.mark.parametrize("asked", ASKED.values(), ids=lambda asked: asked.key)
def test_to_know_nothing_is_never_passed_over(asked: Questionnaire) -> None:
    """Only what is asked in words is answered, so that a finding can say what it is about."""
    given = tuple(
        Answer(questionnaire=asked.key, question=question.key, value="The new hub")
        if question.kind is QuestionKind.TEXT
        else Answer(
            questionnaire=asked.key,
            question=question.key,
            state=AnswerState.DONT_KNOW,
            reason="Nobody has looked",
        )
        for question in asked.questions()
    )
    review = plan_alone().model_copy(update={"answers": given, "questionnaires": (asked,)})
    found = [
        finding
        for finding in assess(review, BOOK, PlainMatcher(), "plain").findings
        if finding.fingerprint not in before()
    ]
    assert found
    assert not [finding.sentence for finding in found if "none given" in finding.sentence]


def test_every_questionnaire_has_three_stories_at_least() -> None:
    assert set(EXPECTED) == set(ASKED)
    for key, stories in EXPECTED.items():
        assert {"strong", "mixed", "weak"} <= set(stories)
        assert {file.stem for file in (STORIES / key).glob("*.yaml")} == set(stories)


def subjects(asked: Questionnaire) -> set[str]:
    return set(subject_names(asked))


def test_every_rule_about_answers_comes_about_in_some_story() -> None:
    about = BESIDE.union(*map(subjects, ASKED.values()))
    rules = {rule.code for rule in BOOK.finding_rules if rule.subject in about}
    heard = {code for stories in EXPECTED.values() for codes in stories.values() for code in codes}
    assert rules - heard == set()
