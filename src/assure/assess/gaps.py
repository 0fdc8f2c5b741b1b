"""What the new year of a plan still needs, after it has rolled on.

Each gap names the reference it is of, says what is missing and what to do. They are worked out
from the plan as it stands, so that the list grows shorter as people fill it in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from assure.assess.gaps_of_means import gaps_of_means
from assure.assess.gaps_of_work import gaps_of_work
from assure.assess.new_year import NewYear
from assure.conditions.wording import listed
from assure.facts.promises import due_now, state_on
from assure.model.base import natural_key
from assure.model.plan import Plan
from assure.model.promise import Promise
from assure.model.rolled import Gap, GapKind
from assure.words.days import long_date
from assure.words.text import cut

_ORDER = {kind: place for place, kind in enumerate(GapKind)}
_LONGEST = 80  # characters of a promise that are shown


def gaps(plan: Plan, today: dt.date, promises: Iterable[Promise] = ()) -> tuple[Gap, ...]:
    """The gaps of a plan that has rolled on, by kind and then by reference; none of another.
    ``promises`` are those made to its challenge sessions."""
    if not plan.closed or plan.period_start is None or plan.period_end is None:
        return ()
    new = NewYear(plan, plan.closed[-1], plan.period_start, plan.period_end, today)
    found = (*gaps_of_work(new), *gaps_of_means(new), *_promised(new, promises))
    return tuple(sorted(found, key=lambda gap: (_ORDER[gap.kind], natural_key(gap.ref))))


def _promised(new: NewYear, promises: Iterable[Promise]) -> Iterator[Gap]:
    """What was promised for the closed year and is still expected, or is of closed work alone."""
    over = {action.ref for action in new.year.actions} - {action.ref for action in new.open}
    for promise in promises:
        if not promise.whole or state_on(promise, new.today).closed:
            continue
        due = due_now(promise)
        about = [ref for ref in promise.refs if ref in over]
        only_over = bool(promise.refs) and len(about) == len(promise.refs)
        if due >= new.start and not only_over:
            continue
        of = f" It is about {listed(about, 'and')}, now closed." if only_over else ""
        yield Gap(
            kind=GapKind.PROMISE,
            ref=promise.key,
            what=f"{promise.who} promised “{cut(promise.text, _LONGEST)}” for {long_date(due)}, "
            f"and nobody has said that it is done.{of}",
            do=f"Ask how it stands, and record it: assure promises record {promise.key}",
        )
