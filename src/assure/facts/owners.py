"""Facts of an owner: how much is asked of one post or team, and how much was agreed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder
from assure.facts.define import decimal, flag, named, number, one_of, text
from assure.facts.load import OwnerLoad, is_vacant, same_name
from assure.model.facts import Fact

OWNER = named(
    text("owner", "The post or team"),
    one_of("kind", ("post", "team"), "Whether it is a post or a team", "Capacity sheet."),
    number("open_actions", "actions", "Open actions it answers for", "Counted."),
    number("share", "%", "Its share of the plan’s open actions", "Open actions over all, in %."),
    flag("agreed_given", "Days for this plan are agreed", "Its line in the capacity sheet."),
    decimal("agreed", "days a quarter", "Days agreed for this plan", "Capacity sheet."),
    text("quarter", "The quarter that asks for most", "Highest sum of days."),
    decimal(
        "days",
        "days",
        "Days wanted in that quarter",
        "Remaining effort spread evenly from start to deadline.",
    ),
    decimal("over", "days", "Days wanted beyond the agreed ones", "Days less agreed, if more."),
    number("percent", "%", "Days wanted in % of the agreed ones", "Rounded down."),
    number("quarters_over", "quarters", "Quarters that ask for more than agreed", "Counted."),
    text("actions", "The actions that ask for those days", "References."),
    flag("vacant", "The post is vacant", "Capacity sheet."),
)


def owner_facts(
    loads: tuple[OwnerLoad, ...], open_actions: int, as_of: dt.date
) -> tuple[Fact, ...]:
    """One fact for each post or team that owns an open action or has agreed days."""
    return tuple(owner_fact(load, open_actions, as_of) for load in loads)


def owner_fact(load: OwnerLoad, open_actions: int, as_of: dt.date) -> Fact:
    worst = load.worst()
    asked = [share.ref for share in load.shares.get(worst, [])] if worst else []
    busy = [action for action in load.actions if action.ref in asked]
    fact = FactBuilder(
        "owner",
        key=same_name(load.name),
        ref=load.name,
        outcomes=dict.fromkeys(ref for action in busy for ref in action.outcomes),
        seen=load.capacity.seen if load.capacity else {},
    )
    owner_cells = [a.seen["owner"] for a in load.actions if "owner" in a.seen]
    fact.put("owner", load.name, seen=owner_cells[:1])
    fact.put("kind", load.kind, "kind")
    fact.put("open_actions", len(load.actions), seen=owner_cells)
    if open_actions:
        fact.put("share", len(load.actions) * 100 // open_actions, seen=owner_cells[:1])
    fact.put("agreed_given", load.agreed is not None, "days")
    fact.put("agreed", load.agreed, "days")
    vacant = load.capacity is not None and is_vacant(load.capacity, as_of)
    fact.put("vacant", vacant, "vacant_since", "note")
    if worst is None:
        return fact.fact()
    days = load.days(worst)
    effort = [a.seen["effort_days"] for a in busy if "effort_days" in a.seen]
    fact.put("quarter", worst.label)
    fact.put("days", days, seen=effort)
    fact.put("actions", listed(list(dict.fromkeys(asked)), "and"), seen=effort)
    if load.agreed is not None:
        fact.put("over", max(days - load.agreed, Decimal(0)), "days", seen=effort)
        over = [quarter for quarter in load.shares if load.days(quarter) > load.agreed]
        fact.put("quarters_over", len(over), "days")
        if load.agreed > 0:
            fact.put("percent", int(days * 100 / load.agreed), "days", seen=effort)
    return fact.fact()
