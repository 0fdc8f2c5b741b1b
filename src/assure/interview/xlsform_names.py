"""Names that a form gives to questions and options, and ``ask_when`` in the form's own language.

The language is XPath as ODK forms use it; ``${A1}`` is the answer to A1, ``''`` while there is
none. As in our conditions, what has no answer makes every test of it false.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assure.conditions.language import (
    All,
    Any,
    Condition,
    Literal,
    Not,
    Operator,
    OtherField,
    Test,
    Values,
)
from assure.model.facts import FactValue
from assure.model.questionnaire import Question, QuestionKind, Questionnaire

SOME, NONE = "some", "none"  # states of a question of several entries
NO_OPTION = "no.option"  # chosen where none of several fits; no option of ours has a point
_TAKEN = ("data", "meta", "instanceid", "answered_by", "given_on")  # names that forms have already
_SIGNS = {
    Operator.IS: "=",
    Operator.IS_NOT: "!=",
    Operator.LT: "<",
    Operator.LTE: "<=",
    Operator.GT: ">",
    Operator.GTE: ">=",
}
_AMOUNTS = frozenset({QuestionKind.SCALE, QuestionKind.NUMBER, QuestionKind.MONEY})


class Names:
    """Names of which no two are alike, whatever their case. Questions come first: their own keys
    are names."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._taken = set(_TAKEN)
        self.of = {question.key: self.new(question.key) for question in questionnaire.questions()}

    def new(self, wanted: str) -> str:
        """``wanted``, or ``wanted_2`` where that is taken."""
        name, count = wanted, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{wanted}_{count}"
        self._taken.add(name.casefold())
        return name


class CannotBeSaidError(Exception):
    """A form has no words for a condition."""


@dataclass(frozen=True)
class Relevance:
    """``ask_when`` of the questions of one questionnaire. ``states`` names the state of each
    question of several entries."""

    questionnaire: Questionnaire
    names: Names
    states: dict[str, str]

    def said(self, condition: Condition) -> str:
        """The condition in XPath. Raises CannotBeSaidError when it looks at the plan, at what is
        found in it, or into the entries of a list."""
        match condition:
            case All(parts) | Any(parts):
                joint = " and " if isinstance(condition, All) else " or "
                return f"({joint.join(self.said(part) for part in parts)})"
            case Not(part):
                return f"not({self.said(part)})"
            case Test():
                return self._test(condition)

    def _test(self, test: Test) -> str:
        question = self.questionnaire.question(test.field.name)
        if question is None:
            return self._chosen(test)
        given = self._given(question)
        match test.operator, test.right:
            case Operator.PRESENT, Literal(wanted):
                return given if wanted else f"not({given})"
            case Operator.IN, Values(values):
                each = (self._compared(question, Operator.IS, value) for value in values)
                return f"({given} and ({' or '.join(each)}))"
            case Operator.NOT_IN, Values(values):
                each = (self._compared(question, Operator.IS_NOT, value) for value in values)
                return f"({given} and {' and '.join(each)})"
            case operator, Literal(value):
                return f"({given} and {self._compared(question, operator, value)})"
            case operator, OtherField(field):
                other = self.questionnaire.question(field.name)
                kinds = {question.kind, other.kind if other else None}
                if other is None or not (kinds <= _AMOUNTS or kinds == {QuestionKind.DATE}):
                    raise CannotBeSaidError(field.name)
                compared = f"{self._value(question)} {_SIGNS[operator]} {self._value(other)}"
                return f"({given} and {self._given(other)} and {compared})"
        raise CannotBeSaidError(test.field.name)

    def _chosen(self, test: Test) -> str:
        """A test of one of several options, ``KEY_value``."""
        for question in self.questionnaire.questions():
            value = test.field.name.removeprefix(f"{question.key}_")
            values = [option.value for option in question.options]
            if question.kind is not QuestionKind.CHOICES or value not in values:
                continue
            chosen = f"selected({self._ref(question)}, '{value}')"
            match test.operator, test.right:
                case Operator.IS | Operator.IS_NOT, Literal(bool(wanted)):
                    wanted = wanted == (test.operator is Operator.IS)
                    return f"({self._given(question)} and {chosen if wanted else f'not({chosen})'})"
        raise CannotBeSaidError(test.field.name)

    def _compared(self, question: Question, operator: Operator, value: FactValue) -> str:
        return f"{self._value(question)} {_SIGNS[operator]} {_literal(value)}"

    def _ref(self, question: Question) -> str:
        return f"${{{self.names.of[question.key]}}}"

    def _given(self, question: Question) -> str:
        """Whether there is an answer."""
        if question.kind is QuestionKind.ENTRIES:
            state = f"${{{self.states[question.key]}}}"
            return f"({state} = '{SOME}' or {state} = '{NONE}')"
        return f"{self._ref(question)} != ''"

    def _value(self, question: Question) -> str:
        ref = self._ref(question)
        match question.kind:
            case QuestionKind.ENTRIES:
                return f"if(${{{self.states[question.key]}}} = '{SOME}', count({ref}), 0)"
            case QuestionKind.CHOICES:
                return f"if(selected({ref}, '{NO_OPTION}'), 0, count-selected({ref}))"
            case QuestionKind.RANKING:
                return f"selected-at({ref}, 0)"
        return ref


def _literal(value: FactValue) -> str:
    if isinstance(value, bool):
        return "'yes'" if value else "'no'"
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, str):
        return f"'{value}'"  # of an option
    return f"{value:f}" if not isinstance(value, int) else str(value)
