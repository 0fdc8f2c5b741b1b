"""Walking a document and taking typed parts of it, each mistake told with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assure.conditions.documents import Data, Document, Path
from assure.conditions.nearest import did_you_mean
from assure.model.errors import AssureError

_NAMES = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    dt.date: "a date",
    list: "a list",
    dict: "a mapping",
    type(None): "empty",
}


def kind(value: Data) -> str:
    """What ``value`` is, for messages."""
    return _NAMES[type(value)]


@dataclass(slots=True)
class Part:
    """A part of a document: where it is and what stands there. It is never changed; to say so
    with ``frozen`` would cost 5 ms in a rulebook, which has 15,000 of them.
    """

    document: Document
    path: Path = ()
    value: Data = None

    @classmethod
    def whole(cls, document: Document) -> Part:
        return cls(document, (), document.data)

    def fault(self, message: str) -> AssureError:
        """The error to raise for this part; ``message`` says what is wrong and what to do."""
        return self.document.fault(self.path, message)

    @property
    def place(self) -> str:
        return self.document.place(self.path)

    @property
    def what(self) -> str:
        """How messages name this part: ``'finding'``, ``item 3 of 'rules'``."""
        if not self.path:
            return "the file"
        last = self.path[-1]
        if isinstance(last, str):
            return shown(last)
        return f"item {last + 1} of {Part(self.document, self.path[:-1]).what}"

    # As a mapping

    def mapping(self) -> dict[str, Data]:
        if not isinstance(self.value, dict):
            raise self.fault(
                f"{self.what} is {kind(self.value)}; write a mapping of keys and values."
            )
        return self.value

    def check_keys(self, known: Iterable[str], needed: Iterable[str] = ()) -> None:
        """Refuse a key that is not ``known`` and the lack of one that is ``needed``."""
        mapping = self.mapping()
        names = tuple(known)
        for key in mapping:
            if key not in names:
                raise self.at(key).fault(
                    f"{shown(key)} is not known here; {did_you_mean(key, names)}"
                )
        for key in needed:
            if mapping.get(key) is None:
                inside = f" of {self.what}" if self.path else ""
                raise self.fault(f"“{key}”{inside} is missing; add it.")

    def at(self, key: str | int) -> Part:
        """The part under ``key``; its value is None when there is none."""
        value = self.value
        inner: Data = None
        if isinstance(value, dict) and isinstance(key, str):
            inner = value.get(key)
        elif isinstance(value, list) and isinstance(key, int):
            inner = value[key]
        return Part(self.document, (*self.path, key), inner)

    def has(self, key: str) -> bool:
        return self.mapping().get(key) is not None

    def entries(self) -> list[tuple[str, Part]]:
        """Keys and parts of a mapping, in the order written."""
        return [
            (key, Part(self.document, (*self.path, key), value))
            for key, value in self.mapping().items()
        ]

    # As a list

    def items(self) -> list[Part]:
        """The items of a list; nothing at all is an empty list."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.fault(f"{self.what} is {kind(self.value)}; write a list.")
        return [
            Part(self.document, (*self.path, index), value)
            for index, value in enumerate(self.value)
        ]

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    # As a single value

    def text(self) -> str:
        """Text with something in it."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        if isinstance(self.value, str) or self.value is None:
            raise self.fault(f"{self.what} is empty; write its text.")
        raise self.fault(
            f"{self.what} is {kind(self.value)} where text is wanted; put it in quotes."
        )

    def label(self) -> str:
        """Text that may look like a number: a version, a year."""
        if isinstance(self.value, int | Decimal | dt.date) and not isinstance(self.value, bool):
            return str(self.value)
        return self.text()

    def number(self) -> Decimal:
        if isinstance(self.value, int | Decimal) and not isinstance(self.value, bool):
            return Decimal(self.value)
        raise self.fault(f"{self.what} is {kind(self.value)}; write a number such as 8 or 0.6.")

    def whole_number(self) -> int:
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise self.fault(f"{self.what} is {kind(self.value)}; write a whole number.")

    def flag(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        raise self.fault(f"{self.what} is {kind(self.value)}; write true or false.")

    def one_of(self, known: Iterable[str]) -> str:
        names = tuple(known)
        text = self.text()
        if text not in names:
            raise self.fault(f"{self.what} can not be {shown(text)}; {did_you_mean(text, names)}")
        return text


def shown(text: str) -> str:
    """``text`` in quotes for a message, on one line and shortened."""
    line = " ".join(text.split())
    short = line if len(line) <= 60 else line[:57] + "…"
    return f"“{short}”"
