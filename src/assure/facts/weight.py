"""How much hangs on an action, as the plan itself rates it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assure.facts.build import FactBuilder
from assure.facts.define import number, one_of
from assure.model.actions import Action
from assure.model.registers import RiskLevel
from assure.words.risks import read_level
from assure.words.text import plain

# Fields of an action; ``actions.ACTION`` takes them over.
WEIGHT = (
    one_of(
        "importance",
        RiskLevel,
        "How important the plan calls it",
        "A column that nothing else was read from, headed priority, importance or urgency, where "
        "it holds low, medium or high.",
    ),
    one_of(
        "risk_rating",
        RiskLevel,
        "The risk that the plan gives it",
        "As importance, from a column headed risk, risk rating or risk level.",
    ),
)
# Fields of the plan; ``plan.PLAN`` takes them over.
PLAN_WEIGHT = (
    number(
        "rated_important", "actions", "Open actions with an importance of their own", "Counted."
    ),
    number("high_importance_share", "%", "Share of those called high", "In %, rounded down."),
)

_IMPORTANCE = re.compile(
    r"(?:action )?(?:priority|importance|urgency)(?: (?:level|rating|rank(?:ing)?|status))?"
)
_RISK = re.compile(r"risk(?: (?:level|rating|rank(?:ing)?|category|rag))?")
_LETTERS = {"h": RiskLevel.HIGH, "m": RiskLevel.MEDIUM, "l": RiskLevel.LOW}
_BRACKETS = re.compile(r"\([^)]*\)")


def put_weight(fact: FactBuilder, action: Action) -> None:
    """The fields of ``WEIGHT``."""
    if action.other and action.open:
        fact.put("importance", importance(action))
        fact.put("risk_rating", _level(action, _RISK))


def put_plan_weight(fact: FactBuilder, open_actions: Sequence[Action]) -> None:
    """The fields of ``PLAN_WEIGHT``."""
    rated = [level for action in open_actions if (level := importance(action)) is not None]
    high = sum(level is RiskLevel.HIGH for level in rated)
    fact.put("rated_important", len(rated))
    fact.put("high_importance_share", high * 100 // len(rated) if rated else 0)


def importance(action: Action) -> RiskLevel | None:
    return _level(action, _IMPORTANCE)


@lru_cache(maxsize=64)  # the same few for each action of a plan
def _heading(name: str) -> str:
    """Without a scale in brackets that explains the column: "Priority (High/Medium/Low)"."""
    return plain(_BRACKETS.sub("", name)).strip(" :")


def _level(action: Action, heading: re.Pattern[str]) -> RiskLevel | None:
    for name, words in action.other.items():
        if heading.fullmatch(_heading(name)):
            return read_level(words) or _LETTERS.get(plain(words).strip())
    return None
