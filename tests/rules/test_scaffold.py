"""A rule that was begun: it has a code, loads, holds its examples, and waits for its words."""

from __future__ import annotations

from functools import cache

import pytest
from tests.rules.conftest import CATALOGUE, OWNERSHIP, TEXTS, Load, Text

from assure.facts.catalogue import CATALOGUE as FACTS
from assure.model.errors import RulebookError
from assure.rules.checks import Remark, run_checks
from assure.rules.examples import run_examples
from assure.rules.parse import load_rulebook
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import Rulebook
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
    with pytest.raises(RulebookError, match="No letters for codes are free in the name “own”"):
        new_letters(load(), "own")


def test_it_follows_the_indent_of_the_rules_before_it(load: Load) -> None:
    flush = "\n".join(line.removeprefix("  ") for line in OWNERSHIP.splitlines())
    rule = draft(load(), "ownership", "new-rule", "action", "0.1.0")
    for text in (OWNERSHIP, flush):
        changed = {**TEXTS, "rulesets/ownership.yaml": added(text, rule)}
        book = load_rulebook([Text(*item) for item in changed.items()], CATALOGUE)
        assert [r.code for r in book.finding_rules] == ["OWN-01", "OWN-02", "OWN-03"]


@cache
def begun() -> tuple[Rulebook, dict[str, str]]:
    """The rulebook to which a rule about each subject was added, one after the other; and the
    code of the rule about each."""
    book, written, codes = load_shipped(Settings()), "", {}
    for subject in FACTS:
        name = "about-" + subject.replace("_", "-")
        rule = draft(book, "housing", name, subject, "0.1.0")
        written, codes[subject] = added(written, rule), rule.code
        own = Shelved("ours/housing.yaml", written, own=True)
        book = load_texts([*texts(Settings()), own], Settings())
    return book, codes


@cache
def faults() -> tuple[list[str], list[Remark]]:
    """Of all that were begun: what examples do not hold, and what the checks say."""
    book, _ = begun()
    return run_examples(book, PlainMatcher()), run_checks(book)


def test_each_rule_that_is_begun_takes_the_next_code() -> None:
    _, codes = begun()
    assert list(codes.values()) == [f"HOU-{n:02d}" for n in range(1, len(FACTS) + 1)]


@pytest.mark.parametrize("subject", FACTS)
def test_a_rule_about_anything_loads_and_lacks_only_its_words(subject: str) -> None:
    book, codes = begun()
    examples, remarks = faults()
    assert examples == []
    of_rule = [r for r in remarks if codes[subject] in r.codes and r.grade == "fault"]
    assert {remark.check for remark in of_rule} == {"whole-page"}
    assert not book.rule(codes[subject]).counts


def test_a_rule_about_answers_begins_with_one_that_was_given() -> None:
    book = load_shipped(Settings())
    for subject in book.catalogue:
        assert "_unknown: true" not in draft(book, "housing", "to-be-written", subject, "1").text


@pytest.mark.parametrize(
    ("family", "name", "says"),
    [
        ("Housing", "x", "“Housing” can not be the name of a family; write small words"),
        ("../etc", "x", "“../etc” can not be the name of a family"),
        ("housing", "X Y", "“X Y” can not be the name of a rule"),
        ("ratings", "x", "“ratings” is no family of rules that find something"),
        ("thresholds", "x", "“thresholds” is no family of rules that find something"),
        ("housing", "no-owner", "OWN-01 at rulesets/ownership.yaml:4:5 has the name “no-owner”"),
    ],
)
def test_what_can_not_be_begun_is_refused(load: Load, family: str, name: str, says: str) -> None:
    with pytest.raises(RulebookError) as refusal:
        draft(load(), family, name, "action", "0.1.0")
    assert str(refusal.value).startswith(says)
