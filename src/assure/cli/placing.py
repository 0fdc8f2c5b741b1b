"""Asking on the terminal what a file leaves open: its columns, its colours, its period.

Only what would mislead the rules is asked, once for each column; the answers can be kept as a
profile. Nothing is kept before the last question, so that leaving leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assure.cli import prompt
from assure.cli.options import Asking
from assure.cli.prompt import Choice, GoneBack, Left, Page, Prompter
from assure.model.errors import AssureError
from assure.service.reading import Reading, with_columns
from assure.shelf.profiles import PERIOD_FORMS
from assure.shelf.settings import Settings
from assure.words.periods import read_period
from assure.words.text import cut

if TYPE_CHECKING:
    from assure.intake import Said
    from assure.intake.look import Look, Shown

KEEP, OTHER, NONE, LEAVE = object(), object(), object(), object()
LISTED = 14  # columns shown above a question
WIDE = 24  # characters of a heading or a cell there

# What a field holds, as a person would ask for it.
MEANS = {
    "action": "what will be done",
    "owner": "who answers for it",
    "due": "when it is due",
    "status": "how far it is",
    "ref": "its number or reference",
    "start": "when it starts",
    "revised": "a later date that replaced the first",
    "progress": "what has been done so far",
    "percent": "how much of it is done",
    "rag": "red, amber or green",
    "support": "who helps",
    "notes": "comments",
    "measure": "how success is measured",
    "resources": "what it needs",
    "cost": "what it costs",
    "outcomes": "the outcome it serves",
    "section": "its theme or priority",
    "milestones": "steps on the way",
    "evidence": "what shows that it is done",
    "depends_on": "which actions it waits for",
}
STATUSES = (
    *("Completed", "In progress", "Delayed", "Not started", "On hold", "Cancelled"),
    *("Green", "Amber", "Red"),
)
_YEARLESS = frozenset({"unclear-date", "timeline-without-year"})
_LEGEND_KEY = re.compile(r'--legend "([^"=]+)=')


class Placing:
    """What is said of a file; ``settle`` asks for the rest, ``keep`` writes the profile."""

    def __init__(self, reading: Reading, asking: Asking, settings: Settings) -> None:
        self._reading, self._asking, self._settings = reading, asking, settings
        self._save_as = asking.save_as
        self.said = reading.said(settings)
        if self._save_as is not None:
            reading.check_name(self._save_as, settings)

    def settle(self, path: Path, *, ask: bool = True) -> None:
        """Asks what the file leaves open, where a person is there to answer.

        Raises AssureError when they leave, and what reading raises.
        """
        if not ask or self._asking.no_input or not prompt.is_terminal():
            return
        prompter = prompt.prompter(plain=self._asking.plain, leaving="leave, nothing kept")
        questions = Questions(prompter, path, self.said)
        known = self._reading.used(self._settings) is not None
        try:
            asked = questions.ask(missing=not known)
            if asked and self._save_as is None:
                self._save_as = self._name(prompter)
        except Left:
            raise AssureError("left before the end, so nothing was kept.") from None
        self.said = questions.said

    def keep(self) -> None:
        """Writes the profile that was asked for, if any, and says where it is."""
        if self._save_as is None:
            return
        path = self._reading.keep(self._save_as, self.said, self._settings)
        click.echo(f"What was said of the file is kept in {path}.")
        click.echo(f"Next time: --profile {self._save_as}")

    def _name(self, prompter: Prompter) -> str | None:
        """Under which name the answers are kept, if they are."""

        def check(name: str) -> str | None:
            try:
                if name.strip():
                    self._reading.check_name(name.strip(), self._settings)
            except AssureError as error:
                return str(error)
            return None

        used = self._reading.used(self._settings)
        prompter.say(["", "These answers can be kept, so that the next file asks nothing."])
        while True:
            try:
                name = prompter.write("Keep them as profile (a name; empty: no)", used or "", check)
            except GoneBack:  # there is no question to go back to any more
                continue
            return name.strip() or None


class Questions:
    """The questions that one file leaves open; ``said`` grows with the answers."""

    def __init__(self, prompter: Prompter, path: Path, said: Said) -> None:
        self.prompter, self.path, self.said = prompter, path, said
        self._done: set[str] = set()  # columns, fields and colours that were asked for

    def ask(self, *, missing: bool) -> bool:
        """Asks all, each once; with ``missing`` also for fields that have no column.

        Returns whether anything was asked. Raises Left.
        """
        before: list[tuple[Said, frozenset[str]]] = []  # as things stood at each question
        while (question := self._next(self._look(), missing=missing)) is not None:
            stood = self.said, frozenset(self._done)
            try:
                question()
            except GoneBack:
                if before:
                    self.said, done = before.pop()
                    self._done = set(done)
            else:
                before.append(stood)
        return bool(before)

    def _look(self) -> Look:
        from assure.intake.look import look_at

        return look_at(self.path, self.said)

    def _next(self, look: Look, *, missing: bool) -> Callable[[], None] | None:
        """The first question that is still open."""
        for column in look.doubtful():
            if column.letter not in self._done and column.sayable:
                return lambda column=column: self._confirm(look, column)  # type: ignore[misc]
        unplaced = [column for column in look.unplaced() if column.sayable]
        # Without a column of actions there is no plan, whatever a profile says.
        for name in look.missing() if missing or look.plan is None else ():
            if name not in self._done and unplaced:
                return lambda name=name: self._point_at(look, name, unplaced)  # type: ignore[misc]
        for colour in self._colours(look):
            if colour not in self._done:
                return lambda colour=colour: self._explain(colour)  # type: ignore[misc]
        if "period" not in self._done and self._lacks_a_year(look):
            return self._period
        return None

    # --- Columns ------------------------------------------------------------------------

    def _confirm(self, look: Look, column: Shown) -> None:
        """One doubtful column: right, another field, or no field."""
        field = str(column.field)
        menu = [
            Choice(KEEP, f"Yes, {field}", MEANS[field], key="y"),
            Choice(OTHER, "No, it holds something else", key="o"),
            Choice(NONE, "No, it is not part of the plan", "its words are kept", key="n"),
            Choice(LEAVE, "Leave", "nothing is kept", key="l", apart=True),
        ]
        self._page(
            look, f"“{cut(column.heading, WIDE)}” was taken for {field}. Right?", column, menu
        )
        got = self._choose("Right", menu)
        if got is OTHER:
            taken = {c.field for c in look.columns if c.how not in {"near heading", "content"}}
            fields = [Choice(n, n, m) for n, m in MEANS.items() if n not in taken and n != field]
            got = self._choose(f"What does “{cut(column.heading, WIDE)}” hold", fields)
        if got is NONE:
            self.said = with_columns(self.said, {}, {column.name})
        else:
            self.said = with_columns(
                self.said, {field if got is KEEP else str(got): column.name}, ()
            )
        self._done.add(column.letter)

    def _point_at(self, look: Look, name: str, unplaced: list[Shown]) -> None:
        """A field that no column was found for."""
        menu = [
            Choice(column, f"{column.letter} “{cut(column.heading, WIDE)}”", _cells(column))
            for column in unplaced
        ]
        if look.plan is not None:  # a plan without actions cannot be read
            menu.append(Choice(NONE, "None of these", "the plan does not say", apart=True))
        self._page(look, f"Which column says {MEANS[name]} ({name})?", None, menu)
        got = self._choose(f"The column of {name}", menu)
        if got is not NONE:
            self.said = with_columns(self.said, {name: got.name}, ())  # type: ignore[attr-defined]
        self._done.add(name)

    def _page(self, look: Look, question: str, about: Shown | None, menu: list[Choice]) -> None:
        where = f"{self.path.name}, sheet {look.sheet}" if look.sheet else self.path.name
        lines = [_line(column, marked=column is about) for column in look.columns]
        if len(lines) > LISTED:
            at = look.columns.index(about) if about in look.columns else 0
            first = min(max(at - LISTED // 2, 0), len(lines) - LISTED)
            lines = lines[first : first + LISTED]
        self.prompter.page(
            Page(heading=where, progress="", question=question, so_far=tuple(lines)), menu
        )

    def _choose(self, message: str, menu: list[Choice]) -> object:
        got = self.prompter.choose(message, menu)
        if got is LEAVE:
            raise Left
        return got

    # --- Colours and the period ---------------------------------------------------------

    def _colours(self, look: Look) -> list[str]:
        """The colours that only the person can explain, as a legend calls them."""
        problems = look.plan.problems if look.plan else ()
        found = [
            match[1]
            for problem in problems
            if problem.code == "colour-without-legend"
            if (match := _LEGEND_KEY.search(problem.do))
        ]
        return list(dict.fromkeys(found))

    def _explain(self, colour: str) -> None:
        menu = [Choice(words, words) for words in STATUSES]
        menu.append(Choice(NONE, "Nothing that matters here", "it stays unread", apart=True))
        self.prompter.page(
            Page(
                heading=self.path.name,
                progress="",
                question=f"What does the colour {colour} stand for in this plan?",
                help="Colours mean different things in different councils.",
            ),
            menu,
        )
        got = self._choose(f"{colour.capitalize()} stands for", menu)
        if got is not NONE:
            self.said = replace(self.said, legend={**self.said.legend, colour: str(got)})
        self._done.add(colour)

    def _lacks_a_year(self, look: Look) -> bool:
        plan = look.plan
        return (
            plan is not None
            and plan.period_start is None
            and any(p.code in _YEARLESS and "year" in p.wrong for p in plan.problems)
        )

    def _period(self) -> None:
        starts = self.said.year_starts or 4

        def check(text: str) -> str | None:
            if not text.strip() or read_period(text, starts):
                return None
            return f"That names no period; {PERIOD_FORMS}."

        self.prompter.page(
            Page(
                heading=self.path.name,
                progress="",
                question="From when to when does the plan run?",
                help="Some of its dates have no year. Leave it empty if you do not know.",
            )
        )
        text = self.prompter.write("Period, for example 2026-2029", "", check)
        self.said = replace(self.said, period=read_period(text, starts) or self.said.period)
        self._done.add("period")


def _line(column: Shown, *, marked: bool) -> str:
    """One column with what it was taken for and its first cells."""
    mark = "> " if marked else ""
    taken = column.field or "not placed"
    return f"{mark}{column.letter} “{cut(column.heading, WIDE)}” {taken}: {_cells(column)}"


def _cells(column: Shown) -> str:
    return " · ".join(cut(cell, WIDE) for cell in column.cells[:2])
