"""``assure questionnaires print``: what a user gets and is told."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from docx import Document
from tests.report.workshop import KINDS

from assure import shelf
from assure.cli import assure
from assure.model.errors import AssureError

PLAN = str(shelf.anycity() / "plan.xlsx")


def run(*args: str) -> Result:
    args = ("questionnaires", "print", *args)
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def refusal(*args: str) -> str:
    with pytest.raises(AssureError) as told:
        CliRunner().invoke(assure, ["questionnaires", "print", *args], catch_exceptions=False)
    return str(told.value)


def words(file: str) -> list[str]:
    return [paragraph.text for paragraph in Document(file).paragraphs]


def test_a_pdf_of_the_questionnaires_name_is_written_unless_another_is_given() -> None:
    said = run("intelligence-log").stdout

    assert said == ("Wrote intelligence-log.pdf. After the workshop: assure ask intelligence-log\n")
    with pikepdf.open(io.BytesIO(Path("intelligence-log.pdf").read_bytes())) as pdf:
        assert str(pdf.docinfo.Title) == "Intelligence log: workshop sheet"
        assert len(pdf.pages) == 3


def test_a_word_document_is_written_by_its_ending() -> None:
    run("swot", "-o", "box.docx")

    assert words("box.docx")[0] == "SWOT and TOWS"


def test_with_a_plan_its_figures_stand_where_they_help() -> None:
    run("progress-assurance", "-o", "with.docx", "--plan", PLAN, "--today", "31/10/2026")
    run("progress-assurance", "-o", "without.docx")

    told = words("with.docx")
    plan = "The plan: Anycity Agreement 2025 to 2028: delivery plan as it stood on 31 October 2026"
    assert plan in told
    assert "Open actions without an owner in the plan: 1 of 46." in told
    assert not any("Answer this only if" in line for line in told)
    assert (
        "Answer this only if the check of your plan shows at least one finding of OWN-01 "
        "(no owner)." in words("without.docx")
    )


def test_what_the_plan_does_not_raise_is_left_out() -> None:
    Path("plan.csv").write_text("Ref,Action,Owner\n1,Open the hub,Head of Housing\n")
    run("progress-assurance", "-o", "sheet.docx", "--plan", "plan.csv")

    assert "1 question that this plan does not raise is left out." in words("sheet.docx")
    assert not any("which actions have no owner?" in line for line in words("sheet.docx"))


def test_what_is_set_aside_in_a_kept_plan_does_not_count() -> None:
    CliRunner().invoke(assure, ["import", PLAN], catch_exceptions=False)
    aside = ["set-aside", "OWN-01", "--plan", PLAN, "--because", "The post is being filled"]
    listed = CliRunner().invoke(assure, ["check", PLAN, "--select", "OWN-01"]).stdout
    fingerprint = listed.split("[")[1].split("]")[0]
    aside[1] = fingerprint
    aside += ["--by", "Head of Housing", "--until", "2026-12-31", "--today", "2026-10-31"]
    done = CliRunner().invoke(assure, aside, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    run("progress-assurance", "-o", "sheet.docx", "--plan", PLAN, "--today", "31/10/2026")

    assert not any("Open actions without an owner" in line for line in words("sheet.docx"))


def test_ones_own_questionnaires_are_printed_too() -> None:
    Path("ours").mkdir()
    Path("ours/kinds.yaml").write_text(KINDS, encoding="utf-8")
    Path("assure.toml").write_text('questionnaires = ["ours"]\n')
    run("kinds", "-o", "kinds.docx")

    assert words("kinds.docx")[0] == "Every kind"


def test_what_is_there_is_never_written_over_unasked() -> None:
    Path("swot.pdf").write_text("mine")

    assert refusal("swot") == (
        "swot.pdf is there already; give another name, or --replace to write over it."
    )
    assert Path("swot.pdf").read_text() == "mine"
    run("swot", "--replace")
    assert Path("swot.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("swott",), "There is no questionnaire “swott”; did you mean “swot”?"),
        (("swot", "-o", "swot.odt"), "swot.odt: give the file a name that ends in .pdf or .docx."),
        (("swot", "-o", "no/swot.pdf"), "no/swot.pdf: cannot be written"),
        (("swot", "--plan", "gone.xlsx"), "gone.xlsx"),
        (("swot", "--period", "2026-2029"), "this says how a plan is read, and none is given; "),
    ],
)
def test_a_mistake_is_told_in_one_sentence(args: tuple[str, ...], told: str) -> None:
    assert refusal(*args).startswith(told)
    assert list(Path().glob("*.pdf")) + list(Path().glob(".*.pdf")) == []


def test_without_the_library_that_makes_a_pdf_a_word_document_is_advised(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The process that makes the PDF looks where this one does.
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/weasyprint.py").write_text("raise OSError('no pango')")
    monkeypatch.syspath_prepend(tmp_path / "lib")

    told = refusal("swot")
    assert "a system library is missing (no pango)" in told
    assert told.endswith("or name a file that ends in .docx.")
    assert not Path("swot.pdf").exists()
