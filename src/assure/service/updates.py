"""What officers return for a quarter, taken into the plan file by file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assure.facts.quarterly import quarters_of
from assure.model.base import Problem
from assure.model.errors import AssureError, StoreError, UnreadableFileError
from assure.model.plan import Plan
from assure.service.quarterly import plan_meant
from assure.store import ChangeKind
from assure.words.days import long_date
from assure.words.text import clean, one_line

if TYPE_CHECKING:
    from assure.intake.update_return import Return
    from assure.intake.update_rows import Rows
    from assure.intake.updating import Hand, Outcome, Since
    from assure.store.store import Store

LONGEST_BY = 100  # characters
_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})  # looked for in a folder
_TRIES = 20  # against others who write to the same plan at the same time
# Field of an action in the log of changes → field by which an update is held against it.
_FIELDS = {"status": "status", "due": "revised", "revised": "revised", "percent": "percent",
           "rag": "rag", "reason": "reason", "evidence": "evidence",
           "other": "support"}  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What became of one file. ``refused`` says why it was not taken at all; ``problems`` name
    the cells, if that is why. ``outcome`` is what it changed otherwise."""

    source: str
    refused: str = ""
    problems: tuple[Problem, ...] = ()
    plan: str = ""
    quarter: int = 0
    by: str = ""
    filled_on: dt.date | None = None
    rows: int = 0  # that tell anything, new tasks among them
    blank: tuple[str, ...] = ()
    outcome: Outcome | None = None

    @property
    def whole(self) -> bool:
        """Everything that it tells was taken."""
        return self.outcome is not None and not self.outcome.refused


@dataclass(frozen=True)
class Terms:
    """What whoever brings the files says of all of them; None where the files say it."""

    by: str = ""
    quarter: int | None = None
    plan: str | None = None
    keep: bool = True


class _MovedError(Exception):
    """Somebody else changed the plan between looking and writing."""


def take_updates(
    store: Store, paths: Sequence[Path], terms: Terms, at: dt.datetime
) -> Iterator[Taken]:
    """Each file by itself, in their order, and those of each folder, as soon as it is taken: one
    that cannot be leaves the others alone.

    Each that tells anything new is one change of its plan, unless nothing is to be kept. Raises
    AssureError for terms that cannot be meant.
    """
    by = one_line(clean(terms.by))
    if len(by) > LONGEST_BY:
        raise AssureError(f"--by: {len(by)} characters are too many; write one post.")
    meant = plan_meant(store, terms.plan).key if terms.plan else None
    files = [file for path in paths for file in _files(path)]
    plans = _Plans(store, meant, keep=terms.keep)
    for path in files:
        try:
            yield _take(plans, path, terms, by, at)
        except (UnreadableFileError, StoreError) as error:
            yield Taken(path.name, refused=str(error))


def _files(path: Path) -> Sequence[Path]:
    """The file, or those in a folder that may be updates, without what a program that has one
    open keeps beside it. Raises AssureError for a folder without any."""
    if not path.is_dir():
        return (path,)
    found = sorted(
        file
        for file in path.iterdir()
        if file.suffix.casefold() in _ENDINGS and not file.name.startswith((".", "~$"))
    )
    if not found:
        raise AssureError(f"{path}: no workbook is in this folder; name the files, or another.")
    return found


class _Plans:
    """The plans that files are for, as the files before left them."""

    def __init__(self, store: Store, meant: str | None, *, keep: bool) -> None:
        self.store, self.keep = store, keep
        self._meant = meant
        self._left: dict[str, Plan] = {}

    def of(self, returned: Return) -> Plan:
        """The plan that a file is for, as it now is. Raises StoreError."""
        key = self._key(returned)
        left = self._left.get(key)
        if left is not None and (not self.keep or self._newest(key) == left.version):
            return left
        plan = self.store.plan(key)
        if plan is None:
            raise StoreError(
                f"{returned.source} was filled in for the plan {key}, which is not kept here; "
                "name its database with --database."
            )
        return plan

    def leave(self, plan: Plan) -> None:
        self._left[plan.key] = plan

    def _key(self, returned: Return) -> str:
        key = returned.plan or self._meant
        if self._meant is not None and key != self._meant:
            raise StoreError(
                f"{returned.source} was filled in for the plan {key}, not for {self._meant}; "
                "leave out --plan, or bring the workbook of that plan."
            )
        if key is not None:
            return key
        plans = self.store.plans()
        if len(plans) != 1:
            raise StoreError(
                f"{returned.source} does not say which plan it is for; say it with --plan."
            )
        return plans[0].key

    def _newest(self, key: str) -> int | None:
        """The number of the newest change: far quicker than reading the plan anew."""
        return next((kept.version for kept in self.store.plans() if kept.key == key), None)


def _take(plans: _Plans, path: Path, terms: Terms, by: str, at: dt.datetime) -> Taken:
    from assure.intake.update_return import read_return
    from assure.intake.update_rows import read_rows
    from assure.intake.updating import Hand

    returned = read_return(path)
    hand = Hand(at.date(), by or returned.filled_by, returned.source)
    for _ in range(_TRIES):
        plan = plans.of(returned)
        _check_quarter(plan, returned, terms.quarter)
        rows = read_rows(returned, plan)
        taken = Taken(
            returned.source,
            plan=plan.key,
            quarter=returned.quarter,
            by=hand.by,
            filled_on=returned.filled_on,
            rows=len(rows.told) + len(rows.new),
            blank=rows.blank,
        )
        if rows.problems:
            return replace(taken, problems=rows.problems)
        try:
            outcome = _kept(plans, plan, returned, rows, hand, at)
        except _MovedError:
            continue
        return replace(taken, outcome=outcome)
    raise StoreError(
        f"{returned.source}: the plan {plan.key} is being changed by others all the time; bring "
        "this file again."
    )


def _kept(
    plans: _Plans, plan: Plan, returned: Return, rows: Rows, hand: Hand, at: dt.datetime
) -> Outcome:
    """What the rows make of the plan, kept as one change. Raises _MovedError."""
    from assure.intake.updating import update

    def made_of(plan: Plan, since: Since) -> Outcome:
        return update(plan, rows, returned.quarter, hand, since, written=returned.written)

    outcome = made_of(plan, {})
    since = _since(plans.store, plan, returned, rows, outcome)
    outcome = made_of(plan, since) if since else outcome
    if outcome.plan == plan:
        plans.leave(plan)
        return outcome
    if not plans.keep:
        plans.leave(outcome.plan)
        return outcome

    def how(live: Plan) -> Plan:
        if live.version != plan.version:
            raise _MovedError
        # Of ``live`` itself: the store need not look at the actions that it finds in both.
        return made_of(live, since).plan

    kept = plans.store.change_plan(
        plan.key, how, at, kind=ChangeKind.UPDATE, source=returned.source, by=hand.by
    )
    plans.leave(kept)
    return outcome


def _check_quarter(plan: Plan, returned: Return, number: int | None) -> None:
    """Raises StoreError for an update of another quarter than is brought, or of one that the
    plan no longer has."""
    if number is not None and number != returned.quarter:
        raise StoreError(
            f"{returned.source} was filled in for Q{returned.quarter}, not for Q{number}; bring "
            "it without --quarter, or bring the workbook of that quarter."
        )
    if not 1 <= returned.quarter <= quarters_of(plan):
        raise StoreError(
            f"{returned.source} tells of Q{returned.quarter}, and the plan {plan.key} has "
            f"{quarters_of(plan)} quarters; fill in the workbook of one of these."
        )
    begins = plan.period_start.isoformat() if plan.period_start else ""
    if returned.plan and returned.begins != begins:
        first = (
            f"begins on {long_date(plan.period_start)}"
            if plan.period_start
            else "does not say when it begins"
        )
        raise StoreError(
            f"{returned.source} was written when the plan {plan.key} had other quarters: now it "
            f"{first}; write the workbooks anew and move the words over."
        )


def _since(store: Store, plan: Plan, returned: Return, rows: Rows, outcome: Outcome) -> Since:
    """Who changed last, since the workbook was written, what the rows would change. Asked of the
    log only for rows that may be refused: by the ``outcome`` that knows nothing of it."""
    from assure.intake.updating import Hand

    doubtful = {clash.key for clash in outcome.refused}
    doubtful |= {row.key for row in rows.told if row.key not in _known_keys(returned)}
    found: dict[tuple[str, str], Hand] = {}
    known = {row.key: row.known for row in rows.told}
    for key in doubtful:
        for change in store.changes(plan.key, key):
            if returned.change is not None and change.number <= returned.change:
                continue
            for field in {_FIELDS.get(revision.field, "") for revision in change.revisions}:
                # Without its number the file says of the grey cells alone how things stood.
                if field and (returned.change is not None or field in known[key]):
                    found[key, field] = Hand(change.at.date(), change.by, change.source)
    return found


def _known_keys(returned: Return) -> Iterable[str]:
    return {known.key for known in returned.known.values()}
