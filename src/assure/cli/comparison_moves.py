"""Actions, answers and figures of a comparison as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from assure.cli.comparison_lists import cut_short, listed, shortened, wrapped
from assure.conditions.wording import number_in_words, with_unit
from assure.model.comparison import (
    ActionMove,
    AnswerMove,
    AreaMove,
    Comparison,
    Direction,
    Fate,
    FieldMove,
    FigureMove,
    IndicatorMove,
)
from assure.words.days import short_date
from assure.words.text import plural

_FATES = {
    Fate.NEW: "New",
    Fate.BACK: "Back in the plan",
    Fate.GONE: "Gone while still to be done",
    Fate.GONE_CLOSED: "Gone after they were closed",
    Fate.COMPLETED: "Completed",
    Fate.CANCELLED: "Cancelled",
    Fate.REOPENED: "Opened again",
}


def actions_text(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for fate, heading in _FATES.items():
        lines = [
            wrapped(" ".join(filter(None, (f"{_named(a)}.", a.note))), "      ", "    ")
            for a in comparison.fated(fate)
        ]
        yield from listed(heading, lines, everything=everything)
    for name, heading in (("due", "Re-dated"), ("owner", "Re-owned"), ("title", "Re-worded")):
        moves = [(a, move) for a in comparison.actions if (move := a.field(name))]
        lines = [wrapped(f"{_ref(a)}: {_field(move)}", "      ", "    ") for a, move in moves]
        yield from listed(heading, lines, everything=everything)
    others = [
        wrapped(f"{_ref(action)}: {told}", "      ", "    ")
        for action in comparison.actions
        if (told := _otherwise(action))
    ]
    yield from listed("Moved otherwise", others, everything=everything)
    doubts = [wrapped(doubt.sentence, "      ", "    ") for doubt in comparison.doubts]
    yield from listed("Not certain", doubts, everything=everything)
    for sentence in comparison.columns:
        yield wrapped(sentence, "    ", "  ")


def _ref(action: ActionMove) -> str:
    was = f" (was {shortened(action.ref_before, 20)})" if action.ref_before else ""
    return f"{shortened(action.ref, 20)}{was}"


def _named(action: ActionMove) -> str:
    return f"{_ref(action)} “{shortened(action.title)}”"


def _otherwise(action: ActionMove) -> str:
    """What else moved: a status that its heading tells already is left out."""
    told = {"due", "owner", "title"}
    if action.fate is not Fate.KEPT:
        told.add("status")
    rest = [move for move in action.fields if move.field not in told]
    if not rest and action.ref_before and not action.fields:
        return "another reference"
    texts = "; ".join(f"{move.label} {_moved(move)}" for move in rest)
    return texts + "".join(dict.fromkeys(map(_by, rest)))  # told once where one told of all


def _field(move: FieldMove) -> str:
    return _moved(move) + _by(move)


def _by(move: FieldMove) -> str:
    if not move.by:
        return ""
    return f" (by {shortened(move.by, 40)}{f', {short_date(move.at)}' if move.at else ''})"


def _moved(move: FieldMove) -> str:
    was, now = (shortened(text) or "(blank)" for text in (move.was, move.now))
    told = f"{was} → {now}"
    if move.direction in (Direction.BETTER, Direction.WORSE):
        told += f", {move.direction}"
    if move.direction is Direction.SAME:
        told = f"{now}, after it was moved and moved back"
    elif move.days:
        told += f", {plural(abs(move.days), 'day')} {'later' if move.days > 0 else 'earlier'}"
    if move.times > 1:
        told += f", in {move.times} moves"
    return told


def answers_text(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for title, group in groupby(comparison.answers, key=lambda answer: answer.questionnaire_title):
        answers = list(group)
        moved = [a for a in answers if everything or a.direction is not Direction.SAME]
        same = sum(a.direction is Direction.SAME for a in answers)
        if not moved:
            continue
        lines = [wrapped(_answer(answer), "      ", "    ") for answer in _most_telling(moved)]
        yield f"  {shortened(title)}: {same:,} the same, {len(answers) - same:,} otherwise"
        yield from cut_short(lines, everything=everything, indent="    ")
    areas = [a for a in comparison.areas if everything or a.direction is not Direction.SAME]
    if areas:
        yield "  Areas of Progress Assurance, over the questions that can be compared"
        for area in areas:
            yield wrapped(_area(area), "      ", "    ")


_TELLING = (
    Direction.WORSE,
    Direction.BETTER,
    Direction.LOWER,
    Direction.HIGHER,
    Direction.CHANGED,
    Direction.NO_LONGER,
    Direction.NEWLY,
    Direction.SAME,
)


def _most_telling(answers: Iterable[AnswerMove]) -> list[AnswerMove]:
    return sorted(answers, key=lambda answer: _TELLING.index(answer.direction))


def _answer(answer: AnswerMove) -> str:
    name = f"{answer.question} {shortened(answer.text, 50)}"
    was, now = shortened(answer.was), shortened(answer.now)
    if not answer.comparable:
        return f"{name} not comparable: {answer.because}. Then {was}, now {now}."
    if answer.direction is Direction.NEWLY:
        return f"{name} {now}, newly answered"
    if answer.direction is Direction.NO_LONGER:
        return f"{name} no longer answered, was {was}"
    if answer.direction is Direction.SAME:
        return f"{name} {now}, as before"
    if was == now:  # entries are told by their number, and differ in what they say
        return f"{name} {now}, in other words"
    told = f"{name} {was} → {now}"
    return told if answer.direction is Direction.CHANGED else f"{told}, {answer.direction}"


def _area(area: AreaMove) -> str:
    name = f"{area.key} {area.title}"
    left = f", {area.left_out} left out" if area.left_out else ""
    if area.before is None or area.after is None:
        return f"{name}: no question can be compared{left}"
    told = f"{name}: {area.before} → {area.after}, {area.direction}"
    return f"{told} (over {plural(area.compared, 'question')}{left})"


def figures_text(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    for figure in comparison.figures:
        if everything or figure.direction is not Direction.SAME or figure.by_new_rules is not None:
            yield wrapped(_figure(figure), "    ", "  ")


def _figure(figure: FigureMove) -> str:
    before, after = number_in_words(figure.before), number_in_words(figure.after)
    sign = "+" if figure.difference > 0 else "−"
    told = f"{figure.label}: {before} → {after}"
    if figure.difference:
        told += f" ({sign}{number_in_words(abs(figure.difference))})"
    if figure.by_new_rules is not None:
        told += f"; by the newer rules {number_in_words(figure.by_new_rules)} then"
    return told


_VERDICTS = {
    "on_course": "on course",
    "close": "close",
    "too_slow": "too slow",
    "wrong_way": "going the wrong way",
    "reached": "target reached",
    "no_target": "no target",
    "no_data": "no data",
}


def indicators_text(indicators: Iterable[IndicatorMove], *, everything: bool) -> Iterator[str]:
    for item in indicators:
        moved = item.direction is not Direction.SAME or item.verdict_before != item.verdict_after
        if everything or moved:
            yield wrapped(_indicator(item), "    ", "  ")


def _indicator(item: IndicatorMove) -> str:
    name = f"{shortened(item.ref, 20)} {shortened(item.title)}"
    was, now = (
        "no value" if value is None else with_unit(number_in_words(value), item.unit)
        for value in (item.before, item.after)
    )
    told = f"{name}: {now}, as before" if was == now else f"{name}: {was} → {now}"
    if item.direction in (Direction.BETTER, Direction.WORSE):
        told += f", {item.direction}"
    before, after = (
        _VERDICTS.get(verdict, verdict) for verdict in (item.verdict_before, item.verdict_after)
    )
    if before == after:
        return f"{told}; {after}, as before" if after else told
    return f"{told}; {after or 'not followed now'}, was {before or 'not followed'}"
