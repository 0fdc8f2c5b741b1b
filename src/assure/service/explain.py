"""What a word means in a review, and what the rules made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from assure.assess.explain import Explained, Explainer, RuleInPlan, facts_named
from assure.conditions.nearest import did_you_mean
from assure.conditions.wording import listed, shortened
from assure.model.assessment import Assessment
from assure.model.errors import AssureError
from assure.model.facts import Fact
from assure.model.findings import Finding
from assure.model.review import Review
from assure.rules.rulebook import FindingRule, Rule, Rulebook
from assure.service.database import is_there, open_database, where
from assure.service.judge import judge
from assure.service.reviews import load, newest
from assure.service.set_aside import FINGERPRINT
from assure.shelf.settings import Settings

CLOSE = 0.7  # of 1: how like a known reference a word must be to be taken for a slip of it
# A finding as `assure set-aside` takes it: rule and reference, or digits of its fingerprint.
_OF_RULE = re.compile(r"([A-Za-z]{2,8}-[0-9]{2,3})[: ]\s*(.*\S)")
PRIORITY = "priority"  # what people call the subject of the summaries of priorities
LONGEST = 40  # characters of a reference or title inside a message


def explain_thing(
    what: str, review: Review, rulebook: Rulebook
) -> tuple[Assessment, tuple[Explained, ...]]:
    """What the rules made of the thing called ``what`` ("1.4", "outcome:3", "Head of Housing"), or
    one of them, where ``what`` is a finding ("OWN-03:1.4", or its fingerprint).

    Several only where the plan uses one reference twice. Raises AssureError for a reference that
    is unknown, or that means things of several subjects.
    """
    explainer = _explainer(review, rulebook)
    by_code = _OF_RULE.fullmatch(what.strip())
    if by_code and by_code[1].upper() in (rule.code for rule in rulebook.rules):
        rule = rulebook.rule(by_code[1].upper())
        return explainer.assessment, _on(rule, by_code[2], explainer)
    found = _named(what, explainer)
    if not found and (finding := _by_fingerprint(what, explainer.assessment)):
        return explainer.assessment, _by_one_rule(finding, explainer)
    if not found:
        raise AssureError(_unknown(what, explainer))
    if len({fact.subject for fact in found}) > 1:
        raise AssureError(_ambiguous(what, found))
    return explainer.assessment, tuple(explainer.explained(fact) for fact in found)


def _named(what: str, explainer: Explainer) -> tuple[Fact, ...]:
    """A priority is meant only where nothing else is called so, or where it is said."""
    before, colon, ref = what.partition(":")
    facts, subjects = explainer.facts, explainer.rulebook.catalogue
    if colon and before.strip().casefold() == PRIORITY:
        return facts_named(ref, explainer.priorities, ())
    return facts_named(what, facts, subjects) or facts_named(what, explainer.priorities, ())


def _on(rule: Rule, ref: str, explainer: Explainer) -> tuple[Explained, ...]:
    """What ``rule`` made of each thing of its subject that is called ``ref``."""
    if not isinstance(rule, FindingRule):
        thing = shortened(ref, LONGEST)
        raise AssureError(f"{rule.code} rates and finds nothing; explain {rule.code} or “{thing}”.")
    found = facts_named(f"{rule.subject}:{ref}", explainer.facts, explainer.rulebook.catalogue)
    if not found:
        raise AssureError(_unknown(f"{rule.subject}:{ref}", explainer))
    return tuple(explainer.by_one_rule(rule, fact) for fact in found)


def _by_fingerprint(what: str, assessment: Assessment) -> Finding | None:
    """The one finding whose fingerprint begins so."""
    begins = what.strip().casefold()
    if not FINGERPRINT.fullmatch(begins):
        return None
    found = [item for item in assessment.findings if item.fingerprint.startswith(begins)]
    return found[0] if len(found) == 1 else None


def _by_one_rule(finding: Finding, explainer: Explainer) -> tuple[Explained, ...]:
    rule = explainer.rulebook.rule(finding.code)
    return tuple(
        explained
        for explained in _on(rule, finding.ref, explainer)
        if any(item.finding == finding for item in explained.about.rules)
    )


def explain_rule(rule: Rule, review: Review, rulebook: Rulebook) -> tuple[Assessment, RuleInPlan]:
    """Where ``rule`` of the rulebook fires in the review, and how often it stays quiet."""
    explainer = _explainer(review, rulebook)
    return explainer.assessment, explainer.rule_in_plan(rule)


def _explainer(review: Review, rulebook: Rulebook) -> Explainer:
    # The reference evaluator matches here, since it is the one that can say why.
    return Explainer(review, rulebook, judge(review, rulebook=rulebook, engine="plain"))


def review_meant(reference: str | None, database: str | None, settings: Settings) -> Review | None:
    """The review by key, name or file; without a reference the newest, or None when none is kept.

    Raises StoreError or UnreadableFileError.
    """
    if reference is not None and (reference.endswith(".json") or Path(reference).is_file()):
        return load(reference, None)
    if reference is None and not database and not is_there(where(None, settings)):
        return None
    with open_database(database, create=False) as store:
        if reference is not None:
            return load(reference, store, settings)
        return newest(store, settings) if store.reviews() else None


def _unknown(what: str, explainer: Explainer) -> str:
    subject, colon, ref = what.partition(":")
    subject, word = subject.strip(), shortened(what, LONGEST)
    if colon and (subject == PRIORITY or subject in explainer.rulebook.catalogue):
        ref = shortened(ref, LONGEST)
        facts = explainer.priorities if subject == PRIORITY else explainer.facts
        known = [fact.ref for fact in facts if subject in (PRIORITY, fact.subject)]
        return f"There is no {subject.replace('_', ' ')} “{ref}” in this plan; {_near(ref, known)}"
    known = [f"{fact.subject}:{fact.ref}" if colon else fact.ref for fact in explainer.facts]
    codes = [rule.code for rule in explainer.rulebook.rules]
    near = _near(word, known, codes)
    return f"There is nothing called “{word}” in this plan, and no such rule; {near}"


def _near(word: str, refs: Iterable[str], codes: Iterable[str] = ()) -> str:
    """As ``did_you_mean``, which alone would take 3.44 for a part of 3, and not a slip of 3.4."""
    names = [shortened(ref, LONGEST) for ref in refs]
    close = get_close_matches(word, names, 1, CLOSE)
    return f"did you mean “{close[0]}”?" if close else did_you_mean(word, [*names, *codes])


def _ambiguous(what: str, found: Iterable[Fact]) -> str:
    choices = {
        f"{fact.subject}:{shortened(fact.ref, LONGEST)}": shortened(fact.title, LONGEST)
        for fact in found
    }
    told = [f"{choice} ({title})" if title else choice for choice, title in choices.items()]
    return f"“{shortened(what, LONGEST)}” may mean {listed(told)}; write the one that you mean."
