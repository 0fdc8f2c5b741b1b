"""Facts: what rules look at. One subject, typed values, where each was seen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pydantic import Field

from assure.model.base import Noun, Provenance

# The commonest first: values are tried against these in turn.
FactValue = bool | str | int | Decimal | dt.date


class Fact(Noun):
    """One thing to be judged. A field without a value is left out of ``values``.

    ``subject`` is a subject of the catalogue ("action"), ``ref`` what people call it,
    ``key`` its stable identity, ``title`` its words, ``outcomes`` the refs it bears on.
    """

    subject: str
    key: str
    ref: str
    title: str = ""
    outcomes: tuple[str, ...] = ()
    values: dict[str, FactValue] = Field(default_factory=dict)
    seen: dict[str, tuple[Provenance, ...]] = Field(default_factory=dict)
