"""A plan that rolls on is judged as before: nothing is found because of rolling."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.assess.build import action, codes, judged, plan, review, when
from tests.assess.random_plans import plans
from tests.assess.rolling import AT_YEAR_END, whole

from assure.assess.roll_forward import roll_forward
from assure.intake import read_plan
from assure.intake.reimport import read_first
from assure.model.plan import Plan, ProgressNote, Status
from assure.words.calendar import Span

ANYCITY = Path(__file__).parents[2] / "src/assure/anycity/plan.xlsx"
# What the plan of the new year truly lacks, and is told as a gap too: an outcome that no action
# serves any more.
TRUE_OF_THE_NEW_YEAR = {"IND-01"}


def new_findings(before: Plan, today: dt.date, to: Span | None = None) -> Counter[str]:
    """Codes found on ``today`` only when the plan has rolled on."""
    rolled, _ = roll_forward(before, today, to)
    as_kept = rolled.model_copy(update={"version": before.version + 1})
    found = [
        {(f.code, f.ref, f.fingerprint) for f in judged(review(of, as_of=today)).findings}
        for of in (before, as_kept)
    ]
    return Counter(code for code, *_ in found[1] - found[0])


def test_anycity_rolls_on_without_a_new_finding() -> None:
    kept = read_first(read_plan(ANYCITY), dt.date(2026, 3, 20))
    assert not new_findings(kept, dt.date(2026, 4, 1))


def test_a_plan_with_something_of_everything_rolls_on_without_a_new_finding() -> None:
    assert not new_findings(whole(), AT_YEAR_END)


def _each_its_own_reference(of: Plan) -> bool:
    return len({action.ref for action in of.actions}) == len(of.actions)


@settings(max_examples=60, deadline=None)
@given(plans().filter(_each_its_own_reference))
def test_no_plan_is_accused_of_rolling_on(before: Plan) -> None:
    later = (dt.date(2027, 4, 1), dt.date(2030, 3, 31))
    assert not set(new_findings(before, later[0], later)) - TRUE_OF_THE_NEW_YEAR
