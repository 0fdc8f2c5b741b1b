"""What the rules made of one thing: which looked, which fired, why the others did not, and how
a rating came about. Pure, like the judging it explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assure.assess.findings import fingerprint, stands_in
from assure.facts.confidence import Strands
from assure.facts.derive import derive
from assure.facts.load import same_name
from assure.facts.summaries import outcome_summaries, plan_summary, priority_summaries
from assure.model.assessment import Assessment
from assure.model.facts import Fact
from assure.model.findings import Finding, FindingGroup
from assure.model.ratings import Judgement, Rating, RatingLevel
from assure.model.review import Review
from assure.rules.explain import Explanation, explain
from assure.rules.rulebook import FindingRule, RatingRule, Rule, Rulebook
from assure.words.text import plain

CONFIDENCE, PRIORITY = "confidence_summary", "priority_summary"
RATED = ("plan", "outcome", PRIORITY)  # subjects that have a rating of plan quality


@dataclass(frozen=True)
class RuleOnFact:
    """A rule that looked at a fact.

    ``finding`` is what it found; None when it stayed quiet, and when it fired but the rules
    ``told_by`` tell the same fault better. ``group`` is what the finding is told with as one.
    """

    explanation: Explanation
    rule: FindingRule
    finding: Finding | None = None
    told_by: tuple[str, ...] = ()
    group: FindingGroup | None = None


@dataclass(frozen=True)
class Looked:
    """A fact, and each rule that looked at it, in order of code. ``off`` are codes of rules that
    would have looked and are switched off here."""

    fact: Fact
    rules: tuple[RuleOnFact, ...]
    off: tuple[str, ...] = ()

    @property
    def fired(self) -> tuple[tuple[RuleOnFact, Finding], ...]:
        """Those with a finding, most severe first."""
        told = [(item, item.finding) for item in self.rules if item.finding]
        return tuple(sorted(told, key=lambda pair: -pair[1].severity.rank))

    @property
    def told_better(self) -> tuple[RuleOnFact, ...]:
        """Those that fired while another finding tells the same fault."""
        return tuple(r for r in self.rules if r.explanation.fired and not r.finding)

    @property
    def quiet(self) -> tuple[RuleOnFact, ...]:
        return tuple(item for item in self.rules if not item.explanation.fired)


@dataclass(frozen=True)
class RatingRuleOnSummary:
    """A rating rule against the summary. ``decides`` when it fired at the level given."""

    explanation: Explanation
    rule: RatingRule
    decides: bool


@dataclass(frozen=True)
class RatingExplained:
    """How a rating came about.

    ``summary`` holds the figures; ``rules`` each rating rule, the worst level first;
    ``findings`` what was counted and ``not_counted`` what was not (of preview rules, or set
    aside). Were no deciding rule to fire, the level would be ``without``: that of the rules
    ``then``. ``parts`` are the ratings that the plan's own rests on; ``proposal`` and
    ``judgement`` what the rules and the reviewer say of delivery confidence.
    """

    rating: Rating
    summary: Fact
    rules: tuple[RatingRuleOnSummary, ...]
    findings: tuple[Finding, ...]
    not_counted: tuple[Finding, ...]
    without: RatingLevel
    then: tuple[str, ...]
    parts: tuple[Rating, ...] = ()
    proposal: Rating | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Explained:
    """Everything the rules made of one thing. ``beside`` are the facts that bear on it: of an
    action its owner, resources, dependencies, risks and projects; of a project what it waits for;
    of an outcome its indicators. ``asked`` is the code of the one rule that was asked about, if it
    was one: ``about`` then has no other."""

    about: Looked
    beside: tuple[Looked, ...] = ()
    rating: RatingExplained | None = None
    asked: str | None = None


@dataclass(frozen=True)
class RuleInPlan:
    """A rule against every fact of its subject. ``fired`` has beside each explanation the codes
    of the findings that tell the same fault better, if any."""

    rule: Rule
    fired: tuple[tuple[Explanation, tuple[str, ...]], ...]
    quiet: tuple[Explanation, ...]
    live: bool  # False when deprecated, or switched off here


def facts_named(what: str, facts: Iterable[Fact], subjects: Iterable[str]) -> tuple[Fact, ...]:
    """The facts that ``what`` may mean: a reference ("1.4", "Head of Housing"), or one after its
    subject ("action:1.4", which tells it from outcome 1.4). Spaces and capitals are free."""
    before, colon, after = what.partition(":")
    wanted = plain(before).replace(" ", "_") if colon else ""
    if wanted in set(subjects):
        named = _same(after)
        return tuple(f for f in facts if f.subject == wanted and _same(f.ref) == named)
    named = _same(what)
    return tuple(fact for fact in facts if _same(fact.ref) == named)


def _same(ref: str) -> str:
    return same_name(plain(ref))


class Explainer:
    """Explains an assessment, which ``rulebook`` made of ``review``."""

    def __init__(self, review: Review, rulebook: Rulebook, assessment: Assessment) -> None:
        self.review = review
        self.rulebook = rulebook
        self.assessment = assessment
        self.facts = derive(review)
        self.priorities = tuple(self._summaries(PRIORITY))
        self._findings = {found.fingerprint: found for found in assessment.findings}
        self._groups = {found: group for group in assessment.groups for found in group.findings}

    def explained(self, fact: Fact) -> Explained:
        """What the rules made of ``fact``, which is one of ``self.facts``."""
        return Explained(
            about=self.looked(fact),
            beside=tuple(self.looked(other) for other in self.beside(fact)),
            rating=self.rating(fact) if fact.subject in RATED else None,
        )

    def by_one_rule(self, rule: FindingRule, fact: Fact) -> Explained:
        """What ``rule`` made of ``fact``, which is of its subject."""
        looked = self.looked(fact)
        about = replace(looked, rules=tuple(item for item in looked.rules if item.rule is rule))
        return Explained(about=about, asked=rule.code)

    def looked(self, fact: Fact) -> Looked:
        book = self.rulebook
        of_subject = [rule for rule in book.finding_rules if rule.subject == fact.subject]
        looking = [
            (rule, explain(rule, fact, book.thresholds))
            for rule in of_subject
            if rule in book.live_finding_rules
        ]
        fired = [rule for rule, explanation in looking if explanation.fired]
        dropped = {
            rule.code: tuple(other.code for other in fired if stands_in(other, rule))
            for rule in fired
        }
        result = []
        for rule, explanation in looking:
            told_by = dropped.get(rule.code, ())
            finding = None
            if explanation.fired and not told_by:
                finding = self._findings.get(fingerprint(rule.code, fact))
            # Of those that stand in, the ones that are told themselves.
            told = tuple(code for code in told_by if not dropped[code])
            group = self._groups.get(finding.fingerprint) if finding else None
            result.append(RuleOnFact(explanation, rule, finding, told or told_by, group))
        off = tuple(rule.code for rule in of_subject if rule.code in book.off)
        return Looked(fact=fact, rules=tuple(result), off=off)

    def beside(self, fact: Fact) -> tuple[Fact, ...]:
        """The facts that bear on ``fact``, in the order of their subjects."""
        plan = self.review.plan
        keys: set[tuple[str, str]] = set()
        if fact.subject == "action":
            action = plan.action(fact.ref)
            names = (action.owner.name,) if action and action.owner.name else ()
            if action and not names and len(action.owner.names) == 1:
                names = action.owner.names  # a team may have agreed days too
            keys |= {("owner", same_name(name)) for name in names}
            keys |= {("resource", r.key) for r in plan.resources if fact.ref in r.actions}
            keys |= {
                ("dependency", dependency.key)
                for dependency in plan.dependencies
                if fact.ref in (dependency.action, dependency.on)
            }
            keys |= {("risk", risk.key) for risk in plan.risks if fact.ref in risk.actions}
            keys |= {("project", p.key) for p in plan.projects if fact.ref in p.actions}
        if fact.subject == "project":
            needed = {r for p in plan.projects if p.key == fact.key for r in p.depends_on}
            keys = {("project", p.key) for p in plan.projects if p.ref in needed}
        if fact.subject == "outcome":
            keys = {("indicator", i.key) for i in plan.indicators if i.outcome == fact.ref}
        return tuple(other for other in self.facts if (other.subject, other.key) in keys)

    def rating(self, fact: Fact) -> RatingExplained | None:
        """How the outcome, priority or plan of ``fact`` got its rating; None when it has none."""
        found = self.assessment.rating(fact.subject.removesuffix("_summary"), fact.ref)
        summary = fact if fact.subject == PRIORITY else self._summary(fact)
        if found is None or summary is None:
            return None
        whole = fact.subject == "plan"
        refs = {fact.ref} if fact.subject == "outcome" else set(fact.outcomes)
        bearing = [f for f in self.assessment.findings if whole or refs & set(f.outcomes)]
        looking = [
            (rule, explain(rule, summary, self.rulebook.thresholds))
            for rule in self.rulebook.live_rating_rules
            if rule.subject == summary.subject
        ]
        deciding = {reason.code for reason in found.reasons}
        others = [rule for rule, why in looking if why.fired and rule.code not in deciding]
        without = max(
            (rule.rates for rule in others),
            key=lambda level: level.rank,
            default=RatingLevel.NOT_RATED,
        )
        ratings = self.assessment.ratings
        return RatingExplained(
            rating=found,
            summary=summary,
            rules=tuple(
                RatingRuleOnSummary(explanation, rule, rule.code in deciding)
                for rule, explanation in sorted(
                    looking, key=lambda pair: (-pair[0].rates.rank, pair[0].code)
                )
            ),
            findings=tuple(item for item in bearing if item.counts),
            not_counted=tuple(item for item in bearing if not item.counts),
            without=without,
            then=tuple(rule.code for rule in others if rule.rates is without),
            parts=tuple(
                rating
                for rating in ratings
                if rating.subject == "outcome"
                and (whole or (fact.subject == PRIORITY and rating.ref in refs))
            ),
            proposal=None if fact.subject == PRIORITY else self.assessment.proposal(found.ref),
            judgement=None if fact.subject == PRIORITY else self.assessment.judgement(found.ref),
        )

    def rule_in_plan(self, rule: Rule) -> RuleInPlan:
        """Where ``rule`` of the rulebook fires."""
        book = self.rulebook
        facts = [fact for fact in self.facts if fact.subject == rule.subject]
        if isinstance(rule, RatingRule):
            facts = self._summaries(rule.subject)
        looked = [explain(rule, fact, book.thresholds) for fact in facts]
        return RuleInPlan(
            rule=rule,
            fired=tuple((item, self._told_by(item)) for item in looked if item.fired),
            quiet=tuple(item for item in looked if not item.fired),
            live=rule in book.live_finding_rules or rule in book.live_rating_rules,
        )

    def _told_by(self, explanation: Explanation) -> tuple[str, ...]:
        rules = self.looked(explanation.fact).rules
        code = explanation.rule.code
        return next((item.told_by for item in rules if item.rule.code == code), ())

    def _summaries(self, subject: str) -> list[Fact]:
        """Every summary of a kind that rating rules look at."""
        if subject == PRIORITY:
            levels = {r.ref: r.level for r in self.assessment.ratings if r.subject == "outcome"}
            return list(priority_summaries(self.review.plan, self.assessment.findings, levels))
        summed_up = self._confidence if subject == CONFIDENCE else self._summary
        summaries = (summed_up(fact) for fact in self.facts if fact.subject in RATED)
        return [fact for fact in summaries if fact and fact.subject == subject]

    def _summary(self, fact: Fact) -> Fact | None:
        """The summary that the rating rules looked at."""
        plan, findings = self.review.plan, self.assessment.findings
        if fact.subject == "plan":
            levels = (r.level for r in self.assessment.ratings if r.subject == "outcome")
            return plan_summary(plan, findings, levels)
        summaries: Sequence[Fact] = outcome_summaries(plan, findings)
        return next((item for item in summaries if item.key == fact.key), None)

    def _confidence(self, fact: Fact) -> Fact | None:
        """The summary from which the rules propose delivery confidence."""
        found = self.assessment.rating(fact.subject, fact.ref)
        if found is None:
            return None
        assessment = self.assessment
        levels = [one.level for one in assessment.proposals if one.subject == "outcome"]
        strands = Strands(
            self.review.plan, self.review.as_of, assessment.findings, assessment.measures
        )
        return strands.summary(found, levels)
