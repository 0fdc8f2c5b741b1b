"""The numbers inside sentences: of findings, of ratings, of promises, of what goes well.

A sentence of a rule is its template, which the review carries, with values in place of the names
in braces. So it is taken apart by its template, and each value is held against what was worked out,
or, if it is words, against what somebody wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.recount import actions, indicators
from tests.recount.given import JSON, Given, in_words, short_day, status, still
from tests.recount.origins import SMALL

NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_.-]*)((?::[^{}]*)?)\}")
OFTEN = ("never", "once", "twice")
NUMBER = re.compile(r"\d")
NOTHING = ("", "-", "–", "n/a", "none", "nil")


def values_in(
    sentence: str, template: str, figures: JSON | None = None
) -> list[tuple[str, str]] | None:
    """The values that stand for the names of ``template``; None when it is of another one.

    Where ``figures`` has a value it is looked for as it is, so that words beside it, which may
    hold anything, do not hide where it begins. A name comes with how it counts: ``late:words``.
    """
    names, literal = NAME.findall(template), NAME.split(template)[::3]
    pattern = re.escape(literal[0])
    for (name, how), after in zip(names, literal[1:], strict=True):
        value = (figures or {}).get(name)
        words = "" if value is None else re.escape(as_told(value, how)).replace("\\-", "[-\u2212]")
        as_it_is = f"(?i:{words})" if how else words
        pattern += f"({as_it_is if words else '.*?'}){re.escape(after)}"
    found = re.fullmatch(pattern, sentence, re.DOTALL)
    told = found.groups() if found else ()
    return (
        [(f"{name}{how}", said) for (name, how), said in zip(names, told, strict=False)]
        if found
        else None
    )


def as_told(value: Any, how: str) -> str:
    """A value as a sentence has it: ``:words`` "three", ``:times`` "twice", ``:is|are`` "are"."""
    if "|" in how:
        return how[1:].split("|")[value != 1]
    if how == ":times" and value < len(OFTEN):
        return OFTEN[value]
    word = SMALL[value] if how and value < len(SMALL) else in_words(value)
    return f"{word} times" if how == ":times" else word


def plain(text: str) -> str:
    """On one line, with one kind of minus."""
    return " ".join(text.replace("\u2212", "-").split())


class Written:
    """Everything that somebody wrote into a review: its cells, answers and questions."""

    def __init__(self, given: Given) -> None:
        self.text = "\n".join(plain(one) for one in _texts(given.review)).casefold()

    def holds(self, words: str) -> bool:
        """Also words that were cut with an ellipsis."""
        start = plain(words).casefold().removesuffix("…").rstrip()
        return start in self.text or start.replace(" ", "_") in self.text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def unexplained(sentence: str, template: str, figures: JSON, written: Written) -> list[str]:
    """What stands in the sentence and is neither the rule's own words, nor a figure that was
    worked out, nor written by anybody. ``figures`` are the fields of what it is about."""
    values = values_in(sentence, template, figures) or values_in(sentence, template)
    if values is None:
        return [f"“{sentence}” is not “{template}”"]
    wrong = []
    for told, value in values:
        name, _, how = told.partition(":")
        known = figures.get(name)
        if known is not None:
            should = as_told(known, told.removeprefix(name))
            said = plain(value)
            if (said[:1].lower() + said[1:] if how else said) != should:
                wrong.append(f"{name} is {value} in “{sentence}”, {should} by recount")
        elif NUMBER.search(value) and not written.holds(value):
            wrong.append(f"{name} is {value} in “{sentence}”, and is recounted nowhere")
    return wrong


def is_number(value: Any) -> bool:
    """A number or a day, which only a recount explains; yes and no are none."""
    return isinstance(value, int | Decimal | Fraction | dt.date) and not isinstance(value, bool)


def goes_well(given: Given) -> set[str]:
    """Every sentence that may be told of what goes well."""
    done = [action for action in given.actions if status(action) == "completed"]
    proven = [a for a in done if a.get("evidence", "").strip().casefold() not in NOTHING]
    todo = still(given.actions)
    counts = actions.totals(given)
    sentences = {
        f"Completed actions that show their evidence: {len(proven)} of {len(done)}.",
        f"Open actions that name one post or person: {counts['accountable']} of {len(todo)}.",
        f"Open actions with a date that settles a day: {counts['dated']} of {len(todo)}.",
    }
    for indicator in given.list("indicators"):
        moved = indicators.Movement(indicator, given.as_of)
        if moved.now and moved.target is not None and moved.target_day:
            now, target = in_words(moved.now.value), in_words(moved.target)
            by = short_day(moved.target_day)
            reached = f"{now}, target {target} reached."
            on_course = f"{now}, on course for {target} by {by}."
            said = reached if moved.verdict == "reached" else on_course
            sentences.add(f"{indicator['title']}: {said}")
    return sentences


def worries(told: JSON) -> set[str]:
    """Every sentence that may be told as a worry: a finding's or a group's, and how many more of
    the same rule there are."""
    sentences = set()
    counted = [finding for finding in told["findings"] if finding["counts"]]
    size = {finding["fingerprint"]: 1 for finding in counted}
    groups = [group for group in told["groups"] if group["counts"]]
    for one in [*counted, *groups]:
        of_rule = sum(finding["code"] == one["code"] for finding in counted)
        members = one.get("findings", (one["fingerprint"],))
        left = of_rule - sum(size.get(member, 0) for member in members)
        many = SMALL[left].capitalize() if left < len(SMALL) else in_words(left)
        sentences.add(one["sentence"] + (f" {many} more like it." if left else ""))
    return sentences


def decided(told: JSON, decision: JSON) -> tuple[str, ...]:
    """What a decision is about: the subjects of the findings behind it, each once."""
    own = [f for f in told["findings"] if f["counts"] and f["code"] in decision["codes"]]
    return tuple(dict.fromkeys(finding["ref"] for finding in own))
