"""Every kind of report of plans that ask too much of it: as many late actions as ASSURE_STRESS
says, words of many scripts and of three hundred letters, and nothing at all."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.report.browser import PHONE, seen
from tests.report.stress import REVIEWS, WHOLE
from tests.report.test_tag_tree import CHECKS, Read

from assure.assess.judge import facts_for
from assure.report import glyphs
from assure.report.kinds import NAMES, Kind, Material, all_kinds, kind_named
from assure.report.pdf import write_pdf
from assure.service.challenge import questions_of
from assure.service.compare import Chosen, compared
from assure.service.judge import for_edition, judge
from assure.service.report import html_of
from assure.service.rulebook import of_review
from assure.shelf.settings import Settings

HEAVY = ("nothing", "scarcely", "answered")  # the last holds all of "everything"
# What takes minutes is left to the whole proof: ASSURE_STRESS=500.
USUAL = HEAVY if WHOLE else HEAVY[:2]

ACROSS = 138  # usual letters that 176 mm hold at 8.5 pt

# What Python would write for what nobody gave, where no sentence begins.
LEAKED = re.compile(r">\s*None\s*<|[a-z0-9,] None\b|\bnan\b|\bundefined\b|\[\]|\(\)")


@cache
def material(review: str) -> Material:
    """What every kind is made from; compared with itself, three months younger."""
    whole = REVIEWS[review]()
    shown = for_edition(whole, "board")
    book = of_review(shown)
    facts = facts_for(shown, book)
    assessment = judge(shown, rulebook=book, facts=facts)
    before = whole.model_copy(
        update={"key": "before", "name": "Before", "as_of": whole.as_of - dt.timedelta(days=92)}
    )
    comparison = compared(Chosen(before, whole), Settings())
    most = max(kind.asks for kind in all_kinds())
    questions = questions_of(shown, assessment, most)
    return Material(shown, assessment, "board", comparison, questions, facts)


def made(review: str, name: str) -> tuple[Kind, Material]:
    """The kind and what it is made from; a kind that has nothing to tell says so and is skipped."""
    kind, given = kind_named(name), material(review)
    if lacking := kind.lacks(given):
        assert lacking.endswith(".")
        pytest.skip(lacking)
    return kind, given


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("review", ["everything", "nothing", "scarcely"])
def test_it_can_be_made(review: str, name: str) -> None:
    kind, given = made(review, name)

    for medium in ("screen", "paper"):
        page = html_of(kind, given, medium)  # type: ignore[arg-type]
        words = re.sub("<style.*?</style>", "", page, flags=re.DOTALL)
        assert not LEAKED.search(words)


@pytest.mark.parametrize("name", NAMES)
def test_what_runs_at_the_head_of_a_page_finds_room(name: str) -> None:
    """Neither the paper’s name at the left nor the part’s at the right is cut at the other."""
    page = html_of(*made("everything", name), "paper")
    left, right = (
        max(len(unescape(head)) for head in re.findall(f'data-{one}="([^"]*)"', page))
        for one in ("running", "part")
    )
    assert left + right <= ACROSS


def test_only_what_no_shipped_font_draws_is_replaced() -> None:
    page = html_of(kind_named("assurance"), material("everything"), "paper")
    drawn, _ = glyphs.drawable(page)
    replaced = {before for before, after in zip(page, drawn, strict=True) if before != after}

    assert {"漢", "ह", "த"} <= replaced
    scripts = {unicodedata.name(letter).split()[0] for letter in replaced}
    assert not scripts & {"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "DIGIT"}


@cache
def printed(review: str, name: str) -> tuple[str, bytes]:
    kind, given = made(review, name)
    html = html_of(kind, given, "paper")
    return html, write_pdf(html)


def tell(review: str) -> list[str]:
    """The kinds that have something to tell of it."""
    return [kind.key for kind in all_kinds() if not kind.lacks(material(review))]


@pytest.mark.heavy
@pytest.mark.parametrize("review", HEAVY)
def test_verapdf_finds_nothing(
    review: str, verapdf: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.pdf" for name in tell(review)]
    for file in files:
        file.write_bytes(printed(review, file.stem)[1])

    results = verapdf(*files)
    assert len(results) == 2 * len(files)
    assert [result for result in results if result["failed"]] == []


@pytest.mark.heavy
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("review", USUAL)
def test_it_can_be_read_aloud(review: str, name: str) -> None:
    read = Read(*printed(review, name))

    for check in (*CHECKS, no_page_is_empty):
        check(read)


def no_page_is_empty(read: Read) -> None:
    for number, page in enumerate(read.aloud.pdf.pages, start=1):
        assert any(words.strip() for words in read.aloud.said[page.objgen].values()), number


@pytest.mark.heavy
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("review", USUAL)
def test_a_telephone_shows_it(review: str, name: str, tmp_path: Path) -> None:
    kind, given = made(review, name)
    page = seen(html_of(kind, given), tmp_path)

    assert page.against == ()
    assert page.width <= PHONE
