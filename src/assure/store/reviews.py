"""Reviews in the database, inside a transaction that the store opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assure.model.base import as_json
from assure.model.errors import StoreError
from assure.model.ratings import RatingLevel
from assure.model.review import ReviewKind
from assure.model.story import FindingOnRecord
from assure.store import KeptReview, ReviewBasis, ReviewState
from assure.store.reading import read
from assure.store.revisions import slot, text
from assure.store.schema import AnswerRow, PlanRow, ReviewFindingRow, ReviewRow


def add(session: Session, review: KeptReview) -> None:
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


def one(session: Session, key: str) -> KeptReview | None:
    row = session.get(ReviewRow, key)
    return None if row is None else _kept(row)


def every(session: Session) -> tuple[KeptReview, ...]:
    """The newest as-of date first; on one day the last opened first."""
    order = ReviewRow.as_of.desc(), ReviewRow.created_at.desc(), ReviewRow.key
    return tuple(_kept(row) for row in session.scalars(select(ReviewRow).order_by(*order)))


def draft(session: Session, key: str) -> ReviewRow:
    """Raises StoreError when there is none, or when it is frozen."""
    row = session.get(ReviewRow, key)
    if row is None:
        raise StoreError(f"There is no review {key}; `assure review list` shows those there are.")
    if row.state != ReviewState.DRAFT:
        raise StoreError(
            f"The review {key} is frozen and cannot change; "
            f"open a new one with `assure review new`."
        )
    return row


def basis(session: Session, key: str) -> ReviewBasis:
    """See ``Store.basis``."""
    row = draft(session, key)
    answers = select(func.count()).select_from(AnswerRow).where(AnswerRow.review == row.key)
    version = select(PlanRow.version).where(PlanRow.key == row.plan)
    return ReviewBasis(session.scalar(answers) or 0, session.scalar(version) or 0)


def freeze(
    session: Session,
    key: str,
    document: str,
    at: dt.datetime,
    rating: RatingLevel | None,
    found: Iterable[FindingOnRecord],
    after: ReviewBasis | None,
) -> None:
    """See ``Store.freeze``."""
    row = draft(session, key)
    if after is not None and after != basis(session, key):
        raise StoreError(
            f"Something was answered in the review {key} in the meantime, or its plan was "
            "changed; look at it again, and freeze it then."
        )
    row.state, row.frozen, row.frozen_at = ReviewState.FROZEN.value, document, at
    row.rating = rating.value if rating else None
    session.add_all(
        ReviewFindingRow(
            review=key, plan=row.plan, action=slot(one.action), payload=text(as_json(one))
        )
        for one in found
    )


def on_record(session: Session, plan: str, action: str) -> dict[str, tuple[FindingOnRecord, ...]]:
    """See ``Store.on_record``."""
    rows = (
        select(ReviewFindingRow.review, ReviewFindingRow.payload)
        .where(ReviewFindingRow.plan == plan, ReviewFindingRow.action == slot(action))
        .order_by(ReviewFindingRow.id)
    )
    found: dict[str, tuple[FindingOnRecord, ...]] = {}
    for review, payload in session.execute(rows):
        told = read(FindingOnRecord, payload, "A finding of a frozen review")
        if told.action == action:  # two long keys may begin alike
            found[review] = (*found.get(review, ()), told)
    return found


def document(session: Session, key: str) -> str | None:
    """To the byte; None for a draft."""
    return session.scalar(select(ReviewRow.frozen).where(ReviewRow.key == key))


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
        rating=RatingLevel(row.rating) if row.rating else None,
    )
