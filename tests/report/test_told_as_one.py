"""A board reads what is alike as one finding, where it belongs."""

from __future__ import annotations

import re

from tests.assess.build import action, judged, outcome, owner, plan, review
from tests.report.test_render import Page, render_html

from assure.assess.edition import board_edition
from assure.model.assessment import Assessment
from assure.model.plan import Plan
from assure.model.values import OwnerKind
from assure.report.pages import arrange


def unowned(*outcomes: str) -> Plan:
    """An action without an owner for each outcome named."""
    rows = [
        action(f"{of}.{n}", owner=owner(OwnerKind.MISSING), outcomes=(of,))
        for n, of in enumerate(outcomes, start=1)
    ]
    return plan(*rows, outcomes=tuple(outcome(of, key=of) for of in "1234"))


def text(of: Assessment) -> str:
    return " ".join(Page(render_html(of)).text.split())


def test_what_bears_on_one_outcome_is_one_finding_on_its_page() -> None:
    of = judged(unowned("2", "2", "2"))
    first, second, *_ = arrange(of).outcomes
    assert [row.first.sentence for row in second.findings.rows if row.first.code == "OWN-01"] == [
        "Three actions have no owner: 2.1, 2.2 and 2.3."
    ]
    assert first.findings.across == second.findings.across == 0
    assert text(of).count("Three actions have no owner: 2.1, 2.2 and 2.3.") == 2, "and as a worry"
    assert "Action 2.1 has no owner." not in text(of)


def test_what_bears_on_many_outcomes_is_told_once_across_the_plan() -> None:
    of = judged(unowned("1", "2", "3", "3"))
    pages = arrange(of)
    assert "Four actions have no owner: 1.1, 2.2, 3.3 and 3.4." in [
        one.sentence for row in pages.across.rows for one in row.told
    ]
    assert [page.findings.across for page in pages.outcomes] == [1, 1, 2, 0]
    said = text(of)
    assert said.count("Four actions have no owner") == 2, "there and as a worry"
    assert "One finding of this outcome is told with others like it under “Across the" in said
    assert "Two findings of this outcome are told with others like them" in said


def test_what_an_outcome_lacks_stands_on_its_own_page() -> None:
    of = judged(unowned("1"))
    assert [g.sentence for g in of.groups if g.code == "IND-19"] == [
        "No indicator of the plan measures three outcomes: 2, 3 and 4."
    ]
    told = [one.sentence for one in arrange(of).outcomes[3].findings.rows[-1].told]
    assert told == ["No indicator of the plan measures outcome 4."]


def test_every_finding_of_a_group_stands_beside_its_action_all_the_same() -> None:
    of = judged(unowned("2", "2", "2"))
    assert all("OWN-01" in line.codes for line in of.lines)


def test_the_board_edition_tells_of_posts_and_not_of_people() -> None:
    """Initials of one officer in four cells are one finding, and no name in it."""
    rows = [action(f"1.{n}", owner=owner(OwnerKind.FIRST_NAME_OR_INITIALS, "JXQ")) for n in "1234"]
    of = judged(board_edition(review(plan(*rows))))
    (group,) = of.groups
    assert group.sentence.startswith("Four actions are owned by “named officer 1”")
    assert not re.search(r"\bJXQ\b", of.model_dump_json())
