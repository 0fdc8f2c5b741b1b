"""The sentences of rules: text with ``{field}`` where a value of the fact goes.

A whole number can stand as a word, ``{late:words}`` for "three" or "12"; as how often,
``{moved:times}`` for "twice"; and it chooses the words that go with it, ``{late:is|are}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from assure.conditions.fields import Field, FieldType
from assure.conditions.wording import count_in_words, shortened, times_in_words, value_in_words
from assure.model.facts import Fact, FactValue

OF_THE_FACT = ("ref", "title")  # besides the fields of its subject
OF_THE_GROUP = ("count", "refs")  # besides the field that its findings have in common
_PLACEHOLDER = re.compile(
    r"\{([A-Za-z][A-Za-z0-9_.-]*)(?::(?:(words|times)|([^{}|]+)\|([^{}|]+)))?\}"
)
_STARTS = re.compile(r"(?:^|[.?!] )$")


@lru_cache(maxsize=4096)
def placeholders(template: str) -> tuple[str, ...]:
    """Names in braces, in order. Raises ValueError for a brace that belongs to none."""
    names = tuple(match[1] for match in _PLACEHOLDER.finditer(template))
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError("a brace stands alone")
    return names


def counted(template: str) -> Iterator[str]:
    """The names whose value the template wants as a count: only a whole number will do."""
    for match in _PLACEHOLDER.finditer(template):
        if match.lastindex != 1:
            yield match[1]


def in_general(template: str) -> str:
    """The template for reading: each name by itself, with the words that go with several.

    >>> in_general("{late:words} {late:action is|actions are} late")
    '{late} actions are late'
    """

    def put(match: re.Match[str]) -> str:
        if match[4] is not None:
            return match[4]
        return f"{{{match[1]}}} times" if match[2] == "times" else f"{{{match[1]}}}"

    return _PLACEHOLDER.sub(put, template)


def uncountable(template: str, fields: Mapping[str, Field]) -> str | None:
    """The first name that the template counts by and that is no whole number among ``fields``."""
    names = (name for name in counted(template) if name in fields)
    return next((name for name in names if fields[name].type is not FieldType.INT), None)


def unknown_placeholders(template: str, fields: Mapping[str, Field]) -> Iterator[str]:
    for name in placeholders(template):
        if name not in fields and name not in OF_THE_FACT:
            yield name


def render(template: str, fact: Fact, fields: Mapping[str, Field]) -> str:
    """``template`` with the values of ``fact`` in words; a missing one is "none given".

    The result is plain text of hostile origin: whoever puts it into a page escapes it.
    """

    def words(name: str) -> str:
        if name == "ref":
            return shortened(fact.ref) or value_in_words(None)
        if name == "title":
            return shortened(fact.title) or value_in_words(None)
        return value_in_words(fact.values.get(name), fields.get(name))

    return filled(template, words, fact.values.get)


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
        if match.lastindex == 1:
            return words(match[1])
        count = value(match[1])
        if match[3] is not None:
            return match[3] if count == 1 else match[4]
        if not isinstance(count, int):
            return words(match[1])
        told = times_in_words(count) if match[2] == "times" else count_in_words(count)
        return told.capitalize() if _STARTS.search(template[: match.start()]) else told

    return _PLACEHOLDER.sub(put, template)
