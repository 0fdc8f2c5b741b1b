"""``assure retention``: what is listed, and what is taken out only when asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from assure.cli import assure
from assure.cli.retention import years_before
from assure.model.plan import Plan
from assure.model.review import ReviewKind
from assure.store import KeptReview, ReviewState
from assure.store.store import Store

OLD = dt.datetime(2019, 10, 31, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open("assure.db") as store:
        store.add_plan(Plan(key="anycity", title="Anycity plan"), OLD)
        store.add_review(
            KeptReview(
                "old", "Old", ReviewKind.ANNUAL, OLD.date(), "anycity", ReviewState.DRAFT, OLD
            )
        )


def retention(*arguments: str) -> str:
    result = CliRunner().invoke(assure, ["retention", "--today", "2026-11-21", *arguments])
    return result.output + (str(result.exception) if result.exit_code else "")


def test_without_a_setting_nothing_is_too_old() -> None:
    assert "is not set; say --years 6, or keep_years = 6 in assure.toml" in retention()


def test_it_lists_and_takes_out_only_when_asked() -> None:
    Path("assure.toml").write_text("keep_years = 6\n", encoding="utf-8")
    assert retention() == (
        "Older than 21 November 2020:\n  1 review: old\n"
        "Nothing was taken out; --apply does it, for good.\n"
    )
    assert "say --yes" in retention("--apply")
    assert "Taken out." in retention("--apply", "--yes")
    assert retention() == "Nothing is older than 21 November 2020.\n"


def test_what_is_younger_than_said_stays() -> None:
    assert retention("--years", "8") == "Nothing is older than 21 November 2018.\n"


def test_a_leap_day_has_a_day_before_it_every_year() -> None:
    assert years_before(dt.date(2028, 2, 29), 6) == dt.date(2022, 2, 28)
