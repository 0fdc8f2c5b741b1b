"""What a person is told when a plan cannot be placed into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assure.model.errors import AssureError

if TYPE_CHECKING:
    from assure.intake.table import Table


class UnplacedColumnError(AssureError):
    """A table was found, but not its column of actions, or not the one a ``--map`` named.

    The message names the headings seen and the ``--map`` that would settle it. ``table`` is the
    one whose column of actions a person could point at, if that is all that is missing.
    """

    def __init__(self, message: str, table: Table | None = None) -> None:
        super().__init__(message)
        self.table = table


class UnknownColourError(AssureError):
    """A ``--legend`` names a colour or a meaning that nobody knows; the message says which."""
