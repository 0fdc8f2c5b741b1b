"""The sentences of findings."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.conditions.fields import Field, FieldType
from assure.model.facts import Fact
from assure.rules.sentences import placeholders, render

FIELDS = {
    "due": Field(name="due", type=FieldType.DATE),
    "days_late": Field(name="days_late", type=FieldType.INT),
    "status": Field(name="status", type=FieldType.ENUM, values=("in_progress",)),
    "owner": Field(name="owner", type=FieldType.TEXT),
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


def test_text_of_a_plan_stays_text() -> None:
    owner = "{ref} {owner} <script>\x00" + "=cmd() " * 9000
    told = render("Owner: {owner}.", fact(owner=owner), FIELDS)
    assert told.startswith("Owner: {ref} {owner} <script>=cmd()")
    assert len(told) < 110


def test_braces_belong_to_fields() -> None:
    assert placeholders("{ref} and {due}") == ("ref", "due")
    for wrong in ("{", "}", "{ref", "{{ref}}", "{a b}", "{}", "{ref!r}", "{ref:>90}"):
        with pytest.raises(ValueError, match="brace"):
            placeholders(wrong)
