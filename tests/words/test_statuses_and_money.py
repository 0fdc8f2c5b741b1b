"""Status words, RAG and amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.values import Rag, Status
from assure.words.money import parse_money
from assure.words.statuses import parse_rag, parse_status
from assure.words.text import clean

S = Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Completed", S.COMPLETED),
        ("Done", S.COMPLETED),
        ("Done?", S.UNKNOWN),
        ("Fully complete", S.COMPLETED),
        ("Completed May 2026", S.COMPLETED),
        ("Complete except for the roof", S.IN_PROGRESS),
        ("Complete - awaiting sign-off", S.IN_PROGRESS),
        ("Not complete", S.IN_PROGRESS),
        ("First stage completed", S.IN_PROGRESS),
        ("In progress", S.IN_PROGRESS),
        ("On track", S.IN_PROGRESS),
        ("Ongoing", S.IN_PROGRESS),
        ("At risk", S.IN_PROGRESS),
        ("Good progress made", S.IN_PROGRESS),
        ("Covers now reach 90% of homes", S.IN_PROGRESS),
        ("Delayed", S.DELAYED),
        ("Some slippage", S.DELAYED),
        ("Slightly behind schedule", S.DELAYED),
        ("Behind schedule", S.DELAYED),
        ("Not yet due", S.NOT_STARTED),
        ("No progress", S.NOT_STARTED),
        ("On hold", S.PAUSED),
        ("Met in May, now dormant", S.PAUSED),
        ("No longer relevant", S.CANCELLED),
        ("Superseded by 2.3", S.CANCELLED),
        ("Partially implemented", S.IN_PROGRESS),
        ("Six of ten plans have been tested", S.IN_PROGRESS),
        ("4 of 9 bodies signed up", S.IN_PROGRESS),
        ("Training under way", S.IN_PROGRESS),
        ("Meetings continue each term", S.IN_PROGRESS),
        ("Achieved - signed 9 June 2026", S.COMPLETED),
        ("Actioned", S.COMPLETED),
        ("Not implemented", S.NOT_STARTED),
        ("No longer applicable", S.CANCELLED),
        ("To be discussed and agreed", S.UNKNOWN),
        ("Report not yet written", S.UNKNOWN),
        ("List circulated\nTo be renegotiated", S.UNKNOWN),
        ("List circulated\nDependent upon budget", S.UNKNOWN),
        ("List circulated", S.UNKNOWN),
        ("No news yet", S.UNKNOWN),
        ("Purple", S.UNKNOWN),
        ("", S.UNKNOWN),
    ],
)
def test_status_words(text, status):
    assert parse_status(text).status is status


def test_rag_and_status_are_two_things():
    green = parse_status("Green")
    assert (green.status, green.rag) == (S.IN_PROGRESS, Rag.GREEN)
    late = parse_status("Red - overdue")
    assert (late.status, late.rag) == (S.DELAYED, Rag.RED)
    assert parse_status("On track").rag is None


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("Amber", Rag.AMBER),
        ("R", Rag.RED),
        ("Amber/Green", Rag.AMBER_GREEN),
        ("amber-red", Rag.AMBER_RED),
        ("RAG: Green", Rag.GREEN),
        ("Blue", None),
        ("agreed", None),
    ],
)
def test_rag_words(text, rag):
    assert parse_rag(text) is rag


@pytest.mark.parametrize("text", ["Blue", "grey"])
def test_a_colour_that_means_two_things_is_asked_about(text):
    reading = parse_status(text)
    assert reading.needs_legend
    assert reading.status is S.UNKNOWN


def test_percentages():
    assert parse_status("75%").percent == 75
    assert parse_status("100% complete").status is S.COMPLETED
    assert parse_status("0%").status is S.NOT_STARTED
    assert parse_status("75").percent is None
    assert parse_status("75", percent_column=True).percent == 75
    assert parse_status("120%").percent is None


@pytest.mark.parametrize(
    ("written", "pounds", "in_doubt"),
    [
        ("£12,500", 12500, False),
        ("12k", 12000, False),
        ("£1.2m", 1_200_000, False),
        ("£40k pa", 40000, False),
        ("£10,000 (bid)", 10000, True),
        ("TBC", None, True),
        ("£5k - £10k", None, False),
        ("£10-15k", None, False),
        ("0.5 FTE", None, False),
        ("3 laptops", None, False),
        ("Officer time", None, False),
        (12000, 12000, False),
        (None, None, False),
    ],
)
def test_money(written, pounds, in_doubt):
    money = parse_money(written)
    assert money.pounds == (None if pounds is None else Decimal(pounds))
    assert money.in_doubt is in_doubt


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    assert parse_status(text).status in S
    assert parse_status(text, percent_column=True).status in S
    assert parse_money(text).text is not None


@given(st.text(max_size=200))
def test_clean_text_can_stand_in_xml(text):
    allowed = clean(text)
    assert all(c in "\t\n" or c >= " " for c in allowed)
    assert not any("\ud800" <= c <= "\udfff" or c in "\x7f\ufffe\uffff" for c in allowed)
