"""Risks, projects and partners: what is known of each, and the sums and joins between them.

The as-of date is 31 October 2026.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.assess.build import action, outcome, owner, plan, post, review, when

from assure.assess.edition import board_edition
from assure.facts.derive import derive
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Partner, Project, Risk, RiskLevel
from assure.model.values import Owner, OwnerKind, Rag, Status
from assure.service.judge import judge


def facts(of: Plan, subject: str) -> dict[str, Fact]:
    return {fact.ref: fact for fact in derive(review(of)) if fact.subject == subject}


def codes(of: Plan, subject: str) -> set[tuple[str, str]]:
    return {(f.ref, f.code) for f in judge(review(of)).findings if f.subject == subject}


def risk(ref: str = "R1", **fields: Any) -> Risk:
    """An owned, treated, open risk."""
    faultless: dict[str, Any] = {
        "key": ref,
        "text": "The grant ends",
        "owner": post(),
        "mitigation": "A second bid is written",
    }
    return Risk(ref=ref, **(faultless | fields))


def project(ref: str = "P1", **fields: Any) -> Project:
    faultless: dict[str, Any] = {
        "key": ref,
        "title": "Job shop",
        "lead": post("Skills Manager"),
        "sponsor": post("Director of Skills"),
        "end": when("2027-03-31"),
        "status": Status.IN_PROGRESS,
    }
    return Project(ref=ref, **(faultless | fields))


def partner(name: str = "Anycity College", **fields: Any) -> Partner:
    return Partner(key=name, ref=name, name=name, **fields)


# --- Risks ------------------------------------------------------------------------------


def test_a_score_as_given_and_as_it_works_out() -> None:
    given, computed, neither = facts(
        plan(
            risks=(
                risk("R1", likelihood=4, impact=4, score=8),
                risk("R2", likelihood=3, impact=5),
                risk("R3", level=RiskLevel.HIGH),
            )
        ),
        "risk",
    ).values()
    assert (given.values["score"], given.values["score_computed"]) == (8, 16)
    assert given.values["scores_disagree"] is True
    assert (computed.values["score"], computed.values["rated"]) == (15, "scored 15")
    assert "scores_disagree" not in computed.values
    assert "score" not in neither.values
    assert (neither.values["called_high"], neither.values["rated"]) == (True, "rated high")


def test_what_treats_a_risk_are_its_actions_that_are_not_cancelled() -> None:
    late = action("1.1", due=when("2026-09-30"))
    gone = action("1.2", status=Status.CANCELLED)
    of = plan(
        late,
        gone,
        outcomes=(outcome(),),
        risks=(
            risk("R1", mitigation="", actions=("1.1",), score=20),
            risk("R2", mitigation="", actions=("1.2",), score=20),
        ),
    )
    first, second = facts(of, "risk").values()
    assert (first.values["treated"], first.values["late_refs"]) == (True, "1.1")
    assert first.outcomes == ("1",), "it bears on what its action serves"
    assert (second.values["treated"], second.values["actions"]) == (False, 0)
    assert codes(of, "risk") == {("R1", "RSK-08"), ("R2", "RSK-03")}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"mitigation": "Monitor closely", "rag": Rag.RED}, {"RSK-04"}),
        ({"mitigation": "Monitor closely", "score": 9}, set()),
        ({"mitigation": "Weekly count of vacant posts", "score": 25}, set()),
        ({"status": "Closed", "owner": Owner(), "mitigation": "", "score": 25}, set()),
        ({"response": "Tolerate", "score": 20, "mitigation": ""}, {"RSK-09"}),
        ({"inherent": 20, "score": 20}, {"RSK-10"}),
        ({"inherent": 20, "score": 12}, set()),
        ({"owner": owner(OwnerKind.COLLECTIVE, "Programme Board")}, {"RSK-02"}),
        ({"owner": owner(OwnerKind.PLACEHOLDER)}, {"RSK-01"}),
    ],
)
def test_one_fault_of_a_risk_is_one_finding(fields: dict[str, Any], found: set[str]) -> None:
    of = plan(action(), risks=(risk("R1", **fields), risk("R2", text="Another", score=5)))
    assert {code for ref, code in codes(of, "risk") if ref == "R1"} == found
    assert not {code for ref, code in codes(of, "risk") if ref == "R2"}


def test_a_whole_register_that_nobody_opens_is_one_finding_and_not_one_for_each_risk() -> None:
    old = tuple(risk(f"R{n}", last_reviewed=when("2026-01-22")) for n in range(1, 9))
    of = plan(action(), risks=old)
    assert codes(of, "risk") == set()
    assert ("plan", "RSK-11") in codes(of, "plan")
    fresh = risk("R9", last_reviewed=when("2026-10-20"))
    assert codes(plan(action(), risks=(*old[:1], fresh)), "risk") == {("R1", "RSK-05")}


def test_a_plan_without_risks_projects_or_partners_hears_nothing_of_them() -> None:
    found = {finding.code for finding in judge(review(plan(action()))).findings}
    assert not {code for code in found if code[:3] in {"RSK", "PRJ", "PAR"}}


# --- Projects ---------------------------------------------------------------------------


def test_what_a_project_waits_for() -> None:
    of = plan(
        action("1.1", due=when("2027-06-30")),
        projects=(
            project("P1", depends_on=("P2", "P3"), actions=("1.1",)),
            project("P2", title="Coaching", end=when("2027-12-31"), actions=("1.1",)),
            project("P3", title="Rooms", end=when("2026-08-31"), actions=("1.1",)),
        ),
    )
    values = facts(of, "project")["P1"].values
    assert (values["needs"], values["needs_unfinished"]) == (2, "P2 and P3")
    assert (values["needed_end"], values["needed_last"]) == (dt.date(2027, 12, 31), "P2")
    assert (values["needs_late"], values["needs_late_named"]) == (1, "P3")
    assert (values["last_action"], values["last_action_due"]) == ("1.1", dt.date(2027, 6, 30))
    assert values["days_left"] == 151
    assert {c for ref, c in codes(of, "project") if ref == "P1"} == {"PRJ-05", "PRJ-07", "PRJ-11"}


def test_projects_that_wait_for_each_other_in_a_circle() -> None:
    projects = (
        project("P1", depends_on=("P2",)),
        project("P2", depends_on=("P3",)),
        project("P3", depends_on=("P1",)),
        project("P4", depends_on=("P1",)),
    )
    found = facts(plan(action(), projects=projects), "project")
    assert found["P1"].values["cycle"] == "P1, P2 and P3"
    assert found["P2"].values["cycle"] == "P2, P3 and P1"
    assert found["P4"].values["in_cycle"] is False, "it waits for the circle and is not in it"


def test_money_in_doubt_is_seen_in_its_own_cells() -> None:
    found = facts(
        plan(
            action(),
            projects=(project("P1", funding="Bid submitted"), project("P2", funding="Confirmed")),
        ),
        "project",
    )
    assert found["P1"].values["money_words"] == "Bid submitted"
    assert found["P2"].values["money_in_doubt"] is False


# --- Partners ---------------------------------------------------------------------------


def test_a_partner_is_found_in_the_plan_by_its_name() -> None:
    of = plan(
        action("1.1", owner=Owner(kind=OwnerKind.ORGANISATION, names=("The College",))),
        action("1.2", owner=Owner(kind=OwnerKind.POST, names=("Head of A",), support=("Police",))),
        action("1.3"),
        locality="Anycity",
        outcomes=(outcome(partners="City council, the Hospital Trust and Anycity College"),),
        partners=(
            partner("Anycity College"),
            partner("Anycity Police"),
            partner("Hospital Trust (AHT)"),
            partner("Anycity Arts Trust"),
        ),
    )
    college, police, trust, arts = facts(of, "partner").values()
    assert (college.values["leads"], college.values["led"], college.values["share"]) == (
        1,
        "1.1",
        33,
    )
    assert (police.values["supports"], police.values["leads"]) == (1, 0)
    assert (trust.values["outcomes"], trust.values["has_part"]) == (1, True)
    assert arts.values["has_part"] is False


def test_a_body_that_leads_and_is_not_listed_is_counted_for_the_plan() -> None:
    led = action(owner=Owner(kind=OwnerKind.ORGANISATION, names=("GP Federation",)))
    listed = facts(plan(led, partners=(partner(),)), "plan")["plan"].values
    assert (listed["unlisted_leaders"], listed["unlisted_named"]) == (1, "GP Federation")
    assert facts(plan(led), "plan")["plan"].values["unlisted_leaders"] == 0


# --- People -----------------------------------------------------------------------------


def test_the_board_edition_shows_nobody_who_owns_a_risk_leads_a_project_or_speaks() -> None:
    def person(name: str) -> Owner:
        return Owner(kind=OwnerKind.PERSON, names=(name,))

    of = plan(
        action(),
        risks=(risk(owner=person("Officer A"), mitigation="Officer A rings round"),),
        projects=(project(lead=person("Officer B"), sponsor=person("Officer C")),),
        partners=(partner(contact=person("Officer D")),),
    )
    shown = board_edition(review(of)).model_dump_json()
    assert not [name for name in "ABCD" if f"Officer {name}" in shown]
    assert "named officer 1 rings round" in shown


# --- Money of an action -----------------------------------------------------------------


def test_doubt_in_the_source_of_funding_is_seen_like_doubt_in_the_resources() -> None:
    doubted = action(resources="", funding="Subject to a bid in spring")
    of = plan(doubted)
    values = facts(of, "action")["1.1"].values
    assert (values["resources_given"], values["doubts_money"]) == (True, True)
    assert ("1.1", "RES-19") in codes(of, "action")
