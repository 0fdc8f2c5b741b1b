"""A year of work reads the same from a file and from a database server."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.postgres import Server

from assure.cli import assure

OCTOBER = """\
Ref,Action,Lead,Due,Status
1.1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress
1.2,Recruit two analysts,Officer A,30/09/2026,Delayed
"""
JANUARY = OCTOBER.replace("31/03/2027", "30/06/2027") + "1.3,=1+1 Ŵyl 🏠,Head of Parks,,\n"
ANSWERS = """\
questionnaire: progress-assurance
answered_by: Locality manager
answers: {A1: 2, A2: 1}
"""
SEEN = ("--because", "As seen")
BECAUSE = ("--because", "The board knows", "--by", "Programme manager", "--until", "2026-12-31")
WORK = (
    ("import", "october/plan.csv", "--today", "2026-10-12"),
    ("review", "new", "Mid-year", "--kind", "mid-year", "--as-of", "2026-10-31"),
    ("ask", "progress-assurance", "--answers", "answers.yaml"),
    ("ask", "progress-assurance", "--answers", "answers.yaml"),
    ("set-aside", "STA-05:1.2", *BECAUSE),
    ("review", "confidence", "--change-to", "amber-red", "--by", "Locality manager", *SEEN),
    ("review", "freeze"),
    ("import", "january/plan.csv", "--today", "2027-01-15"),
    ("import", "january/plan.csv", "--today", "2027-01-16"),
    ("review", "new", "Annual", "--kind", "annual", "--as-of", "2027-03-31"),
    ("review", "freeze"),
    ("plans",),
    ("review", "list"),
    ("show", "1.1"),
    ("compare", "Mid-year", "Annual"),
    ("set-aside", "--list", "--plan", "plan"),
    ("audit",),
    ("audit", "--all", "--format", "csv"),
    ("export", "plan", "-o", "plan.json", "--replace"),
    ("forget", "Officer A", "--post", "Head of Research", "--yes"),
    ("show", "1.2"),
    ("retention", "--years", "1", "--apply", "--yes", "--today", "2040-01-01"),
    ("audit", "--all", "--format", "csv"),
)


@pytest.fixture
def _files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793440800")
    texts = {"october/plan.csv": OCTOBER, "january/plan.csv": JANUARY, "answers.yaml": ANSWERS}
    for name, text in texts.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")


def said(command: tuple[str, ...], database: str) -> str:
    """What a command says."""
    result = CliRunner().invoke(assure, command, env={"ASSURE_DATABASE": database})
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


@pytest.mark.usefixtures("_files")
def test_every_command_says_the_same(postgres: Server) -> None:
    server = postgres.new()
    for command in WORK:
        assert said(command, "assure.db") == said(command, server), command
