"""What moved between two reviews, counted anew from both."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from tests.demonstration import NEWER, OLDER, comparison
from tests.recount.assessment import alike, is_figure, leaves
from tests.recount.comparison import CAME, STAYED, Side, compared
from tests.recount.judged import Case, case
from tests.recount.origins import SMALL
from tests.recount.pages import EDITION, side

from assure.model.comparison import Comparison
from assure.service.compare import Chosen
from assure.service.compare import compared as told_of
from assure.shelf.settings import Settings

PAIRS = [("mid-year-2026", "annual-2027"), ("annual-2027", "mid-year-2027")]


@cache
def told_between(before: str, after: str) -> Comparison:
    chosen = Chosen(case(before).review, case(after).review)
    return told_of(chosen, Settings(), edition="full")


def recounted(older: Case, newer: Case, told: Any) -> dict[str, Any]:
    sides = [Side(one.given, one.told, one.book) for one in (older, newer)]
    return dict(leaves(compared(sides[0], sides[1], told)))


def differences(expected: dict[str, Any], told: Any) -> list[str]:
    found = dict(leaves(told))
    wrong = [
        f"{pointer}: {found.get(pointer)}, {value} by the second hand"
        for pointer, value in expected.items()
        if pointer not in found or not alike(value, found[pointer])
    ]
    alone = [p for p, value in found.items() if is_figure(value) and p not in expected]
    return wrong + alone


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_each_figure_of_a_comparison_comes_out_the_same(before: str, after: str) -> None:
    older, newer = case(before), case(after)
    told = told_between(before, after).model_dump()
    assert differences(recounted(older, newer, told), told) == []


def test_so_it_does_in_the_edition_for_the_board() -> None:
    told = comparison(EDITION).model_dump()
    assert differences(recounted(side(OLDER), side(NEWER), told), told) == []


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_each_finding_of_either_review_is_told_once(before: str, after: str) -> None:
    """What only the newer has came, what only the older has went, and what both have stayed."""
    older, newer = case(before), case(after)
    told = told_between(before, after)
    then, now = ({f["fingerprint"] for f in one.told["findings"]} for one in (older, newer))
    moved = {finding.fingerprint: str(finding.move) for finding in told.findings}
    assert len(moved) == len(told.findings)
    assert moved.keys() == then | now
    assert {mark for mark, move in moved.items() if move in CAME} == now - then
    assert {mark for mark, move in moved.items() if move in STAYED} == now & then


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_sentences_above_a_comparison_count_what_stands_below(before: str, after: str) -> None:
    told = told_between(before, after)
    for sentence in told.headline:
        words = re.findall(r"\w+", re.sub(r" \(.*?\)", "", sentence).casefold())
        numbers = sum(SMALL.index(w) if w in SMALL else int(w) if w.isdigit() else 0 for w in words)
        noun = words[1].removesuffix("s")
        if noun == "finding":
            assert numbers == len(told.findings)
        elif noun == "answer":
            compare = [str(move.direction) for move in told.answers]
            assert numbers == sum(direction != "same" for direction in compare)
        elif noun == "action":
            fates = [action for action in told.actions if str(action.fate) != "kept"]
            dated = sum(action.field("due") is not None for action in told.actions)
            owned = sum(action.field("owner") is not None for action in told.actions)
            assert numbers == len(fates) + dated + owned
        elif sentence.startswith(("Plan quality is better for", "Plan quality is worse for")):
            parts = [r for r in told.ratings if r.what == "plan quality" and r.subject != "plan"]
            moved = [str(rating.direction) in ("better", "worse") for rating in parts]
            assert numbers == sum(moved)
        else:
            assert not re.search(r"\d", sentence), sentence
