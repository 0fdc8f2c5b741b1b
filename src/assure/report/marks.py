"""Marks around what a page prints, and the pass that turns them into elements.

A value that knows its origin puts marks around its text, which pass through sentences and
templates. ``settled`` turns them into ``<data>``, ``<time>`` and ``<span>`` that name the origin,
and among the words of a drawing into ``<tspan>``, the one element that may stand there.
Where nothing is noted, as on paper and in Word, nothing is marked.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, Protocol

from markupsafe import escape

from assure.report.pointers import pointer, token

# An opening mark is two characters, which hold its number, and a closing one. All are of the last
# private plane, where no font and no icon lives; text of a plan is cleaned of them.
_HIGH, _LOW, _CLOSE = 0x100000, 0x100800, "\U00102000"
_ROOM = 4096
_MARK = re.compile(f"([\U00100000-\U001007ff][\U00100800-\U001017ff]|{_CLOSE})")
_OPENED = re.compile(f"{_MARK.pattern}+")
PRIVATE = re.compile("[\U00100000-\U0010ffff]")
# Where no element may stand, and where only one of a drawing may.
_NO_ELEMENTS = re.compile(r"<(style|title)\b.*?</\1>", re.DOTALL)
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_noting: ContextVar[Noted | None] = ContextVar("noting", default=None)


class Marked(Protocol):
    """What is printed between marks."""

    origin: Any  # None of what nobody traced

    def element(self) -> tuple[str, str]:
        """The name of the element in which it stands, and the attribute that says its value."""


class _Spans:
    """Where in a page a pattern is found, for one walk from its start to its end."""

    def __init__(self, pattern: re.Pattern[str], page: str) -> None:
        self._spans = [found.span() for found in pattern.finditer(page)]
        self._spans.reverse()

    def hold(self, at: int) -> bool:
        """Whether ``at``, which is never before the one asked for last, is inside one of them."""
        while self._spans and self._spans[-1][1] <= at:
            self._spans.pop()
        return bool(self._spans) and self._spans[-1][0] < at


class Noted:
    """What was printed on one page, in the order in which it was."""

    def __init__(self) -> None:
        self._printed: list[Marked] = []
        self._homes: dict[int, str] = {}

    def around(self, value: Marked, text: str) -> str:
        """``text``, which says ``value``, between marks."""
        high, low = divmod(len(self._printed), _ROOM)
        self._printed.append(value)
        return f"{chr(_HIGH + high)}{chr(_LOW + low)}{unmarked(text)}{_CLOSE}"

    def settled(self, page: str) -> str:
        """``page`` with elements in place of the marks; where none may stand they just go."""
        # Text, mark, text, mark and so on, and a text at the end.
        pieces = _MARK.split(page)
        barred, drawings = _Spans(_NO_ELEMENTS, page), _Spans(_DRAWING, page)
        made: list[str] = []
        at, number, in_a_tag = 0, 0, False
        while number < len(pieces) - 1:
            text, mark = pieces[number : number + 2]
            made.append(text)
            if "<" in text or ">" in text:
                in_a_tag = text.rfind("<") > text.rfind(">")
            at, number = at + len(text), number + 2
            may_stand = not (in_a_tag or barred.hold(at))
            drawn = drawings.hold(at)
            at += len(mark)
            if mark == _CLOSE or not may_stand:
                continue
            place = (ord(mark[0]) - _HIGH) * _ROOM + ord(mark[1]) - _LOW
            last = _closing(pieces, number + 1)
            said = "".join(pieces[number:last:2])
            # What we did not mark was written so, as in the words of a locality's own template.
            if not last or "<" in said or place >= len(self._printed):
                continue
            if said:
                made.append(self._element(self._printed[place], said, drawn=drawn))
            at += sum(map(len, pieces[number : last + 1]))
            number = last + 1
        made.append(pieces[-1])
        # A template of a locality's own may have cut a text in the midst of a mark.
        return "".join(one if one.isascii() else PRIVATE.sub("", one) for one in made)

    def _element(self, value: Marked, text: str, *, drawn: bool) -> str:
        name, told = value.element()
        if drawn:
            name, told = "tspan", told.replace(" ", " data-", 1)
        if value.origin is not None:
            told = f'{told} data-origin="{self._pointer(value.origin)}"'
        return f"<{name}{told}>{text}</{name}>"

    def _pointer(self, origin: Any) -> str:
        """As an attribute holds it. The way to what holds several figures is worked out once."""
        if type(origin) is not tuple:
            return str(escape(pointer(origin)))
        home, key = origin
        way = self._homes.get(id(home))
        if way is None:
            way = self._homes[id(home)] = str(escape(pointer(home)))
        return f"{way}/{token(key)}"


def _closing(pieces: list[str], at: int) -> int:
    """Where in ``pieces``, from the mark ``at`` on, the one before it is closed; 0 for nowhere."""
    depth = 1
    for place in range(at, len(pieces), 2):
        depth += -1 if pieces[place] == _CLOSE else 1
        if depth == 0:
            return place
    return 0


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


def wanted() -> bool:
    """Whether origins are noted."""
    return _noting.get() is not None


def marked(value: Marked, text: str) -> str:
    """``text``, which says ``value``, between marks when its origin is known and wanted."""
    return text if value.origin is None else between(value, text)


def between(value: Marked, text: str) -> str:
    """``text`` between marks where origins are wanted, whether or not that of ``value`` is known:
    the page shows a number that nobody traced as one, and a test asks where it is from."""
    noted = _noting.get()
    return text if noted is None else noted.around(value, text)


def unmarked(text: str) -> str:
    """``text`` without its marks."""
    return text if text.isascii() else _MARK.sub("", text)


def bare(text: str) -> str:
    """``text`` as its reader will see it, for measuring."""
    text = str.__str__(text)
    return text if _noting.get() is None else unmarked(text)


def head(text: str, longest: int) -> str:
    """The first ``longest`` characters that a reader sees of ``text``, its marks whole."""
    if _noting.get() is None or not _MARK.search(text):
        return text[:longest]
    pieces, left, depth = [], longest, 0
    for piece in _MARK.split(text):
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
    found = _OPENED.match(text) if _noting.get() else None
    return (found[0], text[found.end() :]) if found else ("", text)
