"""What pip installs is whole: a wheel, away from this checkout, can do what the checkout can."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("rulesets", "questionnaires", "report_templates")

pytestmark = pytest.mark.heavy


def run(*command: str | Path, cwd: Path) -> str:
    # Nothing of this checkout may leak in: the wheel has to stand alone.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps")
    run(*pip, "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("assure-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Programs of a fresh environment that has assure from the wheel, and our libraries."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    scheme = sysconfig.get_paths("venv", {"base": str(home), "platbase": str(home)})
    (Path(scheme["purelib"]) / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    pip = (sys.executable, "-m", "pip", "--python", Path(scheme["scripts"]) / "python")
    run(
        *pip, "install", "--quiet", "--no-index", "--no-deps", "--ignore-installed", wheel, cwd=home
    )
    return Path(scheme["scripts"])


def shipped_files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".") and "__pycache__" not in path.parts
    }


def test_it_carries_everything_that_is_not_code(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}

    for name in SHIPPED:
        files = shipped_files(ROOT / name)
        assert files
        assert {f"assure/shipped/{name}/{file}" for file in files} <= held
    for name in ("advice", "fonts", "anycity", "store/migrations"):
        files = shipped_files(ROOT / "src/assure" / name)
        assert files
        assert {f"assure/{name}/{file}" for file in files} <= held


def test_it_carries_the_licences_of_the_project_and_of_each_font(wheel: Path) -> None:
    held = {Path(name).name for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name}

    folder = ROOT / "src/assure/fonts"
    fonts = [*folder.glob("*.woff2"), *folder.glob("*.ttf")]
    families = {re.split(r"-latin|-\d{3}", font.name)[0] for font in fonts}
    assert "LICENSE" in held
    for family in families:
        assert {f"OFL-{family}.txt", f"LICENSE-{family}.txt"} & held, family


def test_the_demo_runs_from_it_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import assure; print(assure.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)

    said = run(installed / "assure", "demo", cwd=tmp_path)

    assert said
    reports = list((tmp_path / "out").glob("*.pdf"))
    assert reports
    assert all(report.read_bytes().startswith(b"%PDF-") for report in reports)
    assert (tmp_path / "out/review.json").is_file()
