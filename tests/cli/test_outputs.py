"""What `assure check` writes for other programs, and which findings it writes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from assure.cli import assure
from assure.cli.outputs import HEADINGS as CSV_HEADINGS
from assure.cli.outputs import as_json, cell
from assure.model.document import schema
from assure.model.errors import AssureError
from assure.service.demo import anycity
from assure.service.judge import judge

HEADINGS = ["Ref", "Action", "Lead officer", "By when", "Status"]
ROWS = [
    ["1", "Open a youth centre", "Head of Housing", "31/03/2027", "In progress"],
    ["2", "Support victims better", "All partners", "Ongoing", "In progress"],
    ["3", "Train 200 door staff", None, "30/06/2026", "In progress"],
    [None, "Agree the budget", None, "30/06/2026", "In progress"],
]  # fmt: skip


def write(path: Path, rows: list[list[str | None]], sheet: str = "Plan", above: int = 0) -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    for row in [*([None] for _ in range(above)), HEADINGS, *rows]:
        page.append(row)
    workbook.save(path)
    return path


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSURE_DATABASE", raising=False)
    return write(tmp_path / "plan.xlsx", ROWS)


def check(plan: Path, *arguments: str) -> Result:
    args = ["check", str(plan), "--today", "31/10/2026", "--engine", "plain", *arguments]
    return CliRunner().invoke(assure, args)


def as_data(plan: Path, *arguments: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(check(plan, "--format", "json", *arguments).stdout)
    return data


def as_rows(plan: Path, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(check(plan, "--format", "csv", *arguments).stdout)))


# --- JSON -------------------------------------------------------------------------------


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


def test_what_is_written_is_as_the_schema_says(plan: Path) -> None:
    data = as_data(plan)
    Draft202012Validator(schema()).validate(data)
    assert (next(iter(data)), data["schema_version"], data["left_out"]) == ("schema_version", 1, 0)


def test_a_review_with_everything_in_it_is_as_the_schema_says() -> None:
    data = json.loads(as_json(judge(anycity(), engine="plain")))
    Draft202012Validator(schema()).validate(data)
    assert data["measures"]["trajectories"]
    assert data["judgements"]


def test_the_schema_refuses_what_it_does_not_describe(plan: Path) -> None:
    data = as_data(plan)
    del data["findings"][0]["fingerprint"]
    assert not Draft202012Validator(schema()).is_valid(data)


# --- CSV --------------------------------------------------------------------------------


def test_there_is_one_line_for_each_finding(plan: Path) -> None:
    rows, findings = as_rows(plan), as_data(plan)["findings"]
    assert list(rows[0]) == list(CSV_HEADINGS)
    assert [row["fingerprint"] for row in rows] == [f["fingerprint"] for f in findings]
    (row,) = [row for row in rows if row["code"] == "OWN-03"]
    assert row["finding"] == "Action 2 belongs to a group, “All partners”."
    assert row["seen_at"].startswith("Plan C3")
    assert (row["counts"], row["set_aside"]) == ("yes", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\rx", "'x"),
        ("  =1", "'=1"),
        ("\x00=1", "'=1"),
        ("two\nlines\x07", "two lines"),
        ("1 = 1", "1 = 1"),
        ("", ""),
    ],
)
def test_no_cell_is_run_as_a_formula(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_a_plan_full_of_formulas_comes_out_as_text(tmp_path: Path, plan: Path) -> None:
    hostile = tmp_path / "hostile.csv"
    hostile.write_text('Ref,Action,Owner,Due\n=1+1,"=cmd|calc\nx",@all,ongoing\n', encoding="utf-8")
    for row in as_rows(hostile):
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in row.values())


def test_a_file_begins_as_spreadsheets_expect(plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "findings.csv"
    check(plan, "--format", "csv", "-o", str(target))
    assert target.read_bytes().startswith(b"\xef\xbb\xbffingerprint,code,")
    assert not check(plan, "--format", "csv").stdout.startswith("\ufeff")


# --- Which findings ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["OWN", "own", "OWN-0", "ownership", "OWN-01,OWN-03"])
def test_rules_are_selected_by_code_beginning_or_family(plan: Path, name: str) -> None:
    assert {f["code"] for f in as_data(plan, "--select", name)["findings"]} == {"OWN-01", "OWN-03"}


def test_what_is_ignored_is_counted_as_left_out_and_ratings_stay(plan: Path) -> None:
    whole, part = as_data(plan), as_data(plan, "--ignore", "OWN", "--ignore", "ongoing")
    assert not {f["code"] for f in part["findings"]} & {"OWN-01", "OWN-03"}
    assert part["left_out"] == len(whole["findings"]) - len(part["findings"]) > 0
    assert part["ratings"] == whole["ratings"]
    assert part["measures"] == whole["measures"]


def test_selecting_and_ignoring_go_together(plan: Path) -> None:
    found = as_data(plan, "--select", "OWN", "--ignore", "OWN-03")["findings"]
    assert {f["code"] for f in found} == {"OWN-01"}


def test_text_says_how_many_were_left_out(plan: Path) -> None:
    left_out = as_data(plan, "--select", "OWN")["left_out"]
    assert (
        f"Left out by --select or --ignore: {left_out} finding"
        in check(plan, "--select", "OWN").stdout
    )


def test_what_is_left_out_does_not_decide_the_exit_status(plan: Path) -> None:
    assert check(plan).exit_code == 1
    assert check(plan, "--ignore", "OWN,TIM,STA").exit_code == 0


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--select", "ONW", "did you mean “OWN"),
        ("--ignore", "owner-ship", "did you mean “ownership”"),
        ("--select", "TIM-99", "did you mean “TIM"),
        ("--select", "x" * 40_000, "no rule is called so"),
    ],
)
def test_an_unknown_rule_is_refused_in_one_sentence(
    plan: Path, option: str, name: str, said: str
) -> None:
    error = check(plan, option, name).exception
    assert isinstance(error, AssureError)
    assert said in str(error)
    assert len(str(error)) < 400


# --- Stable -----------------------------------------------------------------------------


def prints(plan: Path) -> dict[tuple[str, str], str]:
    """Fingerprint by rule and by the words of what it is about."""
    return {(f["code"], f["title"]): f["fingerprint"] for f in as_data(plan)["findings"]}


def test_neither_rows_that_move_nor_another_sheet_changes_a_fingerprint(
    plan: Path, tmp_path: Path
) -> None:
    before = prints(plan)
    moved = write(tmp_path / "plan.xlsx", ROWS[::-1], sheet="Copy of plan (2)", above=3)
    assert prints(moved) == before


def test_the_same_plan_is_written_the_same_each_time(plan: Path) -> None:
    for form in ("text", "json", "csv"):
        first, again = (check(plan, "--format", form).stdout for _ in range(2))
        assert first == again
