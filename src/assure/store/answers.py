"""Answers in the database. Rows are only added, inside a transaction that the store opens.

``review`` is the key of one, or "" for the working set: what belongs to no review yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from assure.model.answers import Answer
from assure.model.base import as_json
from assure.store.reading import read
from assure.store.schema import AnswerRow


def add(session: Session, given: Iterable[Answer], review: str) -> None:
    session.add_all(
        AnswerRow(
            review=review or None,
            questionnaire=answer.questionnaire,
            question=answer.question,
            respondent=answer.respondent,
            payload=as_json(answer),
            given_at=answer.given_at,
        )
        for answer in given
    )


def file(session: Session, review: str) -> None:
    """Moves the whole working set under a review."""
    session.execute(update(AnswerRow).where(_of("")).values(review=review))


def given(session: Session, review: str, questionnaire: str | None) -> tuple[Answer, ...]:
    """Every answer, to one questionnaire or to all, oldest first."""
    wanted = select(AnswerRow.payload).where(_of(review)).order_by(AnswerRow.id)
    if questionnaire is not None:
        wanted = wanted.where(AnswerRow.questionnaire == questionnaire)
    return tuple(read(Answer, payload, "An answer") for payload in session.scalars(wanted))


def to_question(session: Session, answer: Answer, review: str) -> tuple[Answer, ...]:
    """Every answer to the question that ``answer`` answers, oldest first."""
    wanted = (
        select(AnswerRow.payload)
        .where(_of(review))
        .where(AnswerRow.questionnaire == answer.questionnaire)
        .where(AnswerRow.question == answer.question)
        .order_by(AnswerRow.id)
    )
    return tuple(read(Answer, payload, "An answer") for payload in session.scalars(wanted))


def _of(review: str) -> ColumnElement[bool]:
    return AnswerRow.review == review if review else AnswerRow.review.is_(None)
