"""Setting findings aside: which one is meant, on what terms, and how each stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assure.assess.edition import is_person
from assure.assess.set_asides import standing
from assure.conditions.nearest import did_you_mean
from assure.model.assessment import Assessment
from assure.model.errors import AssureError
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.review import Review, SetAside
from assure.rules.rulebook import Rulebook
from assure.service import reviews
from assure.service.check import check_review
from assure.service.database import is_there
from assure.service.judge import review_of
from assure.service.plans import only_plan
from assure.service.promises import promises_for
from assure.service.rulebook import load
from assure.shelf.settings import Settings
from assure.store import glance, open_store
from assure.words.text import clean, one_line

if TYPE_CHECKING:
    from assure.intake import Said
    from assure.store.store import Store

# Our judgement: what nobody looks at again within a year is not set aside but forgotten.
LONGEST = 1  # years
LONGEST_TEXT = {"because": 500, "by": 100}  # characters
SHORTEST_PREFIX = 6  # hex digits of a fingerprint
SHOWN = 3  # findings named when several are meant

FINGERPRINT = re.compile(rf"[0-9a-f]{{{SHORTEST_PREFIX},12}}")


class State(StrEnum):
    IN_FORCE = "in force"
    EXPIRED = "expired"  # its finding counts again
    UNUSED = "unused"  # no finding answers to it


@dataclass(frozen=True)
class Standing:
    """A set-aside and how it stands in an assessment; ``finding`` when there is one."""

    item: SetAside
    state: State
    finding: Finding | None = None


def rulebook_to_judge(
    review: Review, settings: Settings, paths: Sequence[Path] = ()
) -> Rulebook | None:
    """The rulebook of today with the rulesets at ``paths``; None for a frozen review, which
    brings its own. Raises RulebookError."""
    return load(settings, paths) if review.rulebook is None else None


def terms(finding: Finding, *, because: str, by: str, until: dt.date, today: dt.date) -> SetAside:
    """The set-aside of ``finding`` on these terms. Raises AssureError with one sentence."""
    reason, role = _text("because", because), _text("by", by)
    if is_person(role) or "@" in role:
        raise AssureError(
            f"--by “{role}”: this reads like a person; name a role, such as “Programme manager”."
        )
    if until <= today:
        raise AssureError(
            f"--until {until}: this day is not to come; give a later one, on which the finding "
            "is looked at again."
        )
    if until > last_day(today):
        raise AssureError(
            f"--until {until}: more than a year ahead; give a day up to {last_day(today)}, and "
            "set it aside again then if it still holds."
        )
    return SetAside(
        fingerprint=finding.fingerprint,
        code=finding.code,
        ref=finding.ref,
        because=reason,
        by=role,
        at=today,
        until=until,
    )


def last_day(today: dt.date) -> dt.date:
    """The latest day to which a finding may be set aside: the same day of the next year."""
    if (today.month, today.day) == (2, 29):
        return dt.date(today.year + LONGEST, 3, 1)
    return today.replace(year=today.year + LONGEST)


def _text(option: str, given: str) -> str:
    text, longest = one_line(clean(given)), LONGEST_TEXT[option]
    if not text:
        raise AssureError(f"--{option} is blank; a finding is set aside with a reason and a role.")
    if len(text) > longest:
        raise AssureError(f"--{option}: {len(text):,} characters; say it in {longest} at most.")
    return text


def finding_named(reference: str, findings: Sequence[Finding]) -> Finding:
    """The finding that ``reference`` means: a fingerprint, six digits of its beginning or more,
    or ``OWN-01:1.4``. Raises AssureError when there is none, or several."""
    found = {f.fingerprint: f for f in findings if _means(reference, f)}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise AssureError(_several(reference, found.values()))
    if not findings:
        raise AssureError(f"There is no finding “{reference}”, nor any other.")
    raise AssureError(f"There is no finding “{_quoted(reference)}”; {_near(reference, findings)}")


def kept_named(reference: str, kept: Sequence[SetAside]) -> SetAside:
    """The set-aside that ``reference`` means, as ``finding_named``. Raises AssureError."""
    found = {item.fingerprint: item for item in kept if _means(reference, item)}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise AssureError(_several(reference, found.values()))
    if not kept:
        raise AssureError("Nothing is set aside in this plan, so there is nothing to undo.")
    raise AssureError(f"“{_quoted(reference)}” is not set aside; {_near(reference, kept)}")


def _means(reference: str, item: Finding | SetAside) -> bool:
    said = _plain(reference)
    if FINGERPRINT.fullmatch(said) and item.fingerprint.startswith(said):
        return True
    return said == _plain(f"{item.code}:{item.ref}")


def _plain(reference: str) -> str:
    """Upper and lower case are one, and so are "OWN-01:1.4" and "OWN-01 1.4"."""
    code, _, ref = one_line(reference).casefold().replace(":", " ", 1).partition(" ")
    return f"{code} {ref.strip()}".strip()


def _quoted(reference: str) -> str:
    return one_line(clean(reference))[:60]


def _near(reference: str, items: Iterable[Finding | SetAside]) -> str:
    """Findings of the same code when there are some, else whatever is near."""
    code = _plain(reference).split(" ")[0]
    own = [item for item in items if item.code.casefold() == code]
    return did_you_mean(reference, [f"{item.code}:{item.ref}" for item in own or items])


def _several(reference: str, found: Iterable[Finding | SetAside]) -> str:
    items = list(found)
    shown = ", ".join(item.fingerprint for item in items[:SHOWN])
    more = ", …" if len(items) > SHOWN else ""
    return (
        f"“{_quoted(reference)}” means {len(items)} findings; "
        f"give the fingerprint of one ({shown}{more})."
    )


def standings(review: Review, assessment: Assessment) -> tuple[Standing, ...]:
    """How each set-aside of ``review`` stands in its assessment, in the order they were set."""
    unused = set(assessment.unused_set_asides)
    findings = {f.fingerprint: f for f in assessment.findings}
    result = []
    for item in standing(review.set_asides).values():
        in_force = item.in_force(review.as_of)
        state = State.IN_FORCE if in_force else State.EXPIRED
        if item in unused:
            state = State.UNUSED
        result.append(Standing(item, state, findings.get(item.fingerprint)))
    return tuple(result)


def honouring(review: Review, database: str) -> Review:
    """``review`` with what the database keeps beside its plan: what is set aside, and what was
    promised. Raises StoreError."""
    plan = review.plan.key
    beside = {"set_asides": kept_for(plan, database), "promises": promises_for(plan, database)}
    return review.model_copy(update=beside)


def review_meant(
    database: str,
    settings: Settings,
    as_of: dt.date,
    said: Said,
    *,
    review: str | None = None,
    plan: str | None = None,
) -> Review:
    """What to look for findings in, with its set-asides.

    ``review`` is a key, a name or a file; ``plan`` a key or a file, judged as on ``as_of``.
    Without either, the newest draft review, else the only plan in the database. Raises
    StoreError, and what reading a plan or a review raises.
    """
    if review is not None and (review.endswith(".json") or Path(review).is_file()):
        return reviews.load(review, None)
    if plan is not None:
        kept = _kept_plan(plan, database)
        found = (
            review_of(kept, as_of, settings)
            if kept
            else check_review(Path(plan), said, as_of, (), settings)
        )
        return honouring(found, database)
    with open_store(database, create=False) as store:
        if review is not None:
            return reviews.load(review, store, settings)
        draft = reviews.newest_draft(store)
        if draft is not None:
            return reviews.collect(store, draft.key, settings)
        only = only_plan(store)
    return honouring(review_of(only, as_of, settings), database)


def _kept_plan(key: str, database: str) -> Plan | None:
    if not is_there(database):
        return None
    with open_store(database, create=False) as store:
        return store.plan(key)


def kept_for(plan: str, database: str) -> tuple[SetAside, ...]:
    """What the database keeps as set aside in the plan of this key; nothing when there is no
    database. Only reads: neither makes a database nor brings one up to date. Raises StoreError.
    """
    if not is_there(database):
        return ()
    if "://" not in database:
        return glance.set_asides(Path(database), plan)
    with open_store(database, create=False, upgrade=False) as store:
        return store.set_asides(plan)


def put_aside(store: Store, plan: str, item: SetAside, at: dt.datetime) -> SetAside | None:
    """Keeps ``item`` for the plan of this key; returns what it replaces. Raises StoreError."""
    before = standing(store.set_asides(plan)).get(item.fingerprint)
    store.add_set_aside(plan, item, at)
    return before


def undo(store: Store, plan: str, reference: str, at: dt.datetime) -> SetAside:
    """Takes back the set-aside that ``reference`` means, and returns it.

    Raises AssureError when there is none, or StoreError.
    """
    item = kept_named(reference, store.set_asides(plan))
    store.add_set_aside(plan, item, at, undone=True)
    return item
