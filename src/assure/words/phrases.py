"""What the words of a plan give away: open-ended verbs, a finish test, doubt, trouble.

Every function takes text as written and judges nothing: rules decide what a phrase means
for delivery. Where a list must err, it errs towards silence, because a reader who meets two
false alarms stops reading.
"""

from __future__ import annotations

import re

from assure.words.text import is_nothing, one_line, plain

_I = re.IGNORECASE


def _words(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


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
_FORMS = {verb: re.sub(r"^(\w+?)e?(?= |$)", r"\1ing", verb) for verb in _OPEN_ENDED}
_OPENING = re.compile(
    "(?:"
    + "|".join(
        sorted(
            {re.escape(form) for pair in _FORMS.items() for form in pair}
            | {r"on-?going", "supporting"},
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
    + _words(
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
_LABEL = re.compile(
    r"\[[\d.\s]+\]|\b[a-z]{1,3}\d{1,3}\b|\b(?:years?|yrs?|phases?|stages?|tiers?|levels?|objectives?|themes?|priority|"
    r"outcomes?|sections?|paras?|annexe?|appendix|keys? stages?|actions?|covid|year)[\s-]*"
    r"\d[\d.]*(?:\s*[-–to]+\s*\d+)?",
    _I,
)
# Things that exist when they are made. A word that also names a field of work ("training",
# "information", "services") is not here.
_PRODUCT = re.compile(
    r"\b"
    + _words(
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
_ABOUT = re.compile(
    r"\b(?:for|of|about|under|through|via|in line with|as part of|from|against|towards?|within|"
    r"around|regarding|aligned (?:to|with)|linked to|access to|users of)\s+"
    r"(?:the |a |an |our |its |their |all |new |any )?(?:[\w'-]+ ){0,3}?$",
    _I,
)
# Open-ended work upon a thing that already exists leaves nothing new behind.
_UPON = re.compile(
    r"\b(?:continue|continuing|support|supporting|promote|promoting|explore|exploring|consider|"
    r"considering|monitor|monitoring|enhance|maintain|maintaining|improve|improving|encourage|"
    r"investigate|keep|embed|strengthen|focus on|use of)\s+(?:to \w+ )?"
    r"(?:the |a |an |our |its |their |all |existing )?(?:[\w'-]+ ){0,2}?$",
    _I,
)
_EVENT = re.compile(
    r"\b"
    + _words(
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
_MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    _I,
)


def has_figure(text: str) -> bool:
    """True for a number that counts something, not one that only labels ("Phase 2", "Year 1-4")."""
    return bool(re.search(r"\d", _LABEL.sub(" ", text)))


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


# --- Money ------------------------------------------------------------------------------

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
_NEEDS_NONE = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:is |are |was |were |being )?(?:required|needed|necessary|implications?|"
    r"requirement|requested|sought|pressures?|impact|constraints?|issues?)\b",
    _I,
)


def lacks_money(text: str) -> bool:
    """True when the plan itself says that money or people are lacking ("not resourced")."""
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
    r"|\bprovisional(?:ly)?\b|\b(?:seek|seeking|exploring|looking for) (?:\w+ ){0,2}?"
    r"(?:funding|funds|sponsorship|grants?)\b|\bpotential (?:funding|grant)\b",
    _I,
)
_BID = re.compile(r"\bbids?\b", _I)
_BID_WON = re.compile(
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


_ON_MONEY = re.compile(
    r"^(?:subject to|depend|awaiting|pending|if ).*\b(?:fund\w*|budgets?|bids?|grants?|money|"
    r"settlement)",
    _I,
)


def hangs_on_money(text: str) -> bool:
    """True when a note says that the work waits for money: "subject to grant".

    For notes and progress, where the other words of ``doubts_money`` may be about anything.
    """
    line = one_line(text)
    return any(_ON_MONEY.match(found.group()) for found in _DOUBTS.finditer(line))


# --- Trouble ----------------------------------------------------------------------------

_PEOPLE = _words(
    "people", "persons?", "children", "child", "young", "youth", "famil(?:y|ies)", "residents?",
    "households?", "adults?", "patients?", "tenants?", "those", "pupils?", "students?", "women",
    "men", "girls?", "boys?", "victims?", "learners?", "individuals?", "communit(?:y|ies)",
    "homes", "properties", "buildings?", "carers?", "clients?", "most", "who are", "cases",
)  # fmt: skip
# One pattern for each word of trouble, with the everyday uses that are no trouble at all.
_TROUBLE = re.compile(
    r"\b(?:"
    r"delay(?:s|ed|ing)?(?! (?:discharges?|transfers?|transfer of care))"
    r"|slipp(?:ed|age|ing)|slippage"
    r"|vacanc(?:y|ies)|vacant(?! (?:propert|shops?|units?|homes?|buildings?|sites?|land|plots?|"
    r"premises|dwellings?|floors?))"
    r"|await(?:ing|ed|s)?|still waiting|waiting (?:for|on)(?! lists?)"
    r"|unable|at risk(?! (?:register|assess))|risk of (?:delay|slipp\w+|missing|failure|failing)"
    r"|behind (?:schedule|target|plan|programme|profile|timetable)"
    r"|off[- ]track|off[- ]target"
    r"|overdue(?! (?:repairs?|rent|books?|fines?))|stalled|blocked(?! (?:drains?|gull))"
    r"|on hold|postponed|deferred|suspended|halted|paused"
    r"|short(?:age|fall) (?:of|in)|under-?staffed|short[- ]staffed|lack of (?:staff|capacity|"
    r"resources?|funding|officers?|time)|insufficient (?:staff|capacity|resources?|funding)"
    r"|long[- ]term sick(?:ness)?|staff sickness|left (?:the (?:post|council|authority)|post)"
    r"|overspen[dt]\w*|not (?:yet )?(?:been )?(?:confirmed|agreed|secured|received|recruited|"
    r"appointed)"
    r"|failed to|fell through|(?:withdrawn|pulled out|withdrew)"
    r"|missed (?:the |its |our |a )?(?:targets?|deadlines?|milestones?|dates?)"
    r"|running late|late start|difficult(?:y|ies) (?:in|with|recruiting|finding|getting)"
    r"|(?<!problem )(?<!problem-)problems? with|setbacks?|bottlenecks?"
    r")\b",
    _I,
)
_NEGATED = re.compile(
    r"\b(?:no|not|without|never|nor|neither|any|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|minimis\w+|"
    r"fewer|reduc\w+|cut(?:ting)?|despite|no longer|free of|zero|0|no more|isn't|wasn't|aren't|"
    r"overcame|overcome|resolved?|resolving|fill(?:ed|ing)?|clear(?:ed|ing)?|"
    r"recover(?:ed|ing)? from|catch(?:ing)? up (?:on|after)|made up)\s+(?:[\w'’-]+\s+){0,2}$",
    _I,
)
_OVER = re.compile(
    r"^[\w\s,'’()-]{0,60}?\b(?:filled|resolved|overcome|recovered|cleared|sorted|closed|"
    r"now in post|now appointed|appointed|caught up|made up|ended|lifted|over)\b",
    _I,
)
_STILL = re.compile(r"\b(?:not|yet|to be|until|unless|before|once|when|cannot|hope\w*|un\w+)\b", _I)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
# Words whose own "not" is the trouble, so that a "no" before them means something else.
_OWN_NOT = ("not ", "unable", "await", "lack of", "insufficient", "still", "failed")


def troubled(text: str) -> str | None:
    """The first word of trouble in a progress note, in lower case, or None.

    "No delay", "without delay", "vacancy filled" and "people at risk" are not trouble.
    """
    for sentence in _SENTENCE.split(text):
        line = one_line(sentence)
        for found in _TROUBLE.finditer(line):
            word = found.group().casefold()
            before, after = line[: found.start()], line[found.end() :]
            if not word.startswith(_OWN_NOT) and _NEGATED.search(before):
                continue
            if word == "at risk" and re.match(r"\s+of\b(?! (?:delay|slip|miss|fail|not))", after):
                continue
            if word in {"at risk", "unable", "awaiting"} and re.search(
                _PEOPLE + r"\s+(?:[\w'-]+\s+){0,2}$", before, _I
            ):
                continue
            over = _OVER.match(after)
            if over and not _STILL.search(over.group()):
                continue
            return word
    return None


# --- Pointers and process ---------------------------------------------------------------

_POINTER = re.compile(
    r"^(?:please )?(?:see(?! (?:through|that|if|whether|how|what|an? |more|fewer))(?: also)?|"
    r"refer to|as per|as set out in|as detailed in|as described in|set out in|detailed in|"
    r"covered (?:by|in|under)|contained in|included in|picked up in|cross[- ]refer\w*|cf\.?|"
    r"in accordance with|reported (?:through|under|in))\s+\S",
    _I,
)


def points_elsewhere(text: str) -> bool:
    """True when the words only send the reader to another paper: "See Annexe 2"."""
    return bool(_POINTER.match(_LEAD_IN.sub("", one_line(text), count=1).lstrip("([")))


_PROCESS = re.compile(
    r"^(?:(?:the )?(?:action )?(?:list|minutes|papers?|report|note|e-?mail|update)s? "
    r"(?:(?:has|have|was|were) (?:been )?)?(?:circulated|sent|issued|noted|received|tabled)"
    r"(?: to \w+)?|noted|circulated|minuted|for (?:noting|information)|no (?:further )?"
    r"(?:report|update|information|news)(?: yet| received| given| available| to report)?|"
    r"nothing to report|to be (?:discussed|reported|considered)(?: at [\w ]+)?|"
    r"discussed(?: at [\w ]+)?|reported to [\w ]+|on (?:the )?agenda(?: for [\w ]+)?|"
    r"update (?:to follow|requested|awaited)|see (?:above|below|minutes))\W*$",
    _I,
)


def process_note(text: str) -> bool:
    """True when a status or progress cell tells of paper, not of progress: "List circulated"."""
    line = plain(text)
    return bool(line) and bool(_PROCESS.match(line))
