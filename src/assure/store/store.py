"""The store: small acts, one transaction each. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pydantic import ValidationError
from sqlalchemy import Engine, func, inspect, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from assure.model.answers import Answer
from assure.model.base import Noun, as_json
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.respondents import whose
from assure.model.review import ReviewKind, SetAside
from assure.store import KeptImport, KeptPlan, KeptReview, ReviewState
from assure.store.connect import connect, explain, reading
from assure.store.schema import AnswerRow, PlanImportRow, PlanRow, ReviewRow, SetAsideRow

N = TypeVar("N", bound=Noun)

WORKING_SET = ""  # answers that belong to no review yet


class Store:
    """An open database. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True, upgrade: bool = True) -> Self:
        """See ``assure.store.open_store``."""
        return cls(connect(where, create=create, upgrade=upgrade))

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self, *, reads: bool = False) -> Iterator[Session]:
        """Everything inside happens, or nothing does. Raises StoreError."""
        engine = reading(self._engine) if reads else self._engine
        try:
            with Session(engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise StoreError(explain(self._engine, error)) from error

    # Plans

    def add_plan(self, plan: Plan, at: dt.datetime, *, after: int | None = None) -> None:
        """Keeps one more import of ``plan``; earlier ones stay.

        Raises StoreError unless it comes ``after`` that many imports: what was carried on from
        the import before would else be that of another.
        """
        with self._transaction() as session:
            if after is not None:
                count = select(func.count()).where(PlanImportRow.plan == plan.key)
                if session.scalar(count) != after:
                    raise StoreError(
                        f"Another import of {plan.key} was kept in the meantime; import it again."
                    )
            row = session.get(PlanRow, plan.key)
            if row is None:
                session.add(PlanRow(key=plan.key, title=plan.title))
                session.flush()
            else:
                row.title = plan.title
            session.add(
                PlanImportRow(
                    plan=plan.key, imported_at=at, source=plan.source, snapshot=as_json(plan)
                )
            )

    def plan(self, key: str) -> Plan | None:
        """The newest import of a plan."""
        newest = (
            select(PlanImportRow.snapshot)
            .where(PlanImportRow.plan == key)
            .order_by(PlanImportRow.id.desc())
            .limit(1)
        )
        with self._transaction(reads=True) as session:
            snapshot = session.scalar(newest)
        if snapshot is None:
            return None
        return _read(Plan, snapshot, f"The plan {key}")

    def plans(self) -> tuple[KeptPlan, ...]:
        """Every plan, the most recently imported first."""
        newest = (
            select(
                PlanImportRow.plan,
                func.max(PlanImportRow.id).label("id"),
                func.count().label("imports"),
            )
            .group_by(PlanImportRow.plan)
            .subquery()
        )
        rows = (
            select(PlanRow, PlanImportRow.source, PlanImportRow.imported_at, newest.c.imports)
            .join(newest, newest.c.plan == PlanRow.key)
            .join(PlanImportRow, PlanImportRow.id == newest.c.id)
            .order_by(PlanImportRow.id.desc())
        )
        with self._transaction(reads=True) as session:
            return tuple(
                KeptPlan(row.key, row.title, source, imported_at, imports)
                for row, source, imported_at, imports in session.execute(rows)
            )

    def imports(self, key: str) -> tuple[KeptImport, ...]:
        """Every import of a plan, the newest first."""
        rows = (
            select(PlanImportRow.source, PlanImportRow.imported_at)
            .where(PlanImportRow.plan == key)
            .order_by(PlanImportRow.id)
        )
        with self._transaction(reads=True) as session:
            kept = [
                KeptImport(number, source, imported_at)
                for number, (source, imported_at) in enumerate(session.execute(rows), start=1)
            ]
        return tuple(reversed(kept))

    # Answers

    def add_answers(self, answers: Iterable[Answer], review: str = WORKING_SET) -> None:
        """Adds answers to a draft review, or to the working set. Refused once it is frozen."""
        with self._transaction() as session:
            if review:
                self._draft(session, review)
            session.add_all(_row(answer, review) for answer in answers)

    def add_answer(
        self, answer: Answer, review: str = WORKING_SET, *, after: Answer | None
    ) -> Answer | None:
        """Adds one answer that was given in the knowledge of ``after``, and gives the other one
        that has come in since from the same respondent, as when two answer in one role.

        Both are kept. Of moderated answers the newest counts, whoever gave it. Refused once the
        review is frozen.
        """
        of_question = (
            select(AnswerRow.payload)
            .where(AnswerRow.review == review if review else AnswerRow.review.is_(None))
            .where(AnswerRow.questionnaire == answer.questionnaire)
            .where(AnswerRow.question == answer.question)
            .order_by(AnswerRow.id)
        )
        with self._transaction() as session:
            if review:
                self._draft(session, review)
            before = [_read(Answer, one, "An answer") for one in session.scalars(of_question)]
            session.add(_row(answer, review))
        newest = next((one for one in reversed(before) if whose(one) == whose(answer)), None)
        return None if newest == after else newest

    def answers(
        self, review: str = WORKING_SET, *, questionnaire: str | None = None
    ) -> tuple[Answer, ...]:
        """Every answer ever given, oldest first; ``assure.model.respondents`` says which count."""
        wanted = select(AnswerRow.payload).order_by(AnswerRow.id)
        wanted = wanted.where(AnswerRow.review == review if review else AnswerRow.review.is_(None))
        if questionnaire is not None:
            wanted = wanted.where(AnswerRow.questionnaire == questionnaire)
        with self._transaction(reads=True) as session:
            payloads = session.scalars(wanted).all()
        return tuple(_read(Answer, payload, "An answer") for payload in payloads)

    # Set aside

    def add_set_aside(
        self, plan: str, item: SetAside, at: dt.datetime, *, undone: bool = False
    ) -> None:
        """Records that ``item`` holds for the plan of this key or, ``undone``, no longer does."""
        with self._transaction() as session:
            session.add(
                SetAsideRow(
                    plan=plan,
                    fingerprint=item.fingerprint,
                    undone=undone,
                    payload=as_json(item),
                    recorded_at=at,
                )
            )

    def set_asides(self, plan: str) -> tuple[SetAside, ...]:
        """What is set aside in the plan of this key, one for each finding, oldest first."""
        rows = select(SetAsideRow).where(SetAsideRow.plan == plan).order_by(SetAsideRow.id)
        newest: dict[str, SetAsideRow] = {}
        with self._transaction(reads=True) as session:
            if not inspect(session.connection()).has_table(SetAsideRow.__tablename__):
                return ()  # an older database, opened without being brought up to date
            for row in session.scalars(rows):
                newest.pop(row.fingerprint, None)
                newest[row.fingerprint] = row
            standing = [row.payload for row in newest.values() if not row.undone]
        return tuple(_read(SetAside, payload, "A set-aside") for payload in standing)

    # Reviews

    def add_review(self, review: KeptReview, answers: Iterable[Answer] = ()) -> None:
        """Opens a draft: files the whole working set under it, and then ``answers``.

        Its plan must be in the store. Raises StoreError when the key is taken.
        """
        try:
            with self._transaction() as session:
                session.add(
                    ReviewRow(
                        key=review.key,
                        name=review.name,
                        kind=review.kind.value,
                        as_of=review.as_of,
                        board_date=review.board_date,
                        plan=review.plan,
                        state=review.state.value,
                        previous=review.previous,
                        created_at=review.created_at,
                    )
                )
                session.flush()
                session.execute(
                    update(AnswerRow).where(AnswerRow.review.is_(None)).values(review=review.key)
                )
                session.add_all(_row(answer, review.key) for answer in answers)
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError) and self.review(review.key):
                raise StoreError(
                    f"There is already a review {review.key}; "
                    f"give this one another name or another as-of date."
                ) from None
            raise

    def review(self, key: str) -> KeptReview | None:
        with self._transaction(reads=True) as session:
            row = session.get(ReviewRow, key)
            return None if row is None else _kept(row)

    def reviews(self) -> tuple[KeptReview, ...]:
        """Every review, the newest as-of date first; on one day the last opened first."""
        order = select(ReviewRow).order_by(
            ReviewRow.as_of.desc(), ReviewRow.created_at.desc(), ReviewRow.key
        )
        with self._transaction(reads=True) as session:
            return tuple(_kept(row) for row in session.scalars(order))

    def freeze(self, key: str, document: str, at: dt.datetime) -> None:
        """Makes a draft final with its whole document. Raises StoreError when it is frozen."""
        with self._transaction() as session:
            row = self._draft(session, key)
            row.state, row.frozen, row.frozen_at = ReviewState.FROZEN.value, document, at

    def document(self, key: str) -> str | None:
        """The document of a frozen review, to the byte; None for a draft."""
        with self._transaction(reads=True) as session:
            return session.scalar(select(ReviewRow.frozen).where(ReviewRow.key == key))

    @staticmethod
    def _draft(session: Session, key: str) -> ReviewRow:
        row = session.get(ReviewRow, key)
        if row is None:
            raise StoreError(
                f"There is no review {key}; `assure review list` shows those there are."
            )
        if row.state != ReviewState.DRAFT:
            raise StoreError(
                f"The review {key} is frozen and cannot change; "
                f"open a new one with `assure review new`."
            )
        return row


def _read(kind: type[N], data: Any, what: str) -> N:
    """A noun from its JSON. Raises StoreError when the database was changed by other hands."""
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise StoreError(
            f"{what} in the database cannot be read ({place}: {first['msg'].lower()}); "
            f"was the file changed by another program? Go back to a copy, or begin a new one "
            f"with --database."
        ) from None


def _row(answer: Answer, review: str) -> AnswerRow:
    return AnswerRow(
        review=review or None,
        questionnaire=answer.questionnaire,
        question=answer.question,
        respondent=answer.respondent,
        payload=as_json(answer),
        given_at=answer.given_at,
    )


def _kept(row: ReviewRow) -> KeptReview:
    return KeptReview(
        key=row.key,
        name=row.name,
        kind=ReviewKind(row.kind),
        as_of=row.as_of,
        plan=row.plan,
        state=ReviewState(row.state),
        created_at=row.created_at,
        board_date=row.board_date,
        previous=row.previous,
        frozen_at=row.frozen_at,
    )
