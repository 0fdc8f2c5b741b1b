"""Questionnaires as files: the shipped ones are whole, and mistakes are told with their line."""

from __future__ import annotations

import pytest

from assure import shelf
from assure.conditions.documents import read
from assure.interview.parse import parse_questionnaire
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import QuestionKind, Questionnaire

SHIPPED = {
    text.origin: parse_questionnaire(text.origin, text.content) for text in shelf.questionnaires()
}

SMALL = """\
questionnaire: small
title: Small
minutes: 5
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
scales:
  place:
    - {value: 0, label: Not in place}
    - {value: 1, label: In place}
sections:
  - key: A
    title: First
    questions:
      - key: A1
        kind: scale
        text: Is it there?
        help: Look.
        why: It matters.
        evidence: A paper.
        sources: [ours]
        options: place
        levels:
          - Nobody has it.
          - All have it.
      - key: A2
        kind: text
        text: What else?
        help: Anything.
        why: We may have missed it.
        evidence: None.
        sources: [ours]
        ask_when: {A1: {gte: 1}}
"""


@pytest.mark.parametrize("questionnaire", SHIPPED.values(), ids=lambda q: q.key)
def test_every_shipped_question_says_why_it_is_asked(questionnaire: Questionnaire) -> None:
    assert questionnaire.file == f"questionnaires/{questionnaire.key}.yaml"
    for question in questionnaire.questions():
        for words in (question.text, question.help, question.why, question.evidence):
            assert len(words) > 10, question.key
        assert question.sources, question.key
        assert question.text.endswith("?"), question.key


def test_every_source_is_one_of_the_list() -> None:
    listed = next(text for text in shelf.rulesets() if text.origin == "rulesets/sources.yaml")
    sources = read(listed.content, listed.origin).data
    assert isinstance(sources, dict)
    known = sources["sources"]
    assert isinstance(known, dict)
    for questionnaire in SHIPPED.values():
        cited = {key for question in questionnaire.questions() for key in question.sources}
        assert cited | set(questionnaire.sources) <= set(known)


def test_progress_assurance_is_whole() -> None:
    progress = SHIPPED["questionnaires/progress-assurance.yaml"]
    counts = {section.key: len(section.questions) for section in progress.sections}
    assert counts == {"A": 6, "B": 5, "C": 4, "D": 5, "E": 5, "F": 4, "G": 4, "H": 6}
    assert "reconstruction" in progress.origin
    assert "not found" in progress.origin


def test_every_scale_of_progress_assurance_has_descriptors_of_its_own() -> None:
    progress = SHIPPED["questionnaires/progress-assurance.yaml"]
    scales = [q for q in progress.questions() if q.kind is QuestionKind.SCALE]
    means = [option.means for question in scales for option in question.options]
    assert len(scales) == 28
    assert [option.value for option in scales[0].options] == [0, 1, 2, 3]
    assert all(means)
    assert len(set(means)) == len(means)


def test_swot_has_four_boxes_and_the_moves_that_follow() -> None:
    swot = SHIPPED["questionnaires/swot.yaml"]
    keys = [question.key for question in swot.questions()]
    assert keys == ["strengths", "weaknesses", "opportunities", "threats", "tows"]
    fields = [field.key for field in swot.questions()[0].fields]
    assert fields == ["text", "evidence", "impact", "certainty", "action"]


def test_pestelo_has_seven_letters_and_owns_up_to_the_last() -> None:
    pestelo = SHIPPED["questionnaires/pestelo.yaml"]
    assert "".join(q.key[0] for q in pestelo.questions()).upper() == "PESTELO"
    assert "professional knowledge" in " ".join(pestelo.origin.split())


def test_scales_are_named_once_and_described_for_each_question() -> None:
    question = parse_questionnaire("small.yaml", SMALL).questions()[0]
    assert [(o.value, o.label, o.means) for o in question.options] == [
        (0, "Not in place", "Nobody has it."),
        (1, "In place", "All have it."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("title: Small\n", "", r"small.yaml:1:1: “title” is missing; add it\."),
        ("purpose:", "purposs:", r"small.yaml:5:1: “purposs” is not known here; did you mean"),
        ("kind: scale", "kind: scales", r"small.yaml:17:9: “kind” can not be “scales”; did you"),
        ("options: place", "options: plaice", r"small.yaml:23:9: .*did you mean “place”\?"),
        (
            "options: place",
            "options: pla\n\n          ce",
            r"small.yaml:23:9: .* “pla ce”; did you",
        ),
        ("          - All have it.\n", "", r"small.yaml:24:9: 1 levels for 2 options"),
        ("key: A2", "key: A1", r"small.yaml:27:9: question A1 is already on line 16"),
        ("key: A2", "key: any", r"small.yaml:27:9: “any” means something else"),
        ("key: A2", "key: 2nd", r"small.yaml:27:9: “2nd” cannot be a key"),
        ("{A1: {gte: 1}}", "{A9: {gte: 1}}", r"small.yaml:34:20: there is no field “A9”"),
        ("{A1: {gte: 1}}", "{A2: {present: true}}", r"no field “A2” of the questions before A2"),
        ("minutes: 5", "minutes: soon", r"small.yaml:3:1: “minutes” is text; write a whole"),
        ("minutes: 5", "minutes: 0", r"small.yaml:3:1: “minutes” is 1 or more, not 0"),
        ("kind: text", "kind: entries", r"small.yaml:27:9: A2 is of kind entries"),
        ("kind: text", "{", r"small.yaml:\d+:\d+: this is not YAML"),
        ("{value: 1,", "{value: 0,", r"small.yaml:11:8: the value 0 is given twice"),
        ("{value: 1,", "{value: one,", r"small.yaml:23:9: a scale’s values are whole numbers"),
        ("{value: 1,", "{value: 9999,", r"small.yaml:23:9: a scale does not reach to 9999"),
        ("{value: 1,", "{value: in place,", r"small.yaml:11:8: “in place” cannot be an option’s v"),
        ("minutes: 5", "minutes: 99999999999999", r"“minutes” is larger than can be compared"),
        ("kind: text", "kind: text\n        levels: [a]", r"kind text takes no levels; take them"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, sentence: str) -> None:
    assert SMALL.count(old) == 1
    with pytest.raises(QuestionnaireError, match=sentence) as caught:
        parse_questionnaire("small.yaml", SMALL.replace(old, new))
    assert "\n" not in str(caught.value)


def test_a_rating_may_be_described_for_its_question() -> None:
    rag = SMALL.replace("kind: text", "kind: rag\n        levels: [Sure, Likely, In doubt, Lost]")
    options = parse_questionnaire("small.yaml", rag).questions()[1].options
    assert [(option.label, option.means) for option in options][1] == ("Amber-Green", "Likely")


def test_options_that_differ_only_in_capitals_are_refused() -> None:
    chosen = "kind: choices\n        options: [{value: a, label: One}, {value: A, label: Two}]"
    with pytest.raises(QuestionnaireError, match="the value A is given twice"):
        parse_questionnaire("small.yaml", SMALL.replace("kind: text", chosen))


REWORDED = SMALL.replace(
    "        kind: text\n",
    "        kind: number\n        unit: days\n        version: 2\n"
    "        was: [{version: 1, text: How long?, comparable: false, because: In weeks then.}]\n",
)


def test_an_earlier_wording_stays_beside_the_question() -> None:
    question = parse_questionnaire("small.yaml", REWORDED).questions()[1]
    assert (question.version, question.unit) == (2, "days")
    (was,) = question.was
    assert (was.text, was.comparable, was.because) == ("How long?", False, "In weeks then.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("version: 2", "version: 3", "the question is at version 3; list each version before it"),
        (", because: In weeks then.", "", "an answer to this cannot be compared; say why under"),
        ("unit: days", "most: 3", "kind number takes one value; take “most” out."),
    ],
)
def test_a_wording_that_is_not_told_whole_is_refused(old: str, new: str, sentence: str) -> None:
    with pytest.raises(QuestionnaireError, match=sentence):
        parse_questionnaire("small.yaml", REWORDED.replace(old, new))


def test_a_name_that_rules_know_already_is_refused() -> None:
    sentence = "small.yaml:1:1: rules know facts of the name “plan_summary” already, from plans"
    with pytest.raises(QuestionnaireError, match=sentence):
        parse_questionnaire("small.yaml", SMALL.replace(": small", ": plan-summary"))


ENTRIES = """\
      - key: {key}
        kind: entries
        text: What is in the way?
        help: Anything.
        why: We may have missed it.
        evidence: None.
        sources: [ours]
        fields: [{{key: from, kind: yes_no, text: "Ours?"}}]
"""


def test_two_questions_never_give_rules_one_name() -> None:
    both = SMALL + ENTRIES.format(key="in-way") + ENTRIES.format(key="in_way")
    with pytest.raises(QuestionnaireError, match="“small_in_way” already, from in-way"):
        parse_questionnaire("small.yaml", both)
    tally = SMALL.replace("key: A2", "key: barriers_from_no") + ENTRIES.format(key="barriers")
    with pytest.raises(QuestionnaireError, match="“barriers_from_no” of this and of barriers_from"):
        parse_questionnaire("small.yaml", tally)
