"""Typed values → the words of a cell, chosen so that reading them gives the same value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assure.intake.form import Value
from assure.model.actions import Action
from assure.model.base import FIRST_DAY, Seen
from assure.model.plan import Plan
from assure.model.registers import Project
from assure.model.values import Money, Owner, Status, When
from assure.words.calendar import PlanCalendar
from assure.words.dates import read_when
from assure.words.money import parse_money
from assure.words.owners import parse_owner
from assure.words.statuses import StatusReading, parse_status
from assure.words.text import is_nothing

STATUS_WORDS = {
    Status.NOT_STARTED: "Not started",
    Status.IN_PROGRESS: "In progress",
    Status.DELAYED: "Delayed",
    Status.COMPLETED: "Completed",
    Status.PAUSED: "Paused",
    Status.CANCELLED: "Cancelled",
    Status.UNKNOWN: "",
}


def joined(refs: Iterable[str]) -> str:
    return "; ".join(refs)


def yes_or_no(flag: bool | None) -> str | None:
    return None if flag is None else "Yes" if flag else "No"


@dataclass(frozen=True)
class Wording:
    """Words by the calendar under which they will be read."""

    calendar: PlanCalendar

    @classmethod
    def of(cls, plan: Plan) -> Wording:
        period = None
        if plan.period_start and plan.period_end and plan.period_start <= plan.period_end:
            period = (plan.period_start, plan.period_end)
        return cls(PlanCalendar(period, plan.year_starts, plan.quarter_basis))

    # --- Dates --------------------------------------------------------------------------

    def when(self, when: When) -> Value:
        """A date cell for a day, else the words as written."""
        for candidate in self._ways(when):
            if read_when(candidate, self.calendar).when == when:
                return Decimal(str(candidate)) if isinstance(candidate, float) else candidate
        return when.text or when.latest

    @staticmethod
    def _ways(when: When) -> Iterable[str | dt.date | float]:
        if when.latest is not None and when.latest >= FIRST_DAY:
            yield when.latest
        yield when.text
        try:
            yield float(when.text)
        except ValueError:
            return

    def whens(self, whens: tuple[When, ...]) -> Value:
        """Several dates in one cell, one on a line."""
        if len(whens) == 1:
            return self.when(whens[0])
        return "\n".join(when.text for when in whens)

    # --- Owners -------------------------------------------------------------------------

    def owner(self, owner: Owner, seen: Seen | None = None) -> str:
        """The owner with those in support, in one cell."""
        meant = owner.model_copy(update={"inherited": False})
        ways = list(_owner_ways(owner, seen))
        return next((text for text in ways if parse_owner(text) == meant), ways[0])

    def owner_and_support(self, owner: Owner, seen: Seen | None) -> tuple[str, str]:
        """The owner, and those in support that the owner's own words do not name."""
        ways = list(_owner_ways(owner, seen))
        for text in ways:
            read = parse_owner(text)
            first = owner.support[: len(read.support)]
            if (read.kind, read.names, read.support) == (owner.kind, owner.names, first):
                return text, joined(owner.support[len(first) :])
        return ways[0], joined(owner.support)

    # --- Money and status ---------------------------------------------------------------

    def money(self, money: Money) -> Value:
        if parse_money(money.text) == money or money.pounds is None:
            return money.text
        try:
            written = Decimal(money.text.removesuffix("%"))
        except InvalidOperation:
            return money.text or money.pounds
        return money.pounds if written == money.pounds else money.text

    def status(self, action: Action, present: Collection[str]) -> tuple[str, str]:
        """What stands under Status, and the words as written where they are others."""
        rag = None if "rag" in present and action.rag else action.rag
        percent = None if "percent" in present and action.percent is not None else action.percent
        wanted = StatusReading(action.status, rag, percent)

        def same(text: str) -> bool:
            read = parse_status(text)
            return (
                StatusReading(
                    read.status,
                    None if rag is None and action.rag else read.rag,
                    None if percent is None and action.percent is not None else read.percent,
                )
                == wanted
                and not read.needs_legend
            )

        return _first(same, action.status_text, _status_ways(action))

    def project_status(self, project: Project) -> dict[str, Value]:
        def same(text: str) -> bool:
            read = parse_status(text)
            return read.status is project.status and read.rag in {None, project.rag}

        status, as_written = _first(same, project.status_text, [STATUS_WORDS[project.status]])
        return {"status": status, "status_words": as_written}


def _first(same: Callable[[str], bool], written: str, ways: list[str]) -> tuple[str, str]:
    """The first way that is read the same; the words as written, unless those are it."""
    if same(written):
        return written, ""
    return next((text for text in ways if same(text)), ways[0]), written


def _status_ways(action: Action) -> list[str]:
    word = STATUS_WORDS[action.status]
    ways = [word, f"{action.percent}%"]
    if action.rag is not None:
        colour = action.rag.value.split("_")[0].capitalize()
        ways += [action.rag.value.replace("_", "/").capitalize()]
        ways += [f"{colour}: {word}", f"{colour}: {action.percent}%"]
    return ways


def _owner_ways(owner: Owner, seen: Seen | None) -> Iterable[str]:
    """Words that may name the owner, the likeliest first; always at least one."""
    if seen is not None and not (is_nothing(seen.text) and owner != Owner()):
        yield seen.text
    names = owner.names
    leads = ["; ".join(names), " / ".join(names), " and ".join(names), ", ".join(names)]
    if names:
        leads += [f"{names[0]} ({'; '.join(names[1:])})", f"{names[0]} (vacant)", names[0]]
        leads += [" - ".join(names), ", ".join(reversed(names))]
    else:
        leads += ["TBC"]
    for lead in leads:
        yield lead
        if owner.support:
            yield f"{lead}; supported by {'; '.join(owner.support)}"
