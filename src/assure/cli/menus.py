"""What is offered under a question, and answers in few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

from assure.cli.prompt import Choice
from assure.interview.checking import UnfitAnswerError
from assure.interview.sitting import CheckLine
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.questionnaire import EntryField, Question, QuestionKind
from assure.words.days import read_day
from assure.words.text import cut

OFFERED = frozenset(
    {QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.RAG, QuestionKind.YES_NO}
)


class Move(Enum):
    WRITE = auto()
    ADD = auto()
    NONE = auto()
    DONE = auto()
    DONT_KNOW = auto()
    NOT_APPLICABLE = auto()
    SKIP = auto()
    BACK = auto()
    LEAVE = auto()
    MORE = auto()
    EMPTY = auto()


LAST = (
    Choice(Move.DONT_KNOW, "I don’t know", key="d", apart=True),
    Choice(Move.NOT_APPLICABLE, "Not applicable", key="n"),
    Choice(Move.SKIP, "Skip for now", key="s"),
    Choice(Move.BACK, "Go back", key="b"),
    Choice(Move.LEAVE, "Save and leave", key="l"),
)
REASONS = {
    Move.DONT_KNOW: (AnswerState.DONT_KNOW, "What would you need, to know it?"),
    Move.NOT_APPLICABLE: (AnswerState.NOT_APPLICABLE, "Why does it not apply?"),
}
MOST_LISTED = 12  # refs offered as a list; beyond it they are typed
MOST_KEYS = "123456789"


def option_choices(holder: Question | EntryField) -> list[Choice]:
    """The options of a question or field; digits where the values are digits."""
    values = [option.value for option in holder.options]
    digits = all(isinstance(value, int) and 0 <= value <= 9 for value in values)
    if holder.kind is QuestionKind.SCALE and not digits:
        return [
            Choice(
                option.value,
                f"{option.value:+d} {option.label}" if option.value else f" 0 {option.label}",
                option.means,
            )
            for option in holder.options
            if isinstance(option.value, int)
        ]
    keys = [str(value) for value in values] if digits else list(MOST_KEYS)
    return [
        Choice(option.value, option.label, option.means, keys[n] if n < len(keys) else "")
        for n, option in enumerate(holder.options)
    ]


def field_words(field: EntryField, value: object) -> str:
    """The value of a field for people: with the label of its option."""
    if value is None:
        return ""
    for option in field.options:
        if option.value == value:
            return f"{value} {option.label}" if isinstance(value, int) else option.label
    return short(value)


def entry_words(question: Question, entry: Entry) -> list[str]:
    """What the fields of an entry say, those that were filled."""
    return [
        field_words(field, entry[field.key])
        for field in question.fields
        if entry.get(field.key) is not None
    ]


def checked(take: Callable[[str], object]) -> Callable[[str], str | None]:
    """What is wrong with a text, as a sentence, or None."""

    def check(text: str) -> str | None:
        try:
            take(text)
        except UnfitAnswerError as error:
            sentence = str(error)
            return sentence[:1].upper() + sentence[1:]
        return None

    return check


def check_day(text: str) -> str | None:
    if not text.strip() or read_day(text) is not None:
        return None
    return "That is not a day; write it as 31/10/2026, or leave it empty."


def short(value: object, most: int = 60) -> str:
    return cut(str(value), most)


def of_unit(holder: Question | EntryField) -> str:
    return f" of {holder.unit}" if holder.unit else ""


def time_left(minutes: int) -> str:
    return f" · about {minutes} minute{'s' if minutes > 1 else ''} left" if minutes else ""


def count_of(keys: Sequence[str]) -> str:
    return "1 question" if len(keys) == 1 else f"{len(keys)} questions"


def several_choices(question: Question, chosen: tuple[str, ...]) -> list[Choice]:
    """The options, each with its mark or its place, and what may be done next.

    Of several choices a pick takes an option in or out; of a ranking it is the next in order.
    """
    ranking = question.kind is QuestionKind.RANKING
    full = len(chosen) >= min(question.most or len(question.options), len(question.options))
    lines = []
    for number, option in enumerate(question.options):
        value = str(option.value)
        place = chosen.index(value) + 1 if value in chosen else 0
        mark = f"[{place if ranking else 'x'}]" if place else "[ ]"
        if place or not full:
            key = MOST_KEYS[number] if number < len(MOST_KEYS) else ""
            lines.append(Choice(value, f"{mark} {option.label}", option.means, key))
    if not chosen and not ranking:
        lines.append(Choice(Move.NONE, "None of them", key="t", apart=True))
    elif full or not ranking:
        lines.append(Choice(Move.DONE, "That is all", key="t", apart=True))
    return lines


def entry_choices(question: Question, entries: tuple[Entry, ...]) -> list[Choice]:
    """The entries so far, each by its place in the list, and what may be done next."""
    lines = [
        Choice(
            number,
            short(" · ".join(entry_words(question, entry)), 150),
            key=MOST_KEYS[number] if number < len(MOST_KEYS) else "",
        )
        for number, entry in enumerate(entries)
    ]
    if question.most is None or len(entries) < question.most:
        label = "Add another" if entries else "Add the first"
        lines.append(Choice(Move.ADD, label, key="a", apart=bool(entries)))
    if entries:
        lines.append(Choice(Move.DONE, "That is all", key="t"))
    else:
        lines.append(Choice(Move.NONE, "There is none", key="t"))
    return lines


def check_choices(lines: Sequence[CheckLine], missing: Sequence[str]) -> list[Choice]:
    """One line for each question asked, with what was said, and the way out."""
    choices = []
    for line in lines:
        mark = "! " if line.problem or line.key in missing else ""
        asked = named(line.key, line.text)
        said = f"{short(line.said, 200)} {line.problem}".rstrip() or "not answered"
        choices.append(Choice(line.key, f"{mark}{asked}", said, beside=True))
    label = f"Leave {count_of(missing)} for later" if missing else "Finish"
    return [*choices, Choice(Move.DONE, label, apart=True)]


def named(key: str, text: str) -> str:
    """A question with its key, where that is a code: "A1 Is one board answerable?"."""
    return f"{key} {text}" if len(key) <= 3 else text


def wanted(question: Question, chosen: tuple[str, ...]) -> str:
    """What is asked for right above the menu of a question."""
    if question.kind is QuestionKind.CHOICES:
        return "All that apply" if question.most is None else f"Up to {question.most}"
    if question.kind is QuestionKind.RANKING:
        full = len(chosen) >= min(question.most or len(question.options), len(question.options))
        return "In this order" if full else "Which comes next" if chosen else "Which comes first"
    return "Your answer"


def in_full(question: Question, answer: Answer) -> list[str]:
    """An answer with every word of it, to be written down elsewhere."""
    entries = [" · ".join(str(value) for value in entry.values()) for entry in answer.entries]
    said = entries or [answer.reason or str(answer.value)]
    return [named(question.key, question.text), *said, *[answer.evidence] * bool(answer.evidence)]
