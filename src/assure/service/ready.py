"""Rulesets as plain data, kept ready beside them.

To read the 300 kB of YAML that are shipped takes 35 ms, more than to judge a small plan. What
they hold is therefore kept in ``rulesets.json`` (made by ``script/docs``) by the digest of each
text: one that has changed since, or is the locality's own, is read as ever, so that what is ready
is never stale.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from assure import shelf
from assure.conditions.documents import Data, Document, known, read
from assure.model.errors import AssureError

READY = shelf.shipped("rulesets") / "rulesets.json"


def read_ready(text: str, origin: str, error: type[AssureError] = AssureError) -> Document:
    """As ``documents.read``, which it asks for what is not ready."""
    kept = _kept()
    digest = _digest(text)
    if digest in kept:
        return known(text, origin, kept[digest], error)
    return read(text, origin, error)


@cache
def _kept() -> Mapping[str, Data]:
    try:
        ready = json.loads(READY.read_text(encoding="utf-8"), object_hook=_typed)
    except (OSError, ValueError):
        return {}  # not made yet: every ruleset is read
    return ready if isinstance(ready, dict) else {}


def rulesets_json() -> str:
    """What ``rulesets.json`` is to hold: a line for each ruleset."""
    kept = {
        _digest(text.content): read(text.content, text.origin).data for text in shelf.rulesets()
    }
    lines = ",\n".join(f"{_json(digest)}:{_json(kept[digest])}" for digest in sorted(kept))
    return "{\n" + lines + "\n}\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_tagged)


# No key of YAML is empty here, so that an empty one can mark what JSON has no type for.


def _tagged(value: object) -> dict[str, list[str]]:
    return {"": ["number" if isinstance(value, Decimal) else "day", str(value)]}


def _typed(mapping: dict[str, Any]) -> Any:
    if "" not in mapping:
        return mapping
    kind, written = mapping[""]
    return Decimal(written) if kind == "number" else dt.date.fromisoformat(written)
