"""Facts of a project: who leads and sponsors it, its days, what it waits for, what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder, words_of
from assure.facts.circles import circle
from assure.facts.costs import PROJECT_COSTS, put_project_costs, tells_allowances
from assure.facts.deadlines import deadline_seen
from assure.facts.define import day, flag, named, number, one_of, text
from assure.facts.load import same_name
from assure.facts.risks import is_late
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Project
from assure.model.values import CLOSED, OwnerKind, Rag, Status, WhenKind
from assure.words import funds
from assure.words.text import is_nothing

PROJECT = named(
    text("project", "What the project is called"),
    one_of("status", Status, "Where it stands", "As reported; unknown when blank."),
    flag("open", "Still to be done", "Status is neither completed nor cancelled."),
    one_of("rag", Rag, "RAG as the partnership reports it", "As reported."),
    one_of("lead_kind", OwnerKind, "What the cell of its lead holds", "Read from that cell."),
    text("lead", "Its lead as written"),
    flag("lead_asked", "The list says who leads projects", "Any project names a lead."),
    one_of("sponsor_kind", OwnerKind, "What the cell of its sponsor holds", "From that cell."),
    text("sponsor", "Its sponsor as written"),
    flag("sponsor_asked", "The list says who sponsors projects", "Any project names a sponsor."),
    flag("leads_itself", "Lead and sponsor are the same", "Same post or person in both cells."),
    day("start", "When it starts", "First day meant."),
    day("end", "When it ends", "Last day meant."),
    one_of("end_kind", WhenKind, "How its end is written", "Read from that cell."),
    text("end_text", "Its end as written"),
    flag("end_asked", "The list says when projects end", "Any project has an end that is a day."),
    number("days_left", "days", "Days to its end", "End less as-of date, if not past."),
    number("days_late", "days", "How long its end has passed", "As-of date less end, if open."),
    number("needs", "projects", "Projects that it waits for", "References that exist."),
    text("needs_unfinished", "Those of them that are open", "References."),
    number("needs_late", "projects", "Those of them that are open past their end", "Counted."),
    text("needs_late_named", "Which those are", "References."),
    day("needed_end", "When the last of what it waits for ends", "Open ones with a day."),
    text("needed_last", "Which of them that is", "Reference."),
    text("outside", "What it waits for outside the list"),
    flag("in_cycle", "It waits for itself, by way of others", "Followed from each to the next."),
    text("cycle", "The projects of that circle", "References, in order."),
    number("actions", "actions", "Actions of the plan that belong to it", "References that exist."),
    flag("actions_asked", "The list says which actions belong", "Any project names an action."),
    number("open_actions", "actions", "Of those, still open", "Counted."),
    text("open_refs", "Which those are", "References."),
    number("late_actions", "actions", "Of those, open and past their deadline", "Counted."),
    day("last_action_due", "Latest deadline of its open actions", "Last day meant."),
    text("last_action", "Which action that is", "Reference."),
    flag("money_in_doubt", "Its money is unsure or missing", "Words in its cells of money."),
    text("money_words", "The words that say so"),
    number("outcomes", "outcomes", "Outcomes it serves", "Those it names, and its actions'."),
    number(
        "span_days",
        "days",
        "How long it lasts",
        "From the last day its start can mean to its end.",
    ),
    *PROJECT_COSTS,
)


def project_facts(plan: Plan, as_of: dt.date) -> Iterator[Fact]:
    """One fact for each project."""
    missing = OwnerKind.MISSING
    by_ref = {project.ref: project for project in reversed(plan.projects)}
    asked = {
        "lead_asked": any(p.lead.kind is not missing for p in plan.projects),
        "sponsor_asked": any(p.sponsor.kind is not missing for p in plan.projects),
        "end_asked": any(p.end.latest is not None for p in plan.projects),
        "actions_asked": any(p.actions for p in plan.projects),
    }
    allowed = bool(plan.projects) and tells_allowances(plan)
    for project in plan.projects:
        yield project_fact(project, plan, by_ref, asked, as_of, allowed=allowed)


def project_fact(
    project: Project,
    plan: Plan,
    by_ref: Mapping[str, Project],
    asked: Mapping[str, bool],
    as_of: dt.date,
    *,
    allowed: bool,
) -> Fact:
    actions = [action for ref in project.actions if (action := plan.action(ref))]
    outcomes = dict.fromkeys(
        ref
        for refs in (project.outcomes, *(action.outcomes for action in actions))
        for ref in refs
        if plan.outcome(ref)
    )
    fact = FactBuilder(
        "project",
        key=project.key,
        ref=project.ref,
        title=project.title,
        outcomes=outcomes,
        seen=project.seen,
    )
    for name, value in asked.items():
        fact.put(name, value)
    fact.put("project", project.title or project.ref, "title")
    fact.put("status", project.status, "status")
    fact.put("open", is_open(project))
    fact.put("rag", project.rag, "rag")
    for role in ("lead", "sponsor"):
        owner = project.lead if role == "lead" else project.sponsor
        fact.put(f"{role}_kind", owner.kind, role)
        fact.put(role, words_of(project, role, ", ".join(owner.names)), role)
    lead, sponsor = project.lead.name, project.sponsor.name
    if lead and sponsor:
        fact.put("leads_itself", same_name(lead) == same_name(sponsor), "lead", "sponsor")
    _days(fact, project, as_of)
    _needs(fact, project, by_ref, as_of)
    still = [action for action in actions if action.open]
    fact.put("actions", len(actions), "actions")
    fact.put("open_actions", len(still), "actions")
    fact.put("open_refs", listed([action.ref for action in still], "and"), "actions")
    fact.put("late_actions", sum(is_late(action, as_of) for action in still), "actions")
    dated = [(a.deadline.latest, a) for a in still if a.deadline.latest is not None]
    if dated:
        due, last = max(dated, key=lambda pair: pair[0])
        fact.put("last_action_due", due, seen=deadline_seen(last))
        fact.put("last_action", last.ref, "actions")
    words = _doubted_money(project)
    fact.put("money_in_doubt", bool(words), "funding", "cost")
    fact.put("money_words", words, "funding", "cost")
    fact.put("outcomes", len(outcomes), "outcomes", "actions")
    put_project_costs(fact, project, actions, allowed=allowed)
    return fact.fact()


def is_open(project: Project) -> bool:
    return project.status not in CLOSED


def _ended(project: Project, as_of: dt.date) -> bool:
    end = project.end.latest
    return is_open(project) and end is not None and end < as_of


def _days(fact: FactBuilder, project: Project, as_of: dt.date) -> None:
    end = project.end.latest
    fact.put("start", project.start.earliest, "start")
    fact.put("end", end, "end")
    fact.put("end_kind", project.end.kind, "end")
    fact.put("end_text", words_of(project, "end", project.end.text), "end")
    start = project.start.latest
    if start is not None and end is not None and end > start:
        fact.put("span_days", (end - start).days, "start", "end")
    if end is None or not is_open(project):
        return
    late = (as_of - end).days
    fact.put("days_late" if late > 0 else "days_left", abs(late), "end")


def _needs(
    fact: FactBuilder, project: Project, by_ref: Mapping[str, Project], as_of: dt.date
) -> None:
    needed = [by_ref[ref] for ref in project.depends_on if ref in by_ref]
    still = [other for other in needed if is_open(other)]
    late = [other.ref for other in still if _ended(other, as_of)]
    fact.put("needs", len(needed), "depends_on")
    fact.put("needs_unfinished", listed([other.ref for other in still], "and"), "depends_on")
    fact.put("needs_late", len(late), "depends_on")
    fact.put("needs_late_named", listed(late, "and"), "depends_on")
    dated = [(other.end.latest, other) for other in still if other.end.latest is not None]
    if dated:
        end, last = max(dated, key=lambda pair: pair[0])
        fact.put("needed_end", end, seen=[last.seen["end"]] if "end" in last.seen else [])
        fact.put("needed_last", last.ref, "depends_on")
    if not is_nothing(project.outside):
        fact.put("outside", project.outside, "depends_on")
    cycle = circle(project.ref, lambda ref: by_ref[ref].depends_on if ref in by_ref else ())
    fact.put("in_cycle", bool(cycle), "depends_on")
    fact.put("cycle", listed(cycle, "and"), "depends_on")


def _doubted_money(project: Project) -> str:
    """The words of its funding, else of its cost, that doubt or lack the money."""
    cost = words_of(project, "cost", project.cost.text if project.cost else "")
    texts = (project.funding, cost)
    doubted = (t for t in texts if funds.doubts_money(t) or funds.lacks_money(t))
    return next(doubted, "")
