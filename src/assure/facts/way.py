"""How far an action has come from the figure at which it began to the one that it promises."""

from __future__ import annotations

from decimal import Decimal

from assure.facts.build import FactBuilder
from assure.facts.define import number, text
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.values import Status
from assure.words.ways import way_of

# Fields of an action; ``actions.ACTION`` takes them over.
WAY = (
    number(
        "way_percent",
        "%",
        "How much of the way to its own figure has been gone; less than nothing for a step back",
        "“From 48% to 75%” in its wording or measure, and “51%” in its latest note: 11. Of several "
        "such figures the one that has come farthest; where it is open or completed.",
    ),
    text("way_from", "The figure at which it began", "As above."),
    text("way_to", "The figure that it promises", "As above."),
    text("way_at", "The figure that its latest note tells", "As above."),
)


def put_way(fact: FactBuilder, action: Action, note: str, seen: tuple[Seen, ...]) -> None:
    """The fields of ``WAY``; ``note`` is the latest one, ``seen`` its cell."""
    if not note or not (action.open or action.status is Status.COMPLETED):
        return
    way = way_of(f"{action.title}; {action.measure}", note)
    if way is None:
        return
    sign = "%" if way.of_percent else ""
    fact.put("way_percent", way.percent, seen=seen)
    fact.put("way_from", f"{_written(way.begun)}{sign}", "title", "measure")
    fact.put("way_to", f"{_written(way.wanted)}{sign}", "title", "measure")
    fact.put("way_at", f"{_written(way.now)}{sign}", seen=seen)


def _written(figure: Decimal) -> str:
    return f"{figure:,}"
