"""Random plans, judged from end to end: by the engine and by plain Python, the same assessment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.assess.judge import assess
from assure.model.actions import Action, ProgressNote
from assure.model.outcomes import GoodIs, Indicator, Outcome, Point, PointKind
from assure.model.plan import Plan
from assure.model.registers import Capacity, Dependency, Resource
from assure.model.review import Review, ReviewKind
from assure.model.values import Money, Owner, OwnerKind, Rag, Status, When, WhenKind
from assure.rules.engine import EngineMatcher
from assure.rules.plain import PlainMatcher
from assure.service.rulebook import load
from assure.shelf.settings import Settings

AS_OF = dt.date(2026, 10, 31)
BOOK = load(Settings())

NAMES = ("Head of Housing", "Officer A", "Community Safety Team", "All partners", '"TBC"\\')
TITLES = (
    "Continue to support partners",
    "Publish the new tenancy offer by March",
    "",
    "=SUM(A1:A9)",
    "Explore options \x00 for {ref} <b>",
)
NOTES = ("On track.", "Delayed by recruitment; at risk.", "See separate report", "x" * 3_000)
REFS = ("1.1", "1.2", "1.10", "2.1", "A9")
OUTCOMES = ("1", "2", "9")
DAYS = st.sampled_from([AS_OF + dt.timedelta(days=n) for n in (-400, -32, -31, -1, 0, 1, 40, 900)])
NUMBERS = st.sampled_from([Decimal(n) for n in ("0", "1", "19.5", "20", "20.0001", "600")])

owners = st.builds(
    Owner,
    kind=st.sampled_from(OwnerKind),
    names=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
)


@st.composite
def dates(draw: st.DrawFn) -> When:
    kind = draw(st.sampled_from(WhenKind))
    if draw(st.booleans()):
        return When(kind=kind, text="soon")
    days = sorted((draw(DAYS), draw(DAYS)))
    return When(kind=kind, earliest=days[0], latest=days[1], text="a date")


actions = st.builds(
    Action,
    key=st.sampled_from(REFS),
    ref=st.sampled_from(REFS),
    title=st.sampled_from(TITLES),
    outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=2, unique=True).map(tuple),
    owner=owners,
    start=dates(),
    due=dates(),
    revised=st.lists(dates(), max_size=3).map(tuple),
    effort_days=st.none() | NUMBERS,
    resources=st.sampled_from(("", "Within existing budgets", "Funding to be confirmed")),
    status=st.sampled_from(Status),
    status_text=st.sampled_from(("", "ongoing")),
    rag=st.none() | st.sampled_from(Rag),
    percent=st.none() | st.sampled_from((0, 1, 50, 100)),
    reason=st.sampled_from(("", "Recruitment took longer than planned.")),
    evidence=st.sampled_from(("", "Board paper of May")),
    notes=st.lists(st.builds(ProgressNote, text=st.sampled_from(NOTES)), max_size=2).map(tuple),
)
points = st.builds(Point, day=DAYS, value=NUMBERS, kind=st.sampled_from(PointKind))
indicators = st.builds(
    Indicator,
    key=st.sampled_from(REFS),
    ref=st.sampled_from(REFS),
    title=st.sampled_from(TITLES),
    outcome=st.none() | st.sampled_from(OUTCOMES),
    good_is=st.none() | st.sampled_from(GoodIs),
    baseline=st.none() | NUMBERS,
    baseline_date=dates(),
    target=st.none() | NUMBERS,
    target_date=dates(),
    frequency=st.sampled_from(("", "quarterly")),
    points=st.lists(points, max_size=9).map(tuple),
)
resources = st.builds(
    Resource,
    key=st.sampled_from(REFS),
    ref=st.sampled_from(REFS),
    actions=st.lists(st.sampled_from(REFS), max_size=2).map(tuple),
    what=st.sampled_from(TITLES),
    kind=st.sampled_from(("money", "people", "")),
    amount=st.builds(Money, pounds=st.none() | NUMBERS, in_doubt=st.booleans()),
    by=dates(),
    confirmed=st.none() | st.booleans(),
    in_doubt=st.booleans(),
    funded_until=dates(),
)
outcomes = st.builds(
    Outcome,
    key=st.sampled_from(OUTCOMES),
    ref=st.sampled_from(OUTCOMES),
    title=st.sampled_from(TITLES),
    senior_lead=owners,
    target_date=dates(),
)
dependencies = st.builds(
    Dependency,
    key=st.sampled_from(REFS),
    ref=st.sampled_from(REFS),
    action=st.sampled_from(REFS),
    on=st.none() | st.sampled_from(REFS),
    agreed_with=st.sampled_from(("", "Officer A")),
)
capacity = st.builds(
    Capacity,
    key=st.sampled_from(NAMES),
    name=st.sampled_from(NAMES),
    days=st.none() | NUMBERS,
    vacant=st.booleans(),
    vacant_since=dates(),
)
COLUMNS = ("owner", "due", "status", "evidence", "resources", "outcomes", "effort_days")


def some(of: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    """A few, no two of one reference: identity is intake's business."""
    return st.lists(of, max_size=most, unique_by=lambda item: item.key).map(tuple)  # type: ignore[attr-defined]


plans = st.builds(
    Plan,
    key=st.just("plan"),
    title=st.just("A plan"),
    period_start=st.none() | DAYS,
    period_end=st.none() | DAYS,
    outcomes=some(outcomes, 3),
    indicators=some(indicators, 3),
    actions=some(actions, 5),
    resources=some(resources, 3),
    dependencies=some(dependencies, 3),
    capacity=some(capacity, 3),
    fields_present=st.frozensets(st.sampled_from(COLUMNS)),
)


@settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans)
def test_both_judge_a_random_plan_alike(plan: Plan) -> None:
    review = Review(key="r", name="r", kind=ReviewKind.CHECK, as_of=AS_OF, plan=plan)
    by_engine = assess(review, BOOK, EngineMatcher())
    by_plain = assess(review, BOOK, PlainMatcher())
    assert by_engine == by_plain
