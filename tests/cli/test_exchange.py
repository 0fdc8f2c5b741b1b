"""``assure template`` and ``assure export``: what a user gets and is told."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError

PLAN = """\
Ref,Action,Owner,Due,Ward
1.1,Open the family hub,Head of Housing,31/03/2027,Mill Road
1.2,Recruit two analysts,JB,Q3,
"""


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("plan.csv").write_text(PLAN, encoding="utf-8")


def run(*args: str, **env: str) -> Result:
    result = CliRunner(env=env).invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def refusal(*args: str) -> str:
    with pytest.raises(AssureError) as told:
        CliRunner().invoke(assure, args, catch_exceptions=False)
    return str(told.value)


def test_the_template_says_what_to_do_next() -> None:
    said = run("template", "hubs.xlsx", "--title", "Hubs", "--period", "2026-2029").stdout

    assert said == "Wrote hubs.xlsx. Fill it in, save it, then: assure check hubs.xlsx\n"
    about = openpyxl.load_workbook("hubs.xlsx")["About"]
    assert [cell.value for cell in about["B"]][2] == "Hubs"


def test_what_to_type_next_can_be_typed_whatever_the_file_is_called() -> None:
    assert run("template", "our plan.xlsx").stdout.endswith("assure check 'our plan.xlsx'\n")


def test_what_is_there_is_never_written_over_unasked() -> None:
    Path("hubs.xlsx").write_text("mine")

    assert refusal("template", "hubs.xlsx") == (
        "hubs.xlsx is there already; give another name, or --replace to write over it."
    )
    assert refusal("export", "plan.csv", "-o", "hubs.xlsx").startswith("hubs.xlsx is there")
    assert Path("hubs.xlsx").read_text() == "mine"
    run("template", "hubs.xlsx", "--replace")


def test_an_unknown_period_or_ending_is_told() -> None:
    assert "names no period; write 2026-2029" in refusal("template", "a.xlsx", "--period", "soon")
    assert refusal("template", "a.ods") == "a.ods: give the file a name that ends in .xlsx."
    assert refusal("export", "plan.csv", "-o", "a.csv") == (
        "a.csv: give the file a name that ends in .xlsx or .json."
    )


def test_a_file_is_exported_without_being_kept() -> None:
    said = run("export", "plan.csv", "-o", "plan.xlsx")

    assert said.output == "Wrote 2 actions of “Plan” to plan.xlsx.\n"
    assert not Path("assure.db").exists()
    assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == []
    assert "no problem" not in run("import", "plan.xlsx").stdout


def test_a_kept_plan_is_exported_by_its_key() -> None:
    run("import", "plan.csv")

    run("export", "plan", "-o", "kept.json")

    kept = json.loads(Path("kept.json").read_text(encoding="utf-8"))
    assert [action["ref"] for action in kept["plan"]["actions"]] == ["1.1", "1.2"]
    assert "2 actions" in run("check", "kept.json", "--fail-on", "never").output


def test_what_earlier_imports_said_is_not_called_lost() -> None:
    run("import", "plan.csv", "--today", "2026-06-01")
    Path("plan.csv").write_text(PLAN.replace("31/03", "30/06") + "1.3,Open a café,,Q4,\n", "utf-8")
    run("import", "plan.csv", "--yes", "--today", "2026-09-01")

    said = run("export", "plan", "-o", "plan.xlsx")

    assert said.output == "Wrote 3 actions of “Plan” to plan.xlsx.\n"


def test_what_is_neither_a_file_nor_a_key_is_told() -> None:
    assert refusal("export", "hubs", "-o", "a.json") == (
        "“hubs” is neither a file nor the key of a kept plan; name a file, or import a plan first."
    )
    run("import", "plan.csv")
    assert "plan" in refusal("export", "plam", "-o", "a.json")
    assert "there is no such file" in refusal("export", "plam.csv", "-o", "a.json")


def test_what_a_workbook_could_not_say_is_named() -> None:
    run("export", "plan.csv", "-o", "plan.json")
    document = json.loads(Path("plan.json").read_text(encoding="utf-8"))
    document["plan"]["actions"][0]["due"]["kind"] = "vague"
    Path("odd.json").write_text(json.dumps(document), encoding="utf-8")

    told = run("export", "odd.json", "-o", "odd.xlsx").stderr

    assert told == (
        "1 value could not be said in a workbook as the plan has them; export it as .json to keep "
        "them:\n  action 1.1: due\n"
    )


def test_every_column_is_there_to_be_filled_in_when_asked_for() -> None:
    said = run("export", "plan.csv", "-o", "plan.xlsx", "--every-column")

    assert said.stderr == ""
    assert openpyxl.load_workbook("plan.xlsx").sheetnames[-1] == "Partners"
