"""Promises as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from assure.cli.printing import day, wrapped
from assure.model.promise import Promise, PromiseStanding

_INDENT = " " * 12


def promises_text(standings: Sequence[PromiseStanding]) -> Iterator[str]:
    """Under a heading for each state, in their order."""
    before = None
    for one in standings:
        if one.state is not before:
            before = one.state
            count = sum(other.state is one.state for other in standings)
            yield click.style(f"{one.state.words}: {count}", bold=True)
        yield from standing_lines(one)


def standing_lines(one: PromiseStanding) -> Iterator[str]:
    """What was promised; by whom, for when, and how it stands."""
    yield wrapped(f"{one.key}  “{one.text}”", _INDENT, "  ")
    about = f" About {', '.join(one.refs)}." if one.refs else ""
    yield wrapped(f"{one.who}, for {day(one.by)}. {one.words}{about}", _INDENT)


def unfinished_text(promises: Sequence[Promise]) -> Iterator[str]:
    """Those that nobody makes yet, or for no day, and how to complete them."""
    for promise in promises:
        missing = "by when" if promise.who else "who"
        yield wrapped(
            f"{promise.key}  Not whole yet, as nobody said {missing}: “{promise.text}”. Complete "
            f"it with `assure challenge --review {promise.review}`.",
            _INDENT,
            "  ",
        )


def before_findings(standings: Sequence[PromiseStanding]) -> Iterator[str]:
    """What stands before findings: the promises from which something is still expected, and
    those broken since the last session."""
    told = [one for one in standings if not one.state.closed or one.state == "broken"]
    if told:
        yield click.style(f"Promised to the board: {len(told)}", bold=True)
        for one in told:
            yield from standing_lines(one)
        yield ""
