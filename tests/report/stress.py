"""A review that asks of every page what no council would: length, scripts, and nothing at all.

``everything``: 40 actions, or as many as ASSURE_STRESS says, of 40 outcomes, all late, in words of
many scripts and of 300 letters. ``nothing``: a plan with a title. ``scarcely``: one of each noun,
and nothing said of any.
"""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from itertools import cycle

from tests.demonstration import anycity

from assure.model.actions import Action, ProgressNote
from assure.model.outcomes import GoodIs, Indicator, Outcome, Point, Priority
from assure.model.plan import Plan
from assure.model.registers import Assumption, Capacity, Dependency, Resource, Risk, RiskLevel
from assure.model.review import Review, ReviewKind
from assure.model.values import Money, Owner, OwnerKind, Rag, Status, When, WhenKind
from assure.service.rulebook import carrying, load
from assure.shelf.settings import Settings

AS_OF = dt.date(2026, 10, 31)
WHOLE = "ASSURE_STRESS" in os.environ
ACTIONS = int(os.environ.get("ASSURE_STRESS", "40"))  # the whole proof takes 500
OUTCOMES = 40
SCRIPTS = (
    "Gàidhlig, Cymraeg: Ŵŷ, ẞ, Łódź, İstanbul, fiancée",
    "Ελληνικά και Кириллица",
    "שלום עולם, right to left",
    "مرحبا بالعالم من اليمين",
    "漢字かな交じり文 한국어",
    "हिन्दी தமிழ் ไทย",
    "👍🏽 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ☂ ✔ → ½ ①",
    "e\u0301\u0302\u0303 stacked, \u202eturned round\u202c, soft\u00adhyphen",
    "W" * 300,
    "https://example.org/" + "path/" * 56,
    "one plain title, as most are",
    "a & b < c > d \"e\" 'f' {{ g }}",
)
STATUSES = (Status.DELAYED, Status.IN_PROGRESS, Status.NOT_STARTED, Status.UNKNOWN, Status.PAUSED)


def day(when: dt.date) -> When:
    return When(kind=WhenKind.DAY, earliest=when, latest=when)


def everything() -> Review:
    """What is too much, in every field, of a plan that is late in everything."""
    words = cycle(SCRIPTS)
    outcomes = tuple(
        Outcome(
            key=f"o{n}",
            ref=str(n),
            title=f"Outcome {n}: {next(words)}",
            priorities=(str(1 + n % 6),),
            partners=next(words),
            story=next(words) * (1 + n % 3),
        )
        for n in range(1, OUTCOMES + 1)
    )
    plan = Plan(
        key="stress",
        title="Everything late, " + next(words),
        partnership="Anycity & " + SCRIPTS[0],
        priorities=tuple(
            Priority(key=f"p{n}", ref=str(n), title=f"Priority {n} {next(words)}")
            for n in range(1, 7)
        ),
        # The last outcomes have no action, so that their parts are empty.
        outcomes=outcomes,
        indicators=tuple(_indicator(n, next(words)) for n in range(1, 1 + ACTIONS // 8)),
        actions=tuple(_action(n, next(words)) for n in range(1, ACTIONS + 1)),
        resources=tuple(
            Resource(
                key=f"r{n}",
                ref=f"R{n}",
                actions=(_ref(n),),
                what=next(words),
                kind="money",
                amount=Money(pounds=Decimal(n * 1_234_567), text=next(words)),
                in_doubt=n % 3 == 0,
            )
            for n in range(1, 61)
        ),
        assumptions=tuple(
            Assumption(key=f"a{n}", ref=f"A{n}", text=next(words), outcomes=(str(n),))
            for n in range(1, 31)
        ),
        dependencies=tuple(
            Dependency(key=f"d{n}", ref=f"D{n}", action=_ref(n), on=_ref(n + 1), needs=next(words))
            for n in range(1, 81)
        ),
        capacity=tuple(
            Capacity(
                key=f"c{n}", name=f"Post {n} {next(words)}", days=Decimal(n), vacant=n % 7 == 0
            )
            for n in range(1, 21)
        ),
        risks=tuple(
            Risk(
                key=f"k{n}",
                ref=f"K{n}",
                text=next(words),
                likelihood=5,
                impact=5,
                score=25,
                level=RiskLevel.HIGH if n % 2 else None,
                mitigation=next(words),
                actions=(_ref(n),),
            )
            for n in range(1, 41)
        ),
    )
    return _review("stress", plan)


def _ref(number: int) -> str:
    return f"{1 + number % (OUTCOMES - 3)}.{number}"


def _action(number: int, words: str) -> Action:
    due = AS_OF - dt.timedelta(days=1 + number % 700)
    return Action(
        key=f"x{number}",
        ref=_ref(number),
        title=f"Action {number}: {words}",
        outcomes=(str(1 + number % (OUTCOMES - 3)),),
        section=words,
        how=words,
        milestones=words,
        owner=Owner(kind=OwnerKind.POST, names=(f"Post {number % 20} {words}",))
        if number % 5
        else Owner(),
        start=day(due - dt.timedelta(days=400)),
        due=day(due),
        revised=(day(due),) if number % 4 == 0 else (),
        effort_days=Decimal(number % 90),
        resources=words,
        cost=Money(pounds=Decimal(number) * 99_999, text=words),
        measure=words,
        status=STATUSES[number % len(STATUSES)],
        status_text=words,
        rag=(Rag.RED, Rag.GREEN, None)[number % 3],
        percent=number % 101,
        reason=words,
        notes=(ProgressNote(quarter=1, text=words),),
        impact={"1": "high"},
        contract=number % 9 == 0,
        statutory=number % 11 == 0,
    )


def _indicator(number: int, words: str) -> Indicator:
    return Indicator(
        key=f"i{number}",
        ref=f"I{number}",
        title=f"{words} {number}",
        outcome=str(1 + number % OUTCOMES),
        unit=("%", "people", words)[number % 3],
        good_is=(GoodIs.HIGH, GoodIs.LOW, None)[number % 3],
        baseline=Decimal(10**12),
        target=Decimal(1),
        target_date=day(dt.date(2029, 3, 31)),
        points=tuple(
            Point(day=dt.date(2020 + year, 3, 31), value=Decimal(10**12 - year * number))
            for year in range(number % 7)
        ),
    )


def nothing() -> Review:
    return _review("nothing", Plan(key="nothing", title="A plan"))


def scarcely() -> Review:
    """One of each, with nothing said of it."""
    plan = Plan(
        key="scarcely",
        title="A",
        priorities=(Priority(key="p", ref="1", title=""),),
        outcomes=(Outcome(key="o", ref="1", title=""),),
        indicators=(Indicator(key="i", ref="I1", title=""),),
        actions=(Action(key="x", ref="1.1", title=""),),
        resources=(Resource(key="r", ref="R1"),),
        assumptions=(Assumption(key="a", ref="A1", text=""),),
        risks=(Risk(key="k", ref="K1", text=""),),
    )
    return _review("scarcely", plan)


def answered() -> Review:
    """All that is too much, with the demonstration's answers, promises and methods beside it."""
    shown = anycity()
    return _review("answered", everything().plan).model_copy(
        update={"answers": shown.answers, "questionnaires": shown.questionnaires}
    )


def _review(key: str, plan: Plan) -> Review:
    review = Review(
        key=key, name=key, kind=ReviewKind.ANNUAL, as_of=AS_OF, plan=plan, board_date=AS_OF
    )
    return carrying(review, load(Settings()))


REVIEWS = {"answered": answered, "everything": everything, "nothing": nothing, "scarcely": scarcely}
