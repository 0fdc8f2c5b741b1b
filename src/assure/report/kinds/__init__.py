"""The kinds of report: what each is for, and what its pages are made from.

A kind is a module here that defines ``KIND``, and a template of its name. It takes everything from
its ``Material``: a figure that is not there is computed nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from assure.model.assessment import Assessment
from assure.model.challenge import ChallengeQuestion
from assure.model.comparison import Comparison
from assure.model.facts import Fact
from assure.model.over_time import OverTime
from assure.model.review import Review
from assure.report.formats import within_sentence
from assure.report.render import Edition

# In the order in which they are listed: the main one, those for meetings, those for one method.
NAMES = (
    "assurance",
    "board-paper",
    "strategic",
    "exception",
    "operational",
    "cabinet-progress",
    "challenge-pack",
    "comparison",
    "turning-the-curve",
    "action-plan",
    "contract-register",
    "highlight",
    "project-exception",
    "end-stage",
    "problem-report",
    "swot-pestelo",
)
DEFAULT = "assurance"


@dataclass(frozen=True)
class Material:
    """What a report is made from, already of its edition.

    ``comparison`` is that with the review before, where there is one and the kind wants it.
    ``questions`` are those that a challenge session would begin with, of kinds that ask.
    ``facts`` are what was judged, where whoever judged has kept them; no page shows them.
    ``course`` is how the ratings came to be what they are, of kinds that tell it, where earlier
    reviews are known.
    """

    review: Review
    assessment: Assessment
    edition: Edition = "board"
    comparison: Comparison | None = None
    questions: tuple[ChallengeQuestion, ...] = ()
    facts: tuple[Fact, ...] | None = None
    course: OverTime | None = None


def _always(_: Material) -> str:
    return ""


def _nothing(_: Material) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """``about`` says in a line who reads it and what for. ``lacks`` gives a sentence when the
    review has nothing to make this kind of, "" when it has. ``context`` is what the template needs
    beside ``a`` (the assessment), ``m`` (its measures), ``review``, ``edition`` and ``medium``.
    ``word`` makes the same as a Word document, for kinds that people must edit.
    """

    key: str
    title: str
    about: str
    context: Callable[[Material], Mapping[str, Any]] = _nothing
    lacks: Callable[[Material], str] = _always
    word: Callable[[Material], bytes] | None = None
    compares: bool = False  # wants the review before
    course: bool = False  # wants every review before
    asks: int = 0  # how many questions of a challenge session it wants
    styles: tuple[str, ...] = ()  # style sheets of its own, from ``style/``
    files: Mapping[str, str] | None = None  # its file names by edition; else from its key

    def __reduce__(self) -> tuple[Callable[[str], Kind], tuple[str]]:
        """Another process knows it by its key: its functions need no name there."""
        return kind_named, (self.key,)

    @property
    def name(self) -> str:
        """Its title as it stands in a sentence."""
        return within_sentence(self.title)

    @property
    def template(self) -> str:
        return f"{self.key.replace('-', '_')}.html.j2"

    def file(self, edition: Edition) -> str:
        """The name of its file, without ending."""
        if self.files:
            return self.files[edition]
        return self.key if edition == "board" else f"{self.key}-{edition}"


def kind_named(key: str) -> Kind:
    """Raises KeyError for a name that is none of ``NAMES``."""
    if key not in NAMES:
        raise KeyError(key)
    kind: Kind = import_module(f"assure.report.kinds.{key.replace('-', '_')}").KIND
    return kind


def all_kinds() -> tuple[Kind, ...]:
    return tuple(kind_named(name) for name in NAMES)
