"""How an action is worded: an open-ended verb at its start, a test by which it is finished.

Every function takes text as written and judges nothing: rules decide what a phrase means
for delivery. Where a list must err, it errs towards silence, because a reader who meets two
false alarms stops reading.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assure.words.late import late
from assure.words.text import either, one_line

_I = re.IGNORECASE


# --- Open-ended verbs -------------------------------------------------------------------

# Verbs that name an effort without an end: one can do them for ever and never be finished.
# "develop", "review" and "deliver" are not here: they take a product often enough.
_OPEN_ENDED = (
    "continue",
    "support",
    "promote",
    "explore",
    "consider",
    "work with",
    "work together",
    "work towards",
    "work closely",
    "monitor",
    "raise awareness",
    "raise the profile",
    "enhance",
    "maintain",
    "ensure",
    "improve",
    "encourage",
    "investigate",
    "look at",
    "look into",
    "look to",
    "keep",
    "facilitate",
    "engage",
    "embed",
    "strengthen",
    "help",
    "assist",
    "aim",
    "seek",
    "strive",
    "liaise",
    "contribute",
    "champion",
    "foster",
    "build on",
    "be aware",
    "address",
    "tackle",
    "focus on",
    "link with",
    "lobby",
    "campaign for",
    "press for",
)
# To develop a thing has an end; to develop better links with somebody has none.
_BETTER_TERMS = (
    r"(?:develop|build|forge|create|establish)(?:ing)? "
    r"(?:better|closer|stronger|good|effective|positive|improved)(?: \w+){0,1}? "
    r"(?:links?|relationships?|relations|partnerships?|partnership working|joint working|"
    r"engagement|communications?|connections|understanding)"
)
_FORMS = {verb: re.sub(r"^(\w+?)e?(?= |$)", r"\1ing", verb) for verb in _OPEN_ENDED}
_OPENING = re.compile(
    "(?:"
    + "|".join(
        sorted(
            {re.escape(form) for pair in _FORMS.items() for form in pair}
            | {r"on-?going", "supporting", _BETTER_TERMS},
            key=len,
            reverse=True,
        )
    )
    + r")\b",
    _I,
)
# What may stand before the verb without changing it: numbering, bullets, "to", "we will",
# "further", "actively".
_LEAD_IN = re.compile(
    r"^(?:[\s•·*\-–—>]+|\(?[a-z]?\d+(?:\.\d+)*[.):]?\s+|\(?[a-z][.)]\s+|\[[^\]]*\]\s*"
    r"|(?:the |that )*(?:council|management|services?|teams?|departments?|board|partnership|"
    r"cabinet|committee|officers|partners|members)\s+"
    r"(?:should|must|will|needs? to|(?:is|are) to)\s+"
    r"|(?:to|we|will|shall|should|partners|officers|further|actively|jointly|also|and)\s+)+",
    _I,
)
# "Support worker", "Support Centre", "Keep Clean campaign", "Help desk": a noun, not a verb.
_NOUN_USE = re.compile(
    r"(?:support|help|focus|address|aim)(?:ing)?[\s-]+"
    r"(?:workers?|officers?|services?|groups?|cent(?:re|er)s?|hubs?|plans?|packages?|teams?|"
    r"programmes?|networks?|lines?|desks?|staff|sessions?|offer|contracts?|scheme|schemes|"
    r"point|points|materials?|book|register|grants?|funds?|funding|and advice)\b",
    _I,
)


@lru_cache(maxsize=512)
def without_lead_in(text: str) -> str:
    """The words on one line, from the first that says something: "1.2 We will map …" → "map …"."""
    return _LEAD_IN.sub("", one_line(text), count=1)


def opens_vaguely(text: str) -> str | None:
    """The open-ended verb the text opens with, in lower case, or None.

    >>> opens_vaguely("1.2 Continue to promote cycling")
    'continue'
    >>> opens_vaguely("Support worker appointed") is None
    True
    """
    rest = without_lead_in(text)
    if _NOUN_USE.match(rest):
        return None
    found = _OPENING.match(rest)
    return found.group().casefold() if found else None


# --- A finish test ----------------------------------------------------------------------

_NUMBER = re.compile(
    r"\d|\b"
    + either(
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "fifteen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "half",
        "third", "quarter of", "zero", "doubled?", "halved?", "twice",
        # what is counted, though no figure is set: "number of lifts"
        "numbers? of", "no\\. of", "percentage of", "proportion of",
    )
    + r"\b",
    _I,
)  # fmt: skip
# Numbers that only label: "[4.16]", "Year 1-4", "Phase 2", "Objective 2.1", "Theme 3", "Q2".
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(
    r"\[[\d.\s]+\]|\b[a-z]{1,3}\d{1,3}\b|\b(?:years?|yrs?|phases?|stages?|tiers?|levels?|objectives?|themes?|priority|"
    r"outcomes?|sections?|paras?|annexe?|appendix|keys? stages?|actions?|covid|year)[\s-]*"
    r"\d[\d.]*(?:\s*[-–to]+\s*\d+)?",
    _I,
)
# Things that exist when they are made. A word that also names a field of work ("training",
# "information", "services") is not here.
_PRODUCT = late(
    r"\b"
    + either(
        "plans?", "strateg(?:y|ies)", "reports?", "polic(?:y|ies)", "procedures?", "lists?",
        "websites?", "web ?pages?", "leaflets?", "newsletters?", "guides?", "guidance",
        "handbooks?", "manuals?", "protocols?", "agreements?", "contracts?", "specifications?",
        "surveys?", "audits?", "toolkits?", "databases?", "registers?", "directory", "maps?",
        "business cases?", "charters?", "frameworks?", "templates?", "checklists?", "posters?",
        "videos?", "apps?", "portals?", "dashboards?", "calendars?", "timetables?", "schedules?",
        "clinics?", "hubs?", "cent(?:re|er)s?", "shelters?", "homes?", "playgrounds?", "routes?",
        "crossings?", "cycle lanes?", "cameras?", "lights?", "bins?", "benches", "posts?",
        "inspectors?", "coordinators?", "apprentices?", "pilots?", "prototypes?", "bids?",
        "applications?", "budgets?", "baselines?", "terms of reference", "memorand(?:um|a)",
        "constitutions?", "pledges?", "courses?", "modules?", "assessments?", "evaluations?",
        "appraisals?", "proposals?", "briefs?", "recommendations?", "minutes", "certificates?",
        "kits?", "systems?", "software", "licen[cs]es?",
    )
    + r"\b",
    _I,
)  # fmt: skip
# A product named only as what the work is for or about is not what the work leaves behind:
# "support delivery of the housing strategy", "explore software for reports".
_ABOUT = late(
    r"\b(?:for|of|about|under|through|via|in line with|as part of|from|against|towards?|within|"
    r"around|regarding|aligned (?:to|with)|linked to|access to|users of)\s+"
    r"(?:the |a |an |our |its |their |all |new |any )?(?:[\w'-]+ ){0,3}?$",
    _I,
)
# Open-ended work upon a thing that already exists leaves nothing new behind.
_UPON = late(
    r"\b(?:continue|continuing|support|supporting|promote|promoting|explore|exploring|consider|"
    r"considering|monitor|monitoring|enhance|maintain|maintaining|improve|improving|encourage|"
    r"investigate|keep|embed|strengthen|focus on|use of)\s+(?:to \w+ )?"
    r"(?:the |a |an |our |its |their |all |existing )?(?:[\w'-]+ ){0,2}?$",
    _I,
)
_EVENT = late(
    r"\b"
    + either(
        # decisions
        "agree[ds]?", "approve[ds]?", "approval", "decide[ds]?", "decisions?", "sign(?:ed)?",
        "sign-?off", "adopt(?:ed|s)?", "award(?:ed)?", "accredit(?:ed|ation)", "certified",
        # events and acts that are over once done
        "launch(?:ed|es)?", "open(?:ed|s|ing)?(?! (?:hours|times))", "publish(?:ed)?",
        "publication",
        "complet(?:ed?|ion)", "finish(?:ed)?", "install(?:ed)?", "appoint(?:ed|ment)?",
        "recruit(?:ed|ment)?",
        "conferences?", "workshops?", "away ?days?", "summits?", "festival held", "elections?",
        "hold", "held", "issued?", "submit(?:ted)?", "commission(?:ed)?", "procure[ds]?", "closed?",
        "in place", "in post", "go live", "live by", "built", "trained", "delivered",
        "established?", "set up", "signed up", "handed over", "introduced", "transferred",
        "purchased?",
    )
    + r"\b",
    _I,
)  # fmt: skip
_MONTH = late(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    _I,
)


def has_figure(text: str) -> bool:
    """True for a number that counts something, not one that only labels ("Phase 2", "Year 1-4")."""
    return bool(_DIGIT.search(text) and _DIGIT.search(_LABEL.sub(" ", text)))


def has_finish_test(text: str) -> bool:
    """True when the words say how anyone would know that it is done.

    A number, a date, a thing that will exist, a decision or an event is enough; whether it
    is a good test is for the reader.
    """
    line = one_line(text)
    counted = _LABEL.sub(" ", _LEAD_IN.sub("", line, count=1))
    if _NUMBER.search(counted) or _MONTH.search(line):
        return True
    for part in re.split(r"[\n;]+", text):
        part = one_line(part)
        if _EVENT.search(part):
            return True
        for found in _PRODUCT.finditer(part):
            before = part[: found.start()]
            if not _ABOUT.search(before) and not _UPON.search(before):
                return True
    return False
