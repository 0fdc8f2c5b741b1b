"""References and keys: what people call a row, and what stays the same when rows move."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assure.words.text import one_line, plain

_LEADING = re.compile(
    r"^\s*((?:[A-Z]{1,4}[-. ]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)[.):]?\s+(?=[^\W\d])"
)
_NOUN = re.compile(r"^(?:actions?|outcomes?|priorit(?:y|ies)|indicators?|ref|no)\.?\s*(?=\S*\d)")
_LONGEST_KEY = 200  # characters
_NOUGHT = re.compile(r"^(\d+)\.0$")


@lru_cache(maxsize=4096)  # each reference is compared in many places
def normal_ref(text: str) -> str:
    """The reference as it is compared: "Action 1.0 " and "1" are one, "1.10" and "1.1" two."""
    line = plain(text).strip(" .:")
    if line[:1] in "([" and line[-1:] in ")]":
        line = line[1:-1].strip()
    return _NOUGHT.sub(r"\1", _NOUN.sub("", line))


def leading_ref(title: str) -> tuple[str, str] | None:
    """ "2.1  Open the hub" → ("2.1", "Open the hub"); None when no number leads."""
    found = _LEADING.match(title)
    return (found.group(1), title[found.end() :].strip()) if found else None


def find_refs(text: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The known references a cell names, in its order, and the pieces that name none.

    ``known`` maps ``normal_ref`` of each reference to the reference itself.
    """
    if not text.strip():
        return [], []
    found: list[str] = []
    unknown: list[str] = []
    for piece in _pieces(text, known):
        ref = known.get(normal_ref(piece))
        if ref is None:
            # "P1 Better start" and "2: Less violence": the reference leads the title.
            opening = re.split(r"[\s:–-]", piece.strip(), maxsplit=1)[0]
            ref = known.get(normal_ref(opening)) if re.search(r"\d", opening) else None
        if ref is None:
            unknown.append(piece)
        elif ref not in found:
            found.append(ref)
    return found, unknown


def _pieces(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The parts of a cell that may each name something; a whole reference is never taken apart."""
    for part in [text] if normal_ref(text) in known else re.split(r"\s*[;\n|]\s*", text.strip()):
        if normal_ref(part) in known:
            yield part
        else:
            yield from filter(None, re.split(r"\s*[,/&]\s*|\s+and\s+", part))


@lru_cache(maxsize=256)  # an outcome stands in many rows, and is asked about for each
def looks_like_refs(text: str) -> bool:
    """True for "2", "P1, P3", "1.2": short codes with a digit, not prose."""
    pieces = [piece for piece in re.split(r"[\s,;/&|]+|\band\b", text) if piece]
    return bool(pieces) and all(len(piece) <= 8 and re.search(r"\d", piece) for piece in pieces)


class Keys:
    """Keys that survive re-import: from the reference, else from the words; never from the row."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._given: set[str] = set()

    def key(self, ref: str, words: str, kept: str = "") -> str:
        """A key that no earlier call of this object returned; ``kept`` is what it was before."""
        normal = one_line(kept)[:_LONGEST_KEY] or normal_ref(ref)
        if not normal:
            normal = "w" + hashlib.sha256(plain(words).encode("utf-8")).hexdigest()[:12]
        count = self._used.get(normal, 0) + 1
        key = normal if count == 1 else f"{normal}~{count}"
        while key in self._given:
            count += 1
            key = f"{normal}~{count}"
        self._used[normal] = count
        self._given.add(key)
        return key


def slug(text: str) -> str:
    """Lower-case words joined by hyphens, at most 60 characters; "plan" when none are left."""
    words = re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")
    return words[:60].strip("-") or "plan"
