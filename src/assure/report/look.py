"""What a locality makes its own in a report: templates, and how pages are dressed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Look:
    """``templates`` is a folder whose files stand in for shipped ones of the same name."""

    templates: Path | None = None


PLAIN = Look()
