"""A name replaced by a post."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.assess.forgetting import Forgetting, remaining

POST = "Head of Housing"


def forgotten(value, person="Jane Smith"):
    return Forgetting(person, POST).everywhere(value)


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("Jane Smith to meet the landlord", "Head of Housing to meet the landlord"),
        ("jane smith's team", "Head of Housing's team"),
        ("JANE\nSMITH", "Head of Housing"),
        ("J. Smith agreed", "Head of Housing agreed"),
        ("Smith, Jane", "Head of Housing"),
        ("Ms Smith said so", "Head of Housing said so"),
        ("Head of Housing – Jane Smith", "Head of Housing"),
        ("Head of Housing (Jane Smith)", "Head of Housing"),
        ("write to jane.smith@example.org", "write to an e-mail address"),
    ],
)
def test_a_name_gives_way_to_the_post_however_it_is_written(written, after):
    assert forgotten(written) == after


@pytest.mark.parametrize(
    "text",
    [
        "John Smithson's yard",
        "Janet Smithers",
        "Smith Street depot",
        "write to office@example.org",
        "A Jane Smithfield lease",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert forgotten(text) == text


def test_a_single_word_is_found_as_a_whole_word():
    assert (
        forgotten("JS met the board; JSON too", "JS") == "Head of Housing met the board; JSON too"
    )


def test_an_owner_becomes_the_post_and_is_one():
    person = {"kind": "person", "names": ["Jane Smith"], "support": [], "inherited": False}
    both = {**person, "kind": "person_and_post", "names": [POST, "Jane Smith"]}
    for owner in (person, both):
        assert forgotten(owner) == {**person, "kind": "post", "names": [POST]}


def test_an_owner_among_several_leaves_the_others():
    several = {"kind": "several", "names": ["Jane Smith", "Head of Parks"]}
    assert forgotten(several) == {**several, "names": [POST, "Head of Parks"]}


def test_it_counts_the_texts_that_were_changed():
    forget = Forgetting("Jane Smith", POST)
    forget.everywhere({"a": ["Jane Smith", "nobody"], "b": {"c": "J Smith and Jane Smith"}})
    assert forget.replaced == 2


def test_what_may_still_mean_the_person_is_counted():
    after = forgotten({"note": "Smith to ring", "other": ["Smith Street", "Jane Smith"]})
    assert [*remaining(after, ["Jane", "Smith"])] == ["Smith to ring", "Smith Street"]


def test_other_ways_of_writing_the_name_are_given_with_it():
    forget = Forgetting("Jane Smith", POST, also=["JS", "Jane"])
    assert forget.text("JS rang; Jane agreed") == "Head of Housing rang; Head of Housing agreed"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.just("Jane Smith (AB)"),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
)


@given(PLAIN)
def test_nothing_else_is_touched_and_once_is_enough(value):
    once = forgotten(value)
    assert forgotten(once) == once
    assert "Jane Smith" not in json.dumps(once)
    if "smith" not in json.dumps(value).casefold():
        assert once == value
