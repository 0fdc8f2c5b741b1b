"""How many days each post and team is asked for, quarter by quarter, and how many it agreed to.

What is left of an action's effort is spread evenly over the calendar days from its start, or from
the first day of this quarter if that is later, to its deadline. What is late falls due now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from tests.recount import quarters
from tests.recount.given import (
    JSON,
    Given,
    deadline,
    first_day,
    names,
    number,
    one_name,
    rounded,
    same,
    still,
)
from tests.recount.quarters import Quarter

MOST_DAYS = 100_000  # effort beyond this is a slip of the keyboard


@dataclass
class Load:
    name: str
    kind: str = "post"
    agreed: Fraction | None = None
    line: JSON | None = None  # of the capacity sheet
    actions: list[JSON] = field(default_factory=list)
    asked: dict[Quarter, dict[str, Fraction]] = field(default_factory=dict)  # days by reference

    def days(self, quarter: Quarter) -> Fraction:
        """To a tenth, halves up."""
        return rounded(sum(self.asked.get(quarter, {}).values(), Fraction(0)), 1)

    def worst(self) -> Quarter | None:
        """The quarter that asks for most, the first of equals."""
        return min(self.asked, key=lambda q: (-self.days(q), q.month), default=None)


def left_of(action: JSON) -> Fraction:
    """Officer days still to give."""
    effort = number(action.get("effort_days"))
    if effort is None or not 0 <= effort <= MOST_DAYS:
        return Fraction(0)
    done = min(max(action.get("percent") or 0, 0), 100)
    return effort * (100 - done) / 100


def spread(action: JSON, given: Given) -> dict[Quarter, Fraction]:
    ahead, days, last = quarters.ahead(given), left_of(action), deadline(action)
    if not days or last is None:
        return {}
    if last < given.as_of:
        return {ahead[0]: days}
    starts = first_day(action.get("start")) or ahead[0].first
    first = min(max(starts, ahead[0].first), last)
    length = (last - first).days + 1
    inside = {quarter: quarter.days_of(first, last) for quarter in ahead}
    return {quarter: days * count / length for quarter, count in inside.items() if count}


def loads(given: Given) -> list[Load]:
    """Who has agreed days or answers for open actions, in order of first mention."""
    found: dict[str, Load] = {}
    for line in given.list("capacity"):
        agreed = number(line.get("days"))
        if agreed is not None and agreed < 0:
            agreed = None
        kind = "team" if "team" in line.get("kind", "post").casefold() else "post"
        found.setdefault(same(line["name"]), Load(line["name"], kind, agreed, line))
    for action in still(given.actions):
        name, written = one_name(action.get("owner")), names(action.get("owner"))
        if name is None and len(written) == 1 and same(written[0]) in found:
            name = written[0]  # a team that has agreed days
        if name is None:
            continue
        load = found.setdefault(same(name), Load(name))
        load.actions.append(action)
        for quarter, days in spread(action, given).items():
            of_quarter = load.asked.setdefault(quarter, {})
            of_quarter[action["ref"]] = of_quarter.get(action["ref"], Fraction(0)) + days
    return list(found.values())


def by_load(given: Given) -> list[JSON]:
    """Those of whom days are asked, whoever is asked for most beyond the agreed ones first."""
    ahead = quarters.ahead(given)
    asked = [load for load in loads(given) if load.asked]

    def rank(load: Load) -> tuple[Fraction, Fraction, str]:
        most = max(load.days(quarter) for quarter in ahead)
        return load.agreed - most if load.agreed is not None else Fraction(0), -most, load.name

    return [
        {
            "name": load.name,
            "agreed": load.agreed,
            "quarters": [
                {
                    "label": quarter.label,
                    "start": quarter.first,
                    "days": load.days(quarter),
                    "actions": list(load.asked.get(quarter, {})),
                }
                for quarter in ahead
            ],
        }
        for load in sorted(asked, key=rank)
    ]


def by_quarter(given: Given) -> list[JSON]:
    """All of those who have agreed days, together."""
    known = [(load, load.agreed) for load in loads(given) if load.agreed is not None]
    return [
        {
            "label": quarter.label,
            "start": quarter.first,
            "days": sum((load.days(quarter) for load, _ in known), Fraction(0)),
            "agreed": sum((agreed for _, agreed in known), Fraction(0)),
            "over": [load.name for load, agreed in known if load.days(quarter) > agreed],
        }
        for quarter in quarters.ahead(given)
    ]
