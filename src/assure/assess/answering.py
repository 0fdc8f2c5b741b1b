"""Who answered which questionnaire and when, and how far they have agreed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from assure.model.answers import Answer, AnswerState
from assure.model.assessment import Answering, Respondent
from assure.model.respondents import respondents, same_role
from assure.model.review import Review


def answering(review: Review) -> Iterator[Answering]:
    """One for each questionnaire that was answered at all, in the order of the review."""
    for questionnaire in review.questionnaires:
        asked = {question.key: question for question in questionnaire.questions()}
        heard = {key: one for key, one in review.heard(questionnaire.key).items() if key in asked}
        if not heard:
            continue
        counting = Counter(one.counts(asked[key]).state for key, one in heard.items())
        separate = [answer for one in heard.values() for answer in one.separate]
        agreed = [one.moderated for one in heard.values() if one.moderated is not None]
        first, last = _days((*separate, *agreed))
        yield Answering(
            questionnaire=questionnaire.key,
            title=questionnaire.title,
            questions=len(asked),
            answered=counting[AnswerState.ANSWERED],
            unknown=counting[AnswerState.DONT_KNOW],
            not_applicable=counting[AnswerState.NOT_APPLICABLE],
            respondents=tuple(_respondent(role, separate) for role in respondents(heard)),
            shared=sum(len(one.separate) > 1 for one in heard.values()),
            differing=sum(one.differs for one in heard.values()),
            moderated=len(agreed),
            not_moderated=sum(one.to_moderate for one in heard.values()),
            first=first,
            last=last,
        )


def _respondent(role: str, answers: Iterable[Answer]) -> Respondent:
    own = [answer for answer in answers if same_role(answer.respondent) == same_role(role)]
    states = Counter(answer.state for answer in own)
    first, last = _days(own)
    return Respondent(
        role=role,
        answered=states[AnswerState.ANSWERED],
        unknown=states[AnswerState.DONT_KNOW],
        not_applicable=states[AnswerState.NOT_APPLICABLE],
        first=first,
        last=last,
    )


def _days(answers: Iterable[Answer]) -> tuple[dt.date | None, dt.date | None]:
    days = [answer.given_at.date() for answer in answers if answer.given_at is not None]
    return min(days, default=None), max(days, default=None)
