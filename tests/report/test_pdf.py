"""The PDF: claims that machines can check, and a structure that can be read aloud."""

from __future__ import annotations

import datetime as dt
import io
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.report.conftest import put_aside

from assure import shelf
from assure.model.assessment import Assessment
from assure.report import glyphs
from assure.report.pdf import Attachment, load, write_pdf
from assure.report.render import Edition, Medium
from assure.report.render import render_html as render_with

DAY = dt.date(2026, 10, 31)
HOSTILE = (
    "<script>alert(1)</script> {{7*7}} \x01\x07\x0b\x0c\x85 \u2028 😀👍🏽 漢字 हिन्दी שלום مرحبا "
    "\u202eevil " + "unbroken" * 40 + " e\u0301\u0302 Ŵ ẞ → ✔ \ufeff\u200b"
)


def render_html(
    assessment: Assessment, *, edition: Edition = "board", medium: Medium = "screen"
) -> str:
    """The page from the templates that are shipped."""
    return render_with(assessment, shelf.templates(), edition=edition, medium=medium)


@pytest.fixture(scope="module")
def content(assessment: Assessment) -> bytes:
    attached = Attachment("review.json", '{"name": "Ŵ"}'.encode(), "The review", DAY)
    return write_pdf(render_html(assessment, medium="paper"), attachments=[attached])


@pytest.fixture(scope="module")
def pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Every structure element, in reading order."""
    found: list[Any] = []

    def walk(element: Any) -> None:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                found.append(kid)
                walk(kid)

    walk(pdf.Root.StructTreeRoot)
    return found


def of_kind(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [element for element in elements(pdf) if kind == element.S]


def test_it_has_a_title_a_language_and_bookmarks(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo.Title) == "Anycity Partnership: mid-year review, 31 October 2026"
    with pdf.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "Summary. Anycity Partnership"
        assert [child.title for child in top.children][:2] == [
            "Outcome 1 of 3. More young people in work or learning",
            "Outcome 2 of 3. Less violence in the city centre",
        ]


def test_the_review_is_attached_once_as_data(pdf: pikepdf.Pdf) -> None:
    assert list(pdf.attachments) == ["review.json"]
    attached = pdf.attachments["review.json"]
    assert attached.get_file().read_bytes() == '{"name": "Ŵ"}'.encode()
    assert len(pdf.Root.AF) == 1
    assert pdf.Root.AF[0].AFRelationship == "/Data"


def test_a_table_over_three_pages_is_one_table_with_one_header() -> None:
    rows = "".join(f"<tr><th scope=row>{i}</th><td>Words</td></tr>" for i in range(120))
    heads = "<tr><th scope=col>Number</th><th scope=col>What</th></tr>"
    content = write_pdf(
        "<html lang=en><title>T</title><main><section><h1>Long</h1><div>"
        f"<table><thead>{heads}</thead><tbody>{rows}</tbody></table></div><p>After</p></section>"
        "<section><h2>Next</h2><table><tr><td>Another</td></tr></table></section></main>"
    )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4
        long, another = of_kind(pdf, "/Table")
        assert [str(kid.S) for kid in long.K] == ["/THead", "/TBody"]
        assert len(long.K[1].K) == 120
        first, last = long.K[0].K[0].K, long.K[1].K[119].K
        assert [bytes(name) for name in last[1].A.Headers] == [
            bytes(last[0].ID),
            bytes(first[1].ID),
        ]
        assert len(of_kind(pdf, "/Sect")) == 2
        assert [str(kid.S) for kid in of_kind(pdf, "/Sect")[0].K] == ["/H1", "/Div", "/P"]
        assert len(another.K[0].K) == 1


def shown(page: Any) -> list[bytes]:
    """The glyphs of each line of text, in the order in which they stand."""
    lines = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "TJ":
            lines.append(b"".join(bytes(p) for p in operands[0] if isinstance(p, pikepdf.String)))
    return lines


@pytest.mark.parametrize("words", ["تحسين السكن", "שיפור הדיור", "Ŵylan cafe\u0301 office"])
def test_a_drawing_sets_words_of_any_direction_as_the_text_around_it_does(words: str) -> None:
    drawn = '<text x="0" y="20" font-family="Assure Sans" font-size="16">'
    content = write_pdf(
        f"<html lang=en><title>T</title><main><p style='font: 16px Assure Sans'>{words}</p>"
        f"<svg width='200' height='30'><title>A title</title>{drawn}{words}</text></svg></main>"
    )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        every = shown(pdf.pages[0])
    assert every
    assert every[: len(every) // 2] == every[len(every) // 2 :]


def test_header_cells_say_what_they_head_and_cells_name_headers_that_exist(
    pdf: pikepdf.Pdf,
) -> None:
    heads = of_kind(pdf, "/TH")
    assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}
    names = [bytes(head.ID) for head in heads]
    assert len(names) == len(set(names))
    for cell in of_kind(pdf, "/TD"):
        assert all(bytes(header) in names for header in cell.A.get("/Headers", []))


def test_every_figure_has_words_and_a_place_on_its_page(pdf: pikepdf.Pdf) -> None:
    figures = of_kind(pdf, "/Figure")
    assert len(figures) > 10
    for figure in figures:
        assert str(figure.Alt).endswith(".")
        left, foot, right, head = (float(edge) for edge in figure.A.BBox)
        _, _, width, height = (float(edge) for edge in figure.Pg.MediaBox)
        assert 0 <= left < right <= width + 1
        assert 0 <= foot < head <= height + 1


def test_parts_are_whole_and_running_lines_are_not_read(pdf: pikepdf.Pdf) -> None:
    assert len(of_kind(pdf, "/Part")) == 1
    assert len(of_kind(pdf, "/Sect")) == 10  # summary, three outcomes, six parts
    reached = {element.objgen for element in elements(pdf)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for owners in list(numbers)[1 : 2 * len(pdf.pages) : 2]:
        assert all(owner is None or owner.objgen in reached for owner in owners)


def test_the_same_page_gives_the_same_bytes(bare: Assessment) -> None:
    html = render_html(bare, medium="paper")
    attached = [Attachment("review.json", b"{}", "The review", DAY)]
    assert write_pdf(html, attachments=attached) == write_pdf(html, attachments=attached)


PLAIN_PAGE = (
    "<html lang=en><title>T</title><main><p style='font: 16px Board'>Words</p></main></html>"
)


def branded(face: glyphs.Face) -> str:
    """A page that brings ``face`` under a name that others may use as well."""
    font = glyphs.font_face(face).replace(face.family, "Board")
    return PLAIN_PAGE.replace("<main>", f"<style>{font}</style><main>")


def test_a_font_of_one_page_draws_no_other() -> None:
    sans, serif = branded(glyphs.TEXT_FACES[0]), branded(glyphs.TEXT_FACES[4])
    pages = [PLAIN_PAGE, sans, serif]
    alone = [write_pdf(page) for page in pages]
    assert len(set(alone)) == 3
    assert [write_pdf(page) for page in reversed(pages)] == alone[::-1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is counted otherwise")
def test_what_pango_knows_of_a_text_goes_with_the_text() -> None:
    def kilobytes() -> int:
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])

    load()
    from weasyprint.text.ffi import pango

    before = kilobytes()
    for _ in range(20_000):
        feature = pango.pango_attr_font_features_new(b"kern 1")
        pango.pango_attr_list_insert(pango.pango_attr_list_new(), feature)
    assert kilobytes() - before < 1_000  # they would be 4,000


def test_nothing_is_fetched() -> None:
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                connection.close()

        listener = threading.Thread(target=listen)
        listener.start()
        here = f"http://127.0.0.1:{server.getsockname()[1]}"
        write_pdf(
            f"<html lang=en><title>T</title><style>@import '{here}/a.css';"
            f"@font-face{{font-family:F;src:url({here}/f.woff2)}} h1{{font-family:F}}</style>"
            f"<link rel=stylesheet href={here}/b.css><link rel=attachment href=file:///etc/passwd>"
            f"<h1 style='background:url({here}/c.png)'>Words</h1><img alt=x src={here}/d.png>"
        )
        stop.set()
        listener.join()
    assert calls == []


@pytest.fixture(scope="module")
def checked(
    content: bytes,
    spoilt: Callable[[str], Assessment],
    bare: Assessment,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Path]:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "example.pdf").write_bytes(content)
    for name, item in (("spoilt", put_aside(spoilt(HOSTILE), HOSTILE)), ("bare", bare)):
        (folder / f"{name}.pdf").write_bytes(write_pdf(render_html(item, medium="paper")))
    return sorted(folder.glob("*.pdf"))


@pytest.mark.heavy
def test_verapdf_finds_nothing_whatever_the_plan_holds(
    verapdf: Callable[..., list[dict[str, Any]]], checked: list[Path]
) -> None:
    results = verapdf(*checked)
    assert len(results) == 6
    assert all(result["checks"] > 1000 for result in results)
    assert [result["failed"] for result in results] == [[]] * 6
