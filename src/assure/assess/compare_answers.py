"""Answers of two reviews side by side, question by question.

Only what was asked alike is compared. A question says itself of each of its earlier wordings
whether answers to it can stand beside those of today; what it does not say is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assure.facts.answers import AREAS, PROGRESS, area_title, in_words, mean_score, score_of
from assure.model.answers import Answer, AnswerState
from assure.model.comparison import AnswerMove, AreaMove, Direction
from assure.model.questionnaire import Question, QuestionKind, Questionnaire
from assure.model.respondents import Heard, same_answer, tier_of
from assure.model.review import Review
from assure.words.text import one_line

LOWEST = -1_000_001  # below every step of a scale


@dataclass(frozen=True)
class _Side:
    """What one review has of one questionnaire."""

    asked: Questionnaire | None
    heard: dict[str, Heard]

    @classmethod
    def of(cls, review: Review, key: str) -> _Side:
        return cls(review.questionnaire(key), review.heard(key))

    def question(self, key: str) -> Question | None:
        return self.asked.question(key) if self.asked else None

    def answer(self, key: str) -> Answer | None:
        return self.heard[key].counts(self.question(key)) if key in self.heard else None

    def people(self, key: str) -> int:
        return len(self.heard[key].separate) if key in self.heard else 0


def answer_moves(older: Review, newer: Review) -> tuple[AnswerMove, ...]:
    """Every question that was answered in either review, in the order of its questionnaire."""
    answered = dict.fromkeys(a.questionnaire for a in (*newer.answers, *older.answers))
    reviews = (newer, older)
    order = [q.key for review in reviews for q in review.questionnaires if q.key in answered]
    moves: list[AnswerMove] = []
    for key in dict.fromkeys((*order, *answered)):
        was, now = _Side.of(older, key), _Side.of(newer, key)
        moves += [_move(key, question, was, now) for question in _questions(was, now)]
    return tuple(moves)


def _questions(was: _Side, now: _Side) -> list[str]:
    """Keys of the questions that were answered: as asked now, then those no longer asked."""
    order = [q.key for side in (now, was) if side.asked for q in side.asked.questions()]
    every = dict.fromkeys((*order, *now.heard, *was.heard))
    return [key for key in every if key in now.heard or key in was.heard]


def _move(questionnaire: str, key: str, was: _Side, now: _Side) -> AnswerMove:
    question = now.question(key) or was.question(key)
    asked = now.asked or was.asked
    before, after = was.answer(key), now.answer(key)
    because = not_comparable(key, was, now) if before and after else ""
    return AnswerMove(
        questionnaire=questionnaire,
        questionnaire_title=asked.title if asked else questionnaire,
        question=key,
        text=question.text if question else key,
        kind=question.kind if question else "",
        comparable=not because,
        because=because,
        was=_words(was.question(key), before),
        now=_words(now.question(key), after),
        direction=_direction(questionnaire, question, before, after, comparable=not because),
        respondents_before=was.people(key),
        respondents_after=now.people(key),
    )


def _words(question: Question | None, answer: Answer | None) -> str:
    return one_line(in_words(question, answer)) if answer is not None else ""


def not_comparable(key: str, was: _Side, now: _Side) -> str:
    """Why the answers of two reviews to one question cannot stand beside each other; "" when
    they can."""
    before, after = was.question(key), now.question(key)
    if before is None or after is None:
        return "" if _versions(was.heard[key]) == _versions(now.heard[key]) else _CHANGED_UNSAID
    if before.kind is not after.kind:
        return f"it was a question of kind {before.kind} and is one of kind {after.kind}"
    if before.unit != after.unit:
        units = [unit or "no unit" for unit in (before.unit, after.unit)]
        return f"it was counted in {units[0]} and is counted in {units[1]}"
    scales = [[option.value for option in q.options] for q in (before, after)]
    if after.kind is QuestionKind.SCALE and scales[0] != scales[1]:
        return "its scale has other steps"
    versions = _versions(was.heard[key]) | _versions(now.heard[key])
    return _reworded(max(before, after, key=lambda question: question.version), versions)


def _reworded(latest: Question, versions: frozenset[int]) -> str:
    """What ``latest``, which says of its earlier wordings whether they compare with its own,
    has against comparing answers to ``versions``."""
    wordings = {wording.version: wording for wording in latest.was}
    for version in sorted(versions - {latest.version}):
        wording = wordings.get(version)
        if wording is None:
            return f"question changed since version {version}, and it does not say how"
        if not wording.comparable:
            fits = [w.version for w in latest.was if w.version > version and w.comparable]
            told = f": {wording.because.rstrip('.')}" if wording.because else ""
            return f"question changed in version {min(fits, default=latest.version)}{told}"
    return ""


_CHANGED_UNSAID = "question changed, and what it asked is not known"


def _versions(heard: Heard) -> frozenset[int]:
    """Of the question, in the answers that make up the one that counts."""
    counting = (heard.moderated,) if heard.moderated else heard.separate
    return frozenset(answer.version for answer in counting)


def _direction(
    questionnaire: str,
    question: Question | None,
    before: Answer | None,
    after: Answer | None,
    *,
    comparable: bool,
) -> Direction:
    if before is None or after is None:
        return Direction.NEWLY if before is None else Direction.NO_LONGER
    if not comparable:
        return Direction.CHANGED
    if same_answer(before) == same_answer(after):
        return Direction.SAME
    kind = question.kind if question else None
    if kind is QuestionKind.RAG and min(tier_of(before), tier_of(after)) >= 0:
        return Direction.BETTER if tier_of(after) < tier_of(before) else Direction.WORSE
    known = all(answer.state is AnswerState.ANSWERED for answer in (before, after))
    if kind is QuestionKind.SCALE and known:
        up = _step(after) > _step(before)
        # Only of Progress Assurance do rules rely on the highest step being the best.
        if questionnaire == PROGRESS:
            return Direction.BETTER if up else Direction.WORSE
        return Direction.HIGHER if up else Direction.LOWER
    return Direction.CHANGED


def _step(answer: Answer) -> int:
    return answer.value if isinstance(answer.value, int) else LOWEST


def area_moves(older: Review, newer: Review) -> Iterator[AreaMove]:
    """The areas of Progress Assurance that have scores in either review."""
    was, now = _Side.of(older, PROGRESS), _Side.of(newer, PROGRESS)
    for area in AREAS:
        before, after = _scores(was, area), _scores(now, area)
        if not before and not after:
            continue
        both = [key for key in before if key in after and not not_comparable(key, was, now)]
        means = [mean_score([scores[key] for key in both]) for scores in (before, after)]
        yield AreaMove(
            key=area,
            title=area_title(now.asked or was.asked, area),
            before=means[0],
            after=means[1],
            direction=_of_means(*means),
            compared=len(both),
            left_out=len(before.keys() | after.keys()) - len(both),
            whole_before=mean_score(list(before.values())),
            whole_after=mean_score(list(after.values())),
        )


def _scores(side: _Side, area: str) -> dict[str, int]:
    """Score by question key; "don't know" is 0, what does not apply has none."""
    answers = ((key, side.answer(key)) for key in side.heard if key[:1] == area)
    scored = ((key, score_of(answer)) for key, answer in answers if answer is not None)
    return {key: score for key, score in scored if score is not None}


def _of_means(before: Decimal | None, after: Decimal | None) -> Direction:
    if before is None or after is None:
        return Direction.CHANGED
    if before == after:
        return Direction.SAME
    return Direction.BETTER if after > before else Direction.WORSE
