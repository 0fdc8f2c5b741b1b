"""Facts of a risk: how it is scored, who holds it, what is done about it, when it was looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from assure.conditions.wording import listed
from assure.facts.build import FactBuilder, words_of
from assure.facts.define import day, flag, named, number, one_of, text
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Risk, RiskLevel
from assure.model.values import OwnerKind, Rag
from assure.words.risks import is_closed, is_tolerated, only_watches

RISK = named(
    text("risk", "What may happen"),
    flag("open", "It is still a risk", "Its status does not say closed, removed or happened."),
    one_of("owner_kind", OwnerKind, "What the owner cell holds", "Read from the owner cell."),
    text("owner", "The owner as written"),
    flag("owner_asked", "The register says who owns risks", "Any risk names somebody."),
    number("likelihood", "1 to 5", "How likely it is now", "Figure or word of a scale of five."),
    number("impact", "1 to 5", "How hard it would hit", "Figure or word of a scale of five."),
    number("score_given", "points", "Its score as the register gives it", "As written."),
    number("score_computed", "points", "Its score as it works out", "Likelihood times impact."),
    number("score", "points", "The score that counts", "As given, else as it works out."),
    flag(
        "scores_disagree",
        "Its score is not what likelihood and impact make",
        "Score given against likelihood times impact; left out without all three.",
    ),
    number("inherent", "points", "Its score before controls", "As written."),
    one_of("level", RiskLevel, "What the register calls it", "As written, beside the score."),
    one_of("rag", Rag, "Its colour as written", "As written."),
    flag("called_high", "The register itself calls it high", "Level high, or RAG red."),
    text("rated", "How it is rated, in words", "Its score, else its level or colour."),
    text("mitigation", "What is done about it"),
    flag(
        "treated",
        "Something is done about it",
        "A mitigation is written, or it names an action of this plan that is not cancelled.",
    ),
    flag("treatment_asked", "The register says what is done about risks", "Any risk is treated."),
    flag(
        "only_watched",
        "What is done about it is only to watch it",
        "Each word of its mitigation is one of watching, reviewing, meeting or carrying on.",
    ),
    flag("tolerated", "It is accepted as it is", "Response or status says tolerate or accept."),
    day("last_reviewed", "When it was last looked at", "Last day meant."),
    number(
        "days_since_review",
        "days",
        "How long ago it was last looked at",
        "As-of date less that day; left out for a day to come.",
    ),
    number(
        "days_behind_register",
        "days",
        "How much longer ago than the newest review in the register",
        "Latest day reviewed of any open risk less its own.",
    ),
    day("review_by", "When it is to be looked at next", "Last day meant."),
    number("review_days_late", "days", "How long that day has passed", "As-of date less that day."),
    number(
        "reviews_late_share",
        "%",
        "Share of open risks with a next review whose day has passed",
        "In %, rounded down.",
    ),
    number("actions", "actions", "Actions of the plan that treat it", "References that exist."),
    number("open_actions", "actions", "Of those, still open", "Counted."),
    number("late_actions", "actions", "Of those, open and past their deadline", "Counted."),
    text("late_refs", "Which those are", "References."),
    number("outcomes", "outcomes", "Outcomes it bears on", "Those it names, and its actions'."),
    text("outcomes_named", "The outcomes it bears on", "References."),
)


def risk_facts(plan: Plan, as_of: dt.date) -> Iterator[Fact]:
    """One fact for each risk of the register."""
    missing = OwnerKind.MISSING
    owner_asked = any(risk.owner.kind is not missing for risk in plan.risks)
    treatment_asked = any(_treated(risk, treating(risk, plan)) for risk in plan.risks)
    newest = latest_review(plan, as_of)
    late_share = reviews_late_share(plan, as_of)
    for risk in plan.risks:
        actions = treating(risk, plan)
        outcomes = [ref for ref in risk.outcomes if plan.outcome(ref)]
        outcomes += [ref for a in actions for ref in a.outcomes if plan.outcome(ref)]
        outcomes = list(dict.fromkeys(outcomes))
        fact = FactBuilder(
            "risk", key=risk.key, ref=risk.ref, title=risk.text, outcomes=outcomes, seen=risk.seen
        )
        fact.put("risk", risk.text, "text")
        fact.put("open", is_open(risk))
        fact.put("owner_kind", risk.owner.kind, "owner")
        fact.put("owner", words_of(risk, "owner", ", ".join(risk.owner.names)), "owner")
        fact.put("owner_asked", owner_asked)
        _scores(fact, risk)
        fact.put("mitigation", risk.mitigation, "mitigation", "actions")
        fact.put("treated", _treated(risk, actions), "mitigation", "actions")
        fact.put("treatment_asked", treatment_asked)
        fact.put("only_watched", only_watches(risk.mitigation) and not actions, "mitigation")
        accepted = is_tolerated(risk.response) or is_tolerated(risk.status)
        fact.put("tolerated", accepted, "response", "status")
        _reviews(fact, risk, as_of, newest)
        fact.put("reviews_late_share", late_share)
        late = [a for a in actions if is_late(a, as_of)]
        fact.put("actions", len(actions), "actions")
        fact.put("open_actions", sum(action.open for action in actions), "actions")
        fact.put("late_actions", len(late), "actions")
        fact.put("late_refs", listed([action.ref for action in late], "and"), "actions")
        fact.put("outcomes", len(outcomes), "outcomes", "actions")
        fact.put("outcomes_named", listed(outcomes, "and"), "outcomes", "actions")
        yield fact.fact()


def is_open(risk: Risk) -> bool:
    return not is_closed(risk.status)


def is_late(action: Action, as_of: dt.date) -> bool:
    """Whether an action is open past its deadline."""
    due = action.deadline.latest
    return action.open and due is not None and due < as_of


def treating(risk: Risk, plan: Plan) -> list[Action]:
    """The actions that a risk names and that were not cancelled; those too that it named until
    the plan rolled on, as what they did for it is done."""
    found = [plan.action(ref) for ref in risk.actions]
    for year in plan.closed:
        refs = year.let_go.get("risks", {}).get(risk.key, ())
        found += [action for action in year.actions if action.ref in refs]
    return [action for action in found if action is not None and action.status != "cancelled"]


def _treated(risk: Risk, actions: list[Action]) -> bool:
    return bool(risk.mitigation.strip()) or bool(actions)


def latest_review(plan: Plan, as_of: dt.date) -> dt.date | None:
    """The newest day on which any open risk was looked at; days to come are slips."""
    days = (risk.last_reviewed.latest for risk in plan.risks if is_open(risk))
    return max((day for day in days if day is not None and day <= as_of), default=None)


def reviews_late_share(plan: Plan, as_of: dt.date) -> int | None:
    """Of the open risks with a next review, how many in a hundred have missed it."""
    days = [r.review_by.latest for r in plan.risks if is_open(r) and r.review_by.latest]
    return sum(day < as_of for day in days) * 100 // len(days) if days else None


def _scores(fact: FactBuilder, risk: Risk) -> None:
    computed = risk.likelihood * risk.impact if risk.likelihood and risk.impact else None
    fact.put("likelihood", risk.likelihood, "likelihood")
    fact.put("impact", risk.impact, "impact")
    fact.put("score_given", risk.score, "score", "rating")
    fact.put("score_computed", computed, "likelihood", "impact")
    score = risk.score if risk.score is not None else computed
    cells = ("score", "rating") if risk.score is not None else ("likelihood", "impact")
    fact.put("score", score, *cells)
    if risk.score is not None and computed is not None:
        fact.put("scores_disagree", risk.score != computed, "score", "likelihood", "impact")
    fact.put("inherent", risk.inherent, "inherent")
    fact.put("level", risk.level, "rating", "score")
    fact.put("rag", risk.rag, "rating", "score")
    high = risk.level is RiskLevel.HIGH or risk.rag is Rag.RED
    fact.put("called_high", high, "rating", "score")
    rated = f"scored {score}" if score is not None else ""
    if not rated and (risk.level or risk.rag):
        rated = f"rated {(risk.level or risk.rag or '').replace('_', '-')}"
    fact.put("rated", rated, *(cells if score is not None else ("rating", "score")))


def _reviews(fact: FactBuilder, risk: Risk, as_of: dt.date, newest: dt.date | None) -> None:
    last, following = risk.last_reviewed.latest, risk.review_by.latest
    fact.put("last_reviewed", last, "last_reviewed")
    if last is not None and last <= as_of:
        fact.put("days_since_review", (as_of - last).days, "last_reviewed")
        if newest is not None and is_open(risk):
            fact.put("days_behind_register", (newest - last).days, "last_reviewed")
    fact.put("review_by", following, "review_by")
    if following is not None and following < as_of:
        fact.put("review_days_late", (as_of - following).days, "review_by")
