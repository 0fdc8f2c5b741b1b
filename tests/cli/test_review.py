"""``assure review``: from a spreadsheet and answers to a frozen review in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError
from assure.service.reviews import load

PLAN = """\
Ref,Action,Lead,Due,Status
1.1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress
1.2,Recruit two analysts,Officer A,30/09/2026,Delayed
"""
ANSWERS = """\
questionnaire: progress-assurance
answered_by: Locality manager
answers: {A1: 2, A2: 1}
"""
KEY = "anycity-partnership-mid-year-2026-10-31"
NEW = ("review", "new", "Anycity Partnership", "--kind", "mid-year", "--as-of", "31/10/2026")


@pytest.fixture(autouse=True)
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793440800")
    Path("plan.csv").write_text(PLAN, encoding="utf-8")
    Path("progress.yaml").write_text(ANSWERS, encoding="utf-8")


def run(*args: str) -> Result:
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def opened() -> Result:
    return run(*NEW, "--plan", "plan.csv", "--answers", "progress.yaml")


def test_a_review_is_opened_shown_listed_frozen_and_read_back() -> None:
    said = opened().stdout
    assert f"Opened {KEY}." in said
    assert "2 actions" in said
    assert "2 answers" in said
    shown = run("review", "show", "anycity partnership").stdout
    assert "Progress Assurance: 2 of 38 answered" in shown
    assert "not answered: A3, A4" in shown
    assert f"{KEY}  draft  as of 2026-10-31" in run("review", "list").stdout
    frozen = run("review", "freeze", "-o", "review.json").stdout
    assert f"Frozen: {KEY}, judged by rulebook" in frozen
    review = load("review.json", None)
    assert review.key == KEY
    assert review.rulebook is not None
    assert [action.title for action in review.plan.actions][1] == "Recruit two analysts"
    assert review.answers_to("progress-assurance")["A1"].value == 2
    assert f"{KEY}  frozen" in run("review", "list").stdout


def test_what_is_frozen_is_the_same_to_the_byte_whenever_it_is_written() -> None:
    opened()
    run("review", "freeze", "-o", "first.json")
    Path("plan.csv").write_text(PLAN.replace("Delayed", "Completed"), encoding="utf-8")
    run("import", "plan.csv")
    run("review", "show", "-o", "second.json")
    assert Path("first.json").read_bytes() == Path("second.json").read_bytes()


def test_a_draft_follows_a_plan_that_is_imported_again() -> None:
    opened()
    Path("plan.csv").write_text(PLAN + "1.3,Agree the budget,Officer B,,\n", encoding="utf-8")
    assert "It is change 2" in run("import", "plan.csv").stdout
    assert "3 actions" in run("review", "show").stdout


def test_answers_given_before_a_review_are_taken_into_it() -> None:
    run("ask", "progress-assurance", "--answers", "progress.yaml")
    said = run(*NEW, "--plan", "plan.csv").stdout
    assert "2 answers given before were taken into it" in said
    assert "Progress Assurance: 2 of 38 answered" in run("review", "show").stdout


def test_thresholds_of_the_locality_go_into_the_review() -> None:
    Path("assure.toml").write_text("[thresholds]\nopen-actions-per-owner = 5\n", encoding="utf-8")
    opened()
    run("review", "freeze", "-o", "review.json")
    assert load("review.json", None).thresholds == {"open-actions-per-owner": 5}


def test_a_plan_that_is_kept_is_named_by_its_key_or_not_at_all() -> None:
    run("import", "plan.csv")
    assert "2 actions" in run(*NEW).stdout


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((*NEW, "--plan", "none.csv"), "none.csv: there is no such file"),
        (NEW, "There is no plan yet; name its file with --plan."),
        (("review", "list"), "there is no database here yet"),
        (("review", "freeze"), "there is no database here yet"),
        ((*NEW, "--plan", "plan.csv", "--answers", "plan.csv"), "no column is headed “Question”"),
    ],
)
def test_what_is_missing_is_told_in_one_sentence(args: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(AssureError) as caught:
        run(*args)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("plan", [("--plan", "broken.xlsx"), ("--plan", "missing.xlsx"), ()])
def test_a_plan_that_cannot_be_read_leaves_no_database_behind(plan: tuple[str, ...]) -> None:
    Path("broken.xlsx").write_bytes(b"PK and nothing more")
    result = CliRunner().invoke(assure, [*NEW, *plan])
    assert result.exit_code != 0
    assert not Path("assure.db").exists()


def test_what_was_done_is_not_done_twice() -> None:
    opened()
    with pytest.raises(AssureError, match=f"There is already a review {KEY}"):
        opened()
    run("review", "freeze")
    with pytest.raises(AssureError, match="There is no draft to freeze"):
        run("review", "freeze")
    with pytest.raises(AssureError, match="frozen and cannot change"):
        run("review", "freeze", KEY)


def test_an_impossible_day_is_refused() -> None:
    args = ["review", "new", "X", "--kind", "annual", "--as-of", "31/02/2027"]
    result = CliRunner().invoke(assure, args)
    assert result.exit_code == 2
    assert "“31/02/2027” is not a day; write 2026-10-31 or 31/10/2026." in result.stderr


@pytest.mark.parametrize("day", ["9999-12-31", "1/1/0001"])
def test_a_day_that_no_review_can_mean_is_refused(day: str) -> None:
    result = CliRunner().invoke(assure, ["check", "plan.csv", "--as-of", day])
    assert result.exit_code == 2
    assert f"“{day}” is too far away; give a day from 1950 to 2149." in result.stderr


def test_a_clock_set_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300799")
    with pytest.raises(AssureError, match="means a day in 9999; correct or unset it"):
        run("check", "plan.csv")


@pytest.mark.parametrize("day", ["1950-01-01", "2149-12-31"])
def test_the_first_day_and_the_last_can_be_judged(day: str) -> None:
    result = CliRunner().invoke(
        assure, ["check", "plan.csv", "--as-of", day, "--fail-on", "never"], catch_exceptions=False
    )
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "needs a name"), (" \x07\n", "needs a name"), ("a" * 5000, "5,000 characters")],
)
def test_a_review_has_a_name_that_can_head_a_page(name: str, sentence: str) -> None:
    with pytest.raises(AssureError, match=sentence):
        run("review", "new", name, "--kind", "annual", "--as-of", "31/10/2026")
    assert not Path("assure.db").exists()


def test_control_characters_in_a_name_never_reach_the_terminal() -> None:
    named = ("review", "new", "Our\x1b[31m\nreview", "--kind", "annual", "--as-of", "31/10/2026")
    assert "Our[31m review (annual review, draft)" in run(*named, "--plan", "plan.csv").stdout


def test_what_several_answered_differently_is_shown_until_it_is_moderated() -> None:
    Path("police.yaml").write_text(
        ANSWERS.replace("Locality manager", "Police lead").replace("A2: 1", "A2: 3"),
        encoding="utf-8",
    )
    run(*NEW, "--plan", "plan.csv", "--answers", "progress.yaml", "--answers", "police.yaml")
    shown = run("review", "show").stdout
    assert "Progress Assurance: 2 of 38 answered" in shown
    assert "2 respondents; not yet moderated: A2" in shown
    Path("agreed.yaml").write_text(
        "questionnaire: progress-assurance\nanswers: {A2: {dont_know: Nobody has looked}}\n"
    )
    run("ask", "progress-assurance", "--moderate", "--answers", "agreed.yaml")
    shown = run("review", "show").stdout
    assert "not yet moderated" not in shown
    assert "2 of 38 answered, of these 1 “don’t know”" in shown
