"""Reading plans as people write them: nothing is dropped, and each doubt names its cell."""

from __future__ import annotations

from assure.intake.errors import UnplacedColumnError
from assure.intake.read import Read, read_file, read_plan
from assure.intake.said import Said

__all__ = ["Read", "Said", "UnplacedColumnError", "read_file", "read_plan"]
