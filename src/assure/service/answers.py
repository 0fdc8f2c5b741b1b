"""Questionnaires as shipped, and answers on their way to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assure.interview.sitting import Sitting
from assure.model.answers import Answer
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import Questionnaire
from assure.service.answer_files import open_answers
from assure.service.known import known
from assure.service.questionnaires import own_questionnaires, questionnaire, questionnaires
from assure.shelf.settings import find_settings

if TYPE_CHECKING:
    from assure.store import KeptReview
    from assure.store.store import Store


def read_answers_file(
    path: Path,
    *,
    at: dt.datetime | None = None,
    respondent: str = "",
    expected: Questionnaire | None = None,
) -> tuple[Answer, ...]:
    """The answers in a file: YAML, JSON, a workbook or a text table.

    ``at`` and ``respondent`` hold where the file says neither; with ``expected`` a file for
    another questionnaire is refused. Raises UnreadableFileError or QuestionnaireError.
    """
    file = open_answers(path)
    if expected is None and not file.questionnaire:
        raise QuestionnaireError(
            f"{path}: it does not say which questionnaire is answered; give it a column "
            "“Questionnaire” with the key, or use `assure ask KEY --answers`."
        )
    return file.answers(
        expected or questionnaire(file.questionnaire), given_at=at, respondent=respondent
    )


def read_answer_files(
    paths: Iterable[Path], *, at: dt.datetime | None = None
) -> tuple[tuple[Questionnaire, ...], tuple[Answer, ...]]:
    """The questionnaires answered in these files, and the answers.

    Each file says which questionnaire it answers. Raises UnreadableFileError or
    QuestionnaireError.
    """
    answers = tuple(answer for path in paths for answer in read_answers_file(path, at=at))
    return asked_in(answers), answers


def asked_in(answers: Iterable[Answer]) -> tuple[Questionnaire, ...]:
    """The questionnaires, by key, that these answers are to, and the locality's own.

    Own rules may look at own questionnaires, answered or not, and are read with a review.
    """
    keys = {answer.questionnaire for answer in answers}
    own = {found.key: found for found in own_questionnaires()}
    known = own if keys <= own.keys() else {found.key: found for found in questionnaires()}
    return tuple(known[key] for key in sorted(known) if key in keys or key in own)


def open_sitting(
    store: Store,
    asked: Questionnaire,
    review: KeptReview | None,
    respondent: str,
    today: dt.date,
) -> Sitting:
    """Where answering ``asked`` goes on: in ``review``, or else in the working set.

    With a ``respondent`` only that one's answers are resumed. Links are held against the plan
    of the review, or else against the plan imported last; that plan is judged as of the review's
    day, or else ``today``, if ``asked`` looks at what is found. Raises StoreError or RulebookError.
    """
    answers = store.answers(
        review.key if review else "",
        questionnaire=asked.key,
        respondent=respondent or None,
    )
    if review is not None:
        key: str | None = review.plan
    else:
        key = next((plan.key for plan in store.plans()), None)
    told = known(
        store.plan(key) if key else None,
        [asked],
        review.as_of if review else today,
        find_settings(Path.cwd()),
        store.set_asides(key) if key else (),
    )
    return Sitting.open(asked, answers, told)
