"""The facts of what was answered: scores, areas, lists, evidence, and who stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.recount import answers
from tests.recount.given import (
    JSON,
    Given,
    day,
    number,
    percent,
    questions,
)

Rows = Iterator[tuple[str, JSON]]


def of_progress_answers(given: Given) -> Rows:
    kinds = {q["key"]: q["kind"] for q in questions(given.questionnaire(answers.PROGRESS))}
    for key, answer in answers.counting(given, answers.PROGRESS).items():
        if kinds.get(key) == "scale":
            yield f"{answers.PROGRESS}.{key}", {"score": answers.score(answer)}


def of_areas(given: Given) -> Rows:
    for area in answers.areas(given):
        yield area["key"], {name: value for name, value in area.items() if name != "key"}


def of_swot(given: Given) -> Rows:
    for entry in answers.swot(given):
        text = str(entry["text"]).strip().casefold()
        values = {name: entry[name] for name in ("impact", "certainty")}
        yield f"{entry['box']}.{text}", values


def of_factors(given: Given) -> Rows:
    said = answers.counting(given, "pestelo")
    for letter in answers.LETTERS:
        for row in answers.entries(said.get(letter)):
            key = f"{letter}.{str(row.get('text') or '').strip().casefold()}"
            yield key, {"effect": answers.whole(row.get("effect"))}


def of_letters(given: Given) -> Rows:
    said = answers.counting(given, "pestelo")
    for letter in answers.LETTERS if said else ():
        yield letter, {"entries": len(answers.entries(said.get(letter)))}


def of_evidence(given: Given) -> Rows:
    for one in given.review.get("questionnaires", []):
        yield one["key"], answers.evidence(given, one["key"])


def of_respondents(given: Given) -> Rows:
    for one in answers.answering(given):
        given_to = one["answered"] + one["unknown"] + one["not_applicable"]
        yield (
            one["questionnaire"],
            {
                "respondents": len(one["respondents"]),
                "shared": one["shared"],
                "differing": one["differing"],
                "moderated": one["moderated"],
                "not_moderated": one["not_moderated"],
                "answers": given_to,
                "unknown": one["unknown"],
                "unknown_share": percent(one["unknown"], given_to),
                "not_applicable": one["not_applicable"],
                "not_applicable_share": percent(one["not_applicable"], given_to),
            },
        )


def of_disagreements(given: Given) -> Rows:
    """Each question that several answered, and how far they stand apart."""
    for one in given.review.get("questionnaires", []):
        for key, heard in answers.heard(given, one["key"]).items():
            said = [a.get("value") for a in heard.separate if answers.state(a) == "answered"]
            tiers = [answers.TIERS.index(value) for value in said if value in answers.TIERS]
            points = [Fraction(value) for value in said if answers.whole(value) is not None]
            yield (
                f"{one['key']}.{key}",
                {
                    "respondents": len(heard.separate),
                    **answers.states(heard.separate),
                    "points": max(points) - min(points) if points else None,
                    "tiers": max(tiers) - min(tiers) if tiers else None,
                },
            )


def of_questionnaires(given: Given) -> Iterator[tuple[str, str, JSON]]:
    """What each questionnaire was answered with: numbers, how many were chosen, lines of lists."""
    for one in given.review.get("questionnaires", []):
        subject, said = one["key"].replace("-", "_"), answers.counting(given, one["key"])
        values: JSON = {}
        for question in questions(one):
            answer, key = said.get(question["key"]), question["key"]
            if answer is None or answers.state(answer) != "answered":
                continue
            if question["kind"] in ("scale", "number", "money"):
                values[key] = number(answer.get("value"))
            elif question["kind"] == "choices":
                values[key] = len(answer["value"])
            elif question["kind"] == "entries":
                rows = answers.entries(answer)
                values[key] = len(rows)
                for place, row in enumerate(rows, 1):
                    line = {name: read(row.get(name), field) for name, field in _numbers(question)}
                    about = f"{one['key']} {key} {place}"
                    yield f"{subject}_{key.replace('-', '_')}", about, line
        if said:
            yield subject, one["key"], values


def _numbers(question: JSON) -> list[tuple[str, JSON]]:
    """The fields of an entry that hold a number or a day."""
    kinds = ("scale", "number", "money", "date")
    return [(field["key"], field) for field in question.get("fields", []) if field["kind"] in kinds]


def read(value: Any, field: JSON) -> Any:
    return day(value) if field["kind"] == "date" else number(value)
