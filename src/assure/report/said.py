"""What was answered, in the words of the questionnaire, for the forms that show answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import EntryField, Question, QuestionKind
from assure.model.review import Review
from assure.report.formats import number, short_date
from assure.report.forms import Cell, Table, cells, columns, told
from assure.report.origins import as_text, kept
from assure.report.render import Edition

NOT_KNOWN = {
    AnswerState.DONT_KNOW: "Nobody knows",
    AnswerState.NOT_APPLICABLE: "Does not apply",
}


def answered(review: Review, questionnaire: str, key: str) -> Answer | None:
    """The answer that counts, when it is one: neither "don't know" nor "not applicable"."""
    answer = review.answers_to(questionnaire).get(key)
    return answer if answer and answer.state is AnswerState.ANSWERED else None


def text_of(review: Review, questionnaire: str, key: str) -> str:
    """An answer in free words, "" without one."""
    answer = answered(review, questionnaire, key)
    return answer.value if answer and isinstance(answer.value, str) else ""


def answers_table(
    review: Review, questionnaire: str, keys: Iterable[str], edition: Edition, title: str = ""
) -> Table:
    """A row for each question: as it was asked, what was answered, and what that rests on.

    The day of the evidence stands in the heading where it is the same for all. Why something is
    not known stands in the full edition alone: it is a comment.
    """
    asked, given = review.questionnaire(questionnaire), review.answers_to(questionnaire)
    found = [asked.question(key) for key in keys] if asked else []
    questions = [question for question in found if question]
    shown = [answer for question in questions if (answer := given.get(question.key))]
    days = {answer.evidence_date for answer in shown if answer.state is AnswerState.ANSWERED}
    day = next(iter(days)) if len(days) == 1 else None
    evidence = (f"Evidence of {short_date(day)}", 29) if day else ("Evidence", 29, "and its day")
    return Table(
        title,
        columns(("Question", 34), ("Answer", 37), evidence),
        tuple(
            cells(
                question.text,
                *_answer(question, given.get(question.key), edition, dated=day is None),
            )
            for question in questions
        ),
        "These questions were not asked.",
    )


def _answer(
    question: Question, answer: Answer | None, edition: Edition, *, dated: bool
) -> tuple[Cell, Cell]:
    if answer is None:
        return Cell("not answered"), Cell("none")
    if answer.state is not AnswerState.ANSWERED:
        reason = told(answer.reason, "") if edition == "full" else ""
        return Cell(NOT_KNOWN[answer.state], reason), Cell("none")
    day = short_date(answer.evidence_date) if dated and answer.evidence_date else ""
    return words_of(question, answer), Cell(told(answer.evidence, "none given"), day)


def words_of(question: Question, answer: Answer) -> Cell:
    """``4 stages``, ``Yes``, or the option that was chosen with what it means."""
    if answer.several:
        chosen = [option.label for option in question.options if option.value in answer.several]
        left = [option.label for option in question.options if option.value not in answer.several]
        return Cell("; ".join(chosen), f"Not: {'; '.join(left)}" if left else "")
    option = next((o for o in question.options if o.value == answer.value), None)
    if option:
        return Cell(option.label, option.means)
    if isinstance(answer.value, int | float) and not isinstance(answer.value, bool):
        return Cell(f"{_number(answer.value)} {question.unit}".strip())
    return Cell(in_words(question, answer.value))


def in_words(asked: Question | EntryField, value: Any) -> str:
    """A value of a question, or of a field of an entry, as a reader wants it; "" for none."""
    option = next((o.label for o in asked.options if o.value == value), None)
    if option:
        return option
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return _number(value)
    text = as_text(value)
    if asked.kind is QuestionKind.DATE and text:
        return _day(text)
    return told(text, "")


def _number(value: float) -> str:
    return kept(value, number(Decimal(repr(value))))


def _day(text: str) -> str:
    try:
        return kept(text, short_date(dt.date.fromisoformat(text)))
    except ValueError:
        return text


def entries_of(review: Review, questionnaire: str, key: str) -> tuple[dict[str, str], ...]:
    """The entries of an answer, each field in words; a field that was left blank is ""."""
    asked, answer = review.questionnaire(questionnaire), answered(review, questionnaire, key)
    question = asked.question(key) if asked else None
    if question is None or answer is None:
        return ()
    return tuple(
        {field.key: in_words(field, entry.get(field.key)) for field in question.fields}
        for entry in answer.entries
    )
