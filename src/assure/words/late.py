"""Patterns that are compiled when somebody first looks for them.

A module of words has many, and most commands need few of them: compiling takes as long as reading
the rest of the module.
"""

from __future__ import annotations

import re
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, but that a pattern with a fault raises re.error at its first use, and that
    only its own methods take it: ``late(...).sub``, never ``re.sub(late(...))``."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: int) -> None:
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        # Kept, so that no method is looked up here twice.
        found = self.__dict__[name] = getattr(re.compile(*self._given), name)
        return found
