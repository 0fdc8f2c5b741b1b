"""Anycity lives through two years, and every number that is told of them is held against what was
written down beforehand (``script/anycity/years/expected.yaml``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.anycity.living import ANNUAL, MID_YEAR, NEXT_MID_YEAR, Years, shipped, table

from assure.model.base import as_json
from assure.model.comparison import Comparison, Fate, Move
from assure.model.comparison_document import ComparisonDocument
from assure.service.demo import review_of
from assure.service.reviews import review_document
from assure.store.store import Store

EXPECTED = table("expected")
STEPS = {
    "mid_year_to_annual": (MID_YEAR, ANNUAL),
    "annual_to_mid_year": (ANNUAL, NEXT_MID_YEAR),
}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Years:
    years = Years(tmp_path_factory.mktemp("anycity"))
    years.live()
    return years


@pytest.fixture(scope="module")
def compared(years: Years) -> dict[str, Comparison]:
    found = {}
    for step, (older, newer) in STEPS.items():
        told = years.run("compare", older, newer, "--edition", "full", "--format", "json")
        found[step] = ComparisonDocument.model_validate_json(told)
    return found


@pytest.fixture(scope="module")
def store(years: Years) -> Iterator[Store]:
    with Store.open(years.folder / "assure.db") as store:
        yield store


def each(*parts: str) -> list[Any]:
    """Every finding in these parts of what is expected of either step."""
    return [
        pytest.param(step, part, entry, id=f"{step} {part} {entry['ref']} {entry['code']}")
        for step in STEPS
        for part in parts
        for entry in EXPECTED[step].get(part, ())
    ]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("part", "fate"),
    [
        ("new", Fate.NEW),
        ("completed", Fate.COMPLETED),
        ("cancelled", Fate.CANCELLED),
        ("gone", Fate.GONE),
    ],
)
def test_what_became_of_each_action(
    compared: dict[str, Comparison], step: str, part: str, fate: Fate
) -> None:
    assert sorted(action.ref for action in compared[step].fated(fate)) == sorted(
        EXPECTED[step][part]
    )


@pytest.mark.parametrize("step", STEPS)
def test_which_dates_moved_and_how_far(compared: dict[str, Comparison], step: str) -> None:
    moved = {
        action.ref: (move.was, move.now, move.days)
        for action in compared[step].actions
        if (move := action.field("due")) and move.days is not None
    }
    assert moved == {
        ref: (_short(was), _short(now), (now - was).days)
        for ref, (was, now) in EXPECTED[step]["redated"].items()
    }


def test_which_actions_have_a_day_at_last(compared: dict[str, Comparison]) -> None:
    step = "annual_to_mid_year"
    dated = {
        action.ref: move.now
        for action in compared[step].actions
        if (move := action.field("due")) and move.days is None
    }
    assert dated == {ref: _short(day) for ref, day in EXPECTED[step]["dated"].items()}


def _short(day: Any) -> str:
    return f"{day.day} {day:%b %Y}"


@pytest.mark.parametrize("step", STEPS)
def test_no_date_moved_more_than_once_in_half_a_year(
    compared: dict[str, Comparison], step: str
) -> None:
    deadlines = [move for action in compared[step].actions if (move := action.field("due"))]
    assert {move.times for move in deadlines} == {1}


def test_who_owns_what_now(compared: dict[str, Comparison]) -> None:
    for step in STEPS:
        owners = {
            action.ref: [move.was, move.now]
            for action in compared[step].actions
            if (move := action.field("owner"))
        }
        expected = EXPECTED[step]["reowned"]
        assert sorted(owners) == sorted(expected)
        for ref, (was, now) in dict(expected).items():
            assert was in owners[ref][0]
            assert owners[ref][1] == now


@pytest.mark.parametrize(
    ("step", "part", "entry"), each("fixed", "gone_with_the_action", "still_open", "new_findings")
)
def test_what_became_of_findings(
    compared: dict[str, Comparison], step: str, part: str, entry: dict[str, str]
) -> None:
    moves = {
        "fixed": {Move.FIXED, Move.PUT_OFF},
        "gone_with_the_action": {Move.GONE_WITH_ACTION},
        "still_open": {Move.STILL_OPEN},
        "new_findings": {Move.NEW},
    }
    (found,) = (
        finding
        for finding in compared[step].findings
        if (finding.ref, finding.code) == (entry["ref"], entry["code"])
    )
    assert found.move in moves[part]


@pytest.mark.parametrize(
    ("name", "review"),
    [("mid_year_2026", MID_YEAR), ("annual_2027", ANNUAL), ("mid_year_2027", NEXT_MID_YEAR)],
)
def test_how_many_actions_each_review_had(years: Years, name: str, review: str) -> None:
    file = years.folder / f"{name}.json"
    years.run("review", "show", review, "-o", file)
    actions = json.loads(file.read_text(encoding="utf-8"))["review"]["plan"]["actions"]
    closed = [one for one in actions if one.get("status") in {"completed", "cancelled"}]
    expected = EXPECTED[name]
    assert (len(actions), len(actions) - len(closed)) == (expected["actions"], expected["open"])


def test_how_the_promises_stood_at_the_annual_review(years: Years) -> None:
    told = years.run("promises", "--all", "--format", "json", today="2027-04-30")
    states = {promise["text"]: promise["state"] for promise in json.loads(told)}
    letters = {promise["promise"]: promise["key"] for promise in table("session")["promises"]}
    found: dict[str, list[str]] = {}
    for text, state in states.items():
        found.setdefault(state, []).append(letters[text])
    expected = EXPECTED["mid_year_to_annual"]["promises"]
    assert {state: sorted(keys) for state, keys in found.items()} == expected


def test_what_the_year_closed(store: Store) -> None:
    plan = store.plan(store.plans()[0].key)
    assert plan is not None
    expected = EXPECTED["rolled"]
    (year,) = plan.closed
    assert (year.until, len(year.actions)) == (expected["from"], expected["closed"])
    assert [plan.period_start, plan.period_end] == expected["period"]
    assert sum(1 for action in plan.actions if action.carried) + 2 == expected["carried"]


def test_the_history_adds_up_to_the_plan(store: Store) -> None:
    (kept,) = store.plans()
    live = store.plan(kept.key)
    assert live is not None
    assert as_json(store.plan_at(kept.key, live.version)) == as_json(live)


def test_the_story_of_an_action_spans_the_years(years: Years) -> None:
    told = years.run("show", "5.3")
    for line in (
        "12 October 2026  Import of plan.xlsx",
        "    Date: 31/12/2026 → 30/06/2027",
        "    Progress, Q8: 12 families are in bed and breakfast.",
        "    Carried over into the year from: 1 April 2027",
        "    Status: delayed → completed",
    ):
        assert line in told.splitlines()
    found = [line for line in told.splitlines() if line.startswith("    TIM-10, high")]
    assert [line.split("put back ")[1].split(";")[0] for line in found] == ["twice", "three times"]


def test_an_action_that_was_closed_or_taken_out_is_still_found(years: Years) -> None:
    for ref, standing in (
        ("2.2", "Closed with the year to 31 March 2027, when the plan rolled on."),
        ("2.7", "No longer in the plan since 24 May 2027."),
    ):
        assert standing in " ".join(years.run("show", ref).split())


def test_the_reviews_that_ship_are_those_that_were_lived_through(years: Years) -> None:
    """Else run script/author-years."""
    for name, document in shipped(years).items():
        assert review_document(review_of(name)) == document
