"""The values that the fields of an action had, each with the import that brought it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assure.intake.differences import KEPT, dates_of, has_place, same_day
from assure.model.actions import Action, Revision
from assure.model.plan import Plan
from assure.model.values import When
from assure.words.text import plain


@dataclass(frozen=True)
class Import:
    """Which import, or update, brought a reading."""

    at: dt.date
    source: str
    version: int
    by: str = ""

    def revision(self, field: str, text: str, when: When | None = None) -> Revision:
        return Revision(
            field=field,
            text=text,
            when=when,
            at=self.at,
            source=self.source,
            version=self.version,
            by=self.by,
        )


# --- Revisions --------------------------------------------------------------------------------


def revisions_of(
    old: Action, new: Action, before: Plan, after: Plan, earlier: Import, now: Import
) -> tuple[Revision, ...]:
    """Every value that the tracked fields had, field by field, oldest first."""
    result: list[Revision] = []
    for field, text in KEPT.items():
        kept = [revision for revision in old.revisions if revision.field == field]
        if has_place(after, field) and (kept or has_place(before, field)):
            was = kept[-1].text if kept else text(old)
            if plain(was) != plain(text(new)):
                kept = kept or [earlier.revision(field, was)]
                kept.append(now.revision(field, text(new)))
        result += kept
    return (*result, *_deadlines(old, new, before, after, earlier, now))


def _deadlines(
    old: Action, new: Action, before: Plan, after: Plan, earlier: Import, now: Import
) -> Iterable[Revision]:
    """Every deadline there was. A move that a column of revised dates tells and that the
    comparison of two imports tells too is one move."""
    told = [revision for revision in new.revisions if revision.field == "due"]
    kept = [revision for revision in old.revisions if revision.field == "due"]
    if not has_place(after, "due"):
        return kept
    if not kept:
        if not has_place(before, "due"):
            return told
        kept = [earlier.revision("due", when.text, when) for when in dates_of(old)[:1]]
        kept = kept or [earlier.revision("due", "", When())]
    dates = dates_of(new) or [When()]
    history = [_when(revision) for revision in kept]
    if _within(history, dates):
        # The file tells the whole past itself, and perhaps more of it than was known.
        result = _told_and_kept(dates, kept, now)
    else:
        common = [i for i, date in enumerate(dates) if any(same_day(date, h) for h in history)]
        fresh = dates[common[-1] + 1 :] if common else dates
        if not fresh and not same_day(history[-1], dates[-1]):
            fresh = dates[-1:]  # back to a date that it had before
        result = [*kept, *(now.revision("due", date.text, date) for date in fresh)]
    return result if len(result) > 1 else told


def _told_and_kept(dates: Sequence[When], kept: list[Revision], now: Import) -> list[Revision]:
    """The dates in their order: those known already as they were kept."""
    waiting, result = list(kept), []
    for date in dates:
        if waiting and same_day(date, _when(waiting[0])):
            result.append(waiting.pop(0))
        else:
            result.append(now.revision("due", date.text, date))
    return result


def _within(part: Sequence[When], whole: Sequence[When]) -> bool:
    """Whether the dates of ``part`` stand in ``whole`` in the same order."""
    rest = iter(whole)
    return all(any(same_day(date, other) for other in rest) for date in part)


def _when(revision: Revision) -> When:
    return revision.when or When(text=revision.text)
