"""Follows a figure of a page to where it says it comes from, and finds those that say nothing.

The page is read as a browser would read it, and the documents as they travel inside the PDF: of
the code that writes origins nothing is used here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import lxml.html

from assure.facts.quarterly import quarter_in
from assure.facts.quarters import quarters_from
from assure.model.evidence import as_json
from assure.report import formats
from assure.report.kinds import Material
from assure.service.evidence import evidence_of
from assure.service.reviews import read_review, travelling
from assure.service.rulebook import of_review

DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d+")
_TITLE = re.compile(r"(<svg\b[^>]*>)<title>(.*?)</title>", re.DOTALL)
_SPOKEN = re.compile(r'(<[a-z][^<>]*) aria-label="([^"]*)"([^<>]*>)')
NOT_WORDS = {"style", "script", "title", "head"}


@dataclass(frozen=True)
class Loose:
    """A figure without origin: where it stands, and the words around it."""

    place: str
    text: str
    line: str
    marked: bool  # as a number


def body_of(page: str) -> Any:
    return lxml.html.document_fromstring(page).body


def spoken_in_print(page: str) -> str:
    """``page`` with what only a screen reader says, of drawings and of what holds them, as text."""
    page = _TITLE.sub(r'\1<text class="spoken">\2</text>', page)
    return _SPOKEN.sub(r'\1\3<span class="spoken">\2</span>', page)


def loose(page: str) -> Iterator[Loose]:
    """Every text with a figure, and every number that the page marks as one, without origin."""
    for element in body_of(page).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "data" and "data-origin" not in element.attrib:
            yield _loose(element.getparent(), element.text or "", marked=True)
        own, parent = element.text, element.getparent()
        for text, owner in ((own, element), (element.tail, parent)):
            if text and owner is not None and DIGIT.search(text) and not _told(owner):
                yield _loose(owner, text.strip())


def _told(element: Any) -> bool:
    """Whether this element or one around it names an origin, or is no place for words."""
    around = (element, *element.iterancestors())
    return any(
        one.tag in NOT_WORDS or one.tag == "data" or "data-origin" in one.attrib for one in around
    )


def _loose(element: Any, text: str, *, marked: bool = False) -> Loose:
    place = f"{element.tag}.{element.get('class', '')}".rstrip(".")
    line = " ".join(element.text_content().split())
    return Loose(place, text, line, marked)


class Documents:
    """What travels inside the PDF of a report: the texts of the review and of the evidence."""

    def __init__(self, review: bytes, evidence: bytes) -> None:
        # As they are written: a pointer that leads to what a reader would have to add is broken.
        self._roots = {"evidence:": json.loads(evidence), "review:": json.loads(review)["review"]}
        self._plan = read_review(review.decode(), "review.json").plan

    @classmethod
    def of(cls, material: Material) -> Documents:
        """Those of a report made from ``material``."""
        document = travelling(material.review)
        evidence = evidence_of(
            material.review,
            material.assessment,
            of_review(material.review),
            document,
            report="",
            edition=material.edition,
            facts=(),
            comparison=material.comparison,
            course=material.course,
            questions=material.questions,
        )
        return cls(document, as_json(evidence))

    def at(self, pointer: str) -> Any:
        """What stands at a pointer (RFC 6901). Raises KeyError or IndexError for nothing."""
        root, _, steps = pointer.partition("/")
        found = self._roots[root]
        for step in steps.split("/") if steps else []:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]
        return found

    def value(self, origin: str) -> Any:
        """What an origin comes to."""
        how, bracket, rest = origin.partition("(")
        if not bracket:
            return Decimal(origin) if _is_number(origin) else self.at(origin)
        inside = rest.removesuffix(")")
        if how == "count":
            return self._count(inside)
        parts = [self.value(part) for part in split(inside)]
        if how == "quarter":
            return self._quarter(*parts)
        numbers = [Decimal(str(part)) for part in parts]
        match how:
            case "sum":
                return sum(numbers)
            case "difference":
                return numbers[0] - sum(numbers[1:])
            case "product":
                return numbers[0] * numbers[1]
            case "quotient":
                return numbers[0] // numbers[1]
            case "size":
                return abs(numbers[0])
        raise KeyError(how)

    def _count(self, inside: str) -> Decimal:
        """A whole list, or things told one by one: ``evidence:/findings/0-3,7 review:/…``."""
        told = inside.split()
        if len(told) == 1 and not re.search(r"/\d[\d,-]*$", inside):
            found = self.at(inside)
            return Decimal(len(found) if isinstance(found, list) else 1)
        return Decimal(sum(self._several(one) for one in told))

    def _several(self, told: str) -> int:
        home, _, last = told.rpartition("/")
        if not re.fullmatch(r"\d+(-\d+)?(,\d+(-\d+)?)*", last):
            self.value(told)
            return 1
        places: list[int] = []
        for run in last.split(","):
            first, _, end = run.partition("-")
            places += range(int(first), int(end or first) + 1)
        for place in places:
            self.at(f"{home}/{place}")
        return len(places)

    def _quarter(self, of: Any, after: Any = 0) -> str:
        """The quarter of a day, or so many after it; the quarter of the plan with a number."""
        if isinstance(of, str):
            day, starts = dt.date.fromisoformat(of), self._plan.year_starts
            return quarters_from(day, int(after) + 1, starts)[-1].label
        found = quarter_in(self._plan, int(of))
        assert found is not None
        return found.label


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def split(inside: str) -> list[str]:
    """The parts of an origin, those in brackets whole."""
    parts, depth, text = [], 0, ""
    for letter in inside:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append(text.strip())
            text = ""
        else:
            text += letter
    return [*parts, text.strip()]


def disagreements(page: str, documents: Documents) -> Iterator[str]:
    """Each figure of ``page`` whose origin leads nowhere, or to something else."""
    for element in body_of(page).iter("data", "time", "span", "tspan"):
        origin, text = element.get("data-origin"), " ".join(element.text_content().split())
        if origin is None:
            continue
        try:
            found = documents.value(origin)
        except (KeyError, IndexError, ValueError, TypeError, ArithmeticError) as fault:
            yield f"“{text}”: {origin} leads nowhere ({fault!r})"
            continue
        if not _agrees(element, text, found):
            yield f"“{text}”: at {origin} stands {found!r:.200}"


def _agrees(element: Any, text: str, found: Any) -> bool:
    value, day = _value(element, "value"), _value(element, "datetime")
    if value is not None:
        value = Decimal(value)
        return Decimal(str(found)) == value and text.casefold() in {
            shown.casefold() for shown in _shown(value)
        }
    if day is not None:
        if day != found:
            return False
        day = dt.date.fromisoformat(found)
        return text in {
            formats.long_date(day),
            formats.short_date(day),
            formats.month_year(day),
            f"{day:%B %Y}",
            f"{day.day} {day:%b}",
            f"{day.year}",
            day.isoformat(),
        }
    if isinstance(found, str):
        return _letters(_uncut(text)) in _letters(found) or _as_day(found) == text
    # Words made of several fields of one thing: each of their numbers stands in one of them.
    whole = json.dumps(found, ensure_ascii=False)
    return all(number in whole for number in DIGITS.findall(text))


def _value(element: Any, name: str) -> Any:
    """What an element says it holds: in a drawing there are no attributes of their own for it."""
    return element.get(f"data-{name}" if element.tag == "tspan" else name)


def _shown(value: Decimal) -> set[str]:
    """Every way in which a page may print ``value``."""
    shown = {formats.number(value, places, least) for places in (0, 1, 2) for least in (0, 1, 2)}
    shown |= {f"{value}", f"{value:,}", f"{value.normalize():f}"}
    if value == value.to_integral_value():
        shown |= {formats.count_word(int(value)), f"{int(value):,}", f"{int(value)}"}
    return shown


def _as_day(text: str) -> str:
    try:
        return formats.short_date(dt.date.fromisoformat(text))
    except ValueError:
        return ""


def _uncut(text: str) -> str:
    return re.split("…", text)[0]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
