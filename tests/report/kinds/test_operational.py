"""The operational report: what is due next first, then every action with milestones and news."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from tests.report.aloud import Aloud
from tests.report.kinds.forms import demonstration

from assure.model.actions import Action, ProgressNote
from assure.model.assessment import ActionLine, Assessment
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Rag, Status
from assure.report.kinds import Material
from assure.report.kinds.operational import KIND, coming, due_title, groups, status_words, undated
from assure.report.pdf import write_pdf
from assure.service.report import html_of


def line(ref: str, due: dt.date | None, late: int | None = None, **fields: object) -> ActionLine:
    return ActionLine(ref=ref, title=f"Action {ref}", due=due, days_late=late, **fields)  # type: ignore[arg-type]


LATE = line("1", dt.date(2026, 10, 1), 30)
SOON = line("2", dt.date(2026, 12, 31))
NEXT = line("3", dt.date(2027, 3, 31))
FAR = line("4", dt.date(2027, 4, 1))
NEVER = line("5", None)
DONE = line("6", dt.date(2027, 1, 31), status=Status.COMPLETED)


def having(assessment: Assessment, *lines: ActionLine) -> Assessment:
    return assessment.model_copy(update={"lines": lines})


def test_what_is_due_next_quarter_comes_first(bare: Assessment, review: Review) -> None:
    parts = coming(review, having(bare, LATE, SOON, NEXT, FAR, NEVER, DONE))
    assert [(part.title, [row.line.ref for row in part.rows]) for part in parts] == [
        ("Due in Jan to Mar 2027", ["3"]),
        ("Due in what is left of Oct to Dec 2026", ["2"]),
        ("Past its date", ["1"]),
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((NEXT, LATE), "One action falls due in Jan to Mar 2027; one is past its date"),
        ((NEXT, NEXT), "Two actions fall due in Jan to Mar 2027; none is past its date"),
        ((LATE, LATE), "No action falls due in Jan to Mar 2027; two are past their date"),
    ],
)
def test_its_title_counts(
    bare: Assessment, review: Review, lines: tuple[ActionLine, ...], words: str
) -> None:
    assert due_title(coming(review, having(bare, *lines))) == words


def test_each_action_stands_once_by_outcome(assessment: Assessment, review: Review) -> None:
    refs = [row.line.ref for group in groups(review, assessment) for row in group.rows]
    assert sorted(refs) == sorted(one.ref for one in assessment.lines)


def test_an_action_shows_milestones_news_and_findings(bare: Assessment, review: Review) -> None:
    action = Action(
        key="3", ref="3", title="Action 3", milestones="40 by March; 80 by June",
        notes=(ProgressNote(quarter=1, text="Begun"), ProgressNote(quarter=2, text="51 placed")),
    )  # fmt: skip
    of = review.model_copy(update={"plan": Plan(key="p", title="Plan", actions=(action,))})
    flagged = NEXT.model_copy(update={"codes": ("OWN-01",), "rag": Rag.AMBER})
    page = html_of(KIND, Material(of, having(bare, flagged)))
    for words in ("40 by March; 80 by June", "51 placed", "quarter 2", "OWN-01", "Amber"):
        assert words in page
    assert "Begun" not in page


def test_what_settles_no_day_is_told(bare: Assessment, review: Review) -> None:
    assert undated(having(bare, NEVER, DONE)) == 1
    page = html_of(KIND, Material(review, having(bare, NEVER)))
    assert "One open action settles no day, and stands only in the list by outcome." in page


def test_a_date_before_the_plan_is_not_counted_in_days(bare: Assessment, review: Review) -> None:
    slip = line("7", dt.date(2017, 6, 30), late=3410)
    began = having(bare, slip, LATE).model_copy(update={"period_start": dt.date(2025, 4, 1)})
    page = html_of(KIND, Material(review, began))
    assert "<b>before the plan began</b>" in page
    assert "3,410" not in page
    assert "<b>30 days late</b>" in page


def test_a_plan_without_actions_says_so(bare: Assessment, review: Review) -> None:
    page = html_of(KIND, Material(review, bare))
    assert "No row of the plan was read as an action." in page
    assert "<b>Past its date:</b> no open action." in page


def test_a_status_nobody_told_is_not_invented() -> None:
    assert status_words(NEVER) == "Not reported"
    assert status_words(line("7", None, status=Status.PAUSED)) == "On hold"
    assert status_words(DONE) == "Completed"


def test_hostile_words_stay_words(bare: Assessment, review: Review) -> None:
    bad = "<b onclick=x>"
    action = Action(key="3", ref="3", title=bad, milestones=bad, notes=(ProgressNote(text=bad),))
    of = review.model_copy(update={"plan": Plan(key="p", title=bad, actions=(action,))})
    spoilt = NEXT.model_copy(update={"title": bad, "owner_text": bad, "due_text": bad})
    assert bad not in html_of(KIND, Material(of, having(bare, spoilt)))


def test_the_year_ahead_stands_below_its_heading() -> None:
    """Drawn higher than the page has room for, it would leave its heading alone on a page."""
    with pikepdf.open(io.BytesIO(write_pdf(html_of(KIND, demonstration(), "paper")))) as pdf:
        read = Aloud(pdf)
        (heading,) = [one for one in read.of_kind("/H2") if "The year ahead" in read.words(one)]
        figures = [read.page(one) for one in read.of_kind("/Figure")]
        assert read.page(heading) in figures


def test_a_table_says_which_of_its_actions_stand_above(
    assessment: Assessment, review: Review
) -> None:
    """An action of two outcomes has one row, and is counted with both."""
    first, second = assessment.measures.outcomes[:2]
    shared = line("1.1", None, outcomes=(first.ref, second.ref))
    own = line("1.2", None, outcomes=(second.ref,))
    of = assessment.measures.model_copy(
        update={"outcomes": (first, second.model_copy(update={"actions": 2}))}
    )
    told = groups(review, having(assessment, shared, own).model_copy(update={"measures": of}))
    assert [len(group.rows) for group in told] == [1, 1]
    assert "stands above" not in told[0].counts
    assert told[1].counts.startswith("2 actions, ")
    assert told[1].counts.endswith("; one stands above, under another outcome")
