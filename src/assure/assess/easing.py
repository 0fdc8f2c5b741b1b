"""What would ease the quarter that asks for most beyond what each post and team agreed.

Two kinds of steps can be told from a plan alone, and only these are. Actions may end a quarter
later: where nothing waits for them, no milestone of theirs falls in the quarter or is undated,
neither statute nor contract binds them, their date has not moved before, the plan still runs, and
their post has room then. And a post or team that an action names as support may take days of it,
where it has agreed more than it is asked for. The days are those of ``facts/load.py``: a plan
changed as a step says gives the load that the step promises. No step asks anybody for more than
agreed in any quarter. The method is our own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from assure.facts.load import QUARTERS_AHEAD, TENTH, OwnerLoad, Share, is_vacant, same_name, spread
from assure.facts.quarters import Quarter, quarters_from
from assure.model.actions import Action
from assure.model.easing import Easing, EasingKind, EasingStep
from assure.model.links import Timeline
from assure.model.plan import Plan
from assure.model.values import When, WhenKind

MOST_STEPS = 5  # more than a board reads
LEAST = Decimal(1)  # days; no estimate is so fine that less would be a step
NOTHING = Decimal(0)
LONGEST_NAME = 3  # pieces between commas
Days = Mapping[Quarter, Decimal]


@dataclass
class _Desk:
    """A post or team with agreed days, and what it is asked for as the steps so far leave it."""

    name: str
    agreed: Decimal
    asked: dict[Quarter, Decimal]
    actions: list[Action]
    of: Mapping[Quarter, list[Share]]  # as the plan stands
    helps: bool  # it is not vacant
    shares: dict[str, Decimal] = field(default_factory=dict)  # of the quarter, by ref
    moves: dict[str, Days] = field(default_factory=dict)  # what ending later changes, by ref

    def spare(self, quarter: Quarter, more: Decimal = NOTHING) -> Decimal:
        """Agreed days that nobody asks for; less than nothing when more is asked for."""
        asked = self.asked.get(quarter, NOTHING) + more
        return self.agreed - asked.quantize(TENTH, ROUND_HALF_UP)

    def beyond(self, quarter: Quarter) -> Decimal:
        return max(-self.spare(quarter), NOTHING)

    def give(self, changes: Days) -> None:
        for quarter, days in changes.items():
            self.asked[quarter] = self.asked.get(quarter, NOTHING) + days


@dataclass
class _Option:
    """A step that could be taken next."""

    kind: EasingKind
    desk: _Desk
    refs: list[str]
    days: Decimal
    changes: Days
    helper: _Desk | None = None


def easing(plan: Plan, loads: Sequence[OwnerLoad], time: Timeline, as_of: dt.date) -> Easing:
    """``loads`` and ``time`` are those of the plan on that day."""
    quarters = quarters_from(as_of, QUARTERS_AHEAD, plan.year_starts)
    desks = {
        same_name(load.name): _desk(load, load.agreed, as_of)
        for load in loads
        if load.agreed is not None
    }
    worst = max(quarters, key=lambda q: (_beyond(desks, q), -q.start.toordinal()))
    beyond = _beyond(desks, worst)
    if not beyond:
        return Easing()
    following = quarters[quarters.index(worst) + 1 :][:1]
    over = [desk for desk in desks.values() if desk.beyond(worst)]
    # A reference that several actions bear tells of none of them.
    bearing = Counter(action.ref for action in plan.actions)
    free = _free_to_end_later(plan, time, worst, as_of)
    for desk in over:
        desk.shares = {share.ref: share.days for share in desk.of[worst] if bearing[share.ref] == 1}
        for quarter in following:
            desk.moves = dict(_moves(desk, free, quarter, plan, quarters, as_of))
    steps = _Steps(worst, desks, over).taken()
    return Easing(
        label=worst.label,
        start=worst.start,
        following=following[0].label if following else "",
        beyond=beyond,
        steps=steps,
        left=_beyond(desks, worst),
    )


def _desk(load: OwnerLoad, agreed: Decimal, as_of: dt.date) -> _Desk:
    asked = {q: sum((s.days for s in shares), NOTHING) for q, shares in load.shares.items()}
    gone = load.capacity is not None and is_vacant(load.capacity, as_of)
    return _Desk(load.name, agreed, asked, load.actions, load.shares, helps=not gone)


def _beyond(desks: Mapping[str, _Desk], quarter: Quarter) -> Decimal:
    return sum((desk.beyond(quarter) for desk in desks.values()), NOTHING)


# --- Actions that may end later -------------------------------------------------------------


def _free_to_end_later(plan: Plan, time: Timeline, worst: Quarter, as_of: dt.date) -> set[str]:
    """Refs of the open actions that end in the quarter, and on whose end nothing hangs."""
    waited_for = {wait.on for wait in time.waits}
    settled = {
        work.ref
        for work in time.work
        if all(step.day is not None and step.day < worst.start for step in work.milestones)
    }
    return {
        action.ref
        for action in plan.actions
        if _ends_in(action, worst, as_of)
        and action.ref in settled
        and action.ref not in waited_for
        and not (action.statutory or action.contract or action.revised)
    }


def _ends_in(action: Action, worst: Quarter, as_of: dt.date) -> bool:
    last, first = action.deadline.latest, action.start.earliest
    if last is None or last < as_of or (first is not None and first > last):
        return False
    return worst.start <= last <= worst.end


def _moves(
    desk: _Desk,
    free: set[str],
    following: Quarter,
    plan: Plan,
    quarters: tuple[Quarter, ...],
    as_of: dt.date,
) -> Iterator[tuple[str, Days]]:
    """What each quarter asks for more, or less, when an action ends with the following one."""
    if plan.period_end is not None and plan.period_end < following.end:
        return
    end = When(kind=WhenKind.DAY, earliest=following.end, latest=following.end)
    for action in desk.actions:
        if action.ref not in free or action.ref not in desk.shares:
            continue
        was = {quarter: -days for quarter, days in spread(action, quarters, as_of)}
        later = action.model_copy(update={"due": end})
        yield action.ref, _together(was, dict(spread(later, quarters, as_of)))


def _together(one: Days, other: Days) -> Days:
    return {q: one.get(q, NOTHING) + other.get(q, NOTHING) for q in {**one, **other}}


# --- The steps ------------------------------------------------------------------------------


class _Steps:
    """Takes, one after the other, the step that eases most. An action is part of one step only:
    what two steps together would make of it no plan tells."""

    def __init__(self, worst: Quarter, desks: Mapping[str, _Desk], over: Sequence[_Desk]) -> None:
        self.worst, self.desks, self.over = worst, desks, over
        self.used: set[str] = set()
        self.helps = {desk.name: self._helpers(desk) for desk in over}

    def taken(self) -> tuple[EasingStep, ...]:
        steps: list[EasingStep] = []
        while len(steps) < MOST_STEPS:
            options = [one for desk in self.over for one in self._options(desk)]
            best = max(options, key=lambda one: one.days, default=None)
            if best is None or best.days < LEAST:
                break
            best.desk.give(best.changes)
            if best.helper is not None:
                best.helper.give({self.worst: best.days})
            chosen = set(best.refs)
            self.used |= chosen
            steps.append(
                EasingStep(
                    kind=best.kind,
                    name=best.desk.name,
                    helper=best.helper.name if best.helper else "",
                    actions=tuple(ref for ref in best.desk.shares if ref in chosen),
                    days=best.days,
                    left=_beyond(self.desks, self.worst),
                )
            )
        return tuple(steps)

    def _options(self, desk: _Desk) -> Iterator[_Option]:
        if not desk.beyond(self.worst):
            return
        yield self._later(desk)
        for helper, refs in self.helps[desk.name]:
            yield self._shared(desk, helper, refs)

    def _later(self, desk: _Desk) -> _Option:
        """As many of its actions as it takes, and as there is room for."""
        changes: Days = {self.worst: NOTHING}
        refs: list[str] = []
        for ref, own in sorted(desk.moves.items(), key=lambda move: move[1][self.worst]):
            if desk.spare(self.worst, changes[self.worst]) >= 0:
                break
            then = _together(changes, own)
            fits = all(desk.spare(q, then[q]) >= 0 for q, more in own.items() if more > 0)
            if fits and ref not in self.used:
                changes = then
                refs.append(ref)
        left = max(-desk.spare(self.worst, changes[self.worst]), NOTHING)
        return _Option(EasingKind.LATER, desk, refs, desk.beyond(self.worst) - left, changes)

    def _helpers(self, desk: _Desk) -> list[tuple[_Desk, list[str]]]:
        """Who else with agreed days supports its actions of the quarter, and which."""
        found: dict[str, list[str]] = {}
        for action in desk.actions:
            if action.ref not in desk.shares:
                continue
            for name in _named("; ".join(action.owner.support), self.desks):
                if self.desks[name].helps and self.desks[name] is not desk:
                    found.setdefault(name, []).append(action.ref)
        return [(self.desks[name], found[name]) for name in self.desks if name in found]

    def _shared(self, desk: _Desk, helper: _Desk, refs: Sequence[str]) -> _Option:
        """Days of the actions that the helper supports, those that ask for most first."""
        most = min(desk.beyond(self.worst), max(helper.spare(self.worst), NOTHING))
        chosen: list[str] = []
        days = NOTHING
        unused = [ref for ref in refs if ref not in self.used]
        for ref in sorted(unused, key=lambda ref: -desk.shares[ref]):
            if days >= most:
                break
            chosen.append(ref)
            days += desk.shares[ref]
        taken = min(days, most).quantize(TENTH, ROUND_DOWN)
        return _Option(EasingKind.SHARE, desk, chosen, taken, {self.worst: -taken}, helper)


def _named(support: str, names: Container[str]) -> dict[str, None]:
    """Which of ``names`` stand as an entry of a list. A name may hold a comma itself: "Team
    Leader, Falls Service"."""
    pieces = re.split("([,;])", same_name(support))
    entries = (
        "".join(pieces[first:last]).strip()
        for first in range(0, len(pieces), 2)
        for last in range(first + 1, first + 2 * LONGEST_NAME, 2)
    )
    return dict.fromkeys(entry for entry in entries if entry in names)
