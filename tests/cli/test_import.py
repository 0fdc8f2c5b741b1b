"""``assure import`` and ``assure questionnaires``: what is said about what was read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError
from assure.store.store import Store

PLAN = """\
Ref,Action,Who is on it,Due
1.1,Open the family hub 🏠 on Mill Road,Head of Housing,31/03/2027
1.2,<b>Recruit</b> two analysts,Officer A,31/02/2027
"""


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("plan.csv").write_text(PLAN, encoding="utf-8")


def run(*args: str, **env: str) -> Result:
    result = CliRunner(env=env).invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_an_import_says_what_it_read_and_what_it_could_not() -> None:
    said = run("import", "plan.csv").stdout
    assert "Read 2 actions." in said
    assert "“Due” due" in said
    assert "1 problem:" in said
    assert "31/02/2027" in said
    assert "Next: assure review new" in said


def test_a_column_can_be_named() -> None:
    run("import", "plan.csv", "--map", "owner=Who is on it")
    with Store.open("assure.db") as store:
        plan = store.plan(store.plans()[0].key)
    assert plan is not None
    assert plan.actions[0].owner.name == "Head of Housing"
    assert plan.actions[0].title == "Open the family hub 🏠 on Mill Road"


def test_the_database_is_named_by_flag_then_environment_then_settings() -> None:
    Path("assure.toml").write_text('database = "settings.db"\n', encoding="utf-8")
    run("import", "plan.csv")
    run("import", "plan.csv", ASSURE_DATABASE="environment.db")
    run("import", "plan.csv", "--database", "flag.db", ASSURE_DATABASE="unused.db")
    made = sorted(path.name for path in Path().glob("*.db"))
    assert made == ["environment.db", "flag.db", "settings.db"]


def moved(text: str = PLAN) -> None:
    """The plan as it comes back: one action re-dated, given away and renamed; one new."""
    text = text.replace("31/03/2027", "30/06/2027").replace("Head of Housing", "Head of Estates")
    text = text.replace("two analysts", "three analysts")
    Path("plan.csv").write_text(f"{text}1.3,Publish the strategy,Officer B,\n", encoding="utf-8")


def test_the_same_file_again_changes_nothing() -> None:
    run("import", "plan.csv", "--today", "2026-10-12")
    said = run("import", "plan.csv").stdout
    assert "Nothing has changed since 12 October 2026; nothing was kept." in said
    with Store.open("assure.db") as store:
        assert store.plans()[0].version == 1


def test_what_differs_is_shown_by_kind() -> None:
    run("import", "plan.csv", "--map", "owner=Who is on it", "--today", "2026-10-12")
    moved()
    said = run("import", "plan.csv", "--map", "owner=Who is on it").stdout
    assert said[said.index("Compared with") :].splitlines()[:9] == [
        "Compared with the plan of 12 October 2026 (plan.csv):",
        "  New: 1",
        "    1.3 “Publish the strategy”",
        "  Re-dated: 1",
        "    1.1: 31/03/2027 → 30/06/2027",
        "  Re-owned: 1",
        "    1.1: Head of Housing → Head of Estates",
        "  Changed: 1",
        "    1.2: wording <b>Recruit</b> two analysts → <b>Recruit</b> three analysts",
    ]
    assert "Kept as plan. It is change 2 of this plan." in said


def test_what_has_gone_is_shown_and_then_found() -> None:
    run("import", "plan.csv")
    Path("plan.csv").write_text(PLAN.rsplit("1.2", 1)[0], encoding="utf-8")
    assert "  Gone: 1\n    1.2 “<b>Recruit</b> two analysts”" in run("import", "plan.csv").stdout


def test_a_dry_run_keeps_nothing() -> None:
    assert "it would be kept as plan." in run("import", "plan.csv", "--dry-run").stdout
    assert not Path("assure.db").exists()
    run("import", "plan.csv")
    moved()
    assert "Re-dated: 1" in run("import", "plan.csv", "--dry-run").stdout
    with Store.open("assure.db") as store:
        assert store.plans()[0].version == 1


def test_strict_keeps_nothing_while_a_problem_remains() -> None:
    strict = CliRunner().invoke(assure, ["import", "plan.csv", "--strict"])
    assert strict.exit_code == 1
    assert strict.stderr == ("Nothing was kept, because of 1 problem; mend and import again.\n")
    assert not Path("assure.db").exists()
    Path("plan.csv").write_text(PLAN.replace("31/02/2027", "28/02/2027"), encoding="utf-8")
    assert "Kept as plan." in run("import", "plan.csv", "--strict").stdout


def test_on_a_terminal_it_is_asked_before_a_new_version_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("import", "plan.csv")
    moved()
    monkeypatch.setattr("assure.cli.prompt.is_terminal", lambda: True)
    monkeypatch.setattr("assure.cli.placing.Placing.settle", lambda *_, **__: None)
    no = CliRunner().invoke(assure, ["import", "plan.csv"], input="n\n", catch_exceptions=False)
    assert "Keep this as the new version? [Y/n]" in no.stdout
    assert "Nothing was kept." in no.stdout
    yes = CliRunner().invoke(assure, ["import", "plan.csv"], input="\n", catch_exceptions=False)
    assert "It is change 2" in yes.stdout
    assert "?" not in run("import", "plan.csv", "--yes").stdout.splitlines()[-1]


def test_on_a_terminal_it_is_asked_which_plan_a_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", "plan.csv")
    Path("plan.csv").rename("november.csv")
    with pytest.raises(AssureError, match="--as plan` as a new version of that plan"):
        run("import", "november.csv")
    monkeypatch.setattr("assure.cli.prompt.is_terminal", lambda: True)
    monkeypatch.setattr("assure.cli.placing.Placing.settle", lambda *_, **__: None)
    asked = CliRunner().invoke(assure, ["import", "november.csv"], input="y\ny\n")
    assert "Is it a new version of plan? [Y/n]" in asked.stdout
    with Store.open("assure.db") as store:
        assert [plan.key for plan in store.plans()] == ["plan"]


def test_problems_are_written_as_a_workbook() -> None:
    assert "Wrote mend.xlsx." in run("import", "plan.csv", "--problems", "mend.xlsx").stdout
    book = openpyxl.load_workbook("mend.xlsx")
    assert book["Plan"]["E3"].value.startswith("D3: ")
    check = CliRunner().invoke(assure, ["check", "plan.csv", "--problems", "again.xlsx"])
    assert "Wrote again.xlsx." in check.stderr
    assert sorted(path.name for path in Path().glob("*.xlsx")) == ["again.xlsx", "mend.xlsx"]


def test_a_plan_that_cannot_be_read_leaves_no_database() -> None:
    Path("empty.csv").write_text("", encoding="utf-8")
    with pytest.raises(AssureError):
        run("import", "empty.csv")
    assert not Path("assure.db").exists()


def test_the_plans_are_listed_with_their_changes() -> None:
    run("import", "plan.csv", "--today", "2026-10-12")
    moved()
    run("import", "plan.csv", "--today", "2027-01-15")
    listed = run("plans").stdout
    assert listed.splitlines() == [
        "plan  Plan  2 changes",
        "    2  15 January 2027  import plan.csv",
        "    1  12 October 2026  import plan.csv",
    ]
    assert run("plans", "plan").stdout == listed
    with pytest.raises(AssureError, match="There is no plan “plam”"):
        run("plans", "plam")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("none.csv",), "none.csv: there is no such file"),
        (("plan.csv", "--database", "plan.csv"), "plan.csv: not a database"),
        (("plan.csv", "--problems", "plan.csv"), "end its name in .xlsx"),
        (("plan.xlsx", "--problems", "plan.xlsx"), "the plan itself and stays as it is"),
        (("plan.csv", "--problems", "no/mend.xlsx"), "no/mend.xlsx: cannot be written"),
        (("plan.csv", "--as", "other"), "no plan yet that this could be a version of"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(args: tuple[str, ...], sentence: str) -> None:
    Path("plan.xlsx").write_bytes(b"PK")
    with pytest.raises(AssureError) as caught:
        run("import", *args)
    assert sentence in str(caught.value)


def test_questionnaires_are_listed_and_shown() -> None:
    listed = run("questionnaires").stdout
    for key in ("progress-assurance", "swot", "pestelo"):
        assert key in listed
    shown = run("questionnaires", "show", "progress-assurance").stdout
    assert "reconstruction" in shown
    assert "D3  Is the money confirmed until the date each action ends?" in shown
    assert "Why:" not in run("questionnaires", "show", "swot", "--brief").stdout
