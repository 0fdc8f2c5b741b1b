"""A questionnaire on its way out, blank or with the answers so far, and as a form for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assure.interview.asking import asked_when
from assure.interview.checking import Refs
from assure.model.answers import Answer
from assure.model.questionnaire import Questionnaire
from assure.report.workshop_when import only_if
from assure.service.answers import answering_as, open_sitting
from assure.service.database import open_database
from assure.service.reviews import find_review, newest_draft
from assure.shelf.writing import check_ending, check_free, write

WORKBOOK, TABLE, YAML, JSON = ".xlsx", ".csv", ".yaml", ".json"


@dataclass(frozen=True)
class SoFar:
    """What one respondent has answered.

    ``refs`` are those of the plan that it is about, and ``problems`` the answers that should be
    looked at again, by question key.
    """

    respondent: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    refs: Refs = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def answered_so_far(
    asked: Questionnaire,
    database: str | None,
    review: str | None,
    respondent: str | None,
    today: dt.date,
) -> SoFar:
    """What ``respondent``, or else the only one, said in ``review``, or else in the newest draft.

    Raises StoreError when there is no database or several answered.
    """
    with open_database(database, create=False) as store:
        kept = find_review(store, review) if review else newest_draft(store)
        role = answering_as(store, asked, kept, respondent)
        sitting = open_sitting(store, asked, kept, role, today)
    return SoFar(role, sitting.answers, sitting.known.refs, sitting.problems())


def export_answers(
    asked: Questionnaire, so_far: SoFar, path: Path, at: dt.datetime, *, replace: bool = False
) -> None:
    """``path`` by its ending: a workbook, a text table, YAML or JSON, whole or not at all.

    Each is read back by ``answer_files``. Raises AssureError.
    """
    ending = check_ending(path, (WORKBOOK, TABLE, YAML, JSON))
    check_free(path, replace)
    answers, role = so_far.answers, so_far.respondent
    if ending == WORKBOOK:
        from assure.interview.answer_sheet import answer_sheet

        write(path, answer_sheet(asked, answers, at, role, refs=so_far.refs, when=asked_if(asked)))
        return
    from assure.interview import answer_text

    if ending == JSON:
        text = answer_text.as_json(asked, answers, role)
    else:
        as_text = answer_text.as_csv if ending == TABLE else answer_text.as_yaml
        text = as_text(asked, answers, role, when=asked_if(asked))
    write(path, text.encode("utf-8"))


def export_form(
    asked: Questionnaire, path: Path, at: dt.datetime, *, replace: bool = False
) -> dict[str, str]:
    """The blank questionnaire as an XLSForm, whole or not at all.

    Gives the questions that the form asks always though they are not always to be asked, with
    when they are, in words: it has no words for that. Raises AssureError.
    """
    from assure.interview.xlsform import xls_form

    check_ending(path, (WORKBOOK,))
    check_free(path, replace)
    when = asked_if(asked)
    form = xls_form(asked, at, when)
    write(path, form.workbook(at))
    return {key: when[key] for key in form.always_asked}


def asked_if(asked: Questionnaire) -> dict[str, str]:
    """For each question that is not always asked: ``Answer this only if …``."""
    conditions = {question.key: asked_when(question, asked) for question in asked.questions()}
    return {
        key: only_if(condition, asked, {}, {})
        for key, condition in conditions.items()
        if condition is not None
    }
