"""Findings that are alike are told as one, and stay findings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.build import (
    AS_OF,
    action,
    cell,
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

from assure.assess.judge import assess
from assure.model.actions import Action
from assure.model.assessment import Assessment
from assure.model.findings import FindingGroup
from assure.model.plan import Plan
from assure.model.review import SetAside
from assure.model.together import Told, size, told
from assure.model.values import OwnerKind
from assure.rules.plain import PlainMatcher

LATE = when("2026-03-31")


def late(ref: str, of: str = "Head of Housing", row: int = 0) -> Action:
    row = row or int(ref.split(".")[-1]) + 1
    seen = {
        "due": cell(f"F{row}", "31/03/2026"),
        "owner": cell(f"D{row}", of),
        "status": cell(f"G{row}", "In progress"),
    }
    return action(ref, owner=post(of), due=LATE, seen=seen)


def overdue(*actions: Action) -> tuple[FindingGroup, ...]:
    return tuple(group for group in judged(plan(*actions)).groups if group.code == "TIM-08")


def as_told(of: Assessment, code: str = "TIM-08") -> list[str]:
    return [one.sentence for one in told(of.findings, of.groups) if one.code == code]


def test_three_overdue_actions_of_one_owner_are_one_thing_to_say() -> None:
    (group,) = overdue(late("1.1"), late("1.2"), late("1.10"))
    told_as = "Three actions of “Head of Housing” are long overdue: 1.1, 1.2 and 1.10."
    assert group.sentence == told_as
    assert group.challenge == (
        "What are these actions of “Head of Housing” waiting for, and who can move them?"
    )
    assert (group.by, group.value, group.severity) == ("owner", "Head of Housing", "high")
    assert group.refs == ("1.1", "1.2", "1.10")


def test_two_are_told_one_by_one() -> None:
    assert overdue(late("1.1"), late("1.2")) == ()


def test_those_of_another_owner_are_told_apart() -> None:
    rows = [late(f"1.{n}") for n in range(1, 4)] + [late("2.1", of="Head of Planning")]
    assert as_told(judged(plan(*rows))) == [
        "Three actions of “Head of Housing” are long overdue: 1.1, 1.2 and 1.3.",
        "Action 2.1 is 214 days late (due 31 March 2026).",
    ]


def test_owners_written_otherwise_are_the_same() -> None:
    (group,) = overdue(late("1.1"), late("1.2", of="Head of  housing"), late("1.3"))
    assert group.refs == ("1.1", "1.2", "1.3")


def test_many_owners_with_one_late_action_each_are_told_in_one_line() -> None:
    rows = [late(f"1.{n}", of=f"Manager for Ward {n}") for n in range(1, 7)]
    assert as_told(judged(plan(*rows))) == [
        "Six actions are long overdue: 1.1, 1.2, 1.3, 1.4, 1.5 and 1.6."
    ]
    assert len(as_told(judged(plan(*rows[:5])))) == 5


def test_every_cell_of_every_member_is_among_its_places_the_telling_ones_first() -> None:
    (group,) = overdue(late("1.1"), late("1.2"), late("1.3"))
    places = [seen.place() for seen in group.places()]
    assert places[:3] == ["Project plan F2", "Project plan F3", "Project plan F4"]
    assert set(places) >= {f"Project plan {column}{row}" for column in "DFG" for row in (2, 3, 4)}


def test_its_members_stay_findings_and_count_as_before() -> None:
    of = plan(late("1.1"), late("1.2"), late("1.3"))
    assessment = judged(of)
    alone = replace(
        rulebook(),
        finding_rules=tuple(replace(rule, groups=()) for rule in rulebook().finding_rules),
    )
    without = assess(review(of), alone, PlainMatcher())
    assert without.groups == ()
    told_of = {"groups", "worries"}
    assert assessment.model_dump(exclude=told_of) == without.model_dump(exclude=told_of)


def test_its_fingerprint_stays_when_one_joins_and_when_one_is_done() -> None:
    rows = [late(f"1.{n}") for n in range(1, 6)]
    (three,), (five,), (others,) = overdue(*rows[:3]), overdue(*rows), overdue(*rows[2:])
    assert three.fingerprint == five.fingerprint == others.fingerprint
    assert three.fingerprint not in five.findings


def set_aside(of: Assessment, ref: str, until: dt.date) -> SetAside:
    found = next(f for f in of.findings if (f.code, f.ref) == ("TIM-08", ref))
    return SetAside(
        fingerprint=found.fingerprint,
        code=found.code,
        ref=ref,
        because="The inquiry has to report first",
        by="Programme manager",
        at=AS_OF - dt.timedelta(days=40),
        until=until,
    )


def test_what_is_set_aside_leaves_the_group_and_takes_nothing_with_it() -> None:
    of = plan(*(late(f"1.{n}") for n in range(1, 5)))
    item = set_aside(judged(of), "1.2", AS_OF + dt.timedelta(days=7))
    after = judged(review(of, set_asides=(item,)))
    assert as_told(after) == [
        "Three actions of “Head of Housing” are long overdue: 1.1, 1.3 and 1.4.",
        "Action 1.2 is 214 days late (due 31 March 2026).",
    ]
    assert sum(f.counts for f in after.findings if f.code == "TIM-08") == 3


def test_a_set_aside_that_has_lapsed_is_told_by_itself() -> None:
    of = plan(*(late(f"1.{n}") for n in range(1, 5)))
    item = set_aside(judged(of), "1.2", AS_OF - dt.timedelta(days=7))
    after = judged(review(of, set_asides=(item,)))
    assert len(as_told(after)) == 2
    assert all(f.counts for f in after.findings if f.code == "TIM-08")


def test_a_finding_without_what_the_others_have_in_common_is_told_by_itself() -> None:
    nobody = action("1.9", owner=owner(OwnerKind.MISSING), due=LATE)
    rows = [late("1.1"), late("1.2"), late("1.3"), nobody]
    assert as_told(judged(plan(*rows)))[1] == "Action 1.9 is 214 days late (due 31 March 2026)."


def test_two_actions_of_one_reference_keep_their_own_owners() -> None:
    twin = late("1.1", of="Head of Planning").model_copy(update={"key": "twin"})
    (group,) = overdue(late("1.1"), late("1.2"), late("1.3"), twin)
    assert group.refs == ("1.1", "1.2", "1.3")


def test_a_group_bears_on_the_outcomes_of_its_members() -> None:
    rows = [action(f"{n}.1", owner=owner(OwnerKind.MISSING), outcomes=(str(n),)) for n in (1, 2, 3)]
    of = plan(*rows, outcomes=tuple(outcome(str(n), key=str(n)) for n in (1, 2, 3)))
    (group,) = (group for group in judged(of).groups if group.code == "OWN-01")
    assert group.outcomes == ("1", "2", "3")


def test_a_long_list_is_cut_in_the_sentence_and_whole_in_the_data() -> None:
    rows = [action(f"1.{n}", owner=owner(OwnerKind.MISSING)) for n in range(1, 101)]
    (group,) = (group for group in judged(plan(*rows)).groups if group.code == "OWN-01")
    assert group.sentence.startswith("100 actions have no owner: 1.1, 1.2, 1.3")
    assert group.sentence.endswith("1.60 and 40 more.")
    assert len(group.refs) == 100


def test_a_group_of_which_a_member_is_left_out_is_told_one_by_one() -> None:
    of = judged(plan(late("1.1"), late("1.2"), late("1.3")))
    some = [found for found in of.findings if found.ref != "1.3"]
    assert told(some, of.groups) == tuple(some)


OWNERS = ("Head of Housing", "Head of Planning", "Housing team", "TBC", "")
DATES = ("2026-03-31", "2026-10-20", "2027-03-31", "")


def mixed(choices: list[tuple[str, str]]) -> Plan:
    kinds = {"": OwnerKind.MISSING, "TBC": OwnerKind.PLACEHOLDER, "Housing team": "collective"}
    return plan(
        *(
            action(
                f"1.{n}",
                owner=owner(OwnerKind(kinds.get(of, OwnerKind.POST)), *([of] if of else [])),
                due=when(day),
            )
            for n, (of, day) in enumerate(choices, start=1)
        )
    )


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.tuples(st.sampled_from(OWNERS), st.sampled_from(DATES)), max_size=14))
def test_every_finding_is_told_once_and_nothing_else_is(choices: list[tuple[str, str]]) -> None:
    assessment = judged(mixed(choices))
    ones = told(assessment.findings, assessment.groups)

    def prints(one: Told) -> tuple[str, ...]:
        return one.findings if isinstance(one, FindingGroup) else (one.fingerprint,)

    heard = [each for one in ones for each in prints(one)]
    assert sorted(heard) == sorted(found.fingerprint for found in assessment.findings)
    assert sum(map(size, ones)) == len(assessment.findings)
    by_print = {found.fingerprint: found for found in assessment.findings}
    for group in assessment.groups:
        members = [by_print[each] for each in group.findings]
        assert {member.code for member in members} == {group.code}
        assert {member.severity for member in members} == {group.severity}
        assert sorted(group.refs) == sorted(member.ref for member in members)
        assert {seen for member in members for seen in member.places()} <= set(group.places())


@settings(deadline=None)
@given(st.permutations(range(1, 8)))
def test_the_order_of_rows_changes_no_group(order: list[int]) -> None:
    def groups(refs: list[int]) -> set[tuple[str, tuple[str, ...], str]]:
        found = overdue(*(late(f"1.{n}", row=n) for n in refs))
        return {(group.fingerprint, group.refs, group.sentence) for group in found}

    assert groups(order) == groups(sorted(order))


def test_the_one_told_alone_keeps_its_own_advice() -> None:
    alone = the(judged(plan(late("1.1"))).findings, "TIM-08")
    assert alone.challenge == "What is action 1.1 waiting for, and who can move it?"
