"""What counts as an answer."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure import shelf
from assure.interview.checking import UnfitAnswerError, clean, reason_of, value_of
from assure.interview.parse import parse_questionnaire
from assure.model.questionnaire import Option, Question, QuestionKind
from assure.words.days import long_date, read_day

# By key: these three share none.
ASKED = ("progress-assurance.yaml", "swot.yaml", "pestelo.yaml")
QUESTIONS: dict[str, Question] = {
    asked.key: asked
    for text in shelf.questionnaires()
    if text.origin.endswith(ASKED)
    for asked in parse_questionnaire(text.origin, text.content).questions()
}
REFS = {"action": {"2.3": "Open the hub"}, "outcome": {"1": "Homes"}}


def question(kind: str, **more: Any) -> Question:
    return Question(key="Q", kind=QuestionKind(kind), text="What?", **more)


WAYS = tuple(Option(value=v, label=v.title()) for v in ("pool", "align", "share"))


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (question("choices", options=WAYS), ["share", "Pool"], ("pool", "share")),
        (question("choices", options=WAYS), "share; pool", ("pool", "share")),
        (question("choices", options=WAYS), [], ()),
        (question("ranking", options=WAYS), "share, pool, align", ("share", "pool", "align")),
        (question("ranking", options=WAYS, most=1), ["align"], ("align",)),
        (question("money"), "£1.2m", "1200000"),
        (question("money"), "12,500.50", "12500.50"),
        (question("money"), 300, "300"),
        (question("number", unit="days"), "2.5", 2.5),
    ],
)
def test_what_each_kind_takes(asked: Question, raw: Any, value: Any) -> None:
    assert value_of(asked, raw) == value


@pytest.mark.parametrize(
    ("asked", "raw", "sentence"),
    [
        (question("choices", options=WAYS), "pool, poll", "“poll” is not one of pool, align, sha"),
        (question("choices", options=WAYS), "pool, Pool", "“pool” is given twice; keep it once."),
        (question("choices", options=WAYS), 3, "a list is wanted; write the options with commas"),
        (
            question("choices", options=WAYS, most=1),
            "pool, align",
            "2 are given, and at most 1 are",
        ),
        (question("ranking", options=WAYS), "share", "put 3 in order, the first first; left are p"),
        (question("money"), "some", "“some” is not an amount; write it as £12,500 or £1.2m."),
        (question("money"), "£10-15k", "“£10-15k” is not an amount"),
        (question("money"), "1.234", "“1.234” is not an amount"),
        (question("money", maximum=100), "£101", "“£101” is out of range; give a number 100 or"),
    ],
)
def test_what_each_kind_refuses(asked: Question, raw: Any, sentence: str) -> None:
    with pytest.raises(UnfitAnswerError) as caught:
        value_of(asked, raw)
    assert str(caught.value).startswith(sentence)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_pounds_are_kept_to_the_penny(pounds: Decimal) -> None:
    assert Decimal(str(value_of(question("money"), f"£{pounds:,.2f}"))) == pounds


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("A1", "2", 2),
        ("A1", 2, 2),
        ("A1", "largely in place", 2),
        ("G1", "on", "on"),
        ("H1", "Amber-Red", "amber_red"),
        ("H1", "amber red", "amber_red"),
        ("H2", " 7 ", 7),
        ("H2", Decimal("6.5"), 6.5),
        ("H6", "31/10/2026", "2026-10-31"),
        ("H6", dt.date(2026, 10, 31), "2026-10-31"),
        ("H6", "31st Oct 2026", "2026-10-31"),
        ("G3", "  Tŷ newydd\x07 🏠 \r\n", "Tŷ newydd 🏠"),
        ("G3", 12, "12"),
        ("H4", [], ()),
        ("H4", [{"barrier": "No analyst"}], ({"barrier": "No analyst"},)),
        (
            "strengths",
            [{"text": "Trust", "impact": 4, "certainty": "3", "action": Decimal("2.3")}],
            ({"text": "Trust", "impact": 4, "certainty": 3, "action": "2.3"},),
        ),
        ("economic", [{"text": "Rents", "trend": "rising", "effect": "-2"}], None),
    ],
)
def test_what_is_taken(key: str, raw: Any, value: Any) -> None:
    got = value_of(QUESTIONS[key], raw, REFS)
    if value is None:
        assert got == ({"text": "Rents", "trend": "rising", "effect": -2},)
    else:
        assert got == value
        assert type(got) is type(value)


@pytest.mark.parametrize(
    ("key", "raw", "sentence"),
    [
        ("A1", "4", "“4” is not one of 0, 1, 2, 3."),
        ("A1", True, "“True” is not one of 0, 1, 2, 3."),
        ("A1", "", "“nothing” is not one of 0, 1, 2, 3."),
        ("H2", "11", "“11” is out of range; give a number from 1 to 10."),
        ("H2", "nan", "“nan” is not a number."),
        ("H2", "1e9999", "“1e9999” is not a number."),
        ("H6", "31/02/2027", "“31/02/2027” is not a day; write it as 31/10/2026 or 2026-10-31."),
        ("G3", "\x00\x1b ", "there is no text; write some."),
        ("G3", ["a"], "text is wanted, not a list or a mapping; put it in quotes."),
        ("H4", "No analyst", "a list of entries is wanted; write “- ” before each."),
        ("H4", [{"barrier": "a"}] * 4, "4 entries, and at most 3 are wanted; keep the best."),
        ("H4", [{"barier": "a"}], "entry 1: “barier” is no field of an entry; did you mean"),
        ("H4", [{"barrier": " "}], "entry 1: “barrier” is empty; fill it in."),
        ("strengths", [{"text": "Trust", "impact": 9}], "entry 1: “impact”: “9” is not one of 1,"),
        (
            "strengths",
            [{"text": "Trust", "impact": 4, "certainty": 3, "action": "9.9"}],
            "entry 1: there is no action 9.9 in the plan; known are 2.3.",
        ),
    ],
)
def test_what_is_refused_and_why(key: str, raw: Any, sentence: str) -> None:
    with pytest.raises(UnfitAnswerError) as caught:
        value_of(QUESTIONS[key], raw, REFS)
    assert str(caught.value).startswith(sentence)


def test_a_reason_is_needed() -> None:
    assert reason_of(" Finance has not reported ") == "Finance has not reported"
    with pytest.raises(UnfitAnswerError, match="a reason is needed"):
        reason_of("  ")


def test_ten_thousand_characters_survive() -> None:
    text = "Ŵyl 🏠 " * 1_600 + "end"
    assert value_of(QUESTIONS["G3"], text) == text


@given(st.text())
def test_cleaned_text_can_always_be_stored_and_printed(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in cleaned)
    assert clean(cleaned) == cleaned


@given(st.sampled_from(sorted(QUESTIONS)), st.text() | st.integers() | st.booleans())
def test_anything_typed_is_taken_or_refused_in_one_sentence(key: str, raw: Any) -> None:
    refusal = ""
    try:
        value_of(QUESTIONS[key], raw)
    except UnfitAnswerError as error:
        refusal = str(error)
    assert "\n" not in refusal


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_days_are_read_as_they_are_written(day: dt.date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(long_date(day)) == day
    assert read_day(f"{day.day}/{day.month}/{day.year:04}") == day
