"""Prompts line by line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Sequence

import click

from assure.cli.drawing import page_lines, size, wrapped
from assure.cli.prompt import SAVES, Check, Choice, GoneBack, Left, Page
from assure.words.text import cut


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
        for line, _ in page_lines(page, size()[0], more=True):
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
            self.say(wrapped(f"{name}. {choice.label}{means}", size()[0]))
        # Nothing is chosen by Enter alone unless it was chosen before.
        enter = "" if default is None else f", or Enter for {names[default]}"
        listed = " ".join(names) if keyed else f"{names[0]} to {names[-1]}"
        back = "" if "b" in names or len(names) == 1 else ", or :back"
        while True:
            typed = self._read(f"{message.rstrip('?')}? Type {listed}{enter}{back}: ")
            if typed.lower() == ":back":
                raise GoneBack
            if not typed and default is not None:
                return choices[default].value
            if typed.lower() in names:
                return choices[names.index(typed.lower())].value
            click.echo(f"“{cut(typed, 40)}” is not in the list." if typed else "Nothing was typed.")

    def write(self, message: str, default: str = "", check: Check | None = None) -> str:
        keep = f" Enter alone keeps: {' '.join(default.split())}." if default else ""
        leave = ":save" if self.leaving == SAVES else "Ctrl-C"
        asked = f"{message[:-1]}." if message.endswith(":") else message
        click.echo(f"{asked}{keep} Type :back to go back, {leave} to {self.leaving}.")
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
