"""A questionnaire arranged as a workshop sheet: numbers, hints, boxes, columns and their widths."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assure.conditions.language import Condition
from assure.model.questionnaire import (
    EntryField,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Section,
)
from assure.report.workshop import (
    FIELDS_ACROSS,
    Block,
    Box,
    Column,
    Form,
    Key,
    Part,
    References,
    Sheet,
    Table,
)
from assure.report.workshop_when import only_if
from assure.words.text import plural

MOST_RINGED = 11  # numbers in a row to ring one of
ROWS, MOST_ROWS = 6, 8  # of a table: where no limit is said, and where a higher one is
ROWS_ACROSS, ROWS_DENSE = 5, 4
FIELDS_DENSE = 7  # with more, words get less room
MOST_REFERENCES = 150


@dataclass(frozen=True)
class Given:
    """What is known before the workshop; all by question key, and empty without a plan."""

    plan: str = ""  # its title
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # sentences
    conditions: Mapping[str, Condition] = field(default_factory=dict)  # to be judged in the room
    left_out: frozenset[str] = frozenset()  # what the plan makes needless
    rule_names: Mapping[str, str] = field(default_factory=dict)  # by code
    refs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # title by ref, by noun


def arrange(questionnaire: Questionnaire, given: Given | None = None) -> Sheet:
    """``questionnaire`` as a sheet, less what ``given`` leaves out."""
    given = given or Given()
    asked = [q for q in questionnaire.questions() if q.key not in given.left_out]
    numbers = {question.key: number for number, question in enumerate(asked, start=1)}
    writer = _Writer(questionnaire, numbers, given)
    kept = [s for s in questionnaire.sections if any(q.key in numbers for q in s.questions)]
    count = len(questionnaire.questions()) - len(asked)
    return Sheet(
        key=questionnaire.key,
        title=questionnaire.title,
        version=questionnaire.version,
        purpose=questionnaire.purpose,
        when_to_use=questionnaire.when_to_use,
        minutes=questionnaire.minutes,
        who=questionnaire.who,
        origin=questionnaire.origin,
        parts=tuple(writer.part(place, section) for place, section in enumerate(kept, start=1)),
        questions=len(asked),
        plan=given.plan,
        left_out=f"{plural(count, 'question')} that this plan does not raise "
        f"{'is' if count == 1 else 'are'} left out."
        if count
        else "",
        references=tuple(_references(asked, given)),
    )


def _references(asked: Sequence[Question], given: Given) -> Iterator[References]:
    """What the plan has of each noun that a field of ``asked`` links to."""
    nouns = (part.links_to for question in asked for part in question.fields if part.links_to)
    for noun in dict.fromkeys(nouns):
        known = given.refs.get(noun, {})
        if known:
            rows = tuple(known.items())[:MOST_REFERENCES]
            yield References(f"{noun}s", rows, len(known))


class _Writer:
    """Makes the blocks of one sheet; what an option means is told once."""

    def __init__(
        self, questionnaire: Questionnaire, numbers: Mapping[str, int], given: Given
    ) -> None:
        self.questionnaire, self.numbers, self.given = questionnaire, numbers, given
        self._explained: dict[tuple[Option, ...], int] = {}

    def part(self, number: int, section: Section) -> Part:
        blocks = [self.block(q) for q in section.questions if q.key in self.numbers]
        runs = groupby(blocks, key=lambda block: block.across)
        return Part(
            number,
            section.title,
            section.about,
            tuple((across, tuple(run)) for across, run in runs),
        )

    def block(self, question: Question) -> Block:
        number = self.numbers[question.key]
        condition = self.given.conditions.get(question.key)
        numbers = _ringed(question)
        return Block(
            number=number,
            key=question.key,
            text=question.text,
            hint=" ".join(_hints(question, ringed=bool(numbers))),
            form="ring" if numbers else _FORMS.get(question.kind, "boxes"),
            help=question.help,
            why=question.why,
            evidence=question.evidence,
            unit=question.unit,
            applies=only_if(condition, self.questionnaire, self.numbers, self.given.rule_names)
            if condition is not None
            else "",
            told=self.given.told.get(question.key, ()),
            boxes=tuple(_boxes(question)),
            numbers=numbers,
            table=self._table(question, number) if question.fields else None,
        )

    def _table(self, question: Question, number: int) -> Table:
        count = len(question.fields)
        dense = count > FIELDS_DENSE
        words = 2.7 if dense else 4.0
        weights = [_weight(part, place, words) for place, part in enumerate(question.fields)]
        across = ROWS_DENSE if dense else ROWS_ACROSS
        rows = min(question.most or ROWS, across if count > FIELDS_ACROSS else MOST_ROWS)
        return Table(
            columns=tuple(
                Column(
                    part.text,
                    _column_hint(part),
                    round(100 * weight / sum(weights), 2),
                    tuple(o.label for o in part.options)
                    if part.kind is QuestionKind.YES_NO
                    else (),
                )
                for part, weight in zip(question.fields, weights, strict=True)
            ),
            keys=tuple(self._keys(question, number)),
            rows=rows,
            more=question.most is None or question.most > rows,
        )

    def _keys(self, question: Question, number: int) -> Iterator[Key]:
        for part in question.fields:
            if not part.options or part.kind is QuestionKind.YES_NO:
                continue
            before = self._explained.setdefault(part.options, number)
            told = before != number
            signs = _signs(part)
            yield Key(
                part.text,
                tuple(
                    (sign, option.label, "" if told else option.means)
                    for sign, option in zip(signs, part.options, strict=True)
                ),
                before if told and any(option.means for option in part.options) else 0,
            )


_FORMS: dict[QuestionKind, Form] = {
    QuestionKind.RANKING: "rank",
    QuestionKind.NUMBER: "line",
    QuestionKind.MONEY: "money",
    QuestionKind.DATE: "day",
    QuestionKind.TEXT: "lines",
    QuestionKind.ENTRIES: "table",
}


def _ringed(question: Question) -> tuple[int, ...]:
    """The numbers to ring one of, for a question that takes one of a few."""
    low, high = question.minimum, question.maximum
    if question.kind is not QuestionKind.NUMBER or question.unit or low is None or high is None:
        return ()
    return tuple(range(low, high + 1)) if high - low < MOST_RINGED else ()


def _boxes(question: Question) -> Iterator[Box]:
    for option in question.options:
        rag = str(option.value).replace("_", "-") if question.kind is QuestionKind.RAG else ""
        yield Box(_label(option), option.means, rag)
    if question.kind is QuestionKind.CHOICES:
        yield Box("None of these")


def _label(option: Option) -> str:
    """``2 Largely in place``, ``−3 Strongly against``; a value that is a word stays behind."""
    if isinstance(option.value, str):
        return option.label
    return f"{_number(option.value)} {option.label}".rstrip()


def _number(value: int) -> str:
    return str(value).replace("-", "\N{MINUS SIGN}")


def _hints(question: Question, *, ringed: bool) -> Iterator[str]:
    match question.kind:
        case QuestionKind.CHOICES:
            yield f"Tick up to {question.most}." if question.most else "Tick all that are so."
        case QuestionKind.RANKING:
            first = f"the {question.most} that come first" if question.most else "all of them"
            yield f"Number {first}: 1 for the first, 2 for the next."
        case QuestionKind.NUMBER | QuestionKind.MONEY:
            bounds = _bounds(question)
            if ringed:
                yield "Ring one."
            elif bounds:
                yield f"A number{bounds}."
        case QuestionKind.ENTRIES:
            yield "One row for each."
            if question.most is not None:
                yield f"No more than {question.most}."
    if question.optional:
        yield "This may be left empty."


def _bounds(asked: Question | EntryField) -> str:
    low, high = asked.minimum, asked.maximum
    if low is not None and high is not None:
        return f" from {low:,} to {high:,}"
    if high is not None:
        return f" of {high:,} or less"
    return f" of {low:,} or more" if low else ""  # that none is below nought goes without saying


def _signs(part: EntryField) -> tuple[str, ...]:
    """What to write for each option: its number, the initials of a tier, or else a letter."""
    if part.kind is QuestionKind.RAG:
        return tuple(
            "".join(word[0] for word in option.label.split("-")) for option in part.options
        )
    if all(isinstance(option.value, int) for option in part.options):
        return tuple(_number(int(option.value)) for option in part.options)
    if len(part.options) <= len(string.ascii_lowercase):
        return tuple(string.ascii_lowercase[: len(part.options)])
    return tuple(str(place) for place in range(1, len(part.options) + 1))


def _column_hint(part: EntryField) -> str:
    hints = []
    match part.kind:
        case QuestionKind.YES_NO:
            pass  # its boxes tell
        case QuestionKind.DATE:
            hints.append("a day")
        case QuestionKind.MONEY:
            hints.append("£")
        case QuestionKind.NUMBER:
            hints.append(f"{part.unit or 'a number'}{_bounds(part)}")
        case QuestionKind.TEXT:
            if part.links_to:
                hints.append("its reference")
        case _:
            signs = _signs(part)
            hints.append(f"{signs[0]} to {signs[-1]}" if signs else "")
    if part.optional:
        hints.append("may be empty")
    return ", ".join(filter(None, hints))


def _weight(part: EntryField, place: int, words: float) -> float:
    """How wide a column is beside others; its heading is a question, so that none is narrow."""
    wide = part.kind is QuestionKind.TEXT and not (part.links_to and place)
    return (words if wide else 2.2) + (1.0 if not place else 0.0)
