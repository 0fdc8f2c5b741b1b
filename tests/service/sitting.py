"""A review of a plan, opened and frozen on one day."""

from __future__ import annotations

import datetime as dt

from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind
from assure.service import reviews
from assure.service.rulebook import load
from assure.shelf.settings import Settings
from assure.store.store import Store


def sat(store: Store, of: Plan, as_of: dt.date, settings: Settings | None = None) -> Review:
    """The review of ``of`` as it was frozen at nine in the morning of ``as_of``."""
    settings = settings or Settings()
    at = dt.datetime.combine(as_of, dt.time(9), dt.UTC)
    store.add_plan(of, at)
    kept = reviews.new_review(
        store, name=of.title, kind=ReviewKind.MID_YEAR, plan=of, as_of=as_of, at=at
    )
    book = load(settings)
    return reviews.freeze(store, kept.key, book.identity, at, settings, rules=book.texts)
