"""``assure import`` and ``assure questionnaires``: what is said about what was read."""

from __future__ import annotations

from pathlib import Path

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
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSURE_DATABASE", raising=False)
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


def test_the_same_import_again_is_kept_beside_the_first() -> None:
    run("import", "plan.csv")
    assert "It is import number 2 of this plan." in run("import", "plan.csv").stdout


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("none.csv",), "none.csv: there is no such file"),
        (("plan.csv", "--database", "plan.csv"), "plan.csv: not a database"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(args: tuple[str, ...], sentence: str) -> None:
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
