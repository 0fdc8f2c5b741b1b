"""A person's name replaced by a post in everything that the database holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assure.assess.edition import is_person, named_by, owners
from assure.assess.forgetting import Forgetting, remaining
from assure.assess.set_asides import moved
from assure.model.base import as_json
from assure.model.errors import AssureError
from assure.model.review import Review
from assure.model.values import OwnerKind
from assure.service.judge import review_of
from assure.service.reviews import read_review, review_document
from assure.shelf.settings import Settings
from assure.store.rewriting import Rewriting
from assure.words.naming import EVERYDAY
from assure.words.text import clean, one_line, plain

if TYPE_CHECKING:
    from assure.store.store import Store

LONGEST = 100  # characters of a name or a post
# What the tables hold, for whoever is told how much was changed.
CALLED = {
    "plans": ("plan", "plans"),
    "plan_changes": ("name of a file or an officer", "names of files and officers"),
    "revisions": ("step in the history of a plan", "steps in the history of plans"),
    "reviews": ("review", "reviews"),
    "answers": ("answer", "answers"),
    "set_asides": ("finding set aside", "findings set aside"),
    "promises": ("promise, or word about one", "promises, or words about them"),
    "review_findings": ("finding on record", "findings on record"),
}


@dataclass(frozen=True)
class Found:
    """How often a name stands in the database, and what will still stand there afterwards: texts
    that hold the surname alone, which may be somebody else's."""

    texts: int
    remaining: tuple[str, ...]


def to_forget(person: str, post: str | None, also: Iterable[str], store: Store) -> Forgetting:
    """What is to be replaced by what. Without ``post``, the one that the plans name beside the
    person. Raises AssureError with one sentence."""
    person, also = one_line(clean(person)), [one_line(clean(name)) for name in also]
    for name in (person, *also):
        _check_name(name)
    post = one_line(clean(post)) if post is not None else _post_of(person, store)
    if not post or len(post) > LONGEST:
        raise AssureError("--post: name a post that takes the name’s place.")
    forgetting = Forgetting(person, post, also)
    if is_person(post) or forgetting.text(post) != post:
        raise AssureError(f"--post “{post}”: this reads like a person; name a post.")
    return Forgetting(person, post, also)


def _check_name(name: str) -> None:
    if len(name) < 2 or len(name) > LONGEST or not any(char.isalpha() for char in name):
        raise AssureError(f"“{name[:60]}” is no name; write it as the plans do.")
    if name in EVERYDAY:
        raise AssureError(
            f"“{name}” is an everyday word as well, and would be replaced in any sentence; "
            "give the whole name."
        )


def _post_of(person: str, store: Store) -> str:
    posts: dict[str, None] = {}
    for kept in store.plans():
        plan = store.plan(kept.key)
        for owner in owners(plan) if plan else ():
            if owner.kind is OwnerKind.PERSON_AND_POST:
                people = {plain(name) for name in named_by(owner)}
                if plain(person) in people:
                    posts |= dict.fromkeys(n for n in owner.names if plain(n) not in people)
    if len(posts) == 1:
        return next(iter(posts))
    why = f"the plans name several ({', '.join(posts)})" if posts else "no plan names one"
    raise AssureError(f"Which post takes the place of {person}: {why}; say it with --post.")


def look(store: Store, forgetting: Forgetting) -> Found:
    """What ``forget`` would change. Changes nothing."""
    after = [forgetting.everywhere(data) for data in map(_unfolded, store.texts())]
    return Found(forgetting.replaced, tuple(dict.fromkeys(remaining(after, forgetting.words))))


def _unfolded(data: Any) -> Any:
    """A frozen review's own words, without the rules in it."""
    if isinstance(data, dict) and "review" in data and isinstance(data["review"], dict):
        return {**data, "review": {**data["review"], "rules": []}}
    return data


def forget(store: Store, forgetting: Forgetting, at: dt.datetime) -> dict[str, int]:
    """Replaces the name everywhere in the database, frozen reviews included, in one transaction.

    Gives how many rows of each table were altered. Findings set aside stay set aside, though what
    they are about may have been called by the name. Raises StoreError.
    """
    return store.rewrite(lambda inside: _rewriting(inside, forgetting), at)


def _rewriting(store: Store, forgetting: Forgetting) -> Rewriting:
    new = dict(_new_fingerprints(store, forgetting))

    def everywhere(value: Any) -> Any:
        changed = forgetting.everywhere(value)
        return _with_fingerprints(changed, new) if new else changed

    def document(text: str) -> str:
        review = read_review(text, "A frozen review")
        # Rules speak of no people, and one changed letter would make another rulebook of them.
        data = everywhere(as_json(review.model_copy(update={"rules": ()})))
        changed = Review.model_validate(data).model_copy(update={"rules": review.rules})
        return review_document(changed)

    return Rewriting(everywhere, document, new)


def _new_fingerprints(store: Store, forgetting: Forgetting) -> Iterator[tuple[str, str]]:
    """Of findings set aside that are known by the name: their fingerprints, old and new."""
    reviews: list[Review] = []
    for kept in store.plans():
        plan, items = store.plan(kept.key), store.set_asides(kept.key)
        if plan is not None and items:
            live = review_of(plan, kept.changed_at.date(), Settings())
            reviews.append(live.model_copy(update={"set_asides": items}))
    for review in store.reviews():
        text = store.document(review.key)
        if text is not None:
            reviews.append(read_review(text, f"The review {review.key}"))
    for before in reviews:
        if before.set_asides:
            data = forgetting.everywhere(as_json(before.model_copy(update={"rules": ()})))
            after = Review.model_validate(data)
            items = moved(before.set_asides, before, after, forgetting.text)
            for was, now in zip(before.set_asides, items, strict=True):
                if was.fingerprint != now.fingerprint:
                    yield was.fingerprint, now.fingerprint


def _with_fingerprints(value: Any, new: dict[str, str]) -> Any:
    if isinstance(value, str):
        return new.get(value, value)
    if isinstance(value, list):
        return [_with_fingerprints(item, new) for item in value]
    if isinstance(value, dict):
        return {key: _with_fingerprints(item, new) for key, item in value.items()}
    return value
