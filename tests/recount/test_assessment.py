"""Every figure of an assessment is worked out a second time, by another hand."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from tests.recount.assessment import alike, is_figure, leaves, recount
from tests.recount.judged import NAMES, Case, case

# The place of an entry in its list, where a finding was seen: it tells where, and counts nothing.
PLACES = "/entry"


def differences(expected: dict[str, Any], told: Any) -> list[str]:
    """Where ``told``, an assessment, is not what was recounted; and what nobody recounts."""
    found = dict(leaves(told))
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
    assert differences(recounted(one), one.told) == []


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


def test_one_changed_figure_is_caught() -> None:
    """Of each kind of figure there is, one is changed: the second hand finds that one."""
    one = case("annual-2027")
    expected, kinds = recounted(one), {}
    for pointer, value in leaves(one.told):
        if is_figure(value) and not pointer.endswith(PLACES):
            kinds.setdefault(re.sub(r"/\d+", "/*", pointer), (pointer, value))
    assert len(kinds) > 80
    for pointer, value in kinds.values():
        other = value + (dt.timedelta(1) if isinstance(value, dt.date) else 1)
        told = changed(one.told, pointer.split("/")[1:], other)
        wrong = differences(expected, told)
        assert len(wrong) == 1
        assert wrong[0].startswith(f"{pointer}: {other} in the assessment")


def changed(told: Any, path: list[str], value: Any) -> Any:
    """A copy of ``told`` in which ``value`` stands at ``path``."""
    if not path:
        return value
    if isinstance(told, dict):
        return {**told, path[0]: changed(told[path[0]], path[1:], value)}
    place = int(path[0])
    return [*told[:place], changed(told[place], path[1:], value), *told[place + 1 :]]


def test_a_figure_that_nobody_recounts_is_caught() -> None:
    one = case("small")
    told = {**one.told, "measures": {**one.told["measures"], "optimism": 7}}
    assert differences(recounted(one), told) == ["/measures/optimism: 7 is recounted nowhere"]
