"""Where each figure of a page comes from, carried by the figure itself.

A page for a screen is made from a copy of its material in which every number, day and text with a
figure in it knows its origin (``pointers``). Such a value is used like any other. Where it is
printed it puts marks around its text, of which an element becomes that names the origin
(``marks``). On paper and in Word nothing is copied and nothing marked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Sized
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, TypeVar

from assure.report.marks import bare, between, marked, unmarked, wanted
from assure.report.pointers import Counted, Made

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_DIGIT = re.compile(r"\d")
LONG = 160


def tells_a_figure(text: str) -> bool:
    """Whether there is a figure in ``text``, or will be, with the note of its length once cut."""
    return len(text) > LONG or _DIGIT.search(text) is not None


class Figure(int):
    """A whole number that knows its origin."""

    origin: Any = None

    def __str__(self) -> str:
        return marked(self, int.__repr__(self))

    def __format__(self, spec: str) -> str:
        return marked(self, int.__format__(self, spec))

    def element(self) -> tuple[str, str]:
        return "data", f' value="{int.__repr__(self)}"'


class Amount(Decimal):
    """A decimal that knows its origin."""

    origin: Any = None

    def __str__(self) -> str:
        return marked(self, Decimal.__str__(self))

    def __format__(self, spec: str, *_: Any) -> str:
        return marked(self, format(Decimal(self), spec))

    def element(self) -> tuple[str, str]:
        return "data", f' value="{Decimal(self):f}"'


def _operators() -> None:
    """What is made of figures knows what it was made of. A sum from nought is its first part."""

    def put(name: str, how: str, *, swapped: bool = False) -> None:
        for kind, base in ((Figure, int), (Amount, Decimal)):
            plain = getattr(base, name)

            def act(self: Any, other: Any, plain: Any = plain) -> Any:
                value = plain(self, other)
                if how == "sum" and type(other) is int and other == 0:
                    return self
                parts = (other, self) if swapped else (self, other)
                return _made(value, how, parts)

            setattr(kind, name, act)

    for name, how in (("add", "sum"), ("sub", "difference"), ("mul", "product")):
        put(f"__{name}__", how)
        put(f"__r{name}__", how, swapped=True)
    put("__floordiv__", "quotient")
    for kind, base in ((Figure, int), (Amount, Decimal)):
        for name in ("__abs__", "__neg__"):
            plain = getattr(base, name)
            setattr(kind, name, lambda self, plain=plain: _made(plain(self), "size", (self,)))


def _made(value: Any, how: str, parts: tuple[Any, ...]) -> Any:
    if type(value) not in (int, Decimal):
        return value  # not implemented, or a fraction of a drawing
    origins: list[Any] = []
    for part in parts:
        origin = getattr(part, "origin", None)
        if how == "sum" and isinstance(origin, Made) and origin.how == "sum":
            origins.extend(origin.parts)
        else:
            origins.append(part if origin is None else origin)
    return with_origin(value, Made(how, tuple(origins)))


_operators()


class Measured(float):
    """A fraction that somebody answered, which knows its origin."""

    origin: Any = None

    def __str__(self) -> str:
        return marked(self, float.__repr__(self))

    def __format__(self, spec: str) -> str:
        return marked(self, float.__format__(self, spec))

    def element(self) -> tuple[str, str]:
        return "data", f' value="{float.__repr__(self)}"'


class Day(dt.date):
    """A day that knows its origin."""

    origin: Any = None

    def __str__(self) -> str:
        return marked(self, self.isoformat())

    def __format__(self, spec: str) -> str:
        return marked(self, self.strftime(spec) if spec else self.isoformat())

    def element(self) -> tuple[str, str]:
        return "time", f' datetime="{self.isoformat()}"'


class Said(str):
    """A text that knows its origin, whole or in part."""

    origin: Any = None

    def __str__(self) -> str:
        text = str.__str__(self)
        return marked(self, text) if tells_a_figure(text) else text

    def __format__(self, spec: str) -> str:
        text = str.__format__(self, spec)
        return marked(self, text) if tells_a_figure(text) else text

    def __getitem__(self, key: Any) -> str:
        return _said(str.__getitem__(self, key), self.origin)

    def __add__(self, other: str) -> str:
        if getattr(other, "origin", None) == self.origin:
            return _said(str.__add__(self, other), self.origin)
        return f"{self}{other}"

    def __radd__(self, other: str) -> str:
        return f"{other}{self}"

    def element(self) -> tuple[str, str]:
        return "span", ""


def _said(text: str, origin: Any) -> Said:
    said = Said(text)
    said.origin = origin
    return said


def _keeping(name: str) -> Callable[..., Any]:
    plain = getattr(str, name)

    def act(self: Said, *given: Any, **named: Any) -> Any:
        made = plain(self, *given, **named)
        if isinstance(made, str):
            return _said(made, self.origin)
        return type(made)(_said(one, self.origin) for one in made)

    return act


for _name in (
    *("strip", "lstrip", "rstrip", "lower", "upper", "casefold", "capitalize", "title", "replace"),
    *("removeprefix", "removesuffix", "split", "rsplit", "partition", "rpartition", "splitlines"),
):
    setattr(Said, _name, _keeping(_name))


class Line(str):
    """A line put together of what has origins of its own, and what it tells of, for counting."""

    origin: Any = None


LEAVES = (Figure, Amount, Measured, Day, Said)


class Listed(tuple[T, ...]):
    """A list of the material, which knows where it stands."""

    origin: Any = None


def kept(value: object, text: str) -> str:
    """``text``, made of ``value`` by one of our formats: it keeps the origin of the value."""
    if isinstance(value, Said):
        return _said(text, value.origin)
    if isinstance(value, LEAVES):
        return marked(value, text)
    if wanted() and isinstance(value, int | Decimal):
        return between(_untraced(value), text)
    return text


def _untraced(value: int | Decimal) -> Figure | Amount:
    return Figure(value) if isinstance(value, int) else Amount(value)


def kept_of(noun: object, text: str) -> str:
    """``text``, made of several fields of ``noun``: its origin is that of the noun."""
    origin = origin_of(noun) if wanted() else None
    return text if origin is None else _said(unmarked(text), origin)


def line_of(noun: object, text: str) -> str:
    """``text``, which tells of ``noun``: it counts as that, and its figures keep their origins."""
    line = Line(text)
    line.origin = origin_of(noun) if wanted() else None
    return line


def derived(text: str, how: str, *of: object) -> str:
    """``text``, worked out of values by something that has a name of its own, as the ``quarter``
    of a day."""
    origins = tuple(getattr(value, "origin", None) or value for value in of)
    if not wanted() or all(a is b for a, b in zip(origins, of, strict=True)):
        return text
    return _said(text, Made(how, origins))


def count(things: Iterable[object]) -> int:
    """How many ``things`` there are; on a page with origins it knows which.

    A row of a table that holds several things counts as the first of them.
    """
    if not wanted():
        return len(things) if isinstance(things, Sized) else sum(1 for _ in things)
    if isinstance(things, str):
        return len(bare(things))
    every = things if isinstance(things, tuple | list | dict) else tuple(things)
    whole = getattr(things, "origin", None)
    # A list without anything in it may be one that its document leaves out.
    if whole is not None and every:
        return figure(len(every), Made("count", (whole,)))
    origins = tuple(map(origin_of, every))
    if None in origins:
        return len(every)
    return figure(len(every), Counted(origins))


def tally(things: Iterable[T], by: Callable[[T], K]) -> dict[K, int]:
    """How many things there are of each sort, in the order in which the sorts first come."""
    sorts: dict[K, list[T]] = {}
    for thing in things:
        sorts.setdefault(by(thing), []).append(thing)
    return {sort: count(some) for sort, some in sorts.items()}


def most_common(things: Iterable[T], by: Callable[[T], K]) -> list[tuple[K, int]]:
    """The sorts of things, those of which there are most first."""
    return sorted(tally(things, by).items(), key=lambda sort: -sort[1])


def as_text(value: object) -> str:
    """What somebody answered, as text; "" for nothing. A text stays the one that it is."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def exact(value: object) -> Decimal:
    """A number that somebody answered, as a decimal. Raises ArithmeticError for other text."""
    plain = Decimal(str.__str__(value) if isinstance(value, str) else repr(value))
    origin = getattr(value, "origin", None)
    return plain if origin is None else with_origin(plain, origin)


def figure(value: int, origin: Any) -> int:
    made = Figure(value)
    made.origin = origin
    return made


def with_origin(value: Any, origin: Any) -> Any:
    """``value``, a whole number or a decimal, with this origin."""
    if isinstance(value, int):
        return figure(value, origin)
    made = Amount(value)
    made.origin = origin
    return made


def origin_of(thing: object) -> Any:
    """Where ``thing`` comes from; of a row that holds several, where the first of them does."""
    held = getattr(thing, "__dict__", {})
    # A noun may have a field of this name, which is something else.
    origin = held.get("origin_") if "origin_" in held else getattr(thing, "origin", None)
    if origin is not None:
        return origin
    parts: Iterable[object] = ()
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = (getattr(thing, field.name) for field in fields(thing))
    elif isinstance(thing, tuple | list):
        parts = thing
    elif isinstance(thing, dict):
        parts = thing.values()
    return next((found for part in parts if (found := origin_of(part)) is not None), None)
