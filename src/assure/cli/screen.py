"""Prompts on a screen, drawn with questionary."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.shortcuts import clear
from questionary.prompts.common import InquirerControl

from assure.cli.drawing import choice_text, menu_height, page_lines, size
from assure.cli.prompt import SAVES, Check, Choice, GoneBack, Left, Page

_MORE = object()


class Screen:
    """One question to a screen, with arrows and single keys."""

    plain = False
    _above = 0  # lines that stand above the prompt

    def __init__(self, leaving: str = SAVES) -> None:
        self.leaving = leaving

    def page(self, page: Page, menu: Sequence[Choice] = (), *, more: bool = False) -> bool:
        columns, rows = size()
        lines = page_lines(page, columns, more=True)
        shown = more or len(lines) + menu_height(menu, columns) <= rows
        if not shown:
            lines = page_lines(page, columns, more=False)
        # Not click's: it takes clearing for colour, and does nothing under NO_COLOR.
        clear()
        self._above = len(lines)
        for line, style in lines:
            click.echo(click.style(line, **style) if colourful() else line)
        return shown

    def choose(
        self,
        message: str,
        choices: Sequence[Choice],
        default: int | None = None,
        more: object = None,
    ) -> object:
        columns, rows = size()
        keyed = all(choice.key for choice in choices)
        scrolls = self._above + menu_height(choices, columns) > rows
        lines: list[questionary.Choice] = []
        first = None
        for number, choice in enumerate(choices):
            if choice.apart:
                lines.append(questionary.Separator(" "))
            line = questionary.Choice(
                choice_text(choice, columns - 4, 3 + 3 * keyed),
                value=number,
                shortcut_key=choice.key if keyed else False,
            )
            first = line if number == default else first
            lines.append(line)
        hints = self._hints(keyed=keyed, scrolls=scrolls, more=more is not None)
        room = columns - len(message) - 3
        prompt = questionary.select(
            message,
            choices=lines,
            default=first,
            qmark="",
            instruction=next((hint for hint in hints if len(hint) <= room), " "),
            use_shortcuts=keyed,
            use_jk_keys=False,
            style=_style(),
            erase_when_done=True,
        )
        self._keep_page_in_sight(prompt.application)
        got = self._ask(prompt, {"c-d": Left} if more is None else {"c-d": Left, "?": _MORE})
        return more if got is _MORE else choices[int(got)].value

    def write(self, message: str, default: str = "", check: Check | None = None) -> str:
        click.echo(_dim(f"Enter accepts. Keys: Ctrl-B back, Ctrl-C {self.leaving}."))
        prompt = questionary.text(
            message,
            default=default,
            validate=lambda text: (check(text) if check else None) or True,
            validate_while_typing=False,
            qmark="",
            style=_style(),
            erase_when_done=True,
        )
        return str(self._ask(prompt, {}, default))

    def say(self, lines: Iterable[str]) -> None:
        for line in lines:
            click.echo(line)

    def close(self) -> None:
        clear()

    def _hints(self, *, keyed: bool, scrolls: bool, more: bool) -> list[str]:
        """What to press, the fullest first; the last fit anywhere."""
        take = "key or arrows, then Enter" if keyed else "arrows, then Enter"
        ends = [*["the list scrolls"] * scrolls, *["? more"] * more]
        return [
            f"({'; '.join([*parts, *ends])})"
            for parts in (
                [take, f"Ctrl-B back, Ctrl-C {self.leaving}"],
                [take, "Ctrl-B back, Ctrl-C leave"],
                ["Ctrl-B back, Ctrl-C leave"],
                ["Ctrl-B back"],
            )
        ]

    def _keep_page_in_sight(self, application: Any) -> None:
        """A list longer than the screen scrolls by itself, not with what stands above it."""
        room = max(size()[1] - self._above - 1, 5)
        for window in application.layout.find_all_windows():
            if isinstance(window.content, InquirerControl):
                window.height = Dimension(max=room)

    def _ask(self, prompt: Any, keys: Mapping[str, object], default: str = "") -> Any:
        """The answer. ``keys`` give something else; a move among them is raised, as are Ctrl-B
        and Ctrl-C, with what was written in place of ``default``."""
        own = KeyBindings()
        written = ""
        for key, result in {"c-b": GoneBack, "c-c": Left, **keys}.items():

            def leave(event: Any, result: object = result) -> None:
                nonlocal written
                written = event.app.current_buffer.text
                event.app.exit(result=result)

            own.add(key, eager=True)(leave)
        application = prompt.application
        application.key_bindings = merge_key_bindings([application.key_bindings, own])
        try:
            # Not ask(): it swallows Ctrl-C and gives None.
            got = prompt.unsafe_ask()
        except (KeyboardInterrupt, EOFError):
            raise Left from None
        if got is GoneBack or got is Left:
            raise got("" if written == default else written)
        return got


def colourful() -> bool:
    """Whether bold and dim may be used (https://no-color.org)."""
    return not os.environ.get("NO_COLOR")


def _dim(text: str) -> str:
    return click.style(text, dim=True) if colourful() else text


def _style() -> Any:
    # No colours: they would mean nothing here, and are lost on many terminals.
    return questionary.Style(
        [
            ("question", "bold"),
            ("pointer", "bold"),
            ("highlighted", "bold"),
            ("selected", "noinherit"),
            ("answer", "noinherit"),
            ("instruction", "noinherit"),
        ]
    )
