"""A PDF that would take for ever, or all memory, costs its own process and one sentence."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from assure.model.errors import ReportError
from assure.report.press import Limits, Press, printed

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


def test_a_page_within_the_limits_is_made() -> None:
    assert printed(PAGE).startswith(b"%PDF")


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
