"""The figures behind each chart, row by row, for the table that stands beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from assure.model.measures import (
    Bunching,
    DatedValue,
    Load,
    Measures,
    OutcomeMeasures,
    Trajectory,
)
from assure.report.charts import REPORTED, Segment, reported_bar
from assure.report.formats import (
    clip_short,
    count_word,
    counted,
    days,
    days_wanted,
    join,
    sentence_case,
    short_date,
)
from assure.report.origins import count
from assure.report.pace import reading

Row = tuple[str, ...]
TABLED = 400  # rows of a table of numbers
WORSE = frozenset({"red", "amber_red", "amber"})


def trajectory_rows(item: Trajectory) -> list[Row]:
    """Day, what it is, value; history first, then the agreed path and what is forecast."""
    return [
        (short_date(value.day), what, reading(item, value.value)) for what, value in _values(item)
    ]


def _values(item: Trajectory) -> Iterator[tuple[str, DatedValue]]:
    """Each value with what it is."""
    ours = bool(item.forecast_low)
    parts = (
        ("measured", item.history),
        ("agreed path", item.path),
        (item.forecast_is if ours else "forecast", item.forecast),
        ("low end of its range", item.forecast_low),
        ("high end of its range", item.forecast_high),
    )
    return ((what, value) for what, values in parts for value in values)


def trajectory_by_day(item: Trajectory) -> tuple[list[str], list[Row]]:
    """The same with a row for each day and a column for each thing told: heads and rows."""
    by_day: dict[dt.date, dict[str, str]] = {}
    heads: dict[str, None] = {}
    for what, value in _values(item):
        heads.setdefault(what)
        told = by_day.setdefault(value.day, {})
        told[what] = "; ".join(filter(None, (told.get(what), reading(item, value.value))))
    rows: list[Row] = [
        (short_date(day), *(by_day[day].get(what, "") for what in heads)) for day in sorted(by_day)
    ]
    return ["Day", *(sentence_case(what) for what in heads)], rows


def load_rows(loads: Sequence[Load]) -> list[Row]:
    """Name, days agreed, then the days of each quarter in one cell."""
    return [
        (
            load.name,
            "none" if load.agreed is None else days(load.agreed),
            "; ".join(f"{q.label}: {days_wanted(q.days, load.agreed)}" for q in load.quarters),
        )
        for load in loads
    ]


def load_by_quarter(loads: Sequence[Load]) -> tuple[list[str], list[Row]]:
    """The same with a column for each quarter: heads and rows."""
    labels = list(dict.fromkeys(q.label for load in loads for q in load.quarters))
    rows: list[Row] = []
    for load in loads:
        agreed = "none" if load.agreed is None else days(load.agreed)
        wanted = {q.label: days_wanted(q.days, load.agreed) for q in load.quarters}
        rows.append((load.name, agreed, *(wanted.get(label, "") for label in labels)))
    return ["Post or team", "Days agreed", *labels], rows


def bunching_rows(item: Bunching) -> list[Row]:
    """Month, then how many open actions are due as written, as worked out, and late."""
    rows: list[Row] = [
        (f"{due.label}", *(f"{count(of)}" for of in (due.written, due.worked_out, due.late)))
        for due in item.months
    ]
    if item.undated:
        rows.append(("no date", "none", str(count(item.undated)), "none"))
    return rows


def reported_rows(measures: Measures) -> list[tuple[OutcomeMeasures, tuple[Segment, ...], str]]:
    """Each outcome with its bar and the same counts in words."""
    shown = [outcome for outcome in measures.outcomes if outcome.reported]
    most = max((outcome.open_actions for outcome in shown), default=0)
    return [
        (outcome, reported_bar(outcome.reported, most), reported_words(outcome))
        for outcome in shown
    ]


def reported_title(measures: Measures) -> str:
    """``Outcome 5 has most open actions reported amber or worse: four of 10``."""
    if not any(c.key in REPORTED for outcome in measures.outcomes for c in outcome.reported):
        return "No RAG is reported of any open action"
    worse = [
        (sum(count.count for count in outcome.reported if count.key in WORSE), outcome)
        for outcome in measures.outcomes
    ]
    most = max(number for number, _ in worse)
    if not most:
        return "No open action is reported amber or worse"
    where = [outcome for number, outcome in worse if number == most]
    names = join(clip_short(outcome.ref, 12) for outcome in where)
    if len(where) > 1:
        each = counted(most, "open action")
        return f"Outcomes {names} have most reported amber or worse: {each} each"
    still = where[0].open_actions
    many = f"{count_word(most)} of {count_word(still)}"
    if most == still:
        many = {1: "the only one", 2: "both"}.get(still, f"all {count_word(still)}")
    return f"Outcome {names} has most open actions reported amber or worse: {many}"


def reported_words(outcome: OutcomeMeasures) -> str:
    """``1 red, 3 green, 1 not reported``: worst first, as the bar."""
    ordered = sorted(
        (count for count in outcome.reported if count.count),
        key=lambda c: REPORTED.index(c.key) if c.key in REPORTED else len(REPORTED),
    )
    return ", ".join(f"{count.count} {count.label.lower()}" for count in ordered)
