"""What rules found, one by one and told as one."""

from __future__ import annotations

from enum import StrEnum

from assure.model.base import Noun, Provenance
from assure.model.review import SetAside


class Severity(StrEnum):
    """What a finding means for delivery."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high to 1 for low."""
        return {"high": 3, "medium": 2, "low": 1}[self.value]


class Confidence(StrEnum):
    """How sure a rule can be from what it sees."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Ground(Noun):
    """One value that made a rule fire, in words, and where it was seen."""

    field: str
    label: str
    value: str
    seen: tuple[Provenance, ...] = ()


class Finding(Noun):
    """What a rule found about one subject."""

    code: str
    name: str
    family: str
    subject: str  # catalogue subject: action, owner_quarter, outcome, plan, answer …
    ref: str
    title: str = ""  # the subject's own words
    outcomes: tuple[str, ...] = ()  # refs it bears on
    severity: Severity
    confidence: Confidence
    sentence: str
    why: str
    advice: str
    challenge: str
    grounds: tuple[Ground, ...] = ()
    sources: tuple[str, ...] = ()
    counts: bool = True  # false for preview rules and while set aside: shown, never counted
    set_aside: SetAside | None = None  # in force on the as-of date
    set_aside_expired: SetAside | None = None  # its day has passed: the finding counts again
    fingerprint: str

    def places(self) -> tuple[Provenance, ...]:
        """Every cell and answer it rests on, each once, in order."""
        return tuple(dict.fromkeys(seen for ground in self.grounds for seen in ground.seen))


class FindingGroup(Noun):
    """Findings of one rule, told as one. Each of them stays a finding and counts by itself."""

    code: str
    name: str
    family: str
    subject: str
    severity: Severity
    by: str = ""  # the field that they have in common; "" when it is the rule alone
    value: str = ""  # what stands there, in words: "Head of Housing"
    refs: tuple[str, ...]  # of what they are about, in natural order
    outcomes: tuple[str, ...] = ()  # refs they bear on
    sentence: str
    why: str
    advice: str
    challenge: str
    seen: tuple[Provenance, ...] = ()  # every cell they rest on, the most telling of each first
    counts: bool = True  # false for preview rules
    findings: tuple[str, ...]  # their fingerprints
    fingerprint: str  # of rule and value: the same whichever findings come and go

    def places(self) -> tuple[Provenance, ...]:
        return self.seen
