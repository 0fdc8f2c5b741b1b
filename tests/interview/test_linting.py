"""What is said of a questionnaire that can be read: each fault with its place, and no false one."""

from __future__ import annotations

import random

import pytest

from assure import shelf
from assure.interview.against import remarks_against
from assure.interview.linting import Linter
from assure.interview.parse import parse_questionnaire
from assure.interview.scaffold import scaffold
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import QuestionKind
from assure.service.rulebook import load
from assure.shelf.settings import Settings

GOOD = """\
questionnaire: small
title: Small
minutes: 12
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
scales:
  place:
    - {value: 0, label: Not in place, means: Nobody has it.}
    - {value: 1, label: In place, means: All have it.}
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
      - key: A2
        kind: text
        text: What is missing?
        help: Anything.
        why: We may have missed it.
        evidence: None.
        sources: [ours]
        ask_when: {A1: {is: 0}}
      - key: list
        kind: entries
        text: What is in the way?
        help: Anything.
        why: We may have missed it.
        evidence: None.
        sources: [ours]
        fields:
          - {key: what, kind: text, text: What?}
          - {key: weight, kind: scale, text: How heavy?, options: place}
"""


def linter(text: str = GOOD) -> Linter:
    return Linter("small.yaml", text, ["ours", "rough-guide"])


def told(text: str) -> list[str]:
    return [str(remark) for remark in linter(text).remarks()]


def changed(old: str, new: str, text: str = GOOD) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_there_is_nothing_to_say_of_a_good_one() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize("text", shelf.questionnaires(), ids=lambda text: text.origin)
def test_nothing_shipped_has_a_fault_or_a_note(text: shelf.Text) -> None:
    sources = load(Settings()).sources
    assert [str(r) for r in Linter(text.origin, text.content, sources).remarks()] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "text: Is it there?",
            "text: 'WRITE: a question?'",
            "small.yaml:18:9: “text” is yet to be written; write it. (words)",
        ),
        (
            "        sources: [ours]\n        options",
            "        sources: [ruff-guide]\n        options",
            "small.yaml:22:19: there is no source “ruff-guide”; did you mean “rough-guide”? (sour",
        ),
        (
            "{A1: {is: 0}}",
            "{A1: {gt: 1}}",
            "small.yaml:31:9: A2 is never asked: no answers before it and no plan meet “ask_when”",
        ),
        (
            "{A1: {is: 0}}",
            "{all: [{A1: 0}, {A1: 1}]}",
            "small.yaml:31:9: A2 is never asked",
        ),
        (
            "{A1: {is: 0}}",
            "{any: [{A1: {present: true}}, {A1: {present: false}}]}",
            "small.yaml:31:9: A2 is always asked; “ask_when” can be left out. (asked)",
        ),
        (
            ", means: All have it.}",
            "}",
            "small.yaml:23:9: A1 describes not 1; say when to choose each, under “levels” or",
        ),
        (
            "text: Is it there?",
            "text: Say whether it is there.",
            "small.yaml:18:9: A1 is no question; end it with a question mark. (question)",
        ),
        (
            "text: What is in the way?",
            "text: what is  MISSING?",
            "small.yaml:34:9: list asks what A2 asks, in the same words; keep one, or say",
        ),
        (
            "means: All have it.",
            "means: Nobody has it.",
            "small.yaml:23:9: A1 has the levels “Nobody has it.” twice; tell them apart. (wording)",
        ),
        (
            "minutes: 12",
            "minutes: 240",
            "small.yaml:3:1: 240 minutes for 3 questions; from 2 to 36 would be likely, so try it",
        ),
        (
            "sections:",
            "field_sets: {thing: [{key: a, kind: text, text: What?}]}\nsections:",
            "small.yaml:12:14: nothing uses “thing”; delete it. (used)",
        ),
    ],
)
def test_each_fault_is_told_with_its_place(old: str, new: str, says: str) -> None:
    (remark, *_) = told(changed(old, new))
    assert remark.startswith(says)


def test_a_scale_of_entries_is_described_too_and_told_once() -> None:
    bare = changed(", means: All have it.}", "}").replace(
        "options: place\n      - key", "options: place\n        levels: [None., All.]\n      - key"
    )
    assert told(bare) == [
        "small.yaml:40:9: “weight” of list describes not 1; say when to choose each, under "
        "“levels” or “means”, or two people will mean different things by one number. "
        "(descriptors)"
    ]


def test_faults_come_before_notes_and_each_in_the_order_of_the_file() -> None:
    bad = changed("minutes: 12", "minutes: 240")
    bad = changed("text: Is it there?", "text: Say it.", bad)
    bad = changed("text: What is missing?", "text: Say more.", bad)
    assert [line.split(":")[1] for line in told(bad)] == ["18", "26", "3"]


@pytest.mark.parametrize(
    "when",
    [
        "{A1: {lte: 1}}",
        "{A1: {is_not: 0}}",
        "{not: {A1: 1}}",
        "{plan.open_actions: {gte: 1}}",
        "{findings.OWN-01: {gte: 1}}",
        "{all: [{A1: 1}, {plan.open_actions: {lt: 5}}]}",
    ],
)
def test_what_can_come_up_is_never_called_never_asked(when: str) -> None:
    assert told(changed("{A1: {is: 0}}", when)) == []


@pytest.mark.parametrize("kind", QuestionKind)
def test_what_is_begun_lacks_only_its_words(kind: QuestionKind) -> None:
    text = scaffold("begun", None, [kind, QuestionKind.SCALE, kind])
    remarks = Linter("begun.yaml", text, ["ours"]).remarks()
    assert {remark.check for remark in remarks} == {"words"}
    keys = [q.key for q in parse_questionnaire("begun.yaml", text).questions()]
    assert len(set(keys)) == 3


def test_a_title_may_hold_anything() -> None:
    text = scaffold("begun", 'A "title": with \\ KEY and {braces}')
    assert parse_questionnaire("b.yaml", text).title == 'A "title": with \\ KEY and {braces}'


# Two versions of one questionnaire


def against(new: str, old: str = GOOD) -> list[str]:
    earlier = parse_questionnaire("old.yaml", old)
    return [f"{r.grade}: {r}" for r in remarks_against(linter(new), earlier)]


def test_the_same_again_breaks_with_nothing() -> None:
    assert against(GOOD) == []
    assert (
        against(changed("text: Is it there?", "text: >-\n          Is it\n          there?")) == []
    )


REWORDED = changed(
    "        text: Is it there?\n",
    "        text: Is it in place?\n        version: 2\n"
    "        was: [{version: 1, text: Is it there?, comparable: true}]\n",
).replace("title: Small", "title: Small\nversion: 2")


def test_a_new_wording_with_the_old_one_beside_it_breaks_with_nothing() -> None:
    assert against(REWORDED) == []
    assert against(REWORDED, REWORDED) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "questionnaire: small",
            "questionnaire: smaller",
            "fault: small.yaml:1:1: this is smaller and the earlier one is small; answers go by",
        ),
        (
            "text: Is it there?",
            "text: Is it in place?",
            "fault: small.yaml:18:9: A1 asked “Is it there?” before; raise its version to 2 and "
            "keep the old wording under “was”, or put it back. (against)",
        ),
        (
            "key: list",
            "key: ways",
            "fault: small.yaml:32:9: ways was called list; give it back its key, since answers and",
        ),
        (
            "kind: text\n        text: What is missing?",
            "kind: yes_no\n        text: What is missing?",
            "fault: small.yaml:25:9: A2 is of kind yes_no and was of kind text, so that its ",
        ),
        (
            "{value: 1, label: In place",
            "{value: 2, label: In place",
            "fault: small.yaml:23:9: A1 could be answered “1” before; raise A1 to version 2 and",
        ),
        (
            "means: All have it.}",
            "means: All have it.}\n    - {value: 2, label: More, means: All love it.}",
            "fault: small.yaml:24:9: A1 has more steps than before; raise A1 to version 2",
        ),
        (
            "means: All have it.",
            "means: Most have it.",
            "note: small.yaml:23:9: A1 describes its options in other words; where they mean",
        ),
        (
            "{key: what, kind: text",
            "{key: which, kind: text",
            "fault: small.yaml:39:9: entries of list had “what” before, which is gone; raise list",
        ),
        (
            "{key: what, kind: text",
            "{key: what, kind: date",
            "fault: small.yaml:39:9: “what” of list is of kind date and was of kind text; make it",
        ),
    ],
)
def test_what_breaks_with_earlier_answers_is_told(old: str, new: str, says: str) -> None:
    (remark, *_) = against(changed(old, new))
    assert remark.startswith(says)


def test_a_unit_is_no_detail() -> None:
    days = changed(
        "kind: text\n        text: What is missing?",
        "kind: number\n        unit: days\n        text: How long?",
    )
    (remark,) = against(days.replace("unit: days", "unit: weeks"), days)
    assert "A2 is counted in weeks and was counted in days; raise A2 to version 2" in remark


def test_another_option_takes_nothing_from_those_before() -> None:
    chosen = "kind: choice\n        options: [{value: a, label: One}, {value: b, label: Two}]"
    before = changed(
        "kind: text\n        text: What is missing?", f"{chosen}\n        text: Which?"
    )
    assert (
        against(before.replace("label: Two}", "label: Two}, {value: c, label: Three}"), before)
        == []
    )


def test_the_history_of_a_question_is_not_rewritten() -> None:
    other = REWORDED.replace("text: Is it there?, comp", "text: Was it there?, comp")
    for earlier in (GOOD, REWORDED):
        (remark,) = against(other, earlier)
        assert remark.startswith("fault: small.yaml:21:15: version 1 of A1 asked “Is it there?”; ")
    assert any("versions only rise" in remark for remark in against(GOOD, REWORDED))


def test_a_question_may_go_and_is_told_of() -> None:
    gone = GOOD[: GOOD.index("      - key: A2")] + GOOD[GOOD.index("      - key: list") :]
    first, second = against(gone)
    assert first.startswith("note: small.yaml:1:1: it asks other things than the earlier one; rai")
    assert "A2 is gone, and answers to it are read no more" in second


# Anything at all in the file


WORDS = (
    *("{", "}", "[", ":", "- ", "~", "'", "\t", "&a", "!!x", "true", "null", "é\u202e", "a b/c"),
    *("99999999999999999999", "2026-02-30", "WRITE:", "plan.x", "{A1: 1}", "kind: rag"),
)


def mutations(seed: int, count: int) -> list[str]:
    """Shipped questionnaires with a few lines or characters cut, doubled, swapped or replaced."""
    dice = random.Random(seed)
    texts = [text.content for text in shelf.questionnaires()] + [GOOD, REWORDED]
    found = []
    for _ in range(count):
        lines = dice.choice(texts).splitlines()
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(lines))
            match dice.randrange(6):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(at, lines[dice.randrange(len(lines))])
                case 2:
                    other = dice.randrange(len(lines))
                    lines[at], lines[other] = lines[other], lines[at]
                case 3:
                    key, colon, _ = lines[at].partition(":")
                    lines[at] = f"{key}{colon} {dice.choice(WORDS)}"
                case 4:
                    cut = dice.randrange(len(lines[at]) + 1)
                    lines[at] = lines[at][:cut] + dice.choice(WORDS) + lines[at][cut:]
                case _:
                    lines[at] = lines[at][: dice.randrange(len(lines[at]) + 1)]
        found.append("\n".join(lines) + "\n")
    return found


def told_of(text: str) -> list[str]:
    """What is said of ``text``, be it a refusal or remarks."""
    try:
        found = Linter("any.yaml", text, ["ours"])
    except QuestionnaireError as error:
        return [str(error)]
    good = parse_questionnaire("old.yaml", GOOD)
    return [str(remark) for remark in (*found.remarks(), *remarks_against(found, good))]


def test_whatever_stands_in_the_file_it_is_told_in_one_sentence() -> None:
    several = [told_of(text) for text in mutations(seed=1, count=150)]
    refused = [told for told in several if len(told) == 1]
    assert 30 < len(refused) < 150
    for sentence in (sentence for told in several for sentence in told):
        assert sentence.startswith("any.yaml")
        assert "\n" not in sentence
