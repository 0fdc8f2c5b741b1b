"""The list of what a report tells: a link to each heading that follows it.

A template says where it stands with ``HERE``. It is made of the page itself, so that it names
every part there is and none that is left out. The numbers of the pages come from the style sheet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

HERE = "<!-- contents -->"
FEWEST = 3  # parts; a list of fewer tells nothing
MOST_OF_A_SORT = 12  # entries for outcomes, or for indicators; of more, several share one
IN_A_ROW = 4
# What a page is made of is escaped, so that only our own markup is found.
_HEADING = re.compile(r'<h2 id="([^"]*)"([^>]*)>(.*?)</h2>', re.DOTALL)
_TOPIC = re.compile(r'<span class="topic">(.*?)</span>', re.DOTALL)
_PRINTED = ' class="print-only"'
_SAID = re.compile(r' data-(listed|sort|one)="([^"]*)"')


@dataclass(frozen=True)
class Entry:
    """A line of the list. ``sort`` is what it is one of, such as “Outcomes”, and ``one`` which."""

    heading: str
    words: str
    sort: str = ""
    one: str = ""
    on_paper: bool = False  # a part that a screen does not show


def with_contents(page: str) -> str:
    """``page`` with its list, where it wants one, and without what only the list had to know."""
    before, here, after = page.partition(HERE)
    if here:
        listed = list(together(_entries(after)))
        before += _listed(listed) if len(listed) >= FEWEST else ""
    return _HEADING.sub(_bare, before + after)


def together(entries: Iterable[Entry]) -> Iterator[Entry]:
    """``entries``, of which neighbours of one sort share a line where they are too many."""
    for sort, run in groupby(entries, lambda entry: entry.sort):
        alike = list(run)
        if not sort or len(alike) <= MOST_OF_A_SORT:
            yield from alike
            continue
        share = math.ceil(len(alike) / MOST_OF_A_SORT)
        for at in range(0, len(alike), share):
            first, last = alike[at], alike[at : at + share][-1]
            words = f"{first.one} to {last.one}" if last is not first else first.one
            yield Entry(first.heading, f"{sort} {words}")


def _entries(page: str) -> Iterator[Entry]:
    for heading, attributes, inside in _HEADING.findall(page):
        said = dict(_SAID.findall(attributes))
        topic = _TOPIC.search(inside)
        words = said.get("listed") or (topic[1] if topic else inside)
        yield Entry(
            heading,
            words.strip(),
            said.get("sort", ""),
            said.get("one", ""),
            on_paper='class="print-only"' in attributes,
        )


def _listed(entries: list[Entry]) -> str:
    lines = "".join(
        f'<li{_PRINTED if entry.on_paper else ""}><a href="#{entry.heading}">{entry.words}</a>'
        f'<span class="to-page" data-page="#{entry.heading}"></span></li>\n'
        for entry in entries
    )
    few = f" of-{len(entries)}" if len(entries) <= IN_A_ROW else ""
    return (
        f'<nav class="contents{few}" aria-label="Contents">\n<p class="strong">In this report</p>\n'
        f"<ul>\n{lines}</ul>\n</nav>"
    )


def _bare(heading: re.Match[str]) -> str:
    name, attributes, inside = heading.groups()
    return f'<h2 id="{name}"{_SAID.sub("", attributes)}>{inside}</h2>'
