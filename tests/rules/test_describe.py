"""Conditions in plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assure.conditions.documents import read
from assure.conditions.language import parse
from assure.conditions.reading import Part
from assure.rules.describe import describe
from assure.rules.rulebook import Rulebook

WORDS = [
    (
        "{all: [{status: {not_in: [completed]}}, {owner_kind: missing}]}",
        "status is not completed, and owner kind is missing",
    ),
    ("{status: {in: [in_progress, completed]}}", "status is in progress or completed"),
    ("{days_late: {gt: {threshold: late-days}}}", "days late is more than 30 days (late-days)"),
    ("{days_late: {gte: 1, lt: 7}}", "days late is at least 1 day, and days late is less than 7 d"),
    ("{due: {lt: 2026-04-01}}", "due is before 1 April 2026"),
    ("{due: {lte: {field: due}}}", "due is on or before due"),
    ("{owner: {present: false}}", "owner is not given"),
    ("{not: {owner_kind: post}}", "it is not so that (owner kind is post)"),
    (
        "{any: [{owner_kind: post}, {all: [{days_late: 0}, {due: {present: true}}]}]}",
        "owner kind is post, or (days late is 0 days, and due is given)",
    ),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_condition_in_words(load: Callable[..., Rulebook], text: str, words: str) -> None:
    book = load()
    condition = parse(Part.whole(read(text, "x")), book.catalogue["action"], book.thresholds)
    assert describe(condition, book.thresholds).startswith(words)
