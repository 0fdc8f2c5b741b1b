"""What the board reads of the promises made to it."""

from __future__ import annotations

import pytest
from tests.assess.build import day, judged, review
from tests.assess.promising import promise, told
from tests.report.test_render import HOSTILE, Page, render_html

from assure.assess.promises import every_promise
from assure.model.promise import Promise, Told
from assure.report import promises

KEPT = promise("A map of advice", updates=(told(Told.KEPT, "2026-09-20", evidence="Minute 7"),))
LATE = promise("A list of empty homes", refs=("1.1",))
SOON = promise("A budget line", "2026-11-10")
NEW = promise("A new day", "2027-03-31", review="review")


def page(*of: Promise) -> Page:
    return Page(render_html(judged(review(promises=of))))


def test_promises_stand_on_the_page_after_the_summary() -> None:
    shown = page(KEPT, LATE)
    sections = [attrs.get("id") for tag, attrs in shown.tags if tag == "section"]
    assert sections[:2] == ["summary", "promises"]
    assert "Promised last time: 1 kept, 1 late." in shown.text
    assert "Of two promises one was kept and one is late" in shown.text


def test_each_says_who_when_and_how_it_stands() -> None:
    shown = " ".join(page(KEPT, LATE).text.split())
    assert "A list of empty homesAbout 1.1 Head of Housing 30 Sep 2026" in shown
    assert "Late31 days past its day; nobody has said how it stands." in shown
    assert "KeptKept on 20 Sep 2026. Evidence seen: Minute 7." in shown


def test_a_day_that_was_put_back_is_shown_beside_the_first() -> None:
    moved = promise(updates=(told(Told.LATE, day=day("2027-01-31")),))
    assert "31 Jan 2027first 30 Sep 2026" in page(moved).text


def test_what_was_promised_in_this_session_stands_apart() -> None:
    both = page(LATE, NEW).text
    assert "Promised at this review" in both
    assert both.index("Promised last time") < both.index("Promised at this review")
    alone = page(NEW).text
    assert "Promised last time" not in alone
    assert "One promise" in alone


def test_without_promises_the_summary_says_so_and_has_no_page_of_them() -> None:
    shown = page()
    assert "promises" not in [attrs.get("id") for _, attrs in shown.tags]
    assert "Promised" not in shown.text
    assert "Promises: none made at an earlier review is recorded." in shown.text


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ([KEPT], "The one promise was kept"),
        ([LATE], "The one promise is late"),
        ([LATE, promise("Other")], "Both promises are late"),
        ([LATE, promise("Other"), KEPT], "Of three promises one was kept and two are late"),
        ([LATE, KEPT, SOON], "Of three promises one was kept, one is late and one is due soon"),
    ],
)
def test_the_headline_counts(of: list[Promise], words: str) -> None:
    assert promises.headline(every_promise(of, day("2026-10-31"))) == words


def test_a_table_is_no_longer_than_a_board_can_take_in() -> None:
    many = [promise(f"Promise {n}") for n in range(23)]
    shown = page(*many)
    assert "3 further promises in the attached review." in shown.text
    assert "Promise 19" in shown.text


def test_hostile_words_stay_words() -> None:
    one = promise(HOSTILE[:200], who=HOSTILE[:90], updates=(told(Told.BROKEN, words=HOSTILE),))
    shown = page(one)
    assert "script" not in shown.names()
    assert "<script>alert(1)</script>" in shown.text


def test_the_heading_stands_once() -> None:
    html = render_html(judged(review(promises=(KEPT, LATE, NEW))), medium="paper")
    assert html.count('id="promises"') == html.count('id="promises-title"') == 1
