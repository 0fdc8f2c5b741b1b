"""script/bootstrap says in one line what a machine lacks, and leaves a ready one alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash") or "/bin/bash"
# What the script uses of a machine before it knows that the machine has Python.
BARE = ("bash", "cat", "cksum", "dirname", "grep", "id", "uname")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that was never set up."""
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script/bootstrap", tmp_path / "script")
    for name in ("pyproject.toml", "build.lock", "requirements.lock", "dev.lock", "heavy.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def bootstrap(
    checkout: Path, *parts: str, tools: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run it on a machine that has only BARE and `tools` (name → where it really is)."""
    programs = checkout / "programs"
    programs.mkdir()
    found = {name: shutil.which(name) for name in BARE} | (tools or {})
    for name, path in found.items():
        assert path, f"{name} is needed to run this test"
        (programs / name).symlink_to(path)
    return subprocess.run(
        [BASH, checkout / "script/bootstrap", *parts],
        env={"PATH": str(programs), "HOME": str(checkout)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_without_python_and_without_the_right_to_install_it_names_what_is_needed(
    checkout: Path,
) -> None:
    done = bootstrap(checkout)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "This machine lacks Python 3.11 or newer, a C compiler, Pango. Install: Python 3.11 or "
        "newer with its headers, a C compiler, Pango 1.44 or newer\n"
    )
    assert not (checkout / ".venv").exists()


def test_the_hint_names_the_packages_of_the_system(checkout: Path) -> None:
    done = bootstrap(checkout, tools={"dnf": "/bin/true"})

    assert done.returncode == 1
    assert "Install: sudo dnf install python3.12" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_python_of_another_name_is_found(checkout: Path) -> None:
    (checkout / "python-elsewhere").write_text(f'#!{BASH}\nexec "{sys.executable}" "$@"\n')
    (checkout / "python-elsewhere").chmod(0o755)
    tools = {"python3.12": str(checkout / "python-elsewhere"), "apk": "/bin/true"}

    done = bootstrap(checkout, tools=tools)

    # Python is there now; the compiler still is not.
    assert "Python 3.11" not in done.stderr
    assert "a C compiler with the headers of Python" in done.stderr


def test_an_unknown_part_is_refused(checkout: Path) -> None:
    done = bootstrap(checkout, "everything")

    assert done.returncode == 1
    assert done.stderr == (
        "script/bootstrap does not know 'everything': use dev, heavy, both or nothing.\n"
    )


def test_what_another_checkout_uses_is_not_emptied(checkout: Path) -> None:
    theirs = checkout / "theirs/.venv/bin/activate"
    theirs.parent.mkdir(parents=True)
    theirs.write_text(f"VIRTUAL_ENV={theirs.parents[1]}\n")
    (checkout / ".venv").symlink_to(theirs.parents[1])

    done = bootstrap(checkout)

    assert done.returncode == 1
    assert done.stderr == (
        ".venv is a link to the libraries of another checkout. Remove the link and run this again."
        "\n"
    )
    assert theirs.exists()


def test_a_ready_checkout_is_left_alone_without_a_word(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    files = ["script/bootstrap", "pyproject.toml", "build.lock", "requirements.lock"]
    # The stamp as the script makes it. The path is in it: a checkout that moved is set up anew.
    stamp = subprocess.run(
        [BASH, "-c", f"{{ pwd && cat {' '.join(files)}; }} | cksum"],
        cwd=checkout,
        env={**os.environ, "PWD": str(checkout)},
        capture_output=True,
        check=True,
    )
    (checkout / ".venv/.ready-run").write_bytes(stamp.stdout)

    done = bootstrap(checkout)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
