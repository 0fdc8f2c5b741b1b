"""What a plan tells before anybody is asked: figures of the whole, and what rules find in it.

Only the plan is judged. Findings about answers would bring questions up and take them away while
the answers are being given.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from assure.conditions.nearest import did_you_mean
from assure.facts.catalogue import CATALOGUE
from assure.facts.plan import PLAN, plan_fact
from assure.facts.summaries import plan_summary
from assure.interview.asking import OF_FINDINGS, OF_PLAN, looks_at
from assure.interview.sitting import Known
from assure.model.errors import QuestionnaireError
from assure.model.facts import FactValue
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire
from assure.model.review import SetAside
from assure.rules.rulebook import FindingRule, Rulebook
from assure.service.judge import judge, review_of
from assure.service.rulebook import load
from assure.shelf.settings import Settings

# Of the subjects that are always there, those about answers; the others are about plans.
OF_ANSWERS = frozenset(
    {
        "answer",
        "area",
        "swot_entry",
        "pestelo_factor",
        "pestelo_letter",
        "disagreement",
        "respondents",
        "evidence",
    }
)


def known(
    plan: Plan | None,
    asked: Iterable[Questionnaire],
    as_of: dt.date,
    settings: Settings,
    set_asides: tuple[SetAside, ...] = (),
) -> Known:
    """What ``plan`` tells those who answer ``asked``; it is judged only if they look at that.

    Findings of ``set_asides`` are not counted. Raises QuestionnaireError for a code that no rule
    has, RulebookError or EngineError.
    """
    wanted = {name: found for found in asked for name in looks_at(found)}
    if plan is None or not any(name.startswith((OF_PLAN, OF_FINDINGS)) for name in wanted):
        return Known.of(plan)
    facts = {OF_PLAN + name: value for name, value in plan_fact(plan, as_of).values.items()}
    if any(name.removeprefix(OF_PLAN) not in PLAN for name in wanted):
        book = load(settings)
        _check_codes(wanted, book)
        facts = {**_judged(plan, as_of, settings, set_asides, book), **facts}
    return Known.of(plan, facts)


def codes(settings: Settings) -> tuple[str, ...]:
    """The codes of rules whose findings a questionnaire may look at. Raises RulebookError."""
    return _codes(load(settings))


def _codes(book: Rulebook) -> tuple[str, ...]:
    return tuple(rule.code for rule in _of_plans(book.finding_rules))


def _check_codes(wanted: Mapping[str, Questionnaire], book: Rulebook) -> None:
    """What a frozen review asked is left alone: its rules need not be those of today."""
    known = _codes(book)
    for name, questionnaire in wanted.items():
        code = name.removeprefix(OF_FINDINGS)
        if name != code and code not in known and questionnaire.file:
            raise QuestionnaireError(
                f"{questionnaire.file}: “{name}” is asked for, and no rule that looks at plans "
                f"has this code; {did_you_mean(code, known)}"
            )


def _judged(
    plan: Plan,
    as_of: dt.date,
    settings: Settings,
    set_asides: tuple[SetAside, ...],
    book: Rulebook,
) -> dict[str, FactValue]:
    review = review_of(plan, as_of, settings).model_copy(update={"set_asides": set_asides})
    assessment = judge(review, rulebook=book)
    counts = Counter(finding.code for finding in assessment.findings if finding.counts)
    levels = (rating.level for rating in assessment.ratings if rating.subject == "outcome")
    summary = plan_summary(plan, assessment.findings, levels)
    return {
        **{OF_PLAN + name: value for name, value in summary.values.items()},
        **{OF_FINDINGS + r.code: counts[r.code] for r in _of_plans(book.live_finding_rules)},
    }


def _of_plans(rules: Iterable[FindingRule]) -> Iterator[FindingRule]:
    return (r for r in rules if r.subject in CATALOGUE and r.subject not in OF_ANSWERS)
