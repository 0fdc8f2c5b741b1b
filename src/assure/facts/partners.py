"""Facts of a partner: who speaks for it, whether it has signed, what it leads and brings.

A partner is found in the plan by its name. Names are compared without capitals, punctuation,
"the", and the name of the locality ("Anycity Police" is "police"); nothing else is guessed, so a
partner written in another way counts as not named, and rules that rest on it say so mildly.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, flag, named, number, one_of, text
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Partner
from assure.model.values import OwnerKind
from assure.words.text import plain

PARTNER = named(
    text("partner", "The partner’s name"),
    one_of("contact_kind", OwnerKind, "What the cell of its contact holds", "From that cell."),
    text("contact", "Its contact as written"),
    flag("contact_asked", "The list says who speaks for partners", "Any partner has a contact."),
    flag("signed_up", "It has signed up to the plan", "As written; left out when nothing says."),
    day("signed_on", "When it signed", "Last day meant."),
    text("brings", "What it has agreed to bring"),
    flag("brings_given", "It is written what it brings", "That cell is filled."),
    flag("brings_asked", "The list says what partners bring", "Any partner brings something."),
    number("leads", "actions", "Actions it leads", "Owner cells that name it."),
    number("open_leads", "actions", "Of those, still open", "Counted."),
    text("led", "Which the open ones are", "References."),
    number("supports", "actions", "Actions it supports", "Cells of support that name it."),
    number("open_actions", "actions", "Open actions it leads or supports", "Each once."),
    number("share", "%", "Its share of the plan’s open actions", "Led or supported, in %."),
    number("priorities", "priorities", "Priorities it leads", "Their leads that name it."),
    number(
        "outcomes",
        "outcomes",
        "Outcomes it has a part in",
        "Those it names, and those whose partners name it.",
    ),
    flag("has_part", "The plan gives it something to do", "It leads, supports or serves any."),
)


class _Names:
    """How the names of bodies are compared in one plan."""

    def __init__(self, plan: Plan) -> None:
        self._local = set(re.findall(r"\w+", plain(plan.locality)))

    def same(self, name: str) -> str:
        words = re.findall(r"[\w&]+", plain(name).replace("'", ""))
        kept = [word for word in words if word not in self._local and word != "the"]
        return " ".join(kept or words)

    def known_as(self, partner: Partner) -> set[str]:
        """Its name, its reference, and what stands beside or in brackets of its name."""
        bare, *bracketed = re.split(r"[(\[)\]]", partner.name)
        names = (partner.name, bare, partner.ref, *bracketed)
        return {self.same(name) for name in names if name.strip()}

    def listed_in(self, text: str) -> set[str]:
        """Every body that a cell lists."""
        pieces = re.split(r"[,;/\n]|\band\b", text)
        return {self.same(text), *(self.same(piece) for piece in pieces if piece.strip())}


def parts_of_partners(plan: Plan) -> Iterator[tuple[Partner, list[Action], list[Action]]]:
    """Each partner that is listed, with the actions it leads and those it supports."""
    names = _Names(plan)
    led = [(action, _leaders(action, names)) for action in plan.actions]
    helped = [(action, _helpers(action, names)) for action in plan.actions]
    for partner in plan.partners:
        known = names.known_as(partner)
        leads = [action for action, bodies in led if known & bodies]
        supports = [action for action, bodies in helped if known & bodies]
        yield partner, leads, supports


def partner_facts(plan: Plan, as_of: dt.date) -> Iterator[Fact]:
    """One fact for each partner that is listed."""
    contact_asked = any(p.contact.kind is not OwnerKind.MISSING for p in plan.partners)
    brings_asked = any(partner.brings.strip() for partner in plan.partners)
    open_actions = sum(action.open for action in plan.actions)
    names = _Names(plan)
    in_outcomes = [(outcome.ref, names.listed_in(outcome.partners)) for outcome in plan.outcomes]
    for partner, leads, supports in parts_of_partners(plan):
        known = names.known_as(partner)
        still = {action.key: action for action in (*leads, *supports) if action.open}
        serves = [ref for ref in partner.outcomes if plan.outcome(ref)]
        serves += [ref for ref, bodies in in_outcomes if known & bodies]
        serves = list(dict.fromkeys(serves))
        heads = sum(bool(known & names.listed_in(p.lead)) for p in plan.priorities)
        fact = FactBuilder(
            "partner",
            key=partner.key,
            ref=partner.ref,
            title="" if partner.ref == partner.name else partner.name,
            outcomes=dict.fromkeys(ref for action in leads for ref in action.outcomes),
            seen=partner.seen,
        )
        fact.put("partner", partner.name, "name")
        fact.put("contact_kind", partner.contact.kind, "contact")
        fact.put("contact", words_of(partner, "contact"), "contact")
        fact.put("contact_asked", contact_asked)
        fact.put("signed_up", partner.signed_up, "signed_up")
        signed = partner.signed_on.latest
        fact.put("signed_on", signed if signed and signed <= as_of else None, "signed_on")
        fact.put("brings", partner.brings, "brings")
        fact.put("brings_given", bool(partner.brings.strip()), "brings")
        fact.put("brings_asked", brings_asked)
        still_led = [action for action in leads if action.open]
        fact.put("leads", len(leads), seen=_owner_cells(leads))
        fact.put("open_leads", len(still_led), seen=_owner_cells(still_led))
        fact.put("led", listed([a.ref for a in still_led], "and"), seen=_owner_cells(still_led))
        fact.put("supports", len(supports))
        fact.put("open_actions", len(still))
        fact.put("share", len(still) * 100 // open_actions if open_actions else None)
        fact.put("priorities", heads)
        fact.put("outcomes", len(serves), "outcomes")
        fact.put("has_part", bool(leads or supports or serves or heads), "name")
        yield fact.fact()


def unlisted_leaders(plan: Plan) -> tuple[list[str], list[Seen]]:
    """Bodies that own an open action and have no line among the partners, and where they stand.

    None where the plan lists no partners. Only owners that are organisations count: a post may
    well belong to a body that is listed.
    """
    if not plan.partners:
        return [], []
    names = _Names(plan)
    known = set().union(*(names.known_as(partner) for partner in plan.partners))
    found: dict[str, str] = {}
    cells = []
    for action in plan.actions:
        if not action.open or action.owner.kind is not OwnerKind.ORGANISATION:
            continue
        for name in action.owner.names:
            if names.same(name) not in known:
                found.setdefault(names.same(name), name)
                cells += _owner_cells([action])
    return list(found.values()), cells


def _leaders(action: Action, names: _Names) -> set[str]:
    return {names.same(name) for name in action.owner.names}


def _helpers(action: Action, names: _Names) -> set[str]:
    return set().union(*(names.listed_in(text) for text in action.owner.support))


def _owner_cells(actions: Iterable[Action]) -> list[Seen]:
    return [action.seen["owner"] for action in actions if "owner" in action.seen]
