"""What the new year of a plan still needs, after it has rolled on.

Each gap names the reference it is of, says what is missing and what to do. They are worked out
from the plan as it stands, so that the list grows shorter as people fill it in.
"""

from __future__ import annotations

import datetime as dt

from assure.assess.gaps_of_means import gaps_of_means
from assure.assess.gaps_of_work import gaps_of_work
from assure.assess.new_year import NewYear
from assure.model.base import natural_key
from assure.model.plan import Plan
from assure.model.rolled import Gap, GapKind

_ORDER = {kind: place for place, kind in enumerate(GapKind)}


def gaps(plan: Plan, today: dt.date) -> tuple[Gap, ...]:
    """The gaps of a plan that has rolled on, by kind and then by reference; none of another."""
    if not plan.closed or plan.period_start is None or plan.period_end is None:
        return ()
    new = NewYear(plan, plan.closed[-1], plan.period_start, plan.period_end, today)
    found = (*gaps_of_work(new), *gaps_of_means(new))
    return tuple(sorted(found, key=lambda gap: (_ORDER[gap.kind], natural_key(gap.ref))))
