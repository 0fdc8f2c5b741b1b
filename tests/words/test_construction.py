"""Kinds of works, and how far first estimates of each fell short."""

from __future__ import annotations

import pytest

from assure.words.construction import SHORTFALLS, Works, tells_allowance, works


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("New depot at Mill Lane", Works.STANDARD_BUILDING),
        ("Construct 24 homes at Quay Street", Works.STANDARD_BUILDING),
        ("Build a new primary school", Works.STANDARD_BUILDING),
        ("Refurbish the town hall", Works.OTHER_BUILDING),
        ("Extension of the village hall", Works.OTHER_BUILDING),
        ("New swimming pool", Works.OTHER_BUILDING),
        ("Construct the northern bypass", Works.STANDARD_CIVIL),
        ("New cycle route to the station", Works.STANDARD_CIVIL),
        ("Replace the harbour road bridge", Works.OTHER_CIVIL),
        ("Replace the housing management system", Works.EQUIPMENT),
        ("CRM implementation", Works.EQUIPMENT),
        ("Outsourcing of grounds maintenance", Works.OUTSOURCING),
    ],
)
def test_kinds_of_works_by_their_titles(title, kind):
    assert works(title) is kind


@pytest.mark.parametrize(
    "title",
    [
        "New homes strategy",
        "Support people into new homes",
        "Road safety training for new drivers",
        "Feasibility study of a new bridge",
        "Planning application for the affordable homes",
        "Depot charging and grid upgrade",
        "New roof, Kelby Village Hall",
        "Bring 40 empty homes back into use",
        "Improve advice in libraries",
        "Recruit a bridge officer",
        "Systems leadership programme",
        "",
    ],
)
def test_what_is_no_works_has_no_kind(title):
    assert works(title) is None


def test_ranges_run_from_risks_in_hand_to_risks_not_in_hand():
    assert set(SHORTFALLS) == set(Works)
    for known in SHORTFALLS.values():
        assert known.dearer[0] < known.dearer[1]
        assert known.longer is None or known.longer[0] < known.longer[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("£1.2m incl. 10% contingency", True),
        ("Optimism bias of 24% applied", True),
        ("£1.2m at P80", True),
        ("Risk allowance held by the board", True),
        ("£1.2m, secured", False),
        ("Contingent on a bid", False),
    ],
)
def test_words_of_an_allowance(text, told):
    assert tells_allowance(text) is told
