"""Rulebooks and actions of any number, the same on every run, alike in shape to real ones.

The rules are written in the condition language and look at 24 fields of an action, most of them
at whether it is open and at one to three things more. What actions hold is weighed as in plans:
most is in order, what belongs together goes together, and what a plan does not ask for is missing
from all of its actions.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from assure.conditions.documents import Document
from assure.conditions.fields import Field, FieldType
from assure.conditions.language import parse
from assure.conditions.reading import Part
from assure.model.facts import Fact
from assure.model.findings import Confidence, Severity
from assure.rules.rulebook import FindingRule

STATUSES = ("in_progress", "not_started", "completed", "delayed", "paused", "cancelled", "unknown")
OWNERS = ("post", "team", "missing", "placeholder", "collective", "several", "organisation")
RAGS = ("green", "amber_green", "amber", "amber_red", "red")
DUES = ("day", "month", "quarter", "ongoing", "missing", "vague", "recurring", "relative")
WORDS = {"status": STATUSES, "owner_kind": OWNERS, "rag": RAGS, "due_kind": DUES}
WEIGHTS = (12, 6, 3, 2, 1, 1, 1, 1)  # of each list above, from its front

YES_OR_NO = {  # how often it is so
    "vague": 0.2,
    "owner_vacant": 0.03,
    "resources_given": 0.8,
    "doubts_money": 0.1,
    "lacks_money": 0.05,
    "evidence_given": 0.3,
    "reason_given": 0.3,
    "troubled": 0.1,
    "points_elsewhere": 0.05,
}
ASKED = ("owner_asked", "status_asked", "due_asked", "evidence_asked")  # alike in a whole plan
LIMITS = {
    "days_late": (0, 30, 90),
    "percent": (0, 50, 100),
    "times_redated": (1, 2, 3),
    "effort_days": (10, 40),
}
DATES = ("start", "due", "plan_start")

FIELDS = {
    field.name: field
    for field in (
        *(Field(name=name, type=FieldType.ENUM, values=words) for name, words in WORDS.items()),
        *(Field(name=name, type=FieldType.BOOL) for name in ("open", *YES_OR_NO, *ASKED)),
        *(Field(name=name, type=FieldType.INT) for name in LIMITS),
        *(Field(name=name, type=FieldType.DATE) for name in DATES),
    )
}


def rules(count: int, seed: int = 1) -> list[FindingRule]:
    """``count`` rules over actions."""
    chance = random.Random(seed)
    return [_rule(f"RUN-{number:03}", chance) for number in range(count)]


def _rule(code: str, chance: random.Random) -> FindingRule:
    parts = [_test(chance) for _ in range(chance.choice((1, 2, 2, 3)))]
    if len(parts) == 3:
        parts = [parts[0], {"any": parts[1:]}]
    when = {"all": [{"open": chance.random() < 0.9}, *parts]}
    return FindingRule(
        code=code,
        name=code.lower(),
        family="bench",
        since="0",
        subject="action",
        when=parse(Part.whole(Document(code, when)), FIELDS),
        finding="",
        examples=(),
        severity=Severity.LOW,
        confidence=Confidence.LOW,
        why="",
        advice="",
        challenge="",
    )


def _test(chance: random.Random) -> dict[str, Any]:
    match chance.choice(("word", "word", "yes", "yes", "limit", "limit", "dates", "missing")):
        case "word":
            name = chance.choice(tuple(WORDS))
            some = chance.sample(WORDS[name], chance.choice((1, 1, 2, 3)))
            return {name: {chance.choice(("in", "in", "not_in")): some}}
        case "yes":
            return {chance.choice((*YES_OR_NO, *ASKED)): chance.random() < 0.5}
        case "limit":
            name = chance.choice(tuple(LIMITS))
            operator = chance.choice(("lt", "lte", "gt", "gte"))
            return {name: {operator: chance.choice(LIMITS[name])}}
        case "dates":
            one, other = chance.sample(DATES, 2)
            return {one: {chance.choice(("lt", "gt")): {"field": other}}}
    return {chance.choice(("rag", "percent", "due", "effort_days")): {"present": False}}


def plans(count: int, actions: int, seed: int = 1) -> Iterator[list[Fact]]:
    """The facts of ``count`` plans of ``actions`` actions each."""
    chance = random.Random(seed)
    for _ in range(count):
        asked = {name: chance.random() < 0.8 for name in ASKED}
        has = {name for name in ("rag", "percent", "effort_days", "start") if chance.random() < 0.7}
        yield [_action(number, chance, asked, has) for number in range(actions)]


def _action(number: int, chance: random.Random, asked: dict[str, bool], has: set[str]) -> Fact:
    values: dict[str, Any] = dict(asked)
    for name, words in WORDS.items():
        values[name] = chance.choices(words, WEIGHTS[: len(words)])[0]
    values["open"] = values["status"] not in ("completed", "cancelled")
    for name, share in YES_OR_NO.items():
        values[name] = chance.random() < share
    values["plan_start"] = dt.date(2026, 4, 1)
    values["start"] = values["plan_start"] + dt.timedelta(days=chance.randrange(-30, 365))
    if values["due_kind"] in ("day", "month", "quarter"):
        values["due"] = values["start"] + dt.timedelta(days=chance.randrange(-20, 700))
        late = (dt.date(2027, 10, 1) - values["due"]).days
        if values["open"] and late > 0:
            values["days_late"] = late
    if values["status"] in ("in_progress", "delayed"):
        values["percent"] = chance.randrange(0, 101, 5)
    values["times_redated"] = chance.choices((0, 1, 2, 3, 4), (20, 4, 2, 1, 1))[0]
    values["effort_days"] = chance.choice((2, 5, 10, 20, 60))
    for name in ("rag", "percent", "effort_days", "start"):
        if name not in has:
            values.pop(name, None)
    # Not validated: a million of them are made, and each value is of its field's type.
    return Fact.model_construct(
        subject="action", key=str(number), ref=str(number), title="", outcomes=(), values=values
    )
