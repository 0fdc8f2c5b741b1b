"""Answers in a workbook or a text table, already read into rows → answers.

``answer_layout`` says how they stand there. Nothing that was written is left out: a column, a
sheet or a row that belongs to no question is told with its place, and so is evidence without an
answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assure.conditions.nearest import did_you_mean
from assure.interview import answer_layout as layout
from assure.interview.answer_cells import (
    Given,
    Table,
    Written,
    day_of,
    entry_of,
    fields_of,
)
from assure.interview.checking import clean
from assure.model.answers import Answer, Entry
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import Question, Questionnaire
from assure.words.text import plain

_OF_AN_ENTRY = re.compile(r"([^.]+)\.([1-9][0-9]{0,3})\.([^.]+)")  # strengths.1.text
_READ = {
    layout.heading(name): name
    for name in (*layout.COLUMNS, layout.QUESTIONNAIRE, layout.ANSWERED_BY, layout.GIVEN_ON)
} | {layout.heading(layout.VALUE): layout.ANSWER}


@dataclass
class _Found:
    """What the tables say, by question key, before it is held against the questions."""

    rows: dict[str, Given] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)


class AnswerTables:
    """The tables of one file. Raises QuestionnaireError: ``file, sheet, cell: what is wrong``."""

    def __init__(self, origin: str, tables: Iterable[Table]) -> None:
        self._origin = origin
        filled = [table for table in tables if table.rows and table.name != layout.LISTS]
        self._about = _about([table for table in filled if _is_about(table)])
        self._tables = [table for table in filled if not _is_about(table)]
        if not any(_columns_of(table) for table in self._tables):
            raise QuestionnaireError(
                f"{origin}: no column is headed “{layout.QUESTION}”; begin with a file that "
                "`assure questionnaires export` writes."
            )

    @property
    def questionnaire(self) -> str:
        """The key of the questionnaire that was answered; "" when the file does not say."""
        if layout.QUESTIONNAIRE in self._about:
            return self._about[layout.QUESTIONNAIRE].text.strip()
        said = {
            cells[number].text.strip()
            for table in self._tables
            for number, name in _columns_of(table).items()
            if name == layout.QUESTIONNAIRE
            for cells in list(table.rows.values())[1:]
            if number in cells
        }
        if len(said) > 1:
            raise QuestionnaireError(
                f"{self._origin}: answers to several questionnaires ({', '.join(sorted(said))}); "
                "give each a file of its own."
            )
        return next(iter(said), "")

    def answers(
        self,
        questionnaire: Questionnaire,
        *,
        given_at: dt.datetime | None = None,
        respondent: str = "",
    ) -> tuple[Answer, ...]:
        """The answers in the order of the questions. A question whose row is blank has none.

        ``given_at`` and ``respondent`` hold where the file says neither. Raises
        QuestionnaireError.
        """
        if self.questionnaire not in ("", questionnaire.key):
            raise QuestionnaireError(
                f"{self._origin}: these are answers to {self.questionnaire}, not to "
                f"{questionnaire.key}; use `assure ask {self.questionnaire}`."
            )
        found = _Found()
        names = layout.sheet_names(questionnaire)
        sheets = {plain(name): key for key, name in names.items()}
        for table in self._tables:
            if _columns_of(table):
                _take_rows(found, table, questionnaire)
            elif (key := sheets.get(plain(table.name or ""))) is not None:
                question = questionnaire.question(key)
                assert question is not None  # noqa: S101 # the sheets are its questions'
                found.entries[key] = list(_entries_of(question, table))
            else:
                raise QuestionnaireError(
                    f"{table.origin}: this sheet belongs to no question; "
                    f"{did_you_mean(table.name or '', list(sheets))}"
                )
        common = {
            "questionnaire": questionnaire.key,
            "respondent": self._said(layout.ANSWERED_BY) or respondent,
            "given_at": self._given_on() or given_at,
        }
        answers = []
        nothing = Given({}, Table(self._origin, None, {}))
        for question in questionnaire.questions():
            key = question.key
            given, entries = found.rows.get(key, nothing), found.entries.get(key, [])
            fields = fields_of(question, given, entries, names)
            if fields is not None:
                version = {"question": key, "version": question.version}
                answers.append(Answer(**common, **version, **fields))
        return tuple(answers)

    def _said(self, label: str) -> str:
        return clean(self._about[label].text) if label in self._about else ""

    def _given_on(self) -> dt.datetime | None:
        cell = self._about.get(layout.GIVEN_ON)
        if cell is None:
            return None
        return dt.datetime.combine(day_of(cell, f"{self._origin}, About"), dt.time(), dt.UTC)


# --- Which table is what ------------------------------------------------------------------


def _first_row(table: Table) -> Mapping[int, Written]:
    return table.rows[min(table.rows)]


def _is_about(table: Table) -> bool:
    return plain(table.name or "") == plain(layout.ABOUT)


def _about(tables: Sequence[Table]) -> dict[str, Written]:
    """The cell beside each label that is read."""
    found = {}
    for table in tables:
        for row in table.rows.values():
            label = _READ.get(layout.heading(row[1].text)) if 1 in row else None
            if label is not None and 2 in row:
                found[label] = row[2]
    return found


def _columns_of(table: Table) -> dict[int, str]:
    """The columns of a table of answers by number; none when it is no such table."""
    columns = {
        number: _READ.get(layout.heading(cell.text), "")
        for number, cell in _first_row(table).items()
    }
    return columns if layout.QUESTION in columns.values() else {}


# --- Rows ---------------------------------------------------------------------------------


def _take_rows(found: _Found, table: Table, questionnaire: Questionnaire) -> None:
    columns = _columns_of(table)
    _check_columns(table, columns)
    first: dict[str, str] = {}
    by_entry: dict[str, dict[int, dict[str, Written]]] = {}
    for number, row in sorted(table.rows.items())[1:]:
        cells = {columns[column]: cell for column, cell in row.items()}
        if layout.QUESTION not in cells:
            if cells.keys() <= layout.FOR_READERS:
                continue
            raise QuestionnaireError(
                f"{table.origin}, row {number}: this row names no question; write its key under "
                f"“{layout.QUESTION}”."
            )
        key = cells[layout.QUESTION].text.strip()
        place = f"{table.origin}, {cells[layout.QUESTION].place}"
        if key in first:
            raise QuestionnaireError(
                f"{place}: {key} is already in {first[key]}; keep one of the two rows."
            )
        first[key] = cells[layout.QUESTION].place
        parts = _OF_AN_ENTRY.fullmatch(key)
        if parts is not None:
            if layout.ANSWER in cells:
                entries = by_entry.setdefault(parts[1], {})
                entries.setdefault(int(parts[2]), {})[parts[3]] = cells[layout.ANSWER]
                _question(questionnaire, parts[1], place)
            continue
        _question(questionnaire, key, place)
        found.rows[key] = Given(cells, table)
    for key, entries in by_entry.items():
        question = _question(questionnaire, key, table.origin)
        found.entries[key] = [
            entry_of(question, cells, f"{table.origin}, {key}.{number}", table.origin)
            for number, cells in sorted(entries.items())
        ]


def _check_columns(table: Table, columns: Mapping[int, str]) -> None:
    seen: set[str] = set()
    for number, cell in _first_row(table).items():
        name = columns[number]
        if not name:
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: “{cell.text[:60]}” is no column of answers; "
                f"{did_you_mean(cell.text[:60], layout.COLUMNS)}"
            )
        if name in seen:
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: “{name}” is there twice; keep one column."
            )
        seen.add(name)


def _question(questionnaire: Questionnaire, key: str, place: str) -> Question:
    question = questionnaire.question(key)
    if question is None:
        known = [known.key for known in questionnaire.questions()]
        raise QuestionnaireError(
            f"{place}: {questionnaire.key} has no question {key[:60]}; {did_you_mean(key, known)}"
        )
    return question


# --- Entries ------------------------------------------------------------------------------


def _entries_of(question: Question, table: Table) -> Iterator[Entry]:
    """Each filled row of the sheet of ``question``."""
    known = {layout.heading(text): key for key, text in layout.field_headings(question).items()}
    known |= {layout.heading(field.key): field.key for field in question.fields}
    columns = {}
    for number, cell in _first_row(table).items():
        key = known.get(layout.heading(cell.text))
        if key is None:
            texts = list(layout.field_headings(question).values())
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: “{cell.text[:60]}” is no column of this sheet; "
                f"{did_you_mean(cell.text[:60], texts)}"
            )
        columns[number] = key
    for number, row in sorted(table.rows.items())[1:]:
        stray = next((cell for column, cell in row.items() if column not in columns), None)
        if stray is not None:
            raise QuestionnaireError(
                f"{table.origin}, {stray.place}: “{stray.text[:60]}” stands under no heading; "
                "move it under one, or take it out."
            )
        cells = {columns[column]: cell for column, cell in row.items()}
        yield entry_of(question, cells, f"{table.origin}, row {number}", table.origin)
