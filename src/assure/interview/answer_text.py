"""Answers as text: a table (.csv), YAML to be filled in by hand, or JSON for other programs.

``answer_tables`` reads the table back, ``answers_file`` the other two.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from assure.interview import answer_layout as layout
from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import Question, QuestionKind, Questionnaire
from assure.words.text import clean, one_line

_TABLE = (layout.QUESTIONNAIRE, layout.ANSWERED_BY, *layout.COLUMNS)
_WIDTH = 96
_IN_TABLE = (
    "One line for each part of an entry, as below with 1, 2, 3 and so on, or here "
    f"“{layout.NONE}” if there are none."
)
_IN_YAML = "A list of entries as below, each with its own dash, or [] if there are none."
_HOW_TO = """\
Take the single # before a key away and write the answer behind the colon: A1: 2
With what shows it: A1: {value: 2, evidence: Minutes of May, evidence_date: 2026-05-14}
Where nobody can say: A1: {dont_know: The data is not in yet}
Where it does not apply: A1: {not_applicable: There are no contractors}"""
_ANSWERS = "answers:\n"


def as_csv(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    respondent: str = "",
    *,
    when: Mapping[str, str] | None = None,
) -> str:
    """One line for each question; an entry has one for each field, ``strengths.1.text``.

    It begins with a mark by which Excel knows that it is UTF-8, and no cell begins as a formula.
    """
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.DictWriter(text, _TABLE, lineterminator="\n")
    writer.writeheader()
    of_file = {layout.QUESTIONNAIRE: questionnaire.key, layout.ANSWERED_BY: respondent}
    for question in questionnaire.questions():
        how = layout.how_to_answer(question, _IN_TABLE, (when or {}).get(question.key, ""))
        for row in _rows(question, answers.get(question.key), how):
            writer.writerow(
                {name: layout.guarded(clean(word)) for name, word in (of_file | row).items()}
            )
    return text.getvalue()


def _rows(question: Question, answer: Answer | None, how: str) -> Iterator[dict[str, str]]:
    told = {layout.QUESTION: question.key, layout.ASKED: question.text}
    beside = {name: str(said or "") for name, said in layout.beside(answer).items()}
    value = layout.answer_word(question, answer)
    yield {**told, layout.HOW: how, layout.ANSWER: str(value), **beside}
    if question.kind is not QuestionKind.ENTRIES:
        return
    for number, entry in enumerate((answer and answer.entries) or ({},), start=1):
        for field in question.fields:
            yield {
                layout.QUESTION: f"{question.key}.{number}.{field.key}",
                layout.ASKED: field.text,
                layout.HOW: layout.how_to_answer(field),
                layout.ANSWER: str(layout.word(field, entry.get(field.key))),
            }


def as_json(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], respondent: str = ""
) -> str:
    """What was answered and nothing else, in the form of an answers file."""
    said = {key: _body(answers[key]) for key in _answered(questionnaire, answers)}
    whole = {"questionnaire": questionnaire.key, "answered_by": respondent, "answers": said}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_yaml(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    respondent: str = "",
    *,
    when: Mapping[str, str] | None = None,
) -> str:
    """Every question as a comment with what it takes; what is not answered is commented out."""
    lines = [
        *_comment(f"{questionnaire.title}: {questionnaire.purpose}"),
        *_comment(_HOW_TO),
        _dumped({"questionnaire": questionnaire.key}),
        _dumped({"answered_by": respondent}) if respondent else "# answered_by:\n",
        _ANSWERS,
    ]
    for question in questionnaire.questions():
        how = layout.how_to_answer(question, _IN_YAML, (when or {}).get(question.key, ""))
        lines += ["\n", *_comment(f"{question.key}: {question.text}\n{how}", "  ")]
        for field in question.fields:
            told = f"{field.key}: {field.text} {layout.how_to_answer(field)}"
            lines += _comment(told, "    ")
        if question.key in answers:
            said = _dumped({"answers": {question.key: _body(answers[question.key])}})
            lines.append(said.removeprefix(_ANSWERS))
        else:
            lines += _blank(question)
    return "".join(lines)


def _answered(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Iterator[str]:
    return (asked.key for asked in questionnaire.questions() if asked.key in answers)


def _body(answer: Answer) -> Any:
    """One answer as a file says it; one that is nothing but its value stands alone."""
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    body: dict[str, Any] = {"value": value}
    if answer.state is not AnswerState.ANSWERED:
        body = {answer.state.value: answer.reason}
    if answer.evidence:
        body["evidence"] = answer.evidence
    if answer.evidence_date is not None:
        body["evidence_date"] = answer.evidence_date.isoformat()
    return value if body == {"value": value} else body


def _blank(question: Question) -> list[str]:
    """The question's key, and those of an entry, commented out."""
    keys = [f"{'  -' if n == 0 else '   '} {field.key}:" for n, field in enumerate(question.fields)]
    return [f"  # {line}\n" for line in (f"{question.key}:", *keys)]


def _comment(text: str, indent: str = "") -> list[str]:
    """Each line of ``text``, broken where it is too long."""
    return [
        f"{indent}## {line}\n"
        for written in text.splitlines()
        for line in textwrap.wrap(
            one_line(written), _WIDTH - len(indent), subsequent_indent="  ", break_long_words=False
        )
    ]


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as they were written, line by line."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _dumped(data: Mapping[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
