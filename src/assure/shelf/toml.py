"""Reading a small TOML file that people write by hand: each fault in one plain sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from assure.conditions.nearest import did_you_mean
from assure.model.base import Noun
from assure.model.errors import AssureError
from assure.shelf import read_text

N = TypeVar("N", bound=Noun)
ORIGIN = "origin"  # the field of every such noun that holds its file; nobody writes it
_LARGEST = 200_000  # bytes

# Kind of fault, as pydantic names it → what is wanted, in words.
_WANTED = {
    "string_type": "wants text in quotes",
    "tuple_type": 'wants a list of texts, such as ["one", "two"]',
    "frozen_set_type": 'wants a list of texts, such as ["one", "two"]',
    "dict_type": "wants a heading in square brackets with lines below it",
    "int_type": "wants a whole number",
    "int_parsing": "wants a whole number",
    "int_from_float": "wants a whole number",
    "decimal_type": "wants a number",
    "decimal_parsing": "wants a number",
    "finite_number": "wants a number",
    "greater_than_equal": "is too small: it wants a number from {ge}",
    "less_than_equal": "is too large: it wants a number up to {le}",
    "string_too_long": "is too long: it wants at most {max_length} characters",
    "string_too_short": "is empty: write something, or leave the line out",
    "model_type": "wants a heading in square brackets with lines below it",
    "enum": "wants {expected}",
}


def read_noun(path: Path, kind: type[N], what: str) -> N:
    """The file as a ``kind``, whose field ``origin`` is set to the file.

    ``what`` is what one line of such a file is called, in the singular: "setting". Raises
    AssureError with one sentence that names the file, and the line where that can be told.
    """
    text = read_text(path, largest=_LARGEST).content
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AssureError(f"{path}: not valid TOML ({error}); mend that line.") from None
    if ORIGIN in data:
        raise AssureError(_unknown(path, text, kind, what, (ORIGIN,)))
    try:
        return kind(**{**data, ORIGIN: str(path)})
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "extra_forbidden":
            raise AssureError(_unknown(path, text, kind, what, first["loc"])) from None
        name = _name(first["loc"])
        raise AssureError(
            f"{_where(path, text, first['loc'])}: “{name}” {_fault(first)}; docs/settings.md "
            "shows how it is written."
        ) from None


def _unknown(path: Path, text: str, kind: type[Noun], what: str, loc: tuple[int | str, ...]) -> str:
    for table in loc[:-1]:  # a table of its own has names of its own
        kind = kind.model_fields[str(table)].annotation  # type: ignore[assignment]
    known = [name for name in kind.model_fields if name != ORIGIN]
    return (
        f"{_where(path, text, loc)}: there is no {what} “{_name(loc)}”; "
        f"{did_you_mean(str(loc[-1]), known)}"
    )


def _fault(first: Any) -> str:
    if first["type"] == "value_error":  # our own, which is a sentence already
        return str(first["ctx"]["error"])
    wanted = _WANTED.get(first["type"], "cannot be used").format(**first.get("ctx", {}))
    wanted = re.sub(r"'([^']+)'", r"“\1”", wanted)  # the names that a choice has
    return f"{wanted}, not {_shown(first['input'])}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "lines of its own"
    if isinstance(value, list | tuple):
        return "a list"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _name(loc: tuple[int | str, ...]) -> str:
    """``thresholds.late-days``; places inside a list are no names."""
    return ".".join(str(part) for part in loc if not isinstance(part, int))


def _where(path: Path, text: str, loc: tuple[int | str, ...]) -> str:
    """The file, with the first line that begins with the last name of ``loc``."""
    name = re.escape(str([part for part in loc if not isinstance(part, int)][-1]))
    begins = re.compile(rf"""\s*\[?\s*["']?{name}["']?\s*[\]=.]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if begins.match(line):
            return f"{path}, line {number}"
    return str(path)
