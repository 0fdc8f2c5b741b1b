"""The forms of a date that settle a day or would but for what the cell leaves out.

Works on plain text (see ``words.text.plain``). Each form is one pattern and one small
function. The patterns are tried in order, longer ones first, so order matters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from assure.model.plan import QuarterBasis
from assure.model.values import WhenKind
from assure.words.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    SEASONS,
    PlanCalendar,
    Span,
    full_year,
    months,
    season,
)
from assure.words.late import late
from assure.words.school_year import easter, school_year, term

FROM_PERIOD = "year taken from the plan's period"


@dataclass(frozen=True)
class Form:
    """A recognised form: its span, or ``unclear`` with the reason why it has none."""

    kind: WhenKind
    span: Span | None = None
    assumed: str | None = None
    unclear: str | None = None


_Maker = Callable[[re.Match[str], PlanCalendar], Form | None]
_FORMS: list[tuple[re.Pattern[str], str | None, _Maker]] = []

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
YEAR = r"(?:19|20|21)\d\d"
_YY = r"(?:'\d\d|" + YEAR + r"|\d\d)"
_PART = (
    r"(?:(?:the )?(?P<part>early|beginning of|start of|mid|middle of|end of|end|late)"
    r"[\s-]*(?:in )?)?"
)
_END = r"(?:(?:by )?(?:the )?(?:end of |end |during |by )?)"
_SEASON = r"(?P<season>spring|summer|autumn|winter)"
_MAY_BE_INSIDE = late(r"\d\d|\b(?:year|yr)")
_DAY_OF_WEEK = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"


def _form(pattern: str, *, inside: bool = True) -> Callable[[_Maker], _Maker]:
    """Register a form. ``inside`` forms are distinct enough to be found within a sentence; each
    has two figures together or the word year, which ``_MAY_BE_INSIDE`` goes by.
    """

    def register(maker: _Maker) -> _Maker:
        _FORMS.append((re.compile(pattern), pattern if inside else None, maker))
        return maker

    return register


@cache  # few plans tell their dates in sentences; to compile these at each start takes 9 ms
def _within(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.]){pattern}(?![\w/])")


def simple_form(text: str, plan: PlanCalendar) -> Form | None:
    """The single form that takes the whole text, or None."""
    for pattern, _, maker in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            form = maker(found, plan)
            if form is not None:
                return form
    return None


def forms_inside(text: str, plan: PlanCalendar) -> list[Form]:
    """The forms inside a sentence, in its order.

    Of forms that lie within one another ("31 March 2027", "March 2027") the longest counts.
    """
    if not _MAY_BE_INSIDE.search(text):
        return []
    found: list[tuple[int, int, Form]] = []
    for _, inside, maker in _FORMS:
        if inside is None:
            continue
        for match in _within(inside).finditer(text):
            if any(match.start() < end and match.end() > start for start, end, _ in found):
                continue
            form = maker(match, plan)
            if form is not None:
                found.append((match.start(), match.end(), form))
    return [form for _, _, form in sorted(found, key=lambda item: item[0])]


# --- Days -------------------------------------------------------------------------------


def _a_day(day: int, month: int, year: int) -> Form | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Form(WhenKind.VAGUE, unclear="has a year that cannot be meant")
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return Form(WhenKind.VAGUE, unclear=_impossible(day, month))
    return Form(WhenKind.DAY, (found, found))


def _impossible(day: int, month: int) -> str:
    if month > 12 and day <= 12:
        return f"has no month {month}; the day is read before the month"
    return "is not a day of the calendar"


@_form(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[t ]\d\d:\d\d(?::\d\d)?)?")
def _iso(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return _a_day(int(found["d"]), int(found["m"]), int(found["y"]))


@_form(
    _DAY_OF_WEEK + r"(?P<d>\d{1,2})\s*(?P<s>[/.-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<y>\d{4}|\d\d)"
)
def _numbers(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return _a_day(int(found["d"]), int(found["m"]), full_year(found["y"]))


@_form(
    _DAY_OF_WEEK
    + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*(?P<m>"
    + _MONTH
    + r"),?[\s-]*(?P<y>"
    + _YY
    + r")"
)
def _day_month_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return _a_day(int(found["d"]), _month(found["m"]), _year(found["y"]))


@_form(r"(?P<m>" + _MONTH + r")\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>" + YEAR + r")")
def _month_day_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return _a_day(int(found["d"]), _month(found["m"]), int(found["y"]))


@_form(
    _DAY_OF_WEEK + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>" + _MONTH + r")",
    inside=False,
)
def _day_month(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    """A day without a year: the one that lies in the plan's period, if only one does."""
    day, month = int(found["d"]), _month(found["m"])
    spans: list[Span] = []
    for year in plan.years():
        form = _a_day(day, month, year)
        if form and form.span:
            spans.append(form.span)
    return _by_period(WhenKind.DAY, spans, plan)


def _year(written: str) -> int:
    return full_year(written.lstrip("'"))


def _month(written: str) -> int:
    return MONTHS[written.rstrip(".")]


def _by_period(kind: WhenKind, spans: list[Span], plan: PlanCalendar) -> Form:
    """The only span that fits the plan's period, or no span and the reason."""
    if plan.period is None:
        return Form(kind, unclear="gives no year")
    fitting = plan.overlapping(spans)
    if len(fitting) == 1:
        return Form(kind, fitting[0], FROM_PERIOD)
    if not fitting:
        return Form(kind, unclear="does not fall in the plan's period")
    return Form(kind, unclear="gives no year, and the plan's period has several")


# --- Months -----------------------------------------------------------------------------

_PARTS = {
    "early": (1, 10),
    "beginning of": (1, 10),
    "start of": (1, 10),
    "mid": (10, 15),
    "middle of": (10, 15),
    "late": (20, 0),
    "end": (20, 0),
    "end of": (20, 0),
}


def _part_of(span: Span, part: str | None) -> Span:
    """Early means the 10th, mid the 15th, late and end the last day."""
    if part is None or part in {"end", "end of"}:
        return span
    first, last = _PARTS[part]
    end = dt.date(span[1].year, span[1].month, last) if last else span[1]
    return dt.date(span[0].year, span[0].month, first), end


@_form(_PART + r"(?P<m>" + _MONTH + r"),?[\s-]*(?P<y>" + _YY + r")")
def _month_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    year = _year(found["y"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Form(WhenKind.MONTH, _part_of(months(year, _month(found["m"]), 1), found["part"]))


@_form(r"(?P<m>0?[1-9]|1[0-2])[/.-](?P<y>" + YEAR + r")")
def _month_number(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return Form(WhenKind.MONTH, months(int(found["y"]), int(found["m"]), 1))


@_form(r"(?P<y>" + YEAR + r")-(?P<m>0[1-9]|1[0-2])", inside=False)
def _iso_month(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    # "2009-10" is a financial year to a council, "2027-03" can only be a month.
    if int(found["m"]) == (int(found["y"]) + 1) % 100:
        return None
    return Form(WhenKind.MONTH, months(int(found["y"]), int(found["m"]), 1))


@_form(_PART + r"(?P<m>" + _MONTH + r")", inside=False)
def _month_alone(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    month = _month(found["m"])
    spans = [months(year, month, 1) for year in plan.years()]
    form = _by_period(WhenKind.MONTH, spans, plan)
    return replace(form, span=_part_of(form.span, found["part"])) if form.span else form


# --- Quarters ---------------------------------------------------------------------------

_Q = (
    r"(?:(?P<fin>f)?q(?:uarter|tr)?\.?\s*(?P<q>\d{1,2})"
    r"|(?P<o>1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|qtr)(?: of)?)"
)
_FY = r"(?P<a>" + YEAR + r"|\d\d)\s*[/-]\s*(?P<b>" + YEAR + r"|\d\d)"
_ORDINALS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3}


def _quarter_number(found: re.Match[str]) -> int:
    return int(found["q"]) if found["q"] else _ORDINALS.get(found["o"], 4)


def _basis_words(plan: PlanCalendar) -> str:
    return "financial quarter" if plan.basis is QuarterBasis.FINANCIAL else "calendar quarter"


@_form(_END + _Q + r",?\s*(?:of )?\(?(?:fy\s*)?" + _FY + r"\)?")
@_form(_END + r"(?:fy\s*)?" + _FY + r",?\s*[-:]?\s*" + _Q)
def _quarter_of_financial_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    number, first = _quarter_number(found), _financial_first(found["a"], found["b"])
    if first is None:
        return None
    if not 1 <= number <= 4:
        return Form(WhenKind.QUARTER, unclear=f"names quarter {number} of a year, which has four")
    span = replace(plan, basis=QuarterBasis.FINANCIAL).quarter(number, first)
    return Form(WhenKind.QUARTER, span)


@_form(_END + _Q + r",?\s*(?:of )?\(?(?P<y>" + YEAR + r"|'\d\d)\)?")
@_form(_END + r"(?P<y>" + YEAR + r"),?\s*[-:]?\s*" + _Q)
def _quarter_of_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    number, year = _quarter_number(found), _year(found["y"])
    if not 1 <= number <= 4:
        return None
    if found["fin"]:
        plan = replace(plan, basis=QuarterBasis.FINANCIAL)
    note = _basis_words(plan)
    if plan.basis is QuarterBasis.FINANCIAL:
        note += f" of the year that starts in {year}"
    return Form(WhenKind.QUARTER, plan.quarter(number, year), note)


@_form(_END + _Q + r"(?: of (?:the )?plan)?", inside=False)
def _quarter_alone(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    """Q5 to Q12 can only be the plan's own; Q1 to Q4 need a plan of one year.

    In a plan of several years "Q3" may be the plan's third quarter or the third of any year.
    """
    number = _quarter_number(found)
    written = found.group()
    if number < 1 or number > 40:
        return None
    if number > 4 or "of the plan" in written or "of plan" in written:
        span = plan.plan_quarter(number)
        if span is None:
            return Form(
                WhenKind.QUARTER,
                unclear=f"is quarter {number}, which the plan's period does not have",
            )
        return Form(WhenKind.QUARTER, span, "quarter of the plan's period")
    if plan.long:
        return Form(WhenKind.QUARTER, unclear="does not say in which year")
    spans = [plan.quarter(number, year) for year in plan.years()]
    form = _by_period(WhenKind.QUARTER, spans, plan)
    return replace(form, assumed=f"{_basis_words(plan)}; {FROM_PERIOD}") if form.span else form


# --- Years ------------------------------------------------------------------------------


def _financial_first(a: str, b: str) -> int | None:
    """The calendar year in which "2026/27" starts; None unless the years follow each other."""
    first = full_year(a)
    second = full_year(b) if len(b) == 4 or len(a) == 2 else first // 100 * 100 + int(b)
    if second < first:
        second += 100
    return first if second == first + 1 and FIRST_YEAR <= first <= LAST_YEAR else None


@_form(_END + r"(?:(?:fy|financial year|f/y)[\s:]*)?" + _FY + r"(?:\s+financial year)?")
def _financial_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    first = _financial_first(found["a"], found["b"])
    if first is None:
        return None
    span = plan.financial_year(first)
    kind = WhenKind.FINANCIAL_YEAR
    bare = found.group() == f"{found['a']}/{found['b']}" and len(found["a"]) == 2
    # "11/12" may also be 11 December: only the plan's period can tell.
    if bare and int(found["b"]) <= 12 and not plan.overlapping([span]):
        return Form(kind, unclear="may be a financial year or a day without a year")
    return Form(kind, span)


@_form(_END + r"(?:fy|financial year)\s*(?P<y>" + YEAR + r"|\d\d)")
def _financial_year_alone(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return Form(
        WhenKind.FINANCIAL_YEAR,
        unclear="may be the year that starts or the one that ends then",
    )


@_form(
    _END + r"(?P<which>this |current |the )?(?:financial|fiscal) year(?: end)?|year[- ]end",
    inside=False,
)
def _this_financial_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    if plan.period is None or plan.long:
        return Form(WhenKind.FINANCIAL_YEAR, unclear="gives no year")
    spans = [plan.financial_year(year) for year in plan.years()]
    return _by_period(WhenKind.FINANCIAL_YEAR, spans, plan)


@_form(
    _END
    + r"(?:plan )?(?:year|yr)s?\.?\s*(?P<n>[1-9])(?:\s*(?:-|to|and|&)\s*(?P<m>[1-9]))?"
    + r"(?: of (?:the )?plan)?"
)
def _plan_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    first, last = int(found["n"]), int(found["m"] or found["n"])
    kind = WhenKind.FINANCIAL_YEAR if first == last else WhenKind.RANGE
    span = plan.plan_year(first, last - first + 1) if last >= first else None
    if span is None:
        return Form(kind, unclear="is not settled by the plan's period")
    return Form(kind, span, "year of the plan's period")


@_form(_END + r"(?:calendar year )?(?P<y>" + YEAR + r")", inside=False)
def _calendar_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    year = int(found["y"])
    return Form(WhenKind.CALENDAR_YEAR, (dt.date(year, 1, 1), dt.date(year, 12, 31)))


@_form(r"(?:by )?(?:the )?end (?:of )?(?P<y>" + YEAR + r")")
def _end_of_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    return _calendar_year(found, plan)


# --- Schools and feasts -----------------------------------------------------------------


@_form(_PART + r"(?:the )?(?P<term>autumn|spring|summer) term,?\s*(?P<y>" + YEAR + r"|'\d\d)")
def _term(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    part = (found["part"] or "").partition(" ")[0]
    asked = {"start": "start", "beginning": "start", "early": "start", "end": "end", "late": "end"}
    span = term(found["term"], _year(found["y"]), asked.get(part))
    return Form(WhenKind.MONTH, span, "the months in which school terms begin and end")


@_form(_END + r"(?:academic|school) year,?\s*" + _FY)
@_form(_END + _FY + r" (?:academic|school) year")
def _school_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    first = _financial_first(found["a"], found["b"])
    if first is None:
        return None
    return Form(WhenKind.RANGE, school_year(first), "school year taken as September to August")


@_form(r"(?P<feast>easter|christmas),?\s*(?P<y>" + YEAR + r"|'\d\d)")
def _feast(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    year = _year(found["y"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    day = easter(year) if found["feast"] == "easter" else dt.date(year, 12, 25)
    return Form(WhenKind.DAY, (day, day))


# --- Seasons ----------------------------------------------------------------------------


@_form(_PART + _SEASON + r",?\s*(?P<y>" + YEAR + r"|'\d\d)(?:\s*[/-]\s*(?P<b>\d\d(?:\d\d)?))?")
def _season_year(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    name, year = found["season"], _year(found["y"])
    if found["b"] and name != "winter" and SEASONS[name][0] < plan.year_starts:
        year += 1  # spring of the financial year 2026/27 is the spring of 2027
    note = "winter taken as December to February" if name == "winter" else None
    return Form(WhenKind.SEASON, season(name, year), note)


@_form(_PART + _SEASON, inside=False)
def _season_alone(found: re.Match[str], plan: PlanCalendar) -> Form | None:
    spans = [season(found["season"], year) for year in plan.years()]
    return _by_period(WhenKind.SEASON, spans, plan)
