"""Risks, projects and partners: how their sheets are known, and headed in the registers that
councils keep."""

from __future__ import annotations

from assure.intake.headings import Words
from assure.intake.part import REF, Part

RISKS = Part(
    "Risks",
    ("Risks", "Risk", "Risk register", "Risks register", "Risk log", "Strategic risks",
     "Key risks", "Partnership risks", "Programme risks", "Project risks", "Joint risks",
     "Corporate risk register", "Strategic risk register", "Partnership risk register",
     "Programme risk register", "Joint risk register", "Risk management", "Risk schedule"),
    {
        "ref": Words((*REF, "risk ref", "risk no", "risk number", "risk id", "risk code")),
        "text": Words(
            ("risk", "risks", "risk description", "description of risk", "risk title",
             "risk name", "the risk", "risk event", "risk identified", "risk statement",
             "what could go wrong", "threat", "risk and effect", "risk description and effect",
             "risk and consequences"),
            ("description", "title", "event"),
        ),
        "likelihood": Words(
            ("likelihood", "current likelihood", "residual likelihood", "net likelihood",
             "likelihood score", "likelihood now", "probability", "likelihood rating",
             "mitigated likelihood", "likelihood after controls", "likelihood l"),
            ("l", "p"),
        ),
        "impact": Words(
            ("impact", "current impact", "residual impact", "net impact", "impact score",
             "impact now", "severity", "impact rating", "mitigated impact",
             "impact after controls", "impact i"),
            ("i", "s"),
        ),
        "score": Words(
            ("score", "risk score", "current score", "current risk score", "residual score",
             "residual risk score", "net score", "net risk score", "mitigated score",
             "overall score", "total score", "score after controls", "risk score now",
             "l x i", "lxi", "likelihood x impact"),
            ("total", "overall"),
        ),
        "inherent": Words(
            ("inherent score", "inherent risk score", "gross score", "gross risk score",
             "original score", "score before controls", "unmitigated score", "initial score",
             "raw score", "uncontrolled score"),
            ("inherent risk", "gross risk"),
        ),
        "rating": Words(
            ("rag", "rag rating", "rag status", "rating", "risk rating", "risk level", "level",
             "current rating", "residual rating", "net rating", "current risk rating",
             "residual risk rating", "current risk level", "risk status rag"),
            ("residual risk", "current risk", "net risk"),
        ),
        "owner": Words(
            ("risk owner", "owner", "lead", "lead officer", "responsible officer",
             "accountable officer", "accountable", "responsible", "who", "risk lead",
             "owned by", "person responsible", "responsible person"),
        ),
        "mitigation": Words(
            ("mitigation", "mitigations", "controls", "mitigating actions", "risk mitigation",
             "mitigating action", "existing controls", "current controls", "control measures",
             "controls in place", "mitigation in place", "mitigating controls", "treatment",
             "risk treatment", "mitigation measures", "management actions", "risk controls",
             "internal controls", "how we manage it", "what we are doing",
             "how will it be managed", "countermeasures", "management of risk",
             "risk management actions"),
        ),
        "actions": Words(
            ("action", "actions", "further actions", "further action", "planned actions",
             "action ref", "actions required", "further actions required", "action plan",
             "linked actions", "treated by action", "actions that treat it",
             "further action required", "treated by", "action required"),
        ),
        "response": Words(
            ("response", "risk response", "treat tolerate transfer terminate", "4ts",
             "four ts", "risk approach", "response type", "risk strategy", "decision"),
        ),
        "last_reviewed": Words(
            ("last reviewed", "last review", "last review date", "date last reviewed",
             "date of last review", "reviewed on", "date reviewed", "last updated", "updated",
             "reviewed", "date of review"),
        ),
        "review_by": Words(
            ("next review", "next review date", "review by", "date of next review",
             "next reviewed", "review due", "review due date", "to be reviewed by"),
        ),
        "review_date": Words(("review date", "review", "review dates")),
        "status": Words(("status", "risk status", "state", "open or closed", "open closed")),
        "outcomes": Words(
            ("outcome", "outcomes", "outcome ref", "linked outcome", "outcome affected",
             "outcomes affected", "bears on", "affects"),
        ),
    },
    frozenset({"text"}),
    frozenset({"text", "likelihood", "impact"}),
)  # fmt: skip
PROJECTS = Part(
    "Projects",
    ("Projects", "Project", "Programme", "Project list", "Project register", "Programme plan",
     "Projects and programmes", "List of projects", "Project portfolio", "Portfolio",
     "Key projects"),
    {
        "ref": Words((*REF, "project ref", "project no", "project number", "project id",
                      "project code")),
        "title": Words(
            ("project", "projects", "project name", "project title", "name of project",
             "scheme", "scheme name"),
            ("title", "name", "description", "workstream"),
        ),
        "lead": Words(
            ("project lead", "project manager", "lead", "lead officer", "owner", "manager",
             "project owner", "led by", "responsible officer", "programme manager"),
        ),
        "sponsor": Words(
            ("sponsor", "project sponsor", "sro", "senior responsible owner",
             "senior responsible officer", "project executive", "executive sponsor",
             "executive", "senior sponsor"),
        ),
        "start": Words(("start", "start date", "starts", "begins", "planned start",
                        "project start")),
        "end": Words(
            ("end", "end date", "ends", "finish", "finish date", "finish by", "due",
             "due date", "completion date", "planned end", "project end", "target date",
             "completion", "planned completion", "forecast end", "deadline"),
        ),
        "status": Words(("status", "project status", "state", "stage status")),
        "rag": Words(("rag", "rag status", "rag rating", "brag", "delivery confidence")),
        "cost": Words(("cost", "budget", "total cost", "estimated cost", "value",
                       "project cost", "project budget", "amount")),
        "funding": Words(
            ("funding", "funding source", "source of funding", "funded by",
             "funding status", "money", "is it funded"),
        ),
        "depends_on": Words(
            ("depends on", "dependent on", "dependencies", "dependency", "depends upon",
             "interdependencies", "needs first", "waits for"),
        ),
        "actions": Words(
            ("actions", "action", "action ref", "action refs", "actions in it",
             "linked actions", "plan actions", "delivers actions"),
        ),
        "outcomes": Words(
            ("outcome", "outcomes", "outcome ref", "linked outcome", "linked outcomes",
             "contributes to outcome", "serves outcome"),
        ),
    },
    frozenset({"title"}),
    frozenset({"title", "lead", "sponsor", "end"}),
)  # fmt: skip
PARTNERS = Part(
    "Partners",
    ("Partners", "Partner", "Signatories", "Partner organisations", "Partner list",
     "Partners and signatories", "Partner commitments", "Partner contributions",
     "Partners to the plan", "List of partners", "Members of the partnership"),
    {
        "ref": Words((*REF, "partner ref", "partner no")),
        "name": Words(
            ("partner", "partners", "organisation", "partner organisation", "partner name",
             "name of partner", "partner body", "organisation name", "agency", "body"),
            ("name", "signatory"),
        ),
        "contact": Words(
            ("contact", "named contact", "lead contact", "representative", "contact officer",
             "lead officer", "lead", "named lead", "contact person", "contact name",
             "partnership contact", "main contact"),
            ("officer", "signatory"),
        ),
        "brings": Words(
            ("brings", "contribution", "contributions", "what it brings", "commitment",
             "commitments", "contributes", "what they bring", "resources committed",
             "what they will bring", "contribution to the plan", "offer", "what it gives",
             "resources", "what they will do"),
        ),
        "signed_up": Words(
            ("signed up", "signed", "signed up?", "agreement signed", "has signed",
             "signed agreement", "signed the agreement", "signed off", "agreed"),
            ("status",),
        ),
        "signed_on": Words(
            ("signed on", "date signed", "signature date", "date of signature",
             "date of signing", "signing date", "date agreed"),
        ),
        "outcomes": Words(
            ("outcome", "outcomes", "outcome ref", "outcomes supported", "supports outcomes",
             "supports outcome", "part in outcomes"),
        ),
        "note": Words(("note", "notes", "comment", "comments")),
    },
    frozenset({"name"}),
    frozenset({"name", "brings", "signed_up"}),
)  # fmt: skip

REGISTERS = (RISKS, PROJECTS, PARTNERS)
