"""Every kind of report, on the demonstration's review: it is listed, and its page can be made."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from tests import demonstration

from assure.report.kinds import NAMES, Material, all_kinds, kind_named
from assure.report.render import Edition
from assure.service.challenge import questions_of
from assure.service.report import html_of

ASKED = 4


@cache
def material(edition: Edition) -> Material:
    """The demonstration's review, with what moved in the half-year after it."""
    made = demonstration.material(edition)
    return replace(made, questions=questions_of(made.review, made.assessment, ASKED))


def test_each_kind_is_told_apart() -> None:
    kinds = all_kinds()
    assert [kind.key for kind in kinds] == list(NAMES)
    assert len({kind.title for kind in kinds}) == len(kinds)
    assert len({kind.file("board") for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("name", NAMES)
def test_the_demonstration_feeds_it(name: str) -> None:
    kind = kind_named(name)
    assert kind.lacks(material("board")) == ""
    page = html_of(kind, material("board"))
    assert page.startswith("<!DOCTYPE html>")
    assert page == html_of(kind, material("board"))  # the same text for the same input
    assert "internal, not for publication" in html_of(kind, material("full"))


@pytest.mark.parametrize("name", [name for name in NAMES if kind_named(name).word])
def test_its_word_document_opens(name: str) -> None:
    word = kind_named(name).word
    assert word is not None
    document = Document(io.BytesIO(word(material("board"))))
    assert document.paragraphs
