"""Names of people in texts, and in the names of files that go from hand to hand."""

from __future__ import annotations

import pytest

from assure.words.naming import Renaming

KNOWN = Renaming(
    {"Officer Alpha": "named officer 1", "OB": "named officer 2", "Zoë O’Alpha": "named officer 3"}
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("officer-alpha-q6.xlsx", "named-officer-1-q6.xlsx"),
        ("Officer_Alpha_Q6 final.xlsx", "named_officer_1_Q6 final.xlsx"),
        ("zo-o-alpha-q6-2.xlsx", "named-officer-3-q6-2.xlsx"),
        ("zoë-o-alpha.csv", "named-officer-3.csv"),
        ("ob-q6.xlsx", "named-officer-2-q6.xlsx"),
    ],
)
def test_a_name_gives_way_in_the_name_of_a_file(text: str, shown: str) -> None:
    assert KNOWN.text(text) == shown
    assert KNOWN.text(shown) == shown


@pytest.mark.parametrize(
    "text", ["officer-alphabet-q6.xlsx", "the job-queue", "an ob-q form", "bob-q6.xlsx"]
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert KNOWN.text(text) == text
