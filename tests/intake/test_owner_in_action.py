"""Owners written beneath the action, in plans that have no column for them."""

from assure.intake import read_plan
from assure.model.values import OwnerKind


def owners(plan):
    return [(action.title, action.owner.name) for action in plan.actions]


def test_a_line_that_says_who_leads_is_the_owner(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action                                                    | Target date
            C1  | Move forms online\\nLead officer: Revenues Manager        | March 2027
            C2  | One telephone number\\nLed by Customer Services Manager   | May 2027
            C3  | Replace the queue system (Lead: Officer C)                | May 2027
            """
        )
    )
    assert owners(plan) == [
        ("Move forms online", "Revenues Manager"),
        ("One telephone number", "Customer Services Manager"),
        ("Replace the queue system", "Officer C"),
    ]
    assert "owner" in plan.fields_present


def test_lead_and_support_in_that_line_are_told_apart(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action                                                          | Target date
            Open the hub\\nLead: Head of Housing; support: ICT Team         | March 2027
            Close the annexe\\nResponsible: Monitoring Officer              | March 2027
            """
        )
    )
    first = plan.actions[0].owner
    assert (first.name, first.support) == ("Head of Housing", ("ICT Team",))


def test_a_bare_post_is_the_owner_where_most_actions_end_with_one(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action                                        | Target date
            Open the hub\\nHead of Housing                | March 2027
            Close the annexe\\nEstates Manager            | May 2027
            Agree terms with the landlord\\nsign the lease | June 2027
            """
        )
    )
    assert owners(plan) == [
        ("Open the hub", "Head of Housing"),
        ("Close the annexe", "Estates Manager"),
        ("Agree terms with the landlord\nsign the lease", None),
    ]


def test_one_bare_post_among_steps_stays_part_of_the_action(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action                                      | Target date
            Fill the vacant post\\nEstates Manager      | March 2027
            Close the annexe                            | May 2027
            Sell the depot                              | May 2027
            """
        )
    )
    assert {action.owner.kind for action in plan.actions} == {OwnerKind.MISSING}


def test_the_cell_is_kept_as_written(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Action                                 | Target date
            Open the hub\\nLead: Head of Housing   | March 2027
            Close the annexe\\nLead: Clerk         | March 2027
            """
        )
    )
    seen = plan.actions[0].seen
    assert seen["title"].text == "Open the hub\nLead: Head of Housing"
    assert (seen["owner"].cell, seen["owner"].text) == ("A2", "Head of Housing")
