"""A column beside the actions that says what each waits for."""

from __future__ import annotations

from pathlib import Path

from assure.intake import read_plan
from assure.model.plan import Plan

HEAD = "Ref,Action,Lead,Due,Status,Depends on\n"


def read(tmp_path: Path, *waits_for: str) -> Plan:
    rows = [
        f'1.{n},Open hub {n},Head of Housing,31/12/2026,In progress,"{said}"'
        for n, said in enumerate(waits_for, start=1)
    ]
    path = tmp_path / "plan.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return read_plan(path)


def test_each_reference_is_a_dependency_that_names_its_cell(tmp_path: Path) -> None:
    plan = read(tmp_path, "", "1.1", "1.1 and 1.2")
    assert [(d.ref, d.action, d.on) for d in plan.dependencies] == [
        ("1.2 on 1.1", "1.2", "1.1"),
        ("1.3 on 1.1", "1.3", "1.1"),
        ("1.3 on 1.2", "1.3", "1.2"),
    ]
    assert plan.dependencies[0].seen["on"].cell == "F3"


def test_words_that_name_no_action_stay_beside_it(tmp_path: Path) -> None:
    plan = read(tmp_path, "Budget approval", "1.1; the levy ballot", "n/a")
    assert [d.ref for d in plan.dependencies] == ["1.2 on 1.1"]
    assert [action.other.get("Depends on") for action in plan.actions] == [
        "Budget approval",
        "1.1; the levy ballot",
        None,
    ]


def test_an_action_does_not_wait_for_itself(tmp_path: Path) -> None:
    assert read(tmp_path, "1.1", "1.2, 1.1").dependencies[0].ref == "1.2 on 1.1"
