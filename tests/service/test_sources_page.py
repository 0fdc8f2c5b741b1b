"""docs/sources.md: every source with what is taken from it, and our own judgement told apart."""

from __future__ import annotations

import pytest

from assure.rules.form import OURS
from assure.rules.rulebook import Rulebook
from assure.service.advice import notes
from assure.service.questionnaires import questionnaires
from assure.service.rulebook import load
from assure.service.sources_page import rests_on_others, sources_page
from assure.shelf.settings import Settings


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(Settings())


@pytest.fixture(scope="module")
def page(book: Rulebook) -> str:
    return sources_page(book, questionnaires(Settings()), notes().values())


def section(page: str, start: str) -> str:
    return page.partition(f"{start}\n")[2].partition("\n### ")[0]


def test_every_source_says_what_is_taken_from_it(book: Rulebook) -> None:
    silent = [key for key, source in book.sources.items() if not source.takes]
    assert not silent, "add `takes` in rulesets/sources.yaml"


def test_nothing_is_cited_that_nothing_rests_on(page: str, book: Rulebook) -> None:
    for source in book.sources.values():
        if not source.ours:
            told = section(page, f"### {source.title}")
            assert source.address in told
            assert source.takes in told
            kinds = ("Rules: ", "Thresholds: ", "Questionnaires: ", "Advice: ")
            assert any(kind in told for kind in kinds), source.key


def test_a_source_tells_its_rules_limits_questionnaires_and_advice(page: str) -> None:
    told = section(page, "### Durham County Council, scrutiny minute on revised target dates")
    assert "[TIM-10](rules/dates.md#tim-10-redated-again)" in told
    assert "Thresholds: `redated-times`." in told
    assert "[dates](advice/dates.md)" in told
    triangle = section(
        page, "### Center for Problem-Oriented Policing, The problem analysis triangle"
    )
    assert "Questionnaires: `sara`." in triangle


def test_rules_that_rest_on_our_judgement_alone_stand_apart(page: str, book: Rulebook) -> None:
    others, _, ours = page.partition("## Our own judgement")
    alone = [rule for rule in book.rules if not rests_on_others(rule, book)]
    assert alone
    for rule in alone:
        assert set(rule.sources) <= {OURS}
        assert f"[{rule.code}]" in ours
        assert f"[{rule.code}]" not in others


def test_a_limit_of_ours_is_told_with_its_value(page: str) -> None:
    ours = page.partition("## Our own judgement")[2]
    assert "- `open-actions-per-owner`: 7 actions. " in ours
    assert "`late-days`" not in ours  # a published limit
