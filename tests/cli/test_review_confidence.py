"""``assure review confidence``: from what the rules propose to what the report prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError

PLAN = """\
Ref,Action,Outcome,Lead,Due,Status
1.1,Open the family hub on Mill Road,1,Head of Housing,31/03/2027,In progress
1.2,Recruit two analysts,1,Head of Policy,30/09/2026,Delayed
"""
ANSWERS = """\
questionnaire: progress-assurance
answered_by: Locality manager
answers: {A1: 2, A2: 1}
"""
NEW = ("review", "new", "Anycity Partnership", "--kind", "mid-year", "--as-of", "31/10/2026")
KEY = "anycity-partnership-mid-year-2026-10-31"
BECAUSE = ("--because", "Two analysts start in November", "--by", "Locality manager")


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSURE_TODAY", "2026-10-31")
    Path("plan.csv").write_text(PLAN, encoding="utf-8")
    Path("progress.yaml").write_text(ANSWERS, encoding="utf-8")


def call(*args: str) -> Result:
    return CliRunner().invoke(assure, ("review", *args))


def run(*args: str) -> Result:
    result = call(*args)
    assert result.exit_code == 0, result.output
    return result


def refused(*args: str) -> str:
    """What a refusal says; nothing was kept."""
    before = run("confidence").stdout
    result = call("confidence", *args)
    assert isinstance(result.exception, (AssureError, SystemExit))
    assert run("confidence").stdout == before
    if isinstance(result.exception, AssureError):
        return str(result.exception)
    assert result.exit_code == 2
    return result.output


@pytest.fixture
def _opened() -> None:
    result = CliRunner().invoke(
        assure, (*NEW, "--plan", "plan.csv", "--answers", "progress.yaml"), catch_exceptions=False
    )
    assert result.exit_code == 0, result.output


@pytest.fixture
def proposed(_opened: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """More is known than a table of actions tells, as a locality may set for itself."""
    Path("assure.toml").write_text("[thresholds]\nstrands-unknown = 4\n", encoding="utf-8")


@pytest.mark.usefixtures("proposed")
def test_what_the_rules_propose_is_shown_and_nothing_is_said_yet() -> None:
    shown = run("confidence").stdout
    assert shown.startswith("The whole plan\n  Proposed    ")
    assert "  Reviewer    Not yet given." in shown


@pytest.mark.usefixtures("proposed")
def test_the_reviewer_confirms_and_the_reason_is_kept() -> None:
    said = run("confidence", "--confirm", *BECAUSE)
    assert f"Kept in the review {KEY}." in said.stderr
    level = said.stdout.split("  Proposed    ")[1].split(".")[0]
    assert f"  Reviewer    {level} (Locality manager). Two analysts start" in said.stdout
    assert said.stdout == run("confidence", KEY).stdout


@pytest.mark.usefixtures("proposed")
def test_the_reviewer_changes_it_and_the_report_says_that_they_differ() -> None:
    run("confidence", "--change-to", "red", *BECAUSE)
    run("confidence", "--change-to", "green", *BECAUSE)  # a change of mind: the last counts
    assert "  Reviewer    Green (Locality manager)." in run("confidence").stdout
    made = CliRunner().invoke(assure, ("report", "--format", "html", "-o", "out"))
    assert made.exit_code == 0, made.output
    words = " ".join(next(Path("out").glob("*.html")).read_text(encoding="utf-8").split())
    assert "Two analysts start in November" in words
    assert "The rules propose Amber-" in words


@pytest.mark.usefixtures("_opened")
def test_what_is_not_proposed_cannot_be_confirmed_and_can_be_given() -> None:
    told = refused("--confirm", *BECAUSE)
    assert told.startswith("Nothing is proposed that could be confirmed. Too little is known")
    assert told.endswith("Give your own view with --change-to.")
    assert "Reviewer    Amber-Red" in run("confidence", "--change-to", "amber-red", *BECAUSE).stdout


@pytest.mark.usefixtures("_opened")
@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--change-to", "red"), "--because and --by missing"),
        (("--confirm", "--change-to", "red", *BECAUSE), "--confirm or --change-to, not both"),
        (BECAUSE, "Say --confirm, or --change-to a level."),
        (("--change-to", "red", "--because", " ", "--by", "Chair"), "--because is blank"),
        (("--change-to", "red", "--because", "x" * 501, "--by", "Chair"), "501 characters"),
        (("--change-to", "red", "--because", "Late", "--by", " "), "--by is blank"),
        (("--change-to", "red", "--because", "Late", "--by", "Ms Smith"), "reads like a person"),
        (("--outcome", "9", "--change-to", "red", *BECAUSE), "There is no outcome “9”"),
    ],
)
def test_what_cannot_be_kept_is_one_sentence(args: tuple[str, ...], says: str) -> None:
    assert says in " ".join(refused(*args).split())


@pytest.mark.usefixtures("_opened")
def test_nobody_speaks_over_somebody_else() -> None:
    run("confidence", "--change-to", "red", *BECAUSE)
    told = refused("--change-to", "green", "--because", "All is well", "--by", "Chair")
    assert told.startswith("“Locality manager” has given a view already;")
    assert "assure ask progress-assurance --moderate" in told


@pytest.mark.usefixtures("_opened")
def test_a_frozen_review_stays_as_it_is() -> None:
    run("freeze")
    told = refused_of(KEY, "--change-to", "red", *BECAUSE)
    assert told.startswith(f"The review {KEY} is frozen and stays as it is;")
    assert call("confidence", KEY).exit_code == 0  # to be looked at


def refused_of(*args: str) -> str:
    result = call("confidence", *args)
    assert isinstance(result.exception, AssureError)
    return str(result.exception)


def test_each_outcome_has_a_view_of_its_own_and_keeps_the_others(tmp_path: Path) -> None:
    imported = CliRunner().invoke(
        assure, ("import", str(anycity_plan()), "--no-input"), catch_exceptions=False
    )
    assert imported.exit_code == 0, imported.output
    opened = CliRunner().invoke(assure, NEW, catch_exceptions=False)
    assert opened.exit_code == 0, opened.output
    run("confidence", "--outcome", "1", "--change-to", "red", *BECAUSE)
    run("confidence", "--outcome", "2", "--confirm", *BECAUSE)
    run("confidence", "--outcome", "1", "--change-to", "amber-red", *BECAUSE)
    first = run("confidence", "--outcome", "1").stdout
    assert first.startswith("1 More young people in work or learning\n  Proposed    Amber-Red.")
    assert "Reviewer    Amber-Red (Locality manager). Two analysts" in first
    assert run("confidence").stdout.count("(Locality manager)") == 2


def anycity_plan() -> Path:
    from assure import shelf

    return Path(str(shelf.anycity() / "plan.xlsx"))
