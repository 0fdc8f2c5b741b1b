"""Facts of an action: what it needs, and whether its money is there."""

from __future__ import annotations

from collections.abc import Iterable

from assure.facts.build import FactBuilder
from assure.facts.define import day, decimal, flag, number, text
from assure.facts.notes import note_seen
from assure.facts.spoken import Spoken
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.model.registers import Resource
from assure.words import funds
from assure.words.text import is_nothing

MEANS_FIELDS = frozenset({"resources", "funding"})

# Fields of an action; ``actions.ACTION`` takes them over.
MEANS = (
    decimal("effort_days", "days", "Officer days for the whole action", "As written."),
    number("resource_lines", "lines", "Lines of the resource schedule", "Lines naming the action."),
    flag(
        "resources_asked",
        "The plan states resources",
        "A column of resources or funding, or a schedule of them, exists.",
    ),
    flag(
        "resources_given",
        "It says what it needs",
        "Cell of resources or funding filled, or a line exists.",
    ),
    flag(
        "lacks_money",
        "The plan itself says that it is not resourced",
        "Words in its cells of resources, funding and cost, its reason or latest note.",
    ),
    text("lack", "The words that say so"),
    flag(
        "doubts_money",
        "Money is named but unsure",
        "Words of doubt in its own cells of resources, funding and cost; in its latest note or "
        "status, words that make it wait for money.",
    ),
    text("doubt", "The words that doubt it"),
    text("resources", "Resources and the source of funding as written"),
    day(
        "funded_until",
        "When the last of its funding ends",
        "Latest stated end among its money in the resource schedule.",
    ),
)


def is_money(resource: Resource) -> bool:
    return resource.kind.casefold().strip() in {"money", "funding", "budget", "cash"} or (
        not resource.kind and resource.amount.pounds is not None
    )


def put_means(
    fact: FactBuilder, action: Action, plan: Plan, resources: list[Resource], now: Spoken
) -> None:
    fact.put("effort_days", action.effort_days, "effort_days")
    fact.put("resource_lines", len(resources))
    asked = bool(MEANS_FIELDS & plan.fields_present) or bool(plan.resources)
    fact.put("resources_asked", asked)
    means = [text for text in (action.resources, action.funding) if not is_nothing(text)]
    fact.put("resources_given", bool(means or resources), "resources", "funding")
    fact.put("resources", "; ".join(means) or action.resources, "resources", "funding")
    lack, cells, places = _lack_of_money(action, resources, now)
    fact.put("lacks_money", bool(lack), *cells, seen=places)
    fact.put("lack", lack, *cells, seen=places)
    # Doubt that stands in the schedule is a finding about that line, not about the action too.
    doubt, cells, places = _doubt_of_money(action, now)
    if any(resource.in_doubt for resource in resources):
        doubt = ""
    fact.put("doubts_money", bool(doubt), *cells, seen=places)
    fact.put("doubt", doubt, *cells, seen=places)
    ends = [
        (resource.funded_until.latest, resource)
        for resource in resources
        if resource.funded_until.latest and is_money(resource)
    ]
    if ends:
        # One grant may follow another: the funding ends with the last of them.
        end, resource = max(ends, key=lambda pair: pair[0])
        place = [resource.seen["funded_until"]] if "funded_until" in resource.seen else []
        fact.put("funded_until", end, seen=place)


def _lack_of_money(
    action: Action, resources: Iterable[Resource], now: Spoken
) -> tuple[str, tuple[str, ...], Iterable[Seen]]:
    """The first text that says the action is not resourced, and where it stands: its own cells,
    its latest note, then its lines of the resource schedule."""
    texts: list[tuple[str, tuple[str, ...], Iterable[Seen]]] = [
        (action.resources, ("resources",), ()),
        (action.funding, ("funding",), ()),
        (action.cost.text if action.cost is not None else "", ("cost",), ()),
        (now.reason, ("reason",), ()),
        (now.note, (), note_seen(action)),
    ]
    for resource in resources:
        texts.append((resource.status, (), _cell(resource, "status")))
        texts.append((resource.amount.text, (), _cell(resource, "amount")))
    for words, cells, places in texts:
        if funds.lacks_money(words):
            return words, cells, places
    return "", ("resources",), ()


def _doubt_of_money(action: Action, now: Spoken) -> tuple[str, tuple[str, ...], Iterable[Seen]]:
    """The first text that doubts the money, and where it stands: its own cells, then how it is
    said to stand, where only words that speak of money itself count."""
    means = [("resources", action.resources), ("funding", action.funding)]
    for cell, words in means:
        if not is_nothing(words) and funds.doubts_money(words):
            return words, (cell,), ()
    if action.cost is not None and action.cost.in_doubt:
        return action.cost.text, ("cost",), ()
    if funds.hangs_on_money(now.note):
        return now.note, (), note_seen(action)
    if funds.hangs_on_money(action.status_text):
        return action.status_text, ("status",), ()
    return "", ("resources", "funding"), ()


def _cell(noun: Action | Resource, field: str) -> tuple[Seen, ...]:
    return (noun.seen[field],) if field in noun.seen else ()
