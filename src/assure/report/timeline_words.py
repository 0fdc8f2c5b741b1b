"""What the chart of open actions in time says: its title, its one sentence, its rows and table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from assure.model.links import Milestone, Timeline, Wait, WaitState, Work
from assure.report.figures import Row
from assure.report.formats import (
    clip_short,
    count_word,
    counted,
    join,
    plural,
    sentence_case,
    short_date,
    strung,
)
from assure.report.marks import bare
from assure.report.origins import count

QUARTERS = 4
GROUPS = ("Actions that wait for one another", "Late, or with a day to come, the next first")
SAID = 20  # actions of the sentence
_TROUBLE = {
    WaitState.LATE: "late",
    WaitState.UNDATED: "without a date",
    WaitState.CANCELLED: "cancelled",
}


def of_actions(item: Timeline, refs: Collection[str]) -> Timeline:
    """What ``item`` holds of some actions."""
    # Of what a page with origins is made from, no copy can be made by the usual way.
    return Timeline.model_construct(
        as_of=item.as_of,
        until=item.until,
        began=item.began,
        work=tuple(one for one in item.work if one.ref in refs),
        waits=tuple(wait for wait in item.waits if wait.action in refs),
    )


def title(item: Timeline) -> str:
    """``Two actions are due before what they wait for``."""
    by_state = {
        state: list(dict.fromkeys(w.action for w in item.waits if w.state is state))
        for state in WaitState
    }
    said = []
    if early := by_state[WaitState.BEFORE]:
        one = len(early) == 1
        said.append(
            f"{counted(count(early), 'action')} {'is' if one else 'are'} due before what "
            f"{'it waits' if one else 'they wait'} for"
        )
    if ring := by_state[WaitState.CIRCLE]:
        subject = counted(count(ring), "action") if not said else count_word(count(ring))
        said.append(f"{subject} wait for one another in a circle")
    states = [state for state in _TROUBLE if by_state[state]]
    stuck = list(dict.fromkeys(ref for state in states for ref in by_state[state]))
    if stuck:
        what = join((_TROUBLE[state] for state in states), "or")
        subject = counted(count(stuck), "action") if not said else count_word(count(stuck))
        said.append(f"{subject} {'waits' if len(stuck) == 1 else 'wait'} for what is {what}")
    if said:
        return sentence_case("; ".join(said))
    if any(wait.on for wait in item.waits):
        return "No action is due before what it waits for"
    return days_title(item)


def tells_of_days(item: Timeline) -> bool:
    """Whether the title says no more than how many days there are to keep."""
    return bare(title(item)) == bare(days_title(item))


def days_title(item: Timeline) -> str:
    """``31 milestones and deadlines until 30 Sep 2027``."""
    days = days_to_come(item)
    steps = count(step for _, step in days if step is not None)
    last = count(work for work, step in days if step is None)
    parts = [
        counted(number, what)
        for number, what in ((last, "deadline"), (steps, "milestone"))
        if number
    ]
    until = short_date(item.until) if item.until else "a year from now"
    if not parts:
        return f"No open action has a day to keep until {until}"
    return f"{sentence_case(join(parts))} until {until}"


def days_to_come(item: Timeline) -> list[tuple[Work, Milestone | None]]:
    """Every milestone and deadline (None) in the quarters drawn, the next first."""
    if item.as_of is None or item.until is None:
        return []
    found: list[tuple[dt.date, int, Work, Milestone | None]] = []
    for place, one in enumerate(item.work):
        for step in one.milestones:
            if step.day and item.as_of <= step.day <= item.until and step.day != one.due:
                found.append((step.day, place, one, step))
        if one.due and item.as_of <= one.due <= item.until:
            found.append((one.due, place, one, None))
    found.sort(key=lambda entry: (entry[0], entry[1]))
    return [(one, step) for _, _, one, step in found]


# --- One row ------------------------------------------------------------------------------


def under(
    one: Work, waits: Sequence[Wait], ahead: Sequence[Milestone], began: dt.date | None = None
) -> str:
    """The second line of an action: what stands in its way, what it waits for, or what is next."""
    if told := [w for w in waits if w.state.broken] or [w for w in waits if w.on] or waits:
        return strung((standing(wait) for wait in told), "; ")
    if one.days_late:
        return late_words(one, began)
    if ahead:
        step = ahead[0]
        return f"next: {step.text}"
    return ""


def standing(wait: Wait) -> str:
    """``waits for 5.8, due only 31 Mar 2027``."""
    on, state = wait.on, wait.state
    if state is WaitState.OUTSIDE:
        return f"waits for {wait.title or 'something outside the plan'}, outside the plan"
    if state is WaitState.BEFORE and wait.on_due:
        return f"waits for {on}, due only {short_date(wait.on_due)}"
    if state is WaitState.CIRCLE:
        return f"waits for {on}, which waits in the end for it"
    if state in _TROUBLE:
        return f"waits for {on}, which is {_TROUBLE[state]}"
    if state is WaitState.DONE:
        return f"waited for {on}, which is done"
    return f"waits for {on}" + (f", due {short_date(wait.on_due)}" if wait.on_due else "")


# --- The sentence and the table -----------------------------------------------------------


def sentence(item: Timeline, shown: Iterable[str]) -> str:
    """The chart in words, with the days of the actions that it shows."""
    wanted = set(shown)
    work = [one for one in item.work if one.ref in wanted]
    parts = []
    if broken := [w for w in item.waits if w.state.broken and w.action in wanted]:
        parts.append(join(f"{wait.action} {standing(wait)}" for wait in broken[:SAID]))
    days = [
        f"{one.ref} {short_date(one.due) if one.due else 'no date'}"
        + (
            f" ({'before the plan began' if _too_early(one, item.began) else 'late'})"
            if one.days_late
            else ""
        )
        for one in work[:SAID]
    ]
    if days:
        parts.append(f"Deadlines: {join(days)}")
    return clip_short(". ".join([title(item), *parts]), 1600) + "."


HEADS = ["Milestone", "Action", "Due", "Waits for", "How it stands"]


def rows(item: Timeline, drawn: Collection[str] | None = None) -> list[Row]:
    """Milestone, action, day, what it waits for and how that stands: what is waited for first,
    then every day to come; of the actions ``drawn``, or of all."""
    if drawn is not None:
        item = of_actions(item, drawn)
    work = {one.ref: one for one in reversed(item.work)}
    table: list[Row] = [
        (
            "deadline",
            _named(work[wait.action]),
            short_date(wait.due) if wait.due else "no date",
            strung(filter(None, (wait.on, wait.title))) or "not told",
            told(wait),
        )
        for wait in item.waits
        if wait.action in work
    ]
    waiting = {wait.action for wait in item.waits}
    late = [one for one in item.work if one.days_late and one.ref not in waiting]
    table += [
        ("deadline", _named(one), short_date(one.due), "nothing told", late_words(one, item.began))
        for one in late
        if one.due
    ]
    for one, step in days_to_come(item):
        if step is None and one.ref in waiting:
            continue
        day = one.due if step is None else step.day
        table.append(
            (
                "deadline" if step is None else clip_short(step.text, 120),
                _named(one),
                short_date(day) if day else "no date",
                "nothing told" if one.ref not in waiting else "see above",
                "to come" if step is None or not step.assumed else f"to come, {step.assumed}",
            )
        )
    return table


def told(wait: Wait) -> str:
    """How a dependency stands, for a cell of its own."""
    days = {
        WaitState.OUTSIDE: "outside the plan, so no day is told",
        WaitState.DONE: "done",
        WaitState.CANCELLED: "cancelled: what it waits for will not come",
        WaitState.CIRCLE: "waits in the end for itself",
        WaitState.UNDATED: "what it waits for has no date",
        WaitState.NO_DATE: "it has no date itself",
    }
    if wait.state in days or wait.on_due is None:
        return days.get(wait.state, "in order")
    day = short_date(wait.on_due)
    return {
        WaitState.BEFORE: f"due before it: that is due {day}",
        WaitState.LATE: f"that was due {day} and is still open",
    }.get(wait.state, f"in order: that is due {day}")


def late_words(one: Work, began: dt.date | None) -> str:
    """``61 days late``; of a day before the plan ``began``, mostly a slip of the pen, only that."""
    if _too_early(one, began):
        return "due before the plan began"
    return f"{plural(one.days_late, 'day')} late"


def _too_early(one: Work, began: dt.date | None) -> bool:
    return bool(one.due and began and one.due < began)


def _named(one: Work) -> str:
    return f"{one.ref} {clip_short(one.title, 90)}".strip()


def left_out(more: int) -> str:
    """``12 further open actions with a day, or waiting for another, are not drawn.``"""
    if not more:
        return ""
    actions = sentence_case(counted(more, "further open action"))
    return (
        f"{actions} with a day, or waiting for another, {'is' if more == 1 else 'are'} not drawn."
    )
