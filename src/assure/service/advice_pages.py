"""The notes of advice as pages of docs/, with links to rules, sources and one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assure.rules.pages import anchor, cited, plain
from assure.rules.rulebook import Rulebook
from assure.service.advice import READING, Note, groups, notes

MADE = "Made from `src/assure/advice` by `script/docs`; a test fails when it is stale."


def advice_pages(book: Rulebook) -> dict[str, str]:
    """File name → Markdown: ``README.md`` lists the topics, each other page is one of them."""
    pages = {f"{note.topic}.md": _page(note, book) for note in notes().values()}
    return {"README.md": _list(), **pages}


def _list() -> str:
    lines = ["# Advice", "", MADE, "", "`assure advice TOPIC` prints each of them."]
    for heading, several in groups():
        lines += ["", f"## {heading}", ""]
        lines += [f"- [{note.title}]({note.topic}.md): {note.about}" for note in several]
    return "\n".join(lines) + "\n"


def _page(note: Note, book: Rulebook) -> str:
    lines = [f"# {note.title}", "", _linked(note.lead, book), "", MADE]
    for section in note.sections:
        lines += ["", f"## {section.title}"]
        after_item = False
        for block in section.blocks:
            text = _linked(block.text, book)
            lines += [f"- {text}"] if block.item and after_item else _begin(text, block.item)
            after_item = block.item
    lines += ["", f"## {READING}", ""]
    lines += [f"- {cited(book.sources[item.key])}: {plain(item.what)}" for item in note.reading]
    if note.of_a_tool:
        lines += ["", f"`assure ask {note.topic}` asks it."]
    lines += _rules(note, book)
    return "\n".join(lines) + "\n"


def _begin(text: str, item: bool) -> list[str]:
    return ["", f"- {text}" if item else text]


def _rules(note: Note, book: Rulebook) -> Iterator[str]:
    if any(family.name == note.topic for family in book.families):
        yield ""
        yield f"[The rules of this family](../rules/{note.topic}.md)"


def _linked(text: str, book: Rulebook) -> str:
    """``text`` with its codes and topics as links; commands stay as they are."""
    rules = {rule.code: f"../rules/{rule.family}.md#{anchor(rule)}" for rule in book.rules}
    topics = {topic: f"{topic}.md" for topic in notes()}

    def link(found: re.Match[str]) -> str:
        target = rules.get(found[1]) or topics.get(found[1])
        return f"[`{found[1]}`]({target})" if target else found[0]

    return re.sub(r"`([^`]+)`", link, text)
