"""The chart of open actions in time: what it chooses, where it stands and what it says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.assessment import Assessment
from assure.model.links import Milestone, Timeline, Wait, WaitState, Work
from assure.model.review import Review
from assure.report.figures import TABLED
from assure.report.fit import fit, width_of
from assure.report.kinds import Material, kind_named
from assure.report.timeline import ROWS, WIDE, timeline_chart
from assure.report.timeline_words import HEADS, days_title, left_out, rows, sentence, title, under
from assure.service.report import html_of

AS_OF, UNTIL = dt.date(2026, 10, 31), dt.date(2027, 9, 30)
MARCH, JUNE = dt.date(2027, 3, 31), dt.date(2027, 6, 30)


def work(ref: str, due: dt.date | None = MARCH, **fields: object) -> Work:
    late = max((AS_OF - due).days, 0) if due else 0
    return Work(ref=ref, title=f"Open centre {ref}", due=due, days_late=late, **fields)  # type: ignore[arg-type]


def wait(action: str, on: str, state: WaitState = WaitState.BEFORE, **fields: object) -> Wait:
    days = {"due": MARCH, "on_due": JUNE} if on else {}
    return Wait(action=action, on=on, state=state, title=f"Open centre {on}", **(days | fields))  # type: ignore[arg-type]


def line(*of: Work, waits: Sequence[Wait] = ()) -> Timeline:
    return Timeline(as_of=AS_OF, until=UNTIL, work=of, waits=tuple(waits))


BEFORE, LATE, CIRCLE = WaitState.BEFORE, WaitState.LATE, WaitState.CIRCLE


@pytest.mark.parametrize(
    ("waits", "says"),
    [
        ([wait("1", "2")], "One action is due before what it waits for"),
        ([wait("1", "2"), wait("1", "3")], "One action is due before what it waits for"),
        ([wait("1", "2"), wait("3", "2")], "Two actions are due before what they wait for"),
        (
            [wait("1", "2"), wait("3", "2", LATE)],
            "One action is due before what it waits for; one waits for what is late",
        ),
        (
            [wait("1", "2", LATE), wait("3", "2", WaitState.CANCELLED)],
            "Two actions wait for what is late or cancelled",
        ),
        (
            [wait("1", "2", CIRCLE), wait("2", "1", CIRCLE)],
            "Two actions wait for one another in a circle",
        ),
        ([wait("1", "2", WaitState.IN_ORDER)], "No action is due before what it waits for"),
        ([wait("1", "", WaitState.OUTSIDE)], "Three deadlines until 30 Sep 2027"),
        ([], "Three deadlines until 30 Sep 2027"),
    ],
)
def test_the_title_says_what_was_found(waits: list[Wait], says: str) -> None:
    assert title(line(work("1"), work("2"), work("3"), waits=waits)) == says


def test_deadlines_and_milestones_to_come_are_counted_apart() -> None:
    step = Milestone(text="half of it", day=dt.date(2027, 1, 31))
    past = Milestone(text="a start", day=dt.date(2026, 1, 31))
    assert days_title(line(work("1", milestones=(past, step)))) == (
        "One deadline and one milestone until 30 Sep 2027"
    )
    assert days_title(line(work("1", None))) == "No open action has a day to keep until 30 Sep 2027"


def test_nothing_to_draw_is_no_chart() -> None:
    assert timeline_chart(Timeline()) is None
    assert timeline_chart(line()) is None
    assert timeline_chart(line(work("1", None), work("2", dt.date(2029, 1, 1)))) is None


def test_what_is_waited_for_stands_above_what_waits_and_trouble_comes_first() -> None:
    chart = timeline_chart(
        line(
            work("1", dt.date(2026, 12, 1)),
            work("2", MARCH),
            work("3", JUNE),
            work("4"),
            work("5"),
            waits=[wait("2", "3"), wait("5", "4", WaitState.IN_ORDER)],
        )
    )
    assert chart is not None
    assert chart.shown == ("3", "2", "4", "5", "1")
    assert [row.strong for row in chart.rows] == [False, True, False, False, False]
    assert [arrow.broken for arrow in chart.arrows] == [False, True]


def test_an_arrow_runs_back_in_time_where_it_cannot_be_kept() -> None:
    chart = timeline_chart(line(work("1", MARCH), work("2", JUNE), waits=[wait("1", "2")]))
    assert chart is not None
    (arrow,) = chart.arrows
    across = [float(x) for x, _ in re.findall(r"[ML]([\d.]+) ([\d.]+)", arrow.path)]
    assert across[-1] < across[0]


@pytest.mark.parametrize("undated", [False, True])
def test_many_arrows_at_the_end_of_the_quarters_have_room_beside_the_words(undated: bool) -> None:
    every = [work(str(n), UNTIL) for n in range(1, 9)]
    waits = [wait(one.ref, "8", WaitState.IN_ORDER, due=UNTIL, on_due=UNTIL) for one in every[:-1]]
    more = [work("9", None), work("10", dt.date(2030, 3, 31))] if undated else []
    waits += [wait(one.ref, "8", WaitState.NO_DATE, due=one.due, on_due=UNTIL) for one in more]
    chart = timeline_chart(line(*every, *more, waits=waits))
    assert chart is not None
    assert len(chart.arrows) == len(waits)
    farthest = max(
        float(x) for arrow in chart.arrows for x in re.findall(r"[ML]([\d.]+) ", arrow.path)
    )
    assert farthest <= chart.width - 2
    assert chart.later is None or farthest <= chart.later - 2
    if chart.later is not None:
        beyond = [row.beyond for row in chart.rows if row.beyond]
        assert all(chart.later + width_of(words, 8) <= chart.width for words in beyond)


def test_what_is_late_stands_left_of_the_as_of_date_and_what_is_far_or_undated_in_words() -> None:
    chart = timeline_chart(
        line(
            work("1", dt.date(2026, 9, 30)),
            work("2", None),
            work("3", dt.date(2028, 3, 31)),
            waits=[wait("2", "1", LATE), wait("3", "2", WaitState.UNDATED)],
        )
    )
    assert chart is not None
    late, undated, far = chart.rows
    assert late.late
    assert late.due is not None
    assert late.due < chart.left
    assert (undated.due, undated.beyond) == (None, "no date")
    assert (far.due, far.beyond) == (None, "Mar 2028")


def test_the_sentence_and_the_table_hold_what_the_picture_shows() -> None:
    item = line(work("1"), work("2", JUNE), waits=[wait("1", "2")])
    chart = timeline_chart(item)
    assert chart is not None
    assert sentence(item, chart.shown) == (
        "One action is due before what it waits for. 1 waits for 2, due only 30 Jun 2027. "
        "Deadlines: 1 31 Mar 2027 and 2 30 Jun 2027."
    )
    assert len(HEADS) == 5
    assert rows(item) == [
        (
            "deadline",
            "1 Open centre 1",
            "31 Mar 2027",
            "2 Open centre 2",
            "due before it: that is due 30 Jun 2027",
        ),
        ("deadline", "2 Open centre 2", "30 Jun 2027", "nothing told", "to come"),
    ]


@pytest.mark.parametrize(("many", "cut"), [(TABLED, False), (TABLED + 1, True)])
def test_a_table_of_more_than_it_can_tell_says_so(
    many: int, cut: bool, assessment: Assessment, review: Review
) -> None:
    measures = assessment.measures.model_copy(
        update={"timeline": line(*(work(f"9.{n}") for n in range(many)))}
    )
    judged = assessment.model_copy(update={"measures": measures})
    html = html_of(kind_named("operational"), Material(review, judged))
    (table,) = re.findall("(?s)<table[^>]*><caption[^>]*>Milestones, .*?</table>", html)
    assert ("the first of them, for there are more than a table can tell" in table) is cut
    assert table.count('<th scope="row">') == TABLED


def test_what_is_left_out_is_counted() -> None:
    chart = timeline_chart(line(*(work(str(i)) for i in range(500))))
    assert chart is not None
    assert (len(chart.rows), chart.more) == (ROWS, 500 - ROWS)
    assert left_out(chart.more).startswith(f"{500 - ROWS} further open actions with a day")
    assert left_out(1).startswith("One further open action with a day, or waiting for another, is")


def test_of_a_chain_of_hundreds_the_trouble_is_drawn() -> None:
    calm = [wait(str(i + 1), str(i), WaitState.IN_ORDER) for i in range(500)]
    chart = timeline_chart(
        line(*(work(str(i)) for i in range(501)), waits=[wait("300", "77"), *calm])
    )
    assert chart is not None
    assert {"77", "300"} <= set(chart.shown)
    assert len(chart.rows) == ROWS


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(WaitState)), max_size=9
    ),
    st.lists(
        st.one_of(st.none(), st.dates(dt.date(1950, 1, 1), dt.date(2149, 12, 31))), max_size=9
    ),
    st.booleans(),
)
def test_every_mark_stands_inside_and_no_rows_meet(
    pairs: list[tuple[int, int, WaitState]], dues: list[dt.date | None], wide: bool
) -> None:
    item = line(
        *(work(str(i), due, start=AS_OF) for i, due in enumerate(dues)),
        waits=[wait(str(a), str(b), state) for a, b, state in pairs if a < len(dues)],
    )
    chart = timeline_chart(item, wide=wide)
    if chart is None:
        return
    assert all(low.y - high.y >= 14 for high, low in pairwise(chart.rows))
    for row in chart.rows:
        assert chart.top < row.y < chart.base
        for x in (row.due, *row.steps, *(row.bar or ())):
            assert x is None or 0 < x <= chart.width
    for arrow in chart.arrows:
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", arrow.path):
            assert 0 < float(x) <= chart.width
            assert 0 < float(y) < chart.height


@given(st.text(max_size=80), st.floats(9, 300))
def test_words_never_outgrow_their_room(text: str, room: float) -> None:
    assert width_of(fit(text, room, 8.5), 8.5) <= room


def test_words_are_cut_between_words_where_they_can_be() -> None:
    assert fit("Open a second youth employment centre in Eastfield", 150, 8.5) == (
        "Open a second youth employment…"
    )
    assert fit("Open", 150, 8.5) == "Open"
    assert fit("W" * 90, WIDE / 10, 8.5).endswith("W…")


def test_a_deadline_before_the_plan_began_is_told_as_that_and_counts_no_days() -> None:
    slip = work("6.8", dt.date(2017, 6, 30))
    item = line(slip).model_copy(update={"began": dt.date(2025, 4, 1)})
    assert under(slip, (), (), item.began) == "due before the plan began"
    assert rows(item)[0][-1] == "due before the plan began"
    assert "6.8 30 Jun 2017 (before the plan began)" in sentence(item, ["6.8"])
    assert under(slip, (), ()).endswith("days late")  # of a plan without a period
