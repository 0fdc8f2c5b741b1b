"""Plans of many kinds, each written in a style of its own with its labels beside it.

``plans/*.yaml`` hold a table, what is known of the plan, and what a careful reader would say of its
rows before the program saw it. The score is held, so that mending one kind does not break another.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
import yaml

PLANS = sorted((Path(__file__).parent / "plans").glob("*.yaml"))
FIELDS = ("owner_kind", "accountable", "due_kind", "due_date", "status")


@pytest.fixture(scope="module")
def judge():
    path = Path(__file__).parents[2] / "bench" / "judge" / "predict.py"
    spec = spec_from_file_location("predict", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plan_in(folder: Path, source: Path):
    """The plan as a .csv with its .plan.json, and its labels by row."""
    told = yaml.safe_load(source.read_text(encoding="utf-8"))
    rows = [
        [cell.strip().replace("\\n", "\n") for cell in line.split("|")]
        for line in told["table"].strip("\n").splitlines()
    ]
    path = folder / f"{source.stem}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    known = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in told["plan"].items()
    }
    path.with_suffix(".plan.json").write_text(json.dumps(known), encoding="utf-8")
    return path, told["labels"], told.get("arguable", {})


@pytest.fixture(scope="module")
def score(judge, tmp_path_factory):
    """Right and wrong fields, and flags raised rightly, wrongly and not at all."""
    labels = yaml.safe_load(judge.LABELS.read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("plans")
    count: Counter[str] = Counter()
    for source in PLANS:
        path, wanted, arguable = plan_in(folder, source)
        found = {row["row"]: row for row in judge.rows_of(path, labels)}
        assert found.keys() == wanted.keys(), source.stem
        for number, label in wanted.items():
            doubtful = set(arguable.get(number, ()))
            for name, value in zip(FIELDS, label, strict=False):
                if name not in doubtful:
                    count["right" if found[number][name] == str(value) else "wrong"] += 1
            doubtful = {name.removeprefix("flags:") for name in doubtful}
            flags = set(label[len(FIELDS) :]) - doubtful
            # A product may be its own measure: where none is labelled it is left open.
            raised = set(found[number]["flags"]) - doubtful - ({"no_measure"} - flags)
            count["hit"] += len(flags & raised)
            count["false"] += len(raised - flags)
            count["missed"] += len(flags - raised)
    return count


def test_there_are_plans_of_many_kinds():
    assert len(PLANS) >= 16


def test_fields_are_read_as_a_careful_reader_would(score):
    assert score["right"] >= 0.98 * (score["right"] + score["wrong"])


def test_hardly_a_flag_is_false_and_few_are_missed(score):
    assert score["hit"] >= 0.97 * (score["hit"] + score["false"])
    assert score["hit"] >= 0.95 * (score["hit"] + score["missed"])


def test_a_folder_is_judged_and_a_plan_that_cannot_be_read_stops_no_other(
    judge, tmp_path, monkeypatch, capsys
):
    plan_in(tmp_path, PLANS[0])
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    (tmp_path / "broken.plan.json").write_text('{"as_of": "2026-10-31"}')
    written = tmp_path / "out" / "predictions.json"
    written.parent.mkdir()
    monkeypatch.setattr("sys.argv", ["judge", str(tmp_path), str(written)])
    assert judge.main() == 1
    told = capsys.readouterr().err
    assert "broken.xlsx" in told
    assert "1 plan" in told
    assert list(json.loads(written.read_text())) == [f"{PLANS[0].stem}.csv"]


@pytest.mark.parametrize(
    ("folder", "target", "said"),
    [
        ("none", "out.json", "none is no folder"),
        (".", "out.json", "holds no plan"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    judge, tmp_path, monkeypatch, capsys, folder, target, said
):
    monkeypatch.setattr("sys.argv", ["judge", str(tmp_path / folder), str(tmp_path / target)])
    assert judge.main() == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / target).exists()
