"""Which quarter is meant, and the workbooks that go out: all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.returns import BACK, SENT, little_plan

from assure.model.errors import AssureError
from assure.model.plan import Plan
from assure.service.quarterly import quarter_meant, read_quarter, write_updates


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return little_plan(tmp_path)


def test_a_workbook_for_each_officer_and_none_when_one_cannot_be_written(
    tmp_path: Path, plan: Plan
) -> None:
    folder = tmp_path / "q6"
    sent = write_updates(plan, folder, 6, "owner", SENT)
    assert [one.path.name for one in sent][:2] == [
        "head-of-housing-q6.xlsx",
        "head-of-data-q6.xlsx",
    ]
    (folder / "head-of-data-q6.xlsx").unlink()
    with pytest.raises(AssureError, match="nothing was written"):
        write_updates(plan, folder, 6, "owner", SENT)
    assert not (folder / "head-of-data-q6.xlsx").exists()


def test_owners_whose_names_come_out_alike_have_files_of_their_own(
    tmp_path: Path, plan: Plan
) -> None:
    names = ("Head of R&D", "Head of R. D", "Älteste")
    actions = tuple(
        action.model_copy(update={"owner": action.owner.model_copy(update={"names": (name,)})})
        for action, name in zip(plan.actions, names, strict=False)
    )
    odd = plan.model_copy(update={"actions": actions})
    files = [one.path.name for one in write_updates(odd, tmp_path / "q6", 6, "owner", SENT)]
    assert files == ["head-of-r-d-q6.xlsx", "head-of-r-d-q6-2.xlsx", "lteste-q6.xlsx"]


@pytest.mark.parametrize("words", ["Q6", "q6", "6", "Quarter 6"])
def test_a_quarter_is_written_in_several_ways(words: str) -> None:
    assert read_quarter(words) == 6


def test_the_quarter_that_is_due_is_meant_unless_another_is_said(plan: Plan) -> None:
    assert quarter_meant(plan, None, BACK) == 6
    assert quarter_meant(plan, 2, BACK) == 2
    timeless = plan.model_copy(update={"period_start": None})
    with pytest.raises(AssureError, match="does not say when it starts; say which"):
        quarter_meant(timeless, None, BACK)
