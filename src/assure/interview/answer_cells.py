"""The cells that say one answer → what the answer holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assure.conditions.nearest import did_you_mean
from assure.interview import answer_layout as layout
from assure.interview.checking import (
    MOST_ENTRIES,
    UnfitAnswerError,
    clean,
    field_value,
    reason_of,
    value_of,
)
from assure.model.answers import AnswerState, Entry, Scalar, Value
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import EntryField, Question, QuestionKind
from assure.words.days import read_day
from assure.words.text import plain

_STATES = {plain(words): state for state, words in layout.STATES.items()}


@dataclass(frozen=True)
class Written:
    """One filled cell: what the file holds, the words that its reader sees, and its place."""

    value: Any
    text: str
    place: str  # "C5"


@dataclass(frozen=True)
class Table:
    """One sheet. ``rows`` and their cells count from 1; ``origin`` names it in messages."""

    origin: str
    name: str | None
    rows: Mapping[int, Mapping[int, Written]]


@dataclass
class Given:
    """What the table says to one question: the cells of its row, by column."""

    cells: dict[str, Written]
    table: Table

    def text(self, column: str) -> str:
        return clean(self.cells[column].text) if column in self.cells else ""


def entry_of(question: Question, cells: Mapping[str, Written], place: str, origin: str) -> Entry:
    """One entry from its cells, by field key. Raises QuestionnaireError."""
    keys = [field.key for field in question.fields]
    for key in cells:
        if key not in keys:
            raise QuestionnaireError(
                f"{place}: {question.key} has no field {key[:60]}; {did_you_mean(key, keys)}"
            )
    entry: Entry = {}
    for of_entry in question.fields:
        cell = cells.get(of_entry.key)
        try:
            value: Scalar = field_value(of_entry, None if cell is None else _raw(of_entry, cell))
        except UnfitAnswerError as error:
            where = place if cell is None else f"{origin}, {cell.place}"
            raise QuestionnaireError(f"{where}: {error}") from None
        if value is not None:
            entry[of_entry.key] = value
    return entry


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
    place = f"{given.table.origin}, row of {question.key}"
    if state in (AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE):
        if said is not None or entries:
            raise QuestionnaireError(
                f"{place}: there is an answer, and “{layout.STATES[state]}” as well; keep one."
            )
        return {"state": state, "reason": _reason(given, place), **_evidence(given)}
    if said is None and not entries:
        filled = [
            name
            for name in (layout.STATE, layout.REASON, layout.EVIDENCE, layout.EVIDENCE_DATE)
            if given.text(name)
        ]
        if filled:
            raise QuestionnaireError(
                f"{place}: “{filled[0]}” is filled and there is no answer; answer, or choose "
                f"“{layout.STATES[AnswerState.DONT_KNOW]}” and say why."
            )
        return None
    if given.text(layout.REASON):
        raise QuestionnaireError(
            f"{place}: a reason stands beside an answer; it belongs to “Don’t know” and “Not "
            "applicable”, so choose one of these or move the words to the evidence."
        )
    return {"value": _value(question, said, entries, given, sheets), **_evidence(given)}


def _state(given: Given) -> AnswerState | None:
    words = given.text(layout.STATE)
    if not words:
        return None
    state = _STATES.get(plain(words))
    if state is None:
        cell = given.cells[layout.STATE]
        raise QuestionnaireError(
            f"{given.table.origin}, {cell.place}: “{words[:60]}” is no state of an answer; "
            f"{did_you_mean(words[:60], list(layout.STATES.values()))}"
        )
    return state


def _reason(given: Given, place: str) -> str:
    try:
        return reason_of(given.text(layout.REASON))
    except UnfitAnswerError as error:
        raise QuestionnaireError(f"{place}: {error}") from None


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
    place = f"{given.table.origin}, {said.place}"
    if question.kind is not QuestionKind.ENTRIES:
        try:
            return value_of(question, _raw(question, said))
        except UnfitAnswerError as error:
            raise QuestionnaireError(f"{place}: {question.key}: {error}") from None
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


def _raw(asked: Question | EntryField, cell: Written) -> Any:
    """What ``checking`` is to look at: options by the words that the sheet uses for them."""
    by_label = {plain(label): value for value, label in layout.labels(asked.options).items()}
    match asked.kind:
        case kind if kind in layout.SEVERAL:
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
            f"{origin}, {cell.place}: “{cell.text[:40]}” is not a day; write it as 31/10/2026."
        )
    return day
