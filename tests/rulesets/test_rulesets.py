"""The rulebook as shipped: whole, true to its examples, and fit to be read out to a board."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

import pytest
from tests.assess.build import rulebook

from assure import shelf
from assure.assess.decisions import ASKS, WORRIES
from assure.assess.findings import finding
from assure.conditions.language import thresholds_of
from assure.conditions.wording import NONE_GIVEN
from assure.facts.answers import (
    AREAS,
    BOXES,
    CHOICE_QUESTIONS,
    CHOICES,
    LETTERS,
    PROGRESS,
    SCALE_QUESTIONS,
)
from assure.model.facts import Fact
from assure.model.questionnaire import QuestionKind
from assure.rules.engine import EngineMatcher
from assure.rules.examples import run_examples
from assure.rules.matching import Matcher
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import Example, FindingRule, Grouping, RatingRule, Rule
from assure.rules.sentences import filled, placeholders, render
from assure.service.questionnaires import questionnaire, questionnaires

BOOK = rulebook()
FINDING_RULES = BOOK.finding_rules
# Named by questions and not by a rule, or kept for a rule that is still to come.
SOURCES_WITHOUT_A_RULE: dict[str, str] = {}
NEVER_SAID = re.compile(r"\b(issue|violation|error|fail(?:s|ed|ure)? to comply)s?\b", re.IGNORECASE)


def by_code(rule: Rule) -> str:
    return rule.code


def firing(rule: Rule) -> list[Example]:
    return [example for example in rule.examples if example.fires]


def fact_for(rule: Rule, example: Example) -> Fact:
    return Fact(
        subject=rule.subject, key="k", ref="1.1", title="Open the hub", values=dict(example.values)
    )


# --- The whole --------------------------------------------------------------------------


def test_there_are_at_least_thirty_rules_that_count() -> None:
    assert sum(rule.counts for rule in FINDING_RULES) >= 30


@pytest.mark.parametrize("matcher", [PlainMatcher(), EngineMatcher()], ids=["plain", "durable"])
def test_every_example_of_every_rule_is_true(matcher: Matcher) -> None:
    assert run_examples(BOOK, matcher) == []


def test_codes_and_names_are_unique_and_files_are_families() -> None:
    assert not [code for code, n in Counter(rule.code for rule in BOOK.rules).items() if n > 1]
    assert not [name for name, n in Counter(rule.name for rule in BOOK.rules).items() if n > 1]
    for rule in BOOK.rules:
        assert PurePosixPath(rule.place.split(":")[0]).stem == rule.family


def test_every_family_says_what_it_is_about() -> None:
    with_rules = {rule.family for rule in BOOK.rules}
    assert {family.name for family in BOOK.families} == with_rules
    assert all(family.about.endswith(".") for family in BOOK.families)


def test_every_threshold_is_compared_with_and_says_what_it_means() -> None:
    used = {key for rule in BOOK.rules for key in thresholds_of(rule.when)}
    assert set(BOOK.thresholds) == used
    for threshold in BOOK.thresholds.values():
        assert threshold.means.endswith("."), threshold.key
        assert threshold.source in BOOK.sources


def test_every_source_is_named_by_something() -> None:
    named = {source for rule in BOOK.rules for source in rule.sources}
    named |= {threshold.source for threshold in BOOK.thresholds.values()}
    for asked in questionnaires():
        named |= {*asked.sources, *(key for q in asked.questions() for key in q.sources)}
    unused = set(BOOK.sources) - named
    assert unused == set(SOURCES_WITHOUT_A_RULE)
    for source in BOOK.sources.values():
        assert source.title
        assert source.address == "" or source.address.startswith("http")


def test_questions_rest_on_sources_that_are_known() -> None:
    known = set(BOOK.sources)
    for asked in questionnaires():
        assert set(asked.sources) <= known, asked.key
        for question in asked.questions():
            assert set(question.sources) <= known, (asked.key, question.key)


def test_decisions_and_worries_are_about_rules_that_exist() -> None:
    known = {rule.code for rule in FINDING_RULES}
    assert set(WORRIES) <= known
    asked = [code for ask in ASKS for code in ask.codes]
    assert set(asked) <= known
    assert len(asked) == len(set(asked))


def test_every_level_of_both_ratings_can_be_reached() -> None:
    for subject in ("outcome_summary", "plan_summary"):
        levels = {rule.rates.value for rule in BOOK.rating_rules if rule.subject == subject}
        assert levels == {"green", "amber_green", "amber_red", "red"}


# --- Each rule --------------------------------------------------------------------------


@pytest.mark.parametrize("rule", FINDING_RULES, ids=by_code)
def test_a_finding_reads_as_one_sentence(rule: FindingRule) -> None:
    fields = BOOK.fields(rule)
    for example in firing(rule):
        fact = fact_for(rule, example)
        sentence = render(rule.finding, fact, fields)
        assert sentence.endswith((".", "…”.", "%.")), sentence
        assert NONE_GIVEN not in sentence, "an example that fires fills every gap of the sentence"
        assert "  " not in sentence
        assert not re.search(r"[.!?] [A-Z]", sentence.replace("”. ", "”, ")), "one sentence"
        assert not re.search(r"\b1 (days|times|actions|readings|values)\b", sentence)
        for text in (rule.why, rule.advice, rule.challenge):
            words = render(text, fact, fields)
            assert NONE_GIVEN not in words, text
            assert "  " not in words


GROUPS = [(rule, group) for rule in FINDING_RULES for group in rule.groups]


@pytest.mark.parametrize(
    ("rule", "group"), GROUPS, ids=[f"{r.code} by {g.by or 'rule'}" for r, g in GROUPS]
)
def test_findings_told_as_one_read_as_one_sentence(rule: FindingRule, group: Grouping) -> None:
    texts = {
        key: filled(
            getattr(group, key),
            lambda name: {"count": "3"}.get(name, "1.1, 1.2 and 1.3"),
            lambda _: 3,
        )
        for key in ("finding", "why", "advice", "challenge")
    }
    assert texts["finding"].endswith(".")
    assert not re.search(r"[.!?] [A-Z]", texts["finding"]), "one sentence"
    assert "{count}" in group.finding
    assert texts["challenge"].endswith("?")
    assert texts["advice"].endswith(".")
    assert not NEVER_SAID.search(" ".join(texts.values()))


@pytest.mark.parametrize("rule", [r for r in FINDING_RULES if r.groups], ids=by_code)
def test_what_is_told_by_what_it_has_in_common_comes_before_the_rest(rule: FindingRule) -> None:
    """The first way that fits is taken, so one that takes all of them stands last."""
    assert all(group.by for group in rule.groups[:-1])
    assert [group.least for group in rule.groups] == sorted(group.least for group in rule.groups)


@pytest.mark.parametrize("rule", FINDING_RULES, ids=by_code)
def test_why_and_advice_are_sentences_and_the_challenge_is_a_question(rule: FindingRule) -> None:
    assert rule.why.endswith(".")
    assert rule.advice.endswith(".")
    assert rule.challenge.endswith("?")
    assert rule.sources


@pytest.mark.parametrize("rule", BOOK.rules, ids=by_code)
def test_a_plan_is_never_told_of_issues_violations_or_errors(rule: Rule) -> None:
    texts = [rule.finding]
    if isinstance(rule, FindingRule):
        texts += [rule.why, rule.advice, rule.challenge]
    elif isinstance(rule, RatingRule):
        texts.append(rule.to_improve)
    assert not [text for text in texts if NEVER_SAID.search(text)]


@pytest.mark.parametrize("rule", BOOK.rating_rules, ids=by_code)
def test_a_rating_gives_its_reason_in_one_sentence_and_a_way_up(rule: RatingRule) -> None:
    for example in firing(rule):
        sentence = render(rule.finding, fact_for(rule, example), BOOK.fields(rule))
        assert sentence.endswith(".")
        assert NONE_GIVEN not in sentence
        way_up = render(rule.to_improve, fact_for(rule, example), BOOK.fields(rule))
        assert way_up.endswith(".")
        assert NONE_GIVEN not in way_up


def test_a_way_up_quotes_no_threshold() -> None:
    """A locality may set its own, and the sentence would not know."""
    words = re.compile(r"\b(\d+|half|(two|three|four|five) in (five|ten))\b")
    assert not [rule.code for rule in BOOK.rating_rules if words.search(rule.to_improve)]


@pytest.mark.parametrize("rule", FINDING_RULES, ids=by_code)
def test_what_a_sentence_says_is_among_its_grounds(rule: FindingRule) -> None:
    found = finding(rule, fact_for(rule, firing(rule)[0]), BOOK.fields(rule))
    said = set(placeholders(rule.finding)) - {"ref", "title"}
    assert said <= {ground.field for ground in found.grounds}
    assert found.grounds


# --- Rules and questionnaires -----------------------------------------------------------


def test_rules_know_the_scale_and_choice_questions_of_progress_assurance() -> None:
    asked = questionnaire(PROGRESS).questions()
    scales = tuple(q.key for q in asked if q.kind is QuestionKind.SCALE)
    choices = [q for q in asked if q.kind is QuestionKind.CHOICE]
    assert scales == SCALE_QUESTIONS
    assert tuple(question.key for question in choices) == CHOICE_QUESTIONS
    assert {str(o.value) for q in choices for o in q.options} == set(CHOICES)
    for key in SCALE_QUESTIONS:
        question = questionnaire(PROGRESS).question(key)
        assert question is not None
        assert [option.value for option in question.options] == [0, 1, 2, 3]


def test_rules_know_the_areas_of_progress_assurance() -> None:
    sections = {section.key for section in questionnaire(PROGRESS).sections}
    assert set(AREAS) < sections
    for area in AREAS:
        keys = [key for key in SCALE_QUESTIONS if key.startswith(area)]
        assert keys
        assert {questionnaire(PROGRESS).section_of(key).key for key in keys} == {area}


@pytest.mark.parametrize(
    ("key", "lists", "fields"),
    [
        ("swot", BOXES, {"text", "evidence", "impact", "certainty", "action"}),
        ("pestelo", LETTERS, {"text", "effect", "when", "response", "owner", "evidence", "trend"}),
    ],
)
def test_rules_know_the_lists_of_swot_and_pestelo(
    key: str, lists: tuple[str, ...], fields: set[str]
) -> None:
    asked = {question.key: question for question in questionnaire(key).questions()}
    assert set(lists) <= set(asked)
    for name in lists:
        assert asked[name].kind is QuestionKind.ENTRIES
        assert fields <= {field.key for field in asked[name].fields}


def test_the_reviewers_judgement_is_asked_for() -> None:
    asked = {question.key: question for question in questionnaire(PROGRESS).questions()}
    assert asked["H1"].kind is QuestionKind.RAG
    assert (asked["H2"].minimum, asked["H2"].maximum) == (1, 10)
    assert {"outcome", "rating", "reason"} <= {field.key for field in asked["H3"].fields}


def test_every_ruleset_on_the_shelf_is_loaded() -> None:
    files = {PurePosixPath(text.origin).stem for text in shelf.rulesets()}
    assert files - {"thresholds", "sources", "rulebook"} == {f.name for f in BOOK.families}
