"""Nouns from the JSON in which they are kept."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from assure.model.base import Noun
from assure.model.errors import StoreError

N = TypeVar("N", bound=Noun)


def read(kind: type[N], data: Any, what: str) -> N:
    """A noun from its JSON data, or from the text of it. Raises StoreError when the database was
    changed by other hands."""
    data = parsed(data, what) if isinstance(data, str) else data
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _unreadable(what, f"{place}: {first['msg'].lower()}") from None


def parsed(text: str, what: str) -> Any:
    """The JSON data of a text. Raises StoreError as ``read`` does."""
    try:
        return json.loads(text)
    except ValueError:
        raise _unreadable(what, "it is no longer JSON") from None


def _unreadable(what: str, why: str) -> StoreError:
    return StoreError(
        f"{what} in the database cannot be read ({why}); was the file changed by another program? "
        f"Go back to a copy, or begin a new one with --database."
    )
