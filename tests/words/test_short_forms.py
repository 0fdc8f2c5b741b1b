"""Short forms in capitals, and what spells them out."""

from __future__ import annotations

import pytest

from assure.words.short_forms import unexplained


def test_short_forms_that_nothing_spells_out_with_the_first_text_that_has_them():
    texts = ["Open the hub", "Refer to MARAC and CAMHS", "CAMHS waits, DFG grants"]
    assert unexplained(texts) == {"MARAC": 1, "CAMHS": 1, "DFG": 2}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "Disabled facilities grants are paid on time",
        "Disabled Facilities Grant (DFG)",
        "DFG: grants for adapting homes",
        "DFG (grants for adapting homes)",
    ],
)
def test_a_short_form_is_spelled_out_by_words_with_its_initials_or_by_its_meaning(elsewhere):
    assert unexplained(["Pay each DFG in ten weeks"], [elsewhere]) == {}


def test_small_words_may_count_in_a_short_form_or_not():
    assert unexplained(["Sign the MOU"], ["Memorandum of understanding"]) == {}
    assert unexplained(["Ask the DPH"], ["Director of Public Health"]) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Work with NHS, GPs and SMEs on GDPR and CCTV",  # known to every reader
        "Stage III of plan B, by the end of FY",  # numbers and letters
        "IMPROVE THE TOWN CENTRE FOR ALL",  # a heading in capitals
        "Deliver Phase A to E",
    ],
)
def test_what_everybody_knows_and_what_is_no_short_form_is_left_alone(text):
    assert unexplained([text]) == {}


def test_a_short_form_does_not_explain_another():
    assert list(unexplained(["Join DIP, FREE and GYM", "Pay a DFG"])) == [
        "DIP",
        "FREE",
        "GYM",
        "DFG",
    ]
