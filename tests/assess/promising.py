"""Promises for tests: whole ones, and what was told of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.assess.build import day

from assure.model.promise import Promise, PromiseUpdate, Told, promise_key

SESSION = "annual-2026"


def at(text: str) -> dt.datetime:
    return dt.datetime.combine(day(text), dt.time(9, 30), dt.UTC)


def promise(text: str = "A list of empty homes", by: str = "2026-09-30", **fields: Any) -> Promise:
    """Whole, made at the annual review of 2026 for 30 September, and nothing told of it."""
    given: dict[str, Any] = {
        "key": promise_key("anycity", SESSION, text),
        "plan": "anycity",
        "review": SESSION,
        "question": "Which homes stand empty?",
        "answer": "Nobody knows.",
        "text": text,
        "evidence": "The list",
        "who": "Head of Housing",
        "by": day(by) if by else None,
        "made_at": at("2026-05-12"),
    }
    return Promise(**(given | fields))


def told(state: Told, on: str = "2026-10-12", **fields: Any) -> PromiseUpdate:
    return PromiseUpdate(state=state, at=at(on), **fields)
