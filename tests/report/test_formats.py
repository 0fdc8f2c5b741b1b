"""How figures are printed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assure.report import formats
from assure.report.glyphs import drawable, printable


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1960", "1,960"),
        ("6.30", "6.3"),
        ("-0.5", "−0.5"),
        ("0.004", "0.004"),
        ("2.675", "2.68"),
        ("0", "0"),
        ("1E+3", "1,000"),
        ("-1E+30", "−1.00E+30"),
    ],
)
def test_numbers(value: str, text: str) -> None:
    assert formats.number(Decimal(value)) == text


def test_a_percentage_has_no_space_and_another_unit_stands_in_the_caption() -> None:
    assert formats.with_unit(Decimal("6.3"), "%") == "6.3%"
    assert formats.with_unit(Decimal(412), "households") == "412"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("31", "days", "31 days"),
        ("1", "reports", "1 report"),
        ("40", "%", "40%"),
        ("1.5", "0 to 3", "1.5 on 0 to 3"),
        ("-2", "-3 to +3", "−2 on −3 to +3"),
    ],
)
def test_what_a_rule_goes_by_has_its_unit(value: str, unit: str, text: str) -> None:
    assert formats.limit(Decimal(value), unit) == text


def test_dates() -> None:
    day = dt.date(2026, 10, 1)
    assert formats.long_date(day) == "1 October 2026"
    assert formats.short_date(day) == "1 Oct 2026"


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_in_words(items: list[str], text: str) -> None:
    assert formats.join(items) == text


def test_control_characters_and_direction_overrides_are_dropped() -> None:
    assert printable("a\x01b\u202ec\u2028d\ud800e\tf\ng") == "abcde\tf\ng"


def test_what_no_font_can_draw_is_marked_and_the_rest_stays() -> None:
    text, faces = drawable("Ŵylfa → ✔ 漢 é")
    assert text == "Ŵylfa → ✔ \N{REPLACEMENT CHARACTER} é"
    assert {face.family for face in faces} == {
        *("Assure Sans", "Assure Sans Ext", "Assure Serif", "Assure Serif Ext"),
        "Assure Signs",
    }


def test_plain_english_needs_no_further_font() -> None:
    _, faces = drawable("Plain words, “quoted” – £640,000")
    assert all("-latin-4" in face.file or "-latin-6" in face.file for face in faces)


@pytest.mark.parametrize(
    ("wanted", "agreed", "told"),
    [
        ("51.7", "24", "52"),
        ("51.7", None, "52"),
        ("4.4", "4", "4.4"),
        ("3.6", "4", "4"),
        ("4", "4", "4"),
        ("4.6", "4", "5"),
    ],
)
def test_whole_days_never_hide_that_more_are_wanted_than_agreed(
    wanted: str, agreed: str | None, told: str
) -> None:
    most = Decimal(agreed) if agreed else None
    assert formats.days_wanted(Decimal(wanted), most) == told
