"""The exception report: what is off track, crosses services or needs steering; nothing else."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from tests.report.aloud import Aloud
from tests.report.small import small
from tests.report.test_kinds import material

from assure.model.actions import Action, ProgressNote
from assure.model.assessment import ActionLine, Assessment
from assure.model.findings import Finding, FindingGroup, Severity
from assure.model.plan import Plan
from assure.model.promise import PromiseStanding, PromiseState
from assure.model.review import Review
from assure.model.values import Rag, Status
from assure.report.kinds import Material
from assure.report.kinds.exception import (
    IN_BRIEF,
    IN_FULL,
    KIND,
    TOLD_OF_TIES,
    beyond,
    crossing,
    off_track,
    settling,
    steering_title,
    title,
    ways_off,
)
from assure.report.pdf import write_pdf
from assure.service.report import html_of

ON = ActionLine(ref="1", title="On track", status=Status.IN_PROGRESS, rag=Rag.GREEN)
LATE = ActionLine(
    ref="2", title="Late", status=Status.IN_PROGRESS, days_late=1, due=dt.date(2026, 10, 30)
)
RED = ActionLine(ref="3", title="Red", status=Status.DELAYED, rag=Rag.RED)
DONE = ActionLine(ref="4", title="Done late", status=Status.COMPLETED, rag=Rag.RED)


def with_lines(assessment: Assessment, *lines: ActionLine) -> Assessment:
    still = sum(line.status is not Status.COMPLETED for line in lines)
    return assessment.model_copy(
        update={
            "lines": lines,
            "measures": assessment.measures.model_copy(update={"open_actions": still}),
        }
    )


def with_action(review: Review, **fields: object) -> Review:
    """``review`` of a plan whose action 2 has these fields."""
    action = Action(key="2", ref="2", title="Late", **fields)  # type: ignore[arg-type]
    return review.model_copy(update={"plan": Plan(key="p", title="Plan", actions=(action,))})


@pytest.mark.parametrize(
    ("line", "states"),
    [
        (ON, ()),
        (DONE, ()),
        (LATE, ("1 day late",)),
        (RED, ("delayed", "reported Red")),
        (ON.model_copy(update={"rag": Rag.AMBER_GREEN}), ()),
        (ON.model_copy(update={"rag": Rag.AMBER_RED}), ("reported Amber-Red",)),
        (ON.model_copy(update={"status": Status.PAUSED}), ("on hold",)),
    ],
)
def test_how_an_action_is_off_track(line: ActionLine, states: tuple[str, ...]) -> None:
    assert ways_off(line, Plan(key="p", title="Plan")) == states


def test_a_day_before_the_plan_began_is_no_long_delay(bare: Assessment, review: Review) -> None:
    """It is mostly a slip of the pen, so its row stands after what is late in earnest."""
    plan = Plan(key="p", title="Plan", period_start=dt.date(2025, 4, 1))
    slip = LATE.model_copy(update={"ref": "9", "due": dt.date(2017, 6, 30), "days_late": 3410})
    rows = off_track(review.model_copy(update={"plan": plan}), with_lines(bare, slip, LATE))
    assert [(row.line.ref, row.states) for row in rows] == [
        (LATE.ref, ("1 day late",)),
        ("9", ("due before the plan began",)),
    ]


def test_a_map_of_few_ties_is_a_sentence() -> None:
    """A drawing of three lines would cost a page for its table."""
    made = material("board")
    systems = made.assessment.measures.systems
    for many in (TOLD_OF_TIES, TOLD_OF_TIES + 1):
        cut = systems.model_copy(update={"ties": systems.ties[:many]})
        measures = made.assessment.measures.model_copy(update={"systems": cut})
        fewer = made.assessment.model_copy(update={"measures": measures})
        page = html_of(KIND, Material(made.review, fewer))
        assert ("What ties outcomes together" in page) is (many > TOLD_OF_TIES)
        assert "open actions for outcomes 1, 3 and 6" in page


def test_no_row_is_on_track(bare: Assessment, review: Review) -> None:
    assessment = with_lines(bare, ON, RED, LATE, DONE)
    rows = off_track(review, assessment)
    assert [row.line.ref for row in rows] == ["2", "3"]  # the latest first
    assert title(rows, assessment) == "Two of three open actions are off track"
    page = html_of(KIND, Material(review, assessment))
    assert "On track" not in page
    assert "Done late" not in page


def test_when_all_is_on_track_it_says_so(bare: Assessment, review: Review) -> None:
    assessment = with_lines(bare, ON)
    page = html_of(KIND, Material(review, assessment))
    assert "The one open action is not off track" in page
    assert "Nothing crosses from one outcome or owner to another" in page
    assert "Nothing waits for the group’s word" in page
    assert title((), with_lines(bare)) == "The plan holds no open action"


def test_the_reason_and_the_step_are_the_officers_words(bare: Assessment, review: Review) -> None:
    told = with_action(
        review, reason="The lease fell through", other={"Support needed": "A building"}
    )
    (row,) = off_track(told, with_lines(bare, LATE))
    assert (row.reason, row.step, row.report) == ("The lease fell through", "A building", "")
    assert row.by == ""  # its day has passed


def test_a_progress_note_is_no_reason(bare: Assessment, review: Review) -> None:
    told = with_action(review, reason="n/a", notes=(ProgressNote(quarter=1, text="31 homes"),))
    (row,) = off_track(told, with_lines(bare, LATE))
    assert (row.reason, row.report) == ("", "31 homes")
    page = html_of(KIND, Material(told, with_lines(bare, LATE)))
    assert "No reason is told." in page
    assert "last report: 31 homes" in page


def test_the_step_advised_gets_the_action_on_its_way(
    assessment: Assessment, review: Review
) -> None:
    told = assessment.findings[0].model_copy(
        update={
            "subject": "action",
            "ref": "2",
            "family": "status",
            "advice": "Correct the rating.",
        }
    )
    late = told.model_copy(
        update={"family": "dates", "advice": "Agree a new date.", "severity": Severity.MEDIUM}
    )
    of = with_lines(assessment, LATE).model_copy(update={"findings": (told, late)})
    (row,) = off_track(review, of)
    assert row.advice == "Agree a new date."


def test_what_crosses_outcomes_is_told_once(assessment: Assessment) -> None:
    finding = assessment.findings[0].model_copy(
        update={"subject": "action", "outcomes": ("1",), "severity": Severity.HIGH}
    )
    other = finding.model_copy(update={"fingerprint": "0" * 12, "outcomes": ("2",)})
    group = FindingGroup(
        code=finding.code, name=finding.name, family=finding.family, subject="action",
        severity=Severity.HIGH, refs=("1.1", "2.1"), outcomes=("1", "2"), sentence="Both.",
        why="", advice="", challenge="", findings=(finding.fingerprint, other.fingerprint),
        fingerprint="f" * 12,
    )  # fmt: skip
    alone = assessment.model_copy(update={"findings": (finding,), "groups": ()})
    assert crossing(alone) == ()
    both = assessment.model_copy(update={"findings": (finding, other), "groups": (group,)})
    assert crossing(both) == (group,)


def test_what_all_falls_to_this_group_is_said_once(assessment: Assessment, review: Review) -> None:
    ours = assessment.findings[0].model_copy(
        update={"code": "XXX-99", "subject": "owner", "severity": Severity.HIGH}
    )
    board = ours.model_copy(
        update={"code": assessment.decisions[0].codes[0], "fingerprint": "1" * 12}
    )

    def crossing_part(*findings: Finding) -> str:
        made = assessment.model_copy(update={"findings": findings, "groups": ()})
        return html_of(KIND, Material(review, made)).partition("Cross-cutting")[2]

    said = crossing_part(ours, ours.model_copy(update={"fingerprint": "0" * 12}))
    assert "Each is for this group to settle at its next meeting." in said
    assert "This group" not in said
    said = crossing_part(ours, board)
    assert "to settle at its next meeting" not in said
    assert '<td data-head="Who">This group</td>' in said
    assert f'<td data-head="Who">{assessment.decisions[0].who}</td>' in said


def test_a_decision_says_who_settles(assessment: Assessment) -> None:
    decision = assessment.decisions[0]
    assert settling(decision.codes[0], assessment)[0] == decision.who
    assert settling("XXX-99", assessment) == ("This group", "Its next meeting")


def test_promises_not_kept_need_steering(bare: Assessment, review: Review) -> None:
    promise = PromiseStanding(
        key="0" * 8, review="r", new=False, text="Bring the figures", who="Head of Housing",
        by=dt.date(2026, 9, 1), due=dt.date(2026, 9, 1), state=PromiseState.BROKEN,
        words="", question="",
    )  # fmt: skip
    assessment = bare.model_copy(update={"promises": (promise,)})
    assert steering_title(assessment, (promise,), 0) == "One promise not kept"
    page = html_of(KIND, Material(review, assessment))
    assert "Promise, broken" in page
    assert "Head of Housing" in page


def test_hostile_words_stay_words(bare: Assessment, review: Review) -> None:
    bad = "<script>x</script>"
    told = with_action(review, reason=bad, other={"Support needed": bad})
    line = LATE.model_copy(update={"title": bad, "owner_text": bad})
    assert bad not in html_of(KIND, Material(told, with_lines(bare, line)))


def many(assessment: Assessment, number: int) -> Assessment:
    """With so many actions late, the worst first, of the first two outcomes in turn."""
    refs = [outcome.ref for outcome in assessment.measures.outcomes[:2]]
    lines = [
        LATE.model_copy(update={"ref": f"9.{n}", "days_late": 1000 - n, "outcomes": (refs[n % 2],)})
        for n in range(number)
    ]
    return with_lines(assessment, *lines)


def test_the_worst_are_told_in_full_the_next_in_a_line_and_the_rest_counted(
    assessment: Assessment, review: Review
) -> None:
    late = many(assessment, IN_FULL + IN_BRIEF + 3)
    html = html_of(KIND, Material(review, late), "paper")
    worst, brief = html.split("36 actions more, in brief")
    brief = brief.split("</table>")[0]
    assert worst.count('<th scope="row">9.') == IN_FULL
    assert brief.count('<th scope="row">9.') == IN_BRIEF
    assert "three further actions" not in html
    assert "Three further actions are off track: 2 of outcome" in html
    assert f"9.{IN_FULL + IN_BRIEF + 2}" not in html
    assert beyond(off_track(review, many(assessment, IN_FULL + IN_BRIEF)), assessment) == ""


def test_one_that_finds_no_row_is_counted_as_one(assessment: Assessment, review: Review) -> None:
    late = many(assessment, IN_FULL + IN_BRIEF + 1)
    ref = assessment.measures.outcomes[0].ref
    said = beyond(off_track(review, late), late)
    assert said == f"One further action is off track: 1 of outcome {ref}"
    of_none = late.model_copy(
        update={"lines": tuple(one.model_copy(update={"outcomes": ()}) for one in late.lines)}
    )
    assert beyond(off_track(review, of_none), of_none) == "One further action is off track"


def test_the_only_row_of_a_table_stands_beneath_its_heading_on_the_same_page() -> None:
    paper = html_of(KIND, small(1, "all late"), "paper")
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        first_page = " ".join(Aloud(pdf).said[pdf.pages[0].objgen].values())
    assert "The one open action is off track" in first_page
    assert "No day to come" in first_page
