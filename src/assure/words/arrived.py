"""Whether a progress note tells that the very thing an action promised is there.

Plans without a column of status leave finished work looking late. Only the promise's own event
counts ("Design agreed" … "Design agreed in March"), and anything short of the whole is silence.
"""

from __future__ import annotations

import re

from assure.words.text import one_line, plain

_EVENTS = {
    "open": "open(?:ed|s)?",
    "publish": "published",
    "agree": "agreed",
    "sign": "signed",
    "adopt": "adopted",
    "print": "printed",
    "launch": "launched",
    "register": "registered",
    "approve": "approved",
    "appoint": "appointed",
    "install": "installed",
    "build": "built",
    "complete": "completed?",
    "deliver": "delivered",
    "live": "live",
}
_PROMISED = {stem: re.compile(rf"\b{stem}\w*\b|\b{past}\b") for stem, past in _EVENTS.items()}
# The event opens the note, after the thing itself at most: "Design agreed March", "All three open".
_TOLD = {stem: re.compile(rf"^(?:[\w'’]+ ){{0,3}}{past}\b") for stem, past in _EVENTS.items()}
_RATED = re.compile(r"^(?:green|amber|red|blue|on track)\b[\s.:;,–-]*", re.IGNORECASE)
_COUNT = re.compile(r"^(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|several|a few)\b")
_THERE = r" (?:received|done|in place|agreed|issued|finished|completed?|published|ready)\b"
_SHORT = re.compile(
    r"\bnot\b|n['’]t\b|\b(?:awaiting|waiting|draft\w*|pending|except|remaining|others?|rest|partly|"
    r"part|half|some|most|only|phase|stage|to be|to follow|will|once|until|subject|"
    r"application|consultation|negotiation|bid|lease|first|further|more)\b"
    r"|\b(?:of|by) (?:the )?(?:\d|two|"
    r"three|four|five|six|seven|eight|nine|ten|twelve)"
)


def arrived(promise: str, due: str, note: str) -> bool:
    """True when ``note`` tells that what ``promise`` or ``due`` names as the event has happened.

    >>> arrived("Design agreed with young people", "Sep 2025", "Design agreed March 26")
    True
    >>> arrived("Policy signed by five partners", "Sep 2025", "Two have signed.")
    False
    """
    told = _RATED.sub("", note.strip())
    sentence = plain(one_line(re.split(r"(?<=[.;])\s+|\n+", told, maxsplit=1)[0]))
    if not sentence or _COUNT.match(sentence) or _SHORT.search(plain(one_line(told))):
        return False
    wanted = plain(one_line(promise)).strip(" .")
    if 1 <= len(wanted.split()) <= 3 and re.match(re.escape(wanted) + _THERE, sentence):
        return True
    for stem, past in _TOLD.items():
        if not past.match(sentence):
            continue
        if _PROMISED[stem].search(plain(one_line(due))):
            return True
        if _PROMISED[stem].search(wanted) and (
            sentence.startswith("all ") or not re.search(r"\d", wanted)
        ):
            return True
    return False
