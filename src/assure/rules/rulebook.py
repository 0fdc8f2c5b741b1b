"""Rules and what belongs to them, as immutable values. ``parse.load_rulebook`` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from functools import cached_property

from assure.conditions.fields import Field, Threshold
from assure.conditions.language import Condition
from assure.conditions.reading import Part
from assure.model.assessment import Source
from assure.model.base import Noun
from assure.model.facts import FactValue
from assure.model.findings import Confidence, Severity
from assure.model.ratings import RatingLevel
from assure.model.review import RulebookIdentity, RuleText


class RuleStatus(StrEnum):
    STABLE = "stable"
    PREVIEW = "preview"  # its findings show and never count
    DEPRECATED = "deprecated"  # kept for old reports; no longer matched


class Family(Noun):
    """The rules of one file, and what they are about."""

    name: str
    about: str
    own: bool = False  # brought by the locality


@dataclass(frozen=True)
class Example:
    """Values of one fact for which the rule must fire, or must stay quiet."""

    fires: bool
    values: Mapping[str, FactValue]
    read_at: Part | None = dataclass_field(default=None, compare=False, repr=False)

    @property
    def place(self) -> str:
        """``rulesets/ownership.yaml:21:9``; nothing for one that was not read."""
        return self.read_at.place if self.read_at else ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Rule:
    """What every rule has. Two rules are the same only when they are one object."""

    code: str
    name: str
    family: str
    since: str
    subject: str
    when: Condition
    finding: str  # sentence template; of a rating rule, the reason
    sources: tuple[str, ...] = ()
    examples: tuple[Example, ...]
    status: RuleStatus = RuleStatus.STABLE
    successor: str | None = None
    shows: tuple[str, ...] = ()  # fields to list as grounds besides those of the condition
    read_at: Part | None = dataclass_field(default=None, repr=False)

    @property
    def place(self) -> str:
        """``rulesets/ownership.yaml:4:5``; nothing for one that was not read."""
        return self.read_at.place if self.read_at else ""

    @property
    def counts(self) -> bool:
        return self.status is RuleStatus.STABLE


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """How findings of one rule are told as one, from ``least`` of them on.

    ``by`` is a field of the rule's subject: findings on facts that have the same there belong
    together, and without it all of them do. The texts are templates that show ``by``, {count}
    and {refs}, and nothing in which the findings differ.
    """

    by: str | None
    least: int
    finding: str
    why: str
    advice: str
    challenge: str


@dataclass(frozen=True, eq=False, kw_only=True)
class FindingRule(Rule):
    """A rule that finds something in a plan or in the answers."""

    severity: Severity
    confidence: Confidence
    why: str
    advice: str
    challenge: str
    # Codes whose findings on the same subject and ref are dropped when this one fires:
    # one fault, one finding.
    instead_of: tuple[str, ...] = ()
    groups: tuple[Grouping, ...] = ()  # tried in turn: the first that fits a finding tells it


@dataclass(frozen=True, eq=False, kw_only=True)
class RatingRule(Rule):
    """A rule that rates an outcome or a plan from what was found."""

    rates: RatingLevel
    to_improve: str = ""  # what would move it up


@dataclass(frozen=True, eq=False, kw_only=True)
class Rulebook:
    """Every rule in order of code, with the thresholds and sources they name.

    ``digest`` is the sha256 of all of it as read, a locality's own thresholds, severities and
    switches included. ``texts`` are what it was read from, so that a review can carry them.
    """

    version: str
    digest: str
    families: tuple[Family, ...]
    finding_rules: tuple[FindingRule, ...]
    rating_rules: tuple[RatingRule, ...]
    thresholds: Mapping[str, Threshold]
    sources: Mapping[str, Source]
    catalogue: Mapping[str, Mapping[str, Field]]
    off: tuple[str, ...] = ()  # codes that the locality has switched off
    # Severity as written of those rules to which the locality gives another.
    shipped_severities: Mapping[str, Severity] = dataclass_field(default_factory=dict)
    texts: tuple[RuleText, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        return (*self.finding_rules, *self.rating_rules)

    @cached_property
    def live_finding_rules(self) -> tuple[FindingRule, ...]:
        """The finding rules to match with: all but the deprecated and those switched off."""
        return tuple(rule for rule in self.finding_rules if self.is_live(rule))

    @cached_property
    def live_rating_rules(self) -> tuple[RatingRule, ...]:
        """The rating rules to match with: all but the deprecated and those switched off."""
        return tuple(rule for rule in self.rating_rules if self.is_live(rule))

    def is_live(self, rule: Rule) -> bool:
        """Whether the rule is matched with here."""
        return rule.status is not RuleStatus.DEPRECATED and rule.code not in self.off

    @cached_property
    def _by_code(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in self.rules}

    def rule(self, code: str) -> Rule:
        """The rule of that code. Raises KeyError when there is none."""
        return self._by_code[code]

    def severity_of(self, code: str) -> Severity | None:
        """The severity that holds here; None for a rule that rates. Raises KeyError."""
        rule = self.rule(code)
        return rule.severity if isinstance(rule, FindingRule) else None

    def fields(self, rule: Rule) -> Mapping[str, Field]:
        """The fields of the rule's subject."""
        return self.catalogue[rule.subject]

    def gives_way_to(self, code: str) -> tuple[str, ...]:
        """The codes whose findings stand instead of those of ``code``, in order."""
        return tuple(rule.code for rule in self.finding_rules if code in rule.instead_of)

    @property
    def identity(self) -> RulebookIdentity:
        return RulebookIdentity(version=self.version, digest=self.digest)

    @property
    def local_thresholds(self) -> tuple[Threshold, ...]:
        """Thresholds for which the locality has set a value of its own."""
        return tuple(t for t in self.thresholds.values() if t.is_local)
