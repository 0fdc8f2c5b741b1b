"""What moved between two reviews, sorted for the page: directions, groups and short sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assure.model.comparison import (
    ActionMove,
    AnswerMove,
    Comparison,
    Direction,
    Fate,
    FieldMove,
    FindingMove,
    IndicatorMove,
    Move,
    RatingMove,
)
from assure.report.comparing_words import (
    WHAT,
    before_words,
    indicator_name,
    indicator_values,
    level_now,
    rated_name,
)
from assure.report.formats import (
    clip_short,
    number,
    rule_name,
)
from assure.report.origins import count, line_of, most_common

ROWS = 40  # of one table; the command tells the rest
SENTENCES = 5  # of what is better, and of what is worse
IN_A_ROW = 3  # findings of one rule; more answers of one questionnaire are told together
FIRST = 2  # questions named of those
KINDS = 8  # rules told with their counts
FINDINGS = {
    Move.NEW: "New",
    Move.RETURNED: "Returned, after it was gone",
    Move.COUNTS_AGAIN: "No longer set aside",
    Move.NEW_BY_RULES: "Only because the rules changed",
    Move.FIXED: "Fixed",
    Move.PUT_OFF: "Put off by a later date, not fixed",
    Move.REPLACED: "Replaced by another finding, not fixed",
    Move.GONE_WITH_ACTION: "Gone with their actions, not fixed",
    Move.GONE_WITH_SUBJECT: "Gone with what they were about, not fixed",
    Move.LAPSED: "No longer found, though nothing on their actions changed",
    Move.NOT_LOOKED_FOR: "Not looked for this time, so not known",
    Move.GONE_BY_RULES: "Gone, only because the rules changed",
    Move.SET_ASIDE: "Set aside since",
}
FATES = {
    Fate.COMPLETED: "Completed",
    Fate.CANCELLED: "Cancelled",
    Fate.NEW: "New",
    Fate.BACK: "Back in the plan",
    Fate.REOPENED: "Opened again",
    Fate.GONE: "Gone while still to be done",
    Fate.GONE_CLOSED: "Gone after they were closed",
}
FIELDS = {"due": "Re-dated", "owner": "Re-owned", "title": "Re-worded"}
# What asks for most attention stands first.
TELLING = (
    Direction.WORSE,
    Direction.BETTER,
    Direction.LOWER,
    Direction.HIGHER,
    Direction.CHANGED,
    Direction.NO_LONGER,
    Direction.NEWLY,
)
WITH_ALL = {Direction.NO_LONGER: "no longer answered", Direction.NEWLY: "newly answered"}
Item = TypeVar("Item")


@dataclass(frozen=True)
class Group(Generic[Item]):
    """Rows under one heading, and how many more there are."""

    title: str
    count: int
    rows: tuple[Item, ...]
    more: int


@dataclass(frozen=True)
class Rated:
    """The whole plan or an outcome, by each of its ratings."""

    name: str
    quality: RatingMove | None
    judged: RatingMove | None
    proposed: RatingMove | None


@dataclass(frozen=True)
class FindingRow:
    """Findings of one rule that became the same, and how many more of them are not told."""

    first: FindingMove
    told: tuple[FindingMove, ...]
    more: int


@dataclass(frozen=True)
class FindingGroup:
    """What became of findings, and which: ``count`` counts each of them."""

    title: str
    count: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True)
class Together:
    """Answers that came or went with their questionnaire: how many, and the first questions."""

    questionnaire: str
    count: int
    words: str  # "no longer answered"
    first: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """Everything the pages loop over, in reading order."""

    rated: tuple[Rated, ...]
    reasons: tuple[RatingMove, ...]
    better: Group[str]
    worse: Group[str]
    findings: tuple[FindingGroup, ...]
    still: str
    fates: tuple[Group[ActionMove], ...]
    fields: tuple[Group[tuple[ActionMove, FieldMove]], ...]
    otherwise: Group[tuple[ActionMove, str]]
    answers: Group[AnswerMove]  # ``count`` is of those told together, too
    together: tuple[Together, ...]
    answers_same: int
    indicators: tuple[IndicatorMove, ...]


def arrange(compared: Comparison) -> Moved:
    """The comparison sorted into parts. Nothing is worked out but counts of what is listed."""
    answers = sorted(
        (a for a in compared.answers if a.direction is not Direction.SAME),
        key=lambda answer: TELLING.index(answer.direction),
    )
    return Moved(
        rated=tuple(_rated(compared.ratings)),
        reasons=tuple(
            r for r in compared.ratings if r.subject == "plan" or r.direction is not Direction.SAME
        ),
        better=_group("Better", _towards(compared, Direction.BETTER), SENTENCES),
        worse=_group("Worse", _towards(compared, Direction.WORSE), SENTENCES),
        findings=tuple(
            FindingGroup(title, count(found), tuple(_alike(found)))
            for move, title in FINDINGS.items()
            if (found := compared.moved(move))
        ),
        still=_still(compared.moved(Move.STILL_OPEN)),
        fates=tuple(
            _group(title, fated) for fate, title in FATES.items() if (fated := compared.fated(fate))
        ),
        fields=tuple(
            _group(title, differ)
            for field, title in FIELDS.items()
            if (differ := [(a, move) for a in compared.actions if (move := a.field(field))])
        ),
        otherwise=_group(
            "Moved otherwise", [(a, told) for a in compared.actions if (told := _otherwise(a))]
        ),
        answers=_beside(answers),
        together=tuple(_together(answers)),
        answers_same=count(a for a in compared.answers if a.direction is Direction.SAME),
        indicators=compared.indicators,
    )


def _group(title: str, items: Iterable[Item], most: int = ROWS) -> Group[Item]:
    every = tuple(items)
    return Group(title, count(every), every[:most], count(every[most:]))


def _whole(answers: Sequence[AnswerMove]) -> dict[tuple[str, Direction], list[AnswerMove]]:
    """The answers that came or went with their questionnaire, by it and which way."""
    whole: dict[tuple[str, Direction], list[AnswerMove]] = {}
    for answer in answers:
        if answer.direction in WITH_ALL:
            whole.setdefault((answer.questionnaire, answer.direction), []).append(answer)
    return {key: own for key, own in whole.items() if len(own) > IN_A_ROW}


def _beside(answers: Sequence[AnswerMove]) -> Group[AnswerMove]:
    """The answers that have a row of their own, under the number of all."""
    whole = _whole(answers)
    own = [answer for answer in answers if (answer.questionnaire, answer.direction) not in whole]
    rows = own[:ROWS]
    return Group("Answers that differ", count(answers), tuple(rows), count(own[ROWS:]))


def _together(answers: Sequence[AnswerMove]) -> Iterator[Together]:
    for (_, direction), own in _whole(answers).items():
        first = tuple(clip_short(answer.text, 80) for answer in own[:FIRST])
        yield Together(own[0].questionnaire_title, count(own), WITH_ALL[direction], first)


def _rated(ratings: Sequence[RatingMove]) -> Iterator[Rated]:
    """The plan, then its outcomes."""
    by = {(r.what, r.subject, r.ref): r for r in ratings}
    for subject, ref in dict.fromkeys((r.subject, r.ref) for r in ratings):
        if subject == "priority":
            continue
        quality, judged, proposed = (
            by.get((what, subject, ref)) for what in ("plan quality", "judged", "proposed")
        )
        one = quality or judged or proposed
        if one is not None:
            yield Rated(rated_name(one), quality, judged, proposed)


def _towards(compared: Comparison, way: Direction) -> Iterator[str]:
    """What went this way, in short sentences: what has no row in the table of ratings above."""
    for rating in compared.ratings:
        if rating.direction is way and rating.subject == "priority":
            yield line_of(
                rating,
                f"{rated_name(rating)}, {WHAT[rating.what]}: {level_now(rating)}, "
                f"{before_words(rating)}",
            )
    for item in compared.indicators:
        if item.direction is way:
            was, now = indicator_values(item)
            yield line_of(item, f"{indicator_name(item)}: {now}, was {was}")
    for area in compared.areas:
        if area.direction is way and area.before is not None and area.after is not None:
            now, was = number(area.after, 1, 1), number(area.before, 1, 1)
            yield line_of(area, f"{area.title}: {now} of 3, was {was}")
    for figure in compared.figures:
        if figure.direction is way:
            now, was = number(figure.after, 1), number(figure.before, 1)
            yield line_of(figure, f"{figure.label}: {now}, was {was}")


def _alike(found: Iterable[FindingMove]) -> Iterator[FindingRow]:
    """Those of one rule in one row, the most severe first."""
    by_rule: dict[tuple[str, str], list[FindingMove]] = {}
    for one in sorted(found, key=lambda one: -one.severity.rank):
        by_rule.setdefault((one.code, one.severity), []).append(one)
    for own in by_rule.values():
        yield FindingRow(own[0], tuple(own[:IN_A_ROW]), count(own[IN_A_ROW:]))


def _still(found: Sequence[FindingMove]) -> str:
    """The findings that stay, by rule, the most frequent first."""
    counts = most_common(found, lambda finding: rule_name(finding.name))
    told = [f"{name} {many:,}" for name, many in counts[:KINDS]]
    rest = sum(many for _, many in counts[KINDS:])
    return "; ".join([*told, f"others {rest:,}"] if rest else told)


def _otherwise(action: ActionMove) -> str:
    """What else moved, but for what its heading tells already."""
    told = {*FIELDS} | ({"status", "percent"} if action.fate in FATES else set())
    return "; ".join(
        f"{move.label} {clip_short(move.now, 60) or '(blank)'}, "
        f"was {clip_short(move.was, 60) or '(blank)'}"
        for move in action.fields
        if move.field not in told
    )
