"""Actions that name a field of work and nothing to do in it."""

from __future__ import annotations

import re

from assure.words.late import late
from assure.words.promises import has_finish_test, opens_vaguely, without_lead_in

_I = re.IGNORECASE

# What an action that only names a field of work ends with: "Health information", "Broadband".
_FIELD_OF_WORK = late(
    r"(?:information|awareness|engagement|involvement|participation|communications?|consultation|"
    r"transport|traffic|parking|broadband|housing|health|wellbeing|safety|security|crime|education|"
    r"skills|employment|economy|tourism|heritage|culture|leisure|recreation|environment|energy|"
    r"biodiversity|gain|climate|litter|waste|recycling|provision|access|accessibility|inclusion|"
    r"equality|diversity|cohesion|resilience|loneliness|isolation|poverty|youth|facilities|issues|"
    r"matters|liaison|support|quality|integration|governance|risk|performance|prevention)",
    _I,
)
# An imperative before it makes work of it: "Map transport", "Audit parking".
IMPERATIVE = re.compile(
    r"(?:add|adopt|advertise|advise|agree|align|allocate|apply|appoint|approve|arrange|assess|audit|"
    r"build|buy|carry|change|check|clean|clear|close|collect|commission|complete|conduct|connect|"
    r"consult|control|convert|co-?ordinate|create|cut|deliver|design|develop|distribute|draft|draw|"
    r"end|establish|evaluate|examine|expand|extend|finali[sz]e|find|fit|form|fund|gather|get|give|"
    r"halve|hold|identify|implement|include|increase|inform|insert|install|integrate|introduce|"
    r"issue|join|launch|lead|link|list|lobby|make|manage|map|meet|merge|move|negotiate|obtain|offer|"
    r"open|organi[sz]e|pilot|plan|prepare|prevent|procure|produce|protect|provide|publici[sz]e|"
    r"publish|put|raise|recruit|reduce|refresh|regulate|relocate|remove|renew|repair|replace|report|"
    r"request|require|research|resolve|review|revise|roll|run|secure|send|set|share|show|sign|"
    r"simplify|start|stop|streamline|submit|survey|take|target|teach|test|tighten|track|train|"
    r"transfer|undertake|update|upgrade|use|visit|widen|write|[a-z]+(?:ise|ize|ify))",
    _I,
)


def names_only_a_field(text: str) -> bool:
    """True when an action names a field of work and says nothing to do in it: "Health information".

    Short phrases alone count, and not one that opens with a verb or names a product.
    """
    words = without_lead_in(text).strip(" .,;:").split()
    if not 1 <= len(words) <= 4 or not _FIELD_OF_WORK.fullmatch(words[-1]):
        return False
    worked = IMPERATIVE.fullmatch(words[0]) or any(re.search(r"(?:ing|ed)$", w) for w in words)
    return not worked and opens_vaguely(text) is None and not has_finish_test(text)
