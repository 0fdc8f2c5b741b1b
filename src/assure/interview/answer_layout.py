"""How answers stand in a workbook or a text table: its sheets, columns and the words of a cell.

One row for each question. The answer to a question of several entries stands on a sheet of its
own, a row for each entry; in a text table it may stand as ``strengths.1.text``, field by field.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assure.model.answers import Answer, AnswerState, Scalar
from assure.model.questionnaire import (
    SEVERAL,
    EntryField,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
)
from assure.words.text import one_line, plain

ABOUT, ANSWERS, LISTS = "About", "Answers", "Lists"  # sheets; the last one is hidden
LONGEST_NAME = 31  # characters of the name of a sheet

QUESTIONNAIRE, ANSWERED_BY, GIVEN_ON = "Questionnaire", "Answered by", "Given on"
QUESTION, ASKED, HOW, ANSWER = "Question", "What is asked", "How to answer", "Answer"
STATE, REASON, EVIDENCE, EVIDENCE_DATE = "State", "Reason", "Evidence", "Evidence date"
COLUMNS = (QUESTION, ASKED, HOW, ANSWER, STATE, REASON, EVIDENCE, EVIDENCE_DATE)
FOR_READERS = frozenset({ASKED, HOW})  # never read back
VALUE = "Value"  # what other programs call the answer

STATES = {
    AnswerState.ANSWERED: "Answered",
    AnswerState.DONT_KNOW: "Don’t know",
    AnswerState.NOT_APPLICABLE: "Not applicable",
}
UNKNOWN = (AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE)
NONE = "None"  # of the options, or no entries
ONE_OF = frozenset({QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.RAG})
# What a spreadsheet runs, and what has been kept from it before; a number below nothing is none.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = re.compile(r"'*(?:[=+@\t\r]|-(?![0-9]+(?:\.[0-9]+)?$))")


def heading(text: str) -> str:
    """A heading as it is compared: ``evidence_date`` and ``Evidence date`` are one."""
    return plain(text.replace("_", " "))


def labels(options: Sequence[Option]) -> dict[int | str, str]:
    """The words of a cell for each option's value, no two alike: ``2 Largely in place``."""
    said = {option.value: _label(option) for option in options}
    often = Counter(plain(label) for label in said.values())
    return {
        value: f"{label} ({value})" if often[plain(label)] > 1 or is_none(label) else label
        for value, label in said.items()
    }


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing, which an option's own words never do."""
    return plain(text) == plain(NONE)


def _label(option: Option) -> str:
    label = one_line(option.label)
    if isinstance(option.value, str):
        return label
    # A true minus, so that no spreadsheet takes it for a formula.
    return f"{option.value} {label}".replace("-", "−", 1 if option.value < 0 else 0)


def sheet_names(questionnaire: Questionnaire) -> dict[str, str]:
    """The sheet of each question of several entries, by question key."""
    used = {plain(name) for name in (ABOUT, ANSWERS, LISTS)}
    names = {}
    for question in questionnaire.questions():
        if question.kind is not QuestionKind.ENTRIES:
            continue
        name, count = question.key[:LONGEST_NAME], 1
        while plain(name) in used:
            count += 1
            name = f"{question.key[: LONGEST_NAME - 3]} {count}"
        used.add(plain(name))
        names[question.key] = name
    return names


def see_sheet(name: str) -> str:
    """What stands for the answer where it is on a sheet of its own."""
    return f"See the sheet {name}"


def answer_word(question: Question, answer: Answer | None, sheet: str = "") -> object:
    """What a cell says of an answer: text, a number or a day. Entries are on ``sheet``."""
    given = answer is not None and answer.state is AnswerState.ANSWERED
    if question.kind is QuestionKind.ENTRIES:
        if answer is not None and not answer.entries:
            return NONE if given else ""
        return see_sheet(sheet) if sheet else ""
    if answer is None or not given:
        return ""
    if question.kind in SEVERAL:
        said = labels(question.options)
        return "\n".join(said.get(value, value) for value in answer.several) or NONE
    return word(question, answer.value if not isinstance(answer.value, tuple) else None)


def word(asked: Question | EntryField, value: Scalar) -> object:
    """One value as a cell has it."""
    if value is None:
        return ""
    if asked.kind is QuestionKind.YES_NO:
        return "Yes" if value else "No"
    if asked.kind in ONE_OF and isinstance(value, int | str):
        return labels(asked.options).get(value, str(value))
    if asked.kind is QuestionKind.DATE:
        return dt.date.fromisoformat(str(value))
    if asked.kind in (QuestionKind.MONEY, QuestionKind.NUMBER):
        return Decimal(str(value))
    return str(value)


def beside(answer: Answer | None) -> dict[str, object]:
    """The cells beside an answer: state where there is none, reason, evidence and its date."""
    if answer is None:
        return {}
    return {
        STATE: STATES[answer.state] if answer.state in UNKNOWN else "",
        REASON: answer.reason,
        EVIDENCE: answer.evidence,
        EVIDENCE_DATE: answer.evidence_date,
    }


def guarded(text: str) -> str:
    """``text`` for a cell of a text table: an apostrophe keeps a formula from being one, and what
    a workbook would write for a character (``_x000D_``) is marked as meant so."""
    text = _ESCAPE.sub("_x005F_", text)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """``text`` without that apostrophe; the reader of tables has seen to the mark."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def field_headings(question: Question) -> dict[str, str]:
    """The heading over each field of an entry, by field key, no two alike."""
    said = {field.key: one_line(field.text) for field in question.fields}
    often = Counter(heading(text) for text in said.values())
    return {
        key: text if often[heading(text)] == 1 else f"{text} ({key})" for key, text in said.items()
    }


def how_to_answer(asked: Question | EntryField, entries: str = "", when: str = "") -> str:
    """What may be written, for the person who does, in lines.

    ``entries`` says where several of them go, and ``when`` when the question is asked at all.
    """
    how = entries if asked.kind is QuestionKind.ENTRIES else _how(asked)
    if asked.optional:
        how = f"May stay empty. {how}"
    return f"{when}\n{how}" if when else how


def _how(asked: Question | EntryField) -> str:
    most = asked.most if isinstance(asked, Question) else None
    match asked.kind:
        case QuestionKind.CHOICES:
            up_to = f"Up to {most}" if most else "Any"
            return f"{up_to} of these, one to a line, or “{NONE}”:\n{_listed(asked)}"
        case QuestionKind.RANKING:
            these = f"The {most} that come first of these" if most else "All of these"
            return f"{these} in order, one to a line:\n{_listed(asked)}"
        case QuestionKind.NUMBER:
            return f"A number{f' of {asked.unit}' if asked.unit else ''}{_bounds(asked)}."
        case QuestionKind.MONEY:
            return f"Pounds{_bounds(asked)}."
        case QuestionKind.DATE:
            return "A day, such as 31/10/2026."
        case QuestionKind.YES_NO:
            return "Yes or No."
    return f"One of these:\n{_listed(asked)}" if asked.options else "Words."


def _listed(asked: Question | EntryField) -> str:
    said = labels(asked.options)
    return "\n".join(option_in_words(said[option.value], option) for option in asked.options)


def option_in_words(label: str, option: Option) -> str:
    """``2 Largely in place: Every target has a board on paper.``"""
    return f"{label}: {one_line(option.means)}" if option.means else label


def _bounds(asked: Question | EntryField) -> str:
    low, high = asked.minimum, asked.maximum
    if low is not None and high is not None:
        return f", from {low} to {high}"
    if low is not None:
        return f", {low} or more"
    return f", {high} or less" if high is not None else ""
