"""Plans as programme offices and performance systems return them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from assure.intake import read_plan
from assure.model.plan import WhenKind


@pytest.mark.parametrize(
    ("shown", "kind", "last"),
    [
        ("mmm-yy", WhenKind.MONTH, dt.date(2026, 9, 30)),
        ("[$-809]mmmm yyyy;@", WhenKind.MONTH, dt.date(2026, 9, 30)),
        ('mmm" "yyyy', WhenKind.MONTH, dt.date(2026, 9, 30)),
        ("dd/mm/yyyy", WhenKind.DAY, dt.date(2026, 9, 1)),
        ("yyyy", WhenKind.DAY, dt.date(2026, 9, 1)),
    ],
)
def test_a_month_typed_as_excel_keeps_it_is_the_month(tmp_path, shown, kind, last):
    """ "Sep-26" is stored as the first of September and shown as the month that was meant."""
    path = _one_date(tmp_path, dt.date(2026, 9, 1), shown)
    due = read_plan(path).actions[0].due
    assert (due.kind, due.latest) == (kind, last)


def test_another_day_of_a_month_stays_the_day_it_is(tmp_path):
    path = _one_date(tmp_path, dt.date(2026, 9, 15), "mmm-yy")
    assert read_plan(path).actions[0].due.latest == dt.date(2026, 9, 15)


def _one_date(folder: Path, day: dt.date, shown: str) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Action", "Owner", "Due date"])
    book.active.append(["1", "Open the hub", "Head of Housing", day])
    book.active["D2"].number_format = shown
    book.save(path := folder / "plan.xlsx")
    return path
