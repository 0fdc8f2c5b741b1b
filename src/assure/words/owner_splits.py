"""Where an owner cell is split: who leads, who supports, and which words are one owner.

A cell is split only where both sides are whole owners by themselves, because most commas,
ampersands and "and"s in owner cells stand inside one title: "Head of Planning, Housing and
Growth" is one post, "Parks and Leisure" one service.
"""

from __future__ import annotations

import re

from assure.model.values import OwnerKind
from assure.words.owner_kinds import (
    IN_OFFICE,
    STANDING_BODY,
    has_role,
    head_of,
    is_named_body,
    kind_of,
    unmarked,
)
from assure.words.owner_terms import (
    BODIES,
    GROUPS,
    LONE_BODIES,
    NAMES_IN_S,
    ROLE_PLURALS,
    ROLES,
    WORK,
)
from assure.words.text import one_line, plain

_LETTER = r"[A-Z](?![\w'’])"


# --- Lead and support -------------------------------------------------------------------

_LEAD = re.compile(
    r"^\s*(?:joint )?(?:lead(?: (?:officer|agency|partner|person))?|owner|led by|accountable)\s*"
    r"[:–=-]\s*|^\s*led by\s+|^\s*\(?lead\)\s*",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"[\s,;.(]*\b(?:support(?:ing|ed)?(?: (?:officers?|partners?|from|by))?\s*[:–=-]|"
    r"(?:supported|assisted|aided) by|with (?:support|help|input|assistance) (?:from|of)|"
    r"in (?:partnership|conjunction|consultation|liaison) with|working with|assisted by)\s*",
    re.IGNORECASE,
)
_LEAD_MARK = re.compile(
    r"\s*[(\[]\s*lead(?:\s+(?:officer|agency|partner))?\s*[)\]]|\s+-\s+lead\b", re.I
)


def lead_and_support(text: str) -> tuple[str, list[str]]:
    """The words that name who leads, and those named as supporting."""
    support: list[str] = []
    found = _SUPPORT.search(text)
    if found and found.start() > 0:
        support = [one_line(part) for part in split_owners(text[found.end() :].rstrip(" )."))]
        text = text[: found.start()]
    leading = _LEAD.match(text)
    if leading:
        text = text[leading.end() :]
    parts = split_owners(text)
    marked = [part for part in parts if _LEAD_MARK.search(part)]
    if len(marked) == 1:
        others = [one_line(part) for part in parts if part is not marked[0]]
        return _LEAD_MARK.sub("", marked[0]), others + support
    return _LEAD_MARK.sub("", text), support


# --- Splitting --------------------------------------------------------------------------


def split_owners(text: str) -> list[str]:
    """The owners in the words, in order; one when no split leaves whole owners."""
    parts: list[str] = []
    for chunk in re.split(r"\n+|;|\s*\+\s*|\|", text):
        chunk = one_line(chunk).strip(" ,.•·*")
        if chunk:
            parts.extend(_split_slashes(chunk))
    return _joined_lines(parts) if "\n" in text else parts


def _split_slashes(chunk: str) -> list[str]:
    pieces = [piece.strip(" ,") for piece in chunk.split("/")]
    # "Skills/Employment Manager" is one post: a slash splits only between whole owners.
    spaced = " / " in chunk and kind_of(pieces[-1]) is not OwnerKind.POST
    if len(pieces) > 1 and all(_whole(piece, spaced=spaced) for piece in pieces):
        return [part for piece in pieces for part in _split_words(piece)]
    return _split_words(chunk)


def _split_words(chunk: str) -> list[str]:
    """Split at commas, "&" and "and" where both sides stand by themselves."""
    listed = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+&\s+|\s+and\s+", chunk) if part]
    if len(listed) > 1 and (all(map(_given, listed)) or all(map(_lone_body, listed))):
        return listed
    if IN_OFFICE.match(chunk):
        return [chunk]
    councillors = re.match(
        rf"^(?:Cllrs?|Councillors?)\.?\s+(.+?)\s*(?:,|&|\band\b)\s*({_LETTER}.*|[A-Z].*)$", chunk
    )
    if councillors and not has_role(chunk):
        names = re.split(r"\s*(?:,|&|\band\b)\s*", " & ".join(councillors.groups()))
        return [
            name if plain(name).startswith(("cllr", "councillor")) else f"Cllr {name}"
            for name in names
            if name
        ]
    # From the right, so that the shortest whole owner is taken off first: what stands before
    # it may be a title with "and" inside.
    bodies = [body.span() for body in STANDING_BODY.finditer(plain(chunk))]
    for found in reversed(list(re.finditer(r"\s*,\s*(?:and\s+)?|\s*&\s*|\s+and\s+", chunk))):
        if any(start < found.start() < end for start, end in bodies):
            continue  # the "and" of "Fire and Rescue Service"
        if "," not in found.group() and _names_body(chunk, found):
            continue  # the "and" of "Chief Executive, Vale and Estuary Chamber"
        left, right = chunk[: found.start()].strip(" ,"), chunk[found.end() :].strip(" ,")
        if not left or not right or ("," in found.group() and _apposition(left, right)):
            continue
        if _stands_alone(left) and _stands_alone(right) and not _tail(left, right):
            return [*_split_words(left), right]
        # Initials after a whole owner: "Youth Service & JS". Before one they may be its name.
        if _stands_alone(left) and _given(right) and right.isupper() and not _tail(left, right):
            return [*_split_words(left), right]
    return [chunk]


def _names_body(chunk: str, found: re.Match[str]) -> bool:
    """Whether an "and" stands in the name of a body that follows a post and a comma."""
    post, comma, begun = chunk[: found.start()].rpartition(",")
    named = chunk[len(post) + 1 :].strip() if comma else ""
    return (
        bool(named)
        and not begun.strip().isupper()
        and kind_of(post) is OwnerKind.POST
        and unmarked(begun.strip(), begun.split()) is OwnerKind.FIRST_NAME_OR_INITIALS
        and plain(named).split()[-1] in BODIES
    )


def _given(text: str) -> bool:
    """True for what can only be a person called by a first name or initials: "Ash", "JS"."""
    word = plain(text)
    if word in WORK or word in GROUPS or word in BODIES or word in ROLES:
        return False
    if re.fullmatch(r"[A-Z]{2,3}", text):
        return True
    return (
        unmarked(text, [text]) is OwnerKind.FIRST_NAME_OR_INITIALS
        and 2 <= len(word) <= 9
        and (not word.endswith("s") or word in NAMES_IN_S)
    )


def _lone_body(text: str) -> bool:
    return plain(text) in LONE_BODIES


def _tail(left: str, right: str) -> bool:
    """True when the right side may be the end of a title: "Head of Legal | Democratic Services"."""
    if not re.search(r"\b(?:of|for)\b", left):
        return False
    if re.match(r"(?:all |other |relevant |various )?partners\b", plain(right)):
        return False
    return kind_of(right) in {OwnerKind.COLLECTIVE, OwnerKind.ORGANISATION} or right.isupper()


def _apposition(left: str, right: str) -> bool:
    """A comma that joins a person and a post, or a post and where it works."""
    left_kind, right_kind = kind_of(left), kind_of(right)
    if left_kind is OwnerKind.PERSON:
        return right_kind in {OwnerKind.POST, OwnerKind.ORGANISATION, OwnerKind.COLLECTIVE}
    if left_kind is OwnerKind.POST:
        return right_kind in _BESIDE_A_POST
    # "Anycity Council, Early Years Manager": a post, and the body it belongs to before it.
    return is_named_body(left, left_kind) and right_kind is OwnerKind.POST


_BESIDE_A_POST = frozenset(
    {OwnerKind.PERSON, OwnerKind.ORGANISATION, OwnerKind.COLLECTIVE, OwnerKind.ACRONYM}
)


def _stands_alone(text: str) -> bool:
    """True when the words are one whole person, post or group by themselves.

    A lone body ("Police") does so only when it is not the tail of a title, which
    ``_split_words`` cannot know; so bodies count only with their own name before them.
    """
    kind = kind_of(text)
    if kind in {OwnerKind.PERSON, OwnerKind.POST, OwnerKind.ELECTED_MEMBER}:
        return True
    if kind is OwnerKind.COLLECTIVE:
        return head_of(text) in GROUPS | ROLE_PLURALS and plain(text) not in WORK
    if kind is OwnerKind.ORGANISATION:
        return len(text.split()) > 1 or text.isupper() or plain(text) == "police"
    return False


def _whole(text: str, *, spaced: bool = False) -> bool:
    """As ``_stands_alone``, for a slash: initials, acronyms and lone bodies count too.

    ``spaced``: with a gap on both sides of the slash a service of several words is one, too.
    """
    if not text:
        return False
    kind = kind_of(text)
    if kind is OwnerKind.COLLECTIVE:
        if spaced and len(text.split()) > 1:
            return True
        return head_of(text) in GROUPS | ROLE_PLURALS or "&" in text or " and " in text
    return True


def _joined_lines(parts: list[str]) -> list[str]:
    """A person and the post typed on the next line are one owner."""
    joined: list[str] = []
    for part in parts:
        if joined and _apposition(joined[-1], part) and kind_of(part) is OwnerKind.POST:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined
