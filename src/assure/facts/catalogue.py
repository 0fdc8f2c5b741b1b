"""The catalogue: every subject a rule may look at, and every field it has."""

from __future__ import annotations

from assure.conditions.fields import Catalogue
from assure.facts.actions import ACTION
from assure.facts.answers import ANSWER, AREA, PESTELO_FACTOR, PESTELO_LETTER, SWOT_ENTRY
from assure.facts.assumptions import ASSUMPTION
from assure.facts.confidence import CONFIDENCE_SUMMARY
from assure.facts.dependencies import DEPENDENCY
from assure.facts.history import GONE_ACTION
from assure.facts.indicators import INDICATOR
from assure.facts.load_quarters import OWNER_QUARTER, TEAM_QUARTER
from assure.facts.outcomes import OUTCOME, RESOURCE
from assure.facts.owners import OWNER
from assure.facts.partners import PARTNER
from assure.facts.plan import PLAN
from assure.facts.projects import PROJECT
from assure.facts.promises import PROMISE
from assure.facts.respondents import DISAGREEMENT, EVIDENCE, RESPONDENTS
from assure.facts.risks import RISK
from assure.facts.summaries import OUTCOME_SUMMARY, PLAN_SUMMARY, PRIORITY_SUMMARY

CATALOGUE: Catalogue = {
    "action": ACTION,
    "gone_action": GONE_ACTION,
    "dependency": DEPENDENCY,
    "owner": OWNER,
    "owner_quarter": OWNER_QUARTER,
    "team_quarter": TEAM_QUARTER,
    "resource": RESOURCE,
    "assumption": ASSUMPTION,
    "outcome": OUTCOME,
    "indicator": INDICATOR,
    "risk": RISK,
    "project": PROJECT,
    "partner": PARTNER,
    "plan": PLAN,
    "promise": PROMISE,
    "answer": ANSWER,
    "area": AREA,
    "swot_entry": SWOT_ENTRY,
    "pestelo_factor": PESTELO_FACTOR,
    "pestelo_letter": PESTELO_LETTER,
    "disagreement": DISAGREEMENT,
    "respondents": RESPONDENTS,
    "evidence": EVIDENCE,
    "outcome_summary": OUTCOME_SUMMARY,
    "priority_summary": PRIORITY_SUMMARY,
    "plan_summary": PLAN_SUMMARY,
    "confidence_summary": CONFIDENCE_SUMMARY,
}
