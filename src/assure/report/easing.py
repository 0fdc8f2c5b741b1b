"""What the table of steps that would ease the load says: title, steps, bars, and what it rests on.

A plan tells what could give way, never what should: the words ask for no step, they offer it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assure.model.easing import Easing, EasingKind, EasingStep
from assure.report.formats import clip_short, counted, join, number, sentence_case
from assure.report.origins import count

REFS = 8  # of a step that are named; how many more there are is counted


def exact_days(value: Decimal) -> str:
    """Days to a tenth, so that what is told adds up."""
    return number(value, 1)


def too_many(value: Decimal) -> str:
    """``27.7 days too many``."""
    return f"{exact_days(value)} {'day' if value == 1 else 'days'} too many"


def title(item: Easing) -> str:
    """``One step would ease 12 of the 27.7 days too many; 15.7 stay``."""
    if not item.steps:
        return f"The plan shows no way to ease the {too_many(item.beyond)}"
    steps = sentence_case(counted(count(item.steps), "step"))
    if not item.left:
        return f"{steps} would ease {'the' if item.beyond == 1 else 'all'} {too_many(item.beyond)}"
    eased = exact_days(item.beyond - item.left)
    stay = f"{exact_days(item.left)} {'stays' if item.left == 1 else 'stay'}"
    return f"{steps} would ease {eased} of the {too_many(item.beyond)}; {stay}"


def nothing_found(item: Easing) -> str:
    """Where the plan's own data allow no step."""
    later = f"none of their actions is free to end in {item.following} instead, and "
    return (
        f"In {item.label} posts and teams are asked for {exact_days(item.beyond)} days beyond "
        "those that each agreed. The plan itself shows no step of a day or more: "
        f"{later if item.following else ''}nobody named as support has days to spare. "
        "What is to give way, or who gives more days, is for the board to ask."
    )


def what(step: EasingStep, item: Easing) -> str:
    """``End 1.8 and 2.6 in Apr to Jun 2027 instead``, ``Pass 12 days of 1.7 to the Forum``."""
    if step.kind is EasingKind.LATER:
        return f"End {refs(step.actions)} in {item.following} instead"
    passed = f"{exact_days(step.days)} {'day' if step.days == 1 else 'days'}"
    return f"Pass {passed} of {refs(step.actions)} to {clip_short(step.helper, 60)}"


def why(step: EasingStep) -> str:
    """What in the plan allows the step."""
    several = len(step.actions) > 1
    if step.kind is EasingKind.LATER:
        end = "their end" if several else "its end"
        return f"nothing hangs on {end}, and there is room then"
    return f"named as support of {'each' if several else 'it'}, with agreed days to spare"


def refs(actions: Iterable[str]) -> str:
    """``1.8, 2.6 and 3.7``; of a long list the first, and how many more."""
    every = tuple(actions)
    named = [clip_short(ref, 12) for ref in every[:REFS]]
    more = every[REFS:]
    return join([*named, counted(count(more), "other")] if more else named)


def result(item: Easing) -> str:
    """How it ends, said honestly."""
    if not item.left:
        return f"With that, nobody is asked for more than agreed in {item.label}."
    short = f"{exact_days(item.left)} {'day' if item.left == 1 else 'days'}"
    return (
        f"Still {short} short: what else is to give way, or who gives more days, the plan does "
        "not tell."
    )


def bar_width(days: Decimal, item: Easing, width: float) -> float:
    """How long a bar of so many days is, when that of all the days too many is ``width``."""
    return round(width * float(days) / float(item.beyond), 2) if item.beyond else 0.0


def bar_sentence(days: Decimal, item: Easing) -> str:
    return f"{exact_days(days)} days too many in {item.label}."
