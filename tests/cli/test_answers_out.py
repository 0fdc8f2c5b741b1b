"""``assure questionnaires export``: what somebody gets who wants answers from elsewhere."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError

BY_POLICE = """\
questionnaire: progress-assurance
answered_by: Police lead
answers:
  A1: {value: 2, evidence: "=Minutes of May, tŷ", evidence_date: 2026-05-14}
  A2: {dont_know: Nobody could say}
"""


def run(*args: str) -> Result:
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def refusal(*args: str) -> str:
    with pytest.raises(AssureError) as told:
        CliRunner().invoke(assure, args, catch_exceptions=False)
    return str(told.value)


def answer(*files: str) -> None:
    for number, text in enumerate(files):
        Path(f"{number}.yaml").write_text(text, encoding="utf-8")
        run("ask", "progress-assurance", "--answers", f"{number}.yaml")


def test_a_blank_workbook_asks_for_no_database_and_says_how_to_read_it_back() -> None:
    said = run("questionnaires", "export", "swot").output

    assert said == (
        "Wrote SWOT and TOWS (blank) to swot.xlsx. Read it back: assure ask swot --answers "
        "swot.xlsx\n"
    )
    assert [path.name for path in Path().iterdir()] == ["swot.xlsx"]


def test_a_file_that_nobody_has_filled_in_is_told() -> None:
    run("questionnaires", "export", "swot")
    told = CliRunner().invoke(assure, ["ask", "swot", "--answers", "swot.xlsx"])
    assert told.stderr == "swot.xlsx holds no answer yet.\n"


def test_a_workbook_checks_what_is_typed_and_tells_what_is_meant() -> None:
    run("questionnaires", "export", "progress-assurance", "-o", "pa.xlsx")

    book = openpyxl.load_workbook("pa.xlsx")
    page = book["Answers"]
    checks = {str(check.sqref): check for check in page.data_validations.dataValidation}
    assert (checks["D2"].type, checks["D2"].showErrorMessage) == ("list", True)
    assert checks["D2"].error == "Choose one from the list."
    assert checks["G2"].prompt.startswith("Terms of reference")
    assert "1 Partly in place: Some targets have a board" in page["C2"].value
    assert "Answer this only if the check of your plan" in page["C4"].value
    assert book["Lists"].sheet_state == "hidden"


def test_what_was_filled_in_is_kept_in_the_role_that_it_names() -> None:
    run("questionnaires", "export", "swot", "-o", "swot.xlsx")
    book = openpyxl.load_workbook("swot.xlsx")
    book["About"]["B3"] = "Head of Housing"
    entry = {"A": "=Rents", "B": "Quarterly return", "C": "4 Large", "D": "5 Certain"}
    for column, value in entry.items():
        book["threats"][f"{column}2"] = value
        book["threats"][f"{column}2"].data_type = "s"
    book["Answers"]["D2"] = "None"
    book["Answers"]["E3"], book["Answers"]["F3"] = "Don’t know", "Not discussed"
    book.save("swot.xlsx")

    assert "Kept 3 answers from swot.xlsx." in run("ask", "swot", "--answers", "swot.xlsx").output

    run("questionnaires", "export", "swot", "-o", "back.yaml", "--with-answers")
    back = Path("back.yaml").read_text(encoding="utf-8")
    assert "\nanswered_by: Head of Housing\n" in back
    assert "\n  strengths: []\n" in back
    assert "\n  weaknesses:\n    dont_know: Not discussed\n" in back
    assert "\n  - text: =Rents\n    evidence: Quarterly return\n    impact: 4\n" in back


def test_answers_go_from_one_database_to_another_unchanged() -> None:
    answer(BY_POLICE)
    run("questionnaires", "export", "progress-assurance", "-o", "a.csv", "--as", "police lead")

    run("ask", "progress-assurance", "--answers", "a.csv", "--database", "other.db")

    for database, name in (("assure.db", "one.json"), ("other.db", "two.json")):
        there = ("--with-answers", "--database", database)
        said = run("questionnaires", "export", "progress-assurance", "-o", name, *there)
        assert "(2 answers)" in said.output
    assert Path("one.json").read_text() == Path("two.json").read_text()


def test_a_file_that_comes_back_with_one_change_changes_one_answer() -> None:
    answer(BY_POLICE)
    run("questionnaires", "export", "progress-assurance", "-o", "pa.xlsx", "--with-answers")
    book = openpyxl.load_workbook("pa.xlsx")
    assert book["Answers"]["D2"].value == "2 Largely in place"
    book["Answers"]["D2"] = "3 Fully in place"
    book.save("pa.xlsx")

    said = run("ask", "progress-assurance", "--answers", "pa.xlsx")

    assert said.stderr == "Kept 1 answer from pa.xlsx; 1 was there already.\n"


def test_answers_that_should_be_looked_at_again_are_named() -> None:
    Path("plan.csv").write_text(
        "Ref,Action,Owner,Due\n1.1,Open the hub,Head of Housing,31/3/2027\n"
    )
    run("import", "plan.csv")
    entry = "{text: Rents, impact: 4, certainty: 5, action: '9.9'}"
    Path("swot.yaml").write_text(f"questionnaire: swot\nanswers:\n  threats: [{entry}]\n")
    run("ask", "swot", "--answers", "swot.yaml")

    said = run("questionnaires", "export", "swot", "--with-answers")

    assert said.stderr.startswith("  threats: look at this again. Entry 1: there is no action 9.9")
    checks = openpyxl.load_workbook("swot.xlsx")["threats"].data_validations.dataValidation
    of_actions = next(check for check in checks if str(check.sqref).startswith("E2:"))
    assert (of_actions.type, of_actions.errorStyle) == ("list", "warning")
    assert of_actions.error == "The plan has no such reference."


def test_whose_answers_are_meant_must_be_said_when_there_are_several() -> None:
    answer(BY_POLICE, BY_POLICE.replace("Police lead", "Head of Housing"))

    told = refusal(
        "questionnaires", "export", "progress-assurance", "-o", "a.csv", "--with-answers"
    )

    assert "“Police lead”, “Head of Housing”" in told
    assert not Path("a.csv").exists()
    run("questionnaires", "export", "progress-assurance", "-o", "a.csv", "--as", "Head of Housing")
    assert "Head of Housing,A1," in Path("a.csv").read_text(encoding="utf-8-sig")


def test_a_role_that_has_not_answered_yet_stands_in_its_blank_file() -> None:
    answer(BY_POLICE)

    said = run(
        "questionnaires", "export", "progress-assurance", "-o", "a.xlsx", "--as", "Fire lead"
    )

    assert "(blank)" in said.output
    assert openpyxl.load_workbook("a.xlsx")["About"]["B3"].value == "Fire lead"


def test_what_is_there_is_not_written_over_and_other_endings_are_not_written() -> None:
    Path("a.xlsx").write_text("mine")

    assert refusal("questionnaires", "export", "swot", "-o", "a.xlsx") == (
        "a.xlsx is there already; give another name, or --replace to write over it."
    )
    assert refusal("questionnaires", "export", "swot", "-o", "a.pdf") == (
        "a.pdf: give the file a name that ends in .xlsx, .csv, .yaml or .json."
    )
    assert refusal("questionnaires", "export", "swto", "-o", "b.xlsx").startswith(
        "There is no questionnaire “swto”; did you mean “swot”?"
    )
    run("questionnaires", "export", "swot", "-o", "a.xlsx", "--replace")


def test_a_form_says_on_standard_error_what_it_cannot_tell() -> None:
    said = run(
        *("questionnaires", "export", "progress-assurance", "-o", "f.xlsx", "--format", "xlsform")
    )

    assert said.stdout == "Wrote Progress Assurance (39 questions) to f.xlsx, an XLSForm.\n"
    assert said.stderr.startswith("  A2a: the form cannot tell when to ask this, so it always does")
    assert openpyxl.load_workbook("f.xlsx").sheetnames == ["survey", "choices", "settings"]
    assert "ends in .xlsx." in refusal(
        *("questionnaires", "export", "swot", "-o", "f.csv", "--format", "xlsform")
    )


def test_a_form_is_always_blank() -> None:
    result = CliRunner().invoke(
        assure,
        ["questionnaires", "export", "swot", "-o", "f.xlsx", "--format", "xlsform", "--as", "X"],
    )

    assert result.exit_code == 2
    assert "an XLSForm is always blank" in result.output
