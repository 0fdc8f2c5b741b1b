"""A review: an immutable snapshot of everything that a judgement rests on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from pydantic import Field, field_validator

from assure.model.answers import Answer
from assure.model.base import FIRST_DAY, LAST_DAY, Noun
from assure.model.plan import Plan
from assure.model.promise import Promise
from assure.model.questionnaire import Questionnaire
from assure.model.respondents import Heard, heard


class ReviewKind(StrEnum):
    MID_YEAR = "mid-year"
    ANNUAL = "annual"
    CHALLENGE = "challenge"
    CHECK = "check"  # a plan on its own, by `assure check`


class RulebookIdentity(Noun):
    """Which rules judged: version for people, digest (sha256) for machines."""

    version: str
    digest: str


class SetAside(Noun):
    """A finding that somebody has looked at and put aside: why, in which role, and until when."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{12}$")  # of the finding
    code: str
    ref: str
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)  # a role, never a person
    at: dt.date  # when it was put aside
    until: dt.date  # the last day in force; from the next the finding counts again

    @property
    def label(self) -> str:
        """``OWN-01:1.4``: how people call the finding."""
        return f"{self.code}:{self.ref}"

    def in_force(self, as_of: dt.date) -> bool:
        return as_of <= self.until


class RuleText(Noun):
    """One text of the rulebook: where it stood, as ``folder/file``, and what it says."""

    origin: str
    content: str
    own: bool = False  # brought by the locality, not shipped


class Review(Noun):
    """Plan, answers and settings on one day.

    The same review with the same rulebook gives the same assessment.
    """

    key: str
    name: str
    kind: ReviewKind
    as_of: dt.date = Field(ge=FIRST_DAY, le=LAST_DAY)
    plan: Plan
    answers: tuple[Answer, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()  # as asked, so that answers can be read for ever
    thresholds: dict[str, Decimal] = Field(default_factory=dict)  # a locality's own values
    off: tuple[str, ...] = ()  # codes of rules that the locality has switched off
    severity: dict[str, str] = Field(default_factory=dict)  # its own severities, by code
    rules: tuple[RuleText, ...] = ()  # the rulebook itself, so that anyone can judge again
    set_asides: tuple[SetAside, ...] = ()  # of two for one finding the later counts
    promises: tuple[Promise, ...] = ()  # of the plan, as known then, with what was told of each
    rulebook: RulebookIdentity | None = None  # set when frozen
    board_date: dt.date | None = None
    previous: str | None = None  # key of the review before

    @field_validator("questionnaires")
    @classmethod
    def _of_no_file(cls, asked: tuple[Questionnaire, ...]) -> tuple[Questionnaire, ...]:
        """Where a questionnaire was read is no part of what was asked, and is not written with it:
        kept, it would make a review differ from itself written and read again."""
        return tuple(one.model_copy(update={"file": ""}) if one.file else one for one in asked)

    def answers_to(self, questionnaire: str) -> dict[str, Answer]:
        """The answer to each question that counts, by question key.

        It is the moderated one, or else the only respondent's, or else that of several together.
        """
        asked = self.questionnaire(questionnaire)
        return {
            key: one.counts(asked.question(key) if asked else None)
            for key, one in self.heard(questionnaire).items()
        }

    def heard(self, questionnaire: str) -> dict[str, Heard]:
        """What every respondent said to each question, by question key."""
        return heard(self.answers, questionnaire)

    def questionnaire(self, key: str) -> Questionnaire | None:
        return next((q for q in self.questionnaires if q.key == key), None)
