"""Why a rule fired on a fact, or stayed quiet."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from tests.rules.test_agreement import FIELDS, THRESHOLDS, conditions, rule, values_of
from tests.thorough import tries

from assure.conditions.documents import read
from assure.conditions.evaluate import holds
from assure.conditions.fields import Field, FieldType
from assure.conditions.language import All, Condition, Not, Test, parse
from assure.conditions.language import Any as AnyOf
from assure.conditions.reading import Part
from assure.model.facts import Fact, FactValue
from assure.rules.explain import Explanation, explain

ACTION = {
    field.name: field
    for field in (
        Field(name="open", type=FieldType.BOOL),
        Field(name="status", type=FieldType.ENUM, values=("in_progress", "paused", "completed")),
        Field(name="days_late", type=FieldType.INT, unit="days"),
        Field(name="effort", type=FieldType.INT, unit="days"),
        Field(name="due", type=FieldType.DATE, unit="day"),
        Field(name="first_due", type=FieldType.DATE, unit="day"),
        Field(name="lack", type=FieldType.TEXT),
    )
}


def written(when: str) -> Condition:
    return parse(Part.whole(read(when, "test.yaml")), ACTION, THRESHOLDS)


def explained(when: str, **values: FactValue) -> Explanation:
    """The condition, as a ruleset writes it, against an action of those values."""
    fact = Fact(subject="action", key="1", ref="1.4", values=values)
    return explain(rule("R-01", "action", written(when)), fact, THRESHOLDS)


def told(when: str, **values: FactValue) -> str:
    explanation = explained(when, **values)
    return f"{'fired' if explanation.fired else 'quiet'}: {explanation.because}"


MAY, JUNE = dt.date(2026, 5, 1), dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("when", "values", "said"),
    [
        ("status: paused", {"status": "completed"}, "quiet: status is completed, not paused"),
        ("status: paused", {"status": "paused"}, "fired: status is paused"),
        ("status: paused", {}, "quiet: status is not given"),
        (
            "status: {in: [paused, in_progress]}",
            {"status": "completed"},
            "quiet: status is completed, not paused or in progress",
        ),
        (
            "status: {not_in: [paused, completed]}",
            {"status": "completed"},
            "quiet: status is completed, which the rule leaves out",
        ),
        ("open: true", {"open": False}, "quiet: open is no"),
        ("open: {is_not: false}", {"open": True}, "fired: open is yes"),
        (
            "days_late: {gt: 31}",
            {"days_late": 1},
            "quiet: days late is 1 day, not more than 31 days",
        ),
        (
            "days_late: {gt: 31}",
            {"days_late": 1200},
            "fired: days late is 1,200 days, more than 31 days",
        ),
        (
            "days_late: {gte: {threshold: t6}}",
            {"days_late": 0},
            "quiet: days late is 0 days, not at least 1.5 (t6)",
        ),
        (
            "due: {lt: 2026-05-01}",
            {"due": JUNE},
            "quiet: due is 1 June 2026, not before 1 May 2026",
        ),
        (
            "due: {gt: {field: first_due}}",
            {"due": JUNE, "first_due": MAY},
            "fired: due is 1 June 2026, after first due (1 May 2026)",
        ),
        ("due: {gt: {field: first_due}}", {"due": JUNE}, "quiet: first due is not given"),
        (
            "due: {field: first_due}",
            {"due": JUNE, "first_due": MAY},
            "quiet: due is 1 June 2026, unlike first due (1 May 2026)",
        ),
        (
            "due: {is_not: {field: first_due}}",
            {"due": MAY, "first_due": MAY},
            "quiet: due is 1 May 2026, the same as first due (1 May 2026)",
        ),
        ("lack: {present: true}", {}, "quiet: lack is not given"),
        (
            "lack: {present: false}",
            {"lack": "not\nfunded"},
            "quiet: lack is given (not funded)",
        ),
    ],
)
def test_one_test_in_plain_words(when: str, values: dict[str, FactValue], said: str) -> None:
    assert told(when, **values) == said


def test_of_a_list_that_wants_all_the_first_unmet_test_is_enough() -> None:
    when = "all: [{open: true}, {status: paused}, {days_late: {gt: 31}}]"
    assert told(when, open=True, status="completed") == "quiet: status is completed, not paused"
    assert told(when, open=True, status="paused", days_late=40) == (
        "fired: open is yes, and status is paused, and days late is 40 days, more than 31 days"
    )


def test_of_a_list_that_wants_any_every_alternative_is_told() -> None:
    when = "any: [{status: paused}, {days_late: {gt: 31}}]"
    assert told(when, status="completed") == (
        "quiet: status is completed, not paused, and days late is not given"
    )
    assert told(when, status="completed", days_late=32) == (
        "fired: days late is 32 days, more than 31 days"
    )


def test_under_not_the_words_tell_what_stands_in_the_way() -> None:
    paused = "not: {status: paused}"
    assert told(paused, status="paused") == "quiet: status is paused, which the rule leaves out"
    assert told(paused) == "fired: status is not given"
    late = "not: {all: [{open: true}, {days_late: {gt: 31}}]}"
    assert told(late, open=True, days_late=32) == (
        "quiet: open is yes, and days late is 32 days, not at most 31 days"
    )
    assert told(late, open=False) == "fired: open is no"


def test_every_test_is_there_for_who_wants_them_all() -> None:
    when = "all: [{open: true}, {not: {status: paused}}, {effort: {gt: 2}}]"
    looked = explained(when, open=False, status="completed").looked
    assert [(reason.met, reason.words) for reason in looked] == [
        (False, "open is no"),
        (True, "status is completed"),
        (False, "effort is not given"),
    ]


def test_a_rule_is_not_explained_on_what_it_never_looks_at() -> None:
    outcome = Fact(subject="outcome", key="1", ref="1")
    with pytest.raises(ValueError, match="R-01 looks at action"):
        explain(rule("R-01", "action", written("open: true")), outcome)


def settled_by(condition: Condition, known: Mapping[int, bool]) -> bool | None:
    """Whether the condition holds when only the tests of ``known`` (by identity) are told."""
    match condition:
        case All(parts) | AnyOf(parts):
            found = [settled_by(part, known) for part in parts]
            decisive = isinstance(condition, AnyOf)
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        case Not(part):
            inner = settled_by(part, known)
            return None if inner is None else not inner
        case Test():
            return known.get(id(condition))


@settings(max_examples=tries(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(condition=conditions(), values=values_of({field.name: field for field in FIELDS}))
def test_an_explanation_is_true_and_enough(
    condition: Condition, values: dict[str, FactValue]
) -> None:
    """It says "fired" exactly when the rule fires; what it names is so; and nothing else matters:
    whatever the tests it leaves out might say, the rule would do the same."""
    fact = Fact(subject="action", key="1", ref="1", values=values)
    explanation = explain(rule("R-01", "action", condition), fact, THRESHOLDS)
    assert explanation.fired is holds(condition, values, THRESHOLDS)
    assert explanation.reasons
    for reason in explanation.reasons:
        assert reason.held is holds(reason.test, values, THRESHOLDS)
        assert reason.met is explanation.fired
        assert reason in explanation.looked
        assert "Cc" not in map(unicodedata.category, reason.words)
    known = {id(reason.test): reason.held for reason in explanation.reasons}
    assert settled_by(condition, known) is explanation.fired
