"""Two reviews of one plan side by side. Pure: both are judged already.

What the rules moved is told apart from what the plan and the answers moved: the older review is
given as it was judged, and as the newer rules judge it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assure.assess.compare_actions import action_moves, columns
from assure.assess.compare_answers import answer_moves, area_moves
from assure.assess.compare_findings import finding_moves
from assure.assess.compare_found import Found
from assure.assess.compare_headline import headline, nothing_moved
from assure.assess.compare_pairs import doubts, pair
from assure.assess.compare_ratings import figure_moves, indicator_moves, rating_moves
from assure.assess.compare_rules import rule_changes
from assure.model.assessment import Assessment
from assure.model.comparison import Comparison, RulesCompared, Side
from assure.model.review import Review
from assure.rules.rulebook import Rulebook


@dataclass(frozen=True)
class Judged:
    """A review, what judging made of it, and the rulebook that judged."""

    review: Review
    assessment: Assessment
    rulebook: Rulebook


def compare(
    older: Judged,
    newer: Judged,
    older_by_new_rules: Assessment | None,
    *,
    not_judged_again: str = "",
    earlier: Mapping[str, str] | None = None,
    remarks: tuple[str, ...] = (),
) -> Comparison:
    """What moved from ``older`` to ``newer``.

    ``older_by_new_rules`` is the older review judged by the rulebook of the newer; where that
    cannot be done it is None, and ``not_judged_again`` says why in a sentence. ``earlier`` tells
    of reviews before the older one: fingerprint of a finding → name of the last that had it.
    ``remarks`` are told beside it.
    """
    same = older.rulebook.digest == newer.rulebook.digest
    again = older.assessment if same else older_by_new_rules
    was, now = older.assessment, newer.assessment
    pairs = pair(older.review.plan, newer.review.plan)
    changes = rule_changes(older.rulebook, newer.rulebook)
    actions = action_moves(older.review.plan, newer.review.plan, pairs)
    found = Found(
        older=older.review,
        newer=newer.review,
        was=was,
        now=now,
        again=again,
        pairs=pairs,
        rulebook=newer.rulebook,
        changes=changes,
        earlier=earlier or {},
        moved={action.key: action for action in actions},
    )
    compared = Comparison(
        older=_side(older),
        newer=_side(newer),
        plan=newer.review.plan.key,
        plan_title=newer.review.plan.title,
        remarks=remarks,
        rules=RulesCompared(
            same=same,
            judged_again=again is not None,
            not_judged_again="" if again is not None else not_judged_again,
            changes=changes,
        ),
        findings=finding_moves(found),
        ratings=rating_moves(was, now, None if same else again),
        actions=actions,
        doubts=doubts(pairs),
        columns=columns(older.review.plan, newer.review.plan),
        answers=answer_moves(older.review, newer.review),
        areas=tuple(area_moves(older.review, newer.review)),
        figures=figure_moves(was, now, None if same else again),
        indicators=indicator_moves(was, now),
    )
    compared = compared.model_copy(update={"nothing_moved": nothing_moved(compared)})
    return compared.model_copy(update={"headline": tuple(headline(compared))})


def _side(judged: Judged) -> Side:
    review = judged.review
    return Side(
        review=review.key,
        name=review.name,
        kind=review.kind,
        as_of=review.as_of,
        frozen=review.rulebook is not None,
        rulebook=judged.assessment.rulebook,
    )
