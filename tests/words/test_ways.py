"""From where to where an action goes, and how far its note says that it has come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.words.ways import way_of

GONE = {
    ("Issue 75% of plans in 20 weeks (from 48%)", "On track. 51% for July to September."): 11,
    ("Grow Housing First from 12 to 20 tenancies", "16 tenancies. One ended."): 50,
    ("Cut smoking in pregnancy to 5% by 2028 (from 9.1%)", "9.4% in the latest quarter."): -8,
    ("Cut exclusions by a third, from 96 to 64; 64 or fewer in 2025/26", "71 in the year."): 78,
    ("Halve the number absent (from 1,120); 560", "890 in the summer term."): 41,
    ("No child in an unregistered placement (from six); Nil", "Two at the end of September"): 66,
    ("Rate up from 41% to 48%", "Twelve trained; 44% in June, 46% in September."): 71,
}


@pytest.mark.parametrize(("told", "percent"), GONE.items(), ids=lambda value: str(value)[:40])
def test_how_much_of_the_way_has_been_gone(told, percent):
    way = way_of(*told)
    assert way is not None
    assert way.percent == percent


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        ("Work with young people aged from 16 to 18", "17 of them"),
        ("Offer support from 9 to 5", "7 officers"),
        ("Cut burglary from 420 to 380", "Two wardens appointed"),  # a count of something else
        ("Cut burglary from 420 to 380", "Reported on 30 September 2026"),
        ("Issue 75% of plans in 20 weeks (from 48%)", "51 plans"),  # a count, no share
        ("Issue 75% of plans, 90% of reviews (from 48%)", "51%"),  # from which to which?
        ("Raise the rate to 75%", "51%"),
        ("Raise the rate from 75% to 75%", "51%"),
    ],
)
def test_what_leaves_it_open_is_no_way(promised, told):
    assert way_of(promised, told) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_can_be_read(promised, told):
    way_of(promised, told)
    way_of(f"Cut it from 12 to 8 {promised}", f"10 {told}")
