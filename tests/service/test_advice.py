"""The notes of advice: one for whatever somebody may look up, and what they name is there."""

from __future__ import annotations

import re
from dataclasses import replace

import click
import pytest

from assure.cli import assure
from assure.cli.reference import commands
from assure.model.errors import AssureError
from assure.rules.rulebook import Rulebook
from assure.service.advice import (
    GENERAL,
    Block,
    Note,
    Reading,
    groups,
    note_for,
    notes,
    read_note,
)
from assure.service.questionnaires import questionnaires
from assure.service.rulebook import load
from assure.shelf import Text
from assure.shelf.settings import Settings

NOTES = notes()
ASKED = {found.key: found for found in questionnaires(Settings())}
COMMANDS = {" ".join(path): command for path, command in commands(assure)}

OF_ALL = ("What good looks like", "What goes wrong", "Questions to ask")
OF_A_FAMILY = (*OF_ALL, "What to use")
OF_A_TOOL = (*OF_ALL, "When to use it", "How long, and with whom", "What comes next")

# Words of offices, for which there is always a plainer one.
OFFICE_WORDS = re.compile(
    r"\b(leverag\w+|stakeholder\w*|going forward|synerg\w+|robust\w*|holistic\w*|utili[sz]\w+|"
    r"in order to|deep dive|key learning\w*|facilitat\w+|operationali\w+|granular\w*)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(Settings())


def every(note: Note) -> list[str]:
    """Each paragraph and line of a note."""
    blocks = [block.text for section in note.sections for block in section.blocks]
    return [note.lead, *blocks, *(item.what for item in note.reading)]


def marked(note: Note) -> list[str]:
    return [mark for text in every(note) for mark in re.findall(r"`([^`]+)`", text)]


def sentences(note: Note) -> list[str]:
    return [
        sentence
        for text in every(note)
        for sentence in re.split(r"(?<=[.?!:;]) ", text)
        if sentence.strip()
    ]


def test_every_family_and_every_questionnaire_has_a_note_and_no_note_is_of_anything_else(
    book: Rulebook,
) -> None:
    assert set(NOTES) == {*GENERAL, *(family.name for family in book.families), *ASKED}


@pytest.mark.parametrize("note", NOTES.values(), ids=list(NOTES))
def test_a_note_has_the_sections_of_its_kind(note: Note) -> None:
    if note.topic in GENERAL:
        return
    wanted = OF_A_TOOL if note.topic in ASKED else OF_A_FAMILY
    assert sorted(section.title for section in note.sections) == sorted(wanted)
    assert note.of_a_tool == (note.topic in ASKED)


@pytest.mark.parametrize("note", NOTES.values(), ids=list(NOTES))
def test_a_note_keeps_what_its_headings_promise(note: Note) -> None:
    assert len(note.lead.split()) >= 15
    assert note.reading
    for section in note.sections:
        words = sum(len(block.text.split()) for block in section.blocks)
        assert words >= 25, f"{section.title}: {words} words"
        if section.title in OF_ALL:
            assert sum(block.item for block in section.blocks) >= 4, section.title
        if section.title == "Questions to ask":
            assert all(block.text.endswith("?") for block in section.blocks)


@pytest.mark.parametrize("topic", ASKED)
def test_the_note_of_a_questionnaire_says_how_long_it_takes(topic: str) -> None:
    (section,) = [s for s in NOTES[topic].sections if s.title == "How long, and with whom"]
    assert f"About {ASKED[topic].minutes} minutes" in section.blocks[0].text


@pytest.mark.parametrize("note", NOTES.values(), ids=list(NOTES))
def test_what_a_note_names_is_there(note: Note, book: Rulebook) -> None:
    codes = {rule.code for rule in book.rules}
    for mark in marked(note):
        if mark.startswith("assure "):
            assert_command(mark.split(), codes)
        else:
            assert mark in codes | set(NOTES), mark
    for item in note.reading:
        assert item.key in book.sources, item.key
        assert not book.sources[item.key].ours, "our own judgement is no further reading"


def assert_command(words: list[str], codes: set[str]) -> None:
    """The command is one, its options are its own, and what it is asked about exists."""
    name = next(n for length in (3, 2) if (n := " ".join(words[:length])) in COMMANDS)
    options = {opt for option in COMMANDS[name].params for opt in option.opts}
    rest = words[len(name.split()) :]
    for word in rest:
        assert not word.startswith("-") or word in options, f"{' '.join(words)}: {word}"
    takes_one = any(isinstance(item, click.Argument) for item in COMMANDS[name].params)
    first = rest[0] if rest and takes_one else ""
    if name in ("assure ask", "assure questionnaires print"):
        assert first == "KEY" or first in ASKED, first
    if name == "assure explain":
        assert first == "plan" or first in codes, first
    if "--select" in rest:
        start = rest[rest.index("--select") + 1]
        assert any(code.startswith(start) for code in codes), start


@pytest.mark.parametrize("note", NOTES.values(), ids=list(NOTES))
def test_a_note_is_plain_to_read(note: Note) -> None:
    lengths = [len(sentence.split()) for sentence in sentences(note)]
    longest = max(sentences(note), key=lambda sentence: len(sentence.split()))
    assert max(lengths) <= 30, longest
    assert sum(lengths) / len(lengths) <= 16
    assert not OFFICE_WORDS.search(" ".join(every(note)))


def test_a_note_is_found_by_topic_however_it_is_written(book: Rulebook) -> None:
    assert note_for("Turning the curve", book).topic == "turning-the-curve"
    assert note_for("data_quality", book).topic == "data-quality"


def test_a_rule_leads_to_the_note_of_its_family(book: Rulebook) -> None:
    assert note_for("own-01", book).topic == "ownership"
    assert note_for("no-owner", book).topic == "ownership"


def test_a_rule_of_a_family_without_a_note_says_so(book: Rulebook) -> None:
    own = replace(book.finding_rules[0], code="OUR-01", name="our-own", family="allotments")
    with pytest.raises(AssureError, match="No advice is kept for the family “allotments”"):
        note_for("OUR-01", replace(book, finding_rules=(*book.finding_rules, own)))


def test_an_unknown_topic_is_one_sentence_with_what_may_have_been_meant(book: Rulebook) -> None:
    with pytest.raises(AssureError, match=r"There is no advice on “ownrship”.*“ownership”"):
        note_for("ownrship", book)


def test_the_list_begins_with_where_to_start_and_has_each_note_once() -> None:
    shown = [note.topic for _, several in groups() for note in several]
    assert tuple(shown[: len(GENERAL)]) == GENERAL
    assert sorted(shown) == sorted(NOTES)


def test_a_note_is_read_whole() -> None:
    note = read_note(
        Text(
            "advice/tea.md",
            "# Tea\n\nA pot of it. It\nhelps.\n\n## What good looks like\n\nFirst\nthis.\n\n"
            "- Warm the\n  pot.\n- Wait.\n\n## Further reading\n\n- `pot`: how long\n  to wait.\n",
        )
    )
    assert (note.topic, note.title, note.about) == ("tea", "Tea", "A pot of it.")
    assert note.sections[0].blocks == (
        Block("First this.", item=False),
        Block("Warm the pot.", item=True),
        Block("Wait.", item=True),
    )
    assert note.reading == (Reading("pot", "how long to wait."),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Tea\n\nA pot.\n", "begins with a title"),
        ("# Tea\n\n## What to use\n", "begins with a title"),
        ("# Tea\n\nA pot.\n\n## Further reading\n\n- A book.\n", "“A book.” names no source"),
    ],
)
def test_a_note_of_another_form_is_refused_in_one_sentence(content: str, told: str) -> None:
    with pytest.raises(AssureError, match=told) as error:
        read_note(Text("advice/tea.md", content))
    assert str(error.value).startswith("advice/tea.md: ")
