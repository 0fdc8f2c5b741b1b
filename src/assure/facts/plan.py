"""Facts of the plan as a whole."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter

from assure.conditions.wording import listed
from assure.facts.actions import STATUS_FIELDS
from assure.facts.build import FactBuilder
from assure.facts.deadlines import DATE_FIELDS, deadline_seen
from assure.facts.define import day, flag, named, number, text
from assure.facts.language import LANGUAGE, put_language
from assure.facts.means import MEANS_FIELDS
from assure.facts.pace import pace_of
from assure.facts.partners import unlisted_leaders
from assure.facts.reports import silent_owners
from assure.facts.risks import is_open, latest_review, reviews_late_share
from assure.facts.weight import PLAN_WEIGHT, put_plan_weight
from assure.model.facts import Fact
from assure.model.outcomes import Indicator, PointKind
from assure.model.plan import Plan
from assure.model.values import Rag, When, WhenKind

PLAN = named(
    text("plan", "The plan’s title"),
    number("actions", "actions", "Actions in the plan", "Counted."),
    number("open_actions", "actions", "Open actions", "Counted."),
    flag("owner_asked", "The plan has a place for owners", "An owner column exists."),
    flag("due_asked", "The plan has a place for deadlines", "A date column exists."),
    flag(
        "status_asked",
        "The plan has a place for status or progress",
        "A column of status, RAG, percentage or progress notes exists.",
    ),
    flag("measures_asked", "The plan has a place for measures", "Measure column or indicators."),
    flag(
        "resources_asked",
        "The plan states resources",
        "A column of resources or funding, or a schedule of them, exists.",
    ),
    flag(
        "money_asked",
        "The plan has a place for money",
        "A column of resources, funding or cost, a schedule of resources, or projects with either.",
    ),
    flag("outcomes_asked", "The plan names outcomes", "Outcomes exist, or actions name some."),
    number("outcomes", "outcomes", "Outcomes of the plan", "Counted."),
    number("indicators", "indicators", "Indicators of the plan", "Counted."),
    number("targets", "indicators", "Of those, with a target", "Counted."),
    number(
        "targets_ahead",
        "indicators",
        "Indicators with a target still to be reached",
        "A target whose day is after the as-of date, and a latest value short of it.",
    ),
    number(
        "forecasts",
        "indicators",
        "Of those, with a do-nothing forecast of the partners",
        "Forecast points exist.",
    ),
    number("assumptions", "assumptions", "Assumptions written down", "Counted."),
    number("dependencies", "dependencies", "Dependencies written down", "Counted."),
    number("risks", "risks", "Risks written down", "Lines of a risk register."),
    number("open_risks", "risks", "Of those, not closed", "Counted."),
    flag("risk_register", "The plan comes with a risk register", "It has a line."),
    day("risks_reviewed", "When any open risk was last looked at", "Latest day, not to come."),
    number(
        "days_since_risk_review",
        "days",
        "How long ago any open risk was looked at",
        "As-of date less that day.",
    ),
    number(
        "risk_reviews_late_share",
        "%",
        "Share of open risks with a next review whose day has passed",
        "In %, rounded down.",
    ),
    number("projects", "projects", "Projects listed", "Counted."),
    number("partners", "partners", "Partners listed", "Counted."),
    number(
        "unlisted_leaders",
        "partners",
        "Organisations that own open actions and are not listed as partners",
        "By name; none where no partner is listed.",
    ),
    text("unlisted_named", "Which those are"),
    flag("full_form", "The plan comes with schedules beside its actions", "Outcomes sheet exists."),
    number("dated", "actions", "Open actions whose deadline settles a day", "Counted."),
    day(
        "busiest_day",
        "The day on which most open actions are due",
        "Deadlines from the as-of date on, counted by day; the first of equals.",
    ),
    number("busiest_count", "actions", "Open actions due on that day", "Counted."),
    number("busiest_share", "%", "Their share of the dated open actions", "In %, rounded down."),
    number(
        "year_ends",
        "actions",
        "Open actions due on the last day of a financial year",
        "Deadlines from the as-of date on that are written as a day or a month.",
    ),
    number("year_end_share", "%", "Their share of the dated open actions", "In %, rounded down."),
    number("reported", "actions", "Open actions with a RAG", "Counted."),
    number("green_share", "%", "Share of those reported green", "In %, rounded down."),
    number(
        "reporting_owners",
        "owners",
        "Posts or people who answer alone for work under way",
        "Counted by name, where two quarters or more have progress notes, or the plan was "
        "imported again 60 days later or more.",
    ),
    number(
        "silent_owners",
        "owners",
        "Of those, who has told nothing new of any of it",
        "No progress note in any quarter; or no news in any import after the first.",
    ),
    number("silent_owners_share", "%", "Their share", "In %, rounded down."),
    text("owners_silence", "Over what time nothing new is told, in words", "As silent owners."),
    number("ongoing", "actions", "Open actions with “ongoing” for a date", "Counted."),
    day("updated", "When the plan was last updated", "As written."),
    *LANGUAGE,
    *PLAN_WEIGHT,
)


def busiest(plan: Plan, as_of: dt.date) -> tuple[dt.date | None, int, int]:
    """The day to come on which most open actions are due, how many; and how many have a day."""
    days = [a.deadline.latest for a in plan.actions if a.open and a.deadline.latest is not None]
    coming = Counter(day for day in days if day >= as_of)
    if not coming:
        return None, 0, len(days)
    day_, count = min(coming.items(), key=lambda pair: (-pair[1], pair[0]))
    return day_, count, len(days)


def _at_year_end(due: When, plan: Plan, as_of: dt.date) -> bool:
    """Whether it names a day or a month that ends a financial year; "2026/27" names neither."""
    if due.kind not in {WhenKind.DAY, WhenKind.MONTH} or due.latest is None or due.latest < as_of:
        return False
    last = due.latest
    ends = last.day == monthrange(last.year, last.month)[1]
    return ends and last.month % 12 + 1 == plan.year_starts


def plan_fact(plan: Plan, as_of: dt.date) -> Fact:
    """The one fact of the plan."""
    fact = FactBuilder("plan", key=plan.key, ref="plan", title=plan.title)
    open_actions = [action for action in plan.actions if action.open]
    present = plan.fields_present
    fact.put("plan", plan.title)
    fact.put("actions", len(plan.actions))
    fact.put("open_actions", len(open_actions))
    fact.put("owner_asked", "owner" in present)
    fact.put("due_asked", bool(DATE_FIELDS & present))
    fact.put("status_asked", bool((STATUS_FIELDS | {"notes"}) & present))
    fact.put("measures_asked", "measure" in present or bool(plan.indicators))
    stated = bool(MEANS_FIELDS & present) or bool(plan.resources)
    fact.put("resources_asked", stated)
    of_projects = any(project.funding or project.cost for project in plan.projects)
    fact.put("money_asked", stated or "cost" in present or of_projects)
    fact.put("outcomes_asked", bool(plan.outcomes) or plan.says_what_actions_serve)
    fact.put("outcomes", len(plan.outcomes))
    fact.put("indicators", len(plan.indicators))
    fact.put("targets", sum(indicator.target is not None for indicator in plan.indicators))
    ahead = [i for i in plan.indicators if target_ahead(i, as_of)]
    fact.put("targets_ahead", len(ahead))
    fact.put("forecasts", sum(bool(i.of_kind(PointKind.FORECAST)) for i in ahead))
    fact.put("assumptions", len(plan.assumptions))
    fact.put("dependencies", len(plan.dependencies))
    fact.put("full_form", bool(plan.outcomes))
    _registers(fact, plan, as_of)
    day_, count, dated = busiest(plan, as_of)
    cells = [
        seen
        for a in open_actions
        if day_ and a.deadline.latest == day_
        for seen in deadline_seen(a)
    ]
    fact.put("dated", dated)
    fact.put("busiest_day", day_, seen=cells[:3])
    fact.put("busiest_count", count, seen=cells[:3])
    fact.put("busiest_share", count * 100 // dated if dated else 0)
    at_year_end = [a for a in open_actions if _at_year_end(a.deadline, plan, as_of)]
    cells = [seen for action in at_year_end for seen in deadline_seen(action)]
    fact.put("year_ends", len(at_year_end), seen=cells[:3])
    fact.put("year_end_share", len(at_year_end) * 100 // dated if dated else 0)
    reported = [action for action in open_actions if action.rag is not None]
    green = sum(action.rag is Rag.GREEN for action in reported)
    fact.put("reported", len(reported))
    fact.put("green_share", green * 100 // len(reported) if reported else 0)
    silent, asked, words = silent_owners(plan, as_of)
    fact.put("reporting_owners", asked)
    fact.put("silent_owners", silent)
    fact.put("silent_owners_share", silent * 100 // asked if asked else 0)
    fact.put("owners_silence", words)
    fact.put("ongoing", sum(a.deadline.kind == "ongoing" for a in open_actions))
    fact.put("updated", plan.updated)
    put_language(fact, plan, open_actions)
    put_plan_weight(fact, open_actions)
    return fact.fact()


def target_ahead(indicator: Indicator, as_of: dt.date) -> bool:
    """Whether its target is still to be reached: the day to come, and a value short of it."""
    end, pace = indicator.target_date.latest, pace_of(indicator, as_of)
    if indicator.target is None or end is None or end <= as_of:
        return False
    return pace.now is not None and pace.direction != 0 and not pace.reached


def _registers(fact: FactBuilder, plan: Plan, as_of: dt.date) -> None:
    """What the lists of risks, projects and partners say of the plan as a whole."""
    risks = [risk for risk in plan.risks if is_open(risk)]
    fact.put("risks", len(plan.risks))
    fact.put("open_risks", len(risks))
    fact.put("risk_register", bool(plan.risks))
    last = latest_review(plan, as_of)
    if last is not None:
        places = [
            risk.seen["last_reviewed"]
            for risk in risks
            if risk.last_reviewed.latest == last and "last_reviewed" in risk.seen
        ]
        fact.put("risks_reviewed", last, seen=places[:1])
        fact.put("days_since_risk_review", (as_of - last).days, seen=places[:1])
    late = [r for r in risks if r.review_by.latest is not None and r.review_by.latest < as_of]
    cells = [risk.seen["review_by"] for risk in late if "review_by" in risk.seen]
    fact.put("risk_reviews_late_share", reviews_late_share(plan, as_of), seen=cells[:3])
    fact.put("projects", len(plan.projects))
    fact.put("partners", len(plan.partners))
    unlisted, places = unlisted_leaders(plan)
    fact.put("unlisted_leaders", len(unlisted), seen=places[:3])
    fact.put("unlisted_named", listed(unlisted, "and"), seen=places[:3])
