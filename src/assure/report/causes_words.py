"""What the causal map says: its title, its one sentence and its table."""

from __future__ import annotations

from assure.model.links import CausalMap, Push
from assure.report.figures import Row
from assure.report.formats import clip_short, counted, sentence_case, strung
from assure.report.origins import count, most_common

CIRCLES = {
    "worse": "part of a circle that makes things worse",
    "better": "part of a circle that makes things better",
    "steadies": "part of a circle that holds things where they are",
    "none": "in no circle",
}
SAID = 30


def title(item: CausalMap) -> str:
    """``“Waiting time” pushes two other factors; four links are part of a circle …``."""
    worse = [push for push in item.pushes if push.circle == "worse"]
    # An arrow that was told twice is still to one factor.
    each = {(push.start, push.end): push for push in item.pushes}.values()
    others = [push for push in each if push.start != push.end]
    first, most = most_common(others or each, by=lambda push: push.start)[0]
    pushed = counted(most, "other factor") if others else "itself alone"
    text = f"“{clip_short(first, 60)}” pushes {pushed}"
    if not worse:
        return f"{text}, and no circle is told that makes things worse"
    verb = "is" if len(worse) == 1 else "are"
    return (
        f"{text}; {counted(count(worse), 'link')} {verb} part of a circle that makes things worse"
    )


def sentence(item: CausalMap) -> str:
    """Every arrow in words."""
    each = strung([_told(push) for push in item.pushes[:SAID]], "; ")
    return clip_short(f"{title(item)}. {sentence_case(each)}", 2400) + "."


def _told(push: Push) -> str:
    start, end = clip_short(push.start, 60), clip_short(push.end, 60)
    circle = f", {CIRCLES[push.circle]}" if push.circle in ("worse", "better", "steadies") else ""
    return f"{start} pushes {end}{_way(push)}{circle}"


def _way(push: Push) -> str:
    if push.same is None:
        return ""
    return " the same way" if push.same else " the opposite way"


HEADS = ["From", "To", "Which way", "Circle"]


def rows(item: CausalMap) -> list[Row]:
    """What pushes, what it pushes, which way, and whether it is part of a circle."""
    return [
        (
            clip_short(push.start, 90),
            clip_short(push.end, 90),
            _way(push).strip() or "not told",
            CIRCLES.get(push.circle, "not told"),
        )
        for push in item.pushes
    ]
