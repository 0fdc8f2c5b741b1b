"""JSON as the plain data that ``documents`` makes of YAML, with the same places in it.

Nearly all JSON is YAML too, and is read as that, because a line can then be named in a message.
What YAML has otherwise (characters written as two escapes, tabs) is read as JSON alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assure.conditions.documents import DEEPEST, LARGEST, Document, read
from assure.model.errors import AssureError

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class _RepeatedKeyError(Exception):
    pass


def read_json(text: str, origin: str, error: type[AssureError] = AssureError) -> Document:
    """``text`` as one document of JSON. Raises ``error`` with one sentence: ``origin:line:column:
    what is wrong; what to do`` for text that is not JSON, and what ``read`` refuses too.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST:
        raise error(f"{origin}: longer than {LARGEST:,} characters; split it into several files.")
    try:
        data = json.loads(text, parse_float=Decimal, object_pairs_hook=_mapping)
    except json.JSONDecodeError as fault:
        raise error(
            f"{origin}:{fault.lineno}:{fault.colno}: this is not JSON "
            f"({fault.msg[:1].lower()}{fault.msg[1:]}); look here and on the line above for a "
            "missing comma, quotation mark or bracket."
        ) from None
    except _RepeatedKeyError as fault:
        raise error(f"{origin}: “{fault}” is given twice; keep one of them.") from None
    except (RecursionError, ValueError):  # deep as a trap, or a number of thousands of digits
        raise error(
            f"{origin}: nested too deep or with a number too long; write it flatter."
        ) from None
    if has_half(text, data):
        raise error(
            f"{origin}: it holds half of a character (\\ud800 or its like); mend that text."
        )
    if _too_deep(data):
        raise error(f"{origin}: nested more than {DEEPEST} deep; write it flatter.")
    try:
        found = read(text, origin, error)
    except error:
        return Document(origin, data, error)
    return replace(found, data=data)


def has_half(json_text: str, data: object) -> bool:
    """Whether a text of ``data``, which was read from ``json_text``, holds half of a character (a
    lone surrogate): only an escape of JSON can bring one, and no file can be written of it."""
    if not _HALF.search(json_text):
        return False
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _mapping(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key[:60])
        found[key] = value
    return found


def _too_deep(data: object) -> bool:
    level = [data]
    for _ in range(DEEPEST + 1):
        level = [inner for one in level for inner in _inside(one)]
    return bool(level)


def _inside(data: object) -> Sequence[object]:
    if isinstance(data, dict):
        return list(data.values())
    return data if isinstance(data, list) else ()
