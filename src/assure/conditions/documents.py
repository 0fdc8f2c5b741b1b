"""YAML as plain data that remembers where each thing stands.

Rulesets and questionnaires are written by people who need to be told the line. The text is read
as a stream of events, without recursion, so that a hostile file can neither exhaust the stack nor
multiply itself through aliases.

What a plain word means follows the YAML 1.2 core schema, narrowed to what cannot surprise:
``true`` and ``false`` are booleans (``yes``, ``no``, ``on`` and ``off`` stay text), whole numbers
are ints, numbers with a point are exact Decimals, ``2026-04-01`` is a date, ``null``, ``~`` and
nothing at all are None. Everything else is text: so are numbers with an exponent or a leading
zero. Keys are always text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NoReturn, TypeAlias

import yaml

from assure.model.errors import AssureError

Data: TypeAlias = str | int | Decimal | bool | dt.date | list["Data"] | dict[str, "Data"] | None
Path: TypeAlias = tuple[str | int, ...]

DEEPEST = 30
LARGEST = 2_000_000  # characters
LONGEST_NUMBER = 40  # digits; beyond it a number is text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_BEGIN_NUMBERS = frozenset("+-.0123456789")  # and dates; any other word is text
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class _Place:
    """Where a thing stands: its key, or itself in a list; and what is inside."""

    mark: Any  # of the parser, which counts from 0
    inside: dict[str, _Place] | list[_Place] | None = None

    def at(self, step: str | int) -> _Place | None:
        if isinstance(self.inside, dict):
            return self.inside.get(str(step)) if isinstance(step, str) else None
        if isinstance(self.inside, list) and isinstance(step, int) and step < len(self.inside):
            return self.inside[step]
        return None


@dataclass(frozen=True)
class Document:
    """One YAML document: its data, and where every key and item stands.

    A path is the keys and list positions that lead to a thing: ``("rules", 0, "code")``.
    Made by ``read``; data from elsewhere can be wrapped too, and then every place is ``origin``.
    """

    origin: str
    data: Data
    error: type[AssureError] = AssureError
    _top: _Place | None = field(repr=False, default=None)
    _unread: str | None = field(repr=False, default=None)  # the text, until a place is wanted

    def place(self, path: Path = ()) -> str:
        """``rulesets/ownership.yaml:12:5``: the key at ``path``, or the item of a list.

        A path that does not exist gives the place of the nearest thing above it.
        """
        nearest = self._places
        for step in path:
            inner = nearest.at(step) if nearest else None
            if inner is None:
                break
            nearest = inner
        if nearest is None:
            return self.origin
        return f"{self.origin}:{nearest.mark.line + 1}:{nearest.mark.column + 1}"

    @cached_property
    def _places(self) -> _Place | None:
        return self._top if self._unread is None else read(self._unread, self.origin)._top

    def fault(self, path: Path, message: str) -> AssureError:
        """The error to raise for what stands at ``path``; ``message`` says what to do."""
        return self.error(f"{self.place(path)}: {message}")


def read(text: str, origin: str, error: type[AssureError] = AssureError) -> Document:
    """``text`` as one document; an empty text has the data None.

    Raises ``error`` with one sentence, ``origin:line:column: what is wrong; what to do``, for
    text that is not YAML, too large or too deeply nested, and for aliases, tags, repeated keys,
    control characters and a second document.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        raise error(f"{origin}: longer than {LARGEST:,} characters; split it into several files.")
    if bad := _CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        raise error(
            f"{origin}:{line}:{column}: holds a character that cannot be seen "
            f"(U+{ord(bad[0]):04X}); delete it."
        )
    builder = _Builder(origin, error)
    try:
        events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        for event in events:
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = origin if mark is None else f"{origin}:{mark.line + 1}:{mark.column + 1}"
        raise error(
            f"{place}: this is not YAML ({_plainly(fault)}); look at this line and "
            "the one above for a missing colon, indent or quote (text with {braces} needs quotes)."
        ) from None
    except yaml.YAMLError as fault:
        raise error(f"{origin}: this is not YAML ({fault}); mend it in a text editor.") from None
    return Document(origin, builder.data, error, builder.top)


def known(text: str, origin: str, data: Data, error: type[AssureError] = AssureError) -> Document:
    """As ``read`` of a ``text`` whose data are known from before: it is read again only when
    somebody wants to know where something stands.
    """
    return Document(origin, data, error, _unread=text)


# What the parser says of the commonest slips, and what has happened.
_SLIPS = {
    "found a tab character that violates indentation": "a Tab stands where spaces are wanted",
    "found character that cannot start any token": "a Tab, or text that begins with @, % or `, "
    "without quotes",
    "found unexpected end of stream": "a quote is opened and never closed",
    "mapping values are not allowed in this context": "a colon stands in text without quotes",
    "could not find expected ':'": "a name has no colon with a space after it",
    "did not find expected '-' indicator": "a line begins further left than its list",
    "did not find expected key": "a line begins at another place than those it belongs to, or "
    "text goes on after its closing quote",
}


def _plainly(fault: yaml.MarkedYAMLError) -> str:
    problem = fault.problem or fault.context or ""
    return _SLIPS.get(problem, problem)


class _Builder:
    """Builds data from parser events, keeping the open lists and mappings on its own stack.

    A rulebook has 30,000 events, and each start of the program takes them all: hence one look at
    the type of an event, and places that hold the marks of the parser as they are.
    """

    def __init__(self, origin: str, error: type[AssureError]) -> None:
        self.origin = origin
        self.error = error
        self.data: Data = None
        self.top: _Place | None = None
        self._inside: Any = None  # the list or mapping that is open, and its places
        self._places: Any = None
        self._key: str | None = None  # of the open mapping, the key that awaits its value
        self._key_mark: Any = None
        self._open: list[tuple[Any, Any]] = []  # those around it
        self._documents = 0
        self._takers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._take_scalar,
            yaml.MappingStartEvent: self._take_start,
            yaml.SequenceStartEvent: self._take_start,
            yaml.MappingEndEvent: self._take_end,
            yaml.SequenceEndEvent: self._take_end,
            yaml.AliasEvent: self._take_alias,
            yaml.DocumentStartEvent: self._take_document,
        }

    def take(self, event: Any) -> None:
        taker = self._takers.get(type(event))
        if taker is not None:
            taker(event)

    def _take_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "a second document starts here; keep one in each file")

    def _take_alias(self, event: Any) -> None:
        self._refuse(event, f"aliases (*{event.anchor}) are not read; write the thing again")

    def _take_scalar(self, event: Any) -> None:
        self._check(event)
        if self._key is None and type(self._inside) is dict:
            self._take_key(event)
        else:
            self._add(self._scalar(event), event, None)

    def _take_start(self, event: Any) -> None:
        self._check(event)
        if self._key is None and type(self._inside) is dict:
            self._refuse(
                event, "a list or mapping stands where a key is wanted; put text with { } in quotes"
            )
        if len(self._open) >= DEEPEST:
            self._refuse(event, f"nested more than {DEEPEST} deep; write it flatter")
        inner: Any = [] if type(event) is yaml.SequenceStartEvent else {}
        places: Any = [] if type(event) is yaml.SequenceStartEvent else {}
        self._add(inner, event, places)
        self._open.append((self._inside, self._places))
        self._inside, self._places = inner, places

    def _take_end(self, event: Any) -> None:
        self._inside, self._places = self._open.pop()

    def _check(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"anchors (&{event.anchor}) are not read; write the thing out")
        if event.tag is not None:
            self._refuse(event, f"tags ({event.tag}) are not read; delete it")

    def _take_key(self, event: Any) -> None:
        key = self._text(event)
        if not key:
            self._refuse(event, "an empty key; name it")
        if key in self._inside:
            first = self._places[key].mark.line + 1
            self._refuse(
                event,
                f"“{key}” is already given on line {first}; keep one of them, or put “- ” before "
                "it where another item begins",
            )
        self._key, self._key_mark = key, event.start_mark

    def _add(self, value: Data, event: Any, places: Any) -> None:
        if self._key is not None:
            self._inside[self._key] = value
            self._places[self._key] = _Place(self._key_mark, places)
            self._key = None
        elif self._inside is None:
            self.data, self.top = value, _Place(event.start_mark, places)
        else:
            self._inside.append(value)
            self._places.append(_Place(event.start_mark, places))

    def _text(self, event: Any) -> str:
        # Escapes in double quotes can spell what the check of the whole text cannot see.
        if event.style == '"' and (bad := _CONTROL.search(event.value)):
            self._refuse(event, f"an escape spells U+{ord(bad[0]):04X}, which cannot be shown")
        return str(event.value)

    def _scalar(self, event: Any) -> Data:
        if event.style:
            return self._text(event)
        word: str = event.value
        if word in _WORDS:
            return _WORDS[word]
        if word[0] not in _BEGIN_NUMBERS:
            return word
        if len(word) <= LONGEST_NUMBER:
            if _INT.fullmatch(word):
                return int(word)
            if _DECIMAL.fullmatch(word):
                return Decimal(word)
        if _DATE.fullmatch(word):
            try:
                return dt.date.fromisoformat(word)
            except ValueError:
                self._refuse(event, f"there is no day {word}; correct it")
        return word

    def _refuse(self, event: Any, wrong: str) -> NoReturn:
        mark = event.start_mark
        raise self.error(f"{self.origin}:{mark.line + 1}:{mark.column + 1}: {wrong}.")
