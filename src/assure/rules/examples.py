"""Running the examples of rules, which are their tests."""

from __future__ import annotations

from collections.abc import Mapping

from assure.conditions.fields import Threshold
from assure.conditions.wording import value_in_words
from assure.model.facts import Fact
from assure.rules.matching import Matcher
from assure.rules.rulebook import Example, Rule, Rulebook


def run_examples(rulebook: Rulebook, matcher: Matcher) -> list[str]:
    """One sentence for each example that does not do what it says; [] when all do."""
    return [_sentence(rule.code, example) for rule, example in failing(rulebook, matcher)]


def run_by_all(rulebook: Rulebook, matchers: Mapping[str, Matcher]) -> list[str]:
    """As ``run_examples`` by each of ``matchers``, every example told once.

    Where the matchers do not agree the sentence says which of them it was: that is a fault of
    assure, not of the rule.
    """
    by: dict[tuple[str, str], tuple[Rule, Example, list[str]]] = {}
    for name, matcher in matchers.items():
        for rule, example in failing(rulebook, matcher):
            by.setdefault((rule.code, example.place), (rule, example, []))[2].append(name)
    return [
        _sentence(rule.code, example)
        + ("" if len(names) == len(matchers) else f" Only {names[0]} says so: report it.")
        for rule, example, names in by.values()
    ]


def failing(rulebook: Rulebook, matcher: Matcher) -> list[tuple[Rule, Example]]:
    """The examples that do not do what they say, with their rules.

    Thresholds stand at their shipped values, so that a locality's own settings fail no example.
    """
    shipped: Mapping[str, Threshold] = {
        key: threshold.model_copy(update={"value": threshold.default})
        for key, threshold in rulebook.thresholds.items()
    }
    told = [(rule, example) for rule in rulebook.rules for example in rule.examples]
    facts = [
        Fact(subject=rule.subject, key=str(n), ref=str(n), values=dict(example.values))
        for n, (rule, example) in enumerate(told)
    ]
    fired = matcher.match(rulebook.rules, facts, shipped)
    return [
        (rule, example)
        for n, (rule, example) in enumerate(told)
        if ((rule.code, n) in fired) is not example.fires
    ]


def _sentence(code: str, example: Example) -> str:
    values = ", ".join(f"{name}: {value_in_words(v)}" for name, v in example.values.items())
    promised, did = ("fires", "quiet") if example.fires else ("quiet", "fires")
    return (
        f"{example.place}: {code} should be “{promised}” for {{{values}}} and is “{did}”; "
        "mend the condition or the example."
    )
