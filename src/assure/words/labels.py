"""What the fields of an action are called wherever a change of one is told."""

from __future__ import annotations

LABELS = {
    "ref": "reference",
    "title": "wording",
    "section": "section",
    "outcomes": "outcomes",
    "owner": "owner",
    "start": "start",
    "due": "date",
    "revised": "date",
    "status": "status",
    "rag": "RAG",
    "percent": "% complete",
    "notes": "progress",
    "reason": "reason",
    "evidence": "evidence",
    "support": "support needed",
    "how": "how",
    "milestones": "milestones",
    "measure": "measure",
    "effort_days": "effort",
    "resources": "resources",
    "cost": "cost",
    "funding": "funding",
    "impact": "impact",
    "contract": "contract",
    "statutory": "statutory",
    "efficiency": "efficiency",
    "improvement": "in an improvement plan",
    "carried": "carried over into the year from",
}
