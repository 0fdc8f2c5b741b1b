"""The shipped rulebook: it loads, its examples hold, and both evaluators say so."""

from __future__ import annotations

import pytest

from assure.rules.engine import EngineMatcher
from assure.rules.examples import run_examples
from assure.rules.matching import Matcher
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import Rulebook
from assure.service.rulebook import load
from assure.shelf.settings import Settings


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(Settings())


@pytest.mark.parametrize("matcher", [PlainMatcher(), EngineMatcher()], ids=["plain", "engine"])
def test_every_example_holds(book: Rulebook, matcher: Matcher) -> None:
    assert run_examples(book, matcher) == []


def test_every_rule_rests_on_a_source(book: Rulebook) -> None:
    assert [rule.code for rule in book.rules if not rule.sources] == []


def test_every_threshold_is_used(book: Rulebook) -> None:
    from assure.conditions.language import thresholds_of

    used = {key for rule in book.rules for key in thresholds_of(rule.when)}
    assert set(book.thresholds) - used == set()
