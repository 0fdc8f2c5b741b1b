"""What a command loads before it does anything: nothing that it never needs."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import atexit, sys
from assure.cli import main
atexit.register(lambda: print(*sorted(sys.modules)))
main(["report", "--list"])
"""


def test_a_command_that_makes_nouns_reads_no_modules_for_mail_and_archives() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "pydantic.plugin._loader" in loaded
    assert not loaded & {"importlib.metadata", "email", "socket"}
