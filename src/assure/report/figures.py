"""The figures behind each chart, row by row, for the table that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from assure.model.measures import Bunching, Load, Measures, OutcomeMeasures, Trajectory
from assure.report.charts import REPORTED, Segment, reported_bar
from assure.report.formats import clip_short, count_word, counted, days, join, short_date
from assure.report.origins import count
from assure.report.pace import reading

Row = tuple[str, ...]
TABLED = 400  # rows of a table of numbers
WORSE = frozenset({"red", "amber_red", "amber"})


def trajectory_rows(item: Trajectory) -> list[Row]:
    """Day, what it is, value; history first, then the agreed path and what is forecast."""
    ours = bool(item.forecast_low)
    parts = (
        ("measured", item.history),
        ("agreed path", item.path),
        (item.forecast_is if ours else "forecast", item.forecast),
        ("low end of its range", item.forecast_low),
        ("high end of its range", item.forecast_high),
    )
    return [
        (short_date(value.day), what, reading(item, value.value))
        for what, values in parts
        for value in values
    ]


def load_rows(loads: Sequence[Load]) -> list[Row]:
    """Name, days agreed, then the days of each quarter in one cell."""
    return [
        (
            load.name,
            "none" if load.agreed is None else days(load.agreed),
            "; ".join(f"{q.label}: {days(q.days)}" for q in load.quarters),
        )
        for load in loads
    ]


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
