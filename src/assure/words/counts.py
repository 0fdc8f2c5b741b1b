"""Figures that a note tells of what was promised: "61 of 90 homes".

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re

from assure.words.late import late
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
# "322 trained.", "On track. 512 starts at end of Q2": a count at the head of a note is all there
# is, unless a word beside it makes it one of a quarter, or the promise is one for each year.
_HEADS = re.compile(
    rf"^(?:[a-z][a-z ]{{1,20}}[.:;,–-]\s+)?"
    rf"(?P<done>{_NUMBER})\s+(?P<what>[a-z]+)\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_IN_PART = late(
    r"\b(?:this|last|latest|each|every|per|since|in q\d|quarter|month|week|year|more|further|new|"
    r"against|a|an|to|were|applications?)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(?:an?|per|each|every) (?:year|annum|month|quarter|week|day)\b|ly\b", re.I)
_NEXT = late(r"\s+([a-z]+)", re.IGNORECASE)
_PROMISED = re.compile(rf"(?<![\d.,/£$€-])(?P<all>{_NUMBER})\s+(?P<what>[a-z]+)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|21)\d\d")


def done_of(note: str, promised: str) -> tuple[int, int] | None:
    """How many of how many a note tells, where what was promised names the same number.

    >>> done_of("61 of 90 homes insulated", "Insulate 90 homes"), done_of("3 of 4 sites", "Parks")
    ((61, 90), None)
    >>> done_of("12 wardens trained so far", "Train 40 wardens")
    (12, 40)
    >>> done_of("On track. 512 starts at end of Q2.", "1,400 homes started")
    (512, 1400)
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
    if not pairs and (head := _heading(said, wanted)) is not None:
        pairs.append(head)
    told_once = set(pairs)
    # Two counts ("3 of 4 sites, 20 of 60 staff") leave open which of them is the action's.
    told = told_once.pop() if len(told_once) == 1 else None
    return told if told is not None and told[1] > 1 else None


def _heading(said: str, wanted: str) -> tuple[int, int] | None:
    """The count that heads a note, where one of its kind was promised and no other is told."""
    found = _HEADS.match(said)
    if found is None or _IN_PART.search(found["rest"]) or _RATE.search(wanted):
        return None
    if len(_PROMISED.findall(said)) > 1:
        return None
    stem = _stem(found["what"])
    whole = set()
    for match in _PROMISED.finditer(wanted):
        after = _NEXT.match(wanted[match.end() :])
        named = {_stem(match["what"])} | ({_stem(after[1])} if after else set())
        if stem in named and not _YEAR.fullmatch(match["all"]):
            whole.add(_number(match["all"]))
    done = _number(found["done"])
    return (done, whole.pop()) if len(whole) == 1 and done <= min(whole) else None


def _stem(word: str) -> str:
    """ "starts", "started" → "start"."""
    return re.sub(r"(?:ed|ing|s)$", "", plain(word))


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _thing(word: str) -> str:
    return plain(word).rstrip("s")
