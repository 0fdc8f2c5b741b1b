"""What a heading is about, by the words in it, for headings that no list holds.

Councils join a few dozen words in a few hundred ways: "Agreed Implementation Date", "Action
Name", "Progress Status", "Lead Service Manager". Each field below has the words that tell of it
and the words that speak against it: a "Date Raised" is no deadline, a "Review Group" no owner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assure.words.text import one_line, plain

TERMS = 60  # how sure such a claim is: below any listed heading, above the weak words
_MOST_WORDS = 8  # a longer heading is a sentence


@dataclass(frozen=True)
class _Terms:
    field: str
    tells: re.Pattern[str]
    against: re.Pattern[str] | None = None


def _terms(field: str, tells: str, against: str = "") -> _Terms:
    def words(listed: str) -> re.Pattern[str]:
        return re.compile(
            r"\b(?:" + "|".join(listed.replace("·?", r"\W*").replace("·", r"\W+").split()) + r")\b"
        )

    return _Terms(field, words(tells), words(against) if against else None)


# The first that fits is what the heading is about: a "Revised target date" is no first deadline,
# a "Supporting officer" no owner. Words are patterns, one a space; "·" stands for a gap within.
_DATE = r"(?:dates?|deadlines?|time·?(?:scales?|lines?|frames?)|timetable)"
_END = r"(?:finish|end|completion|delivery)"
_ABOUT = (
    _terms(
        "revised",
        rf"""(?:revised|new|amended|extended|forecast|current)·(?:\w+·)*{_DATE}
        (?:revised|forecast)·{_END} {_END}·(?:\w+·)?(?:revised|forecast)""",
    ),
    _terms("start", r"(?:start(?:ing)?|commencement|begin)·(?:\w+·)*date date·(?:start|commenc)ed"),
    # What is to show that it worked is no proof that it was done.
    _terms(
        "measure",
        r"(?:evidence|impact|difference)·(?:\w+·)*expect(?:ed)? expected·(?:impact|difference)",
    ),
    _terms(
        "evidence",
        r"""evidence proof date·(?:\w+·)?completed completed·date actual·(?:\w+·)*date
        (?:actual|date·of)·completion sign(?:ed)?·off""",
    ),
    _terms(
        "rag", r"b?rag traffic·lights? rating delivery·confidence", r"risk reason why satisfaction"
    ),
    _terms(
        "due",
        rf"""{_DATE} when due complet(?:e|ed|ion)·by quarter go·live
        (?:baseline|original|planned)·{_END} {_END}·(?:\w+·)?(?:baseline|original|planned)""",
        r"""notes? raised added identified reported meetings? updated? last review reviewed logged
        received issued published closed completed created approval committee audit""",
    ),
    _terms("percent", r"percent(?:age)?", r"target"),
    _terms("reason", r"reasons? explanation·(?:of|for) barriers? obstacles?"),
    _terms("status", r"status", r"post legal risk funding"),
    _terms(
        "progress",
        r"""progress position updates? achievements? achieved where·we·are done·(?:so·far|to·date)
        where·(?:we|things|this|it)·(?:\w+·){0,2}(?:got|stands?|now|up·to)
        what·(?:we|has)·(?:have·)?(?:been·)?(?:done|happened|achieved)
        how·(?:\w+·){1,2}(?:going|getting·on|doing)""",
        r"measures? indicators?",
    ),
    _terms(
        "support",
        r"""support(?:ed|ing)?·(?:\w+·)*(?:officers?|partners?|agency|agencies|services?|staff|by)
        partners? assist(?:ed|ing)?""",
        r"lead responsible",
    ),
    _terms(
        "owner",
        r"""owners? owned lead leads led leading responsib(?:le|ility) accountab(?:le|ility)
        officers? whom who assigned""",
        r"times? hours? days? why support(?:ed|ing)? date benefits?",
    ),
    _terms("measure", r"measures? indicators? kpis? success succeed(?:ed)? criteria outputs?"),
    _terms("resources", r"resources? resourcing resourced funding funded capacity", r"status"),
    _terms("cost", r"costs? budget", r"holder"),
    _terms("notes", r"comments? commentary notes? remarks narrative"),
    _terms("milestones", r"milestones?"),
    _terms(
        "action",
        r"""actions? tasks? activit(?:y|ies) recommendations? recommended interventions?
        commitments? deliverables?""",
        r"type category response taken rating level priority plan·(?:no|ref) source",
    ),
    _terms("how", r"how methods? approach"),
)
# "Action Code" and "Recommendation No." number the action; they do not hold it.
_NUMBERS = re.compile(r"\b(?:refs?|reference|codes?|nos?|numbers?|id)\W*$")


def field_by_terms(heading: str) -> str | None:
    """The field that the words of a heading tell of, or None.

    >>> field_by_terms("Agreed Implementation Date"), field_by_terms("Date Raised")
    ('due', None)
    """
    line = re.sub(r"[(\[][^)\]]*[)\]]", " ", plain(one_line(heading)))
    if not 1 < len(line.split()) <= _MOST_WORDS:
        return None
    if _NUMBERS.search(line):
        return "ref"
    for terms in _ABOUT:
        if terms.tells.search(line):
            against = terms.against is not None and terms.against.search(line)
            return None if against else terms.field
    return None
