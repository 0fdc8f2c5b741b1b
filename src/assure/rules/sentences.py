"""The sentences of rules: text with ``{field}`` where a value of the fact goes.

A whole number can stand as a word, ``{late:words}`` for "three" or "12"; as how often,
``{moved:times}`` for "twice"; and it chooses the words that go with it, ``{late:is|are}``. A part
of a whole is ``{late:of actions|open action|open actions}``: "of its four open actions, two", "both
of its open actions", "its one open action".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from assure.conditions.fields import OWN_PACE, OWN_UNIT, Field
from assure.conditions.wording import (
    count_in_words,
    level_in_words,
    pace_in_words,
    share_in_words,
    shortened,
    times_in_words,
    value_in_words,
)
from assure.model.facts import Fact, FactValue

OF_THE_FACT = ("ref", "title")  # besides the fields of its subject
OF_THE_GROUP = ("count", "refs")  # besides the field that its findings have in common
_NAME = r"[A-Za-z][A-Za-z0-9_.-]*"
_PLACEHOLDER = re.compile(
    rf"\{{(?P<name>{_NAME})(?::(?:(?P<how>words|times)"
    rf"|(?:of (?P<whole>{_NAME})\|)?(?P<one>[^{{}}|]+)\|(?P<many>[^{{}}|]+)))?\}}"
)
_STARTS = re.compile(r"(?:^|[.?!] )$")
# What a thing is called, after its reference: ``{ref}, {indicator},`` or ``{ref} ({indicator})``.
_CALLED = re.compile(rf"(?<=\{{ref\}})(?:, \{{({_NAME})\}},| \(\{{({_NAME})\}}\))")


@lru_cache(maxsize=4096)
def placeholders(template: str) -> tuple[str, ...]:
    """Names in braces, in order. Raises ValueError for a brace that belongs to none."""
    names = tuple(
        name
        for match in _PLACEHOLDER.finditer(template)
        for name in (match["name"], match["whole"])
        if name
    )
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError("a brace stands alone")
    return names


def counted(template: str) -> Iterator[str]:
    """The names whose value the template wants as a count: only a number will do."""
    for match in _PLACEHOLDER.finditer(template):
        if match["how"] or match["one"]:
            yield match["name"]
        if match["whole"]:
            yield match["whole"]


def in_general(template: str) -> str:
    """The template for reading: each name by itself, with the words that go with several.

    >>> in_general("{late:words} {late:action is|actions are} late")
    '{late} actions are late'
    """

    def put(match: re.Match[str]) -> str:
        if match["whole"]:
            return f"{{{match['name']}}} of its {{{match['whole']}}} {match['many']}"
        if match["many"]:
            return match["many"]
        times = " times" if match["how"] == "times" else ""
        return f"{{{match['name']}}}{times}"

    return _PLACEHOLDER.sub(put, template)


def uncountable(template: str, fields: Mapping[str, Field]) -> str | None:
    """The first name that the template counts by and that is no number among ``fields``."""
    names = (name for name in counted(template) if name in fields)
    return next((name for name in names if not fields[name].type.is_number), None)


def unknown_placeholders(template: str, fields: Mapping[str, Field]) -> Iterator[str]:
    for name in placeholders(template):
        if name not in fields and name not in OF_THE_FACT:
            yield name


def render(template: str, fact: Fact, fields: Mapping[str, Field]) -> str:
    """``template`` with the values of ``fact`` in words; a missing one is "none given".

    A name after the reference is left out where there is none, or none but the reference.
    The result is plain text of hostile origin: whoever puts it into a page escapes it.
    """

    def words(name: str) -> str:
        if name == "ref":
            return shortened(fact.ref) or value_in_words(None)
        if name == "title":
            return shortened(fact.title) or shortened(fact.ref) or value_in_words(None)
        return told(name, fact, fields)

    def called(match: re.Match[str]) -> str:
        nameless = words(match[1] or match[2]) in (value_in_words(None), words("ref"))
        return "" if nameless else match[0]

    if "{ref}, {" in template or "{ref} ({" in template:  # spares the search
        template = _CALLED.sub(called, template)
    return filled(template, words, fact.values.get)


def told(name: str, fact: Fact, fields: Mapping[str, Field]) -> str:
    """The value of a field in words; what is kept in the unit of its indicator is told in it, to
    as many decimals as the charts show."""
    value, field = fact.values.get(name), fields.get(name)
    if field is not None and isinstance(value, int | Decimal) and not isinstance(value, bool):
        unit, places = str(fact.values.get("unit", "")), fact.values.get("decimals")
        if field.unit == OWN_UNIT and isinstance(places, int):
            return level_in_words(value, unit, places)
        if field.unit == OWN_PACE:
            return pace_in_words(value, unit)
    return value_in_words(value, field)


def filled(
    template: str,
    words: Callable[[str], str],
    value: Callable[[str], FactValue | None],
) -> str:
    """``template`` with ``words(name)`` in the place of each name in braces; where it counts, by
    what ``value(name)`` is."""
    if "{" not in template:  # as most advice; spares the search
        return template

    def put(match: re.Match[str]) -> str:
        name, how, whole, one, many = match.groups()
        if how is None and one is None:
            return words(name)
        count = _whole(value(name))
        if one is not None and whole is None:
            return one if count == 1 else many
        if not isinstance(count, int):
            return words(name)
        if how is None:
            of = _whole(value(whole))
            said = share_in_words(count, of if isinstance(of, int) else count, one, many)
        else:
            said = times_in_words(count) if how == "times" else count_in_words(count)
        first = bool(_STARTS.search(template[: match.start()]))
        return said[:1].upper() + said[1:] if first else said

    return _PLACEHOLDER.sub(put, template)


def _whole(value: FactValue | None) -> FactValue | None:
    """As a whole number where it is one: what was answered as a number comes as a Decimal."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
