"""The form that is exported: read by what reads such forms, and asking when we ask."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyxform.xls2xform import convert
from tests.interview.answering import SHIPPED
from tests.thorough import THOROUGH, tries

from assure.interview.asking import is_asked
from assure.interview.checking import value_of
from assure.interview.parse import parse_questionnaire
from assure.interview.xlsform import XlsForm, xls_form
from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import QuestionKind, Questionnaire

AT = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
TOP = """
questionnaire: trust
title: "Trust, ${sworn}"
minutes: 5
who: The board
purpose: To see.
when_to_use: Once a year.
origin: Made up.
scales:
  ways: [{value: pool, label: Pool}, {value: share, label: "=Share"},
         {value: none, label: None}, {value: own, label: Own}]
sections:
  - key: all
    title: All
    questions:
"""
KINDS = {
    "A1": "kind: scale, options: [{value: -1, label: Worse}, {value: 0, label: As it was},"
    " {value: 1, label: Better, means: Every month.}]",
    "A2": "kind: choice, options: ways",
    "A3": "kind: choices, options: ways, most: 2",
    "A4": "kind: ranking, options: ways",
    "A5": "kind: yes_no",
    "A6": "kind: number, minimum: 0, unit: days",
    "A7": "kind: money, maximum: 5000",
    "A8": "kind: date",
    "A9": "kind: text",
    "B1": "kind: rag",
    "B2": "kind: entries, most: 3, fields: [{key: what, kind: text, text: What is it?},"
    " {key: ref, kind: text, text: Which?, links_to: action, optional: true}]",
    "meta": "kind: text, optional: true",
    "data": "kind: text",
    "START": "kind: text",
    "start": "kind: number",
}
CONDITIONS = (
    "{A1: {gte: 0}}",
    "{A1: {is_not: 0}}",
    "{not: {A1: {lt: 1}}}",
    "{A2: pool}",
    "{A2: {in: [pool, own]}}",
    "{A2: {not_in: [pool, own]}}",
    "{A2: {is_not: pool}}",
    "{A3: {gte: 1}}",
    "{A3: 0}",
    "{A3_pool: true}",
    "{A3_own: {is_not: true}}",
    "{A4: {is: own}}",
    "{A5: true}",
    "{A5: {is_not: true}}",
    "{A6: {lte: 2.5}}",
    "{A7: {gt: {field: A6}}}",
    "{A8: {gte: 2026-04-01}}",
    "{A8: {lt: 2026-04-01}}",
    "{A9: {present: true}}",
    "{A9: {present: false}}",
    "{B1: {in: [red, amber_red]}}",
    "{B2: {gte: 2}}",
    "{B2: 0}",
    "{B2: {present: false}}",
    "{all: [{A5: true}, {any: [{A1: {gte: 1}}, {not: {B2: {gte: 1}}}]}]}",
)


def line(key: str, more: str) -> str:
    told = "text: 'What, ${no}?', help: h, why: w, evidence: e, sources: [s]"
    return f"      - {{key: {key}, {told}, {more}}}\n"


ASKED = parse_questionnaire(
    "trust.yaml",
    TOP
    + "".join(line(key, more) for key, more in KINDS.items())
    + "".join(
        line(f"C{number}", f"kind: text, ask_when: {condition}")
        for number, condition in enumerate(CONDITIONS)
    ),
)


def read(form: XlsForm) -> etree._Element:
    """The form as ODK's own converter reads the workbook; a warning of it fails."""
    result = convert(io.BytesIO(form.workbook(AT)), file_type=".xlsx", validate=False)
    assert result.warnings == []
    return etree.fromstring(result.xform.encode("utf-8"))


def local(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.iter("{*}" + name))


@pytest.mark.heavy
@pytest.mark.parametrize("key", ["trust", "progress-assurance", "swot"])
def test_odk_finds_no_fault_in_the_logic_of_a_form(key: str) -> None:
    if shutil.which("java") is None:
        reason = "Java is not installed: run script/bootstrap heavy."
        if THOROUGH:
            pytest.fail(reason)
        pytest.skip(reason)
    made = xls_form({**SHIPPED, "trust": ASKED}[key], AT, {})

    result = convert(io.BytesIO(made.workbook(AT)), file_type=".xlsx", validate=True)

    assert result.warnings == []


@pytest.fixture(scope="module")
def form() -> etree._Element:
    return read(xls_form(ASKED, AT, {}))


@pytest.mark.parametrize("key", SHIPPED)
def test_every_shipped_questionnaire_is_a_form(key: str) -> None:
    asked = SHIPPED[key]

    made = read(xls_form(asked, AT, {}))

    names = {bind.get("nodeset").rpartition("/")[2] for bind in local(made, "bind")}
    assert {question.key for question in asked.questions()} <= names | {
        repeat.get("nodeset").rpartition("/")[2] for repeat in local(made, "repeat")
    }


def test_each_kind_of_question_has_its_own_kind_of_field(form: etree._Element) -> None:
    kinds = {b.get("nodeset").rpartition("/")[2]: b.get("type") for b in local(form, "bind")}
    tags = {
        one.get("ref").rpartition("/")[2]: etree.QName(one).localname
        for one in form.iter(etree.Element)
        if one.get("ref", "").startswith("/data/")
    }

    assert {key: tags[key] for key in ("A1", "A2", "A5", "B1")} == dict.fromkeys(
        ("A1", "A2", "A5", "B1"), "select1"
    )
    assert (tags["A3"], tags["A4"]) == ("select", "rank")
    assert [kinds[key] for key in ("A6", "A7", "A8", "A9")] == [
        *("decimal", "decimal", "date", "string")
    ]
    assert local(form, "repeat")[0].get("nodeset").endswith("/B2")
    assert {"meta_2", "data_2", "START", "start_2"} <= kinds.keys()  # the form has its own


def row(name: str) -> Mapping[str, str]:
    return next(row for row in xls_form(ASKED, AT, {}).survey if row.get("name") == name)


def test_an_open_answer_wants_a_reason_and_evidence_a_day() -> None:
    assert (row("A1_state")["relevant"], row("A1_state")["required"]) == ("${A1} = ''", "yes")
    assert "required" not in row("meta_state")
    assert (row("A1_reason")["relevant"], row("A1_reason")["required"]) == (
        "${A1_state} != ''",
        "yes",
    )
    assert row("A1_evidence")["relevant"] == "${A1} != ''"
    assert row("A1_evidence_date")["relevant"] == "${A1_evidence} != ''"


def test_what_an_answer_may_be_is_said_where_it_is_given() -> None:
    assert row("A6")["constraint"] == ". >= 0 and . <= 1000000000000000"
    assert row("A6")["constraint_message"] == "Please write: A number of days, 0 or more."
    assert row("A7")["constraint"] == ". >= 0 and . <= 5000 and . = round(., 2)"
    assert row("A3")["constraint_message"] == "At most 2, and “None of these” alone."
    assert row("B2_state")["hint"] == "h At most 3."
    assert row("B2_ref")["hint"] == "The reference of one action in the plan."
    assert row("A9")["label"] == "What, $ {no}?"  # else a reference to a question called no


def test_options_keep_their_values() -> None:
    choices = xls_form(ASKED, AT, {}).choices
    words = {c["name"]: c["label"] for c in choices if c["list_name"] == "A3_options"}

    assert words == {
        "pool": "Pool",
        "share": "=Share",
        "none": "None (none)",
        "own": "Own",
        "no.option": "None of these",
    }
    assert [c["label"] for c in choices if c["list_name"] == "A1_options"] == [
        *("−1 Worse", "0 As it was", "1 Better: Every month.")
    ]


def test_a_form_cannot_look_at_the_plan_so_it_always_asks_and_says_so() -> None:
    condition = "{any: [{A5: true}, {findings.OWN-01: {gte: 1}}]}"
    asked = parse_questionnaire(
        "t.yaml",
        TOP + line("A5", "kind: yes_no") + line("A6", f"kind: text, ask_when: {condition}"),
    )

    made = xls_form(asked, AT, {"A6": "Answer this only if it is so."})

    assert made.always_asked == ["A6"]
    rows = {row["name"]: row for row in made.survey if "name" in row}
    assert rows["A6"]["hint"] == "Answer this only if it is so. h"
    assert "relevant" not in rows["A6_group"]


# --- When it asks -------------------------------------------------------------------------


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Answer]:
    found = {}
    for question in ASKED.questions()[: len(KINDS)]:
        values = [option.value for option in question.options]
        some: st.SearchStrategy[Any] = st.sampled_from(values) if values else st.just("words")
        match question.kind:
            case QuestionKind.CHOICES:
                some = st.lists(st.sampled_from(values), unique=True, max_size=2)
            case QuestionKind.RANKING:
                some = st.permutations(values)
            case QuestionKind.NUMBER | QuestionKind.MONEY:
                some = st.sampled_from([0, 2.5, 3])
            case QuestionKind.DATE:
                some = st.sampled_from(["2026-03-31", "2026-04-01"])
            case QuestionKind.ENTRIES:
                some = st.lists(st.just({"what": "Rents"}), max_size=3)
        said: dict[str, Any] = {"questionnaire": "trust", "question": question.key}
        match draw(st.sampled_from(["nothing", "unknown", "said", "said"])):
            case "nothing":
                continue
            case "unknown":
                said |= {"state": AnswerState.DONT_KNOW, "reason": "Nobody looked"}
            case _:
                said["value"] = value_of(question, draw(some))
        found[question.key] = Answer.model_validate(said)
    return found


def filled(asked: Questionnaire, given_: Mapping[str, Answer]) -> etree._Element:
    """What a form holds once it is filled in like that; days as numbers, as forms compare them."""
    data = etree.Element("data")
    for question in asked.questions():
        answer = given_.get(question.key)
        state = etree.SubElement(data, f"{question.key}_state")
        if answer is not None and answer.state is not AnswerState.ANSWERED:
            state.text = answer.state.value
        elif answer is not None and question.kind is QuestionKind.ENTRIES:
            state.text = "some" if answer.entries else "none"
            for _ in answer.entries:
                etree.SubElement(data, question.key)
        if question.kind is QuestionKind.ENTRIES:
            continue
        node = etree.SubElement(data, question.key)
        if answer is None or answer.state is not AnswerState.ANSWERED:
            continue
        if isinstance(answer.value, tuple):
            node.text = " ".join(answer.several) or "no.option"
        elif isinstance(answer.value, bool):
            node.text = "yes" if answer.value else "no"
        elif question.kind is QuestionKind.DATE:
            node.text = str(dt.date.fromisoformat(str(answer.value)).toordinal())
        else:
            node.text = str(answer.value)
    return data


FUNCTIONS = etree.FunctionNamespace(None)
FUNCTIONS["selected"] = lambda _, nodes, name: name in text(nodes).split()
FUNCTIONS["count-selected"] = lambda _, nodes: float(len(text(nodes).split()))
FUNCTIONS["selected-at"] = lambda _, nodes, n: (text(nodes).split() or [""])[int(n)]
FUNCTIONS["if"] = lambda _, test, one, other: one if test else other
FUNCTIONS["date"] = lambda _, day: float(dt.date.fromisoformat(day).toordinal())


def text(nodes: list[etree._Element]) -> str:
    return nodes[0].text or "" if nodes else ""


@settings(max_examples=tries(100), deadline=None)
@given(given_=answers())
def test_a_form_asks_when_we_ask(form: etree._Element, given_: dict[str, Answer]) -> None:
    data = filled(ASKED, given_)
    relevant = {
        bind.get("nodeset").rpartition("/")[2]: bind.get("relevant") for bind in local(form, "bind")
    }
    for question in ASKED.questions()[len(KINDS) :]:
        said = re.sub(r"/data/\S*/([^/\s]+)", r"/data/\1", relevant[f"{question.key}_group"])

        asks = data.getroottree().xpath(f"boolean({said})")

        assert asks == is_asked(question, ASKED, given_, {}), (question.ask_when, said)
