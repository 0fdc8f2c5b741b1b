"""Two reviews side by side: what moved, and for what reason; expectations are written by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.assess.build import (
    AS_OF,
    COLUMNS,
    action,
    answer,
    capacity,
    cell,
    day,
    dependency,
    dont_know,
    entries,
    indicator,
    judged,
    owner,
    plan,
    post,
    review,
    rulebook,
    the,
    when,
)
from tests.assess.random_plans import REVIEWS
from tests.thorough import tries

from assure.assess.compare import Judged, compare
from assure.assess.compare_edition import board
from assure.assess.edition import board_edition
from assure.assess.judge import assess
from assure.model.actions import Action, GoneAction, Revision
from assure.model.assessment import Assessment
from assure.model.comparison import (
    CAME,
    WENT,
    ActionMove,
    AnswerMove,
    Comparison,
    Direction,
    Fate,
    FindingMove,
    Move,
    RatingMove,
)
from assure.model.findings import Severity
from assure.model.plan import ClosedYear, Plan
from assure.model.questionnaire import (
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Wording,
)
from assure.model.ratings import RatingLevel
from assure.model.review import Review, SetAside
from assure.model.values import OwnerKind, Rag, Status
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import FindingRule, Rulebook
from assure.service.rulebook import load
from assure.shelf.settings import Settings

LATER = day("2027-03-31")
NO_OWNER = owner(OwnerKind.MISSING)


def moved(
    older: Plan | Review,
    newer: Plan | Review,
    *,
    old_rules: Rulebook | None = None,
    new_rules: Rulebook | None = None,
    **more: Any,
) -> Comparison:
    """The comparison of two plans or reviews, each judged by its rulebook, else by the shipped."""
    sides = [of if isinstance(of, Review) else review(of) for of in (older, newer)]
    books = [old_rules or rulebook(), new_rules or rulebook()]
    was, now = (by(of, book) for of, book in zip(sides, books, strict=True))
    again = by(sides[0], books[1])
    return compare(Judged(sides[0], was, books[0]), Judged(sides[1], now, books[1]), again, **more)


def by(of: Review, book: Rulebook) -> Assessment:
    return assess(of, book, PlainMatcher())


def became(comparison: Comparison, code: str) -> list[tuple[str, Move]]:
    """What became of the findings of a rule, by reference."""
    return [(f.ref, f.move) for f in comparison.findings if f.code == code]


def found(comparison: Comparison, code: str) -> FindingMove:
    (one,) = [finding for finding in comparison.findings if finding.code == code]
    return one


def of_action(comparison: Comparison, ref: str) -> ActionMove:
    (one,) = [move for move in comparison.actions if move.ref == ref]
    return one


# --- Nothing moved ----------------------------------------------------------------------


def test_a_review_compared_with_itself_says_that_nothing_moved() -> None:
    of = review(plan(action("1.1", owner=NO_OWNER), action("1.2")), [answer("A1", 1)])
    same = moved(of, of)
    assert same.nothing_moved
    assert same.headline == ("Nothing has moved between these two reviews.",)
    assert became(same, "OWN-01") == [("1.1", Move.STILL_OPEN)]
    assert same.actions == ()


# --- Findings ---------------------------------------------------------------------------


def test_findings_are_new_fixed_or_still_open() -> None:
    older = plan(action("1.1", owner=NO_OWNER), action("1.2", owner=NO_OWNER), action("1.3"))
    newer = plan(action("1.1", owner=NO_OWNER), action("1.2"), action("1.3", owner=NO_OWNER))
    assert became(moved(older, newer), "OWN-01") == [
        ("1.3", Move.NEW),
        ("1.1", Move.STILL_OPEN),
        ("1.2", Move.FIXED),
    ]


def test_one_still_open_says_how_it_was_put_before() -> None:
    of = plan(action("1.1", due=when("2026-10-11")))
    late = found(moved(review(of), review(of, as_of=day("2026-11-10"))), "TIM-06")
    assert late.move is Move.STILL_OPEN
    assert late.sentence_before == "Action 1.1 is 20 days late (due 11 October 2026)."
    assert late.sentence == "Action 1.1 is 30 days late (due 11 October 2026)."


@pytest.mark.parametrize(
    ("now", "because"),
    [
        ({"status": Status.COMPLETED, "evidence": "Opened"}, "Its action was completed."),
        ({"status": Status.CANCELLED, "reason": "No money"}, "Its action was cancelled."),
    ],
)
def test_what_went_with_its_action_is_not_fixed(now: dict[str, Any], because: str) -> None:
    older = plan(action("1.1", owner=NO_OWNER), action("1.2"))
    newer = plan(action("1.1", owner=NO_OWNER, **now), action("1.2"))
    gone = found(moved(older, newer), "OWN-01")
    assert (gone.move, gone.because) == (Move.GONE_WITH_ACTION, because)


def test_what_an_action_waited_for_goes_with_it_too() -> None:
    waits = {"dependencies": (dependency(agreed_with="", on=None, outside="The levy ballot"),)}
    older = plan(action("1.1"), action("1.2"), **waits)
    newer = plan(action("1.1", status=Status.COMPLETED), action("1.2"), **waits)
    gone = found(moved(older, newer), "GOV-06")
    assert (gone.move, gone.because) == (Move.GONE_WITH_ACTION, "Its action was completed.")


def test_a_finding_whose_action_left_the_plan_is_gone_with_it() -> None:
    gone = found(
        moved(plan(action("1.1", owner=NO_OWNER), action("1.2")), plan(action("1.2"))), "OWN-01"
    )
    assert (gone.move, gone.because) == (
        Move.GONE_WITH_ACTION,
        "Its action is no longer in the plan.",
    )


def test_the_headline_counts_in_words_that_fit() -> None:
    older = plan(*(action(f"1.{n}", owner=NO_OWNER) for n in range(1, 4)), action("2.1"))
    one = moved(older, plan(*older.actions[1:]))
    assert "One finding went with its action and two are still open." in one.headline
    assert "One action is gone while still to be done." in one.headline
    two = moved(older, plan(*older.actions[2:]))
    assert "went with their actions" in " ".join(two.headline)


def test_an_action_closed_with_its_year_says_so() -> None:
    older = plan(action("1.1", owner=NO_OWNER), action("1.2"))
    done = action("1.1", owner=NO_OWNER, status=Status.COMPLETED)
    year = ClosedYear(
        on=LATER,
        until=LATER,
        period_start=day("2025-04-01"),
        period_end=day("2028-03-31"),
        actions=(done,),
    )
    compared = moved(older, plan(action("1.2"), closed=(year,)))
    assert found(compared, "OWN-01").because == "Its action was completed and closed with its year."
    told = of_action(compared, "1.1")
    assert (told.fate, told.note) == (
        Fate.COMPLETED,
        "It was closed with the year to 31 Mar 2027.",
    )


@pytest.mark.parametrize(
    ("code", "was", "now", "instead"),
    [
        ("OWN-01", {"owner": NO_OWNER}, {"owner": owner(OwnerKind.PLACEHOLDER)}, "OWN-02"),
        ("TIM-06", {"due": when("2026-09-30")}, {"due": when("2026-03-31")}, "TIM-08"),
    ],
)
def test_a_fault_that_is_still_there_in_another_form_is_not_fixed(
    code: str, was: dict[str, Any], now: dict[str, Any], instead: str
) -> None:
    compared = moved(plan(action("1.1", **was)), plan(action("1.1", **now)))
    assert became(compared, code) == [("1.1", Move.REPLACED)]
    name = rulebook().rule(instead).name.replace("-", " ")
    assert found(compared, code).because == f"{instead} ({name}) came in its place."
    assert became(compared, instead) == [("1.1", Move.NEW)]


def test_what_is_only_to_be_done_later_is_not_fixed() -> None:
    older = plan(action("1.1", due=when("2026-09-30")), action("1.2", due=when("2026-09-30")))
    newer = plan(
        action("1.1", due=when("2027-03-31")),
        action("1.2", due=when("2026-09-30"), status=Status.COMPLETED),
    )
    told = {f.ref: (f.move, f.because) for f in moved(older, newer).findings if f.code == "TIM-06"}
    assert told == {
        "1.1": (Move.PUT_OFF, "Its date was 30 Sep 2026 and is 31 Mar 2027."),
        "1.2": (Move.GONE_WITH_ACTION, "Its action was completed."),
    }


def test_nothing_is_fixed_where_nothing_was_done() -> None:
    waiting = action("1.1", start=when("2026-09-01"), status=Status.NOT_STARTED)
    compared = moved(review(plan(waiting)), review(plan(waiting), as_of=day("2027-04-15")))
    assert became(compared, "TIM-23") == [("1.1", Move.LAPSED)]  # late to begin, and now overdue
    assert became(compared, "TIM-06") == [("1.1", Move.NEW)]


def test_what_was_put_off_and_is_late_again_is_late_still() -> None:
    older = plan(action("1.1", due=when("2026-09-30")))
    newer = plan(action("1.1", due=when("2026-12-31")))
    compared = moved(review(older), review(newer, as_of=day("2027-06-30")))
    assert became(compared, "TIM-06") == [("1.1", Move.REPLACED)]
    assert became(compared, "TIM-08") == [("1.1", Move.NEW)]


def test_what_is_fixed_says_what_changed() -> None:
    compared = moved(plan(action("1.1", owner=NO_OWNER)), plan(action("1.1", rag=Rag.GREEN)))
    assert found(compared, "OWN-01").because == "Changed since: owner and RAG."


def test_what_was_found_in_an_earlier_review_and_not_in_the_older_has_returned() -> None:
    faulty, mended = plan(action("1.1", owner=NO_OWNER)), plan(action("1.1"))
    earlier = {the(judged(faulty).findings, "OWN-01").fingerprint: "Annual review 2025"}
    back = found(moved(mended, faulty, earlier=earlier), "OWN-01")
    assert (back.move, back.because) == (
        Move.RETURNED,
        "It stood in Annual review 2025 before.",
    )


def put_aside(of: Plan, until: dt.date) -> SetAside:
    finding = the(judged(of).findings, "OWN-01")
    return SetAside(
        fingerprint=finding.fingerprint,
        code=finding.code,
        ref=finding.ref,
        because="The post is being recruited",
        by="Programme manager",
        at=AS_OF,
        until=until,
    )


def test_what_is_set_aside_and_what_counts_again_is_told() -> None:
    of = plan(action("1.1", owner=NO_OWNER))
    item = put_aside(of, day("2026-12-31"))
    open_, aside = review(of), review(of, set_asides=(item,))
    lapsed = review(of, set_asides=(item,), as_of=LATER)
    assert found(moved(open_, aside), "OWN-01").because == (
        "By Programme manager, until 31 December 2026: The post is being recruited"
    )
    assert became(moved(open_, aside), "OWN-01") == [("1.1", Move.SET_ASIDE)]
    assert became(moved(aside, aside), "OWN-01") == [("1.1", Move.STILL_SET_ASIDE)]
    assert became(moved(aside, lapsed), "OWN-01") == [("1.1", Move.COUNTS_AGAIN)]
    assert found(moved(aside, open_), "OWN-01").because == "It is no longer set aside."


def test_what_nobody_was_asked_again_is_not_fixed() -> None:
    swot = entries("swot", "threats", {"text": "Grants may end", "impact": 5, "certainty": 4})
    older = review(plan(action()), [swot, answer("A1", 0)])
    compared = moved(older, review(plan(action()), [answer("B1", 3)]))
    told = {f.subject: (f.move, f.because) for f in compared.findings if f.move in WENT}
    assert told["swot_entry"] == (
        Move.NOT_LOOKED_FOR,
        "swot was not answered for the newer review.",
    )
    assert told["area"] == (
        Move.NOT_LOOKED_FOR,
        "Progress Assurance A1 was not answered for the newer review.",
    )


def test_a_finding_on_a_column_that_has_gone_is_not_fixed() -> None:
    nobody = {"owner": NO_OWNER, "seen": {"owner": cell("C2", "")}}
    older = plan(action("1.1", **nobody))
    newer = plan(action("1.1", **nobody), fields_present=COLUMNS - {"owner"})
    compared = moved(older, newer)
    lost = found(compared, "OWN-01")
    assert (lost.move, lost.because) == (
        Move.NOT_LOOKED_FOR,
        "The newer plan has no column for owner.",
    )
    assert compared.columns == ("The newer plan has no column for owner: not compared.",)
    turned = moved(newer, older)
    assert found(turned, "OWN-01").because == "The older plan has no column for owner."
    assert compared.actions == ()


def test_a_finding_goes_with_an_owner_of_whom_nothing_is_asked_any_more() -> None:
    older = plan(action("1.1", effort_days=400), capacity=(capacity(days="5"),))
    newer = plan(action("1.1", effort_days=400, owner=post("Head of Planning")))
    gone = found(moved(older, newer), "RES-08")
    assert (gone.move, gone.because) == (
        Move.GONE_WITH_SUBJECT,
        "What it was about is no longer there.",
    )


def test_an_action_known_by_its_words_keeps_its_findings() -> None:
    older = plan(action("1.1", owner=NO_OWNER), action("1.2"))
    newer = plan(
        action("4.7", title="Open advice centre 1.1 by March 2027", owner=NO_OWNER), action("1.2")
    )
    compared = moved(older, newer)
    assert became(compared, "OWN-01") == [("4.7", Move.STILL_OPEN)]
    told = of_action(compared, "4.7")
    assert (told.ref_before, told.note) == ("1.1", "It is known by its words.")


def test_one_reference_for_two_different_actions_is_no_story() -> None:
    older = plan(action("1.1", title="Recruit two analysts", owner=NO_OWNER))
    newer = plan(action("1.1", title="Publish the housing strategy", owner=NO_OWNER))
    compared = moved(older, newer)
    assert became(compared, "OWN-01") == [("1.1", Move.NEW), ("1.1", Move.GONE_WITH_ACTION)]
    assert [move.fate for move in compared.actions] == [Fate.NEW, Fate.GONE]


# --- Rules ------------------------------------------------------------------------------


def narrower(**more: Any) -> Rulebook:
    return load(Settings(**more))


def test_what_a_switched_off_rule_found_went_because_of_the_rules() -> None:
    of = plan(action("1.1", owner=NO_OWNER), action("1.2", owner=NO_OWNER))
    mended = plan(action("1.1"), action("1.2", owner=NO_OWNER))
    compared = moved(of, mended, new_rules=narrower(off=("OWN-01",)))
    assert became(compared, "OWN-01") == [
        ("1.1", Move.GONE_BY_RULES),
        ("1.2", Move.GONE_BY_RULES),
    ]
    (change,) = compared.rules.changes
    assert (change.code, change.sentence) == ("OWN-01", "It is switched off.")
    assert found_because(compared) == {"Rule OWN-01: It is switched off."}
    back = moved(of, of, old_rules=narrower(off=("OWN-01",)))
    assert became(back, "OWN-01") == [("1.1", Move.NEW_BY_RULES), ("1.2", Move.NEW_BY_RULES)]
    assert back.rules.changes[0].sentence == "It is switched on."
    assert (
        "The rules changed (1 rule judges otherwise): 2 findings came for that alone."
        in back.headline
    )


def found_because(compared: Comparison) -> set[str]:
    return {f.because for f in compared.findings if f.move is Move.GONE_BY_RULES}


def test_a_changed_threshold_is_told_with_both_values() -> None:
    busy = plan(*(action(f"1.{n}") for n in range(1, 5)))
    key = "open-actions-per-owner"
    compared = moved(busy, busy, new_rules=narrower(thresholds={key: Decimal(3)}))
    shipped = rulebook().thresholds[key].value
    assert shipped > 4
    told = {change.sentence for change in compared.rules.changes}
    assert told == {f"Its limit {key} is 3 actions, and was {shipped}."}
    came = [f for f in compared.findings if f.move in CAME]
    assert came
    assert {f.move for f in came} == {Move.NEW_BY_RULES}


def test_a_severity_of_the_locality_is_a_changed_rule_and_not_a_new_finding() -> None:
    of = plan(action("1.1", owner=NO_OWNER))
    compared = moved(of, of, new_rules=narrower(severity={"OWN-01": "low"}))
    one = found(compared, "OWN-01")
    assert (one.move, one.severity, one.severity_before) == (
        Move.STILL_OPEN,
        Severity.LOW,
        Severity.HIGH,
    )
    assert not compared.nothing_moved
    assert compared.rules.changes[0].sentence == "Its findings are low, and were high."


def test_a_rating_that_only_the_rules_moved_says_so() -> None:
    of = plan(action("1.1", owner=NO_OWNER))
    compared = moved(of, of, new_rules=narrower(off=("OWN-01",)))
    whole = rating(compared, "plan quality", "plan")
    assert (whole.after, whole.by_new_rules) == (RatingLevel.GREEN, RatingLevel.GREEN)
    assert whole.direction is Direction.BETTER
    assert compared.headline[0].endswith("By the newer rules it was Green then already.")


def test_reworded_rules_judge_the_same() -> None:
    book = rulebook()
    other = replace(
        book,
        digest="0" * 64,
        finding_rules=tuple(
            replace(rule, finding="Other words.") if isinstance(rule, FindingRule) else rule
            for rule in book.finding_rules
        ),
    )
    of = plan(action("1.1", owner=NO_OWNER))
    compared = moved(of, of, new_rules=other)
    assert compared.rules.changes == ()
    assert became(compared, "OWN-01") == [("1.1", Move.STILL_OPEN)]


def test_where_the_older_cannot_be_judged_by_new_rules_that_is_said() -> None:
    of = review(plan(action("1.1", owner=NO_OWNER)))
    book = narrower(off=("OWN-01",))
    compared = compare(
        Judged(of, by(of, rulebook()), rulebook()),
        Judged(of, by(of, book), book),
        None,
        not_judged_again="The older review cannot be judged by the newer rules.",
    )
    assert not compared.rules.judged_again
    assert became(compared, "OWN-01") == [("1.1", Move.LAPSED)]
    assert any("it cannot be told which findings and ratings" in s for s in compared.headline)


# --- Ratings ----------------------------------------------------------------------------


def rating(compared: Comparison, what: str, ref: str) -> RatingMove:
    (one,) = [r for r in compared.ratings if (r.what, r.ref) == (what, ref)]
    return one


def test_a_rating_moves_with_the_reasons_that_came_and_went() -> None:
    compared = moved(plan(action("1.1", owner=NO_OWNER)), plan(action("1.1")))
    whole = rating(compared, "plan quality", "plan")
    assert whole.after is RatingLevel.GREEN
    assert whole.direction is Direction.BETTER
    assert whole.went
    assert whole.came
    assert whole.by_new_rules is None
    assert "Plan quality is better for one outcome." in compared.headline
    assert (whole.data_before, whole.data_after) == (
        judged(plan(action("1.1", owner=NO_OWNER))).ratings[0].data.percent,
        judged(plan(action("1.1"))).ratings[0].data.percent,
    )


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        ("green", "amber_red", Direction.WORSE),
        ("red", "amber_red", Direction.BETTER),
        ("red", "red", Direction.SAME),
        (None, "red", Direction.NEWLY),
        ("red", None, Direction.NO_LONGER),
    ],
)
def test_the_reviewers_own_view_has_a_direction(
    was: str | None, now: str | None, direction: Direction
) -> None:
    of = plan(action())
    sides = [review(of, [answer("H1", level)] if level else []) for level in (was, now)]
    compared = moved(*sides)
    assert rating(compared, "judged", "plan").direction is direction


# --- Actions ----------------------------------------------------------------------------


def revision(field: str, text: str, version: int, **fields: Any) -> Revision:
    return Revision(field=field, text=text, version=version, at=day("2027-01-15"), **fields)


def test_each_move_of_an_action_is_told() -> None:
    older = plan(action("1.1", rag=Rag.RED), action("1.2"), action("1.3"), action("1.4"))
    newer = plan(
        action(
            "1.1",
            title="Open advice centre 1.1 by June 2027",
            owner=post("Head of Planning"),
            due=when("2027-06-30"),
            status=Status.DELAYED,
            rag=Rag.AMBER,
        ),
        action("1.2", status=Status.COMPLETED),
        action("1.4"),
        action("1.5"),
    )
    compared = moved(older, newer)
    told = {move.ref: move.fate for move in compared.actions}
    assert told == {
        "1.1": Fate.KEPT,
        "1.2": Fate.COMPLETED,
        "1.5": Fate.NEW,
        "1.3": Fate.GONE,
    }
    steps = {f.field: (f.was, f.now, f.days) for f in of_action(compared, "1.1").fields}
    assert steps == {
        "title": (
            "Open advice centre 1.1 by March 2027",
            "Open advice centre 1.1 by June 2027",
            None,
        ),
        "owner": ("Head of Housing", "Head of Planning", None),
        "status": ("In progress", "Delayed", None),
        "rag": ("Red", "Amber", None),
        "due": ("31 Mar 2027", "30 Jun 2027", 91),
    }
    rag = of_action(compared, "1.1").field("rag")
    assert rag is not None
    assert rag.direction is Direction.BETTER
    assert of_action(compared, "1.3").note == "It was in progress when last seen."
    assert (
        "One action is new, one was completed, one is gone while still to be done, one was given "
        "a new date and one has a new owner." in compared.headline
    )


def kept(*actions: Action, version: int, **fields: Any) -> Plan:
    """The plan as import number ``version`` of those of the first of each month of 2026."""
    days = tuple(dt.date(2026, month, 1) for month in range(1, version + 1))
    return plan(*actions, version=version, imports=days, imported=days[-1], **fields)


def test_a_date_moved_twice_says_how_often_by_whom_and_from_which_file() -> None:
    past = (
        revision("due", "31 March 2027", 1, when=when("2027-03-31")),
        revision("due", "30 April 2027", 2, when=when("2027-04-30")),
        revision(
            "due",
            "30 June 2027",
            3,
            when=when("2027-06-30"),
            by="Head of Housing",
            source="q4.xlsx",
        ),
    )
    older = kept(action("1.1"), version=1)
    newer = kept(action("1.1", due=when("2027-06-30"), revisions=past), version=3)
    move = of_action(moved(older, newer), "1.1").field("due")
    assert move is not None
    assert (move.days, move.times, move.by, move.source) == (91, 2, "Head of Housing", "q4.xlsx")


def test_what_a_date_was_before_it_first_moved_is_no_move() -> None:
    past = (
        revision("due", "31 March 2027", 4, when=when("2027-03-31")),  # of the import before
        revision("due", "30 June 2027", 5, when=when("2027-06-30")),
    )
    older = kept(action("1.1"), version=3)
    newer = kept(action("1.1", due=when("2027-06-30"), revisions=past), version=5)
    move = of_action(moved(older, newer), "1.1").field("due")
    assert move is not None
    assert (move.days, move.times) == (91, 1)


def test_a_date_that_was_moved_and_moved_back_is_told() -> None:
    past = (
        revision("due", "31 March 2027", 1, when=when("2027-03-31")),
        revision("due", "30 June 2027", 2, when=when("2027-06-30")),
        revision("due", "31 March 2027", 3, when=when("2027-03-31")),
    )
    older = kept(action("1.1"), version=1)
    move = of_action(moved(older, kept(action("1.1", revisions=past), version=3)), "1.1").fields
    assert [(m.field, m.direction, m.times) for m in move] == [("due", Direction.SAME, 2)]


def test_an_action_that_had_gone_and_is_back_is_not_new() -> None:
    lost = GoneAction(action=action("1.2"), last_seen=AS_OF, gone_since=AS_OF)
    older = kept(action("1.1"), version=1, gone=(lost,))
    compared = moved(older, kept(action("1.1"), action("1.2"), version=2))
    assert of_action(compared, "1.2").fate is Fate.BACK


def test_a_split_and_other_words_are_told_as_doubts() -> None:
    older = plan(
        action("1.2", title="Run the winter programme in all five wards"),
        action("2.1", title="Publish the annual cycling strategy"),
    )
    newer = plan(
        action("1.2a", title="Winter: the north"),
        action("1.2b", title="Winter: the south"),
        action("2.9", title="Publish the annual cycling and walking strategy"),
    )
    compared = moved(older, newer)
    assert [(d.gone, d.new) for d in compared.doubts] == [
        (("1.2",), ("1.2a", "1.2b")),
        (("2.1",), ("2.9",)),
    ]
    assert {move.fate for move in compared.actions} == {Fate.NEW, Fate.GONE}
    turned = moved(newer, older)
    assert next((d.gone, d.new) for d in turned.doubts) == (("1.2a", "1.2b"), ("1.2",))


# --- Answers ----------------------------------------------------------------------------


def asked(question: Question) -> Questionnaire:
    return Questionnaire(
        key="progress-assurance",
        title="Progress Assurance",
        purpose="",
        when_to_use="",
        minutes=1,
        who="",
        origin="",
        sections=(Section(key="A", title="Leadership", questions=(question,)),),
    )


def scale(version: int = 1, *was: Wording, steps: int = 4) -> Questionnaire:
    options = tuple(Option(value=n, label=f"Step {n}") for n in range(steps))
    return asked(
        Question(
            key="A1",
            kind=QuestionKind.SCALE,
            text="Is it so?",
            version=version,
            options=options,
            was=was,
        )
    )


def answered(
    was: Review | int, now: Review | int, old: Questionnaire, new: Questionnaire
) -> Comparison:
    sides = [
        one
        if isinstance(one, Review)
        else review(
            answers=[answer("A1", one, version=q.questions()[0].version)], questionnaires=[q]
        )
        for one, q in ((was, old), (now, new))
    ]
    return moved(*sides)


def the_answer(compared: Comparison) -> AnswerMove:
    (one,) = compared.answers
    return one


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [(1, 2, Direction.BETTER), (2, 0, Direction.WORSE), (2, 2, Direction.SAME)],
)
def test_an_answer_on_the_scale_has_a_direction(was: int, now: int, direction: Direction) -> None:
    one = the_answer(answered(was, now, scale(), scale()))
    assert (one.was, one.now, one.direction) == (f"Step {was}", f"Step {now}", direction)


def test_a_question_whose_wording_changed_is_compared_only_where_it_says_so() -> None:
    fits = Wording(version=1, text="Was it so?", comparable=True)
    stranger = Wording(version=1, text="Else?", comparable=False, because="It asked of plans.")
    close = Wording(version=2, text="Is it?", comparable=True)
    assert the_answer(answered(1, 2, scale(), scale(2, fits))).comparable
    one = the_answer(answered(1, 2, scale(), scale(3, stranger, close)))
    assert one.because == "question changed in version 2: It asked of plans"
    assert one.direction is Direction.CHANGED
    two = the_answer(answered(1, 2, scale(), scale(2)))
    assert two.because == "question changed since version 1, and it does not say how"
    assert (
        the_answer(answered(1, 2, scale(), scale(steps=6))).because == "its scale has other steps"
    )
    turned = the_answer(answered(2, 1, scale(2, fits), scale()))
    assert turned.comparable


def test_areas_are_compared_over_what_both_answered_and_say_how_much_is_left_out() -> None:
    older = review(answers=[answer("A1", 1), answer("A2", 1), dont_know("A3")])
    newer = review(answers=[answer("A1", 3), answer("A2", 2), answer("A4", 3)])
    (area,) = moved(older, newer).areas
    assert (area.key, area.before, area.after) == ("A", Decimal("1.0"), Decimal("2.5"))
    assert (area.compared, area.left_out, area.direction) == (2, 2, Direction.BETTER)
    assert (area.whole_before, area.whole_after) == (Decimal("0.7"), Decimal("2.7"))


def test_of_several_respondents_the_answer_that_counts_is_compared() -> None:
    three = [answer("A1", n, respondent=f"Officer {who}") for n, who in ((0, "A"), (1, "B"))]
    agreed = [*three, answer("A1", 3, moderated=True)]
    compared = answered(
        review(answers=three, questionnaires=[scale()]),
        review(answers=agreed, questionnaires=[scale()]),
        scale(),
        scale(),
    )
    one = the_answer(compared)
    assert (one.was, one.now, one.direction) == ("Step 0", "Step 3", Direction.BETTER)
    assert (one.respondents_before, one.respondents_after) == (2, 2)


def test_answers_that_only_one_review_has_are_told_so() -> None:
    older, newer = review(answers=[answer("A1", 1)]), review(answers=[answer("A2", 1)])
    told = {a.question: a.direction for a in moved(older, newer).answers}
    assert told == {"A1": Direction.NO_LONGER, "A2": Direction.NEWLY}


# --- Figures and indicators -------------------------------------------------------------


def test_figures_stand_with_their_difference() -> None:
    older = plan(action("1.1", owner=NO_OWNER), action("1.2", due=when("2026-09-30")))
    newer = plan(action("1.1"), action("1.2", status=Status.COMPLETED), action("1.3"))
    told = {
        f.key: (int(f.before), int(f.after), int(f.difference), f.direction)
        for f in moved(older, newer).figures
    }
    assert told["actions"] == (2, 3, 1, Direction.HIGHER)
    assert told["open_actions"] == (2, 2, 0, Direction.SAME)
    assert told["closed_actions"] == (0, 1, 1, Direction.HIGHER)
    assert told["overdue"] == (1, 0, -1, Direction.BETTER)
    assert told["accountable"] == (1, 2, 1, Direction.HIGHER)


def test_days_beyond_those_agreed_are_added_up() -> None:
    of = plan(action("1.1", effort_days=40, due=when("2026-12-31"), start=when("2026-10-31")))
    over = of.model_copy(update={"capacity": (capacity(days="10"),)})
    enough = of.model_copy(update={"capacity": (capacity(days="100"),)})
    told = {f.key: (float(f.before), float(f.after)) for f in moved(over, enough).figures}
    days, none = told["days_over"]
    assert told["over"] == (1, 0)
    assert (days > 0, none) == (True, 0)


def test_an_indicator_is_compared_by_its_newest_value_and_verdict() -> None:
    older = plan(action(), indicators=(indicator(history={"2026-03-31": 120}),))
    newer = plan(action(), indicators=(indicator(history={"2026-03-31": 120, "2026-09-30": 110}),))
    (one,) = moved(older, newer).indicators
    assert (one.before, one.after) == (Decimal(120), Decimal(110))
    assert one.direction is Direction.WORSE


# --- The board's edition ----------------------------------------------------------------


def test_the_board_sees_posts_and_still_sees_that_an_action_changed_hands() -> None:
    first, second = owner(OwnerKind.PERSON, "Officer A"), owner(OwnerKind.PERSON, "Officer B")
    both = owner(OwnerKind.PERSON_AND_POST, "Head of Housing", "Officer C")
    late = {"due": when("2026-08-31"), "effort_days": 400}
    older = review(plan(action("1.1", owner=first, **late), action("1.2", owner=first)))
    newer = review(
        plan(action("1.1", owner=second, **late), action("1.2", owner=both)),
        as_of=LATER,
    )
    full = moved(older, newer)
    shown = board(full, older, newer)
    text = shown.model_dump_json()
    assert not any(f"Officer {letter}" in text for letter in "ABC")
    moves = [move.field("owner") for move in shown.actions]
    assert [(m.was, m.now) for m in moves if m] == [
        ("named officer 3", "named officer 1"),
        ("named officer 3", "Head of Housing"),
    ]
    # What the newer review's own pages call them.
    assert board_edition(newer).plan.actions[0].owner.names == ("named officer 1",)
    assert [f.move for f in shown.findings] == [f.move for f in full.findings]


# --- Properties -------------------------------------------------------------------------

SLOW = settings(max_examples=tries(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(REVIEWS)
def test_a_review_does_not_differ_from_itself(of: Review) -> None:
    assert moved(of, of).nothing_moved


@SLOW
@given(REVIEWS, REVIEWS)
def test_every_finding_of_either_review_has_one_place(older: Review, newer: Review) -> None:
    was, now = judged(older), judged(newer)
    there = moved(older, newer)
    counts = Counter(finding.move in WENT for finding in there.findings)
    assert counts[False] == len(now.findings)
    in_both = len(there.findings) - counts[True] - len(there.moved(*CAME))
    aside = len(there.moved(Move.SET_ASIDE))
    assert in_both - aside + counts[True] == len(was.findings)
    assert Counter(f.fingerprint for f in there.findings if f.move not in WENT) == Counter(
        f.fingerprint for f in now.findings
    )


@SLOW
@given(REVIEWS, REVIEWS)
def test_what_comes_one_way_goes_the_other(older: Review, newer: Review) -> None:
    there, back = moved(older, newer), moved(newer, older)

    def prints(findings: tuple[FindingMove, ...]) -> Counter[str]:
        return Counter(finding.fingerprint for finding in findings)

    assert prints(there.moved(*CAME)) == prints(back.moved(*WENT))
    assert prints(there.moved(*WENT)) == prints(back.moved(*CAME))
    fates = (Fate.NEW, Fate.BACK)
    assert len(there.fated(*fates)) == len(back.fated(Fate.GONE, Fate.GONE_CLOSED))
