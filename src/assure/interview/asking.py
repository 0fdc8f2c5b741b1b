"""``ask_when`` and ``shows``: what is asked and told, by the answers so far and by the plan.

A condition may look at the answers to earlier questions, by question key (a list of entries
counts how many); at the plan as a whole, ``plan.open_actions``; and at what the rules found in
the plan, ``findings.OWN-01``. Only a question that was answered has a value: "don't know" and
"not applicable" count as missing, which makes every test false. So does having no plan at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from assure.conditions.documents import Document
from assure.conditions.evaluate import holds
from assure.conditions.fields import Field, FieldType
from assure.conditions.language import Condition, parse
from assure.conditions.language import fields_of as fields_looked_at
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part
from assure.conditions.wording import value_in_words
from assure.facts.plan import PLAN
from assure.facts.questions import fields_of, values_of
from assure.facts.summaries import PLAN_SUMMARY
from assure.model.answers import Answer
from assure.model.errors import QuestionnaireError
from assure.model.facts import FactValue
from assure.model.questionnaire import Question, Questionnaire
from assure.rules.sentences import filled, placeholders, uncountable

OF_PLAN, OF_FINDINGS = "plan.", "findings."  # no key of a question has a point in it
CODE = re.compile(r"[A-Z][A-Z0-9]*-[0-9]+")

# Where the plan and its summary count the same thing, the plan's own count is meant.
PLAN_FIELDS = {
    OF_PLAN + name: field.model_copy(update={"name": OF_PLAN + name})
    for name, field in {**PLAN_SUMMARY, **PLAN}.items()
}


class _Fields(dict[str, Field]):
    """Fields by name; ``findings.CODE`` of ``codes``, or of any code where these are not known."""

    def __init__(self, fields: Mapping[str, Field], codes: Collection[str] | None) -> None:
        super().__init__(fields)
        self._any_code = codes is None
        for code in codes or ():
            self[OF_FINDINGS + code] = _findings(code)

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or (self._any_code and _code(str(name)) is not None)

    def __missing__(self, name: str) -> Field:
        if (code := _code(name)) is None or not self._any_code:
            raise KeyError(name)
        return _findings(code)


def _code(name: str) -> str | None:
    code = name.removeprefix(OF_FINDINGS)
    return code if code != name and CODE.fullmatch(code) else None


def _findings(code: str) -> Field:
    return Field(
        name=OF_FINDINGS + code,
        type=FieldType.INT,
        unit="findings",
        meaning=f"Findings of {code} in the plan",
        derivation="Counted; missing when no plan is loaded.",
    )


def check_question(
    part: Part, question: Question, questionnaire: Questionnaire, codes: Collection[str] | None
) -> None:
    """Holds ``ask_when`` and ``shows`` of ``question``, written at ``part``, against what they
    may look at. ``codes`` are those of the rules, None where these are not known. Raises the
    document's error with its place.
    """
    if question.ask_when is None and not question.shows:
        return
    fields = _before(question, questionnaire, codes)
    if question.ask_when is not None:
        _condition(part.at("ask_when"), question, fields)
    for item in part.at("shows").items():
        if item.has("when"):
            _condition(item.at("when"), question, fields)
        text = item.at("text")
        try:
            names = placeholders(text.text())
        except ValueError:
            raise text.fault("a brace stands alone; write {field} with both of them.") from None
        for name in names:
            if name not in fields:
                raise text.fault(
                    f"there is no field “{name[:60]}” to show; {did_you_mean(name, fields)}"
                )
        if wrong := uncountable(text.text(), fields):
            raise text.fault(f"this counts by {{{wrong}}}, which is no number.")
        if not names:
            raise text.fault(
                "this shows nothing of the plan; put a {field} in, or say it under “help”."
            )


def _before(
    question: Question, questionnaire: Questionnaire, codes: Collection[str] | None = None
) -> _Fields:
    """What may be looked at when ``question`` comes up."""
    fields = dict(PLAN_FIELDS)
    for earlier in questionnaire.questions():
        if earlier.key == question.key:
            break
        fields.update({field.name: field for field in fields_of(earlier)})
    return _Fields(fields, codes)


def _condition(part: Part, question: Question, fields: Mapping[str, Field]) -> Condition:
    return parse(part, fields, of=f"the questions before {question.key}, or of the plan")


def is_asked(
    question: Question,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    known: Mapping[str, FactValue],
) -> bool:
    """Whether ``question`` is asked now. ``known`` is what the plan tells."""
    if question.ask_when is None:
        return True
    condition = _conditions(_Hashed(questionnaire))[question.key].asked
    return condition is None or holds(condition, _values(questionnaire, answers, known))


def asked_when(question: Question, questionnaire: Questionnaire) -> Condition | None:
    """The condition under which ``question`` is asked; None when it always is."""
    found = _conditions(_Hashed(questionnaire)).get(question.key)
    return found.asked if found else None


def told(
    question: Question,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    known: Mapping[str, FactValue],
) -> tuple[str, ...]:
    """What to tell with ``question``: every line of ``shows`` that is known and holds."""
    if not question.shows:
        return ()
    values = _values(questionnaire, answers, known)
    fields = _before(question, questionnaire)
    lines = []
    conditions = _conditions(_Hashed(questionnaire))[question.key].shown
    for line, condition in zip(question.shows, conditions, strict=True):
        names = placeholders(line.text)
        if any(name not in values for name in names):
            continue  # "none given" would be read as if somebody had looked
        if condition is None or holds(condition, values):
            lines.append(
                filled(
                    line.text,
                    lambda name: value_in_words(values[name], fields[name]),
                    values.__getitem__,
                )
            )
    return tuple(lines)


def looks_at(questionnaire: Questionnaire) -> Iterator[str]:
    """Every field that its conditions and the lines it shows name, some more than once."""
    for question in questionnaire.questions():
        yield from looked_at(question, questionnaire)


def looked_at(question: Question, questionnaire: Questionnaire) -> Iterator[str]:
    """As ``looks_at``, of one question."""
    found = _conditions(_Hashed(questionnaire)).get(question.key)
    for condition in (found.asked, *found.shown) if found else ():
        if condition is not None:
            yield from fields_looked_at(condition)
    for line in question.shows:
        yield from placeholders(line.text)


def _values(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], known: Mapping[str, FactValue]
) -> dict[str, FactValue]:
    values = dict(known)
    for key, answer in answers.items():
        asked = questionnaire.question(key)
        if asked is not None:
            values.update(values_of(asked, answer))
    return values


class _Hashed:
    """A questionnaire told apart by identity: hashing its whole content would cost more."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and other.questionnaire is self.questionnaire


class _Conditions(NamedTuple):
    """Of one question: when it is asked, and when each line of ``shows`` is."""

    asked: Condition | None
    shown: tuple[Condition | None, ...]


@lru_cache(maxsize=8)
def _conditions(hashed: _Hashed) -> dict[str, _Conditions]:
    questionnaire = hashed.questionnaire
    found = {}
    for question in questionnaire.questions():
        if question.ask_when is None and not question.shows:
            continue
        fields = _before(question, questionnaire)
        found[question.key] = _Conditions(
            _stored(question.ask_when, question, questionnaire, fields),
            tuple(_stored(line.when, question, questionnaire, fields) for line in question.shows),
        )
    return found


def _stored(
    when: dict[str, Any] | None,
    question: Question,
    questionnaire: Questionnaire,
    fields: Mapping[str, Field],
) -> Condition | None:
    """A condition of a questionnaire that may come from a frozen review, with no file at hand."""
    if when is None:
        return None
    origin = f"{questionnaire.key}, {question.key}"
    document = Document(origin, dict(when), QuestionnaireError)
    return _condition(Part.whole(document), question, fields)
