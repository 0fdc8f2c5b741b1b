"""What the structure tree calls a list of contents and a note, and the names of its elements.

WeasyPrint knows neither: a list is a list, a note a paragraph. PDF/UA-1 asks that a note has a name
of its own (7.9), and PDF that every name is listed (ISO 32000-1, 14.7.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydyf import Array, Dictionary, String  # type: ignore[import-untyped]

Element = Any  # a pydyf.Dictionary of Type StructElem; pydyf has no types

NOTE = "note"
# Looks like a note, and says what the rest of the page does not.
TEXT = "ink"


def mark_notes(paragraphs: Iterable[tuple[Any, Element]]) -> None:
    """A paragraph of the page that is a note is a Note. ``paragraphs`` are elements of the HTML,
    each with what it is tagged as."""
    number = 0
    for written, element in paragraphs:
        looks = written.get("class", "").split()
        if NOTE in looks and TEXT not in looks:
            number += 1
            element["S"], element["ID"] = "/Note", String(f"note-{number}")


def mark_contents(links: Iterable[Element], at: Callable[[Any], Element]) -> None:
    """The lists that hold ``links`` are TOC, each line a TOCI, what leads on a Reference."""
    for link in links:
        above = [link]
        while above[-1]["S"] not in ("/LI", "/Document"):
            above.append(at(above[-1]["P"]))
        line, reference = above[-1], above[-2]
        if line["S"] != "/LI" or reference is link:
            continue
        line["S"], reference["S"], at(line["P"])["S"] = "/TOCI", "/Reference", "/TOC"


def name_elements(elements: Iterable[Element], top: Element, pdf: Any) -> None:
    """List in ``top``, the root of the tree, which element has which name."""
    named = {element["ID"].data: element for element in elements if "ID" in element}
    names = Array()
    for name in sorted(named):
        names.extend((named[name]["ID"], named[name].reference))
    if names:
        tree = Dictionary({"Names": names})
        pdf.add_object(tree)
        top["IDTree"] = tree.reference
