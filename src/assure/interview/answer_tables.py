"""Answers in a workbook or a text table, already read into rows → answers.

``answer_layout`` says how they stand there. Nothing that was written is left out: a column, a
sheet or a row that belongs to no question is told with its place, and so is evidence without an
answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assure.conditions.nearest import did_you_mean
from assure.interview import answer_layout as layout
from assure.interview.answer_cells import Given, Table, Written, day_of, fields_of
from assure.interview.answer_entries import entries_on_sheet, entry_in_rows
from assure.interview.checking import clean
from assure.model.answers import Answer, Entry
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import Question, Questionnaire
from assure.words.text import one_line, plain

_OF_AN_ENTRY = re.compile(r"([^.]+)\.([1-9][0-9]{0,3})\.([^.]+)")  # strengths.1.text
_READ = {
    layout.heading(name): name
    for name in (*layout.COLUMNS, layout.QUESTIONNAIRE, layout.ANSWERED_BY, layout.GIVEN_ON)
} | {layout.heading(layout.VALUE): layout.ANSWER}


# Words that stand in every row, or are there to be read by people.
_BESIDE = layout.FOR_READERS | {layout.QUESTIONNAIRE, layout.ANSWERED_BY, layout.GIVEN_ON}


@dataclass
class _Found:
    """What the tables say, by question key, before it is held against the questions."""

    rows: dict[str, Given] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # where each key stands first

    def take_entries(self, key: str, entries: list[Entry], table: Table) -> None:
        if entries and self.entries.get(key):
            raise QuestionnaireError(
                f"{table.origin}: entries of {key} stand in another place as well; keep one of the "
                "two."
            )
        self.entries[key] = entries or self.entries.get(key, [])


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
        return self._said(layout.QUESTIONNAIRE)

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
            key = sheets.get(plain(table.name or ""))
            if key is not None:
                question = questionnaire.question(key)
                assert question is not None  # noqa: S101 # the sheets are its questions'
                found.take_entries(key, list(entries_on_sheet(question, table)), table)
            elif _columns_of(table):
                _take_rows(found, table, questionnaire)
            else:
                raise QuestionnaireError(
                    f"{table.origin}: this sheet belongs to no question; "
                    f"{did_you_mean(table.name or '', names.values())}"
                )
        common = {
            "questionnaire": questionnaire.key,
            "respondent": self._said(layout.ANSWERED_BY) or respondent,
            "given_at": self._given_on() or given_at,
        }
        answers = []
        nowhere = Table(self._origin, None, {})
        for question in questionnaire.questions():
            key = question.key
            given, entries = (
                found.rows.get(key) or Given(key, {}, nowhere),
                found.entries.get(key, []),
            )
            fields = fields_of(question, given, entries, names)
            if fields is not None:
                version = {"question": key, "version": question.version}
                answers.append(Answer(**common, **version, **fields))
        return tuple(answers)

    def _said(self, label: str) -> str:
        cell, _ = self._of_file(label)
        return clean(cell.text) if cell else ""

    def _given_on(self) -> dt.datetime | None:
        cell, origin = self._of_file(layout.GIVEN_ON)
        if cell is None:
            return None
        return dt.datetime.combine(day_of(cell, origin), dt.time(), dt.UTC)

    def _of_file(self, label: str) -> tuple[Written | None, str]:
        """What holds for all answers, and where it is: beside ``label``, or in a column of it."""
        if label in self._about:
            return self._about[label], f"{self._origin}, {layout.ABOUT}"
        said = {
            clean(cells[number].text): (cells[number], table.origin)
            for table in self._tables
            for number, name in _columns_of(table).items()
            if name == label
            for cells in list(table.rows.values())[1:]
            if number in cells
        }
        if len(said) > 1:
            first, second, *_ = sorted(said)
            raise QuestionnaireError(
                f"{self._origin}: under “{label}” stand “{first[:60]}” and “{second[:60]}”; give "
                "each a file of its own."
            )
        return next(iter(said.values()), (None, self._origin))


# --- Which table is what ------------------------------------------------------------------


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
        number: _READ.get(layout.heading(cell.text), "") for number, cell in table.headings.items()
    }
    return columns if layout.QUESTION in columns.values() else {}


# --- Rows ---------------------------------------------------------------------------------


def _take_rows(found: _Found, table: Table, questionnaire: Questionnaire) -> None:
    columns = _columns_of(table)
    _check_columns(table, columns)
    by_entry: dict[str, dict[int, dict[str, Written]]] = {}
    for number, cells in table.under(columns):
        if layout.QUESTION not in cells:
            if cells.keys() <= _BESIDE:
                continue
            raise QuestionnaireError(
                f"{table.origin}, row {number}: this row names no question; write its key under "
                f"“{layout.QUESTION}”."
            )
        key = cells[layout.QUESTION].text.strip()
        place = f"{table.origin}, {cells[layout.QUESTION].place}"
        if key in found.places:
            raise QuestionnaireError(
                f"{place}: {key} is already answered in {found.places[key]}; keep one of the two "
                "rows."
            )
        found.places[key] = place
        parts = _OF_AN_ENTRY.fullmatch(key)
        if parts is not None:
            _question(questionnaire, parts[1], place)
            _check_part(key, cells, table)
            if layout.ANSWER in cells:
                entries = by_entry.setdefault(parts[1], {})
                entries.setdefault(int(parts[2]), {})[parts[3]] = cells[layout.ANSWER]
            continue
        _question(questionnaire, key, place)
        found.rows[key] = Given(key, cells, table)
    for key, entries in by_entry.items():
        question = _question(questionnaire, key, table.origin)
        written = [
            entry_in_rows(question, number, cells, table)
            for number, cells in sorted(entries.items())
        ]
        found.take_entries(key, written, table)


def _check_part(key: str, cells: Mapping[str, Written], table: Table) -> None:
    """Whatever is said of entries beside their words stands in the row of their question."""
    for name in (layout.STATE, layout.REASON, layout.EVIDENCE, layout.EVIDENCE_DATE):
        if name in cells:
            raise QuestionnaireError(
                f"{table.origin}, {cells[name].place}: “{name}” is filled beside a part of an "
                f"entry; it belongs into the row of {key.partition('.')[0]}."
            )


def _check_columns(table: Table, columns: Mapping[int, str]) -> None:
    seen: set[str] = set()
    for number, cell in table.headings.items():
        name = columns[number]
        if not name:
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: “{cell.shown}” is no column of answers; "
                f"{did_you_mean(cell.shown, layout.COLUMNS)}"
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
            f"{place}: {questionnaire.key} has no question {one_line(key)[:60]}; "
            f"{did_you_mean(key, known)}"
        )
    return question
