"""``assure advice``: what good looks like, what goes wrong, and which tool serves when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from assure.cli.rules import form_option, rulebook_here
from assure.rules.form import CODE

if TYPE_CHECKING:
    from assure.rules.rulebook import Rulebook
    from assure.service.advice import Note


@click.command("advice")
@click.argument("topic", required=False)
@form_option
def command(topic: str | None, form: str) -> None:
    """Print the advice on TOPIC, or list the topics.

    TOPIC is a family of rules (ownership), a questionnaire (swot), or a rule by code or name
    (OWN-01), which leads to the advice of its family. Begin with when-to-use-what.
    """
    if topic is None:
        _list(form)
        return
    from assure.service.advice import note_for

    book = rulebook_here()
    note = note_for(topic, book)
    if form == "json":
        click.echo(json.dumps(_as_data(note, book), indent=1, ensure_ascii=False))
        return
    for line in _lines(note, book):
        click.echo(line)


def _list(form: str) -> None:
    from assure.cli.printing import wrapped
    from assure.service.advice import groups, notes

    every = notes().values()
    if form == "json":
        told = [{"topic": note.topic, "title": note.title, "about": note.about} for note in every]
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    wide = max(len(note.topic) for note in every) + 4
    for heading, several in groups():
        click.echo(click.style(heading, bold=True))
        for note in several:
            click.echo(wrapped(note.about, " " * wide, f"  {note.topic:<{wide - 2}}"))
        click.echo()
    click.echo("Read one with `assure advice TOPIC`.")


def _lines(note: Note, book: Rulebook) -> Iterator[str]:
    from assure.cli.printing import wrapped
    from assure.service.advice import READING

    yield click.style(note.title, bold=True)
    yield wrapped(_spoken(note.lead), "  ")
    for section in note.sections:
        yield ""
        yield click.style(section.title, bold=True)
        for block in section.blocks:
            text = _spoken(block.text)
            yield wrapped(text, "    ", "  - ") if block.item else wrapped(text, "  ")
    yield ""
    yield click.style(READING, bold=True)
    for item in note.reading:
        source = book.sources[item.key]
        yield wrapped(f"{source.title}: {item.what}", "    ", "  - ")
        if source.address:
            yield f"    {source.address}"  # whole, so that it can be followed
    if note.of_a_tool:
        yield ""
        yield f"Ask it: `assure ask {note.topic}`."
    own = [rule.code for rule in book.rules if rule.family == note.topic]
    if own:
        if not note.of_a_tool:
            yield ""
        yield f"The rules behind it: `assure rules list --family {note.topic}` ({len(own)})."


def _spoken(text: str) -> str:
    """``text`` with marks about what can be typed, a command or a topic; a code needs none."""
    return re.sub(rf"`({CODE.pattern})`", r"\1", text)


def _as_data(note: Note, book: Rulebook) -> dict[str, Any]:
    """The note as plain JSON: texts keep their `marks`."""
    return {
        "topic": note.topic,
        "title": note.title,
        "lead": note.lead,
        "sections": [
            {
                "title": section.title,
                "blocks": [{"text": block.text, "item": block.item} for block in section.blocks],
            }
            for section in note.sections
        ],
        "reading": [
            {
                "key": item.key,
                "title": book.sources[item.key].title,
                "address": book.sources[item.key].address,
                "what": item.what,
            }
            for item in note.reading
        ],
    }
