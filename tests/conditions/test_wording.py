"""Values in words: what a sentence shows of a plan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from assure.conditions.fields import Field, FieldType
from assure.conditions.wording import listed, shortened, value_in_words, with_unit

KIND = Field(name="kind", type=FieldType.ENUM, values=("not_started", "done"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (dt.date(2027, 3, 31), "31 March 2027"),
        (True, "yes"),
        (False, "no"),
        (1250, "1,250"),
        (Decimal("1250.50"), "1,250.5"),
        (Decimal("40.000"), "40"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("-0.05"), "−0.05"),
        ("in_their_words", "in_their_words"),
        ("  ", "none given"),
        (None, "none given"),
    ],
)
def test_values_in_words(value: Any, words: str) -> None:
    assert value_in_words(value) == words


def test_the_words_of_an_enum_have_no_underscores() -> None:
    assert value_in_words("not_started", KIND) == "not started"


def test_text_is_cut_at_a_word() -> None:
    long = "Work with partners to reduce " + "very " * 40
    cut = shortened(long)
    assert cut.endswith("very…")
    assert len(cut) <= 90
    assert shortened("x" * 90) == "x" * 90
    assert shortened("x" * 91) == "x" * 89 + "…"


def test_forty_thousand_characters_are_a_sentence_long() -> None:
    assert len(shortened("a b" * 14_000)) <= 90
    assert shortened(" " * 40_000 + "x") == "…"


def test_what_can_not_be_seen_is_left_out() -> None:
    assert shortened("a\x00b\x1b[31m\tc\r\nd\u202ee") == "ab[31m c de"
    assert shortened("<b>=1+1</b> 👩‍👩‍👧") == "<b>=1+1</b> 👩‍👩‍👧"


def test_amounts_with_units() -> None:
    assert with_unit("31", "days") == "31 days"
    assert with_unit("1", "days") == "1 day"
    assert with_unit("1", "days a quarter") == "1 day a quarter"
    assert with_unit("1", "entries") == "1 entry"
    assert with_unit("40", "%") == "40%"
    assert with_unit("250", "£") == "£250"
    assert with_unit("2", "0 to 3") == "2 on 0 to 3"
    assert with_unit("2", "") == "2"


def test_lists_in_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"
