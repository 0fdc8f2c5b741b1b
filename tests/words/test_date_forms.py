"""The forms of a date and the quick look that spares most texts the search for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.words import date_forms

INSIDE = [(maker.__name__, inside) for _, inside, maker in date_forms._FORMS if inside is not None]


@pytest.mark.parametrize(("name", "pattern"), INSIDE)
def test_no_form_is_missed_by_the_quick_look(name: str, pattern: str) -> None:
    @settings(max_examples=tries(50), deadline=None)
    @given(st.from_regex(re.compile(pattern), fullmatch=True))
    def matches(text: str) -> None:
        assert date_forms._MAY_BE_INSIDE.search(text)

    matches()
