"""Data quality: how much of what a rating rests on is there, can be read, and is of today.

As docs/ratings.md has it: six shares, each rounded down, and their mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tests.recount import answers as said
from tests.recount import pace
from tests.recount.given import JSON, Given, day, deadline, is_open, percent, questions, status

NOBODY_KNOWS = ("missing", "placeholder", "first_name_or_initials")
CHOSEN = ("scale", "choice", "yes_no", "rag")


def weighed(given: Given, actions: Iterable[JSON]) -> list[JSON]:
    """Open actions, and those completed in the plan's present period."""
    start = given.period_start
    return [
        action
        for action in actions
        if is_open(action)
        or (
            status(action) == "completed"
            and not (start and (due := deadline(action)) and due < start)
        )
    ]


def quality(given: Given, actions: list[JSON], indicators: list[JSON], beside: list[JSON]) -> JSON:
    on_time = [pace.on_time(one, given) for one in indicators]
    owners = [action.get("owner", {}).get("kind", "missing") for action in actions]
    parts = [
        part("owners", [kind not in NOBODY_KNOWS for kind in owners]),
        part("dates", [deadline(action) is not None for action in actions]),
        part("readings", on_time),
        *beside,
    ]
    parts = [one for one in parts if one["of"]]
    shares = [percent(one["good"], one["of"]) for one in parts]
    return {"parts": parts, "percent": sum(shares) // len(shares) if shares else None}


def part(key: str, good: list[bool]) -> JSON:
    return {"key": key, "good": sum(good), "of": len(good)}


def of_answers(given: Given, fresh: Fraction) -> list[JSON]:
    """Of the questionnaires that were begun. ``fresh``: how old evidence may be, in days."""
    asked = []
    for questionnaire in given.review.get("questionnaires", []):
        answers = said.counting(given, questionnaire["key"])
        for question in questions(questionnaire) if answers else []:
            answer = answers.get(question["key"])
            if answer is not None or question.get("ask_when") is None:
                asked.append((question, answer))
    given_to = [(q, a) for q, a in asked if a is not None and said.state(a) == "answered"]
    proven = [a for _, a in given_to if a.get("evidence", "").strip()]
    ages = [(given.as_of - on).days if (on := day(a.get("evidence_date"))) else -1 for a in proven]
    return [
        part("answered", [a is not None and said.state(a) != "dont_know" for _, a in asked]),
        part(
            "evidenced",
            [bool(a.get("evidence", "").strip()) for q, a in given_to if q["kind"] in CHOSEN],
        ),
        part("fresh", [0 <= age <= fresh for age in ages]),
    ]


def priorities(given: Given) -> dict[str, list[str]]:
    """The outcomes that serve each priority, of priorities that any serves."""
    found: dict[str, list[str]] = {}
    for priority in given.list("priorities"):
        serve = [
            o["ref"] for o in given.list("outcomes") if priority["ref"] in o.get("priorities", [])
        ]
        if serve:
            found[priority["ref"]] = serve
    return found


def for_outcomes(given: Given, refs: list[str]) -> JSON:
    """Of one outcome, or of those of a priority: its actions and indicators, each once."""
    actions = [a for a in given.actions if set(refs) & set(a.get("outcomes", []))]
    indicators = [i for i in given.list("indicators") if i.get("outcome") in refs]
    return quality(given, weighed(given, actions), indicators, [])


def every(given: Given, fresh: Fraction) -> list[JSON]:
    """In the order of the ratings: the whole, the outcomes, the priorities."""
    rated = weighed(given, given.actions)
    return [
        quality(given, rated, given.list("indicators"), of_answers(given, fresh)),
        *(for_outcomes(given, [outcome["ref"]]) for outcome in given.list("outcomes")),
        *(for_outcomes(given, refs) for refs in priorities(given).values()),
    ]
