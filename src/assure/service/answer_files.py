"""A file of answers, whatever kind it is of: YAML, JSON, a workbook or a text table."""

from __future__ import annotations

from pathlib import Path

from assure import shelf
from assure.interview.answer_tables import AnswerTables
from assure.interview.answers_file import AnswersFile
from assure.model.errors import QuestionnaireError

TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")


def open_answers(path: Path) -> AnswersFile | AnswerTables:
    """The answers in the file, not yet held against their questionnaire.

    Raises UnreadableFileError or QuestionnaireError.
    """
    if path.suffix.casefold() not in TABLES:
        text = shelf.read_text(path)
        return AnswersFile(text.origin, text.content)
    return _tables(path)


def _tables(path: Path) -> AnswerTables:
    from assure.intake.files import read_grids
    from assure.interview.answer_cells import Table, Written

    grids, problems = read_grids(path)
    for problem in problems:  # answers that are half read would be half kept
        raise QuestionnaireError(f"{problem.seen.place()}: {problem.wrong} {problem.do}")
    tables = [
        Table(
            origin=f"{path.name}, {grid.called}" if grid.sheet else path.name,
            name=grid.sheet,
            rows={
                number: {
                    column: Written(cell.value, cell.text, cell.place)
                    for column, cell in row.items()
                    if not cell.inherited
                }
                for number, row in grid
            },
        )
        for grid in grids
    ]
    return AnswerTables(path.name, tables)
