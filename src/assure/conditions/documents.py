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
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from assure.model.errors import AssureError

Data: TypeAlias = str | int | Decimal | bool | dt.date | list["Data"] | dict[str, "Data"] | None
Path: TypeAlias = tuple[str | int, ...]

DEEPEST = 30
LARGEST = 2_000_000  # characters
LONGEST_NUMBER = 40  # digits; beyond it a number is text


@dataclass(slots=True)
class Mark:
    """Where a thing stands: its key, or itself in a list; and what is inside."""

    mark: Any  # of the parser, which counts from 0
    inside: dict[str, Mark] | list[Mark] | None = None

    def at(self, step: str | int) -> Mark | None:
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
    _top: Mark | None = field(repr=False, default=None)
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
    def _places(self) -> Mark | None:
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
    # Most that is read is known before, and then nothing of the parser is wanted.
    from assure.conditions.yaml_text import parsed

    data, top = parsed(text, origin, error)
    return Document(origin, data, error, top)


def known(text: str, origin: str, data: Data, error: type[AssureError] = AssureError) -> Document:
    """As ``read`` of a ``text`` whose data are known from before: it is read again only when
    somebody wants to know where something stands.
    """
    return Document(origin, data, error, _unread=text)
