"""Paragraphs and lists that run over a page: one element each, whatever pages they stand on.

WeasyPrint tags page by page and does not say what an element was on the page before. What it drew
knows which element of the HTML it is of, and leaves of both trees stand in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Element = Any  # a pydyf.Dictionary of Type StructElem; pydyf has no types
Box = Any  # of WeasyPrint, which has none either

# What a box of an HTML element is tagged as, the outer before the inner.
TAGGED = {"p": ("/P",), "ul": ("/L",), "ol": ("/L",), "li": ("/LI", "/LBody")}


def join_over_pages(
    document: Any,
    references: Sequence[bytes],
    root: Element,
    at: Callable[[Any], Element],
    join: Callable[[Element, Element], None],
) -> list[tuple[Any, Element]]:
    """``join(first, later)`` for each element that goes on from an earlier page. Gives each
    paragraph of the HTML with what it is tagged as.

    ``references`` are those of the pages. A page whose two trees do not match is left as it is:
    better two paragraphs than wrong words.
    """
    begun: dict[tuple[int, str], Element] = {}
    paragraphs: list[tuple[Any, Element]] = []
    done: set[bytes] = set()
    pages: dict[bytes, list[list[Element]]] = {}
    for path in _contents(root, at, []):
        pages.setdefault(path[-1]["Pg"], []).append(path)
    for page, reference in zip(document.pages, references, strict=True):
        drawn, paths = list(_drawn(page._page_box, [])), pages.get(reference, [])
        if len(drawn) != len(paths):
            continue
        for boxes, path in zip(drawn, paths, strict=True):
            elements = {id(box.element): box for box in boxes}
            tags = [box.element_tag for box in elements.values()]
            for element, box in elements.items():
                tag = box.element_tag
                if tags.count(tag) != 1:
                    continue  # a list within a list: which is which cannot be told
                for kind in TAGGED.get(tag, ()):
                    # More than one where an element stands in columns.
                    for found in [one for one in path if one["S"] == kind]:
                        if found.reference in done:
                            continue
                        done.add(found.reference)
                        first = begun.setdefault((element, kind), found)
                        if first is not found:
                            join(first, found)
                        elif tag == "p":
                            paragraphs.append((box.element, found))
    return paragraphs


def _contents(
    element: Element, at: Callable[[Any], Element], above: list[Element]
) -> Iterator[list[Element]]:
    """For each piece of marked content, in reading order, the elements that it stands in."""
    path = [*above, element]
    for kid in element["K"]:
        if isinstance(kid, int):
            yield path
        else:
            inner = at(kid)
            if inner.get("Type") == "/StructElem":
                yield from _contents(inner, at, path)


def _drawn(box: Box, above: list[Box]) -> Iterator[list[Box]]:
    """For each piece that was drawn and tagged, in the same order, the boxes that it stands in."""
    box = getattr(box, "_box", box)
    if hasattr(box, "at_keyword"):  # the margin of a page, which is no part of the text
        return
    path = [*above, box] if box.element is not None else above
    if hasattr(box, "text") or hasattr(box, "replacement"):
        yield path
    for child in getattr(box, "children", ()):
        yield from _drawn(child, path)
