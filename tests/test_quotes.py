"""What a person is told stands in typographic quotes: “owner_kind”, not 'owner_kind'.

Straight ones are for what is typed as it stands: a command, a setting, a formula, an expression.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "assure"
HOLE = "\0"  # a placeholder
STRAIGHT = re.compile(
    rf"""(?<!\w)'[^'\n]{{0,40}}{HOLE}[^'\n]{{0,40}}'|"[^"\n]{{0,40}}{HOLE}[^"\n]*\""""
)
WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")  # what a person reads has some, one after another
TYPED = re.compile(
    r"""--[\w-]+ "[^"]*"|`[^`]*`|\["[^"]*"\]|"[\w-]+": "[^"]*\""""
    r"""|\w= ?(?:"[^"]*"|'[^']*')|e\.g\. "[^"]*\""""
)
# What another program reads: a starting file, a form, a database.
FOR_PROGRAMS = {
    "interview/scaffold.py",
    "interview/xlsform.py",
    "rules/scaffold.py",
    "store/postgres.py",
}


def messages(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a module, those of docstrings apart, with a HOLE for each value put in."""
    tree = ast.parse(source)
    apart = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = node.values
            apart.update(map(id, ast.walk(node)))
            yield (
                node.lineno,
                "".join(
                    str(part.value) if isinstance(part, ast.Constant) else HOLE for part in parts
                ),
            )
        elif isinstance(node, ast.Constant) and id(node) not in apart:
            yield node.lineno, re.sub(r"\{\w*\}", HOLE, str(node.value))


def straight(source: str) -> list[str]:
    return [
        f"line {line}: {text.replace(HOLE, '{}')}"
        for line, text in messages(source)
        if WORDS.search(text) and STRAIGHT.search(TYPED.sub(" ", text))
    ]


@pytest.mark.parametrize(
    "said",
    [
        "f\"There is no rule '{code}'.\"",
        "f'There is no rule \"{code}\".'",
        "\"'{name}' is missing; add it.\"",
        "f\"{where}: '{name} of it' is missing.\"",
    ],
)
def test_a_value_in_straight_quotes_is_seen(said: str) -> None:
    assert straight(f"told = {said}")


@pytest.mark.parametrize(
    "said",
    [
        'f"There is no rule “{code}”."',
        "f'Say which: --map \"{field}=<heading>\".'",
        "f'Let it judge: rules = [\"{name}\"] in assure.toml'",
        "f\"The plan's period is {span}, and the review's is {day}.\"",
        "f\"${state} = '{value}'\"",
    ],
)
def test_what_is_typed_as_it_stands_is_left(said: str) -> None:
    assert not straight(f"told = {said}")


def test_every_message_has_typographic_quotes() -> None:
    told = {
        name: found
        for path in SRC.rglob("*.py")
        if (name := path.relative_to(SRC).as_posix()) not in FOR_PROGRAMS
        and (found := straight(path.read_text(encoding="utf-8")))
    }
    assert not told
