"""The facts of actions: their dates, their pace, what is told of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from tests.recount import reports
from tests.recount.given import (
    JSON,
    Given,
    day,
    deadline,
    first_day,
    is_open,
    last_day,
    names,
    number,
    percent,
    same,
    status,
)

Rows = Iterator[tuple[str, JSON]]


def since(on: dt.date | None, given: Given) -> int | None:
    """Days from a day that has come to the as-of date."""
    return (given.as_of - on).days if on and on <= given.as_of else None


def listed(words: Sequence[str]) -> str | None:
    """``1.2, 1.7 and 1.8``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or None


def of_actions(given: Given) -> Rows:
    silent = reports.silences(given)
    for action in given.actions:
        quiet = silent.get(action["key"])
        missed = quiet[0] if quiet else 0
        amber = reports.in_a_row(action, reports.AMBER_OR_WORSE, missed, given)
        red = reports.in_a_row(action, ("red",), missed, given)
        yield (
            action["key"],
            {
                **dates(action, given),
                **pace_of_work(action, given),
                "percent": action.get("percent"),
                "effort_days": number(action.get("effort_days")),
                "owners": len(names(action.get("owner"))),
                "outcomes": len(served(action, given))
                if given.list("outcomes")
                else len(action.get("outcomes", [])),
                "vacant_since": vacant_since(action, given),
                "funded_until": funded_until(action, given),
                "reports_silent": quiet[0] if quiet else None,
                "silence": (quiet[1] or None) if quiet else None,
                "reports_amber": amber[0] if amber else None,
                "amber_since": amber[1] if amber else None,
                "reports_red": red[0] if red else None,
                "red_since": red[1] if red else None,
            },
        )


def served(action: JSON, given: Given) -> list[JSON]:
    """Its outcomes that the plan has."""
    return [one for ref in action.get("outcomes", []) if (one := given.outcome(ref))]


def promised(action: JSON) -> list[dt.date]:
    """Every deadline that settles a day, as imports or columns of revised dates tell them."""
    told = [r["when"] for r in action.get("revisions", []) if r["field"] == "due" and r.get("when")]
    every = told or [action.get("due", {}), *action.get("revised", [])]
    return [on for when in every if (on := last_day(when))]


def dates(action: JSON, given: Given) -> JSON:
    due, days = deadline(action), promised(action)
    left = (due - given.as_of).days if due and is_open(action) else None
    late = -left if left is not None and left < 0 else None
    carried, closed = len(action.get("carried", [])), given.list("closed")
    began = given.period_start
    if 0 < carried <= len(closed):
        began = day(closed[-carried].get("period_start"))
    targets = [last_day(outcome.get("target_date")) for outcome in served(action, given)]
    known = [target for target in targets if target]
    return {
        "due": due,
        "first_due": days[0] if days else None,
        "start": first_day(action.get("start")),
        "start_by": last_day(action.get("start")),
        "plan_start": began,
        "outcome_target": max(known) if known and len(known) == len(targets) else None,
        "days_late": late,
        "late_by": None if late is None else f"{late:,} day{'s' if late != 1 else ''}",
        "days_left": left if left is not None and left >= 0 else None,
        "times_redated": sum(after > before for before, after in pairwise(days)),
    }


def pace_of_work(action: JSON, given: Given) -> JSON:
    """How long it lasts, and how much of that has gone; how far its progress lies behind."""
    start, due = last_day(action.get("start")), deadline(action)
    waits = status(action) == "not_started" and not action.get("percent")
    begun_late = waits and start and start < given.as_of and (not due or given.as_of <= due)
    anew = promised_anew(action)
    start = max(start, anew) if start and anew else start
    span = (due - start).days if start and due and due > start else None
    elapsed = None
    if start and due and span and is_open(action) and start <= given.as_of <= due:
        elapsed = percent((given.as_of - start).days, span)
    done = action.get("percent")
    behind = elapsed - done if elapsed is not None and done is not None else 0
    return {
        "days_not_begun": since(last_day(action.get("start")), given) if begun_late else None,
        "span_days": span,
        "elapsed": elapsed,
        "points_behind": behind if behind > 0 else None,
    }


def promised_anew(action: JSON) -> dt.date | None:
    """The day on which an import put the promise into quite other words: its time is not that of
    the promise before."""
    titles = [r for r in action.get("revisions", []) if r["field"] == "title"]
    days = [
        on
        for was, now in pairwise(titles)
        if (on := day(now.get("at"))) and in_common(was["text"], now["text"]) < Fraction(3, 4)
    ]
    return max(days, default=None)


def in_common(one: str, other: str) -> Fraction:
    """The share of the words of the shorter wording that stand in the other too."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return Fraction(len(words & others), min(len(words), len(others)) or 1)


def vacant_since(action: JSON, given: Given) -> dt.date | None:
    for line in given.list("capacity"):
        own = names(action.get("owner"))
        if line.get("vacant") and len(own) == 1 and same(own[0]) == same(line["name"]):
            from_day = first_day(line.get("vacant_since"))
            if from_day is None or from_day <= given.as_of:
                return last_day(line.get("vacant_since"))
    return None


def funded_until(action: JSON, given: Given) -> dt.date | None:
    """The last end among its lines of money."""
    ends = [
        end
        for line in given.list("resources")
        if action["ref"] in line.get("actions", [])
        and ("money" in line.get("kind", "").casefold() or line.get("amount", {}).get("pounds"))
        and (end := last_day(line.get("funded_until")))
    ]
    return max(ends, default=None)
