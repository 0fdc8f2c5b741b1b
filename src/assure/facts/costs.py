"""What work costs: against its own forecast, its lines of money, and works of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from assure.conditions.fields import Field
from assure.facts.build import FactBuilder
from assure.facts.define import decimal, flag, number, one_of, text
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.registers import Project, Resource
from assure.model.values import Money
from assure.words.construction import SHORTFALLS, Works, tells_allowance, works
from assure.words.money import parse_money
from assure.words.text import cut

_WORKS: tuple[Field, ...] = (
    decimal("cost", "pounds", "What it costs", "As written, where that settles one amount."),
    one_of("works_kind", Works, "What kind of works it is", "Words of its title."),
    text("works_called", "That kind in words", "As above."),
    number(
        "dearer_least",
        "%",
        "How much dearer than first estimated works of its kind came out at least",
        "From a review of 2002: those whose risks were well in hand.",
    ),
    number("dearer_most", "%", "And those whose risks were not in hand", "From that review."),
    number("longer_least", "%", "How much longer they took at least", "From that review."),
    number("longer_most", "%", "And those whose risks were not in hand", "From that review."),
    flag(
        "allowance_told",
        "Something is said of an allowance for more cost or time",
        "Words such as contingency or optimism bias in its own cells, in a heading of the plan, or "
        "among resources, assumptions and risks.",
    ),
)
# Fields of an action; ``actions.ACTION`` takes them over.
COSTS = (
    *_WORKS,
    decimal(
        "money_lines",
        "pounds",
        "What its lines of money add up to",
        "Lines of the resource schedule that name this action alone; nothing where one of its "
        "money lines serves others too or gives no amount.",
    ),
    number(
        "money_apart",
        "%",
        "How far that sum is from its cost",
        "In % of the cost, rounded down, on either side.",
    ),
    decimal(
        "cost_now",
        "pounds",
        "What it is now expected to cost, or has cost",
        "The highest amount in columns that nothing else was read from, whose heading speaks of "
        "forecast, outturn, actual cost or spend.",
    ),
    text("cost_now_heading", "The heading of that column"),
    number(
        "over_cost",
        "%",
        "How far that is above its cost",
        "In % of the cost, rounded down; nothing beyond five times, where the units will differ.",
    ),
    text(
        "allowance_none",
        "What a column for contingency says, where that is nothing",
        "Nought, nil or none under a heading that speaks of contingency or optimism bias.",
    ),
)
# Fields of a project; ``projects.PROJECT`` takes them over.
PROJECT_COSTS = (
    *_WORKS,
    decimal(
        "actions_cost",
        "pounds",
        "What its actions cost together",
        "Where each of its actions, two or more, gives one amount; cancelled ones left out.",
    ),
)

_COST_NOW = re.compile(
    r"\b(?:(?:forecast|projected|expected|latest|current|actual|revised|final)\b.*"
    r"\b(?:costs?|spend|expenditure|outturn)|outturn|spen[dt](?: to date| so far)?|"
    r"expenditure(?: to date)?|costs? to date)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"£?\s*(?:000|k)\b", re.IGNORECASE)
_LONGEST_HEADING = 80  # characters; what is longer is a sentence
_MOST_OVER = 400  # %; beyond it one amount will be in thousands
_NOUGHT = re.compile(r"£?\s*0+(?:\.0+)?\s*%?|nil|none|no|nothing")


def tells_allowances(plan: Plan) -> bool:
    """Whether the plan speaks anywhere of an allowance for more cost or time."""
    texts: list[str] = [column.heading for column in plan.columns]
    texts.extend(f"{line.what} {line.amount.text} {line.status}" for line in plan.resources)
    texts.extend(assumption.text for assumption in plan.assumptions)
    texts.extend(f"{risk.text} {risk.mitigation}" for risk in plan.risks)
    return any(map(tells_allowance, texts))


def put_costs(
    fact: FactBuilder, action: Action, lines: Iterable[Resource], *, allowed: bool
) -> None:
    """The fields of ``COSTS``; ``lines`` are its money, ``allowed`` as ``tells_allowances``."""
    cost = _pounds(action.cost)
    own = (action.title, action.how, action.resources, action.funding, _words(action.cost))
    if cost is not None:
        put_works(fact, action.title, cost, allowed=allowed or any(map(tells_allowance, own)))
        _put_money_lines(fact, cost, lines)
    if action.other and action.open:
        _put_columns(fact, cost, action.other)


def put_project_costs(
    fact: FactBuilder, project: Project, actions: Iterable[Action], *, allowed: bool
) -> None:
    """The fields of ``PROJECT_COSTS``."""
    own = (project.title, project.funding, _words(project.cost))
    cost = _pounds(project.cost)
    put_works(fact, project.title, cost, allowed=allowed or any(map(tells_allowance, own)))
    costs = [_pounds(action.cost) for action in actions if action.status != "cancelled"]
    told = [each for each in costs if each is not None]
    if len(told) > 1 and len(told) == len(costs):
        fact.put("actions_cost", sum(told, Decimal(0)), "actions")


def put_works(fact: FactBuilder, title: str, cost: Decimal | None, *, allowed: bool) -> None:
    fact.put("cost", cost, "cost")
    kind = works(title)
    if kind is None:
        return
    known = SHORTFALLS[kind]
    fact.put("works_kind", kind, "title")
    fact.put("works_called", known.called, "title")
    fact.put("dearer_least", known.dearer[0], "title")
    fact.put("dearer_most", known.dearer[1], "title")
    if known.longer is not None:
        fact.put("longer_least", known.longer[0], "title")
        fact.put("longer_most", known.longer[1], "title")
    fact.put("allowance_told", allowed, "cost")


def _put_money_lines(fact: FactBuilder, cost: Decimal, lines: Iterable[Resource]) -> None:
    listed = list(lines)
    amounts = [line.amount.pounds for line in listed if len(line.actions) == 1]
    told = [amount for amount in amounts if amount is not None]
    if not listed or len(told) < len(listed) or cost <= 0:
        return
    total = sum(told, Decimal(0))
    places = [line.seen["amount"] for line in listed if "amount" in line.seen]
    fact.put("money_lines", total, seen=places)
    fact.put("money_apart", int(abs(total - cost) * 100 // cost), "cost", seen=places)


def _put_columns(fact: FactBuilder, cost: Decimal | None, columns: Mapping[str, str]) -> None:
    now: list[tuple[Decimal, str]] = []
    for heading, words in columns.items():
        if len(heading) > _LONGEST_HEADING:
            continue
        if tells_allowance(heading) and _is_nought(words):
            fact.put("allowance_none", f"{cut(heading, 60)}: {cut(words, 20)}")
        elif _COST_NOW.search(heading) and not _THOUSANDS.search(heading):
            pounds = parse_money(words).pounds
            if pounds is not None:
                now.append((pounds, heading))
    if now and cost is not None and cost > 0:
        most, heading = max(now)
        over = int((most - cost) * 100 // cost)
        if 0 < over <= _MOST_OVER:
            fact.put("cost_now", most)
            fact.put("cost_now_heading", heading)
            fact.put("over_cost", over, "cost")


def _is_nought(words: str) -> bool:
    return _NOUGHT.fullmatch(words.strip().casefold()) is not None


def _pounds(money: Money | None) -> Decimal | None:
    return money.pounds if money is not None else None


def _words(money: Money | None) -> str:
    return money.text if money is not None else ""
