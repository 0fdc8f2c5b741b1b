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
from tests.recount.given import JSON, Given, in_words, long_day, places_of, rounded, status, still
from tests.recount.origins import SMALL

NAME = re.compile(r"\{([A-Za-z][A-Za-z0-9_.-]*)((?::[^{}]*)?)\}")
OFTEN = ("never", "once", "twice")
# Told in the unit of their indicator, and rounded as the charts round.
LEVELS = ("baseline", "now", "target", "path_now", "forecast", "line", "line_low", "line_high")
PACES = ("needed", "recent", "best")
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
        told_as = "" if value is None else as_told(name, how, figures or {})
        words = re.escape(told_as).replace("\\-", "[-\u2212]")
        as_it_is = f"(?i:{words})" if how else words
        pattern += f"({as_it_is if words else '.*?'}){re.escape(after)}"
    found = re.fullmatch(pattern, sentence, re.DOTALL)
    told = found.groups() if found else ()
    return (
        [(f"{name}{how}", said) for (name, how), said in zip(names, told, strict=False)]
        if found
        else None
    )


def as_told(name: str, how: str, figures: JSON) -> str:
    """A value as a sentence has it: ``:words`` "three", ``:times`` "twice", ``:is|are`` "are",
    ``:of all|one|many`` "of its five many, three"."""
    value = figures[name]
    if how.startswith(":of "):
        return part_of(value, figures, *how.removeprefix(":of ").split("|"))
    if name in LEVELS and "decimals" in figures:
        return fixed(value, figures["decimals"]) + ("%" if is_share(figures) else "")
    if name in PACES and "decimals" in figures:
        return in_words(pace_read(value)) + (" points" if is_share(figures) else "")
    if how and isinstance(value, Fraction) and value.denominator == 1:
        value = int(value)
    if "|" in how:
        return how[1:].split("|")[value != 1]
    if how == ":times" and value < len(OFTEN):
        return OFTEN[value]
    word = SMALL[value] if how and value < len(SMALL) else in_words(value)
    return f"{word} times" if how == ":times" else word


def part_of(part: int, figures: JSON, all_of: str, one: str, many: str) -> str:
    whole = figures.get(all_of, part)
    number = SMALL[whole] if whole < len(SMALL) else in_words(whole)
    if part == whole:
        said = {1: f"one {one}", 2: f"both of its {many}"}.get(whole, f"all {number} of its {many}")
        return f"its {said}" if whole == 1 else said
    told = SMALL[part] if part < len(SMALL) else in_words(part)
    return f"of its {number} {many}, {told}" if part else f"none of its {many}"


def fixed(value: Fraction, places: int) -> str:
    """With so many decimals, noughts at the end as well."""
    whole, _, rest = in_words(Fraction(rounded(value, places))).partition(".")
    return f"{whole}.{rest.ljust(places, '0')}" if places else whole


def is_share(figures: JSON) -> bool:
    return str(figures.get("unit") or "").strip().startswith("%")


def pace_read(value: Fraction) -> Fraction:
    """To two decimals, and to two figures below a tenth."""
    size, places = abs(value), 2
    while size and size * 10 ** (places - 1) < 1:
        places += 1
    return rounded(value, places)


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
            should = as_told(name, told.removeprefix(name), figures)
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
        some_of(len(proven), len(done), "completed", "shows its|show their") + " evidence.",
        some_of(counts["accountable"], len(todo), "open", "names|name") + " one post or person.",
        some_of(counts["dated"], len(todo), "open", "has|have") + " a clear date.",
    }
    for indicator in given.list("indicators"):
        moved = indicators.Movement(indicator, given.as_of)
        if moved.now and moved.target is not None and moved.target_day:
            exact = [at.places for at in moved.history] + [places_of(indicator["target"])]
            percent = "%" if is_share(indicator) else ""
            now = fixed(moved.now.value, min(max(exact), 2)) + percent
            target = fixed(moved.target, min(max(exact), 2)) + percent
            reached = f"has reached its target of {target} and stands at {now}."
            by = long_day(moved.target_day)
            on_course = f"stands at {now} and is on course for {target} by {by}."
            said = reached if moved.verdict == "reached" else on_course
            sentences.add(f"“{indicator['title']}” {said}")
    return sentences


def some_of(part: int, whole: int, which: str, does: str) -> str:
    """``Both open actions have``; of all of them, or of some."""
    number = SMALL[whole] if whole < len(SMALL) else in_words(whole)
    many = SMALL[part] if part < len(SMALL) else in_words(part)
    some = {1: "the one", 2: "both"}.get(whole, f"all {number}")
    some = some if part == whole else f"{many} of the {number}"
    noun = "action" if whole == 1 else "actions"
    return f"{some[0].upper()}{some[1:]} {which} {noun} {does.split('|')[part != 1]}"


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
        these = "it" if len(members) == 1 else "these"
        more = f" {many} more {'is' if left == 1 else 'are'} like {these}."
        sentences.add(one["sentence"] + (more if left else ""))
    return sentences


def decided(told: JSON, decision: JSON) -> tuple[str, ...]:
    """What a decision is about: the subjects of the findings behind it, each once."""
    own = [f for f in told["findings"] if f["counts"] and f["code"] in decision["codes"]]
    return tuple(dict.fromkeys(finding["ref"] for finding in own))
