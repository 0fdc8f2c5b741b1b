"""What the words give away, and the everyday uses that must stay quiet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.words import funds, pointers, promises, trouble


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Support victims better", "support"),
        ("1.2 Continue to promote cycling", "continue"),
        ("To raise awareness of walking", "raise awareness"),
        ("Maintaining the list", "maintaining"),
        ("We will work with landlords", "work with"),
        ("Support worker appointed by May", None),
        ("Support Centre opened", None),
        ("Open the Family Support Centre", None),
        ("Maintenance of twelve lifts", None),
        ("Health information", None),
        ("Develop better links with employers", "develop better links"),
        ("Build stronger working relationships with GPs", "build stronger working relationships"),
    ],
)
def test_open_ended_verbs(text, verb):
    assert promises.opens_vaguely(text) == verb


@pytest.mark.parametrize(
    "text",
    [
        "Support 40 families",
        "Encourage two schools to join",
        "Support victims better\nBy March",
        "Promote cycling: new map printed",
        "Improve lighting; contract awarded",
        "Consider the options and agree one",
        "Work with landlords\nCharter signed",
    ],
)
def test_a_finish_test_is_a_number_a_date_a_thing_a_decision_or_an_event(text):
    assert promises.has_finish_test(text)


@pytest.mark.parametrize(
    "text",
    [
        "Support victims better",
        "1.2 Promote walking [4.16]",
        "Support delivery of the housing strategy",
        "Explore software for reports",
        "Continue to improve access, Year 1-4",
    ],
)
def test_no_finish_test(text):
    assert not promises.has_finish_test(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("On track. Awaiting the contractor.", "awaiting"),
        ("Two vacancies in the team", "vacancies"),
        ("Vacancy still to be filled", "vacancy"),
        ("The programme is at risk", "at risk"),
        ("Site not confirmed", "not confirmed"),
        ("Unable to recruit", "unable"),
        ("Slippage of a month", "slippage"),
        ("238 starts against a profile of 290.", "238 starts against a profile of 290"),
    ],
)
def test_words_of_trouble(text, word):
    assert trouble.troubled(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "No delay",
        "On course, without delay",
        "Vacancy filled in June",
        "The delay in Q2 is now resolved",
        "Risk assessment done",
        "Workshops for young people at risk of exploitation",
        "Delayed transfers of care fell again",
        "Twelve vacant shops let",
        "No longer delayed",
        "Recovered from the delay",
        "People unable to travel were visited",
        "",
        "280 starts against a profile of 290",
        "47 households against a target of 60",
    ],
)
def test_no_trouble(text):
    assert trouble.troubled(text) is None


@pytest.mark.parametrize(
    ("text", "lacks", "doubts"),
    [
        ("Not resourced", True, False),
        ("No budget", True, False),
        ("No additional budget required", False, False),
        ("No resources needed", False, False),
        ("Bid unsuccessful", True, True),
        ("£10,000 (bid)", False, True),
        ("Successful bid: £10,000", False, False),
        ("Subject to Cabinet approval", False, True),
        ("Subject to planning permission", False, False),
        ("Within existing budgets", False, True),
        ("TBC", False, True),
        ("?", False, True),
        ("£5,000 confirmed", False, False),
        ("-", False, False),
    ],
)
def test_money_that_is_lacking_and_money_in_doubt(text, lacks, doubts):
    assert funds.lacks_money(text) is lacks
    assert funds.doubts_money(text) is doubts


def test_pointers_and_process_notes():
    assert pointers.points_elsewhere("See the Housing Strategy")
    assert pointers.points_elsewhere("3. As per Annexe 2")
    assert not pointers.points_elsewhere("See through the transfer")
    assert pointers.process_note("Action list circulated")
    assert pointers.process_note("Noted.")
    assert not pointers.process_note("List of homes finished")


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text):
    assert promises.opens_vaguely(text) is None or promises.opens_vaguely(text)
    assert promises.has_finish_test(text) in {True, False}
    assert trouble.troubled(text) is None or trouble.troubled(text)
    assert funds.lacks_money(text) in {True, False}
    assert funds.doubts_money(text) in {True, False}
    assert pointers.points_elsewhere(text) in {True, False}
    assert pointers.process_note(text) in {True, False}
