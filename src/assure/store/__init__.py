"""Plans, answers and reviews, kept.

Importing this room is cheap; SQLAlchemy is loaded when a store is opened.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assure.model.ratings import RatingLevel
from assure.model.review import ReviewKind, SetAside

if TYPE_CHECKING:
    from assure.store.store import Store

__all__ = [
    "DEFAULT_DATABASE",
    "ChangeKind",
    "KeptChange",
    "KeptPlan",
    "KeptReview",
    "KeptRevision",
    "KeptSetAside",
    "ReviewBasis",
    "ReviewState",
    "open_store",
]

DEFAULT_DATABASE = "assure.db"


class ReviewState(StrEnum):
    DRAFT = "draft"  # still gathers plan and answers
    FROZEN = "frozen"  # never changes again


class ChangeKind(StrEnum):
    """What changed a plan."""

    IMPORT = "import"  # its file, read once more
    UPDATE = "update"  # what its officers told of a quarter
    ROLL_FORWARD = "roll-forward"  # the next year's plan was made of it
    FORGET = "forget"  # a name was replaced by a post


@dataclass(frozen=True)
class KeptPlan:
    """A plan in the store, without its content. ``source`` and ``changed_at`` are those of the
    newest change, ``version`` is its number."""

    key: str
    title: str
    source: str
    changed_at: dt.datetime
    version: int


@dataclass(frozen=True)
class KeptRevision:
    """One field, as it was before a change and as it is since, each as JSON text; None where it
    was not there, which is not the same as null.

    ``action`` is the key of an action, "" for a field of the plan itself, whose ``actions`` are
    then the keys in their order. ``field`` is "" for an action as a whole: it came, or went.
    """

    action: str
    field: str
    was_json: str | None
    now_json: str | None

    @property
    def was(self) -> Any:
        """As plain JSON data; None where it was not there."""
        return None if self.was_json is None else json.loads(self.was_json)

    @property
    def now(self) -> Any:
        """As plain JSON data; None where it is no longer there."""
        return None if self.now_json is None else json.loads(self.now_json)


@dataclass(frozen=True)
class KeptChange:
    """One change of a plan. ``number`` counts from 1; ``source`` is the file that brought it,
    ``by`` the post or person who told it ("" where only a file did); ``at`` is in UTC."""

    number: int
    kind: ChangeKind
    at: dt.datetime
    source: str
    by: str
    revisions: tuple[KeptRevision, ...] = ()


@dataclass(frozen=True)
class KeptSetAside:
    """A finding in the plan of this key that was put aside or, ``undone``, is no longer, and when
    that was told, in UTC."""

    plan: str  # key
    at: dt.datetime
    undone: bool
    item: SetAside


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
    rating: RatingLevel | None = None  # of the plan, put on record when it was frozen


@dataclass(frozen=True)
class ReviewBasis:
    """What a draft rests on: how many answers were given in it, as they are only ever added, and
    the number of its plan's newest change."""

    answers: int
    plan_version: int


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
