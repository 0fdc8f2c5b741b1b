"""The chase list of a quarter: what is still to be told, and by whom. Pure.

It asks and does not judge: each line is a question that its officer can answer in one sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assure.facts.actions import gives_reason
from assure.facts.quarterly import (
    STATUS_WORDS,
    asked_by,
    begins_later,
    is_asked,
    is_told,
    quarter_in,
)
from assure.facts.quarters import Quarter
from assure.facts.standing import repeated
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status
from assure.words.days import long_date
from assure.words.text import is_nothing, one_line


class Need(StrEnum):
    """What an action still lacks."""

    UPDATE = "update"  # nothing is told of it for the quarter
    NEWS = "news"  # it is told of in the words of the quarter before
    DATE = "date"  # its date has passed, and there is no new one
    EVIDENCE = "evidence"  # completed, and nothing shows it
    REASON = "reason"  # delayed or no longer relevant, and nothing says why


@dataclass(frozen=True)
class Question:
    need: Need
    words: str


@dataclass(frozen=True)
class Wanted:
    """One action with what is asked about it; ``due`` and ``status`` as they are told."""

    ref: str
    title: str
    due: str
    status: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Chased:
    """What one officer is asked; ``name`` is "" for actions that name nobody.

    ``told`` of the ``asked`` actions have been told of for the quarter, those that it completed
    among them; of the others news is due.
    """

    name: str
    asked: int
    told: int
    wanted: tuple[Wanted, ...]

    @property
    def silent(self) -> bool:
        """Nothing has come back at all."""
        return self.asked > 0 and self.told == 0


@dataclass(frozen=True)
class ChaseList:
    """``everyone`` who is asked, those who have told all among them; ``added`` are the
    references of tasks that came to the plan since the quarter began."""

    plan: str  # key
    title: str
    quarter: int
    label: str  # "Jul to Sep 2027"; "" for a plan that does not say when it starts
    everyone: tuple[Chased, ...]
    added: tuple[str, ...] = ()

    @property
    def chased(self) -> tuple[Chased, ...]:
        return tuple(one for one in self.everyone if one.wanted)

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.everyone)

    @property
    def told(self) -> int:
        return sum(one.told for one in self.everyone)


def chase(plan: Plan, number: int, today: dt.date, *, repeats: int, by: str = "owner") -> ChaseList:
    """What is missing for quarter ``number``, by "owner", "team", "outcome" or "none".

    ``repeats``: the quarters in a row with the same note from which it is no news (threshold
    ``repeated-notes``).
    """
    quarter = quarter_in(plan, number)
    actions = [action for action in plan.actions if _concerns(action, plan, quarter)]
    everyone = []
    for asked in asked_by(plan, actions, by):
        told = sum(is_told(action, number, quarter) for action in asked.actions)
        wanted = []
        for action in asked.actions:
            questions = tuple(_questions(action, plan, number, quarter, today, repeats))
            if questions:
                wanted.append(_wanted(action, questions))
        due = [
            action
            for action in asked.actions
            if _is_due(action, quarter) or is_told(action, number, quarter)
        ]
        everyone.append(Chased(asked.name, len(due), told, tuple(wanted)))
    added = [
        action.ref
        for action in plan.actions
        if quarter is not None and action.since is not None and action.since >= quarter.start
    ]
    label = quarter.label if quarter else ""
    return ChaseList(plan.key, plan.title, number, label, tuple(everyone), tuple(added))


def _concerns(action: Action, plan: Plan, quarter: Quarter | None) -> bool:
    """Whether the round asks about the action; one that is no longer relevant while it lacks the
    reason that the plan asks for."""
    if action.status is Status.CANCELLED:
        lately = quarter is not None and action.told is not None and action.told >= quarter.start
        return lately or "reason" in plan.fields_present
    return is_asked(action, plan, quarter)


def _is_due(action: Action, quarter: Quarter | None) -> bool:
    return action.open and not begins_later(action, quarter)


def _questions(
    action: Action,
    plan: Plan,
    number: int,
    quarter: Quarter | None,
    today: dt.date,
    repeats: int,
) -> Iterator[Question]:
    told = is_told(action, number, quarter)
    if _is_due(action, quarter) and not told:
        yield Question(Need.UPDATE, f"Nothing has been told for Q{number} yet: how does it stand?")
    elif action.open and _is_copied(action, plan, number, repeats):
        yield Question(
            Need.NEWS,
            f"The note for Q{number} says what the one before it said: what has happened since?",
        )
    due = action.deadline.latest
    if action.open and due is not None and due < today:
        yield Question(
            Need.DATE, f"It was due on {long_date(due)}: is it finished, or what is the new date?"
        )
    if action.status is Status.COMPLETED and is_nothing(action.evidence):
        yield Question(
            Need.EVIDENCE, "It is told as completed: what shows that, and where is it kept?"
        )
    if action.status in {Status.DELAYED, Status.CANCELLED} and not gives_reason(action, plan):
        words = STATUS_WORDS[action.status].lower()
        yield Question(Need.REASON, f"It is told as {words}: what is the reason?")


def _is_copied(action: Action, plan: Plan, number: int, repeats: int) -> bool:
    notes = tuple(note for note in action.notes if (note.report or 0) <= number)
    newest = max((note.report or 0 for note in notes), default=0)
    times, _ = repeated(notes, plan)
    return newest == number and times is not None and times >= repeats


def _wanted(action: Action, questions: tuple[Question, ...]) -> Wanted:
    when = action.deadline
    due = long_date(when.latest) if when.latest else one_line(when.text)
    return Wanted(action.ref, action.title, due, STATUS_WORDS[action.status], questions)
