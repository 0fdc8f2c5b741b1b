"""``assure compare``: what moved between two reviews, short enough to read in a meeting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from tests.assess.build import action, day, judged, plan, review, rulebook
from tests.assess.random_plans import REVIEWS
from tests.thorough import tries

from assure.assess.compare import Judged, compare
from assure.cli import assure
from assure.cli.comparison_lines import comparison_text
from assure.model.actions import Revision
from assure.model.comparison_document import as_json
from assure.model.errors import AssureError
from assure.model.review import Review
from assure.model.values import Rag, Status

SCHEMA = Path(__file__).resolve().parents[2] / "docs/schemas/comparison.schema.json"
HEADINGS = "Ref,Action,Lead,Due,Status,RAG\n"
FIRST = """\
1.1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress,Amber
1.2,Recruit two analysts,Officer A,30/09/2026,Delayed,Red
1.3,Publish the housing strategy,Head of Planning,31/12/2026,Not started,Green
1.4,Agree the licensing scheme with landlords,TBC,TBC,In progress,Green
"""
SECOND = """\
1.1,Open the family hub on Mill Road,Head of Housing,31/03/2027,Completed,Green
1.2,Recruit two analysts,Officer A,31/03/2027,In progress,Amber
1.4,Agree the licensing scheme with landlords,Head of Licensing,31/05/2027,In progress,Green
1.5,Run the winter warmth campaign,,,,Green
"""


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793440800")


def run(*args: str) -> Result:
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def sat(rows: str, kind: str, as_of: str, answers: str, *, freeze: bool = True) -> None:
    Path("plan.csv").write_text(HEADINGS + rows, encoding="utf-8")
    Path("progress.yaml").write_text(
        "questionnaire: progress-assurance\nanswered_by: Locality manager\n"
        f"answers: {{{answers}}}\n",
        encoding="utf-8",
    )
    files = ("--plan", "plan.csv", "--answers", "progress.yaml")
    run("review", "new", "Anycity", "--kind", kind, "--as-of", as_of, *files, "--today", as_of)
    if freeze:
        run("review", "freeze", "--today", as_of)


@pytest.fixture
def two() -> None:
    """A mid-year review, frozen, and the annual one after it, a draft."""
    sat(FIRST, "mid-year", "2026-10-31", "A1: 2, A2: 1, B1: 1")
    sat(SECOND, "annual", "2027-03-31", "A1: 3, A2: 1", freeze=False)


@pytest.mark.usefixtures("two")
def test_what_moved_stands_first_and_each_line_names_its_action() -> None:
    said = run("compare").stdout
    head, *parts = said.split("\n\n")
    assert head.splitlines()[1].startswith("  Before: Anycity (mid-year, as of 31 October 2026)")
    assert "(annual, as of 31 March 2027, a draft)" in head
    assert (
        "One action is new, one was completed, one is gone while still to be done, two were "
        "given new dates and one has a new owner." in " ".join(parts[0].split())
    )
    assert "One answer is better and one is no longer given." in parts[0]
    for line in (
        "1.2: 30 Sep 2026 → 31 Mar 2027, 182 days later",
        "1.4: TBC → Head of Licensing",
        "OWN-02  Action 1.4 is owned by a placeholder, “TBC”. (high)",
        "PRO-01  B: The area “Quality of the delivery plan” is weak",
        "Progress Assurance B1 was not answered for the newer review.",
        "RAG Red → Amber, better",
        "B Quality of the delivery plan: no question can be compared, 1 left out",
        "Overdue: 1 → 0 (−1)",
    ):
        assert line in said
    assert "Officer A" not in said


@pytest.mark.usefixtures("two")
def test_what_stayed_is_listed_only_when_everything_is_wanted() -> None:
    assert "A2 Does each target" not in run("compare").stdout
    everything = run("compare", "--all").stdout
    assert "A2 Does each target have a named senior lead? Partly in place, as before" in everything
    assert "Open actions with a date: " in everything


@pytest.mark.usefixtures("two")
def test_a_long_list_is_cut_and_says_so() -> None:
    run("review", "freeze", "--today", "2027-03-31")
    rows = "".join(f"2.{n},Run event number {n} in the parks,,,,\n" for n in range(1, 21))
    sat(FIRST + rows, "challenge", "2027-05-31", "A1: 3", freeze=False)
    args = ("compare", "anycity-annual-2027-03-31", "anycity-challenge-2027-05-31")
    short = run(*args).stdout
    assert "  New: 20\n" in short
    assert "and 12 more (--all shows them)" in short
    assert "Back in the plan: 1\n    1.3 “Publish the housing strategy”." in short
    assert "more (--all shows them)" not in run(*args, "--all").stdout


@pytest.mark.usefixtures("two")
def test_the_json_keeps_to_its_schema() -> None:
    document = json.loads(run("compare", "--format", "json").stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(document)
    assert document["schema_version"] == 1
    assert document["older"]["review"] == "anycity-mid-year-2026-10-31"
    assert {a["ref"]: a["fate"] for a in document["actions"]} == {
        "1.1": "completed",
        "1.2": "kept",
        "1.4": "kept",
        "1.5": "new",
        "1.3": "gone",
    }


@pytest.mark.usefixtures("two")
def test_a_file_that_somebody_made_does_not_speak_to_the_terminal() -> None:
    run("review", "show", "-o", "review.json")
    text = Path("review.json").read_text(encoding="utf-8")
    evil = text.replace("Run the winter warmth campaign", "\\u001b[31mRed\\u001b[0m alert")
    Path("review.json").write_text(evil, encoding="utf-8")
    said = run("compare", "anycity-mid-year-2026-10-31", "review.json", "--all").stdout
    assert "alert" in said
    assert "\x1b" not in said


@pytest.mark.usefixtures("two")
def test_it_is_written_to_a_file_whole() -> None:
    said = run("compare", "-o", "moved.txt")
    assert said.stdout == ""
    assert Path("moved.txt").read_text(encoding="utf-8") == run("compare").stdout


@pytest.mark.usefixtures("two")
def test_a_review_compared_with_itself_is_told_in_one_sentence() -> None:
    key = "anycity-mid-year-2026-10-31"
    said = run("compare", key, key).stdout
    assert "  Nothing has moved between these two reviews.\n" in said
    assert "New" not in said


def test_without_reviews_it_is_refused_in_a_sentence() -> None:
    with pytest.raises(AssureError):
        CliRunner().invoke(assure, ["compare"], catch_exceptions=False)
    assert not Path("assure.db").exists()


def test_who_told_of_several_changes_is_named_once() -> None:
    days = tuple(day(f"2026-{month}-01") for month in ("01", "02"))
    past = [
        Revision(field=field, text=text, version=version, at=days[version - 1], by=by)
        for field, texts in {"status": ("in_progress", "delayed"), "rag": ("red", "amber")}.items()
        for version, (text, by) in enumerate(zip(texts, ("", "Head of Housing"), strict=True), 1)
    ]
    before = plan(action("1.1", rag=Rag.RED), version=1, imports=days[:1])
    now = action("1.1", rag=Rag.AMBER, status=Status.DELAYED, revisions=tuple(past))
    sides = [
        Judged(review(of), judged(of), rulebook())
        for of in (before, plan(now, version=2, imports=days))
    ]
    said = "\n".join(comparison_text(compare(*sides, None)))
    told = "Delayed; RAG Red → Amber, better (by Head of Housing, 1 Feb 2026)"
    assert told in " ".join(said.split())


@settings(max_examples=tries(20), deadline=None, suppress_health_check=list(HealthCheck))
@given(REVIEWS, REVIEWS)
def test_whatever_moved_can_be_told_and_keeps_to_the_schema(older: Review, newer: Review) -> None:
    sides = [Judged(of, judged(of), rulebook()) for of in (older, newer)]
    comparison = compare(*sides, None)
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    schema.validate(json.loads(as_json(comparison)))
    short, whole = (
        "\n".join(comparison_text(comparison, everything=everything))
        for everything in (False, True)
    )
    assert len(short.splitlines()) <= len(whole.splitlines())
    for move in comparison.actions:
        assert move.ref in whole
