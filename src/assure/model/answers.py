"""What was answered. Answers are only ever added: of each respondent's the latest stands.

``assure.model.respondents`` says which one counts when several people answered.
"""

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
    respondent: str = ""  # a role, with its organisation if need be: "Police lead, Anyshire Police"
    moderated: bool = False  # agreed among the respondents, and kept beside what each of them said
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
