"""Reviews: opened, collected, frozen, and read back from the store or from a file."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assure import shelf
from assure.conditions.json_documents import has_half
from assure.conditions.nearest import did_you_mean
from assure.model.answers import Answer
from assure.model.base import Noun, as_json, json_bytes
from assure.model.errors import AssureError, StoreError, UnreadableFileError
from assure.model.plan import Plan
from assure.model.respondents import latest
from assure.model.review import Review, ReviewKind, RulebookIdentity, RuleText
from assure.model.story import FindingOnRecord
from assure.shelf.settings import Settings, find_settings
from assure.shelf.writing import write
from assure.store import KeptReview, ReviewState
from assure.words.text import clean, one_line

if TYPE_CHECKING:
    from assure.model.assessment import Assessment
    from assure.model.findings import Finding
    from assure.store.store import Store

FORMAT = "assure-review"
VERSION = 1
LARGEST_REVIEW = 50_000_000  # bytes
# What people name by mistake: the plan, or the report that was made of a review.
NOT_REVIEWS = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".pdf", ".html"})
LONGEST_NAME = 120  # characters


class _Document(Noun):
    format: str
    version: int
    review: Review


def new_review(
    store: Store,
    *,
    name: str,
    kind: ReviewKind,
    plan: Plan,
    as_of: dt.date,
    at: dt.datetime,
    board_date: dt.date | None = None,
    answers: tuple[Answer, ...] = (),
) -> KeptReview:
    """Opens a draft on a plan that is in the store, and files under it the answers of the
    working set and then ``answers``. The review before is the last frozen one of the same plan.

    Raises StoreError when there is already such a review.
    """
    before = [
        review
        for review in store.reviews()
        if review.plan == plan.key and review.as_of < as_of and review.state is ReviewState.FROZEN
    ]
    review = KeptReview(
        key=review_key(name, kind, as_of),
        name=name,
        kind=kind,
        as_of=as_of,
        plan=plan.key,
        state=ReviewState.DRAFT,
        created_at=at,
        board_date=board_date,
        previous=before[0].key if before else None,
    )
    store.add_review(review, answers)
    return review


def review_name(name: str) -> str:
    """``name`` on one line. Raises AssureError when it is blank or too long to head a page."""
    line = one_line(clean(name))
    if not line:
        raise AssureError("A review needs a name, for example “Mid-year review 2026”.")
    if len(line) > LONGEST_NAME:
        raise AssureError(
            f"The name of a review heads its report: {len(line):,} characters are too many; "
            f"use at most {LONGEST_NAME}."
        )
    return line


def review_key(name: str, kind: ReviewKind, as_of: dt.date) -> str:
    """``anycity-partnership-mid-year-2026-10-31``. A name of no letters at all gives "review"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "review"
    ending = f"{kind.value}-{as_of.isoformat()}"
    return f"{words}-{ending}" if not words.endswith(f"-{kind.value}") else f"{words}-{as_of}"


def check_free(store: Store, name: str, kind: ReviewKind, as_of: dt.date) -> None:
    """Raises StoreError when a review of this name, kind and day is already there."""
    key = review_key(name, kind, as_of)
    if store.review(key) is not None:
        raise StoreError(
            f"There is already a review {key}; give this one another name or another as-of date."
        )


def find_review(store: Store, reference: str) -> KeptReview:
    """The review with this key, or else the newest with this name. Raises StoreError."""
    reviews = store.reviews()
    for review in reviews:
        if review.key == reference:
            return review
    for review in reviews:
        if review.name.casefold() == reference.strip().casefold():
            return review
    if not reviews:
        raise StoreError("There is no review yet; open one with `assure review new`.")
    keys = [review.key for review in reviews]
    raise StoreError(f"There is no review “{reference}”; {did_you_mean(reference, keys)}")


def newest_draft(store: Store) -> KeptReview | None:
    """The draft with the latest as-of date."""
    drafts = [review for review in store.reviews() if review.state is ReviewState.DRAFT]
    return drafts[0] if drafts else None


def collect(store: Store, key: str, settings: Settings | None = None) -> Review:
    """The review as it stands: frozen as it was, a draft as its plan and answers are now.

    ``settings`` are those of the working folder unless given. Raises StoreError.
    """
    kept = find_review(store, key)
    document = store.document(kept.key)
    if document is not None:
        return read_review(document, f"The review {kept.key}")
    plan = store.plan(kept.plan)
    if plan is None:
        raise StoreError(f"The plan {kept.plan} is not in the database; import it again.")
    from assure.service.answers import asked_in

    answers = latest(store.answers(kept.key))
    if settings is None:
        settings = find_settings(Path.cwd())
    return Review(
        key=kept.key,
        name=kept.name,
        kind=kept.kind,
        as_of=kept.as_of,
        plan=plan,
        answers=answers,
        questionnaires=asked_in(answers),
        thresholds=settings.thresholds,
        off=settings.off,
        severity=settings.severity,
        set_asides=store.set_asides(kept.plan),
        promises=store.promises(kept.plan),
        board_date=kept.board_date,
        previous=kept.previous,
    )


def freeze(
    store: Store,
    key: str,
    rulebook: RulebookIdentity,
    at: dt.datetime,
    settings: Settings | None = None,
    rules: tuple[RuleText, ...] = (),
    judge: Callable[[Review], Assessment] | None = None,
) -> Review:
    """Makes a draft final, judged from now on by ``rulebook``, and returns it.

    ``rules`` are the texts of that rulebook, kept so that it can judge again anywhere. What
    ``judge`` finds of the actions goes on record.

    Raises StoreError when it is frozen already, or when somebody answers in it, or changes its
    plan, while it is being judged.
    """
    after = store.basis(find_review(store, key).key)
    review = collect(store, key, settings).model_copy(update={"rulebook": rulebook, "rules": rules})
    document = review_document(review)
    # Read back before it is kept: what is returned is what every later reading will give.
    frozen = read_review(document, f"The review {review.key}")
    assessment = judge(frozen) if judge else None
    rating = assessment.rating("plan", "plan") if assessment else None
    store.freeze(
        review.key,
        document,
        at,
        rating=rating.level if rating else None,
        found=for_the_record(frozen.plan, assessment.findings) if assessment else (),
        after=after,
    )
    return frozen


def for_the_record(plan: Plan, findings: Iterable[Finding]) -> Iterator[FindingOnRecord]:
    """What ``findings`` say of actions, with the keys that the actions have in ``plan``."""
    for found in findings:
        action = plan.action(found.ref) if found.subject == "action" else None
        if action is not None:
            yield FindingOnRecord(
                action=action.key,
                code=found.code,
                severity=found.severity,
                sentence=found.sentence,
                fingerprint=found.fingerprint,
                set_aside=found.set_aside is not None,
            )


def load(reference: str, store: Store | None, settings: Settings | None = None) -> Review:
    """The review that ``reference`` means: a file, or else a key or name in the store.

    Raises UnreadableFileError or StoreError.
    """
    path = Path(reference)
    if path.is_file() and path.suffix.lower() in NOT_REVIEWS:
        raise UnreadableFileError(
            f"{reference}: this is no review; name the file that `assure review freeze -o` wrote."
        )
    if path.suffix.lower() == ".json" or path.is_file() or store is None:
        text = shelf.read_text(path, largest=LARGEST_REVIEW)
        return read_review(text.content, text.origin)
    return collect(store, find_review(store, reference).key, settings)


def newest(store: Store, settings: Settings | None = None) -> Review:
    """The review with the latest as-of date. Raises StoreError when there is none."""
    reviews = store.reviews()
    if not reviews:
        raise StoreError("There is no review yet; open one with `assure review new`.")
    return collect(store, reviews[0].key, settings)


def review_document(review: Review) -> str:
    """The review as JSON text: the same review gives the same bytes on any machine."""
    document = {"format": FORMAT, "version": VERSION, "review": as_json(review)}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def travelling(review: Review) -> bytes:
    """The document of ``review`` as it travels inside a report: the same data in a tenth of the
    time, without line breaks, and with the fields in their own order."""
    document = _Document(format=FORMAT, version=VERSION, review=review)
    return json_bytes(document, defaults=False) + b"\n"


def write_review(review: Review, path: Path) -> Path:
    """The review's document to ``path``, whole or not at all. Raises AssureError."""
    return write(path, review_document(review).encode())


def read_review(text: str, origin: str) -> Review:
    """The review in a document of ``review_document``. Raises UnreadableFileError."""
    try:
        data: Any = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise UnreadableFileError(
            f"{origin}: not a review, or damaged; write it again with `assure review freeze -o`."
        ) from None
    if has_half(text, data):
        raise UnreadableFileError(
            f"{origin}: damaged: it holds half of a character; write it again with `assure review "
            "freeze -o`."
        )
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableFileError(
            f"{origin}: JSON, but not a review of assure; give a file that it wrote."
        )
    if data.get("version") != VERSION:
        raise UnreadableFileError(
            f"{origin}: a review in form {str(data.get('version'))[:20]}, and this assure reads "
            f"form {VERSION}; use the version of assure that wrote it."
        )
    try:
        return Review.model_validate(data.get("review"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "review"
        raise UnreadableFileError(
            f"{origin}: damaged at {place} ({first['msg'].lower()}); give the file as written."
        ) from None
