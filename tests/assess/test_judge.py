"""From a review to findings and ratings, by the rulebook as shipped."""

from __future__ import annotations

import builtins
import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from tests.assess.build import (
    AS_OF,
    COLUMNS,
    action,
    answer,
    capacity,
    cell,
    codes,
    dont_know,
    entries,
    indicator,
    judged,
    outcome,
    owner,
    plan,
    post,
    review,
    rulebook,
    the,
    when,
)

from assure.assess.findings import one_fault_one_finding
from assure.assess.judge import assess
from assure.assess.rating import rate
from assure.facts.summaries import outcome_summaries, plan_summary
from assure.model.actions import Action
from assure.model.base import AnswerSeen
from assure.model.facts import Fact
from assure.model.findings import Confidence, Finding, Severity
from assure.model.outcomes import Priority
from assure.model.plan import Plan
from assure.model.ratings import RatingLevel
from assure.model.values import OwnerKind, Rag, Status, When, WhenKind
from assure.rules.engine import EngineMatcher
from assure.rules.plain import PlainMatcher

# --- Findings ---------------------------------------------------------------------------


def test_a_faultless_plan_has_no_finding_and_is_green() -> None:
    assessment = judged(plan(action()))
    assert assessment.findings == ()
    assert {rating.level for rating in assessment.ratings} == {RatingLevel.GREEN}


def test_a_finding_says_what_was_seen_where_and_what_to_do() -> None:
    of = action(
        "2.7",
        owner=owner(OwnerKind.COLLECTIVE, "All partners"),
        seen={"owner": cell("F21", "All partners")},
    )
    found = the(judged(plan(of)).findings, "OWN-03")
    assert found.sentence == "Action 2.7 belongs to a group, “All partners”."
    assert (found.severity, found.confidence) == (Severity.HIGH, Confidence.HIGH)
    assert (found.subject, found.ref, found.outcomes) == ("action", "2.7", ("1",))
    assert found.title == of.title
    assert found.advice
    assert found.challenge.endswith("?")
    assert [place.place() for place in found.places()] == ["Project plan F21"]
    values = {ground.field: ground.value for ground in found.grounds}
    assert values["owner_kind"] == "collective"
    assert values["owner"] == "All partners"


def test_every_ground_that_rests_on_an_answer_names_it() -> None:
    found = the(judged(review(answers=[answer("F1", 1)])).findings, "GOV-03")
    assert found.places()[0].place() == "Progress Assurance F1"
    assert isinstance(found.places()[0], AnswerSeen)


def test_dont_know_is_a_gap_and_is_not_told_as_an_absence() -> None:
    found = the(judged(review(answers=[dont_know("A5")])).findings, "GOV-01")
    assert found.sentence == (
        "The review was shown no written partnership agreement (Progress Assurance A5: don’t know)."
    )


def test_findings_come_most_severe_first_then_by_code_then_by_reference() -> None:
    nobody, vague = owner(OwnerKind.MISSING), "Support victims better"
    found = judged(
        plan(
            action("1.10", owner=nobody),
            action("1.9", owner=nobody, title=vague),
            action("1.2", due=When()),
        )
    ).findings
    assert [(f.code, f.ref) for f in found] == [
        ("OWN-01", "1.9"),
        ("OWN-01", "1.10"),
        ("TIM-01", "1.2"),
        ("ACT-02", "1.9"),
    ]


def test_a_small_slip_and_a_long_one_are_one_finding_each() -> None:
    assert codes(plan(action(due=when("2026-10-30")))) == ["TIM-06"]
    assert codes(plan(action(due=when("2026-09-30")))) == ["TIM-06"]  # 31 days
    assert codes(plan(action(due=when("2026-09-29")))) == ["TIM-08"]  # 32 days
    late = the(judged(plan(action(due=when("2026-10-30")))).findings, "TIM-06")
    assert late.sentence == "Action 1.1 is 1 day late (due 30 October 2026)."


def test_a_small_slip_of_what_is_nearly_done_is_a_small_remark() -> None:
    late = when("2026-10-16")
    assert codes(plan(action(due=late, percent=89))) == ["TIM-06"]
    assert codes(plan(action(due=late, percent=90))) == ["TIM-28"]
    assert codes(plan(action(due=when("2026-09-29"), percent=95))) == ["TIM-08"]
    found = the(judged(plan(action(due=late, percent=95))).findings, "TIM-28")
    assert (found.severity, found.sentence) == (
        "low",
        "Action 1.1 is 15 days late (due 16 October 2026) and is reported as 95% complete.",
    )


def test_one_fault_is_told_once_by_the_more_telling_rule() -> None:
    # Due before the plan began, so the lateness is only a consequence.
    assert codes(plan(action(due=when("2017-06-30")))) == ["TIM-15"]


def test_a_rule_stands_in_on_its_own_fact_only() -> None:
    """Two actions may carry one reference; the fault of one hides nothing of the other."""
    slip, late = action("1.1", key="a", due=when("2017-06-30")), action("1.1", key="b")
    late = late.model_copy(update={"due": when("2026-06-30")})
    assert sorted(codes(plan(slip, late))) == ["TIM-08", "TIM-15"]


def test_a_preview_rule_stands_in_for_no_rule_that_counts() -> None:
    class Rule:
        def __init__(self, code: str, counts: bool, instead_of: tuple[str, ...] = ()) -> None:
            self.code, self.counts, self.instead_of = code, counts, instead_of

    matches = {("NEW-01", 0), ("OLD-01", 0), ("OLD-01", 1)}
    old = Rule("OLD-01", counts=True)
    preview: Any = {"NEW-01": Rule("NEW-01", counts=False, instead_of=("OLD-01",)), "OLD-01": old}
    assert one_fault_one_finding(matches, preview) == matches
    stable: Any = {"NEW-01": Rule("NEW-01", counts=True, instead_of=("OLD-01",)), "OLD-01": old}
    assert one_fault_one_finding(matches, stable) == {("NEW-01", 0), ("OLD-01", 1)}


def test_a_plan_without_a_column_is_told_once_not_once_for_each_row() -> None:
    rows = [action(f"1.{n}", owner=owner(OwnerKind.MISSING), due=When()) for n in range(9)]
    of = plan(*rows, fields_present=COLUMNS - {"owner", "due", "revised"})
    assert codes(of) == ["OWN-17", "TIM-22"]


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_what_is_closed_is_left_in_peace(status: Status) -> None:
    closed = action(
        owner=owner(OwnerKind.COLLECTIVE, "Skills Board"),
        due=when(kind=WhenKind.ONGOING, written="Ongoing"),
        status=status,
        evidence="Photographs",
    )
    assert codes(plan(closed), "1.1") == []


def test_grounds_hold_only_what_is_known() -> None:
    found = the(judged(plan(action(due=When()))).findings, "TIM-01")
    assert {ground.field for ground in found.grounds} == {
        "open",
        "due_asked",
        "due_kind",
        "held_by_rhythm",
    }


def test_fingerprints_survive_a_new_order_of_rows_and_tell_findings_apart() -> None:
    rows = [
        action("1.1", owner=owner(OwnerKind.MISSING), due=when("2026-01-31")),
        action("1.2", owner=owner(OwnerKind.MISSING), title="Support victims better"),
        action("1.3", due=when(kind=WhenKind.ONGOING)),
    ]
    forwards, backwards = judged(plan(*rows)), judged(plan(*reversed(rows)))

    def prints(findings: tuple[Finding, ...]) -> dict[tuple[str, str], str]:
        return {(f.code, f.ref): f.fingerprint for f in findings}

    assert prints(forwards.findings) == prints(backwards.findings)
    assert len(set(prints(forwards.findings).values())) == len(forwards.findings)
    assert forwards.findings == backwards.findings


def test_a_fingerprint_follows_the_key_not_the_wording() -> None:
    before = judged(plan(action(owner=owner(OwnerKind.MISSING))))
    after = judged(plan(action(owner=owner(OwnerKind.MISSING), title="Another wording by May")))
    assert before.findings[0].fingerprint == after.findings[0].fingerprint
    assert before.findings[0].fingerprint == before.findings[0].fingerprint.lower()
    assert len(before.findings[0].fingerprint) == 12


def test_the_annex_counts_what_fired() -> None:
    rows = [action(f"1.{n}", owner=owner(OwnerKind.MISSING)) for n in range(3)]
    assessment = judged(plan(*rows, action("2.1", due=When())))
    assert [(rule.code, rule.count) for rule in assessment.fired] == [("OWN-01", 3), ("TIM-01", 1)]
    assert all(rule.what for rule in assessment.fired)
    assert assessment.rules == len(rulebook().live_finding_rules)


def test_the_annex_lists_the_limits_and_sources_of_what_fired_and_of_what_rates() -> None:
    assessment = judged(plan(action(owner=owner(OwnerKind.MISSING))))
    limits = {threshold.key for threshold in assessment.thresholds}
    assert "red-share" in limits  # a rating rule compares with it
    assert "late-days" not in limits  # nothing was late
    assert {"rough-guide", "ours"} <= {source.key for source in assessment.sources}
    assert "watermelon" not in {source.key for source in assessment.sources}


# --- Ratings ----------------------------------------------------------------------------


def summary(subject: str = "outcome_summary", **values: int | bool) -> Fact:
    sound: dict[str, int | bool] = {
        "actions": 20,
        "open_actions": 20,
        "high": 0,
        "with_high": 0,
        "high_share": 0,
        "high_otherwise_share": 30,
        "with_finding": 0,
        "finding_share": 0,
        "high_beside": 0,
        "columns_missing": 0,
    }
    if subject == "outcome_summary":
        sound["no_action"] = False
    else:
        sound |= {"outcomes": 6, "outcomes_amber_red": 0, "amber_red_share": 0}
    return Fact(subject=subject, key="1", ref="1", values=sound | values)


def level(fact: Fact) -> str:
    return rate("outcome", fact, rulebook(), PlainMatcher()).level.value


BOTH = ("outcome_summary", "priority_summary", "plan_summary")


@pytest.mark.parametrize("subject", BOTH)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "green"),
        ({"finding_share": 29}, "green"),
        ({"finding_share": 30}, "amber_green"),
        ({"high": 1}, "amber_green"),
        ({"high": 9, "with_high": 9, "high_share": 39}, "amber_green"),
        ({"high": 9, "with_high": 9, "high_share": 40}, "amber_red"),
        ({"high": 1, "with_high": 1, "high_share": 50}, "amber_green"),  # one alone is no pattern
        ({"high": 2, "with_high": 2, "high_share": 40}, "amber_red"),
        ({"high": 9, "with_high": 9, "high_share": 59}, "amber_red"),
        ({"high": 9, "with_high": 9, "high_share": 60}, "red"),
        ({"high": 2, "with_high": 2, "high_share": 66}, "amber_red"),  # two alone make no red
        ({"high": 3, "with_high": 3, "high_share": 60}, "red"),
        # One kind of fault, however often it stands, is one thing to put right.
        ({"high": 9, "with_high": 9, "high_share": 99, "high_otherwise_share": 29}, "amber_red"),
        ({"columns_missing": 1}, "amber_red"),
    ],
)
def test_levels_at_both_sides_of_each_threshold(
    subject: str, values: dict[str, int], expected: str
) -> None:
    assert level(summary(subject, **values)) == expected


@pytest.mark.parametrize(("beside", "expected"), [(2, "amber_green"), (3, "amber_red")])
def test_high_findings_beside_the_actions_of_an_outcome(beside: int, expected: str) -> None:
    assert level(summary(high=beside, high_beside=beside)) == expected


def test_an_outcome_without_an_action_is_red() -> None:
    assert level(summary(no_action=True, actions=0, open_actions=0)) == "red"


@pytest.mark.parametrize("subject", ["plan_summary", "priority_summary"])
@pytest.mark.parametrize(("share", "expected"), [(49, "green"), (50, "amber_red")])
def test_a_plan_or_priority_is_no_better_than_half_of_its_outcomes(
    subject: str, share: int, expected: str
) -> None:
    of = summary(subject, amber_red_share=share, outcomes_amber_red=3)
    assert level(of) == expected


def test_many_low_findings_never_make_a_red() -> None:
    rhythm = when(kind=WhenKind.RECURRING, written="Quarterly")
    rows = (action(f"1.{n}", due=rhythm, owner=post(f"Manager {n}")) for n in range(30))
    assessment = judged(plan(*rows))
    assert set(codes(assessment)) == {"TIM-04"}
    assert {rating.level for rating in assessment.ratings} == {RatingLevel.GREEN}


def test_a_rating_gives_the_reasons_of_its_own_level_and_a_way_up() -> None:
    nobody, late = owner(OwnerKind.MISSING), when("2026-01-31")
    rows = [action("1.1", owner=nobody), action("1.2", owner=nobody, due=late)]
    rating = judged(plan(*rows, action("1.3", due=late), action("1.4"))).rating("outcome", "1")
    assert rating is not None
    assert rating.level is RatingLevel.RED
    assert [reason.sentence for reason in rating.reasons] == [
        "Of its four open or completed actions, three have a finding of high severity, and these "
        "findings are of more than one kind."
    ]
    assert rating.to_improve.startswith("Clear the findings of high severity")


def test_one_fault_all_down_a_column_is_no_red_and_a_second_kind_of_fault_is() -> None:
    """Teams for owners in every row are one thing to put right."""
    teams = owner(OwnerKind.COLLECTIVE, "Policy Team")
    rows = [action(f"1.{n}", owner=teams) for n in range(10)]
    rating = judged(plan(*rows)).rating("plan", "plan")
    assert rating is not None
    assert rating.level is RatingLevel.AMBER_RED
    rows[:3] = [row.model_copy(update={"due": when("2026-01-31")}) for row in rows[:3]]
    rating = judged(plan(*rows)).rating("plan", "plan")
    assert rating is not None
    assert rating.level is RatingLevel.RED


def test_a_priority_is_rated_by_the_outcomes_that_serve_it() -> None:
    """An action of two of them is one action; a priority that none serves has no rating."""
    nobody = owner(OwnerKind.MISSING)
    of = plan(
        action("1.1", outcomes=("1", "2"), owner=nobody),
        action("1.2", outcomes=("2",), owner=nobody),
        action("3.1", outcomes=("3",)),
        priorities=[Priority(key=ref, ref=ref, title=ref) for ref in ("P1", "P2", "P3")],
        outcomes=(
            outcome("1", priorities=("P1",)),
            outcome("2", priorities=("P1",)),
            outcome("3", priorities=("P2",)),
        ),
        indicators=[indicator(f"I{n}", outcome=f"{n}") for n in (1, 2, 3)],
    )
    assessment = judged(of)
    first, second = (assessment.rating("priority", ref) for ref in ("P1", "P2"))
    assert first is not None
    assert second is not None
    assert (first.level, second.level) == (RatingLevel.AMBER_RED, RatingLevel.GREEN)
    assert "Both of its open or completed actions have a finding of high severity." in [
        reason.sentence for reason in first.reasons
    ]
    assert [part.of for part in first.data.parts if part.key == "owners"] == [2]
    assert assessment.rating("priority", "P3") is None


def test_a_plan_with_nothing_in_it_is_not_rated() -> None:
    rating = judged(Plan(key="p", title="Empty")).rating("plan", "plan")
    assert rating is not None
    assert rating.level is RatingLevel.NOT_RATED
    assert rating.reasons == ()


def test_a_plan_gains_nothing_by_leaving_a_column_out() -> None:
    rows = [action(f"1.{n}", owner=owner(OwnerKind.MISSING)) for n in range(5)]
    blank = judged(plan(*rows)).rating("plan", "plan")
    left_out = judged(plan(*rows, fields_present=COLUMNS - {"owner"})).rating("plan", "plan")
    assert blank is not None
    assert left_out is not None
    assert blank.level is RatingLevel.AMBER_RED
    assert left_out.level is RatingLevel.AMBER_RED


def test_outcomes_that_no_action_names_are_not_called_idle() -> None:
    """A plan may list its outcomes and not say which of them each action serves."""
    assessment = judged(plan(action(outcomes=())))
    assert codes(assessment) == []
    rating = assessment.rating("outcome", "1")
    assert rating is not None
    assert rating.level is RatingLevel.NOT_RATED


def test_an_outcome_that_others_leave_idle_is_red() -> None:
    of = plan(
        action(outcomes=("1",)),
        outcomes=(outcome("1"), outcome("2")),
        indicators=(indicator("I1"), indicator("I2", outcome="2")),
    )
    assert codes(of) == ["IND-01"]
    rating = judged(of).rating("outcome", "2")
    assert rating is not None
    assert rating.level is RatingLevel.RED


# --- Summaries --------------------------------------------------------------------------


def found(ref: str, severity: Severity = Severity.HIGH, **fields: Any) -> Finding:
    return Finding(
        **{
            "code": "OWN-01",
            "name": "no-owner",
            "family": "ownership",
            "subject": "action",
            "ref": ref,
            "outcomes": ("1",),
            "severity": severity,
            "confidence": Confidence.HIGH,
            "sentence": "",
            "why": "",
            "advice": "",
            "challenge": "",
            "fingerprint": ref,
        }
        | fields
    )


def test_a_summary_counts_actions_not_findings() -> None:
    of = plan(*(action(f"1.{n}") for n in range(1, 8)))
    findings = [
        found("1.1"),
        found("1.1", code="TIM-08"),  # the same action twice
        found("1.2", Severity.MEDIUM),
        found("1.3", Severity.LOW),
        found("I1", subject="indicator"),
        found("1.4", counts=False),  # a preview rule
        found("9.9", outcomes=("2",)),  # another outcome's
    ]
    (fact,) = outcome_summaries(of, findings)
    assert fact.values["findings"] == 5
    assert (fact.values["high"], fact.values["medium"]) == (3, 1)
    assert (fact.values["with_high"], fact.values["with_finding"]) == (1, 2)
    assert (fact.values["high_share"], fact.values["finding_share"]) == (14, 28)  # of 7
    assert fact.values["high_beside"] == 1


def test_what_was_completed_is_in_order_unless_it_has_a_finding_of_its_own() -> None:
    done = [action(f"1.{n}", status=Status.COMPLETED) for n in range(1, 5)]
    (fact,) = outcome_summaries(plan(*done, action("1.5")), [found("1.5"), found("1.1")])
    assert (fact.values["weighed"], fact.values["with_high"]) == (5, 2)
    assert (fact.values["high_share"], fact.values["open_high_share"]) == (40, 100)


@pytest.mark.parametrize(
    "closed",
    [
        action("1.1", status=Status.CANCELLED),
        action("1.1", status=Status.COMPLETED, due=when("2024-12-31")),  # before the plan began
    ],
)
def test_what_was_cancelled_or_was_of_another_period_weighs_on_no_share(closed: Action) -> None:
    of = plan(closed, action("1.2"), period_start=dt.date(2025, 4, 1))
    (fact,) = outcome_summaries(of, [found("1.1")])
    assert (fact.values["weighed"], fact.values["with_high"]) == (1, 0)
    assert fact.values["high"] == 1


def half_done(done: int, late: int, sound: int = 0) -> RatingLevel:
    """Plan quality where so many actions are completed, half a year late, or on their way."""
    rows = [action(f"1.{n}", status=Status.COMPLETED, evidence="Photographs") for n in range(done)]
    rows += [action(f"2.{n}", due=when("2026-04-30")) for n in range(late)]
    rows += [action(f"3.{n}") for n in range(sound)]
    rating = judged(plan(*rows)).rating("plan", "plan")
    assert rating is not None
    return rating.level


def test_getting_things_done_makes_no_rating_worse() -> None:
    levels = [half_done(done, 4, 16 - done) for done in range(0, 17, 2)]
    assert {*levels} == {RatingLevel.AMBER_GREEN}
    assert half_done(40, 2) is RatingLevel.AMBER_GREEN


def test_where_most_of_what_is_left_is_flagged_the_plan_is_in_doubt() -> None:
    assert half_done(13, 6, 1) is RatingLevel.AMBER_RED  # 6 of 7, and 30% of all
    assert half_done(14, 6, 1) is RatingLevel.AMBER_GREEN  # 28% of all
    assert half_done(8, 6, 6) is RatingLevel.AMBER_GREEN  # 6 of 12


def test_the_whole_counts_rated_outcomes_only() -> None:
    levels = [RatingLevel.RED, RatingLevel.AMBER_RED, RatingLevel.GREEN, RatingLevel.NOT_RATED]
    fact = plan_summary(plan(action()), [], levels)
    assert fact.values["outcomes"] == 3
    assert (fact.values["outcomes_red"], fact.values["outcomes_amber_red"]) == (1, 2)
    assert fact.values["amber_red_share"] == 66
    assert plan_summary(Plan(key="p", title=""), [], []).values["amber_red_share"] == 0


# --- The reviewer's own judgement -------------------------------------------------------


def test_delivery_confidence_is_the_reviewers_own() -> None:
    assessment = judged(
        review(
            answers=[
                answer("H1", "amber_red", evidence="Two targets", respondent="Locality manager"),
                answer("H2", 7),
                entries(
                    "progress-assurance",
                    "H3",
                    {"outcome": "1", "rating": "green", "reason": "On course"},
                    {"outcome": "2", "rating": "purple", "reason": "No such level"},
                    {"outcome": None, "rating": "red", "reason": "No outcome"},
                ),
            ]
        )
    )
    whole, first = assessment.judgements
    assert (whole.level, whole.confidence) == (RatingLevel.AMBER_RED, 7)
    assert (whole.reason, whole.by) == ("Two targets", "Locality manager")
    assert (first.ref, first.level) == ("1", RatingLevel.GREEN)


@pytest.mark.parametrize(
    "given", [answer("H1", None), dont_know("H1"), answer("H1", ({"x": 1},)), answer("H1", "blue")]
)
def test_without_a_level_there_is_no_judgement(given: Any) -> None:
    assert judged(review(answers=[given])).judgements == ()


# --- Purity -----------------------------------------------------------------------------


def a_full_review() -> Any:
    rows: list[Action] = [
        action("1.1", owner=owner(OwnerKind.MISSING), effort_days=None, rag=Rag.RED),
        action("1.2", due=when("2026-01-31"), rag=Rag.GREEN),
        action("1.3", due=when(kind=WhenKind.ONGOING)),
    ]
    return review(
        plan(*rows, capacity=(capacity(),)),
        answers=[
            answer("F1", 0),
            dont_know("D3"),
            entries("swot", "threats", {"text": "Floods", "impact": 5, "certainty": 4}),
            entries("pestelo", "economic", {"text": "Prices", "effect": -3}),
        ],
    )


@pytest.mark.parametrize("matcher", [PlainMatcher, EngineMatcher])
def test_the_same_review_gives_the_same_bytes(matcher: Callable[[], Any]) -> None:
    first = assess(a_full_review(), rulebook(), matcher())
    second = assess(a_full_review(), rulebook(), matcher())
    assert first == second
    assert first.model_dump_json() == second.model_dump_json()
    assert type(first).model_validate_json(first.model_dump_json()) == first


def test_judging_reads_no_clock_and_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    of, book, matcher = a_full_review(), rulebook(), PlainMatcher()
    before = assess(of, book, matcher)

    real_date, real_datetime = dt.date, dt.datetime

    class StillADate(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real_date)

    class StillATime(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real_datetime)

    def no_clock(*_: Any, **__: Any) -> Any:
        raise AssertionError("the clock was read")

    calendar = StillADate("date", (real_date,), {"today": no_clock})
    clock = StillATime("datetime", (real_datetime,), dict.fromkeys(["now", "utcnow"], no_clock))

    def no_disk(*_: Any, **__: Any) -> Any:
        raise AssertionError("the disk was touched")

    with monkeypatch.context() as patched:
        patched.setattr(dt, "datetime", clock)
        patched.setattr(dt, "date", calendar)
        patched.setattr(builtins, "open", no_disk)
        patched.setattr(os, "open", no_disk)
        again = assess(of, book, matcher)
    assert again == before


def test_another_day_is_another_judgement() -> None:
    of = plan(action(due=when("2026-10-31")))
    assert codes(review(of, as_of=AS_OF)) == []
    assert codes(review(of, as_of=AS_OF + dt.timedelta(days=1))) == ["TIM-06"]
