"""What a person is told when a plan cannot be placed into columns."""

from __future__ import annotations

from assure.model.errors import AssureError


class UnplacedColumnError(AssureError):
    """A table was found, but not its column of actions, or not the one a ``--map`` named.

    The message names the headings seen and the ``--map`` that would settle it.
    """
