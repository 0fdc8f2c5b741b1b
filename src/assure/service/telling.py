"""Changes of a plan as people tell them: which field of which action, what it was, what it is.

The store keeps every field as data, and most of it is no news: where a cell stands, how a column
was placed. Here is what is, in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assure.model.values import CLOSED, Status
from assure.store import KeptChange, KeptRevision
from assure.words.days import long_date
from assure.words.labels import LABELS
from assure.words.text import one_line

Fields = dict[str, Any]  # of an action, as plain JSON data


@dataclass(frozen=True)
class Told:
    """One field that a change altered, in words; "" stands for blank.

    ``action`` is the key of the action, ``ref`` what people call it, both "" for the plan itself.
    ``field`` is "" where the action came or went as a whole.
    """

    action: str
    ref: str
    field: str
    label: str
    was: str
    now: str


def owner_words(owner: Fields | None) -> str:
    return ", ".join([*owner["names"], *owner.get("support", ())]) if owner else ""


def when_words(when: Fields | None) -> str:
    return one_line(when["text"]) if when else ""


def dates_words(action: Fields) -> list[str]:
    """The date first promised and those it was put back to, as written; the last one counts."""
    whens = [action.get("due"), *(action.get("revised") or ())]
    return [text for when in whens if (text := when_words(when))]


def _deadline(action: Fields) -> str:
    return next(reversed(dates_words(action)), "")


def _money(money: Fields | None) -> str:
    if not money:
        return ""
    return one_line(money["text"]) or f"£{money['pounds']}"


def _code(value: str | None) -> str:
    return (value or "").replace("_", " ")


def _text(value: Any) -> str:
    return "" if value is None else one_line(str(value))


def _list(value: list[str] | None) -> str:
    return ", ".join(value or ())


def _yes_no(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")


def _pairs(value: dict[str, str] | None) -> str:
    return ", ".join(f"{key} {of}" for key, of in (value or {}).items())


def _years(days: list[str] | None) -> str:
    return ", ".join(long_date(dt.date.fromisoformat(day)) for day in days or ())


def _days(value: str | None) -> str:
    return f"{value} days" if value else ""


def _percent(value: int | None) -> str:
    return "" if value is None else f"{value}%"


# What people want told of an action, in the order of telling, and its value in words.
FIELDS: dict[str, Callable[[Any], str]] = {
    "ref": _text,
    "title": _text,
    "outcomes": _list,
    "owner": owner_words,
    "start": when_words,
    "due": when_words,  # with the revised ones, see below
    "status": _code,
    "rag": _code,
    "percent": _percent,
    "reason": _text,
    "evidence": _text,
    "how": _text,
    "milestones": _text,
    "measure": _text,
    "effort_days": _days,
    "resources": _text,
    "cost": _money,
    "funding": _text,
    "section": _text,
    "impact": _pairs,
    "contract": _yes_no,
    "statutory": _yes_no,
    "efficiency": _yes_no,
    "improvement": _yes_no,
    "carried": _years,
}
_DATES = frozenset({"due", "revised"})


class Telling:
    """Tells the changes of one plan, oldest first and none left out: what was there before is
    known from them."""

    def __init__(self) -> None:
        self._actions: dict[str, Fields] = {}

    def tell(self, change: KeptChange) -> Iterator[Told]:
        """What ``change`` altered of actions, and of the plan's own title and period."""
        by_action: dict[str, list[KeptRevision]] = {}
        for revision in change.revisions:
            by_action.setdefault(revision.action, []).append(revision)
        for key, revisions in by_action.items():
            if key:
                yield from self._of_action(key, revisions)
            else:
                yield from _of_plan(revisions)

    def _of_action(self, key: str, revisions: list[KeptRevision]) -> Iterator[Told]:
        before = self._actions.get(key, {})
        first = revisions[0]
        if not first.field:
            if first.now is None:
                self._actions.pop(key, None)
                was = first.was or {}
                yield Told(key, _text(was.get("ref")), "", "action", _text(was.get("title")), "")
            else:
                self._actions[key] = first.now
                yield Told(
                    key,
                    _text(first.now.get("ref")),
                    "",
                    "action",
                    "",
                    _text(first.now.get("title")),
                )
            return
        after = dict(before)
        for revision in revisions:
            if revision.now_json is None:
                after.pop(revision.field, None)
            else:
                after[revision.field] = revision.now
        self._actions[key] = after
        yield from between(key, before, after, {revision.field for revision in revisions})


def between(key: str, before: Fields, after: Fields, altered: Iterable[str]) -> Iterator[Told]:
    """What differs in words between two states of an action, of the fields ``altered``."""
    names = set(altered)
    ref = str(after.get("ref") or before.get("ref") or "")
    for field, words in FIELDS.items():
        if field == "due" and names & _DATES:
            was, now = _deadline(before), _deadline(after)
        elif field in names:
            was, now = words(before.get(field)), words(after.get(field))
        else:
            continue
        if was != now:
            yield Told(key, ref, field, LABELS[field], was, now)
    for note in new_notes(before, after) if "notes" in names else ():
        yield Told(key, ref, "notes", note_label(note), "", _text(note["text"]))
    if "other" in names:
        was_other, now_other = before.get("other") or {}, after.get("other") or {}
        for heading in dict.fromkeys([*was_other, *now_other]):
            was, now = _text(was_other.get(heading)), _text(now_other.get(heading))
            if was != now:
                yield Told(key, ref, "other", f"“{one_line(heading)}”", was, now)


def new_notes(before: Fields, after: Fields) -> list[Fields]:
    """The progress notes of ``after`` whose words ``before`` did not have for that quarter.

    A quarter that a plan has rolled on from has no number any more, and the others have another:
    none of their notes is news.
    """
    if before.get("carried") != after.get("carried"):
        return []
    had = {(note.get("quarter"), _text(note["text"])) for note in before.get("notes") or ()}
    had |= {(None, text) for _, text in had}
    return [
        note
        for note in after.get("notes") or ()
        if (note.get("quarter"), _text(note["text"])) not in had
    ]


def note_label(note: Fields) -> str:
    label, quarter = LABELS["notes"], note.get("quarter")
    return f"{label}, Q{quarter}" if quarter else label


def closed(action: Fields) -> bool:
    """Completed or cancelled."""
    return Status(action.get("status", Status.UNKNOWN)) in CLOSED


def _of_plan(revisions: list[KeptRevision]) -> Iterator[Told]:
    labels = {"title": "title", "period_start": "first day", "period_end": "last day"}
    for revision in revisions:
        if revision.field in labels and revision.was != revision.now:
            label = labels[revision.field]
            yield Told("", "", revision.field, label, _text(revision.was), _text(revision.now))
