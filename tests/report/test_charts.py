"""Marks stand where their figures say, on any plan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.assessment import Assessment
from assure.model.measures import (
    Bunching,
    Count,
    DatedValue,
    Measures,
    MonthDue,
    OutcomeMeasures,
    Trajectory,
)
from assure.model.ratings import RatingLevel
from assure.report import charts
from assure.report.bunching import bunching_chart
from assure.report.charts import load_chart, mm, polyline, reported_bar, round_steps
from assure.report.figures import reported_title
from assure.report.fit import width_of
from assure.report.trajectories import sparkline, trajectory


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_a_scale_spans_its_values_in_few_round_steps(low: int, span: int) -> None:
    low_value, high_value = low / 1000, (low + span) / 1000
    steps = round_steps(low_value, high_value)
    assert steps[0] <= low_value
    assert steps[-1] >= high_value
    assert 2 <= len(steps) <= 8


def test_a_better_value_stands_lower_when_the_line_should_fall(assessment: Assessment) -> None:
    chart = trajectory(assessment.measures.trajectories[0])
    assert chart is not None
    assert chart.now is not None
    assert chart.target is not None
    assert chart.start is not None
    assert chart.start.x < chart.now.x < chart.target.x == chart.right
    assert chart.start.y < chart.now.y < chart.target.y <= chart.base


def test_labels_about_the_present_value_stand_apart(assessment: Assessment) -> None:
    for item in assessment.measures.trajectories:
        chart = trajectory(item)
        assert chart is not None
        if chart.words.on_path and chart.words.now:
            far = abs(chart.words.on_path.y - chart.words.now.y) > 10
            assert far or chart.words.on_path.anchor != chart.words.now.anchor


def _falling(target: int, forecast: int | None = None) -> Trajectory:
    """From 398 now, its highest, to ``target`` in two years."""
    values = [(2024, 300), (2025, 350), (2026, 398)]
    history = tuple(DatedValue(day=dt.date(y, 3, 31), value=Decimal(v)) for y, v in values)
    end = dt.date(2028, 3, 31)
    return Trajectory(
        ref="I1",
        title="Homeless",
        outcome="1",
        history=history,
        now=history[-1],
        target=DatedValue(day=end, value=Decimal(target)),
        forecast=() if forecast is None else (DatedValue(day=end, value=Decimal(forecast)),),
    )


@pytest.mark.parametrize("forecast", [None, 0, 3, 40, 380])
@pytest.mark.parametrize("target", [0, 5, 30])
def test_the_words_at_the_right_clear_the_months_and_each_other(
    target: int, forecast: int | None
) -> None:
    chart = trajectory(_falling(target, forecast))
    assert chart is not None
    assert chart.target_end is not None
    ends = [mark.y for mark in (chart.target_end, chart.forecast_end) if mark]
    assert max(ends) + 9.5 <= chart.base + 4  # the second line; the months begin at 6
    assert len(ends) == 1 or abs(ends[0] - ends[1]) >= 2 * 11


def test_the_value_of_now_stands_under_the_words_over_the_chart() -> None:
    chart = trajectory(_falling(30))
    assert chart is not None
    assert chart.words.now is not None
    assert chart.words.now.y - 8 > chart.top - 5  # its figures are 8 high, those words end 5 above


def test_a_share_of_a_whole_is_not_drawn_beyond_the_whole() -> None:
    whole = _falling(60).model_copy(update={"unit": "%"})
    values = [
        value.model_copy(update={"value": min(value.value, Decimal(100))})
        for value in whole.history
    ]
    chart = trajectory(whole.model_copy(update={"history": tuple(values), "now": values[-1]}))
    assert chart is not None
    assert chart.grid[-1].text == "100%"


@pytest.mark.parametrize("count", [0, 1])
def test_an_indicator_with_less_than_two_values_is_not_drawn(count: int) -> None:
    history = tuple(DatedValue(day=dt.date(2026, 3, 31), value=Decimal(5)) for _ in range(count))
    item = Trajectory(ref="I1", title="Few", outcome="1", history=history)
    assert trajectory(item) is None
    assert sparkline(item) is None


def test_a_small_drawing_shows_the_pace_needed_where_the_path_ends_before_the_target() -> None:
    item = _falling(280).model_copy(update={"needed": Decimal("-15")})
    assert item.now is not None
    short = item.model_copy(update={"path": (item.history[0], item.now)})
    whole = item.model_copy(update={"path": (item.history[0], item.target)})
    late = short.model_copy(update={"needed": None})  # the target's day has passed
    reached = short.model_copy(update={"verdict": "reached"})
    drawn = [sparkline(each) for each in (item, short, whole, late, reached)]
    assert [bool(spark and spark.needed) for spark in drawn] == [True, True, False, False, False]
    charts = [trajectory(each) for each in (short, late, reached)]
    assert [bool(chart and chart.needed) for chart in charts] == [True, False, False]
    spark = drawn[1]
    assert spark is not None
    assert spark.target is not None
    assert spark.needed == polyline([spark.now, spark.target])


def test_a_flat_history_can_be_drawn() -> None:
    history = tuple(
        DatedValue(day=dt.date(2025, month, 1), value=Decimal(0)) for month in (1, 4, 7)
    )
    item = Trajectory(ref="I1", title="Flat", outcome="1", history=history, now=history[-1])
    assert trajectory(item) is not None
    assert sparkline(item) is not None


def test_days_beyond_the_agreed_line_are_drawn_apart(assessment: Assessment) -> None:
    over = next(load for load in assessment.measures.loads if load.agreed == 30)
    chart = load_chart(over, Decimal(66))
    assert [bar.label.text for bar in chart.bars] == ["31", "66", "22", "18", "14", "20"]
    assert [bar.over_y is not None for bar in chart.bars] == [True, True] + 4 * [False]
    assert chart.line == chart.bars[1].within_y


def test_days_too_wide_to_stand_side_by_side_are_told_of_the_highest_bar(
    assessment: Assessment,
) -> None:
    load = assessment.measures.loads[0]
    quarters = [
        quarter.model_copy(update={"days": Decimal(1_250_000 + place)})
        for place, quarter in enumerate(load.quarters)
    ]
    chart = load_chart(load.model_copy(update={"quarters": tuple(quarters)}), Decimal(1_250_005))
    *others, highest = chart.bars
    assert [bar.label.text for bar in others] == [""] * len(others)
    assert highest.label.text == "1,250,005"
    half = width_of(highest.label.text, 8, "600") / 2
    assert highest.label.x + half <= chart.width + 0.01
    assert highest.middle == pytest.approx(highest.x + highest.width / 2, abs=0.1)


def test_a_post_without_agreed_days_has_no_line(assessment: Assessment) -> None:
    free = next(load for load in assessment.measures.loads if load.agreed is None)
    chart = load_chart(free, Decimal(66))
    assert chart.line is None
    assert all(bar.over_y is None for bar in chart.bars)


def test_every_open_action_is_one_square(assessment: Assessment) -> None:
    chart = bunching_chart(assessment.measures.bunching)
    assert chart is not None
    squares = [square for stack in (*chart.stacks, *chart.apart) for square in stack.squares]
    assert len(squares) == 13
    assert sum(square.kind == "late" for square in squares) == 2
    assert [stack.label for stack in chart.stacks][:3] == ["Jun", "Jul", "Aug"]
    assert [stack.year for stack in chart.stacks if stack.year] == ["2026", "2027", "2028"]


def due(year: int, month: int, count: int = 1) -> MonthDue:
    refs = tuple(f"{year}.{month}.{i}" for i in range(count))
    return MonthDue(label="", month=dt.date(year, month, 1), written=refs)


def test_a_date_far_away_stands_apart_and_months_between_are_not_lost() -> None:
    chart = bunching_chart(
        Bunching(months=(due(2017, 6), due(2026, 11, 3), due(2027, 2, 4), due(2061, 1)))
    )
    assert chart is not None
    assert [(s.label, s.count) for s in chart.stacks] == [
        ("Nov", 3), ("Dec", 0), ("Jan", 0), ("Feb", 4),
    ]  # fmt: skip
    assert [(s.label, s.count) for s in chart.apart] == [("earlier", 1), ("later", 1)]


def test_five_hundred_actions_due_in_one_month_stay_on_the_page() -> None:
    chart = bunching_chart(Bunching(months=(due(2026, 11), due(2027, 3, 500))))
    assert chart is not None
    assert chart.height < mm(60)
    assert all(0 <= s.x <= chart.width and s.y >= 0 for s in chart.stacks[-1].squares)


def test_squares_of_one_month_never_touch_those_of_the_next() -> None:
    """However many months and columns apart share the page; then only quarters are named."""
    years = [2010, *[2027] * 12, *[2028] * 12, 2029, 2060]
    months = [1, *range(1, 13), *range(1, 13), 1, 5]
    item = Bunching(
        months=tuple(
            MonthDue(label="", month=dt.date(year, number, 1), written=(f"{year}a{number}", f"{i}"))
            for i, (year, number) in enumerate(zip(years, months, strict=True))
        ),
        undated=("9",),
        dated=54,
    )
    chart = bunching_chart(item)
    assert chart is not None
    for one, other in pairwise([*chart.stacks, *chart.apart]):
        end = max(square.x for square in one.squares) + chart.side
        assert min(square.x for square in other.squares) - end > 1.5
    assert [stack.label for stack in chart.stacks][:4] == ["Jan", "", "", "Apr"]


def test_undated_actions_alone_are_drawn() -> None:
    chart = bunching_chart(Bunching(undated=("1", "2")))
    assert chart is not None
    assert chart.stacks == ()
    assert chart.busiest is None
    assert bunching_chart(Bunching()) is None


def test_only_the_given_rating_is_filled() -> None:
    scale = charts.verdict_scale(RatingLevel.AMBER_RED)
    assert [mark.text for mark, here in scale.stops if here] == ["Amber-Red"]
    assert scale.since is None


def test_an_arrow_leads_from_where_a_rating_stood_before() -> None:
    scale = charts.verdict_scale(RatingLevel.AMBER_RED, RatingLevel.GREEN)
    at = {mark.text: mark.x for mark, _ in scale.stops}
    assert scale.since == (at["Green"], at["Amber-Red"])
    for before in (RatingLevel.AMBER_RED, RatingLevel.NOT_RATED, None):
        assert charts.verdict_scale(RatingLevel.AMBER_RED, before).since is None


def test_reported_actions_are_drawn_worst_first() -> None:
    counts = (
        Count(key="green", label="Green", count=3),
        Count(key="none", label="Not reported", count=1),
        Count(key="red", label="Red", count=2),
    )
    bar = reported_bar(counts, 6, 60)
    assert [(part.key, part.width) for part in bar] == [("red", 20), ("green", 30), ("none", 10)]


def reporting(ref: str, **counts: int) -> OutcomeMeasures:
    """An outcome with this many open actions reported in each colour."""
    told = tuple(Count(key=key, label=key, count=number) for key, number in counts.items())
    return OutcomeMeasures(
        ref=ref, title="Homes", actions=9, open_actions=9, with_findings=0, with_high=0,
        findings=0, high=0, medium=0, low=0, reported=told,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcomes", "says"),
    [
        (
            [reporting("1", red=1), reporting("5", red=1, amber=3, green=5)],
            "Outcome 5 has most open actions reported amber or worse: four of nine",
        ),
        (
            [reporting("1", red=1), reporting("5", amber=1)],
            "Outcomes 1 and 5 have most reported amber or worse: one open action each",
        ),
        (
            [reporting("1", red=9), reporting("5", green=9)],
            "Outcome 1 has most open actions reported amber or worse: all nine",
        ),
        ([reporting("1", green=9)], "No open action is reported amber or worse"),
        ([reporting("1", none=9)], "No RAG is reported of any open action"),
    ],
)
def test_the_chart_of_what_is_reported_says_where_it_is_worst(
    outcomes: list[OutcomeMeasures], says: str
) -> None:
    assert reported_title(Measures(outcomes=tuple(outcomes))) == says
