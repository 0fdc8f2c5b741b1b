"""JSON with the places of what stands in it."""

from __future__ import annotations

import pytest

from assure.conditions.json_documents import read_json
from assure.model.errors import QuestionnaireError


def refusal(text: str) -> str:
    with pytest.raises(QuestionnaireError) as told:
        read_json(text, "a.json", QuestionnaireError)
    return str(told.value)


def test_a_line_can_be_named() -> None:
    document = read_json('{\n "answers": {\n  "A1": 2\n }\n}', "a.json")

    assert document.data == {"answers": {"A1": 2}}
    assert document.place(("answers", "A1")) == "a.json:3:3"


def test_what_json_alone_can_spell_is_read_too() -> None:
    document = read_json('{"A1": "\\ud83c\\udfe0 a\\/b \\u0007", "A2": 1e2}', "a.json")

    assert document.data == {"A1": "🏠 a/b \x07", "A2": 100}
    assert document.place(("A1",)) == "a.json"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"A1": 2,\n "A2": }', "a.json:2:8: this is not JSON (expecting value); look here and on"),
        ("A1: 2", "a.json:1:1: this is not JSON (expecting value)"),
        ('{"A1": 1, "A1": 2}', "a.json: “A1” is given twice; keep one of them."),
        ("[" * 40 + "]" * 40, "a.json: nested more than 30 deep; write it flatter."),
        ("[" * 90_000, "a.json: nested too deep or with a number too long; write it flatter."),
        ("9" * 5_000, "a.json: nested too deep or with a number too long; write it flatter."),
        ('{"A1": "\\ud800"}', "a.json: it holds half of a character (\\ud800 or its like)"),
        (" " * 2_000_001, "a.json: longer than 2,000,000 characters"),
    ],
)
def test_what_is_no_json_is_told_in_one_sentence(text: str, sentence: str) -> None:
    assert refusal(text).startswith(sentence)
