"""Facts of a post or team in one quarter: what that quarter asks of it, and what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from assure.conditions.fields import Field
from assure.conditions.wording import listed
from assure.facts.build import FactBuilder
from assure.facts.define import day, decimal, flag, named, number, text
from assure.facts.load import QUARTERS_AHEAD, OwnerLoad, is_vacant, same_name
from assure.facts.quarters import Quarter, quarters_from
from assure.model.facts import Fact

SUBJECTS = {"post": "owner_quarter", "team": "team_quarter"}

_SHARED = (
    text("quarter", "The quarter, in words", "Three months of the plan’s year."),
    day("starts", "First day of the quarter", "Three months of the plan’s year."),
    number("ahead", "quarters", "How far ahead it is", "0 is the quarter of the as-of date."),
    decimal(
        "days",
        "days",
        "Days wanted in the quarter",
        "Remaining effort of its open actions, spread evenly from start to deadline.",
    ),
    number("actions", "actions", "Open actions that ask for those days", "Counted."),
    text("refs", "The actions that ask for those days", "References."),
    flag("agreed_given", "Days for this plan are agreed", "Its line in the capacity sheet."),
    decimal("agreed", "days", "Days agreed for the quarter", "Capacity sheet."),
    decimal("over", "days", "Days wanted beyond the agreed ones", "Days less agreed, if more."),
    number("percent", "%", "Days wanted in % of the agreed ones", "Rounded down."),
)
OWNER_QUARTER: dict[str, Field] = named(
    text("owner", "The post"),
    *_SHARED,
    flag(
        "vacant",
        "The post is vacant on the as-of date",
        "The capacity sheet marks it vacant, from a day that is not to come.",
    ),
)
TEAM_QUARTER: dict[str, Field] = named(text("team", "The team"), *_SHARED)


def quarter_facts(
    loads: tuple[OwnerLoad, ...], as_of: dt.date, year_starts: int = 4
) -> Iterator[Fact]:
    """One fact for each post or team and each of the quarters ahead that asks something of it.

    ``year_starts`` is the month in which the plan's year begins.
    """
    quarters = quarters_from(as_of, QUARTERS_AHEAD, year_starts)
    for load in loads:
        for ahead, quarter in enumerate(quarters):
            if load.shares.get(quarter):
                yield quarter_fact(load, quarter, ahead, as_of)


def quarter_fact(load: OwnerLoad, quarter: Quarter, ahead: int, as_of: dt.date) -> Fact:
    asked = list(dict.fromkeys(share.ref for share in load.shares[quarter]))
    busy = [action for action in load.actions if action.ref in asked]
    fact = FactBuilder(
        SUBJECTS[load.kind],
        key=f"{same_name(load.name)}.{quarter.start.isoformat()}",
        ref=f"{load.name}, {quarter.label}",
        title=load.name,
        outcomes=dict.fromkeys(ref for action in busy for ref in action.outcomes),
        seen=load.capacity.seen if load.capacity else {},
    )
    owner_cells = [action.seen["owner"] for action in busy if "owner" in action.seen]
    effort = [action.seen["effort_days"] for action in busy if "effort_days" in action.seen]
    days = load.days(quarter)
    fact.put("owner" if load.kind == "post" else "team", load.name, seen=owner_cells[:1])
    fact.put("quarter", quarter.label)
    fact.put("starts", quarter.start)
    fact.put("ahead", ahead)
    fact.put("days", days, seen=effort)
    fact.put("actions", len(asked), seen=effort)
    fact.put("refs", listed(asked, "and"), seen=effort)
    fact.put("agreed_given", load.agreed is not None, "days")
    fact.put("agreed", load.agreed, "days")
    if load.agreed is not None:
        fact.put("over", max(days - load.agreed, Decimal(0)), "days", seen=effort)
        if load.agreed > 0:
            fact.put("percent", int(days * 100 / load.agreed), "days", seen=effort)
    if load.kind == "post":
        vacant = load.capacity is not None and is_vacant(load.capacity, as_of)
        fact.put("vacant", vacant, "vacant_since", "note")
    return fact.fact()
