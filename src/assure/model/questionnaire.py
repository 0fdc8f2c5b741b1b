"""A questionnaire as its author wrote it, checked."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from assure.model.base import Noun

# Things of the loaded plan that a field of an entry may name.
LINKS = ("action", "outcome", "indicator", "risk", "project")


class QuestionKind(StrEnum):
    SCALE = "scale"  # 0..n with a descriptor each
    CHOICE = "choice"
    CHOICES = "choices"  # any number of the options
    YES_NO = "yes_no"
    NUMBER = "number"  # with a unit
    MONEY = "money"  # pounds, to the penny
    DATE = "date"
    TEXT = "text"
    RAG = "rag"  # the four tiers of assure
    RANKING = "ranking"  # the options in order, the first first
    ENTRIES = "entries"  # a repeating group with its own fields


SEVERAL = frozenset({QuestionKind.CHOICES, QuestionKind.RANKING})  # of the options, as one answer


class Option(Noun):
    """One thing that can be chosen. ``value`` is what is stored and never changes."""

    value: int | str
    label: str
    means: str = ""  # the descriptor: when to choose it


class Wording(Noun):
    """How a question was once asked. What it was about has stayed the same.

    ``comparable`` is whether an answer to it can stand beside one to the wording of today;
    ``because`` says why not, for those who compare.
    """

    version: int
    text: str
    comparable: bool
    because: str = ""


class EntryField(Noun):
    """One field of an entry. Kinds are those of questions, less those that take several values."""

    key: str
    kind: QuestionKind
    text: str
    help: str = ""
    optional: bool = False
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""  # of a number: days, people
    links_to: str | None = None  # a ref of the loaded plan, of one of ``LINKS``


class Shown(Noun):
    """What the plan tells about a question: ``{field}`` stands for a figure of it."""

    text: str
    when: dict[str, Any] | None = None  # a condition, as ``ask_when``


class Question(Noun):
    key: str  # stable for ever: A1, strengths
    kind: QuestionKind
    text: str
    version: int = 1  # raised when the wording changes
    help: str = ""
    why: str = ""
    evidence: str = ""  # what evidence is wanted
    sources: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""  # of a number: days, people
    fields: tuple[EntryField, ...] = ()
    most: int | None = None  # entries, or options chosen or ranked: no more than
    optional: bool = False
    ask_when: dict[str, Any] | None = None  # a condition over answers, the plan and findings
    shows: tuple[Shown, ...] = ()  # told above it, where a plan is loaded
    was: tuple[Wording, ...] = ()  # earlier wordings, oldest first


class Section(Noun):
    key: str
    title: str
    about: str = ""
    questions: tuple[Question, ...]


class Questionnaire(Noun):
    key: str  # progress-assurance; the file is questionnaires/<key>.yaml
    title: str
    version: int = 1
    purpose: str
    when_to_use: str
    minutes: int
    who: str
    origin: str  # where the questions come from, in words; a reconstruction says so
    sources: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    file: str = Field(default="", exclude=True)

    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions() if question.key == key), None)

    def section_of(self, key: str) -> Section:
        """The section that holds question ``key``. Raises KeyError when there is none."""
        for section in self.sections:
            if any(question.key == key for question in section.questions):
                return section
        raise KeyError(key)
