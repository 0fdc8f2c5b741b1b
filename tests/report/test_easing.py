"""What would ease the load, as a board reads it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from tests.assess.build import action, capacity, judged, plan, when

from assure.model.assessment import Assessment
from assure.model.easing import Easing, EasingKind, EasingStep
from assure.report.easing import bar_width, nothing_found, refs, result, title, what, why
from assure.report.render import render_html


def step(*actions: str, days: str = "12", left: str = "15.7", helper: str = "") -> EasingStep:
    return EasingStep(
        kind=EasingKind.SHARE if helper else EasingKind.LATER,
        name="Head of Housing",
        helper=helper,
        actions=actions,
        days=Decimal(days),
        left=Decimal(left),
    )


def easing(*steps: EasingStep, beyond: str = "27.7", following: str = "Apr to Jun 2027") -> Easing:
    return Easing(
        label="Jan to Mar 2027",
        start=dt.date(2027, 1, 1),
        following=following,
        beyond=Decimal(beyond),
        steps=steps,
        left=steps[-1].left if steps else Decimal(beyond),
    )


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (easing(step("1.7")), "One step would ease 12 of the 27.7 days too many; 15.7 stay"),
        (easing(step("1.7", left="1")), "One step would ease 26.7 of the 27.7 days too many; 1 "
         "stays"),
        (easing(step("1.7"), step("1.8", left="0.0")), "Two steps would ease all 27.7 days too "
         "many"),
        (easing(step("1.7", left="0"), beyond="1"), "One step would ease the 1 day too many"),
        (easing(), "The plan shows no way to ease the 27.7 days too many"),
    ],
)  # fmt: skip
def test_the_title_says_how_far_the_steps_go(item: Easing, words: str) -> None:
    assert title(item) == words


def test_each_step_says_what_gives_way_and_what_allows_it() -> None:
    later, share = step("1.7", "1.8"), step("1.7", helper="Advice Lead")
    item = easing(later, share)
    assert what(later, item) == "End 1.7 and 1.8 in Apr to Jun 2027 instead"
    assert why(later) == "nothing hangs on their end, and there is room then"
    assert what(share, item) == "Pass 12 days of 1.7 to Advice Lead"
    assert why(share) == "named as support of it, with agreed days to spare"


def test_many_actions_are_counted() -> None:
    assert refs(f"1.{n}" for n in range(1, 12)) == (
        "1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8 and three others"
    )


def test_it_ends_honestly() -> None:
    assert result(easing(step("1.7"))).startswith("Still 15.7 days short: what else")
    assert result(easing(step("1.7", left="1"))).startswith("Still 1 day short")
    assert result(easing(step("1.7", left="0"))) == (
        "With that, nobody is asked for more than agreed in Jan to Mar 2027."
    )


def test_a_plan_that_allows_no_step_says_so_in_plain_words() -> None:
    assert "none of their actions is free to end in Apr to Jun 2027" in nothing_found(easing())
    assert "instead" not in nothing_found(easing(following=""))


def test_a_bar_is_as_long_as_its_days() -> None:
    item = easing(step("1.7"), beyond="40")
    assert [bar_width(Decimal(days), item, 80) for days in ("40", "10", "0")] == [80, 20, 0]


def page(assessment: Assessment) -> str:
    templates = Path(__file__).parents[2] / "report_templates"
    return render_html(assessment, templates, medium="paper")


def busy(**fields: object) -> Assessment:
    own = {"start": when("2027-01-01"), "effort_days": Decimal(30)} | fields
    return judged(plan(action("1.1", **own), capacity=(capacity(),)))


def test_the_capacity_page_shows_the_steps_and_what_they_leave() -> None:
    html = page(busy())
    assert "One step would ease all 10 days too many" in html
    assert "End 1.1 in Apr to Jun 2027 instead" in html
    assert "Suggestions to question" in html


def test_it_says_so_where_no_step_is_to_be_seen_and_nothing_where_none_is_needed() -> None:
    assert "The plan shows no way to ease the 10 days too many" in page(busy(statutory=True))
    assert "too many" not in page(busy(effort_days=Decimal(20)))


def test_hostile_names_stay_text() -> None:
    html = page(
        judged(
            plan(
                action("<b>1</b>", start=when("2027-01-01"), effort_days=Decimal(30)),
                capacity=(capacity(),),
            )
        )
    )
    assert "End &lt;b&gt;1&lt;/b&gt; in Apr to Jun 2027 instead" in html
