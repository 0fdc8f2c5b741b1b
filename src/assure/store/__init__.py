"""Plans, answers and reviews, kept.

Importing this room is cheap; SQLAlchemy is loaded when a store is opened.
"""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assure.model.review import ReviewKind

if TYPE_CHECKING:
    from assure.store.store import Store

__all__ = [
    "DEFAULT_DATABASE",
    "KeptImport",
    "KeptPlan",
    "KeptReview",
    "ReviewState",
    "open_store",
]

DEFAULT_DATABASE = "assure.db"


class ReviewState(StrEnum):
    DRAFT = "draft"  # still gathers plan and answers
    FROZEN = "frozen"  # never changes again


@dataclass(frozen=True)
class KeptPlan:
    """A plan in the store, without its content: the latest import of it."""

    key: str
    title: str
    source: str
    imported_at: dt.datetime
    imports: int


@dataclass(frozen=True)
class KeptImport:
    """One import of a plan, without its content. ``number`` counts from 1."""

    number: int
    source: str
    imported_at: dt.datetime


@dataclass(frozen=True)
class KeptReview:
    """A review in the store, without its content. Times are in UTC."""

    key: str
    name: str
    kind: ReviewKind
    as_of: dt.date
    plan: str  # key
    state: ReviewState
    created_at: dt.datetime
    board_date: dt.date | None = None
    previous: str | None = None  # key
    frozen_at: dt.datetime | None = None


def open_store(
    where: str | Path, *, create: bool = True, upgrade: bool = True
) -> AbstractContextManager[Store]:
    """The store at ``where``: a path of a SQLite file, or a database address (``…://…``).

    Brings the schema up to date. A new SQLite file can be read and written by its owner only.
    Without ``create`` a missing file is refused; without ``upgrade`` the schema of an older
    version stays as it is, for reading only. Raises StoreError with one sentence.
    """
    from assure.store.store import Store

    return Store.open(where, create=create, upgrade=upgrade)
