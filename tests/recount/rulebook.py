"""The rules and limits that a review carries, as plain data."""

from __future__ import annotations

from functools import lru_cache

import yaml
from tests.recount.given import JSON, Given


def rulebook_of(given: Given) -> JSON:
    """Rules by code and thresholds by key, from the texts inside the review."""
    return _read(tuple(text["content"] for text in given.review["rules"]))


@lru_cache(maxsize=4)
def _read(texts: tuple[str, ...]) -> JSON:
    book: JSON = {"rules": {}, "thresholds": {}}
    for text in texts:
        content = yaml.load(text, Loader=yaml.CSafeLoader)
        for rule in content.get("rules", []):
            book["rules"][rule["code"]] = rule
        book["thresholds"] |= content.get("thresholds", {})
    return book
