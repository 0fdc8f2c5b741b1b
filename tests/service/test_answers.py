"""Answers from files: what is read, and what is refused with its line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from assure.model.answers import Answer, AnswerState
from assure.model.errors import AssureError, QuestionnaireError, StoreError, UnreadableFileError
from assure.service.answers import (
    answering_as,
    open_sitting,
    read_answer_files,
    read_answers_file,
    role_of,
)
from assure.service.questionnaires import questionnaire
from assure.store.store import Store

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
        ("questionnaire: p", "questionnaire: x-p", "There is no questionnaire “x-progress-assur"),
        ("answers:\n", "answer:\n", "this is no answers file; it needs"),
        ("answered_by", "answerd_by", ":2:1: “answerd_by” is not known; did you mean"),
        ("  A2: 2", "  A9: 2", ":6:3: progress-assurance has no question A9; known are A1, A2"),
        ("  A2: 2", "  A2: 7", ":6:3: A2: “7” is not one of 0, 1, 2, 3"),
        ("  A2: 2", "  A1: 2", ":6:3: “A1” is already given on line 5"),
        ("  A2: 2", "  A2: {value: 2, dont_know: maybe}", ":6:3: A2 needs one of value, dont"),
        ("  A2: 2", "  A2: {evidence: maybe}", ":6:3: A2 needs one of value, dont_know and"),
        ("  A2: 2", "  A2: {vlaue: 2}", ":6:8: “vlaue” is not known; did you mean “value”"),
        ('"Finance has not yet reported"', '" "', ":7:8: D3: a reason is needed"),
        ("rating: Amber-Red", "rating: mauve", "H3: entry 1: “rating”: “mauve” is not one of"),
        ("2026-06-12", "last June", ":5:61: “last June” is not a day; write it as 2026-10-31"),
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
    with pytest.raises(QuestionnaireError, match="no questionnaire “swott”; did you mean “swot”"):
        questionnaire("swott")


# --- Several respondents -----------------------------------------------------------------------


def written(folder: Path, name: str, by: str = "") -> Path:
    path = folder / name
    line = f"answered_by: {by}\n" if by else ""
    path.write_text(f"questionnaire: swot\n{line}answers: {{threats: []}}\n", encoding="utf-8")
    return path


def test_a_file_for_each_respondent(tmp_path: Path) -> None:
    files = [written(tmp_path, "a.yaml", "Police lead"), written(tmp_path, "b.yaml", "Clerk")]
    _, answers = read_answer_files(files, at=NOW)
    assert [answer.respondent for answer in answers] == ["Police lead", "Clerk"]


def test_two_files_in_one_role_are_refused(tmp_path: Path) -> None:
    first, second = written(tmp_path, "a.yaml"), written(tmp_path, "b.yaml")
    with pytest.raises(QuestionnaireError) as caught:
        read_answer_files([first, second], at=NOW)
    assert str(caught.value) == (
        f"{second}: it answers swot threats without a role, and so does {first}; say in each file "
        "in which role it answers, or give one of them."
    )


def test_a_file_may_hold_what_was_agreed_on(tmp_path: Path) -> None:
    files = [written(tmp_path, f"{name}.yaml", name) for name in ("Clerk", "Police lead")]
    agreed = written(tmp_path, "agreed.yaml")
    agreed.write_text("moderated: true\n" + agreed.read_text())
    _, answers = read_answer_files([*files, agreed], at=NOW)
    assert [answer.moderated for answer in answers] == [False, False, True]
    twice = tmp_path / "twice.yaml"
    twice.write_text(agreed.read_text())
    with pytest.raises(QuestionnaireError, match="threats as moderated, and so does"):
        read_answer_files([agreed, twice], at=NOW)
    agreed.write_text(agreed.read_text().replace("true", "agreed"))
    with pytest.raises(QuestionnaireError, match=":1:1: “moderated” is true for answers that"):
        read_answer_files([agreed], at=NOW)


def test_a_file_of_somebody_else_is_not_taken_for_mine(tmp_path: Path) -> None:
    path = written(tmp_path, "a.yaml", "Police lead")
    assert read_answers_file(path, respondent="police lead")[0].respondent == "Police lead"
    with pytest.raises(QuestionnaireError) as caught:
        read_answers_file(path, respondent="Clerk")
    assert str(caught.value) == (
        f"{path}: it was answered by “Police lead”, it says, and not by “Clerk”; leave out --as, "
        "or correct the file."
    )


def test_a_role_is_a_few_words_on_one_line(tmp_path: Path) -> None:
    assert role_of("  Police\nlead\x07 ") == "Police lead"
    with pytest.raises(AssureError, match="121 characters are too many; use at most 120"):
        role_of("x" * 121)
    with pytest.raises(QuestionnaireError, match="a role of 10,000 characters; write at most 120"):
        read_answers_file(written(tmp_path, "a.yaml", "x" * 10_000))


def answered(store: Store, *roles: str) -> None:
    store.add_answers(
        Answer(questionnaire="swot", question="threats", value=(), respondent=role)
        for role in roles
    )


def test_answering_goes_on_in_the_role_of_the_only_respondent(tmp_path: Path) -> None:
    swot = questionnaire("swot")
    with Store.open(tmp_path / "assure.db") as store:
        assert answering_as(store, swot, None, None) == ""
        answered(store, "Police lead")
        assert answering_as(store, swot, None, None) == "Police lead"
        assert answering_as(store, swot, None, "police  lead") == "Police lead"
        assert answering_as(store, swot, None, "Clerk") == "Clerk"


def test_where_several_answered_it_is_asked_who_goes_on(tmp_path: Path) -> None:
    with Store.open(tmp_path / "assure.db") as store:
        answered(store, "Police lead", "")
        with pytest.raises(StoreError) as caught:
            answering_as(store, questionnaire("swot"), None, None)
    assert str(caught.value) == (
        "SWOT and TOWS has 2 respondents (“Police lead”, one without a role); say which of them "
        "you are with --as ROLE, or agree on answers with --moderate."
    )


def test_each_resumes_their_own_answers_and_never_the_moderated_ones(tmp_path: Path) -> None:
    swot = questionnaire("swot")
    with Store.open(tmp_path / "assure.db") as store:
        answered(store, "Police lead")
        store.add_answers(
            [Answer(questionnaire="swot", question="strengths", respondent="Clerk", moderated=True)]
        )
        assert list(open_sitting(store, swot, None, "police lead", NOW.date()).answers) == [
            "threats"
        ]
        assert not open_sitting(store, swot, None, "Clerk", NOW.date()).answers
