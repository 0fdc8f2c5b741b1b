"""What two reviews found, under fingerprints that can be held against each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assure.assess.compare_pairs import Pairs
from assure.assess.findings import fingerprint, fingerprint_of
from assure.facts.derive import derive
from assure.model.actions import Action
from assure.model.assessment import Assessment
from assure.model.comparison import ActionMove, RuleChange
from assure.model.findings import Finding
from assure.model.review import Review
from assure.rules.rulebook import Rulebook

Known = tuple[str, int]  # fingerprint, and which of several with that one it is


@dataclass(frozen=True)
class Found:
    """What was found in two reviews, and what says why the two differ.

    ``again`` is the older review judged by the newer rules; None where that could not be done.
    ``earlier`` says of a fingerprint which review before the older one had it, ``moved`` what
    moved on an action.
    """

    older: Review
    newer: Review
    was: Assessment
    now: Assessment
    again: Assessment | None
    pairs: Pairs
    rulebook: Rulebook  # of the newer
    changes: Sequence[RuleChange] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, ActionMove] = field(default_factory=dict)  # by key in the newer plan

    @cached_property
    def before(self) -> dict[Known, Finding]:
        """Of the older review, by the fingerprint that the newer one gives."""
        return _known(self._carried(finding) for finding in self.was.findings)

    @cached_property
    def after(self) -> dict[Known, Finding]:
        return _known((finding.fingerprint, finding) for finding in self.now.findings)

    @cached_property
    def by_new_rules(self) -> frozenset[Known] | None:
        """What the newer rules find in the older review; None where that is not known."""
        if self.again is None:
            return None
        return frozenset(_known(self._carried(finding) for finding in self.again.findings))

    def action_of(self, finding: Finding) -> Action | None:
        """The action of the older plan that a finding is about."""
        if finding.subject != "action":
            return None
        for action in self._older_by_ref[finding.ref]:
            if fingerprint_of(finding.code, "action", action.key) == finding.fingerprint:
                return action
        return None

    @cached_property
    def _older_by_ref(self) -> defaultdict[str, list[Action]]:
        found: defaultdict[str, list[Action]] = defaultdict(list)
        for action in self.older.plan.actions:
            found[action.ref].append(action)
        return found

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return self.pairs.keys

    def _carried(self, finding: Finding) -> tuple[str, Finding]:
        """A finding of the older review under the key that its action has in the newer one. An
        action that the newer plan has no more shares no fingerprint with it."""
        action = self.action_of(finding)
        if action is None:
            return finding.fingerprint, finding
        key = self._keys.get(action.key)
        if key == action.key:
            return finding.fingerprint, finding
        if key is None:
            return f"{finding.fingerprint} gone", finding
        return fingerprint_of(finding.code, "action", key), finding

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Fingerprints that rules behind lost findings would give to what is there now."""
        lost = [f for known, f in self.before.items() if known not in self.after]
        codes: defaultdict[str, set[str]] = defaultdict(set)
        for finding in lost:
            if finding.subject != "action":
                codes[finding.subject].add(finding.code)
        facts = derive(self.newer, codes.keys())
        return frozenset(fingerprint(code, f) for f in facts for code in codes.get(f.subject, ()))


def _known(findings: Iterable[tuple[str, Finding]]) -> dict[Known, Finding]:
    """By fingerprint. Two things with one key give one fingerprint; they stay two."""
    counts: Counter[str] = Counter()
    found: dict[Known, Finding] = {}
    for print_, finding in findings:
        found[print_, counts[print_]] = finding
        counts[print_] += 1
    return found
