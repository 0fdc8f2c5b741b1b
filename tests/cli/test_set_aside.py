"""assure set-aside, from a finding on the screen to the reports that name the reason."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError

PLAN = """\
Ref,Action,Lead,Due,Status
1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress
2,Support victims better,All partners,Ongoing,In progress
3,Recruit two analysts,,30/06/2027,In progress
"""
TERMS = ("--because", "Being recruited", "--by", "Programme manager", "--until", "31/01/2027")
OF_PLAN = ("--plan", "plan.csv")


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSURE_TODAY", "2026-10-31")
    Path("plan.csv").write_text(PLAN, encoding="utf-8")


def run(*args: str, status: int = 0) -> Result:
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result


def check(*args: str) -> str:
    return CliRunner().invoke(assure, ["check", "plan.csv", *args]).stdout


def put_aside(finding: str = "OWN-01:3", *place: str) -> Result:
    return run("set-aside", finding, *TERMS, *(place or OF_PLAN))


def test_what_the_screen_shows_in_brackets_sets_the_finding_aside() -> None:
    shown = check()
    fingerprint = re.search(r"Action 3 has no owner\.\s+C4 \(blank\) \[(\w{12})\]", shown)
    assert fingerprint
    said = put_aside(fingerprint[1]).stdout
    assert "Set aside until 31 January 2027 by Programme manager: Being recruited" in said
    assert "Action 3 has no owner." in said
    after = check()
    aside = after[after.index("Set aside: 1, not counted") :]
    assert "Action 3 has no owner." in aside
    assert "Programme manager: Being recruited" in aside
    assert "Action 3 has no owner." not in after[: after.index("Set aside: 1")]


def test_it_counts_towards_neither_exit_status_nor_rating() -> None:
    sound = PLAN.replace("All partners,Ongoing", "Chair,31/12/2027")
    Path("plan.csv").write_text(sound, encoding="utf-8")
    before = CliRunner().invoke(assure, ["check", "plan.csv"])
    put_aside()
    after = CliRunner().invoke(assure, ["check", "plan.csv"])
    assert (before.exit_code, after.exit_code) == (1, 0)
    told = [" ".join(run.stdout.split()) for run in (before, after)]
    assert "Of its three open or completed actions, two have a finding" in told[0]
    assert "Of its three open or completed actions, one has a finding" in told[1]


def test_it_is_in_json_and_in_csv() -> None:
    put_aside()
    data = json.loads(check("--format", "json"))
    (found,) = [f for f in data["findings"] if f["set_aside"]]
    assert (found["code"], found["counts"]) == ("OWN-01", False)
    assert found["set_aside"]["because"] == "Being recruited"
    assert data["measures"]["set_aside"] == 1
    (row,) = [
        row for row in csv.DictReader(io.StringIO(check("--format", "csv"))) if row["set_aside"]
    ]
    assert (row["set_aside"], row["counts"], row["by"]) == ("in force", "no", "Programme manager")
    assert row["until"] == "2027-01-31"


def test_past_its_day_it_counts_again_and_says_so() -> None:
    put_aside()
    later = " ".join(check("--as-of", "2027-02-01").split())
    assert "Set aside:" not in later
    assert "Was set aside until 31 January 2027 by Programme manager: Being recruited." in later
    assert "That day has passed, so it counts again." in later
    listed = run("set-aside", "--list", *OF_PLAN, "--today", "2027-02-01").stdout
    assert "Expired: 1; the findings count again" in listed


def test_past_its_day_it_says_so_where_low_findings_are_not_shown() -> None:
    put_aside()
    Path("assure.toml").write_text('[severity]\n"OWN-01" = "low"\n')

    later = " ".join(check("--as-of", "2027-02-01").split())

    assert "Action 3 has no owner." in later
    assert "That day has passed, so it counts again." in later
    assert "Low: 1 OWN-01" in later or "of them not shown (--low shows them). OWN-01" in later


def test_one_that_is_put_right_is_reported_as_no_longer_found() -> None:
    put_aside()
    Path("plan.csv").write_text(PLAN.replace("analysts,,", "analysts,Chair,"), encoding="utf-8")
    assert "Set aside, and no longer found: 1" in check()
    assert "Unused: 1" in run("set-aside", "--list", *OF_PLAN).stdout


def test_it_is_listed_and_taken_back() -> None:
    put_aside()
    listed = run("set-aside", "--list", *OF_PLAN).stdout
    assert "In force: 1" in listed
    assert "OWN-01:3 until 31 January 2027 by Programme manager: Being recruited" in listed
    assert "Since 31 October 2026." in listed
    (data,) = json.loads(run("set-aside", "--list", *OF_PLAN, "--format", "json").stdout)
    assert (data["state"], data["code"], data["ref"]) == ("in force", "OWN-01", "3")
    assert "Taken back: OWN-01:3" in run("set-aside", "--undo", "OWN-01:3", *OF_PLAN).stdout
    assert "Set aside" not in check()
    assert "Nothing is set aside" in run("set-aside", "--list", *OF_PLAN).stderr


def test_rows_that_move_and_another_file_name_for_the_sheet_lose_nothing() -> None:
    put_aside()
    head, first, second, third = PLAN.splitlines()
    Path("plan.csv").write_text("\n".join([head, third, first, second, ""]), encoding="utf-8")
    assert "Set aside: 1, not counted" in check()


def test_a_review_in_the_database_is_the_default_and_the_next_one_inherits() -> None:
    new = ("review", "new", "Anycity", "--kind", "mid-year")
    run(*new, "--plan", "plan.csv", "--as-of", "2026-10-31")
    run("set-aside", "OWN-01:3", *TERMS)
    assert "1 finding set aside" in run("review", "show").stdout
    run("review", "freeze")
    run(*new, "--plan", "plan", "--as-of", "2026-12-31")
    assert "In force: 1" in run("set-aside", "--list").stdout
    told = run("set-aside", "OWN-01:3", *TERMS, "--review", "anycity-mid-year-2026-10-31")
    assert "is frozen and stays as it is" in told.stderr
    assert "Before, it was set aside until 31 January 2027" in told.stderr


def test_the_report_names_who_why_and_until_when() -> None:
    run("review", "new", "Anycity", "--kind", "mid-year", "--as-of", "2026-10-31", *OF_PLAN)
    run("set-aside", "OWN-01:3", *TERMS)
    run("report", "--format", "html")
    page = re.sub("<[^>]+>", "", Path("out/board-report.html").read_text(encoding="utf-8"))
    assert "Programme manager" in page
    assert "Being recruited" in page
    assert "set aside until 31 Jan 2027" in page


def test_checking_makes_no_database_and_changes_none() -> None:
    check()
    assert not Path("assure.db").exists()
    put_aside()
    before = Path("assure.db").read_bytes()
    check()
    assert Path("assure.db").read_bytes() == before


def test_a_database_that_cannot_be_read_sets_nothing_aside_and_says_so() -> None:
    Path("assure.db").write_text("not a database", encoding="utf-8")
    result = CliRunner().invoke(assure, ["check", "plan.csv"])
    assert "every finding counts: assure.db: not a database" in result.stderr
    assert "Action 3 has no owner." in result.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("OWN-01:3", *OF_PLAN), "--because and --by and --until missing"),
        (("OWN-01:3", *TERMS[:4], *OF_PLAN), "--until missing"),
        ((*TERMS, *OF_PLAN), "Say which FINDING"),
        (("--list", "OWN-01:3"), "leave FINDING and --undo out"),
        (("--undo",), "Say which FINDING"),
        (("OWN-01:3", *TERMS, *OF_PLAN, "--review", "x"), "not both"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(args: tuple[str, ...], said: str) -> None:
    assert said in run("set-aside", *args, status=2).stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("OWN-01:9", *TERMS, *OF_PLAN), "did you mean “OWN-01:3”"),
        (("OWN-01:3", *TERMS), "no database here yet"),
        (("--undo", "OWN-01:3", *OF_PLAN), "no database here yet"),
        (("OWN-01:3", *TERMS, "--plan", "none.csv"), "none.csv"),
    ],
)
def test_what_cannot_be_found_is_told_and_leaves_no_database(
    args: tuple[str, ...], said: str
) -> None:
    with pytest.raises(AssureError, match=re.escape(said)):
        run("set-aside", *args)
    assert not Path("assure.db").exists()
