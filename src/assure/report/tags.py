"""What WeasyPrint's structure tree leaves wrong for a screen reader, put right.

WeasyPrint tags page by page. A table over three pages becomes three tables whose header is read
three times, a part is cut into as many sections as it has pages, a heading with a rule above it
is a heading within a heading, header cells do not say what they head, links are cut at each line
and described by their address alone, figures say where they are in the wrong units, running lines
are tagged content that belongs to nothing, lists of contents and notes are nothing of their own,
and the attachment is listed twice. veraPDF passes all of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydyf import String  # type: ignore[import-untyped]

from assure.report.tag_joins import join_over_pages
from assure.report.tag_links import Link, described, drawn_links, pages_of
from assure.report.tag_names import mark_contents, mark_notes, name_elements

Element = Any  # a pydyf.Dictionary of Type StructElem; pydyf has no types

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
TITLES = HEADINGS[:2]  # of a document and of its sections
WHOLE = (*HEADINGS, "/P")  # what holds nothing of its own kind
POINTS_A_PIXEL = 0.75


def finish(document: Any, pdf: Any) -> None:
    """Mend the structure tree of a file that is finished but not yet written."""
    tree = Tree(pdf)
    cells = list(_cells(document))
    for cell in cells:
        if cell.scope:
            cell.element["A"]["Scope"] = cell.scope
    tree.unnest(tree.root)
    said = join_over_pages(document, pdf.page_references, tree.root, tree.at, tree.merge)
    mark_notes(said)
    tree.join_parts()
    tree.join_tables(cells)
    listed = tree.join_links(list(drawn_links(document)), pages_of(document))
    mark_contents(listed, tree.at)
    tree.drop_empty(tree.root)
    elements = list(tree.walk(tree.root))
    tree.place_figures(elements)
    tree.mark_artifacts(elements)
    name_elements(elements, tree.top, pdf)
    if "AF" in pdf.catalog:
        once = list(dict.fromkeys(_bytes(item) for item in pdf.catalog["AF"]))
        pdf.catalog["AF"][:] = once


@dataclass(frozen=True)
class Cell:
    """A table cell: its structure element, the HTML table it stands in, and what it heads."""

    element: Element
    table: int
    scope: str


SCOPES = {"col": "/Column", "row": "/Row"}


def _cells(document: Any) -> Iterator[Cell]:
    """Every tagged cell in page order; WeasyPrint leaves a cell's element on its box."""

    def inside(box: Any, table: Any) -> Iterator[Cell]:
        element = getattr(box, "element", None)
        if element is not None and box.element_tag == "table":
            table = element
        mark = getattr(box, "mark", None)
        if mark is not None and table is not None and element is not None:
            yield Cell(mark, id(table), SCOPES.get(element.get("scope"), ""))
        for child in getattr(box, "children", ()):
            yield from inside(getattr(child, "_box", child), table)

    for page in document.pages:
        yield from inside(page._page_box, None)


def _moved(owner: Any, moved: dict[bytes, bytes]) -> Any:
    return moved.get(owner, owner) if isinstance(owner, bytes) else owner


def _bytes(item: Any) -> bytes:
    return item if isinstance(item, bytes) else str(item).encode("ascii")


class Tree:
    """The structure tree of one file. Elements point at each other by reference."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.top = self.at(pdf.catalog["StructTreeRoot"])
        self.root: Element = self.at(self.top["K"][0])

    def at(self, reference: Any) -> Any:
        return self.pdf.objects[int(_bytes(reference).split()[0])]

    def children(self, element: Element) -> list[Element]:
        """Its child elements; marked content and links are left out."""
        found = [self.at(kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [kid for kid in found if _is_element(kid)]

    def walk(self, element: Element) -> Iterator[Element]:
        yield element
        for child in self.children(element):
            yield from self.walk(child)

    def adopt(self, parent: Element, children: list[Element]) -> None:
        for child in children:
            child["P"] = parent.reference
            parent["K"].append(child.reference)

    def leave(self, parent: Element, child: Element) -> None:
        parent["K"].remove(child.reference)

    def merge(self, first: Element, later: Element) -> None:
        """What stands in ``later`` goes on in ``first``."""
        kids, parent = self.children(later), self.at(later["P"])
        if parent is not first:
            self.adopt(first, kids)
            self.leave(parent, later)
            return
        place = first["K"].index(later.reference)
        first["K"][place : place + 1] = [kid.reference for kid in kids]
        for kid in kids:
            kid["P"] = first.reference

    def first(self, element: Element, kind: str) -> Element | None:
        return next((child for child in self.children(element) if child["S"] == kind), None)

    def unnest(self, element: Element) -> None:
        """Boxes that WeasyPrint puts between a heading or paragraph and its lines are neither."""
        for child in self.children(element):
            self.unnest(child)
            if child["S"] == element["S"] and child["S"] in WHOLE:
                place = element["K"].index(child.reference)
                for grandchild in self.children(child):
                    grandchild["P"] = element.reference
                element["K"][place : place + 1] = child["K"]

    def join_parts(self) -> None:
        """One Part for the document, and one Sect for each section of it.

        Every section of a report begins with its title, so that one without goes on from the
        page before, where a smaller heading may have come to stand first.
        """
        parts = [child for child in self.children(self.root) if child["S"] == "/Part"]
        for later in parts[1:]:
            self.adopt(parts[0], self.children(later))
            self.leave(self.root, later)
        for part in parts[:1]:
            before: Element | None = None
            for section in self.children(part):
                if section["S"] != "/Sect":
                    continue
                if before is not None and not self.begins(section):
                    self.adopt(before, self.children(section))
                    self.leave(part, section)
                else:
                    before = section

    def begins(self, section: Element) -> bool:
        """Whether the first thing in ``section`` is a title."""
        for element in self.walk(section):
            if element["S"] in TITLES:
                return True
            if element["S"] not in ("/Sect", "/Div", "/NonStruct"):
                return False
        return False

    def join_tables(self, cells: list[Cell]) -> None:
        """One Table for one table: rows of later pages move up, repeated headers go."""
        begun: dict[int, Element] = {}
        done: set[int] = set()
        for cell in cells:
            table = self.table_of(cell.element)
            if table.number in done:
                continue
            done.add(table.number)
            first = begun.setdefault(cell.table, table)
            if first is table:
                continue
            body, more = self.first(first, "/TBody"), self.first(table, "/TBody")
            if body is None or more is None:
                continue
            rows = self.children(more)
            self.point_headers(rows, self.columns(table), self.columns(first))
            self.adopt(body, rows)
            self.leave(self.at(table["P"]), table)

    def table_of(self, cell: Element) -> Element:
        element = cell
        while element["S"] != "/Table":
            element = self.at(element["P"])
        return element

    def columns(self, table: Element) -> list[Any]:
        """The IDs of the cells that head the columns of ``table``, in order."""
        head = self.first(table, "/THead")
        rows = self.children(head) if head is not None else []
        return [cell["ID"] for row in rows for cell in self.children(row) if "ID" in cell]

    def point_headers(self, rows: list[Element], old: list[Any], new: list[Any]) -> None:
        """Cells of ``rows`` name their column's header on the first page, not its repetition."""
        renamed = {name.data: other for name, other in zip(old, new, strict=False)}
        for row in rows:
            for cell in self.children(row):
                headers = cell.get("A", {}).get("Headers")
                if headers is not None:
                    headers[:] = [renamed.get(header.data, header) for header in headers]

    def join_links(self, links: list[Link], pages: Mapping[str, int]) -> list[Element]:
        """One Link for a link over several lines, described by its words and where it leads.

        ``pages`` says on which page each anchor stands. Gives the links of a list of contents.
        """
        listed: list[Element] = []
        lines = {line.annotation.reference: line for line in links}
        moved: dict[bytes, bytes] = {}
        for parent in list(self.walk(self.root)):
            before: tuple[Element, Link] | None = None
            for child in self.children(parent):
                line = self.line_of(child, lines)
                if line is None:
                    before = None
                    continue
                line.annotation["Contents"] = String(described(line, pages))
                # What a Link holds is numbered by page, so that pages stay apart.
                if before and before[1].element is line.element and before[0]["Pg"] == child["Pg"]:
                    before[0]["K"].extend(child["K"])
                    moved[child.reference] = before[0].reference
                    self.leave(parent, child)
                else:
                    before = child, line
                    if line.listed:
                        listed.append(child)
        if moved:
            numbers = self.at(self.top["ParentTree"])["Nums"]
            for owners in (numbers, *(item for item in numbers if isinstance(item, list))):
                owners[:] = [_moved(owner, moved) for owner in owners]
        return listed

    def line_of(self, element: Element, lines: dict[bytes, Link]) -> Link | None:
        """The line of a link that ``element`` is tagged for, if it is one."""
        if element["S"] != "/Link":
            return None
        inside = (self.at(kid) for kid in element["K"] if isinstance(kid, bytes))
        notes = (item["Obj"] for item in inside if item.get("Type") == "/OBJR")
        return next((lines[note] for note in notes if note in lines), None)

    def drop_empty(self, element: Element) -> bool:
        """Remove elements that hold nothing any more; True when ``element`` is one."""
        for child in self.children(element):
            if self.drop_empty(child):
                self.leave(element, child)
        return not element["K"] and element["S"] in ("/Table", "/Div", "/Sect", "/Part", "/TBody")

    def place_figures(self, elements: Iterable[Element]) -> None:
        """Boxes of figures in points from the foot of the page, not pixels from its head."""
        for element in elements:
            if element["S"] == "/Figure" and "BBox" in element.get("A", {}):
                height = float(self.at(element["Pg"])["MediaBox"][3])
                left, top, right, bottom = (
                    float(edge) * POINTS_A_PIXEL for edge in element["A"]["BBox"]
                )
                edges = (left, height - bottom, right, height - top)
                element["A"]["BBox"][:] = [round(edge, 2) for edge in edges]

    def mark_artifacts(self, elements: Iterable[Element]) -> None:
        """Content of elements outside the tree (running lines, repeated headers) is no content."""
        kept = {element.reference for element in elements}
        numbers = self.at(self.top["ParentTree"])["Nums"]
        pages = [self.at(reference) for reference in self.pdf.page_references]
        for index, page in enumerate(pages):
            owners = numbers[2 * index + 1]
            lost = {i for i, owner in enumerate(owners) if owner not in kept}
            if lost:
                owners[:] = [b"null" if i in lost else owner for i, owner in enumerate(owners)]
                _unmark(self.at(page["Contents"]).stream, lost)
        for item in self.pdf.objects:
            # Emptied rather than freed: pydyf counts free objects wrongly when it compresses.
            if _is_element(item) and item.reference not in kept:
                item.clear()


def _is_element(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/StructElem"


def _unmark(stream: list[Any], lost: set[int]) -> None:
    """Turn ``/Span <</MCID n>> BDC`` into ``/Artifact BMC`` for every n of ``lost``."""
    for i, operator in enumerate(stream):
        if operator == b"BDC" and isinstance(stream[i - 1], dict) and stream[i - 1]["MCID"] in lost:
            stream[i - 2 : i + 1] = ["/Artifact", b"", b"BMC"]
