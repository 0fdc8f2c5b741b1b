"""Names of people, replaced in texts wherever they stand."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from assure.model.base import Noun

N = TypeVar("N", bound=Noun)

# Single words that are a name in an owner cell and mostly something else in a sentence.
EVERYDAY = frozenset(
    {
        "April", "May", "June", "August", "Art", "Bill", "Dawn", "Dean", "Faith", "Frank",
        "Grace", "Grant", "Guy", "Holly", "Hope", "Ivy", "Iris", "Jack", "Joy", "Mark",
        "Max", "Miles", "Pat", "Pearl", "Penny", "Rob", "Rose", "Sue", "Summer", "Victor",
        "Will", "Amber", "Green", "Red",  # as ratings are, in plans and answers
        "AI", "CE", "EU", "FE", "GP", "HE", "HR", "ID", "IT", "OK", "PA", "PE",
        "PR", "UK", "VR",
    }
)  # fmt: skip
TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Sir|Dame|Cllr|Councillor)\.?"
# Only where a word begins: tried at every letter, a cell of 40,000 would take half a minute.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+(?:['’][\w.+-]+){0,3}@[\w-]+(?:\.[\w-]+)+")
_LEAST_JOINED = 5  # letters; what is shorter, "j-s", may stand inside another word
_MAY_BE_JOINED = re.compile(r"\w[-_.]\w")


class Renaming:
    """Replaces the names of ``known`` by what they map to, in texts and in whole structures.

    A name is found where it stands as a whole, and in the usual ways of shortening it: "J. Smith",
    "Smith, Jane", "Ms Smith"; and as the name of a file has it, "jane-smith-q6.xlsx". E-mail
    addresses go with them, as far as ``emails`` finds them: they mostly hold a name.
    """

    def __init__(self, known: Mapping[str, str], emails: re.Pattern[str] = EMAIL) -> None:
        self.emails = emails
        self.whole = {n.casefold(): alias for n, alias in known.items() if n not in EVERYDAY}
        self.written: dict[str, str] = {}
        for name, alias in known.items():
            if name not in EVERYDAY:
                self.written[name] = self.written[name.upper()] = alias
        forms = sorted(self.written, key=lambda form: (-len(form), form))
        patterns = [r"\s+".join(map(re.escape, form.split())) for form in forms]
        self.alias_of_group = {f"g{n}": self.written[form] for n, form in enumerate(forms)}
        for name, alias in known.items():
            patterns += self._shortened(name, alias, len(patterns))
        groups = (f"(?P<g{n}>{pattern})" for n, pattern in enumerate(patterns))
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if patterns else None
        joined = [(form, alias) for name, alias in known.items() for form in _joined(name)]
        self.alias_of_file = {f"f{n}": alias for n, (_, alias) in enumerate(joined)}
        forms_of_files = "|".join(f"(?P<f{n}>{form})" for n, (form, _) in enumerate(joined))
        self.files = re.compile(forms_of_files, re.IGNORECASE) if joined else None
        self._renamed: dict[str, str] = {}  # a review holds most of its texts many times

    def _shortened(self, name: str, alias: str, number: int) -> list[str]:
        """A pattern for "J. Smith", "Smith, Jane" and "Ms Smith", for a name of two words."""
        words = re.sub(rf"^{TITLE}\s+", "", name).split()
        if len(words) != 2 or min(map(len, words)) < 2:
            return []
        first, last = map(re.escape, words)
        self.alias_of_group[f"g{number}"] = alias
        return [
            rf"{first[0]}\.?\s?{last}|{last},\s+{first}|{TITLE}\s+(?:{first}\s+)?{last}"
            rf"|{first}\s+{last}"
        ]

    def text(self, text: str) -> str:
        renamed = self._renamed.get(text)
        if renamed is None:
            renamed = self._renamed[text] = self._text(text)
        return renamed

    def _text(self, text: str) -> str:
        alias = self.whole.get(" ".join(text.casefold().split()))
        if alias is not None:
            return alias
        if self.pattern is not None:
            text = self.pattern.sub(lambda m: self.alias_of_group[m.lastgroup or ""], text)
        text = self.emails.sub("an e-mail address", text)
        if self.files is not None and _MAY_BE_JOINED.search(text):
            text = self.files.sub(self._as_file, text)
        return text

    def _as_file(self, found: re.Match[str]) -> str:
        """The alias, joined as the name was."""
        written = found[0]
        mark = next((char for char in written if char in "-_."), "-")
        alias = mark.join(re.findall(r"\w+", self.alias_of_file[found.lastgroup or ""]))
        return alias.lower() if written.islower() else alias

    def everywhere(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.everywhere(item) for item in value]
        if isinstance(value, dict):
            # Keys are field names, and in a few maps what people wrote (column headings).
            return {self.text(key): self.everywhere(item) for key, item in value.items()}
        return value

    def noun(self, noun: N) -> N:
        """``noun`` with every text in it changed; itself where nothing is to change.

        What is one of a list, as "amber" is, is nobody's name, though somebody be called Amber.
        """
        kind = type(noun)
        values = noun.__dict__
        changed = {}
        for name in _fields(kind):
            value = values[name]
            if value and (now := self._within(value)) is not value:
                changed[name] = now
        return with_fields(noun, changed) if changed else noun

    def _within(self, value: Any) -> Any:
        """What stands in a field of a noun, changed; itself where nothing is to change."""
        kind = type(value)
        if kind is str:
            text = self.text(value)
            return value if text == value else text
        if kind is tuple:
            items = [self._within(item) for item in value]
            same = all(now is item for now, item in zip(items, value, strict=True))
            return value if same else tuple(items)
        if kind is dict:
            # Keys are field names, and in a few maps what people wrote (column headings).
            pairs = {self._within(key): self._within(item) for key, item in value.items()}
            same = all(
                now is item and new is key
                for (new, now), (key, item) in zip(pairs.items(), value.items(), strict=False)
            )
            return value if same else pairs
        return self.noun(value) if isinstance(value, Noun) else value


@functools.cache
def _fields(kind: type[Noun]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


def with_fields(noun: N, changed: Mapping[str, Any]) -> N:
    """``noun`` with fields ``changed``, which are not looked at again. Unlike a copy it keeps
    nothing of what was worked out of the fields it had."""
    fields = {name: noun.__dict__[name] for name in _fields(type(noun))} | dict(changed)
    made = type(noun).model_construct(noun.model_fields_set | changed.keys(), **fields)
    return cast("N", made)


def _joined(name: str) -> Iterator[str]:
    """Patterns for a name as part of the name of a file. "jane-q6.xlsx", of one word, is known
    only as ``template --update`` writes it."""
    own = re.findall(r"[a-z0-9]+", name.casefold())  # as a file of ours has it: in ASCII
    for words in dict.fromkeys((tuple(own), tuple(re.findall(r"[^\W_]+", name.casefold())))):
        form = "[-_.]".join(map(re.escape, words))
        if len(words) > 1 and sum(map(len, words)) >= _LEAST_JOINED:
            yield rf"(?<![^\W_]){form}(?![^\W_])"
        elif words:
            yield rf"^{form}(?=-q\d)"
