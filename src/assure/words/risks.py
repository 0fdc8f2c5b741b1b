"""How risk registers score and treat risks → a scale of 1 to 5, a level, and what is done.

Councils score likelihood and impact by figures or words, mostly on a scale of five, some on
one of three, four or six. "Likely" is 4 of 5 and 3 of 4, so a column is read as a whole, and
one whose scale is not certain is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assure.model.registers import RiskLevel
from assure.words.late import late
from assure.words.text import is_nothing, plain

LARGEST_SCORE = 25  # of two scales of five

_LIKELIHOOD = {
    "rare": 1, "very rare": 1, "remote": 1, "very unlikely": 1, "highly unlikely": 1,
    "very low": 1, "unlikely": 2, "low": 2, "possible": 3, "moderate": 3, "medium": 3,
    "likely": 4, "probable": 4, "high": 4, "almost certain": 5, "certain": 5, "very likely": 5,
    "highly likely": 5, "very high": 5,
}  # fmt: skip
_IMPACT = {
    "insignificant": 1, "negligible": 1, "very low": 1, "minor": 2, "low": 2, "moderate": 3,
    "medium": 3, "major": 4, "serious": 4, "high": 4, "catastrophic": 5, "severe": 5,
    "extreme": 5, "critical": 5, "very high": 5,
}  # fmt: skip
# Words that a scale of three or four does not have: one in a column settles that it has five.
_ONLY_OF_FIVE = frozenset(
    {"rare", "very rare", "possible", "almost certain", "insignificant", "catastrophic"}
)
_VERY = frozenset({"very low", "very high"})  # at both ends; one end alone may be a scale of four
_WORD_SCALES = {"likelihood": _LIKELIHOOD, "impact": _IMPACT}
_SCALE_SAID = late(r"\b1\s*(?:-|to)\s*(\d{1,2})\b|\b(\d)\s*[x×]\s*\d\b")
_OF = re.compile(r"^(\d{1,2})\s*(?:/|\bof\b|\bout of\b)\s*(\d{1,2})\b")
_LEVELS = {
    "low": RiskLevel.LOW, "very low": RiskLevel.LOW, "minor": RiskLevel.LOW,
    "medium": RiskLevel.MEDIUM, "moderate": RiskLevel.MEDIUM, "med": RiskLevel.MEDIUM,
    "high": RiskLevel.HIGH, "very high": RiskLevel.HIGH, "critical": RiskLevel.HIGH,
    "extreme": RiskLevel.HIGH, "severe": RiskLevel.HIGH,
}  # fmt: skip


def read_scale(cells: Sequence[str], what: str, said: Sequence[str] = ()) -> list[int | None] | str:
    """One column of ``what`` ("likelihood" or "impact") as 1 to 5, a value for each cell.

    ``said`` are its heading and the lines above the table, which may name the scale. Returns
    words that say why instead when the column is not certainly on a scale of five.

    >>> read_scale(["Likely", "2", "Rare"], "likelihood")
    [4, 2, 1]
    """
    steps = {found.group(1) or found.group(2) for line in said if (found := _scale_in(line))}
    if wrong := sorted(steps - {"5"}):
        return f"is scored from 1 to {wrong[0]}"
    values: list[int | None] = []
    words: set[str] = set()
    figures = False
    for text in cells:
        if is_nothing(text):
            values.append(None)
            continue
        number = _figure(text)
        if isinstance(number, str):
            return number
        if number is not None:
            figures = True
            values.append(number)
            continue
        word = re.sub(r"[^a-z ]+", " ", plain(text)).strip()
        if word not in _WORD_SCALES[what]:
            return f"has “{plain(text)[:30]}”, which is no step of a scale of five that is known"
        words.add(word)
        values.append(_WORD_SCALES[what][word])
    settled = figures or steps or words & _ONLY_OF_FIVE or words >= _VERY
    if words and not settled:
        return f"has only {_listed(words)}, which may be steps of a scale of three, four or five"
    return values


def _scale_in(line: str) -> re.Match[str] | None:
    return _SCALE_SAID.search(plain(line))


def _figure(text: str) -> int | str | None:
    """1 to 5 where the cell gives a figure, None where it gives none, else what is wrong."""
    line = plain(text)
    if of := _OF.match(line):
        if of.group(2) != "5":
            return f"is scored out of {of.group(2)} in one cell"
        line = of.group(1)
    found = re.findall(r"(?<![a-z\d.-])\d+(?:\.\d+)?(?![a-z\d])", line)
    if not found:
        return None
    number = found[0].removesuffix(".0")
    if len(found) == 1 and number in {"1", "2", "3", "4", "5"}:
        return int(number)
    return f"has “{plain(text)[:30]}”, which is not one of 1 to 5"


def _listed(words: set[str]) -> str:
    return ", ".join(f"“{word}”" for word in sorted(words))


def read_score(text: str) -> int | None:
    """The whole number a score cell gives: "12", "Amber (12)", "3 x 4 = 12"; None for another.

    Zero and what is below it are no scores.
    """
    line = plain(text)
    product = re.search(r"=\s*(\d+)\b", line)
    found = [product.group(1)] if product else re.findall(r"(?<![\d.-])\d+(?![\d.])", line)
    if len(found) != 1 and not re.fullmatch(r"\d+\.0", line):
        return None
    number = int(found[0]) if found else int(line[:-2])
    return number if 0 < number < 1000 else None


def read_level(text: str) -> RiskLevel | None:
    """Low, medium or high, where a cell opens with such a word: "High (16)"."""
    words = re.sub(r"[^a-z ]+", " ", plain(text)).split()
    return _LEVELS.get(" ".join(words[:2])) or _LEVELS.get(words[0] if words else "")


def _terms(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CLOSED = late(
    r"^(?:now |risk )?(?:closed|archived|retired|removed|deleted|expired|ended|transferred out|"
    r"no longer (?:a risk|relevant|applies|applicable)|de-?escalated|merged|materiali[sz]ed|"
    r"occurred|became an issue|mitigated and closed)\b"
)
_TOLERATED = re.compile(r"^(?:tolerate[ds]?|accept(?:ed|s)?|tolerable)\b")
# Words of which a treatment may be made without saying what anybody does.
_WATCHING = _terms(
    """
    monitor monitored monitoring review reviewed reviews reviewing keep kept under be being is
    are will to the a an and of on for in by at this it its risk risks situation position
    closely close regular regularly ongoing on-going continue continued continuing continually
    continuous as required necessary needed appropriate when tbc tba manage managed managing
    watch watching watched track tracked tracking progress liaise liaison discuss discussed
    discussions meetings meeting communicate communication good effective strong robust work
    working together with partners awareness aware mitigate mitigated mitigation actions action
    confirmed developed determined agreed identified plan place
    """
)


def is_closed(status: str) -> bool:
    """Whether a risk's status says that it is no longer one."""
    return bool(_CLOSED.match(plain(status)))


def is_tolerated(text: str) -> bool:
    """Whether a response or status says that the risk is accepted as it is."""
    return bool(_TOLERATED.match(plain(text)))


def only_watches(text: str) -> bool:
    """True for a treatment that promises no more than to look: "Monitor closely", "Keep under
    review". A noun that says what is watched, or any figure, makes it more than that."""
    line = plain(text)
    words = re.findall(r"[a-z0-9'-]+", line)
    return bool(words) and all(word in _WATCHING for word in words)
