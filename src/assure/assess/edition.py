"""Two editions of a review: ``board`` shows posts, not people; ``full`` is internal.

The board edition is made before judging, so that pages, findings and the attached data all
say the same. People are those whom the plan's owner cells name; their names are replaced
wherever they stand, whole words only. A name that stands nowhere in an owner cell cannot be
known to be one, and stays: docs/limits.md says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from assure.model.base import natural_key
from assure.model.plan import Owner, OwnerKind, Plan
from assure.model.review import Review

PEOPLE = frozenset({OwnerKind.PERSON, OwnerKind.PERSON_AND_POST, OwnerKind.FIRST_NAME_OR_INITIALS})
BOARD, FULL = "board", "full"
EDITIONS = (BOARD, FULL)


def owners(plan: Plan) -> Iterator[Owner]:
    """Every owner that the plan names."""
    yield plan.lead
    for outcome in plan.outcomes:
        yield outcome.senior_lead
    for action in plan.actions:
        yield action.owner
    for indicator in plan.indicators:
        yield indicator.owner
    for resource in plan.resources:
        yield resource.obtained_by
    for assumption in plan.assumptions:
        yield assumption.checked_by


def people(plan: Plan) -> tuple[str, ...]:
    """Names of people in owner cells, in a stable order."""
    found: set[str] = set()
    for owner in owners(plan):
        if owner.kind in PEOPLE:
            # Of "Officer A, Head of Housing" the first part is the person, the rest the post.
            found.update(
                owner.names[:1] if owner.kind is OwnerKind.PERSON_AND_POST else owner.names
            )
    return tuple(sorted((name for name in found if name.strip()), key=natural_key))


def board_edition(review: Review) -> Review:
    """The review with people shown as "named officer 1" and without respondents."""
    names = people(review.plan)
    data = review.model_dump(mode="json")
    for answer in data["answers"]:
        answer["respondent"] = ""
    if names:
        known = {name: f"named officer {number}" for number, name in enumerate(names, start=1)}
        # The longest first, so that "Officer AB" is not read as "Officer A" and a B.
        pattern = re.compile(
            "|".join(
                rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)
            )
        )
        data = _replaced(data, pattern, known)
    return Review.model_validate_json(json.dumps(data))


def _replaced(value: Any, pattern: re.Pattern[str], known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda match: known[match.group()], value)
    if isinstance(value, list):
        return [_replaced(item, pattern, known) for item in value]
    if isinstance(value, dict):
        # Keys are field names, and in a few maps what people wrote (column headings).
        return {
            _replaced(key, pattern, known): _replaced(item, pattern, known)
            for key, item in value.items()
        }
    return value
