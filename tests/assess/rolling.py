"""A plan at the end of its first year, for tests of rolling it on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.assess.build import (
    action,
    capacity,
    dependency,
    indicator,
    note,
    outcome,
    plan,
    post,
    resource,
    when,
)

from assure.model.plan import Plan
from assure.model.registers import Assumption, Project, Risk
from assure.model.values import Status

AT_YEAR_END = dt.date(2026, 4, 2)
PERIOD = (dt.date(2025, 4, 1), dt.date(2028, 3, 31))
NEXT = (dt.date(2026, 4, 1), dt.date(2029, 3, 31))

DONE = action("1.1", status=Status.COMPLETED, evidence="Opening report", notes=(note("Opened", 3),))
DROPPED = action("1.2", status=Status.CANCELLED, reason="The grant was refused")
UNFINISHED = action(
    "1.3",
    due=when("2025-12-31"),
    notes=(note("Survey begun", 2), note("Half surveyed", 4), note("To come in Q6", 6)),
)
AHEAD = action("1.4", due=when("2028-12-31"), owner=post("Head of Repairs"))


def first_year(**fields: Any) -> Plan:
    """Four actions: completed, cancelled, unfinished and late, and not yet due."""
    return plan(DONE, DROPPED, UNFINISHED, AHEAD, **fields)


def whole() -> Plan:
    """The same with something of every other part."""
    return first_year(
        outcomes=(outcome(), outcome("2", title="Nobody sleeps rough")),
        indicators=(indicator(), indicator("I2", title="Rough sleepers", target=None, path={})),
        resources=(
            resource("R1", actions=("1.1",)),
            resource("R2", actions=("1.1", "1.4"), funded_until=when("2027-03-31")),
            resource("R3", actions=(), what="A project officer", kind="People"),
        ),
        dependencies=(
            dependency("D1", action="1.3", on="1.1"),
            dependency("D2", action="1.4", on="1.2", needs="the surveyors"),
            dependency("D3", action="1.4", on="1.3"),
        ),
        risks=(
            Risk(key="RSK1", ref="RSK1", text="Rents rise", score=16, actions=("1.1",)),
            Risk(key="RSK2", ref="RSK2", text="The lease falls through", status="Closed"),
            Risk(key="RSK3", ref="RSK3", text="Nobody applies", actions=("1.2", "1.3")),
        ),
        projects=(
            Project(key="PJ1", ref="PJ1", title="Hubs", actions=("1.1",)),
            Project(key="PJ2", ref="PJ2", title="Depot", status=Status.COMPLETED),
            Project(key="PJ3", ref="PJ3", title="Homes", depends_on=("PJ2",), actions=("1.3",)),
        ),
        assumptions=(
            Assumption(key="A1", ref="A1", text="The grant is renewed"),
            Assumption(key="A2", ref="A2", text="Rents hold", last_checked=when("2026-03-01")),
        ),
        capacity=(
            capacity("Head of Housing", "20"),
            capacity("Head of Repairs", "7.5", vacant=True, vacant_since=when("2026-01-05")),
        ),
    )
