"""Which reader opens a file. Every reader gives grids, so that the rest need not know.

What the file holds decides, not the ending of its name; where the two differ, a problem says so.
A plan that the program itself wrote as JSON goes another way, since it needs no grids.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assure.intake import kinds
from assure.intake.container import read_bytes
from assure.intake.grid import Grid
from assure.intake.kinds import Kind, kind_of
from assure.model.base import Problem, Seen
from assure.model.errors import UnreadableFileError

Reader = Callable[[Path, bytes], tuple[list[Grid], list[Problem]]]

# Names under which systems export a text table; any text passes for one, so a name has a say too.
_OF_TABLES = frozenset(
    ending for kind in (kinds.TABLE, kinds.WORKBOOK, kinds.OLD_WORKBOOK) for ending in kind.endings
)
_KINDS_READ = "plans are read from .xlsx, .xlsm, .xls, .ods, .docx, .csv and .tsv files"


def read_grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    """The sheets or tables of a file in their order, and what could not be read of them.

    Raises UnreadableFileError with one sentence.
    """
    data = read_bytes(path)
    ending = path.suffix.casefold()
    kind = kind_of(data)
    if kind is kinds.JSON and ending in kinds.TABLE.endings:
        kind = kinds.TABLE  # a table may begin with a bracket
    if kind is kinds.TABLE and ending not in _OF_TABLES:
        raise UnreadableFileError(f"{path.name}: {_KINDS_READ}.")
    reader = _reader(kind)
    if reader is None:
        raise UnreadableFileError(_not_read(path, kind))
    grids, problems = reader(path, data)
    if ending not in kind.endings:
        problems.insert(0, _other_kind(path, kind))
    return grids, problems


def _reader(kind: Kind) -> Reader | None:
    """What reads files of this kind, imported with the first of them: all take 12 ms."""
    if kind is kinds.WORKBOOK:
        from assure.intake.workbook import read_workbook

        return read_workbook
    if kind is kinds.OLD_WORKBOOK:
        from assure.intake.old_workbook import read_old_workbook

        return read_old_workbook
    if kind is kinds.OPEN_SHEET:
        from assure.intake.open_sheet import read_open_sheet

        return read_open_sheet
    if kind is kinds.WORD:
        from assure.intake.word import read_word

        return read_word
    if kind is kinds.WEB_PAGE:
        from assure.intake.web_page import read_web_page

        return read_web_page
    if kind is kinds.TABLE:
        from assure.intake.delimited import read_delimited

        return read_delimited
    return None


def _not_read(path: Path, kind: Kind) -> str:
    if kind in (kinds.LOCKED, kinds.UNKNOWN):
        return f"{path.name} is {kind.called}; {kind.advice}."
    advice = kind.advice or "save the plan as .xlsx or .csv and try again"
    return f"{path.name} is {kind.called}, which is not read; {advice}."


def _other_kind(path: Path, kind: Kind) -> Problem:
    named = f"its name ends in {path.suffix}" if path.suffix else "its name does not say so"
    return Problem(
        code="other-kind",
        seen=Seen(file=path.name),
        wrong=f"the file is {kind.called}, though {named}, and was read as what it is.",
        do="Open it, see that nothing is missing, and save it as .xlsx.",
    )
