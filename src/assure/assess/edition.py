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
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from assure.assess.set_asides import moved
from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.base import Noun, Seen, natural_key
from assure.model.plan import Plan
from assure.model.respondents import same_role
from assure.model.review import Review
from assure.model.values import Owner, OwnerKind
from assure.words.naming import TITLE, Renaming, with_fields
from assure.words.owners import parse_owner

N = TypeVar("N", bound=Noun)

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
_STAND_IN = re.compile(r"named (?:officer|member) \d+")
_RESPONDENT = re.compile(r"respondent \d+")
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
    in all of them. The first review's people are called as they are without the others; who has
    such a name already keeps it."""
    named = [(review, (*people(review.plan), *people_beside(review))) for review in reviews]
    known = {name: name for _, names in named for name in names if _STAND_IN.fullmatch(name)}
    taken = {name.rpartition(" ")[2] for name in known}
    numbers = (n for n in itertools.count(1) if str(n) not in taken)
    for review, names in named:
        for name in names:
            if name not in known:
                what = "member" if _MEMBER.match(name) else "officer"
                known[name] = f"named {what} {next(numbers)}"
        for written, person in short_forms(review.plan):
            if written not in known:
                known[written] = known.get(person or "") or f"named officer {next(numbers)}"
    return known


def board_edition(review: Review) -> Review:
    """The review with people shown by their post or as "named officer 1", without the roles of
    respondents and without e-mail addresses. What names nobody stays the same object."""
    known = aliases(review)
    shown_as = respondent_numbers(review.answers)
    hidden = Renaming(known)
    shown = hidden.noun(
        with_fields(
            review,
            {
                # Rules speak of no people, and one changed letter would make another rulebook.
                "rules": (),
                "plan": _plan_shown(review.plan, known),
                "answers": tuple(
                    _changed(given, respondent=shown_as[same_role(given.respondent)])
                    for given in review.answers
                ),
                "promises": tuple(
                    _changed(promise, who=owner_shown(promise.who, known))
                    for promise in review.promises
                ),
            },
        )
    )
    shown = with_fields(shown, {"rules": review.rules})
    if not review.set_asides:
        return shown
    # A post's name and the words of an entry are the identity of what was found about them.
    set_asides = moved(shown.set_asides, review, shown, hidden.text)
    return with_fields(shown, {"set_asides": set_asides})


def is_board_edition(review: Review) -> bool:
    """Whether the board may see ``review`` as it is: its board edition is no other."""
    return board_edition(review) == review


def shows_stand_ins(review: Review) -> bool:
    """Whether people stand in ``review`` as only the board's edition calls them."""
    return any(_STAND_IN.fullmatch(name) for name in people(review.plan)) or any(
        _RESPONDENT.fullmatch(answer.respondent) for answer in review.answers
    )


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


def _changed(noun: N, **fields: Any) -> N:
    """``noun`` with these fields; itself where they are what it has."""
    same = all(getattr(noun, name) == value for name, value in fields.items())
    return noun if same else with_fields(noun, fields)


def _plan_shown(plan: Plan, known: Mapping[str, str]) -> Plan:
    """The plan, the years it has rolled on from and what has gone, with their owners hidden."""
    gone = tuple(_changed(g, action=_action_shown(g.action, known)) for g in plan.gone)
    closed = tuple(_parts_shown(year, known) for year in plan.closed)
    lead = _owner_shown(plan.lead, known)
    return _changed(_parts_shown(plan, known), lead=lead, gone=gone, closed=closed)


def _parts_shown(holder: N, known: Mapping[str, str]) -> N:
    """A plan or a year of one, with the owners of its parts hidden."""
    parts: dict[str, tuple[Any, ...]] = {}
    for part, field in OWNER_FIELDS:
        nouns = parts.get(part, getattr(holder, part, ()))
        if nouns:
            parts[part] = tuple(_noun_shown(noun, field, known) for noun in nouns)
    if "actions" in parts:
        parts["actions"] = tuple(_earlier_shown(action, known) for action in parts["actions"])
    return _changed(holder, **parts)


def _action_shown(action: Action, known: Mapping[str, str]) -> Action:
    return _earlier_shown(_noun_shown(action, "owner", known), known)


def _earlier_shown(action: Action, known: Mapping[str, str]) -> Action:
    """The owners that an action had before, hidden."""
    if not action.revisions:
        return action
    revisions = tuple(
        _changed(told, text=owner_shown(told.text, known)) if told.field == "owner" else told
        for told in action.revisions
    )
    return _changed(action, revisions=revisions)


def _noun_shown(noun: N, field: str, known: Mapping[str, str]) -> N:
    """Leave the post beside a person, else the person's number, in an owner and in its cell."""
    owner: Owner = getattr(noun, field)
    shown = _owner_shown(owner, known)
    if shown is owner:
        return noun
    fields: dict[str, Any] = {field: shown}
    seen: Mapping[str, Seen] = getattr(noun, "seen", {})
    if field in seen and shown.names != owner.names:
        # Not by search: the cell may write the name in a way that no search foresees.
        fields["seen"] = {**seen, field: _changed(seen[field], text=_written(shown))}
    return with_fields(noun, fields)


def _owner_shown(owner: Owner, known: Mapping[str, str]) -> Owner:
    """The post beside a person, else the person's number; the owner itself if it names nobody."""
    if owner.kind is not OwnerKind.PERSON_AND_POST:
        return _changed(owner, names=tuple(known.get(name, name) for name in owner.names))
    posts = tuple(name for name in owner.names if name not in known)
    if posts:
        return with_fields(owner, {"kind": OwnerKind.POST, "names": posts})
    numbers = tuple(known[name] for name in owner.names)
    return with_fields(owner, {"kind": OwnerKind.PERSON, "names": numbers})


def _written(owner: Owner) -> str:
    return ", ".join([*owner.names, *owner.support])


def owner_shown(text: str, known: Mapping[str, str]) -> str:
    """The words of an owner with the post left beside a person, else the person's number."""
    owner = parse_owner(text)
    shown = _owner_shown(owner, known)
    return text if shown.names == owner.names else _written(shown)
