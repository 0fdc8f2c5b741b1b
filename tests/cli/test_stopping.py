"""Ctrl-C: what the person is told, and with which status the command ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assure import cli

STOPPED = "assure: stopped; what was kept or written before that stays.\n"


@pytest.mark.parametrize("pressed", [KeyboardInterrupt, click.Abort], ids=["working", "asking"])
def test_who_stops_a_command_is_told_so_and_it_ends_with_130(
    pressed: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise pressed

    monkeypatch.setattr("assure.service.demo.anycity", stop)
    result = CliRunner().invoke(cli.assure, ["demo", "-o", str(tmp_path / "out")])
    assert result.exit_code == 130
    assert result.stderr == f"\n{STOPPED}"
    assert "Aborted" not in result.output


def test_ctrl_c_before_the_command_line_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.assure, "main", stop)
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    assert ended.value.code == 130
    assert capsys.readouterr().err == f"\n{STOPPED}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal to a group")
def test_ctrl_c_in_a_terminal_ends_a_command_at_its_work(tmp_path: Path) -> None:
    begun = subprocess.Popen(
        [sys.executable, "-u", "-m", "assure", "demo", "-o", "out"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background of a shell ignores Ctrl-C, and so would this.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert begun.stdout is not None
    begun.stdout.readline()
    os.killpg(begun.pid, signal.SIGINT)
    _, told = begun.communicate(timeout=60)
    assert (begun.returncode, told) == (130, f"\n{STOPPED}")
    assert not list(tmp_path.rglob("*.pdf*"))
