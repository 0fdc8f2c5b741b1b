"""Every kind of fault that reviewers look for is answered: by rules, or by why there is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.assess.build import rulebook

PAGE = Path(__file__).parents[2] / "docs" / "what-is-judged.md"
KINDS = {
    "Ownership": 16,
    "Wording": 12,
    "Dates": 20,
    "Status": 17,
    "Capacity and money": 15,
    "Outcomes and figures": 16,
    "Governance, risk and choice": 16,
}
CODE = re.compile(r"\b[A-Z]{3,4}-\d\d\b")


def sections() -> dict[str, list[tuple[str, str]]]:
    """Section → its rows: what is looked for, and the answer."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        cells = [line.strip("|").split("|") for line in body.splitlines() if line.startswith("|")]
        found[title] = [(row[0].strip(), row[1].strip()) for row in cells[2:]]
    return found


ROWS = [row for rows in sections().values() for row in rows]


def test_all_112_kinds_stand_there_each_once() -> None:
    told = sections()
    assert {title: len(told[title]) for title in KINDS} == KINDS
    assert sum(KINDS.values()) == 112
    assert len({kind for kind, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("kind", "answer"), ROWS)
def test_each_is_answered_by_rules_that_exist_or_by_a_reason(kind: str, answer: str) -> None:
    codes = CODE.findall(answer)
    assert codes or re.match(r"Left out: \w.+\.$", answer)
    assert set(codes) <= {rule.code for rule in rulebook().rules if rule.counts}


def test_a_limit_that_is_named_can_be_set() -> None:
    assert "off-path-percent" in rulebook().thresholds
