"""Words of a drawing stand clear of its lines and of one another."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.measures import DatedValue, Trajectory
from assure.report.charts import Label, Spot
from assure.report.labels import Box, Places, box_of
from assure.report.trajectories import TrajectoryChart, trajectory
from assure.report.trajectory_labels import LARGE, SIZE

PAGE = Box(0, 0, 200, 100)
HIGH, LOW = Label(20, 30, "Agreed path"), Label(20, 70, "Agreed path")


def test_words_take_the_first_place_that_nothing_crosses() -> None:
    places = Places(PAGE)
    places.draw([Spot(0, 28), Spot(200, 28)])
    assert places.put([HIGH, LOW], SIZE) is LOW


def test_words_give_way_to_those_that_stand() -> None:
    places = Places(PAGE)
    assert places.put([HIGH, LOW], SIZE) is HIGH
    assert places.put([HIGH, LOW], SIZE) is LOW


def test_where_every_place_is_crossed_the_least_is_taken_or_none() -> None:
    places = Places(PAGE)
    places.draw([Spot(0, 26), Spot(200, 26)])
    places.draw([Spot(0, 28), Spot(200, 28)])
    places.draw([Spot(30, 60), Spot(30, 80)])
    assert places.put([HIGH, LOW], SIZE, or_none=True) is None
    assert places.put([HIGH, LOW], SIZE) is LOW


def test_words_stay_inside() -> None:
    places = Places(PAGE)
    assert places.put([Label(190, 30, "Agreed path"), LOW], SIZE) is LOW


@given(st.floats(-50, 250), st.floats(-50, 150))
def test_a_line_from_inside_a_box_crosses_it_and_one_beside_does_not(x: float, y: float) -> None:
    box = Box(20, 20, 80, 40)
    assert box.crossed_by(Spot(50, 30), Spot(x, y))
    assert not box.crossed_by(Spot(10, -5), Spot(min(x, 19.0), y))


def _measured(*values: float, first: int = 2025, target: float = 60) -> TrajectoryChart:
    """A value a quarter, towards ``target`` at the end of 2030 from the first of them."""
    history = tuple(
        DatedValue(day=dt.date(first, 3, 31) + dt.timedelta(days=91 * i), value=Decimal(str(value)))
        for i, value in enumerate(values)
    )
    end = DatedValue(day=dt.date(2030, 12, 31), value=Decimal(str(target)))
    chart = trajectory(
        Trajectory(
            ref="I1",
            title="Homes",
            outcome="1",
            history=history,
            path=(history[0], end),
            baseline=history[0],
            now=history[-1],
            path_now=history[0].value,
            target=end,
            needed=Decimal(1),
        )
    )
    assert chart is not None
    return chart


@pytest.mark.parametrize(
    "values",
    [
        (50, 51, 53),
        (0, 0, 0),
        (60, 60, 60, 60),
        (-50, -40, -31, -12),
        (1, 10**12, 5),
        (99.5, 80, 90, 96),
        (10, 90) * 8,
    ],
)
def test_no_word_of_a_chart_stands_on_another_or_outside(values: tuple[float, ...]) -> None:
    chart = _measured(*values)
    said = chart.words
    boxes = [
        box_of(label, size, weight)
        for label, size, weight in (
            (said.now, LARGE, "600"),
            (said.start, SIZE, "400"),
            (said.path, SIZE, "600"),
            (said.on_path, SIZE, "400"),
            *((over, SIZE, "400") for over in said.over),
        )
        if label
    ]
    assert said.now
    for box in boxes:
        assert Box(0, 0, chart.width, chart.base).holds(box)
    assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))


def test_early_in_a_plan_all_words_over_the_chart_stand_at_the_right() -> None:
    (over,) = _measured(50, 51, 53).words.over
    assert (over.text, over.anchor) == ("Data to 29 September 2025, then ahead", "start")


def test_nothing_is_said_to_be_ahead_of_the_end() -> None:
    day = dt.date(2025, 3, 31)
    history = tuple(
        DatedValue(day=day.replace(year=year), value=Decimal(year)) for year in (2024, 2025)
    )
    chart = trajectory(
        Trajectory(ref="I1", title="Homes", outcome="1", history=history, now=history[-1])
    )
    assert chart is not None
    assert [label.text for label in chart.words.over] == ["Data to 31 March 2025"]
