"""How much a run is to prove: everything with ``CI=true``, as ``.ci/run`` says, and elsewhere what
somebody who waits at a desk needs to know."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("CI") == "true"
SHARE = 4  # of what a thorough run tries by chance, a desk tries one part in so many


def tries(thorough: int) -> int:
    """How many examples by chance to try where a thorough run tries ``thorough`` of them."""
    return thorough if THOROUGH else max(1, thorough // SHARE)
