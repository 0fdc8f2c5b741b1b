"""What differs between two imports of a plan, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from assure.cli.printing import shortened, wrapped
from assure.words.labels import LABELS

if TYPE_CHECKING:
    from assure.intake.differences import Changed, Differences, Step
    from assure.model.actions import Action

MOST = 15  # actions shown under one heading; the rest are counted


def differences_text(differences: Differences) -> Iterator[str]:
    """What is new, re-dated, re-owned, changed otherwise, gone and back; then what is doubtful."""
    yield from _section("New", [_named(action) for action in differences.new])
    for heading, fields in (("Re-dated", ("due",)), ("Re-owned", ("owner",))):
        yield from _section(heading, [*_moves(differences.changed, fields)])
    rest = [
        f"{changed.after.ref}: {'; '.join(map(_step, steps))}"
        for changed in differences.changed
        if (steps := [step for step in changed.steps if step.field not in ("due", "owner")])
    ]
    yield from _section("Changed", rest)
    gone = [f"{_named(action)}, last {_words(action.status)}" for action in differences.gone]
    yield from _section("Gone", gone)
    yield from _section("Came back", [_named(action) for action in differences.back])
    doubtful = [
        f"new {_named(after)} may be what was {_named(before)}; it is taken as another action"
        for after, before in differences.doubtful
    ]
    yield from _section("Not certain", doubtful)
    if differences.parts:
        yield wrapped(f"Other parts that differ: {', '.join(differences.parts)}.", "    ", "  ")
    elif not (differences.new or differences.changed or differences.gone or differences.back):
        yield "  No action has changed; only where things stand in the file."


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield click.style(f"  {heading}: {len(lines)}", bold=True)
    for line in lines[:MOST]:
        yield wrapped(line, "      ", "    ")
    if len(lines) > MOST:
        yield f"    and {len(lines) - MOST} more"


def _named(action: Action) -> str:
    return f"{shortened(action.ref, 20)} “{shortened(action.title)}”"


def _moves(changed: tuple[Changed, ...], fields: tuple[str, ...]) -> Iterator[str]:
    for one in changed:
        for step in one.steps:
            if step.field in fields:
                yield f"{shortened(one.after.ref, 20)}: {_was_is(step)}"


def _step(step: Step) -> str:
    name = LABELS.get(step.field, step.field)  # else the heading of a further column
    return f"{shortened(name, 30)} {_was_is(step)}"


def _was_is(step: Step) -> str:
    tidy = _words if step.field in ("status", "rag") else str
    was, now = (shortened(tidy(text)) or "(blank)" for text in (step.was, step.now))
    return f"{was} → {now}"


def _words(value: str) -> str:
    """``in_progress`` as people write it."""
    return value.replace("_", " ")
