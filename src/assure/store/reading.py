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
    try:
        return kind.model_validate(json.loads(data) if isinstance(data, str) else data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        why = f"{place}: {first['msg'].lower()}"
    except ValueError:
        why = "it is no longer JSON"
    raise StoreError(
        f"{what} in the database cannot be read ({why}); was the file changed by another program? "
        f"Go back to a copy, or begin a new one with --database."
    ) from None
