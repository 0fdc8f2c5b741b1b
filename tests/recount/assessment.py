"""Every number and day of an assessment, by the JSON pointer under which it stands.

``recount`` works out, from the review's document, what stands under each part of the assessment.
Of the assessment it takes the findings (what they are is the rules' business, held by other tests;
how many they are is counted here), the tiers of ratings, and what was read of words: the steps of a
milestone's cell, and the partner that an owner's words mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.recount import (
    actions,
    answers,
    easing,
    findings,
    indicators,
    links,
    loads,
    progress,
    promises,
    quality,
    quarters,
    ratings,
)
from tests.recount.given import JSON, Given, day

DAYS_TO_DECIDE = dt.timedelta(28)  # from the board's meeting, or from the as-of date

Recount = Callable[[Given, JSON, JSON], Any]

# What stands under each pointer: (review, assessment, rulebook) → the figures, in its shape.
PARTS: dict[str, Recount] = {
    "/as_of": lambda given, *_: given.as_of,
    "/board_date": lambda given, *_: day(given.review.get("board_date")),
    "/period_start": lambda given, *_: given.period_start,
    "/period_end": lambda given, *_: day(given.plan.get("period_end")),
    "/problems": lambda given, *_: len(given.list("problems")),
    "/rules": lambda given, _, book: live(given, book),
    "/findings": lambda given, told, _: findings.terms(given, told["findings"]),
    "/fired": lambda given, told, _: findings.by_rule(given, told["findings"]),
    "/lines": lambda given, *_: actions.lines(given),
    "/answering": lambda given, *_: answers.answering(given),
    "/judgements": lambda given, *_: answers.judgements(given),
    "/promises": lambda given, *_: promises.standing(given),
    "/decisions": lambda given, told, _: [{"by": decide_by(given)} for _ in told["decisions"]],
    "/ratings": lambda given, told, book: rated(given, book),
    "/proposals": lambda given, *_: [],  # tiers and sentences alone; their numbers are in told.py
    "/thresholds": lambda given, told, book: [
        {"key": one["key"], "value": ratings.limits(given, book)[one["key"]]}
        for one in told["thresholds"]
    ],
    "/unused_set_asides": lambda given, told, _: unused(given, told),
    "/measures": lambda given, told, _: measures(given, told),
}


def measures(given: Given, told: JSON) -> JSON:
    """All that a report prints of the plan, its indicators and what was answered."""
    found, read = told["findings"], told["measures"]
    return {
        **actions.totals(given),
        **findings.by_severity(findings.counted(found)),
        "set_aside": sum(findings.set_aside(given, found)),
        "outcomes": findings.outcomes(given, found),
        "loads": loads.by_load(given),
        "quarters": loads.by_quarter(given),
        "easing": easing.easing(given, read["timeline"]),
        "bunching": actions.bunching(given),
        "timeline": links.timeline(given, read["timeline"]),
        "systems": links.systems(given, read["systems"]),
        "spreads": answers.spreads(given),
        "trajectories": indicators.trajectories(given),
        "swot": answers.swot(given),
        "tows": [],
        "pestelo": answers.pestelo(given),
        "areas": [
            {name: value for name, value in area.items() if name != "lowest"}
            for area in answers.areas(given)
        ],
        "quarter_now": quarters.number_now(given),
        "quarter_told": quarters.number_told(given),
        "progress": progress.by_priority(given),
    }


def rated(given: Given, book: JSON) -> list[JSON]:
    fresh = ratings.limits(given, book).get("stale-evidence-days", Fraction(365))
    return [{"data": data} for data in quality.every(given, fresh)]


def decide_by(given: Given) -> dt.date:
    return (day(given.review.get("board_date")) or given.as_of) + DAYS_TO_DECIDE


def live(given: Given, book: JSON) -> int:
    """The rules that judge: those that are not switched off or withdrawn, and give findings."""
    off = given.review.get("off", [])
    return sum(
        "rates" not in rule and rule["code"] not in off and rule.get("status") != "deprecated"
        for rule in book["rules"].values()
    )


def unused(given: Given, told: JSON) -> list[JSON]:
    known = {finding["fingerprint"] for finding in told["findings"]}
    asides = {one["fingerprint"]: one for one in given.review.get("set_asides", [])}
    return [
        {"at": day(one["at"]), "until": day(one["until"])}
        for fingerprint, one in asides.items()
        if fingerprint not in known
    ]


def recount(given: Given, told: JSON, book: JSON) -> dict[str, Any]:
    """The figures by pointer. ``told`` is the assessment, ``book`` the rules as data."""
    return {
        pointer: value
        for part, of in PARTS.items()
        for pointer, value in leaves(of(given, told, book), part)
    }


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in ``value`` that is no list and no table, with where it stands."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, f"{pointer}/{name}")
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from leaves(part, f"{pointer}/{place}")
    elif value is not None:
        yield pointer, value


def is_figure(value: Any) -> bool:
    """A number or a day; what is written, such as a reference, is none."""
    return isinstance(value, int | Decimal | Fraction | dt.date) and not isinstance(value, bool)


def alike(one: Any, other: Any) -> bool:
    """The same figure, however many noughts end it."""
    if isinstance(one, dt.datetime) or isinstance(other, dt.datetime):
        return False
    if isinstance(one, Decimal):
        one = Fraction(one)
    if isinstance(other, Decimal):
        other = Fraction(other)
    return bool(one == other)
