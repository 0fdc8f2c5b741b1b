"""What is older than a day, and taking it out, inside a transaction that the store opens."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from assure.store.plans import state_at
from assure.store.revisions import difference
from assure.store.schema import (
    AnswerRow,
    PlanChangeRow,
    PlanRow,
    PromiseRow,
    ReviewFindingRow,
    ReviewRow,
    RevisionRow,
    SetAsideRow,
)


@dataclass(frozen=True)
class Old:
    """How much is older than a day: reviews by key, and counts of rows.

    ``changes`` are those of plans that a later one has followed; a plan as it is now stays.
    """

    reviews: tuple[str, ...] = ()
    answers: int = 0
    changes: int = 0
    promises: int = 0
    set_asides: int = 0

    @property
    def any(self) -> bool:
        return bool(
            self.reviews or self.answers or self.changes or self.promises or self.set_asides
        )


def old(session: Session, before: dt.datetime) -> Old:
    """What ``take_out`` would take out."""
    reviews = tuple(session.scalars(select(ReviewRow.key).where(_review(before))))
    count = select(func.count())
    return Old(
        reviews=reviews,
        answers=session.scalar(count.select_from(AnswerRow).where(_answer(before))) or 0,
        changes=sum(
            session.scalar(
                count.select_from(PlanChangeRow).where(
                    PlanChangeRow.plan == plan, PlanChangeRow.number < number
                )
            )
            or 0
            for plan, number in _last_before(session, before)
        ),
        promises=session.scalar(count.select_from(PromiseRow).where(_promise(before))) or 0,
        set_asides=session.scalar(
            count.select_from(SetAsideRow).where(SetAsideRow.recorded_at < before)
        )
        or 0,
    )


def take_out(session: Session, before: dt.datetime) -> None:
    """Deletes what is older: reviews with their answers, promises of which nothing was heard
    since, findings set aside, and the history of plans.

    Of a plan the newest change before that day becomes the first: it brings the plan as it then
    was, so that the history still adds up to the plan as it is.
    """
    keys = select(ReviewRow.key).where(_review(before))
    session.execute(delete(ReviewFindingRow).where(ReviewFindingRow.review.in_(keys)))
    session.execute(delete(AnswerRow).where(_answer(before)))
    session.execute(update(ReviewRow).where(ReviewRow.previous.in_(keys)).values(previous=None))
    session.execute(delete(ReviewRow).where(_review(before)))
    session.execute(delete(PromiseRow).where(_promise(before)))
    session.execute(delete(SetAsideRow).where(SetAsideRow.recorded_at < before))
    for plan, number in _last_before(session, before):
        _begin_with(session, plan, number)


def _review(before: dt.datetime) -> ColumnElement[bool]:
    return (ReviewRow.as_of < before.date()) & (ReviewRow.created_at < before)


def _answer(before: dt.datetime) -> ColumnElement[bool]:
    """Of a review that is old, or old and never taken into one."""
    reviews = select(ReviewRow.key).where(_review(before))
    waiting = AnswerRow.review.is_(None) & (AnswerRow.given_at < before)
    return AnswerRow.review.in_(reviews) | waiting


def _promise(before: dt.datetime) -> ColumnElement[bool]:
    """A promise and all that was told of it, when the last of that is old."""
    newest = (
        select(PromiseRow.plan, PromiseRow.promise)
        .group_by(PromiseRow.plan, PromiseRow.promise)
        .having(func.max(PromiseRow.recorded_at) >= before)
        .subquery()
    )
    heard_of = (
        select(newest.c.promise)
        .where(newest.c.plan == PromiseRow.plan, newest.c.promise == PromiseRow.promise)
        .exists()
    )
    return ~heard_of


def _last_before(session: Session, before: dt.datetime) -> list[tuple[str, int]]:
    """Of each plan the number of the newest change before that day, where others precede it."""
    rows = (
        select(PlanChangeRow.plan, func.max(PlanChangeRow.number), func.min(PlanChangeRow.number))
        .join(PlanRow, PlanRow.key == PlanChangeRow.plan)
        .where(PlanChangeRow.at < before)
        .group_by(PlanChangeRow.plan)
        .order_by(PlanChangeRow.plan)
    )
    return [(plan, last) for plan, last, first in session.execute(rows) if first < last]


def _begin_with(session: Session, plan: str, number: int) -> None:
    document = state_at(session, plan, number)
    earlier = (
        select(PlanChangeRow.id)
        .where(PlanChangeRow.plan == plan, PlanChangeRow.number <= number)
        .order_by(PlanChangeRow.number)
    )
    *gone, first = session.scalars(earlier)
    session.execute(delete(RevisionRow).where(RevisionRow.change_id.in_([*gone, first])))
    session.execute(delete(PlanChangeRow).where(PlanChangeRow.id.in_(gone)))
    session.add_all(
        RevisionRow(
            change_id=first,
            plan=plan,
            action=one.action,
            field=one.field,
            was=one.was_json,
            now=one.now_json,
        )
        for one in difference({}, document)
    )
