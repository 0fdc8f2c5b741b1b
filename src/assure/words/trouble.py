"""Words of trouble in what is told of an action: delay, vacancy, waiting.

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re

from assure.words.text import SENTENCE_END, either, one_line

_I = re.IGNORECASE


_PEOPLE = either(
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
# Words whose own "not" is the trouble, so that a "no" before them means something else.
_OWN_NOT = ("not ", "unable", "await", "lack of", "insufficient", "still", "failed")


# What comes in against its own profile: of such counts more is what was planned.
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_PROFILE = re.compile(
    rf"(?<![\d.,£$€])(?P<done>{_NUMBER})\b[^.;\d]{{0,40}}\bagainst (?:an? |the |its |our )?"
    rf"(?:planned )?(?:profile|trajectory)(?: of)? (?P<planned>{_NUMBER})\b",
    _I,
)
_ENOUGH = 0.9  # of the profile


def _short_of_profile(line: str) -> str | None:
    found = _PROFILE.search(line)
    if found is None:
        return None
    done, planned = (float(found[name].replace(",", "")) for name in ("done", "planned"))
    return found.group().casefold() if done < planned * _ENOUGH else None


def troubled(text: str) -> str | None:
    """The first word of trouble in a progress note, in lower case, or None.

    "No delay", "without delay", "vacancy filled" and "people at risk" are not trouble; "238 starts
    against a profile of 290" is.
    """
    for sentence in SENTENCE_END.split(text) if text else ():
        line = one_line(sentence)
        if short := _short_of_profile(line):
            return short
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
