"""A rule that was begun: it has a code, loads, holds its examples, and waits for its words."""

from __future__ import annotations

import pytest
from tests.rules.conftest import CATALOGUE, OWNERSHIP, TEXTS, Load, Text

from assure.facts.catalogue import CATALOGUE as FACTS
from assure.model.errors import RulebookError
from assure.rules.checks import run_checks
from assure.rules.examples import run_examples
from assure.rules.parse import load_rulebook
from assure.rules.plain import PlainMatcher
from assure.rules.scaffold import added, draft, new_letters, next_code
from assure.service.rulebook import load as load_shipped
from assure.service.rulebook import load_texts, texts
from assure.shelf import Text as Shelved
from assure.shelf.settings import Settings


def test_the_next_code_is_one_more_than_the_highest(load: Load) -> None:
    assert next_code(load(), "ownership") == "OWN-03"
    assert next_code(load(("OWN-02", "OWN-31")), "ownership") == "OWN-32"  # gaps stay gaps


def test_a_new_family_gets_letters_that_nobody_has(load: Load) -> None:
    assert new_letters(load(), "housing") == "HOU"
    assert new_letters(load(), "our-own") == "OUR"
    assert new_letters(load(), "ownwork") == "OWNW"
    with pytest.raises(RulebookError, match="No letters for codes are free in the name 'own'"):
        new_letters(load(), "own")


def test_it_follows_the_indent_of_the_rules_before_it(load: Load) -> None:
    flush = "\n".join(line.removeprefix("  ") for line in OWNERSHIP.splitlines())
    rule = draft(load(), "ownership", "new-rule", "action", "0.1.0")
    for text in (OWNERSHIP, flush):
        changed = {**TEXTS, "rulesets/ownership.yaml": added(text, rule)}
        book = load_rulebook([Text(*item) for item in changed.items()], CATALOGUE)
        assert [r.code for r in book.finding_rules] == ["OWN-01", "OWN-02", "OWN-03"]


@pytest.mark.parametrize("subject", FACTS)
def test_a_rule_about_anything_loads_and_lacks_only_its_words(subject: str) -> None:
    rule = draft(load_shipped(Settings()), "housing", "to-be-written", subject, "0.1.0")
    own = Shelved("ours/housing.yaml", added("", rule), own=True)
    book = load_texts([*texts(Settings()), own], Settings())
    assert run_examples(book, PlainMatcher()) == []
    faults = [r for r in run_checks(book) if "HOU-01" in r.codes and r.grade == "fault"]
    assert {remark.check for remark in faults} == {"whole-page"}
    assert not book.rule("HOU-01").counts


def test_a_rule_about_answers_begins_with_one_that_was_given() -> None:
    book = load_shipped(Settings())
    for subject in book.catalogue:
        assert "_unknown: true" not in draft(book, "housing", "to-be-written", subject, "1").text


@pytest.mark.parametrize(
    ("family", "name", "says"),
    [
        ("Housing", "x", "'Housing' can not be the name of a family; write small words"),
        ("../etc", "x", "'../etc' can not be the name of a family"),
        ("housing", "X Y", "'X Y' can not be the name of a rule"),
        ("ratings", "x", "'ratings' is no family of rules that find something"),
        ("thresholds", "x", "'thresholds' is no family of rules that find something"),
        ("housing", "no-owner", "OWN-01 at rulesets/ownership.yaml:4:5 has the name 'no-owner'"),
    ],
)
def test_what_can_not_be_begun_is_refused(load: Load, family: str, name: str, says: str) -> None:
    with pytest.raises(RulebookError) as refusal:
        draft(load(), family, name, "action", "0.1.0")
    assert str(refusal.value).startswith(says)
