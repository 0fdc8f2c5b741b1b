"""What drives what, as a workshop on the systems map told it."""

from __future__ import annotations

from tests.assess.build import action, entries, judged, plan, review

from assure.model.links import CausalMap, Push


def causes(*given: object) -> CausalMap:
    return judged(review(plan(action()), answers=given)).measures.causes  # type: ignore[arg-type]


def test_factors_stand_once_however_their_capitals_are() -> None:
    found = causes(
        entries("systems-map", "factors", {"factor": "Waiting time"}, {"factor": "Trust"}),
        entries(
            "systems-map",
            "links",
            {"from": "waiting  time", "to": "trust", "direction": "opposite", "loop": "worse"},
            {"from": "Trust", "to": "Referrals", "direction": "same", "loop": "none"},
            {"from": "Trust", "to": "TRUST", "direction": "same"},
            {"from": "Trust", "to": ""},
        ),
    )
    assert found.factors == ("Waiting time", "Trust", "Referrals")
    assert found.pushes == (
        Push(start="Waiting time", end="Trust", same=False, circle="worse"),
        Push(start="Trust", end="Referrals", same=True, circle="none"),
    )


def test_without_the_workshop_there_is_no_map() -> None:
    assert causes() == CausalMap()
