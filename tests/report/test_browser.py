"""The page of each kind in a browser: nothing to scroll sideways on a telephone or at 400 %,
nothing against the rules of axe-core (WCAG 2.2 A and AA, and good practice), and printed as our
own PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.aloud import squeezed
from tests.report.browser import ENLARGED, PHONE, printed, seen
from tests.report.test_kinds import material
from tests.report.test_tag_tree import (
    Read,
    check_headings,
    check_reading_order,
    demonstration,
)

from assure.report.kinds import NAMES, kind_named
from assure.service.report import html_of


@pytest.mark.heavy
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_used_on_a_telephone_enlarged_and_by_anyone(name: str, tmp_path: Path) -> None:
    page = seen(html_of(kind_named(name), material("board")), tmp_path)

    assert page.rules > 15
    assert page.against == ()
    assert page.width <= PHONE
    assert page.enlarged <= ENLARGED


@pytest.mark.heavy
@pytest.mark.parametrize("name", NAMES)
def test_printed_from_a_browser_it_is_what_the_pdf_is(name: str, tmp_path: Path) -> None:
    """The same order with nothing cut, about as many pages of the same shape, and at the end, as
    no browser sets our running lines, of which edition it is."""
    html = html_of(kind_named(name), material("board"))
    read, ours = Read(html, printed(html, tmp_path)), demonstration(name)

    for check in (check_headings, check_reading_order):
        check(read)
    pages, as_ours = read.aloud.pdf.pages, ours.aloud.pdf.pages
    # Ours ends with tables of the figures, which a browser unfolds on the screen alone.
    assert abs(len(pages) - len(as_ours)) <= 1 + len(as_ours) // 6
    for edge in (2, 3):
        assert round(pages[0].MediaBox[edge]) == pytest.approx(round(as_ours[0].MediaBox[edge]), 1)
    said = squeezed(read.aloud.words(read.aloud.pdf.Root.StructTreeRoot))
    assert "boardeditionpostsnotpeople" in said[-200:]
    assert "skipto" not in said


@pytest.mark.heavy
def test_what_is_wrong_would_be_seen(tmp_path: Path) -> None:
    wrong = (
        "<!DOCTYPE html><html><title>T</title><body><main><h1>A</h1><h3>B</h3>"
        "<p style='color:#999;width:500px'>pale</p><img src='data:,'><a href='#x'></a>"
        "</main></body>"
    )
    page = seen(wrong, tmp_path)

    found = {one.partition(":")[0] for one in page.against}
    assert {"html-has-lang", "color-contrast", "image-alt", "link-name", "heading-order"} <= found
    assert page.width > PHONE


@pytest.mark.heavy
def test_what_runs_over_only_where_it_is_enlarged_would_be_seen(tmp_path: Path) -> None:
    narrow = "<style>body {margin: 0} @media (max-width: 350px) {p {width: 600px}}</style>"
    page = seen(f"<!DOCTYPE html><html><body>{narrow}<p>Words</p></body>", tmp_path)

    assert (page.width, page.enlarged) == (PHONE, 600)
