"""Actions that say what they are about and not what is done."""

import pytest

from assure.words.fields_of_work import names_only_a_field
from assure.words.funds import hangs_on_money
from assure.words.promises import has_figure, has_finish_test, opens_vaguely


@pytest.mark.parametrize(
    "text", ["Health information", "Broadband", "3. Community engagement", "Biodiversity net gain"]
)
def test_a_field_of_work_and_nothing_to_do_in_it(text):
    assert names_only_a_field(text)


@pytest.mark.parametrize(
    "text",
    [
        "Map transport",
        "Prioritise safety",
        "Improve health",  # an open-ended verb, which is another matter
        "New website",
        "Information sharing protocol",
        "Tree planting",
        "Reduce crime by 5%",
        "Print a leaflet that explains local transport",
    ],
)
def test_a_verb_a_product_or_a_figure_makes_work_of_it(text):
    assert not names_only_a_field(text)


@pytest.mark.parametrize(
    "text",
    ["Subject to PCC grant", "Awaiting the grant decision", "List sent\nDependant upon budget"],
)
def test_a_note_that_makes_the_work_wait_for_money(text):
    assert hangs_on_money(text)


@pytest.mark.parametrize(
    "text", ["Grant won in May", "Subject to approval", "To be confirmed at the next meeting", ""]
)
def test_a_note_about_anything_else_does_not(text):
    assert not hangs_on_money(text)


def test_numbers_that_only_label_are_no_figures():
    assert has_figure("Footfall up 5%")
    assert not has_figure("Year 1-4 newsletters in KS2")
    assert not has_finish_test("Support attainment in S1 to S3")
    assert has_finish_test("Number of lifts")


def test_who_should_do_it_stands_before_the_verb_without_changing_it():
    assert opens_vaguely("Management should consider a stock system") == "consider"
    assert opens_vaguely("The council should map all drains") is None
