"""The lock files hold what pyproject.toml asks for, by hash, and no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("build.lock", "requirements.lock", "dev.lock", "heavy.lock")


def pinned(lock: str) -> dict[str, str]:
    """Package → version."""
    text = (ROOT / lock).read_text()
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash_and_no_address_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=[a-z])", text)

    assert "http" not in text
    assert len(pinned(lock)) == len(entries)
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("dev.lock", PROJECT["dependency-groups"]["dev"]),
        ("build.lock", PROJECT["build-system"]["requires"]),
    ],
)
def test_a_lock_holds_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    held = pinned(lock)
    for requirement in map(Requirement, wanted):
        version = held.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in {lock}: run script/lock"
        assert requirement.specifier.contains(version), f"{requirement}: run script/lock"


def test_one_environment_can_hold_all_locks() -> None:
    versions: dict[str, str] = {}
    for lock in LOCKS:
        for package, version in pinned(lock).items():
            assert versions.setdefault(package, version) == version, package
