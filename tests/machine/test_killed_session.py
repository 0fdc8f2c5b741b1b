"""A session is held, and the program is killed at any moment: every line confirmed is there.

``ASSURE_KILLS`` says how often, as for ``test_killed``.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import sys
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from assure.model.promise import Promise
from assure.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
KILLS = max(int(os.environ.get("ASSURE_KILLS", "12")) // 3, 1)
PLAN = ROOT / "src/assure/anycity/plan.xlsx"
QUESTIONS = 6
SAID = {
    "answer": "Nobody knows, ŵ 🏠",
    "text": "A list by the next session",
    "evidence": "The list",
    "who": "Head of Housing",
    "by": "2026-09-30",
}
# What is asked once a line is kept, and which line that is.
NEXT = {
    "What is promised?": "answer",
    "Which evidence will show it?": "text",
    "Who promises it?": "evidence",
    "By which day?": "who",
}
QUESTION = re.compile(r"^(?:Question \d+ of \d+|Look over what was said)$", re.MULTILINE)


def hold_until_killed(folder: str) -> None:
    """What runs in the child: ``assure challenge`` as it is, typed into from a file."""
    from assure.cli import assure, prompt

    os.chdir(folder)
    with (
        Path("typed.txt").open(encoding="utf-8") as sys.stdin,
        Path("seen.txt").open("w", encoding="utf-8", buffering=1) as sys.stdout,
    ):
        prompt.is_terminal = lambda: True
        args = ["challenge", "--plain", "--questions", str(QUESTIONS), "--today", "2026-05-12"]
        assure(args, standalone_mode=False)


def confirmed_on(seen: Path) -> list[set[str]]:
    """Of each question that came up, the lines that the screen went on from."""
    pages = QUESTION.split(seen.read_text(encoding="utf-8", errors="ignore"))[1:]
    lines = [{line for mark, line in NEXT.items() if mark in page} for page in pages]
    return [set(SAID) if number < len(pages) - 1 else said for number, said in enumerate(lines)]


def held_against(folder: Path) -> int:
    """How many promises are whole; every confirmed line is in the database, and no other."""
    confirmed = confirmed_on(folder / "seen.txt")
    with Store.open(folder / "assure.db") as store:
        (plan,) = store.plans()
        kept = store.promises(plan.key)
    for one, lines in zip(kept, confirmed, strict=False):
        said = said_in(one)
        assert lines <= set(said)
        assert said == {line: SAID[line] for line in said}
    with_any = [lines for lines in confirmed if lines]
    assert len(with_any) <= len(kept) <= len(confirmed)
    return sum(one.whole for one in kept)


def said_in(one: Promise) -> dict[str, str]:
    data = one.model_dump(mode="json")
    return {line: data[line] for line in SAID if data[line]}


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> ForkServerContext:
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "tests.machine.warm"])
    return context


def test_what_was_confirmed_is_kept_whenever_it_is_killed(
    ready: ForkServerContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assure.cli import assure

    first = tmp_path / "first"
    first.mkdir()
    monkeypatch.chdir(first)
    terms = ["--kind", "annual", "--plan", str(PLAN), "--as-of", "2026-05-12", "--no-input"]
    assert CliRunner().invoke(assure, ["review", "new", "Anycity", *terms]).exit_code == 0
    lines = ["1", *["w", *SAID.values()] * QUESTIONS, str(QUESTIONS + 2)]
    (first / "typed.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (first / "seen.txt").write_text("", encoding="utf-8")
    chance = Random(20260512)

    def held(name: str, patience: float | None) -> int:
        folder = tmp_path / name
        shutil.copytree(first, folder)
        child = ready.Process(target=hold_until_killed, args=(str(folder),))
        child.start()
        child.join(patience)
        child.kill()
        child.join()
        return held_against(folder)

    assert held("warm", None) == QUESTIONS
    began = time.monotonic()
    assert held("whole", None) == QUESTIONS
    longest = time.monotonic() - began
    for number in range(KILLS):
        assert held(str(number), chance.uniform(longest / 3, longest)) <= QUESTIONS
