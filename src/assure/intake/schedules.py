"""Outcomes, indicators, resources, assumptions, dependencies and capacity: sheet → nouns."""

from __future__ import annotations

import datetime as dt
import re

from assure.intake.cells import CellReader
from assure.intake.records import Record, records
from assure.intake.refs import Keys, find_refs, normal_ref
from assure.intake.rows import Refs, Rows, links
from assure.intake.table import Table
from assure.model.outcomes import GoodIs, Indicator, Outcome, Point, PointKind, Priority
from assure.model.registers import Assumption, Capacity, Dependency, Resource
from assure.words.funds import doubts_money
from assure.words.text import is_nothing, one_line, plain


def read_priorities(table: Table, reader: CellReader) -> tuple[Priority, ...]:
    return tuple(
        Priority(
            key=key,
            ref=ref,
            title=one_line(record.text("title")),
            lead=record.text("lead"),
            seen=reader.seen(record.cells, record.blanks),
        )
        for record, ref, key in Rows(table, reader, "P").filled("title")
    )


def read_outcomes(table: Table, reader: CellReader, priorities: Refs) -> tuple[Outcome, ...]:
    outcomes = []
    for record, ref, key in Rows(table, reader, "").filled("title"):
        cells = record.cells
        outcomes.append(
            Outcome(
                key=key,
                ref=ref,
                title=one_line(record.text("title")),
                priorities=links(cells.get("priorities"), priorities, reader, "a priority"),
                senior_lead=reader.owner(cells.get("senior_lead")),
                partners=record.text("partners"),
                target_date=reader.when(cells.get("target_date")),
                story=record.text("story"),
                seen=reader.seen(cells, record.blanks),
            )
        )
    return tuple(outcomes)


# --- Indicators -------------------------------------------------------------------------

_HIGH = re.compile(r"^(?:high|higher|up|increas|more|max|big|rising|↑|\+)")
_LOW = re.compile(r"^(?:low|lower|down|decreas|less|fewer|min|small|falling|↓|-)")


def good_direction(text: str) -> GoodIs | None:
    """Whether words such as "Low" or "Higher is better" want more or less; None for others."""
    line = plain(text)
    if _HIGH.match(line):
        return GoodIs.HIGH
    return GoodIs.LOW if _LOW.match(line) else None


def read_indicators(table: Table, reader: CellReader, outcomes: Refs) -> tuple[Indicator, ...]:
    """Indicators without their points; see ``read_points``."""
    indicators = []
    for record, ref, key in Rows(table, reader, "I").filled("title"):
        cells = record.cells
        served = links(cells.get("outcome"), outcomes, reader, "an outcome")
        good = record.text("good_is")
        good_is = good_direction(good)
        if good_is is None and not is_nothing(good):
            reader.problem(
                "unknown-direction",
                cells["good_is"],
                f"“{one_line(good)[:60]}” does not say whether high or low is good.",
                "Write High or Low.",
            )
        indicators.append(
            Indicator(
                key=key,
                ref=ref,
                title=one_line(record.text("title")),
                outcome=served[0] if served else None,
                unit=record.text("unit"),
                good_is=good_is,
                baseline=reader.number(cells.get("baseline")),
                baseline_date=reader.when(cells.get("baseline_date")),
                target=reader.number(cells.get("target")),
                target_date=reader.when(cells.get("target_date")),
                owner=reader.owner(cells.get("owner")),
                source=record.text("source"),
                frequency=record.text("frequency"),
                seen=reader.seen(cells, record.blanks),
            )
        )
    return tuple(indicators)


def _point_kind(text: str) -> PointKind | None:
    line = plain(text)
    if is_nothing(line) or line.startswith(("actual", "result", "outturn", "observed", "history")):
        return PointKind.ACTUAL
    if re.search(r"path|trajectory|target|milestone|interim|plan", line):
        return PointKind.PATH
    if re.search(r"nothing|no change|forecast|projection|unchanged|do-nothing", line):
        return PointKind.FORECAST
    return None


def read_points(table: Table, reader: CellReader, indicators: Refs) -> dict[str, tuple[Point, ...]]:
    """Values by reference of their indicator, sorted by kind, then day."""
    points: dict[str, list[Point]] = {}
    for record in records(table):
        cells = record.cells
        ref = indicators.get(normal_ref(record.text("indicator")))
        if ref is None:
            if record.text("indicator"):
                reader.problem(
                    "unknown-indicator",
                    cells["indicator"],
                    f"“{one_line(record.text('indicator'))[:60]}” is no indicator of this plan.",
                    "Use a reference as it stands in the Indicators sheet.",
                )
            continue
        day, value = reader.day(cells.get("date")), reader.number(cells.get("value"))
        kind = _point_kind(record.text("kind"))
        if kind is None:
            reader.problem(
                "unknown-kind",
                cells["kind"],
                f"“{one_line(record.text('kind'))[:60]}” is no kind of value that is known.",
                "Write Actual, Agreed path or If nothing changes.",
            )
        if day is None or value is None or kind is None:
            _tell_missing(record, reader, day, value)
            continue
        seen = reader.grid.seen(cells["value"])
        points.setdefault(ref, []).append(Point(day=day, value=value, kind=kind, seen=seen))
    return {
        ref: tuple(sorted(found, key=lambda point: (point.kind.value, point.day)))
        for ref, found in points.items()
    }


def _tell_missing(record: Record, reader: CellReader, day: dt.date | None, value: object) -> None:
    """A value without its day (or the other way round); other faults were told where read."""
    cells = record.cells
    if day is None and (cell := cells.get("date") or cells["indicator"]) is not None:
        reader.problem(
            "value-without-day",
            cell,
            "the value has no day that could be read, so it was left out.",
            "Write the day it stands for, for example 31/03/2026.",
        )
    elif value is None and "value" not in cells:
        reader.problem(
            "day-without-value",
            cells["indicator"],
            "the row has a day but no value, so it was left out.",
            "Write the value, or take the row away.",
        )


# --- Means ------------------------------------------------------------------------------

_CONFIRMED = re.compile(
    r"^(?:fully |now |all )*(?:confirmed|secured|in place|agreed|approved|committed|allocated|"
    r"obtained|in post|available|received|funded|yes|released|recruited|delivered)\b"
)


def confirmed(status: str) -> bool | None:
    """Whether the status says that the means are there; None when it says nothing."""
    if is_nothing(status):
        return None
    line = plain(status)
    partly = re.search(r"\b(?:except|subject|until|in principle|part|but|if|not)\b", line)
    return bool(_CONFIRMED.match(line)) and not partly


def read_resources(table: Table, reader: CellReader, actions: Refs) -> tuple[Resource, ...]:
    resources = []
    for record, ref, key in Rows(table, reader, "R").filled("what", "amount"):
        cells = record.cells
        amount = reader.money(cells.get("amount"))
        status = record.text("status")
        sure = confirmed(status)
        resources.append(
            Resource(
                key=key,
                ref=ref,
                actions=links(cells.get("actions"), actions, reader, "an action"),
                what=record.text("what"),
                kind=record.text("kind"),
                amount=amount,
                obtained_by=reader.owner(cells.get("obtained_by")),
                by=reader.when(cells.get("by")),
                status=status,
                confirmed=sure,
                in_doubt=sure is not True and (amount.in_doubt or doubts_money(status)),
                funded_until=reader.when(cells.get("funded_until")),
                seen=reader.seen(cells, record.blanks),
            )
        )
    return tuple(resources)


def read_assumptions(table: Table, reader: CellReader, outcomes: Refs) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(
            key=key,
            ref=ref,
            text=record.text("text"),
            outcomes=links(record.cells.get("outcomes"), outcomes, reader, "an outcome"),
            checked_by=reader.owner(record.cells.get("checked_by")),
            last_checked=reader.when(record.cells.get("last_checked")),
            seen=reader.seen(record.cells, record.blanks),
        )
        for record, ref, key in Rows(table, reader, "A").filled("text")
    )


def read_dependencies(table: Table, reader: CellReader, actions: Refs) -> tuple[Dependency, ...]:
    """Each dependency; one that names several actions of this plan becomes several."""
    dependencies = []
    keys = Keys()
    for record, ref, _ in Rows(table, reader, "D").filled("on", "needs"):
        cells = record.cells
        waiting = links(cells.get("action"), actions, reader, "an action")
        needed, outside = find_refs(record.text("on"), actions)
        # Words beside a reference explain it: "2.1 Hub opens" is one thing.
        targets: list[tuple[str | None, str]] = [(on, "") for on in needed]
        if not targets:
            targets = [(None, one_line(" ".join(outside)) and record.text("on"))]
        for action in waiting:
            for on, words in targets:
                several = len(waiting) * len(targets) > 1
                shown = f"{ref} ({action} on {on or 'outside'})" if several else ref
                dependencies.append(
                    Dependency(
                        key=keys.key(
                            shown,
                            record.text("needs"),
                            "" if several else record.text("stable_key"),
                        ),
                        ref=shown,
                        action=action,
                        on=on,
                        outside=words,
                        needs=record.text("needs"),
                        agreed_with=""
                        if is_nothing(record.text("agreed_with"))
                        else record.text("agreed_with"),
                        seen=reader.seen(cells, record.blanks),
                    )
                )
    return tuple(dependencies)


def read_capacity(table: Table, reader: CellReader) -> tuple[Capacity, ...]:
    capacity = []
    keys = Keys()
    for record, _, _ in Rows(table, reader, "C").filled("name"):
        cells = record.cells
        name = reader.directory.shown(one_line(record.text("name")))
        kind = plain(record.text("kind"))
        vacant = cells.get("vacant_since")
        said = vacant is not None and not is_nothing(vacant.text) and plain(vacant.text) != "no"
        flag = said and vacant is not None and plain(vacant.text) in {"yes", "y", "vacant"}
        capacity.append(
            Capacity(
                key=keys.key(name, name, record.text("stable_key")),
                name=name,
                kind="team" if "team" in kind or (not kind and "team" in plain(name)) else "post",
                days=reader.number(cells.get("days")),
                vacant=said,
                note=record.text("note"),
                seen=reader.seen(cells, record.blanks),
                **({"vacant_since": reader.when(vacant)} if said and not flag else {}),
            )
        )
    return tuple(capacity)
