"""A plan written by a program may hold any day of the calendar: its facts are still made."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.facts.derive import derive
from assure.model.actions import Action
from assure.model.outcomes import GoodIs, Indicator, Point
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind
from assure.model.values import When, WhenKind
from assure.words.calendar import PlanCalendar
from assure.words.date_forms import simple_form

DAYS = st.sampled_from([dt.date.min, dt.date(1, 4, 1), dt.date(9999, 3, 31), dt.date.max])
DAYS |= st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
WHENS = DAYS.map(lambda day: When(kind=WhenKind.DAY, earliest=day, latest=day, text=str(day)))


@given(WHENS, WHENS, st.lists(DAYS, min_size=1, max_size=8, unique=True).map(sorted), DAYS)
@settings(max_examples=tries(200), deadline=None)
def test_no_day_is_too_far_for_a_fact(
    due: When, target: When, read: list[dt.date], ends: dt.date
) -> None:
    indicator = Indicator(
        key="i",
        ref="I1",
        title="Homes let",
        good_is=GoodIs.HIGH,
        target=Decimal(90),
        target_date=target,
        points=tuple(Point(day=day, value=Decimal(n)) for n, day in enumerate(read)),
    )
    plan = Plan(
        key="far",
        title="Far",
        period_start=min(ends, read[0]),
        period_end=max(ends, read[-1]),
        actions=(Action(key="1", ref="1", title="Open the hub", due=due, start=target),),
        indicators=(indicator,),
    )
    review = Review(
        key="r", name="R", kind=ReviewKind.ANNUAL, as_of=dt.date(2026, 10, 31), plan=plan
    )
    assert {fact.subject for fact in derive(review)} >= {"action", "indicator", "plan"}


@given(DAYS, DAYS, st.sampled_from(["q3", "winter", "31 march", "december"]))
def test_a_period_at_the_end_of_the_calendar_has_only_its_own_years(
    one: dt.date, other: dt.date, words: str
) -> None:
    form = simple_form(words, PlanCalendar(period=(min(one, other), max(one, other))))
    assert form is not None
