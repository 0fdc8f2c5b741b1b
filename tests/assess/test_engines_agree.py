"""durable-rules and the plain evaluator judge every plan alike; a broken operator is noticed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.assess.build import rulebook
from tests.assess.random_plans import REVIEWS
from tests.thorough import tries

from assure.assess.judge import assess
from assure.conditions.language import Operator
from assure.model.review import Review
from assure.rules import engine
from assure.rules.engine import EngineMatcher
from assure.rules.plain import PlainMatcher


def agree(of: Review, matcher: EngineMatcher) -> None:
    """Both give the same assessment, to the byte."""
    by_engine = assess(of, rulebook(), matcher, "either")
    by_hand = assess(of, rulebook(), PlainMatcher(), "either")
    assert by_engine.model_dump_json() == by_hand.model_dump_json()


MATCHER = EngineMatcher()  # compiled once: a fresh one for each plan would test the compiler


@given(REVIEWS)
@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_judge_random_plans_alike(of: Review) -> None:
    agree(of, MATCHER)


@pytest.mark.parametrize(
    ("operator", "broken"),
    [
        (Operator.LT, "$lte"),
        (Operator.LTE, "$lt"),
        (Operator.GT, "$gte"),
        (Operator.GTE, "$gt"),
        (Operator.IS_NOT, "$gte"),
    ],
)
def test_an_operator_broken_on_purpose_is_noticed(
    operator: Operator, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof that the test above can fail: random plans reach the edge of every operator."""
    monkeypatch.setitem(engine.OPERATORS, operator, broken)
    matcher = EngineMatcher()

    @given(REVIEWS)
    @settings(
        max_examples=500,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # the first disagreement is enough; it need not be a small one
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    def both_agree(of: Review) -> None:
        agree(of, matcher)

    with pytest.raises(AssertionError):
        both_agree()
