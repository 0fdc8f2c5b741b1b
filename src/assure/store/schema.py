"""The tables. A change here needs a migration in ``migrations/versions``; a test compares both."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off and put back here."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    pass


class PlanRow(Base):
    """What stays the same when a plan is imported again."""

    __tablename__ = "plans"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    title: Mapped[str] = mapped_column(Text)


class PlanImportRow(Base):
    """One reading of a plan's file. Rows are only added; the newest one counts."""

    __tablename__ = "plan_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(ForeignKey("plans.key"), index=True)
    imported_at: Mapped[dt.datetime] = mapped_column(Moment)
    source: Mapped[str] = mapped_column(Text)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReviewRow(Base):
    """A review: a draft until ``frozen`` holds its document, to the byte."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(
            "(state = 'draft' AND frozen IS NULL AND frozen_at IS NULL) OR "
            "(state = 'frozen' AND frozen IS NOT NULL AND frozen_at IS NOT NULL)",
            name="frozen_has_a_document",
        ),
    )

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[dt.date]
    board_date: Mapped[dt.date | None]
    plan: Mapped[str] = mapped_column(ForeignKey("plans.key"))
    state: Mapped[str] = mapped_column(String(10))
    previous: Mapped[str | None] = mapped_column(ForeignKey("reviews.key"))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    frozen_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    frozen: Mapped[str | None] = mapped_column(Text)


class AnswerRow(Base):
    """One answer. Rows are only added; of each respondent to a question the newest counts.

    ``review`` is null in the working set: answers given before a review was opened.
    """

    __tablename__ = "answers"
    __table_args__ = (Index("answers_by_question", "review", "questionnaire", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review: Mapped[str | None] = mapped_column(ForeignKey("reviews.key"))
    questionnaire: Mapped[str] = mapped_column(String(100))
    question: Mapped[str] = mapped_column(String(100))
    respondent: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    given_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class SetAsideRow(Base):
    """A finding set aside, or taken back when ``undone``. Rows are only added; of those for one
    plan and finding the newest counts.

    ``plan`` is no foreign key: a plan may be checked, and findings in it set aside, without ever
    being imported.
    """

    __tablename__ = "set_asides"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(String(200), index=True)
    fingerprint: Mapped[str] = mapped_column(String(12))
    undone: Mapped[bool]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)
