"""The page of each kind in a browser: nothing to scroll sideways on a telephone, and nothing
against the rules of axe-core (WCAG 2.2 A and AA, and good practice)."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report.browser import PHONE, seen
from tests.report.test_kinds import material

from assure.report.kinds import NAMES, kind_named
from assure.service.report import html_of


@pytest.mark.heavy
@pytest.mark.parametrize("name", NAMES)
def test_it_can_be_used_on_a_telephone_and_by_anyone(name: str, tmp_path: Path) -> None:
    page = seen(html_of(kind_named(name), material("board")), tmp_path)

    assert page.rules > 15
    assert page.against == ()
    assert page.width <= PHONE


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
