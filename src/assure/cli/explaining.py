"""Explanations as lines for a terminal, and as data whose form stays.

The data, all of it plain JSON, dates as ISO text and exact decimals as text:

- ``judged_as_data``: ``review``, ``as_of``, ``rulebook`` {version, digest}.
- ``explained_as_data``: ``subject``, ``ref``, ``title``, ``values`` (what the rules saw, by
  field), ``rules`` and ``off`` (codes switched off here), ``beside`` (the same for the facts
  that bear on it), ``rating`` (null for what is not rated).
- Each of ``rules``: ``code``, ``name``, ``fired``, ``because`` (the tests that settle it, in
  words), ``tests`` (every one: ``field``, ``value``, ``met``, ``words``), ``told_by`` (codes of
  findings that tell the same fault better), ``finding`` (null or ``fingerprint``, ``severity``,
  ``sentence``, ``places``, ``counts``), ``group`` (fingerprint of what it is told with as one, or
  null).
- ``rating``: ``level``, ``elsewhere`` (its word on the scales of ``three`` and ``five`` tiers;
  null when not rated), ``to_improve``, ``data`` (``parts`` and ``percent``), ``figures``,
  ``rules`` (as above, with ``rates`` and ``decides`` in place of ``told_by`` and ``finding``),
  ``findings`` and ``not_counted`` (fingerprint, code, ref), ``without`` {level, codes}: the level
  were no deciding rule to fire; ``proposal`` and ``judgement``: delivery confidence as the rules
  propose it and as the reviewer sees it, or null.
- ``rule_in_plan_as_data``: ``live``, ``fires`` and ``quiet``: ``subject``, ``ref``, ``because``,
  and of those that fire ``told_by``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import click

from assure.assess.explain import Explained, Looked, RatingExplained, RuleInPlan, RuleOnFact
from assure.cli.printing import finding_lines, place, shortened, wrapped
from assure.cli.rating_lines import confidence_text, data_text, elsewhere_as_data, elsewhere_text
from assure.conditions.wording import listed
from assure.facts.catalogue import CATALOGUE
from assure.model.assessment import Assessment
from assure.model.facts import Fact, FactValue
from assure.model.findings import Finding, FindingGroup
from assure.model.ratings import RatingLevel
from assure.model.together import Told, size
from assure.model.together import told as told_as_one
from assure.rules.describe import amount_in_words
from assure.rules.explain import Explanation
from assure.words.days import long_date
from assure.words.text import plural

TITLE = 70  # characters of a subject's own words in a heading
SHOWN = 12  # findings of a rating, and facts of a rule, shown without --all


def name_of(fact: Fact) -> str:
    """``Action 1.4: Open the advice centre``."""
    subject = fact.subject.removesuffix("_summary").replace("_", " ").capitalize()
    ref = "" if fact.ref == fact.subject else f" {shortened(fact.ref)}"
    return f"{subject}{ref}" + (f": {shortened(fact.title, TITLE)}" if fact.title else "")


def explained_text(
    explained: Explained, assessment: Assessment, *, whole: bool = False
) -> Iterator[str]:
    """What the rules made of one thing. ``whole`` shows every test."""
    about = explained.about
    yield click.style(name_of(about.fact), bold=True)
    yield wrapped(
        f"Judged as on {long_date(assessment.as_of)} by rulebook {assessment.rulebook.version}.", ""
    )
    if explained.rating:
        yield from rating_text(explained.rating, assessment.groups, whole=whole)
    if explained.asked:
        yield ""
        yield from _one_rule_text(about, explained.asked)
    elif about.rules or not explained.rating:
        yield ""
        yield from looked_text(about, whole=whole)
    for other in explained.beside:
        yield ""
        yield click.style(name_of(other.fact), bold=True)
        yield from looked_text(other, whole=whole)


def looked_text(looked: Looked, *, whole: bool) -> Iterator[str]:
    """The rules that looked at a fact: what they found in full, the quiet ones a line each."""
    if not looked.rules:
        yield f"No rule looks at {looked.fact.subject.replace('_', ' ')}."
    else:
        verb = "looks" if len(looked.rules) == 1 else "look"
        count = plural(len(looked.rules), "rule")
        yield f"{count} {verb} at it; {plural(len(looked.fired), 'finding')}."
    for item, finding in looked.fired:
        yield from _fired_text(item, finding, whole=whole)
    if looked.told_better:
        yield click.style("Fired too, and told better by another finding", bold=True)
    for item in looked.told_better:
        better = f"told by {', '.join(item.told_by)}"
        yield _one_line(item.explanation, f"{item.rule.name} ({better})")
        yield from _tests(item.explanation, whole)
    if looked.quiet:
        yield click.style("Quiet", bold=True)
    for item in looked.quiet:
        yield _one_line(item.explanation, item.rule.name)
        yield from _tests(item.explanation, whole)
    if looked.off:
        yield f"Switched off here: {', '.join(looked.off)}."


def _one_rule_text(looked: Looked, code: str) -> Iterator[str]:
    """What one rule made of a fact, with each of its tests."""
    if not looked.rules:
        yield f"{code} does not judge here: it is deprecated or switched off."
    for item in looked.rules:
        if item.finding:
            yield from _fired_text(item, item.finding, whole=True)
        else:
            better = f"told by {listed(item.told_by, 'and')}" if item.told_by else "quiet"
            yield _one_line(item.explanation, f"{item.rule.name}, {better}")
            yield from _tests(item.explanation, whole=True)


def _fired_text(item: RuleOnFact, finding: Finding, *, whole: bool) -> Iterator[str]:
    """A finding in full, why it is there, and what it is told with as one."""
    lines = finding_lines(finding, fingerprint=True)
    yield next(lines)
    severity = finding.severity.value.capitalize()
    yield wrapped(f"{severity}, because {item.explanation.because}.", " " * 10)
    yield from lines
    if item.group:
        yield wrapped(f"Told as one with others like it: {item.group.sentence}", " " * 10)
    yield from _tests(item.explanation, whole)


def rating_text(
    rating: RatingExplained, groups: Sequence[FindingGroup] = (), *, whole: bool
) -> Iterator[str]:
    """How a rating came about, and what would move it up."""
    level = rating.rating.level
    yield ""
    yield click.style(f"Plan quality: {level.words}", bold=True)
    if level is RatingLevel.NOT_RATED:
        yield wrapped("No rating rule fires on these figures.", "  ")
    yield from elsewhere_text(level)
    for reason in rating.rating.reasons:
        first = f"  {reason.code:<8}"
        yield wrapped(reason.sentence, " " * len(first), first)
    if told := data_text(rating.rating.data, whole=True):
        yield wrapped(told, "  ")
    yield click.style("Figures", bold=True)
    fields = CATALOGUE[rating.summary.subject]
    for name, value in rating.summary.values.items():
        field = fields[name]
        called = "" if field.label == field.meaning.casefold() else f" ({field.label})"
        yield wrapped(f"{field.meaning}: {amount_in_words(value, field)}{called}", "    ", "  ")
    if rating.parts:
        counts = Counter(part.level.words for part in rating.parts)
        told = ", ".join(f"{words} {count}" for words, count in counts.items())
        yield wrapped(f"Outcomes as rated: {told}", "    ", "  ")
    yield click.style(
        "Rating rules, the worst level first; the worst that fires decides", bold=True
    )
    for item in rating.rules:
        fires = "decides" if item.decides else "fires" if item.explanation.fired else "quiet"
        yield _one_line(item.explanation, f"{item.rule.rates.words}, {fires}")
        yield from _tests(item.explanation, whole)
    yield click.style("What would move it up", bold=True)
    yield wrapped(rating.rating.to_improve or "A rule that fires.", "  ")
    if level.rank > RatingLevel.GREEN.rank:
        deciding = listed([reason.code for reason in rating.rating.reasons], "and")
        then = f" ({', '.join(rating.then)})" if rating.then else ""
        yield wrapped(
            f"Were {deciding} quiet, it would be {rating.without.words}{then}.", "    ", "  "
        )
    yield from confidence_text(rating.proposal, rating.judgement)
    yield from _counted_text(rating, groups, whole)


def _counted_text(
    rating: RatingExplained, groups: Sequence[FindingGroup], whole: bool
) -> Iterator[str]:
    """The findings that count; with ``whole`` each by itself."""
    weights = Counter(finding.severity.value for finding in rating.findings)
    counts = ", ".join(f"{severity} {count}" for severity, count in weights.items())
    yield click.style("Findings that count" + (f" ({counts})" if counts else ": none"), bold=True)
    ones: Sequence[Told] = rating.findings if whole else told_as_one(rating.findings, groups)
    shown = ones if whole else ones[:SHOWN]
    for one in shown:
        first = f"  {one.code:<8}"
        yield wrapped(f"{one.severity.value}: {one.sentence}", " " * len(first), first)
    left = len(rating.findings) - sum(map(size, shown))
    if left:
        yield f"  and {left} more (--all shows them)."
    if rating.not_counted:
        yield wrapped(
            "Not counted (set aside, or of a preview rule): "
            + ", ".join(f"{item.code} {shortened(item.ref)}" for item in rating.not_counted)
            + ".",
            "  ",
            "",
        )


def rule_in_plan_text(found: RuleInPlan, *, whole: bool) -> Iterator[str]:
    """Where a rule fires in a plan, after its page."""
    yield ""
    yield click.style("In this plan", bold=True)
    if not found.live:
        yield wrapped("It does not judge here: it is deprecated or switched off.", "  ")
    if not found.fired and not found.quiet:
        yield wrapped("There is nothing that it looks at.", "  ")
    total = len(found.fired) + len(found.quiet)
    if found.fired:
        yield f"  Fires on {len(found.fired)} of {total}:"
    for item, told_by in found.fired:
        better = f" Told by {listed(told_by, 'and')}." if told_by else ""
        yield wrapped(f"{shortened(item.fact.ref)}: {item.because}.{better}", " " * 6, " " * 4)
    if found.quiet:
        yield f"  Stays quiet on {len(found.quiet)} of {total}:"
    alike: dict[str, list[str]] = {}
    for item in found.quiet:
        alike.setdefault(item.because, []).append(shortened(item.fact.ref))
    often = sorted(alike.items(), key=lambda pair: -len(pair[1]))
    shown = often if whole else often[:SHOWN]
    for because, refs in shown:
        some = refs if whole or len(refs) <= SHOWN else [*refs[: SHOWN - 1], "…"]
        told = f"{len(refs)}, {', '.join(some)}" if len(refs) > 1 else some[0]
        yield wrapped(f"{because}: {told}.", " " * 6, " " * 4)
    if len(shown) < len(often):
        rest = sum(len(refs) for _, refs in often[len(shown) :])
        yield f"    and {rest} more (--all shows them)."


def _one_line(explanation: Explanation, name: str) -> str:
    first = f"  {explanation.rule.code:<8}"
    return wrapped(f"{name}: {explanation.because}.", " " * len(first), first)


def _tests(explanation: Explanation, whole: bool) -> Iterator[str]:
    for test in explanation.looked if whole else ():
        first = " " * 10 + ("met    " if test.met else "unmet  ")
        yield wrapped(test.words, " " * len(first), first)


def judged_as_data(assessment: Assessment) -> dict[str, Any]:
    """What was judged, when, and by which rulebook."""
    return {
        "review": assessment.review,
        "as_of": assessment.as_of.isoformat(),
        "rulebook": assessment.rulebook.model_dump(mode="json"),
    }


def explained_as_data(explained: Explained) -> dict[str, Any]:
    """One thing, what bears on it, and its rating."""
    return {
        **_looked_as_data(explained.about),
        "beside": [_looked_as_data(other) for other in explained.beside],
        "rating": _rating_as_data(explained.rating) if explained.rating else None,
    }


def rule_in_plan_as_data(found: RuleInPlan) -> dict[str, Any]:
    """Where a rule fires in a plan."""

    def told(item: Explanation) -> dict[str, Any]:
        return {"subject": item.fact.subject, "ref": item.fact.ref, "because": _words(item)}

    return {
        "live": found.live,
        "fires": [told(item) | {"told_by": list(told_by)} for item, told_by in found.fired],
        "quiet": [told(item) for item in found.quiet],
    }


def _looked_as_data(looked: Looked) -> dict[str, Any]:
    fact = looked.fact
    return {
        "subject": fact.subject,
        "ref": fact.ref,
        "title": fact.title,
        "values": {name: _plain(value) for name, value in fact.values.items()},
        "rules": [_rule_as_data(item) for item in looked.rules],
        "off": list(looked.off),
    }


def _rule_as_data(item: RuleOnFact) -> dict[str, Any]:
    return {
        **_explanation_as_data(item.explanation),
        "told_by": list(item.told_by),
        "finding": _finding_as_data(item.finding) if item.finding else None,
        "group": item.group.fingerprint if item.group else None,
    }


def _rating_as_data(rating: RatingExplained) -> dict[str, Any]:
    return {
        "level": rating.rating.level.value,
        "elsewhere": elsewhere_as_data(rating.rating.level),
        "to_improve": rating.rating.to_improve,
        "data": rating.rating.data.model_dump(mode="json"),
        "proposal": rating.proposal.model_dump(mode="json") if rating.proposal else None,
        "judgement": rating.judgement.model_dump(mode="json") if rating.judgement else None,
        "figures": {name: _plain(value) for name, value in rating.summary.values.items()},
        "rules": [
            {
                **_explanation_as_data(item.explanation),
                "rates": item.rule.rates.value,
                "decides": item.decides,
            }
            for item in rating.rules
        ],
        "findings": [_mention(finding) for finding in rating.findings],
        "not_counted": [_mention(finding) for finding in rating.not_counted],
        "without": {"level": rating.without.value, "codes": list(rating.then)},
    }


def _explanation_as_data(explanation: Explanation) -> dict[str, Any]:
    return {
        "code": explanation.rule.code,
        "name": explanation.rule.name,
        "fired": explanation.fired,
        "because": _words(explanation),
        "tests": [
            {
                "field": reason.test.field.name,
                "value": _plain(reason.value),
                "met": reason.met,
                "words": reason.words,
            }
            for reason in explanation.looked
        ],
    }


def _finding_as_data(finding: Finding) -> dict[str, Any]:
    return {
        "fingerprint": finding.fingerprint,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "places": [place(seen) for seen in finding.places()],
        "counts": finding.counts,
    }


def _mention(finding: Finding) -> dict[str, str]:
    return {"fingerprint": finding.fingerprint, "code": finding.code, "ref": finding.ref}


def _words(explanation: Explanation) -> list[str]:
    return [reason.words for reason in explanation.reasons]


def _plain(value: FactValue | None) -> bool | int | str | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | str) else value
