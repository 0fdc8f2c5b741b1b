"""Checks of a rulebook beyond what it needs to load: each a small class, found by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assure.rules.checks.base import Check, Grade, Remark
from assure.rules.checks.conditions import Constant, Overlap
from assure.rules.checks.pages import Codes, WholePage, Words
from assure.rules.checks.parameters import BothSides, Sources, ThresholdsUsed
from assure.rules.rulebook import Rulebook

__all__ = ["CHECKS", "Check", "Grade", "Remark", "run_checks"]

CHECKS: Mapping[str, type[Check]] = {
    check.name: check
    for check in (
        Codes,
        WholePage,
        Words,
        Sources,
        ThresholdsUsed,
        BothSides,
        Constant,
        Overlap,
    )
}


def run_checks(book: Rulebook, names: Iterable[str] = tuple(CHECKS)) -> tuple[Remark, ...]:
    """What the checks of these ``names`` say of ``book``: faults first, then in order of place.

    Unique codes and names, known sources, fields and thresholds are not among them: a rulebook
    that lacks one of these does not load.
    """
    remarks: list[Remark] = []
    for name in names:
        check = CHECKS[name](book)
        for rule in book.rules:
            remarks += check.validate(rule)
        remarks += check.finalize()
    return tuple(sorted(remarks, key=lambda r: (r.grade is Grade.NOTE, _by_line(r.place))))


def _by_line(place: str) -> tuple[str, int]:
    file, _, rest = place.partition(":")
    line = rest.split(":")[0]
    return file, int(line) if line.isdigit() else 0
