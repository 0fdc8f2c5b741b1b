"""What was answered: who said what, which answer counts, and what it adds up to.

Of each respondent's answers to a question the last stands. What they agreed on counts; else the
only answer there is; else, of several: the lower median of scales, numbers and days; the most
cautious RAG; of a choice what most said; all that anybody chose, or listed; of others the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tests.recount.given import JSON, Given, day, number, questions, rounded

PROGRESS = "progress-assurance"
AREAS = "ABCDEF"
BOXES = ("strengths", "weaknesses", "opportunities", "threats")
LETTERS = (
    *("political", "economic", "social", "technological"),
    *("environmental", "legal", "organisational"),
)
TIERS = ("green", "amber_green", "amber_red", "red")


def state(answer: JSON) -> str:
    return answer.get("state", "answered")


def role(answer: JSON) -> str:
    return " ".join(answer.get("respondent", "").casefold().split())


def entries(answer: JSON | None) -> list[JSON]:
    value = (answer or {}).get("value")
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def means(answer: JSON) -> tuple[str, ...]:
    """The same for answers that say the same: capitals, spaces and order make no difference."""
    if state(answer) != "answered":
        return (state(answer),)
    if entries(answer):
        return tuple(sorted(str(sorted(one.items())) for one in entries(answer)))
    value = answer.get("value")
    text = str(tuple(value)) if isinstance(value, list) else str(value)
    return (" ".join(text.casefold().split()),)


@dataclass
class Heard:
    """What was said to one question."""

    separate: list[JSON]
    agreed: JSON | None = None
    anew: int = 0  # answers given after they agreed, which say something else

    @property
    def differ(self) -> bool:
        return len({means(answer) for answer in self.separate}) > 1

    @property
    def unsettled(self) -> bool:
        return self.differ if self.agreed is None else self.anew > 0


def heard(given: Given, questionnaire: str) -> dict[str, Heard]:
    """By the key of the question."""
    last: dict[tuple[str, str | None], JSON] = {}
    for answer in given.review.get("answers", []):
        if answer["questionnaire"] == questionnaire:
            whose = None if answer.get("moderated") else role(answer)
            last.pop((answer["question"], whose), None)
            last[answer["question"], whose] = answer
    found: dict[str, Heard] = {}
    for (question, whose), answer in last.items():
        one = found.setdefault(question, Heard([]))
        if whose is None:
            one.agreed, one.anew = answer, 0
            continue
        one.separate.append(answer)
        if one.agreed is not None and means(answer) != means(one.agreed):
            one.anew += 1
    return found


def counting(given: Given, questionnaire: str) -> dict[str, JSON]:
    """The answer to each question that counts."""
    kinds = {q["key"]: q["kind"] for q in questions(given.questionnaire(questionnaire))}
    return {
        key: one.agreed or together(one.separate, kinds.get(key, ""))
        for key, one in heard(given, questionnaire).items()
    }


def together(answers: list[JSON], kind: str) -> JSON:
    if len(answers) == 1:
        return answers[0]
    applies = [a for a in answers if state(a) != "not_applicable"]
    known = [a for a in applies if state(a) == "answered"]
    pool = (applies if kind == "scale" else known) or applies or answers
    if kind in ("scale", "number", "money", "date"):
        ordered = sorted(pool, key=_order)
        return _evidenced(ordered[(len(ordered) - 1) // 2], pool)
    if known and kind == "rag":
        tier = max((TIERS.index(a["value"]) for a in known if a.get("value") in TIERS), default=-1)
        worst = next((a for a in known if a.get("value") in TIERS[tier : tier + 1]), known[0])
        return _evidenced(worst, known)
    if known and kind in ("choice", "yes_no"):
        said = Counter(str(a.get("value")) for a in known)
        most = max(enumerate(known), key=lambda one: (said[str(one[1].get("value"))], one[0]))[1]
        return _evidenced(most, known)
    if known and kind == "choices":
        chosen = [option for a in known for option in a["value"]]
        return {**pool[-1], "value": list(dict.fromkeys(chosen))}
    if known and kind == "entries":
        rows = {_first_words(row): row for a in known for row in entries(a)}
        return {**pool[-1], "value": list(rows.values())}
    return pool[-1]


def _evidenced(chosen: JSON, among: list[JSON]) -> JSON:
    """Of those who said the same, the last who told what it rests on."""
    same = [a for a in among if means(a) == means(chosen)]
    return ([a for a in same if a.get("evidence")] or same)[-1]


def _order(answer: JSON) -> tuple[int, Decimal, str]:
    """“Don't know” stands below the lowest score."""
    if state(answer) != "answered":
        return 0, Decimal(0), ""
    try:
        return 1, Decimal(str(answer.get("value"))), ""
    except ArithmeticError:
        return 1, Decimal(0), str(answer.get("value"))


def _first_words(entry: JSON) -> str:
    first = next((value for value in entry.values() if value not in (None, "")), "")
    return " ".join(str(first).casefold().split())


def states(answers: Iterable[JSON]) -> JSON:
    count = Counter(map(state, answers))
    return {
        "answered": count["answered"],
        "unknown": count["dont_know"],
        "not_applicable": count["not_applicable"],
    }


def days(answers: Iterable[JSON]) -> JSON:
    """Of the first and the last of them."""
    given_on = [on for answer in answers if (on := day(answer.get("given_at")))]
    return {"first": min(given_on, default=None), "last": max(given_on, default=None)}


def answering(given: Given) -> list[JSON]:
    """Of each questionnaire that was begun: how many questions, by whom, how far they agree."""
    result = []
    for questionnaire in given.review.get("questionnaires", []):
        asked = {q["key"] for q in questions(questionnaire)}
        every = heard(given, questionnaire["key"])
        said = {key: one for key, one in every.items() if key in asked}
        if not said:
            continue
        count = counting(given, questionnaire["key"])
        separate = [answer for one in said.values() for answer in one.separate]
        agreed = [one.agreed for one in said.values() if one.agreed is not None]
        roles = {role(answer): answer.get("respondent", "") for answer in reversed(separate)}
        respondents = []
        for key in dict.fromkeys(map(role, separate)):
            own = [answer for answer in separate if role(answer) == key]
            respondents.append({"role": roles[key], **states(own), **days(own)})
        result.append(
            {
                "questionnaire": questionnaire["key"],
                "questions": len(asked),
                **states(count[key] for key in said),
                "respondents": respondents,
                "shared": sum(len(one.separate) > 1 for one in said.values()),
                "differing": sum(one.differ for one in said.values()),
                "moderated": len(agreed),
                "not_moderated": sum(one.unsettled for one in said.values()),
                **days([*separate, *agreed]),
            }
        )
    return result


def score(answer: JSON) -> int | None:
    """0 to 3: “don't know” is 0, and what does not apply has none."""
    if state(answer) == "dont_know":
        return 0
    value = answer.get("value")
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if state(answer) == "answered" and whole else None


def mean(scores: list[int]) -> Fraction | None:
    """To a tenth, halves up."""
    return rounded(Fraction(sum(scores), len(scores)), 1) if scores else None


def areas(given: Given) -> list[JSON]:
    """The six areas of Progress Assurance, those that have an answer: over the questions that are
    scored."""
    answers = counting(given, PROGRESS)
    asked = questions(given.questionnaire(PROGRESS))
    scored = [question["key"] for question in asked if question["kind"] == "scale"]
    result = []
    for area in AREAS:
        keys = [key for key in scored if key[0] == area]
        own = [answers[key] for key in keys if key in answers]
        if own:
            scores = [value for answer in own if (value := score(answer)) is not None]
            result.append(
                {
                    "key": area,
                    "average": mean(scores),
                    **states(own),
                    "questions": len(keys),
                    "lowest": min(scores, default=None),
                }
            )
    return result


def whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def swot(given: Given) -> list[JSON]:
    answers = counting(given, "swot")
    return [
        {
            "box": box,
            "text": row.get("text") or "",
            "impact": whole(row.get("impact")),
            "certainty": whole(row.get("certainty")),
        }
        for box in BOXES
        for row in entries(answers.get(box))
    ]


def pestelo(given: Given) -> list[JSON]:
    answers = counting(given, "pestelo")
    return [
        {"letter": letter, "effect": whole(row.get("effect"))}
        for letter in LETTERS
        for row in entries(answers.get(letter))
    ]


def judgements(given: Given) -> list[JSON]:
    """How sure the reviewer is of 10, and how many differ and have not agreed."""
    answers, said = counting(given, PROGRESS), heard(given, PROGRESS)
    result: list[JSON] = []
    closing = answers.get("H1")
    if closing and state(closing) == "answered" and closing.get("value") in TIERS:
        sure = answers.get("H2", {}).get("value")
        apart = len(said["H1"].separate) if said["H1"].unsettled else 0
        result.append({"ref": "plan", "confidence": whole(sure), "apart": apart})
    for row in entries(answers.get("H3")):
        ref = str(row.get("outcome") or "").strip()
        if ref and row.get("rating") in TIERS:
            rated = [
                other.get("rating")
                for answer in said["H3"].separate
                for other in entries(answer)
                if other.get("outcome") == ref
            ]
            apart = len(rated) if said["H3"].unsettled and len(set(rated)) > 1 else 0
            result.append({"ref": ref, "apart": apart})
    return result


def evidence(given: Given, questionnaire: str) -> JSON:
    """How much of what was answered is evidenced, and how old the evidence is."""
    count = [a for a in counting(given, questionnaire).values() if state(a) == "answered"]
    proven = [a for a in count if a.get("evidence", "").strip()]
    on = [when for a in proven if (when := day(a.get("evidence_date")))]
    ages = sorted((given.as_of - when).days for when in on if when <= given.as_of)
    undated = len(proven) - len(on)
    return {
        "answered": len(count),
        "evidenced": len(proven),
        "dated": len(ages),
        "undated": undated,
        "ahead": len(on) - len(ages),
        "undated_share": undated * 100 // len(proven) if proven else None,
        "oldest": ages[-1] if ages else None,
        "half_older": ages[len(ages) // 2] if ages else None,
    }


def spreads(given: Given) -> list[JSON]:
    """Where two or more respondents stand on delivery, from the least confident: of tiers 1 for
    red to 4 for green, of a statement 1 to 10."""
    outcomes = [outcome["ref"] for outcome in given.list("outcomes")]
    said = heard(given, PROGRESS)
    named = [
        str(row.get("outcome") or "").strip() for a in _separate(said, "H3") for row in entries(a)
    ]
    found = [_spread(given, PROGRESS, "H1")]
    for ref in dict.fromkeys([*outcomes, *filter(None, named)]):
        found.append(_spread(given, PROGRESS, "H3", ref))
    delivery = "delivery-confidence"
    found.append(_spread(given, delivery, "C6"))
    found += [_spread(given, delivery, f"C{n}", highest=10) for n in range(1, 6)]
    return [one for one in found if len(one["views"]) > 1]


def _separate(said: dict[str, Heard], question: str) -> list[JSON]:
    return said[question].separate if question in said else []


def _spread(
    given: Given, questionnaire: str, question: str, ref: str = "", highest: int = 4
) -> JSON:
    said = heard(given, questionnaire)
    counts = counting(given, questionnaire).get(question, {"state": "dont_know"})

    def place(answer: JSON) -> Fraction | None:
        if state(answer) != "answered":
            return None
        value = answer.get("value")
        if ref:
            rows = [row for row in entries(answer) if str(row.get("outcome") or "").strip() == ref]
            value = rows[-1].get("rating") if rows else None
        if highest == 4:
            return Fraction(4 - TIERS.index(value)) if value in TIERS else None
        at = None if isinstance(value, bool | str | list) else number(value)
        return at if at is not None and 1 <= at <= highest else None

    separate = _separate(said, question)
    at = sorted(stands for answer in separate if (stands := place(answer)) is not None)
    return {
        "questionnaire": questionnaire,
        "question": question,
        "ref": ref,
        "lowest": 1,
        "highest": highest,
        "views": [{"place": one} for one in at],
        "unknown": sum(state(answer) == "dont_know" for answer in separate),
        "counts": place(counts),
    }
