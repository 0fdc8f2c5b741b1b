"""What is doubtful in a file is asked once, on a terminal, and remembered by a profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.input import PipeInput

from assure.cli import assure, prompt
from assure.model.errors import AssureError
from assure.model.plan import Plan
from assure.store.store import Store

BACK, LEAVE, ENTER, DOWN = "\x02", "\x03", "\r", "\x1b[B"

PLAN = """\
Ref,Action,Who is on it,Due,Stage reached,Links
1.1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress,a
1.2,Recruit two analysts,HP,30/06/2027,Not started,b
"""
SURE = """\
Ref,Action,Owner,Due,Status
1.1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress
"""


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("plan.csv").write_text(PLAN, encoding="utf-8")


def run(*args: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(assure, args, input=typed, catch_exceptions=False)


def kept() -> Plan:
    with Store.open("assure.db") as store:
        plan = store.plan(store.plans()[0].key)
    assert plan is not None
    return plan


def test_each_doubt_is_asked_once_and_the_answers_are_kept_as_a_profile(keys: PipeInput) -> None:
    keys.send_text("y" + ENTER)  # “Who is on it” is the owner
    keys.send_text(ENTER)  # status: the first of the columns that nobody placed
    keys.send_text("anycity" + ENTER)
    result = run("import", "plan.csv")
    assert "“Who is on it” was taken for owner. Right?" in result.output
    assert "> C “Who is on it” owner: Head of Housing · HP" in result.output
    assert "Which column says how far it is (status)?" in result.output
    assert "kept in profiles/anycity.toml" in result.output
    assert (
        Path("profiles/anycity.toml")
        .read_text(encoding="utf-8")
        .endswith('[columns]\nowner = "Who is on it"\nstatus = "Stage reached"\n')
    )
    plan = kept()
    assert [action.status for action in plan.actions] == ["in_progress", "not_started"]
    assert {c.letter: c.how for c in plan.columns}["C"] == "said when asked"


def test_next_time_the_profile_answers_everything(keys: PipeInput) -> None:
    Path("profiles").mkdir()
    Path("profiles/anycity.toml").write_text(
        '[columns]\nowner = "Who is on it"\n', encoding="utf-8"
    )
    result = run("import", "plan.csv", "--profile", "anycity")  # no key was typed
    assert result.exit_code == 0
    assert "Right?" not in result.output
    assert {c.letter: c.how for c in kept().columns}["C"] == "the profile anycity"


def test_a_profile_named_in_the_settings_needs_no_option() -> None:
    Path("assure.toml").write_text('profile = "anycity"\n', encoding="utf-8")
    Path("profiles").mkdir()
    Path("profiles/anycity.toml").write_text('[columns]\nowner = "Due"\n', encoding="utf-8")
    said = run("check", "plan.csv", "--fail-on", "never").stderr
    assert "“Due” owner (the profile anycity)" in " ".join(said.split())


def test_another_field_and_no_field_can_be_said(keys: PipeInput) -> None:
    Path("plan.csv").write_text(
        "Ref,Action,Lead,Who is on it,By which date,Status\n"
        "1,Open the hub,quick win,Clerk,31/03/2027,Done\n",
        encoding="utf-8",
    )
    keys.send_text("o" + ENTER + ENTER)  # the date is no due date but the first that is offered
    keys.send_text(DOWN + ENTER + ENTER)  # none is the due date; no profile
    result = run("import", "plan.csv")
    assert "What does “By which date” hold" not in result.output  # a prompt, not a page
    fields = {c.letter: c.field for c in kept().columns}
    assert fields["E"] == "start"
    assert "due" not in fields.values()


def test_a_column_that_is_not_part_of_the_plan_is_kept_as_it_is(keys: PipeInput) -> None:
    keys.send_text("n" + ENTER)  # “Who is on it” is no field
    keys.send_text(DOWN + DOWN + ENTER)  # no column is the owner
    keys.send_text(ENTER + "anycity" + ENTER)
    run("import", "plan.csv")
    assert kept().actions[0].other["Who is on it"] == "Head of Housing"
    assert 'kept = ["Who is on it"]' in Path("profiles/anycity.toml").read_text(encoding="utf-8")


def test_leaving_leaves_nothing_behind(keys: PipeInput) -> None:
    keys.send_text("y" + ENTER + LEAVE)
    with pytest.raises(AssureError, match="left before the end, so nothing was kept"):
        run("import", "plan.csv", "--save-profile", "anycity")
    assert [path.name for path in Path().iterdir()] == ["plan.csv"]


def test_going_back_asks_the_question_before_again(keys: PipeInput) -> None:
    keys.send_text("n" + ENTER + BACK + "y" + ENTER + ENTER + ENTER)  # and no profile
    run("import", "plan.csv")
    assert kept().actions[0].owner.name == "Head of Housing"
    assert not Path("profiles").exists()


def test_a_column_of_actions_that_nobody_can_tell_is_pointed_at(keys: PipeInput) -> None:
    Path("plan.csv").write_text(
        "Nr,Thing we promise,Owner,Due,Status\n1,Open the hub,Clerk,31/03/2027,Done\n",
        encoding="utf-8",
    )
    keys.send_text(DOWN + ENTER + ENTER)  # not “Nr”; and no profile
    result = run("import", "plan.csv")
    assert "Which column says what will be done (action)?" in result.output
    assert kept().actions[0].title == "Open the hub"


def test_dates_without_a_year_ask_for_the_period(keys: PipeInput) -> None:
    Path("plan.csv").write_text(SURE.replace("31/03/2027", "31 March"), encoding="utf-8")
    keys.send_text("2026/27" + ENTER + ENTER)
    result = run("import", "plan.csv")
    assert "From when to when does the plan run?" in result.output
    assert str(kept().actions[0].due.latest) == "2027-03-31"


def test_plain_asks_with_numbers_and_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    result = run("import", "plan.csv", "--plain", typed="y\n1\n\n")
    assert "Right? Type y o n l, or :back:" in result.output
    assert "Ctrl-C to leave, nothing kept" in result.output
    assert kept().actions[0].status == "in_progress"


def test_a_plan_without_doubts_is_never_asked_about(keys: PipeInput) -> None:
    Path("plan.csv").write_text(SURE, encoding="utf-8")
    assert run("import", "plan.csv").exit_code == 0


@pytest.mark.parametrize("option", ["--no-input", "--yes"])
def test_nothing_is_asked_when_nothing_may_be(keys: PipeInput, option: str) -> None:
    said = " ".join(run("import", "plan.csv", option).output.split())
    assert "“Who is on it” owner (near heading)" in said
    assert 'If not, say so: --map "owner=<heading>"' in said


def test_without_a_terminal_nothing_is_asked() -> None:
    assert "Right?" not in run("import", "plan.csv").output


def test_a_review_of_a_file_asks_too(keys: PipeInput) -> None:
    keys.send_text("y" + ENTER + ENTER + ENTER)
    run("review", "new", "Mid", "--kind", "mid-year", "--plan", "plan.csv", "--as-of", "31/10/2026")
    assert kept().actions[0].status == "in_progress"


# --- What the options say -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--period", "soon"), "--period “soon” names no period; write 01/04/2026 to"),
        (("--profile", "none"), "profiles/none.toml: there is no such profile; save one"),
        (("--profile", "../x"), "“../x” cannot name a profile"),
        (("--people", "none.csv"), "none.csv: there is no such file"),
        (("--map", "ownr=Due"), "did you mean “owner”"),
    ],
)
def test_a_wrong_option_is_one_sentence(args: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(AssureError) as refusal:
        run("check", "plan.csv", *args)
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_pair_without_an_equals_sign_is_refused() -> None:
    result = run("check", "plan.csv", "--legend", "blue")
    assert result.exit_code == 2
    assert 'write COLOUR=MEANING, e.g. "blue=Completed"' in result.stderr


def test_a_heading_of_the_profile_that_is_not_there_is_named() -> None:
    Path("profiles").mkdir()
    Path("profiles/anycity.toml").write_text('[columns]\ndue = "By When"\n', encoding="utf-8")
    with pytest.raises(AssureError, match="“By When”, which the profile anycity gives for due"):
        run("check", "plan.csv", "--profile", "anycity")


def test_an_option_goes_before_the_profile(tmp_path: Path) -> None:
    Path("profiles").mkdir()
    Path("profiles/anycity.toml").write_text(
        'period = "2020-2023"\n[columns]\nstart = "Due"\n', encoding="utf-8"
    )
    run("import", "plan.csv", "--profile", "anycity", "--map", "due=Due", "--period", "2026-2029")
    plan = kept()
    assert plan.period_start is not None
    assert plan.period_start.year == 2026
    assert {c.letter: c.field for c in plan.columns}["D"] == "due"


def test_saving_never_writes_over_what_somebody_wrote() -> None:
    Path("profiles").mkdir()
    own = Path("profiles/anycity.toml")
    own.write_text("# ours\n# see the minutes\nyear_starts = 4\n", encoding="utf-8")
    with pytest.raises(AssureError, match="is there already; change it by hand, read with"):
        run("import", "plan.csv", "--save-profile", "anycity")
    with pytest.raises(AssureError, match="holds notes of your own, which saving would lose"):
        run("import", "plan.csv", "--profile", "anycity", "--save-profile", "anycity")
    assert "see the minutes" in own.read_text(encoding="utf-8")
    assert not Path("assure.db").exists()


def test_the_directory_of_a_profile_moves_with_its_folder() -> None:
    Path("people.csv").write_text("Post,Initials\nHead of Parks,HP\n", encoding="utf-8")
    run("import", "plan.csv", "--people", "people.csv", "--save-profile", "anycity")
    assert 'people = "people.csv"' in Path("profiles/anycity.toml").read_text(encoding="utf-8")
    run("import", "plan.csv", "--profile", "anycity")
    assert kept().actions[1].owner.name == "Head of Parks"
