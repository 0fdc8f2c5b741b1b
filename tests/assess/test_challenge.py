"""The questions of a session: the most telling, no two alike, spread over the themes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.assess.build import action, judged, outcome, owner, plan, review
from tests.assess.promising import promise

from assure.assess.challenge import MOST, challenge_questions
from assure.model.assessment import Assessment
from assure.model.challenge import ChallengeQuestion
from assure.model.findings import Confidence, Finding, Severity
from assure.model.ratings import Judgement, Rating, RatingLevel, RatingReason
from assure.model.values import OwnerKind


def found(code: str, ref: str, *outcomes: str, **fields: Any) -> Finding:
    given = {
        "code": code,
        "name": "a-rule",
        "family": "a family",
        "subject": "action",
        "ref": ref,
        "outcomes": outcomes,
        "severity": Severity.HIGH,
        "confidence": Confidence.HIGH,
        "sentence": f"{code} of {ref}.",
        "why": "It matters.",
        "advice": "Do it.",
        "challenge": f"{code} of {ref}?",
        "fingerprint": f"{code} {ref}".encode().hex()[:12].ljust(12, "0"),
    }
    return Finding(**(given | fields))


def about(*findings: Finding, **fields: Any) -> Assessment:
    whole = judged(plan(action()))
    nothing = {"ratings": (), "proposals": (), "judgements": ()}
    return whole.model_copy(update={"findings": findings, **nothing, **fields})


def asked(questions: tuple[ChallengeQuestion, ...]) -> list[str]:
    return [one.question for one in questions]


def test_twelve_findings_alike_are_one_question_that_names_the_others() -> None:
    twelve = [found("OWN-01", f"1.{n}", "1") for n in range(1, 13)]
    (one,) = challenge_questions(about(*twelve))
    assert one.question == "OWN-01 of 1.1?"
    assert one.alike == tuple(f"1.{n}" for n in range(2, 13))


def test_questions_are_spread_over_the_outcomes() -> None:
    questions = challenge_questions(
        about(
            found("XX-01", "1.1", "1"),
            found("XX-02", "1.2", "1"),
            found("XX-03", "2.1", "2"),
            found("XX-04", "3.1", "3"),
        )
    )
    assert [one.theme for one in questions] == ["1", "2", "3", "1"]


def test_a_rule_asks_about_the_theme_that_was_asked_least() -> None:
    questions = challenge_questions(
        about(found("XX-01", "1.1", "1"), found("XX-02", "1.2", "1"), found("XX-02", "2.1", "2"))
    )
    assert asked(questions) == ["XX-01 of 1.1?", "XX-02 of 2.1?"]


def test_high_findings_come_before_medium_and_low_ones_are_not_asked_about() -> None:
    questions = challenge_questions(
        about(
            found("XX-01", "1", "1", severity=Severity.MEDIUM),
            found("XX-02", "2", "1"),
            found("XX-03", "3", "1", severity=Severity.LOW),
        )
    )
    assert asked(questions) == ["XX-02 of 2?", "XX-01 of 1?"]


def test_what_is_set_aside_or_promised_already_is_not_asked_again() -> None:
    aside = found("XX-01", "1", "1", counts=False)
    promised = found("XX-02", "2", "1")
    about_a_promise = found("GOV-08", "3", "1", subject="promise")
    kept = found("XX-03", "4", "1")
    questions = challenge_questions(
        about(aside, promised, about_a_promise, kept), promised={promised.fingerprint}
    )
    assert asked(questions) == ["XX-03 of 4?"]


def apart(level: RatingLevel, proposed: RatingLevel) -> dict[str, Any]:
    reason = RatingReason(code="DC-01", level=proposed, sentence="Nine actions are late.")
    return {
        "judgements": (Judgement(level=level, reason="All is well"),),
        "proposals": (Rating(subject="plan", ref="plan", level=proposed, reasons=(reason,)),),
    }


def test_where_reviewer_and_rules_differ_is_asked_first() -> None:
    views = apart(RatingLevel.GREEN, RatingLevel.AMBER_RED)
    first, _ = challenge_questions(about(found("XX-01", "1", "1"), **views))
    assert first.question == (
        "Delivery of the plan is judged Green, and the rules propose Amber-Red: what do you know "
        "that the plan does not show?"
    )
    assert first.because == "Nine actions are late."


def test_where_they_agree_nothing_is_asked() -> None:
    assert challenge_questions(about(**apart(RatingLevel.RED, RatingLevel.RED))) == ()
    assert challenge_questions(about(**apart(RatingLevel.RED, RatingLevel.NOT_RATED))) == ()


def test_a_red_outcome_that_no_question_was_about_is_asked_about_last() -> None:
    red = [
        Rating(subject="outcome", ref=ref, title="Warm homes", level=RatingLevel.RED)
        for ref in ("1", "2")
    ]
    questions = challenge_questions(about(found("XX-01", "1.1", "1"), ratings=tuple(red)))
    assert [one.theme for one in questions] == ["1", "2"]
    assert questions[1].question.startswith("What would have to change for outcome 2 (Warm homes)")


def test_a_real_plan_gives_questions_with_their_evidence() -> None:
    actions = [action("1.1", owner=owner(OwnerKind.MISSING)), action("2.1", outcomes=("2",))]
    of = plan(*actions, outcomes=(outcome("1"), outcome("2", key="2")))
    questions = challenge_questions(judged(review(of, promises=(promise(),))))
    assert questions
    assert all(one.question.endswith("?") and one.because for one in questions)
    assert "GOV-08" not in {one.code for one in questions}


@given(
    st.lists(
        st.builds(
            found,
            st.sampled_from([f"XX-0{n}" for n in range(9)]),
            st.sampled_from(["1.1", "1.2", "2.1"]),
            st.sampled_from(["1", "2", "3"]),
            severity=st.sampled_from(Severity),
        ),
        max_size=40,
    ),
    st.integers(0, 15),
)
def test_never_more_than_wanted_and_no_two_alike(findings: list[Finding], most: int) -> None:
    questions = challenge_questions(about(*findings), most)
    assert len(questions) <= most
    assert len({one.code for one in questions}) == len(questions)
    if most >= MOST:
        telling = {f.code for f in findings if f.severity is not Severity.LOW}
        assert {one.code for one in questions} == telling
