"""Draws one prompt at a time: on a screen with questionary, or plainly, line by line.

Both faces have the same three acts: ``page`` shows lines, ``choose`` takes one of a list,
``write`` takes a line of text. Going back and leaving are raised, because they may happen at
any of them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import click

NARROWEST, WIDEST = 40, 100
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


def colourful() -> bool:
    """Whether bold and dim may be used (https://no-color.org)."""
    return not os.environ.get("NO_COLOR")


def prompter(*, plain: bool, leaving: str = SAVES) -> Prompter:
    """The prompter for this terminal. ``leaving`` says what leaving does to the answers."""
    return Plain(leaving) if plain else Screen(leaving)


def is_terminal() -> bool:
    """Whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Screen:
    """One question to a screen, with arrows and single keys."""

    plain = False
    _above = 0  # lines that stand above the prompt

    def __init__(self, leaving: str = SAVES) -> None:
        self.leaving = leaving

    def page(self, page: Page, menu: Sequence[Choice] = (), *, more: bool = False) -> bool:
        from prompt_toolkit.shortcuts import clear

        columns, rows = _size()
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
        import questionary

        columns, rows = _size()
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
        import questionary

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
        from prompt_toolkit.shortcuts import clear

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
        from prompt_toolkit.layout.dimension import Dimension
        from questionary.prompts.common import InquirerControl

        room = max(_size()[1] - self._above - 1, 5)
        for window in application.layout.find_all_windows():
            if isinstance(window.content, InquirerControl):
                window.height = Dimension(max=room)

    def _ask(self, prompt: Any, keys: Mapping[str, object], default: str = "") -> Any:
        """The answer. ``keys`` give something else; a move among them is raised, as are Ctrl-B
        and Ctrl-C, with what was written in place of ``default``."""
        from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

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


class Plain:
    """Numbered lists and typed lines: for screen readers, Braille lines and old terminals."""

    plain = True

    def __init__(self, leaving: str = SAVES) -> None:
        self.leaving = leaving
        # With it input() takes lines longer than 4,095 bytes, where a terminal would cut them,
        # and several pasted at once; and what is typed can be edited with arrows.
        with contextlib.suppress(ImportError):
            import readline

            if os.environ.get("TERM", "dumb") != "dumb":  # which would show it as letters
                readline.parse_and_bind("set enable-bracketed-paste on")

    def page(self, page: Page, menu: Sequence[Choice] = (), *, more: bool = False) -> bool:
        click.echo()
        for line, _ in page_lines(page, _size()[0], more=True):
            if line:
                click.echo(line)
        return True

    def choose(
        self,
        message: str,
        choices: Sequence[Choice],
        default: int | None = None,
        more: object = None,
    ) -> object:
        # Keys where every line has one, numbers otherwise: never a mixture.
        keyed = all(choice.key for choice in choices)
        names = [choice.key if keyed else str(n) for n, choice in enumerate(choices, start=1)]
        for name, choice in zip(names, choices, strict=True):
            means = f": {choice.means}" if choice.means else ""
            self.say(_wrap(f"{name}. {choice.label}{means}", _size()[0]))
        # Nothing is chosen by Enter alone unless it was chosen before.
        enter = "" if default is None else f", or Enter for {names[default]}"
        listed = " ".join(names) if keyed else f"{names[0]} to {names[-1]}"
        back = "" if "b" in names or len(names) == 1 else ", or :back"
        while True:
            typed = self._read(f"{message.rstrip('?')}? Type {listed}{enter}{back}: ").lower()
            if typed == ":back":
                raise GoneBack
            if not typed and default is not None:
                return choices[default].value
            if typed in names:
                return choices[names.index(typed)].value
            click.echo(f"'{typed[:20]}' is not in the list." if typed else "Nothing was typed.")

    def write(self, message: str, default: str = "", check: Check | None = None) -> str:
        keep = f" Enter alone keeps: {' '.join(default.split())}." if default else ""
        leave = ":save" if self.leaving == SAVES else "Ctrl-C"
        click.echo(f"{message}{keep} Type :back to go back, {leave} to {self.leaving}.")
        while True:
            typed = self._read("> ")
            if typed == ":back":
                raise GoneBack
            text = typed or default
            wrong = check(text) if check else None
            if wrong is None:
                return text
            click.echo(wrong)

    def say(self, lines: Iterable[str]) -> None:
        for line in lines:
            click.echo(line)

    def close(self) -> None:
        """What was read stays to be read again."""

    def _read(self, prompt: str) -> str:
        try:
            typed = input(prompt).strip()
        except (KeyboardInterrupt, EOFError):
            raise Left from None
        if typed == ":save" and self.leaving == SAVES:
            raise Left
        return typed


_MORE = object()


def page_lines(page: Page, columns: int, *, more: bool) -> list[tuple[str, dict[str, bool]]]:
    """The lines of a page, each with its style."""
    lines: list[tuple[str, dict[str, bool]]] = [
        (_cut(page.heading, columns), {"dim": True}),
        (_cut(page.progress, columns), {"dim": True}),
        ("", {}),
    ]
    for text in page.told:
        lines += [(line, {}) for line in _wrap(text, columns)]
    if page.told:
        lines.append(("", {}))
    lines += [(line, {"bold": True}) for line in _wrap(page.question, columns)]
    lines += [(line, {}) for line in _wrap(page.help, columns)]
    if more:
        for text in page.more:
            lines += [(line, {"dim": True}) for line in _wrap(text, columns)]
    if page.said and more and page.more:
        lines.append(("", {}))
    for text in page.said:
        lines += [(line, {}) for line in _wrap(text, columns)]
    for text in page.so_far:
        lines.append((_cut(text, columns), {}))
    if page.notice:
        lines += [(line, {"bold": True}) for line in _wrap(page.notice, columns)]
    lines.append(("", {}))
    lines += [(line, {}) for line in _wrap(page.hint, columns)]
    return lines


def menu_height(choices: Sequence[Choice], columns: int) -> int:
    """How many lines a menu takes, with the line that stands above it."""
    keyed = all(choice.key for choice in choices)
    texts = [choice_text(choice, columns - 4, 3 + 3 * keyed) for choice in choices]
    return 1 + sum(text.count("\n") + 1 for text in texts) + sum(c.apart for c in choices)


def choice_text(choice: Choice, width: int, indent: int) -> str:
    """Label and descriptor, wrapped under each other."""
    if choice.beside:
        left = (width - indent) // 2
        right = width - indent - left - 2
        return f"{_cut(choice.label, left):<{left}}  {_cut(choice.means, right)}"
    text = f"{choice.label}. {choice.means}" if choice.means else choice.label
    if len(text) <= width - indent:
        return text  # as it is: the lines of a list may stand in columns
    return ("\n" + " " * indent).join(_wrap(text, width - indent) or [""])


def _wrap(text: str, columns: int) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), columns, break_on_hyphens=False)


def _cut(text: str, columns: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= columns else line[: columns - 1].rstrip() + "…"


def _size() -> tuple[int, int]:
    size = shutil.get_terminal_size()
    return max(NARROWEST, min(size.columns, WIDEST)), size.lines


def _dim(text: str) -> str:
    return click.style(text, dim=True) if colourful() else text


def _style() -> Any:
    import questionary

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
