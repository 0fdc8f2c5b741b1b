"""What the officer of an action says is needed, and for how long it has stood so.

It comes from the quarterly update, which keeps it with the quarter that told it: “Q6: A decision
on the lease”.
"""

from __future__ import annotations

import datetime as dt
import re

from assure.facts.build import FactBuilder
from assure.facts.define import number, text
from assure.facts.quarterly import SUPPORT, quarter_due
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.words.text import is_nothing

# Fields of an action; ``actions.ACTION`` takes them over.
NEEDS = (
    text(
        "support_needed",
        "What its officer says is needed",
        "Column “Support needed”, which quarterly updates fill; open actions only.",
    ),
    number(
        "support_quarters",
        "quarters",
        "For how many quarters that has been asked for",
        "The newest quarter whose report may be written, less the one that told it.",
    ),
)

_TOLD_IN = re.compile(r"Q(\d{1,2}): (.+)", re.DOTALL)


def put_needs(fact: FactBuilder, action: Action, plan: Plan, as_of: dt.date) -> None:
    """The fields of ``NEEDS``."""
    words = action.other.get(SUPPORT, "")
    if not action.open or is_nothing(words):
        return
    told = _TOLD_IN.fullmatch(words)
    fact.put("support_needed", told[2] if told else words)
    due = quarter_due(plan, as_of)
    # A plan that has rolled on counts its quarters anew: then this says too little, never too much.
    if told and due is not None and due >= int(told[1]):
        fact.put("support_quarters", due - int(told[1]))
