"""Answers from files: what is read, and what is refused with its line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from assure.model.answers import AnswerState
from assure.model.errors import QuestionnaireError, UnreadableFileError
from assure.service.answers import read_answer_files, read_answers_file
from assure.service.questionnaires import questionnaire

NOW = dt.datetime(2026, 10, 31, tzinfo=dt.UTC)
FILE = """\
questionnaire: progress-assurance
answered_by: Locality manager
given_on: 2026-10-28
answers:
  A1: {value: 3, evidence: "Terms of reference, June 2026", evidence_date: 2026-06-12}
  A2: 2
  D3: {dont_know: "Finance has not yet reported"}
  C4: {not_applicable: "No contractors are used"}
  G1: {value: on}
  G4:
    value:
      - {need: An analyst, from: Anycity Council, by: 2027-01-31}
  H3: {value: [{outcome: 1, rating: Amber-Red, reason: Too late}]}
  H6: {value: 2027-04-30}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_every_kind_of_answer_is_read(path: Path) -> None:
    answers = {answer.question: answer for answer in read_answers_file(path, at=NOW)}
    assert answers["A1"].value == 3
    assert answers["A1"].evidence == "Terms of reference, June 2026"
    assert answers["A1"].evidence_date == dt.date(2026, 6, 12)
    assert answers["A1"].respondent == "Locality manager"
    assert answers["A1"].given_at == dt.datetime(2026, 10, 28, tzinfo=dt.UTC)
    assert answers["A2"].value == 2
    assert answers["D3"].state is AnswerState.DONT_KNOW
    assert answers["D3"].reason == "Finance has not yet reported"
    assert answers["C4"].state is AnswerState.NOT_APPLICABLE
    assert answers["G1"].value == "on"
    assert answers["G4"].entries[0] == {
        "need": "An analyst",
        "from": "Anycity Council",
        "by": "2027-01-31",
    }
    assert answers["H3"].entries[0]["rating"] == "amber_red"
    assert answers["H3"].entries[0]["outcome"] == "1"
    assert answers["H6"].value == "2027-04-30"


def test_json_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    path.write_text(
        json.dumps({"questionnaire": "swot", "answers": {"threats": {"value": []}}}, indent=4)
    )
    asked, answers = read_answer_files([path], at=NOW)
    assert [found.key for found in asked] == ["swot"]
    assert answers[0].value == ()
    assert answers[0].given_at == NOW


def test_a_file_for_another_questionnaire_is_refused(path: Path) -> None:
    with pytest.raises(QuestionnaireError) as caught:
        read_answers_file(path, at=NOW, expected=questionnaire("swot"))
    assert str(caught.value) == (
        f"{path}:1:1: these are answers to progress-assurance, not to swot; "
        "give the file for swot, or use `assure ask progress-assurance`."
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("questionnaire: p", "questionnaire: x-p", "There is no questionnaire 'x-progress-assur"),
        ("answers:\n", "answer:\n", "this is no answers file; it needs"),
        ("answered_by", "answerd_by", ":2:1: 'answerd_by' is not known; did you mean"),
        ("  A2: 2", "  A9: 2", ":6:3: progress-assurance has no question A9; known are A1, A2"),
        ("  A2: 2", "  A2: 7", ":6:3: A2: '7' is not one of 0, 1, 2, 3"),
        ("  A2: 2", "  A1: 2", ":6:3: 'A1' is already given on line 5"),
        ("  A2: 2", "  A2: {value: 2, dont_know: maybe}", ":6:3: A2 needs one of value, dont"),
        ("  A2: 2", "  A2: {evidence: maybe}", ":6:3: A2 needs one of value, dont_know and"),
        ("  A2: 2", "  A2: {vlaue: 2}", ":6:8: 'vlaue' is not known; did you mean 'value'"),
        ('"Finance has not yet reported"', '" "', ":7:8: D3: a reason is needed"),
        ("rating: Amber-Red", "rating: mauve", "H3: entry 1: 'rating': 'mauve' is not one of"),
        ("2026-06-12", "last June", ":5:61: 'last June' is not a day; write it as 2026-10-31"),
        ("2027-04-30", "2027-02-30", ":14:15: there is no day 2027-02-30; correct it"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, sentence: str, path: Path) -> None:
    assert FILE.count(old) == 1
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(QuestionnaireError) as caught:
        read_answers_file(path, at=NOW)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_an_unknown_questionnaire(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="there is no such file"):
        read_answers_file(tmp_path / "none.yaml", at=NOW)
    with pytest.raises(QuestionnaireError, match="no questionnaire 'swott'; did you mean 'swot'"):
        questionnaire("swott")
