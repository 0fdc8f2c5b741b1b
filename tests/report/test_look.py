"""A report dressed as a locality's own: logo, two colours, a font, its cover's words, marking."""

from __future__ import annotations

import base64
import importlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.shared import Mm
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.report.test_kinds import material
from tests.report.test_render import Page

from assure.model.errors import AssureError
from assure.report.colours import contrast
from assure.report.kinds import kind_named
from assure.report.logos import clean_logo
from assure.report.look import Look
from assure.report.pdf import write_pdf
from assure.report.word import new_document, packed
from assure.report.word_look import dressed
from assure.service.look import look_of
from assure.service.report import html_of
from assure.shelf.settings import find_settings

SVG = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"'
LOGO = (
    f'<svg {SVG} onload="alert(1)"><title>Made by hand</title><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="#005A30"/></linearGradient></defs>'
    '<rect width="40" height="40" style="fill:url(#g);filter:url(#f)" onclick="alert(1)"/></svg>'
)


def png(size: tuple[int, int] = (60, 20)) -> bytes:
    saved = io.BytesIO()
    Image.new("RGBA", size, (0, 90, 48, 128)).save(saved, "PNG")
    return saved.getvalue()


def font(fs_type: int = 0, letters: str | None = None) -> bytes:
    """A font in which every letter is a box."""
    letters = letters or "".join(map(chr, range(32, 127))) + "£"
    names = [".notdef", *(f"g{ord(c)}" for c in letters)]
    pen = TTGlyphPen(None)
    for number, corner in enumerate(((50, 0), (50, 500), (450, 500), (450, 0))):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({ord(c): f"g{ord(c)}" for c in letters})
    box = pen.glyph()
    made.setupGlyf(dict.fromkeys(names, box))
    made.setupHorizontalMetrics(dict.fromkeys(names, (500, 50)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    made.setupOS2(fsType=fs_type, sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    made.setupPost()
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def settled(folder: Path, *lines: str) -> Look:
    """The look with these lines under [report]."""
    (folder / "assure.toml").write_text("\n".join(["[report]", *lines]), encoding="utf-8")
    return look_of(find_settings(folder))


def refused(folder: Path, *lines: str) -> str:
    with pytest.raises(AssureError) as told:
        settled(folder, *lines)
    said = str(told.value)
    assert said.startswith(str(folder / "assure.toml"))
    assert "\n" not in said
    return said


@pytest.fixture
def whole(tmp_path: Path) -> Look:
    (tmp_path / "logo.svg").write_text(LOGO)
    for name in ("regular.ttf", "bold.ttf"):
        (tmp_path / name).write_bytes(font())
    return settled(
        tmp_path,
        *('logo = "logo.svg"', 'logo_text = "Anycity Council"', 'accent = "#005a30"'),
        *('panel = "#eef6ee"', 'font = "regular.ttf"', 'font_bold = "bold.ttf"'),
        *('cover = "Not agreed <b>policy</b>"', 'marking = "OFFICIAL \\"draft\\"; }"'),
    )


def test_every_kind_of_page_is_dressed_alike(whole: Look) -> None:
    for name in ("assurance", "challenge-pack"):
        html = html_of(kind_named(name), material("board"), look=whole)
        page = Page(html)
        (logo,) = [attrs for tag, attrs in page.tags if tag == "img"]
        assert logo["alt"] == "Anycity Council"
        assert page.text.count('OFFICIAL "draft"; }') == 2  # head and foot of the page
        assert "Not agreed <b>policy</b>" in page.words()
        assert "#12436D" not in html
        assert "#005A30" in html
        assert page.names().count("style") == 1


def test_words_of_a_plan_keep_their_colours(whole: Look) -> None:
    made = material("board")
    said = 'fill="#12436D" is how it is written'
    named = made.assessment.model_copy(update={"partnership": said})
    html = html_of(
        kind_named("assurance"),
        type(made)(made.review, named, "board"),
        look=whole,
    )
    assert said in Page(html).text


def test_without_settings_nothing_is_added(tmp_path: Path) -> None:
    html = html_of(kind_named("assurance"), material("board"))
    assert html == html_of(kind_named("assurance"), material("board"), look=settled(tmp_path))
    assert "own-head" not in html


@pytest.mark.heavy
def test_the_pdf_of_an_own_look_keeps_its_claims(
    whole: Look, verapdf: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    html = html_of(kind_named("challenge-pack"), material("board"), "paper", whole)
    file = tmp_path / "own.pdf"
    file.write_bytes(write_pdf(html))
    assert [result["failed"] for result in verapdf(file)] == [[], []]
    with pikepdf.open(file) as pdf:
        fonts = {str(font.BaseFont) for font in pdf.objects if is_font(font)}
    assert any("Boxes" in name or "Own" in name for name in fonts)


def is_font(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"


def test_a_marking_stands_on_each_page_of_a_word_document(whole: Look) -> None:
    day = material("board").assessment.as_of
    bare = packed(new_document("T", "", day), day)
    document = Document(io.BytesIO(dressed(bare, day, Look(marking="SECRET"))))
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "SECRET"
    assert section.footer.paragraphs[0].text == "SECRET"


def test_a_word_document_has_the_cover_text_and_the_colour() -> None:
    kind, given = kind_named("action-plan"), material("board")
    assert kind.word is not None
    day = given.assessment.as_of
    own = Look(cover="Not agreed", accent="#7a1f5c")
    document = Document(io.BytesIO(dressed(kind.word(given), day, own)))
    assert [one.text for one in document.paragraphs[:2]] == ["Not agreed", "Action plan"]
    assert str(document.styles["Heading 1"].font.color.rgb) == "7A1F5C"
    whole = document.element.xml + document.styles.element.xml
    assert "12436D" not in whole.upper()


@pytest.mark.parametrize("content", [png((600, 200)), LOGO.encode()], ids=["png", "svg"])
def test_a_word_document_begins_with_the_logo_and_its_words(content: bytes) -> None:
    kind, given = kind_named("action-plan"), material("board")
    assert kind.word is not None
    own = Look(logo=clean_logo(content), logo_text="Anycity Council", cover="Not agreed")
    made = dressed(kind.word(given), given.assessment.as_of, own)
    assert made == dressed(kind.word(given), given.assessment.as_of, own)
    document = Document(io.BytesIO(made))
    (logo,) = document.inline_shapes
    assert "Anycity Council" in logo._inline.docPr.attrib["descr"]
    assert logo.height <= Mm(12)
    assert logo.width <= Mm(60)
    assert [one.text for one in document.paragraphs[:3]] == ["", "Not agreed", "Action plan"]
    parts = {str(part.partname) for part in document.part.package.iter_parts()}
    assert ("/word/media/logo.svg" in parts) == content.startswith(b"<svg")


def test_a_word_document_names_the_font(whole: Look) -> None:
    kind, given = kind_named("action-plan"), material("board")
    assert kind.word is not None
    document = Document(io.BytesIO(dressed(kind.word(given), given.assessment.as_of, whole)))
    assert document.styles["Normal"].font.name == whole.font == "Boxes"
    assert "Arial" not in document.styles.element.xml


def test_a_drawing_keeps_its_shapes_and_nothing_that_acts() -> None:
    drawn = drawing(clean_logo(LOGO.encode()))
    assert 'fill="url(#g)"' in drawn
    assert not re.search("onload|onclick|filter|title|style", drawn)


def drawing(address: str) -> str:
    head, _, data = address.partition(",")
    assert head == "data:image/svg+xml;base64"
    return base64.b64decode(data).decode()


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<script>alert(1)</script>", "holds a <script>, which cannot be made safe; save it as"),
        ("<style>*{fill:red}</style>", "holds a <style>"),
        ('<image href="http://127.0.0.1/x.png"/>', "holds a <image>"),
        ('<use href="#a"/>', "holds a <use>"),
        ("<foreignObject/>", "holds a <foreignObject>"),
        ("<text>Anycity</text>", "holds a <text>"),
        ("<a><path/></a>", "holds a <a>"),
        ("<animate/>", "holds a <animate>"),
        ('<path fill="url(http://127.0.0.1/x)"/>', "has a “fill” that may not be safe"),
        ('<path fill="url(x.svg)"/>', "has a “fill” that may not be safe"),
        ('<path style="fill:url(file:///etc/hostname)"/>', "has a “fill” that may not be safe"),
        ('<path fill="javascript:alert(1)"/>', "has a “fill” that may not be safe"),
        ("<path/>" * 5_001, "has too many shapes for a logo"),
        ("<g>" * 60 + "</g>" * 60, "has too many shapes for a logo"),
        ("<g>", "is a damaged SVG"),
    ],
)
def test_a_drawing_that_may_act_is_refused(inside: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        clean_logo(f"<svg {SVG}>{inside}</svg>".encode())


def test_a_drawing_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(ValueError, match="declares entities"):
        clean_logo(f"{bomb}<svg {SVG}><title>&b;</title></svg>".encode())


def test_a_picture_that_unpacks_to_megabytes_of_words_is_refused() -> None:
    saved = io.BytesIO()
    words = PngInfo()
    words.add_text("Comment", "x" * 5_000_000, zip=True)
    Image.new("RGB", (60, 20)).save(saved, "PNG", pnginfo=words)
    importlib.import_module("weasyprint")  # which has damaged pictures forgiven
    with pytest.raises(ValueError, match=r"^is a damaged PNG; save it again$"):
        clean_logo(saved.getvalue())


def test_a_picture_is_drawn_again_without_what_it_carried() -> None:
    spoilt = png() + b"<script>alert(1)</script>"
    kept = base64.b64decode(clean_logo(spoilt).partition(",")[2])
    assert b"script" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.size, image.mode) == ((60, 20), "RGB")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"GIF89a", "is neither PNG nor SVG"),
        (b"\x89PNG\r\n\x1a\nxx", "is a damaged PNG"),
        (png((4_001, 1)), "is more than 4,000 pixels wide or high"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1_000_000), "is larger than 1 MB"),
        (b"<html><svg></html>", "is a damaged SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "does not say how large it is"),
    ],
)
def test_what_is_no_logo_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        clean_logo(content)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('accent = "#777777"', "accent: #777777 on white has a contrast of 4.4:1, and 4.5:1 is"),
        ('accent = "red"', "report.accent: “red” is no colour; write it as #12436D."),
        ('panel = "#8495A6"', "panel: grey text on #8495A6 has a contrast of 2.4:1, and 4.5:1"),
        ('logo = "gone.svg"', "report.logo: "),
        ('font = "own.ttf"', "report.font_bold: a font needs both its regular and its bold file"),
        ('logos = "x.svg"', "there is no setting “report.logos”; did you mean “logo”?"),
        (f'marking = "{"x" * 61}"', "“report.marking” is too long: it wants at most 60 characters"),
        ("time_limit = 0", "“report.time_limit” is too small: it wants a number from 1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(line: str, says: str, tmp_path: Path) -> None:
    assert says in refused(tmp_path, line)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no font", "is no font that can be read"),
        (font(fs_type=2), "may not be embedded, its maker says"),
        (font(letters="ABC"), "has no “ ”; choose a font for text"),
        (bytes(5_000_001), "is larger than 5 MB"),
    ],
)
def test_a_font_that_cannot_be_used_is_told(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(content)
    said = refused(tmp_path, 'font = "own.ttf"', 'font_bold = "own.ttf"')
    assert f"report.font: {tmp_path / 'own.ttf'} {says}" in said
