"""The second hand is another hand: what works figures out imports nothing of assure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RUNS_ASSURE = {"judged.py", "pages.py"}  # what is held against the recount
RECOUNTS = [path for path in sorted(HERE.glob("*.py")) if not path.name.startswith("test_")]
# What assure judges with. A test may ask for a judged review or a page, and not for how.
JUDGES = ("assure.assess", "assure.facts", "assure.rules", "assure.report", "assure.words")


def imported(path: Path) -> set[str]:
    """The modules that a module imports, in functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", RECOUNTS, ids=lambda path: path.name)
def test_what_recounts_imports_nothing_of_assure(path: Path) -> None:
    own = {name for name in imported(path) if name.split(".")[0] == "assure"}
    if path.name in RUNS_ASSURE:
        judging = {name for name in own if name.startswith(JUDGES)}
        assert judging <= {"assure.report.kinds"}  # which kinds there are
    else:
        assert own == set()


def test_the_recount_is_all_there() -> None:
    assert len(RECOUNTS) > 10
