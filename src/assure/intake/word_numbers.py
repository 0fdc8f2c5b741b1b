"""The numbers and bullets that Word puts before paragraphs, which no text of the document holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assure.intake.word_xml import Styles, W, is_on, number, val

_LEVELS = 9
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False  # all numbers in it are shown as 1, 2, 3
    restarts: bool = True


@dataclass
class _List:
    """One run of numbers; lists with the same definition count on together."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbers:
    """The label of each numbered paragraph, which has to be asked for once each and in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Element] = {}
        self._uses: dict[str, Element] = {}
        self._lists: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()
        self._own: dict[str, dict[int, _Level]] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._definitions[val(element, "abstractNumId")] = element
            elif element.tag == f"{W}num":
                self._uses[val(element, "numId")] = element

    def label(self, of: tuple[str, int | None] | None) -> str:
        """``1.``, ``2.3``, ``(a)``, ``•``; "" for a paragraph outside any list."""
        if of is None or of[0] not in self._uses:
            return ""
        use, depth = self._uses[of[0]], min(max(of[1] or 0, 0), _LEVELS - 1)
        shared = self._list(use)
        if shared is None:
            return ""
        levels = {**shared.levels, **self._overrides(of[0], use)}
        level = levels.get(depth, _Level(form="none"))
        self._count(shared, levels, of[0], use, depth)
        if level.form == "bullet":
            return "•" if level.text.strip() else ""
        if level.form == "none" and "%" not in level.text:
            return ""
        return re.sub(
            r"%([1-9])", lambda found: self._shown(found, shared, levels, level), level.text
        ).strip()

    def _list(self, use: Element) -> _List | None:
        name = val(use.find(f"{W}abstractNumId"))
        for _ in range(5):  # a definition may only point at a style that points at the list meant
            definition = self._definitions.get(name)
            if definition is None:
                return None
            link = definition.find(f"{W}numStyleLink")
            if link is None:
                break
            meant = self._styles.of(val(link)).numbering
            other = self._uses.get(meant[0]) if meant else None
            name = val(other.find(f"{W}abstractNumId")) if other is not None else ""
        else:
            return None
        if name not in self._lists:
            self._lists[name] = _List(_levels(self._definitions[name]))
        return self._lists[name]

    def _overrides(self, name: str, use: Element) -> dict[int, _Level]:
        if name not in self._own:
            self._own[name] = {
                depth: level
                for override in use.iter(f"{W}lvlOverride")
                for depth, level in _levels(override).items()
            }
        return self._own[name]

    def _count(
        self, shared: _List, levels: dict[int, _Level], name: str, use: Element, depth: int
    ) -> None:
        counts = shared.counts
        for above in range(depth):  # a sub-point before any point still shows the point's number
            if counts[above] is None:
                counts[above] = levels.get(above, _Level()).start
        before = counts[depth]
        counts[depth] = levels.get(depth, _Level()).start if before is None else before + 1
        if (name, depth) not in self._begun:
            self._begun.add((name, depth))
            for override in use.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None and number(val(override, "ilvl")) == depth:
                    counts[depth] = number(val(start), 1)
        for below in range(depth + 1, _LEVELS):
            if levels.get(below, _Level()).restarts:
                counts[below] = None

    @staticmethod
    def _shown(
        found: re.Match[str], shared: _List, levels: dict[int, _Level], level: _Level
    ) -> str:
        depth = int(found.group(1)) - 1
        other = levels.get(depth, _Level())
        count = shared.counts[depth]
        if count is None:
            count = other.start
        return _written(count, "decimal" if level.legal else other.form)


def _levels(element: Element) -> dict[int, _Level]:
    return {
        number(val(level, "ilvl")): _Level(
            number(val(level.find(f"{W}start")), 0 if level.find(f"{W}start") is None else 1),
            val(level.find(f"{W}numFmt")) or "decimal",
            val(level.find(f"{W}lvlText")),
            bool(is_on(level.find(f"{W}isLgl"))),
            val(level.find(f"{W}lvlRestart")) != "0",
        )
        for level in element.iter(f"{W}lvl")
    }


def _written(count: int, form: str) -> str:
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= 780:
        # After z Word goes on with aa, bb, cc.
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 1 <= count < 4000:
        roman = ""
        for value, sign in _ROMAN:
            times, count = divmod(count, value)
            roman += sign * times
        return roman.upper() if form == "upperRoman" else roman
    return str(count)
