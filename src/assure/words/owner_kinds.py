"""What a phrase is when it is taken as one owner: a post, a person, a body, a group."""

from __future__ import annotations

import re

from assure.model.values import OwnerKind
from assure.words.late import late
from assure.words.owner_terms import (
    BODIES,
    COUNCILS,
    COUNTRIES,
    ELECTED,
    GROUPS,
    LEADING_ROLES,
    POLICE_RANKS,
    ROLE_PLURALS,
    ROLES,
    SHORT_RANKS,
    STANDING_BODIES,
    WORK,
)
from assure.words.text import one_line, plain


def is_named_body(text: str, kind: OwnerKind) -> bool:
    """True for a body or partnership called by its own name, of several words."""
    named = kind is OwnerKind.ORGANISATION or plain(text).endswith("partnership")
    return named and len(text.split()) > 1 and "," not in text


_BEHIND_HEAD = re.compile(
    r"\s+(?:of|for|to|at|in|on|from|with|within)\s+|\s*[,(\[–—:]|\s-\s", re.IGNORECASE
)


def head_of(text: str) -> str:
    """The word that says what a phrase is: the last before "of", "for", a comma, a bracket."""
    front = _BEHIND_HEAD.split(text, maxsplit=1)[0]
    words = re.findall(r"[\w'’.&-]+", front)
    return plain(words[-1]).strip(".") if words else ""


def has_role(text: str) -> bool:
    return any(plain(word).strip(".") in ROLES for word in re.findall(r"[\w-]+", text))


_ELECTED = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(ELECTED))) + r")\b")
# One councillor and the office they hold, in either order, with a comma or dash between.
_OFFICE = (
    r"(?:deputy |vice[- ])?(?:portfolio holder|(?:cabinet|executive|lead) member|leader|mayor|"
    r"chair(?:man|woman|person)?|conven[eo]r|provost|spokesperson)\b[^,/;&]*"
)
_COUNCILLOR = r"(?:cllr|councillor)\b\.?[^,/;&–]*"
IN_OFFICE = re.compile(
    rf"^(?:{_COUNCILLOR}(?:,|\s[–-])\s*{_OFFICE}|{_OFFICE}(?:,|\s[–-])\s*{_COUNCILLOR})$",
    re.IGNORECASE,
)
_WITHIN_TITLE = re.compile(r"^[^,;/()]+ (?:in|at|into|to) [^,;/()]+$")
STANDING_BODY = re.compile(rf"\b(?:{STANDING_BODIES})\b")
_OFFICER_LETTER = re.compile(r"^(?:Officer|Person|Member of staff|Employee)\s+[A-Z]{1,2}\d?$")
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Sir|Dame)\.?\s+\S")
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?){1,4}$|^[A-Z]\.?\s?[A-Z]\.?$")
_ACRONYM = re.compile(r"^[A-Z][A-Z&-]{1,7}s?$")
_NAME_WORD = late(r"^(?:[A-Z][a-z]*['’-]?[A-Z]?[a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?|[A-Z]\.?)$")
_ABSTRACT = late(r"(?:ing|ment|tion|sion|ity|ance|ence|ism|ics|ship|ure|age|ies|ness|ary)s?$")


def kind_of(text: str) -> OwnerKind:
    """What a phrase is when it is taken as one owner."""
    text = re.sub(r"^(?:the|our)\s+", "", one_line(text).strip(" ,.;:"), flags=re.IGNORECASE)
    line, head = plain(text), head_of(text)
    words = re.findall(r"[\w'’.-]+", text)
    if not words:
        return OwnerKind.PLACEHOLDER
    if _OFFICER_LETTER.match(text) or _TITLED.match(text):
        return OwnerKind.PERSON
    if line in {"councillors", "cllrs"}:
        return OwnerKind.COLLECTIVE
    if _ELECTED.match(line) or IN_OFFICE.match(line) or line in {"leader", "cabinet member"}:
        return OwnerKind.ELECTED_MEMBER
    if line.startswith(("all ", "relevant ", "various ", "any ", "each ", "every ")):
        return OwnerKind.COLLECTIVE
    if len(words) <= 5 and (short := _short_form_of_post(text, words)) is not None:
        return short
    if head not in ROLES | ROLE_PLURALS or line.endswith("housing executive"):
        if STANDING_BODY.search(line):
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
    if has_role(text) and re.search(r"\b(?:of|for)\b", line) is None and head not in WORK:
        return OwnerKind.POST
    if plain(words[-1]) in ROLES and head not in GROUPS - WORK and _WITHIN_TITLE.search(line):
        return OwnerKind.POST  # "Safeguarding in Education Lead"
    if len(words) > 1 and words[-1] in COUNCILS and text.endswith(words[-1]):
        return OwnerKind.ORGANISATION
    if len(words) > 1 and words[0] in POLICE_RANKS:
        return OwnerKind.POST
    if leading and head not in GROUPS - WORK:
        return OwnerKind.POST
    return unmarked(text, words)


# "HoS", "HoLS", "DHoS": a head of something; "ADoH": an assistant director of it.
_HEAD_OF = re.compile(r"^(?:[AD]?Ho|ADo)[A-Z]{1,3}$")
# "DoF" is a director of finance in one council and a department of government in the next.
_OF_SOMETHING = re.compile(r"^[A-Z]{1,2}o[A-Z]{1,3}$")
_MAIL = re.compile(r"^([^\s@]+)@[^\s@]+\.[a-z]+$", re.IGNORECASE)


def _short_form_of_post(text: str, words: list[str]) -> OwnerKind | None:
    """What a post called for short, or an address for mail, names; None for everything else."""
    mail = _MAIL.match(text)
    if mail is not None:
        return kind_of(re.sub(r"[._-]+", " ", mail.group(1)).title())
    group = plain(words[-1]) in GROUPS - WORK - {"service", "services"} and len(words) > 1
    if _HEAD_OF.match(words[0]) and not group:
        return OwnerKind.POST
    if len(words) == 1:
        return OwnerKind.ACRONYM if _OF_SOMETHING.match(text) else None
    fields = WORK | {"homes", "service", "services"}
    if words[0] in SHORT_RANKS and plain(words[1]) in fields and not group:
        return OwnerKind.POST
    return None


def unmarked(text: str, words: list[str]) -> OwnerKind:
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
