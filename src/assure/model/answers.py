"""What was answered. Answers are only ever added: the latest one of a respondent counts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from assure.model.base import Noun

Scalar = str | int | float | bool | None
Entry = dict[str, Scalar]
Value = str | int | float | bool | None | tuple[Entry, ...] | tuple[str, ...]


class AnswerState(StrEnum):
    ANSWERED = "answered"
    DONT_KNOW = "dont_know"  # needs a reason; counts as a gap, never dropped
    NOT_APPLICABLE = "not_applicable"  # needs a reason


class Answer(Noun):
    """One answer. ``value`` is an option's value, a number, pounds as "1250.00", an ISO date,
    text, several options' values (chosen or ranked), or entries."""

    questionnaire: str
    question: str
    version: int = 1  # of the question's wording
    state: AnswerState = AnswerState.ANSWERED
    value: Value = None
    reason: str = ""
    evidence: str = ""
    evidence_date: dt.date | None = None
    respondent: str = ""  # a role: "Locality manager"
    given_at: dt.datetime | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        if not isinstance(self.value, tuple):
            return ()
        return tuple(entry for entry in self.value if isinstance(entry, dict))

    @property
    def several(self) -> tuple[str, ...]:
        """The options chosen, or ranked from the first."""
        if not isinstance(self.value, tuple):
            return ()
        return tuple(value for value in self.value if isinstance(value, str))
