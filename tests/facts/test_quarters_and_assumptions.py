"""Posts and teams in one quarter, and assumptions: what is known of each, and a rule that looks.

The as-of date is 31 October 2026: the quarters ahead begin with October to December 2026.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.assess.build import (
    AS_OF,
    action,
    capacity,
    cell,
    fact_of,
    outcome,
    owner,
    plan,
    post,
    review,
    when,
)

from assure.facts.catalogue import CATALOGUE
from assure.facts.derive import derive
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Assumption
from assure.model.values import OwnerKind, Status, When
from assure.service.judge import judge
from assure.service.rulebook import load_texts, texts
from assure.shelf import Text
from assure.shelf.settings import Settings


def facts(of: Plan, subject: str) -> list[Fact]:
    return [fact for fact in derive(review(of)) if fact.subject == subject]


def work(ref: str = "1.1", effort: str = "91", **fields: object) -> Action:
    """91 days from 1 October to 31 March: half a day for each."""
    return action(ref, effort_days=Decimal(effort), start=when("2026-10-01"), **fields)


# --- A post or team in a quarter ---------------------------------------------------------


def test_each_quarter_that_asks_something_is_a_fact() -> None:
    now, next_ = facts(plan(work(), capacity=(capacity(days="40"),)), "owner_quarter")
    assert now.ref == "Head of Housing, Oct to Dec 2026"
    assert now.values == {
        "owner": "Head of Housing",
        "quarter": "Oct to Dec 2026",
        "starts": dt.date(2026, 10, 1),
        "ahead": 0,
        "days": Decimal(46),
        "actions": 1,
        "refs": "1.1",
        "agreed_given": True,
        "agreed": Decimal(40),
        "over": Decimal(6),
        "percent": 115,
        "vacant": False,
    }
    assert (next_.values["ahead"], next_.values["days"], next_.values["over"]) == (1, 45, 5)
    assert now.key != next_.key
    assert now.outcomes == ("1",)


def test_without_agreed_days_nothing_is_compared() -> None:
    now, _ = facts(plan(work()), "owner_quarter")
    assert now.values["agreed_given"] is False
    assert not {"agreed", "over", "percent"} & set(now.values)


def test_no_days_agreed_has_no_percentage() -> None:
    now, _ = facts(plan(work(), capacity=(capacity(days="0"),)), "owner_quarter")
    assert now.values["over"] == 46
    assert "percent" not in now.values


def test_a_team_has_facts_of_its_own() -> None:
    team = owner(OwnerKind.COLLECTIVE, "Analysts")
    of = plan(work(owner=team), capacity=(capacity("Analysts", "50", kind="team"),))
    now, _ = facts(of, "team_quarter")
    assert now.values["team"] == "Analysts"
    assert now.values["percent"] == 92
    assert facts(of, "owner_quarter") == []


def test_the_cells_of_a_quarter_are_those_that_ask_and_that_agree() -> None:
    asking = work(seen={"effort_days": cell("J8", "91"), "owner": cell("F8", "Head of Housing")})
    agreed = capacity(days="40", seen={"days": cell("C4", "40", "Capacity")})
    now, _ = facts(plan(asking, capacity=(agreed,)), "owner_quarter")
    assert [seen.place() for seen in now.seen_in("over")] == ["Capacity C4", "Project plan J8"]
    assert [seen.place() for seen in now.seen_in("owner")] == ["Project plan F8"]


def test_a_vacant_post_is_vacant_in_each_quarter() -> None:
    gone = capacity(days="40", vacant=True, vacant_since=when("2026-09-01"))
    assert all(f.values["vacant"] for f in facts(plan(work(), capacity=(gone,)), "owner_quarter"))


# --- Assumptions -------------------------------------------------------------------------


def assumption(ref: str = "A1", **fields: object) -> Assumption:
    return Assumption.model_validate(
        {"key": ref, "ref": ref, "text": "The grant is renewed", **fields}
    )


def test_an_assumption_says_who_checks_it_and_when() -> None:
    checked = assumption(
        outcomes=("1", "9"),
        checked_by=post("Finance Manager"),
        last_checked=when("2026-10-01"),
        seen={
            "checked_by": cell("D4", "Finance Manager", "Assumptions"),
            "last_checked": cell("E4", "1 Oct 2026", "Assumptions"),
        },
    )
    done = action("1.2", status=Status.COMPLETED)
    of = plan(action(), done, assumptions=(checked, assumption("A2")))
    first, second = facts(of, "assumption")
    assert first.values == {
        "assumption": "The grant is renewed",
        "checked_by_kind": "post",
        "checked_by": "Finance Manager",
        "checker_asked": True,
        "last_checked_kind": "day",
        "last_checked_text": "1 Oct 2026",
        "last_checked": dt.date(2026, 10, 1),
        "check_asked": True,
        "days_since_check": 30,
        "outcomes": 1,  # there is no outcome 9
        "outcomes_named": "1",
        "open_actions": 1,
    }
    assert first.outcomes == ("1",)
    assert [seen.place() for seen in first.seen_in("days_since_check")] == ["Assumptions E4"]
    assert (second.values["checked_by_kind"], second.values["open_actions"]) == ("missing", 0)
    assert second.values["checker_asked"] is True


def test_a_plan_that_never_says_who_checks_is_not_asked_row_by_row() -> None:
    (fact,) = facts(plan(action()), "assumption")
    assert (fact.values["checker_asked"], fact.values["check_asked"]) == (False, False)


def test_a_check_to_come_is_no_check_yet() -> None:
    (fact,) = facts(plan(assumptions=(assumption(last_checked=when("2027-01-01")),)), "assumption")
    assert "days_since_check" not in fact.values


# --- A rule reaches them -----------------------------------------------------------------

RULE = """\
family: housing
about: What the housing board asks.
rules:
  - code: HOU-01
    name: of-one-subject
    since: 1
    subject: {subject}
    when: {{{field}: {{gte: {value}}}}}
    severity: high
    confidence: high
    finding: "{{ref}}: {{{field}}}."
    why: The board asks.
    advice: Tell it.
    challenge: "Well?"
    sources: [ours]
    examples:
      - {{fires: {{{field}: {value}}}}}
      - {{quiet: {{{field}: 0}}}}
"""


@pytest.mark.parametrize("engine", ["plain", "durable"])
@pytest.mark.parametrize(
    ("subject", "field", "value", "refs"),
    [
        ("owner_quarter", "percent", 115, ["Head of Housing, Oct to Dec 2026"]),
        ("team_quarter", "days", 46, ["Analysts, Oct to Dec 2026"]),
        ("assumption", "days_since_check", 30, ["A1"]),
    ],
)
def test_a_rule_finds_in_each_subject(
    subject: str, field: str, value: int, refs: list[str], engine: str
) -> None:
    of = plan(
        work(),
        work("1.2", owner=owner(OwnerKind.COLLECTIVE, "Analysts")),
        capacity=(capacity(days="40"), capacity("Analysts", "50", kind="team")),
        assumptions=(assumption(last_checked=when("2026-10-01")),),
        outcomes=(outcome(),),
    )
    rule = Text("housing.yaml", RULE.format(subject=subject, field=field, value=value), own=True)
    book = load_texts([*texts(Settings()), rule], Settings())
    found = judge(review(of, as_of=AS_OF), rulebook=book, engine=engine).findings
    assert [finding.ref for finding in found if finding.code == "HOU-01"] == refs


def test_a_load_without_a_deadline_asks_no_quarter() -> None:
    undated = work(due=When(), revised=())
    assert facts(plan(undated), "owner_quarter") == []
    assert fact_of(derive(review(plan(undated))), "owner").values["open_actions"] == 1


def test_what_no_rule_looks_at_is_not_worked_out() -> None:
    of = review(plan(work(), capacity=(capacity(),)))
    everything = derive(of)
    assert derive(of, set(CATALOGUE)) == everything
    assert derive(of, {"owner_quarter"}) == tuple(
        fact for fact in everything if fact.subject == "owner_quarter"
    )
