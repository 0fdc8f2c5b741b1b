"""A plan rolls on: a year of it closes, and the plan goes on a year further.

What was completed or cancelled goes into the plan's history with all that was told of it; what is
unfinished is carried, with its key, its reference and its past. Nothing is judged and nothing is
lost: every action is afterwards either in the plan or in one closed year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from assure.assess.gaps import gaps
from assure.facts.risks import is_open
from assure.model.errors import AssureError
from assure.model.plan import (
    CLOSED,
    Action,
    ClosedYear,
    Dependency,
    PastQuarter,
    Plan,
    ProgressNote,
    Project,
    Resource,
    Risk,
    Status,
)
from assure.model.promise import Promise
from assure.model.rolled import Gap, RolledAction, RolledForward
from assure.words.calendar import Span, month_end
from assure.words.days import MONTHS, long_date

N = TypeVar("N", Resource, Risk, Project)

LAST_QUARTER = dt.timedelta(days=92)  # before a year's end, from which the plan may roll on
_ONE_DAY = dt.timedelta(days=1)
_QUARTER_COLUMN = re.compile(r"q(\d{1,2})")


@dataclass(frozen=True)
class Periods:
    """From which period a plan rolls to which; ``guessed``: the plan itself named none."""

    was: Span
    now: Span
    guessed: bool = False

    @property
    def quarters(self) -> int:
        """How many quarters of the plan are over."""
        return _months(self.was[0], self.now[0]) // 3


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
        until=periods.now[0] - _ONE_DAY,
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
            "fields_present": _columns(plan.fields_present, periods.quarters),
        }
    )
    return rolled, _told(plan, rolled, periods, gaps(rolled, today, promises))


# --- Periods ----------------------------------------------------------------------------------


def next_periods(plan: Plan, today: dt.date, to: Span | None = None) -> Periods:
    """Which period follows the plan's. Raises AssureError with what stands against it."""
    if plan.period_start is None or plan.period_end is None:
        if to is None:
            raise AssureError(
                f"The plan {plan.key} does not say which years it covers; give the new ones with "
                "--to, for example --to 2027-2030."
            )
        was = _later(to, -1)
        guessed = True
    else:
        was, guessed = (plan.period_start, plan.period_end), False
    now = to or _later(was, max(1, _years_over(was, today)))
    _check_follows(plan, was, now)
    first_day = now[0] - LAST_QUARTER
    if today < first_day:
        raise AssureError(
            f"The plan {plan.key}{_rolled_before(plan)} is in its year until "
            f"{long_date(now[0] - _ONE_DAY)}; it can roll on from {long_date(first_day)}."
        )
    return Periods(was, now, guessed)


def _rolled_before(plan: Plan) -> str:
    return f" rolled on, on {long_date(plan.closed[-1].on)}, and" if plan.closed else ""


def _check_follows(plan: Plan, was: Span, now: Span) -> None:
    dates = f"{long_date(now[0])} to {long_date(now[1])}"
    if now == was:
        raise AssureError(f"The plan {plan.key} covers {dates} already; give a later period.")
    if now[0] <= was[0]:
        raise AssureError(
            f"A plan rolls forward: {dates} does not begin after {long_date(was[0])}, with which "
            f"the plan {plan.key} begins; give a later period with --to."
        )
    if now[0] > was[1] + _ONE_DAY:
        raise AssureError(
            f"The plan {plan.key} ends on {long_date(was[1])}, and no plan would cover the days "
            f"until {long_date(now[0])}; give a period with --to that begins by "
            f"{long_date(was[1] + _ONE_DAY)}."
        )
    if _months(was[0], now[0]) % 12 or was[0].day != now[0].day:
        day = f"{was[0].day} {MONTHS[was[0].month - 1]}"
        raise AssureError(
            f"A plan rolls on by whole years: {plan.key} begins on {long_date(was[0])}, so give a "
            f"period with --to that begins on {day} of a later year."
        )


def _years_over(period: Span, today: dt.date) -> int:
    """How many whole years of the period lie before ``today``."""
    start = period[0]
    return today.year - start.year - ((today.month, today.day) < (start.month, start.day))


def _months(first: dt.date, later: dt.date) -> int:
    return (later.year - first.year) * 12 + later.month - first.month


def _later(period: Span, years: int) -> Span:
    """The period moved by whole years, and as long."""
    return _moved(period[0], years), _moved(period[1] + _ONE_DAY, years) - _ONE_DAY


def _moved(day: dt.date, years: int) -> dt.date:
    last = month_end(day.year + years, day.month)  # 29 February has no day in most years
    return last.replace(day=min(day.day, last.day))


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


def _columns(present: frozenset[str], quarters: int) -> frozenset[str]:
    """The fields that had columns; a plan that kept notes by quarter keeps them so from Q1 on."""
    numbers = [int(found[1]) for name in present if (found := _QUARTER_COLUMN.fullmatch(name))]
    return present | {f"q{number - quarters}" for number in numbers if number > quarters}


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
        closed_with_them={
            part: tuple(noun.ref for noun in nouns) for part, nouns in parts.items() if nouns
        },
        gaps=lacking,
    )


def _named(actions: Iterable[Action]) -> tuple[RolledAction, ...]:
    return tuple(
        RolledAction(key=a.key, ref=a.ref, title=a.title, times=len(a.carried)) for a in actions
    )
