"""A plan → our own workbook, with everything that its columns can hold.

Each cell is written in the words of the plan where those are read the same way again, else in
words that are. ``what_differs`` compares a plan with what its workbook gives, so that nobody has
to take that on trust.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assure.intake.form import Filled, Guide, Value, form_bytes
from assure.intake.joins import priority_in
from assure.intake.refs import Keys, slug
from assure.intake.rows import refs_of
from assure.intake.sheet import Heading, Sheet
from assure.intake.sheets import (
    ABOUT_LABELS,
    BASES,
    IMPACT,
    MONITORING,
    MONTHS,
    PLAN_KEY,
    PROJECT_PLAN,
    SHEETS,
)
from assure.intake.table import OTHER
from assure.intake.template import impact_heading
from assure.intake.wording import STATUS_WORDS, Wording, joined, yes_or_no
from assure.model.actions import Action
from assure.model.outcomes import GoodIs, PointKind, Priority
from assure.model.plan import Plan, QuarterBasis
from assure.model.values import Rag

_RowOf = dict[str, Value]
_FIELD_OF = {"action": "title", "support": "owner"}  # heading's field → field of ``Action``
# What is worked out again from other cells, where the plan had no column of its own for it.
_WORKED_OUT = frozenset({"due", "status", "rag", "percent"})
_SERIES = {
    PointKind.ACTUAL: "Actual",
    PointKind.PATH: "Agreed path",
    PointKind.FORECAST: "If nothing changes",
}
RAG_WORDS = {
    Rag.GREEN: "Green",
    Rag.AMBER_GREEN: "Amber/Green",
    Rag.AMBER: "Amber",
    Rag.AMBER_RED: "Amber/Red",
    Rag.RED: "Red",
}


def export_bytes(
    plan: Plan, at: dt.datetime, *guides: Guide, every_column: bool = False, keyed: bool = False
) -> bytes:
    """The plan as a workbook, with ``guides`` in front. Raises AssureError for a text that no cell
    can hold.

    A column that the plan never had is left out, because a blank one would say that it was
    asked for; with ``every_column`` the whole form is there to be filled in. ``keyed``: the plan
    is to be known again even under another title.
    """
    words = Wording.of(plan)
    rows = _rows(plan, words)
    watched = every_column or "status" in plan.fields_present
    sheets = []
    for sheet in SHEETS if watched else _without_monitoring(rows):
        filled = [row for row in rows.get(sheet.name, []) if any(row.values())]
        headings = _headings(sheet, plan, filled, every_column)
        if every_column or (filled and len(headings) > 1):
            values = [[row.get(heading.field) for heading in headings] for row in filled]
            sheets.append(Filled(sheet, headings, values))
    return form_bytes(plan.title, _about(plan, words, keyed=keyed), sheets, at, *guides)


def _without_monitoring(rows: dict[str, list[_RowOf]]) -> tuple[Sheet, ...]:
    """The sheets where a plan has no column of status, by which one of monitoring is known: what
    else it would hold stands with the actions."""
    told: dict[Value, _RowOf] = {}
    for row in rows.pop(MONITORING.name):
        told.setdefault(row["ref"], row)
    rows[PROJECT_PLAN.name] = [told[row["ref"]] | row for row in rows[PROJECT_PLAN.name]]
    more = (heading for heading in MONITORING.headings if heading.field not in {"ref", "title"})
    both = replace(PROJECT_PLAN, headings=(*PROJECT_PLAN.headings, *more))
    return tuple(
        both if sheet is PROJECT_PLAN else sheet for sheet in SHEETS if sheet is not MONITORING
    )


def _about(plan: Plan, words: Wording, *, keyed: bool) -> list[tuple[Heading, Value]]:
    known: dict[str, Value] = {
        "partnership": plan.partnership,
        "locality": plan.locality,
        "title": plan.title,
        "period_start": plan.period_start,
        "period_end": plan.period_end,
        "year_starts": MONTHS[plan.year_starts - 1],
        "quarter_basis": BASES[plan.quarter_basis is QuarterBasis.CALENDAR]
        if plan.quarter_said
        else None,
        "lead": words.owner(plan.lead),
        "updated": plan.updated,
    }
    about: list[tuple[Heading, Value]] = [(label, known[label.field]) for label in ABOUT_LABELS]
    if keyed or plan.key != slug(" ".join(filter(None, (plan.partnership, plan.title)))):
        about.append((PLAN_KEY, plan.key))
    return about


# --- Columns ----------------------------------------------------------------------------


def _headings(sheet: Sheet, plan: Plan, rows: Sequence[_RowOf], every: bool) -> tuple[Heading, ...]:
    """The sheet's columns: all, or those that the plan had or has something in."""
    used = {field for row in rows for field, value in row.items() if value not in (None, "")}
    of_actions = sheet.name in {PROJECT_PLAN.name, MONITORING.name}
    headings = []
    for heading in sheet.headings:
        field = _FIELD_OF.get(heading.field, heading.field)
        asked = field in plan.fields_present
        if heading.extra:
            wanted = heading.field in used
        elif every or heading.field in {"ref", "action", "title"} or not of_actions:
            wanted = True
        else:
            wanted = asked or (heading.field in used and field not in _WORKED_OUT)
            wanted = wanted and (heading.field != "support" or heading.field in used)
        if wanted:
            headings.append(heading)
    if sheet.name == IMPACT.name:
        headings += [
            impact_heading(priority.ref, _priority_heading(priority, plan))
            for priority in plan.priorities
            if every or f"impact on {priority.ref}" in used or "impact" in plan.fields_present
        ]
    if sheet.name == PROJECT_PLAN.name:
        others = dict.fromkeys(heading for action in plan.actions for heading in action.other)
        headings += [
            Heading(f"other {heading}", f"{OTHER}{heading}", width=24)
            for heading in others
            if f"other {heading}" in used
        ]
    return tuple(headings)


def _priority_heading(priority: Priority, plan: Plan) -> str:
    """“P1 Children are safe”, or the reference alone where it would not be known in front."""
    refs = refs_of([other.ref for other in plan.priorities])
    long = f"{priority.ref} {priority.title}"[:80]
    return long if priority_in(long, refs) == priority.ref else priority.ref


# --- Rows -------------------------------------------------------------------------------


def _rows(plan: Plan, words: Wording) -> dict[str, list[_RowOf]]:
    """Sheet → its rows, each with a value for every field that has one."""
    return {
        PROJECT_PLAN.name: _keyed(
            plan.actions, _themed([_action(a, plan, words) for a in plan.actions])
        ),
        MONITORING.name: [row for a in plan.actions for row in _monitoring(a, plan, words)],
        IMPACT.name: _impact(plan),
        "Indicator data": _points(plan),
        **{
            name: _keyed(nouns, [row_of(noun, words) for noun in nouns])
            for name, nouns, row_of in _schedules(plan)
        },
    }


def _keyed(nouns: Iterable[Any], rows: list[_RowOf]) -> list[_RowOf]:
    """The rows, with their keys where those would not come out the same again."""
    keys, named = Keys(), list(nouns)
    again = [
        keys.key(str(row.get("name" if "days" in row else "ref") or ""), _words_of(row))
        for row in rows
    ]
    if again != [noun.key for noun in named]:
        for noun, row in zip(named, rows, strict=True):
            row["stable_key"] = noun.key
    return rows


def _themed(rows: list[_RowOf]) -> list[_RowOf]:
    """The rows, a dash for no theme below one: a blank cell there would belong to it."""
    below = False
    for row in rows:
        below = below or bool(row["section"])
        if below and not row["section"]:
            row["section"] = "–"
    return rows


def _words_of(row: _RowOf) -> str:
    return str(row.get("name") or row.get("action") or row.get("title") or row.get("text") or "")


def _action(action: Action, plan: Plan, words: Wording) -> _RowOf:
    owner, support = words.owner_and_support(action.owner, action.seen.get("owner"))
    row: _RowOf = {
        "ref": action.ref,
        "section": action.section,
        "outcomes": joined(action.outcomes),
        "action": action.title,
        "how": action.how,
        "milestones": action.milestones,
        "owner": owner,
        "support": support,
        "start": words.when(action.start),
        "due": words.when(action.due),
        "revised": words.whens(action.revised),
        "effort_days": action.effort_days,
        "resources": action.resources,
        "funding": action.funding,
        "cost": words.money(action.cost) if action.cost else None,
        "measure": action.measure,
        "contract": yes_or_no(action.contract),
        "statutory": yes_or_no(action.statutory),
        "efficiency": yes_or_no(action.efficiency),
        "improvement": yes_or_no(action.improvement),
    }
    for heading, text in action.other.items():
        # A column of outcomes in a plan that lists none is kept as words, and read so again.
        described = heading == "Outcome" and not plan.outcomes and not action.outcomes
        if described and "outcomes" in plan.fields_present:
            row["outcomes"] = text
        else:
            row[f"other {heading}"] = text
    return row


def _monitoring(action: Action, plan: Plan, words: Wording) -> list[_RowOf]:
    """The action's row, and one more for each further note of the same quarter."""
    status, as_written = words.status(action, plan.fields_present)
    rag = RAG_WORDS[action.rag] if action.rag else None
    if "status" not in plan.fields_present and "rag" in plan.fields_present:
        rag = rag or STATUS_WORDS[action.status]  # “Completed” told among colours
    first: _RowOf = {
        "ref": action.ref,
        "title": action.title,
        "status": status,
        "status_words": as_written,
        "rag": rag,
        "percent": None if action.percent is None else Decimal(action.percent) / 100,
        "reason": action.reason,
        "evidence": action.evidence,
    }
    rows = [first]
    for note in action.notes:
        if note.was:
            continue  # the sheet is of the plan's own quarters
        update = f"update {note.update}" if note.update else "notes"
        field = f"q{note.quarter}" if note.quarter else update
        free = next((row for row in rows if field not in row), None)
        if free is None:
            free = {"ref": action.ref, "title": action.title}
            rows.append(free)
        free[field] = note.text
    return rows


def _impact(plan: Plan) -> list[_RowOf]:
    return [
        {
            "ref": action.ref,
            "title": action.title,
            **{f"impact on {ref}": level.capitalize() for ref, level in action.impact.items()},
        }
        for action in plan.actions
        if plan.priorities and (action.impact or "impact" in plan.fields_present)
    ]


def _points(plan: Plan) -> list[_RowOf]:
    # Of indicators that share a reference each is given the values of the first.
    first = {indicator.ref: indicator for indicator in reversed(plan.indicators)}
    return [
        {
            "indicator": ref,
            "date": point.day,
            "value": point.value,
            "kind": _SERIES[point.kind],
        }
        for ref, indicator in reversed(first.items())
        for point in indicator.points
    ]


_Schedule = tuple[str, Sequence[Any], Callable[[Any, Wording], _RowOf]]


def _schedules(plan: Plan) -> list[_Schedule]:
    """Sheet, nouns and what each noun's row holds."""

    def fields(*names: str) -> Callable[[Any], _RowOf]:
        return lambda noun: {name: getattr(noun, name) for name in names}

    def row(
        plain: tuple[str, ...] = (),
        owners: tuple[str, ...] = (),
        whens: tuple[str, ...] = (),
        links: tuple[str, ...] = (),
        more: Callable[[Any, Wording], Mapping[str, Value]] = lambda noun, words: {},
    ) -> Callable[[Any, Wording], _RowOf]:
        def made(noun: Any, words: Wording) -> _RowOf:
            return {
                **fields(*plain)(noun),
                **{name: words.owner(getattr(noun, name), noun.seen.get(name)) for name in owners},
                **{name: words.when(getattr(noun, name)) for name in whens},
                **{name: joined(getattr(noun, name)) for name in links},
                **more(noun, words),
            }

        return made

    return [
        ("Priorities", plan.priorities, row(("ref", "title", "lead"))),
        ("Outcomes", plan.outcomes,
         row(("ref", "title", "partners", "story"), ("senior_lead",), ("target_date",),
             ("priorities",))),
        ("Indicators", plan.indicators,
         row(("ref", "outcome", "title", "unit", "baseline", "target", "source", "frequency"),
             ("owner",), ("baseline_date", "target_date"),
             more=lambda noun, _: {"good_is": _good(noun.good_is)})),
        ("Resources", plan.resources,
         row(("ref", "what", "kind", "status"), ("obtained_by",), ("by", "funded_until"),
             ("actions",), lambda noun, words: {"amount": words.money(noun.amount)})),
        ("Assumptions", plan.assumptions,
         row(("ref", "text"), ("checked_by",), ("last_checked",), ("outcomes",))),
        ("Dependencies", plan.dependencies,
         row(("ref", "action", "needs", "agreed_with"),
             more=lambda noun, _: {"on": noun.on or noun.outside})),
        ("Capacity", plan.capacity,
         row(("name", "days", "note"), more=lambda noun, words: {
             "kind": noun.kind.capitalize(),
             "vacant_since": words.when(noun.vacant_since) or ("Yes" if noun.vacant else None)})),
        ("Risks", plan.risks,
         row(("ref", "text", "likelihood", "impact", "score", "inherent", "mitigation",
              "response", "status"), ("owner",), ("review_by", "last_reviewed"),
             ("actions", "outcomes"), lambda noun, _: {
                 "rating": RAG_WORDS[noun.rag] if noun.rag
                 else noun.level.capitalize() if noun.level else None})),
        ("Projects", plan.projects,
         row(("ref", "title", "funding"), ("lead", "sponsor"), ("start", "end"),
             ("actions", "outcomes"), lambda noun, words: {
                 **words.project_status(noun),
                 "rag": RAG_WORDS[noun.rag] if noun.rag else None,
                 "cost": words.money(noun.cost) if noun.cost else None,
                 "depends_on": joined((*noun.depends_on, *filter(None, (noun.outside,))))})),
        ("Partners", plan.partners,
         row(("name", "brings", "note"), ("contact",), ("signed_on",), ("outcomes",),
             lambda noun, _: {"ref": noun.ref if noun.ref != noun.name else None,
                              "signed_up": yes_or_no(noun.signed_up)})),
    ]  # fmt: skip


def _good(good: GoodIs | None) -> str | None:
    return good.capitalize() if good else None
