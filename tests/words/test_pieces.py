"""What kind of work an action's words promise."""

from __future__ import annotations

import pytest

from assure.words.pieces import keeps_a_standard, leaves_paper, work_and_thing, works


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Write the policy, train all wardens, publish a guide and recruit two inspectors", 4),
        ("1. Map the services\n2. Agree the gaps\n3. Commission two services", 3),
        ("Review the scheme; consult tenants; then adopt new rules", 3),
        ("Open the family hub in the north of the town", 1),
        # things that are also verbs
        ("Produce a plan, report and design for parks and open spaces", 1),
        ("Train wardens in report writing, conflict and design of patrols", 1),
        ("Agree the budget, plan and timetable with partners and neighbours", 1),
        ("Review of homes, schools and roads", 0),
        ("Health information", 0),
        ("", 0),
    ],
)
def test_pieces_of_work_are_counted_by_the_verbs_that_open_them(text, pieces):
    assert works(text) == pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.2 Build two new playgrounds in the north of the town", ("build", "playground")),
        ("Build a playground at Mill Lane", ("build", "playground")),
        ("Set up youth panels for each ward", ("set up", "panel")),
        ("We will recruit care assistants", ("recruit", "assistant")),
        ("Publish strategies", ("publish", "strategy")),
        ("Health information", None),
        ("Continue to promote cycling", None),
        ("Build", None),
    ],
)
def test_the_verb_and_the_thing_it_is_done_to(text, found):
    assert work_and_thing(text) == found


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("Develop a joint strategy for parks", True),
        ("Review how grants are given", True),
        ("Establish a steering group for the harbour", True),
        ("Hold quarterly meetings with landlords", True),
        ("Open three family hubs", False),
        ("Recruit two community connectors", False),
        ("Deliver the housing strategy", True),  # nothing else is named
        ("Report fly-tipping within a day", True),
        ("Reduce waiting times for assessments", False),
    ],
)
def test_papers_meetings_and_groups_are_told_from_work(text, paper):
    assert leaves_paper(text) is paper


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("Answer 95% of calls within 20 seconds", True),
        ("Repair all street lights within five working days", True),
        ("Maintain occupancy of workshops at 90%", True),
        ("Raise the share of calls answered within 20 seconds to 95%", False),
        ("Complete the review within six weeks of approval", False),
        ("Inspect all 14 bridges by March 2027", False),
        ("Answer the auditor's questions within ten days", False),  # once, not each of many
    ],
)
def test_a_standard_of_everyday_service(text, standard):
    assert keeps_a_standard(text) is standard
