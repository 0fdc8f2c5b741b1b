"""The steps that would ease the load, of many made plans, by both hands."""

from __future__ import annotations

import datetime as dt
import json
from random import Random

import pytest
from tests.recount.assessment import alike, leaves
from tests.recount.easing import easing as recounted
from tests.recount.given import JSON, Given
from tests.recount.made import on, post

from assure.assess.easing import easing
from assure.assess.timeline import timeline
from assure.facts.load import loads
from assure.model.easing import EasingKind
from assure.model.plan import Plan

AS_OF = dt.date(2026, 10, 31)
POSTS = ("Head of Housing", "Head of Parks & Leisure", "Team Leader, Falls Service", "Advice Lead")
DUES = ("2026-10-10", "2026-12-18", "2027-02-28", "2027-03-31", "2027-06-30")
STEPS = ("", "", "", "List by 30 June 2026", "Signed by 15 March 2027", "Signed", "none")


def crowded(seed: int) -> Plan:
    """Forty actions of four posts who agreed to few days or many."""
    chance = Random(seed)
    plan: JSON = {
        "key": "crowded",
        "title": "Crowded plan",
        "period_start": "2026-04-01",
        "period_end": chance.choice(["2028-03-31", "2027-03-31", None]),
        "capacity": [
            {
                "key": name,
                "name": name,
                "days": chance.choice(["0", "8", "20.25", "40", "90", None]),
                "vacant": chance.random() < 0.2,
            }
            for name in POSTS
        ],
        "actions": [_action(n, chance) for n in range(40)],
        "dependencies": [
            {"key": f"d{n}", "ref": f"D{n}", "action": f"{n}", "on": f"{chance.randrange(40)}"}
            for n in range(5)
        ],
    }
    return Plan.model_validate(plan)


def _action(n: int, chance: Random) -> JSON:
    helped = ", ".join(chance.sample([*POSTS, "schools"], 2))
    action: JSON = {
        "key": f"a{n}",
        "ref": f"{n if chance.random() < 0.95 else 0}",
        "title": f"Plant {n} trees",
        "owner": {**post(chance.choice(POSTS)), "support": [helped]},
        "start": on(chance.choice(["2026-04-01", "2026-12-01", "2027-01-15"])),
        "due": on(chance.choice(DUES)),
        "status": chance.choice(["in_progress", "in_progress", "completed"]),
        "milestones": chance.choice(STEPS),
        "effort_days": chance.choice(["3", "7.5", "18", "33.3", None]),
        "percent": chance.choice([None, 0, 45]),
        "statutory": chance.choice([None, False, chance.random() < 0.3]),
        "contract": chance.choice([None, False, chance.random() < 0.3]),
    }
    if chance.random() < 0.2:
        action["revised"] = [on(chance.choice(DUES))]
    return action


@pytest.mark.parametrize("seed", range(40))
def test_both_hands_find_the_same_steps(seed: int) -> None:
    plan = crowded(seed)
    time = timeline(plan, AS_OF)
    found = dict(leaves(easing(plan, loads(plan, AS_OF), time, AS_OF).model_dump()))
    given = Given({"as_of": str(AS_OF), "plan": json.loads(plan.model_dump_json())})
    expected = dict(leaves(recounted(given, time.model_dump())))
    assert expected.keys() == found.keys()
    assert [name for name, value in expected.items() if not alike(value, found[name])] == []


def test_the_made_plans_have_steps_of_both_kinds_and_quarters_that_none_eases() -> None:
    every = [
        easing(plan, loads(plan, AS_OF), timeline(plan, AS_OF), AS_OF)
        for plan in map(crowded, range(40))
    ]
    assert {step.kind for one in every for step in one.steps} == set(EasingKind)
    assert any(len(one.steps) >= 4 for one in every)
    assert any(one.beyond and not one.steps for one in every)
    assert any(one.steps and not one.left for one in every)
