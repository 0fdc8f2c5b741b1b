"""How a plan as a whole is worded: short forms, papers in place of work, quarters of what year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder
from assure.facts.define import number, text
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.plan import Plan
from assure.model.values import WhenKind
from assure.words.pieces import leaves_paper
from assure.words.short_forms import unexplained

# Fields of the plan; ``plan.PLAN`` takes them over.
LANGUAGE = (
    number(
        "short_forms",
        "short forms",
        "Short forms in capitals that nothing in the plan spells out",
        "Of three letters or more, in what its open actions and outcomes say; not those that every "
        "reader of a council’s papers knows.",
    ),
    text("short_forms_named", "Which those are", "The first six."),
    number(
        "papers",
        "actions",
        "Open actions that leave a paper, a meeting or a group behind",
        "The verb they open with, and what it is done to, from lists.",
    ),
    number("papers_share", "%", "Their share of the open actions", "In %, rounded down."),
    number(
        "quarters_unsaid",
        "actions",
        "Open actions due in a quarter of which it is not said what year it is one of",
        "“Q2” or “Q2 2026”, where neither the file nor whoever read it says whether quarters are "
        "of the financial or of the calendar year, and no date of the plan shows it.",
    ),
    text("quarter_example", "The first of those quarters, as written"),
)
_NAMED = 6


def put_language(fact: FactBuilder, plan: Plan, open_actions: Sequence[Action]) -> None:
    """The fields of ``LANGUAGE``."""
    texts = [(f"{a.title}\n{a.measure}", a.seen.get("title")) for a in open_actions]
    texts.extend((outcome.title, outcome.seen.get("title")) for outcome in plan.outcomes)
    found = unexplained([words for words, _ in texts], _elsewhere(plan))
    places = [seen for number_ in found.values() if (seen := texts[number_][1]) is not None]
    fact.put("short_forms", len(found), seen=places[:3])
    named = [*list(found)[:_NAMED], *(["others"] if len(found) > _NAMED else [])]
    fact.put("short_forms_named", listed(named, "and"), seen=places[:3])
    papers = [action for action in open_actions if leaves_paper(action.title)]
    cells = [action.seen["title"] for action in papers if "title" in action.seen]
    fact.put("papers", len(papers), seen=cells[:3])
    share = len(papers) * 100 // len(open_actions) if open_actions else 0
    fact.put("papers_share", share, seen=cells[:3])
    unsaid = [] if plan.quarter_said else [a for a in open_actions if _in_unsaid_quarter(a)]
    if any(_in_year_of_quarters(action) for action in plan.actions):
        unsaid = []  # "Q3 2026/27" elsewhere shows which year is meant
    due: list[Seen] = [action.seen["due"] for action in unsaid if "due" in action.seen]
    fact.put("quarters_unsaid", len(unsaid), seen=due[:3])
    if unsaid:
        fact.put("quarter_example", unsaid[0].deadline.text, seen=due[:1])


def _elsewhere(plan: Plan) -> Iterator[str]:
    """Other texts in which a short form may be spelled out."""
    yield from (plan.title, plan.partnership)
    for action in plan.actions:
        yield from (action.section, action.how, action.milestones, action.resources)
        yield from (*action.owner.names, *action.owner.support)
    for outcome in plan.outcomes:
        yield from (outcome.story, outcome.partners)
    for partner in plan.partners:
        yield partner.name
    for indicator in plan.indicators:
        yield indicator.title


def _in_unsaid_quarter(action: Action) -> bool:
    assumed = action.deadline.assumed or ""
    if "fin" in action.deadline.text.casefold():
        return False
    return assumed.startswith(("financial quarter", "calendar quarter"))


def _in_year_of_quarters(action: Action) -> bool:
    due = action.due
    return due.kind is WhenKind.QUARTER and due.latest is not None and due.assumed is None
