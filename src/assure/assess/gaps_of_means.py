"""What the new year of a plan still needs beside its actions: targets, money, people, checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from assure.assess.new_year import NewYear
from assure.conditions.wording import listed
from assure.facts.load import is_vacant, same_name
from assure.facts.means import is_money
from assure.facts.risks import is_open
from assure.model.actions import Action
from assure.model.outcomes import Indicator, PointKind
from assure.model.registers import Capacity, Resource
from assure.model.rolled import Gap, GapKind
from assure.words.days import long_date
from assure.words.numbers import can_be_meant

LATELY = dt.timedelta(days=92)  # before the new period, from which a check is of the new year


def gaps_of_means(new: NewYear) -> Iterator[Gap]:
    """Unsorted."""
    for indicator in new.plan.indicators:
        yield from _indicator(new, indicator)
    yield from _money(new)
    yield from _people(new)
    yield from _risks(new)
    yield from _projects(new)
    yield from _assumptions(new)


def _indicator(new: NewYear, indicator: Indicator) -> Iterator[Gap]:
    """No target, one whose day has passed, or one that stops before the last year."""
    path = [point.day for point in indicator.of_kind(PointKind.PATH)]
    given = indicator.target is not None and can_be_meant(indicator.target)
    days = [indicator.target_date.latest] if given else []
    until = max((day for day in (*days, *path) if day is not None), default=None)
    if until is None:
        lacks = "no day for its target" if given else "no target"
        yield _target(new, indicator, f"Indicator {indicator.ref} has {lacks}.")
    elif until < new.start:
        yield _target(
            new,
            indicator,
            f"The target of indicator {indicator.ref} was for {long_date(until)}.",
        )
    elif until < new.last_year:
        yield _target(
            new,
            indicator,
            f"The target of indicator {indicator.ref} is for {long_date(until)}, and none "
            "for the last year.",
        )


def _target(new: NewYear, indicator: Indicator, what: str) -> Gap:
    return Gap(
        kind=GapKind.TARGET,
        ref=indicator.ref,
        what=what,
        do=f"Set a target for {long_date(new.end)}; the baseline stays as it is.",
    )


def _money(new: NewYear) -> Iterator[Gap]:
    for resource in new.plan.resources:
        ends = resource.funded_until.latest
        needed = _needed_until(new, resource)
        if is_money(resource) and ends is not None and needed is not None and ends < needed:
            served = listed(list(resource.actions), "and") or "the plan"
            yield Gap(
                kind=GapKind.MONEY,
                ref=resource.ref,
                what=f"The money for {served} ({resource.ref}) ends on {long_date(ends)}, "
                f"and is needed until {long_date(needed)}.",
                do="Say what pays for the rest, or what stops when the money does.",
            )


def _needed_until(new: NewYear, resource: Resource) -> dt.date | None:
    """The last day of the work that it pays for; the plan's own where that names none."""
    paid = [action for action in new.open if action.ref in resource.actions]
    if resource.actions and not paid:
        return None
    days = [action.deadline.latest for action in paid]
    known = [day for day in days if day is not None]
    return min(max(known), new.end) if known and len(known) == len(days) else new.end


def _people(new: NewYear) -> Iterator[Gap]:
    answers = _by_owner(new.open)
    vacant = {same_name(c.name) for c in new.plan.capacity if is_vacant(c, new.today)}
    for name, actions in answers.items():
        if name in vacant:
            refs = listed([action.ref for action in actions], "and")
            called = actions[0].owner.name or name
            yield Gap(
                kind=GapKind.VACANT,
                ref=called,
                what=f"The post {called} is vacant and answers for {refs}.",
                do="Name who answers until the post is filled.",
            )
    for name, actions in _by_owner(new.year.actions).items():
        if name not in answers:
            refs = listed([action.ref for action in actions], "and")
            called = actions[0].owner.name or name
            yield Gap(
                kind=GapKind.IDLE,
                ref=called,
                what=f"{called} answered for {refs}, now closed, and for nothing that is open.",
                do="Say what they take on in the new year, or that their days are free.",
            )
    before = {(row.key, row.days) for row in new.year.capacity}
    for row in new.plan.capacity:
        if (row.key, row.days) in before:
            yield _agree(row)


def _agree(row: Capacity) -> Gap:
    days = "none" if row.days is None else f"{row.days.normalize():f} a quarter"
    return Gap(
        kind=GapKind.DAYS,
        ref=row.name,
        what=f"{row.name}: still the days of the year before ({days}).",
        do="Agree the days for the new year with whoever manages them.",
    )


def _risks(new: NewYear) -> Iterator[Gap]:
    treated = new.year.let_go.get("risks", {})
    for risk in new.plan.risks:
        looked = risk.last_reviewed.latest
        if risk.key not in treated or risk.actions or not is_open(risk):
            continue
        if looked is None or looked < new.year.on:
            refs = listed(list(treated[risk.key]), "and")
            yield Gap(
                kind=GapKind.RISK,
                ref=risk.ref,
                what=f"Risk {risk.ref} was treated by {refs}, now closed.",
                do="Score it anew, and say what treats it from now on, or close it.",
            )


def _projects(new: NewYear) -> Iterator[Gap]:
    for project in new.plan.projects:
        closed = new.year.let_go.get("projects", {}).get(project.key)
        if closed and not project.actions:
            yield Gap(
                kind=GapKind.PROJECT,
                ref=project.ref,
                what=f"Project {project.ref} is not finished, and all its actions are closed.",
                do="Add the actions that are left, or close the project.",
            )


def _assumptions(new: NewYear) -> Iterator[Gap]:
    for assumption in new.plan.assumptions:
        checked = assumption.last_checked.latest
        if checked is None or checked < new.start - LATELY:
            when = (
                "has not been checked"
                if checked is None
                else (f"was last checked on {long_date(checked)}")
            )
            yield Gap(
                kind=GapKind.ASSUMPTION,
                ref=assumption.ref,
                what=f"Assumption {assumption.ref} {when}.",
                do="Check whether it still holds, and write the day beside it.",
            )


def _by_owner(actions: Iterable[Action]) -> dict[str, list[Action]]:
    """The actions by the one post or person who answers for them."""
    found: dict[str, list[Action]] = {}
    for action in actions:
        if action.owner.name:
            found.setdefault(same_name(action.owner.name), []).append(action)
    return found
