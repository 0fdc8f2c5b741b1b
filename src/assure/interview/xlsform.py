"""A questionnaire as an XLSForm: the workbook from which ODK, Kobo and others make a form.

Each question is a group: the answer, why there is none, what it rests on and of when that is. The
answer to a question of several entries is a repeat. See https://xlsform.org.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assure.interview import answer_layout as layout
from assure.interview.asking import asked_when
from assure.interview.checking import LARGEST_NUMBER
from assure.interview.xlsform_names import (
    NO_OPTION,
    NONE,
    SOME,
    CannotBeSaidError,
    Names,
    Relevance,
)
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire
from assure.words.text import one_line
from assure.workbooks import book
from assure.workbooks.packing import packed

SURVEY = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "required_message"),
    *("relevant", "constraint", "constraint_message", "appearance", "default"),
)
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version")
_OPEN, _STATES = "why_open", "entries_state"  # lists of options
_UNKNOWN = {state.value: layout.STATES[state] for state in layout.UNKNOWN}
_TYPES = {
    QuestionKind.NUMBER: "decimal",
    QuestionKind.MONEY: "decimal",
    QuestionKind.DATE: "date",
    QuestionKind.TEXT: "text",
}
_SELECTS = {QuestionKind.CHOICES: "select_multiple", QuestionKind.RANKING: "rank"}

Row = dict[str, str]


@dataclass(frozen=True)
class XlsForm:
    """The rows of its three sheets, and the questions that it asks more often than it should:
    it has no words for when they are asked."""

    title: str
    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Sequence[Row]
    always_asked: Sequence[str] = ()

    def workbook(self, at: dt.datetime) -> bytes:
        """As .xlsx; the same form and moment give the same bytes."""
        made = book.new_book()
        for name, columns, rows in (
            ("survey", SURVEY, self.survey),
            ("choices", CHOICES, self.choices),
            ("settings", SETTINGS, self.settings),
        ):
            page = made.create_sheet(name)
            book.head(page, columns, tuple(40 if c in ("label", "hint") else 20 for c in columns))
            for number, row in enumerate(rows, start=2):
                for column, key in enumerate(columns, start=1):
                    book.put(page, number, column, row.get(key, ""))
        return packed(made, self.title, at)


def xls_form(questionnaire: Questionnaire, at: dt.datetime, when: Mapping[str, str]) -> XlsForm:
    """The form. ``when`` says in words, by question key, when a question is asked; they are its
    hint where the form itself cannot tell."""
    made = _Form(questionnaire, when)
    made.draw()
    version = at.strftime("%Y%m%d%H")  # of two forms with one id, the later one counts
    settings = {"form_title": _words(questionnaire.title), "form_id": questionnaire.key}
    return XlsForm(
        questionnaire.title,
        made.survey,
        made.choices,
        [{**settings, "version": version}],
        made.always_asked,
    )


@dataclass
class _Form:
    questionnaire: Questionnaire
    when: Mapping[str, str]
    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    always_asked: list[str] = field(default_factory=list)
    _lists: dict[object, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.questionnaire)
        self.states = {
            question.key: self.names.new(f"{question.key}_state")
            for question in self.questionnaire.questions()
        }
        self.relevance = Relevance(self.questionnaire, self.names, self.states)

    def draw(self) -> None:
        """Fills ``survey`` and ``choices``."""
        self._list(_OPEN, _UNKNOWN)
        entries = {SOME: "There are some, as follows", NONE: "There are none", **_UNKNOWN}
        self._list(_STATES, entries)
        self._add("note", self.names.new("purpose"), self.questionnaire.purpose)
        role = "A post, with its organisation if need be: “Head of Housing, City Council”."
        self._add("text", "answered_by", "In which role do you answer?", hint=role, required="yes")
        self._add("date", "given_on", "On which day?", default="today()")
        for section in self.questionnaire.sections:
            self._add("begin_group", self.names.new(f"section_{section.key}"), section.title)
            if section.about:
                self._add("note", self.names.new(f"about_{section.key}"), section.about)
            for question in section.questions:
                self._question(question)
            self._add("end_group")

    def _add(self, kind: str, name: str = "", label: str = "", **more: str) -> None:
        told = {"label": label, **{key: more.pop(key, "") for key in ("hint", "guidance_hint")}}
        row = {"type": kind, "name": name, **{key: _words(text) for key, text in told.items()}}
        self.survey.append({key: text for key, text in {**row, **more}.items() if text})

    def _question(self, question: Question) -> None:
        relevant, hint = "", question.help
        condition = asked_when(question, self.questionnaire)
        if condition is not None:
            try:
                relevant = self.relevance.said(condition)
            except CannotBeSaidError:
                self.always_asked.append(question.key)
                hint = f"{self.when.get(question.key, '')} {hint}".strip()
        of_entries = question.kind is QuestionKind.ENTRIES
        self._add(
            "begin_group",
            self.names.new(f"{question.key}_group"),
            question.key,
            relevant=relevant,
            appearance="" if of_entries else "field-list",  # no repeat stands in such a list
        )
        answered, unknown = (self._entries if of_entries else self._answer)(question, hint)
        self._add(
            "text",
            self.names.new(f"{question.key}_reason"),
            "Why is that so?",
            relevant=unknown,
            required="yes",
            required_message="A reason is needed; say in a few words why.",
        )
        evidence = self.names.new(f"{question.key}_evidence")
        self._add("text", evidence, "What shows it?", hint=question.evidence, relevant=answered)
        self._add(
            "date",
            self.names.new(f"{question.key}_evidence_date"),
            "Of which day is that?",
            relevant=f"${{{evidence}}} != ''",
        )
        self._add("end_group")

    def _answer(self, question: Question, hint: str) -> tuple[str, str]:
        """The question itself and why it is left open; when it is answered, and when it is not."""
        name, state = self.names.of[question.key], self.states[question.key]
        if question.kind is QuestionKind.RANKING and question.most:
            hint = f"{hint} Only the first {question.most} count."
        self._field(question, name, hint=hint, guidance_hint=question.why)
        self._add(
            f"select_one {_OPEN}",
            state,
            "If you cannot answer this: what is it?",
            relevant=f"${{{name}}} = ''",
            required="" if question.optional else "yes",
            required_message="Answer the question above, or choose one of these.",
        )
        return f"${{{name}}} != ''", f"${{{state}}} != ''"

    def _entries(self, question: Question, hint: str) -> tuple[str, str]:
        """As ``_answer``, with a repeat for the entries."""
        name, state = self.names.of[question.key], self.states[question.key]
        up_to = f"At most {question.most}." if question.most else ""
        self._add(
            f"select_one {_STATES}",
            state,
            question.text,
            hint=f"{hint} {up_to}".strip(),
            guidance_hint=question.why,
            required="" if question.optional else "yes",
        )
        self._add("begin_repeat", name, question.text, relevant=f"${{{state}}} = '{SOME}'")
        for of_entry in question.fields:
            self._field(
                of_entry,
                self.names.new(f"{name}_{of_entry.key}"),
                hint=f"{of_entry.help} {_link(of_entry)}".strip(),
                required="" if of_entry.optional else "yes",
            )
        self._add("end_repeat")
        some, none = f"${{{state}}} = '{SOME}'", f"${{{state}}} = '{NONE}'"
        unknown = " or ".join(f"${{{state}}} = '{value}'" for value in _UNKNOWN)
        return f"{some} or {none}", unknown

    def _field(self, asked: Question | EntryField, name: str, **more: str) -> None:
        """One question of the form, with what its answer may be."""
        text = f"{asked.text} ({asked.unit})" if asked.unit else asked.text
        if asked.kind is QuestionKind.MONEY:
            text = f"{asked.text} (pounds)"
        kind = _TYPES.get(asked.kind)
        if kind is None:
            listed = self._options(asked, name)
            kind = f"{_SELECTS.get(asked.kind, 'select_one')} {listed}"
        if asked.kind is QuestionKind.TEXT:
            more["appearance"] = "multiline"
        constraint, message = _limits(asked)
        self._add(kind, name, text, constraint=constraint, constraint_message=message, **more)

    def _options(self, asked: Question | EntryField, name: str) -> str:
        """The name of the list of options; questions with the same options share one."""
        several = asked.kind is QuestionKind.CHOICES
        same = (asked.options, several)
        if same not in self._lists:
            self._lists[same] = listed = f"{name}_options"
            labels = layout.labels(asked.options)
            words = {
                str(o.value): layout.option_in_words(labels[o.value], o) for o in asked.options
            }
            if several:
                words[NO_OPTION] = "None of these"
            self._list(listed, words)
        return self._lists[same]

    def _list(self, name: str, words: Mapping[str, str]) -> None:
        self.choices += [
            {"list_name": name, "name": key, "label": _words(text)} for key, text in words.items()
        ]


def _limits(asked: Question | EntryField) -> tuple[str, str]:
    """What an answer must fulfil, and what is said when it does not; blank for anything."""
    most = asked.most if isinstance(asked, Question) else None
    match asked.kind:
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            low, high = asked.minimum, asked.maximum
            least = 0 if asked.kind is QuestionKind.MONEY else -LARGEST_NUMBER
            bounds = [f". >= {least if low is None else max(low, least)}"]
            bounds.append(f". <= {LARGEST_NUMBER if high is None else high}")
            if asked.kind is QuestionKind.MONEY:
                bounds.append(". = round(., 2)")
            return " and ".join(bounds), f"Please write: {layout.how_to_answer(asked)}"
        case QuestionKind.CHOICES:
            alone = f"not(selected(., '{NO_OPTION}') and count-selected(.) > 1)"
            if most is None:
                return alone, "“None of these” stands alone."
            limit = f"count-selected(.) <= {most}"
            return f"{alone} and {limit}", f"At most {most}, and “None of these” alone."
    return "", ""


def _link(asked: EntryField) -> str:
    return f"The reference of one {asked.links_to} in the plan." if asked.links_to else ""


def _words(text: str) -> str:
    """Words for people. In a form ``${`` would begin a reference."""
    return one_line(text).replace("${", "$ {")
