"""A little plan, its workbooks for a quarter, and filling them in as an officer would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from assure.intake import Said, read_plan
from assure.intake.reimport import read_first
from assure.intake.update_book import update_book
from assure.intake.update_return import read_return
from assure.intake.update_rows import Rows, read_rows
from assure.intake.updating import Hand, Outcome, update
from assure.model.actions import Action
from assure.model.plan import Plan

QUARTER = 6  # July to September 2027
SENT = dt.datetime(2027, 9, 20, tzinfo=dt.UTC)
BACK = dt.date(2027, 10, 5)
PERIOD = (dt.date(2026, 4, 1), dt.date(2029, 3, 31))
TABLE = """\
Ref,Action,Owner,Due,Status,% complete,Reason,Q5
1.1,Open the family hub on Mill Road,Head of Housing,31/12/2027,In progress,40%,,Fit-out begun
1.2,Move three teams into the hub,Head of Housing,31/03/2028,Not started,,,
1.3,Recruit two analysts,Head of Data,30/06/2028,In progress,20%,,First advert out
"""

Cells = Mapping[str, Any]


def little_plan(folder: Path, table: str = TABLE) -> Plan:
    file = folder / "plan.csv"
    file.write_text(table, encoding="utf-8")
    plan = read_plan(file, Said(title="Hubs", period=PERIOD))
    assert not plan.problems
    return read_first(plan, dt.date(2027, 7, 12))


def workbook(folder: Path, plan: Plan, actions: Sequence[Action], name: str = "back.xlsx") -> Path:
    """The workbook of ``actions`` as it goes out, to the Head of Housing."""
    file = folder / name
    file.write_bytes(update_book(plan, actions, QUARTER, "Head of Housing", SENT))
    return file


def fill_in(
    file: Path,
    rows: Mapping[str, Cells],
    *,
    new: Sequence[Cells] = (),
    by: str = "Head of Housing",
    on: object = None,
) -> Path:
    """Cells by the reference of their row and their heading; new tasks by heading."""
    book = openpyxl.load_workbook(file)
    sheet = book["Your actions"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        for heading, value in rows.get(str(row[0].value), {}).items():
            cell = sheet.cell(row[0].row, headings[heading], value)
            if isinstance(value, str):
                cell.data_type = "s"  # as typed, whatever it begins with
    tasks = book["New tasks"]
    headings = {cell.value: cell.column for cell in tasks[1]}
    for number, task in enumerate(new, start=2):
        for heading, value in task.items():
            tasks.cell(number, headings[heading], value)
    about = book["Start here"]
    beside = {row[0].value: row[1] for row in about.iter_rows()}
    beside["Filled in by"].value, beside["On"].value = by, on
    book.save(file)
    return file


def returned(file: Path, plan: Plan) -> Rows:
    return read_rows(read_return(file), plan)


def messages(rows: Rows) -> list[str]:
    return [problem.message() for problem in rows.problems]


def taken(file: Path, plan: Plan, *, by: str = "Head of Housing", day: dt.date = BACK) -> Outcome:
    """The file taken into ``plan``, where nobody else has changed anything."""
    back = read_return(file)
    rows = read_rows(back, plan)
    assert not rows.problems, messages(rows)
    return update(plan, rows, back.quarter, Hand(day, by, back.source), {}, written=back.written)
