"""Open actions in time, what waits for what, and who ties outcomes to one another.

Which steps a cell of milestones has, and which partner an owner's words mean, is reading and is
taken as it was read. The day of a step is held against its own words.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations

from tests.recount import loads, quarters
from tests.recount.given import (
    JSON,
    MONTHS,
    Given,
    deadline,
    first_day,
    is_late,
    is_open,
    same,
    status,
    still,
)

# A plan cannot go as it is written where an action waits for something that is so.
BROKEN = ("cancelled", "circle", "before", "late", "undated")
SEASONS = {"spring": 5, "summer": 8, "autumn": 11}  # their last months
MONTH = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)})(?: (\d{{4}}))?")
SEASON = re.compile(rf"({'|'.join(SEASONS)}) (\d{{4}})")


def timeline(given: Given, told: JSON) -> JSON:
    read = {work["ref"]: work["milestones"] for work in told["work"]}
    return {
        "as_of": given.as_of,
        "until": quarters.ahead(given, 4)[-1].last,
        "began": given.period_start,
        "work": [
            work(action, read.get(action["ref"], ()), given) for action in still(given.actions)
        ],
        "waits": waits(given),
    }


def work(action: JSON, steps: list[JSON], given: Given) -> JSON:
    due = deadline(action)
    return {
        "ref": action["ref"],
        "start": first_day(action.get("start")),
        "due": due,
        "days_late": (given.as_of - due).days if due and is_late(action, given.as_of) else 0,
        "milestones": [{"day": meant(step["text"], action)} for step in steps],
    }


def meant(words: str, action: JSON) -> dt.date | None:
    """The last day that the words of a step mean: ``by March 2026``, ``in summer 2027``; the year
    from the action's own dates where these leave one. Not of when it begins or how often it is."""
    if re.search(r"\b(from|since|each|every)\b", words):
        return None
    if season := SEASON.search(words):
        return quarters.Quarter(int(season[2]) * 12 + SEASONS[season[1]] - 3).last
    named = MONTH.findall(words)
    if len(named) != 1:
        return None
    day, month, year = named[0]
    number = MONTHS.index(month) + 1
    if year:
        return last_of(day, number, int(year))
    start, due = first_day(action.get("start")), deadline(action)
    if not start or not due or not words.endswith(month):
        return None
    fit = [
        one
        for own in range(start.year, due.year + 1)
        if start <= (one := last_of(day, number, own)) and last_of(day or "1", number, own) <= due
    ]
    return fit[0] if len(fit) == 1 else None


def last_of(day: str, month: int, year: int) -> dt.date:
    if day:
        return dt.date(year, month, int(day))
    following = dt.date(year + (month == 12), month % 12 + 1, 1)
    return following - dt.timedelta(1)


def waits(given: Given) -> list[JSON]:
    """What each open action waits for: what cannot go as written first, then by its deadline."""
    found = []
    for line in given.list("dependencies"):
        waiting = given.action(line["action"])
        if waiting is None or not is_open(waiting):
            continue
        needed = given.action(line.get("on"))
        found.append(
            {
                "action": waiting["ref"],
                "due": deadline(waiting),
                "on": needed["ref"] if needed else "",
                "on_due": deadline(needed) if needed else None,
                "state": state(waiting, needed, given),
            }
        )
    return sorted(found, key=lambda one: (one["state"] not in BROKEN, one["due"] or dt.date.max))


def state(waiting: JSON, needed: JSON | None, given: Given) -> str:
    if needed is None:
        return "outside"
    if not is_open(needed):
        return "cancelled" if status(needed) == "cancelled" else "done"
    if needed["ref"] != waiting["ref"] and waiting["ref"] in reached(needed["ref"], given):
        return "circle"
    due, until = deadline(waiting), deadline(needed)
    if due and until and due < until:
        return "before"
    if until is None:
        return "undated"
    if until < given.as_of:
        return "late"
    return "in_order" if due else "no_date"


def reached(ref: str, given: Given) -> set[str]:
    """The open actions that an open action waits for, at any distance."""
    found: set[str] = set()
    left = [ref]
    while left:
        here = left.pop()
        for line in given.list("dependencies"):
            needed, waiting = given.action(line.get("on")), given.action(line["action"])
            both = needed and waiting and is_open(needed) and is_open(waiting)
            if both and line["action"] == here and line["on"] not in found:
                found.add(line["on"])
                left.append(line["on"])
    return found


def systems(given: Given, told: JSON) -> JSON:
    """``told`` has the partners among the carriers; all else is worked out."""
    carriers = [carrier(one, given) for one in told["carriers"]]
    carried = [
        {"start": one["name"], "end": outcome, "refs": serving(one["actions"], outcome, given)}
        for one, as_told in zip(carriers, told["carriers"], strict=True)
        for outcome in as_told["outcomes"]
    ]
    ties = [*heaviest(carried), *heaviest(waiting(given)), *heaviest(shared(given))]
    return {"carriers": carriers, "ties": [{"broken": 0, **tie} for tie in ties]}


def heaviest(ties: list[JSON]) -> list[JSON]:
    return sorted(ties, key=lambda tie: (-tie.get("broken", 0), -len(tie["refs"])))


def serving(refs: list[str], outcome: str, given: Given) -> list[str]:
    return [ref for ref in refs if outcome in (given.action(ref) or {}).get("outcomes", [])]


def carrier(told: JSON, given: Given) -> JSON:
    """The open actions of a post or team; of a partner as they were read."""
    if told["kind"] == "partner":
        return {"name": told["name"], "actions": list(told["actions"])}
    own = next(load for load in loads.loads(given) if same(load.name) == same(told["name"]))
    return {"name": own.name, "actions": list(dict.fromkeys(a["ref"] for a in own.actions))}


def shared(given: Given) -> list[JSON]:
    """Two outcomes that the same open actions serve."""
    order = [outcome["ref"] for outcome in given.list("outcomes")]
    found: dict[tuple[str, str], list[str]] = {}
    for action in still(given.actions):
        serves = [ref for ref in order if ref in action.get("outcomes", [])]
        for pair in combinations(serves, 2):
            found.setdefault(pair, []).append(action["ref"])
    return [{"start": one, "end": two, "refs": refs} for (one, two), refs in found.items()]


def waiting(given: Given) -> list[JSON]:
    """Outcomes of which one waits for an open action of the other that serves none of its own."""
    found: dict[tuple[str, str], list[JSON]] = {}
    for wait in waits(given):
        ends = [given.action(wait["action"]), given.action(wait["on"])]
        if ends[1] is None or not is_open(ends[1]):
            continue
        first, second = (end.get("outcomes", []) if end else [] for end in ends)
        if set(first) & set(second):
            continue
        for start in first:
            for end in second:
                if given.outcome(start) and given.outcome(end):
                    found.setdefault((start, end), []).append(wait)
    return [
        {
            "start": start,
            "end": end,
            "refs": list(dict.fromkeys(wait["action"] for wait in own)),
            "broken": sum(wait["state"] in BROKEN for wait in own),
        }
        for (start, end), own in found.items()
    ]
