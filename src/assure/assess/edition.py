"""Two editions of a review: ``board`` shows posts, not people; ``full`` is internal.

The board edition is made before judging, so that pages, findings and the attached data all
say the same. People are those whom the cells for owners name. In those cells a person gives
way to the post beside it, or to "named officer 1"; everywhere else the name is replaced where
it stands as a whole, with the usual ways of shortening it. A name that stands in no such cell
cannot be known to be one, and stays: docs/limits.md says so.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assure.assess.set_asides import moved
from assure.model.answers import Answer
from assure.model.base import natural_key
from assure.model.plan import Action, Owner, OwnerKind, Plan
from assure.model.respondents import same_role
from assure.model.review import Review
from assure.words.naming import TITLE, Renaming
from assure.words.owners import parse_owner

BOARD, FULL = "board", "full"

PEOPLE = frozenset({OwnerKind.PERSON, OwnerKind.FIRST_NAME_OR_INITIALS})
# Where the plan's parts hold owners, and the cell of each.
OWNER_FIELDS = (
    ("outcomes", "senior_lead"),
    ("actions", "owner"),
    ("indicators", "owner"),
    ("resources", "obtained_by"),
    ("assumptions", "checked_by"),
    ("risks", "owner"),
    ("projects", "lead"),
    ("projects", "sponsor"),
    ("partners", "contact"),
)
_MEMBER = re.compile(r"^(?:Cllr|Councillor)\.?\s+(?!for\b)[A-Z]")
_PLAINLY = re.compile(rf"^(?:{TITLE}\s+[A-Z]|Officer\s+[A-Z]{{1,2}}\d?$)")


def owners(plan: Plan) -> Iterator[Owner]:
    """Every owner that the plan names, or that the years it rolled on from did."""
    yield plan.lead
    for part, field in OWNER_FIELDS:
        for noun in _nouns(plan, part):
            yield getattr(noun, field)
    for gone in plan.gone:
        yield gone.action.owner
    for action in _actions(plan):
        yield from (parse_owner(item.text) for item in action.revisions if item.field == "owner")


def _nouns(plan: Plan, part: str) -> Iterator[Any]:
    """What stands in a part of the plan, and of the years that it has rolled on from."""
    for holder in (plan, *plan.closed):
        yield from getattr(holder, part, ())


def _actions(plan: Plan) -> Iterator[Action]:
    """Every action that there is and was."""
    yield from _nouns(plan, "actions")
    yield from (gone.action for gone in plan.gone)


@functools.lru_cache(maxsize=4096)
def is_person(name: str) -> bool:
    """Whether one entry of an owner cell is a person rather than a post or a body."""
    return is_plainly_person(name) or parse_owner(name).kind in PEOPLE


def is_plainly_person(name: str) -> bool:
    """Whether the words say so themselves: "Ms Smith", "Cllr Smith", "Officer A"."""
    return bool(_MEMBER.match(name) or _PLAINLY.match(name))


def named_by(owner: Owner) -> Iterator[str]:
    """The people whom an owner cell names, in its order."""
    if owner.kind in PEOPLE:
        yield from owner.names
    elif owner.kind is OwnerKind.PERSON_AND_POST:
        # The post comes first; a directory may name anybody beside it.
        yield from (name for name in owner.names[:1] if is_plainly_person(name))
        yield from owner.names[1:]
    else:
        yield from (name for name in owner.names if is_person(name))


def people(plan: Plan) -> tuple[str, ...]:
    """Everyone whom the plan's cells for owners name, in a stable order.

    Those who help, agree or lend their days are mostly bodies, two capitalised words like a
    name: of them only the plainly named are taken.
    """
    found = {name for owner in owners(plan) for name in named_by(owner)}
    loose = [text for owner in owners(plan) for text in owner.support]
    loose += [capacity.name for capacity in _nouns(plan, "capacity")]
    loose += [dependency.agreed_with for dependency in _nouns(plan, "dependencies")]
    for text in loose:
        found.update(name for name in parse_owner(text).names if is_plainly_person(name))
    return tuple(sorted((name for name in found if name.strip()), key=natural_key))


def short_forms(plan: Plan) -> Iterator[tuple[str, str | None]]:
    """What cells write for people whom a directory knows, "JS", and the person, if it is one."""
    for part, field in OWNER_FIELDS:
        for noun in _nouns(plan, part):
            owner, cell = getattr(noun, field), noun.seen.get(field)
            if cell is None or all(name in cell.text for name in owner.names):
                continue
            person = next(named_by(owner), None)
            for name in named_by(parse_owner(cell.text)):
                yield name, person


def people_beside(review: Review) -> tuple[str, ...]:
    """The people who set findings aside, promised, told of promises, or told how actions stand,
    in a stable order."""
    roles = {item.by for item in review.set_asides}
    roles |= {revision.by for action in _actions(review.plan) for revision in action.revisions}
    roles |= {told.by for promise in review.promises for told in promise.updates}
    promised = {name for p in review.promises for name in named_by(parse_owner(p.who))}
    return tuple(sorted(promised | set(filter(is_person, roles)), key=natural_key))


def aliases(*reviews: Review) -> dict[str, str]:
    """What the board's edition calls each person whom the reviews name; one name for one person
    in all of them. The first review's people are called as they are without the others."""
    known: dict[str, str] = {}
    numbers = itertools.count(1)
    for review in reviews:
        for name in (*people(review.plan), *people_beside(review)):
            if name not in known:
                what = "member" if _MEMBER.match(name) else "officer"
                known[name] = f"named {what} {next(numbers)}"
        for written, person in short_forms(review.plan):
            if written not in known:
                known[written] = known.get(person or "") or f"named officer {next(numbers)}"
    return known


def board_edition(review: Review) -> Review:
    """The review with people shown by their post or as "named officer 1", without the roles of
    respondents and without e-mail addresses."""
    known = aliases(review)
    # Rules speak of no people, and one changed letter would make another rulebook of them.
    data = review.model_copy(update={"rules": ()}).model_dump(mode="json")
    shown_as = respondent_numbers(review.answers)
    for answer, given in zip(data["answers"], review.answers, strict=True):
        answer["respondent"] = shown_as[same_role(given.respondent)]
    holders = (data["plan"], *data["plan"]["closed"])
    for part, field in OWNER_FIELDS:
        for noun in (noun for holder in holders for noun in holder.get(part, ())):
            _hide(noun[field], noun["seen"].get(field), known)
    actions = [item["action"] for item in data["plan"]["gone"]]
    for action in actions:
        _hide(action["owner"], action["seen"].get("owner"), known)
    actions += [action for holder in holders for action in holder["actions"]]
    for action in actions:
        _hide_earlier(action["revisions"], known)
    for promise in data["promises"]:
        promise["who"] = owner_shown(promise["who"], known)
    _hide(data["plan"]["lead"], None, known)
    hidden = Renaming(known)
    shown = Review.model_validate_json(json.dumps(hidden.everywhere(data)))
    shown = shown.model_copy(update={"rules": review.rules})
    if not review.set_asides:
        return shown
    # A post's name and the words of an entry are the identity of what was found about them.
    set_asides = moved(shown.set_asides, review, shown, hidden.text)
    return shown.model_copy(update={"set_asides": set_asides})


def respondent_numbers(answers: Iterable[Answer]) -> dict[str, str]:
    """What respondents are called in the board edition, by ``same_role``.

    One who answered a questionnaire alone goes without a name. Of several each keeps a number,
    or else their answers would look like one person's, and be judged so.
    """
    by_questionnaire: dict[str, dict[str, None]] = {}
    roles: dict[str, str] = {}
    for answer in answers:
        role = same_role(answer.respondent)
        roles[role] = ""
        if not answer.moderated:
            by_questionnaire.setdefault(answer.questionnaire, {})[role] = None
    together = [role for group in by_questionnaire.values() if len(group) > 1 for role in group]
    for number, role in enumerate(dict.fromkeys(together), start=1):
        roles[role] = f"respondent {number}"
    return roles


def _hide(owner: dict[str, Any], cell: dict[str, Any] | None, known: Mapping[str, str]) -> None:
    """Leave the post beside a person, else the person's number, in an owner and in its cell."""
    if owner["kind"] == OwnerKind.PERSON_AND_POST:
        names = [name for name in owner["names"] if name not in known]
        owner["kind"] = (OwnerKind.POST if names else OwnerKind.PERSON).value
        names = names or [known[name] for name in owner["names"]]
    else:
        names = [known.get(name, name) for name in owner["names"]]
    if names == owner["names"]:
        return
    owner["names"] = names
    if cell is not None:
        # Not by search: the cell may write the name in a way that no search foresees.
        cell["text"] = ", ".join([*names, *owner["support"]])


def _hide_earlier(revisions: list[dict[str, Any]], known: Mapping[str, str]) -> None:
    """The same for the owners that an action had before."""
    for revision in revisions:
        if revision["field"] == "owner":
            revision["text"] = owner_shown(revision["text"], known)


def owner_shown(text: str, known: Mapping[str, str]) -> str:
    """The words of an owner with the post left beside a person, else the person's number."""
    owner = parse_owner(text).model_dump(mode="json")
    cell = {"text": text}
    _hide(owner, cell, known)
    return cell["text"]
