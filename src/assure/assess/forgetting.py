"""A person's name replaced by a post in whatever is kept, and what that cannot reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from assure.words.naming import TITLE, Renaming
from assure.words.owners import parse_owner
from assure.words.text import one_line

_OWNER = frozenset({"kind", "names"})  # the fields by which an owner is known


class Forgetting:
    """Replaces ``person`` by ``post`` in texts and in plain data (as of ``json.loads``).

    Found are the name as given, in any case and spacing, and for a name of two words "J. Smith",
    "Smith, Jane" and "Ms Smith" as well, and the usual e-mail addresses. ``also`` are other ways
    of writing it, such as initials, found as they are given. Twice over gives the same as once.
    ``replaced`` counts the texts that were changed.
    """

    def __init__(self, person: str, post: str, also: Iterable[str] = ()) -> None:
        self.person, self.post = one_line(person), one_line(post)
        self.words = re.sub(rf"^{TITLE}\s+", "", self.person).split()
        self.replaced = 0
        names = (self.person, *map(one_line, also))
        known = dict.fromkeys(names, self.post)
        self._renaming = Renaming(known, emails=_addresses(self.words))
        name = r"\s+".join(map(re.escape, self.person.split()))
        self._any_case = re.compile(rf"(?<!\w){name}(?!\w)", re.IGNORECASE)
        self._again = re.compile(
            rf"(?<!\w){re.escape(self.post)}(?:[\s,;/(–-]+{re.escape(self.post)}\)?)+(?!\w)"
        )

    def text(self, text: str) -> str:
        changed = self._any_case.sub(lambda _: self.post, text) if len(self.words) > 1 else text
        changed = self._renaming.text(changed)
        if changed == text:
            return text
        self.replaced += 1
        # "Head of Housing – Jane Smith" named the post already.
        return self._again.sub(self.post, changed)

    def everywhere(self, value: Any) -> Any:
        """``value`` with every text in it changed; an owner stays an owner, and of one kind."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.everywhere(item) for item in value]
        if isinstance(value, dict):
            changed = {self.text(key): self.everywhere(item) for key, item in value.items()}
            return self._owner(value, changed) if value.keys() >= _OWNER else changed
        return value

    def _owner(self, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        if before["names"] == after["names"]:
            return after
        names = list(dict.fromkeys(after["names"]))
        kind = after["kind"] if len(names) > 1 else parse_owner(names[0]).kind.value
        return {**after, "names": names, "kind": kind}


def remaining(value: Any, words: list[str]) -> Iterator[str]:
    """The texts of ``value`` that still hold the surname, or the only name there is, by itself:
    it may be somebody else's, or an everyday word."""
    if words:
        surname = re.compile(rf"(?<!\w){re.escape(words[-1])}(?!\w)", re.IGNORECASE)
        yield from (text for text in _texts(value) if surname.search(text))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)


def _addresses(words: list[str]) -> re.Pattern[str]:
    """The usual e-mail addresses of somebody: jane.smith@, jsmith@, smith_j@."""
    if len(words) < 2:
        return re.compile(r"(?!)")
    first, last = re.escape(words[0]), re.escape(words[-1])
    given = rf"(?:{first}|{first[0]})"
    part = rf"(?:{given}[._-]?{last}|{last}[._-]?{given}?)\d*"
    return re.compile(rf"(?<![\w.+-]){part}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
