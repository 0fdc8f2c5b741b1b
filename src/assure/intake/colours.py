"""Names for colours, and what a council says they stand for.

No colour means anything by itself: blue is complete in one council and suspended in the next.
A meaning comes from the person who reads the plan (``--legend``) or from a key in the file.

Nearness is distance in OKLab (Ottosson 2020), where equal steps look about equally large: 0.02
is hardly seen, green and amber are 0.2 apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process

from assure.intake.errors import UnknownColourError
from assure.model.values import Status
from assure.words.statuses import parse_rag, parse_status
from assure.words.text import one_line, plain

SAME_SHADE = 0.03  # in OKLab: the same colour chosen from two palettes
STRUCK = "struck"  # what a legend calls words with a line through them
_LONGEST_MEANING = 120

_PALETTE = {
    "green": "00B050 008000 70AD47 00FF00 4EA72E 009900 339966",
    "light green": "92D050 C6EFCE C6E0B4 E2EFDA A9D08E CCFFCC 99FF99 90EE90",
    "dark green": "006100 375623 003300 006400 548235",
    "amber": "FFC000 FFBF00 FFB900",
    "light amber": "FFE699 FFD966",
    "orange": "FFA500 ED7D31 FF9900 FF6600 E97132",
    "light orange": "F8CBAD F4B084 FCE4D6 FFCC99",
    "dark orange": "C65911",
    "yellow": "FFFF00 FFFF33 FFD700",
    "light yellow": "FFFF99 FFFFCC FFEB9C FFF2CC",
    "red": "FF0000 E60000 FF3333 DC143C",
    "light red": "FFC7CE FF7C80 F4CCCC FF9999",
    "dark red": "C00000 9C0006 800000",
    "pink": "FF99CC FF66FF FFCCFF FF00FF FFC0CB",
    "blue": "0070C0 0000FF 4472C4 5B9BD5 156082 3366FF",
    "light blue": "00B0F0 BDD7EE 9BC2E6 DDEBF7 99CCFF B4C6E7 D9E1F2 CCECFF",
    "dark blue": "002060 1F4E78 000080 203764 44546A",
    "purple": "7030A0 800080 9933FF",
    "light purple": "CC99FF E4DFEC CCC0DA",
    "turquoise": "00FFFF 33CCCC 008080",
    "brown": "833C0B 996633",
    "grey": "A6A6A6 BFBFBF 808080 969696",
    "light grey": "D9D9D9 E7E6E6 F2F2F2",
    "dark grey": "404040 595959",
    "black": "000000",
}
_WRITTEN_ONLY = frozenset({"white", "hashed"})
_OTHER_NAMES = {
    "gray": "grey", "light gray": "light grey", "dark gray": "dark grey", "violet": "purple",
    "teal": "turquoise", "b": "blue", "r": "red", "a": "amber", "g": "green",
}  # fmt: skip
_FAMILY = {"orange": "amber", "yellow": "amber"}
_RAGS = frozenset({"red", "amber", "green"})
COLOUR_WORDS = frozenset({*_PALETTE, *_WRITTEN_ONLY, *_OTHER_NAMES})

_Lab = tuple[float, float, float]


@lru_cache(maxsize=1024)
def colour_name(fill: str) -> str:
    """The name of the nearest colour of the palette: "92D050" → "light green"."""
    return min(_PALETTE, key=lambda name: min(distance(fill, one) for one in _shades(name)))


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> float:
    """How different two colours look, from 0 to about 1."""
    return float(sum((a - b) ** 2 for a, b in zip(_oklab(one), _oklab(other), strict=True)) ** 0.5)


def _shades(name: str) -> list[str]:
    return _PALETTE[name].split()


@lru_cache(maxsize=1024)
def _oklab(colour: str) -> _Lab:
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (0, 2, 4))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def colour_word(text: str) -> str | None:
    """The colour that a cell names and nothing else: "Grey", "B"; None for other words."""
    word = plain(text).strip(" .:*")
    return _OTHER_NAMES.get(word, word) if word in COLOUR_WORDS else None


def _base(name: str) -> str:
    return name.removeprefix("light ").removeprefix("dark ")


def _family(name: str) -> str:
    return _FAMILY.get(_base(name), _base(name))


# --- Meanings ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One line of a key: a colour by name, by shade or by both, and the words beside it."""

    means: str
    name: str | None = None
    fill: str | None = None

    @property
    def colour(self) -> str:
        """Its name, from the shade where no word gives one."""
        return self.name or (colour_name(self.fill) if self.fill else "")


_OPENING = re.compile(
    r"^(?:b?rag\s+)?(?:blue|red|amber|green|grey|gray|yellow|orange|purple|black|white|hashed|[brag])"
    r"\s*(?:rating|status)?\s*[-=:(/]\s*(?=\w)",
)
_ACTIONS_ARE = re.compile(
    r"^(?:the |this |these |all |an? )*(?:actions?|tasks?|work|projects?|milestones?|items?) ?"
    r"(?:is|are|has been|have been|was|were|has|have)? (?:now |been )?"
)


def meaning_of(text: str) -> str | None:
    """The words of a key that settle a status or RAG, without what leads up to them."""
    line = plain(one_line(text)[: _LONGEST_MEANING + 1]).strip(" .\"'()[]")
    if not line or len(line) > _LONGEST_MEANING:
        return None
    for candidate in (line, _ACTIONS_ARE.sub("", _OPENING.sub("", line))):
        if _settles(candidate) and not re.match(r"^(?:red|amber|green)\b\s*[-:,(/]", candidate):
            return candidate.strip(" .\"'()[]")
    return None


def _settles(line: str) -> bool:
    reading = parse_status(line)
    return reading.status is not Status.UNKNOWN or reading.rag is not None


class Legend:
    """What colours stand for in this plan: what was said goes before what the file's key says."""

    def __init__(self, said: Mapping[str, str], found: Iterable[Entry] = ()) -> None:
        """Raises UnknownColourError for something said that cannot be understood."""
        entries = [_said(colour, means) for colour, means in said.items()]
        self.struck = next((e.means for e in entries if e.name == STRUCK), "")
        self._said = tuple(entry for entry in entries if entry.name != STRUCK)
        self._found = tuple(found)

    @cached_property
    def _is_scale(self) -> bool:
        """True when red, amber and green all stand in it: then they are the plan's RAG.

        Not where green is what is done: such colours say how far an action is, not how well it
        goes.
        """
        entries = (*self._said, *self._found)
        done = any(
            _family(entry.colour) == "green"
            and parse_status(entry.means).status is Status.COMPLETED
            for entry in entries
        )
        return not done and {_family(entry.colour) for entry in entries} >= _RAGS

    def of_fill(self, fill: str) -> tuple[str, ...]:
        """What a shade stands for: nothing, one meaning, or several that contradict."""
        return self.of_shade(fill) or self._first(self._by_name(colour_name(fill)))

    def of_shade(self, fill: str) -> tuple[str, ...]:
        """As ``of_fill``, but by a shade of the key only and not by the name of a colour."""
        return self._first(
            (
                lambda entry: entry.fill == fill,
                lambda entry: bool(entry.fill) and distance(str(entry.fill), fill) < SAME_SHADE,
            )
        )

    def of_word(self, name: str) -> tuple[str, ...]:
        """What a colour that is written, not painted, stands for."""
        return self._first(
            (
                *self._by_name(name),
                lambda entry: entry.colour == name,
                lambda entry: _base(entry.colour) == name,
            )
        )

    def _by_name(self, name: str) -> tuple[Callable[[Entry], bool], ...]:
        return (
            lambda entry: entry.name == name,
            lambda entry: entry.name == _base(name),
            lambda entry: entry.name == _family(name),
        )

    def _first(self, tests: tuple[Callable[[Entry], bool], ...]) -> tuple[str, ...]:
        for entries in (self._said, self._found):
            for test in tests:
                meanings = dict.fromkeys(self._meant(e) for e in entries if test(e))
                if meanings:
                    return tuple(meanings)
        return ()

    def _meant(self, entry: Entry) -> str:
        """The words of the entry, after its colour where that is a rating of work under way."""
        reading = parse_status(entry.means)
        colour = _family(entry.colour)
        rated = reading.status in {Status.IN_PROGRESS, Status.DELAYED} and reading.rag is None
        if rated and colour in _RAGS and self._is_scale:
            return f"{colour.title()} – {entry.means}"
        return entry.means


def _said(colour: str, means: str) -> Entry:
    said = f'--legend "{colour}={means}"'
    name = plain(colour).strip()
    meaning = meaning_of(means)
    if meaning is None or (name == STRUCK and parse_rag(meaning) is not None):
        raise UnknownColourError(
            f"{said}: “{means}” is no status that is known; write for example Completed, "
            "In progress, Delayed, Not started, On hold, Cancelled, Green, Amber or Red."
        )
    code = name.removeprefix("#").upper()
    if re.fullmatch(r"[0-9A-F]{6}", code):
        return Entry(meaning, fill=code)
    if name == STRUCK or name in COLOUR_WORDS:
        return Entry(meaning, name=_OTHER_NAMES.get(name, name))
    near = process.extractOne(name, list(_PALETTE), score_cutoff=70)
    raise UnknownColourError(
        f"{said}: “{colour}” is no colour that is known"
        + (f"; did you mean “{near[0]}”? " if near else ". ")
        + "Write a colour such as blue or light green, six digits such as 92D050, or struck."
    )
