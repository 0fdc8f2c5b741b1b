"""Somebody answers, and the program is killed at any moment: what was confirmed is there.

``ASSURE_KILLS`` says how often; ``.ci/run`` does it 60 times.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import sqlite3
import sys
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

import pytest
from tests.cli.pressing import at_key, by_lines, everything, steps_of
from tests.interview.answering import SHIPPED

from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer
from assure.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("ASSURE_KILLS", "12"))
KEY = "progress-assurance"
ASKED = SHIPPED[KEY]
QUESTION = re.compile(r"Question (\d+) of \d+")


def answer_until_killed(folder: str) -> None:
    """What runs in the child: ``assure ask`` as it is, typed into from a file."""
    from assure.cli import assure, prompt

    os.chdir(folder)
    with (
        Path("typed.txt").open(encoding="utf-8") as sys.stdin,
        Path("seen.txt").open("w", encoding="utf-8", buffering=1) as sys.stdout,
    ):
        prompt.is_terminal = lambda: True
        assure(["ask", KEY, "--plain"], standalone_mode=False)


class Desk:
    """A folder with a database, the answers that somebody means to give, and what is known of
    them: ``kept`` in the database when last looked at."""

    def __init__(self, folder: Path, chance: Random) -> None:
        folder.mkdir()
        self.folder = folder
        self.meant = everything(ASKED, Known(), chance)
        self.kept: dict[str, Answer] = {}

    @property
    def sitting(self) -> Sitting:
        return Sitting.open(ASKED, self.kept.values())

    def type(self) -> None:
        """Writes down what is to be typed from here on; nothing has been seen yet."""
        steps = [] if self.kept else [at_key("1")]
        for key, answer in self.meant.items():
            question = ASKED.question(key)
            if question is not None and key not in self.kept:
                steps += steps_of(question, answer, Known())
        (self.folder / "seen.txt").write_text("", encoding="utf-8")
        (self.folder / "typed.txt").write_text("\n".join([*by_lines(steps), ""]), encoding="utf-8")

    def look(self) -> None:
        """Opens the database, and holds it against what was seen on the screen."""
        place = self.sitting.progress.question_number
        confirmed, begun = confirmed_on(self.folder / "seen.txt")
        before = set(self.kept)
        database = self.folder / "assure.db"
        if database.exists():
            with sqlite3.connect(database) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            connection.close()
            with Store.open(database) as store:
                self.kept = {answer.question: answer for answer in store.answers()}
        if begun:
            assert begun[0] == place  # it went on at the right question
        order = [question.key for question in ASKED.questions() if question.key in self.meant]
        for number in confirmed:
            assert order[number - 1] in self.kept
        whole = {order[number - 1] for number in begun[:-1]}
        for key in whole:
            assert as_given(self.kept[key]) == as_given(self.meant[key])
        # And nothing that was not typed: no more than one answer beyond those on the screen.
        assert set(self.kept) <= set(self.meant)
        assert len(set(self.kept) - before - {order[n - 1] for n in confirmed}) <= 1
        for key, answer in self.kept.items():
            meant = self.meant[key]
            assert (answer.state, answer.reason) == (meant.state, meant.reason)
            few = meant.entries[: len(answer.entries)]
            assert answer.value in (meant.value, few)
            assert answer.evidence in ("", meant.evidence)


def as_given(answer: Answer) -> Answer:
    return answer.model_copy(update={"given_at": None})


def confirmed_on(seen: Path) -> tuple[set[int], list[int]]:
    """Of the numbers of questions: those whose answer the screen told or went on from, and those
    that came up, in order."""
    confirmed: set[int] = set()
    begun: list[int] = []
    lines = seen.read_text(encoding="utf-8", errors="ignore").split("\n")[:-1]  # whole ones
    for line in lines:
        if found := QUESTION.match(line):
            if not begun or begun[-1] != int(found[1]):
                confirmed |= set(begun)
                begun.append(int(found[1]))
        elif begun and line.startswith("Your answer: "):
            confirmed.add(begun[-1])
    return confirmed, begun


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> ForkServerContext:
    """Children begin with everything imported: starting from nothing takes a second each."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "tests.machine.warm"])
    return context


def test_what_was_confirmed_is_kept_whenever_it_is_killed(
    ready: ForkServerContext, tmp_path: Path
) -> None:
    chance = Random(20261031)

    def answered(desk: Desk, patience: float | None) -> bool:
        """Whether the child came to its end by itself."""
        desk.type()
        child = ready.Process(target=answer_until_killed, args=(str(desk.folder),))
        child.start()
        child.join(patience)
        ended = child.exitcode is not None
        child.kill()
        child.join()
        assert not ended or child.exitcode == 0
        desk.look()
        return ended

    # The second tells how long it takes on this machine; the first also imports everything.
    for name in ("first", "second"):
        desk = Desk(tmp_path / name, chance)
        began = time.monotonic()
        assert answered(desk, None)
        assert desk.sitting.finished
    longest = (time.monotonic() - began) / 3

    killed = finished = 0
    desk = Desk(tmp_path / "0", chance)
    while killed < KILLS:
        killed += not answered(desk, chance.uniform(0, longest))
        if desk.sitting.finished:
            finished += 1
            desk = Desk(tmp_path / str(finished), chance)
