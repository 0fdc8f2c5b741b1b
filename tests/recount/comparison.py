"""Two reviews of one plan side by side: how far each figure moved, counted anew from both.

Reviews of one kept plan: an action is the same when its key is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.recount import actions, answers, indicators, loads
from tests.recount.assessment import recount
from tests.recount.findings import by_severity, counted, set_aside
from tests.recount.given import (
    JSON,
    Given,
    counted_when,
    day,
    deadline,
    is_open,
    long_day,
    names,
    short_day,
    status,
    still,
)

FIELDS = ("title", "owner", "status", "rag", "percent", "outcomes", "cost")
CAME = ("new", "returned", "new by the rules")
STAYED = ("still open", "set aside", "still set aside", "counts again")


class Side:
    """One of the two: its review, and the assessment that is told of it."""

    def __init__(self, given: Given, told: JSON, book: JSON) -> None:
        self.given, self.told, self.book = given, told, book
        self.figures = recount(given, told, book)
        self.by_key = {action["key"]: action for action in given.actions}
        self.version: int = given.plan.get("version", 0)


def compared(older: Side, newer: Side, told: JSON) -> dict[str, Any]:
    """What stands in a comparison, by its parts. ``told`` is the comparison, of which the order of
    ratings and answers is taken."""
    return {
        "older": {"as_of": older.given.as_of},
        "newer": {"as_of": newer.given.as_of},
        "figures": list(figures(older, newer)),
        "indicators": list(of_indicators(older, newer)),
        "ratings": [of_rating(older, newer, one) for one in told["ratings"]],
        "areas": list(areas(older, newer)),
        "actions": [*moved(older, newer), *gone(older, newer)],
        "answers": [
            {
                "respondents_before": respondents(older, one),
                "respondents_after": respondents(newer, one),
                "was": counted_answer(older, one),
                "now": counted_answer(newer, one),
            }
            for one in told["answers"]
        ],
    }


def side_figures(side: Side) -> dict[str, Fraction]:
    found = side.told["findings"]
    totals = actions.totals(side.given)
    excess = [
        [max(load.days(quarter) - load.agreed, Fraction(0)) for quarter in load.asked]
        for load in loads.loads(side.given)
        if load.agreed is not None
    ]
    counts = {
        **{name: totals[name] for name in ("actions", "open_actions", "closed_actions", "overdue")},
        **{name: totals[name] for name in ("accountable", "dated")},
        **by_severity(counted(found)),
        "set_aside": sum(set_aside(side.given, found)),
        "over": sum(any(days) for days in excess),
        "days_over": sum((sum(days, Fraction(0)) for days in excess), Fraction(0)),
        "problems": len(side.given.list("problems")),
    }
    return {name: Fraction(count) for name, count in counts.items()}


def figures(older: Side, newer: Side) -> Iterator[JSON]:
    before, after = side_figures(older), side_figures(newer)
    for key in before:
        yield {
            "key": key,
            "before": before[key],
            "after": after[key],
            "difference": after[key] - before[key],
        }


def of_indicators(older: Side, newer: Side) -> Iterator[JSON]:
    """The newest value of each indicator in both."""
    sides = [{one["ref"]: one for one in side.given.list("indicators")} for side in (newer, older)]
    for ref in dict.fromkeys([*sides[0], *sides[1]]):
        row: JSON = {"ref": ref}
        for name, side, known in (("after", newer, sides[0]), ("before", older, sides[1])):
            history = indicators.measured(known[ref], side.given.as_of) if ref in known else []
            row[name] = history[-1].value if history else None
            row[f"{name}_day"] = history[-1].day if history else None
        yield row


def of_rating(older: Side, newer: Side, told: JSON) -> JSON:
    """The data quality beside a rating of plan quality, in both."""
    row: JSON = {"ref": told["ref"]}
    if told["what"] == "plan quality":
        for name, side in (("data_before", older), ("data_after", newer)):
            places = [(r["subject"], r["ref"]) for r in side.told["ratings"]]
            about = (told["subject"], told["ref"])
            if about in places:
                row[name] = side.figures.get(f"/ratings/{places.index(about)}/data/percent")
    return row


def areas(older: Side, newer: Side) -> Iterator[JSON]:
    """Means over the questions that were scored in both; and over all that were scored."""
    sides = [scores(side) for side in (older, newer)]
    for area in answers.AREAS:
        before, after = ({k: v for k, v in one.items() if k[0] == area} for one in sides)
        both = sorted(before.keys() & after.keys())
        if before or after:
            yield {
                "key": area,
                "before": answers.mean([before[key] for key in both]),
                "after": answers.mean([after[key] for key in both]),
                "compared": len(both),
                "left_out": len(before.keys() | after.keys()) - len(both),
                "whole_before": answers.mean(list(before.values())),
                "whole_after": answers.mean(list(after.values())),
            }


def scores(side: Side) -> dict[str, int]:
    every = answers.counting(side.given, answers.PROGRESS)
    scored = {key: answers.score(answer) for key, answer in every.items()}
    return {key: score for key, score in scored.items() if score is not None}


def respondents(side: Side, told: JSON) -> int:
    said = answers.heard(side.given, told["questionnaire"]).get(told["question"])
    return len(said.separate) if said else 0


def counted_answer(side: Side, told: JSON) -> str | None:
    """A list by how long it is, a day as it is written out; None for what is written in words."""
    answer = answers.counting(side.given, told["questionnaire"]).get(told["question"])
    if answer is None or answers.state(answer) != "answered":
        return None
    if told["kind"] == "entries":
        rows = len(answers.entries(answer))
        return f"{rows} {'entry' if rows == 1 else 'entries'}"
    on = day(answer.get("value")) if told["kind"] == "date" else None
    return long_day(on) if on else None


def moved(older: Side, newer: Side) -> Iterator[JSON]:
    """Actions that are new or differ, in the order of the newer plan."""
    remembered = {one["action"]["key"] for one in older.given.list("gone")}
    for action in newer.given.actions:
        old = older.by_key.get(action["key"])
        if old is None:
            fate = "back" if action["key"] in remembered else "new"
            yield {"key": action["key"], "fate": fate, "fields": []}
            continue
        fields = [one for name in FIELDS if (one := field(name, old, action, older))]
        fields += [one] if (one := redated(old, action, older)) else []
        fate = fate_of(old, action)
        if fields or fate != "kept":
            yield {"key": action["key"], "fate": fate, "fields": fields}


def gone(older: Side, newer: Side) -> Iterator[JSON]:
    """Actions that the newer plan has no more: closed with a year, or only left out."""
    for action in older.given.actions:
        if action["key"] in newer.by_key:
            continue
        closed = [a for year in newer.given.list("closed") for a in year.get("actions", [])]
        then = next((one for one in closed if one["key"] == action["key"]), None)
        if then is not None:
            fate = fate_of(action, then)
            fate = "gone closed" if fate == "kept" else fate
        else:
            fate = "gone" if is_open(action) else "gone closed"
        yield {"key": action["key"], "fate": fate, "fields": []}


def fate_of(old: JSON, new: JSON) -> str:
    if status(old) == status(new) or (is_open(old) and is_open(new)):
        return "kept"
    return status(new) if status(new) in ("completed", "cancelled") else "reopened"


def plain(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def field(name: str, old: JSON, new: JSON, older: Side) -> JSON | None:
    values = [names(one.get("owner")) if name == "owner" else one.get(name) for one in (old, new)]
    was, now = (
        sorted(value)
        if name == "outcomes"
        else list(map(plain, value))
        if name == "owner"
        else plain(value)
        for value in ([v or [] for v in values] if name in ("owner", "outcomes") else values)
    )
    if was == now:
        return None
    told = {"was": share(values[0]), "now": share(values[1])} if name == "percent" else {}
    return {"field": name, **told, **past(name, new, older)}


def share(value: int | None) -> str:
    return "" if value is None else f"{value}%"


def settled(action: JSON) -> str:
    """The deadline as a table has it; what was written where that settles no day."""
    due = deadline(action)
    return short_day(due) if due else str(counted_when(action).get("text", ""))


def redated(old: JSON, new: JSON, older: Side) -> JSON | None:
    """Also a date that was moved and moved back."""
    was, now = deadline(old), deadline(new)
    told = past("due", new, older)
    if was == now and told["times"] < 2:
        return None
    days = (now - was).days if was and now else None
    return {"field": "due", "was": settled(old), "now": settled(new), "days": days, **told}


def past(name: str, action: JSON, older: Side) -> JSON:
    """How often it was changed after the older review, and when last, as its own past tells."""
    told = [one for one in action.get("revisions", []) if one["field"] == name][1:]
    since = [one for one in told if one.get("version", 0) > older.version]
    return {"times": len(since) or 1, "at": day(since[-1].get("at")) if since else None}


def course(reviews: list[Given]) -> JSON:
    """A plan at each of its reviews, the oldest first."""
    return {
        "reviews": [
            {
                "as_of": given.as_of,
                "open_actions": len(still(given.actions)),
                "reported": actions.by_reported(still(given.actions)),
            }
            for given in reviews
        ],
        "left_out": 0,
    }
