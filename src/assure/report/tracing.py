"""A copy of what a report is made from in which every leaf with a figure knows where it stands.

The copies are of the classes that the nouns are of, so that whoever reads them finds what they are
used to.
"""

from __future__ import annotations

import datetime as dt
from abc import ABCMeta
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel

from assure.model.assessment import Assessment
from assure.report.kinds import Material
from assure.report.marks import PRIVATE
from assure.report.origins import Amount, Day, Figure, Listed, Measured, Said, tells_a_figure
from assure.report.pointers import Counted

N = TypeVar("N", bound=BaseModel)
EVIDENCE, REVIEW = "evidence:", "review:"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
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
    made: N = _value(noun, root)
    return made


def _assessment(assessment: Assessment) -> Assessment:
    made = of(assessment, EVIDENCE)
    held = made.__dict__
    for name, steps in _OF_REVIEW.items():
        at: Any = REVIEW
        for step in steps:
            at = (at, step)
        held[name] = _value(getattr(assessment, name), at)
    # Rules that rate come after those that find.
    rules = tuple(((EVIDENCE, "rules"), place) for place in range(assessment.rules))
    held["rules"] = _figure(assessment.rules, Counted(rules))
    return made


def _copying(kind: type[BaseModel]) -> Callable[[Any, Any], Any]:
    """What makes a copy of a noun of this ``kind``: of a class below its own, whose fields come
    into being when somebody asks for them. Most pages ask for few."""
    space = {
        "__module__": kind.__module__,
        "__getattr__": _field,
        "__eq__": _same,
        "__hash__": _hash,
    }
    # Made as any class is: pydantic would build validators, which no copy needs.
    below = ABCMeta.__new__(type(kind), kind.__name__, (kind,), space)

    def copied(noun: Any, at: Any) -> Any:
        made = object.__new__(below)
        object.__setattr__(made, "__dict__", {"origin_": at, "noun_": noun})
        return made

    return copied


def _field(self: Any, name: str) -> Any:
    held = self.__dict__
    try:
        value = held["noun_"].__dict__[name]
    except KeyError:
        raise AttributeError(name) from None
    held[name] = value = _value(value, (held["origin_"], name))
    return value


def _same(self: Any, other: object) -> bool:
    return bool(self.noun_ == getattr(other, "__dict__", {}).get("noun_", other))


def _hash(self: Any) -> int:
    return hash(self.noun_)


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


def _dict(value: dict[str, Any], at: Any) -> dict[str, Any]:
    """A key may be a heading, and so the words of a plan."""
    return {_clean(key): _value(item, (at, key)) for key, item in value.items()}


class _Acts(dict[type, Callable[[Any, Any], Any] | None]):
    """What to do with a value of a type; nothing with what holds no figure."""

    def __missing__(self, kind: type) -> Callable[[Any, Any], Any] | None:
        self[kind] = act = _copying(kind) if issubclass(kind, BaseModel) else None
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
