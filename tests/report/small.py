"""Reviews of few things: the demonstration cut down to none, one, two or three of every noun.

Each keeps the demonstration's own words, so that what is wrong in a sentence is the sentence.
``MOODS`` change how the work stands: all of it late, none of it, all closed, no dates at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Status, When, WhenKind
from assure.report.kinds import Material, all_kinds
from assure.report.render import Edition
from assure.service.challenge import questions_of
from assure.service.compare import Chosen, compared
from assure.service.demo import anycity, review_of
from assure.service.judge import for_edition, judge
from assure.shelf.settings import Settings

SIZES = (0, 1, 2, 3)
NOUNS = ("priorities", "outcomes", "indicators", "resources", "assumptions", "dependencies",
         "capacity", "risks", "projects", "partners", "gone")  # fmt: skip


def _when(day: dt.date | None) -> When:
    return When(kind=WhenKind.DAY, earliest=day, latest=day) if day else When()


def _due(action: Action, day: dt.date | None, status: Status = Status.IN_PROGRESS) -> Action:
    return action.model_copy(update={"due": _when(day), "revised": (), "status": status})


def _late(action: Action, as_of: dt.date) -> Action:
    return _due(action, as_of - dt.timedelta(days=40), Status.DELAYED)


def _on_time(action: Action, as_of: dt.date) -> Action:
    return _due(action, as_of + dt.timedelta(days=60)).model_copy(update={"rag": None})


def _closed(action: Action, as_of: dt.date) -> Action:
    return _due(action, as_of - dt.timedelta(days=40), Status.COMPLETED)


def _undated(action: Action, as_of: dt.date) -> Action:
    bare = _due(action, None, Status.UNKNOWN)
    return bare.model_copy(update={"start": When(), "owner": type(action.owner)()})


def _as_is(action: Action, as_of: dt.date) -> Action:
    return action


MOODS: dict[str, Callable[[Action, dt.date], Action]] = {
    "as it is": _as_is,
    "all late": _late,
    "none late": _on_time,
    "all closed": _closed,
    "no dates": _undated,
}


def cut(review: Review, size: int, mood: str = "as it is", only: str = "") -> Review:
    """``review`` with at most ``size`` of every noun, of every list of an answer, and of what was
    promised. ``only`` names one noun that alone is cut."""
    plan = review.plan
    kept = {name: getattr(plan, name)[:size] for name in (only and (only,)) or NOUNS}
    if not only or only == "actions":
        kept["actions"] = tuple(MOODS[mood](action, review.as_of) for action in _few(plan, size))
    answers, promises = review.answers, review.promises
    if not only:
        answers = tuple(_short(answer, size) for answer in answers) if size else ()
        promises = promises[:size]
    return review.model_copy(
        update={"plan": plan.model_copy(update=kept), "answers": answers, "promises": promises}
    )


def _few(plan: Plan, size: int) -> tuple[Action, ...]:
    """A contract first, so that the register of contracts is not always empty."""
    contracts = [action for action in plan.actions if action.contract]
    return tuple((contracts[:1] + [a for a in plan.actions if not a.contract])[:size])


def _short(answer: Answer, size: int) -> Answer:
    if not isinstance(answer.value, tuple):
        return answer
    return answer.model_copy(update={"value": answer.value[:size]})


@cache
def small(size: int, mood: str, edition: Edition = "board") -> Material:
    """What every kind is made from. Of "years" it is the annual review, after the mid-year one;
    else the mid-year review, compared with itself, so that nothing has moved."""
    if mood == "years":
        older, newer = (cut(review_of(name), size) for name in ("mid-year-2026", "annual-2027"))
    else:
        older = newer = cut(anycity(), size, mood)
    shown = for_edition(newer, edition)
    assessment = judge(shown)
    comparison = compared(Chosen(older, newer), Settings(), edition=edition)
    questions = questions_of(shown, assessment, max(kind.asks for kind in all_kinds()))
    return Material(shown, assessment, edition, comparison, questions)
