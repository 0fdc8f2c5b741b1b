"""What a command loads before it does anything: nothing that it never needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """
import sys
from assure.cli import assure
assure.get_command(None, sys.argv[1])
import assure.model.review, assure.model.assessment
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize("verb", ["check", "report"])
def test_a_command_that_makes_nouns_reads_no_modules_for_mail_and_archives(verb: str) -> None:
    run = subprocess.run([sys.executable, "-c", LOADED, verb], capture_output=True, text=True)
    loaded = set(run.stdout.split())
    assert "pydantic.plugin._loader" in loaded
    assert not loaded & {"importlib.metadata", "email", "socket"}
