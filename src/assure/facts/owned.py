"""Facts of an action: who answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, flag, number, one_of, text
from assure.facts.load import is_vacant, same_name
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.registers import Capacity
from assure.model.values import OwnerKind
from assure.words.owners import parse_owner

# Fields of an action; ``actions.ACTION`` takes them over.
OWNED = (
    one_of("owner_kind", OwnerKind, "What the owner cell holds", "Read from the owner cell."),
    text("owner", "The owner as written"),
    number("owners", "owners", "How many owners the cell names", "Counted from the owner cell."),
    flag(
        "group_among_owners",
        "One of several owners is a group",
        "Of the owners named, at least one is a team, a committee or people in general.",
    ),
    flag("owner_asked", "The plan has a place for owners", "An owner column exists."),
    flag(
        "owner_vacant",
        "The owner’s post is vacant",
        "The capacity sheet marks it vacant, from a day that is not to come.",
    ),
    day("vacant_since", "Since when the owner’s post is vacant", "Capacity sheet."),
)


def put_owner(
    fact: FactBuilder,
    action: Action,
    plan: Plan,
    as_of: dt.date,
    capacity: Mapping[str, Capacity],
) -> None:
    fact.put("owner_kind", action.owner.kind, "owner")
    fact.put("owner", words_of(action, "owner", ", ".join(action.owner.names)), "owner")
    fact.put("owners", len(action.owner.names), "owner")
    several = action.owner.kind is OwnerKind.SEVERAL
    grouped = several and any(
        parse_owner(name).kind is OwnerKind.COLLECTIVE for name in action.owner.names
    )
    fact.put("group_among_owners", grouped, "owner")
    fact.put("owner_asked", "owner" in plan.fields_present)
    post = capacity.get(same_name(action.owner.name)) if action.owner.name else None
    vacant = post is not None and is_vacant(post, as_of)
    place = [post.seen["vacant_since"]] if post and "vacant_since" in post.seen else []
    fact.put("owner_vacant", vacant, "owner", seen=place if vacant else ())
    if post and vacant:
        fact.put("vacant_since", post.vacant_since.latest, seen=place)
