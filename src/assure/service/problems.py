"""The workbook of problems, written beside the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assure.model.errors import AssureError
from assure.shelf.writing import write

if TYPE_CHECKING:
    from assure.intake import Read


def check_problems_file(path: Path, plan: Path) -> None:
    """Raises AssureError unless ``path`` can become the workbook of problems of ``plan``."""
    if path.suffix.casefold() != ".xlsx":
        raise AssureError(f"{path}: the problems are written as a workbook; end its name in .xlsx.")
    if path.exists() and plan.exists() and path.samefile(plan):
        raise AssureError(
            f"{path} is the plan itself and stays as it is; give the problems another name."
        )


def write_problems(read: Read, path: Path) -> None:
    """The problems of a plan to ``path``, whole or not at all. Raises AssureError."""
    from assure.intake.problems_book import problems_book

    write(path, problems_book(read), "close it if it is open, or give another place")
