"""The sentences of findings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assure.conditions.fields import Field, FieldType
from assure.facts.indicators import INDICATOR
from assure.model.facts import Fact
from assure.rules.sentences import in_general, placeholders, render

FIELDS = {
    "due": Field(name="due", type=FieldType.DATE),
    "days_late": Field(name="days_late", type=FieldType.INT),
    "status": Field(name="status", type=FieldType.ENUM, values=("in_progress",)),
    "owner": Field(name="owner", type=FieldType.TEXT),
    "late": Field(name="late", type=FieldType.INT),
    "moved": Field(name="moved", type=FieldType.INT),
    "days": Field(name="days", type=FieldType.DECIMAL),
}


def fact(**values: object) -> Fact:
    return Fact(subject="action", key="k", ref="1.2", title="Do it", values=values)


def test_values_stand_in_words() -> None:
    told = render(
        "{ref} ({title}) is {status}, {days_late} days late, due {due}.",
        fact(status="in_progress", days_late=1200, due=dt.date(2027, 3, 31)),
        FIELDS,
    )
    assert told == "1.2 (Do it) is in progress, 1,200 days late, due 31 March 2027."


def test_a_missing_value_is_said() -> None:
    assert render("Owner: {owner}.", fact(), FIELDS) == "Owner: none given."


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        ({"owner": "Homes"}, "Action 1.2, Homes, is late: 1.2 (Homes)."),
        ({"owner": "1.2"}, "Action 1.2 is late: 1.2."),  # called by nothing but its reference
        ({}, "Action 1.2 is late: 1.2."),
    ],
)
def test_what_has_no_name_is_called_by_its_reference_alone(
    owner: dict[str, str], says: str
) -> None:
    template = "Action {ref}, {owner}, is late: {ref} ({owner})."
    assert render(template, fact(**owner), FIELDS) == says


@pytest.mark.parametrize(
    ("late", "says"),
    [
        (0, "None of the actions are late."),
        (1, "One of the actions is late."),
        (9, "Nine of the actions are late."),
        (10, "10 of the actions are late."),
        (1200, "1,200 of the actions are late."),
    ],
)
def test_a_count_stands_in_words_and_chooses_those_that_go_with_it(late: int, says: str) -> None:
    assert (
        render("{late:words} of the actions {late:is|are} late.", fact(late=late), FIELDS) == says
    )


@pytest.mark.parametrize(
    ("moved", "says"),
    [(0, "never"), (1, "once"), (2, "twice"), (3, "three times"), (12, "12 times")],
)
def test_how_often_stands_in_words(moved: int, says: str) -> None:
    told = render("{ref} was put back {moved:times}.", fact(moved=moved), FIELDS)
    assert told == f"1.2 was put back {says}."


def test_a_number_in_words_begins_a_sentence_with_a_capital() -> None:
    told = render("Of {late:words} late, {moved:words} moved.", fact(late=3, moved=1), FIELDS)
    assert told == "Of three late, one moved."
    assert render("Late. {late:words} are.", fact(late=3), FIELDS) == "Late. Three are."


@pytest.mark.parametrize(
    ("late", "moved", "says"),
    [
        (1, 1, "Its one open action is late."),
        (2, 2, "Both of its open actions are late."),
        (4, 4, "All four of its open actions are late."),
        (12, 12, "All 12 of its open actions are late."),
        (1, 4, "Of its four open actions, one is late."),
        (0, 4, "None of its open actions are late."),
        (0, 1, "None of its open actions are late."),
    ],
)
def test_a_part_of_a_whole_reads_as_one_would_say_it(late: int, moved: int, says: str) -> None:
    template = "{late:of moved|open action|open actions} {late:is|are} late."
    assert render(template, fact(late=late, moved=moved), FIELDS) == says


def test_what_was_answered_as_a_number_is_counted_where_it_is_whole() -> None:
    template = "It waits {days:words} {days:day|days}."
    for days, says in (("1", "one day"), ("1.0", "one day"), ("2.5", "2.5 days")):
        assert render(template, fact(days=Decimal(days)), FIELDS) == f"It waits {says}."


@pytest.mark.parametrize(
    ("unit", "target", "best", "says"),
    [
        ("%", "4", "0.375", "to 4.0% by 0.38 points"),
        ("% of pupils", "66.25", "12.333", "to 66.3% by 12.33 points"),
        ("households", "1318", "0.0453", "to 1,318.0 by 0.045"),
    ],
)
def test_figures_of_an_indicator_have_its_unit_and_the_decimals_of_its_chart(
    unit: str, target: str, best: str, says: str
) -> None:
    known = fact(unit=unit, decimals=1, target=Decimal(target), best=Decimal(best))
    assert render("to {target} by {best}", known, INDICATOR) == says


def test_a_figure_of_an_indicator_of_which_no_more_is_known_stands_as_it_is() -> None:
    assert render("to {target}", fact(target=Decimal("4.25")), INDICATOR) == "to 4.25"


def test_a_rule_is_shown_as_it_reads_of_several() -> None:
    assert (
        in_general("{late:words} {late:action is|actions are} late, {ref} {moved:times}.")
        == "{late} actions are late, {ref} {moved} times."
    )


def test_text_of_a_plan_stays_text() -> None:
    owner = "{ref} {owner} <script>\x00" + "=cmd() " * 9000
    told = render("Owner: {owner}.", fact(owner=owner), FIELDS)
    assert told.startswith("Owner: {ref} {owner} <script>=cmd()")
    assert len(told) < 110


def test_braces_belong_to_fields() -> None:
    assert placeholders("{ref} and {due}") == ("ref", "due")
    assert placeholders("{late:words} {late:is|are}") == ("late", "late")
    assert placeholders("{late:of moved|action|actions}") == ("late", "moved")
    for wrong in (
        "{",
        "}",
        "{ref",
        "{{ref}}",
        "{a b}",
        "{}",
        "{ref!r}",
        "{ref:>90}",
        "{late:is}",
        "{late:a|b|c}",
        "{late:of a b|c|d}",
    ):
        with pytest.raises(ValueError, match="brace"):
            placeholders(wrong)
