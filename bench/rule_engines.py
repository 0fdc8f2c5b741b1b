"""The same rules for four engines. Each says which rules fire on which facts, as a set of pairs."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from assure.conditions.language import Literal, Operator
from assure.model.facts import Fact, FactValue
from assure.rules.engine import EngineMatcher
from assure.rules.normal import Absent, Atom, Compare, Present, normal_form
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import Rule

# clipspy and zen-engine are installed here and nowhere else.
sys.path.append(str(Path(__file__).resolve().parent.parent / ".bench"))

Pairs = set[tuple[str, int]]
CHUNK = 500

SIGNS = {
    Operator.IS: "=",
    Operator.IS_NOT: "!=",
    Operator.LT: "<",
    Operator.LTE: "<=",
    Operator.GT: ">",
    Operator.GTE: ">=",
}


class Contender(Protocol):
    def match(self, facts: Sequence[Fact]) -> Pairs: ...


class Ours:
    """durable-rules as assure uses it: rules are compiled when they are first matched."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._matcher = EngineMatcher()

    def match(self, facts: Sequence[Fact]) -> Pairs:
        return self._matcher.match(self._rules, facts, {})

    @property
    def remembered(self) -> int:
        """How many different actions the engine has been asked about."""
        return sum(compiled.remembered for compiled in self._matcher._kept.values())


class Plain:
    """The reference evaluator, in Python."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules

    def match(self, facts: Sequence[Fact]) -> Pairs:
        return PlainMatcher().match(self._rules, facts, {})


def number_or_word(value: FactValue) -> Any:
    return value.toordinal() if isinstance(value, dt.date) else value


class Clips:
    """clipspy: one template, a rule for each conjunction, facts loaded as text by chunks."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        import clips

        self._environment = clips.Environment()
        self._found: Pairs = set()
        names = sorted({name for rule in rules for name in fields(rule)})
        slots = " ".join(f"(slot {name} (default nil))" for name in names)
        self._environment.build(f"(deftemplate action (slot number) {slots})")
        self._names = names
        self._environment.define_function(self._fired, name="fired")
        for rule in rules:
            for way, conjunction in enumerate(normal_form(rule.when)):
                self._environment.build(
                    f"(defrule {rule.code}-{way} (action (number ?number) {_slots(conjunction)}) "
                    f"=> (fired {rule.code} ?number))"
                )

    def _fired(self, code: str, number: int) -> None:
        self._found.add((str(code), number))

    def match(self, facts: Sequence[Fact]) -> Pairs:
        self._found = set()
        for start in range(0, len(facts), CHUNK):
            lines = []
            for number, fact in enumerate(facts[start : start + CHUNK], start):
                slots = " ".join(
                    f"({name} {_clips(fact.values[name])})"
                    for name in self._names
                    if name in fact.values
                )
                lines.append(f"(action (number {number}) {slots})")
            self._environment.reset()
            self._environment.load_facts("\n".join(lines))
            self._environment.run()
        self._environment.reset()
        return self._found


def fields(rule: Rule) -> Iterable[str]:
    for conjunction in normal_form(rule.when):
        for atom in conjunction:
            yield atom.field
            if isinstance(atom, Compare) and isinstance(atom.right, str):
                yield atom.right


def _clips(value: FactValue) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(number_or_word(value))


def _slots(conjunction: Iterable[Atom]) -> str:
    """The constraints of each slot; of two fields compared, the later one is tested."""
    slots: dict[str, list[str]] = {}
    compared: list[tuple[str, str]] = []
    for atom in conjunction:
        tests = slots.setdefault(atom.field, [f"?{atom.field}"])
        match atom:
            case Present():
                tests.insert(1, "~nil")
            case Absent():
                tests.append("nil")
            case Compare(field, operator, Literal(value)):
                tests.append(f":({_sign(operator)} ?{field} {_clips(value)})")
            case Compare(field, operator, str(other)):
                compared.append((max(field, other), f":({_sign(operator)} ?{field} ?{other})"))
    for name, test in compared:
        slots[name].append(test)
    return " ".join(f"({name} {'&'.join(tests)})" for name, tests in sorted(slots.items()))


def _sign(operator: Operator) -> str:
    return {Operator.IS: "eq", Operator.IS_NOT: "neq"}.get(operator, SIGNS[operator])


class Zen:
    """zen-engine: all rules in one compiled expression, so that a fact crosses over once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        import zen

        self._codes = [rule.code for rule in rules]
        self._names = sorted({name for rule in rules for name in fields(rule)})
        whole = ", ".join(_zen_rule(rule) for rule in rules)
        self._expression = zen.compile_expression(f"[{whole}]")

    def match(self, facts: Sequence[Fact]) -> Pairs:
        found: Pairs = set()
        for number, fact in enumerate(facts):
            context = {
                name: number_or_word(fact.values[name]) if name in fact.values else None
                for name in self._names
            }
            fired = self._expression.evaluate(context)
            found.update(
                (code, number) for code, fires in zip(self._codes, fired, strict=True) if fires
            )
        return found


def _guards_first(atom: Atom) -> tuple[bool, str]:
    return isinstance(atom, Compare), repr(atom)


def _zen_rule(rule: Rule) -> str:
    ways = [
        " and ".join(map(_zen, sorted(conjunction, key=_guards_first))) or "true"
        for conjunction in normal_form(rule.when)
    ]
    return " or ".join(f"({way})" for way in ways) or "false"


def _zen(atom: Atom) -> str:
    match atom:
        case Present(field):
            return f"{field} != null"
        case Absent(field):
            return f"{field} == null"
        case Compare(field, operator, right):
            sign = "==" if operator is Operator.IS else SIGNS[operator]
            return f"{field} {sign} {right if isinstance(right, str) else _zen_value(right)}"


def _zen_value(right: Any) -> str:
    value = number_or_word(right.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)


ENGINES: dict[str, Callable[[Sequence[Rule]], Contender]] = {
    "assure": Ours,
    "plain Python": Plain,
    "clipspy": Clips,
    "zen-engine": Zen,
}
