"""Findings as they are told: one by one, or several as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from assure.model.findings import Finding, FindingGroup

Told: TypeAlias = Finding | FindingGroup


def size(one: Told) -> int:
    """How many findings are told with it."""
    return len(one.findings) if isinstance(one, FindingGroup) else 1


def told(findings: Iterable[Finding], groups: Iterable[FindingGroup]) -> tuple[Told, ...]:
    """``findings`` in their order, those of a group as one where the first of them stands. A
    group of which some are not among ``findings`` is told one by one."""
    given = {item.fingerprint: item for item in findings}
    group_of = {
        member: group
        for group in groups
        if all(member in given for member in group.findings)
        for member in group.findings
    }
    result: dict[str, Told] = {}
    for item in given.values():
        one = group_of.get(item.fingerprint, item)
        result.setdefault(one.fingerprint, one)
    return tuple(result.values())
