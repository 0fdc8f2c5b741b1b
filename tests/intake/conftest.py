"""Plans under test are tables written in the test itself."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

MakePlan = Callable[..., Path]


def rows_of(table: str) -> list[list[str]]:
    """``|`` stands between cells, ``\\n`` for a line break inside one."""
    return [
        [cell.strip().replace("\\n", "\n") for cell in line.strip().split("|")]
        for line in table.strip().splitlines()
    ]


@pytest.fixture
def csv_plan(tmp_path: Path) -> MakePlan:
    def make(table: str, name: str = "plan.csv", delimiter: str = ",") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(rows_of(table))
        return path

    return make


@pytest.fixture
def xlsx_plan(tmp_path: Path) -> MakePlan:
    def make(*, merge: tuple[str, ...] = (), name: str = "plan.xlsx", **sheets: str) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, table in sheets.items():
            sheet = book.create_sheet(title.replace("_", " "))
            for row in rows_of(table):
                sheet.append([cell or None for cell in row])
            for area in merge:
                sheet.merge_cells(area)
        path = tmp_path / name
        book.save(path)
        return path

    return make
