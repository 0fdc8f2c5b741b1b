"""The fonts that travel with the program: decoded once and for all, and known by what they draw."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont, woff2

from assure.report import glyphs
from assure.report.glyphs import EMOJI_FACES, FONTS, SIGN_FACES, TEXT_FACES, Face
from assure.report.pdf import write_pdf

PAGE = """<html lang="en"><title>Signs</title>
<style>{fonts} body {{ font-family: "Assure Sans", "Assure Signs", "Assure Emoji" }}</style>
<h1>Signs</h1><p>Plain words, → Жук and \N{SLIGHTLY SMILING FACE}."""


@pytest.mark.parametrize("face", TEXT_FACES, ids=lambda face: face.file)
def test_the_font_of_the_pdf_is_the_one_that_browsers_get(face: Face) -> None:
    decoded = io.BytesIO()
    woff2.decompress(io.BytesIO((FONTS / f"{face.file}.woff2").read_bytes()), decoded)

    assert face.outlines.read_bytes() == decoded.getvalue()


@pytest.mark.parametrize(
    "face", [*TEXT_FACES, *SIGN_FACES, *EMOJI_FACES], ids=lambda face: face.file
)
def test_what_a_font_draws_is_known_without_reading_it(face: Face) -> None:
    with TTFont(face.outlines, lazy=True) as font:
        assert glyphs.drawn_by(face.file) == set(font.getBestCmap())


def test_no_font_is_decoded_for_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("a font was decoded")

    monkeypatch.setattr("fontTools.ttLib.woff2.decompress", never)
    _, faces = glyphs.drawable(PAGE)
    fonts = "".join(glyphs.font_face(face) for face in faces if face in TEXT_FACES)

    made = write_pdf(PAGE.format(fonts=fonts))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        used = {str(item.BaseFont) for item in pdf.pages[0].Resources.Font.values()}
    families = {name.partition("+")[2].removesuffix("-Semi-Bold") for name in used}
    assert families == {"Assure-Sans", "Assure-Signs", "Assure-Emoji"}


def test_the_last_line_says_that_signs_were_replaced() -> None:
    page = "<main><p>Ŵylfa, {}</p></main></body>"
    told = {
        word: glyphs.owned_up(page.format(word), glyphs.drawable(page.format(word))[0])
        for word in ("Gàidhlig", "漢", glyphs.REPLACEMENT)
    }

    assert told["Gàidhlig"] == page.format("Gàidhlig")
    assert told["漢"].endswith(f"{glyphs.REPLACED}</main></body>")
    assert told[glyphs.REPLACEMENT] == page.format(glyphs.REPLACEMENT), "as the plan itself has it"
