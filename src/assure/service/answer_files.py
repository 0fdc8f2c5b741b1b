"""A file of answers, whatever kind it is of: YAML, JSON, a workbook or a text table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assure import shelf
from assure.interview import answer_layout as layout
from assure.interview.answer_tables import AnswerTables
from assure.interview.answers_file import AnswersFile
from assure.model.answers import Answer
from assure.model.errors import QuestionnaireError, UnreadableFileError
from assure.model.respondents import heard, latest, whose

if TYPE_CHECKING:
    from assure.intake.grid import Grid
    from assure.interview.answer_cells import Table
    from assure.model.base import Problem

TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
JSON = ".json"
TEXTS = (".yaml", ".yml", JSON)


def open_answers(path: Path) -> AnswersFile | AnswerTables:
    """The answers in the file, not yet held against their questionnaire.

    Raises UnreadableFileError or QuestionnaireError.
    """
    ending = path.suffix.casefold()
    if ending in TABLES:
        grids, problems = _grids(path)
        for problem in problems:  # answers that are half read would be half kept
            place = problem.seen.place()
            where = path.name if place == path.name else f"{path.name}, {place}"
            raise QuestionnaireError(f"{where}: {problem.wrong} {problem.do}")
        return AnswerTables(path.name, [_table(path, grid) for grid in grids])
    if ending not in TEXTS and path.is_file():
        raise UnreadableFileError(
            f"{path}: answers are read from .xlsx, .ods, .csv, .tsv, .yaml and .json files; give "
            "one of these, such as `assure questionnaires export` writes."
        )
    text = shelf.read_text(path)
    return AnswersFile(text.origin, text.content, json=ending == JSON)


def not_yet_kept(given: Iterable[Answer], kept: Iterable[Answer]) -> tuple[Answer, ...]:
    """Those of ``given`` that say something else than what stands from the same respondent.

    A file that is read again must not look as if everybody had thought again; but what was
    agreed on is agreed on once more where somebody has answered otherwise since.
    """
    given, kept = tuple(given), tuple(kept)
    standing = {(a.questionnaire, a.question, whose(a)): _said(a) for a in latest(kept)}
    for key in {answer.questionnaire for answer in given}:
        for question, one in heard(kept, key).items():
            if one.anew:
                del standing[key, question, None]
    return tuple(
        answer
        for answer in given
        if standing.get((answer.questionnaire, answer.question, whose(answer))) != _said(answer)
    )


def _said(answer: Answer) -> Answer:
    return answer.model_copy(update={"given_at": None, "respondent": ""})


def _grids(path: Path) -> tuple[list[Grid], list[Problem]]:
    from assure.intake import kinds
    from assure.intake.container import read_bytes
    from assure.intake.delimited import read_delimited
    from assure.intake.files import read_grids

    data = read_bytes(path)
    if path.suffix.casefold() in kinds.TABLE.endings and kinds.kind_of(data) is kinds.TABLE:
        # What was answered at length must not be taken for the shape of the table.
        return read_delimited(path, data, headed=True)
    return read_grids(path)


def _table(path: Path, grid: Grid) -> Table:
    from assure.interview.answer_cells import Table, Written

    return Table(
        origin=f"{path.name}, {grid.called}" if grid.sheet else path.name,
        name=grid.sheet,
        rows={
            number: {
                column: Written(
                    value=cell.value,
                    text=cell.text if grid.sheet else layout.unguarded(cell.text),
                    place=cell.place,
                )
                for column, cell in row.items()
                if not cell.inherited
            }
            for number, row in grid
        },
    )
