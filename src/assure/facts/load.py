"""What each post and team is asked to give, quarter by quarter, against what was agreed.

The remaining effort of an open action (effort less the part reported complete) is spread
evenly over the calendar days from its start, or the first day of the current quarter if
that is later, to its deadline. Overdue work falls due now. An action without effort days,
or without a deadline that settles a day, adds nothing: load is computed, never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from assure.facts.quarters import Quarter, overlap, quarters_from
from assure.model.actions import Action
from assure.model.base import Provenance
from assure.model.plan import Plan
from assure.model.registers import Capacity

QUARTERS_AHEAD = 6
TENTH = Decimal("0.1")
MOST_DAYS = 100_000  # about 450 officers for a year


@dataclass
class Share:
    """What one action asks of one quarter, in days."""

    ref: str
    days: Decimal


@dataclass
class OwnerLoad:
    """One post or team: days asked in each quarter, and the days agreed a quarter."""

    name: str
    kind: str = "post"
    agreed: Decimal | None = None
    capacity: Capacity | None = None
    actions: list[Action] = field(default_factory=list)  # open ones it answers for
    shares: dict[Quarter, list[Share]] = field(default_factory=dict)

    def days(self, quarter: Quarter) -> Decimal:
        """Days asked in ``quarter``, to a tenth."""
        total = sum((share.days for share in self.shares.get(quarter, [])), Decimal(0))
        return total.quantize(TENTH, ROUND_HALF_UP)

    def worst(self) -> Quarter | None:
        """The quarter that asks for most; None when no effort is given."""
        return max(self.shares, key=lambda q: (self.days(q), -q.start.toordinal()), default=None)

    def seen(self) -> tuple[Provenance, ...]:
        """The agreed days, then the effort cells of the worst quarter."""
        places: list[Provenance] = []
        if self.capacity and "days" in self.capacity.seen:
            places.append(self.capacity.seen["days"])
        worst = self.worst()
        asked = {share.ref for share in self.shares.get(worst, [])} if worst else set()
        places.extend(
            action.seen["effort_days"]
            for action in self.actions
            if action.ref in asked and "effort_days" in action.seen
        )
        return tuple(places)


def same_name(name: str) -> str:
    """One key for "Parks & Leisure  Manager" and "parks and leisure manager"."""
    return " ".join(name.casefold().replace("&", " and ").split())


def is_vacant(capacity: Capacity, as_of: dt.date) -> bool:
    """Marked vacant, and not only from a day that is still to come."""
    since = capacity.vacant_since.earliest
    return capacity.vacant and (since is None or since <= as_of)


def remaining_days(action: Action) -> Decimal | None:
    """Effort still to give, in days, never negative.

    None when no effort is stated, or one that no plan can mean (a slip of the keyboard).
    """
    effort = action.effort_days
    if effort is None or not 0 <= effort <= MOST_DAYS:
        return None
    return effort * (100 - min(max(action.percent or 0, 0), 100)) / 100


def spread(
    action: Action, quarters: tuple[Quarter, ...], as_of: dt.date
) -> Iterator[tuple[Quarter, Decimal]]:
    """The days an open action asks of each of ``quarters``; quarters it misses are left out."""
    days, last = remaining_days(action), action.deadline.latest
    if not days or last is None:
        return
    if last < as_of:
        yield quarters[0], days
        return
    first = max(action.start.earliest or quarters[0].start, quarters[0].start)
    first = min(first, last)
    length = (last - first).days + 1
    for quarter in quarters:
        inside = overlap(first, last, quarter)
        if inside:
            yield quarter, days * inside / length


def loads(plan: Plan, as_of: dt.date) -> tuple[OwnerLoad, ...]:
    """Every post or team that owns open actions or has agreed days, in order of first mention."""
    quarters = quarters_from(as_of, QUARTERS_AHEAD, plan.year_starts)
    found: dict[str, OwnerLoad] = {}
    for capacity in plan.capacity:
        kind = "team" if "team" in capacity.kind.casefold() else "post"
        agreed = capacity.days if capacity.days is not None and capacity.days >= 0 else None
        found.setdefault(same_name(capacity.name), OwnerLoad(capacity.name, kind, agreed, capacity))
    for action in plan.actions:
        name = action.owner.name
        if name is None and len(action.owner.names) == 1:
            # A team with agreed days carries load even though no one person answers for it.
            name = action.owner.names[0] if same_name(action.owner.names[0]) in found else None
        if name is None or not action.open:
            continue
        load = found.setdefault(same_name(name), OwnerLoad(name))
        load.actions.append(action)
        shares: defaultdict[Quarter, list[Share]] = defaultdict(list, load.shares)
        for quarter, days in spread(action, quarters, as_of):
            shares[quarter].append(Share(action.ref, days))
        load.shares = dict(shares)
    return tuple(found.values())
