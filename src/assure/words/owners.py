"""Who answers for something: an owner cell as people write it → ``Owner``.

A cell is split only where both sides are whole owners by themselves, because most commas,
ampersands and "and"s in owner cells stand inside one title: "Head of Planning, Housing and
Growth" is one post, "Parks and Leisure" one service.
"""

from __future__ import annotations

import re

from assure.model.values import Owner, OwnerKind
from assure.words.owner_terms import (
    BODIES,
    COUNCILS,
    COUNTRIES,
    ELECTED,
    GROUPS,
    LEADING_ROLES,
    LONE_BODIES,
    NAMES_IN_S,
    PLACEHOLDERS,
    POLICE_RANKS,
    RANKS,
    ROLE_PLURALS,
    ROLES,
    SHORT_RANKS,
    STANDING_BODIES,
    WORK,
)
from assure.words.text import is_ditto, is_nothing, one_line, plain

_LONGEST = 600  # characters of an owner cell that are looked at; the rest is a story
_LETTER = r"[A-Z](?![\w'’])"


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
    lead, support = _lead_and_support(text)
    parts = _distinct([part for part in _split(lead) if not is_placeholder(part)])
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
    return (one_line(rest),) if rest and _has_role(rest) else ()


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


def _lead_and_support(text: str) -> tuple[str, list[str]]:
    """The words that name who leads, and those named as supporting."""
    support: list[str] = []
    found = _SUPPORT.search(text)
    if found and found.start() > 0:
        support = [one_line(part) for part in _split(text[found.end() :].rstrip(" )."))]
        text = text[: found.start()]
    leading = _LEAD.match(text)
    if leading:
        text = text[leading.end() :]
    parts = _split(text)
    marked = [part for part in parts if _LEAD_MARK.search(part)]
    if len(marked) == 1:
        others = [one_line(part) for part in parts if part is not marked[0]]
        return _LEAD_MARK.sub("", marked[0]), others + support
    return _LEAD_MARK.sub("", text), support


# --- Splitting --------------------------------------------------------------------------


def _split(text: str) -> list[str]:
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
    spaced = " / " in chunk and _kind(pieces[-1]) is not OwnerKind.POST
    if len(pieces) > 1 and all(_whole(piece, spaced=spaced) for piece in pieces):
        return [part for piece in pieces for part in _split_words(piece)]
    return _split_words(chunk)


def _split_words(chunk: str) -> list[str]:
    """Split at commas, "&" and "and" where both sides stand by themselves."""
    listed = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+&\s+|\s+and\s+", chunk) if part]
    if len(listed) > 1 and (all(map(_given, listed)) or all(map(_lone_body, listed))):
        return listed
    if _IN_OFFICE.match(chunk):
        return [chunk]
    councillors = re.match(
        rf"^(?:Cllrs?|Councillors?)\.?\s+(.+?)\s*(?:,|&|\band\b)\s*({_LETTER}.*|[A-Z].*)$", chunk
    )
    if councillors and not _has_role(chunk):
        names = re.split(r"\s*(?:,|&|\band\b)\s*", " & ".join(councillors.groups()))
        return [
            name if plain(name).startswith(("cllr", "councillor")) else f"Cllr {name}"
            for name in names
            if name
        ]
    # From the right, so that the shortest whole owner is taken off first: what stands before
    # it may be a title with "and" inside.
    bodies = [body.span() for body in _STANDING_BODY.finditer(plain(chunk))]
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
        and _kind(post) is OwnerKind.POST
        and _unmarked(begun.strip(), begun.split()) is OwnerKind.FIRST_NAME_OR_INITIALS
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
        _unmarked(text, [text]) is OwnerKind.FIRST_NAME_OR_INITIALS
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
    return _kind(right) in {OwnerKind.COLLECTIVE, OwnerKind.ORGANISATION} or right.isupper()


def _apposition(left: str, right: str) -> bool:
    """A comma that joins a person and a post, or a post and where it works."""
    left_kind, right_kind = _kind(left), _kind(right)
    if left_kind is OwnerKind.PERSON:
        return right_kind in {OwnerKind.POST, OwnerKind.ORGANISATION, OwnerKind.COLLECTIVE}
    if left_kind is OwnerKind.POST:
        return right_kind in _BESIDE_A_POST
    # "Anycity Council, Early Years Manager": a post, and the body it belongs to before it.
    return _named_body(left, left_kind) and right_kind is OwnerKind.POST


_BESIDE_A_POST = frozenset(
    {OwnerKind.PERSON, OwnerKind.ORGANISATION, OwnerKind.COLLECTIVE, OwnerKind.ACRONYM}
)


def _named_body(text: str, kind: OwnerKind) -> bool:
    """True for a body or partnership called by its own name, of several words."""
    named = kind is OwnerKind.ORGANISATION or plain(text).endswith("partnership")
    return named and len(text.split()) > 1 and "," not in text


def _stands_alone(text: str) -> bool:
    """True when the words are one whole person, post or group by themselves.

    A lone body ("Police") does so only when it is not the tail of a title, which
    ``_split_words`` cannot know; so bodies count only with their own name before them.
    """
    kind = _kind(text)
    if kind in {OwnerKind.PERSON, OwnerKind.POST, OwnerKind.ELECTED_MEMBER}:
        return True
    if kind is OwnerKind.COLLECTIVE:
        return _head(text) in GROUPS | ROLE_PLURALS and plain(text) not in WORK
    if kind is OwnerKind.ORGANISATION:
        return len(text.split()) > 1 or text.isupper() or plain(text) == "police"
    return False


def _whole(text: str, *, spaced: bool = False) -> bool:
    """As ``_stands_alone``, for a slash: initials, acronyms and lone bodies count too.

    ``spaced``: with a gap on both sides of the slash a service of several words is one, too.
    """
    if not text:
        return False
    kind = _kind(text)
    if kind is OwnerKind.COLLECTIVE:
        if spaced and len(text.split()) > 1:
            return True
        return _head(text) in GROUPS | ROLE_PLURALS or "&" in text or " and " in text
    return True


def _joined_lines(parts: list[str]) -> list[str]:
    """A person and the post typed on the next line are one owner."""
    joined: list[str] = []
    for part in parts:
        if joined and _apposition(joined[-1], part) and _kind(part) is OwnerKind.POST:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _distinct(parts: list[str]) -> list[str]:
    seen: dict[str, str] = {}
    for part in parts:
        seen.setdefault(plain(part), one_line(part))
    return list(seen.values())


# --- What one owner is ------------------------------------------------------------------


def _together(parts: list[str]) -> tuple[OwnerKind, tuple[str, ...]]:
    kinds = [_kind(part) for part in parts]
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
        left_kind, right_kind = _kind(left), _kind(right)
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
        if pattern is _DASHED and right_kind is OwnerKind.POST and _named_body(left, left_kind):
            return OwnerKind.POST, (text,)  # "Anycity Council, Early Years Manager"
        if left_kind is OwnerKind.COLLECTIVE and _names_one_of(left, right):
            return OwnerKind.PERSON, (text,)  # "Climate Group (ST)": one of them, by initials
    return _kind(text), (text,)


def _names_one_of(group: str, letters: str) -> bool:
    """True for two letters that are a person's initials, not what the group is called for short."""
    if not re.fullmatch(r"[A-Z]{2}", letters) or plain(letters) in BODIES | GROUPS | WORK:
        return False
    first = "".join(word[0] for word in re.findall(r"[^\W\d_]+", group)).upper()
    return letters not in first


_BEHIND_HEAD = re.compile(
    r"\s+(?:of|for|to|at|in|on|from|with|within)\s+|\s*[,(\[–—:]|\s-\s", re.IGNORECASE
)


def _head(text: str) -> str:
    """The word that says what a phrase is: the last before "of", "for", a comma, a bracket."""
    front = _BEHIND_HEAD.split(text, maxsplit=1)[0]
    words = re.findall(r"[\w'’.&-]+", front)
    return plain(words[-1]).strip(".") if words else ""


def _has_role(text: str) -> bool:
    return any(plain(word).strip(".") in ROLES for word in re.findall(r"[\w-]+", text))


_ELECTED = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(ELECTED))) + r")\b")
# One councillor and the office they hold, in either order, with a comma or dash between.
_OFFICE = (
    r"(?:deputy |vice[- ])?(?:portfolio holder|(?:cabinet|executive|lead) member|leader|mayor|"
    r"chair(?:man|woman|person)?|conven[eo]r|provost|spokesperson)\b[^,/;&]*"
)
_COUNCILLOR = r"(?:cllr|councillor)\b\.?[^,/;&–]*"
_IN_OFFICE = re.compile(
    rf"^(?:{_COUNCILLOR}(?:,|\s[–-])\s*{_OFFICE}|{_OFFICE}(?:,|\s[–-])\s*{_COUNCILLOR})$",
    re.IGNORECASE,
)
_WITHIN_TITLE = re.compile(r"^[^,;/()]+ (?:in|at|into|to) [^,;/()]+$")
_STANDING_BODY = re.compile(rf"\b(?:{STANDING_BODIES})\b")
_OFFICER_LETTER = re.compile(r"^(?:Officer|Person|Member of staff|Employee)\s+[A-Z]{1,2}\d?$")
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Sir|Dame)\.?\s+\S")
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?){1,4}$|^[A-Z]\.?\s?[A-Z]\.?$")
_ACRONYM = re.compile(r"^[A-Z][A-Z&-]{1,7}s?$")
_NAME_WORD = re.compile(r"^(?:[A-Z][a-z]*['’-]?[A-Z]?[a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?|[A-Z]\.?)$")
_ABSTRACT = re.compile(r"(?:ing|ment|tion|sion|ity|ance|ence|ism|ics|ship|ure|age|ies|ness|ary)s?$")


def _kind(text: str) -> OwnerKind:
    """What a phrase is when it is taken as one owner."""
    text = re.sub(r"^(?:the|our)\s+", "", one_line(text).strip(" ,.;:"), flags=re.IGNORECASE)
    line, head = plain(text), _head(text)
    words = re.findall(r"[\w'’.-]+", text)
    if not words:
        return OwnerKind.PLACEHOLDER
    if _OFFICER_LETTER.match(text) or _TITLED.match(text):
        return OwnerKind.PERSON
    if line in {"councillors", "cllrs"}:
        return OwnerKind.COLLECTIVE
    if _ELECTED.match(line) or _IN_OFFICE.match(line) or line in {"leader", "cabinet member"}:
        return OwnerKind.ELECTED_MEMBER
    if line.startswith(("all ", "relevant ", "various ", "any ", "each ", "every ")):
        return OwnerKind.COLLECTIVE
    if len(words) <= 5 and (short := _short_form_of_post(text, words)) is not None:
        return short
    if head not in ROLES | ROLE_PLURALS or line.endswith("housing executive"):
        if _STANDING_BODY.search(line):
            return OwnerKind.ORGANISATION
        if len(words) > 1 and plain(words[-1]) in COUNTRIES and head not in GROUPS:
            return OwnerKind.ORGANISATION
    if head in ROLES and not (head == "liaison" or (head == "executive" and len(words) == 1)):
        return OwnerKind.POST
    if head in ROLE_PLURALS or head in GROUPS:
        return OwnerKind.COLLECTIVE
    chartered = any(plain(word) in {"nhs", "ltd", "plc", "llp", "cic"} for word in words)
    leading = len(words) > 1 and any(plain(word).strip(".") in LEADING_ROLES for word in words[:2])
    if chartered or (head in BODIES and not leading):
        return OwnerKind.ORGANISATION
    if _has_role(text) and re.search(r"\b(?:of|for)\b", line) is None and head not in WORK:
        return OwnerKind.POST
    if plain(words[-1]) in ROLES and head not in GROUPS - WORK and _WITHIN_TITLE.search(line):
        return OwnerKind.POST  # "Safeguarding in Education Lead"
    if len(words) > 1 and words[-1] in COUNCILS and text.endswith(words[-1]):
        return OwnerKind.ORGANISATION
    if len(words) > 1 and words[0] in POLICE_RANKS:
        return OwnerKind.POST
    if leading and head not in GROUPS - WORK:
        return OwnerKind.POST
    return _unmarked(text, words)


# "HoS", "HoLS", "DHoS": a head of something; "ADoH": an assistant director of it.
_HEAD_OF = re.compile(r"^(?:[AD]?Ho|ADo)[A-Z]{1,3}$")
# "DoF" is a director of finance in one council and a department of government in the next.
_OF_SOMETHING = re.compile(r"^[A-Z]{1,2}o[A-Z]{1,3}$")
_MAIL = re.compile(r"^([^\s@]+)@[^\s@]+\.[a-z]+$", re.IGNORECASE)


def _short_form_of_post(text: str, words: list[str]) -> OwnerKind | None:
    """What a post called for short, or an address for mail, names; None for everything else."""
    mail = _MAIL.match(text)
    if mail is not None:
        return _kind(re.sub(r"[._-]+", " ", mail.group(1)).title())
    group = plain(words[-1]) in GROUPS - WORK - {"service", "services"} and len(words) > 1
    if _HEAD_OF.match(words[0]) and not group:
        return OwnerKind.POST
    if len(words) == 1:
        return OwnerKind.ACRONYM if _OF_SOMETHING.match(text) else None
    fields = WORK | {"homes", "service", "services"}
    if words[0] in SHORT_RANKS and plain(words[1]) in fields and not group:
        return OwnerKind.POST
    return None


def _unmarked(text: str, words: list[str]) -> OwnerKind:
    """A phrase without a word that says what it is: a name, initials, an acronym or a service."""
    fields = [plain(word) in WORK or plain(word) in GROUPS for word in words]
    if len(words) == 1:
        if plain(text) in BODIES:
            return OwnerKind.ORGANISATION
        if any(fields):
            return OwnerKind.COLLECTIVE
        if _INITIALS.match(text):
            return OwnerKind.FIRST_NAME_OR_INITIALS
        if _ACRONYM.match(text):
            return OwnerKind.ACRONYM
        if _NAME_WORD.match(text) and not (len(text) > 6 and _ABSTRACT.search(text)):
            return OwnerKind.FIRST_NAME_OR_INITIALS
        return OwnerKind.COLLECTIVE
    if _INITIALS.match(text):
        return OwnerKind.FIRST_NAME_OR_INITIALS
    if any(plain(word) in BODIES for word in words):
        return OwnerKind.ORGANISATION
    if not any(fields) and 2 <= len(words) <= 4 and all(_NAME_WORD.match(word) for word in words):
        return OwnerKind.PERSON
    return OwnerKind.COLLECTIVE


__all__ = ["is_placeholder", "parse_owner"]
