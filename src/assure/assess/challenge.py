"""Which questions are worth a session's time: from findings, and from ratings that differ.

The rule, which is our judgement:

1. Where the reviewer and the rules see delivery differently, that is asked first: of the plan,
   then of outcomes in plan order. Somebody knows something that the other does not.
2. Then what the findings ask. A rule asks once, however often it fired, so that no two questions
   are alike; what it would ask of the others is said beside it. High findings come before medium;
   low ones are not asked about.
3. Among equals the theme that was asked least comes next (an outcome, or else the family of the
   rule), then what tells a board most, as in ``decisions.WORRIES``.
4. Last, an outcome that is rated red and that no question was about.

Findings about promises are left out, as the promises themselves stand before all questions; and so
is a finding to which a promise was made that is still open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from assure.assess.decisions import WORRIES
from assure.model.assessment import Assessment
from assure.model.base import natural_key
from assure.model.challenge import ChallengeQuestion
from assure.model.findings import Confidence, Finding, Severity
from assure.model.ratings import RatingLevel

MOST = 10  # questions of a session, unless more are asked for; our judgement
_ORDER = {code: rank for rank, code in enumerate(WORRIES)}
_SURE = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
_WHOLE = "the plan"


def challenge_questions(
    assessment: Assessment, most: int = MOST, promised: Collection[str] = ()
) -> tuple[ChallengeQuestion, ...]:
    """At most ``most`` questions, in the order in which to ask them.

    ``promised``: fingerprints of findings to which a promise is still open.
    """
    asked = [*_views_apart(assessment)][:most]
    asked += _of_findings(assessment, most - len(asked), promised)
    themes = {one.theme for one in asked}
    asked += (one for one in _red(assessment) if one.theme not in themes)
    return tuple(asked[:most])


# --- Findings ---------------------------------------------------------------------------


def _of_findings(
    assessment: Assessment, most: int, promised: Collection[str]
) -> list[ChallengeQuestion]:
    """One question of each rule, spread over the themes."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.counts and finding.challenge and finding.severity is not Severity.LOW:
            by_rule.setdefault(finding.code, []).append(finding)
    waiting = {
        code: open_ones
        for code, found in by_rule.items()
        if found[0].subject != "promise"
        and (open_ones := [one for one in found if one.fingerprint not in promised])
    }
    times: Counter[str] = Counter()
    asked: list[ChallengeQuestion] = []
    while waiting and len(asked) < most:
        picks = (_pick(found, times) for found in waiting.values())
        pick = min(picks, key=lambda one: _rank(one, times))
        others = [one for one in waiting.pop(pick.code) if one is not pick]
        times[_theme(pick)] += 1
        asked.append(_question(pick, others))
    return asked


def _pick(found: Iterable[Finding], times: Counter[str]) -> Finding:
    """Of the findings of one rule that whose theme was asked least."""
    return min(
        found,
        key=lambda one: (-one.severity.rank, times[_theme(one)], natural_key(one.ref)),
    )


def _rank(finding: Finding, times: Counter[str]) -> tuple[int, int, int, int, str]:
    return (
        -finding.severity.rank,
        times[_theme(finding)],
        _ORDER.get(finding.code, len(_ORDER)),
        _SURE[finding.confidence],
        finding.code,
    )


def _theme(finding: Finding) -> str:
    return finding.outcomes[0] if finding.outcomes else finding.family


def _question(finding: Finding, others: Iterable[Finding]) -> ChallengeQuestion:
    # An answer of a questionnaire is no thing of the plan that anyone could refer to.
    about_plan = finding.subject not in ("answer", "area", "plan")
    alike = dict.fromkeys(one.ref for one in others if one.ref != finding.ref)
    return ChallengeQuestion(
        about=finding.fingerprint,
        question=finding.challenge,
        because=finding.sentence,
        theme=_theme(finding),
        code=finding.code,
        fingerprint=finding.fingerprint,
        refs=(finding.ref,) if about_plan else (),
        alike=tuple(sorted(alike, key=natural_key)),
        why=finding.why,
        places=finding.places(),
    )


# --- Ratings ----------------------------------------------------------------------------


def _views_apart(assessment: Assessment) -> Iterator[ChallengeQuestion]:
    """Where reviewer and rules see delivery at least one level apart."""
    titles = {outcome.ref: outcome.title for outcome in assessment.measures.outcomes}
    for judgement in assessment.judgements:
        proposal = assessment.proposal(judgement.ref)
        if proposal is None or not (judgement.level.rank and proposal.level.rank):
            continue
        if judgement.level is proposal.level:
            continue
        whole = judgement.ref == "plan"
        name = _WHOLE if whole else f"outcome {judgement.ref} ({titles.get(judgement.ref, '')})"
        better = judgement.level.rank < proposal.level.rank
        asks = (
            "what do you know that the plan does not show?"
            if better
            else "what worries you that no rule can see?"
        )
        reasons = " ".join(reason.sentence for reason in proposal.reasons)
        yield ChallengeQuestion(
            about=f"rating {judgement.ref}",
            question=f"Delivery of {name} is judged {judgement.level.words}, and the rules "
            f"propose {proposal.level.words}: {asks}",
            because=reasons or judgement.reason,
            theme="" if whole else judgement.ref,
            refs=() if whole else (judgement.ref,),
            why="Two views that differ rest on things that only one side has seen.",
        )


def _red(assessment: Assessment) -> Iterator[ChallengeQuestion]:
    for rating in assessment.ratings:
        if rating.subject == "outcome" and rating.level is RatingLevel.RED:
            yield ChallengeQuestion(
                about=f"rating {rating.ref}",
                question=f"What would have to change for outcome {rating.ref} ({rating.title}) to "
                "be better than Red, and who can change it?",
                because=" ".join(reason.sentence for reason in rating.reasons),
                theme=rating.ref,
                refs=(rating.ref,),
                why=rating.to_improve,
            )
