"""The latest note of an action, and its cell."""

from __future__ import annotations

from assure.model.actions import Action
from assure.model.base import Seen


def latest_note(action: Action) -> str:
    return action.notes[-1].text if action.notes else ""


def note_seen(action: Action) -> tuple[Seen, ...]:
    """The cell of the latest note."""
    last = action.notes[-1].seen if action.notes else None
    return (last,) if last else ()
