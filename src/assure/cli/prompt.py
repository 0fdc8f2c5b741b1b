"""How a person is asked, one prompt at a time: on a screen, or plainly, line by line.

Both faces have the same three acts: ``page`` shows lines, ``choose`` takes one of a list,
``write`` takes a line of text. Going back and leaving are raised, because they may happen at
any of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

SAVES = "save and leave"
Check = Callable[[str], str | None]  # what is wrong with a text, or None


class Moved(Exception):  # noqa: N818 - a move, not an error
    """The person went elsewhere. ``typed`` is what they had written and not yet accepted."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed


class GoneBack(Moved):
    """The person wants the question before."""


class Left(Moved):
    """The person wants to stop here; what was answered is kept."""


@dataclass(frozen=True)
class Choice:
    """One line to choose. ``key`` is the letter or digit that points at it."""

    value: object
    label: str
    means: str = ""
    key: str = ""
    apart: bool = False  # a blank line stands before it
    beside: bool = False  # ``means`` stands in a column of its own, where there are columns


@dataclass(frozen=True)
class Page:
    """What stands above a prompt. ``told`` comes before the question, ``said`` after it, ``hint``
    right above the prompt; ``more`` is shown when there is room for it, or on request."""

    heading: str
    progress: str
    question: str
    help: str = ""
    more: tuple[str, ...] = ()
    so_far: tuple[str, ...] = ()
    notice: str = ""
    told: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    hint: str = ""


class Prompter(Protocol):
    """How a person is asked. ``choose`` and ``write`` may raise GoneBack or Left."""

    plain: bool

    def page(self, page: Page, menu: Sequence[Choice] = (), *, more: bool = False) -> bool:
        """Shows ``page``; returns whether its ``more`` was shown."""

    def choose(
        self,
        message: str,
        choices: Sequence[Choice],
        default: int | None = None,
        more: object = None,
    ) -> object:
        """The value of the chosen line. ``more`` is what the "?" key gives, if anything."""

    def write(self, message: str, default: str = "", check: Check | None = None) -> str:
        """A line of text for which ``check`` finds nothing wrong."""

    def say(self, lines: Iterable[str]) -> None:
        """Shows lines and goes on."""

    def close(self) -> None:
        """Takes away the page that stands there, after the last prompt."""


def prompter(*, plain: bool, leaving: str = SAVES) -> Prompter:
    """The prompter for this terminal. ``leaving`` says what leaving does to the answers."""
    if plain:
        from assure.cli.plain import Plain

        return Plain(leaving)
    from assure.cli.screen import Screen

    return Screen(leaving)


def is_terminal() -> bool:
    """Whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()
