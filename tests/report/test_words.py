"""Every sentence of every kind, of reviews with little in them: as a good officer writes it."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from functools import cache

import pytest
from docx import Document
from tests.report.small import MOODS, small

from assure.report.kinds import NAMES, kind_named
from assure.report.shares import besides, of_these, share
from assure.service.report import html_of

# What nobody writes. Each is looked for in the whole words of a paragraph, a cell or a heading.
WRONG = {
    "a share of one": r"\b(?:[Nn]one|[Nn]either|[Oo]ne|[Aa]ll|[Bb]oth) of one\b|\d of 1 [a-z]",
    "a share of two": r"\b(?:[Nn]one|[Tt]wo|[Aa]ll) of (?:the )?two\b|\b[Aa]ll two\b",
    "none with a plural": r"\b[Nn]one of [\w ]{1,40} are\b|\b[Nn]one are\b|\b[Nn]one [a-z]+s\b are",
    "none as a number": r"\b[Nn]one (?:actions?|outcomes?|findings?|promises?|risks?|posts?)\b",
    "one of many": r"\b(?:[Oo]ne|1) (?:actions|outcomes|findings|indicators|risks|promises|days"
    r"|posts|projects|priorities|questions|rules|decisions|respondents|places|cells|sums)\b",
    "many of one": r"\b(?:two|three|four|five|[2-9]|\d\d+) (?:action|outcome|finding|indicator|"
    r"risk|promise|project|priority|respondent|decision)\b(?!-| point| has | is )",
    "one are": r"(?<!of )(?<!\bor )\b[Oo]ne (?:[a-z]+ )?are\b",
    "nought spelt as a figure": r"(?<!than )(?<!is )\b0 (?:actions?|outcomes?|"
    r"findings?|priorities|open|promises?)\b",
    "a space too many": r"\S  +\S| [.,;:!?](?:\s|$)|\( | \)",
    "a stop too many": r"(?<!\.)\.\.(?!\.)|,,|;;|::|\.,|,\.|;\.|\?\.|!\.",
    "a word twice": r"\b(and|the|of|to|is|are|in|a|by)\s+\1\b",
    "a comma before nothing": r", (?:and|or)[.,;]|: *\.|: *$(?<=[a-z]: )|\bof\.|\band\.$",
    "empty brackets": r"\(\s*\)|\[\s*\]|“\s*”",
    "what Python writes": r"\bNone\b(?! of | stands | names | is | has |[.,]|$)|\bnan\b|\bTrue\b"
    r"|\bFalse\b|\bundefined\b|\{[a-z_]+\}",
    "a key": r"\b[a-z]+_[a-z_]+\b",
    "capitals": r"\b[A-Z]{2}[a-z]{2,}",
    "a quarter of a word": r"\b(?:rated Not rated|due no date|not told of it of)\b",
}
# The words of the plan and of those who answered stand as they were written.
OURS = re.compile(r"“[^”]*”")


@cache
def told(name: str, size: int, mood: str, edition: str) -> tuple[str, ...]:
    """Each paragraph, heading and cell of the page and of the Word document; () where the kind
    says what it lacks, which is told too."""
    material = small(size, mood, edition)
    kind = kind_named(name)
    if lacking := kind.lacks(material):
        return (lacking,)
    page = html_of(kind, material, "paper")
    said = tuple(_of_page(page))
    return said + tuple(_of_word(kind.word(material))) if kind.word else said


BLOCKS = re.compile(
    r"</?(?:p|li|td|th|h[1-6]|div|tr|caption|figcaption|section|header|footer|d[tdl]|[uo]l|br|"
    r"table|main|title|desc|text|g|svg|span class=\"under[^>]*)\b[^>]*>"
)


def _of_page(page: str) -> Iterator[str]:
    body = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", page)
    for piece in BLOCKS.split(body):
        words = html.unescape(re.sub(r"<[^>]+>", "", piece)).strip()
        if words:
            yield re.sub(r"\s*\n\s*", " ", words)


def _of_word(document: bytes) -> Iterator[str]:
    read = Document(io.BytesIO(document))
    paragraphs = list(read.paragraphs)
    for table in read.tables:
        paragraphs += [p for row in table.rows for cell in row.cells for p in cell.paragraphs]
    for paragraph in paragraphs:
        yield from filter(None, (line.strip() for line in paragraph.text.split("\n")))


def faults(words: str) -> list[str]:
    found = [name for name, wrong in WRONG.items() if re.search(wrong, OURS.sub("“…”", words))]
    if words.count("“") != words.count("”") and "…" not in words:
        found.append("quotes without their like")
    return found


SMALL = [(0, "as it is"), (1, "as it is"), (2, "all late"), (3, "none late"), (2, "years")]
MORE = [(size, mood) for size in (1, 2, 3) for mood in (*MOODS, "years")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "mood"), SMALL)
def test_no_sentence_is_wrong_of_few(name: str, size: int, mood: str) -> None:
    assert [(faults(one), one) for one in told(name, size, mood, "board") if faults(one)] == []


@pytest.mark.heavy
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("size", "mood"), MORE)
@pytest.mark.parametrize("edition", ["board", "full"])
def test_nor_however_the_work_stands(name: str, size: int, mood: str, edition: str) -> None:
    assert [(faults(one), one) for one in told(name, size, mood, edition) if faults(one)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "None of one curve is shown to need turning",
        "One of one move has no action behind it",
        "None of three outcomes are on course",
        "None actions of one name one post",
        "All two outcomes are in doubt",
        "It names 0 priorities, 0 outcomes and 3 actions.",
        "The plan names 1 risks.",
        "Nothing is told of it ()",
        "It is due on None and late",
        "It is in_progress",
        "So it is ..",
    ],
)
def test_what_is_wrong_is_seen(wrong: str) -> None:
    assert faults(wrong)


def test_a_share_has_its_verb() -> None:
    assert share(0, 0, "risk", "is high") == "No risk is high"
    assert share(1, 1, "risk", "is high") == "The one risk is high"
    assert share(0, 1, "risk", "has an owner") == "The one risk has not an owner"
    assert share(0, 1, "curve", "needs turning") == "The one curve does not need turning"
    assert share(2, 2, "risk", "is high") == "Both risks are high"
    assert share(1, 2, "risk", "is high") == "One of two risks is high"
    assert share(12, 50, "action", "is late") == "12 of 50 actions are late"
    assert share(3, 3, "post or team", "is free", things="posts and teams") == (
        "All three posts and teams are free"
    )
    assert share(2, 3, "move", "has its action", together="have their actions") == (
        "Two of three moves have their actions"
    )


def test_what_has_been_named_is_not_named_again() -> None:
    assert [of_these(n, 3, "is late") for n in range(4)] == [
        *("none is late", "one is late", "two are late", "all are late")
    ]
    assert [of_these(n, 2, "is late") for n in (0, 2)] == ["neither is late", "both are late"]
    assert [besides(n, 3, "open") for n in (0, 1, 3)] == [
        *(", none of them open", ", one of them open", ", all of them open")
    ]
    assert [besides(n, 1, "open") for n in (0, 1)] == [", which is not open", ", which is open"]
    assert besides(0, 0, "open") == ""
