"""What stands over a table of a document: its title, the headings it is under, and lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assure.intake.records import SECTION
from assure.intake.word_tables import WordTable
from assure.intake.word_text import Paragraph
from assure.words.text import one_line, plain

_LONGEST_HEADING = 120
_LONGEST_LINE = 200  # longer is prose, which says too much to take a title or a period from
_MOST_LINES = 12  # under one heading
_TYPED = 10  # the level of a line in bold that stands for a heading
_LABELLED = re.compile(r"^[^:]{2,60}:\s*\S")
_PAPER = re.compile(r"^(?:appendix|annexe?|schedule|item|paper|page)\s+\w{1,3}$")
_OF_PLANS = re.compile(r"\b(?:plan|strategy|statement|tracker|programme|log|register|review)s?\b")


@dataclass
class _Heading:
    level: int
    kind: str  # "priority" for "Priority 2: Homes", "" for a heading of no named kind
    text: str
    lines: list[str] = field(default_factory=list)
    fresh: bool = True  # nothing but headings since


class Context:
    """Follows the text of a document down to each of its tables."""

    def __init__(self, blocks: Sequence[Paragraph | WordTable]) -> None:
        """``blocks``: all tables and all paragraphs with words, in order."""
        self._title = _title(blocks)
        self._top: list[str] = []
        self._stack: list[_Heading] = []
        self._since: list[str] | None = None  # lines since the last table under this heading

    def paragraph(self, paragraph: Paragraph) -> None:
        text = one_line(paragraph.line)
        if not text or paragraph.style.startswith("toc"):
            return
        level = heading_level(paragraph)
        if paragraph is self._title:
            self._top.insert(0, text)
        elif level is not None:
            self._push(_Heading(level, _kind(text), text))
        elif len(text) <= _LONGEST_LINE:
            self._line(text)

    def table(self) -> None:
        self._since = []

    def above(self) -> tuple[str, ...]:
        """The lines over a table that would stand here, the title first."""
        lines = list(self._top)
        for heading in self._stack:
            lines += [heading.text, *heading.lines]
        return (*lines, *(self._since or ()))

    def under(self) -> tuple[str, ...]:
        """The headings in force, the outermost first, without the title and "Appendix A"."""
        texts = [heading.text for heading in self._stack]
        return tuple(text for text in texts if not _PAPER.match(plain(text)))

    def _line(self, text: str) -> None:
        if self._since is not None:
            lines = self._since
        elif self._stack:
            lines = self._stack[-1].lines
            self._stack[-1].fresh = False
        else:
            lines = self._top
        if len(lines) < _MOST_LINES:
            lines.append(text)

    def _push(self, heading: _Heading) -> None:
        """Close the headings that ``heading`` ends, and open it."""
        stack = self._stack
        if heading.level < _TYPED:
            while stack and stack[-1].level >= heading.level:
                stack.pop()
        else:
            typed = [at for at, other in enumerate(stack) if other.level == _TYPED]
            same = next((at for at in typed if stack[at].kind == heading.kind), None)
            nested = bool(stack) and stack[-1].fresh and self._since is None
            if same is not None and not (nested and not heading.kind):
                del stack[same:]
            elif typed and not heading.kind and not nested:
                del stack[typed[0] :]
        stack.append(heading)
        self._since = None


def _title(blocks: Sequence[Paragraph | WordTable]) -> Paragraph | None:
    """The heading that names the document, and no section of it."""
    headings = [b for b in blocks if isinstance(b, Paragraph) and heading_level(b) is not None]
    titled = next((heading for heading in headings if heading.level == 0), None)
    if titled is not None:
        return titled
    headings = [heading for heading in headings if not _PAPER.match(plain(heading.line))]
    if not headings or _kind(headings[0].line):
        return None
    first, rest = headings[0], headings[1:]
    place = next(at for at, block in enumerate(blocks) if block is first)
    if any(isinstance(block, WordTable) for block in blocks[:place]):
        return None
    level = heading_level(first) or 0
    alone = all((heading_level(other) or 0) > level for other in rest)
    return first if alone or _OF_PLANS.search(plain(first.line)) else None


def heading_level(paragraph: Paragraph) -> int | None:
    """0 for the title, 1 to 9 for headings by style, 10 for a short line all in bold."""
    text = one_line(paragraph.line)
    if not text or len(text) > _LONGEST_HEADING:
        return None
    if paragraph.level is not None:
        return paragraph.level
    typed = paragraph.bold and not text.endswith((".", ";", ",")) and paragraph.label != "•"
    return _TYPED if typed and not _labelled(text) else None


def _labelled(text: str) -> bool:
    """True for "Lead: Head of Housing", which says something of a section and is not its name."""
    return bool(_LABELLED.match(text)) and not _kind(text)


def _kind(text: str) -> str:
    found = SECTION.match(plain(text))
    return found["level"] if found else ""
