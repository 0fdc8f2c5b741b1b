"""YAML, event by event, as data and marks. ``documents`` says what is read and what refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NoReturn

import yaml

from assure.conditions.documents import DEEPEST, LARGEST, LONGEST_NUMBER, Data, Mark
from assure.model.errors import AssureError

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


def parsed(text: str, origin: str, error: type[AssureError]) -> tuple[Data, Mark | None]:
    """The data of ``text`` and where each of them stands; for ``documents.read``, which tells what
    is raised."""
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
    return builder.data, builder.top


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
        self.top: Mark | None = None
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
            self._places[self._key] = Mark(self._key_mark, places)
            self._key = None
        elif self._inside is None:
            self.data, self.top = value, Mark(event.start_mark, places)
        else:
            self._inside.append(value)
            self._places.append(Mark(event.start_mark, places))

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
