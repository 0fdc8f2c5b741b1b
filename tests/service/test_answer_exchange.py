"""Answers that leave in a file come back as they were, from every kind of file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interview import answering
from tests.interview.answering import SHIPPED
from tests.thorough import tries

from assure.interview.checking import clean, value_of
from assure.interview.parse import parse_questionnaire
from assure.model.answers import Answer, AnswerState
from assure.model.errors import AssureError
from assure.model.questionnaire import QuestionKind, Questionnaire
from assure.service.answer_files import open_answers
from assure.service.answers_out import SoFar, export_answers

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
ENDINGS = (".xlsx", ".csv", ".yaml", ".json")
EVERY_KIND = (
    """
questionnaire: every-kind
title: Every kind of question
minutes: 5
who: Head of Policy
purpose: To try every kind.
when_to_use: In tests.
origin: Made up.
scales:
  ways: &ways
    - {value: none, label: None}
    - {value: pool, label: "Pool, or share"}
    - {value: align, label: "=Align"}
    - {value: odd, label: "=Align"}
sections:
  - key: all
    title: All
    questions:
""".replace("&ways", "")
    + "".join(
        f"""
      - {{key: Q{number}, kind: {kind}, text: "What?", help: h, why: w, evidence: e,
         sources: [s]{more}}}
"""
        for number, (kind, more) in enumerate(
            [
                ("scale", ", options: [{value: -1, label: Worse}, {value: 0, label: '0'}]"),
                ("choice", ", options: ways"),
                ("choices", ", options: ways"),
                ("ranking", ", options: ways"),
                ("yes_no", ""),
                ("number", ", unit: '%'"),
                ("money", ""),
                ("date", ""),
                ("text", ""),
                ("rag", ""),
                (
                    "entries",
                    ", fields: [{key: words, kind: text, text: Question}, "
                    "{key: more, kind: text, text: Words, optional: true}, "
                    "{key: on, kind: date, text: When?, optional: true}, "
                    "{key: cost, kind: money, text: How much?, optional: true}, "
                    "{key: sure, kind: yes_no, text: Sure?, optional: true}, "
                    "{key: way, kind: choice, text: How?, options: ways, optional: true}]",
                ),
            ]
        )
    )
)
NASTY = (
    "=1+1",
    "+44 20",
    "-",
    "-5",
    "'-5",
    "''=x",
    "@SUM(A1)",
    "#N/A",
    "_x000D_",
    "None",
    "Don’t know",
    "true",
    "007",
    "1e5",
    "2026-10-31",
    "31/10/2026",
    "a: b # c",
    "| \n  indented\n\nlast",
    "one; two\nthree; four\n" * 40 + "five",
    "ŵŷ: tŷ, dŵr, gŵyl 🏠👩🏽‍⚖️",
    '"quoted", and ’so’',
    "See the sheet Q10",
    "x" * 10_000,
    "line\u2028and\u2029paragraph\u00a0space",
)
ASKED = parse_questionnaire("every-kind.yaml", EVERY_KIND)
texts = st.one_of(st.sampled_from(NASTY), st.text(min_size=1).map(clean).filter(bool))
days = st.dates(dt.date(1850, 1, 1))


def values(kind: QuestionKind, options: list[int | str]) -> st.SearchStrategy[Any]:
    match kind:
        case QuestionKind.YES_NO:
            return st.booleans()
        case QuestionKind.NUMBER:
            whole = st.integers(-(10**15), 10**15)
            return st.one_of(whole, st.floats(-1e15, 1e15, allow_subnormal=False))
        case QuestionKind.MONEY:
            return st.decimals(0, 10**13, places=2).map(str)
        case QuestionKind.DATE:
            return days.map(str)
        case QuestionKind.TEXT:
            return texts
        case QuestionKind.CHOICES:
            return st.lists(st.sampled_from(options), unique=True)
        case QuestionKind.RANKING:
            return st.permutations(options)
    return st.sampled_from(options)


@st.composite
def answers_to(draw: st.DrawFn, asked: Questionnaire) -> dict[str, Answer]:
    found = {}
    for question in asked.questions():
        said: dict[str, Any] = {"questionnaire": asked.key, "question": question.key}
        match draw(st.sampled_from(("nothing", "answered", "answered", "unknown"))):
            case "nothing":
                continue
            case "answered" if question.kind is QuestionKind.ENTRIES:
                entry = st.fixed_dictionaries(
                    {
                        f.key: st.none() | values(f.kind, [o.value for o in f.options])
                        if f.optional
                        else values(f.kind, [])
                        for f in question.fields
                    }
                )
                said["value"] = value_of(question, draw(st.lists(entry, max_size=3)))
            case "answered":
                options = [option.value for option in question.options]
                said["value"] = value_of(question, draw(values(question.kind, options)))
            case _:
                states = (AnswerState.DONT_KNOW, AnswerState.NOT_APPLICABLE)
                said["state"], said["reason"] = draw(st.sampled_from(states)), draw(texts)
        if draw(st.booleans()):
            said["evidence"], said["evidence_date"] = draw(texts), draw(st.none() | days)
        found[question.key] = Answer.model_validate(said)
    return found


def there_and_back(asked: Questionnaire, given_: dict[str, Answer], path: Path) -> None:
    export_answers(asked, SoFar("Police lead, Anyshire", given_), path, AT, replace=True)

    came = {one.question: one for one in open_answers(path).answers(asked)}
    told = {"respondent": "Police lead, Anyshire"}
    assert came == {
        question.key: given_[question.key].model_copy(update={**told, "version": question.version})
        for question in asked.questions()
        if question.key in given_
    }


@pytest.mark.parametrize("ending", ENDINGS)
@settings(
    max_examples=tries(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(given_=answers_to(ASKED))
def test_every_kind_of_answer_comes_back(
    tmp_path: Path, ending: str, given_: dict[str, Answer]
) -> None:
    there_and_back(ASKED, given_, tmp_path / f"answers{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("key", SHIPPED)
def test_answers_to_what_is_shipped_come_back(key: str, ending: str, tmp_path: Path) -> None:
    asked, chance = SHIPPED[key], Random(key)
    given_ = {
        question.key: answering.given(asked, question, chance.choice, {})
        for question in asked.questions()
    }
    for number, question in enumerate(given_):
        if number % 3 == 0:
            more = {"evidence": chance.choice(NASTY), "evidence_date": dt.date(2026, 5, 14)}
            given_[question] = given_[question].model_copy(update=more)

    there_and_back(asked, given_, tmp_path / f"answers{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_blank_file_holds_no_answers(tmp_path: Path, ending: str) -> None:
    for asked in SHIPPED.values():
        path = tmp_path / f"{asked.key}{ending}"
        export_answers(asked, SoFar(), path, AT)

        file = open_answers(path)

        assert (file.questionnaire, file.answers(asked)) == (asked.key, ())


@pytest.mark.heavy
def test_nothing_is_lost_in_another_spreadsheet_program(
    tmp_path: Path, libreoffice: Callable[[Path, str], Path]
) -> None:
    chance, path = Random(1), tmp_path / "answers.xlsx"
    given_ = {
        question.key: answering.given(ASKED, question, chance.choice, {})
        for question in ASKED.questions()
    }
    export_answers(ASKED, SoFar("", given_), path, AT)
    answers = open_answers(path).answers(ASKED)

    opened = libreoffice(libreoffice(path, "ods"), "xlsx")

    assert len(answers) == len(given_)
    assert open_answers(opened).answers(ASKED) == answers


def test_an_answer_too_long_for_a_cell_is_told_and_no_file_is_left(tmp_path: Path) -> None:
    given_ = {"Q8": Answer(questionnaire="every-kind", question="Q8", value="ŷ" * 40_000)}

    with pytest.raises(AssureError) as told:
        export_answers(ASKED, SoFar("", given_), tmp_path / "a.xlsx", AT)

    assert str(told.value) == (
        "Answers D10: 40,000 characters, and a cell of a workbook holds 32,767; write the answers "
        "to a .yaml or .json file, which hold any text."
    )
    assert list(tmp_path.iterdir()) == []
    for ending in (".csv", ".yaml", ".json"):
        there_and_back(ASKED, given_, tmp_path / f"a{ending}")


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        export_answers(SHIPPED["swot"], SoFar(), tmp_path / name, AT)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


BITS = (
    b'"',
    b",",
    b"\n",
    b"{",
    b"[",
    b"]",
    b": ",
    b"- ",
    b"\x00",
    b"\xff",
    b"1e999",
    b"&a",
    b"!!x",
)


@pytest.mark.parametrize("ending", [".csv", ".yaml", ".json"])
@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(chance=st.randoms(use_true_random=True))
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path: Path, ending: str, chance: Random
) -> None:
    given_ = {
        question.key: answering.given(ASKED, question, chance.choice, {})
        for question in ASKED.questions()
    }
    path = tmp_path / f"answers{ending}"
    export_answers(ASKED, SoFar("Police lead", given_), path, AT, replace=True)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(data) - 40)
        if chance.random() < 0.5:
            data[place:place] = chance.choice(BITS)
        else:
            del data[place : place + chance.randint(1, 30)]
    path.write_bytes(data)

    told = path.name
    try:
        open_answers(path).answers(ASKED)
    except AssureError as error:
        told = str(error)

    assert path.name in told
    assert "\n" not in told
