"""What counts effort, and what must not be taken for it."""

import pytest

from assure.words.effort import counts_effort


@pytest.mark.parametrize(
    "title",
    [
        "Number of workshops held",
        "No. of community events delivered in the quarter",
        "Total number of leaflets distributed",
        "Number of staff trained",
        "Young people contacted by the team",
        "Volunteers trained",
        "Number of inspections",
        "Safety briefings delivered to taxi drivers",
        "Number of parents attending",
        "Social media posts published",
        "number of multi-agency meetings",
    ],
)
def test_what_only_counts_effort(title: str) -> None:
    assert counts_effort(title)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Families who used a family hub in the quarter", "families"),
        ("Homes insulated", "homes"),
        ("Number of homeless households in temporary accommodation", ""),
        ("Number of calls received", ""),
        ("Number of incidents of violence", ""),
        ("Inspections carried out on time", ""),
        ("Inspections carried out", "% of those due"),
        ("Staff trained", "per 100 posts"),
        ("Serious hazards in rented homes put right within the agreed time", "%"),
        ("People trained who went into work", "people"),
        ("Number of people who say the sessions helped", ""),
        ("Number of missed home visits", ""),
        ("Satisfaction with events held", ""),
        ("Trips made on foot, by cycle or by bus", "%"),
        ("Number of children at a good level of development", ""),
        ("Number of families leaving care proceedings", ""),
        ("Number of people in work after a course", ""),
        ("Emergency admissions after a fall", "per 100,000"),
        ("Number of employers", ""),
        ("Number of injuries at events", ""),
        ("Number of young people on training courses", ""),
        ("Number of failed inspections", ""),
        ("", ""),
    ],
)
def test_what_tells_more_or_may_do_so(title: str, unit: str) -> None:
    assert not counts_effort(title, unit)
