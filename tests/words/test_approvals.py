"""Words that tell of a decision, or that only a signature is missing."""

from __future__ import annotations

import pytest

from assure.words.approvals import awaits_sign_off, names_a_decision


@pytest.mark.parametrize(
    "words",
    [
        "Complete, awaiting sign-off",
        "Completed – pending final sign off by the board",
        "100% complete, needs to be signed off",
        "Work complete but awaiting verification",
        "Actions now finished; awaiting closure",
    ],
)
def test_done_but_for_the_signature(words: str) -> None:
    assert awaits_sign_off(words)


@pytest.mark.parametrize(
    "words",
    [
        "Draft complete, awaiting sign-off",
        "Awaiting sign-off of the design",
        "Complete",
        "Complete except for the roof",
        "Completed and signed off in May",
        "Risk assessment signed off; on programme",
        "",
    ],
)
def test_half_a_story_is_not_done(words: str) -> None:
    assert not awaits_sign_off(words)


def test_where_all_is_reported_done_the_words_need_not_say_so() -> None:
    assert awaits_sign_off("Awaiting final sign-off", done=True)
    assert not awaits_sign_off("Handed over in May", done=True)


@pytest.mark.parametrize(
    "words",
    [
        "On hold, agreed by the board in June",
        "Suspended by decision of Cabinet",
        "Paused at the request of the landlord",
        "Deferred to 2027 (minuted)",
        "Board to consider",
    ],
)
def test_a_decision_or_a_body_that_takes_one_is_seen(words: str) -> None:
    assert names_a_decision(words)


@pytest.mark.parametrize("words", ["On hold", "Met twice but now dormant", "Landlord has left", ""])
def test_a_pause_alone_names_no_decision(words: str) -> None:
    assert not names_a_decision(words)
