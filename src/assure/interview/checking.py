"""Whether what was typed, or written in a file, answers a question.

``value_of`` gives the value to store or raises ``UnfitAnswerError`` with one sentence for the
person who answered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from assure.conditions.nearest import did_you_mean
from assure.model.answers import Entry, Scalar, Value
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import EntryField, Option, Question, QuestionKind
from assure.words.days import read_day
from assure.words.money import parse_money

LONGEST = 100_000  # characters of one answer
MOST_ENTRIES = 200
LARGEST_NUMBER = 10**15
_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
# Controls but for tab and newline, lone surrogates, and the two that are no characters at all.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Refs = Mapping[str, Mapping[str, str]]  # "action" or "outcome" → ref → title


class UnfitAnswerError(QuestionnaireError):
    """What was given does not answer the question; the message says what would."""


def clean(text: str) -> str:
    """``text`` without characters that cannot be seen; every line end is a newline."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def value_of(question: Question, raw: Any, refs: Refs | None = None) -> Value:
    """The value to store for ``raw``: text as typed, or plain data of a file.

    ``refs`` are those of the loaded plan; without them links are taken as they come.
    Raises UnfitAnswerError.
    """
    if question.kind is QuestionKind.ENTRIES:
        return _entries(question, raw, refs or {})
    if question.kind in (QuestionKind.CHOICES, QuestionKind.RANKING):
        return _several(question, raw)
    return _scalar(question, raw)


def entry_of(question: Question, raw: Any, refs: Refs | None = None) -> Entry:
    """One entry of a list: a value for each field that was filled. Raises UnfitAnswerError."""
    if not isinstance(raw, Mapping):
        known = ", ".join(field.key for field in question.fields)
        raise UnfitAnswerError(f"an entry is a mapping with {known}.")
    keys = [field.key for field in question.fields]
    for key in raw:
        if key not in keys:
            raise UnfitAnswerError(f"“{key}” is no field of an entry; {did_you_mean(key, keys)}")
    entry: Entry = {}
    for field in question.fields:
        value = field_value(field, raw.get(field.key), refs)
        if value is not None:
            entry[field.key] = value
    return entry


def field_value(field: EntryField, raw: Any, refs: Refs | None = None) -> Scalar:
    """The value of one field; None when an optional one is left empty. Raises UnfitAnswerError."""
    if raw is None or (isinstance(raw, str) and not clean(raw)):
        if field.optional:
            return None
        raise UnfitAnswerError(f"“{field.key}” is empty; {_wanted(field)}")
    try:
        value = _scalar(field, raw)
    except UnfitAnswerError as error:
        raise UnfitAnswerError(f"“{field.key}”: {error}") from None
    known = (refs or {}).get(field.links_to or "")
    if known and str(value) not in known:
        raise UnfitAnswerError(
            f"there is no {field.links_to} {value} in the plan; {did_you_mean(str(value), known)}"
        )
    return value


def reason_of(raw: Any) -> str:
    """Why an answer is not known or does not apply. Raises UnfitAnswerError when it is empty."""
    if not isinstance(raw, str) or not clean(raw):
        raise UnfitAnswerError("a reason is needed; say in a few words why.")
    return _text(raw)


def _entries(question: Question, raw: Any, refs: Refs) -> tuple[Entry, ...]:
    if not isinstance(raw, list | tuple):
        raise UnfitAnswerError("a list of entries is wanted; write “- ” before each.")
    most = question.most or MOST_ENTRIES
    if len(raw) > most:
        raise UnfitAnswerError(f"{len(raw)} entries, and at most {most} are wanted; keep the best.")
    entries = []
    for number, item in enumerate(raw, start=1):
        try:
            entries.append(entry_of(question, item, refs))
        except UnfitAnswerError as error:
            raise UnfitAnswerError(f"entry {number}: {error}") from None
    return tuple(entries)


def _scalar(holder: Question | EntryField, raw: Any) -> Scalar:
    match holder.kind:
        case QuestionKind.SCALE | QuestionKind.CHOICE | QuestionKind.RAG:
            return _chosen(holder.options, raw)
        case QuestionKind.YES_NO:
            return _yes_or_no(raw)
        case QuestionKind.NUMBER:
            return _number(holder, raw)
        case QuestionKind.MONEY:
            return _money(holder, raw)
        case QuestionKind.DATE:
            return _day(raw)
        case _:
            return _text(raw)


def _chosen(options: tuple[Option, ...], raw: Any) -> int | str:
    if not isinstance(raw, bool):
        written = _plain(raw)
        for option in options:
            if written in (_plain(option.value), _plain(option.label)):
                return option.value
    raise UnfitAnswerError(
        f"{_shown(raw)} is not one of {', '.join(str(option.value) for option in options)}."
    )


def _several(question: Question, raw: Any) -> tuple[str, ...]:
    """Options chosen, in the order of the question; or ranked, in the order given."""
    if isinstance(raw, str):
        raw = [piece for piece in re.split(r"[,;\n]", raw) if piece.strip()]
    if not isinstance(raw, list | tuple):
        raise UnfitAnswerError("a list is wanted; write the options with commas between.")
    given = [str(_chosen(question.options, item)) for item in raw]
    twice = next((value for value in given if given.count(value) > 1), None)
    if twice is not None:
        raise UnfitAnswerError(f"“{twice}” is given twice; keep it once.")
    values = [str(option.value) for option in question.options]
    if question.most is not None and len(given) > question.most:
        raise UnfitAnswerError(
            f"{len(given)} are given, and at most {question.most} are wanted; keep those."
        )
    if question.kind is QuestionKind.CHOICES:
        return tuple(value for value in values if value in given)
    wanted = min(question.most or len(values), len(values))
    if len(given) < wanted:
        left = [value for value in values if value not in given]
        raise UnfitAnswerError(
            f"put {wanted} in order, the first first; left are {', '.join(left)}."
        )
    return tuple(given)


def _plain(value: object) -> str:
    """``Amber-Red``, ``amber red`` and ``amber_red`` are one."""
    return re.sub(r"[\s_-]+(?=\D)", " ", str(value)).strip().casefold()


def _yes_or_no(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if str(raw).strip().casefold() in _YES:
        return True
    if str(raw).strip().casefold() in _NO:
        return False
    raise UnfitAnswerError(f"{_shown(raw)} is neither yes nor no.")


def _money(holder: Question | EntryField, raw: Any) -> str:
    """Pounds, exactly, as "1250" or "1250.50"."""
    pounds = None if isinstance(raw, bool | Mapping | list | tuple) else parse_money(raw).pounds
    if pounds is None or pounds < 0 or pounds > LARGEST_NUMBER or pounds != round(pounds, 2):
        raise UnfitAnswerError(f"{_shown(raw)} is not an amount; write it as £12,500 or £1.2m.")
    _check_bounds(holder, pounds, raw)
    whole = pounds == pounds.to_integral_value()
    return f"{pounds:.0f}" if whole else f"{pounds:.2f}"


def _number(holder: Question | EntryField, raw: Any) -> int | float:
    try:
        # No more digits than a number may have, so that none is slow to read.
        number = Decimal(str(raw).strip()[:40]) if not isinstance(raw, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise UnfitAnswerError(f"{_shown(raw)} is not a number.")
    _check_bounds(holder, number, raw)
    return int(number) if number == number.to_integral_value() else float(number)


def _check_bounds(holder: Question | EntryField, number: Decimal, raw: Any) -> None:
    low, high = holder.minimum, holder.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = (
            f"from {low} to {high}"
            if low is not None and high is not None
            else f"{low} or more"
            if low is not None
            else f"{high} or less"
        )
        raise UnfitAnswerError(f"{_shown(raw)} is out of range; give a number {bounds}.")


def _day(raw: Any) -> str:
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat()
    day = raw if isinstance(raw, dt.date) else read_day(str(raw)[:40])
    if day is None:
        raise UnfitAnswerError(f"{_shown(raw)} is not a day; write it as 31/10/2026 or 2026-10-31.")
    return day.isoformat()


def _text(raw: Any) -> str:
    if isinstance(raw, Mapping | list | tuple):
        raise UnfitAnswerError("text is wanted, not a list or a mapping; put it in quotes.")
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    text = clean(str(raw))
    if not text:
        raise UnfitAnswerError("there is no text; write some.")
    if len(text) > LONGEST:
        raise UnfitAnswerError(
            f"{len(text):,} characters, and at most {LONGEST:,} fit; shorten it."
        )
    return text


def _wanted(field: EntryField) -> str:
    if field.options:
        return f"give one of {', '.join(str(option.value) for option in field.options)}."
    return "give a day such as 31/10/2026." if field.kind is QuestionKind.DATE else "fill it in."


def _shown(raw: object) -> str:
    text = " ".join(clean(str(raw)).split()) or "nothing"
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
