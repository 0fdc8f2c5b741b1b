"""An action while the sheets that speak of it are still being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assure.model.actions import Action, ProgressNote
from assure.model.base import Seen


@dataclass
class Draft:
    """Its values by field of ``Action``; lists and mappings grow as sheets are read."""

    key: str
    ref: str
    written_ref: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[ProgressNote] = field(default_factory=list)
    other: dict[str, str] = field(default_factory=dict)
    impact: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)

    def action(self) -> Action:
        notes = sorted(self.notes, key=lambda note: (note.quarter is not None, note.quarter or 0))
        return Action(
            key=self.key,
            ref=self.ref,
            notes=tuple(notes),
            other=self.other,
            impact=self.impact,
            seen=self.seen,
            **self.values,
        )
