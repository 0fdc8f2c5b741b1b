"""Tables of funds: one fund a row, one column for each year of its money, and a row of sums.

They stand on a sheet of their own or above another table, and actions name their rows: "R4".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from assure.intake.cells import CellReader
from assure.intake.grid import Cell, Grid, Row, letters
from assure.intake.headings import squash
from assure.intake.part import REF
from assure.intake.refs import Keys, normal_ref
from assure.intake.schedules import confirmed
from assure.model.actions import Action
from assure.model.plan import Column
from assure.model.registers import Resource
from assure.model.values import Money, When, WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.funds import doubts_money
from assure.words.text import is_nothing, one_line, plain

_FEWEST_YEARS = 2
_FEWEST_FUNDS = 2
_FUND = re.compile(
    r"^(?:(?:name of )?(?:the )?funds?|grants?|funding|budgets?"
    r"|(?:fund(?:ing)?|grant|budget|money) (?:sources?|streams?|names?|titles?|lines?)"
    r"|sources? of (?:fund(?:s|ing)|money))"
    r"(?:\s*(?:/|or|and)\s*(?:streams?|grants?|sources?|funds?|budgets?))?$"
)
_YEAR = re.compile(r"^(?:£\s*)?(?:fy\s*)?((?:19|20)\d\d\s?[/-]\s?\d\d(?:\d\d)?)\b(?! ?[-–]| to )")
_HELD = frozenset({"heldby", "holder", "budgetholder", "lead", "owner", "heldwith", "managedby"})
_STATE = frozenset({"position", "status", "confirmed", "state", "notes", "note", "comment",
                    "comments", "security"})  # fmt: skip
_TOTAL = re.compile(r"^(?:\w+ ){0,2}totals?\b")
_THOUSANDS = re.compile(r"(?:£|\b)\s?000'?s?\b|£\s?k\b|\bthousands?\b|\(k\)", re.IGNORECASE)
_MILLIONS = re.compile(r"£\s?m\b|\bmillions?\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:ends?|ending|expires?|lapses?|runs? out|until|(?:confirmed|secured|agreed|funded|"
    r"available|approved) (?:up )?(?:to|until)) (?:in |on |at the end of |the end of )?"
    r"(?P<when>(?:\d{1,2} )?[a-z]{3,9} (?:19|20)\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d|"
    r"(?:19|20)\d\d[/-]\d\d)\b"
)


@dataclass(frozen=True)
class FundsTable:
    """Where a table of funds stands: the row of its headings, and its columns by what they hold."""

    grid: Grid
    header: int
    fund: int
    years: dict[int, When]
    others: dict[str, int] = field(default_factory=dict)  # ref, held, total, state
    unit: int = 1  # pounds

    def columns(self) -> Iterator[Column]:
        """Its columns, for the plan's record."""
        placed = {self.fund: "what", **dict.fromkeys(self.years, "amount by year")}
        names = {"ref": "ref", "held": "obtained_by", "total": "amount", "state": "status"}
        placed |= {column: names[name] for name, column in self.others.items()}
        for column, cell in sorted(self.grid.rows[self.header].items()):
            yield Column(
                sheet=self.grid.sheet,
                letter=letters(column),
                heading=one_line(cell.text),
                field=placed.get(column),
                how="heading" if column in placed else "",
            )

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the headings, up to the one of sums or the end of the table."""
        last = self.header
        for number, row in self.grid:
            if number <= self.header:
                continue
            if number > last + 1 or not any(column in row for column in self.years):
                return
            yield number, row
            last = number


def funds_table(grid: Grid, calendar: PlanCalendar) -> FundsTable | None:
    """The first table of funds in a sheet, or None."""
    for number, row in grid:
        fund = next((c for c, cell in row.items() if _FUND.match(plain(cell.text))), None)
        if fund is None or any(c < fund and _other(row[c].text) != "ref" for c in row):
            continue  # beside projects it says where their money comes from
        years = {c: when for c, cell in row.items() if (when := _year(cell, calendar)) is not None}
        if len(years) < _FEWEST_YEARS:
            continue
        others: dict[str, int] = {}
        for column, cell in row.items():
            name = _other(cell.text)
            if name and column not in years and column != fund:
                others.setdefault(name, column)
        found = FundsTable(grid, number, fund, years, others, _unit(grid, number, row))
        if sum(not _is_total(row, found) for _, row in found.rows()) >= _FEWEST_FUNDS:
            return found
    return None


def _year(cell: Cell, calendar: PlanCalendar) -> When | None:
    written = _YEAR.match(plain(cell.text))
    when = read_when(written.group(1), calendar).when if written else When()
    return when if when.kind is WhenKind.FINANCIAL_YEAR and when.latest is not None else None


def _other(heading: str) -> str:
    squashed = squash(heading)
    if squashed in {squash(ref) for ref in REF}:
        return "ref"
    if squashed in _HELD:
        return "held"
    if _TOTAL.match(plain(heading)):
        return "total"
    return "state" if squashed in _STATE else ""


def _unit(grid: Grid, header: int, row: Row) -> int:
    """Pounds of one, by the line just above the headings or the headings themselves."""
    above = grid.rows.get(header - 1, {})
    told = " ".join(cell.text for cell in (*above.values(), *row.values()))
    if _THOUSANDS.search(told):
        return 1_000
    return 1_000_000 if _MILLIONS.search(told) else 1


def _is_total(row: Row, table: FundsTable) -> bool:
    first = row[min(row)]
    return any(
        _TOTAL.match(plain(cell.text)) for cell in (first, row.get(table.fund)) if cell is not None
    )


# --- The rows -------------------------------------------------------------------------------


def read_funds(
    table: FundsTable, reader: CellReader, actions: Iterable[Action]
) -> tuple[Resource, ...]:
    """Each fund as money, with the actions that name it and the day on which it ends.

    A sum that does not add up becomes a problem at its cell.
    """
    keys, named = Keys(), _named_by(actions)
    found: list[Resource] = []
    sums: dict[int, Decimal] = {}
    for number, row in table.rows():
        amounts = {c: value for c in table.years if (value := _amount(row.get(c))) is not None}
        if _is_total(row, table):
            _check_columns(table, row, sums, reader)
            break
        fund = row.get(table.fund)
        if fund is None or is_nothing(fund.text):
            continue
        for column, value in amounts.items():
            sums[column] = sums.get(column, Decimal(0)) + value
        told = _cell(table, row, "total")
        total = _amount(told)
        if total is not None:
            column = table.others["total"]
            sums[column] = sums.get(column, Decimal(0)) + total
            _check_row(told, total, amounts, reader)
        ref_cell, state = _cell(table, row, "ref"), _cell(table, row, "state")
        ref = one_line(ref_cell.text) if ref_cell is not None else f"R{number - table.header}"
        pounds = (total if total is not None else sum(amounts.values(), Decimal(0))) * table.unit
        sure = confirmed(state.text) if state is not None else None
        cells = {"what": fund, "amount": told, "status": state, "ref": ref_cell}
        held = _cell(table, row, "held")
        found.append(
            Resource(
                key=keys.key(ref if ref_cell is not None else "", fund.text, ""),
                ref=ref,
                actions=tuple(
                    dict.fromkeys(
                        (*named.get(normal_ref(ref), ()), *named.get(plain(fund.text), ()))
                    )
                ),
                what=one_line(fund.text),
                kind="Money",
                amount=Money(
                    pounds=pounds if amounts or told else None, text=told.text if told else ""
                ),
                obtained_by=reader.owner(held),
                status=state.text if state is not None else "",
                confirmed=sure,
                in_doubt=sure is not True and state is not None and doubts_money(state.text),
                funded_until=_until(table, row, state, reader.calendar),
                seen=reader.seen({n: c for n, c in cells.items() if c is not None}, {}),
            )
        )
    return tuple(found)


def _cell(table: FundsTable, row: Row, name: str) -> Cell | None:
    column = table.others.get(name)
    return row.get(column) if column is not None else None


def _amount(cell: Cell | None) -> Decimal | None:
    if cell is None or isinstance(cell.value, bool):
        return None
    words = cell.text.replace(",", "").replace("£", "").strip()
    return Decimal(words) if re.fullmatch(r"-?\d{1,12}(?:\.\d+)?", words) else None


def _named_by(actions: Iterable[Action]) -> dict[str, list[str]]:
    """What actions write where their money comes from → their references."""
    named: dict[str, list[str]] = {}
    for action in actions:
        for text in (action.resources, action.funding):
            for piece in re.split(r"[,;/&+\n]|\band\b", text):
                words = re.sub(r"^\s*part 3\w?\W*", "", piece, flags=re.IGNORECASE)
                if not is_nothing(words):
                    for known in {normal_ref(words), plain(words)}:
                        named.setdefault(known, []).append(action.ref)
    return named


def _until(table: FundsTable, row: Row, state: Cell | None, calendar: PlanCalendar) -> When:
    """The day on which a fund ends: in the words beside it, else the last year with any money
    where a later year has a column and nothing in it."""
    if state is not None and (told := _ENDS.search(plain(state.text))):
        when = read_when(told["when"], calendar).when
        if when.latest is not None:
            return when.model_copy(update={"text": one_line(state.text)})
    years = sorted(table.years.items(), key=lambda pair: str(pair[1].latest))
    funded = [bool(_amount(row.get(column))) for column, _ in years]
    if True not in funded or funded[-1]:
        return When()
    last = len(funded) - 1 - funded[::-1].index(True)
    # A blank that may be a figure still to come is no end: "tbc", "to follow".
    later = [row.get(column) for column, _ in years[last + 1 :]]
    if any(
        cell is not None and not is_nothing(cell.text) and _amount(cell) is None for cell in later
    ):
        return When()
    return years[last][1]


# --- Sums -----------------------------------------------------------------------------------


def _check_row(
    total_cell: Cell | None, total: Decimal, amounts: dict[int, Decimal], reader: CellReader
) -> None:
    if total_cell is not None and amounts and sum(amounts.values()) != total:
        _tell(reader, total_cell, "years", sum(amounts.values(), Decimal(0)), total)


def _check_columns(
    table: FundsTable, row: Row, sums: dict[int, Decimal], reader: CellReader
) -> None:
    for column, added in sums.items():
        cell = row.get(column)
        total = _amount(cell)
        if cell is not None and total is not None and total != added:
            _tell(reader, cell, "rows above", added, total)


def _tell(reader: CellReader, cell: Cell, what: str, added: Decimal, total: Decimal) -> None:
    reader.problem(
        "sum-differs",
        cell,
        f"the {what} add up to {added:,f}, and {total:,f} stands here as their sum.",
        "Correct the sum, or the figure that is wrong.",
    )
