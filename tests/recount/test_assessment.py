"""Every figure of an assessment is worked out a second time, by another hand."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given, settings
from tests.assess.random_plans import answers, plans
from tests.recount.assessment import alike, is_figure, leaves, recount
from tests.recount.judged import NAMES, Case, case, case_of

from assure.model.answers import Answer
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind

# The place of an entry in its list, where a finding was seen: it tells where, and counts nothing.
PLACES = "/entry"


def differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Where an assessment, given by pointers, is not what was recounted; and what nobody
    recounts."""
    wrong = [
        f"{pointer}: {found.get(pointer)} in the assessment, {value} by the second hand"
        for pointer, value in expected.items()
        if pointer not in found or not alike(value, found[pointer])
    ]
    alone = [
        f"{pointer}: {value} is recounted nowhere"
        for pointer, value in found.items()
        if is_figure(value) and pointer not in expected and not pointer.endswith(PLACES)
    ]
    return wrong + alone


def recounted(one: Case) -> dict[str, Any]:
    return recount(one.given, one.told, one.book)


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_comes_out_the_same(name: str) -> None:
    one = case(name)
    assert differences(recounted(one), dict(leaves(one.told))) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_entry_that_a_finding_names_is_there(name: str) -> None:
    one = case(name)
    for finding in one.told["findings"]:
        for ground in finding["grounds"]:
            for seen in ground["seen"]:
                if seen.get("entry") is not None:
                    answers = [
                        answer
                        for answer in one.given.review["answers"]
                        if answer["questionnaire"] == seen["questionnaire"]
                        and answer["question"] == seen["question"]
                    ]
                    assert 1 <= seen["entry"] <= sum(len(a["value"]) for a in answers)


@settings(max_examples=8, derandomize=True, deadline=None)
@given(plans(), answers())
def test_so_does_each_of_a_plan_that_nobody_thought_of(
    plan: Plan, said: tuple[Answer, ...]
) -> None:
    review = Review(
        key="any",
        name="Any review",
        kind=ReviewKind.MID_YEAR,
        as_of=dt.date(2026, 10, 31),
        plan=plan,
        answers=said,
        questionnaires=case("anycity").review.questionnaires,
    )
    one = case_of("any", review)
    assert differences(recounted(one), dict(leaves(one.told))) == []


def test_one_changed_figure_is_caught() -> None:
    """Of each kind of figure there is, one is changed: the second hand finds that one."""
    one = case("annual-2027")
    expected, found = recounted(one), dict(leaves(one.told))
    kinds: dict[str, str] = {}
    for pointer, value in found.items():
        if is_figure(value) and not pointer.endswith(PLACES):
            kinds.setdefault(re.sub(r"/\d+", "/*", pointer), pointer)
    assert len(kinds) > 80
    for pointer in kinds.values():
        other = found[pointer] + (dt.timedelta(1) if isinstance(found[pointer], dt.date) else 1)
        (wrong,) = differences(expected, {**found, pointer: other})
        assert wrong.startswith(f"{pointer}: {other} in the assessment")


def test_a_figure_that_nobody_recounts_is_caught() -> None:
    one = case("small")
    found = {**dict(leaves(one.told)), "/measures/optimism": 7}
    assert differences(recounted(one), found) == ["/measures/optimism: 7 is recounted nowhere"]
