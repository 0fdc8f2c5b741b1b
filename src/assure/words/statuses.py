"""Status words → status and RAG, told apart; the words as written are the caller's to keep.

Colours are RAG, never status: blue means complete in one council and suspended in another,
so "Blue" and "Grey" say nothing without the council's own legend.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assure.model.values import Rag, Status
from assure.words.late import late
from assure.words.pointers import process_note
from assure.words.text import is_nothing, plain


@dataclass(frozen=True)
class StatusReading:
    """What a status cell says. ``needs_legend`` marks a colour that only a legend explains."""

    status: Status = Status.UNKNOWN
    rag: Rag | None = None
    percent: int | None = None
    needs_legend: bool = False


_RAGS = {
    "green": Rag.GREEN,
    "g": Rag.GREEN,
    "amber green": Rag.AMBER_GREEN,
    "green amber": Rag.AMBER_GREEN,
    "ag": Rag.AMBER_GREEN,
    "a g": Rag.AMBER_GREEN,
    "amber": Rag.AMBER,
    "a": Rag.AMBER,
    "yellow": Rag.AMBER,
    "amber red": Rag.AMBER_RED,
    "red amber": Rag.AMBER_RED,
    "ar": Rag.AMBER_RED,
    "a r": Rag.AMBER_RED,
    "red": Rag.RED,
    "r": Rag.RED,
}
_LEGEND_COLOURS = frozenset({"blue", "grey", "gray", "b", "white", "purple", "black", "hashed"})

# Each word is looked for at the start of the cell, longest first; what follows may only
# explain it. "Ongoing" says that work goes on, so in a status cell it is in progress.
_VOCABULARY: dict[Status, tuple[str, ...]] = {
    Status.COMPLETED: (
        "complete", "completed", "completion", "achieved", "done", "closed", "finished",
        "delivered", "implemented", "discharged", "met", "actioned", "resolved", "fulfilled",
    ),
    Status.IN_PROGRESS: (
        "in progress", "in hand", "progressing", "underway", "under way", "started", "commenced",
        "ongoing", "on-going", "on going", "continuing", "rolling", "on track", "on target",
        "on schedule", "on course", "on plan", "to plan", "under control", "good progress",
        "some progress", "begun",
        "partly complete", "partially complete", "partially completed", "partly completed",
        "part complete", "part completed", "part achieved", "partially achieved",
        "partly achieved", "nearly complete", "almost complete", "substantially complete",
        "mostly complete", "not complete", "not completed", "not yet complete",
        "not yet completed", "not achieved", "at risk", "some problems", "needs attention",
        "revised date", "ahead of schedule", "ahead of target", "active", "open", "live",
        "partially implemented", "partly implemented", "part implemented", "work in progress",
        "in development", "in train", "initiated",
    ),
    Status.DELAYED: (
        "delayed", "delay", "behind schedule", "behind target", "behind plan", "behind", "overdue",
        "off track", "off target", "off schedule", "late", "slipped", "slipping", "slippage",
        "failing", "failed", "missed",
    ),
    Status.NOT_STARTED: (
        "not started", "not yet started", "not begun", "not yet begun", "not commenced",
        "not yet commenced", "not yet due", "not due", "pending", "planned", "scheduled",
        "to start", "to be started", "yet to start", "future action", "no progress",
        "awaiting start", "to do", "not implemented", "not yet implemented", "not actioned",
        "not yet actioned", "no action taken", "no action to date",
    ),
    Status.PAUSED: (
        "on hold", "paused", "suspended", "deferred", "dormant", "in abeyance", "postponed",
        "parked", "stalled", "halted",
    ),
    Status.CANCELLED: (
        "cancelled", "canceled", "deleted", "no longer relevant", "no longer required",
        "no longer needed", "no longer applicable", "not relevant", "discontinued",
        "superseded", "abandoned", "withdrawn", "dropped",
        "removed", "not proceeding", "not being pursued", "stopped", "terminated",
    ),
}  # fmt: skip
_STATUS_OF = {word: status for status, words in _VOCABULARY.items() for word in words}
# "Some slippage", "slightly behind schedule": how late it is.
_STATUS_OF |= {
    f"{degree} {word}": Status.DELAYED
    for degree in ("some", "minor", "slight", "major", "significant", "serious", "slightly",
                   "significantly", "seriously")
    for word in ("slippage", "delay", "delays", "delayed", "behind", "late")
}  # fmt: skip
_BEGINS = late(
    r"^(?:now |all |fully |action |status |work |currently )*("
    + "|".join(map(re.escape, sorted(_STATUS_OF, key=len, reverse=True)))
    + r")\b"
)
# "Complete" with one of these after it is not complete.
_BUT = late(
    r"\b(?:except|apart from|other than|bar|subject to|awaiting|pending|outstanding|remaining|"
    r"still to|remains|phase \d|stage \d|yet to|not yet)\b"
)
_NARRATED_PAUSE = late(
    r"\b(?:now|currently|gone|lies?|been) (?:on hold|suspended|paused|in abeyance)\b|\bdormant\b"
)
# A story of something done shows that work goes on, not that it is finished: a verb in the past
# that no "to be" or "not yet" takes back, work that continues, or so many of so many.
_MOVING = late(
    r"\b(?P<past>[a-z]{2,}ed|held|met|built|drawn|begun|launch|taken|written|sent|found|set up|"
    r"reach(?:es)?)\b|\b(?:continu(?:es?|ing)|under ?way|on ?going|progress(?:es|ing)?|working|"
    r"in place|out (?:to|for) (?:consultation|tender)|in post)\b|\b\d+ (?:out )?of (?:the )?\d+\b"
)
# Words in -ed that tell of no work done.
_NO_DEED = late(
    r"(?:need|speed|feed|indeed|exceed|proceed|succeed|seed|deed|breed|bed|red|limited|planned|"
    r"proposed|intended|expected|anticipated|required|requested|scheduled|programmed|delayed|"
    r"deferred|suspended|cancelled|postponed|related|based|dedicated|detailed|named|concerned|"
    r"unused|unresolved|unstaffed|unfunded|hundred)"
)
_TAKEN_BACK = late(
    r"(?:\b(?:not|never|no|yet|un\w+|be|being considered|until|once|if|when|unless|subject to|"
    r"await\w*|need(?:s|ed)? to)\b\W*(?:\w+\W+){0,2})$"
)
_NO_NEWS = re.compile(r"^(?:no|nothing|none|awaiting|to be|not|depend[ae]nt|subject to)\b")
_PERCENT = late(r"^(\d{1,3}(?:\.\d+)?)\s*%?(?:\s*(?:complete|completed|done))?$")
_PERCENT_MARKED = late(
    r"^(?:approx\.? |about |c\. ?)?(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)"
    r"(?: (?:complete|completed|done))?$"
)


@lru_cache(maxsize=256)  # a plan says the same few words in every row
def parse_rag(text: str) -> Rag | None:
    """RAG as a word, a letter or a pair of them: "Amber/Green", "AR"; None for anything else."""
    line = re.sub(r"[^a-z]+", " ", plain(text)).strip()
    line = re.sub(r"^(?:rag|status|rating)\s+|\s+(?:status|rating)$", "", line)
    return _RAGS.get(line)


def percent_of(value: Decimal | int | float, *, fraction: bool = False) -> int | None:
    """A percentage of 0 to 100 from 75, 75.0 or, when ``fraction``, 0.75; None outside that."""
    number = Decimal(str(value))
    if not number.is_finite():
        return None
    number = number * 100 if fraction else number
    return int(number.to_integral_value()) if 0 <= number <= 100 else None


def status_of_percent(percent: int) -> Status:
    """100 is completed, 0 not started, anything between in progress."""
    if percent >= 100:
        return Status.COMPLETED
    return Status.NOT_STARTED if percent == 0 else Status.IN_PROGRESS


@lru_cache(maxsize=256)
def parse_status(text: str, *, percent_column: bool = False) -> StatusReading:
    """Status, RAG and percentage that the words give. Never raises.

    A RAG word alone sets ``rag`` and, because a rated action is under way, ``in_progress``.
    ``percent_column``: a bare number counts as a percentage.

    >>> parse_status("Green").status.value, parse_status("Green").rag.value
    ('in_progress', 'green')
    """
    text = text[:2000]
    if is_nothing(text):
        return StatusReading()
    line = plain(text).strip(" .!*•")
    rag = parse_rag(text)
    if rag is not None:
        return StatusReading(Status.IN_PROGRESS, rag)
    if line in _LEGEND_COLOURS:
        return StatusReading(needs_legend=True)
    marked = (_PERCENT if percent_column else _PERCENT_MARKED).match(line)
    if marked:
        percent = percent_of(Decimal(marked.group(1)))
        if percent is not None:
            return StatusReading(status_of_percent(percent), percent=percent)
    mixed = re.match(r"^(red|amber|green)\b\s*[-–:,(/]\s*(.+)$", line)
    if mixed:
        rest = parse_status(mixed.group(2))
        status = Status.IN_PROGRESS if rest.status is Status.UNKNOWN else rest.status
        return StatusReading(status, _RAGS[mixed.group(1)], rest.percent)
    told = _from_words(line, text)
    asked = told is Status.COMPLETED and line.endswith("?")  # "Done?" asks whether it is
    return StatusReading(Status.UNKNOWN if asked else told)


def _from_words(line: str, text: str) -> Status:
    if process_note(line):
        return Status.UNKNOWN
    found = _BEGINS.match(line)
    if found:
        word, rest = found.group(1), line[found.end() :]
        status = _STATUS_OF[word]
        if status is not Status.COMPLETED:
            return status
        # "Met in May but …", "Delivered 40 of 60": a verb, not the state of the action.
        stated = len(rest.split()) <= 2 or re.match(r"\s*[-:;,.(/]", rest)
        if word not in {"met", "delivered", "achieved", "implemented"} or stated:
            return Status.IN_PROGRESS if _BUT.search(rest) else Status.COMPLETED
    if _NARRATED_PAUSE.search(line):
        return Status.PAUSED
    if any(_moves(plain(told)) for told in re.split(r"\n+|(?<=[.;])\s+", text)):
        return Status.IN_PROGRESS
    return Status.UNKNOWN


def _moves(sentence: str) -> bool:
    """True when the sentence tells of work done or going on."""
    if process_note(sentence) or _NO_NEWS.match(sentence):
        return False
    return any(
        not _NO_DEED.fullmatch(found["past"] or "")
        and not _TAKEN_BACK.search(sentence[: found.start()])
        for found in _MOVING.finditer(sentence)
    )
