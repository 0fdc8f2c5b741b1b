"""Facts of one action's dependence on another, or on something outside the plan."""

from __future__ import annotations

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder
from assure.facts.circles import circle
from assure.facts.deadlines import deadline_seen
from assure.facts.define import day, flag, named, text
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.words.text import is_nothing

DEPENDENCY = named(
    text("action", "The action that waits", "Reference of the action."),
    text("needs", "What it waits for", "As written, or else the words of that action or thing."),
    text("on", "The action or thing it depends on"),
    flag("outside", "It depends on something outside the plan", "No action of that reference."),
    flag("open", "The action that waits is open", "Its status."),
    flag("needed_open", "What it waits for is open", "Status of that action."),
    flag("agreed", "Somebody agreed to it", "The “agreed with” cell is filled."),
    flag(
        "agreed_asked",
        "The plan has a place for who agreed to it",
        "It stands on a sheet of dependencies, not in a column beside the actions.",
    ),
    day("due", "Deadline of the action that waits", "Its deadline."),
    day("needed_due", "Deadline of what it waits for", "Deadline of that action."),
    flag(
        "in_circle",
        "What it waits for waits in turn for the action",
        "Along the dependencies of open actions; told on one line of each circle, the first.",
    ),
    text("circle", "The actions of that circle", "References, in order."),
)


def dependency_facts(plan: Plan) -> tuple[Fact, ...]:
    """One fact for each dependency whose waiting action is in the plan."""
    facts = []
    circles = _circles(plan)
    for dependency in plan.dependencies:
        waiting = plan.action(dependency.action)
        if waiting is None:
            continue
        needed = plan.action(dependency.on) if dependency.on else None
        fact = FactBuilder(
            "dependency",
            key=dependency.key,
            ref=dependency.ref,
            title=dependency.needs,
            outcomes=waiting.outcomes,
            seen=dependency.seen,
        )
        fact.put("action", waiting.ref, "action")
        fact.put("on", dependency.on or dependency.outside, "on")
        there = needed.title if needed else dependency.outside
        fact.put("needs", there if is_nothing(dependency.needs) else dependency.needs, "needs")
        fact.put("outside", needed is None, "on")
        fact.put("open", waiting.open)
        fact.put("agreed", not is_nothing(dependency.agreed_with), "agreed_with", "on")
        fact.put("agreed_asked", not dependency.seen or "agreed_with" in dependency.seen)
        fact.put("due", waiting.deadline.latest, seen=deadline_seen(waiting))
        if needed is not None:
            status = [needed.seen["status"]] if "status" in needed.seen else []
            fact.put("needed_open", needed.open, seen=status)
            fact.put("needed_due", needed.deadline.latest, seen=deadline_seen(needed))
        found = circles.get(dependency.key)
        fact.put("in_circle", found is not None, "on")
        fact.put("circle", listed(found or [], "and"), "on")
        facts.append(fact.fact())
    return tuple(facts)


def _circles(plan: Plan) -> dict[str, list[str]]:
    """The references of each circle of open actions, by the key of the first line that shows it."""
    waits: dict[str, list[str]] = {}
    for dependency in plan.dependencies:
        ends = [plan.action(ref) for ref in (dependency.action, dependency.on) if ref]
        if len(ends) == 2 and all(end is not None and end.open for end in ends):
            waits.setdefault(dependency.action, []).append(dependency.on or "")
    told: set[str] = set()
    found = {}
    for dependency in plan.dependencies:
        if dependency.action in told or dependency.action not in waits:
            continue
        refs = circle(dependency.action, lambda ref: waits.get(ref, ()))
        # A circle of one is a slip in the sheet, which intake has told.
        if len(refs) > 1 and dependency.on == refs[1]:
            found[dependency.key] = refs
            told.update(refs)
    return found
