"""What an outcome rests on: the open risks to it and what the plan takes for granted, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assure.facts.risks import is_open, treating
from assure.model.plan import Plan
from assure.model.registers import Assumption, Risk
from assure.report.formats import clip_short, join, plural, sentence_case, short_date
from assure.report.origins import count

SHOWN = 4  # of each: the register has the others


@dataclass(frozen=True)
class Point:
    """One risk or assumption: its reference, its words, and what the register says of it."""

    ref: str
    text: str
    told: str


@dataclass(frozen=True)
class Points:
    """Those shown, and in words how many more there are; "" when none is."""

    shown: tuple[Point, ...]
    more: str


@dataclass(frozen=True)
class Rests:
    risks: Points
    assumptions: Points


def by_outcome(plan: Plan) -> Mapping[str, Rests]:
    """What each outcome of ``plan`` rests on, by its reference.

    A risk bears on the outcomes that it names and on those of the actions that treat it. The
    highest scores stand first; a risk without one comes last, and says so.
    """
    risks: dict[str, list[Risk]] = {outcome.ref: [] for outcome in plan.outcomes}
    for risk in sorted(filter(is_open, plan.risks), key=_height, reverse=True):
        named = [*risk.outcomes, *(ref for a in treating(risk, plan) for ref in a.outcomes)]
        for ref in dict.fromkeys(named):
            if ref in risks:
                risks[ref].append(risk)
    return {
        ref: Rests(
            _points((_risk(risk) for risk in own), count(own), "open risk"),
            _assumptions([item for item in plan.assumptions if ref in item.outcomes]),
        )
        for ref, own in risks.items()
    }


def _assumptions(own: list[Assumption]) -> Points:
    return _points((_assumption(item) for item in own), count(own), "assumption")


def _points(points: Iterable[Point], count: int, noun: str) -> Points:
    shown = tuple(point for point, _ in zip(points, range(SHOWN), strict=False))
    more = f"{plural(count - SHOWN, f'further {noun}')} in the plan." if count > SHOWN else ""
    return Points(shown, more)


def _height(risk: Risk) -> int:
    """The score as the register gives it, else as it works out; 0 without one."""
    if risk.score is not None:
        return risk.score
    return (risk.likelihood or 0) * (risk.impact or 0)


def _risk(risk: Risk) -> Point:
    if risk.score is not None:
        scored = f"scored {risk.score}"
    elif risk.likelihood is not None and risk.impact is not None:
        scored = f"likelihood {risk.likelihood}, impact {risk.impact}"
    else:
        scored = f"called {risk.level.value}" if risk.level else "not scored"
    done = clip_short(risk.mitigation, 110)
    if not done and risk.actions:
        done = f"Treated by {join(clip_short(ref, 12) for ref in risk.actions[:SHOWN])}"
    owner = clip_short("; ".join(risk.owner.names), 60) or "nobody owns it"
    told = f"{scored}; {owner}. {done or 'Nothing is written that is done about it'}."
    return Point(risk.ref, risk.text, sentence_case(told))


def _assumption(item: Assumption) -> Point:
    checked = item.last_checked.latest
    who = clip_short("; ".join(item.checked_by.names), 60) or "nobody is named to check it"
    when = f"last checked {short_date(checked)}" if checked else "no check is written down"
    return Point(item.ref, item.text, sentence_case(f"{when}; {who}."))
