"""When a plan runs by its title, and when its dates say that the title means something else."""

from __future__ import annotations

import datetime as dt

from assure.intake import Said, read_plan
from assure.model.values import WhenKind

STATEMENT = """
    Governance Statement 2025/26: improvement actions | |
    Action | Owner | Due
    Complete the register | Procurement Manager | July 2026
    Publish it | Procurement Manager | 30 September 2026
    Train the managers | Head of Workforce | January 2027
    Retire the old servers | Head of Digital | End of Q3
    """


def test_a_title_that_most_dates_outrun_is_not_when_the_plan_runs(csv_plan):
    plan = read_plan(csv_plan(STATEMENT))
    assert plan.period_start is None
    assert plan.actions[3].due.latest is None  # not the third quarter of 2025/26
    doubtful, yearless = plan.problems
    assert doubtful.code == "period-doubtful"
    assert doubtful.seen.cell == "A1"
    assert "as 3 of its 3 dates are later" in doubtful.message()
    assert yearless.code == "unclear-date"
    assert 'say when the plan runs, for example --period "2026/27"' in yearless.message()


def test_a_period_that_somebody_says_is_not_doubted(csv_plan):
    said = Said(period=(dt.date(2026, 4, 1), dt.date(2027, 3, 31)))
    plan = read_plan(csv_plan(STATEMENT), said)
    assert plan.actions[3].due.kind is WhenKind.QUARTER
    assert plan.actions[3].due.latest == dt.date(2026, 12, 31)
    assert plan.problems == ()


def test_a_plan_with_some_dates_beyond_its_period_keeps_it(csv_plan):
    plan = read_plan(csv_plan(STATEMENT.replace("2025/26", "2026/27").replace("2027", "2028")))
    assert plan.period_end == dt.date(2027, 3, 31)
    assert plan.problems == ()
