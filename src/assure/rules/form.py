"""The form of a ruleset: which keys it has, and how codes and names are written.

The parser refuses what is not of this form, the JSON Schema tells editors of it, and the scaffold
of a new rule follows it.
"""

from __future__ import annotations

import re

CODE = re.compile(r"[A-Z]{2,8}-[0-9]{2,3}")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

RATINGS = "ratings"  # the family whose rules rate instead of finding
OURS = "ours"  # the source that is our own judgement; always known
# Texts that are no family of rules, known by the name of their file.
RULEBOOK, THRESHOLDS, SOURCES = "rulebook", "thresholds", "sources"

_NEEDED = ("code", "name", "since", "subject", "when", "finding", "examples")
_COMMON = (*_NEEDED, "sources", "status", "successor", "shows")
_OF_FINDING = ("severity", "confidence", "why", "advice", "challenge")
_OF_RATING = ("rates",)

NEEDED_OF_FINDING = (*_NEEDED, *_OF_FINDING)
NEEDED_OF_RATING = (*_NEEDED, *_OF_RATING)
KEYS_OF_FINDING = (*_COMMON, *_OF_FINDING, "instead_of", "groups")
KEYS_OF_RATING = (*_COMMON, *_OF_RATING, "to_improve")
EXAMPLE_KEYS = ("fires", "quiet")
# How findings of one rule are told as one. Texts that the group does not give are the rule's.
TEXTS_OF_GROUP = ("finding", "why", "advice", "challenge")
GROUP_KEYS = ("by", "from", *TEXTS_OF_GROUP)
NEEDED_OF_GROUP = ("finding",)
GROUP_FROM = 3  # findings: two alike can be chance and are read as quickly one by one
FAMILY_KEYS = ("family", "about", "rules")
THRESHOLD_KEYS = ("value", "unit", "means", "source")
SOURCE_KEYS = ("title", "address", "takes", "ours")
NEEDED_OF_SOURCE = ("title",)
