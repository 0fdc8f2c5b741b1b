"""The small words of the forms: what is blank, cut or too many to name."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.model.values import When, WhenKind
from assure.report.formats import within_sentence
from assure.report.forms import cells, day_of, some, told


@pytest.mark.parametrize(
    ("names", "most", "said"),
    [
        (["1.1"], 3, "1.1"),
        (["1.1", "1.2"], 3, "1.1 and 1.2"),
        (["1.1", "1.2", "1.3"], 3, "1.1, 1.2 and 1.3"),
        (["1.1", "1.2", "1.3", "1.4", "1.5"], 3, "1.1, 1.2, 1.3 and 2 more"),
    ],
)
def test_too_many_to_name_are_counted(names: list[str], most: int, said: str) -> None:
    assert some(names, most) == said


def test_a_blank_cell_says_so() -> None:
    assert [cell.text for cell in cells("1.1", "", " ")] == ["1.1", "none", "none"]


def test_a_mark_for_nothing_is_nothing() -> None:
    assert told("n/a", "not given") == "not given"
    assert told("two\nlines") == "two lines"
    assert told("word " * 200).endswith("…")


def test_a_date_that_settles_no_day_stands_as_written() -> None:
    day = dt.date(2027, 3, 31)
    assert day_of(When(kind=WhenKind.DAY, latest=day, text="31/3/27")) == "31 Mar 2027"
    assert day_of(When(kind=WhenKind.VAGUE, text="soon")) == "soon"
    assert day_of(When()) == "no date"


def test_a_title_within_a_sentence() -> None:
    assert within_sentence("Action plan") == "action plan"
    assert within_sentence("SWOT and PESTELO") == "SWOT and PESTELO"
