"""Which rules are meant by a code, the beginning of codes, a family or a name."""

from __future__ import annotations

from collections.abc import Iterable

from assure.conditions.nearest import did_you_mean
from assure.model.errors import AssureError
from assure.rules.rulebook import Rulebook


def chosen(
    rulebook: Rulebook, select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> frozenset[str]:
    """Codes of the finding rules that ``select`` means (all, when it is empty), without those
    that ``ignore`` means. Raises AssureError for what means none."""
    everything = frozenset(rule.code for rule in rulebook.finding_rules)
    wanted = _codes(rulebook, "--select", select)
    return (wanted or everything) - _codes(rulebook, "--ignore", ignore)


def _codes(rulebook: Rulebook, option: str, given: Iterable[str]) -> frozenset[str]:
    names = [name.strip() for item in given for name in item.split(",") if name.strip()]
    return frozenset(code for name in names for code in _meant(rulebook, option, name))


def _meant(rulebook: Rulebook, option: str, name: str) -> set[str]:
    said = name.casefold()
    found = {
        rule.code
        for rule in rulebook.finding_rules
        if rule.code.casefold().startswith(said) or said in (rule.family, rule.name)
    }
    if not found:
        beginnings = (rule.code.partition("-")[0] for rule in rulebook.finding_rules)
        families = (rule.family for rule in rulebook.finding_rules)
        codes = (rule.code for rule in rulebook.finding_rules)
        near = did_you_mean(name, [*beginnings, *families, *codes])
        raise AssureError(f"{option} “{name[:60]}”: no rule is called so; {near}")
    return found
