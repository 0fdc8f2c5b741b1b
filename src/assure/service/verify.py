"""A report held to what travels inside it: judged again, does every finding and rating stand?

This proves recomputation and no more. Whoever changed the review inside a report and judged it
again has a report that stands; who made it, and whether the plan is what the partnership wrote,
no program can tell from the file.
"""

from __future__ import annotations

import datetime as dt
import logging
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from assure.assess.edition import BOARD, FULL, is_board_edition, shows_stand_ins
from assure.assess.judge import assess, facts_for
from assure.conditions.fields import FieldType
from assure.model.assessment import Assessment
from assure.model.base import Noun
from assure.model.errors import AssureError, RulebookError, UnreadableFileError
from assure.model.evidence import FROM_ASSESSMENT, SCHEMA_VERSION, Evidence
from assure.model.facts import Fact, FactValue
from assure.model.findings import Finding
from assure.model.measures import Measures
from assure.model.ratings import Rating
from assure.model.review import Review
from assure.rules.rulebook import Rulebook
from assure.service.evidence import digest, evidence_of
from assure.service.judge import matcher_named
from assure.service.report import ATTACHED, EVIDENCE
from assure.service.reviews import read_review
from assure.service.rulebook import load, of_review
from assure.service.told_then import ToldThen
from assure.shelf.settings import Settings

N = TypeVar("N", bound=Noun)

# Of what an assessment gives to the evidence: what is held item by item, and who judged.
_HELD_APART = ("rulebook", "engine", "findings", "ratings", "proposals", "measures")
# By what it was judged, told in the evidence for those who read it: the rules that judge again are
# those of the review inside.
_WHAT_JUDGED = ("rules", "thresholds", "set_asides")

LARGEST_REPORT = 200_000_000  # bytes
LARGEST_ATTACHED = 100_000_000
_END_WITHIN = 1_024  # bytes: so near its end does a PDF say where it ends


@dataclass(frozen=True)
class Held:
    """Things of one sort that a report says, held against what judging again says.

    ``stand``: how many are the same. ``otherwise``: said in both, and not the same. ``unfounded``:
    said in the report alone. ``missing``: found again, and not in the report.
    """

    stand: int
    otherwise: tuple[str, ...] = ()
    unfounded: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def all_stand(self) -> bool:
        return not (self.otherwise or self.unfounded or self.missing)


@dataclass(frozen=True)
class Today:
    """What the rulebook installed here would say of the same review, against the report."""

    same_rules: bool
    version: str
    new: tuple[str, ...] = ()  # findings that it would add
    gone: tuple[str, ...] = ()  # findings that it would not make
    rating: str = ""  # of the whole plan
    not_judged: str = ""  # why not, in a sentence


@dataclass(frozen=True)
class Verified:
    """``review_as_sent``: the review inside is the one that the evidence was made from.
    ``edition_as_told``: it is of the edition that the evidence says, as far as can be told."""

    report: str
    edition: str
    made_by: str  # version of assure
    review: str  # name
    rulebook: str  # version
    rating: str  # of the whole plan, in the report
    review_as_sent: bool
    edition_as_told: bool
    facts: Held
    findings: Held
    ratings: Held  # of plan quality
    proposals: Held  # of delivery confidence
    figures: Held  # the measures, and every list that a page shows or counts
    today: Today
    not_told: tuple[str, ...] = ()  # fields that its version could not tell yet

    @property
    def stands(self) -> bool:
        held = (self.facts, self.findings, self.ratings, self.proposals, self.figures)
        as_told = self.review_as_sent and self.edition_as_told
        return as_told and all(one.all_stand for one in held)


def verify(path: Path) -> Verified:
    """Judges the review inside the report at ``path`` again, by the rules inside it.

    Raises UnreadableFileError for a file that is no such report, RulebookError for rules that
    this version of assure cannot read.
    """
    attached = read_attached(path)
    document, evidence = attached[ATTACHED], _evidence(attached[EVIDENCE], path)
    review = read_review(document, f"{path}: the review inside it")
    book = of_review(review, "verify it with the version of assure that made it")
    matcher = matcher_named("durable")
    derived = facts_for(review, book)
    # By the facts as they are inside: whether the review gives these facts is asked apart.
    facts = tuple(_restored(fact, book, path) for fact in evidence.facts)
    again = assess(review, book, matcher, facts=facts)
    report, edition, inside = evidence.report, evidence.edition, document.encode()
    anew = evidence_of(review, again, book, inside, report=report, edition=edition, facts=facts)
    then = ToldThen(evidence.assure, book.catalogue)
    verified = Verified(
        report=report,
        edition=edition,
        made_by=evidence.assure,
        review=review.name,
        rulebook=evidence.rulebook.version,
        rating=_whole(evidence.ratings),
        review_as_sent=digest(inside) == evidence.review_digest
        and evidence.rulebook == book.identity,
        edition_as_told=_is_of(edition, review),
        facts=_held(facts, filter(then.knew, derived), _fact_key, _fact, then),
        findings=_held(evidence.findings, again.findings, _finding_key, _finding, then),
        ratings=_held(evidence.ratings, again.ratings, _rating_key, _rating, then),
        proposals=_held(evidence.proposals, again.proposals, _rating_key, _rating, then),
        figures=_figures(evidence, anew, then),
        today=_today(review, evidence, then),
    )
    return replace(verified, not_told=then.not_told)


def _is_of(edition: str, review: Review) -> bool:
    """Whether ``review`` can be what this edition shows. One that names nobody is the same in
    both; one in which people have the names that the board's gives them is not the full one."""
    if edition == BOARD:
        return is_board_edition(review)
    return edition == FULL and not shows_stand_ins(review)


def read_attached(path: Path) -> dict[str, str]:
    """The review and the evidence inside a report. Raises UnreadableFileError."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PdfReadError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds is told in our words
    try:
        size = path.stat().st_size
        if not (path.is_file() or path.is_dir()):  # a pipe would be waited for
            raise UnreadableFileError(
                f"{path}: not a file; give a report that `assure report` wrote."
            )
        if size > LARGEST_REPORT:
            raise UnreadableFileError(
                f"{path}: too large to be a report of assure; give one that `assure report` wrote."
            )
        with path.open("rb") as file:
            if file.read(5) != b"%PDF-":
                raise UnreadableFileError(
                    f"{path}: not a PDF; give a report that `assure report` wrote."
                )
            # pypdf goes on looking for the end to the very beginning, which may take minutes.
            file.seek(max(0, size - _END_WITHIN))
            if b"%%EOF" not in file.read(_END_WITHIN):
                raise PdfReadError
            file.seek(0)
            reader = PdfReader(file)
            if reader.is_encrypted:
                raise FileNotDecryptedError
            found = reader.attachments
            inside = {name: found[name][0] for name in (ATTACHED, EVIDENCE) if name in found}
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}).") from None
    except (DependencyError, FileNotDecryptedError):
        raise UnreadableFileError(
            f"{path}: this PDF is encrypted; give the report as it was written."
        ) from None
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, RecursionError, zlib.error):
        raise UnreadableFileError(
            f"{path}: this PDF is damaged; give the report as it was written."
        ) from None
    missing = [name for name in (ATTACHED, EVIDENCE) if name not in inside]
    if missing:
        raise UnreadableFileError(
            f"{path}: no {' and no '.join(missing)} inside; only a report that `assure report` "
            "wrote can be held to what travels in it."
        )
    if any(len(content) > LARGEST_ATTACHED for content in inside.values()):
        raise UnreadableFileError(f"{path}: what is attached is too large to be a review.")
    try:
        return {name: content.decode() for name, content in inside.items()}
    except UnicodeDecodeError:
        raise UnreadableFileError(f"{path}: what is attached is damaged.") from None


def _evidence(text: str, path: Path) -> Evidence:
    try:
        return Evidence.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "evidence"
        if place == "schema_version":
            raise UnreadableFileError(
                f"{path}: its evidence has another form than {SCHEMA_VERSION}; use the version of "
                "assure that wrote it."
            ) from None
        raise UnreadableFileError(
            f"{path}: {EVIDENCE} inside was changed or is damaged, at {place} "
            f"({first['msg'].lower()}); ask for the report as it was written."
        ) from None


def _restored(fact: Fact, book: Rulebook, path: Path) -> Fact:
    """A fact with its values of the kinds that the catalogue names: JSON knows no days. Raises
    UnreadableFileError where one is of another kind, or was seen in a place that is not told."""
    fields = book.catalogue.get(fact.subject, {})
    try:
        if any(number >= len(fact.places) for seen in fact.seen.values() for number in seen):
            raise ValueError
        values = {
            name: _value(value, fields[name].type) if name in fields else value
            for name, value in fact.values.items()
        }
    except (ValueError, ArithmeticError):
        raise UnreadableFileError(
            f"{path}: {EVIDENCE} inside was changed or is damaged at the facts of {_fact(fact)}; "
            "ask for the report as it was written."
        ) from None
    return fact.model_copy(update={"values": values})


def _value(value: FactValue, of: FieldType) -> FactValue:
    if of is FieldType.DATE:
        return dt.date.fromisoformat(str(value))
    return Decimal(str(value)) if of is FieldType.DECIMAL else value


def _held(
    said: Iterable[N],
    found: Iterable[N],
    key: Callable[[N], object],
    words: Callable[[N], str],
    then: ToldThen,
) -> Held:
    said, found = tuple(said), tuple(found)
    before, after = {key(one): one for one in said}, {key(one): one for one in found}
    both = [(before[name], after[name]) for name in before if name in after]
    # By how often: what is said once more than found is not founded either.
    said_times, found_times = Counter(map(key, said)), Counter(map(key, found))
    otherwise = tuple(words(one) for one, other in both if not then.same(one, other))
    return Held(
        stand=len(both) - len(otherwise),
        otherwise=otherwise,
        unfounded=tuple(words(before[name]) for name in (said_times - found_times).elements()),
        missing=tuple(words(after[name]) for name in (found_times - said_times).elements()),
    )


def _figures(evidence: Evidence, again: Evidence, then: ToldThen) -> Held:
    """What the pages say beside findings and ratings, by name, and by which rules and limits they
    say it. Evidence of this form has the measures: without them nobody can hold a figure to
    anything."""
    measures = evidence.measures
    pairs = [
        (f"measures: {name}", getattr(measures, name), getattr(again.measures, name))
        for name in Measures.model_fields
        if measures is not None and not then.excused(measures, name)
    ]
    pairs += [
        (name, getattr(evidence, name), getattr(again, name))
        for name in (*FROM_ASSESSMENT, *_WHAT_JUDGED)
        if name not in _HELD_APART and not then.excused(evidence, name)
    ]
    otherwise = tuple(name for name, said, found in pairs if not then.same(said, found))
    return Held(
        stand=len(pairs) - len(otherwise),
        otherwise=tuple(name.replace("_", " ") for name in otherwise),
        missing=("measures",) if measures is None else (),
    )


def _fact_key(fact: Fact) -> tuple[str, str]:
    return fact.subject, fact.key


def _fact(fact: Fact) -> str:
    return f"{fact.subject.replace('_', ' ')} {fact.ref}"


def _finding_key(finding: Finding) -> tuple[str, str]:
    return finding.fingerprint, finding.ref


def _finding(finding: Finding) -> str:
    return f"{finding.code} ({finding.severity.value}): {finding.sentence}"


def _rating_key(rating: Rating) -> tuple[str, str]:
    return rating.subject, rating.ref


def _rating(rating: Rating) -> str:
    what = "the whole plan" if rating.subject == "plan" else f"{rating.subject} {rating.ref}"
    return f"{what}: {rating.level.words}"


def _whole(ratings: Iterable[Rating]) -> str:
    return next((rating.level.words for rating in ratings if rating.subject == "plan"), "")


def _today(review: Review, evidence: Evidence, then: ToldThen) -> Today:
    """As a locality's own limits stood in the review, with the shipped rules of today."""
    settings = Settings(thresholds=review.thresholds, off=review.off, severity=review.severity)
    try:
        book = load(settings)
        if book.digest == evidence.rulebook.digest:
            return Today(True, book.version, rating=_whole(evidence.ratings))
        today = assess(review, book, matcher_named("durable"))
    except (RulebookError, AssureError) as error:
        return Today(False, "", not_judged=str(error))
    held = _held(evidence.findings, today.findings, _finding_key, _finding, then)
    return Today(False, book.version, held.missing, held.unfounded, _level_of(today))


def _level_of(assessment: Assessment) -> str:
    return _whole(assessment.ratings)
