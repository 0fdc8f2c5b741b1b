"""What would ease the quarter in which posts are asked for most beyond what each agreed.

Whoever is asked for too much may end actions a quarter later, or pass days to whoever supports
them. Both are worked out anew for each step, from the actions as they stand after those before it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from tests.recount import links, loads, quarters
from tests.recount.given import JSON, Given, counted_when, day, deadline, first_day, rounded, same
from tests.recount.quarters import Quarter

MOST = 5  # steps
NONE = Fraction(0)


@dataclass
class Post:
    """Whoever agreed to ``agreed`` days a quarter."""

    load: loads.Load
    agreed: Fraction
    asked: dict[Quarter, Fraction]

    def over(self, quarter: Quarter) -> Fraction:
        """Days beyond the agreed ones, less than nothing where some are free."""
        return rounded(self.asked.get(quarter, NONE), 1) - self.agreed


@dataclass
class Step:
    kind: str
    name: str
    helper: str
    refs: list[str]
    days: Fraction
    changes: list[tuple[Post, Quarter, Fraction]]


class Count:
    """The quarter, and its posts as the steps so far leave them."""

    def __init__(self, given: Given, told: JSON) -> None:
        self.given = given
        self.posts = [
            Post(load, load.agreed, {q: sum(own.values(), NONE) for q, own in load.asked.items()})
            for load in loads.loads(given)
            if load.agreed is not None
        ]
        ahead = quarters.ahead(given)
        self.quarter = max(ahead, key=lambda q: (self.beyond(q), -q.month))
        self.next = self.quarter.after(1) if self.quarter != ahead[-1] else None
        self.all_refs = [action["ref"] for action in given.actions]
        self.steps_of = {work["ref"]: work for work in links.timeline(given, told)["work"]}
        self.waited = {wait["on"] for wait in links.waits(given)}
        self.used: set[str] = set()

    def beyond(self, quarter: Quarter) -> Fraction:
        return sum((max(post.over(quarter), NONE) for post in self.posts), NONE)

    def own(self, post: Post) -> list[JSON]:
        """Its actions that ask for days in the quarter, are no two of one reference, and are not
        part of a step yet."""
        return [
            action
            for action in post.load.actions
            if action["ref"] in post.load.asked.get(self.quarter, {})
            and self.all_refs.count(action["ref"]) == 1
            and action["ref"] not in self.used
        ]

    def may_end_later(self, action: JSON) -> bool:
        due, start, end = deadline(action), first_day(action.get("start")), self.next
        ends = day(self.given.plan.get("period_end"))
        if end is None or (ends and ends < end.last) or action["ref"] in self.waited:
            return False
        if due is None or due < self.given.as_of or not self.quarter.days_of(due, due):
            return False
        if (start and start > due) or action.get("revised"):
            return False
        steps = self.steps_of[action["ref"]]["milestones"]
        before = all(one["day"] is not None and one["day"] < self.quarter.first for one in steps)
        return before and not action.get("statutory") and not action.get("contract")

    def moved(self, action: JSON) -> dict[Quarter, Fraction]:
        """By how much more each quarter asks when the action ends with the next one."""
        assert self.next is not None
        last = self.next.last.isoformat()
        later = {**action, "due": {**counted_when(action), "latest": last}}
        was, then = loads.spread(action, self.given), loads.spread(later, self.given)
        return {q: then.get(q, NONE) - was.get(q, NONE) for q in {**was, **then}}

    def later(self, post: Post) -> Step:
        movable = [(one, self.moved(one)) for one in self.own(post) if self.may_end_later(one)]
        movable.sort(key=lambda pair: pair[1][self.quarter])
        then = Post(post.load, post.agreed, dict(post.asked))
        refs: list[str] = []
        for action, change in movable:
            if then.over(self.quarter) <= 0:
                break
            tried = dict(then.asked)
            for quarter, days in change.items():
                tried[quarter] = tried.get(quarter, NONE) + days
            after = Post(post.load, post.agreed, tried)
            if all(after.over(q) <= 0 for q, days in change.items() if days > 0):
                then = after
                refs.append(action["ref"])
        eased = max(post.over(self.quarter), NONE) - max(then.over(self.quarter), NONE)
        changes = [(post, q, days - post.asked.get(q, NONE)) for q, days in then.asked.items()]
        return Step("later", post.load.name, "", refs, eased, changes)

    def shared(self, post: Post, helper: Post) -> Step:
        refs: list[str] = []
        days, most = NONE, min(post.over(self.quarter), -helper.over(self.quarter))
        asked = post.load.asked[self.quarter]
        helped = [one for one in self.own(post) if supports(helper.load.name, one)]
        for action in sorted(helped, key=lambda one: -asked[one["ref"]]):
            if days < most:
                refs.append(action["ref"])
                days += asked[action["ref"]]
        taken = Fraction(floor(max(min(days, most), NONE) * 10), 10)
        changes = [(post, self.quarter, -taken), (helper, self.quarter, taken)]
        return Step("share", post.load.name, helper.load.name, refs, taken, changes)

    def options(self) -> list[Step]:
        found = []
        for post in self.posts:
            if post.over(self.quarter) <= 0:
                continue
            found.append(self.later(post))
            found += [
                self.shared(post, other)
                for other in self.posts
                if other is not post and not vacant(other, self.given.as_of)
            ]
        return found

    def steps(self) -> list[JSON]:
        found: list[JSON] = []
        while len(found) < MOST:
            best = max(self.options(), key=lambda step: step.days, default=None)
            if best is None or best.days < 1:
                break
            for post, quarter, days in best.changes:
                post.asked[quarter] = post.asked.get(quarter, NONE) + days
            self.used.update(best.refs)
            found.append(
                {
                    "kind": best.kind,
                    "name": best.name,
                    "helper": best.helper,
                    "actions": [ref for ref in self.all_refs if ref in best.refs],
                    "days": best.days,
                    "left": self.beyond(self.quarter),
                }
            )
        return found


def supports(name: str, action: JSON) -> bool:
    """Whether the cell for support has the name as an entry of its list."""
    written = "; ".join((action.get("owner") or {}).get("support", []))
    return bool(re.search(rf"(?:^|[,;] ?){re.escape(same(name))}(?: ?[,;]|$)", same(written)))


def vacant(post: Post, as_of: dt.date) -> bool:
    line = post.load.line or {}
    since = first_day(line.get("vacant_since"))
    return bool(line.get("vacant")) and (since is None or since <= as_of)


def easing(given: Given, told: JSON) -> JSON:
    """``told`` is the timeline, whose milestones are taken as they were read."""
    count = Count(given, told)
    beyond = count.beyond(count.quarter)
    if not beyond:
        return {"label": "", "following": "", "beyond": NONE, "left": NONE, "steps": []}
    label, start = count.quarter.label, count.quarter.first
    return {
        "label": label,
        "start": start,
        "following": count.next.label if count.next else "",
        "beyond": beyond,
        "steps": count.steps(),
        "left": count.beyond(count.quarter),
    }
