"""Headings told by the words in them."""

import pytest

from assure.intake import read_plan
from assure.intake.heading_terms import field_by_terms


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Agreed Implementation Date", "due"),
        ("Target go-live", "due"),
        ("Revised Implementation Date", "revised"),
        ("Planned start date", "start"),
        ("Action Name", "action"),
        ("Action Code", "ref"),
        ("Risk owner", "owner"),
        ("Partner organisations", "support"),
        ("Progress status", "status"),
        ("Where we are now", "progress"),
        ("Where we have got to (October)", "progress"),
        ("What has been done", "progress"),
        ("How is it going?", "progress"),
        ("Forecast completion", "revised"),
        ("Finish: Baseline", "due"),
        ("Delivery confidence this quarter", "rag"),
        ("Management Comment", "notes"),
        ("How much will it cost", "cost"),
    ],
)
def test_what_a_heading_is_about(heading, field):
    assert field_by_terms(heading) == field


@pytest.mark.parametrize(
    "heading",
    [
        "Date Raised",
        "Meeting Date",
        "Date of last update",
        "Latest note date",
        "What we will do",
        "Management response",
        "Action type",
        "Progress indicators",
        "Where",
        "The words of a sentence that happens to speak of an action and its owner",
    ],
)
def test_words_that_speak_against_it(heading):
    assert field_by_terms(heading) is None


def test_a_row_of_data_is_not_taken_for_a_header(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Task                      | Who                        | When
            Review of the action plan | Lead officer for housing   | Target date agreed
            Sign the agreed actions   | Responsible parks officer  | March 2027
            """
        )
    )
    assert [action.title for action in plan.actions] == [
        "Review of the action plan",
        "Sign the agreed actions",
    ]
