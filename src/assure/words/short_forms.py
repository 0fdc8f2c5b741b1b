"""Short forms in capitals, and whether the same text spells them out.

As in ``promises``: nothing is judged, and a list errs towards silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assure.words.late import late
from assure.words.text import one_line

# What a reader of a council's paper is sure to know, or what is called by nothing else.
_KNOWN = frozenset(
    {"nhs", "uk", "eu", "usa", "gp", "gps", "it", "ict", "cctv", "hr", "pdf", "vat", "mp", "mps",
     "dvd", "tv", "gdpr", "ai", "id", "faq", "faqs", "rag", "brag", "kpi", "kpis", "smart", "asb",
     "bmi", "fte", "wte", "pc", "pcs", "sme", "smes", "ev", "evs", "led", "hgv", "hgvs", "lgbt",
     "lgbtq", "lgbtqia", "bbc", "url", "www", "sms", "usb", "html", "ceo", "pin", "covid", "swot",
     "pestel", "pestelo", "sara", "tbc", "tbd", "tba", "na", "yes", "no", "the", "and", "for",
     "all", "not", "non", "new", "am", "pm", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi",
     "xii", "fy", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr",
     "jun", "jul", "aug", "sep", "oct", "nov", "dec", "asap"}
)  # fmt: skip
_SHORT_FORM = re.compile(r"\b[A-Z][A-Z&]{1,6}[A-Z]\b")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
_MEANT = late(r"\b([A-Z][A-Z&]{1,6}[A-Z])\s*(?:\(|[:=–—]|\s-\s)\s*[A-Za-z]+ [A-Za-z]+")


def unexplained(texts: Iterable[str], elsewhere: Iterable[str] = ()) -> Mapping[str, int]:
    """Short forms of three letters or more in ``texts`` that nothing spells out, each with the
    number of the first text that has it, in the order met.

    A short form is spelled out where words with those initials follow one another, in ``texts`` or
    ``elsewhere``, or where its meaning stands behind it in brackets or after a colon.
    """
    listed = list(texts)
    found: dict[str, int] = {}
    for number, text in enumerate(listed):
        if text.isupper():
            continue  # a heading in capitals
        for match in _SHORT_FORM.finditer(text):
            form = match.group()
            if form.casefold() not in _KNOWN:
                found.setdefault(form, number)
    if not found:
        return found
    everything = [*listed, *elsewhere]
    meant = {match.group(1) for text in everything for match in _MEANT.finditer(text)}
    initials = "\n".join(_initials(text) for text in everything)
    return {
        form: number
        for form, number in found.items()
        if form not in meant and form.replace("&", "").casefold() not in initials
    }


def _initials(text: str) -> str:
    """The first letters of the words, once of all and once without the small ones.

    What is itself in capitals spells out nothing."""
    words = [word for word in _WORD.findall(one_line(text)) if len(word) < 2 or not word.isupper()]
    every = "".join(word[0] for word in words)
    telling = "".join(word[0] for word in words if word.casefold() not in _SMALL)
    return f"{every}\n{telling}".casefold()
