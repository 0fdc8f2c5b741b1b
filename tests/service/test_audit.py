"""What the audit trail tells, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assure.model.actions import Action
from assure.model.errors import StoreError
from assure.model.outcomes import Outcome
from assure.model.plan import Column, Plan
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.model.registers import Risk
from assure.model.review import ReviewKind, SetAside
from assure.model.values import Owner, OwnerKind, Status, When
from assure.service.audit import Act, Line, audit
from assure.store import ChangeKind, KeptReview, ReviewState
from assure.store.store import Store

OCTOBER = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
JANUARY = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
MARCH = dt.datetime(2027, 3, 3, 18, tzinfo=dt.UTC)
HUB = Action(
    key="1.1",
    ref="1.1",
    title="Open the hub",
    owner=Owner(kind=OwnerKind.POST, names=("Head of Housing",)),
    due=When(text="31 March 2027"),
)
PLAN = Plan(
    key="anycity",
    title="Anycity plan",
    source="october.xlsx",
    actions=(HUB, Action(key="1.2", ref="1.2", title="Recruit two analysts")),
    outcomes=(Outcome(key="o1", ref="1", title="People live in warm homes"),),
)


def updated(plan: Plan) -> Plan:
    hub = {"status": Status.DELAYED, "revised": (When(text="30 June 2027"),)}
    actions = (HUB.model_copy(update=hub), *plan.actions[1:])
    return plan.model_copy(update={"actions": actions})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A plan, an update of it, a set-aside, a promise and a frozen review."""
    with Store.open(tmp_path / "assure.db") as store:
        store.add_plan(PLAN, OCTOBER)
        store.change_plan(
            *("anycity", updated, JANUARY),
            kind=ChangeKind.UPDATE,
            source="housing-q7.xlsx",
            by="Head of Housing",
        )
        store.add_review(
            KeptReview(
                key="annual",
                name="Annual",
                kind=ReviewKind.ANNUAL,
                as_of=dt.date(2027, 3, 1),
                plan="anycity",
                state=ReviewState.DRAFT,
                created_at=JANUARY + dt.timedelta(days=1),
            )
        )
        aside = SetAside(
            fingerprint="0123456789ab",
            code="DAT-01",
            ref="1.1",
            because="Agreed by the board",
            by="Programme manager",
            at=JANUARY.date(),
            until=dt.date(2027, 6, 30),
        )
        store.add_set_aside("anycity", aside, JANUARY + dt.timedelta(days=2))
        promise = Promise(
            key="0123abcd",
            plan="anycity",
            review="annual",
            question="Who will open it?",
            refs=("1.1",),
            text="Name a site",
            who="Head of Housing",
            by=dt.date(2027, 2, 28),
            made_at=JANUARY + dt.timedelta(days=3),
        )
        store.add_promises([promise])
        told = PromiseUpdate(state=Told.KEPT, at=MARCH, by="Clerk", words="Mill Road")
        store.tell_of_promises("anycity", [(promise.key, told)])
        store.add_set_aside("anycity", aside, MARCH, undone=True)
        yield store


def whats(acts: tuple[Act, ...]) -> list[str]:
    return [act.what for act in acts]


def test_everything_stands_in_the_order_of_time(store: Store) -> None:
    assert whats(audit(store)) == [
        "import",
        "update",
        "review opened",
        "set aside",
        "promise",
        "promise told of",
        "set-aside taken back",
    ]


def test_a_change_says_who_when_from_what_and_each_field(store: Store) -> None:
    update = audit(store)[1]
    assert (update.at, update.number) == (JANUARY, 2)
    assert (update.source, update.by) == ("housing-q7.xlsx", "Head of Housing")
    assert set(update.lines) == {
        Line("1.1", "status", "", "delayed"),
        Line("1.1", "date", "31 March 2027", "30 June 2027"),
    }


def test_a_first_import_tells_what_the_plan_began_with(store: Store) -> None:
    first = audit(store)[0]
    assert Line("1.2", "action", "", "Recruit two analysts") in first.lines
    assert Line("1", "outcome", "", "People live in warm homes") in first.lines


def test_what_else_of_the_plan_changes_is_told_entry_by_entry(store: Store) -> None:
    def how(plan: Plan) -> Plan:
        warm = plan.outcomes[0].model_copy(update={"title": "Homes are warm and dry"})
        risk = Risk(key="r1", ref="R1", text="The builder may fail")
        return plan.model_copy(
            update={"outcomes": (warm,), "risks": (risk,), "lead": Owner(names=("Clerk",))}
        )

    store.change_plan("anycity", how, MARCH, kind=ChangeKind.UPDATE, source="plan.xlsx")
    (change,) = (act for act in audit(store) if act.number == 3)
    assert set(change.lines) == {
        Line("1", "outcome, title", "People live in warm homes", "Homes are warm and dry"),
        Line("R1", "risk", "", "The builder may fail"),
        Line("", "lead", "", "Clerk"),
    }


def test_where_only_cells_moved_the_change_is_told_and_no_cell(store: Store) -> None:
    def how(plan: Plan) -> Plan:
        column = Column(sheet="Plan", letter="A", heading="Ref", field="ref")
        return plan.model_copy(update={"columns": (column,)})

    store.change_plan("anycity", how, MARCH, kind=ChangeKind.IMPORT, source="plan.xlsx")
    (change,) = (act for act in audit(store) if act.number == 3)
    assert change.lines == ()
    (change,) = (act for act in audit(store, everything=True) if act.number == 3)
    (columns,) = (line for line in change.lines if line.field == "columns")
    assert columns.now == '[{"sheet":"Plan","letter":"A","heading":"Ref","field":"ref"}]'


def test_of_one_action_only_what_was_done_to_it(store: Store) -> None:
    assert whats(audit(store, action="1.1")) == [
        "import",
        "update",
        "set aside",
        "promise",
        "promise told of",
        "set-aside taken back",
    ]
    assert whats(audit(store, "anycity", "1.2")) == ["import"]
    with pytest.raises(StoreError, match=r"There is no action “9\.9”"):
        audit(store, action="9.9")


def test_from_a_day_on(store: Store) -> None:
    assert whats(audit(store, since=MARCH.date())) == ["promise told of", "set-aside taken back"]


def test_of_one_plan_or_of_all(store: Store) -> None:
    store.add_plan(PLAN.model_copy(update={"key": "housing", "title": "Housing"}), MARCH)
    assert {act.plan for act in audit(store)} == {"anycity", "housing"}
    assert whats(audit(store, "Housing")) == ["import"]
    with pytest.raises(StoreError, match="There is no plan “husing”; did you mean"):
        audit(store, "husing")
    with pytest.raises(StoreError, match="There are several plans"):
        audit(store, action="1.1")


def test_what_is_taken_back_says_what_it_was(store: Store) -> None:
    aside, back = (act for act in audit(store) if "set" in act.what and "aside" in act.what)
    words = "Agreed by the board (until 30 June 2027)"
    assert (aside.by, aside.lines) == ("Programme manager", (Line("1.1", "DAT-01", "", words),))
    assert back.lines == (Line("1.1", "DAT-01", words, ""),)
