"""A challenge session: which promises it begins with, what it asks, and what is kept of it.

Nothing but what was said is kept, each with the review it was said in, so a session that was left
goes on where it stood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assure.assess.challenge import MOST, challenge_questions
from assure.facts.promises import state_on
from assure.model.assessment import Assessment
from assure.model.challenge import ChallengeQuestion
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.promise import Promise, PromiseUpdate, promise_key
from assure.model.review import Review
from assure.service import reviews
from assure.service.judge import judge, rulebook_for
from assure.shelf.settings import Settings
from assure.words.minutes import taken
from assure.words.text import plain

if TYPE_CHECKING:
    from assure.store import KeptReview
    from assure.store.store import Store


@dataclass(frozen=True)
class Session:
    """A session on a review, as far as it has come.

    ``before``: promises of earlier sessions that were open when it began. ``questions``: what to
    ask. ``said``: what was answered in it so far, by key.
    """

    review: Review
    day: dt.date
    before: tuple[Promise, ...]
    questions: tuple[ChallengeQuestion, ...]
    said: Mapping[str, Promise]

    def key(self, question: ChallengeQuestion) -> str:
        """Under which key the answer to a question is kept."""
        return question_key(self.review, question.about)

    def answer(self, question: ChallengeQuestion) -> Promise | None:
        """What was answered to it so far."""
        return self.said.get(self.key(question))

    def told(self, promise: Promise) -> PromiseUpdate | None:
        """What was told of it last in this very session."""
        own = [update for update in promise.updates if update.review == self.review.key]
        return own[-1] if own else None

    @property
    def own(self) -> tuple[Promise, ...]:
        """Answers to questions that are none of ``questions``: the session's own."""
        asked = {self.key(question) for question in self.questions}
        return tuple(one for key, one in self.said.items() if key not in asked)

    @property
    def open_before(self) -> tuple[Promise, ...]:
        """Promises of which nothing was told in this session yet."""
        return tuple(promise for promise in self.before if self.told(promise) is None)

    @property
    def unanswered(self) -> tuple[ChallengeQuestion, ...]:
        return tuple(one for one in self.questions if self.answer(one) is None)

    def with_answer(self, answer: Promise) -> Session:
        return replace(self, said={**self.said, answer.key: answer})

    def with_told(self, promise: Promise, update: PromiseUpdate) -> Session:
        told = promise.model_copy(update={"updates": (*promise.updates, update)})
        before = tuple(told if one.key == promise.key else one for one in self.before)
        return replace(self, before=before)


def review_for(store: Store, reference: str | None) -> KeptReview:
    """The review that a session is about: as named, else the newest, frozen or not.

    Raises StoreError.
    """
    if reference is not None:
        return reviews.find_review(store, reference)
    kept = store.reviews()
    if not kept:
        raise StoreError(
            "There is no review to challenge; open one with `assure review new`, or try "
            "`assure check` on a plan alone."
        )
    return kept[0]


def open_session(
    store: Store, kept: KeptReview, settings: Settings, day: dt.date, most: int = MOST
) -> Session:
    """The session on a review as it stands on a day. Raises StoreError or RulebookError."""
    review = reviews.collect(store, kept.key, settings)
    known = store.promises(review.plan.key)
    assessment = judge(review, rulebook=rulebook_for(review, settings))
    earlier = [one for one in known if one.whole and one.review != review.key]
    still_open = _still_open(earlier, day)
    return Session(
        review=review,
        day=day,
        before=tuple(one for one in earlier if one in still_open or _told_in(one, review.key)),
        questions=challenge_questions(assessment, most, _about(still_open)),
        said={one.key: one for one in known if one.review == review.key},
    )


def questions_of(
    review: Review, assessment: Assessment, most: int
) -> tuple[ChallengeQuestion, ...]:
    """What a session on ``review`` would ask on the day of the review, the first first."""
    earlier = [one for one in review.promises if one.whole and one.review != review.key]
    return challenge_questions(assessment, most, _about(_still_open(earlier, review.as_of)))


def _still_open(promises: Sequence[Promise], day: dt.date) -> list[Promise]:
    return [one for one in promises if not state_on(one, day).closed]


def _about(promises: Sequence[Promise]) -> set[str]:
    """The fingerprints of the findings that they were made about."""
    return {one.fingerprint for one in promises if one.fingerprint}


def _told_in(promise: Promise, review: str) -> bool:
    return any(update.review == review for update in promise.updates)


def question_key(review: Review, about: str, place: int = 1) -> str:
    """The key of the answer to a question in the session of ``review``. ``about``: see
    ``promise_key``."""
    return promise_key(review.plan.key, review.key, about, place)


def answered(review: Review, question: ChallengeQuestion, at: dt.datetime) -> Promise:
    """The answer to a question of the program, with nothing said yet."""
    known = known_refs(review.plan)  # a finding may be about a post, which is no reference
    return Promise(
        key=question_key(review, question.about),
        plan=review.plan.key,
        review=review.key,
        question=question.question,
        code=question.code,
        fingerprint=question.fingerprint,
        refs=tuple(ref for ref in question.refs if ref in known),
        made_at=at,
    )


def own_question(review: Review, text: str, refs: Sequence[str], at: dt.datetime) -> Promise:
    """The answer to a question that the session asks itself, with nothing said yet."""
    question = taken(text)
    return Promise(
        key=question_key(review, plain(question)),
        plan=review.plan.key,
        review=review.key,
        question=question,
        refs=tuple(refs),
        made_at=at,
    )


def known_refs(plan: Plan) -> dict[str, str]:
    """What a promise may be about: the plan's references, each with its title."""
    parts = (plan.actions, plan.outcomes, plan.indicators, plan.projects)
    return {noun.ref: noun.title for part in parts for noun in part}


def keep_answer(store: Store, answer: Promise) -> None:
    """Raises StoreError."""
    store.add_promises([answer])


def keep_told(store: Store, promise: Promise, update: PromiseUpdate) -> None:
    """Raises StoreError."""
    store.tell_of_promises(promise.plan, [(promise.key, update)])


def promised(session: Session) -> tuple[Promise, ...]:
    """What is promised in the session so far, whole."""
    return tuple(one for one in session.said.values() if one.whole)
