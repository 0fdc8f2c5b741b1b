"""Comparing two reviews of one plan: which are meant, judging them, and the earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assure.assess.compare import Judged, compare
from assure.assess.compare_edition import board
from assure.assess.edition import BOARD
from assure.assess.judge import Found, assess, facts_for, find
from assure.facts.derive import derive
from assure.model.comparison import Comparison
from assure.model.errors import AssureError, EngineError, RulebookError
from assure.model.review import Review
from assure.service import reviews
from assure.service.database import is_there, open_database, where
from assure.service.judge import RECORDED, matcher_named, rulebook_for
from assure.shelf.settings import Settings
from assure.words.days import long_date

if TYPE_CHECKING:
    from assure.store.store import Store

EARLIER = 6  # reviews before the older one that are searched for findings that returned


@dataclass(frozen=True)
class Chosen:
    """The two reviews, older first, and those before the older, newest first."""

    older: Review
    newer: Review
    earlier: tuple[Review, ...] = ()
    turned: bool = False  # they were named the other way round


def choose(
    older: str | None, newer: str | None, database: str | None, settings: Settings
) -> Chosen:
    """The reviews that are meant: by key, name or file; without both, the newest and the one
    before it; with one, it and the one before it.

    Raises StoreError, UnreadableFileError, or AssureError for reviews of two plans.
    """
    if older is not None and newer is not None and is_file(older) and is_file(newer):
        return of_one_plan(
            _in_order(*(named_review(file, None, settings) for file in (older, newer)))
        )
    with open_database(database, create=False) as store:
        if older is not None and newer is not None:
            chosen = _in_order(*(named_review(name, store, settings) for name in (older, newer)))
        else:
            chosen = _and_previous(older or newer, store, settings)
        earlier = tuple(_before(of_one_plan(chosen).older, store, settings))
        return replace(chosen, earlier=earlier)


def against(
    newer: Review, older: str | None, database: str | None, settings: Settings
) -> Chosen | None:
    """``newer`` with the review that ``older`` names, or else with the one before it; None when
    none is named and there is none to be had.

    Raises StoreError, UnreadableFileError, or AssureError for reviews of two plans and for one
    that is named and is not before ``newer``.
    """
    if older is not None and is_file(older):
        return in_line(Chosen(named_review(older, None, settings), newer))
    reference = newer.previous if older is None else older
    if reference is None or (older is None and not is_there(where(database, settings))):
        return None
    with open_database(database, create=False) as store:
        if older is None and store.review(reference) is None:
            return None
        return in_line(Chosen(named_review(reference, store, settings), newer))


def _in_order(one: Review, other: Review) -> Chosen:
    # Of one day, as before and after a challenge session, they stand as they were named.
    if one.as_of > other.as_of:
        return Chosen(other, one, turned=True)
    return Chosen(one, other)


def _and_previous(reference: str | None, store: Store, settings: Settings) -> Chosen:
    newest = (
        named_review(reference, store, settings) if reference else reviews.newest(store, settings)
    )
    if newest.previous is None:
        raise AssureError(
            f"The review {newest.key} names none before it; name two reviews: "
            "`assure compare OLDER NEWER`."
        )
    return Chosen(named_review(newest.previous, store, settings), newest)


def of_one_plan(chosen: Chosen) -> Chosen:
    one, other = chosen.older.plan.key, chosen.newer.plan.key
    if one != other:
        raise AssureError(
            f"{chosen.older.key} is a review of the plan {one} and {chosen.newer.key} one of "
            f"{other}; name two reviews of one plan."
        )
    return chosen


def in_line(chosen: Chosen) -> Chosen:
    """What was chosen, where the older is a review of the same plan before the newer."""
    older, newer = of_one_plan(chosen).older, chosen.newer
    if older.key == newer.key:
        raise AssureError(
            f"{older.key} is the review that is reported; name an earlier one with --against."
        )
    if older.as_of > newer.as_of:
        raise AssureError(
            f"{older.key}, as of {long_date(older.as_of)}, is not before {newer.key}, as of "
            f"{long_date(newer.as_of)}; name earlier reviews with --against."
        )
    return chosen


def is_file(reference: str) -> bool:
    return reference.lower().endswith(".json") or Path(reference).is_file()


def named_review(reference: str, store: Store | None, settings: Settings) -> Review:
    return reviews.load(reference, None if is_file(reference) else store, settings)


def _before(review: Review, store: Store, settings: Settings) -> Iterator[Review]:
    """The reviews before one, newest first, as far as the database has them."""
    seen = {review.key}
    for _ in range(EARLIER):
        key = review.previous
        if key is None or key in seen or store.review(key) is None:
            return
        seen.add(key)
        review = reviews.collect(store, key, settings)
        yield review


def compared(
    chosen: Chosen,
    settings: Settings,
    *,
    rules: str = RECORDED,
    edition: str = BOARD,
    found: Found | None = None,
) -> Comparison:
    """The comparison of what was chosen, in an edition.

    Each review is judged by the rules it was frozen with, a draft by those of today, and the
    older one by the rules of the newer too. ``rules`` "installed" judges both by today's.
    ``found`` is what is known already of the newer review by its rules.
    Raises RulebookError or EngineError when the newer review cannot be judged.
    """
    remarks = []
    if chosen.turned:
        remarks.append(
            f"{chosen.newer.key} is the later of the two, so it is the one compared with "
            f"{chosen.older.key}."
        )
    book = rulebook_for(chosen.newer, settings, rules)
    try:
        own = rulebook_for(chosen.older, settings, rules)
    except RulebookError as error:
        own = book
        remarks.append(
            f"{str(error).partition(';')[0]}; both reviews are judged by the rules of the newer, "
            "and the older one’s own report may say otherwise."
        )
    matcher = matcher_named("durable")
    facts = facts_for(chosen.older, own, book)  # for judging it by both
    older = Judged(chosen.older, assess(chosen.older, own, matcher, facts=facts), own)
    known = found.facts if found else None
    judged = assess(chosen.newer, book, matcher, facts=known, found=found)
    newer = Judged(chosen.newer, judged, book)
    again, not_again = None, ""
    if own.digest != book.digest:
        try:
            again = assess(chosen.older, book, matcher, facts=facts)
        except (RulebookError, EngineError) as error:
            not_again = f"The older review cannot be judged by the newer rules: {error}"
    before, unread = _found_before(chosen.earlier, older, newer)
    remarks += [
        f"{name} cannot be judged by the newer rules, so what stood in it may be told as new."
        for name in unread
    ]
    result = compare(
        older,
        newer,
        again,
        not_judged_again=not_again,
        earlier=before,
        remarks=tuple(remarks),
    )
    return board(result, chosen.older, chosen.newer) if edition == BOARD else result


def _found_before(
    earlier: tuple[Review, ...], older: Judged, newer: Judged
) -> tuple[dict[str, str], list[str]]:
    """Fingerprint → name of the last of the ``earlier`` reviews that had it, of what only the
    newer has; and the names of those that could not be judged.

    By the newer rules, since what other rules found would not tell what returned.
    """
    before = {finding.fingerprint for finding in older.assessment.findings}
    findings = (f for f in newer.assessment.findings if f.fingerprint not in before)
    subjects = {finding.subject for finding in findings}
    found: dict[str, str] = {}
    unread: list[str] = []
    if not earlier or not subjects:
        return found, unread
    # A rule may stand in for another on its subject, so all that look at it are asked.
    rules = newer.rulebook.finding_rules
    narrow = replace(
        newer.rulebook, finding_rules=tuple(rule for rule in rules if rule.subject in subjects)
    )
    matcher = matcher_named("durable")
    for review in earlier:
        try:
            known = find(derive(review, subjects), narrow, matcher)
        except EngineError:
            unread.append(review.name)
            continue
        for finding in known:
            found.setdefault(finding.fingerprint, review.name)
    return found, unread
