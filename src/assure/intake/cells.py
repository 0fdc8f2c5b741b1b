"""One cell at a time → typed values, with a problem for each that could not be settled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from assure.intake.directory import NOBODY, Directory
from assure.intake.grid import Cell, Grid
from assure.model.base import Problem, Seen
from assure.model.values import Money, Owner, When, WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import Reading, read_when
from assure.words.money import parse_money
from assure.words.numbers import can_be_meant
from assure.words.owners import parse_owner
from assure.words.statuses import percent_of
from assure.words.text import is_nothing, one_line, plain

_NUMBER = re.compile(r"^[£~<>≈c.\s]*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*(.*)$")
_YEARLESS = frozenset({"gives no year", "does not say in which year"})
_YES = frozenset({"yes", "y", "true", "✓", "✔", "☑", "x", "1", "tick"})
_NO = frozenset({"no", "n", "false", "0", "✗", "✘", "☐"})


class CellReader:
    """Reads the cells of one grid by the plan's calendar and collects the problems."""

    def __init__(
        self,
        grid: Grid,
        calendar: PlanCalendar,
        problems: list[Problem],
        directory: Directory = NOBODY,
    ) -> None:
        self.grid = grid
        self.calendar = calendar
        self.problems = problems
        self.directory = directory
        self._owners: dict[str, Owner] = {}
        self._whens: dict[str | dt.date, Reading] = {}  # days and words stand in many rows

    def seen(self, cells: Mapping[str, Cell], blanks: Mapping[str, Seen]) -> dict[str, Seen]:
        """Where each field stands, empty cells included: nothing is a finding's evidence too."""
        return {**blanks, **{name: self.grid.seen(cell) for name, cell in cells.items()}}

    def problem(self, code: str, cell: Cell, wrong: str, do: str) -> None:
        self.problems.append(Problem(code=code, seen=self.grid.seen(cell), wrong=wrong, do=do))

    def owner(self, cell: Cell | None, previous: Owner | None = None) -> Owner:
        if cell is None:
            return Owner()
        owner = self._owners.get(cell.text)
        if owner is None:
            owner = parse_owner(cell.text, previous=previous)
            owner, unsettled = self.directory.owner(cell.text, owner)
            if unsettled is not None:
                # Not remembered below: each such cell is told.
                self.problem(
                    "unclear-owner",
                    cell,
                    f"“{one_line(cell.text)[:80]}” {unsettled}.",
                    "Write in the plan whom it means.",
                )
            elif not owner.inherited:
                self._owners[cell.text] = owner
        return owner.model_copy(update={"inherited": True}) if cell.inherited else owner

    def when(self, cell: Cell | None) -> When:
        if cell is None:
            return When()
        value = cell.value
        if isinstance(value, dt.date) and cell.text[:1].isalpha():
            value = cell.text  # the sheet shows the month alone, and the month is meant
        if isinstance(value, str | dt.date):
            reading = self._whens.get(value) or read_when(value, self.calendar)
            self._whens[value] = reading
        elif isinstance(value, int | float):
            reading = read_when(value, self.calendar)
        else:
            reading = read_when(cell.text, self.calendar)
        self.unclear(cell, reading)
        return reading.when

    def unclear(self, cell: Cell, reading: Reading) -> None:
        """Report a date whose words leave open which day they mean."""
        if reading.unclear:
            do = "Write day, month and year, for example 31/03/2027."
            if self.calendar.period is None and reading.unclear in _YEARLESS:
                do = 'Write the year, or say when the plan runs, for example --period "2026/27".'
            self.problem(
                "unclear-date", cell, f"“{one_line(cell.text)[:80]}” {reading.unclear}.", do
            )

    def whens(self, cell: Cell | None) -> tuple[When, ...]:
        """Several dates in one cell, each after a semicolon or on a line of its own."""
        if cell is None or is_nothing(cell.text):
            return ()
        if not isinstance(cell.value, str):
            return (self.when(cell),)
        pieces = [piece.strip() for piece in re.split(r"[;\n]+", cell.text) if piece.strip()]
        readings = [read_when(piece, self.calendar) for piece in pieces]
        if any(reading.when.latest is None for reading in readings):
            # Dates broken over lines, or a story: read as a whole.
            whole = self.when(cell)
            return (whole,) if whole.kind is not WhenKind.MISSING else ()
        return tuple(reading.when for reading in readings)

    def day(self, cell: Cell | None) -> dt.date | None:
        """One settled day: the last that the words can mean."""
        return self.when(cell).latest

    def number(self, cell: Cell | None) -> Decimal | None:
        """A number with what may stand around it: "12 days", "£1,200", "54%"."""
        if cell is None or isinstance(cell.value, bool | dt.date | dt.time | dt.timedelta):
            return None
        if isinstance(cell.value, int | float | Decimal):
            return self._meant(cell, Decimal(str(cell.value)) * (100 if cell.percent else 1))
        if is_nothing(cell.text):
            return None
        found = _NUMBER.match(one_line(cell.text)[:100])
        # "3-5 days" and "12/13" are two numbers, and to take either would be a guess. So would
        # the 1 of "1e6" be.
        if found and not re.match(r"^(?:[-–/]|to\b)\s*\d|^\d|^[eE][-+]?\d", found.group(2)):
            return self._meant(cell, Decimal(found.group(1).replace(",", "")))
        self.problem(
            "no-number",
            cell,
            f"“{one_line(cell.text)[:80]}” is not one number.",
            "Write a single number; put words in another column.",
        )
        return None

    def _meant(self, cell: Cell, number: Decimal) -> Decimal | None:
        if can_be_meant(number):
            return number
        self.problem(
            "no-number",
            cell,
            f"“{one_line(cell.text)[:80]}” cannot be meant as a number.",
            "Write the number that is meant.",
        )
        return None

    def percent(self, cell: Cell | None, *, fractions: bool = False) -> int | None:
        """A percentage from 0 to 100; ``fractions`` when the column holds 0 to 1."""
        if cell is None:
            return None
        value = cell.value
        said = cell.percent or "%" in cell.text
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            number: Decimal | int | float | None = value
            fraction = cell.percent or fractions
        else:
            number = self.number(cell)
            fraction = fractions and not said
        if number is None:
            return None
        if 0 < number < 1 and not said and not fractions:
            self.problem(
                "no-percentage",
                cell,
                f"“{cell.text}” may be a share or a percentage, as the column has both.",
                "Write how much is complete, for example 75%.",
            )
            return None
        percent = percent_of(number, fraction=fraction)
        if percent is None:
            self.problem(
                "no-percentage",
                cell,
                f"“{cell.text}” is not a percentage from 0 to 100.",
                "Write how much is complete, for example 75%.",
            )
        return percent

    def yes_no(self, cell: Cell | None) -> bool | None:
        if cell is None:
            return None
        if isinstance(cell.value, bool):
            return cell.value
        word = plain(cell.text)
        first = re.split(r"[\s,;:(-]", word, maxsplit=1)[0]
        if first in _YES:
            return True
        if first in _NO or is_nothing(cell.text):
            return False
        return None

    def money(self, cell: Cell | None) -> Money:
        if cell is None:
            return Money()
        if isinstance(cell.value, int | float | Decimal):
            return parse_money(cell.value).model_copy(update={"text": cell.text})
        return parse_money(cell.text)
