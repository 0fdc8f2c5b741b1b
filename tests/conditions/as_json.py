"""Data of a document as other readers of YAML and JSON have it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from assure.conditions.documents import Data


def as_json(data: Data) -> Any:
    """YAML data as a JSON Schema sees it: days are text."""
    if isinstance(data, dict):
        return {key: as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(value) for value in data]
    if isinstance(data, Decimal):
        return float(data)
    return data.isoformat() if isinstance(data, dt.date) else data
