"""A page and a menu as lines of text, no wider than can be read with ease."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from assure.cli.prompt import Choice, Page
from assure.words.text import cut

NARROWEST, WIDEST = 40, 100


def page_lines(page: Page, columns: int, *, more: bool) -> list[tuple[str, dict[str, bool]]]:
    """The lines of a page, each with its style."""
    lines: list[tuple[str, dict[str, bool]]] = [
        (cut(page.heading, columns), {"dim": True}),
        (cut(page.progress, columns), {"dim": True}),
        ("", {}),
    ]
    for text in page.told:
        lines += [(line, {}) for line in wrapped(text, columns)]
    if page.told:
        lines.append(("", {}))
    lines += [(line, {"bold": True}) for line in wrapped(page.question, columns)]
    lines += [(line, {}) for line in wrapped(page.help, columns)]
    if more:
        for text in page.more:
            lines += [(line, {"dim": True}) for line in wrapped(text, columns)]
    if page.said and more and page.more:
        lines.append(("", {}))
    for text in page.said:
        lines += [(line, {}) for line in wrapped(text, columns)]
    for text in page.so_far:
        lines.append((cut(text, columns), {}))
    if page.notice:
        lines += [(line, {"bold": True}) for line in wrapped(page.notice, columns)]
    lines.append(("", {}))
    lines += [(line, {}) for line in wrapped(page.hint, columns)]
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
        return f"{cut(choice.label, left):<{left}}  {cut(choice.means, right)}"
    text = f"{choice.label}. {choice.means}" if choice.means else choice.label
    if len(text) <= width - indent:
        return text  # as it is: the lines of a list may stand in columns
    return ("\n" + " " * indent).join(wrapped(text, width - indent) or [""])


def wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), columns, break_on_hyphens=False)


def size() -> tuple[int, int]:
    size = shutil.get_terminal_size()
    return max(NARROWEST, min(size.columns, WIDEST)), size.lines
