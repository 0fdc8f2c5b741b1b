"""``assure audit``: the trail on the screen and in files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from tests.service.test_audit import MARCH, store

from assure.cli import assure
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.store import ChangeKind
from assure.store.store import Store

__all__ = ["store"]


def run(tmp_path: Path, *arguments: str, status: int = 0) -> str:
    result = CliRunner().invoke(
        assure, ["audit", *arguments, "--database", str(tmp_path / "assure.db")]
    )
    assert result.exit_code == status, result.output
    return result.output


@pytest.mark.usefixtures("store")
def test_it_reads_from_top_to_bottom(tmp_path: Path) -> None:
    assert run(tmp_path, "--action", "1.1", "--since", "2027-01-15").splitlines() == [
        "15 January 2027 09:00 UTC  anycity: change 2, update of housing-q7.xlsx, "
        "told by Head of Housing",
        "    1.1 date: 31 March 2027 → 30 June 2027",
        "    1.1 status: delayed",
        "17 January 2027 09:00 UTC  anycity: set aside, told by Programme manager",
        "    1.1 DAT-01: Agreed by the board (until 30 June 2027)",
        "18 January 2027 09:00 UTC  anycity: promise",
        "    1.1 promise: Name a site (Head of Housing, by 28 February 2027)",
        "3 March 2027 18:00 UTC  anycity: promise told of, told by Clerk",
        "    1.1 promise: Name a site → kept. Mill Road",
        "3 March 2027 18:00 UTC  anycity: set-aside taken back",
        "    1.1 DAT-01: Agreed by the board (until 30 June 2027) → (blank)",
    ]


def hostile(store: Store) -> None:
    """An update that brings a formula and a sequence that a terminal obeys."""

    def how(plan: Plan) -> Plan:
        formula = Action(key="=1+1", ref="=1+1", title="=HYPERLINK(1)\x1b[31m")
        return plan.model_copy(update={"actions": (formula,)})

    store.change_plan("anycity", how, MARCH, kind=ChangeKind.UPDATE, source="@bad.csv", by="-x")


def test_text_of_others_is_no_command_to_a_terminal(tmp_path: Path, store: Store) -> None:
    hostile(store)
    told = run(tmp_path)
    assert "=1+1 came into the plan: =HYPERLINK(1)[31m" in told
    assert "1.2 left the plan: Recruit two analysts" in told
    assert "\x1b" not in told


def test_a_table_has_a_line_for_each_field_and_no_formula(tmp_path: Path, store: Store) -> None:
    hostile(store)
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, "--format", "csv"))))
    (status,) = (row for row in rows if row["field"] == "status")
    assert status == {
        "at": "2027-01-15T09:00:00Z",
        "plan": "anycity",
        "what": "update",
        "number": "2",
        "source": "housing-q7.xlsx",
        "by": "Head of Housing",
        "ref": "1.1",
        "field": "status",
        "was": "",
        "now": "delayed",
    }
    (formula,) = (row for row in rows if row["now"].startswith("'=HYPERLINK"))
    assert (formula["ref"], formula["source"], formula["by"]) == ("'=1+1", "'@bad.csv", "'-x")


def test_a_workbook_by_the_name_of_the_file(tmp_path: Path, store: Store) -> None:
    hostile(store)
    file = tmp_path / "trail.xlsx"
    assert run(tmp_path, "-o", str(file)) == f"Wrote 8 acts to {file}.\n"
    page = openpyxl.load_workbook(file)["Audit"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][:4] == ("at", "plan", "what", "number")
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert any(row[9] == "=HYPERLINK(1)[31m" for row in rows)


def test_what_is_too_long_for_a_cell_is_cut_however_it_counts(tmp_path: Path, store: Store) -> None:
    def how(plan: Plan) -> Plan:
        long = Action(key="9", ref="9", title="\N{GRINNING FACE}" * 30_000)
        return plan.model_copy(update={"actions": (long,)})

    store.change_plan("anycity", how, MARCH, kind=ChangeKind.UPDATE, source="long.csv")
    file = tmp_path / "trail.xlsx"
    run(tmp_path, "-o", str(file))
    page = openpyxl.load_workbook(file)["Audit"]
    assert any(
        str(cell).endswith("… (the rest stands in --format csv)")
        for row in page.iter_rows(values_only=True)
        for cell in row
    )


@pytest.mark.usefixtures("store")
def test_data_for_other_programs(tmp_path: Path) -> None:
    file = tmp_path / "trail.json"
    run(tmp_path, "-o", str(file))
    rows = json.loads(file.read_text(encoding="utf-8"))
    assert rows[-1]["what"] == "set-aside taken back"
    raw = json.loads(run(tmp_path, "--format", "json", "--all"))
    (status,) = (row for row in raw if (row["ref"], row["field"]) == ("1.1", "status"))
    assert (status["was"], status["now"]) == ("", '"delayed"')


@pytest.mark.usefixtures("store")
def test_a_workbook_needs_a_file(tmp_path: Path) -> None:
    assert "a workbook needs a file; name one with -o." in run(
        tmp_path, "--format", "xlsx", status=2
    )


@pytest.mark.usefixtures("store")
def test_a_file_of_another_kind_is_refused_unless_its_form_is_said(tmp_path: Path) -> None:
    said = run(tmp_path, "-o", str(tmp_path / "trail.pdf"), status=2)
    assert "give the file a name that ends in .txt, .csv, .json or .xlsx." in said
    assert not (tmp_path / "trail.pdf").exists()
    run(tmp_path, "-o", str(tmp_path / "trail.log"), "--format", "csv")
    assert (tmp_path / "trail.log").read_text("utf-8-sig").startswith("at,plan,what")


@pytest.mark.usefixtures("store")
def test_a_day_on_which_nothing_was_done(tmp_path: Path) -> None:
    assert run(tmp_path, "--since", "2028-01-01") == "Nothing was done.\n"
