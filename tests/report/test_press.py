"""A PDF that would take for ever, or all memory, costs its own process and one sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assure.model.errors import ReportError
from assure.report.apart import Limits
from assure.report.glyphs import TEXT_FACES, font_face
from assure.report.press import Press, printed

PAGE = "<html lang=en><title>T</title><main><h1>Words</h1></main></html>"
ROWS = "<tr><th scope=row>1</th><td>Words</td></tr>" * 20_000
LONG = f"<html lang=en><title>T</title><main><h1>Long</h1><table>{ROWS}</table></main></html>"

LOADED = """
import sys
def heard(event, details):
    if event == "subprocess.Popen":
        sys.exit(f"{details[0]} was started")
sys.addaudithook(heard)
from assure.report.pdf import load
load()
"""


# What the first PDF does not need: it takes two fifths of the time that WeasyPrint takes to load.
SPARED = """
import sys
from assure.report.pdf import write_pdf
write_pdf(sys.argv[1])
spared = {"fontTools.subset", "fontTools.varLib", "multiprocessing"}
sys.exit(", ".join(spared & set(sys.modules)) or None)
"""


def test_a_page_within_the_limits_is_made() -> None:
    assert printed(PAGE).startswith(b"%PDF")


def test_several_are_made_one_after_another() -> None:
    with Press() as press:
        begun = [press.start(PAGE.replace("Words", words)) for words in ("One", "Two")]
        one, two = (press.taken(pdf) for pdf in begun)
    assert one.startswith(b"%PDF")
    assert two.startswith(b"%PDF")
    assert one != two


def test_a_fault_of_ours_is_told_with_where_it_was() -> None:
    with Press() as press, pytest.raises(TypeError) as caught:
        press.taken(press.start(7))  # type: ignore[arg-type]  no page at all
    assert "write_pdf" in "".join(caught.value.__notes__)


def test_nothing_that_it_does_not_need_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", SPARED, PAGE], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_font_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    fonts = "".join(map(font_face, TEXT_FACES))
    assert printed(PAGE.replace("<main>", f"<style>{fonts}</style><main>")).startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_not_finished_in_time_is_given_up() -> None:
    begun = time.monotonic()
    with (
        pytest.raises(ReportError, match="not finished within 0") as caught,
        Press(Limits(seconds=0.5)) as press,
    ):
        press.taken(press.start(LONG))
    assert time.monotonic() - begun < 10  # the process is ended, not waited for
    assert str(caught.value).endswith(
        "set a higher time_limit under [report] in assure.toml, or ask for --format html."
    )


def test_one_that_wants_more_memory_than_it_may_is_refused() -> None:
    with pytest.raises(ReportError, match=r"for want of memory \(the limit is 300 MB\); set"):
        printed(LONG, Limits(megabytes=300), otherwise="name a file that ends in .docx")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are named otherwise")
def test_no_compiler_is_started_to_find_the_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


# A process that holds a press, and says when its PDFs' process is ready for work.
HOLDER = """
import signal, time
from assure.report.press import Press
if __name__ == "__main__":
    # Tests that run in the background were told not to hear an interrupt, and hand that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Press() as press:
        print(press._process.ready.result() if {ready} else "begun", flush=True)
        time.sleep(30)
"""


def _holder(tmp_path: Path, *, ready: bool) -> subprocess.Popen[str]:
    script = tmp_path / "holder.py"
    script.write_text(HOLDER.format(ready=ready), encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes otherwise")
def test_the_process_of_a_press_whose_owner_was_killed_ends_as_well(tmp_path: Path) -> None:
    with _holder(tmp_path, ready=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "None\n"
        holder.kill()
        # What both print to is closed only when the last of them has ended.
        assert holder.communicate(timeout=20)[0] == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no groups of a terminal")
def test_an_interrupt_from_the_terminal_is_heard_by_the_owner_alone(tmp_path: Path) -> None:
    with _holder(tmp_path, ready=False) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        time.sleep(0.2)  # the other process is loading
        os.killpg(holder.pid, signal.SIGINT)
        told = holder.communicate(timeout=20)[1]
    assert told.count("Traceback") == told.count("KeyboardInterrupt") == 1
    assert "serve" not in told
