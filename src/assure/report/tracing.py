"""A copy of what a report is made from in which every leaf with a figure knows where it stands.

The nouns are rebuilt field by field without validation, of the same classes, so that whoever
reads them finds what they are used to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from assure.model.assessment import Assessment
from assure.report.kinds import Material
from assure.report.origins import (
    PRIVATE,
    Amount,
    Counted,
    Day,
    Figure,
    Listed,
    Measured,
    Said,
    tells_a_figure,
)

N = TypeVar("N", bound=BaseModel)
EVIDENCE, REVIEW = "evidence:", "review:"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# In which cell each field of a plan was seen: no page prints it, and there is much of it.
_LEFT = "seen"
LONGEST_REF = 12  # what is no longer may be a reference, by which things are counted

# What of an assessment stands in the review that travels with it. All else is in the evidence,
# under its own name.
_OF_REVIEW = {
    "review": ("key",),
    "name": ("name",),
    "kind": ("kind",),
    "as_of": ("as_of",),
    "board_date": ("board_date",),
    "partnership": ("plan", "partnership"),
    "plan_title": ("plan", "title"),
    "period_start": ("plan", "period_start"),
    "period_end": ("plan", "period_end"),
}


def traced(material: Material) -> Material:
    """``material`` with origins. Facts, which no page shows, are left as they are."""
    return replace(
        material,
        review=of(material.review, REVIEW),
        assessment=_assessment(material.assessment),
        comparison=material.comparison and of(material.comparison, (EVIDENCE, "comparison")),
        course=material.course and of(material.course, (EVIDENCE, "course")),
        questions=_value(material.questions, (EVIDENCE, "questions")),
    )


def of(noun: N, root: Any) -> N:
    """A copy of ``noun``, which stands at ``root``."""
    made: N = _noun(noun, root)
    return made


def _assessment(assessment: Assessment) -> Assessment:
    values = {}
    for name in _fields(Assessment):
        at: Any = (EVIDENCE, name)
        if steps := _OF_REVIEW.get(name):
            at = REVIEW
            for step in steps:
                at = (at, step)
        elif name == "rules":
            # Those that rate come after them.
            rules = (EVIDENCE, "rules")
            at = Counted(tuple((rules, place) for place in range(assessment.rules)))
        values[name] = _value(getattr(assessment, name), at)
    made: Assessment = _rebuilt(assessment, values, EVIDENCE)
    return made


@cache
def _fields(noun: Any) -> tuple[str, ...]:
    return tuple(noun.model_fields)


def _noun(noun: Any, at: Any) -> Any:
    held = noun.__dict__
    values = {}
    kind: Any = type(noun)
    for name in _fields(kind):
        value = held[name]
        act = _BY_TYPE[type(value)]
        if act is not None and (act is not _dict or name != _LEFT):
            value = act(value, (at, name))
        values[name] = value
    return _rebuilt(noun, values, at)


def _rebuilt(noun: Any, values: dict[str, Any], at: Any) -> Any:
    made = object.__new__(type(noun))
    values["origin_"] = at
    put = object.__setattr__
    put(made, "__dict__", values)
    put(made, "__pydantic_fields_set__", noun.__pydantic_fields_set__)
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)
    return made


def _value(value: Any, at: Any) -> Any:
    act = _BY_TYPE[type(value)]
    return value if act is None else act(value, at)


def _text(value: str, at: Any) -> str:
    if not value or (len(value) > LONGEST_REF and not tells_a_figure(value)):
        return _clean(value)
    return _said(value, at)


def _said(value: str, at: Any) -> str:
    said = Said(_clean(value))
    said.origin = at
    return said


def _clean(value: str) -> str:
    """Whoever writes a plan makes no marks."""
    if value.isascii() or not PRIVATE.search(value):
        return value
    return PRIVATE.sub(REPLACEMENT, value)


def _figure(value: int, at: Any) -> int:
    made = Figure(value)
    made.origin = at
    return made


def _amount(value: Decimal, at: Any) -> Decimal:
    made = Amount(value)
    made.origin = at
    return made


def _measured(value: float, at: Any) -> float:
    made = Measured(value)
    made.origin = at
    return made


def _day(value: dt.date, at: Any) -> dt.date:
    made = dt.date.__new__(Day, value.year, value.month, value.day)
    made.origin = at
    return made


def _list(value: tuple[Any, ...], at: Any) -> tuple[Any, ...]:
    items = []
    for place, item in enumerate(value):
        step = (at, place)
        # What stands in a list may be counted, whatever it says.
        items.append(_said(item, step) if type(item) is str else _value(item, step))
    made = Listed(items)
    made.origin = at
    return made


def _loose_list(value: list[Any], at: Any) -> list[Any]:
    return [_value(item, (at, place)) for place, item in enumerate(value)]


def _dict(value: dict[Any, Any], at: Any) -> dict[Any, Any]:
    return {key: _value(item, (at, str(key))) for key, item in value.items()}


class _Acts(dict[type, Callable[[Any, Any], Any] | None]):
    """What to do with a value of a type; nothing with what holds no figure."""

    def __missing__(self, kind: type) -> Callable[[Any, Any], Any] | None:
        self[kind] = act = _noun if issubclass(kind, BaseModel) else None
        return act


_BY_TYPE = _Acts(
    {
        str: _text,
        int: _figure,
        float: _measured,
        Decimal: _amount,
        dt.date: _day,
        tuple: _list,
        list: _loose_list,
        dict: _dict,
    }
)
