"""Set aside: a finding stays in sight with its reason, and counts towards nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.assess.build import (
    AS_OF,
    action,
    capacity,
    cell,
    entries,
    judged,
    outcome,
    owner,
    plan,
    review,
    the,
    when,
)

from assure.assess.edition import board_edition
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.ratings import RatingLevel
from assure.model.review import Review, SetAside
from assure.model.values import OwnerKind

WEEK = dt.timedelta(days=7)
NO_OWNER = owner(OwnerKind.MISSING)


def put_aside(found: Finding, until: dt.date = AS_OF + WEEK, **fields: Any) -> SetAside:
    given = {
        "fingerprint": found.fingerprint,
        "code": found.code,
        "ref": found.ref,
        "because": "The post is being recruited",
        "by": "Programme manager",
        "at": AS_OF - WEEK,
        "until": until,
    }
    return SetAside(**(given | fields))


def ownerless(*refs: str) -> Plan:
    return plan(*(action(ref, owner=NO_OWNER) for ref in refs))


def reviewed(of: Plan, *set_asides: SetAside, **fields: Any) -> Review:
    return review(of, set_asides=set_asides, **fields)


def test_it_stays_in_sight_with_its_reason_and_counts_towards_nothing() -> None:
    of = ownerless("1.1")
    before = judged(of)
    item = put_aside(the(before.findings, "OWN-01"))
    after = judged(reviewed(of, item))
    found = the(after.findings, "OWN-01")
    assert (found.set_aside, found.counts, found.set_aside_expired) == (item, False, None)
    assert [f.fingerprint for f in after.findings] == [f.fingerprint for f in before.findings]
    assert (before.measures.high, before.measures.set_aside) == (1, 0)
    assert (after.measures.high, after.measures.set_aside) == (0, 1)
    assert after.measures.outcomes[0].findings == before.measures.outcomes[0].findings - 1
    assert before.decisions
    assert before.worries
    assert not after.decisions
    assert not after.worries
    assert before.ratings[0].level is not RatingLevel.GREEN
    assert after.ratings[0].level is RatingLevel.GREEN


def test_others_of_the_same_rule_count_on() -> None:
    of = ownerless("1.1", "1.2")
    first, _second = (f for f in judged(of).findings if f.code == "OWN-01")
    after = judged(reviewed(of, put_aside(first)))
    assert [f.counts for f in after.findings if f.code == "OWN-01"] == [False, True]
    (rule,) = [rule for rule in after.fired if rule.code == "OWN-01"]
    assert (rule.count, rule.set_aside) == (2, 1)
    assert after.unused_set_asides == ()


def test_a_more_telling_finding_set_aside_does_not_bring_back_the_one_it_stood_for() -> None:
    of = plan(action(due=when("2026-01-31"), status="delayed"))
    telling = judged(of).findings
    after = judged(reviewed(of, *(put_aside(found) for found in telling)))
    assert [f.code for f in after.findings] == [f.code for f in telling]
    assert after.measures.findings == 0


@pytest.mark.parametrize(("days", "counts"), [(-1, True), (0, False), (1, False)])
def test_its_last_day_is_in_force_and_from_the_next_it_counts_again(
    days: int, counts: bool
) -> None:
    of = ownerless("1.1")
    item = put_aside(the(judged(of).findings, "OWN-01"), AS_OF + dt.timedelta(days=days))
    found = the(judged(reviewed(of, item)).findings, "OWN-01")
    assert found.counts is counts
    assert (found.set_aside_expired == item) is counts


def test_of_two_for_one_finding_the_later_holds() -> None:
    of = ownerless("1.1")
    found = the(judged(of).findings, "OWN-01")
    lapsed, renewed = put_aside(found, AS_OF - WEEK), put_aside(found)
    assert the(judged(reviewed(of, lapsed, renewed)).findings, "OWN-01").set_aside == renewed


def test_what_no_finding_answers_to_is_told() -> None:
    item = put_aside(the(judged(ownerless("1.1")).findings, "OWN-01"))
    assert judged(reviewed(plan(action("1.1")), item)).unused_set_asides == (item,)


def test_what_rests_on_answers_is_not_told_unused_where_nobody_asked() -> None:
    swot = entries("swot", "threats", {"text": "Grants may end", "impact": 5, "certainty": 4})
    of = plan(action())
    found = next(f for f in judged(review(of, [swot])).findings if f.subject == "swot_entry")
    item = put_aside(found)
    assert judged(reviewed(of, item)).unused_set_asides == ()
    milder = entries("swot", "threats", {"text": "Something else", "impact": 1})
    assert judged(reviewed(of, item, answers=[milder])).unused_set_asides == (item,)


@pytest.mark.parametrize("field", ["because", "by", "fingerprint"])
def test_none_is_without_reason_role_and_finding(field: str) -> None:
    found = the(judged(ownerless("1.1")).findings, "OWN-01")
    with pytest.raises(ValidationError):
        put_aside(found, **{field: ""})


@given(st.permutations(["1", "2", "3", "4"]))
def test_neither_order_nor_row_nor_sheet_changes_a_fingerprint(order: list[str]) -> None:
    def prints(refs: list[str], sheet: str) -> dict[str, str]:
        rows = {
            ref: action(ref, owner=NO_OWNER, seen={"owner": cell(f"C{row}", "", sheet)})
            for row, ref in enumerate(refs, start=2)
        }
        findings = judged(plan(*(rows[ref] for ref in refs))).findings
        return {f.ref: f.fingerprint for f in findings if f.code == "OWN-01"}

    assert prints(order, "Copy of plan") == prints(["1", "2", "3", "4"], "Project plan")


# --- The board's edition ----------------------------------------------------------------


def test_it_holds_in_the_boards_edition_for_what_is_known_by_a_name() -> None:
    jane = owner(OwnerKind.PERSON, "Officer Q")
    of = plan(
        *(action(ref, owner=jane, effort_days=400) for ref in ("1.1", "1.2")),
        capacity=(capacity("Officer Q", "5"),),
        outcomes=(outcome(),),
    )
    found = next(f for f in judged(of).findings if f.ref == "Officer Q" and f.subject == "owner")
    item = put_aside(found, because="Officer Q is back in May", by="Chair")
    shown = board_edition(reviewed(of, item))
    there = next(f for f in judged(shown).findings if f.set_aside)
    assert there.code == found.code
    assert there.ref == "named officer 1"
    assert "Officer Q" not in shown.model_dump_json()
    assert judged(shown).unused_set_asides == ()


def test_a_person_who_decided_is_not_shown_to_the_board() -> None:
    of = ownerless("1.1")
    item = put_aside(the(judged(of).findings, "OWN-01"), by="Officer Z")
    shown = board_edition(reviewed(of, item))
    assert shown.set_asides[0].by == "named officer 1"
    assert judged(shown).measures.set_aside == 1
