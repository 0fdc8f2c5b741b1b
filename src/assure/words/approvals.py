"""Words that tell of a decision: that somebody agreed, or that only the signature is missing.

As in ``trouble``: nothing is judged, and each list errs towards silence.
"""

from __future__ import annotations

import re

from assure.words.late import late
from assure.words.text import plain

_SIGN_OFF = r"(?:sign(?:ed)?[- ]?off|closure|verification|to be (?:verified|closed))"
_WAITING = r"(?:but |and |now )?(?:still )?(?:await\w*|pending|subject to|waiting (?:for|on)|needs)"
# Said of the action itself, at the start: "Draft complete, awaiting sign-off" is half a story.
_DONE_BUT = re.compile(
    r"^(?:100 ?% )?(?:now |all )?(?:actions? |works? )?(?:is |are )?(?:now )?"
    r"(?:complete[d]?|done|finished)"
    rf"[\s,;:.(-]*{_WAITING}\b[^.;]{{0,40}}?\b{_SIGN_OFF}\b"
)
_ONLY_WAITS = late(rf"\b{_WAITING}\b[^.;]{{0,40}}?\b{_SIGN_OFF}\b")
_DECIDED = late(
    r"\b(?:agree(?:d|ment)|approv(?:ed|al|es)|decided|decisions?|authoris(?:ed|ation)|"
    r"authoriz(?:ed|ation)|sanctioned|resolved|instruct(?:ed|ion)|direct(?:ed|ive)|"
    r"minuted?|signed off|at the request of|request(?:ed)? (?:by|of)|"
    r"boards?|cabinet|committee|executive|council (?:meeting|motion)|full council|"
    r"directors?|portfolio holder|ministers?|government|steering group|smt|cmt|slt|clt)\b"
)


def awaits_sign_off(text: str, *, done: bool = False) -> bool:
    """True for "Complete, awaiting sign-off"; with ``done`` the words need not say "complete".

    >>> awaits_sign_off("Complete, awaiting sign-off"), awaits_sign_off("Draft awaits sign-off")
    (True, False)
    """
    return bool((_ONLY_WAITS if done else _DONE_BUT).search(plain(text)))


def names_a_decision(text: str) -> bool:
    """True when the words name a decision or a body that could have taken it."""
    return bool(_DECIDED.search(plain(text)))
