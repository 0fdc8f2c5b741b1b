"""Which promise is meant, and what may be told of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.assess.build import day
from tests.assess.promising import at, promise, told

from assure.model.errors import AssureError
from assure.model.promise import Told
from assure.service.promises import (
    promise_named,
    promises_for,
    unfinished,
    what_is_told,
)
from assure.store.store import Store

ONE, OTHER = promise("One", key="abcd1234"), promise("Other", key="abcd5678")


@pytest.mark.parametrize("reference", ["abcd1234", "abcd1", "ABCD1234", " abcd12 "])
def test_the_beginning_of_a_key_is_enough(reference: str) -> None:
    assert promise_named(reference, (ONE, OTHER)) is ONE


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("abcd", r"“abcd” means 2 promises \(abcd1234, abcd5678\); give the whole key\."),
        ("abc", "There is no promise “abc”"),
        ("ffff", "There is no promise “ffff”"),
    ],
)
def test_which_promise_is_never_guessed(reference: str, sentence: str) -> None:
    with pytest.raises(AssureError, match=sentence):
        promise_named(reference, (ONE, OTHER))


def test_without_promises_it_says_how_they_come_about() -> None:
    with pytest.raises(AssureError, match="made with `assure challenge`"):
        promise_named("abcd", (promise(who=""),))


NOW = at("2026-10-12")


@pytest.mark.parametrize(
    ("state", "given", "sentence"),
    [
        (Told.LATE, {}, "A promise that is late needs its new day."),
        (Told.LATE, {"day": day("2026-09-30")}, "It was due on 30 September 2026"),
        (Told.KEPT, {"day": day("2026-10-13")}, "is still to come"),
        (Told.BROKEN, {"day": day("2026-12-01")}, "has no new day"),
        (Told.OVERTAKEN, {"words": "  "}, "Say what overtook it"),
        (Told.OPEN, {"words": "x" * 501}, "The reason: 501 characters are too many"),
        (Told.OPEN, {"by": "TBC"}, "The role that tells it: “TBC” is nobody"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(
    state: Told, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(AssureError, match=sentence):
        what_is_told(promise(), state, NOW, **given)


def test_a_promise_is_put_back_from_the_day_that_counts() -> None:
    late = promise(updates=(told(Told.LATE, day=day("2026-12-31")),))
    with pytest.raises(AssureError, match="It was due on 31 December 2026"):
        what_is_told(late, Told.LATE, NOW, day=day("2026-12-01"))


def test_what_is_told_is_kept_clean() -> None:
    said = what_is_told(
        promise(), Told.KEPT, NOW, evidence=" The\nlist\x00 ", day=dt.date(2026, 9, 29), by="Clerk"
    )
    assert (said.evidence, said.day, said.by) == ("The list", dt.date(2026, 9, 29), "Clerk")


def test_a_promise_by_nobody_or_for_no_day_is_not_whole_yet() -> None:
    no_who, no_day, answer = promise(who=""), promise(by=""), promise(text="", who="", by="")
    assert unfinished((promise(), no_who, no_day, answer)) == (no_who, no_day)


def test_without_a_database_there_are_no_promises_and_none_is_made(tmp_path: Path) -> None:
    assert promises_for("anycity", str(tmp_path / "assure.db")) == ()
    assert list(tmp_path.iterdir()) == []


def test_what_the_file_keeps_is_found_without_opening_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "assure.db") as store:
        store.add_promises([promise()])
    assert promises_for("anycity", str(tmp_path / "assure.db")) == (promise(),)
