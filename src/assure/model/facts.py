"""Facts: what rules look at. One subject, typed values, where each was seen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from assure.model.base import Noun, Provenance

# The commonest first: values are tried against these in turn.
FactValue = bool | str | int | Decimal | dt.date
# Of one of the places of a fact, counting from 0.
Place = Annotated[int, Field(ge=0)]


class Fact(Noun):
    """One thing to be judged. A field without a value is left out of ``values``.

    ``subject`` is a subject of the catalogue ("action"), ``ref`` what people call it,
    ``key`` its stable identity, ``title`` its words, ``outcomes`` the refs it bears on.
    ``places`` are the cells and answers that it was seen in, each once, for up to thirty fields
    rest on the same; ``seen`` says for each field in which of them, by number.
    """

    subject: str
    key: str
    ref: str
    title: str = ""
    outcomes: tuple[str, ...] = ()
    values: dict[str, FactValue] = Field(default_factory=dict)
    places: tuple[Provenance, ...] = ()
    seen: dict[str, tuple[Place, ...]] = Field(default_factory=dict)

    def seen_in(self, field: str) -> tuple[Provenance, ...]:
        """The cells and answers that ``field`` rests on."""
        return tuple([self.places[number] for number in self.seen.get(field, ())])
