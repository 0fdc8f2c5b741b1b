"""Which finding makes which others redundant is data; each pair of it is tried here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.assess.build import rulebook

from assure.assess.judge import find
from assure.conditions.evaluate import holds
from assure.model.facts import Fact, FactValue
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import FindingRule

BOOK = rulebook()
RULES = {rule.code: rule for rule in BOOK.finding_rules}
PAIRS = [(rule.code, other) for rule in BOOK.finding_rules for other in rule.instead_of]


def firing(rule: FindingRule) -> Iterator[dict[str, FactValue]]:
    return (dict(example.values) for example in rule.examples if example.fires)


def on_which_both_fire(one: FindingRule, other: FindingRule) -> Fact:
    """Made of what their examples say, so that the pair is one that an author had in mind."""
    for mine in firing(one):
        for theirs in firing(other):
            for values in (mine, theirs, theirs | mine, mine | theirs):
                if all(holds(rule.when, values, BOOK.thresholds) for rule in (one, other)):
                    return Fact(subject=one.subject, key="k", ref="1.1", values=values)
    pytest.fail(
        f"no examples of {one.code} and {other.code} fit together; add one on which both fire"
    )


@pytest.mark.parametrize(("telling", "milder"), PAIRS)
def test_where_both_fire_only_the_more_telling_is_told(telling: str, milder: str) -> None:
    fact = on_which_both_fire(RULES[telling], RULES[milder])
    fired = {
        code for code, _ in PlainMatcher().match(BOOK.live_finding_rules, [fact], BOOK.thresholds)
    }
    told = {found.code for found in find([fact], BOOK, PlainMatcher())}
    assert {telling, milder} <= fired
    assert milder not in told
    assert telling in told or told & set(BOOK.gives_way_to(telling))


# Rules that know what makes the other's fault a lesser one, or none.
LESSER = {
    "IND-09": "figures that begin anew each year only look as if they went the wrong way",
    "IND-31": "what is new has no baseline yet",
    "OWN-16": "a supplier is no group: there is somebody to ask",
    "STA-11": "what waits for a signature is done",
    "STA-22": "what is there is not late",
    "TIM-15": "a slip of the year is not lateness",
    "TIM-16": "dates that contradict each other are no lateness",
    "TIM-25": "what is counted as it goes may go on",
    "TIM-28": "what is nearly done may be a little late",
}


@pytest.mark.parametrize(("telling", "milder"), PAIRS)
def test_a_fault_is_told_as_no_less_than_it_is(telling: str, milder: str) -> None:
    severer = RULES[telling].severity.rank >= RULES[milder].severity.rank
    assert severer or telling in LESSER


def test_no_two_rules_give_way_to_each_other() -> None:
    """Or a fault would be told by neither."""

    def above(code: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
        for other in BOOK.gives_way_to(code):
            assert other not in seen, f"{' gives way to '.join((*seen, other))} in a circle"
            yield other
            yield from above(other, (*seen, other))

    for code in RULES:
        assert code not in set(above(code, (code,)))
