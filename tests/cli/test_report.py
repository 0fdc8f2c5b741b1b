"""``assure report`` as a manager types it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from assure.cli import main
from assure.model.actions import Action
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind, RulebookIdentity
from assure.model.values import Owner, OwnerKind
from assure.service import batch
from assure.service.material import Wanted
from assure.service.reviews import load, write_review
from assure.shelf.settings import ReportSettings, Settings, find_settings


@pytest.fixture
def review_file(tmp_path: Path) -> Path:
    owner = Owner(kind=OwnerKind.PERSON, names=("Officer A",))
    plan = Plan(
        key="small",
        title="A small plan",
        partnership="Anycity",
        actions=(Action(key="1", ref="1", title="Officer A opens one centre", owner=owner),),
    )
    day = dt.date(2026, 10, 31)
    path = tmp_path / "review.json"
    write_review(
        Review(key="small", name="Small", kind=ReviewKind.ANNUAL, as_of=day, plan=plan), path
    )
    return path


def run(*args: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(arg) for arg in args])
    return int(ended.value.code or 0)


def test_a_review_in_a_file_needs_no_database(
    review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run("report", "--review", review_file, "-o", tmp_path / "out", "--format", "html")

    assert status == 0
    written = tmp_path / "out" / "board-report.html"
    assert capsys.readouterr().out == f"{written}\n"
    assert "Annual review" in written.read_text(encoding="utf-8")


def test_the_board_edition_names_no_person_and_the_full_one_does(
    review_file: Path, tmp_path: Path
) -> None:
    for edition in ("board", "full"):
        run(
            *("report", "--review", review_file, "-o", tmp_path),
            *("--format", "html", "--edition", edition),
        )

    assert "Officer A" not in (tmp_path / "board-report.html").read_text(encoding="utf-8")
    assert "Officer A opens" in (tmp_path / "full-report.html").read_text(encoding="utf-8")


def test_several_files_of_answers_are_reported_and_not_kept(
    review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = review_file.read_bytes()
    files: list[str | Path] = []
    for role, value in (("Police lead", 0), ("Clerk", 3)):
        path = tmp_path / f"{role}.yaml"
        path.write_text(
            f"questionnaire: progress-assurance\nanswered_by: {role}\nanswers: {{A1: {value}}}\n"
        )
        files += ["--answers", path]
    out = ("-o", tmp_path, "--format", "html", "--edition", "full")

    assert run("report", "--review", review_file, *out, *files) == 0
    page = (tmp_path / "full-report.html").read_text(encoding="utf-8")
    assert "not yet moderated" in page
    assert "Police lead" in page
    assert review_file.read_bytes() == before

    capsys.readouterr()
    (tmp_path / "Clerk.yaml").write_text((tmp_path / "Police lead.yaml").read_text())
    assert run("report", "--review", review_file, *out, *files) == 2
    assert "answers progress-assurance A1 as “Police lead”, and so does" in capsys.readouterr().err


def test_answers_of_a_frozen_review_cannot_change(
    review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = load(str(review_file), None)
    frozen = RulebookIdentity(version="1", digest="0")
    write_review(review.model_copy(update={"rulebook": frozen}), review_file)
    (tmp_path / "a.yaml").write_text("questionnaire: swot\nanswers: {threats: []}\n")

    assert run("report", "--review", review_file, "--answers", tmp_path / "a.yaml") == 2
    assert "is frozen, so its answers cannot change" in capsys.readouterr().err


def test_no_database_is_one_sentence_and_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("report") == 2
    told = capsys.readouterr().err
    assert told.startswith("assure: ")
    assert "assure.db" in told
    assert not (tmp_path / "assure.db").exists()


def test_a_missing_review_file_is_one_sentence_and_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", "--review", tmp_path / "gone.json") == 2
    assert "there is no such file" in capsys.readouterr().err


def test_the_database_of_the_settings_is_found_from_a_folder_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "assure.toml").write_text('database = "kept.db"\n')
    (tmp_path / "plan.csv").write_text("Ref,Action,Owner\n1,Open a centre,Head of Parks\n")
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    opened = ("--kind", "annual", "--plan", "../plan.csv", "--as-of", "31/10/2026")

    assert run("review", "new", "Small", *opened) == 0
    assert run("report", "--format", "html") == 0
    assert (tmp_path / "kept.db").is_file()
    assert (below / "out" / "board-report.html").is_file()


def test_a_review_is_judged_by_its_own_rules_unless_those_of_today_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "assure.toml").write_text('off = ["OWN-01"]\n')
    (tmp_path / "plan.csv").write_text("Ref,Action,Owner,Due\n1,Open a centre,,31/03/2027\n")
    monkeypatch.chdir(tmp_path)
    opened = ("--kind", "annual", "--plan", "plan.csv", "--as-of", "31/10/2026")
    assert run("review", "new", "Small", *opened) == 0
    assert run("review", "freeze", "-o", "review.json") == 0
    (tmp_path / "assure.toml").unlink()

    report = ("report", "--review", "review.json", "--format", "html")
    capsys.readouterr()
    assert run(*report, "-o", "recorded") == 0
    assert "Judged by" not in capsys.readouterr().err
    assert run(*report, "-o", "today", "--rules", "installed") == 0
    assert "not by those it was frozen with" in capsys.readouterr().err
    recorded = (tmp_path / "recorded" / "board-report.html").read_text(encoding="utf-8")
    today = (tmp_path / "today" / "board-report.html").read_text(encoding="utf-8")
    assert "Rule OWN-01 (no-owner) is switched off here." in recorded
    assert "Action 1 has no owner." not in recorded
    assert "Changed here" not in today
    assert "Action 1 has no owner." in today


def test_several_earlier_reviews_tell_the_ratings_over_time(
    review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = load(str(review_file), None)
    against: list[object] = []
    for year in (2025, 2024):
        before = review.model_copy(
            update={"key": f"small-{year}", "as_of": dt.date(year, 10, 31), "previous": None}
        )
        path = write_review(before, tmp_path / f"{year}.json")
        against += ["--against", path]
    written = ("-o", tmp_path / "out", "--format", "html")
    assert run("report", "comparison", "--review", review_file, *against, *written) == 0
    page = (tmp_path / "out" / "comparison.html").read_text(encoding="utf-8")
    assert "Three reviews from October 2024 to October 2026" in _words(page)
    assert "as of 31 October 2025" in _words(page)  # compared with the newest of the two
    later = ("report", "comparison", "--review", tmp_path / "2024.json", "-o", tmp_path / "none")
    assert run(*later, "--against", review_file, "--against", tmp_path / "2025.json") == 2
    assert (
        "small, as of 31 October 2026, is not before small-2024, as of 31 October 2024; name "
        "earlier reviews with --against." in capsys.readouterr().err
    )
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("kind", ["assurance", "strategic", "comparison"])
def test_a_review_is_compared_with_one_before_it_alone(
    kind: str, review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    review = load(str(review_file), None)
    later = review.model_copy(update={"key": "small-2027", "as_of": dt.date(2027, 10, 31)})
    path = write_review(later, tmp_path / "2027.json")
    asked = ("report", kind, "--review", review_file, "-o", tmp_path / "none")
    assert run(*asked, "--against", path) == 2
    assert (
        "small-2027, as of 31 October 2027, is not before small, as of 31 October 2026; name "
        "earlier reviews with --against." in capsys.readouterr().err
    )
    assert run(*asked, "--against", review_file) == 2
    assert (
        "small is the review that is reported; name an earlier one with --against."
        in capsys.readouterr().err
    )
    assert not (tmp_path / "none").exists()


def _words(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


def test_the_kinds_are_listed_for_people_and_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("report", "--list") == 0
    assert "  assurance  " in capsys.readouterr().out
    run("report", "--list", "--format", "json")
    (first, *_) = json.loads(capsys.readouterr().out)
    assert first["kind"] == "assurance"
    assert first["formats"][:2] == ["pdf", "html"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["assurence"], "There is no report “assurence”; did you mean “assurance”?"),
        (["zzz"], "There is no report “zzz”; `assure report --list` tells the kinds."),
        (["--format", "json"], "--format json goes with --list."),
        (
            ["challenge-pack", "--against", "x"],
            "--against: the report challenge-pack compares nothing.",
        ),
        (["--format", "docx"], "There is no Word document of the assurance report"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: list[str],
    why: str,
    review_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("report", *words, "--review", review_file, "-o", tmp_path / "out") == 2
    assert why in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_is_no_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "--review", tmp_path, "--database", tmp_path / "none.db") == 2
    said = capsys.readouterr().err
    assert f"--review {tmp_path}: this is a folder; name a file in it, or give --batch" in said


@pytest.mark.parametrize("name", ["there.txt", "report.pdf"])
def test_a_report_is_written_into_a_folder_and_no_file(
    name: str, review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there.txt").write_text("Mine")
    assert run("report", "--review", review_file, "-o", tmp_path / name) == 2
    assert f"-o {tmp_path / name}: name a folder; the files in it" in capsys.readouterr().err
    assert not (tmp_path / "report.pdf").exists()


def batch_folder(review_file: Path) -> Path:
    folder = review_file.parent / "reviews"
    folder.mkdir()
    for name in ("westvale", "eastport"):
        (folder / f"{name}.json").write_bytes(review_file.read_bytes())
    return folder


def test_a_batch_writes_a_report_of_each_review_file(
    review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asked = ("--batch", batch_folder(review_file), "-o", out, "--format", "html", "--jobs", 2)

    assert run("report", *asked) == 0
    told = capsys.readouterr()
    written = [out / "eastport-board-report.html", out / "westvale-board-report.html"]
    assert told.out.splitlines() == [str(path) for path in written]
    assert told.err == ""
    run("report", "--review", review_file, "-o", out, "--format", "html")
    alone = (out / "board-report.html").read_text(encoding="utf-8")
    assert {path.read_text(encoding="utf-8") for path in written} == {alone}


def test_one_bad_file_of_a_batch_is_told_and_the_others_are_written(
    review_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = batch_folder(review_file)
    (folder / "northtown.json").write_text('{"a": 1}')

    assert run("report", "--batch", folder, "-o", tmp_path / "out", "--format", "html") == 2
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 2
    first, last = told.err.splitlines()
    assert first.startswith(f"assure: {folder / 'northtown.json'}: ")
    assert last == "assure: 2 of 3 reviews reported."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
@pytest.mark.parametrize(
    ("form", "otherwise"), [("pdf", ", or ask for --format html"), ("html", "")]
)
def test_a_report_of_a_batch_that_takes_too_long_is_given_up_and_nothing_is_left_of_it(
    form: str,
    otherwise: str,
    review_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def for_ever(*_: object, **__: object) -> None:
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)

    monkeypatch.setattr(batch, "write_report", for_ever)
    settings = Settings(report=ReportSettings(time_limit=1))

    done = batch._made(review_file, Wanted(formats=(form,)), tmp_path / "out", settings)

    assert done.written == ()
    assert done.fault == (
        f"{review_file}: the report was not finished within 1 second and was given up; set a "
        f"higher time_limit under [report] in assure.toml{otherwise}."
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit of memory")
def test_a_report_of_a_batch_that_wants_more_memory_than_it_may_is_told_and_leaves_nothing(
    review_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, scraps = tmp_path / "ours", tmp_path / "scraps"
    ours.mkdir()
    scraps.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scraps))
    (ours / "assurance.html.j2").write_text("{{ 'x' * 90000000000 }}")
    (tmp_path / "assure.toml").write_text('templates = "ours"')
    settings = find_settings(tmp_path)
    (done,) = batch.write_reports([review_file], Wanted(formats=("html",)), ours, settings, jobs=1)
    assert done.fault == (
        f"{review_file}: making the report took all memory that it may (the limit is 4,000 MB); "
        "set a higher memory_limit under [report] in assure.toml."
    )
    assert list(scraps.iterdir()) == []


def test_a_batch_of_which_no_more_is_wanted_ends_at_once(review_file: Path, tmp_path: Path) -> None:
    begun = batch.write_reports(
        [review_file] * 20, Wanted(formats=("html",)), tmp_path / "out", Settings(), jobs=1
    )
    next(begun)
    running = multiprocessing.active_children()
    asked = time.monotonic()
    assert isinstance(begun, Generator)
    begun.close()  # as Ctrl-C does
    assert time.monotonic() - asked < 5
    assert len(multiprocessing.active_children()) < len(running)
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["review-board-report.html"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes otherwise")
def test_a_report_of_a_batch_that_is_told_to_end_is_left_tidily(
    review_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied: list[bool] = []
    ended: list[int] = []

    def stopped(*_: object, **__: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            tidied.append(True)

    monkeypatch.setattr(batch, "write_report", stopped)
    monkeypatch.setattr(os, "_exit", ended.append)
    before = signal.getsignal(signal.SIGTERM)
    batch._made(review_file, Wanted(formats=("html",)), tmp_path / "out", Settings())
    assert (tidied, ended) == ([True], [1])
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--batch", "."), "there is no review in it"),
        (("--batch", "gone"), "there is no such folder"),
        (("--batch", "list.csv"), "this is a file; name the folder, or give it as --review."),
        (("--batch", ".", "--review", "x"), "--review is of one review"),
        (("--jobs", "2"), "--jobs goes with --batch"),
    ],
)
def test_what_a_batch_cannot_do_is_one_sentence(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").touch()

    assert run("report", *arguments) == 2
    assert said in capsys.readouterr().err
