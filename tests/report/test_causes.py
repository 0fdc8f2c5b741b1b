"""The causal map: an arc for each push, and its words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.links import CausalMap, Push
from assure.report.causes import DASHES, MOST, causes_chart
from assure.report.causes_words import rows, sentence, title

WAITS = Push(start="Waiting time", end="Trust", same=False, circle="worse")
BACK = Push(start="Trust", end="Waiting time", same=False, circle="worse")
ON = Push(start="Waiting time", end="Referrals", same=True, circle="none")


def drawn(*pushes: Push, factors: tuple[str, ...] = ()) -> CausalMap:
    ends = dict.fromkeys([*factors, *(e for push in pushes for e in (push.start, push.end))])
    return CausalMap(factors=tuple(ends), pushes=pushes)


@pytest.mark.parametrize(
    ("pushes", "says"),
    [
        (
            (WAITS, ON, BACK),
            "“Waiting time” pushes two other factors; two links are part of a circle that makes "
            "things worse",
        ),
        (
            (WAITS,),
            "“Waiting time” pushes one other factor; one link is part of a circle that makes "
            "things worse",
        ),
        (
            (ON, ON),
            "“Waiting time” pushes one other factor, and no circle is told that makes things worse",
        ),
    ],
)
def test_the_title_says_what_pushes_most_and_what_comes_back(
    pushes: tuple[Push, ...], says: str
) -> None:
    assert title(drawn(*pushes)) == says


def test_the_sentence_and_the_table_hold_every_push() -> None:
    item = drawn(WAITS, ON)
    assert sentence(item).endswith(
        "Waiting time pushes Trust the opposite way, part of a circle that makes things worse; "
        "Waiting time pushes Referrals the same way."
    )
    assert rows(item) == [
        ("Waiting time", "Trust", "the opposite way", "part of a circle that makes things worse"),
        ("Waiting time", "Referrals", "the same way", "in no circle"),
    ]


def test_what_pushes_itself_alone_pushes_no_other() -> None:
    assert title(drawn(Push(start="Fear", end="Fear"))).startswith("“Fear” pushes itself alone")


def test_two_neighbours_are_tied_by_a_small_bow() -> None:
    chart = causes_chart(drawn(Push(start="Fear", end="Silence")))
    assert chart is not None
    (arc,) = chart.arcs
    reach = [float(x) for x in re.findall(r"C([\d.]+) ", arc.path)]
    begin = float(re.findall(r"M([\d.]+) ", arc.path)[0])
    assert reach[0] - begin < chart.width * 0.15


def test_no_arrow_is_no_map() -> None:
    assert causes_chart(CausalMap(factors=("Trust",))) is None


def test_a_push_down_bows_right_and_back_up_left() -> None:
    chart = causes_chart(drawn(WAITS, BACK))
    assert chart is not None
    down, up = (float(re.search(r"C(-?[\d.]+)", arc.path)[1]) for arc in chart.arcs)  # type: ignore[index]
    assert down > chart.left > up
    assert [arc.dashes for arc in chart.arcs] == [DASHES, DASHES]
    assert all(arc.dark for arc in chart.arcs)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=60),
    st.booleans(),
)
def test_every_arc_stays_on_the_page_and_no_words_meet(
    pairs: list[tuple[int, int]], wide: bool
) -> None:
    pushes = [Push(start=f"{'W' * 90}{a}", end=f"{'W' * 90}{b}") for a, b in pairs if a != b]
    chart = causes_chart(drawn(*pushes), wide=wide)
    if chart is None:
        assert not pushes
        return
    assert len(chart.factors) <= MOST
    assert all(low.y - high.y >= 18 for high, low in pairwise(chart.factors))
    for arc in chart.arcs:
        edge, begin, out, end = (float(re.findall(r"-?[\d.]+", arc.path)[i]) for i in (0, 1, 2, 5))
        # A curve of these corners reaches three quarters of the way to them.
        assert 0 < edge + (out - edge) * 0.75 < chart.width
        assert 0 < begin < chart.height
        assert 0 < end < chart.height
