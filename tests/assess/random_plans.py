"""Small random reviews whose values sit on and around every limit that rules compare with."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st
from tests.assess.build import (
    AS_OF,
    COLUMNS,
    END,
    START,
    answer,
    cell,
    dont_know,
    entries,
    not_applicable,
    review,
)

from assure.facts.answers import BOXES, CHOICE_QUESTIONS, CHOICES, LETTERS, SCALE_QUESTIONS
from assure.model.actions import Action, ProgressNote
from assure.model.answers import Answer
from assure.model.outcomes import GoodIs, Indicator, Outcome, Point, PointKind
from assure.model.plan import Plan
from assure.model.registers import Capacity, Dependency, Resource
from assure.model.review import Review
from assure.model.values import Money, Owner, OwnerKind, Rag, Status, When, WhenKind

# Days on both sides of what rules look at: the as-of date, a month before it, the plan's ends.
DAYS = st.sampled_from(
    [
        *(AS_OF + dt.timedelta(days=n) for n in (-123, -32, -31, -2, -1, 0, 1, 151, 366)),
        *(edge + dt.timedelta(days=n) for edge in (START, END) for n in (-1, 0, 1)),
        dt.date(2017, 6, 30),
    ]
)
TEXTS = st.sampled_from(
    [
        "",
        "-",
        "Bid submitted",
        "Not resourced",
        "Recruitment delayed again",
        "Support victims better",
        "Open 3 shelters by May",
        "See Annexe 2",
        "<b>{{7*7}}</b> =1+1",
        "'\"\\ \u202eπ🏠\x00",
        "a" * 400,
    ]
)
POSTS = ("Head of Housing", "Parks & Leisure Manager", "Skills Board", "JS", "Officer A")
REFS = ("1.1", "1.2", "1.10", "A", "a")
OUTCOMES = ("1", "2")


@st.composite
def whens(draw: st.DrawFn) -> When:
    kind = draw(st.sampled_from(WhenKind))
    last = draw(st.none() | DAYS)
    return When(kind=kind, earliest=last, latest=last, text=draw(TEXTS))


OWNERS = st.builds(
    Owner,
    kind=st.sampled_from(OwnerKind),
    names=st.lists(st.sampled_from(POSTS), max_size=2).map(tuple),
)
AMOUNTS = st.sampled_from(
    [None, *map(Decimal, ("0", "0.1", "19.9", "20", "60", "-1", "1e15", "1e-9"))]
)


def some(of: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([*of, "9"]), max_size=2, unique=True).map(tuple)


@st.composite
def actions(draw: st.DrawFn, ref: str) -> Action:
    due, text = draw(whens()), draw(TEXTS)
    return Action(
        key=ref,
        ref=ref,
        title=draw(TEXTS),
        outcomes=draw(some(OUTCOMES)),
        owner=draw(OWNERS),
        start=draw(whens()),
        due=due,
        revised=draw(st.lists(whens(), max_size=3).map(tuple)),
        effort_days=draw(AMOUNTS),
        resources=draw(TEXTS),
        measure=draw(TEXTS),
        status=draw(st.sampled_from(Status)),
        rag=draw(st.none() | st.sampled_from(Rag)),
        percent=draw(st.sampled_from([None, -1, 0, 1, 99, 100, 101])),
        reason=draw(TEXTS),
        evidence=draw(TEXTS),
        notes=(ProgressNote(text=text, seen=cell("N8", text)),) if text else (),
        seen={"due": cell("I8", due.text)},
    )


@st.composite
def indicators(draw: st.DrawFn, ref: str) -> Indicator:
    values = st.sampled_from(["-1", "0", "0.1", "9", "10", "11", "1e13", "1e300"]).map(Decimal)
    point = st.builds(Point, day=DAYS, value=values, kind=st.sampled_from(PointKind))
    return Indicator(
        key=ref,
        ref=ref,
        title=draw(TEXTS),
        outcome=draw(st.sampled_from([None, *OUTCOMES, "9"])),
        good_is=draw(st.none() | st.sampled_from(GoodIs)),
        baseline=draw(st.none() | values),
        baseline_date=draw(whens()),
        target=draw(st.none() | values),
        target_date=draw(whens()),
        frequency=draw(st.sampled_from(["", "Monthly", "Six-monthly", "every 0 years"])),
        points=draw(st.lists(point, max_size=8).map(tuple)),
    )


@st.composite
def resources(draw: st.DrawFn, ref: str) -> Resource:
    status = draw(TEXTS)
    return Resource(
        key=ref,
        ref=ref,
        actions=draw(some(REFS)),
        what=draw(TEXTS),
        kind=draw(st.sampled_from(["", "Money", "People"])),
        amount=draw(st.builds(Money, pounds=AMOUNTS, text=TEXTS)),
        by=draw(whens()),
        status=status,
        confirmed=draw(st.none() | st.booleans()),
        in_doubt=draw(st.booleans()),
        funded_until=draw(whens()),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    refs = draw(st.lists(st.sampled_from(REFS), max_size=4))  # a reference may come twice
    lines = [draw(resources(f"R{n}")) for n in range(draw(st.integers(0, 2)))]
    capacity = st.builds(
        Capacity,
        key=st.just("c"),
        name=st.sampled_from(POSTS),
        kind=st.sampled_from(["post", "Team", "??"]),
        days=AMOUNTS,
        vacant=st.booleans(),
        vacant_since=whens(),
    )
    dependency = st.builds(
        Dependency,
        key=st.just("d"),
        ref=st.just("D1"),
        action=st.sampled_from(REFS),
        on=st.none() | st.sampled_from(REFS),
        needs=TEXTS,
        agreed_with=TEXTS,
    )
    return Plan(
        key="p",
        title=draw(TEXTS),
        period_start=draw(st.sampled_from([None, START])),
        period_end=END,
        year_starts=draw(st.integers(1, 12)),
        outcomes=tuple(
            Outcome(key=ref, ref=ref, title="", senior_lead=draw(OWNERS), target_date=draw(whens()))
            for ref in draw(st.sampled_from([(), ("1",), OUTCOMES]))
        ),
        indicators=tuple(
            draw(indicators(ref)) for ref in draw(st.sampled_from([(), ("I1",), ("I1", "I2")]))
        ),
        actions=tuple(
            draw(actions(ref)).model_copy(update={"key": f"{ref}~{n}"})
            for n, ref in enumerate(refs)
        ),
        resources=tuple(lines),
        dependencies=tuple(draw(st.lists(dependency, max_size=2))),
        capacity=tuple(draw(st.lists(capacity, max_size=2))),
        fields_present=draw(st.sampled_from([COLUMNS, frozenset({"title"}), COLUMNS - {"reason"}])),
    )


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, ...]:
    score = st.builds(answer, st.sampled_from(SCALE_QUESTIONS), st.integers(0, 3))
    choice = st.builds(answer, st.sampled_from(CHOICE_QUESTIONS), st.sampled_from(CHOICES))
    unknown = st.sampled_from(SCALE_QUESTIONS + CHOICE_QUESTIONS)
    given = score | choice | unknown.map(dont_know) | unknown.map(not_applicable)
    entry = st.fixed_dictionaries(
        {
            "text": TEXTS,
            "impact": st.sampled_from([None, 1, 3, 4, 5]),
            "action": st.sampled_from(["", "1.1", "9.9"]),
        }
    )
    factor = st.fixed_dictionaries(
        {"text": TEXTS, "effect": st.integers(-3, 3), "response": TEXTS, "owner": TEXTS}
    )
    boxes = st.builds(lambda b, e: entries("swot", b, *e), st.sampled_from(BOXES), st.lists(entry))
    letters = st.builds(
        lambda b, e: entries("pestelo", b, *e), st.sampled_from(LETTERS), st.lists(factor)
    )
    return tuple(draw(st.lists(given | boxes | letters, max_size=6)))


REVIEWS: st.SearchStrategy[Review] = st.builds(review, plans(), answers())
