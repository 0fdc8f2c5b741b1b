"""The links that WeasyPrint drew: of which element each is, what it says and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Link:
    """One line of a link: its annotation, the HTML element it is of, and what that says.

    ``listed`` is one of a list of contents.
    """

    annotation: Any
    element: Any
    words: str
    listed: bool


def drawn_links(document: Any) -> Iterator[Link]:
    """Every line of every link, page by page."""

    def inside(box: Any, listed: bool) -> Iterator[Link]:
        note, element = getattr(box, "link_annotation", None), getattr(box, "element", None)
        listed = listed or (element is not None and box.element_tag == "nav")
        if note is not None and element is not None:
            yield Link(note, element, " ".join("".join(element.itertext()).split()), listed)
        for child in getattr(box, "children", ()):
            yield from inside(getattr(child, "_box", child), listed)

    for page in document.pages:
        yield from inside(page._page_box, False)


def pages_of(document: Any) -> dict[str, int]:
    """The number of the page on which each anchor stands, from 1."""
    return {name: number for number, page in enumerate(document.pages, 1) for name in page.anchors}


def described(link: Link, pages: Mapping[str, int]) -> str:
    """What a reader is told of a link before following it: ``The guidance (www.example.org)``, or
    of a list of contents ``Capacity, page 12``."""
    address = link.element.get("href", "")
    if link.listed and (page := pages.get(address.removeprefix("#"))):
        return f"{link.words}, page {page}"
    host = urlsplit(address).netloc
    return f"{link.words} ({host})" if host else link.words
