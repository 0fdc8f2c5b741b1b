"""What can be said of a questionnaire beyond that it can be read.

A fault has to be mended before anybody is asked; a note is worth a look. Only what is certain is
claimed: a question is said to be never asked when no answers and no plan at all bring it up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from assure.conditions.documents import Data, Document, Path, read
from assure.conditions.language import All, Condition, fields_of, parse
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part
from assure.facts.questions import field_of
from assure.interview.asking import asked_when
from assure.interview.parse import Codes, parse_questionnaire
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import (
    EntryField,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
)
from assure.rules.certainty import always_holds, never_holds
from assure.rules.checks.base import Grade, Remark
from assure.rules.checks.pages import WRITE

# Minutes that one question takes, at the least and at the most: our judgement, and wide.
QUICKEST, SLOWEST = 1 / 3, 8
QUICKEST_LIST, SLOWEST_LIST = 1, 20
_ENDINGS = ("?", "?”", "?’", '?"', "?'", "?)")


class Linter:
    """A questionnaire with the places in its file. ``sources`` are the keys that may be cited.

    Raises QuestionnaireError for one that cannot be read.
    """

    def __init__(
        self, origin: str, content: str, sources: Collection[str], codes: Codes | None = None
    ) -> None:
        self.questionnaire: Questionnaire = parse_questionnaire(origin, content, codes)
        self.document: Document = read(content, origin, QuestionnaireError)
        self.paths: dict[str, Path] = {
            question.key: ("sections", number, "questions", place)
            for number, section in enumerate(self.questionnaire.sections)
            for place, question in enumerate(section.questions)
        }
        self.sources = sources

    def remarks(self) -> tuple[Remark, ...]:
        """Every remark, faults first, then in the order of the file."""
        return self.sorted(
            remark
            for check in (
                _unwritten,
                _unknown_sources,
                _never_asked,
                _no_descriptors,
                _not_a_question,
                _asked_twice,
                _options_alike,
                _minutes,
                _unused,
            )
            for remark in check(self)
        )

    def sorted(self, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
        def order(remark: Remark) -> tuple[bool, list[int]]:
            place = remark.place.removeprefix(self.document.origin).strip(":")
            return remark.grade is Grade.NOTE, [int(n) for n in place.split(":") if n]

        return tuple(sorted(remarks, key=order))

    def fault(self, check: str, path: Path, sentence: str) -> Remark:
        return Remark(check, Grade.FAULT, self.document.place(path), sentence)

    def note(self, check: str, path: Path, sentence: str) -> Remark:
        return Remark(check, Grade.NOTE, self.document.place(path), sentence)

    def at(self, question: Question, *path: str | int) -> Path:
        """Where ``question`` stands in the file, or a part of it."""
        return (*self.paths[question.key], *path)


def _unwritten(linter: Linter) -> Iterator[Remark]:
    """Texts that the scaffold left to be written."""

    def unwritten(value: object, path: Path) -> Iterator[Remark]:
        if isinstance(value, str) and WRITE in value:
            what = path[-1] if isinstance(path[-1], str) else "item"
            yield linter.fault("words", path, f"“{what}” is yet to be written; write it.")
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from unwritten(inner, (*path, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                yield from unwritten(inner, (*path, number))

    yield from unwritten(linter.document.data, ())


def _unknown_sources(linter: Linter) -> Iterator[Remark]:
    cited: list[tuple[Path, tuple[str, ...]]] = [((), linter.questionnaire.sources)]
    cited += [(linter.at(q), q.sources) for q in linter.questionnaire.questions()]
    for path, keys in cited:
        for number, key in enumerate(keys):
            if key not in linter.sources:
                yield linter.fault(
                    "sources",
                    (*path, "sources", number),
                    f"there is no source “{key}”; {did_you_mean(key, linter.sources)}",
                )


def _never_asked(linter: Linter) -> Iterator[Remark]:
    for question in linter.questionnaire.questions():
        when = asked_when(question, linter.questionnaire)
        if when is None:
            continue
        path = linter.at(question, "ask_when")
        if never_holds(All((when, *_possible(when, linter.questionnaire))), {}):
            yield linter.fault(
                "asked",
                path,
                f"{question.key} is never asked: no answers before it and no plan meet "
                "“ask_when”; mend it.",
            )
        elif always_holds(when, {}):
            yield linter.note(
                "asked", path, f"{question.key} is always asked; “ask_when” can be left out."
            )


def _possible(when: Condition, questionnaire: Questionnaire) -> Iterator[Condition]:
    """What holds of any answers at all to the questions that ``when`` looks at."""
    for name in fields_of(when):
        question = questionnaire.question(name)
        bounds = _bounds(question) if question is not None else {}
        if question is not None and bounds:
            wanted: Data = {"any": [{name: {"present": False}}, {name: bounds}]}
            document = Document(questionnaire.key, wanted, QuestionnaireError)
            yield parse(Part.whole(document), {name: field_of(question)})


def _bounds(question: Question) -> dict[str, Data]:
    """Between which numbers its field is, as a condition says it."""
    low, high = question.minimum, question.maximum
    if question.kind is QuestionKind.SCALE:
        numbers = [option.value for option in question.options if isinstance(option.value, int)]
        low, high = min(numbers), max(numbers)
    elif question.kind in (QuestionKind.CHOICES, QuestionKind.ENTRIES):
        low, high = 0, question.most or (len(question.options) or None)
    bounds: dict[str, Data] = {}
    if low is not None:
        bounds["gte"] = low
    if high is not None:
        bounds["lte"] = high
    return bounds


def _no_descriptors(linter: Linter) -> Iterator[Remark]:
    seen: set[tuple[Option, ...]] = set()  # fields of several lists may share one scale
    for question in linter.questionnaire.questions():
        holders: list[Question | EntryField] = [question, *question.fields]
        for holder in holders:
            bare = [str(option.value) for option in holder.options if not option.means]
            if holder.kind is not QuestionKind.SCALE or not bare or holder.options in seen:
                continue
            seen.add(holder.options)
            what = "no level" if len(bare) == len(holder.options) else f"not {', '.join(bare)}"
            name = holder.key if holder is question else f"“{holder.key}” of {question.key}"
            yield linter.fault(
                "descriptors",
                linter.at(question, "options" if holder is question else "fields"),
                f"{name} describes {what}; say when to choose each, under “levels” or "
                "“means”, or two people will mean different things by one number.",
            )


def _not_a_question(linter: Linter) -> Iterator[Remark]:
    for question in linter.questionnaire.questions():
        if not question.text.endswith(_ENDINGS) and WRITE not in question.text:
            yield linter.fault(
                "question",
                linter.at(question, "text"),
                f"{question.key} is no question; end it with a question mark.",
            )


def _asked_twice(linter: Linter) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for question in linter.questionnaire.questions():
        words = words_of(question.text)
        if WRITE in question.text:
            continue
        if words in first:
            yield linter.note(
                "wording",
                linter.at(question, "text"),
                f"{question.key} asks what {first[words]} asks, in the same words; keep one, or "
                "say of each what it is about.",
            )
        first.setdefault(words, question.key)


def _options_alike(linter: Linter) -> Iterator[Remark]:
    for question in linter.questionnaire.questions():
        for what, texts in (
            ("labels", [option.label for option in question.options]),
            ("levels", [option.means for option in question.options if option.means]),
        ):
            words = [words_of(text) for text in texts]
            twice = next((t for t, w in zip(texts, words, strict=True) if words.count(w) > 1), None)
            if twice is not None and WRITE not in twice:
                yield linter.fault(
                    "wording",
                    linter.at(question, "options"),
                    f"{question.key} has the {what} “{short(twice)}” twice; tell them apart.",
                )


def _minutes(linter: Linter) -> Iterator[Remark]:
    questions = linter.questionnaire.questions()
    lists = sum(question.kind is QuestionKind.ENTRIES for question in questions)
    others = len(questions) - lists
    low = -(-(others * QUICKEST + lists * QUICKEST_LIST) // 1)
    high = others * SLOWEST + lists * SLOWEST_LIST
    if not low <= linter.questionnaire.minutes <= high:
        yield linter.note(
            "minutes",
            ("minutes",),
            f"{linter.questionnaire.minutes} minutes for {len(questions)} questions; "
            f"from {low:.0f} to {high} would be likely, so try it with somebody.",
        )


def _unused(linter: Linter) -> Iterator[Remark]:
    """Named scales and sets of fields that no question uses."""
    data = linter.document.data
    used = set(_named(data))
    for shelf, key in (("scales", "options"), ("field_sets", "fields")):
        named = data.get(shelf) if isinstance(data, dict) else None
        for name in named if isinstance(named, dict) else ():
            if (key, name) not in used:
                yield linter.note("used", (shelf, name), f"nothing uses “{name}”; delete it.")


def _named(data: object) -> Iterator[tuple[str, str]]:
    """Every ``options: name`` and ``fields: name``, however deep."""
    if isinstance(data, list):
        for item in data:
            yield from _named(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                yield key, value
            else:
                yield from _named(value)


def words_of(text: str) -> str:
    """``text`` for comparing: capitals, spaces and line breaks make no difference."""
    return " ".join(text.casefold().split())


def short(text: str) -> str:
    """``text`` on one line, to be quoted in a remark."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
