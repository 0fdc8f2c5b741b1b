"""Plans: read from a file, compared with what was kept before, kept, and taken back."""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assure.conditions.nearest import did_you_mean
from assure.model.actions import Action
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.words.days import long_date
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.intake import Said
    from assure.intake.differences import Differences
    from assure.store import KeptPlan
    from assure.store.store import Store

LIKE = 0.6  # of the wording of the shorter plan that makes another look like a version of it
FEWEST_LIKE = 3  # actions that two plans share before they look alike, if they have so many
STRANGE = 0.2  # of the actions of a plan that a new version of it has at least
FEWEST_STRANGE = 5  # actions that both have before they look like two plans
_NO_PLAN = "There is no plan yet; name its file with --plan."


class DoubtfulPlanError(StoreError):
    """It is not certain which plan a file is.

    ``what``: why, without the full stop. ``kept``: the plan it may be a version of, and whether
    that is ``likely``.
    """

    def __init__(self, source: str, what: str, kept: KeptPlan, *, likely: bool) -> None:
        super().__init__(
            f"{what}; import it with `assure import {shlex.quote(source)} --as {kept.key}` as a "
            "new version of that plan, or with --new as a plan of its own."
        )
        self.what, self.kept, self.likely = what, kept, likely


@dataclass(frozen=True)
class Proposal:
    """A reading of a plan as it would be kept, and what differs from the import ``before``, which
    left the plan as ``earlier``."""

    plan: Plan
    before: KeptPlan | None = None
    differences: Differences | None = None
    earlier: Plan | None = None

    @property
    def unchanged(self) -> bool:
        """It says what the import before says, so that there is nothing to keep."""
        return self.differences is not None and self.differences.same

    def untold(self) -> tuple[str, ...]:
        """The actions, by reference, of which the kept plan has progress for a quarter for which
        this one has none: most likely the file is older than the updates that told it."""
        if self.earlier is None:
            return ()
        now = {action.key: _reports(action) for action in self.plan.actions}
        return tuple(
            action.ref
            for action in self.earlier.actions
            if action.key in now and _reports(action) - now[action.key]
        )


def propose(
    store: Store | None,
    plan: Plan,
    at: dt.datetime,
    *,
    as_key: str | None = None,
    new: bool = False,
) -> Proposal:
    """How a plan just read would be kept: as a version of the plan ``as_key``, as a ``new`` one,
    or else as what its title says. Without a store there is nothing before it.

    Raises StoreError for an unknown ``as_key`` and for a file of a period from which the plan has
    rolled on, and DoubtfulPlanError when the title says one thing and the actions another. Keeps
    nothing.
    """
    from assure.intake.reimport import read_again, read_first

    kept = {item.key: item for item in store.plans()} if store else {}
    if as_key is not None:
        before = _kept_as(kept, as_key)
    elif new:
        plan = plan.model_copy(update={"key": _free_key(plan.key, kept)})
        before = None
    else:
        before = kept.get(plan.key)
        if store and before:
            _check_related(store, plan, before)
        elif store:
            _check_unknown(store, plan, kept)
    earlier = store.plan(before.key) if store and before else None
    if before is None or earlier is None:
        return Proposal(read_first(plan, at.date()))
    _check_of_this_period(plan, earlier)
    again, differences = read_again(earlier, plan, at.date(), before.version + 1)
    return Proposal(earlier if differences.same else again, before, differences, earlier)


def _reports(action: Action) -> set[int]:
    return {note.report for note in action.notes if note.report is not None}


def keep(store: Store, proposal: Proposal, at: dt.datetime) -> None:
    """Keeps what was proposed, in one transaction, unless it changes nothing.

    Raises StoreError when another change of the plan came between.
    """
    if not proposal.unchanged:
        version = proposal.before.version if proposal.before else 0
        store.add_plan(proposal.plan, at, after=version)


def import_plan(store: Store, path: Path, said: Said, at: dt.datetime) -> Plan:
    """Reads the plan at ``path`` by what is ``said`` of it, and keeps it if it says anything new.

    Raises UnreadableFileError, UnplacedColumnError or StoreError.
    """
    from assure.intake import read_plan

    proposal = propose(store, read_plan(path, said), at)
    keep(store, proposal, at)
    return proposal.plan


def bring_plan(store: Store, reference: str | None, said: Said, at: dt.datetime) -> Plan:
    """The plan that ``reference`` means: a key in the store, or else a file, which is imported.

    Without a reference, the only plan in the store. Raises StoreError and what reading raises.
    """
    if reference is None:
        return only_plan(store)
    kept = store.plan(reference)
    return kept if kept is not None else import_plan(store, Path(reference), said, at)


def check_first(reference: str | None, said: Said) -> None:
    """What ``bring_plan`` does where nothing is kept yet, without a store: one made for a plan
    that cannot be read would be left behind empty. Raises as that does.
    """
    from assure.intake import read_plan

    if reference is None:
        raise StoreError(_NO_PLAN)
    read_plan(Path(reference), said)


def only_plan(store: Store) -> Plan:
    """The one plan in the store. Raises StoreError when there is none, or several."""
    plans = store.plans()
    if len(plans) > 1:
        keys = ", ".join(plan.key for plan in plans[:5])
        raise StoreError(f"There are several plans ({keys}); say which with --plan.")
    plan = store.plan(plans[0].key) if plans else None
    if plan is None:
        raise StoreError(_NO_PLAN)
    return plan


def find_kept(store: Store, name: str) -> KeptPlan:
    """The plan with this key, or else with this title. Raises StoreError."""
    kept = {item.key: item for item in store.plans()}
    if not kept:
        raise StoreError("There is no plan yet; keep one with `assure import PLAN`.")
    return _named(kept, name)


# --- Which plan a file is -----------------------------------------------------------------------


def _kept_as(kept: dict[str, KeptPlan], key: str) -> KeptPlan:
    if not kept:
        raise StoreError(
            f"There is no plan yet that this could be a version of; leave out --as {key}."
        )
    return _named(kept, key)


def _named(kept: dict[str, KeptPlan], name: str) -> KeptPlan:
    if name in kept:
        return kept[name]
    for item in kept.values():
        if name.strip().casefold() == item.title.casefold():
            return item
    raise StoreError(f"There is no plan “{name}”; {did_you_mean(name, list(kept))}")


def _free_key(key: str, kept: dict[str, KeptPlan]) -> str:
    free, count = key, 1
    while free in kept:
        count += 1
        free = f"{key}-{count}"
    return free


def _check_related(store: Store, plan: Plan, before: KeptPlan) -> None:
    """A title such as "Action plan" is soon used twice."""
    from assure.intake.matching import match

    earlier = store.plan(before.key)
    if earlier is None:
        return
    fewest = min(len(earlier.actions), len(plan.actions))
    found = len(match(earlier.actions, plan.actions, by_ref_alone=False).pairs)
    if fewest >= FEWEST_STRANGE and found < STRANGE * fewest:
        what = (
            f"{plan.source} has the title of the plan {before.key} and {found or 'none'} of its "
            f"{plural(len(earlier.actions), 'action')}"
        )
        raise DoubtfulPlanError(plan.source, what, before, likely=False)


def _check_of_this_period(plan: Plan, earlier: Plan) -> None:
    """A workbook of before the plan rolled on has other quarters, and closed actions in it."""
    was, now = plan.period_start, earlier.period_start
    if earlier.closed and was is not None and now is not None and was < now:
        raise StoreError(
            f"{plan.source} is of the plan {earlier.key} as it began on {long_date(was)}, and that "
            f"has rolled on to {long_date(now)}; fill in the workbook of the new year (`assure "
            f"roll-forward --gaps --plan {earlier.key} -o NEXT.xlsx`), or correct the period that "
            "the file names."
        )


def _check_unknown(store: Store, plan: Plan, kept: dict[str, KeptPlan]) -> None:
    """A plan that comes under another title is still the same plan."""
    from assure.intake.matching import shared

    likeness: list[tuple[float, KeptPlan]] = []
    for item in kept.values():
        earlier = store.plan(item.key)
        if earlier is None:
            continue
        share = shared(earlier.actions, plan.actions)
        fewest = min(len(earlier.actions), len(plan.actions))
        if share >= LIKE and share * fewest >= min(FEWEST_LIKE, fewest):
            likeness.append((share, item))
    if likeness:
        share, before = max(likeness, key=lambda pair: pair[0])
        what = (
            f"{plan.source} looks like a new version of the plan {before.key}, with "
            f"{share:.0%} of its actions in the same words"
        )
        raise DoubtfulPlanError(plan.source, what, before, likely=True)
