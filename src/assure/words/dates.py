"""Dates as plans write them → ``When``: a closed list of forms, and never a guess.

The forms, with the last day each means:

- day: ``31/03/2027``, ``31.3.27``, ``2027-03-31``, ``31 March 2027`` (day before month, always)
- month: ``March 2027``, ``Mar-27``, ``03/2027`` → its last day; ``early`` 10th, ``mid`` 15th
- quarter: ``Q3 2026/27``, ``Q7`` of the plan → its last day, by the plan's quarter basis
- financial year: ``2026/27``, ``26-27``, ``FY 2026/27``, ``Year 2`` → its last day
- calendar year: ``2027``, ``by the end of 2027`` → 31 December
- school: ``end of the autumn term 2026`` → 31 December; ``Easter 2027`` → the day
- season: ``Spring 2027`` → end of May, August, November, February
- range: ``April - June 2026``, ``March/April 2027``, ``2023-2027`` → last day of the later
- staged: several lines with dates of their own → the latest of them
- recurring, ongoing, relative, pointer, status typed in the date cell, vague → no day

What the words leave open is taken from the plan's period where only one reading fits, and
``When.assumed`` says so. Where several fit, or none, no day is set and ``Reading.unclear``
says why.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assure.model.values import When, WhenKind
from assure.words.calendar import FIRST_YEAR, LAST_YEAR, PlanCalendar, Span
from assure.words.date_forms import Form
from assure.words.date_ranges import find_form, whole_form
from assure.words.late import late
from assure.words.pointers import points_elsewhere
from assure.words.text import is_nothing, one_line, plain

_LONGEST = 1000  # characters of a date cell that are looked at; the rest is a story
_FARTHEST = 30  # years after a plan's end; what councils promise for 2050 is nearer
_EXCEL_EPOCH = dt.date(1899, 12, 30)
# Serial numbers of 1982 to 2119: wide enough for plans, far from years and from amounts.
_SERIALS = range(30_000, 80_000)


@dataclass(frozen=True)
class Reading:
    """What a date cell was taken for; ``unclear`` says what could not be settled.

    ``unclear`` is the end of a sentence that starts with the words as written: "gives no year".
    """

    when: When
    unclear: str | None = None


def read_when(
    value: str | dt.date | dt.datetime | int | float | None,
    plan: PlanCalendar | None = None,
) -> Reading:
    """The date that ``value`` means to a plan, and what stayed unclear. Never raises."""
    plan = plan or PlanCalendar()
    if value is None or isinstance(value, bool):
        return Reading(When(text="" if value is None else str(value)))
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return _within_reach(Reading(_day(value, value.strftime("%d/%m/%Y"))), plan)
    if isinstance(value, int | float):
        return _number(value)
    text = value.strip()
    if is_nothing(text):
        return Reading(When(text=text))
    reading = _text(text[:_LONGEST], plan)
    read = Reading(reading.when.model_copy(update={"text": text}), reading.unclear)
    return _within_reach(read, plan)


def _within_reach(reading: Reading, plan: PlanCalendar) -> Reading:
    """ "31/03/2072" in a plan that ends in 2027 is a slip of the keys, and settles no day."""
    day = reading.when.latest
    if plan.period is None or day is None or day.year - plan.period[1].year <= _FARTHEST:
        return reading
    after = day.year - plan.period[1].year
    return Reading(
        When(kind=WhenKind.VAGUE, text=reading.when.text),
        f"lies {after} years after the end of the plan",
    )


def _day(day: dt.date, text: str, assumed: str | None = None) -> When:
    return When(kind=WhenKind.DAY, earliest=day, latest=day, assumed=assumed, text=text)


def _number(value: int | float) -> Reading:
    text = f"{value:g}" if abs(value) < 1e15 else str(value)
    if value != value or value in (float("inf"), float("-inf")):
        return Reading(When(kind=WhenKind.VAGUE, text=text), "is a number, not a date")
    if int(value) in _SERIALS:
        day = _EXCEL_EPOCH + dt.timedelta(days=int(value))
        return Reading(_day(day, text, "the number is a date as Excel counts days"))
    if value == int(value) and FIRST_YEAR <= value <= LAST_YEAR:
        first, last = dt.date(int(value), 1, 1), dt.date(int(value), 12, 31)
        kind = WhenKind.CALENDAR_YEAR
        return Reading(When(kind=kind, earliest=first, latest=last, text=text))
    return Reading(
        When(kind=WhenKind.VAGUE, text=text), "is a number that does not say which day it means"
    )


# --- The period of a plan, and dates inside an action -------------------------------------

_A_YEAR = r"(?:19|20)\d\d"
_MONTH_OF_YEAR = r"[a-z]{3,9} " + _A_YEAR
_PERIOD = late(
    rf"{_MONTH_OF_YEAR}\s*(?:-|to)\s*{_MONTH_OF_YEAR}|"
    rf"(?<![\d/]){_A_YEAR}\s*[/-]\s*\d\d\s*(?:-|to)\s*{_A_YEAR}\s*[/-]\s*\d\d(?!\d)|"
    rf"(?<![\d/]){_A_YEAR}\s*(?:-|/|to)\s*(?:{_A_YEAR}|\d\d)(?![\d/])"
)


def find_period(text: str, year_starts: int = 4) -> Span | None:
    """The period a plan's title names: "2006/07 – 2008/09", "January 2008 to December 2010"."""
    for found in _PERIOD.finditer(plain(text)):
        form = whole_form(found.group(), PlanCalendar(year_starts=year_starts))
        if form is not None and form.span is not None and form.span[0] < form.span[1]:
            return form.span
    return None


_URGENT = re.compile(r"\b(?:asap|as (?:soon|quickly) as (?:is )?possible|immediate(?:ly)?)\b")


def when_in_words(text: str, plan: PlanCalendar) -> Reading | None:
    """The deadline that an action's own words name, for plans with no column of dates.

    Only lines below the first (its steps), or a date after "by", "before", "until", count:
    other dates in an action are its subject. None when there is none.
    """
    text = text[:_LONGEST]
    lines = [line for line in text.splitlines() if line.strip()]
    dated = [line for line in lines[1:] if find_form(plain(line), plan) is not None]
    if not dated and lines and re.search(r"\b(?:by|before|until)\b", plain(lines[0])):
        by = re.split(r"\b(?:by|before|until)\b", plain(lines[0]), maxsplit=1)[1]
        dated = [by] if find_form(by, plan) is not None else []
    if dated:
        reading = _text("\n".join(dated), plan)
    elif _URGENT.search(plain(text)):
        reading = _no_day(WhenKind.VAGUE)
    else:
        return None
    assumed = "; ".join(filter(None, (reading.when.assumed, "read from the action's own words")))
    update = {"text": "\n".join(dated) or text, "assumed": assumed}
    return Reading(reading.when.model_copy(update=update), reading.unclear)


# --- Words that settle no day -----------------------------------------------------------

_RECURRING = late(
    r"\b(?:annual(?:ly)?|bi-?annual(?:ly)?|biennial(?:ly)?|half[- ]yearly|six[- ]monthly|"
    r"quarterly|termly|monthly|bi-?monthly|fortnightly|weekly|daily|yearly|"
    r"(?:each|every) (?:\w+ )?(?:year|quarter|month|week|term|meeting|january|february|march|"
    r"april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|"
    r"years|months|weeks|quarters|(?:school )?holidays?)|"
    r"as they (?:come up|arise|arrive)|once a (?:year|quarter|month)|twice a year|"
    r"per (?:annum|year)|"
    r"regular(?:ly)?)\b"
)
_ONGOING = late(
    r"\b(?:on[- ]?going|continu(?:ous|ing|al|es)|rolling|throughout|indefinite(?:ly)?|"
    r"business as usual|bau|always|permanent(?:ly)?|for the (?:life|duration) of)\b"
)
_RELATIVE = late(
    r"\bwithin (?:\w+ )?(?:\w+ )?(?:days?|weeks?|months?|years?)\b|\b"
    r"(?:days?|weeks?|months?|years?) (?:of|from|after|before|prior|following)\b|"
    r"^(?:after|following|once|when|upon|on|before|"
    r"prior to|subject to|depend(?:ent|ant|ing|s) (?:up)?on|as soon as (?!possible))\s*\S|"
    r"\b(?:next|previous) (?:\w+ )?months\b|\bwhen \w+"
)
_STATUS = late(
    r"^(?:now |already |all |partially |partly |fully |nearly |almost )*(?:complet(?:e|ed)|done|"
    r"achieved|finished|closed|delivered|implemented|in place|in progress|underway|under way|"
    r"started|commenced|on track|on target|on schedule|delayed|overdue|not started|on hold|"
    r"suspended|cancelled|deleted|superseded|no longer \w+)\b"
)
# In a sentence that tells what has happened, a date is when it happened.
_TOLD = late(
    r"\b(?:was|were|has been|have been|been|appointed|filled|cleared|completed|launched|failed|"
    r"agreed|approved|adopted|held|published|opened|recruited|installed|submitted|issued|achieved|"
    r"received|signed|implemented|introduced|in place|done|started|commenced|closes)\b"
)
_DEADLINE = re.compile(r"\b(?:by|before|until|till|due|deadline|no later than|target|end of)\b")
_STARTS = late(
    r"\b(?:to (?:commence|start|begin)|commenc(?:e|es|ing|ement)|start(?:s|ing)? "
    r"(?:date|in|from|on)?|begin(?:s|ning)?|from|onwards|since|launch date)\b"
)
_LEADS_IN = late(
    r"^(?:[.\s•·*\-–]*(?:\d+[.)]\s+)?)(?:(?:to be )?(?:complet(?:e|ed|ion)|finish(?:ed)?|delivered|"
    r"achieved|done|agreed|approved|progressed|implemented)? ?(?:date)?[:\s]*(?:due(?: date)?|by|"
    r"before|deadline|target(?: date)?|no later than|not later than|latest|end date)[:\s]+)?"
    r"(?:(?:the|in|during|on|within|around|circa|c\.|approx(?:imately|\.)?)\s+)*"
)
_TRAILS = late(
    r"(?:\s*\((?:provisional|revised|estimated|est\.?|tbc|at the latest|latest|target|original|"
    r"financial year|calendar|approx\.?)\)|\s+at the latest|\s+latest|\s+\(?provisional\)?|"
    r"[.,;:])+$"
)
_UNTIL = re.compile(r"\b(?:until|till|to|through|ending|up to|by)\s+(.+)$")


def _text(text: str, plan: PlanCalendar) -> Reading:
    line = plain(text)
    parts = [part for part in (one_line(piece) for piece in re.split(r"[\n;]+", text)) if part]
    whole = _bare(line)
    form = whole_form(whole, plan)
    if form is not None:
        return _from_form(form)
    if points_elsewhere(text) and find_form(line, plan) is None:
        return _no_day(WhenKind.POINTER)
    if len(parts) > 1:
        staged = _staged(parts, plan)
        if staged is not None:
            return staged
    return _sentence(line, plan)


def _bare(line: str) -> str:
    """The words of a date without what people put around it: "by …", "(provisional)", "."."""
    rest = _LEADS_IN.sub("", line, count=1)
    return _TRAILS.sub("", rest).strip()


def _no_day(kind: WhenKind, unclear: str | None = None) -> Reading:
    return Reading(When(kind=kind), unclear)


def _from_form(form: Form) -> Reading:
    first, last = form.span if form.span else (None, None)
    when = When(kind=form.kind, earliest=first, latest=last, assumed=form.assumed)
    return Reading(when, form.unclear)


def _sentence(line: str, plan: PlanCalendar) -> Reading:
    """One statement that is not a date and nothing else."""
    if _STATUS.match(line):
        return _no_day(WhenKind.STATUS_NOT_DATE)
    endless = _ONGOING.search(line) or _RECURRING.search(line)
    if endless:
        until = _UNTIL.search(line, endless.end())
        end = whole_form(_bare(until.group(1)), plan) if until else None
        if end is not None and end.span is not None:
            return Reading(When(kind=WhenKind.RANGE, latest=end.span[1], assumed=end.assumed))
        ongoing = _ONGOING.search(line) is not None
        return _no_day(WhenKind.ONGOING if ongoing else WhenKind.RECURRING)
    # A relative form may hold a number of months, which is no date.
    if _RELATIVE.search(line) and find_form(line, plan) is None:
        return _no_day(WhenKind.RELATIVE)
    found = find_form(line, plan)
    if found is None:
        return _no_day(WhenKind.VAGUE)
    if _TOLD.search(line) and not _DEADLINE.search(line):
        return _no_day(WhenKind.STATUS_NOT_DATE)
    if found.unclear:
        return _from_form(found)
    if _STARTS.search(line) and not _DEADLINE.search(line) and found.span is not None:
        return Reading(
            When(kind=found.kind, earliest=found.span[0], assumed=found.assumed),
            "gives only a start, not an end",
        )
    return _from_form(found)


def _staged(parts: list[str], plan: PlanCalendar) -> Reading | None:
    """Several statements, each with a date of its own or with news; None when there are none."""
    dated: list[Reading] = []
    told = pointers = 0
    for part in parts:
        line = plain(part)
        form = whole_form(_bare(line), plan)
        reading = _from_form(form) if form is not None else _sentence(line, plan)
        if form is None and points_elsewhere(part):
            pointers += 1
        elif reading.when.kind is WhenKind.STATUS_NOT_DATE:
            told += 1
        elif reading.when.earliest or reading.when.latest:
            dated.append(reading)
    if not dated:
        if pointers:
            return _no_day(WhenKind.POINTER)
        return _no_day(WhenKind.STATUS_NOT_DATE) if told else None
    spoken = [reading.when for reading in dated]
    firsts = [when.earliest for when in spoken if when.earliest]
    lasts = [when.latest for when in spoken if when.latest]
    notes = tuple(dict.fromkeys(when.assumed for when in spoken if when.assumed))
    kinds = {when.kind for when in spoken}
    same = next(iter(kinds)) if len(kinds) == 1 else None
    kind = WhenKind.STAGED
    if same is WhenKind.SEASON or (len(dated) == 1 and not told and same is not None):
        kind = same
    return Reading(
        When(
            kind=kind,
            earliest=min(firsts, default=None),
            latest=max(lasts, default=None),
            assumed="; ".join(notes) or None,
        ),
        None if lasts else "gives only a start, not an end",
    )
