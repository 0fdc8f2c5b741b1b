"""A plan on its own, judged once and not kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assure.model.answers import Answer
from assure.model.questionnaire import Questionnaire
from assure.model.review import Review
from assure.service.judge import review_of
from assure.service.problems import check_problems_file, write_problems
from assure.shelf.settings import Settings

if TYPE_CHECKING:
    from assure.intake import Said


def check_review(
    path: Path,
    said: Said,
    as_of: dt.date,
    answers: Sequence[Path],
    settings: Settings,
    problems_file: Path | None = None,
) -> Review:
    """The plan at ``path``, and what the answers files say, as a review that nobody keeps.

    What could not be read is written to ``problems_file``, if there is to be one. Raises
    UnreadableFileError, UnplacedColumnError, QuestionnaireError or AssureError, each with one
    sentence.
    """
    from assure.intake import read_file

    if problems_file:
        check_problems_file(problems_file, path)
    read = read_file(path, said)
    plan = read.plan
    if problems_file:
        write_problems(read, problems_file)
    asked: tuple[Questionnaire, ...] = ()
    given: tuple[Answer, ...] = ()
    if answers:
        from assure.service.answers import read_answer_files

        asked, given = read_answer_files(answers)
    return review_of(plan, as_of, settings, asked, given)
