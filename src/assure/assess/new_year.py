"""A plan that has rolled on, as the search for its gaps sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from assure.model.actions import Action
from assure.model.plan import ClosedYear, Plan


@dataclass(frozen=True)
class NewYear:
    """A plan, the year that it left, the first and last day of its period, and the day on which
    somebody asks."""

    plan: Plan
    year: ClosedYear
    start: dt.date
    end: dt.date
    today: dt.date

    @cached_property
    def open(self) -> tuple[Action, ...]:
        """The actions that are still to be done."""
        return tuple(action for action in self.plan.actions if action.open)

    @cached_property
    def last_year(self) -> dt.date:
        """The first day of the plan's last year."""
        after = self.end + dt.timedelta(days=1)
        return max(self.start, dt.date(after.year - 1, after.month, min(after.day, 28)))
