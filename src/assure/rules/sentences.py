"""The sentences of rules: text with ``{field}`` where a value of the fact goes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from assure.conditions.fields import Field
from assure.conditions.wording import shortened, value_in_words
from assure.model.facts import Fact

OF_THE_FACT = ("ref", "title")  # besides the fields of its subject
OF_THE_GROUP = ("count", "refs")  # besides the field that its findings have in common
_PLACEHOLDER = re.compile(r"\{([A-Za-z][A-Za-z0-9_.-]*)\}")


@lru_cache(maxsize=4096)
def placeholders(template: str) -> tuple[str, ...]:
    """Names in braces, in order. Raises ValueError for a brace that belongs to none."""
    names = tuple(_PLACEHOLDER.findall(template))
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError("a brace stands alone")
    return names


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

    return filled(template, words)


def filled(template: str, words: Callable[[str], str]) -> str:
    """``template`` with ``words(name)`` in the place of each name in braces."""
    if "{" not in template:  # as most advice; spares the search
        return template
    return _PLACEHOLDER.sub(lambda match: words(match[1]), template)
