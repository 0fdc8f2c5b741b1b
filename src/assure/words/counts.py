"""Figures that a note tells of what was promised: "61 of 90 homes".

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re

from assure.words.text import one_line, plain

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_OF = re.compile(
    rf"(?<![\d.,/£$€])(?P<done>{_NUMBER})(?:\s+(?:\w+\s+)?(?:out of|of)\s+(?:the\s+|all\s+)?|/)"
    rf"(?P<all>{_NUMBER})(?![\d.,/]*\d|\s*%|th\b|st\b|nd\b|rd\b)",
    re.IGNORECASE,
)
_SO_FAR = re.compile(
    rf"(?<![\d.,/£$€])(?P<done>{_NUMBER})\s+(?P<what>[a-z]+)\b[^.;\d]*?\b(?:so far|to date|"
    r"in total|altogether)\b",
    re.IGNORECASE,
)
_PROMISED = re.compile(rf"(?<![\d.,/£$€-])(?P<all>{_NUMBER})\s+(?P<what>[a-z]+)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|21)\d\d")


def done_of(note: str, promised: str) -> tuple[int, int] | None:
    """How many of how many a note tells, where what was promised names the same number.

    >>> done_of("61 of 90 homes insulated", "Insulate 90 homes"), done_of("3 of 4 sites", "Parks")
    ((61, 90), None)
    >>> done_of("12 wardens trained so far", "Train 40 wardens")
    (12, 40)
    """
    said, wanted = one_line(note), one_line(promised)
    counted = [found for found in _PROMISED.finditer(wanted) if not _YEAR.fullmatch(found["all"])]
    figures = {_number(found["all"]) for found in counted}
    pairs = [(_number(m["done"]), _number(m["all"])) for m in _OF.finditer(said)]
    pairs = [(done, whole) for done, whole in pairs if whole in figures and done <= whole]
    if not pairs:
        by_thing: dict[str, set[int]] = {}
        for found in counted:
            by_thing.setdefault(_thing(found["what"]), set()).add(_number(found["all"]))
        for match in _SO_FAR.finditer(said):
            whole = by_thing.get(_thing(match["what"]), set())
            if len(whole) == 1 and _number(match["done"]) <= min(whole):
                pairs.append((_number(match["done"]), min(whole)))
    told_once = set(pairs)
    # Two counts ("3 of 4 sites, 20 of 60 staff") leave open which of them is the action's.
    told = told_once.pop() if len(told_once) == 1 else None
    return told if told is not None and told[1] > 1 else None


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _thing(word: str) -> str:
    return plain(word).rstrip("s")
