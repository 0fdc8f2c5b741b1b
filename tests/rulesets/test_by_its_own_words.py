"""What a plan gives away by its own words and figures, from the file to the finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assure.intake import Said, read_plan
from assure.model.assessment import Assessment
from assure.model.plan import QuarterBasis
from assure.service.judge import judge, review_of
from assure.shelf.settings import Settings
from assure.words.construction import SHORTFALLS

PLAN = """\
Harbour plan April 2025 to March 2028
Ref;Action;Owner;Start;Due;Status;Measure;Progress;Cost;Forecast cost;Priority
1;Build a playground at Mill Lane;HoS Parks;01/04/2025;01/10/2025;Completed;Open;Open since May;£40,000;;
2;Build a playground at Quay Street;HoS Parks;01/04/2025;01/11/2025;Completed;Open;Open since May;£40,000;;
3;Build a playground at Hill Road;HoS Parks;01/04/2025;01/02/2026;Completed;Open;Open since May;£40,000;;
4;Build two playgrounds in the north;HoS Parks;01/09/2026;30/11/2026;In progress;Both open;Site found;£80,000;£100,000;High
5;Insulate 90 homes;AD Homes;01/01/2026;31/12/2026;In progress;90 homes insulated;38 of 90 homes done;;;High
6;Train 40 wardens;AD Homes;01/01/2026;31/08/2026;Completed;40 trained;31 of 40 wardens trained;;;
7;Construct the harbour bridge;Head of Highways;01/04/2026;30/09/2027;In progress;Bridge open;On site;£2,400,000;;
8;Open the market once 7 is done;Markets Manager;01/09/2026;31/12/2026;In progress;Market open;Waiting for action 7;;;
9;Write the policy, train all wardens, publish a guide and recruit two inspectors;Parking Manager;01/04/2026;31/12/2026;In progress;Policy agreed;Drafted;;;
10;Answer 95% of calls within 20 seconds;Customer Manager;01/04/2026;31/03/2027;In progress;95%;91%;;;
11;Repair the slipway;Head of Highways;01/04/2026;10/10/2026;In progress;Built;Nearly;;;High
12;Domestic abuse training for front-line staff;DPH;01/04/2026;Q2 2027;In progress;60 trained;Begun;;;
13;Train front-line staff on domestic abuse;HoS Safety;01/04/2026;Q4 2026;In progress;60 trained;Begun;;;
"""  # noqa: E501 - one row is one line
FOUND = {
    "4": {"RES-10", "TIM-17"},
    "5": {"TIM-29"},
    "6": {"STA-23"},
    "7": {"RES-12"},
    "8": {"TIM-30"},
    "9": {"ACT-03"},
    "10": {"ACT-05"},
    "11": {"TIM-33"},
    "13": {"ACT-14"},
    "plan": {"TIM-20"},
}
RULES = frozenset().union(*FOUND.values())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "harbour.csv"
    file.write_text(PLAN, encoding="utf-8")
    return file


def judged(path: Path, said: Said) -> Assessment:
    return judge(review_of(read_plan(path, said), dt.date(2026, 10, 31), Settings()))


def by_ref(assessment: Assessment) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {}
    for finding in assessment.findings:
        if finding.code in RULES:
            told.setdefault(finding.ref, set()).add(finding.code)
    return told


def test_each_is_found_where_it_is_and_nowhere_else(path: Path) -> None:
    assert by_ref(judged(path, Said())) == FOUND


def test_whoever_says_what_a_quarter_is_hears_no_more_of_it(path: Path) -> None:
    told = by_ref(judged(path, Said(quarter_basis=QuarterBasis.FINANCIAL)))
    assert "plan" not in told


def test_a_sentence_shows_the_figures_that_it_rests_on(path: Path) -> None:
    said = {finding.code: finding.sentence for finding in judged(path, Said()).findings}
    assert said["TIM-17"] == (
        "Action 4 is given 90 days; half of the three finished actions of its kind (1, 2 and 3) "
        "took 214 or more, and the quickest 183."
    )
    assert said["RES-12"] == (
        "Action 7 is unusual civil engineering at £2,400,000, and nothing is said of an allowance "
        "for more; works of that kind came out 6% to 66% dearer than first estimated."
    )


def test_the_page_of_first_estimates_shows_the_ranges_that_the_rules_use() -> None:
    page = Path(__file__).parents[2] / "docs" / "first-estimates.md"
    table = page.read_text(encoding="utf-8").casefold()
    for kind in SHORTFALLS.values():
        dearer, longer = kind.dearer, kind.longer
        shown = f"{longer[0]}% to {longer[1]}%" if longer else "not measured"
        assert f"| {kind.called} | {dearer[0]}% to {dearer[1]}% | {shown} |" in table
