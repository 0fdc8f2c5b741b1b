"""assure demo: the whole way, on what ships with assure."""

import json

import pytest
from click.testing import CliRunner

from assure.cli import assure
from assure.service.reviews import load


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "out"
    result = CliRunner().invoke(assure, ["demo", "-o", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout, folder


def test_it_says_what_it_reads(demo):
    said, _ = demo
    assert "50 actions, 6 outcomes, 10 indicators" in said
    assert "progress-assurance.yaml: Progress Assurance, 38 answers." in said


def test_it_shows_findings_with_their_evidence_advice_and_question(demo):
    said, _ = demo
    assert "Action 2.2 is reported green and is 123 days late." in said
    assert "Monitoring P14 “Green”; Project plan I16 “June 2026”" in said
    assert "Advice: " in said
    assert "Ask: " in said


def test_it_rates_the_plan_and_each_outcome_in_words(demo):
    said, _ = demo
    quality = said.split("Plan quality, computed from the findings")[1]
    for title in (
        "The whole plan",
        "1 More young people in work or learning",
        "6 Cleaner, easier journeys",
    ):
        assert title in quality


def test_it_writes_report_and_review_and_names_them(demo):
    said, folder = demo
    for name in ("board-report.pdf", "board-report.html", "review.json"):
        assert str(folder / name) in said
        assert (folder / name).stat().st_size > 10_000
    assert sorted(path.name for path in folder.iterdir()) == [
        "board-report.html",
        "board-report.pdf",
        "review.json",
        "years",
    ]


def test_the_review_it_writes_can_be_read_back(demo):
    _, folder = demo
    review = load(str(folder / "review.json"), None)
    assert review.as_of.isoformat() == "2026-10-31"
    assert len(review.plan.actions) == 50
    assert review.rulebook is not None


def test_the_board_edition_names_no_respondent(demo):
    _, folder = demo
    document = json.loads((folder / "review.json").read_text(encoding="utf-8"))
    told = {answer.get("respondent", "") for answer in document["review"]["answers"]}
    assert told == {"", "respondent 1", "respondent 2", "respondent 3"}


def test_it_says_who_judged_delivery_and_how_far_they_agreed(demo):
    output, _ = demo
    assert "3 respondents judged delivery in Progress Assurance, each asked alone" in output


@pytest.mark.heavy  # of small pages it is tried in tests/report/test_pdf.py
def test_a_second_run_writes_the_same_bytes(demo, tmp_path):
    _, folder = demo
    again = tmp_path / "out"
    CliRunner().invoke(assure, ["demo", "-o", str(again)], catch_exceptions=False)
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert len(written) == 6
    for path in written:
        assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes(), path.name


@pytest.mark.heavy
def test_the_report_passes_the_machine_checks_of_verapdf(demo, verapdf):
    _, folder = demo
    results = verapdf(folder / "board-report.pdf")
    assert {result["profile"] for result in results} == {"ua1", "3a"}
    for result in results:
        assert result["checks"] > 1000
        assert result["failures"] == 0, result["failed"]


def test_it_goes_on_to_the_year_after(demo):
    """The numbers themselves are held by tests/anycity/test_two_years.py."""
    said, folder = demo
    assert "Anycity annual review 2027, against the mid-year review 2026" in said
    moved = "Two actions are new, 19 were completed, one was cancelled and 10 were given new dates."
    assert moved in " ".join(said.split())  # however wide the terminal is
    assert "Anycity mid-year review 2027, against the annual review 2027" in said
    files = sorted((folder / "years").iterdir())
    assert [file.name for file in files] == [
        "annual-2027.json",
        "mid-year-2026.json",
        "mid-year-2027.json",
    ]


def test_the_command_that_it_ends_with_works(demo):
    said, _ = demo
    words = said.strip().splitlines()[-1].split()
    assert words[:2] == ["assure", "compare"]
    result = CliRunner().invoke(assure, words[1:], catch_exceptions=False)
    assert result.exit_code == 0
    assert "Completed: 19" in result.stdout
