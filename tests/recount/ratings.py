"""What the findings add up to for an outcome, a priority and the whole; and the strands of
delivery confidence. Each is a table of the figures that the sentences of a rating may hold."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tests.recount import answers, indicators, loads, quality
from tests.recount.findings import bearing_on, by_severity, counted
from tests.recount.given import JSON, Given, is_late, is_open, number, percent, status, still

DOUBTFUL = ("amber_red", "red")


def summary(given: Given, actions: list[JSON], findings: list[JSON], levels: list[str]) -> JSON:
    """``findings`` are those that count; ``levels`` how the outcomes were rated."""
    weighed = [action["ref"] for action in quality.weighed(given, actions)]
    todo = [action["ref"] for action in still(actions)]
    on_actions = [f for f in findings if f["subject"] == "action"]
    high = {f["ref"] for f in on_actions if f["severity"] == "high"}
    some = {f["ref"] for f in on_actions if f["severity"] != "low"}
    otherwise = of_another_kind(weighed, on_actions)
    with_high = sum(ref in high for ref in weighed)
    with_finding = sum(ref in some for ref in weighed)
    open_high = sum(ref in high for ref in todo)
    beside = [f for f in findings if f["subject"] != "action" and f["severity"] == "high"]
    rated = [level for level in levels if level != "not_rated"]
    doubtful = sum(level in DOUBTFUL for level in rated)
    return {
        "actions": sum(status(action) != "cancelled" for action in actions),
        "open_actions": len(todo),
        "weighed": len(weighed),
        **by_severity(findings),
        "with_high": with_high,
        "with_finding": with_finding,
        "high_share": percent(with_high, len(weighed)),
        "high_otherwise": otherwise,
        "high_otherwise_share": percent(otherwise, len(weighed)),
        "open_high": open_high,
        "open_high_share": percent(open_high, len(todo)),
        "finding_share": percent(with_finding, len(weighed)),
        "high_beside": len(beside),
        "columns_missing": columns_missing(given) if todo else 0,
        "outcomes": len(rated),
        "outcomes_red": rated.count("red"),
        "outcomes_amber_red": doubtful,
        "amber_red_share": percent(doubtful, len(rated)),
    }


def columns_missing(given: Given) -> int:
    dated = given.present("due") or given.present("revised")
    return (not given.present("owner")) + (not dated)


def of_another_kind(refs: list[str], on_actions: list[JSON]) -> int:
    """How many carry a high finding of another family than the one that leaves fewest."""
    high = [(f["ref"], f["family"]) for f in on_actions if f["severity"] == "high"]
    families = {family for ref, family in high if ref in refs}
    left = [
        sum(any(one == ref and other != family for one, other in high) for ref in refs)
        for family in families
    ]
    return min(left, default=0)


def levels_of(ratings: list[JSON], subject: str, refs: Iterable[str]) -> list[str]:
    wanted = set(refs)
    return [r["level"] for r in ratings if r["subject"] == subject and r["ref"] in wanted]


def of_rating(given: Given, assessment: JSON, subject: str, ref: str) -> JSON:
    """The summary behind one rating of plan quality."""
    findings, ratings = assessment["findings"], assessment["ratings"]
    every = [outcome["ref"] for outcome in given.list("outcomes")]
    if subject == "plan":
        levels = levels_of(ratings, "outcome", every)
        return summary(given, given.actions, counted(findings), levels)
    if subject == "outcome":
        return summary(given, given.serving(ref), bearing_on(ref, findings), [])
    refs = quality.priorities(given)[ref]
    actions = [a for a in given.actions if set(refs) & set(a.get("outcomes", []))]
    bearing = [f for f in counted(findings) if set(refs) & set(f["outcomes"])]
    return summary(given, actions, bearing, levels_of(ratings, "outcome", refs))


def of_proposal(given: Given, assessment: JSON, subject: str, ref: str) -> JSON:
    """The strands behind one proposal of delivery confidence."""
    whole = subject == "plan"
    actions = given.actions if whole else given.serving(ref)
    findings = assessment["findings"]
    bearing = counted(findings) if whole else bearing_on(ref, findings)
    proposed = [
        r["level"]
        for r in assessment["proposals"]
        if whole and r["subject"] == "outcome" and r["level"] != "not_rated"
    ]
    doubtful = sum(level in DOUBTFUL for level in proposed)
    high_risks = [f for f in bearing if f["subject"] == "risk" and f["severity"] == "high"]
    return {
        **pace(given, None if whole else ref),
        **lateness(given, actions),
        **(weakest(given) if whole else {}),
        **busiest(given, None if whole else ref),
        "risks_high": len(high_risks),
        "data_quality": next(
            r["data"]["percent"]
            for r in assessment["ratings"]
            if (r["subject"], r["ref"]) == (subject, ref)
        ),
        "outcomes": len(proposed),
        "outcomes_doubtful": doubtful,
        "outcomes_doubtful_share": percent(doubtful, len(proposed)),
    }


def pace(given: Given, outcome: str | None) -> JSON:
    """Of the indicators of which it can be said whether they will reach their target."""
    own = [i for i in given.list("indicators") if outcome is None or i.get("outcome") == outcome]
    verdicts = [indicators.Movement(one, given.as_of).verdict for one in own]
    known = [verdict for verdict in verdicts if verdict not in ("no_target", "no_data")]
    wrong, off = known.count("wrong_way"), known.count("wrong_way") + known.count("too_slow")
    return {
        "measures": len(known),
        "off": off,
        "off_share": percent(off, len(known)),
        "wrong": wrong,
        "wrong_share": percent(wrong, len(known)),
    }


def lateness(given: Given, actions: list[JSON]) -> JSON:
    if all(status(action) == "unknown" for action in actions):
        return {}
    late = sum(is_late(action, given.as_of) for action in actions)
    weighed = len(quality.weighed(given, actions))
    return {
        "open_actions": sum(map(is_open, actions)),
        "overdue": late,
        "weighed": weighed,
        "overdue_share": percent(late, weighed),
    }


def weakest(given: Given) -> JSON:
    """Of the areas of Progress Assurance that have an answer to half of their questions."""
    scores = [
        area["average"]
        for area in answers.areas(given)
        if area["average"] is not None
        and 2 * (area["answered"] + area["unknown"] + area["not_applicable"]) >= area["questions"]
    ]
    return {"weakest": min(scores)} if scores else {}


def busiest(given: Given, outcome: str | None) -> JSON:
    """What the busiest quarter asks of those with agreed days, all of them together."""
    asked = [
        load
        for load in loads.loads(given)
        if load.asked
        and load.agreed is not None
        and (outcome is None or any(outcome in a.get("outcomes", []) for a in load.actions))
    ]
    agreed = sum((load.agreed or 0 for load in asked), Fraction(0))
    quarters = {quarter for load in asked for quarter in load.asked}
    days = {q: sum((load.days(q) for load in asked), Fraction(0)) for q in quarters}
    if not agreed or not days:
        return {}
    most = min(days, key=lambda quarter: (-days[quarter], quarter.month))
    return {"most_asked": percent(days[most], agreed), "busiest": most.label}


def limits(given: Given, book: JSON) -> dict[str, Fraction]:
    """Every threshold by its name: the locality's own value, else that of the rulebook."""
    own = given.review.get("thresholds", {})
    shipped = book.get("thresholds", {})
    found = {key: number(own.get(key, one["value"])) for key, one in shipped.items()}
    return {key: value for key, value in found.items() if value is not None}
