"""Words about money and means: that they are lacking, in doubt, or what the work waits for.

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re

from assure.words.late import late
from assure.words.text import is_nothing, one_line

_I = re.IGNORECASE
_LACKS = re.compile(
    r"\b(?:not (?:yet |currently |fully |adequately |at present )?(?:been )?"
    r"(?:resourced|funded)|un(?:der)?-?(?:resourced|funded)"
    r"|(?:no|lack of|without|insufficient|inadequate|not enough) "
    r"(?:(?:dedicated|identified|additional|current|available|agreed|secured) )?"
    r"(?:resources?|resourcing|budget|funding|funds|money|finance)"
    r"|(?:funding|budget|grant|money|resources?) (?:has |have |was |were |is |are )?(?:been )?"
    r"(?:withdrawn|refused|lost|cut|not available|unavailable|ran out|run out)"
    r"|(?:bid|application) (?:was |has been )?(?:unsuccessful|rejected|turned down|refused|failed)"
    r"|unsuccessful bid)\b",
    _I,
)
# "No additional budget required" says the opposite of a lack.
_NEEDS_NONE = late(
    r"^\W*(?:\w+ ){0,2}?(?:is |are |was |were |being )?(?:required|needed|necessary|implications?|"
    r"requirement|requested|sought|pressures?|impact|constraints?|issues?)\b",
    _I,
)


def lacks_money(text: str) -> bool:
    """True when the plan itself says that money or people are lacking ("not resourced")."""
    if not text:
        return False
    line = one_line(text)
    return any(not _NEEDS_NONE.match(line[found.end() :]) for found in _LACKS.finditer(line))


_DOUBTS = re.compile(
    r"^\s*\?\s*$|\?\?|£\s*\?|"
    r"\bun(?:confirmed|secured|certain)\b|\bnot (?:yet |been )*(?:confirmed|secured|"
    r"agreed|identified|approved|guaranteed|known)\b|\bto be (?:confirmed|identified|agreed|found|"
    r"secured|determined|sourced|decided)\b|\bt\.?b\.?[cad]\b|\b(?:awaiting|pending) (?:\w+ ){0,3}"
    r"(?:funding|budget|bid|grant|approval|confirmation|decision|settlement|outcome)"
    r"|\bsubject to (?:[\w']+ ){0,5}?(?:fund\w*|budgets?|bids?|grants?|approval|money|costs?|"
    r"resourc\w*|settlement|cabinet|confirmation|business case|availability|agreement)\b"
    r"|\bdepend(?:ent|ant|s|ing)? (?:up)?on (?:[\w']+ ){0,4}?(?:fund\w*|budgets?|bids?|grants?|"
    r"money|settlement|resourc\w*)\b|\bif (?:[\w']+ ){0,3}?(?:funding|funded|bid|grant)\b"
    r"|\b(?:from )?within existing\b|\bexisting (?:budgets?|resources)\b|\bin principle\b"
    r"|\bunder (?:discussion|negotiation)\b"
    r"|\b(?:approval|decision|confirmation) (?:is |still )?awaited\b"
    r"|\bprovisional(?:ly)?\b|\b(?:seek|seeking|exploring|looking for) (?:\w+ ){0,2}?"
    r"(?:funding|funds|sponsorship|grants?)\b|\bpotential (?:funding|grant)\b",
    _I,
)
_BID = re.compile(r"\bbids?\b", _I)
_BID_WON = late(
    r"\b(?:successful|approved|won) bid|\bbids? (?:has been |was |is |now )*(?:successful|approved|"
    r"won|agreed|granted|awarded)\b|\b(?:won|awarded|granted|secured) (?:\w+ ){0,3}?bid",
    _I,
)
# To write a bid is work like any other; a bid is a doubt where it stands for the money.
_BID_WORK = re.compile(
    r"\bbid(?:-| )?(?:writer|writing|team|manager|officer|development|support)",
    _I,
)


def doubts_money(text: str) -> bool:
    """True when money or means are named but unsure: "bid", "subject to budget", "??".

    Meant for cells about resources; "within existing budgets" counts, because it says where
    the money is hoped for without naming any.
    """
    line = one_line(text)
    if is_nothing(line):
        return False
    if _DOUBTS.search(line):
        return True
    if not _BID.search(line):
        return False
    return not _BID_WON.search(line) and not _BID_WORK.search(line)


_ON_MONEY = late(
    r"^(?:subject to|depend|awaiting|pending|if ).*\b(?:fund\w*|budgets?|bids?|grants?|money|"
    r"settlement)",
    _I,
)


def hangs_on_money(text: str) -> bool:
    """True when a note says that the work waits for money: "subject to grant".

    For notes and progress, where the other words of ``doubts_money`` may be about anything.
    """
    if not text:
        return False
    line = one_line(text)
    return any(_ON_MONEY.match(found.group()) for found in _DOUBTS.finditer(line))
