"""The notes of advice: what good looks like, what goes wrong, and which tool serves when.

A note is a page of Markdown in ``advice/``, named by its topic: a family of rules, a
questionnaire, both where they share a name, or one of ``GENERAL``. It holds a title, a lead, and
sections of paragraphs and lists. In the section ``Further reading`` each line of the list begins
with the key of a source in ``rulesets/sources.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from assure.conditions.nearest import did_you_mean
from assure.model.errors import AssureError
from assure.rules.rulebook import Rulebook
from assure.shelf import Text, advice

# The topics that are neither a family nor a questionnaire.
GENERAL = ("when-to-use-what", "support")
READING = "Further reading"
OF_A_TOOL = "When to use it"  # the section that every note about a questionnaire has

_READING = re.compile(r"`(?P<key>[^`]+)`: (?P<what>.+)")


@dataclass(frozen=True)
class Block:
    """A paragraph, or a line of a list, as one line of text with its `marks`."""

    text: str
    item: bool


@dataclass(frozen=True)
class Reading:
    """A line of further reading: the key of a source, and what one finds there."""

    key: str
    what: str


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Note:
    """A note of advice. ``reading`` stands apart from the other ``sections``."""

    topic: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    reading: tuple[Reading, ...]

    @property
    def about(self) -> str:
        """The first sentence of the lead."""
        return re.split(r"(?<=[.?!]) ", self.lead, maxsplit=1)[0]

    @property
    def of_a_tool(self) -> bool:
        return any(section.title == OF_A_TOOL for section in self.sections)


@cache
def notes() -> dict[str, Note]:
    """Every note by its topic: where to start, then families of rules, then questionnaires."""
    found = [read_note(text) for text in advice()]
    first = {topic: place for place, topic in enumerate(GENERAL)}
    found.sort(key=lambda note: (first.get(note.topic, len(first)), note.of_a_tool, note.topic))
    return {note.topic: note for note in found}


def groups() -> tuple[tuple[str, tuple[Note, ...]], ...]:
    """The notes as a list shows them: a heading, and those under it."""
    every = notes().values()
    return (
        ("Where to start", tuple(note for note in every if note.topic in GENERAL)),
        (
            "What the rules look at",
            tuple(note for note in every if note.topic not in GENERAL and not note.of_a_tool),
        ),
        ("The questionnaires", tuple(note for note in every if note.of_a_tool)),
    )


def note_for(word: str, book: Rulebook) -> Note:
    """The note called ``word``, or that of the family of the rule with this code or name.

    Raises AssureError with what may have been meant.
    """
    known = notes()
    topic = re.sub(r"[\s_]+", "-", word.strip().casefold())
    if topic in known:
        return known[topic]
    families = {
        name: rule.family for rule in book.rules for name in (rule.code.casefold(), rule.name)
    }
    family = families.get(topic)
    if family in known:
        return known[family]
    if family is not None:
        raise AssureError(
            f"No advice is kept for the family “{family}”; `assure advice` lists the topics."
        )
    raise AssureError(f"There is no advice on “{word[:60]}”; {did_you_mean(word, known)}")


def read_note(text: Text) -> Note:
    """The note in ``text``. Raises AssureError where it is not of the form told above."""
    parts = re.split(r"^## ", text.content, flags=re.MULTILINE)
    title, _, lead = parts[0].partition("\n")
    if not title.startswith("# ") or not lead.strip():
        raise AssureError(f"{text.origin}: a note begins with a title and what it is about.")
    sections, reading = [], []
    for part in parts[1:]:
        heading, _, body = part.partition("\n")
        section = Section(heading.strip(), tuple(_blocks(body)))
        if section.title == READING:
            reading = [_reading(block, text.origin) for block in section.blocks]
        else:
            sections.append(section)
    return Note(
        topic=PurePosixPath(text.origin).stem,
        title=title.removeprefix("# ").strip(),
        lead=" ".join(lead.split()),
        sections=tuple(sections),
        reading=tuple(reading),
    )


def _blocks(body: str) -> Iterator[Block]:
    """Paragraphs and lines of lists, each in one line however it is broken in the file."""
    for block in re.split(r"\n\s*\n|\n(?=- )", body.strip()):
        line = " ".join(block.split())
        if line:
            yield Block(line.removeprefix("- "), item=line.startswith("- "))


def _reading(block: Block, origin: str) -> Reading:
    found = _READING.fullmatch(block.text)
    if found is None:
        raise AssureError(
            f"{origin}: under “{READING}”, “{block.text[:40]}” names no source; "
            "write `KEY`: and what one finds there."
        )
    return Reading(found["key"], found["what"])
