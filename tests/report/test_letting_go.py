"""What a PDF was made of is given back before the next one of a batch."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

from assure.report import letting_go
from assure.report.pdf import write_pdf

PAGE = """<!DOCTYPE html><html lang="en"><head><title>T</title>
<style>p::before { content: "1" } td { border: 1pt solid }</style></head>
<body><h1 id="a">Housing</h1><p>See <a href="#a">above</a>.</p>
<table><colgroup><col><col></colgroup><tr><th scope="col">Ref</th><th scope="col">Done</th></tr>
<tr><td>1.1</td><td>yes</td></tr></table>
<svg role="img" aria-label="x" width="9" height="9"><rect width="9" height="9"/></svg>
</body></html>"""


ROOMS = ("weasyprint.formatting_structure", "weasyprint.css", "weasyprint.svg", "pydyf")


def of_weasyprint() -> Counter[str]:
    """How many there are of each kind of box, style and drawing of documents."""
    kinds = (type(thing) for thing in gc.get_objects())
    names = (f"{kind.__module__}.{kind.__name__}" for kind in kinds)
    return Counter(name for name in names if name.startswith(ROOMS))


def test_a_document_goes_without_the_collector_once_its_rings_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_pdf(PAGE)  # what stays for good is there now
    letting_go.let_go()
    before = of_weasyprint()
    gc.disable()
    try:
        monkeypatch.setattr(gc, "collect", lambda: None)
        write_pdf(PAGE)
        held = of_weasyprint() - before
        letting_go.let_go()
        left = of_weasyprint() - before
    finally:
        gc.enable()
        monkeypatch.undo()
    assert held["weasyprint.formatting_structure.boxes.TextBox"] > 5
    assert held["weasyprint.svg.Node"] == 2
    assert not left


def test_the_next_pdf_is_the_same_to_the_byte() -> None:
    first = write_pdf(PAGE)
    letting_go.let_go()
    assert write_pdf(PAGE) == first


def test_what_a_later_weasyprint_no_longer_has_is_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(letting_go, "CUT", (("weasyprint.css", "Gone"), ("gone", "Gone")))
    letting_go.let_go()
    assert write_pdf(PAGE).startswith(b"%PDF")
