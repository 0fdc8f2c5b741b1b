"""When a question is asked, in words for those who hold the sheet in their hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assure.conditions.fields import Field, FieldType
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
from assure.conditions.wording import listed, value_in_words
from assure.model.facts import FactValue
from assure.model.questionnaire import Question, QuestionKind, Questionnaire

OF_FINDINGS = "findings."

_AMOUNTS = {
    Operator.IS: "exactly {}",
    Operator.IS_NOT: "any number but {}",
    Operator.LT: "less than {}",
    Operator.LTE: "at most {}",
    Operator.GT: "more than {}",
    Operator.GTE: "at least {}",
}
_DAYS = {
    Operator.IS: "on {}",
    Operator.IS_NOT: "not on {}",
    Operator.LT: "before {}",
    Operator.LTE: "on or before {}",
    Operator.GT: "after {}",
    Operator.GTE: "on or after {}",
}


def only_if(
    condition: Condition,
    questionnaire: Questionnaire,
    numbers: Mapping[str, int],
    rule_names: Mapping[str, str],
) -> str:
    """``Answer this only if question 3 has at least one entry.``

    ``numbers`` are those of the questions on the sheet, by key; ``rule_names`` those of the rules
    whose findings the condition looks at, by code.
    """
    words = _Words(questionnaire, numbers, rule_names).condition(condition, 0)
    return f"Answer this only if {words}."


@dataclass(frozen=True)
class _Words:
    questionnaire: Questionnaire
    numbers: Mapping[str, int]
    rule_names: Mapping[str, str]

    def condition(self, condition: Condition, depth: int) -> str:
        match condition:
            case All(parts) | Any(parts):
                if len(parts) == 1:
                    return self.condition(parts[0], depth)
                several = [self.condition(part, depth + 1) for part in parts]
                if isinstance(condition, All):
                    joined = ", and ".join(several)
                    return f"both {joined}" if depth and len(several) == 2 else joined
                joined = " or ".join(several)
                return f"either {joined}" if depth or len(several) == 2 else joined
            case Not(part):
                return f"it is not so that {self.condition(part, depth + 1)}"
            case Test():
                return self.test(condition)

    def test(self, test: Test) -> str:
        name = test.field.name
        question = self.questionnaire.question(name)
        if question is not None:
            return self.of_answer(test, question)
        if name.startswith(OF_FINDINGS):
            code = name.removeprefix(OF_FINDINGS)
            rule = self.rule_names.get(code, "").replace("-", " ").replace("_", " ")
            amount = _amount(test, "finding", "findings")
            named = f" ({rule})" if rule else ""
            return f"the check of your plan shows {amount} of {code}{named}"
        holder = self.holder(name)
        if holder is not None:
            return self.of_part(test, holder)
        return f"your plan shows this: {_told(test)}"

    def of_answer(self, test: Test, question: Question) -> str:
        """A test of a whole answer."""
        which = self.which(question)
        if test.operator is Operator.PRESENT:
            given = isinstance(test.right, Literal) and test.right.value
            return f"{which} {'is answered' if given else 'has no answer'}"
        match question.kind:
            case QuestionKind.ENTRIES:
                return f"{which} has {_amount(test, 'entry', 'entries')}"
            case QuestionKind.CHOICES:
                return f"{which} has {_amount(test, 'tick', 'ticks')}"
            case QuestionKind.RANKING:
                return f"what comes first in {which} {_words(test, question)}"
        return f"the answer to {which} {_words(test, question)}"

    def of_part(self, test: Test, question: Question) -> str:
        """A test of one option of several, or of entries that have something in common."""
        rest = test.field.meaning.removeprefix(question.text).strip()
        which = self.which(question)
        if test.field.type is not FieldType.BOOL:
            return f"{which} has {_amount(test, 'entry', 'entries')} of this kind: {rest}"
        ticked = _is_true(test)
        return f"“{rest}” is {'ticked' if ticked else 'not ticked'} in {which}"

    def which(self, question: Question) -> str:
        """``question 3``; one that is not on the sheet is named by its key."""
        return f"question {self.numbers.get(question.key, question.key)}"

    def holder(self, name: str) -> Question | None:
        """The question that gives the field ``name`` as a part of its answer: ``KEY_part``."""
        found = [q for q in self.questionnaire.questions() if name.startswith(f"{q.key}_")]
        return max(found, key=lambda question: len(question.key), default=None)


def _is_true(test: Test) -> bool:
    value = test.right.value if isinstance(test.right, Literal) else True
    return (value is True) == (test.operator in (Operator.IS, Operator.PRESENT))


def _amount(test: Test, one: str, many: str) -> str:
    """``at least one entry``, ``more than 3 ticks``, ``no entries``."""
    match test.operator, test.right:
        case (Operator.GTE, Literal(1)) | (Operator.GT, Literal(0)):
            return f"at least one {one}"
        case (Operator.IS, Literal(0)) | (Operator.LT, Literal(1)) | (Operator.LTE, Literal(0)):
            return f"no {many}"
        case operator, Literal(value) if operator in _AMOUNTS:
            words = _AMOUNTS[operator].format(value_in_words(value, test.field))
            return f"{words} {one if value == 1 else many}"
    return f"{many} as follows: {_words(test, None)}"


def _words(test: Test, question: Question | None) -> str:
    """What a test asks of a value: ``is “Rising” or “Level”``, ``is at least 1``."""

    def said(value: FactValue) -> str:
        for option in question.options if question is not None else ():
            if str(option.value) == str(value):
                label = f"{value} ({option.label})" if isinstance(value, int) else option.label
                return label if isinstance(value, int) else f"“{label}”"
        return value_in_words(value, test.field)

    match test.operator, test.right:
        case Operator.PRESENT, Literal(wanted):
            return "is given" if wanted else "is not given"
        case operator, Literal(bool()):
            return f"is {'yes' if _is_true(test) else 'no'}"
        case operator, Values(values):
            any_of = listed([said(value) for value in values])
            return f"is not {any_of}" if operator is Operator.NOT_IN else f"is {any_of}"
        case (Operator.IS | Operator.IS_NOT) as operator, Literal(value):
            return f"is {'not ' if operator is Operator.IS_NOT else ''}{said(value)}"
        case operator, Literal(value):
            return f"is {_comparison(test.field, operator).format(said(value))}"
        case operator, OtherField(other):
            return f"is {_comparison(test.field, operator).format(f'“{other.meaning}”')}"
    raise AssertionError(test)  # pragma: no cover  a question looks at no threshold


def _comparison(field: Field, operator: Operator) -> str:
    return (_DAYS if field.type is FieldType.DATE else _AMOUNTS)[operator]


def _told(test: Test) -> str:
    """A test of the plan: ``Open actions, at least 1``."""
    words = _words(test, None).removeprefix("is ")
    return f"{test.field.meaning or test.field.label}, {words}"
