"""Dates made of several: ranges, and the stages a sentence names."""

from __future__ import annotations

import datetime as dt
import re

from assure.model.values import WhenKind
from assure.words.calendar import PlanCalendar, Span, month_end
from assure.words.date_forms import YEAR, Form, forms_inside, simple_form
from assure.words.late import late


def whole_form(text: str, plan: PlanCalendar) -> Form | None:
    """The form, or the range of two, that takes the whole text; None when there is none."""
    return simple_form(text, plan) or _range(text, plan)


def find_form(text: str, plan: PlanCalendar) -> Form | None:
    """The forms inside a sentence: one as it is, several as staged, or None."""
    forms = forms_inside(text, plan)
    if len(forms) <= 1:
        return forms[0] if forms else None
    spans = [form.span for form in forms if form.span]
    if not spans:
        return forms[0]
    kind = forms[0].kind if {form.kind for form in forms} == {WhenKind.SEASON} else WhenKind.STAGED
    span = (min(first for first, _ in spans), max(last for _, last in spans))
    notes = dict.fromkeys(form.assumed for form in forms if form.assumed)
    return Form(kind, span, "; ".join(notes) or None)


# --- Ranges -----------------------------------------------------------------------------

_BETWEEN = late(r"\s*(?:\bto\b|\band\b|\buntil\b|\btill\b|&|/|-)\s*")

_YEAR_FIRST = late(rf"((?:fy\s*)?(?:{YEAR}|\d\d)(?:\s*[/-]\s*(?:{YEAR}|\d\d))?)[,:]?\s+q")
_QUARTER = re.compile(r"q(?:uarter|tr)?\.?\s*[1-4]")


def _range(text: str, plan: PlanCalendar) -> Form | None:
    """Two forms with a dash, slash or "to" between; the first may leave out its year."""
    text = re.sub(r"^(?:from|between)\s+", "", text)
    years = re.fullmatch(rf"({YEAR})\s*(?:-|/|to)\s*({YEAR})", text)
    if years:
        first, last = int(years[1]), int(years[2])
        if last <= first:
            return None
        # Plans that run "2023-2027" run by financial years: four of them, to March 2027.
        span = plan.financial_year(first, last - first)
        return Form(WhenKind.RANGE, span, "financial years")
    for found in _BETWEEN.finditer(text):
        left, right = text[: found.start()].strip(), text[found.end() :].strip()
        if not left or not right:
            continue
        second = simple_form(_with_year_of(left, right), plan)
        if second is None:
            continue
        first_form = simple_form(left, plan)
        if first_form is not None and first_form.span and second.span:
            return _joined(first_form.span, second)
        borrowed = _borrow_year(left, second, plan)
        if borrowed is not None:
            return _joined(borrowed, second)
        if first_form is not None and (first_form.unclear or second.unclear):
            return Form(WhenKind.RANGE, unclear=second.unclear or first_form.unclear)
    return None


def _with_year_of(left: str, right: str) -> str:
    """The second quarter of "2026/27 Q1 to Q3", which is of the year that stands before both."""
    year = _YEAR_FIRST.match(left)
    return f"{year[1]} {right}" if year and _QUARTER.fullmatch(right) else right


def _joined(first: Span, second: Form) -> Form | None:
    if second.span is None or second.span[1] < first[0]:
        return None
    return Form(WhenKind.RANGE, (first[0], second.span[1]), second.assumed)


def _borrow_year(left: str, second: Form, plan: PlanCalendar) -> Span | None:
    """The start of "March/April 2027", "1 - 14 May 2027", "Oct - Feb 2027" (the year before)."""
    if second.span is None:
        return None
    end = second.span[1]
    for year in (end.year, end.year - 1):
        form = simple_form(f"{left} {year}", plan)
        if form is not None and form.span and form.span[0] <= end:
            return form.span
    day = re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", left)
    if day and second.kind is WhenKind.DAY:
        number = int(re.sub(r"\D", "", left))
        if 1 <= number <= month_end(end.year, end.month).day:
            start = dt.date(end.year, end.month, number)
            return (start, start)
    return None
