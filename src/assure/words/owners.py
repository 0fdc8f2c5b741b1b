"""Who answers for something: an owner cell as people write it → ``Owner``."""

from __future__ import annotations

import re

from assure.model.values import Owner, OwnerKind
from assure.words.owner_kinds import has_role, is_named_body, kind_of
from assure.words.owner_splits import lead_and_support, split_owners
from assure.words.owner_terms import (
    BODIES,
    GROUPS,
    PLACEHOLDERS,
    RANKS,
    WORK,
)
from assure.words.text import is_ditto, is_nothing, one_line, plain

_LONGEST = 600  # characters of an owner cell that are looked at; the rest is a story


def parse_owner(text: str, *, previous: Owner | None = None) -> Owner:
    """The owner that ``text`` names; ``previous`` is what "ditto" stands for.

    Never raises. ``names`` hold posts and people, lead first; for a person with a post the
    post comes first, so that load is counted under the post and a board need not see the
    person.

    >>> parse_owner("Parks and Leisure Manager").kind.value
    'post'
    >>> parse_owner("Lead: Head of Housing, support: Police").support
    ('Police',)
    """
    text = text[:_LONGEST]
    if is_nothing(text):
        return Owner()
    if is_ditto(text):
        return previous.model_copy(update={"inherited": True}) if previous else Owner()
    lines = [line for line in text.splitlines() if line.strip() and not is_ditto(line)]
    text = "\n".join(lines)
    if is_placeholder(text):
        return Owner(kind=OwnerKind.PLACEHOLDER, names=_post_in_placeholder(text))
    lead, support = lead_and_support(text)
    parts = _distinct([part for part in split_owners(lead) if not is_placeholder(part)])
    if not parts:
        return Owner(kind=OwnerKind.PLACEHOLDER)
    if len(parts) == 1:
        kind, names = _single(parts[0])
    else:
        kind, names = _together(parts)
    return Owner(kind=kind, names=names, support=tuple(support))


_WEB_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")


def is_placeholder(text: str) -> bool:
    """True for "TBC", "?", "vacant", "to be appointed", with or without a post beside it; and for
    the address of a web page, where one may look for whoever it is."""
    line = plain(text).strip(" .()[]")
    if line in PLACEHOLDERS or not line.strip("? ") or _WEB_ADDRESS.match(line):
        return True
    return bool(
        re.match(r"^(?:to be|yet to be|awaiting|pending) (?:\w+ ){0,2}?\w*(?:ed|ment|wn)$", line)
        or re.search(r"^(?:currently )?vacant\b|\bvacant$|\((?:currently )?vacant\b", plain(text))
        or re.search(
            r"\b(?:to be (?:appointed|confirmed|recruited|agreed|identified)|tbc|tba)\)?$", line
        )
        or re.match(r"^(?:tbc|tba|tbd)\b", line)
        or re.search(
            r"\b(?:being recruited|recruit(?:ing|ment)(?: (?:in progress|under ?way))?)$", line
        )
    )


def _post_in_placeholder(text: str) -> tuple[str, ...]:
    """The post that a "vacant" or "TBC" stands beside, if one is named."""
    rest = re.sub(
        r"\(?\b(?:(?:currently )?vacant|vacancy|tb[acd]|(?:yet )?to be \w+|post)\b\)?|[()\[\]]",
        " ",
        one_line(text),
        flags=re.IGNORECASE,
    ).strip(" -–—:;,/?.")
    return (one_line(rest),) if rest and has_role(rest) else ()


def _distinct(parts: list[str]) -> list[str]:
    seen: dict[str, str] = {}
    for part in parts:
        seen.setdefault(plain(part), one_line(part))
    return list(seen.values())


# --- What one owner is ------------------------------------------------------------------


def _together(parts: list[str]) -> tuple[OwnerKind, tuple[str, ...]]:
    kinds = [kind_of(part) for part in parts]
    names = tuple(parts)
    if all(kind is OwnerKind.COLLECTIVE for kind in kinds):
        return OwnerKind.COLLECTIVE, names
    if len(parts) == 2 and set(kinds) == {OwnerKind.PERSON, OwnerKind.POST}:
        # Told apart by a slash or a semicolon these may be one or two; two is the safer reading.
        return OwnerKind.SEVERAL, names
    return OwnerKind.SEVERAL, names


_BY_NAME = frozenset({OwnerKind.PERSON, OwnerKind.FIRST_NAME_OR_INITIALS, OwnerKind.ACRONYM})
_IN_BRACKETS = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*$")
_DASHED = re.compile(r"^(.+?)\s+[-–—]\s+(.+)$|^(.+?)\s*,\s*(.+)$")


def _single(text: str) -> tuple[OwnerKind, tuple[str, ...]]:
    """Kind and names of one owner: a person and a post in one cell are told apart."""
    for pattern in (_IN_BRACKETS, _DASHED):
        found = pattern.match(text)
        if not found:
            continue
        left, right = [part for part in found.groups() if part][:2]
        left_kind, right_kind = kind_of(left), kind_of(right)
        if {left_kind, right_kind} == {OwnerKind.PERSON, OwnerKind.POST}:
            post, person = (right, left) if left_kind is OwnerKind.PERSON else (left, right)
            return OwnerKind.PERSON_AND_POST, (post, person)
        if left_kind is OwnerKind.POST and pattern is _IN_BRACKETS:
            # "Assistant Director (Customers)" is not "Assistant Director (Finance)".
            ranked = all(plain(word) in RANKS for word in left.split())
            field = right_kind in {OwnerKind.COLLECTIVE, OwnerKind.ORGANISATION}
            return OwnerKind.POST, (text if ranked and field else left,)
        everybody = plain(left).startswith("all ")
        if left_kind is OwnerKind.COLLECTIVE and right_kind is OwnerKind.POST and not everybody:
            ranked = all(plain(word) in RANKS for word in right.split())
            return OwnerKind.POST, (text if ranked else right,)  # "Property (Head of Property)"
        if left_kind in _BY_NAME and right_kind in {OwnerKind.COLLECTIVE, OwnerKind.ORGANISATION}:
            return left_kind, (text,)  # "JS (Housing)": a person, and where they work
        if pattern is _DASHED and right_kind is OwnerKind.POST and is_named_body(left, left_kind):
            return OwnerKind.POST, (text,)  # "Anycity Council, Early Years Manager"
        if left_kind is OwnerKind.COLLECTIVE and _names_one_of(left, right):
            return OwnerKind.PERSON, (text,)  # "Climate Group (ST)": one of them, by initials
    return kind_of(text), (text,)


def _names_one_of(group: str, letters: str) -> bool:
    """True for two letters that are a person's initials, not what the group is called for short."""
    if not re.fullmatch(r"[A-Z]{2}", letters) or plain(letters) in BODIES | GROUPS | WORK:
        return False
    first = "".join(word[0] for word in re.findall(r"[^\W\d_]+", group)).upper()
    return letters not in first


__all__ = ["is_placeholder", "parse_owner"]
