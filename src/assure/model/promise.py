"""What was promised in a challenge session, and what has been told of it since.

Both are only ever added to: of a promise written down twice the later wording counts, and what is
told of it stays in the order of telling.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from enum import StrEnum

from pydantic import Field

from assure.model.base import Noun


class Told(StrEnum):
    """What people say of a promise."""

    OPEN = "open"  # still being worked on; or what was told before was a slip
    LATE = "late"  # it will be kept on another day
    KEPT = "kept"
    BROKEN = "broken"
    OVERTAKEN = "overtaken"  # no longer wanted, because something else came


class PromiseState(StrEnum):
    """How a promise stands on a day."""

    LATE = "late"  # the day first promised has passed, or was put back
    DUE_SOON = "due_soon"
    NOT_DUE = "not_due"
    KEPT = "kept"
    KEPT_LATE = "kept_late"  # after the day first promised
    BROKEN = "broken"
    OVERTAKEN = "overtaken"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def closed(self) -> bool:
        """Nothing more is expected of it."""
        return self not in (PromiseState.LATE, PromiseState.DUE_SOON, PromiseState.NOT_DUE)


class PromiseUpdate(Noun):
    """What was told of a promise, once."""

    state: Told
    at: dt.datetime  # when it was told
    by: str = ""  # the role that told it
    words: str = ""  # why it is late or broken, what overtook it, or how it goes
    evidence: str = ""  # that was seen
    day: dt.date | None = None  # the new day; of a kept one the day it was kept, if not that of at
    review: str = ""  # key of the review in whose session it was told


class Promise(Noun):
    """A question of a challenge session, the answer to it, and what was promised, if anything.

    It is whole when somebody promised something for a day: ``text``, ``who`` and ``by`` are there.
    What is not whole is kept, so that nothing said is lost, and counts as no promise.
    """

    key: str = Field(pattern=r"^[0-9a-f]{8}$")
    plan: str  # key
    review: str  # key of the one it was made in
    question: str
    code: str = ""  # of the rule whose finding led to the question
    fingerprint: str = ""  # of that finding
    refs: tuple[str, ...] = ()  # of actions, outcomes and others that it is about
    answer: str = ""
    text: str = ""  # what is promised
    evidence: str = ""  # that is promised with it
    who: str = ""  # a post
    by: dt.date | None = None
    made_at: dt.datetime
    updates: tuple[PromiseUpdate, ...] = ()  # oldest first

    @property
    def whole(self) -> bool:
        return bool(self.text and self.who and self.by)

    @property
    def latest(self) -> PromiseUpdate | None:
        """What was told last."""
        return self.updates[-1] if self.updates else None

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The day first promised, and each to which it was put back. Of days told in one session
        the last counts."""
        days = [self.by] if self.by else []
        session = ""
        for told in self.updates:
            if told.state is not Told.LATE or told.day is None:
                continue
            if told.review and told.review == session:
                days.pop()
            days.append(told.day)
            session = told.review
        return tuple(days)


class PromiseStanding(Noun):
    """How a promise stands on a day, as a report prints it."""

    key: str
    review: str  # key of the one it was made in
    new: bool  # made in the session of the very review that is judged
    text: str
    who: str
    by: dt.date  # the day first promised
    due: dt.date  # the day that counts now
    state: PromiseState
    words: str  # how it stands, in a sentence
    question: str
    answer: str = ""
    refs: tuple[str, ...] = ()
    evidence: str = ""  # promised
    seen: str = ""  # evidence that was seen
    said: str = ""  # the reason or other words told last
    told: dt.date | None = None  # when something was told last
    days_late: int | None = None  # past the day that counts; None unless it has passed
    times_put_back: int = 0


def promise_key(plan: str, review: str, about: str, place: int = 1) -> str:
    """The key of the promise given to a question in a session, eight hex digits.

    ``about`` is the fingerprint of the finding behind the question, or else the question in
    plain words; ``place`` counts promises to one question.
    """
    said = "\0".join((plan, review, about, str(place)))
    return hashlib.sha256(said.encode()).hexdigest()[:8]
