"""Figures that a note tells of what was promised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.words.counts import done_of


@pytest.mark.parametrize(
    ("note", "promised", "told"),
    [
        ("61 of 90 homes insulated", "Insulate 90 homes", (61, 90)),
        ("61 out of 90 so far", "90 homes insulated by March 2027", (61, 90)),
        ("Done: 61/90", "Insulate 90 homes", (61, 90)),
        ("1,250 of the 2,000 trees planted", "Plant 2,000 trees", (1250, 2000)),
        ("12 wardens trained so far", "Train 40 wardens", (12, 40)),
        ("40 wardens in total now trained", "Train 40 wardens", (40, 40)),
        ("Done. 32 trained. Further dates in spring.", "40 wardens trained", (32, 40)),
        ("512 starts at end of Q2.", "1,400 homes started", (512, 1400)),
    ],
)
def test_a_count_towards_the_figure_that_was_promised(note, promised, told):
    assert done_of(note, promised) == told


@pytest.mark.parametrize(
    ("note", "promised"),
    [
        ("3 of 4 sites visited", "Insulate 90 homes"),  # another count
        ("61 of 90 homes, 90 of 90 surveys", "90 homes"),  # two counts of the same figure
        ("12 wardens trained this quarter", "Train 40 wardens"),  # not of all
        ("12 sessions so far", "Train 40 wardens"),  # not the same thing
        ("12 wardens since April", "Train 40 wardens"),  # before that?
        ("12 wardens", "Train 40 wardens a year"),  # a rate
        ("12 wardens, 3 rangers", "Train 40 wardens; 9 rangers"),  # two counts
        ("12 wardens joined", "40 wardens; 60 wardens by 2028"),  # two promises
        ("2 of 2026 plans", "Finish in 2026 buildings"),  # a year
        ("Paid £40 of 90", "Pay 90 grants"),  # money
        ("95 of 90 homes", "Insulate 90 homes"),  # more than there are
        ("On track", "Insulate 90 homes"),
        ("", ""),
    ],
)
def test_where_the_count_is_not_plainly_the_actions_own_nothing_is_told(note, promised):
    assert done_of(note, promised) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_give_a_share_or_nothing(note, promised):
    told = done_of(note, promised)
    assert told is None or 0 <= told[0] <= told[1]
