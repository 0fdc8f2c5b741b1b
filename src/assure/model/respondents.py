"""Several people answer the same question: who said what, and which answer counts.

Each respondent answers separately. A moderated answer, which they agreed on, is kept beside
theirs and then counts. Until there is one, what counts of several answers is our own judgement:

- scale, number, money, date: the lower median, so that half of them said at least that much;
  on a scale "don't know" stands below the lowest score;
- RAG: the most cautious tier;
- choice, yes or no: what most of them said, and of equals what was said last;
- several choices: all that anybody chose;
- entries: everybody's together, those in the same words once;
- text, ranking: what was said last.

"Not applicable" counts when all say so; elsewhere than on a scale so does "don't know". Neither
is lost: both are counted where respondents are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assure.model.answers import Answer, AnswerState, Entry, Value
from assure.model.questionnaire import Question, QuestionKind

TIERS = ("green", "amber_green", "amber_red", "red")  # of RAG answers, the most cautious last
IN_ORDER = frozenset(
    {QuestionKind.SCALE, QuestionKind.NUMBER, QuestionKind.MONEY, QuestionKind.DATE}
)
MOST_SAID = frozenset({QuestionKind.CHOICE, QuestionKind.YES_NO})


def same_role(role: str) -> str:
    """``Police lead`` and ``police  lead`` are one respondent."""
    return " ".join(role.casefold().split())


def whose(answer: Answer) -> str | None:
    """Whose answer it is, by ``same_role``; None for a moderated one, which is everybody's."""
    return None if answer.moderated else same_role(answer.respondent)


def latest(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Of each respondent's answers to a question the last one, and of the moderated ones the
    last, in the order they were given."""
    last: dict[tuple[str, str, str | None], Answer] = {}
    for answer in answers:
        key = (answer.questionnaire, answer.question, whose(answer))
        last.pop(key, None)  # so that the newer one also stands later
        last[key] = answer
    return tuple(last.values())


@dataclass(frozen=True)
class Heard:
    """Everybody's answer to one question, in the order given, and what they agreed on."""

    question: str
    separate: tuple[Answer, ...]
    moderated: Answer | None = None
    since: int = 0  # of the separate ones, given after it was moderated

    @property
    def differs(self) -> bool:
        """Not all gave the same answer. "Don't know" is one, whatever the reason."""
        return len({same_answer(answer) for answer in self.separate}) > 1

    @property
    def anew(self) -> tuple[Answer, ...]:
        """What was answered after it was moderated and is not what was agreed on."""
        if self.moderated is None:
            return ()
        agreed = same_answer(self.moderated)
        later = self.separate[len(self.separate) - self.since :]
        return tuple(answer for answer in later if same_answer(answer) != agreed)

    @property
    def to_moderate(self) -> bool:
        """They differ and have not agreed on an answer, or somebody has answered anew since."""
        return self.differs if self.moderated is None else bool(self.anew)

    def counts(self, question: Question | None) -> Answer:
        """The answer that rules see."""
        if self.moderated is not None:
            return self.moderated
        if len(self.separate) == 1:
            return self.separate[0]
        return together(self.separate, question.kind if question else None)


def heard(answers: Iterable[Answer], questionnaire: str) -> dict[str, Heard]:
    """What was said to each question of ``questionnaire``, by question key."""
    by_question: dict[str, list[Answer]] = {}
    for answer in latest(answer for answer in answers if answer.questionnaire == questionnaire):
        by_question.setdefault(answer.question, []).append(answer)
    found = {}
    for key, given in by_question.items():
        places = [place for place, answer in enumerate(given) if answer.moderated]
        found[key] = Heard(
            question=key,
            separate=tuple(answer for answer in given if not answer.moderated),
            moderated=given[places[0]] if places else None,
            since=len(given) - 1 - places[0] if places else 0,
        )
    return found


def same_answer(answer: Answer) -> tuple[str, ...]:
    """Alike for answers that say the same: spaces and capital letters make no difference in a
    text, nor does the order of entries."""
    if answer.state is not AnswerState.ANSWERED:
        return (answer.state,)
    if answer.entries:
        return (answer.state, *sorted(str(sorted(entry.items())) for entry in answer.entries))
    return (answer.state, " ".join(str(answer.value).casefold().split()))


def respondents(heard_: Mapping[str, Heard]) -> tuple[str, ...]:
    """Who answered, each once, as first written; "" for those who gave no role."""
    roles: dict[str, str] = {}
    for one in heard_.values():
        for answer in one.separate:
            roles.setdefault(same_role(answer.respondent), answer.respondent)
    return tuple(roles.values())


def together(answers: tuple[Answer, ...], kind: QuestionKind | None) -> Answer:
    """One answer for several to the same question, by the judgement above."""
    applies = tuple(a for a in answers if a.state is not AnswerState.NOT_APPLICABLE)
    known = tuple(a for a in applies if a.state is AnswerState.ANSWERED)
    pool = (applies if kind is QuestionKind.SCALE else known) or applies or answers
    chosen = pool[-1]
    value: Value = chosen.value
    if kind in IN_ORDER:
        chosen = _with_evidence(_lower_median(pool), pool)
        value = chosen.value
    elif known and kind is QuestionKind.RAG:
        chosen = _with_evidence(max(known, key=tier_of), known)
        value = chosen.value
    elif known and kind in MOST_SAID:
        said = Counter(a.value for a in known)
        chosen = max(known, key=lambda a: (said[a.value], known.index(a)))
        chosen = _with_evidence(chosen, known)
        value = chosen.value
    elif known and kind is QuestionKind.CHOICES:
        value = tuple(dict.fromkeys(option for a in known for option in a.several))
    elif known and kind is QuestionKind.ENTRIES:
        value = all_entries(known)
    return chosen.model_copy(update={"value": value, "respondent": _roles(answers)})


def all_entries(answers: Iterable[Answer]) -> tuple[Entry, ...]:
    """Everybody's entries; of two that begin with the same words the later, in the first's
    place."""
    found: dict[str, Entry] = {}
    for answer in answers:
        for entry in answer.entries:
            found[first_words(entry)] = entry
    return tuple(found.values())


def first_words(entry: Entry) -> str:
    """What an entry is known by: its first field that is filled, capital letters or not."""
    first = next((value for value in entry.values() if value not in (None, "")), "")
    return " ".join(str(first).casefold().split())


def tier_of(answer: Answer) -> int:
    """Where a RAG answer stands: 0 for green to 3 for red, -1 for no tier."""
    return TIERS.index(str(answer.value)) if answer.value in TIERS else -1


def _lower_median(answers: tuple[Answer, ...]) -> Answer:
    ordered = sorted(answers, key=_order)
    return ordered[(len(ordered) - 1) // 2]


def _order(answer: Answer) -> tuple[int, Decimal, str]:
    if answer.state is not AnswerState.ANSWERED:
        return (0, Decimal(0), "")
    try:
        return (1, Decimal(str(answer.value)), "")
    except ArithmeticError:  # a day: ISO dates sort as text
        return (1, Decimal(0), str(answer.value))


def _with_evidence(chosen: Answer, among: tuple[Answer, ...]) -> Answer:
    """Of those who said the same, the last who told what it rests on."""
    same = [a for a in among if (a.state, a.value) == (chosen.state, chosen.value)]
    told = [a for a in same if a.evidence] or same
    return told[-1]


def _roles(answers: Iterable[Answer]) -> str:
    return "; ".join(dict.fromkeys(a.respondent for a in answers if a.respondent))
