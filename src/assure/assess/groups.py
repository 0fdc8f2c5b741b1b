"""Findings told as one: ten overdue actions of one owner are one thing to say.

Each stays a finding of its own, with its fingerprint: it is counted, rated, compared and set aside
alone, so that a later member is never set aside with the earlier ones. A group only says how they
are told. What is set aside, or was, is told alone, because its terms are its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from assure.assess.findings import fingerprint
from assure.conditions.fields import Field
from assure.conditions.wording import count_in_words, listed, shortened, value_in_words
from assure.facts.load import same_name
from assure.model.base import Provenance, natural_key
from assure.model.facts import Fact, FactValue
from assure.model.findings import Finding, FindingGroup
from assure.rules.rulebook import FindingRule, Grouping, Rulebook
from assure.rules.sentences import filled

REFS_TOLD = 60  # in a sentence; FindingGroup.refs has them all
LONGEST_REF = 40  # characters of one
# Grounds of most rules about actions, which tell little of what is wrong.
TELL_LITTLE = frozenset({"status", "open"})

Members: TypeAlias = list[tuple[Finding, Fact]]


def groups(
    findings: Iterable[Finding], facts: Iterable[Fact], rulebook: Rulebook
) -> tuple[FindingGroup, ...]:
    """How ``findings`` on ``facts`` are told as one, in their order."""
    rules = {rule.code: rule for rule in rulebook.live_finding_rules if rule.groups}
    called: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        called[fact.subject, fact.ref].append(fact)
    found: dict[str, Members] = defaultdict(list)
    for item in findings:
        if item.code in rules and not (item.set_aside or item.set_aside_expired):
            found[item.code].append((item, _behind(item, called[item.subject, item.ref])))
    return tuple(
        group
        for code, members in found.items()
        for group in _groups(rules[code], members, rulebook.fields(rules[code]))
    )


def _behind(item: Finding, called: Sequence[Fact]) -> Fact:
    """The fact that ``item`` is about, of those that a plan calls by its reference."""
    if len(called) == 1:
        return called[0]
    return next(fact for fact in called if fingerprint(item.code, fact) == item.fingerprint)


def _groups(
    rule: FindingRule, members: Members, fields: Mapping[str, Field]
) -> Iterator[FindingGroup]:
    left = {item.fingerprint: (item, fact) for item, fact in members}
    for grouping in rule.groups:
        for alike in _alike(list(left.values()), grouping.by):
            if len(alike) >= grouping.least:
                yield _group(rule, grouping, alike, fields)
                for item, _ in alike:
                    del left[item.fingerprint]


def _alike(members: Members, by: str | None) -> Iterable[Members]:
    """The members by what they have in ``by``; those without it are in none of the lists."""
    if by is None:
        return (members,)
    alike: dict[str, Members] = defaultdict(list)
    for item, fact in members:
        if key := _key(fact.values.get(by)):
            alike[key].append((item, fact))
    return alike.values()


def _key(value: FactValue | None) -> str:
    """Words written in other capitals or with other spaces are the same."""
    return "" if value is None else same_name(str(value))


def _group(
    rule: FindingRule, grouping: Grouping, members: Members, fields: Mapping[str, Field]
) -> FindingGroup:
    by = grouping.by or ""
    common = members[0][1].values.get(by)
    found = [item for item, _ in members]
    refs = tuple(sorted((item.ref for item in found), key=natural_key))

    def words(name: str) -> str:
        if name == "count":
            return count_in_words(len(found))
        if name == "refs":
            return _listed(refs)
        return value_in_words(common, fields.get(name))

    def said(template: str) -> str:
        text = filled(template, words, lambda _: len(found))
        return text[:1].upper() + text[1:] if template.startswith("{count}") else text

    return FindingGroup(
        code=rule.code,
        name=rule.name,
        family=rule.family,
        subject=rule.subject,
        severity=rule.severity,
        by=by,
        value=words(by) if by else "",
        refs=refs,
        outcomes=tuple(dict.fromkeys(ref for item in found for ref in item.outcomes)),
        sentence=said(grouping.finding),
        why=said(grouping.why),
        advice=said(grouping.advice),
        challenge=said(grouping.challenge),
        seen=_seen(members, by),
        counts=rule.counts,
        findings=tuple(item.fingerprint for item in found),
        fingerprint=_fingerprint(rule, by, _key(common)),
    )


def _listed(refs: Sequence[str]) -> str:
    shown = [shortened(ref, LONGEST_REF) for ref in refs[:REFS_TOLD]]
    left = len(refs) - len(shown)
    return listed([*shown, f"{left:,} more"] if left else shown, "and")


def _seen(members: Members, by: str) -> tuple[Provenance, ...]:
    """Every cell once: the most telling one of each member, its others, and what they share."""
    telling = [
        [cell for ground in item.grounds if ground.field not in TELL_LITTLE for cell in ground.seen]
        for item, _ in members
    ]
    firsts = [cells[0] for cells in telling if cells]
    others = [cell for cells in telling for cell in cells]
    shared = [cell for _, fact in members for cell in fact.seen_in(by)]
    left = [cell for item, _ in members for cell in item.places()]
    return tuple(dict.fromkeys((*firsts, *others, *shared, *left)))


def _fingerprint(rule: FindingRule, by: str, key: str) -> str:
    """Twelve hex digits that stay the same whichever findings come and go."""
    text = "\x1f".join(("group", rule.code, by, key))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
