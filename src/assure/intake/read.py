"""A plan's file → ``Plan``: finds out what each sheet is and puts the parts together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapidfuzz import process

from assure.intake.about import read_about, title_from_name, title_of
from assure.intake.actions import read_actions
from assure.intake.beside import read_beside
from assure.intake.cards import as_rows
from assure.intake.cells import CellReader
from assure.intake.choosing import actions_in, known_part, sort_sheets
from assure.intake.columns import fields_of
from assure.intake.directory import NOBODY, initials_told
from assure.intake.drafts import Draft
from assure.intake.errors import UnplacedColumnError
from assure.intake.files import read_grids
from assure.intake.funds_table import funds_table, read_funds
from assure.intake.grid import Grid
from assure.intake.headings import ACTIONS
from assure.intake.joins import join_impact, join_monitoring, join_projects
from assure.intake.leads import lead_of_plan
from assure.intake.owner_lists import (
    join_owners,
    listed_in,
    names_actions,
    owner_table,
    take_owners_below,
)
from assure.intake.painted import read_looks
from assure.intake.period import period_of
from assure.intake.refs import Keys, normal_ref, slug
from assure.intake.rows import refs_of
from assure.intake.said import NOTHING_SAID, Said
from assure.intake.schedules import (
    read_outcomes,
    read_priorities,
)
from assure.intake.table import Table
from assure.intake.waiting import waiting
from assure.intake.yearly import YearlyTable, read_yearly, yearly_table
from assure.model.base import Problem
from assure.model.errors import UnreadableFileError
from assure.model.plan import Column, Plan, QuarterBasis
from assure.model.registers import Resource
from assure.model.values import Owner
from assure.words.calendar import PlanCalendar
from assure.words.owners import parse_owner

_MOST_PROBLEMS = 1_000
_FIELD_ALIASES = {"title": "action"}


@dataclass(frozen=True)
class Read:
    """A file as read: its plan, the sheets it was read from, and by the name of each sheet that
    was understood the row of its headings."""

    plan: Plan
    grids: tuple[Grid, ...]
    headers: Mapping[str | None, int]


def read_plan(path: Path, said: Said = NOTHING_SAID) -> Plan:
    """The plan in a file of any kind that ``files`` knows; ``said`` is what its reader was told.

    Raises what ``read_file`` raises.
    """
    return read_file(path, said).plan


def read_file(path: Path, said: Said = NOTHING_SAID) -> Read:
    """As ``read_plan``, with the sheets themselves.

    Raises UnreadableFileError for a file that cannot be read and UnplacedColumnError for a
    table whose column of actions cannot be told, each with one sentence.
    """
    if path.suffix.casefold() == ".json":
        from assure.intake.own_json import read_own_json  # here: few plans are our own JSON

        return Read(read_own_json(path, said), (), {})
    _check_fields(said.mapping)
    mapping = {_FIELD_ALIASES.get(name, name): heading for name, heading in said.mapping.items()}
    grids, problems = read_grids(path)
    grids = as_rows(grids)
    if said.directory is NOBODY:
        said = replace(said, directory=initials_told(grids))
    assembly = _Assembly(path, grids, problems, replace(said, mapping=mapping))
    plan = assembly.plan(said.period, said.title)
    return Read(plan, tuple(grids), assembly.headers)


def _check_fields(mapping: Mapping[str, str]) -> None:
    for name, heading in mapping.items():
        if name not in ACTIONS and name not in _FIELD_ALIASES:
            near = process.extractOne(name, list(ACTIONS), score_cutoff=70)
            meant = f"did you mean “{near[0]}”? " if near else ""
            raise UnplacedColumnError(
                f'--map "{name}={heading}": “{name}” is no field of an action; {meant}'
                f"the fields are {', '.join(ACTIONS)}."
            )


@dataclass
class _Assembly:
    """The sheets of one file on their way to a plan."""

    path: Path
    grids: list[Grid]
    problems: list[Problem]
    said: Said = NOTHING_SAID
    columns: list[Column] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    headers: dict[str | None, int] = field(default_factory=dict)
    unlike: dict[str | None, str] = field(default_factory=dict)

    def plan(self, period: tuple[dt.date, dt.date] | None, title: str | None) -> Plan:
        found = sort_sheets(self.path.name, self.grids, self.said, self._about)
        parts, tables, rest = found.parts, found.tables, found.rest
        self.unlike = found.unlike
        for known in (*tables, *(table for _, table in parts)):
            self.headers[known.grid.sheet] = known.header
        known_tables = [*tables, *(table for _, table in parts)]
        keyed = read_looks(self.grids, known_tables, self.said.legend, self.problems)
        named = self.about.get("title") or title_of(tables[0], rest)
        calendar = self._calendar(period, tables, named)
        readers: dict[str, tuple[Table, CellReader]] = {}
        for part, table in parts:
            if part.name in readers:
                self._unread(table.grid, "there is a second sheet of its kind")
                continue
            readers[part.name] = table, self._reader(table, calendar)
        nouns: dict[str, Any] = {}
        priorities = outcomes = {}
        if "Priorities" in readers:
            nouns["priorities"] = read_priorities(*readers["Priorities"])
            priorities = refs_of([priority.ref for priority in nouns["priorities"]])
        if "Outcomes" in readers:
            nouns["outcomes"] = read_outcomes(*readers["Outcomes"], priorities)
            outcomes = refs_of([outcome.ref for outcome in nouns["outcomes"]])
        drafts = self._drafts(tables, calendar, outcomes, monitored="Monitoring" in readers)
        rest = [grid for grid in rest if not self._owners_listed(grid, drafts, calendar)]
        named_so = [readers["Indicators"][0].grid] if "Indicators" in readers else rest
        yearly = self._yearly(named_so, calendar)
        if yearly is not None:
            readers.pop("Indicators", None)
            nouns["indicators"] = read_yearly(yearly, self._reader(yearly.table, calendar))
            rest = [grid for grid in rest if grid is not yearly.table.grid]
        if any(draft.values["owner"].names for draft in drafts):
            self.present.add("owner")  # told beneath or after the actions, if in no column
        by_ref: dict[str, Draft] = {}
        for draft in drafts:
            by_ref.setdefault(normal_ref(draft.written_ref or draft.ref), draft)
        if "Monitoring" in readers:
            join_monitoring(*readers["Monitoring"], by_ref)
            self.present |= fields_of(readers["Monitoring"][0]) - {"title", "ref"}
        if "Impact" in readers:
            join_impact(*readers["Impact"], by_ref, priorities)
            self.present.add("impact")
        actions = {normal: draft.ref for normal, draft in by_ref.items()}
        nouns.update(read_beside(readers, outcomes, actions))
        if "resources" not in nouns:
            nouns["resources"] = self._funds(drafts, calendar, tables)
        told_beside = tuple(waiting(drafts, actions))
        nouns["dependencies"] = (*nouns.get("dependencies", ()), *told_beside)
        if "projects" in nouns:
            told = join_projects(*readers["Projects"], nouns["projects"], by_ref, self.present)
            self.present |= told
        for table, _ in readers.values():
            self.columns.extend(table.columns())
        self._tell_hidden_sheets()
        for grid in rest:
            if grid.sheet not in keyed and grid.sheet not in self.headers:
                self._unread(grid, self.unlike.get(grid.sheet, "it was not recognised"))
        named = title or named or title_from_name(self.path)
        return Plan(
            key=slug(
                self.about.get("key")
                or " ".join(filter(None, (self.about.get("partnership"), named)))
            ),
            title=named,
            partnership=self.about.get("partnership", ""),
            locality=self.about.get("locality", ""),
            lead=self.about.get("lead") or self._lead(tables[0]),
            period_start=calendar.period[0] if calendar.period else None,
            period_end=calendar.period[1] if calendar.period else None,
            year_starts=calendar.year_starts,
            quarter_basis=calendar.basis,
            quarter_said=bool(self.said.quarter_basis or "quarter_basis" in self.about),
            updated=self.about.get("updated"),
            source=self.path.name,
            actions=tuple(draft.action() for draft in drafts),
            columns=tuple(self.columns),
            problems=tuple(self._told()),
            fields_present=frozenset(self.present),
            **nouns,
        )

    # --- What each sheet is -------------------------------------------------------------

    def _tell_hidden_sheets(self) -> None:
        """A hidden sheet is not read; one of lists for drop-downs is not worth a word."""
        for grid in self.grids:
            if grid.hidden and (actions_in(grid, self.said, []) or known_part(grid)):
                self._unread(grid, "it is hidden")

    def _unread(self, grid: Grid, why: str) -> None:
        first = next(iter(grid))[0] if grid.rows else 1
        do = "Nothing is needed if it holds no part of the plan."
        if grid.sheet in self.unlike:
            do = "Give it those columns if it holds actions of the plan; else nothing is needed."
        self.problems.append(
            Problem(
                code="sheet-not-read",
                seen=grid.seen_row(first),
                wrong=f"the {grid.what} was not read: {why}.",
                do=do,
            )
        )

    def _reader(self, table: Table, calendar: PlanCalendar) -> CellReader:
        return CellReader(table.grid, calendar, self.problems, self.said.directory)

    # --- The calendar -------------------------------------------------------------------

    @staticmethod
    def _lead(table: Table) -> Owner:
        named = lead_of_plan(table.grid.above)
        return parse_owner(named) if named else Owner()

    def _about(self, grid: Grid) -> bool:
        found = read_about(grid, self.problems, self.said.directory)
        self.about.update(found)
        return len(found) >= 2

    def _calendar(
        self, period: tuple[dt.date, dt.date] | None, tables: list[Table], named: str
    ) -> PlanCalendar:
        year_starts: int = self.said.year_starts or self.about.get("year_starts", 4)
        start, end = self.about.get("period_start"), self.about.get("period_end")
        if period is None and start and end and start <= end:
            period = (start, end)
        if period is None:
            period, doubt = period_of(tables, named, year_starts)
            self.problems.extend(filter(None, (doubt,)))
        basis = self.said.quarter_basis or self.about.get("quarter_basis", QuarterBasis.FINANCIAL)
        return PlanCalendar(period, year_starts, basis)

    # --- Actions and what joins them ----------------------------------------------------

    def _drafts(
        self,
        tables: list[Table],
        calendar: PlanCalendar,
        outcomes: Mapping[str, str],
        *,
        monitored: bool,
    ) -> list[Draft]:
        drafts: list[Draft] = []
        keys = Keys()
        for table in tables:
            reader = self._reader(table, calendar)
            if table.shifted:
                self._tell_shift(table)
            for name in sorted(table.missing):
                if table.column(name) is None and table.header:
                    self._tell_missing(table, name)
            listed = take_owners_below(table)
            own = read_actions(table, reader, outcomes, keys, monitored=monitored)
            join_owners(listed, own, reader)
            drafts.extend(own)
            self.columns.extend(table.columns())
            self.present |= fields_of(table)
        if not drafts:
            grid = tables[0].grid
            where = f"{self.path.name}, {grid.called}" if grid.sheet else self.path.name
            unsaved = any(problem.code == "formula-not-calculated" for problem in self.problems)
            raise UnreadableFileError(
                f"{where}: the table has headings but no row with an action; "
                + (
                    "it holds formulas whose results were never saved, so open it in a spreadsheet "
                    "program, save it, and read it again."
                    if unsaved
                    else "check that the rows below the headings are filled."
                )
            )
        return drafts

    def _owners_listed(self, grid: Grid, drafts: list[Draft], calendar: PlanCalendar) -> bool:
        """Whether a sheet lists the owners of actions, who are then joined to them."""
        table = owner_table(grid)
        listed = listed_in(table) if table else []
        if table is None or not names_actions(listed, drafts):
            return False
        join_owners(listed, drafts, self._reader(table, calendar))
        self.headers[grid.sheet] = table.header
        self.columns.extend(table.columns())
        return True

    def _yearly(self, grids: list[Grid], calendar: PlanCalendar) -> YearlyTable | None:
        """The first of some sheets that lists indicators with a column for each year."""
        tables = (yearly_table(grid, calendar, self.grids) for grid in grids)
        found = next(filter(None, tables), None)
        if found is not None:
            self.headers[found.table.grid.sheet] = found.table.header
            self.columns.extend(found.table.columns())
        return found

    def _funds(
        self, drafts: list[Draft], calendar: PlanCalendar, tables: list[Table]
    ) -> tuple[Resource, ...]:
        """The funds of the first table of them, which may share its sheet with another table."""
        of_actions = [table.grid for table in tables]
        for grid in self.grids:
            if grid.hidden or grid in of_actions:
                continue
            found = funds_table(grid, calendar)
            if found is not None:
                self.headers.setdefault(grid.sheet, found.header)
                self.columns.extend(found.columns())
                reader = CellReader(grid, calendar, self.problems, self.said.directory)
                return read_funds(found, reader, [draft.action() for draft in drafts])
        return ()

    def _tell_shift(self, table: Table) -> None:
        self.problems.append(
            Problem(
                code="headings-shifted",
                seen=table.grid.seen_row(table.header),
                wrong="the headings stand one column to the left of their data, and were moved.",
                do="Put a heading over the first column.",
            )
        )

    def _tell_missing(self, table: Table, name: str) -> None:
        """Another sheet has the heading that was said; this one has nothing in its stead."""
        self.problems.append(
            Problem(
                code="heading-not-here",
                seen=table.grid.seen_row(table.header),
                wrong=f"no column is headed “{self.said.mapping[name]}”, and none was taken for "
                f"{name} in its stead.",
                do=f"Give the column of {name} the same heading on each {table.grid.what}.",
            )
        )

    def _told(self) -> list[Problem]:
        """The problems, the same one told once, and no more than anyone would read."""
        told = list(dict.fromkeys(self.problems))
        if len(told) <= _MOST_PROBLEMS:
            return told
        last = Problem(
            code="more-problems",
            seen=told[-1].seen,
            wrong=f"{len(told) - _MOST_PROBLEMS + 1} further problems are not listed.",
            do="Mend these and read the plan again.",
        )
        return [*told[: _MOST_PROBLEMS - 1], last]
