"""What may be said of a fact's fields, and how a slip is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from assure.conditions.documents import Document, read
from assure.conditions.evaluate import holds
from assure.conditions.fields import Field, FieldType, Threshold, fits
from assure.conditions.language import Condition, fields_of, parse, thresholds_of
from assure.conditions.reading import Part
from assure.model.errors import RulebookError

FIELDS = {
    field.name: field
    for field in (
        Field(
            name="status", type=FieldType.ENUM, values=("not_started", "in_progress", "completed")
        ),
        Field(name="owner_kind", type=FieldType.ENUM, values=("person", "post", "missing")),
        Field(name="open", type=FieldType.BOOL),
        Field(name="days_late", type=FieldType.INT, unit="days"),
        Field(name="times", type=FieldType.INT),
        Field(name="share", type=FieldType.DECIMAL),
        Field(name="due", type=FieldType.DATE),
        Field(name="start", type=FieldType.DATE),
        Field(name="note", type=FieldType.TEXT),
    )
}
THRESHOLDS = {
    "late-days": Threshold(
        key="late-days",
        value=Decimal("30.5"),
        unit="days",
        means="Late.",
        source="ours",
        default=Decimal("30.5"),
    )
}


def condition(text: str) -> Condition:
    document = read(text, "rulesets/x.yaml", RulebookError)
    return parse(Part.whole(document), FIELDS, THRESHOLDS, of="action")


def message(text: str) -> str:
    with pytest.raises(RulebookError) as caught:
        condition(text)
    told = str(caught.value)
    assert told.startswith("rulesets/x.yaml:")
    assert "\n" not in told
    return told


# Each line: a condition, the values of a fact, whether it holds.
SEMANTICS: list[tuple[str, dict[str, Any], bool]] = [
    ("{status: completed}", {"status": "completed"}, True),
    ("{status: completed}", {"status": "in_progress"}, False),
    ("{status: {is: completed}}", {"status": "completed"}, True),
    ("{status: {is_not: completed}}", {"status": "in_progress"}, True),
    ("{status: {in: [completed, in_progress]}}", {"status": "in_progress"}, True),
    ("{status: {not_in: [completed, in_progress]}}", {"status": "not_started"}, True),
    ("{open: true}", {"open": True}, True),
    ("{open: false}", {"open": False}, True),
    ("{days_late: {lt: 3}}", {"days_late": 3}, False),
    ("{days_late: {lte: 3}}", {"days_late": 3}, True),
    ("{days_late: {gt: 3}}", {"days_late": 3}, False),
    ("{days_late: {gte: 3}}", {"days_late": 3}, True),
    ("{days_late: {gte: 3, lt: 5}}", {"days_late": 4}, True),
    ("{days_late: {gte: 3, lt: 5}}", {"days_late": 5}, False),
    ("{days_late: {gt: {threshold: late-days}}}", {"days_late": 31}, True),
    ("{days_late: {gt: {threshold: late-days}}}", {"days_late": 30}, False),
    ("{share: {gte: 0.1}}", {"share": Decimal("0.1")}, True),
    ("{share: 1}", {"share": Decimal("1.00")}, True),
    ("{share: {gt: {field: times}}}", {"share": Decimal("1.5"), "times": 1}, True),
    ("{due: {gte: 2026-12-31}}", {"due": dt.date(2026, 12, 31)}, True),
    (
        "{due: {lt: {field: start}}}",
        {"due": dt.date(2026, 1, 1), "start": dt.date(2026, 1, 2)},
        True,
    ),
    ("{due: {field: start}}", {"due": dt.date(2026, 1, 1), "start": dt.date(2026, 1, 1)}, True),
    ("{note: {present: true}}", {"note": "x"}, True),
    ("{all: [{open: true}, {days_late: 1}]}", {"open": True, "days_late": 1}, True),
    ("{any: [{open: true}, {days_late: 1}]}", {"open": False, "days_late": 1}, True),
    ("{not: {open: true}}", {"open": True}, False),
    # A missing field: every test is false but `present: false`; `not` is plain negation.
    ("{status: completed}", {}, False),
    ("{status: {is_not: completed}}", {}, False),
    ("{status: {in: [completed]}}", {}, False),
    ("{status: {not_in: [completed]}}", {}, False),
    ("{days_late: {lt: 3}}", {}, False),
    ("{days_late: {gte: 3}}", {}, False),
    ("{status: {present: true}}", {}, False),
    ("{status: {present: false}}", {}, True),
    ("{not: {status: completed}}", {}, True),
    ("{not: {status: {is_not: completed}}}", {}, True),
    ("{not: {status: {not_in: [completed]}}}", {}, True),
    ("{not: {status: {present: false}}}", {}, False),
    ("{due: {lt: {field: start}}}", {"due": dt.date(2026, 1, 1)}, False),
    ("{due: {lt: {field: start}}}", {"start": dt.date(2026, 1, 1)}, False),
    ("{not: {due: {lt: {field: start}}}}", {"due": dt.date(2026, 1, 1)}, True),
]


@pytest.mark.parametrize(("text", "values", "expected"), SEMANTICS)
def test_what_a_condition_means(text: str, values: dict[str, Any], expected: bool) -> None:
    assert holds(condition(text), values, THRESHOLDS) is expected


def test_fields_and_thresholds_are_named_once_in_order() -> None:
    of = condition(
        "{any: [{due: {lt: {field: start}}}, {start: 2026-01-01}, "
        "{days_late: {gt: {threshold: late-days}}}]}"
    )
    assert fields_of(of) == ("due", "start", "days_late")
    assert thresholds_of(of) == ("late-days",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{owner_knd: missing}", "1:2: there is no field “owner_knd” of action; did you mean"),
        ("{owner_kind: mising}", "1:2: “owner_kind” is never “mising”; did you mean “missing”?"),
        ("{open: yes}", "“open” takes true or false and this is text"),
        ("{days_late: many}", "“days_late” takes a whole number and this is text"),
        ("{days_late: 1.5}", "“days_late” takes a whole number and this is a number"),
        ("{share: 0.1234567}", "at most 6 decimals"),
        ("{days_late: 99999999999999}", "“days_late” takes a whole number"),
        ("{due: soon}", "“due” takes a date such as 2026-09-30 and this is text"),
        ("{due: {lt: 3}}", "“due” takes a date"),
        ("{status: {lt: completed}}", "“status” has no order"),
        ("{open: {gt: true}}", "“open” has no order"),
        ("{note: hello}", "“note” is text, which is never compared"),
        ("{note: {is: hello}}", "“note” is text, which is never compared"),
        ("{note: {present: maybe}}", "“present” takes true or false"),
        ("{status: {is_nt: completed}}", "“is_nt” is no comparison; did you mean “is_not”?"),
        ("{status: {in: completed}}", "“in” takes a list of values"),
        ("{status: {in: []}}", "“in” takes a list of values"),
        ("{status: [completed]}", "write {in: [...]}"),
        ("{status: {}}", "“status” is compared with nothing"),
        ("{status: null}", "{present: false}"),
        ("{days_late: {gt: {threshold: late}}}", "there is no threshold “late”; did you mean"),
        ("{due: {gt: {threshold: late-days}}}", "“due” is no number"),
        ("{due: {gt: {field: days_late}}}", "compare fields of one type"),
        ("{due: {gt: {field: strt}}}", "there is no field “strt” of action; did you mean “start”"),
        ("{status: {is: {field: owner_kind}}}", "compare fields of one type"),
        ("{note: {is: {field: note}}}", "“note” is text"),
        ("{due: {gt: {fild: start}}}", "“fild” is not known here; did you mean “field”?"),
        ("{due: {gt: {field: start, threshold: late-days}}}", "compare with one thing"),
        ("{open: true, days_late: 1}", "one condition names several things (“open”, “days_late”)"),
        ("{all: []}", "“all” holds a list; write a list of conditions under it"),
        ("{all: {open: true}}", "“all” holds a mapping; write a list of conditions"),
        ("{not: [{open: true}]}", "a condition is wanted here and this is a list"),
        ("open", "a condition is wanted here and this is text"),
        ("", "a condition is wanted here and this is empty"),
        ("{all: [{open: true}, {}]}", "1:22: a condition is wanted here"),
    ],
)
def test_a_slip_is_told_with_its_place_and_what_to_do(text: str, expected: str) -> None:
    if not text:
        with pytest.raises(RulebookError, match="a condition is wanted here"):
            condition(text)
        return
    assert expected in message(text)


def test_data_from_elsewhere_can_be_parsed_too() -> None:
    document = Document("questionnaires/swot.yaml", {"open": True}, RulebookError)
    assert holds(parse(Part.whole(document), FIELDS), {"open": True})
    wrong = Document("questionnaires/swot.yaml", {"opn": True}, RulebookError)
    with pytest.raises(RulebookError, match=r"^questionnaires/swot.yaml: there is no field “opn”"):
        parse(Part.whole(wrong), FIELDS)


@pytest.mark.parametrize(
    ("name", "value", "fitting"),
    [
        ("open", True, True),
        ("open", 1, False),
        ("days_late", 1, True),
        ("days_late", True, False),
        ("days_late", Decimal(1), False),
        ("days_late", 10**13, False),
        ("share", 1, True),
        ("share", Decimal("0.000001"), True),
        ("share", Decimal("0.0000010"), True),
        ("share", Decimal("0.0000001"), False),
        ("share", Decimal("1." + "0" * 40 + "1"), False),
        ("share", Decimal("1e-999999"), False),
        ("share", Decimal("1e999999"), False),
        ("share", Decimal("NaN"), False),
        ("share", Decimal("-Infinity"), False),
        ("share", 0.5, False),
        ("due", dt.date(9999, 12, 31), True),
        ("due", dt.datetime(2026, 1, 1, tzinfo=dt.UTC), False),
        ("status", "completed", True),
        ("status", "finished", False),
        ("note", "anything", True),
        ("note", 1, False),
    ],
)
def test_what_a_field_takes(name: str, value: object, fitting: bool) -> None:
    assert fits(FIELDS[name], value) is fitting


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "all", "type": "bool"}, "a word of the condition language"),
        ({"name": "x", "type": "enum"}, "an enum, and only an enum, lists its values"),
        ({"name": "x", "type": "int", "values": ("a",)}, "only an enum, lists its values"),
        ({"name": "x", "type": "enum", "values": ("a", "a")}, "lists a value twice"),
        ({"name": "$x", "type": "int"}, "pattern"),
    ],
)
def test_a_field_must_make_sense(given: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        Field(**given)
