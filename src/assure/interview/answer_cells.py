"""The cells that say one answer → what the answer holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assure.conditions.nearest import did_you_mean
from assure.conditions.wording import listed
from assure.interview import answer_layout as layout
from assure.interview.checking import (
    MOST_ENTRIES,
    UnfitAnswerError,
    clean,
    reason_of,
    value_of,
)
from assure.model.answers import AnswerState, Entry, Value
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import SEVERAL, EntryField, Question, QuestionKind
from assure.words.days import read_day
from assure.words.text import one_line, plain

_STATES = {plain(words): state for state, words in layout.STATES.items()}


@dataclass(frozen=True)
class Written:
    """One filled cell: what the file holds, the words that its reader sees, and its place."""

    value: Any
    text: str
    place: str  # "C5"

    @property
    def shown(self) -> str:
        """Its words in a message."""
        return one_line(clean(self.text))[:60]


@dataclass(frozen=True)
class Table:
    """One sheet. ``rows`` and their cells count from 1; ``origin`` names it in messages."""

    origin: str
    name: str | None
    rows: Mapping[int, Mapping[int, Written]]

    @property
    def headings(self) -> Mapping[int, Written]:
        """The cells of its first row."""
        return self.rows[min(self.rows)]

    def under(self, columns: Mapping[int, str]) -> Iterator[tuple[int, dict[str, Written]]]:
        """Each row below the headings: its number, and its cells by what their column holds.

        Raises QuestionnaireError for a cell under no heading.
        """
        for number, row in sorted(self.rows.items())[1:]:
            for column, cell in row.items():
                if column not in columns:
                    raise QuestionnaireError(
                        f"{self.origin}, {cell.place}: “{cell.shown}” stands under no heading; "
                        "move it under one, or take it out."
                    )
            yield number, {columns[column]: cell for column, cell in row.items()}


@dataclass
class Given:
    """What the table says to one question: the cells of its row, by column."""

    question: str
    cells: dict[str, Written]
    table: Table

    def text(self, column: str) -> str:
        return clean(self.cells[column].text) if column in self.cells else ""

    def place(self, column: str) -> str:
        """The cell, for a message; the question tells which row is meant."""
        return f"{self.table.origin}, {self.cells[column].place}: {self.question}"


def no_option(asked: Question | EntryField, cell: Written) -> str:
    """What to say of words that are none of the options, by the words that the file uses."""
    if asked.kind not in layout.ONE_OF:
        return ""
    return f"“{cell.shown}” is no answer here; choose {_listed(asked)}."


def _listed(asked: Question | EntryField) -> str:
    return listed([f"“{label}”" for label in layout.labels(asked.options).values()])


def fields_of(
    question: Question, given: Given, entries: Sequence[Entry], sheets: Mapping[str, str]
) -> dict[str, object] | None:
    """What the answer to ``question`` holds; None when nothing is said to it.

    ``sheets`` names the sheet of each question of several entries. Raises QuestionnaireError.
    """
    said = given.cells.get(layout.ANSWER)
    if (
        said is not None
        and question.key in sheets
        and plain(said.text) == plain(layout.see_sheet(sheets[question.key]))
    ):
        said = None
    state = _state(given)
    if state is not None and state in layout.UNKNOWN:
        if said is not None or entries:
            raise QuestionnaireError(
                f"{given.place(layout.STATE)}: there is an answer, and “{layout.STATES[state]}” as "
                "well; keep one."
            )
        return {"state": state, "reason": _reason(given), **_evidence(given)}
    if said is None and not entries:
        filled = [
            name
            for name in (layout.STATE, layout.REASON, layout.EVIDENCE, layout.EVIDENCE_DATE)
            if given.text(name)
        ]
        if filled:
            raise QuestionnaireError(
                f"{given.place(filled[0])}: “{filled[0]}” is filled and there is no answer; "
                f"answer, or choose “{layout.STATES[AnswerState.DONT_KNOW]}” and say why."
            )
        return None
    if given.text(layout.REASON):
        raise QuestionnaireError(
            f"{given.place(layout.REASON)}: a reason stands beside an answer; it belongs to “Don’t "
            "know” and “Not applicable”, so choose one of these or move the words to the evidence."
        )
    return {"value": _value(question, said, entries, given, sheets), **_evidence(given)}


def _state(given: Given) -> AnswerState | None:
    words = given.text(layout.STATE)
    if not words:
        return None
    state = _STATES.get(plain(words))
    if state is None:
        shown = given.cells[layout.STATE].shown
        raise QuestionnaireError(
            f"{given.place(layout.STATE)}: “{shown}” is no state of an answer; "
            f"{did_you_mean(shown, layout.STATES.values())}"
        )
    return state


def _reason(given: Given) -> str:
    try:
        return reason_of(given.text(layout.REASON))
    except UnfitAnswerError as error:
        raise QuestionnaireError(f"{given.place(layout.STATE)}: {error}") from None


def _evidence(given: Given) -> dict[str, object]:
    fields: dict[str, object] = {"evidence": given.text(layout.EVIDENCE)}
    cell = given.cells.get(layout.EVIDENCE_DATE)
    if cell is not None:
        fields["evidence_date"] = day_of(cell, given.table.origin)
    return fields


def _value(
    question: Question,
    said: Written | None,
    entries: Sequence[Entry],
    given: Given,
    sheets: Mapping[str, str],
) -> Value:
    if said is None:
        return _whole(question, entries)
    place = given.place(layout.ANSWER)
    if question.kind is not QuestionKind.ENTRIES:
        try:
            return value_of(question, raw_of(question, said))
        except UnfitAnswerError as error:
            raise QuestionnaireError(f"{place}: {no_option(question, said) or error}") from None
    if not layout.is_none(said.text):
        there = f"on the sheet {sheets[question.key]}, one to a row"
        if given.table.name is None:
            there = f"part by part in rows such as {question.key}.1.{question.fields[0].key}"
        raise QuestionnaireError(
            f"{place}: entries stand {there}; write them there, or “{layout.NONE}” here."
        )
    if entries:
        raise QuestionnaireError(
            f"{place}: “{layout.NONE}” is written, and there are entries as well; keep one."
        )
    return ()


def _whole(question: Question, entries: Sequence[Entry]) -> Value:
    most = question.most or MOST_ENTRIES
    if len(entries) > most:
        raise QuestionnaireError(
            f"{question.key}: {len(entries)} entries, and at most {most} are wanted; keep the best."
        )
    return tuple(entries)


def raw_of(asked: Question | EntryField, cell: Written) -> Any:
    """What ``checking`` is to look at: options by the words that the sheet uses for them."""
    by_label = {plain(label): value for value, label in layout.labels(asked.options).items()}
    match asked.kind:
        case kind if kind in SEVERAL:
            return _options(cell.text, by_label)
        case kind if kind in layout.ONE_OF:
            return by_label.get(plain(cell.text), cell.text)
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            if isinstance(cell.value, int | float | Decimal) and not cell.text.endswith("%"):
                return cell.value
            return cell.text.removesuffix("%") if asked.unit == "%" else cell.text
        case QuestionKind.DATE if isinstance(cell.value, dt.date):
            return cell.value
    return cell.text


def _options(text: str, by_label: Mapping[str, int | str]) -> list[int | str]:
    """Options one to a line, or on one line with commas between."""
    if plain(text) in by_label:
        return [by_label[plain(text)]]
    if layout.is_none(text):
        return []
    pieces = text.split("\n") if "\n" in text.strip() else re.split("[,;]", text)
    return [by_label.get(plain(piece), piece.strip()) for piece in pieces if piece.strip()]


def day_of(cell: Written, origin: str) -> dt.date:
    """The day in ``cell``. Raises QuestionnaireError."""
    if isinstance(cell.value, dt.datetime):
        return cell.value.date()
    day = cell.value if isinstance(cell.value, dt.date) else read_day(cell.text[:40])
    if day is None:
        raise QuestionnaireError(
            f"{origin}, {cell.place}: “{cell.shown}” is not a day; write it as 31/10/2026."
        )
    return day
