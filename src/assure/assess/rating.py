"""Rating: the worst level whose rule fires on a summary of what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assure.model.facts import Fact
from assure.model.ratings import Rating, RatingLevel, RatingReason
from assure.rules.matching import Matcher
from assure.rules.rulebook import Rulebook
from assure.rules.sentences import render


def rate(subject: str, fact: Fact, rulebook: Rulebook, matcher: Matcher) -> Rating:
    """The worst level whose rating rule fires on a summary; its reasons are those rules."""
    (rating,) = rate_each(subject, [fact], rulebook, matcher)
    return rating


def rate_each(
    subject: str, facts: Sequence[Fact], rulebook: Rulebook, matcher: Matcher
) -> tuple[Rating, ...]:
    """``rate`` for each of ``facts``, matched together."""
    matches = matcher.match(rulebook.live_rating_rules, facts, rulebook.thresholds)
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for code, index in sorted(matches):
        codes[index].append(code)
    return tuple(_rating(subject, fact, codes[n], rulebook) for n, fact in enumerate(facts))


def _rating(subject: str, fact: Fact, codes: Sequence[str], rulebook: Rulebook) -> Rating:
    rules = {rule.code: rule for rule in rulebook.live_rating_rules}
    level = max(
        (rules[code].rates for code in codes),
        key=lambda rated: rated.rank,
        default=RatingLevel.NOT_RATED,
    )
    deciding = [rules[code] for code in codes if rules[code].rates is level]
    fields = rulebook.catalogue[fact.subject]
    return Rating(
        subject=subject,
        ref=fact.ref,
        title=fact.title,
        level=level,
        reasons=tuple(
            RatingReason(code=rule.code, level=level, sentence=render(rule.finding, fact, fields))
            for rule in deciding
        ),
        to_improve=" ".join(dict.fromkeys(render(r.to_improve, fact, fields) for r in deciding)),
    )
