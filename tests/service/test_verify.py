"""A report is held to what travels inside it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from assure.cli import assure
from assure.model.errors import UnreadableFileError
from assure.report.kinds import Edition, Material
from assure.service.demo import anycity
from assure.service.judge import for_edition, judge
from assure.service.report import write_report
from assure.service.verify import verify

SAMPLE = Path(__file__).parents[2] / "docs/sample/board-report.pdf"

Data = dict[str, Any]


@cache
def report(edition: Edition = "board") -> bytes:
    """The demonstration's shortest report: what travels inside is the same for every kind."""
    import tempfile

    review = for_edition(anycity(), edition)
    with tempfile.TemporaryDirectory() as folder:
        material = Material(review, judge(review), edition)
        (path,) = write_report(material, Path(folder), kind="strategic", formats=["pdf"])
        return path.read_bytes()


def changed(
    path: Path, name: str, change: Callable[[Data], None], edition: Edition = "board"
) -> Path:
    """The report with one of the files inside it rewritten by somebody."""
    with pikepdf.open(io.BytesIO(report(edition))) as pdf:
        inside = pdf.attachments[name]
        data = json.loads(inside.get_file().read_bytes())
        change(data)
        content = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
        pdf.save(path)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "board-report.pdf"
    path.write_bytes(report())
    return path


def test_a_report_as_it_was_written_stands(file: Path) -> None:
    verified = verify(file)
    assert verified.stands
    assert verified.today.same_rules
    assert verified.findings.stand > 50
    assert verified.facts.stand > 200
    assert verified.figures.stand > 30
    assert (verified.report, verified.edition, verified.rating) == (
        "strategic",
        "board",
        "Amber-Red",
    )


def test_the_sample_that_is_shown_stands() -> None:
    """When what travels inside a report takes another form, script/sample makes it anew."""
    assert verify(SAMPLE).stands


def test_a_figure_made_smaller_does_not_stand(tmp_path: Path) -> None:
    def fewer(evidence: Data) -> None:
        evidence["measures"]["overdue"] -= 1
        evidence["worries"].pop()

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", fewer))
    assert not verified.stands
    assert verified.figures.otherwise == ("measures: overdue", "worries")
    assert verified.findings.all_stand


def test_figures_taken_out_are_missing_and_do_not_stand(tmp_path: Path) -> None:
    def without(evidence: Data) -> None:
        for name in ("measures", "worries", "comparison"):
            del evidence[name]

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", without))
    assert not verified.stands
    assert verified.figures.missing == ("measures",)
    assert verified.figures.otherwise == ("worries",)
    assert verified.findings.all_stand


def test_a_limit_a_rule_and_what_was_set_aside_are_held_to_the_review_inside(
    tmp_path: Path,
) -> None:
    def looser(evidence: Data) -> None:
        evidence["thresholds"][0]["value"] = "999"
        evidence["rules"].pop()
        finding = evidence["findings"][0]
        put_aside = {key: finding[key] for key in ("fingerprint", "code", "ref")} | {
            "because": "Agreed.",
            "by": "Chair",
            "at": "2026-10-01",
            "until": "2027-10-01",
        }
        evidence["set_asides"].append(put_aside)

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", looser))
    assert not verified.stands
    assert verified.figures.otherwise == ("rules", "thresholds", "set asides")
    assert verified.findings.all_stand


def test_a_finding_made_milder_does_not_stand(tmp_path: Path) -> None:
    def milder(evidence: Data) -> None:
        high = next(f for f in evidence["findings"] if f["severity"] == "high")
        high["severity"] = "low"

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", milder))
    assert not verified.stands
    (said,) = verified.findings.otherwise
    assert "(low)" in said


def test_a_finding_left_out_is_missed_and_one_made_up_is_unfounded(tmp_path: Path) -> None:
    def swap(evidence: Data) -> None:
        gone = evidence["findings"].pop()
        evidence["findings"].append(gone | {"fingerprint": "0" * 12, "sentence": "All is well."})

    findings = verify(changed(tmp_path / "r.pdf", "evidence.json", swap)).findings
    assert [line.split(": ")[1] for line in findings.unfounded] == ["All is well."]
    assert len(findings.missing) == 1


def test_a_finding_said_twice_does_not_stand(tmp_path: Path) -> None:
    def twice(evidence: Data) -> None:
        evidence["findings"].append(evidence["findings"][0])

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", twice))
    assert not verified.stands
    assert len(verified.findings.unfounded) == 1
    assert verified.findings.missing == ()


def test_a_better_rating_does_not_stand(tmp_path: Path) -> None:
    def greener(evidence: Data) -> None:
        for rating in evidence["ratings"]:
            if rating["subject"] == "plan":
                rating["level"] = "green"

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", greener))
    assert verified.ratings.otherwise == ("the whole plan: Green",)


def test_another_plan_put_inside_is_noticed(tmp_path: Path) -> None:
    def owned(document: Data) -> None:
        for action in document["review"]["plan"]["actions"]:
            if action["ref"] == "5.5":
                action["owner"] = {"kind": "post", "names": ["Head of Housing"]}

    verified = verify(changed(tmp_path / "r.pdf", "review.json", owned))
    assert not verified.review_as_sent
    assert "action 5.5" in verified.facts.otherwise


def test_a_full_report_stands(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(report("full"))
    assert verify(path).stands


@pytest.mark.parametrize(
    ("made", "told", "words"),
    [
        ("board", "full", "full edition; the review inside calls people what only the board’s"),
        ("full", "board", "board edition; the review inside tells of people what the board’s"),
        ("board", "secret", "secret edition, which there is not."),
    ],
)
def test_a_report_of_another_edition_than_it_says_does_not_stand(
    tmp_path: Path, made: Edition, told: str, words: str
) -> None:
    def renamed(evidence: Data) -> None:
        evidence["edition"] = told

    path = changed(tmp_path / "r.pdf", "evidence.json", renamed, made)
    verified = verify(path)
    assert (verified.edition_as_told, verified.review_as_sent) == (False, True)
    assert verified.findings.all_stand
    result = CliRunner().invoke(assure, ["verify", str(path)])
    assert result.exit_code == 1
    assert words in " ".join(result.output.split())


def test_a_damaged_fact_is_told_in_a_sentence(tmp_path: Path) -> None:
    def broken(evidence: Data) -> None:
        fact = next(f for f in evidence["facts"] if "due" in f["values"])
        fact["values"]["due"] = "soon"

    with pytest.raises(UnreadableFileError, match=r"damaged at the facts of action 1\.1"):
        verify(changed(tmp_path / "r.pdf", "evidence.json", broken))


@pytest.mark.parametrize(
    ("place", "where"),
    [(99, r"at the facts of action 1\.1;"), (-1, r"at facts\.\d+\.seen\.due\.0 \(input")],
)
def test_a_fact_seen_nowhere_is_told_in_a_sentence(tmp_path: Path, place: int, where: str) -> None:
    def lost(evidence: Data) -> None:
        fact = next(f for f in evidence["facts"] if "due" in f["seen"])
        fact["seen"]["due"] = [place]

    with pytest.raises(UnreadableFileError, match=where):
        verify(changed(tmp_path / "r.pdf", "evidence.json", lost))


def test_another_cell_put_under_a_fact_is_noticed(tmp_path: Path) -> None:
    def elsewhere(evidence: Data) -> None:
        fact = next(f for f in evidence["facts"] if "due" in f["seen"])
        fact["places"][fact["seen"]["due"][0]]["text"] = "Whenever it suits"

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", elsewhere))
    assert not verified.stands
    assert verified.facts.otherwise == ("action 1.1",)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"# A page", "not a PDF"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (b"%PDF-1.7\n%%EOF\n" + bytes(60_000_000), "damaged"),  # at once, not in minutes
        (b"", "not a PDF"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=why):
        verify(path)


def test_a_pdf_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    with pytest.raises(UnreadableFileError, match=r"no review\.json and no evidence\.json inside"):
        verify(path)


@pytest.mark.parametrize("method", [4, 6], ids=["RC4 and AES", "AES alone"])
@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_told_as_such(tmp_path: Path, method: int, password: str) -> None:
    path = tmp_path / "report.pdf"
    with pikepdf.open(io.BytesIO(report())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=password, R=method))
    with pytest.raises(UnreadableFileError, match="this PDF is encrypted; give the report as"):
        verify(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    os.mkfifo(path)
    with pytest.raises(UnreadableFileError, match="not a file"):
        verify(path)


def test_evidence_of_a_later_form_is_refused(tmp_path: Path) -> None:
    def later(evidence: Data) -> None:
        evidence["schema_version"] = 3

    with pytest.raises(UnreadableFileError, match="another form than 2; use the version of assure"):
        verify(changed(tmp_path / "r.pdf", "evidence.json", later))


def test_evidence_of_the_form_that_told_each_cell_anew_is_refused(tmp_path: Path) -> None:
    def before(evidence: Data) -> None:
        evidence["schema_version"] = 1
        for fact in evidence["facts"]:
            places = fact.pop("places")
            for field, numbers in fact["seen"].items():
                fact["seen"][field] = [places[number] for number in numbers]

    with pytest.raises(UnreadableFileError, match="another form than 2; use the version of assure"):
        verify(changed(tmp_path / "r.pdf", "evidence.json", before))


def test_the_command_says_what_it_proves_and_what_it_does_not(file: Path) -> None:
    result = CliRunner().invoke(assure, ["verify", str(file)])
    assert result.exit_code == 0
    assert "Everything in it stands" in result.output
    assert "The strategic report, board edition, made by assure" in " ".join(result.output.split())
    assert "It does not prove who made it" in " ".join(result.output.split())


def test_the_command_ends_with_1_when_something_does_not_stand(tmp_path: Path) -> None:
    def fewer(evidence: Data) -> None:
        evidence["findings"] = evidence["findings"][:-12]

    path = changed(tmp_path / "r.pdf", "evidence.json", fewer)
    result = CliRunner().invoke(assure, ["verify", str(path)])
    assert result.exit_code == 1
    assert "12 not in the report:" in result.output
    assert "and 4 more" in result.output
    told = json.loads(CliRunner().invoke(assure, ["verify", str(path), "--format", "json"]).output)
    assert told["stands"] is False
    assert len(told["findings"]["missing"]) == 12


def test_what_a_report_says_gives_the_terminal_no_orders(tmp_path: Path) -> None:
    def evil(evidence: Data) -> None:
        evidence["assure"] = "\x1b]0;owned\x07"
        evidence["findings"][0]["sentence"] = "All is \x1b[2Jwell.\u202e"

    path = changed(tmp_path / "r.pdf", "evidence.json", evil)
    told = CliRunner().invoke(assure, ["verify", str(path)], color=True).output
    assert "All is [2Jwell." in told
    assert not {"\x07", "\u202e"} & set(told)
    assert "\x1b" not in told.replace("\x1b[1m", "").replace("\x1b[0m", "")  # our own bold


def test_another_rulebook_says_what_it_would_say_today(file: Path, monkeypatch: Any) -> None:
    from assure.service import rulebook
    from assure.service import verify as service

    shipped = rulebook.load

    def fewer(settings: Any) -> Any:
        return shipped(settings.model_copy(update={"off": (*settings.off, "OWN-01")}))

    monkeypatch.setattr(service, "load", fewer)
    today = verify(file).today
    assert not today.same_rules
    assert any(line.startswith("OWN-01") for line in today.gone)
    assert today.new == ()
