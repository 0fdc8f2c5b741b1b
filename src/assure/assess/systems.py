"""How outcomes hang together: who carries several of them, what serves two, what waits across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from assure.facts.load import OwnerLoad, same_name
from assure.facts.partners import parts_of_partners
from assure.model.actions import Action
from assure.model.links import Carrier, SystemsMap, Tie, TieKind, Wait
from assure.model.plan import Plan

SEVERAL = 2


def systems_map(plan: Plan, loads: Sequence[OwnerLoad], waits: Iterable[Wait]) -> SystemsMap:
    """The ties of open actions alone: what is done ties nobody any more."""
    carriers = _carriers(plan, loads)
    return SystemsMap(
        outcomes=tuple(dict.fromkeys(outcome.ref for outcome in plan.outcomes)),
        carriers=carriers,
        ties=(
            *_heaviest(_carried(plan, carriers)),
            *_heaviest(_waiting(plan, waits)),
            *_heaviest(_shared(plan)),
        ),
    )


def _heaviest(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(ties, key=lambda tie: (-tie.broken, -len(tie.refs)))


# --- Those who carry several outcomes -----------------------------------------------------


def _carriers(plan: Plan, loads: Sequence[OwnerLoad]) -> tuple[Carrier, ...]:
    """Posts and teams by their own actions; partners by those they lead or support. A partner
    that is an owner too is told once, as a partner."""
    found: dict[str, Carrier] = {}
    over = {same_name(load.name) for load in loads if _over(load)}
    for load in loads:
        key = same_name(load.name)
        found[key] = _carrier(plan, load.name, load.kind, load.actions, over=key in over)
    for partner, leads, supports in parts_of_partners(plan):
        key = same_name(partner.name)
        found[key] = _carrier(plan, partner.name, "partner", [*leads, *supports], over=key in over)
    several = (carrier for carrier in found.values() if len(carrier.outcomes) >= SEVERAL)
    return tuple(sorted(several, key=lambda one: (-len(one.outcomes), -len(one.actions), one.name)))


def _carrier(plan: Plan, name: str, kind: str, actions: Iterable[Action], *, over: bool) -> Carrier:
    still = {action.ref: action for action in actions if action.open}
    serves = {ref for action in still.values() for ref in action.outcomes}
    return Carrier(
        name=name,
        kind=kind,
        actions=tuple(dict.fromkeys(a.ref for a in plan.actions if a.ref in still)),
        outcomes=tuple(dict.fromkeys(o.ref for o in plan.outcomes if o.ref in serves)),
        over=over,
    )


def _over(load: OwnerLoad) -> bool:
    return load.agreed is not None and any(load.days(q) > load.agreed for q in load.shares)


# --- Ties ---------------------------------------------------------------------------------


def _carried(plan: Plan, carriers: Iterable[Carrier]) -> Iterator[Tie]:
    for carrier in carriers:
        for outcome in carrier.outcomes:
            refs = [
                ref
                for ref in carrier.actions
                if (action := plan.action(ref)) and outcome in action.outcomes
            ]
            yield Tie(kind=TieKind.CARRIES, start=carrier.name, end=outcome, refs=tuple(refs))


def _shared(plan: Plan) -> Iterator[Tie]:
    """Two outcomes that the same open actions serve, in the order of the plan."""
    order = dict.fromkeys(outcome.ref for outcome in plan.outcomes)
    found: dict[tuple[str, str], dict[str, None]] = {}
    for action in plan.actions:
        if action.open:
            serves = [ref for ref in order if ref in action.outcomes]
            for one, other in combinations(serves, 2):
                found.setdefault((one, other), {})[action.ref] = None
    for (one, other), refs in found.items():
        yield Tie(kind=TieKind.SHARES, start=one, end=other, refs=tuple(refs))


def _waiting(plan: Plan, found: Iterable[Wait]) -> Iterator[Tie]:
    """Outcomes of which one waits for the other: for an action that serves none of its own."""
    ties: dict[tuple[str, str], list[Wait]] = {}
    for wait in found:
        waiting, needed = plan.action(wait.action), plan.action(wait.on) if wait.on else None
        if waiting is None or needed is None or not needed.open:
            continue
        if set(waiting.outcomes) & set(needed.outcomes):
            continue
        for start in waiting.outcomes:
            for end in needed.outcomes:
                if plan.outcome(start) and plan.outcome(end):
                    ties.setdefault((start, end), []).append(wait)
    for (start, end), own in ties.items():
        yield Tie(
            kind=TieKind.WAITS,
            start=start,
            end=end,
            refs=tuple(dict.fromkeys(wait.action for wait in own)),
            broken=sum(wait.state.broken for wait in own),
        )
