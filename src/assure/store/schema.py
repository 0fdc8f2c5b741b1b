"""The tables. A change here needs a migration in ``migrations/versions``; a test compares both."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
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


class Words(TypeDecorator[str]):
    """What somebody wrote. PostgreSQL has no place for the character NUL, and nobody means it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "\N{REPLACEMENT CHARACTER}")


class Base(DeclarativeBase):
    pass


class PlanRow(Base):
    """A plan as it now is. ``live`` is what its revisions add up to, kept ready; ``version`` the
    number of its newest change."""

    __tablename__ = "plans"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    title: Mapped[str] = mapped_column(Words)
    version: Mapped[int] = mapped_column(server_default="0")
    # Last, as SQLite reads through a long column to get at what stands behind it.
    live: Mapped[str] = mapped_column(Text, server_default="{}")  # JSON


class PlanChangeRow(Base):
    """One change of a plan: who or what brought it, and when. Rows are only added."""

    __tablename__ = "plan_changes"
    __table_args__ = (UniqueConstraint("plan", "number", name="plan_changes_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(ForeignKey("plans.key"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    source: Mapped[str] = mapped_column(Words)
    by: Mapped[str] = mapped_column(Words)


class RevisionRow(Base):
    """One field that a change altered; see ``KeptRevision``. Rows are only added.

    ``was`` and ``now`` are JSON as text: they come back to the byte from any database, and null
    in them is not the same as no value.
    """

    __tablename__ = "revisions"
    __table_args__ = (Index("revisions_by_action", "plan", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("plan_changes.id"), index=True)
    plan: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(100))
    was: Mapped[str | None] = mapped_column(Text)
    now: Mapped[str | None] = mapped_column(Text)


class ReviewRow(Base):
    """A review: a draft until ``frozen`` holds its document, to the byte.

    ``rating`` is the plan's own as it was judged then; null where nothing was put on record.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint(
            "(state = 'draft' AND frozen IS NULL AND frozen_at IS NULL) OR "
            "(state = 'frozen' AND frozen IS NOT NULL AND frozen_at IS NOT NULL)",
            name="frozen_has_a_document",
        ),
    )

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(Words)
    kind: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[dt.date]
    board_date: Mapped[dt.date | None]
    plan: Mapped[str] = mapped_column(ForeignKey("plans.key"))
    state: Mapped[str] = mapped_column(String(10))
    previous: Mapped[str | None] = mapped_column(ForeignKey("reviews.key"))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    frozen_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    frozen: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[str | None] = mapped_column(String(20))


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
    respondent: Mapped[str] = mapped_column(Words)
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


class PromiseRow(Base):
    """A promise of a challenge session or, ``told``, what was told of it. Rows are only added: of
    a promise the newest wording counts, and all that was told of it.

    ``payload`` is JSON as text. ``plan`` is no foreign key, as for what is set aside.
    """

    __tablename__ = "promises"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(String(200), index=True)
    promise: Mapped[str] = mapped_column(String(8))
    told: Mapped[bool]
    payload: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[dt.datetime] = mapped_column(Moment)


class ReviewFindingRow(Base):
    """What a review found of one action, written down when it was frozen. ``payload`` is JSON."""

    __tablename__ = "review_findings"
    __table_args__ = (Index("review_findings_by_action", "plan", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review: Mapped[str] = mapped_column(ForeignKey("reviews.key"), index=True)
    plan: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(200))
    payload: Mapped[str] = mapped_column(Text)
