"""Answers written in a file, YAML or JSON → answers.

.. code-block:: yaml

    questionnaire: progress-assurance
    answered_by: Locality manager
    given_on: 2026-10-28
    answers:
      A1: {value: 3, evidence: "Terms of reference, June 2026", evidence_date: 2026-06-12}
      A2: 2
      D3: {dont_know: "Finance has not yet reported"}
      C4: {not_applicable: "There are no contractors"}
      H4: [{barrier: "No analyst since May"}]
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from assure.conditions.documents import Path, read
from assure.conditions.json_documents import read_json
from assure.conditions.nearest import did_you_mean
from assure.interview.checking import UnfitAnswerError, clean, reason_of, value_of
from assure.model.answers import Answer, AnswerState
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import Question, Questionnaire
from assure.words.days import read_day

TOP = ("questionnaire", "answered_by", "given_on", "moderated", "answers")
REASONS = {
    "dont_know": AnswerState.DONT_KNOW,
    "not_applicable": AnswerState.NOT_APPLICABLE,
}
PARTS = ("value", "evidence", "evidence_date", *REASONS)


class AnswersFile:
    """A file of answers, read but not yet held against its questionnaire.

    ``json`` says that the text is meant to be JSON. Raises QuestionnaireError:
    ``file:line:column: what is wrong; what to do``.
    """

    def __init__(self, origin: str, content: str, *, json: bool = False) -> None:
        reading = read_json if json else read
        self._document = reading(content, origin, QuestionnaireError)
        data = self._document.data
        if not isinstance(data, dict) or "answers" not in data:
            raise self._document.fault(
                (), "this is no answers file; it needs “questionnaire” and “answers”."
            )
        for key in data:
            if key not in TOP:
                raise self._fault((key,), f"“{key}” is not known; {did_you_mean(key, TOP)}")
        if not isinstance(data.get("questionnaire"), str):
            raise self._fault((), "“questionnaire” is missing; name the one these answers are to.")
        self._data: dict[str, Any] = data

    @property
    def questionnaire(self) -> str:
        """The key of the questionnaire that was answered."""
        return str(self._data["questionnaire"])

    def answers(
        self,
        questionnaire: Questionnaire,
        *,
        given_at: dt.datetime | None = None,
        respondent: str = "",
    ) -> tuple[Answer, ...]:
        """The answers, in the order of the file.

        ``given_at`` and ``respondent`` hold where the file says neither. A file for another
        questionnaire is refused. Raises QuestionnaireError.
        """
        if self.questionnaire != questionnaire.key:
            raise self._fault(
                ("questionnaire",),
                f"these are answers to {self.questionnaire}, not to {questionnaire.key}; "
                f"give the file for {questionnaire.key}, or use `assure ask {self.questionnaire}`.",
            )
        answers = {} if self._data["answers"] is None else self._data["answers"]
        if not isinstance(answers, dict):
            raise self._fault(("answers",), "“answers” is a mapping; write each as “A1: 2”.")
        by = self._data.get("answered_by")
        if by is not None and not isinstance(by, str):
            raise self._fault(("answered_by",), "“answered_by” is a role in words; quote it.")
        moderated = self._data.get("moderated", False)
        if not isinstance(moderated, bool):
            raise self._fault(
                ("moderated",), "“moderated” is true for answers that several agreed on, or false."
            )
        common = {
            "moderated": moderated,
            "questionnaire": questionnaire.key,
            "respondent": clean(by or "") or respondent,
            "given_at": self._given_on() or given_at,
        }
        found = []
        for key, given in answers.items():
            question = questionnaire.question(key)
            if question is None:
                known = [question.key for question in questionnaire.questions()]
                raise self._fault(
                    ("answers", key),
                    f"{questionnaire.key} has no question {key}; {did_you_mean(key, known)}",
                )
            found.append(self._answer(question, given, common))
        return tuple(found)

    def _answer(self, question: Question, given: Any, common: dict[str, Any]) -> Answer:
        path: Path = ("answers", question.key)
        if given is None:
            raise self._fault(
                path, f"{question.key} is empty; write an answer behind it, or take the line out."
            )
        parts = given if isinstance(given, dict) else {"value": given}
        for part in parts:
            if part not in PARTS:
                raise self._fault(
                    (*path, part), f"“{part}” is not known; {did_you_mean(part, PARTS)}"
                )
        said = [part for part in ("value", *REASONS) if part in parts]
        if len(said) != 1:
            raise self._fault(
                path, f"{question.key} needs one of value, dont_know and not_applicable; give one."
            )
        fields = {**common, "question": question.key, "version": question.version}
        try:
            if said[0] == "value":
                fields["value"] = value_of(question, parts["value"])
            else:
                fields["state"] = REASONS[said[0]]
                fields["reason"] = reason_of(parts[said[0]])
        except UnfitAnswerError as error:
            raise self._fault((*path, said[0]), f"{question.key}: {error}") from None
        evidence = parts.get("evidence")
        if isinstance(evidence, list | dict):
            raise self._fault((*path, "evidence"), f"{question.key}: evidence is text; quote it.")
        fields["evidence"] = "" if evidence is None else clean(str(evidence))
        fields["evidence_date"] = self._day((*path, "evidence_date"), parts.get("evidence_date"))
        return Answer(**fields)

    def _given_on(self) -> dt.datetime | None:
        day = self._day(("given_on",), self._data.get("given_on"))
        return dt.datetime.combine(day, dt.time(), dt.UTC) if day else None

    def _day(self, path: Path, given: Any) -> dt.date | None:
        if given is None or isinstance(given, dt.date):
            return given
        day = read_day(str(given)[:40])
        if day is None:
            raise self._fault(path, f"“{str(given)[:40]}” is not a day; write it as 2026-10-31.")
        return day

    def _fault(self, path: Path, message: str) -> QuestionnaireError:
        error = self._document.fault(path, message)
        assert isinstance(error, QuestionnaireError)  # noqa: S101 - `read` was told this kind
        return error
