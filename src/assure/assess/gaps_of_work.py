"""What the new year of a plan still needs of its work: actions, outcomes, and what was closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assure.assess.new_year import NewYear
from assure.facts.actions import STATUS_FIELDS
from assure.model.rolled import Gap, GapKind
from assure.model.values import Status, WhenKind
from assure.words.days import long_date
from assure.words.text import is_nothing, plural

# A date that names no day, and work that goes on all the same.
_GOES_ON = frozenset({WhenKind.ONGOING, WhenKind.RECURRING})


def gaps_of_work(new: NewYear) -> Iterator[Gap]:
    """Unsorted."""
    yield from _standing(new)
    yield from _overdue(new)
    yield from _outcomes(new)
    yield from _last_year(new)
    yield from _waits(new)
    yield from _closed_work(new)
    yield from _title(new)


def _standing(new: NewYear) -> Iterator[Gap]:
    unknown = [action for action in new.open if action.status is Status.UNKNOWN]
    if unknown and not STATUS_FIELDS & new.plan.fields_present:
        yield Gap(
            kind=GapKind.STANDING,
            ref="plan",
            what=f"The plan says of none of its {plural(len(unknown), 'action')} how it "
            "stands, so all were carried.",
            do="Add a column for status; what is completed or cancelled is closed next time.",
        )
        return
    for action in unknown:
        yield Gap(
            kind=GapKind.STANDING,
            ref=action.ref,
            what=f"How {action.ref} stands is not known, so it was carried.",
            do="Say where it stands; if it is finished, say so and give the evidence.",
        )


def _overdue(new: NewYear) -> Iterator[Gap]:
    for action in new.open:
        due = action.deadline.latest
        if due is not None and due < new.start:
            yield Gap(
                kind=GapKind.OVERDUE,
                ref=action.ref,
                what=f"{action.ref} was due {long_date(due)} and is not finished.",
                do="Agree a new date with its owner and keep the first one beside it, or "
                "cancel it with a reason.",
            )


def _outcomes(new: NewYear) -> Iterator[Gap]:
    linked = new.plan.says_what_actions_serve or any(a.outcomes for a in new.year.actions)
    served = {ref for action in new.open for ref in action.outcomes}
    for outcome in new.plan.outcomes:
        if linked and outcome.ref not in served:
            yield Gap(
                kind=GapKind.OUTCOME,
                ref=outcome.ref,
                what=f"No open action serves outcome {outcome.ref}.",
                do="Add the action that moves it next, or say that it is reached.",
            )
        by = outcome.target_date.latest
        if by is not None and by < new.start:
            yield Gap(
                kind=GapKind.OUTCOME,
                ref=outcome.ref,
                what=f"Outcome {outcome.ref} was to be reached by {long_date(by)}.",
                do="Say whether it was reached; if not, agree a new day.",
            )


def _last_year(new: NewYear) -> Iterator[Gap]:
    if new.last_year == new.start or not new.open:
        return
    reach = [action.deadline for action in new.open]
    if not any(
        when.latest >= new.last_year if when.latest else when.kind in _GOES_ON for when in reach
    ):
        yield Gap(
            kind=GapKind.YEAR,
            ref="plan",
            what="No open action reaches into the last year, from "
            f"{long_date(new.last_year)} to {long_date(new.end)}.",
            do="Plan what is to be done then, or make the plan shorter.",
        )


def _waits(new: NewYear) -> Iterator[Gap]:
    cancelled = {a.ref: a for a in new.year.actions if a.status is Status.CANCELLED}
    going = {action.ref for action in new.open}
    for dependency in new.year.dependencies:
        if dependency.on in cancelled and dependency.action in going:
            needs = "" if is_nothing(dependency.needs) else f" ({dependency.needs})"
            yield Gap(
                kind=GapKind.WAITS,
                ref=dependency.action,
                what=f"{dependency.action} waited for {dependency.on}{needs}, which was cancelled.",
                do="Say what it waits for now, or how it goes on without.",
            )


def _closed_work(new: NewYear) -> Iterator[Gap]:
    done = [a for a in new.year.actions if a.status is Status.COMPLETED]
    bare = [action for action in done if is_nothing(action.evidence)]
    if bare and "evidence" not in new.plan.fields_present:
        yield Gap(
            kind=GapKind.EVIDENCE,
            ref="plan",
            what=f"The plan has no place for what shows that the {plural(len(done), 'action')} "
            "closed as completed were.",
            do="Add a column for evidence.",
        )
        bare = []
    for action in bare:
        yield Gap(
            kind=GapKind.EVIDENCE,
            ref=action.ref,
            what=f"{action.ref} was closed as completed, and nothing shows it.",
            do="Ask its owner what shows it, and keep that with the papers of the year.",
        )
    for action in new.year.actions:
        told = not is_nothing(action.reason) or bool(action.notes)
        if action.status is Status.CANCELLED and not told:
            yield Gap(
                kind=GapKind.REASON,
                ref=action.ref,
                what=f"{action.ref} was cancelled, and no reason is given.",
                do="Write down who decided it, when and why.",
            )


def _title(new: NewYear) -> Iterator[Gap]:
    if new.year.period_start is None or new.year.period_end is None:
        return
    first, last = new.year.period_start.year, new.year.period_end.year
    ends = rf"(?:{last}|{last % 100:02d})\b"
    if re.search(rf"\b{first}\s*(?:-|–|—|/|to|until)\s*{ends}", new.plan.title):
        yield Gap(
            kind=GapKind.TITLE,
            ref="plan",
            what=f"The title of the plan names the years of before: “{new.plan.title}”.",
            do="Change the title; the key by which the plan is known stays the same.",
        )
