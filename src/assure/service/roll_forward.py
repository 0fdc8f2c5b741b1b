"""A kept plan goes on to its next year: looked at first, kept then, and written to be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assure.model.errors import AssureError, StoreError
from assure.model.plan import Plan
from assure.model.rolled import Gap, RolledForward
from assure.service.exchange import WORKBOOK
from assure.service.plans import find_kept, only_plan
from assure.shelf.writing import check_ending, check_free, put_in_place, write_beside
from assure.store import ChangeKind, ReviewState
from assure.words.calendar import Span
from assure.words.periods import read_period

if TYPE_CHECKING:
    from assure.store.store import Store


@dataclass(frozen=True)
class Proposal:
    """The plan as it would go on, made of the plan as it was at change number ``version``."""

    plan: Plan
    told: RolledForward
    version: int
    to: Span | None
    drafts: tuple[str, ...] = ()  # keys of its reviews that are not frozen


@dataclass(frozen=True)
class Kept:
    """What was done, and what its workbook could not say as the plan has it."""

    told: RolledForward
    lost: tuple[str, ...] = ()


def plan_named(store: Store, name: str | None) -> Plan:
    """The kept plan with this key or title; without one the only plan. Raises StoreError."""
    if name is None:
        return only_plan(store)
    key = find_kept(store, name).key
    plan = store.plan(key)
    if plan is None:
        raise StoreError(f"The plan {key} is no longer in the database.")
    return plan


def period_meant(text: str, plan: Plan) -> Span:
    """The period that ``--to`` names, in years like the plan's own. Raises AssureError.

    "2027-2029" of a plan of three calendar years is the three years from 2027 to 2029.
    """
    starts = plan.period_start.month if plan.period_start else plan.year_starts
    found = read_period(text, starts)
    if found is None:
        raise AssureError(
            f"--to “{text[:60]}” names no period; write it as 01/04/2027 to 31/03/2030, "
            "2027-2030 or 2027/28."
        )
    if starts == 1 and plan.period_start and plan.period_end:
        own = _years(plan.period_start, plan.period_end)
        longer = found[0], dt.date(found[1].year + 1, 12, 31)
        if _years(*found) == own - 1 and _years(*longer) == own and "/" not in text:
            return longer
    return found


def _years(first: dt.date, last: dt.date) -> int:
    return (last + dt.timedelta(days=1)).year - first.year


def propose(store: Store, plan: Plan, today: dt.date, to: Span | None = None) -> Proposal:
    """What rolling the plan on would do. Keeps nothing. Raises AssureError where it cannot."""
    from assure.assess.roll_forward import roll_forward

    rolled, told = roll_forward(plan, today, to, store.promises(plan.key))
    drafts = tuple(
        review.key
        for review in store.reviews()
        if review.plan == plan.key and review.state is ReviewState.DRAFT
    )
    return Proposal(rolled, told, plan.version, to, drafts)


def check_no_draft(proposal: Proposal) -> None:
    """Refuses to roll on under a review that is still open: it would be frozen without the year
    that it is about. Raises StoreError."""
    if proposal.drafts:
        raise StoreError(
            f"The review {proposal.drafts[0]} of this plan is not frozen yet, and would lose the "
            f"year that it looks back on; freeze it first: assure review freeze "
            f"{proposal.drafts[0]}"
        )


def keep(store: Store, proposal: Proposal, at: dt.datetime, out: Path | None = None) -> Kept:
    """Keeps what was proposed, as one change of the plan, and writes the new year's workbook.

    Raises StoreError when a review is open, or the plan was changed since it was looked at, and
    AssureError when the workbook cannot be written; then nothing is kept.
    """
    from assure.assess.roll_forward import roll_forward

    check_no_draft(proposal)

    def how(live: Plan) -> Plan:
        if live.version != proposal.version:
            raise StoreError(
                f"The plan {live.key} was changed in the meantime; run the command again."
            )
        return roll_forward(live, proposal.told.on, proposal.to)[0]

    with _written(proposal.plan, proposal.told.gaps, out, at) as lost:
        plan = store.change_plan(
            proposal.plan.key,
            how,
            at,
            kind=ChangeKind.ROLL_FORWARD,
            source=_source(proposal.told),
        )
    return Kept(proposal.told.model_copy(update={"change": plan.version}), lost)


def _source(told: RolledForward) -> str:
    """What stands where another change names its file: ``2026–2029 to 2027–2030``."""
    was, now = (
        f"{first.year}–{last.year}" if first.year < last.year else str(first.year)
        for first, last in ((told.was_from, told.was_to), (told.now_from, told.now_to))
    )
    return f"{was} to {now}"


def gaps_now(store: Store, plan: Plan, today: dt.date) -> tuple[Gap, ...]:
    """What the new year of the plan still needs. Raises AssureError for one that never rolled."""
    from assure.assess.gaps import gaps

    if not plan.closed:
        raise AssureError(
            f"The plan {plan.key} has not rolled on to another year yet; "
            f"see what that would do with: assure roll-forward --plan {plan.key} --dry-run"
        )
    return gaps(plan, today, store.promises(plan.key))


def check_workbook(path: Path, *, replace: bool) -> None:
    """Raises AssureError for a name that no workbook can have or that is taken."""
    check_ending(path, (WORKBOOK,))
    check_free(path, replace)


def write_workbook(plan: Plan, gaps: Iterable[Gap], path: Path, at: dt.datetime) -> tuple[str, ...]:
    """The plan with its gaps in front, to be filled in; gives what a workbook could not say as
    the plan has it. Raises AssureError."""
    with _written(plan, gaps, path, at) as lost:
        return lost


@contextmanager
def _written(
    plan: Plan, gaps: Iterable[Gap], path: Path | None, at: dt.datetime
) -> Iterator[tuple[str, ...]]:
    """The workbook, written and read again beside its place, which it takes once all else is
    done. Without a path nothing is written."""
    if path is None:
        yield ()
        return
    from assure.intake import read_plan
    from assure.intake.next_year import next_year_bytes
    from assure.intake.sameness import what_differs

    beside = write_beside(path, next_year_bytes(plan, gaps, at))
    try:
        # Without a single action it is a form to be filled in, and no plan yet.
        yield what_differs(plan, read_plan(beside)) if plan.actions else ()
        put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)
