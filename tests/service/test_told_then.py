"""A report of an earlier version is asked for what that version could tell, and for all of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.service.test_verify import Data, changed

from assure.cli import assure
from assure.conditions.fields import Field, FieldType
from assure.model.base import Seen
from assure.model.evidence import Evidence
from assure.model.facts import Fact
from assure.model.measures import Measures
from assure.service.told_then import ToldThen
from assure.service.verify import verify

MADE_BY = "0.1.0"
CATALOGUE = {
    "action": {
        "due": Field(name="due", type=FieldType.DATE),
        "days_left": Field(name="days_left", type=FieldType.INT, since="0.2.0"),
    },
    "lease": {"ends": Field(name="ends", type=FieldType.DATE, since="0.2.0")},
}


@pytest.fixture
def timeline_came_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this were a later assure, and the timeline had come with version 0.2.0."""
    field = Measures.model_fields["timeline"]
    monkeypatch.setattr(field, "json_schema_extra", {"since": "0.2.0"})


def without_timeline(evidence: Data) -> None:
    del evidence["measures"]["timeline"]


@pytest.mark.usefixtures("timeline_came_later")
def test_a_report_stands_without_what_came_after_it(tmp_path: Path) -> None:
    path = changed(tmp_path / "r.pdf", "evidence.json", without_timeline)
    verified = verify(path)
    assert verified.stands
    assert verified.not_told == ("timeline",)
    said = CliRunner().invoke(assure, ["verify", str(path)]).output
    assert "Assure 0.1.0 could not tell these yet, so nobody is asked for them: timeline." in said


def test_what_its_version_knew_may_not_be_left_out(tmp_path: Path) -> None:
    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", without_timeline))
    assert not verified.stands
    assert verified.figures.otherwise == ("measures: timeline",)
    assert verified.not_told == ()


@pytest.mark.usefixtures("timeline_came_later")
@pytest.mark.parametrize("made_by", ["0.2.0", "0.10.0", "newest", ""])
def test_only_an_earlier_version_is_excused(tmp_path: Path, made_by: str) -> None:
    def told(evidence: Data) -> None:
        without_timeline(evidence)
        evidence["assure"] = made_by

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", told))
    assert verified.figures.otherwise == ("measures: timeline",)


@pytest.mark.usefixtures("timeline_came_later")
def test_what_is_told_must_be_so_however_old_the_report_is(tmp_path: Path) -> None:
    def emptied(evidence: Data) -> None:
        evidence["measures"]["timeline"]["work"].pop()

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", emptied))
    assert verified.figures.otherwise == ("measures: timeline",)


@pytest.mark.usefixtures("timeline_came_later")
def test_an_old_version_hides_no_finding_rating_or_figure(tmp_path: Path) -> None:
    def hidden(evidence: Data) -> None:
        evidence["assure"] = "0.0.1"
        without_timeline(evidence)
        del evidence["measures"]["overdue"]
        del evidence["worries"]
        del evidence["findings"][0]
        del evidence["ratings"][0]

    verified = verify(changed(tmp_path / "r.pdf", "evidence.json", hidden))
    assert verified.not_told == ("timeline",)
    assert verified.figures.otherwise == ("measures: overdue", "worries")
    assert len(verified.findings.missing) == len(verified.ratings.missing) == 1


def fact(values: Data, places: tuple[str, ...] = (), seen: Data | None = None) -> Fact:
    cells = tuple(Seen(file="plan.xlsx", cell=cell) for cell in places)
    return Fact(subject="action", key="k", ref="1.1", values=values, places=cells, seen=seen or {})


DUE = dt.date(2027, 3, 31)
NOW = fact({"due": DUE, "days_left": 151}, ("A1", "B2"), {"days_left": (0,), "due": (1,)})


def test_a_field_of_a_fact_that_came_later_is_not_asked_for() -> None:
    then = ToldThen(MADE_BY, CATALOGUE)
    assert then.same(fact({"due": DUE}, ("B2",), {"due": (0,)}), NOW)
    assert then.not_told == ("days left",)


@pytest.mark.parametrize(
    "said",
    [
        fact({"due": dt.date(2027, 4, 1)}, ("B2",), {"due": (0,)}),
        fact({"due": DUE}, ("C3",), {"due": (0,)}),
        fact({"due": DUE}, ("B2", "C3"), {"due": (0,)}),
        fact({"due": DUE}),
        fact({}),
        fact({"due": DUE, "days_left": 150}, ("A1", "B2"), {"days_left": (0,), "due": (1,)}),
    ],
    ids=["another day", "another cell", "one cell more", "no cell", "no day", "told, and wrong"],
)
def test_the_rest_of_the_fact_is(said: Fact) -> None:
    assert not ToldThen(MADE_BY, CATALOGUE).same(said, NOW)


def test_a_sort_of_thing_that_came_later_is_not_missed() -> None:
    then = ToldThen(MADE_BY, CATALOGUE)
    assert not then.knew(NOW.model_copy(update={"subject": "lease"}))
    assert then.knew(NOW)
    assert ToldThen("0.2.0", CATALOGUE).knew(NOW.model_copy(update={"subject": "lease"}))


def test_what_holds_the_whole_together_came_with_no_later_version() -> None:
    """A report without these could hide anything."""
    for name in ("findings", "ratings", "facts", "review_digest", "assure"):
        assert Evidence.model_fields[name].is_required()
