"""A plan rolls on: a year of it closes, and the plan goes on a year further.

What was completed or cancelled goes into the plan's history with all that was told of it; what is
unfinished is carried, with its key, its reference and its past. Nothing is judged and nothing is
lost: every action is afterwards either in the plan or in one closed year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from assure.assess.gaps import gaps
from assure.assess.next_period import ONE_DAY, Periods, next_periods
from assure.facts.reports import under_way
from assure.facts.risks import is_open
from assure.model.actions import Action, PastQuarter, ProgressNote
from assure.model.plan import ClosedYear, Plan
from assure.model.promise import Promise
from assure.model.registers import Dependency, Project, Resource, Risk
from assure.model.rolled import Gap, RolledAction, RolledForward
from assure.model.values import CLOSED, Status
from assure.words.calendar import Span

N = TypeVar("N", Resource, Risk, Project)


def roll_forward(
    plan: Plan, today: dt.date, to: Span | None = None, promises: Iterable[Promise] = ()
) -> tuple[Plan, RolledForward]:
    """The plan of the next period, and what was done to make it so.

    ``to`` is the new period; without it the plan keeps its length and goes on by the years that
    are over, one at least. ``promises`` are those made to its challenge sessions. Raises
    AssureError where it cannot roll on, or not yet.
    """
    periods = next_periods(plan, today, to)
    open_, over = _parted(plan.actions)
    unfinished = {action.ref for action in open_}
    closed_refs = {action.ref for action in over} - unfinished
    links = _Links(closed_refs)
    resources, closed_resources = links.parted("resources", plan.resources, unfinished)
    projects, closed_projects = _projects(links, plan.projects)
    dependencies = tuple(d for d in plan.dependencies if not _over(d, closed_refs))
    risks, closed_risks = _risks(links, plan.risks)
    year = ClosedYear(
        on=today,
        until=periods.now[0] - ONE_DAY,
        period_start=plan.period_start,
        period_end=plan.period_end,
        version=plan.version + 1,
        actions=over,
        resources=closed_resources,
        dependencies=tuple(d for d in plan.dependencies if _over(d, closed_refs)),
        risks=closed_risks,
        projects=closed_projects,
        capacity=plan.capacity,
        let_go=links.let_go,
    )
    rolled = plan.model_copy(
        update={
            "period_start": periods.now[0],
            "period_end": periods.now[1],
            "actions": tuple(_carried(action, plan, periods) for action in open_),
            "resources": resources,
            "dependencies": dependencies,
            "risks": risks,
            "projects": projects,
            "closed": (*plan.closed, year),
        }
    )
    return rolled, _told(plan, rolled, periods, gaps(rolled, today, promises))


# --- Actions ----------------------------------------------------------------------------------


def _parted(actions: Iterable[Action]) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """What is unfinished, and what is completed or cancelled."""
    every = tuple(actions)
    return tuple(a for a in every if a.open), tuple(a for a in every if not a.open)


def _carried(action: Action, plan: Plan, periods: Periods) -> Action:
    notes = tuple(_note(note, plan, periods.quarters) for note in action.notes)
    return action.model_copy(update={"notes": notes, "carried": (*action.carried, periods.now[0])})


def _note(note: ProgressNote, plan: Plan, over: int) -> ProgressNote:
    """The note under the number that its quarter has now, or with the quarter that it was of;
    ``over`` is how many quarters the plan has no longer."""
    if note.quarter is None:
        return note
    if note.quarter > over:
        return note.model_copy(update={"quarter": note.quarter - over})
    was = PastQuarter(
        number=note.quarter, period_start=plan.period_start, period_end=plan.period_end
    )
    return note.model_copy(update={"quarter": None, "was": was})


# --- What hangs on actions --------------------------------------------------------------------


class _Links:
    """Takes the references of closed actions out of what goes on, and remembers them."""

    def __init__(self, closed: set[str]) -> None:
        self.closed = closed
        self.let_go: dict[str, dict[str, tuple[str, ...]]] = {}

    def freed(self, part: str, noun: N) -> N:
        gone = tuple(ref for ref in noun.actions if ref in self.closed)
        if not gone:
            return noun
        self.let_go.setdefault(part, {})[noun.key] = gone
        left = tuple(ref for ref in noun.actions if ref not in self.closed)
        return noun.model_copy(update={"actions": left})

    def parted(
        self, part: str, nouns: Iterable[Resource], open_: set[str]
    ) -> tuple[tuple[Resource, ...], tuple[Resource, ...]]:
        """What some action that goes on still needs; and what closed actions alone needed."""
        every = tuple(nouns)
        over = [
            self.closed.intersection(noun.actions) and not open_.intersection(noun.actions)
            for noun in every
        ]
        going = tuple(
            self.freed(part, noun) for noun, done in zip(every, over, strict=True) if not done
        )
        return going, tuple(noun for noun, done in zip(every, over, strict=True) if done)


def _risks(links: _Links, risks: Iterable[Risk]) -> tuple[tuple[Risk, ...], tuple[Risk, ...]]:
    """A risk does not end with the action that treats it: only one that is called closed goes."""
    every = tuple(risks)
    going = tuple(links.freed("risks", risk) for risk in every if is_open(risk))
    return going, tuple(risk for risk in every if not is_open(risk))


def _projects(
    links: _Links, projects: Iterable[Project]
) -> tuple[tuple[Project, ...], tuple[Project, ...]]:
    """A project goes by its own status, and nothing waits for one that has gone."""
    every = tuple(projects)
    going = [project for project in every if project.status not in CLOSED]
    known = {project.ref for project in going}
    over = {project.ref for project in every} - known
    freed = []
    for project in going:
        waits = tuple(ref for ref in project.depends_on if ref not in over)
        freed.append(links.freed("projects", project.model_copy(update={"depends_on": waits})))
    return tuple(freed), tuple(project for project in every if project.status in CLOSED)


def _over(dependency: Dependency, closed: set[str]) -> bool:
    """Whether the action that waits, or what it waits for, is closed."""
    return dependency.action in closed or dependency.on in closed


# --- What is told of it -----------------------------------------------------------------------


def _told(before: Plan, after: Plan, periods: Periods, lacking: tuple[Gap, ...]) -> RolledForward:
    year = after.closed[-1]
    carried, _ = _parted(before.actions)
    over = periods.quarters
    parts: Mapping[str, Iterable[Resource | Dependency | Risk | Project]] = {
        "resources": year.resources,
        "dependencies": year.dependencies,
        "risks": year.risks,
        "projects": year.projects,
    }
    return RolledForward(
        plan=before.key,
        title=before.title,
        on=year.on,
        was_from=periods.was[0],
        was_to=periods.was[1],
        period_guessed=periods.guessed,
        now_from=periods.now[0],
        now_to=periods.now[1],
        quarters=over,
        notes=sum(1 <= (note.quarter or 0) <= over for action in carried for note in action.notes),
        completed=_named(a for a in year.actions if a.status is Status.COMPLETED),
        cancelled=_named(a for a in year.actions if a.status is not Status.COMPLETED),
        carried=_named(after.actions),
        untold=_untold(carried, over),
        closed_with_them={
            part: tuple(noun.ref for noun in nouns) for part, nouns in parts.items() if nouns
        },
        gaps=lacking,
    )


def _untold(actions: Sequence[Action], quarter: int) -> tuple[str, ...]:
    told = {action.ref: {note.quarter for note in action.notes} for action in actions}
    if not any(quarters - {None} for quarters in told.values()):
        return ()
    working = (action.ref for action in actions if under_way(action))
    return tuple(ref for ref in working if quarter not in told[ref])


def _named(actions: Iterable[Action]) -> tuple[RolledAction, ...]:
    return tuple(
        RolledAction(key=a.key, ref=a.ref, title=a.title, times=len(a.carried)) for a in actions
    )
