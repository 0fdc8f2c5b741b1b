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
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn, TypeAlias

import yaml

from assure.model.errors import AssureError

Data: TypeAlias = str | int | Decimal | bool | dt.date | list["Data"] | dict[str, "Data"] | None
Path: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]  # line and column, from 1

DEEPEST = 30
LARGEST = 2_000_000  # characters
LONGEST_NUMBER = 40  # digits; beyond it a number is text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Document:
    """One YAML document: its data, and where every key and value stands.

    A path is the keys and list positions that lead to a thing: ``("rules", 0, "code")``.
    Made by ``read``; data from elsewhere can be wrapped too, and then every place is ``origin``.
    """

    origin: str
    data: Data
    error: type[AssureError] = AssureError
    _keys: dict[Path, Mark] = field(repr=False, default_factory=dict)
    _values: dict[Path, Mark] = field(repr=False, default_factory=dict)

    def place(self, path: Path = ()) -> str:
        """``rulesets/ownership.yaml:12:5``: the key at ``path``, or the item of a list.

        A path that does not exist gives the place of the nearest thing above it.
        """
        return self._place(self._keys, path)

    def value_place(self, path: Path = ()) -> str:
        """As ``place``, but the value rather than the key it stands behind."""
        return self._place(self._values, path)

    def _place(self, marks: dict[Path, Mark], path: Path) -> str:
        while path and path not in marks:
            path = path[:-1]
        if path not in marks:
            return self.origin
        line, column = marks[path]
        return f"{self.origin}:{line}:{column}"

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
            f"{place}: this is not YAML ({fault.problem or fault.context}); look at this line and "
            "the one above for a missing colon, indent or quote (text with {braces} needs quotes)."
        ) from None
    except yaml.YAMLError as fault:
        raise error(f"{origin}: this is not YAML ({fault}); mend it in a text editor.") from None
    return Document(origin, builder.data, error, builder.keys, builder.values)


class _Builder:
    """Builds data from parser events, keeping the open lists and mappings on its own stack."""

    def __init__(self, origin: str, error: type[AssureError]) -> None:
        self.origin = origin
        self.error = error
        self.data: Data = None
        self.keys: dict[Path, Mark] = {}
        self.values: dict[Path, Mark] = {}
        self._open: list[tuple[Path, list[Data] | dict[str, Data]]] = []
        self._key: list[str | None] = []  # for each open mapping, the key that awaits its value
        self._documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document starts here; keep one in each file")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"aliases (*{event.anchor}) are not read; write the thing again")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self._open.pop()
            self._key.pop()

    def _node(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"anchors (&{event.anchor}) are not read; write the thing out")
        if event.tag is not None:
            self._refuse(event, f"tags ({event.tag}) are not read; delete it")
        if self._open and isinstance(self._open[-1][1], dict) and self._key[-1] is None:
            self._take_key(event)
            return
        path = self._next_path()
        mark = _mark(event)
        self.values[path] = mark
        self.keys.setdefault(path, mark)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
            return
        if len(self._open) >= DEEPEST:
            self._refuse(event, f"nested more than {DEEPEST} deep; write it flatter")
        inner: list[Data] | dict[str, Data]
        inner = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self._add(inner)
        self._open.append((path, inner))
        self._key.append(None)

    def _take_key(self, event: Any) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(
                event, "a list or mapping stands where a key is wanted; put text with { } in quotes"
            )
        key = self._text(event)
        if not key:
            self._refuse(event, "an empty key; name it")
        path, inside = self._open[-1]
        if key in inside:
            first = self.keys[(*path, key)][0]
            self._refuse(event, f"'{key}' is already given on line {first}; keep one of them")
        self.keys[(*path, key)] = _mark(event)
        self._key[-1] = key

    def _next_path(self) -> Path:
        if not self._open:
            return ()
        path, inside = self._open[-1]
        if isinstance(inside, list):
            return (*path, len(inside))
        return (*path, str(self._key[-1]))

    def _add(self, value: Data) -> None:
        if not self._open:
            self.data = value
            return
        inside = self._open[-1][1]
        if isinstance(inside, list):
            inside.append(value)
        else:
            inside[str(self._key[-1])] = value
            self._key[-1] = None

    def _text(self, event: Any) -> str:
        # Escapes in double quotes can spell what the check of the whole text cannot see.
        if event.style == '"' and (bad := _CONTROL.search(event.value)):
            self._refuse(event, f"an escape spells U+{ord(bad[0]):04X}, which cannot be shown")
        return str(event.value)

    def _scalar(self, event: Any) -> Data:
        if event.style:
            return self._text(event)
        word: str = event.value
        if word in _NOTHING:
            return None
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
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
        line, column = _mark(event)
        raise self.error(f"{self.origin}:{line}:{column}: {wrong}.")


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1
