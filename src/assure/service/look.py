"""How reports look here, and what making one may take: the settings as the press wants them."""

from __future__ import annotations

from assure.report.press import Limits
from assure.shelf.settings import Settings


def limits_of(settings: Settings) -> Limits:
    return Limits(settings.report.time_limit, settings.report.memory_limit)
