"""The minute sheet of a challenge session: written, and taken back whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assure.assess.promises import in_words
from assure.model.base import Problem, Seen
from assure.model.errors import AssureError, StoreError, UnreadableFileError
from assure.model.promise import Promise, PromiseUpdate, promise_key
from assure.model.review import Review
from assure.service import reviews
from assure.service.challenge import Session, answered, known_refs, question_key, review_for
from assure.service.promises import what_is_told
from assure.shelf.writing import check_ending, check_free, write
from assure.words.days import long_date
from assure.words.minutes import unfit_day
from assure.words.text import plain

if TYPE_CHECKING:
    from assure.intake.minute_sheet import Asked, Earlier
    from assure.intake.minutes import Minutes, SaidRow, ToldRow
    from assure.store.store import Store


@dataclass(frozen=True)
class Taken:
    """What came of minutes: counts of what was new, and of promises in the file; or problems,
    and then nothing was kept."""

    review: str  # key
    said: int = 0
    told: int = 0
    made: int = 0
    problems: tuple[Problem, ...] = ()


WORKBOOK, DOCUMENT = ".xlsx", ".docx"
BLANK_ROWS = 6  # of a document, for questions of the session's own


def write_sheet(session: Session, path: Path, at: dt.datetime, *, replace: bool = False) -> None:
    """The minute sheet of ``session`` as it stands, a workbook or a Word document by its ending,
    whole or not at all. Raises AssureError."""
    ending = check_ending(path, (WORKBOOK, DOCUMENT))
    check_free(path, replace)
    from assure.intake.minute_sheet import Asked, Earlier, minute_sheet

    review = session.review
    earlier = [Earlier(one, in_words(one, session.day)) for one in session.open_before]
    asked = [
        Asked(session.answer(one) or answered(review, one, at), one.because)
        for one in session.questions
    ]
    asked += [Asked(one) for one in session.own]
    if ending == WORKBOOK:
        made = minute_sheet(review.name, review.key, review.plan.key, earlier, asked, at)
    else:
        made = _document(review, earlier, asked, at.date())
    write(path, made)


def _document(
    review: Review, earlier: Sequence[Earlier], asked: Sequence[Asked], day: dt.date
) -> bytes:
    from assure.intake import minute_layout as layout
    from assure.intake.minute_sheet import HOW_TO, asked_cells, earlier_cells
    from assure.report.minutes_docx import MinuteTable, minutes_docx

    first, second = layout.PAPER_EARLIER, layout.PAPER_QUESTIONS
    rows = [_texts(asked_cells(number, one), second) for number, one in enumerate(asked, start=1)]
    rows += [_texts({}, second)] * BLANK_ROWS
    tables = [
        MinuteTable(
            layout.QUESTIONS, [(layout.OF_QUESTIONS[f], mm) for f, mm in second.items()], rows
        )
    ]
    if earlier:
        columns = [(layout.OF_EARLIER[field], width) for field, width in first.items()]
        own = [_texts(earlier_cells(one), first) for one in earlier]
        tables.insert(0, MinuteTable(layout.EARLIER, columns, own))
    about = [
        (layout.REVIEW, review.key),
        (layout.PLAN, review.plan.key),
        (layout.TAKEN_BY, ""),
    ]
    title = f"{review.name}: minutes of the challenge session"
    return minutes_docx(title, about, HOW_TO, tables, day)


def _texts(cells: Mapping[str, object], fields: Iterable[str]) -> list[str]:
    values = (cells.get(field) for field in fields)
    return [long_date(v) if isinstance(v, dt.date) else str(v or "") for v in values]


def take_minutes(
    store: Store, path: Path, reference: str | None, at: dt.datetime, *, by: str = ""
) -> Taken:
    """Keeps what the minutes at ``path`` say, all of it or nothing; the same again changes
    nothing.

    They are of the review that they name, else of that which ``reference`` means, else of the
    newest. Raises UnreadableFileError, or StoreError for a review that is not there or another.
    """
    from assure.intake.minutes import read_minutes

    named = reference and reviews.find_review(store, reference)
    newest = named or review_for(store, None)
    minutes = read_minutes(path)
    kept = reviews.find_review(store, minutes.review) if minutes.review else newest
    if named and kept.key != named.key:
        raise StoreError(
            f"{path.name}: these are minutes of {kept.key}, not of {named.key}; leave out --review."
        )
    review = reviews.collect(store, kept.key)
    if not minutes.said and not minutes.told and not minutes.problems:
        raise UnreadableFileError(
            f"{path.name}: nothing is filled in yet; write what was said, and import it again."
        )
    known = {one.key: one for one in store.promises(review.plan.key)}
    problems = list(minutes.problems)
    said = _promises(minutes, review, known, at, problems)
    told = _news(minutes, review, known, by or minutes.by, at, problems)
    if problems:
        return Taken(review.key, problems=tuple(problems))
    new, news = store.keep_minutes(review.plan.key, said, told)
    return Taken(review.key, new, news, sum(one.whole for one in said))


def _promises(
    minutes: Minutes,
    review: Review,
    known: dict[str, Promise],
    at: dt.datetime,
    problems: list[Problem],
) -> list[Promise]:
    """A promise, or an answer with none, for each row that says anything."""
    from assure.intake.refs import find_refs, normal_ref

    times: Counter[str] = Counter()
    references = {normal_ref(ref): ref for ref in known_refs(review.plan)}
    result = []
    for row in minutes.said:
        first = row.key or question_key(review, plain(row.question))
        times[first] += 1
        if row.fingerprint and row.key != question_key(review, row.fingerprint):
            wrong = f"this question was not asked in the session of {review.key}."
            problems.append(_problem("key", row.seen, wrong, "Name its review with --review."))
        refs, unknown = find_refs(row.about, references)
        one = _promise(row, review, first, times[first], known, at)
        result.append(one.model_copy(update={"refs": tuple(refs)}))
        if row.about_seen and unknown:
            wrong = f"the plan has no reference “{unknown[0][:40]}”."
            problems.append(_problem("refs", row.about_seen, wrong, "Correct it, or empty it."))
        if row.by_seen and row.by and (wrong := unfit_day(row.by, review.as_of)):
            problems.append(_problem("by", row.by_seen, wrong, ""))
    return result


def _promise(
    row: SaidRow, review: Review, first: str, place: int, known: dict[str, Promise], at: dt.datetime
) -> Promise:
    # A row that was copied, for a second promise to one question, has the key of the first.
    key = first if place == 1 else promise_key(review.plan.key, review.key, first, place)
    before = known.get(key)
    return Promise(
        key=key,
        plan=review.plan.key,
        review=review.key,
        question=row.question,
        code=row.code or (before.code if before else ""),
        fingerprint=row.fingerprint or (before.fingerprint if before else ""),
        answer=row.answer,
        text=row.promise,
        evidence=row.evidence,
        who=row.who,
        by=row.by,
        made_at=at,
    )


def _news(
    minutes: Minutes,
    review: Review,
    known: dict[str, Promise],
    by: str,
    at: dt.datetime,
    problems: list[Problem],
) -> list[tuple[str, PromiseUpdate]]:
    """What the rows tell of earlier promises."""
    result = []
    for row in minutes.told:
        promise = known.get(row.key)
        if promise is None or not promise.whole:
            if row.key:
                wrong = f"there is no promise {row.key} in this plan."
                problems.append(
                    _problem("key", row.seen, wrong, "Copy its key from `assure promises`.")
                )
            continue
        update = _update(row, promise, review, by, at, problems)
        if update is not None:
            result.append((row.key, update))
    return result


def _update(
    row: ToldRow,
    promise: Promise,
    review: Review,
    by: str,
    at: dt.datetime,
    problems: list[Problem],
) -> PromiseUpdate | None:
    others = tuple(one for one in promise.updates if one.review != review.key)
    as_found = promise.model_copy(update={"updates": others})
    try:
        return what_is_told(
            as_found,
            row.state,
            at,
            words=row.words,
            evidence=row.evidence,
            day=row.day,
            by=by,
            review=review.key,
        )
    except AssureError as error:
        problems.append(_problem("told", row.seen, str(error), ""))
        return None


def _problem(what: str, seen: Seen, wrong: str, do: str) -> Problem:
    return Problem(code=f"minutes-{what}", seen=seen, wrong=wrong, do=do)
