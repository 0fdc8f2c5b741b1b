"""The store: small acts, one transaction each. Decides nothing."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from assure.model.answers import Answer
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.promise import Promise, PromiseUpdate
from assure.model.ratings import RatingLevel
from assure.model.respondents import whose
from assure.model.review import SetAside
from assure.model.story import FindingOnRecord
from assure.store import (
    ChangeKind,
    KeptChange,
    KeptPlan,
    KeptReview,
    KeptSetAside,
    ReviewBasis,
    answers,
    plans,
    promises,
    retention,
    reviews,
    rewriting,
    set_asides,
)
from assure.store.connect import connect, explain, reading

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

    def add_plan(self, plan: Plan, at: dt.datetime, *, after: int | None = None) -> Plan:
        """Keeps one more import of ``plan``, the first or a later one, as ``change_plan`` does.

        Raises StoreError unless it comes right ``after`` the change of that number (0: before
        any): what was carried on from the plan as it was then would else be that of another.
        """

        def how(before: Plan | None) -> Plan:
            if after is not None and after != (before.version if before else 0):
                raise StoreError(
                    f"Another change of {plan.key} was kept in the meantime; import it again."
                )
            return plan

        with self._transaction() as session:
            return plans.change(
                session, plan.key, how, at, kind=ChangeKind.IMPORT, source=plan.source, by=""
            )

    def change_plan(
        self,
        key: str,
        how: Callable[[Plan], Plan],
        at: dt.datetime,
        *,
        kind: ChangeKind,
        source: str,
        by: str = "",
    ) -> Plan:
        """Runs ``how`` on the live plan, keeps each field that differs, and gives the new plan.

        It is one transaction, which no other writer can enter: ``how`` sees the plan as it is
        and what it gives is what comes next. ``how`` may be refused by raising, which keeps
        nothing, and must not itself use the store. Where nothing differs nothing is kept, and
        the plan comes back as it was. ``version``, ``imported`` and ``imports`` of the plan are
        filled in here. ``source`` is the file that brings the change, ``by`` who told it.

        Raises StoreError when there is no such plan.
        """

        def known(plan: Plan | None) -> Plan:
            if plan is None:
                raise StoreError(f"There is no plan {key}; `assure plans` shows those there are.")
            return how(plan)

        with self._transaction() as session:
            return plans.change(session, key, known, at, kind=kind, source=source, by=by)

    def plan(self, key: str) -> Plan | None:
        """The live plan: what the newest change left."""
        with self._transaction(reads=True) as session:
            return plans.live(session, key)

    def plan_at(self, key: str, number: int) -> Plan | None:
        """The plan as the change of this number left it; None when there is none."""
        with self._transaction(reads=True) as session:
            return plans.plan_at(session, key, number)

    def plans(self) -> tuple[KeptPlan, ...]:
        """Every plan, the most recently changed first."""
        with self._transaction(reads=True) as session:
            return plans.kept_plans(session)

    def history(self, key: str) -> tuple[KeptChange, ...]:
        """Every change of a plan, the newest first, without what it altered."""
        with self._transaction(reads=True) as session:
            return plans.history(session, key)

    def changes(self, key: str, action: str | None = None) -> tuple[KeptChange, ...]:
        """Every change of a plan, the oldest first, with what it altered.

        With the key of an ``action``, the changes that touched it, and only what they altered
        of it; with "", that of the plan's own fields. Of two actions with one key the second
        goes by the key with "~2".
        """
        with self._transaction(reads=True) as session:
            return plans.changes(session, key, action)

    # Answers

    def add_answers(self, given: Iterable[Answer], review: str = WORKING_SET) -> None:
        """Adds answers to a draft review, or to the working set. Refused once it is frozen."""
        with self._transaction() as session:
            if review:
                reviews.draft(session, review)
            answers.add(session, given, review)

    def add_answer(
        self, answer: Answer, review: str = WORKING_SET, *, after: Answer | None
    ) -> Answer | None:
        """Adds one answer that was given in the knowledge of ``after``, and gives the other one
        that has come in since from the same respondent, as when two answer in one role.

        Both are kept. Of moderated answers the newest counts, whoever gave it. Refused once the
        review is frozen.
        """
        with self._transaction() as session:
            if review:
                reviews.draft(session, review)
            before = answers.to_question(session, answer, review)
            answers.add(session, [answer], review)
        newest = next((one for one in reversed(before) if whose(one) == whose(answer)), None)
        return None if newest == after else newest

    def answers(
        self, review: str = WORKING_SET, *, questionnaire: str | None = None
    ) -> tuple[Answer, ...]:
        """Every answer ever given, oldest first; ``assure.model.respondents`` says which count."""
        with self._transaction(reads=True) as session:
            return answers.given(session, review, questionnaire)

    # Set aside

    def add_set_aside(
        self, plan: str, item: SetAside, at: dt.datetime, *, undone: bool = False
    ) -> None:
        """Records that ``item`` holds for the plan of this key or, ``undone``, no longer does."""
        with self._transaction() as session:
            set_asides.add(session, plan, item, at, undone=undone)

    def set_asides(self, plan: str) -> tuple[SetAside, ...]:
        """What is set aside in the plan of this key, one for each finding, oldest first."""
        with self._transaction(reads=True) as session:
            return set_asides.standing(session, plan)

    def told_set_asides(self) -> tuple[KeptSetAside, ...]:
        """Every set-aside in any plan, and every one taken back, in the order of telling."""
        with self._transaction(reads=True) as session:
            return set_asides.told(session)

    # Promises

    def add_promises(self, made: Iterable[Promise]) -> int:
        """Keeps promises and what was answered with none; returns how many said anything new.

        What was told of them is kept apart, with ``tell_of_promises``.
        """
        with self._transaction() as session:
            return promises.add(session, made)

    def tell_of_promises(self, plan: str, told: Iterable[tuple[str, PromiseUpdate]]) -> int:
        """Keeps what was told of promises of the plan of this key, each by its own key, unless it
        was told last already; returns how many were new. All or none.

        Raises StoreError for a promise that there is not.
        """
        with self._transaction() as session:
            return promises.tell(session, plan, told)

    def keep_minutes(
        self, plan: str, made: Iterable[Promise], told: Iterable[tuple[str, PromiseUpdate]]
    ) -> tuple[int, int]:
        """Both of the above at once, or neither; what was ever said so is not kept again."""
        with self._transaction() as session:
            return (
                promises.add(session, made, once=True),
                promises.tell(session, plan, told, once=True),
            )

    def promises(self, plan: str) -> tuple[Promise, ...]:
        """The promises of the plan of this key, oldest first, each with all that was told of it."""
        with self._transaction(reads=True) as session:
            return promises.of_plan(session, plan)

    # Reviews

    def add_review(self, review: KeptReview, given: Iterable[Answer] = ()) -> None:
        """Opens a draft: files the whole working set under it, and then the answers ``given``.

        Its plan must be in the store. Raises StoreError when the key is taken.
        """
        try:
            with self._transaction() as session:
                reviews.add(session, review)
                answers.file(session, review.key)
                answers.add(session, given, review.key)
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError) and self.review(review.key):
                raise StoreError(
                    f"There is already a review {review.key}; "
                    f"give this one another name or another as-of date."
                ) from None
            raise

    def review(self, key: str) -> KeptReview | None:
        with self._transaction(reads=True) as session:
            return reviews.one(session, key)

    def reviews(self) -> tuple[KeptReview, ...]:
        """Every review, the newest as-of date first; on one day the last opened first."""
        with self._transaction(reads=True) as session:
            return reviews.every(session)

    def freeze(
        self,
        key: str,
        document: str,
        at: dt.datetime,
        *,
        rating: RatingLevel | None = None,
        found: Iterable[FindingOnRecord] = (),
        after: ReviewBasis | None = None,
    ) -> None:
        """Makes a draft final with its whole document, and puts on record how the plan was rated
        and what was ``found`` of its actions.

        Raises StoreError when it is frozen, or when what it rests on is no longer that ``after``
        which the document was written: an answer given since would be kept and stand nowhere.
        """
        with self._transaction() as session:
            reviews.freeze(session, key, document, at, rating, found, after)

    def basis(self, key: str) -> ReviewBasis:
        """What a draft rests on just now. Raises StoreError when there is none."""
        with self._transaction(reads=True) as session:
            return reviews.basis(session, key)

    def on_record(self, plan: str, action: str) -> dict[str, tuple[FindingOnRecord, ...]]:
        """What frozen reviews found of the action of this key, by key of the review. A review
        that is not there found nothing, or has no rating and put nothing on record."""
        with self._transaction(reads=True) as session:
            return reviews.on_record(session, plan, action)

    def document(self, key: str) -> str | None:
        """The document of a frozen review, to the byte; None for a draft."""
        with self._transaction(reads=True) as session:
            return reviews.document(session, key)

    # Names, and what is old

    def rewrite(
        self, how: Callable[[Store], rewriting.Rewriting], at: dt.datetime
    ) -> dict[str, int]:
        """Changes every word that is kept; see ``rewriting.rewrite``. All or nothing, and what
        was there before is not left in the file either.

        ``how`` is given the store as it is inside the transaction, which no other writer can
        enter, so that what it finds there is still so when it is changed.
        """
        with self._transaction() as session:
            altered = rewriting.rewrite(session, how(_Inside(session)), at)
        self._sweep()
        return altered

    def texts(self) -> list[Any]:
        """Everything that words are kept in, as plain JSON data."""
        with self._transaction(reads=True) as session:
            return rewriting.texts(session)

    def old(self, before: dt.datetime) -> retention.Old:
        """What ``take_out`` would take out. Changes nothing."""
        with self._transaction(reads=True) as session:
            return retention.old(session, before)

    def take_out(self, before: dt.datetime) -> None:
        """Deletes what is older than ``before``; see ``retention.take_out``. All or nothing."""
        with self._transaction() as session:
            retention.take_out(session, before)
        self._sweep()

    def _sweep(self) -> None:
        """Takes out of the file what no row holds any more. PostgreSQL does it by and by."""
        if self._engine.dialect.name != "sqlite":
            return
        try:
            with closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("VACUUM")
        except sqlite3.Error as error:
            raise StoreError(
                f"It is done, but what was there before may still stand in the file ({error}); "
                f"do it once more."
            ) from error


class _Inside(Store):
    """The store within a transaction that is open already: its acts become part of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @contextmanager
    def _transaction(self, *, reads: bool = False) -> Iterator[Session]:
        yield self._session
