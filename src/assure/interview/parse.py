"""A questionnaire's YAML → ``Questionnaire``, with the line of whatever is wrong.

Beside the fields of the model a file may name things once and use them by name:
``scales`` (lists of options) and ``field_sets`` (lists of entry fields). A scale question
may give ``levels``: one descriptor for each option, written for that question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from assure.conditions.documents import read
from assure.conditions.fields import LARGEST_NUMBER, RESERVED
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part, shown
from assure.interview.asking import OF_FINDINGS, check_question, looks_at
from assure.interview.naming import check_names
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import (
    LINKS,
    SEVERAL,
    EntryField,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
    Shown,
    Wording,
)

TOP = ("questionnaire", "title", "minutes", "who", "purpose", "when_to_use", "origin", "sections")
TOP_OPTIONAL = ("version", "sources", "scales", "field_sets")
SECTION = ("key", "title", "questions")
SECTION_OPTIONAL = ("about",)
QUESTION = ("key", "kind", "text", "help", "why", "evidence", "sources")
QUESTION_OPTIONAL = (
    "version",
    "options",
    "levels",
    "minimum",
    "maximum",
    "fields",
    "most",
    "optional",
    "ask_when",
    "shows",
    "unit",
    "was",
)
FIELD = ("key", "kind", "text")
FIELD_OPTIONAL = ("help", "optional", "options", "minimum", "maximum", "unit", "links_to")
OPTION = ("value", "label")
OPTION_OPTIONAL = ("means",)
WAS = ("version", "text", "comparable")
WAS_OPTIONAL = ("because",)
SHOWN = ("text",)
SHOWN_OPTIONAL = ("when",)
Codes = Callable[[], Collection[str]]
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
# Rules know each of several choices as KEY_value, which has to be a name that a field can have.
VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,38}")
FURTHEST = 1_000  # of a scale's steps from nought

# The four tiers of a judgement; a questionnaire may give them descriptors of its own.
RAG_OPTIONS = (
    Option(value="green", label="Green", means="Very likely; nothing in sight threatens it."),
    Option(value="amber_green", label="Amber-Green", means="Likely if attention is kept up."),
    Option(value="amber_red", label="Amber-Red", means="In doubt; action is needed now."),
    Option(value="red", label="Red", means="Unlikely as things stand."),
)
YES_NO_OPTIONS = (Option(value="yes", label="Yes"), Option(value="no", label="No"))
AMOUNTS = frozenset({QuestionKind.NUMBER, QuestionKind.MONEY})
FIXED_OPTIONS = {QuestionKind.RAG: RAG_OPTIONS, QuestionKind.YES_NO: YES_NO_OPTIONS}
CHOSEN = frozenset({QuestionKind.SCALE, QuestionKind.CHOICE}) | SEVERAL
FIELD_KINDS = tuple(k for k in QuestionKind if k not in SEVERAL | {QuestionKind.ENTRIES})


def parse_questionnaire(origin: str, content: str, codes: Codes | None = None) -> Questionnaire:
    """The questionnaire in ``content``; ``origin`` names it in messages.

    ``codes`` gives the codes of rules whose findings it may look at, and is called only when it
    looks at any; without it any code will do. Raises QuestionnaireError:
    ``file:line:column: what is wrong; what to do``.
    """
    return _Parser(Part.whole(read(content, origin, QuestionnaireError))).questionnaire(codes)


class _Parser:
    def __init__(self, top: Part) -> None:
        self.top = top
        self.scales: dict[str, tuple[Option, ...]] = {}
        self.field_sets: dict[str, tuple[EntryField, ...]] = {}
        self.parts: dict[str, Part] = {}  # of each question, by key

    def questionnaire(self, codes: Codes | None) -> Questionnaire:
        top = self.top
        top.check_keys(TOP + TOP_OPTIONAL, TOP)
        if top.has("scales"):
            self.scales = {name: _options(part) for name, part in top.at("scales").entries()}
        if top.has("field_sets"):
            for name, part in top.at("field_sets").entries():
                self.field_sets[name] = self._fields(part)
        found = Questionnaire(
            key=_key(top.at("questionnaire")),
            title=top.at("title").text(),
            version=_least(top, "version", 1) or 1,
            purpose=top.at("purpose").text(),
            when_to_use=top.at("when_to_use").text(),
            minutes=_least(top, "minutes", 1) or 1,
            who=top.at("who").text(),
            origin=top.at("origin").text(),
            sources=top.at("sources").texts(),
            sections=tuple(self._section(part) for part in _filled(top.at("sections"))),
            file=top.document.origin,
        )
        check_names(self.top, self.parts, found)
        for question in found.questions():
            check_question(self.parts[question.key], question, found, None)
        if codes and any(name.startswith(OF_FINDINGS) for name in looks_at(found)):
            known = codes()
            for question in found.questions():
                check_question(self.parts[question.key], question, found, known)
        return found

    def _section(self, part: Part) -> Section:
        part.check_keys(SECTION + SECTION_OPTIONAL, SECTION)
        return Section(
            key=_key(part.at("key")),
            title=part.at("title").text(),
            about=_words(part, "about"),
            questions=tuple(self._question(item) for item in _filled(part.at("questions"))),
        )

    def _question(self, part: Part) -> Question:
        part.check_keys(QUESTION + QUESTION_OPTIONAL, QUESTION)
        key = _key(part.at("key"))
        if key in self.parts:
            line = self.parts[key].place.rsplit(":", 2)[1]
            raise part.at("key").fault(
                f"question {key} is already on line {line}; give this one its own key."
            )
        if key in RESERVED:
            raise part.at("key").fault(f"“{key}” means something else in conditions; rename it.")
        self.parts[key] = part
        kind = QuestionKind(part.at("kind").one_of(QuestionKind))
        if part.has("fields") != (kind is QuestionKind.ENTRIES):
            raise part.fault(
                f"{key} is of kind {kind}; a question of kind entries lists the fields of "
                f"an entry under “fields”, and only that kind does."
            )
        minimum, maximum = _bounds(part, kind)
        version = _least(part, "version", 1) or 1
        return Question(
            key=key,
            kind=kind,
            text=part.at("text").text(),
            version=version,
            help=part.at("help").text(),
            why=part.at("why").text(),
            evidence=part.at("evidence").text(),
            sources=part.at("sources").texts(),
            options=self._options_of(part, kind),
            minimum=minimum,
            maximum=maximum,
            unit=_unit(part, kind),
            fields=self._fields_of(part),
            most=_most(part, kind),
            optional=part.has("optional") and part.at("optional").flag(),
            ask_when=part.at("ask_when").mapping() if part.has("ask_when") else None,
            shows=tuple(_shown(item) for item in part.at("shows").items()),
            was=_was(part, version),
        )

    def _options_of(self, part: Part, kind: QuestionKind) -> tuple[Option, ...]:
        given = part.at("options")
        rated = CHOSEN | {QuestionKind.RAG}
        if part.has("levels") and kind not in rated:
            raise part.at("levels").fault(f"kind {kind} takes no levels; take them out.")
        if given.value is None:
            if kind in CHOSEN:
                raise part.fault(f"kind {kind} needs options; list them or name a scale.")
            options = FIXED_OPTIONS.get(kind, ())
        elif kind not in rated:
            raise given.fault(f"kind {kind} takes no options; take them out.")
        elif isinstance(given.value, str):
            options = self.scales[given.one_of(self.scales)]
        else:
            options = _options(given)
        for option in options if kind in rated else ():
            _check_value(option, given, kind)
        if not part.has("levels"):
            return options
        levels = part.at("levels").texts()
        if len(levels) != len(options):
            raise part.at("levels").fault(
                f"{len(levels)} levels for {len(options)} options; write one for each."
            )
        return tuple(
            option.model_copy(update={"means": level})
            for option, level in zip(options, levels, strict=True)
        )

    def _fields_of(self, part: Part) -> tuple[EntryField, ...]:
        given = part.at("fields")
        if given.value is None:
            return ()
        if isinstance(given.value, str):
            return self.field_sets[given.one_of(self.field_sets)]
        return self._fields(given)

    def _fields(self, part: Part) -> tuple[EntryField, ...]:
        fields: dict[str, EntryField] = {}
        for item in _filled(part):
            item.check_keys(FIELD + FIELD_OPTIONAL, FIELD)
            key = _key(item.at("key"))
            if key in fields:
                raise item.at("key").fault(f"the field {key} is given twice; keep one of them.")
            kind = QuestionKind(item.at("kind").one_of(FIELD_KINDS))
            minimum, maximum = _bounds(item, kind)
            fields[key] = EntryField(
                key=key,
                kind=kind,
                text=item.at("text").text(),
                help=_words(item, "help"),
                optional=item.has("optional") and item.at("optional").flag(),
                options=self._options_of(item, kind),
                minimum=minimum,
                maximum=maximum,
                unit=_unit(item, kind),
                links_to=item.at("links_to").one_of(LINKS) if item.has("links_to") else None,
            )
        return tuple(fields.values())


def _options(part: Part) -> tuple[Option, ...]:
    options: dict[str, Option] = {}
    for item in _filled(part):
        item.check_keys(OPTION + OPTION_OPTIONAL, OPTION)
        value = item.at("value").value
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise item.at("value").fault("an option’s value is a whole number or a word.")
        if isinstance(value, str) and not VALUE.fullmatch(value):
            raise item.at("value").fault(
                f"{shown(value)} cannot be an option’s value; use letters, digits, - or _, at most "
                "39 of them, and say the rest in its label."
            )
        # Capitals make no difference to those who answer.
        if str(value).casefold() in options:
            raise item.at("value").fault(f"the value {value} is given twice; keep one of them.")
        options[str(value).casefold()] = Option(
            value=value, label=item.at("label").text(), means=_words(item, "means")
        )
    return tuple(options.values())


def _check_value(option: Option, part: Part, kind: QuestionKind) -> None:
    if kind is QuestionKind.SCALE and not isinstance(option.value, int):
        raise part.fault(f"a scale’s values are whole numbers, not “{option.value}”; number them.")
    if isinstance(option.value, int) and abs(option.value) > FURTHEST:
        raise part.fault(f"a scale does not reach to {option.value}; number its steps from 0 or 1.")
    if kind in SEVERAL | {QuestionKind.CHOICE} and not isinstance(option.value, str):
        raise part.fault(f"a choice’s values are words, not {option.value}; use kind scale.")
    known = [str(tier.value) for tier in RAG_OPTIONS]
    if kind is QuestionKind.RAG and option.value not in known:
        raise part.fault(
            f"a rating cannot be “{option.value}”; {did_you_mean(str(option.value), known)}"
        )


def _bounds(part: Part, kind: QuestionKind) -> tuple[int | None, int | None]:
    low, high = _least(part, "minimum"), _least(part, "maximum")
    if kind not in AMOUNTS and (low, high) != (None, None):
        raise part.fault(f"kind {kind} takes no minimum or maximum; a number or money does.")
    if low is not None and high is not None and low > high:
        raise part.at("minimum").fault(f"the minimum {low} is above the maximum {high}; swap them.")
    return low, high


def _unit(part: Part, kind: QuestionKind) -> str:
    if part.has("unit") and kind is not QuestionKind.NUMBER:
        raise part.at("unit").fault(f"kind {kind} takes no unit; only kind number does.")
    return _words(part, "unit")


def _most(part: Part, kind: QuestionKind) -> int | None:
    if part.has("most") and kind not in SEVERAL | {QuestionKind.ENTRIES}:
        raise part.at("most").fault(f"kind {kind} takes one value; take “most” out.")
    return _least(part, "most", 1)


def _shown(part: Part) -> Shown:
    part.check_keys(SHOWN + SHOWN_OPTIONAL, SHOWN)
    return Shown(
        text=part.at("text").text(),
        when=part.at("when").mapping() if part.has("when") else None,
    )


def _was(part: Part, version: int) -> tuple[Wording, ...]:
    """Every earlier wording, so that an answer of any year can be read beside its question."""
    found: list[Wording] = []
    for item in part.at("was").items() if part.has("was") else []:
        item.check_keys(WAS + WAS_OPTIONAL, WAS)
        comparable = item.at("comparable").flag()
        because = _words(item, "because")
        if not comparable and not because:
            raise item.fault("an answer to this cannot be compared; say why under “because”.")
        found.append(
            Wording(
                version=_least(item, "version", 1) or 1,
                text=item.at("text").text(),
                comparable=comparable,
                because=because,
            )
        )
    if [wording.version for wording in found] != list(range(1, version)):
        raise part.fault(
            f"the question is at version {version}; list each version before it under “was”, "
            "from 1 on."
        )
    return tuple(found)


def _filled(part: Part) -> list[Part]:
    items = part.items()
    if not items:
        raise part.fault(f"{part.what} is empty; list at least one.")
    return items


def _key(part: Part) -> str:
    key = part.text()
    if not KEY.fullmatch(key):
        raise part.fault(
            f"“{key[:40]}” cannot be a key; use a letter, then letters, digits, - or _."
        )
    return key


def _words(part: Part, key: str) -> str:
    return part.at(key).text() if part.has(key) else ""


def _least(part: Part, key: str, least: int | None = None) -> int | None:
    """A whole number, if given, of ``least`` or more."""
    if not part.has(key):
        return None
    number = part.at(key).whole_number()
    if abs(number) > LARGEST_NUMBER:
        raise part.at(key).fault(f"“{key}” is larger than can be compared; give a smaller number.")
    if least is not None and number < least:
        raise part.at(key).fault(f"“{key}” is {least} or more, not {number}.")
    return number
