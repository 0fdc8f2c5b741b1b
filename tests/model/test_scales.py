"""Our tiers on other scales: every tier has its words there, and the page says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from assure.model.ratings import RatingLevel
from assure.model.scales import CROSSWALK

PAGE = (Path(__file__).parents[2] / "docs" / "ratings.md").read_text(encoding="utf-8")
TIERS = [level for level in RatingLevel if level is not RatingLevel.NOT_RATED]


def test_every_tier_has_its_words_and_what_is_not_rated_has_none() -> None:
    assert list(CROSSWALK) == TIERS


@pytest.mark.parametrize("level", TIERS)
def test_the_page_shows_the_crosswalk_as_it_is(level: RatingLevel) -> None:
    other = CROSSWALK[level]
    assert f"| {level.words} | {other.means} | {other.three} | {other.five} |" in PAGE


def test_no_scale_turns_a_worse_tier_into_a_better_word() -> None:
    for scale in ("three", "five"):
        words = [getattr(CROSSWALK[level], scale) for level in TIERS]
        ranks = [["Green", "Amber/Green", "Amber", "Amber/Red", "Red"].index(w) for w in words]
        assert ranks == sorted(ranks)
