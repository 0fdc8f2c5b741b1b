"""What a comparison says in words: ratings then and now, titles, values and how far they moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assure.model.comparison import (
    ActionMove,
    AnswerMove,
    Comparison,
    Direction,
    Fate,
    FieldMove,
    FigureMove,
    IndicatorMove,
    Move,
    RatingMove,
)
from assure.model.ratings import RatingLevel
from assure.report.charts import STOPS, mm
from assure.report.formats import (
    clip_short,
    count_word,
    join,
    number,
    plural,
    sentence_case,
    with_unit,
)
from assure.report.origins import count, tally
from assure.report.pace import VERDICTS

UNRATED = RatingLevel.NOT_RATED
WHAT = {
    "plan quality": "plan quality",
    "judged": "delivery confidence as the reviewer judges it",
    "proposed": "delivery confidence as the rules propose it",
}
SIGNS = {Direction.BETTER: "way-up", Direction.WORSE: "way-down", Direction.SAME: "way-level"}


def rated_name(rating: RatingMove) -> str:
    """``The whole plan``, ``1 More young people in work``, ``Priority P1 …``."""
    if rating.subject == "plan":
        return "The whole plan"
    name = clip_short(f"{rating.ref} {rating.title}".strip(), 80)
    return f"Priority {name}" if rating.subject == "priority" else name


def before_words(rating: RatingMove) -> str:
    """``was Amber-Red``, ``as before``, or that it was not rated then."""
    before, after = _levels(rating)
    if before is after:
        return "as before"
    if before is UNRATED:
        return "not rated before"
    return f"was {before.words}"


def sign(direction: Direction) -> str:
    """The class that draws the arrow of a direction; "" where there is none to draw."""
    return SIGNS.get(direction, "")


def _levels(rating: RatingMove) -> tuple[RatingLevel, RatingLevel]:
    before, after = (level or UNRATED for level in (rating.before, rating.after))
    return before, after


def level_now(rating: RatingMove) -> str:
    return _levels(rating)[1].words


def title(compared: Comparison) -> str:
    """``Two ratings are better and one is worse``."""
    counts = tally(compared.ratings, lambda rating: rating.direction)
    ways = (Direction.BETTER, Direction.WORSE)
    told = ((counts.get(way, 0), (f"is {way}", f"are {way}")) for way in ways)
    return _told(told, "rating", "No rating is better or worse")


def lead(compared: Comparison) -> str:
    """The whole in two sentences."""
    if compared.nothing_moved:
        return "Nothing has moved between these two reviews."
    return f"{title(compared)}. {findings_title(compared)}."


def points(compared: Comparison) -> tuple[str, ...]:
    """The headline without what the table of ratings tells of the whole plan."""
    if compared.nothing_moved:
        return ()
    rated = [
        r for r in compared.ratings if r.subject == "plan" and _levels(r) != (UNRATED, UNRATED)
    ]
    return compared.headline[len(rated) :]


def _told(counts: Iterable[tuple[int, tuple[str, str]]], noun: str, none: str) -> str:
    """``Two ratings are better and one is worse``: the noun once, each count with its verb."""
    told = [(many, words) for many, words in counts if many]
    if not told:
        return none
    nouns = [f" {noun}" if told[0][0] == 1 else f" {noun}s", *("" for _ in told[1:])]
    return sentence_case(
        join(
            f"{count_word(many)}{noun} {one if many == 1 else several}"
            for (many, (one, several)), noun in zip(told, nouns, strict=True)
        )
    )


@dataclass(frozen=True)
class Path:
    """A rating then and now on a line of four stops: x of each; None where it was not rated."""

    width: float
    height: float
    stops: tuple[float, ...]
    before: float | None
    after: float | None


def path(rating: RatingMove) -> Path:
    width, edge = mm(30), 6.0
    step = (width - 2 * edge) / (len(STOPS) - 1)
    at = {stop: round(edge + i * step, 2) for i, stop in enumerate(STOPS)}
    before, after = _levels(rating)
    return Path(width, mm(5), tuple(at.values()), at.get(before), at.get(after))


def path_words(rating: RatingMove, name: str) -> str:
    """What the line shows, in a sentence."""
    before, after = _levels(rating)
    what = f"{clip_short(name, 80)}, {WHAT[rating.what]}"
    if before is after:
        return f"{what}: {after.words}, as before."
    return f"{what}: from {before.words} to {after.words}."


def nothing_else(compared: Comparison, way: Direction) -> str:
    """What stands where nothing went this way but what the table of ratings above tells."""
    above = any(r.direction is way and r.subject != "priority" for r in compared.ratings)
    return f"{'Nothing else' if above else 'Nothing'} is {way} than it was."


def findings_title(compared: Comparison) -> str:
    """``31 findings are new, 22 are fixed and 59 are still open``: what a reader asks first."""
    counts = tally(compared.findings, lambda finding: finding.move)
    wanted = ((Move.NEW, "new"), (Move.FIXED, "fixed"), (Move.STILL_OPEN, "still open"))
    told = ((counts.get(move, 0), (f"is {word}", f"are {word}")) for move, word in wanted)
    return _told(told, "finding", "No finding is new, fixed or still open")


def actions_title(compared: Comparison) -> str:
    """``19 actions were completed, one was cancelled, two are new and 10 were given new dates``."""
    told = (
        (count(compared.fated(Fate.COMPLETED)), ("was completed", "were completed")),
        (count(compared.fated(Fate.CANCELLED)), ("was cancelled", "were cancelled")),
        (count(compared.fated(Fate.NEW)), ("is new", "are new")),
        (count(compared.fated(Fate.GONE)), ("is gone", "are gone")),
        (
            count(a for a in compared.actions if a.field("due")),
            ("was given a new date", "were given new dates"),
        ),
    )
    return _told(told, "action", "No action moved")


def action_name(action: ActionMove) -> str:
    was = f" (was {clip_short(action.ref_before, 20)})" if action.ref_before else ""
    return f"{clip_short(action.ref, 20)}{was}"


def shift(move: FieldMove) -> str:
    """``91 days later, in two moves``; what else may be said of a field that moved."""
    if move.direction is Direction.SAME:
        return "moved and moved back"
    told = ""
    if move.days:
        told = f"{plural(abs(move.days), 'day')} {'later' if move.days > 0 else 'earlier'}"
    elif move.direction in SIGNS:
        told = str(move.direction)
    if move.times > 1:
        told += f"{', ' if told else ''}in {count_word(move.times)} moves"
    return told


def said_of_each(moves: Sequence[ActionMove]) -> str:
    """What is noted of each of several actions alike; "" where their notes differ."""
    notes = {move.note for move in moves}
    return moves[0].note if len(moves) > 1 and len(notes) == 1 else ""


def shifted(moves: Iterable[tuple[ActionMove, FieldMove]]) -> bool:
    """Whether there is more to say of any of these than what stood there before and now."""
    return any(shift(move) for _, move in moves)


def answer_words(answer: AnswerMove) -> str:
    if not answer.comparable:
        return f"not comparable: {answer.because}"
    words = {Direction.NEWLY: "newly answered", Direction.NO_LONGER: "no longer answered"}
    if answer.was == answer.now:  # entries are told by their number, and differ in what they say
        return "in other words"
    return words.get(answer.direction, str(answer.direction))


def difference(figure: FigureMove) -> str:
    """``+2``, ``−18`` or ``same``."""
    if not figure.difference:
        return "same"
    return f"{'+' if figure.difference > 0 else ''}{number(figure.difference, 1)}"


def indicator_name(item: IndicatorMove) -> str:
    return clip_short(f"{item.ref} {item.title}", 120)


def _value(item: IndicatorMove, value: Decimal | None) -> str:
    return "no value" if value is None else with_unit(value, item.unit)


def indicator_values(item: IndicatorMove) -> tuple[str, str]:
    """Then and now."""
    return _value(item, item.before), _value(item, item.after)


def verdict_words(verdict: str) -> str:
    return VERDICTS.get(verdict, verdict.replace("_", " ")) or "not followed"
