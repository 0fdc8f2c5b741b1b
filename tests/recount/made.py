"""Two reviews made for the tests: a small one that can be worked out by hand, and a large one in
which everything that may differ does. Nobody in them exists."""

from __future__ import annotations

import datetime as dt
from random import Random

from tests.recount.given import JSON

VERBS = (
    *("Build", "Plan", "Fund", "Repair", "Inspect", "Fence", "Light", "Sell", "Map", "Drain"),
    *("Paint", "Clean", "Lease", "Equip", "Survey", "Reopen", "Measure", "Price", "Move", "Name"),
)
TIERS = ("green", "amber_green", "amber_red", "red")
POSTS = ("Head of Housing", "Head of Parks & Leisure", "Transport Manager", "Advice Lead")


def on(day: str, **more: str) -> JSON:
    return {"kind": "day", "earliest": day, "latest": day, **more}


def post(name: str) -> JSON:
    return {"kind": "post", "names": [name]}


def small() -> JSON:
    """Four actions, one post, one indicator: the figures stand in ``test_by_hand.py``."""
    return {
        "key": "small",
        "name": "Small review",
        "kind": "mid-year",
        "as_of": "2026-10-31",
        "plan": {
            "key": "small",
            "title": "Small plan",
            "period_start": "2026-04-01",
            "period_end": "2028-03-31",
            "fields_present": ["action", "due", "owner", "status", "rag", "percent", "effort_days"],
            "outcomes": [{"key": "1", "ref": "1", "title": "Warm homes"}],
            "capacity": [{"key": "h", "name": "Head of Housing", "days": "10"}],
            "actions": [
                {
                    "key": "a",
                    "ref": "1.1",
                    "title": "Insulate 90 homes",
                    "outcomes": ["1"],
                    "owner": post("Head of Housing"),
                    "due": on("2026-09-30"),
                    "status": "delayed",
                    "rag": "red",
                    "percent": 50,
                    "effort_days": "12",
                },
                {
                    "key": "b",
                    "ref": "1.2",
                    "title": "Open an advice line",
                    "outcomes": ["1"],
                    "owner": post("Head of Housing"),
                    "start": on("2026-12-01"),
                    "due": {"kind": "month", "earliest": "2027-01-01", "latest": "2027-01-31"},
                    "status": "in_progress",
                    "rag": "green",
                    "effort_days": "31",
                },
                {
                    "key": "c",
                    "ref": "1.3",
                    "title": "Survey the estate",
                    "outcomes": ["1"],
                    "owner": {"kind": "missing"},
                    "due": {"kind": "ongoing", "text": "Ongoing"},
                    "status": "in_progress",
                },
                {
                    "key": "d",
                    "ref": "1.4",
                    "title": "Write to 400 landlords",
                    "outcomes": ["1"],
                    "owner": post("Advice Lead"),
                    "due": on("2026-06-30"),
                    "status": "completed",
                },
            ],
            "indicators": [
                {
                    "key": "i",
                    "ref": "I1",
                    "title": "Homes that are hard to heat",
                    "outcome": "1",
                    "good_is": "low",
                    "baseline": "500",
                    "baseline_date": on("2025-09-30"),
                    "target": "400",
                    "target_date": on("2027-09-30"),
                    "points": [
                        {"day": "2025-09-30", "value": "500"},
                        {"day": "2026-09-30", "value": "480"},
                        {"day": "2025-09-30", "value": "500", "kind": "path"},
                        {"day": "2027-09-30", "value": "400", "kind": "path"},
                    ],
                }
            ],
        },
    }


def large(demo: JSON) -> JSON:
    """Sixty actions of seven outcomes, told by several people. The questionnaires and the rules
    are those of ``demo``."""
    chance = Random(60)
    return {
        **{name: demo[name] for name in ("questionnaires", "rules", "rulebook")},
        "key": "large",
        "name": "Large review",
        "kind": "annual",
        "as_of": "2027-07-15",
        "board_date": "2027-08-10",
        "plan": _plan(chance),
        "answers": _answers(chance, demo["questionnaires"]),
        "promises": _promises(chance),
    }


def _plan(chance: Random) -> JSON:
    fields = ("action", "owner", "due", "start", "status", "rag", "percent", "effort_days", "notes")
    return {
        "key": "large",
        "title": "Large plan",
        "period_start": "2026-04-01",
        "period_end": "2029-03-31",
        "fields_present": sorted((*fields, "evidence", "reason")),
        "priorities": [
            {"key": f"p{n}", "ref": f"P{n}", "title": f"Priority {n}"} for n in (1, 2, 3)
        ],
        "outcomes": [_outcome(n, chance) for n in range(1, 8)],
        "capacity": [
            {"key": "1", "name": POSTS[0], "days": "12.5"},
            {"key": "2", "name": "head of parks and leisure", "days": "30"},
            {"key": "3", "name": "Events Team", "kind": "Team", "days": "8"},
            {"key": "4", "name": "Data Officer", "vacant": True, "vacant_since": on("2027-01-01")},
        ],
        "actions": [_action(n, chance) for n in range(1, 61)],
        "indicators": [_indicator(n, chance) for n in range(1, 13)],
        "dependencies": [_dependency(n, chance) for n in range(1, 25)],
        "risks": [_risk(n, chance) for n in range(1, 9)],
        "problems": [],
    }


def _outcome(n: int, chance: Random) -> JSON:
    serves = [f"P{k}" for k in (1, 2) if chance.random() < 0.6]
    return {
        "key": str(n),
        "ref": str(n),
        "title": f"Outcome {n}",
        "priorities": serves,
        "target_date": on("2029-03-31") if n % 2 else {},
    }


def _some_day(chance: Random, first: str = "2026-04-01", days: int = 1090) -> str:
    return str(dt.date.fromisoformat(first) + dt.timedelta(chance.randrange(days)))


def _due(chance: Random) -> JSON:
    kind = chance.choice(["day", "day", "day", "month", "quarter", "ongoing", "missing"])
    if kind in ("ongoing", "missing"):
        return {"kind": kind}
    last = _some_day(chance, "2026-01-01")
    # Many things are due when a year ends.
    last = "2028-03-31" if chance.random() < 0.25 else last
    return {"kind": kind, "earliest": last, "latest": last}


def _owner(chance: Random) -> JSON:
    kind = chance.choice(
        ["post", "post", "post", "person", "team", "collective", "missing", "both"]
    )
    if kind == "post":
        return post(chance.choice([*POSTS, "head of parks  and leisure"]))
    if kind == "person":
        return {"kind": "person", "names": ["Officer A"]}
    if kind == "team":
        return {"kind": "collective", "names": ["Events team"]}
    if kind == "both":
        return {"kind": "several", "names": list(POSTS[:2])}
    return {"kind": kind, "names": ["All partners"] if kind == "collective" else []}


def _action(n: int, chance: Random) -> JSON:
    statuses = ["in_progress"] * 4 + ["not_started", "delayed", "completed", "completed"]
    outcomes = sorted({str(chance.randint(1, 6)) for _ in range(chance.randint(0, 2))})
    action: JSON = {
        "key": f"a{n}",
        "ref": _ref(n),
        "title": f"{VERBS[n % len(VERBS)]} {n} playgrounds in the wards that have none",
        "outcomes": outcomes,
        "owner": _owner(chance),
        "due": _due(chance),
        "status": chance.choice([*statuses, "paused", "cancelled", "unknown"]),
        "impact": {"P1": chance.choice(["high", "medium", "none"]), "P3": "low"},
        "notes": [
            {"quarter": quarter, "text": f"Stage {quarter} is done and minuted"}
            for quarter in range(1, 6)
            if chance.random() < 0.7
        ],
    }
    if chance.random() < 0.8:
        action["rag"] = chance.choice(["green", "green", "amber", "amber_red", "red"])
    if chance.random() < 0.6:
        action["percent"] = chance.choice([0, 10, 33, 50, 85, 100])
    if chance.random() < 0.8:
        action["effort_days"] = chance.choice(["5", "7.5", "18", "40", "33.3"])
    if chance.random() < 0.7:
        action["start"] = on(_some_day(chance, "2026-04-01", 500))
    if chance.random() < 0.3:
        action["revised"] = [on(_some_day(chance, "2027-01-01", 900)), {"kind": "vague"}]
    if chance.random() < 0.2:
        action["since"] = "2027-05-02"
    if chance.random() < 0.3:
        action["evidence"] = "Minutes of the board"
    return action


def _indicator(n: int, chance: Random) -> JSON:
    step = chance.choice([91, 91, 30, 365])
    first, value = dt.date(2024, 3, 31), chance.randint(20, 60)
    points = []
    for count in range(chance.choice([0, 2, 5, 9, 14])):
        day = first + dt.timedelta(step * count + chance.randint(0, 5))
        value += chance.randint(-6, 5)
        tenth = chance.choice(["", ".5", ".25"])
        points.append({"day": str(day), "value": f"{max(value, 0)}{tenth}"})
    indicator: JSON = {
        "key": f"i{n}",
        "ref": f"I{n}",
        "title": f"Measure {n}",
        "outcome": str(chance.randint(1, 7)),
        "unit": chance.choice(["%", "per 1,000", ""]),
        "frequency": chance.choice(["Quarterly", "Monthly", "Yearly", ""]),
        "points": points,
    }
    if n % 4:
        indicator["good_is"] = chance.choice(["high", "low"])
    if n % 3:
        indicator["target"] = str(chance.randint(5, 90))
        indicator["target_date"] = on(chance.choice(["2028-03-31", "2027-12-31", "2027-03-31"]))
    if n % 5:
        indicator["baseline"] = str(chance.randint(20, 60))
        indicator["baseline_date"] = on("2024-03-31")
    if n % 2:
        points += [
            {"day": "2024-03-31", "value": "50", "kind": "path"},
            {"day": "2028-03-31", "value": "70.5", "kind": "path"},
        ]
    if n == 6:
        points.append({"day": "2028-03-31", "value": "44", "kind": "forecast"})
    return indicator


def _dependency(n: int, chance: Random) -> JSON:
    one, other = (_ref(chance.randint(1, 60)) for _ in range(2))
    line = {"key": f"d{n}", "ref": f"D{n}", "action": one, "needs": "The list of sites"}
    return line | ({"on": other} if n % 6 else {"outside": "A licence"})


def _ref(n: int) -> str:
    return f"{1 + n % 6}.{n}"


def _risk(n: int, chance: Random) -> JSON:
    return {
        "key": f"r{n}",
        "ref": f"R{n}",
        "text": f"The bid of round {n} fails",
        "likelihood": chance.randint(1, 5),
        "impact": chance.randint(1, 5),
        "score": chance.randint(1, 25),
        "owner": post(chance.choice(POSTS)),
        "last_reviewed": on(_some_day(chance, "2026-06-01", 300)),
        "status": "Open" if n % 4 else "Closed",
        "outcomes": [str(chance.randint(1, 7))],
    }


def _answers(chance: Random, questionnaires: list[JSON]) -> list[JSON]:
    """Three roles answer Progress Assurance; on some questions they have agreed."""
    asked = next(q for q in questionnaires if q["key"] == "progress-assurance")
    result = []
    for section in asked["sections"]:
        for question in section["questions"]:
            if question["kind"] != "scale":
                continue
            for role in ("Police lead", "Health lead", "Locality manager"):
                if chance.random() < 0.6:
                    result.append(_answer(chance, question["key"], role))
            if chance.random() < 0.2:
                result.append({**_answer(chance, question["key"], ""), "moderated": True})
    result.append({**_answer(chance, "H1", "Locality manager"), "value": "amber_red"})
    result.append({**_answer(chance, "H1", "Police lead"), "value": "green"})
    result.append({**_answer(chance, "H2", "Locality manager"), "value": 6})
    for role in ("Locality manager", "Police lead"):
        rows = [
            {"outcome": str(n), "rating": chance.choice(TIERS), "reason": "Few hands"}
            for n in range(1, 8)
            if chance.random() < 0.7
        ]
        result.append({**_answer(chance, "H3", role), "value": rows})
    return result


def _answer(chance: Random, question: str, role: str) -> JSON:
    state = chance.choice(["answered"] * 6 + ["dont_know", "not_applicable"])
    answer: JSON = {
        "questionnaire": "progress-assurance",
        "question": question,
        "respondent": role,
        "given_at": f"2027-05-{chance.randint(1, 12):02}T10:00:00Z",
        "state": "answered" if question.startswith("H") else state,
    }
    if answer["state"] == "answered":
        answer["value"] = chance.randint(0, 3)
        if chance.random() < 0.5:
            answer["evidence"] = "Minutes of the board"
            if chance.random() < 0.7:
                answer["evidence_date"] = _some_day(chance, "2025-06-01", 700)
    else:
        answer["reason"] = "Not looked at"
    return answer


def _promises(chance: Random) -> list[JSON]:
    result = []
    for n in range(12):
        promise: JSON = {
            "key": f"{n:08x}",
            "plan": "large",
            "review": chance.choice(["spring", "autumn", "large"]),
            "question": "Who pays?",
            "answer": "We do.",
            "text": f"A list of {n} sites",
            "who": "Head of Housing",
            "by": _some_day(chance, "2027-03-01", 120),
            "made_at": f"2027-0{chance.randint(1, 4)}-12T09:00:00Z",
        }
        told = chance.choice(["", "", "kept", "broken", "late", "overtaken"])
        if told:
            update = {"state": told, "at": "2027-05-10T09:00:00Z", "words": "Recruiting was frozen"}
            if told == "late":
                update["day"] = _some_day(chance, "2027-05-01", 90)
            promise["updates"] = [update]
        result.append(promise)
    return result
