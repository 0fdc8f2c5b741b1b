"""What the other actions of a plan tell of one, worked out once for all of them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder
from assure.facts.define import number, text
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.values import Status, WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.pieces import work_and_thing
from assure.words.text import plain

# Fields of an action; ``actions.ACTION`` takes them over.
OTHERS = (
    text(
        "same_work_as",
        "The earlier open action that promises the same in another order of words",
        "Its reference: the same telling words, four or more, without their endings.",
    ),
    number(
        "comparables",
        "actions",
        "Finished actions of the plan that did the like",
        "They open with the same verb and do it to the same thing (“build … playground”), and "
        "have a start and an end: the day in their evidence, else their last deadline.",
    ),
    text("comparable_refs", "Some of them", "References, at most five."),
    number("usual_days", "days", "How long half of those took at most", "The lower median."),
    number("quickest_days", "days", "How long the quickest of them took", "Counted."),
    number(
        "span_of_usual", "%", "How long it lasts itself, in % of that median", "Rounded down."
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Comparable:
    """How long finished actions that did the like took, in days."""

    refs: tuple[str, ...]
    usual: int
    quickest: int


@dataclass(frozen=True)
class Others:
    by_ref: Mapping[str, Action]  # by reference, without capitals
    linked: frozenset[tuple[str, str]]  # waits for, as the list of dependencies has it
    same_work: Mapping[str, str]  # key → reference
    comparables: Mapping[tuple[str, str], Comparable]  # by verb and thing


def others_of(plan: Plan) -> Others:
    return Others(
        by_ref={action.ref.casefold(): action for action in reversed(plan.actions)},
        linked=frozenset((d.action, d.on) for d in plan.dependencies if d.on),
        same_work=_same_work(plan),
        comparables=_comparables(plan),
    )


def put_others(fact: FactBuilder, action: Action, others: Others) -> None:
    """The fields of ``OTHERS``, for an open action."""
    if not action.open:
        return
    fact.put("same_work_as", others.same_work.get(action.key), "title")
    alike = work_and_thing(action.title) if others.comparables else None
    found = others.comparables.get(alike) if alike else None
    if found is None:
        return
    fact.put("comparables", len(found.refs), "title")
    fact.put("comparable_refs", listed(found.refs[:5], "and"), "title")
    fact.put("usual_days", found.usual, "title")
    fact.put("quickest_days", found.quickest, "title")
    span = fact.value("span_days")
    if isinstance(span, int):
        fact.put("span_of_usual", span * 100 // found.usual, "start", "due", "revised")


# --- The same work in other words -----------------------------------------------------------

_TELLING = re.compile(r"[^\W_]{2,}")
_SMALL = frozenset(
    {"a", "all", "an", "and", "are", "as", "at", "by", "for", "from", "has", "have", "in", "is",
     "it", "its", "of", "on", "our", "that", "the", "their", "through", "to", "we", "with", "will"}
)  # fmt: skip
_ENDING = re.compile(r"(?:ations?|ions?|ments?|ings?|ed|es|s|e)$")
_FEWEST = 4  # telling words; shorter wordings are bound to recur


def stems(words: str) -> list[str]:
    """The telling words in order, without their endings: "training wardens" → train, warden."""
    found = (word for word in _TELLING.findall(plain(words)) if word not in _SMALL)
    return [stem if len(stem := _ENDING.sub("", word)) > 2 else word for word in found]


def _same_work(plan: Plan) -> dict[str, str]:
    """Same words in the same order are left to ``alike``, which looks at owners and days too."""
    found: dict[str, str] = {}
    earlier: dict[frozenset[str], tuple[Action, list[str]]] = {}
    for action in plan.actions:
        if not action.open:
            continue
        words = stems(action.title)
        telling = frozenset(words)
        if len(telling) < _FEWEST:
            continue
        first = earlier.setdefault(telling, (action, words))
        if first[0] is not action and first[1] != words:
            found[action.key] = first[0].ref
    return found


# --- Comparable work ------------------------------------------------------------------------

_FEWEST_ALIKE = 3  # finished actions; fewer are no history
_DAYS = frozenset({WhenKind.DAY, WhenKind.MONTH})


def _comparables(plan: Plan) -> dict[tuple[str, str], Comparable]:
    groups: dict[tuple[str, str], list[Action]] = {}
    for action in plan.actions:
        if action.status is Status.COMPLETED and action.start.latest is not None:
            alike = work_and_thing(action.title)
            if alike is not None:
                groups.setdefault(alike, []).append(action)
    found = {}
    for alike, actions in groups.items():
        if len(actions) < _FEWEST_ALIKE:
            continue
        took = [(action.ref, days) for action in actions if (days := _took(action, plan)) > 0]
        if len(took) >= _FEWEST_ALIKE:
            lengths = [days for _, days in took]
            refs = tuple(ref for ref, _ in took)
            found[alike] = Comparable(refs, statistics.median_low(lengths), min(lengths))
    return found


def _took(action: Action, plan: Plan) -> int:
    """Days from its start to its end; 0 when either is not known."""
    period = (plan.period_start, plan.period_end) if plan.period_start and plan.period_end else None
    calendar = PlanCalendar(period, plan.year_starts, plan.quarter_basis)
    told = read_when(action.evidence, calendar).when
    end = told.latest if told.kind in _DAYS and told.latest else action.deadline.latest
    start = action.start.latest
    return (end - start).days if start is not None and end is not None else 0
