"""Small builders, so that a test shows only what it is about.

Everything not said is faultless: ``action()`` has one post, a day, a status and means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from assure.assess.judge import assess
from assure.model.actions import Action, ProgressNote
from assure.model.answers import Answer, AnswerState, Entry, Value
from assure.model.assessment import Assessment
from assure.model.base import Seen
from assure.model.facts import Fact
from assure.model.findings import Finding
from assure.model.outcomes import GoodIs, Indicator, Outcome, Point, PointKind
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire
from assure.model.registers import Assumption, Capacity, Dependency, Resource
from assure.model.review import Review, ReviewKind
from assure.model.values import Owner, OwnerKind, Status, When, WhenKind
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import Rulebook

AS_OF = dt.date(2026, 10, 31)
START, END = dt.date(2025, 4, 1), dt.date(2028, 3, 31)
# The columns of a plan in the full form.
COLUMNS = frozenset(
    {
        "title", "owner", "start", "due", "revised", "status", "rag", "percent", "reason",
        "evidence", "notes", "outcomes", "effort_days", "resources", "measure", "milestones",
    }
)  # fmt: skip


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def when(text: str = "", kind: WhenKind = WhenKind.DAY, written: str = "") -> When:
    """``when("2027-03-31")`` is that day; ``when(kind=WhenKind.ONGOING)`` settles none."""
    if not text:
        return When(kind=kind if kind is not WhenKind.DAY else WhenKind.MISSING, text=written)
    return When(kind=kind, earliest=day(text), latest=day(text), text=written or text)


def cell(name: str, text: str = "", sheet: str = "Project plan") -> Seen:
    return Seen(file="plan.xlsx", sheet=sheet, cell=name, text=text)


def post(name: str = "Head of Housing") -> Owner:
    return Owner(kind=OwnerKind.POST, names=(name,))


def owner(kind: OwnerKind, *names: str) -> Owner:
    return Owner(kind=kind, names=names)


def note(text: str, quarter: int | None = 6) -> ProgressNote:
    return ProgressNote(quarter=quarter, text=text, seen=cell("N8", text, "Monitoring"))


def action(ref: str = "1.1", **fields: Any) -> Action:
    """A faultless open action; give only what the test is about."""
    faultless: dict[str, Any] = {
        "key": ref,
        "title": f"Open advice centre {ref} by March 2027",  # the same words twice are a fault
        "outcomes": ("1",),
        "owner": post(),
        "start": when("2025-04-01"),
        "due": when("2027-03-31"),
        "status": Status.IN_PROGRESS,
        "status_text": "In progress",
        "resources": "Two advisers, agreed",
    }
    return Action(ref=ref, **(faultless | fields))


def outcome(ref: str = "1", **fields: Any) -> Outcome:
    faultless: dict[str, Any] = {
        "key": ref,
        "title": "More homes are warm",
        "senior_lead": post("Director of Housing"),
        "target_date": when("2028-03-31"),
    }
    return Outcome(ref=ref, **(faultless | fields))


def points(values: Mapping[str, float | str], kind: PointKind = PointKind.ACTUAL) -> list[Point]:
    """``points({"2025-03-31": 10})``; the cell is C2, C3 … of the sheet "Indicator data"."""
    return [
        Point(
            day=day(when_),
            value=Decimal(str(value)),
            kind=kind,
            seen=cell(f"C{row}", str(value), "Indicator data"),
        )
        for row, (when_, value) in enumerate(values.items(), start=2)
    ]


def indicator(
    ref: str = "I1",
    history: Mapping[str, float | str] | None = None,
    path: Mapping[str, float | str] | None = None,
    **fields: Any,
) -> Indicator:
    """Homes insulated: more is better, from 100 towards 200 by March 2028, and on its way."""
    history = history or {
        "2025-09-30": 100,
        "2026-03-31": 120,
        "2026-09-30": 145,
    }
    path = {"2025-09-30": 100, "2028-03-31": 200} if path is None else path
    faultless: dict[str, Any] = {
        "key": ref,
        "title": "Homes insulated",
        "outcome": "1",
        "unit": "homes",
        "good_is": GoodIs.HIGH,
        "baseline": Decimal(100),
        "baseline_date": when("2025-09-30"),
        "target": Decimal(200),
        "target_date": when("2028-03-31"),
        "frequency": "Quarterly",
        "points": (*points(history), *points(path, PointKind.PATH)),
    }
    return Indicator(ref=ref, **(faultless | fields))


def resource(ref: str = "R1", **fields: Any) -> Resource:
    faultless: dict[str, Any] = {
        "key": ref,
        "actions": ("1.1",),
        "what": "Insulation grant",
        "kind": "Money",
        "status": "Confirmed",
        "confirmed": True,
        "obtained_by": post("Finance Manager"),
    }
    return Resource(ref=ref, **(faultless | fields))


def dependency(ref: str = "D1", **fields: Any) -> Dependency:
    faultless: dict[str, Any] = {
        "key": ref,
        "action": "1.1",
        "on": "1.2",
        "needs": "the surveys",
        "agreed_with": "Head of Planning",
    }
    return Dependency(ref=ref, **(faultless | fields))


def capacity(name: str = "Head of Housing", days: str | None = "20", **fields: Any) -> Capacity:
    return Capacity(
        key=name.casefold(), name=name, days=None if days is None else Decimal(days), **fields
    )


def plan(*actions: Action, **fields: Any) -> Plan:
    """A three-year plan from April 2025 with one outcome, indicator and assumption."""
    whole: dict[str, Any] = {
        "key": "anycity",
        "title": "Anycity plan",
        "partnership": "Anycity Partnership",
        "period_start": START,
        "period_end": END,
        "outcomes": (outcome(),),
        "indicators": (indicator(),),
        "assumptions": (Assumption(key="A1", ref="A1", text="The grant is renewed"),),
        "actions": actions,
        "fields_present": COLUMNS,
    }
    return Plan(**(whole | fields))


def answer(question: str, value: Value = None, **fields: Any) -> Answer:
    return Answer(questionnaire="progress-assurance", question=question, value=value, **fields)


def dont_know(question: str) -> Answer:
    return answer(question, state=AnswerState.DONT_KNOW, reason="Finance has not reported")


def not_applicable(question: str) -> Answer:
    return answer(question, state=AnswerState.NOT_APPLICABLE, reason="No contractors are used")


def entries(questionnaire: str, question: str, *items: Entry) -> Answer:
    return Answer(questionnaire=questionnaire, question=question, value=items)


def review(
    of: Plan | None = None,
    answers: Sequence[Answer] = (),
    as_of: dt.date = AS_OF,
    questionnaires: Sequence[Questionnaire] = (),
    **fields: Any,
) -> Review:
    return Review(
        key="review",
        name="Mid-year review",
        kind=ReviewKind.MID_YEAR,
        as_of=as_of,
        plan=of or plan(action()),
        answers=tuple(answers),
        questionnaires=tuple(questionnaires),
        **fields,
    )


@cache
def rulebook() -> Rulebook:
    """The rulebook as shipped."""
    from assure.service.rulebook import load
    from assure.shelf.settings import Settings

    return load(Settings())


def judged(of: Review | Plan) -> Assessment:
    """The assessment by the shipped rulebook and the plain evaluator."""
    return assess(of if isinstance(of, Review) else review(of), rulebook(), PlainMatcher())


def codes(of: Review | Plan | Assessment, ref: str | None = None) -> list[str]:
    """Codes of the findings (on ``ref``), in order."""
    assessment = of if isinstance(of, Assessment) else judged(of)
    return [f.code for f in assessment.findings if ref is None or f.ref == ref]


def the(findings: Sequence[Finding], code: str) -> Finding:
    """The one finding of that code."""
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def fact_of(facts: Sequence[Fact], subject: str, ref: str | None = None) -> Fact:
    """The one fact of that subject (and reference)."""
    (found,) = [f for f in facts if f.subject == subject and (ref is None or f.ref == ref)]
    return found
