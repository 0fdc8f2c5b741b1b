"""Entries of a question that has several: a row of a sheet, or rows of a table for the parts of
each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assure.conditions.nearest import did_you_mean
from assure.interview import answer_layout as layout
from assure.interview.answer_cells import Table, Written, no_option, raw_of
from assure.interview.checking import UnfitAnswerError, field_value
from assure.model.answers import Entry, Scalar
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import EntryField, Question


@dataclass(frozen=True)
class Part:
    """One field of an entry: what it is called where it is filled in, its cell, and its place."""

    called: str
    place: str
    cell: Written | None = None


def entries_on_sheet(question: Question, table: Table) -> Iterator[Entry]:
    """Each filled row of the sheet of ``question``. Raises QuestionnaireError."""
    titles = layout.field_headings(question)
    known = {layout.heading(key): key for key in titles}
    known |= {layout.heading(text): key for key, text in titles.items()}
    columns: dict[int, str] = {}
    letters: dict[str, str] = {}
    for number, cell in table.headings.items():
        key = known.get(layout.heading(cell.text))
        if key is None:
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: “{cell.shown}” is no column of this sheet; "
                f"{did_you_mean(cell.shown, titles.values())}"
            )
        if key in letters:
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: “{cell.shown}” is there twice; keep one column."
            )
        columns[number], letters[key] = key, cell.place.rstrip("0123456789")
    for row, cells in table.under(columns):
        yield _entry_of(
            question,
            {
                key: Part(title, f"{table.origin}, {letters.get(key, 'row ')}{row}", cells.get(key))
                for key, title in titles.items()
            },
        )


def entry_in_rows(
    question: Question, number: int, cells: Mapping[str, Written], table: Table
) -> Entry:
    """Entry ``number`` from the rows of its parts, by field key. Raises
    QuestionnaireError."""
    keys = [field.key for field in question.fields]
    for key, cell in cells.items():
        if key not in keys:
            raise QuestionnaireError(
                f"{table.origin}, {cell.place}: {question.key} has no field {key[:60]}; "
                f"{did_you_mean(key, keys)}"
            )
    parts = {}
    for key in keys:
        given = cells.get(key)
        place = f"{table.origin}, {given.place}" if given else table.origin
        parts[key] = Part(f"{question.key}.{number}.{key}", place, given)
    return _entry_of(question, parts)


def _entry_of(question: Question, parts: Mapping[str, Part]) -> Entry:
    """One entry from its parts, by field key."""
    entry: Entry = {}
    for of_entry in question.fields:
        part = parts[of_entry.key]
        value = None if part.cell is None else _field_value(of_entry, part, part.cell)
        if value is not None:
            entry[of_entry.key] = value
        elif not of_entry.optional:
            do = "choose one of its options" if of_entry.options else "fill it in"
            raise QuestionnaireError(f"{part.place}: “{part.called}” is empty; {do}.")
    return entry


def _field_value(of_entry: EntryField, part: Part, cell: Written) -> Scalar:
    try:
        called = of_entry.model_copy(update={"key": part.called})
        return field_value(called, raw_of(of_entry, cell))
    except UnfitAnswerError as error:
        wrong = no_option(of_entry, cell) or str(error)
        raise QuestionnaireError(f"{part.place}: {wrong}") from None
