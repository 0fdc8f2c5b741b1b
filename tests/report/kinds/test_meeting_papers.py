"""What the papers for meetings have in common: who is named in which edition."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from assure.model.actions import Action
from assure.model.outcomes import Outcome, Priority
from assure.model.plan import Plan
from assure.model.registers import Risk
from assure.model.review import Review
from assure.model.values import Owner, OwnerKind, Status, When, WhenKind
from assure.report.kinds import Material, kind_named
from assure.report.render import Edition
from assure.service.judge import for_edition, judge
from assure.service.report import html_of

KINDS = ("board-paper", "strategic", "exception", "operational", "cabinet-progress")
SAID = "Officer A waits for the landlord"
DAY = dt.date(2026, 9, 30)


@cache
def material(edition: Edition) -> Material:
    """A plan whose one action is late; a person answers for it, and is named beside it."""
    officer = Owner(kind=OwnerKind.PERSON, names=("Officer A",))
    action = Action(
        key="1.1", ref="1.1", title="Open the centre", outcomes=("1",), owner=officer,
        due=When(kind=WhenKind.DAY, earliest=DAY, latest=DAY, text="30/09/2026"),
        status=Status.DELAYED, reason=SAID, milestones=SAID, impact={"P1": "high"},
        other={"Support needed": SAID},
    )  # fmt: skip
    plan = Plan(
        key="p",
        title="Plan",
        priorities=(Priority(key="P1", ref="P1", title="Work"),),
        outcomes=(
            Outcome(key="1", ref="1", title="Jobs", priorities=("P1",), senior_lead=officer,
                    story=SAID),
        ),
        actions=(action,),
        risks=(Risk(key="r", ref="R1", text=SAID, score=20, owner=officer),),
    )  # fmt: skip
    review = Review(key="r", name="Check", kind="mid-year", as_of=dt.date(2026, 10, 31), plan=plan)  # type: ignore[arg-type]
    shown = for_edition(review, edition)
    return Material(shown, judge(shown), edition)


@pytest.mark.parametrize("name", KINDS)
def test_the_board_reads_of_no_person(name: str) -> None:
    kind = kind_named(name)
    assert "Officer A" not in html_of(kind, material("board"))
    if kind.word:
        assert kind.word(material("board"))


@pytest.mark.parametrize("name", ["board-paper", "exception", "operational", "cabinet-progress"])
def test_the_full_edition_names_who_is_named(name: str) -> None:
    assert SAID in html_of(kind_named(name), material("full"))
