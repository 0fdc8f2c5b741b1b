"""Facts of delivery confidence: what five strands say of how likely delivery is.

The strands are plan quality, Progress Assurance, capacity, risk and progress. Each gives raw
figures; which of them are serious is left to the rules. A strand of which nothing is known gives
no figure and is counted as such, so that silence never reads as good news.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.conditions.wording import listed
from assure.facts.answers import AREAS
from assure.facts.bearing import by_outcome
from assure.facts.build import FactBuilder
from assure.facts.define import decimal, named, number, one_of, text
from assure.facts.risks import is_late, is_open, treating
from assure.facts.summaries import share, weighed
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.findings import Finding, Severity
from assure.model.measures import AreaScore, Load, Measures, Trajectory
from assure.model.plan import Plan
from assure.model.ratings import Rating, RatingLevel
from assure.model.registers import Risk
from assure.model.values import Status

RATED = [level for level in RatingLevel if level is not RatingLevel.NOT_RATED]
# Verdicts on an indicator with a target and enough history to say whether it will be reached.
JUDGED = frozenset({"on_course", "close", "too_slow", "wrong_way", "reached"})
OFF = frozenset({"too_slow", "wrong_way"})

CONFIDENCE_SUMMARY = named(
    number(
        "strands_unknown",
        "strands",
        "Strands of which nothing is known",
        "Of plan quality, Progress Assurance (the whole only), capacity, risks and progress.",
    ),
    text("not_known", "Which those are", "By name."),
    one_of("plan_quality", RATED, "Plan quality", "As rated from the findings."),
    number("data_quality", "%", "Data quality", "Mean of the shares it is made of."),
    number(
        "measures",
        "indicators",
        "Indicators of which it can be said whether they will reach their target",
        "Those with a value, a dated target and a year of history, or the target reached.",
    ),
    number("off", "indicators", "Of those, too slow or going the wrong way", "By their pace."),
    number("off_share", "%", "Their share", "Rounded down."),
    number("wrong", "indicators", "Of those, going the wrong way", "Pace of the last year."),
    number("wrong_share", "%", "Their share", "Rounded down."),
    number("open_actions", "actions", "Open actions", "Counted; left out with those overdue."),
    number(
        "overdue",
        "actions",
        "Open actions past their deadline",
        "Counted; left out where the plan reports no status of any action.",
    ),
    number(
        "weighed",
        "actions",
        "Actions that their share is of",
        "Open ones, and those completed in the plan’s present period; left out with them.",
    ),
    number("overdue_share", "%", "Their share of those", "Rounded down."),
    decimal(
        "weakest",
        "0 to 3",
        "Lowest mean score of an area of Progress Assurance",
        "Of areas with half of their questions answered; known with half of the areas.",
    ),
    text("weakest_area", "Which area that is", "Its title."),
    number(
        "most_asked",
        "%",
        "What the busiest quarter asks of those with agreed days, in % of what they agreed",
        "Days of all of them together, rounded down.",
    ),
    text("busiest", "Which quarter that is", "In words."),
    number("risks", "risks", "Open risks in the register", "Of an outcome: that bear on it."),
    number("risks_high", "findings", "High findings about risks", "Counted."),
    number("outcomes", "outcomes", "Outcomes of which something is proposed", "The whole only."),
    number("outcomes_doubtful", "outcomes", "Of those, proposed amber-red or red", "Counted."),
    number("outcomes_doubtful_share", "%", "Their share", "Rounded down."),
)


@dataclass(frozen=True)
class Basis:
    """What the strands of one outcome, or of the whole, rest on."""

    actions: Sequence[Action]
    weighed: Sequence[Action]
    loads: Sequence[Load]
    risks: Sequence[Risk]  # open ones
    findings: Sequence[Finding]  # that count
    trajectories: Sequence[Trajectory]


class Strands:
    """The strands of a judged plan, sorted by outcome once, however many outcomes there are."""

    def __init__(
        self, plan: Plan, as_of: dt.date, findings: Iterable[Finding], measures: Measures
    ) -> None:
        self.as_of, self.areas, self.register = as_of, measures.areas, bool(plan.risks)
        counted = [finding for finding in findings if finding.counts]
        risks = [risk for risk in plan.risks if is_open(risk)]
        self.whole = Basis(
            plan.actions,
            weighed(plan, plan.actions),
            measures.loads,
            risks,
            counted,
            measures.trajectories,
        )
        self._actions, self._findings = by_outcome(plan.actions), by_outcome(counted)
        self._weighed = by_outcome(self.whole.weighed)
        self._loads = by_outcome(measures.loads)
        self._risks: defaultdict[str, list[Risk]] = defaultdict(list)
        for risk in risks:
            refs = [*risk.outcomes, *(ref for a in treating(risk, plan) for ref in a.outcomes)]
            for ref in dict.fromkeys(refs):
                self._risks[ref].append(risk)
        self._trajectories: defaultdict[str, list[Trajectory]] = defaultdict(list)
        for trajectory in measures.trajectories:
            self._trajectories[trajectory.outcome or ""].append(trajectory)

    def of(self, outcome: str) -> Basis:
        """What the strands of an outcome rest on, by its reference."""
        return Basis(
            self._actions[outcome],
            self._weighed[outcome],
            self._loads[outcome],
            self._risks[outcome],
            self._findings[outcome],
            self._trajectories[outcome],
        )

    def summary(self, rating: Rating, proposed: Iterable[RatingLevel] = ()) -> Fact:
        """The one fact of what ``rating`` rates: an outcome, or the whole.

        ``proposed`` is what rules propose for the outcomes, which the whole is judged by.
        """
        whole = rating.subject == "plan"
        basis = self.whole if whole else self.of(rating.ref)
        fact = FactBuilder(
            "confidence_summary",
            key=rating.ref,
            ref=rating.ref,
            title=rating.title,
            outcomes=[] if whole else [rating.ref],
        )
        is_known = {
            "plan quality": _put_quality(fact, rating),
            "Progress Assurance": _put_areas(fact, self.areas) if whole else True,
            "capacity": _put_load(fact, basis.loads),
            "risks": self.register and _put_risks(fact, basis),
            "progress": any(
                [_put_pace(fact, basis.trajectories), _put_overdue(fact, basis, self.as_of)]
            ),
        }
        not_known = [strand for strand, known in is_known.items() if not known]
        fact.put("strands_unknown", len(not_known))
        fact.put("not_known", listed(not_known, "and"))
        levels = [level for level in proposed if level is not RatingLevel.NOT_RATED]
        if whole and levels:
            doubtful = sum(level.rank >= RatingLevel.AMBER_RED.rank for level in levels)
            fact.put("outcomes", len(levels))
            fact.put("outcomes_doubtful", doubtful)
            fact.put("outcomes_doubtful_share", share(doubtful, len(levels)))
        return fact.fact()


# Each puts the figures of one strand, and says whether anything is known of it.


def _put_quality(fact: FactBuilder, rating: Rating) -> bool:
    fact.put("data_quality", rating.data.percent)
    if rating.level is RatingLevel.NOT_RATED:
        return False
    fact.put("plan_quality", rating.level)
    return True


def _put_areas(fact: FactBuilder, areas: Iterable[AreaScore]) -> bool:
    """Of areas of which half the questions have an answer; known with half of the areas."""
    scored = [
        (area.average, area)
        for area in areas
        if area.average is not None
        and 2 * (area.answered + area.unknown + area.not_applicable) >= area.questions
    ]
    if not scored:
        return False
    average, weakest = min(scored, key=lambda pair: pair[0])
    fact.put("weakest", average)
    fact.put("weakest_area", weakest.title)
    return 2 * len(scored) >= len(AREAS)


def _put_load(fact: FactBuilder, loads: Sequence[Load]) -> bool:
    """The busiest quarter of those who have agreed days, all of them together."""
    agreed = sum((load.agreed for load in loads if load.agreed is not None), Decimal(0))
    known = [load for load in loads if load.agreed is not None]
    if not agreed:
        return False
    quarters = zip(*(load.quarters for load in known), strict=True)
    totals = [(sum((one.days for one in same), Decimal(0)), same[0].label) for same in quarters]
    days, label = max(totals, key=lambda pair: pair[0])
    fact.put("most_asked", int(days * 100 / agreed))
    fact.put("busiest", label)
    return True


def _put_risks(fact: FactBuilder, basis: Basis) -> bool:
    high = [f for f in basis.findings if f.subject == "risk" and f.severity is Severity.HIGH]
    fact.put("risks", len(basis.risks))
    fact.put("risks_high", len(high))
    return True


def _put_pace(fact: FactBuilder, trajectories: Iterable[Trajectory]) -> bool:
    verdicts = [t.verdict for t in trajectories if t.verdict in JUDGED]
    if not verdicts:
        return False
    off = sum(verdict in OFF for verdict in verdicts)
    wrong = verdicts.count("wrong_way")
    fact.put("measures", len(verdicts))
    fact.put("off", off)
    fact.put("off_share", share(off, len(verdicts)))
    fact.put("wrong", wrong)
    fact.put("wrong_share", share(wrong, len(verdicts)))
    return True


def _put_overdue(fact: FactBuilder, basis: Basis, as_of: dt.date) -> bool:
    """Without any status nobody knows what is done, and an old date proves no delay."""
    if all(action.status is Status.UNKNOWN for action in basis.actions):
        return False
    still = [action for action in basis.actions if action.open]
    late = sum(is_late(action, as_of) for action in still)
    fact.put("open_actions", len(still))
    fact.put("weighed", len(basis.weighed))
    fact.put("overdue", late)
    fact.put("overdue_share", share(late, len(basis.weighed)))
    return True
