"""The systems map: who it draws, how thick, and what it says."""

from __future__ import annotations

from itertools import pairwise

import pytest

from assure.model.links import Carrier, SystemsMap, Tie, TieKind
from assure.model.measures import OutcomeMeasures
from assure.report.fit import width_of
from assure.report.systems import MOST, ROW, THIN, map_chart
from assure.report.systems_words import rows, sentence, title


def outcome(ref: str, name: str = "More homes are warm") -> OutcomeMeasures:
    return OutcomeMeasures(
        ref=ref, title=name, actions=2, open_actions=2, with_findings=0, with_high=0,
        findings=0, high=0, medium=0, low=0,
    )  # fmt: skip


def carrier(name: str, *outcomes: str, over: bool = False, kind: str = "post") -> Carrier:
    actions = tuple(f"{ref}.1" for ref in outcomes)
    return Carrier(name=name, kind=kind, actions=actions, outcomes=outcomes, over=over)


def carries(name: str, end: str, *refs: str) -> Tie:
    return Tie(kind=TieKind.CARRIES, start=name, end=end, refs=refs or (f"{end}.1",))


HOUSING = carrier("Head of Housing", "1", "2")
SHARED = Tie(kind=TieKind.SHARES, start="1", end="2", refs=("1.1",))
WAITS = Tie(kind=TieKind.WAITS, start="2", end="1", refs=("2.1",), broken=1)


def small(*ties: Tie, carriers: tuple[Carrier, ...] = (HOUSING,)) -> SystemsMap:
    own = [carries(c.name, ref) for c in carriers for ref in c.outcomes]
    return SystemsMap(outcomes=("1", "2"), carriers=carriers, ties=(*own, *ties))


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (small(), "Head of Housing carries two outcomes with two open actions"),
        (
            small(carriers=(HOUSING, carrier("College", "1", "2"))),
            "Head of Housing carries two outcomes, and one other carries several",
        ),
        (small(WAITS, SHARED, carriers=()), "Outcome 2 waits for outcome 1"),
        (small(SHARED, carriers=()), "One open action ties outcomes 1 and 2"),
        (SystemsMap(), "Nothing ties one outcome to another"),
    ],
)
def test_the_title_says_the_heaviest_tie(item: SystemsMap, says: str) -> None:
    assert title(item) == says


def test_nothing_tied_is_no_map() -> None:
    assert map_chart(SystemsMap(outcomes=("1", "2")), [outcome("1"), outcome("2")]) is None


def test_a_line_is_thicker_the_more_actions_it_stands_for() -> None:
    item = SystemsMap(
        outcomes=("1", "2"),
        carriers=(HOUSING,),
        ties=(
            carries("Head of Housing", "1", "1.1", "1.2", "1.3"),
            carries("Head of Housing", "2"),
        ),
    )
    chart = map_chart(item, [outcome("1"), outcome("2")])
    assert chart is not None
    widths = sorted(line.width for line in chart.lines)
    assert widths[0] == THIN
    assert widths[1] > 2 * THIN


def test_where_many_lines_meet_none_is_so_thick_that_they_close_up() -> None:
    refs = tuple(map(str, range(1, MOST + 1)))
    every = tuple(carrier(f"Post {n}", *refs) for n in range(MOST))
    ties = tuple(carries(c.name, ref, *map(str, range(20))) for c in every for ref in refs)
    item = SystemsMap(outcomes=refs, carriers=every, ties=ties)
    chart = map_chart(item, [outcome(ref) for ref in refs])
    assert chart is not None
    assert max(line.width for line in chart.lines) * MOST < ROW


def test_only_what_asks_for_attention_is_dark() -> None:
    busy, calm = carrier("Clerk", "1", "2", over=True), carrier("College", "1", "2")
    chart = map_chart(
        small(SHARED, WAITS, carriers=(HOUSING, busy, calm)), [outcome("1"), outcome("2")]
    )
    assert chart is not None
    assert {place.name for place in chart.carriers if place.strong} == {"Head of Housing", "Clerk"}
    # Two lines each of these two, and the waiting that cannot be kept.
    assert sum(line.dark for line in chart.lines) == 5
    assert next(p.under for p in chart.carriers if p.name == "Clerk") == (
        "post, 2 open actions, overbooked"
    )


def test_the_sentence_and_the_table_hold_the_same_ties() -> None:
    item = small(SHARED, WAITS)
    assert sentence(item) == (
        "Head of Housing carries two outcomes with two open actions. Head of Housing: 2 open "
        "actions for outcomes 1 and 2. Outcomes 1 and 2 share 1 open action; outcome 2 waits for "
        "outcome 1 with 1 open action."
    )
    assert rows(item) == [
        ("Head of Housing", "Outcome 1", "leads", "1", "1.1"),
        ("Head of Housing", "Outcome 2", "leads", "1", "2.1"),
        ("Outcome 1", "Outcome 2", "the same actions serve both", "1", "1.1"),
        ("Outcome 2", "Outcome 1", "waits for it, which cannot go as it is written", "1", "2.1"),
    ]


@pytest.mark.parametrize("wide", [False, True])
def test_of_many_the_most_tied_are_drawn_each_with_room_for_its_words(wide: bool) -> None:
    refs = [str(i) for i in range(40)]
    carriers = tuple(carrier(f"{'W' * 80} {i}", *refs[i : i + 3]) for i in range(38))
    item = SystemsMap(
        outcomes=tuple(refs),
        carriers=carriers,
        ties=tuple(carries(c.name, ref) for c in carriers for ref in c.outcomes),
    )
    chart = map_chart(item, [outcome(ref, "Ж" * 300) for ref in refs], wide=wide)
    assert chart is not None
    assert len(chart.outcomes) == len(chart.carriers) == MOST
    assert chart.left_out == (
        "12 of 40 outcomes and 12 of 38 posts, teams or partners are drawn, those tied most."
    )
    for column, start, end in (
        (chart.outcomes, chart.left, chart.joint),
        (chart.carriers, chart.right, chart.width),
    ):
        assert all(low.y - high.y >= 20 for high, low in pairwise(column))
        assert all(start + width_of(place.name, 8.5, "600") <= end for place in column)


def test_the_order_of_a_map_is_always_the_same() -> None:
    item = small(SHARED, WAITS, carriers=(HOUSING, carrier("College", "1", "2")))
    both = [outcome("1"), outcome("2")]
    assert map_chart(item, both) == map_chart(item, list(both))
