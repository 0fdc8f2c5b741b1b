"""A plan rolls on a year: what closes, what is carried, and when it may."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.build import action, note, plan, resource
from tests.assess.random_plans import plans
from tests.assess.rolling import AT_YEAR_END, NEXT, PERIOD, first_year, whole
from tests.thorough import tries

from assure.assess.roll_forward import roll_forward
from assure.model.actions import PastQuarter, ProgressNote
from assure.model.base import as_json
from assure.model.errors import AssureError
from assure.model.plan import Plan
from assure.model.values import Status

YEAR_LATER = dt.date(2027, 4, 1)


def rolled(of: Plan, today: dt.date = AT_YEAR_END, **how: Any) -> Plan:
    return roll_forward(of, today, **how)[0]


def refs(nouns: Any) -> list[str]:
    return [noun.ref for noun in nouns]


# --- What closes and what is carried ----------------------------------------------------------


def test_completed_and_cancelled_actions_close_and_the_others_are_carried() -> None:
    after, told = roll_forward(first_year(), AT_YEAR_END)
    assert refs(after.actions) == ["1.3", "1.4"]
    assert refs(after.closed[0].actions) == ["1.1", "1.2"]
    assert (refs(told.completed), refs(told.cancelled)) == (["1.1"], ["1.2"])
    assert [(one.ref, one.times) for one in told.carried] == [("1.3", 1), ("1.4", 1)]


def test_the_period_goes_on_a_year_and_keeps_its_length() -> None:
    after = rolled(first_year())
    assert (after.period_start, after.period_end) == NEXT
    year = after.closed[0]
    assert (year.period_start, year.period_end) == PERIOD
    assert (year.on, year.until) == (AT_YEAR_END, dt.date(2026, 3, 31))


def test_a_closed_action_stays_whole() -> None:
    before = first_year()
    done = rolled(before).closed[0].actions[0]
    assert done == before.actions[0]
    assert [(told.quarter, told.text) for told in done.notes] == [(3, "Opened")]


def test_a_carried_action_keeps_its_key_reference_and_date() -> None:
    before = first_year()
    late = rolled(before).actions[0]
    assert (
        late.model_copy(update={"notes": before.actions[2].notes, "carried": ()})
        == (before.actions[2])
    )
    assert late.carried == (NEXT[0],)


def test_quarters_are_numbered_anew_and_notes_of_the_closed_year_keep_their_words() -> None:
    of = PastQuarter(number=2, period_start=PERIOD[0], period_end=PERIOD[1])
    begun, half, to_come = rolled(first_year()).actions[0].notes
    assert (begun.quarter, begun.text, begun.was) == (None, "Survey begun", of)
    assert half.was == of.model_copy(update={"number": 4})
    assert (to_come.quarter, to_come.was) == (2, None)
    # What people wrote of "Q6" stays: only the place of the note moves.
    assert to_come.text == "To come in Q6"


def test_work_of_which_nothing_was_told_in_the_last_quarter_is_named() -> None:
    """Its update could not be brought any more once the plan has rolled on."""
    told = action("1.1", notes=(note("Half done", 4),))
    silent = action("1.2", notes=(note("Begun", 3),))
    to_come = action("1.3", status=Status.NOT_STARTED)
    assert roll_forward(plan(told, silent, to_come), AT_YEAR_END)[1].untold == ("1.2",)
    loose = plan(action("1.1", notes=(note("Half done", None),)), action("1.2"))
    assert roll_forward(loose, AT_YEAR_END)[1].untold == ()


def test_a_note_of_no_quarter_stays_as_it_is() -> None:
    loose = ProgressNote(text="Lease signed"), ProgressNote(update=3, text="Delayed")
    (carried,) = rolled(plan(action(notes=loose))).actions
    assert carried.notes == loose


def test_what_only_closed_actions_needed_closes_with_them() -> None:
    after, told = roll_forward(whole(), AT_YEAR_END)
    assert told.closed_with_them == {
        "resources": ("R1",),
        "dependencies": ("D1", "D2"),
        "risks": ("RSK2",),
        "projects": ("PJ2",),
    }
    assert refs(after.resources) == ["R2", "R3"]
    assert refs(after.dependencies) == ["D3"]
    assert refs(after.risks) == ["RSK1", "RSK3"]
    assert refs(after.projects) == ["PJ1", "PJ3"]


def test_what_goes_on_names_only_what_goes_on_and_what_it_named_is_remembered() -> None:
    after = rolled(whole())
    assert after.resources[0].actions == ("1.4",)
    assert [risk.actions for risk in after.risks] == [(), ("1.3",)]
    assert after.projects[1].depends_on == ()
    assert after.closed[0].let_go == {
        "resources": {"R2": ("1.1",)},
        "risks": {"RSK1": ("1.1",), "RSK3": ("1.2",)},
        "projects": {"PJ1": ("1.1",)},
    }


def test_a_reference_that_an_open_action_shares_is_not_closed() -> None:
    twice = plan(
        action("1.1", status=Status.COMPLETED),
        action("1.1", key="1.1~2"),
        resources=(resource(actions=("1.1",)),),
    )
    assert rolled(twice).resources == twice.resources


def test_outcomes_indicators_and_partners_go_on_as_they_are() -> None:
    before = whole()
    after = rolled(before)
    assert after.outcomes == before.outcomes
    assert after.indicators == before.indicators
    assert after.capacity == before.capacity == after.closed[0].capacity


def test_a_second_year_is_carried_twice() -> None:
    once = rolled(first_year())
    told_since = once.actions[0].model_copy(
        update={"notes": (*once.actions[0].notes, note("Nearly done", 4))}
    )
    again, told = roll_forward(
        once.model_copy(update={"actions": (told_since, once.actions[1])}), YEAR_LATER
    )
    assert [one.times for one in told.carried] == [2, 2]
    assert again.actions[0].carried == (NEXT[0], YEAR_LATER)
    numbers = [(n.was.number, n.was.period_start.year) for n in again.actions[0].notes if n.was]
    assert numbers == [(2, 2025), (4, 2025), (2, 2026), (4, 2026)]
    assert len(again.closed) == 2


# --- From when, and to when -------------------------------------------------------------------


def test_a_plan_rolls_on_in_the_last_quarter_of_its_year() -> None:
    assert rolled(first_year(), dt.date(2025, 12, 30)).period_start == NEXT[0]
    with pytest.raises(AssureError) as refused:
        rolled(first_year(), dt.date(2025, 12, 29))
    assert str(refused.value) == (
        "The plan anycity is in its year until 31 March 2026; it can roll on from 30 December 2025."
    )


def test_it_does_not_roll_on_twice_in_one_year() -> None:
    once = rolled(first_year())
    with pytest.raises(AssureError) as refused:
        rolled(once, dt.date(2026, 5, 1))
    assert str(refused.value) == (
        "The plan anycity rolled on, on 2 April 2026, and is in its year until 31 March 2027; "
        "it can roll on from 30 December 2026."
    )


def test_a_plan_that_was_left_alone_goes_on_by_all_the_years_that_are_over() -> None:
    after, told = roll_forward(first_year(), dt.date(2027, 5, 1))
    assert (after.period_start, after.period_end) == (dt.date(2027, 4, 1), dt.date(2030, 3, 31))
    assert told.quarters == 8
    assert [n.was.number for n in after.actions[0].notes if n.was] == [2, 4, 6]


@pytest.mark.parametrize(
    ("start", "end", "today", "next_start", "next_end"),
    [
        # One year, five years, a calendar year, and a year that begins in March.
        ("2025-04-01", "2026-03-31", "2026-04-02", "2026-04-01", "2027-03-31"),
        ("2025-04-01", "2030-03-31", "2026-04-02", "2026-04-01", "2031-03-31"),
        ("2025-01-01", "2027-12-31", "2026-01-04", "2026-01-01", "2028-12-31"),
        ("2023-03-01", "2026-02-28", "2024-03-01", "2024-03-01", "2027-02-28"),
        ("2022-03-01", "2023-02-28", "2023-03-01", "2023-03-01", "2024-02-29"),
    ],
)
def test_a_plan_rolls_on_with_its_own_length(
    start: str, end: str, today: str, next_start: str, next_end: str
) -> None:
    day = dt.date.fromisoformat
    after = rolled(first_year(period_start=day(start), period_end=day(end)), day(today))
    assert (after.period_start, after.period_end) == (day(next_start), day(next_end))


def test_a_plan_without_a_period_has_to_be_told_the_new_one() -> None:
    bare = first_year(period_start=None, period_end=None)
    with pytest.raises(AssureError, match="does not say which years it covers"):
        rolled(bare)
    after, told = roll_forward(bare, AT_YEAR_END, NEXT)
    assert (after.period_start, after.period_end) == NEXT
    assert told.period_guessed
    assert (told.was_from, told.was_to) == PERIOD


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (PERIOD, "covers 1 April 2025 to 31 March 2028 already"),
        ((dt.date(2024, 4, 1), dt.date(2027, 3, 31)), "does not begin after 1 April 2025"),
        ((dt.date(2029, 4, 1), dt.date(2032, 3, 31)), "that begins by 1 April 2028"),
        ((dt.date(2026, 7, 1), dt.date(2029, 6, 30)), "begins on 1 April of a later year"),
        ((dt.date(2028, 4, 1), dt.date(2031, 3, 31)), "it can roll on from 31 December 2027"),
    ],
)
def test_a_period_that_cannot_follow_is_refused(to: tuple[dt.date, dt.date], why: str) -> None:
    with pytest.raises(AssureError, match=why):
        rolled(first_year(), to=to)


# --- Whatever a plan holds --------------------------------------------------------------------

LATER = (dt.date(2027, 4, 1), dt.date(2030, 3, 31))
NOTES = st.lists(
    st.builds(ProgressNote, quarter=st.none() | st.integers(1, 12), text=st.sampled_from("abcdef")),
    max_size=6,
).map(tuple)


@st.composite
def with_notes(draw: st.DrawFn) -> Plan:
    whole_plan = draw(plans())
    actions = [a.model_copy(update={"notes": draw(NOTES)}) for a in whole_plan.actions]
    return whole_plan.model_copy(update={"actions": tuple(actions)})


@settings(max_examples=tries(150), deadline=None)
@given(with_notes())
def test_nothing_is_lost_and_the_figures_add_up(before: Plan) -> None:
    after, told = roll_forward(before, LATER[0], LATER)
    year = after.closed[-1]
    keys = [a.key for a in (*after.actions, *year.actions)]
    assert sorted(keys) == sorted(a.key for a in before.actions)
    assert all(a.open for a in after.actions)
    assert not any(a.open for a in year.actions)
    assert len(told.completed) + len(told.cancelled) + len(told.carried) == len(before.actions)
    # Every word that was told is there, of the same action, and in the same order.
    words = {a.key: [n.text for n in a.notes] for a in (*after.actions, *year.actions)}
    assert words == {a.key: [n.text for n in a.notes] for a in before.actions}
    assert told.notes == sum(n.was is not None for a in after.actions for n in a.notes)
    for part in ("resources", "dependencies", "risks", "projects"):
        stays, goes = getattr(after, part), getattr(year, part)
        assert sorted(map(repr, refs((*stays, *goes)))) == sorted(
            map(repr, refs(getattr(before, part)))
        )
    closed = {a.ref for a in year.actions} - {a.ref for a in after.actions}
    assert not closed & {ref for r in (*after.resources, *after.risks) for ref in r.actions}
    assert Plan.model_validate(as_json(after)) == after
