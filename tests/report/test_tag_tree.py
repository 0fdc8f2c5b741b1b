"""What a screen reader reads of each kind of report, and veraPDF does not judge.

``CHECKS`` hold of the demonstration here, and of far worse plans in ``test_stress.py``.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
import tinyhtml5  # type: ignore[import-untyped]
from tests.report.aloud import HEADINGS, Aloud, squeezed
from tests.report.test_kinds import material

from assure.report import glyphs
from assure.report.kinds import NAMES, kind_named
from assure.report.pdf import write_pdf
from assure.service.report import html_of

WRITTEN = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "th", "td", "caption"})
ALONE = frozenset(
    ("/P", "/Note", "/H1", "/H2", "/H3", "/H4", "/Link", "/Table", "/TH", "/TD", "/TOC", "/TOCI")
)
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
DRAWN = frozenset({"style", "script", "title", "svg"})


class Read:
    """A page and the PDF made of it, read."""

    def __init__(self, html: str, content: bytes) -> None:
        written = glyphs.printable(html)
        shown = glyphs.owned_up(written, glyphs.drawable(written)[0])
        self.page = tinyhtml5.parse(shown, namespace_html_elements=False)
        for element in list(self.page.iter()):
            for child in [child for child in element if _for_screens(child)]:
                element.remove(child)
        self.aloud = Aloud(pikepdf.open(io.BytesIO(content)))

    def on_page(self, *tags: str) -> list[Any]:
        return [element for element in self.page.iter() if element.tag in tags]


def _for_screens(element: Any) -> bool:
    return element.tag == "details" or "screen-only" in element.get("class", "").split()


def text(element: Any) -> str:
    """The words of an element of the page, without what is drawn."""
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag.split("}")[-1] not in DRAWN:
            pieces.append(text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def check_language_and_title(read: Read) -> None:
    root = read.aloud.pdf.Root
    assert str(root.Lang) == "en-GB"
    assert str(root.ViewerPreferences.DisplayDocTitle) == "True"
    assert str(read.aloud.pdf.docinfo.Title) == text(read.on_page("title")[0]).strip()


def check_headings(read: Read) -> None:
    """As on the page, one at the top, none skipped, none within another."""
    headings = read.aloud.headings
    on_page = read.on_page("h1", "h2", "h3", "h4", "h5", "h6")
    assert headings == [(int(one.tag[1]), squeezed(text(one))) for one in on_page]
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(words for _, words in headings)


def check_bookmarks(read: Read) -> None:
    """Each leads to a heading of its level and says its words, in the order of the headings."""
    left = iter(read.aloud.headings)
    for level, title in read.aloud.bookmarks:
        words = squeezed(title.partition(". ")[2] or title)
        assert any(words in said for at, said in left if at == level), title


def check_tables(read: Read) -> None:
    """One for each of the page, whatever pages it runs over, its headers said once."""
    tables = read.aloud.of_kind("/Table")
    on_page = read.on_page("table")
    assert len(tables) == len(on_page)
    for table, wanted in zip(tables, on_page, strict=True):
        heads = [one for one in read.aloud.walk(table) if str(one.S) == "/TH"]
        assert [squeezed(read.aloud.words(head)) for head in heads] == [
            squeezed(text(head)) for head in wanted.iter("th")
        ]
        assert [str(head.A.Scope) for head in heads] == [
            "/Row" if head.get("scope") == "row" else "/Column" for head in wanted.iter("th")
        ]
        names = [bytes(head.ID) for head in heads]
        assert len(set(names)) == len(names)
        cells = [one for one in read.aloud.walk(table) if str(one.S) in ("/TH", "/TD")]
        for place, cell in enumerate(cells):
            if str(cell.S) == "/TH":
                continue
            named = [bytes(name) for name in cell.A.get("/Headers", [])]
            corner = place == 0  # says how to read the table, or nothing
            assert named or corner, read.aloud.words(cell)
            assert set(named) <= set(names)


def check_figures(read: Read) -> None:
    """Each is described in a sentence."""
    for figure in read.aloud.of_kind("/Figure"):
        assert len(str(figure.Alt).split()) > 2
    assert len(read.aloud.of_kind("/Figure")) == len(
        [one for one in read.page.iter() if str(one.tag).split("}")[-1] == "svg"]
    )


def check_paragraphs_and_lists(read: Read) -> None:
    """One for each of the page that says anything, whatever pages it runs over."""
    for kinds, *tags in ((("/P", "/Note"), "p"), (("/L", "/TOC"), "ul", "ol", "dl")):
        said = [squeezed(read.aloud.words(one)) for one in read.aloud.of_kind(*kinds)]
        on_page = [squeezed(text(one)) for one in read.on_page(*tags)]
        assert len([words for words in said if words]) == len([words for words in on_page if words])


def check_contents(read: Read) -> None:
    """A list of contents leads to headings of the report, in their order, each on the page that the
    list says."""
    told = [one for one in read.page.iter() if one.tag == "nav"]
    assert len(read.aloud.of_kind("/TOC")) == len(told)
    wanted = [link for nav in told for link in nav.iter("a")]
    lines = read.aloud.of_kind("/TOCI")
    assert len(lines) == len(wanted)
    assert {str(line.P.S) for line in lines} <= {"/TOC"}
    headings = [one for one in read.aloud.elements if str(one.S) in HEADINGS]
    on_page = [one for one in read.page.iter() if one.tag in TITLES]
    places = []
    for line, link in zip(lines, wanted, strict=True):
        (reference,) = read.aloud.children(line)
        leads, number = read.aloud.children(reference)
        assert (str(reference.S), str(leads.S)) == ("/Reference", "/Link")
        (place,) = [
            place
            for place, heading in enumerate(on_page)
            if f"#{heading.get('id')}" == link.get("href")
        ]
        page = read.aloud.page(headings[place])
        assert squeezed(read.aloud.words(leads)) == squeezed(text(link))
        assert read.aloud.words(number) == str(page)
        (annotation,) = read.aloud.annotations(leads)
        assert str(annotation.Contents) == f"{' '.join(text(link).split())}, page {page}"
        assert read.aloud.leads_to(annotation) == page
        places.append(place)
    assert places == sorted(set(places))


def check_notes(read: Read) -> None:
    """What the page sets as a note is one, has a name of its own, and stands with what it is to."""
    notes = read.aloud.of_kind("/Note")
    on_page = [
        one
        for one in read.on_page("p")
        if "note" in one.get("class", "").split() and "ink" not in one.get("class").split()
    ]
    assert [squeezed(read.aloud.words(note)) for note in notes] == [
        squeezed(text(one)) for one in on_page
    ]
    in_figures = {one for figure in read.on_page("figure") for one in figure.iter("p")}
    for note, one in zip(notes, on_page, strict=True):
        if one in in_figures:
            beside = {str(other.S) for other in read.aloud.walk(note.P)}
            assert beside & {"/Figure", "/Table"}, text(one)


def check_names(read: Read) -> None:
    """Every name is of one element alone, and the file lists which."""
    named = [(bytes(one.ID), one) for one in read.aloud.elements if "/ID" in one]
    listed = list(read.aloud.pdf.Root.StructTreeRoot.IDTree.Names) if named else []
    assert [bytes(name) for name in listed[::2]] == sorted(name for name, _ in named)
    assert len({name for name, _ in named}) == len(named)
    assert {bytes(name): one.objgen for name, one in zip(*[iter(listed)] * 2, strict=True)} == {
        name: one.objgen for name, one in named
    }


def check_links(read: Read) -> None:
    """Each is one link, whatever lines it runs over, and says where it leads."""
    for words, description, address in read.aloud.links():
        assert words
        assert squeezed(words) in squeezed(description)
        assert address.split("/")[2] in description if address else True
    elements = read.aloud.of_kind("/Link")
    assert len(elements) >= len(read.on_page("a"))


def check_reading_order(read: Read) -> None:
    """Whatever is written on the page is read, in the order in which it stands there."""
    said = squeezed(read.aloud.words(read.aloud.pdf.Root.StructTreeRoot))
    at = 0
    for element in read.on_page(*WRITTEN):
        if any(inner is not element and inner.tag in WRITTEN for inner in element.iter()):
            continue  # what stands in it is looked for by itself
        # Of a head whose words stand apart each: a browser reads it again where it is repeated.
        apart = element.tag == "th" and not element.text
        for part in element.findall("span") if apart else [element]:
            words = squeezed(text(part))
            found = said.find(words, at)
            assert found >= 0, text(element)[:200]
            at = found + len(words)


def check_nothing_is_nested_in_its_like(read: Read) -> None:
    for element in read.aloud.elements:
        if str(element.S) in ALONE:
            inside = {str(child.S) for child in read.aloud.children(element)}
            assert str(element.S) not in inside


CHECKS: tuple[Callable[[Read], None], ...] = (
    check_language_and_title,
    check_headings,
    check_bookmarks,
    check_tables,
    check_paragraphs_and_lists,
    check_figures,
    check_contents,
    check_notes,
    check_names,
    check_links,
    check_reading_order,
    check_nothing_is_nested_in_its_like,
)


@cache
def demonstration(name: str) -> Read:
    html = html_of(kind_named(name), material("board"), "paper")
    return Read(html, write_pdf(html))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_read_aloud(name: str, check: Callable[[Read], None]) -> None:
    check(demonstration(name))


def test_a_paragraph_and_a_list_over_pages_are_one_each() -> None:
    long = " ".join(f"word{number}" for number in range(900))
    points = "".join(f"<li>Point {number}. {'And more of it. ' * 40}</li>" for number in range(20))
    within = "".join(f"<li><p>{'In a paragraph of its own. ' * 90}</p></li>" for _ in range(3))
    read = Aloud(
        pikepdf.open(
            io.BytesIO(
                write_pdf(
                    '<!DOCTYPE html><html lang="en-GB"><head><title>Long</title>'
                    "<style>@page { size: A5 }</style></head><body><main><section><h1>Long</h1>"
                    f"<p>{long}</p><ul>{points}</ul><ol>{within}</ol></section></main></body></html>"
                )
            )
        )
    )

    assert len(read.pdf.pages) > 6
    assert [str(one.S) for one in read.children(read.of_kind("/Sect")[0])] == [
        *("/H1", "/P", "/L", "/L")
    ]
    assert len(read.of_kind("/LI")) == 23
    assert len(read.of_kind("/P")) == 1 + 3
    assert squeezed(read.words(read.of_kind("/P")[0])) == squeezed(long)
