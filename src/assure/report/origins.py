"""Where each figure of a page comes from, carried by the figure itself.

A page for a screen is made from a copy of its material in which every number, day and text with a
figure in it knows its origin: a pointer into what travels with the report, as
``evidence:/measures/high`` or ``review:/plan/actions/4/title``. Such a value is used like any
other. Where it is printed it puts marks around its text, which pass through sentences and
templates, and ``settled`` turns them into ``<data>``, ``<time>`` and ``<span>`` that name the
origin. On paper and in Word nothing is copied and nothing marked.

Pointers are those of RFC 6901. What a page counts is told as ``count(evidence:/findings/0-3,7)``,
and what it works out as ``sum(…)``, ``difference(…)``, ``product(…)``, ``quotient(…)`` (without
its rest) or ``size(…)`` of its parts, so that whoever doubts a figure can follow it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sized
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from markupsafe import escape

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

# An opening mark is two characters, which hold its number, and a closing one. All are of the last
# private plane, where no font and no icon lives; text of a plan is cleaned of them.
_HIGH, _LOW, _CLOSE = 0x100000, 0x100800, "\U00102000"
_ROOM = 4096
_OPENING = "[\U00100000-\U001007ff][\U00100800-\U001017ff]"
_MARK = re.compile(f"{_OPENING}|{_CLOSE}")
PRIVATE = re.compile("[\U00100000-\U0010ffff]")
# Where no element may stand.
_NO_ELEMENTS = re.compile(r"<(svg|style|title)\b.*?</\1>", re.DOTALL)
_DIGIT = re.compile(r"\d")
LONG = 160
_noting: ContextVar[Noted | None] = ContextVar("noting", default=None)


# The item or field of what stands at a place, as (place, key): plain tuples, for a page is made
# of tens of thousands.
Place = tuple[Any, str | int]


class Made(NamedTuple):
    """What a page made of other figures: ``how`` is one of the words above."""

    how: str
    parts: tuple[Any, ...]


class Counted(NamedTuple):
    """How many things there are, each with its origin."""

    things: tuple[Any, ...]


def pointer(origin: Any) -> str:
    """The origin in words, as the page names it."""
    if type(origin) is tuple:
        return f"{pointer(origin[0])}/{_token(origin[1])}"
    if isinstance(origin, Made):
        return f"{origin.how}({', '.join(map(pointer, origin.parts))})"
    if isinstance(origin, Counted):
        return f"count({' '.join(_listed(origin.things))})"
    return str(origin)


def _token(key: str | int) -> str:
    if isinstance(key, int):
        return str(key)
    if key.isidentifier() and key.isascii():
        return key
    return quote(key.replace("~", "~0").replace("/", "~1"), safe="~-_.")


def _listed(things: tuple[Any, ...]) -> Iterator[str]:
    """Each thing once, those of one list together: ``evidence:/findings/0-3,7``."""

    def home(thing: Any) -> str:
        return pointer(thing[0]) if _in_a_list(thing) else ""

    for parent, some in groupby(things, home):
        if not parent:
            yield from map(pointer, some)
            continue
        runs: list[list[int]] = []
        for thing in some:
            if runs and thing[1] == runs[-1][1] + 1:
                runs[-1][1] = thing[1]
            else:
                runs.append([thing[1], thing[1]])
        told = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
        yield f"{parent}/{told}"


def _in_a_list(thing: Any) -> bool:
    return type(thing) is tuple and isinstance(thing[1], int)


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


class Amount(Decimal):
    """A decimal that knows its origin."""

    origin: Any = None

    def __str__(self) -> str:
        return marked(self, Decimal.__str__(self))

    def __format__(self, spec: str, *_: Any) -> str:
        return marked(self, format(Decimal(self), spec))


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


class Day(dt.date):
    """A day that knows its origin."""

    origin: Any = None

    def __str__(self) -> str:
        return marked(self, self.isoformat())

    def __format__(self, spec: str) -> str:
        return marked(self, self.strftime(spec) if spec else self.isoformat())


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


class Noted:
    """What was printed on one page, in the order in which it was."""

    def __init__(self) -> None:
        self.printed: list[Any] = []
        self._homes: dict[int, str] = {}

    def opening(self, value: Any) -> str:
        high, low = divmod(len(self.printed), _ROOM)
        self.printed.append(value)
        return chr(_HIGH + high) + chr(_LOW + low)

    def settled(self, page: str) -> str:
        """``page`` with elements in place of the marks; where none may stand they just go."""
        marks = list(_MARK.finditer(page))
        barred = [found.span() for found in _NO_ELEMENTS.finditer(page)]
        pieces: list[str] = []
        at = number = 0
        while number < len(marks):
            mark = marks[number]
            pieces.append(page[at : mark.start()])
            at, number = mark.end(), number + 1
            while barred and barred[0][1] <= mark.start():
                barred.pop(0)
            if mark[0] == _CLOSE or (barred and barred[0][0] < mark.start()):
                continue
            last = _closing(marks, number)
            end = marks[last].start() if last else at
            place = (ord(mark[0][0]) - _HIGH) * _ROOM + ord(mark[0][1]) - _LOW
            # What we did not mark was written so, as in the words of a locality's own template.
            if not last or place >= len(self.printed):
                continue
            if "<" in page[at:end] or _in_a_tag(page, mark.start()):
                continue
            value = self.printed[place]
            text = page[at:end]
            if last > number:
                text = _MARK.sub("", text)
            pieces.append(_element(value, text, self._pointer(value)) if text else "")
            at, number = marks[last].end(), last + 1
        pieces.append(page[at:])
        return "".join(pieces)

    def _pointer(self, value: Any) -> str:
        """Of what stands in one place the way there is worked out once."""
        origin = getattr(value, "origin", None)
        if type(origin) is not tuple:
            return pointer(origin)
        home, key = origin
        way = self._homes.get(id(home))
        if way is None:
            way = self._homes[id(home)] = pointer(home)
        return f"{way}/{_token(key)}"


def _closing(marks: list[re.Match[str]], number: int) -> int:
    """Which mark closes the one before ``number``; 0 for none."""
    depth = 1
    for place in range(number, len(marks)):
        depth += -1 if marks[place][0] == _CLOSE else 1
        if depth == 0:
            return place
    return 0


def _in_a_tag(page: str, at: int) -> bool:
    return page.rfind("<", 0, at) > page.rfind(">", 0, at)


def _element(value: Any, text: str, way: str) -> str:
    if not isinstance(value, LEAVES):
        return f'<data value="{value}">{text}</data>'
    origin = escape(way)
    if isinstance(value, Said):
        return f'<span data-origin="{origin}">{text}</span>'
    if isinstance(value, Day):
        return f'<time datetime="{value.isoformat()}" data-origin="{origin}">{text}</time>'
    plain = f"{Decimal(value):f}" if isinstance(value, Amount) else repr(value)
    return f'<data value="{plain}" data-origin="{origin}">{text}</data>'


def settled(page: str) -> str:
    """``page`` with its marks turned into elements, where origins are noted."""
    noted = _noting.get()
    return page if noted is None else noted.settled(page)


@contextlib.contextmanager
def noting() -> Iterator[None]:
    """Until the end of the block, what knows its origin is printed with marks."""
    token = _noting.set(Noted())
    try:
        yield
    finally:
        _noting.reset(token)


def marked(value: Any, text: str) -> str:
    """``text``, which says ``value``, between marks when its origin is known and wanted."""
    noted = _noting.get()
    if noted is None or value.origin is None:
        return text
    return f"{noted.opening(value)}{_MARK.sub('', text)}{_CLOSE}"


def kept(value: object, text: str) -> str:
    """``text``, made of ``value`` by one of our formats: it keeps the origin of the value."""
    if isinstance(value, Said):
        return _said(text, value.origin)
    if isinstance(value, LEAVES):
        return marked(value, text)
    noted = _noting.get()
    if noted is None or not isinstance(value, int | Decimal):
        return text
    # A number that nobody traced: the page shows it as one, and a test asks where it is from.
    return f"{noted.opening(value)}{_MARK.sub('', text)}{_CLOSE}"


def kept_of(noun: object, text: str) -> str:
    """``text``, made of several fields of ``noun``: its origin is that of the noun."""
    origin = origin_of(noun) if _noting.get() else None
    return text if origin is None else _said(_MARK.sub("", text), origin)


def line_of(noun: object, text: str) -> str:
    """``text``, which tells of ``noun``: it counts as that, and its figures keep their origins."""
    line = Line(text)
    line.origin = origin_of(noun) if _noting.get() else None
    return line


def derived(text: str, how: str, *of: object) -> str:
    """``text``, worked out of values by something that has a name of its own, as the ``quarter``
    of a day."""
    origins = tuple(getattr(value, "origin", None) or value for value in of)
    if _noting.get() is None or all(a is b for a, b in zip(origins, of, strict=True)):
        return text
    return _said(text, Made(how, origins))


def bare(text: str) -> str:
    """``text`` as its reader will see it, for measuring."""
    text = str.__str__(text)
    return text if _noting.get() is None else _MARK.sub("", text)


def head(text: str, longest: int) -> str:
    """The first ``longest`` characters that a reader sees of ``text``, its marks whole."""
    if _noting.get() is None or isinstance(text, Said) or not _MARK.search(text):
        return text[:longest]
    pieces, left, depth = [], longest, 0
    for piece in re.split(f"({_MARK.pattern})", text):
        if _MARK.fullmatch(piece):
            step = -1 if piece == _CLOSE else 1
            if left > 0 or (step < 0 and depth > 0):
                pieces.append(piece)
                depth += step
        else:
            pieces.append(piece[: max(left, 0)])
            left -= len(piece)
    return "".join(pieces)


def opened(text: str) -> tuple[str, str]:
    """The marks with which ``text`` begins, and the rest."""
    found = re.match(f"(?:{_MARK.pattern})+", text) if _noting.get() else None
    if found is None or isinstance(text, Said):
        return "", text
    return found[0], text[found.end() :]


def count(things: Iterable[object]) -> int:
    """How many ``things`` there are; on a page with origins it knows which.

    A row of a table that holds several things counts as the first of them.
    """
    if _noting.get() is None:
        return len(things) if isinstance(things, Sized) else sum(1 for _ in things)
    if isinstance(things, str):
        return len(bare(things))
    every = things if isinstance(things, tuple | list | dict) else tuple(things)
    whole = getattr(things, "origin", None)
    if whole is not None:
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
