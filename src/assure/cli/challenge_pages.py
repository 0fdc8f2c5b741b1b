"""What a challenge session shows: its pages, and what is offered under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assure.assess.promises import in_words
from assure.cli.menus import Move, short
from assure.cli.printing import place
from assure.cli.prompt import Choice, Page
from assure.model.challenge import ChallengeQuestion
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.service.challenge import Session
from assure.words.days import long_date
from assure.words.text import plural

PLACES = 3  # cells shown beside a question
BECOMES = (
    Choice(Told.KEPT, "Kept", key="1"),
    Choice(Told.LATE, "Late, with a new day", key="2"),
    Choice(Told.BROKEN, "Broken", key="3"),
    Choice(Told.OVERTAKEN, "Overtaken", "No longer wanted, because something else came.", "4"),
    Choice(Told.OPEN, "Still open", "Being worked on; the day stays.", "5"),
)
LAST = (
    Choice(Move.SKIP, "Skip for now", key="s", apart=True),
    Choice(Move.BACK, "Go back", key="b"),
    Choice(Move.LEAVE, "Save and leave", key="l"),
)
SAID = {
    Told.KEPT: "Kept",
    Told.LATE: "Late",
    Told.BROKEN: "Broken",
    Told.OVERTAKEN: "Overtaken",
    Told.OPEN: "Still open",
}


@dataclass(frozen=True)
class Asked:
    """A question of the session: with what it rests on, and as it is kept before an answer."""

    bare: Promise
    because: str = ""
    more: tuple[str, ...] = ()


def asked_of(question: ChallengeQuestion, bare: Promise) -> Asked:
    """A question of the program; ``bare`` is the answer to it with nothing said."""
    alike = f"The same of: {', '.join(question.alike)}" if question.alike else ""
    seen = "; ".join(place(item) for item in question.places[:PLACES])
    more = (question.why, f"Seen: {seen}" if seen else "", short(alike, 200))
    return Asked(bare, question.because, tuple(filter(None, more)))


def first_page(session: Session) -> Page:
    first = (
        f"First {plural(len(session.open_before), 'promise')} from earlier sessions, then "
        if session.open_before
        else ""
    )
    going_on = bool(session.said) or len(session.open_before) < len(session.before)
    return Page(
        heading="Challenge session",
        progress=f"On the review {session.review.name}",
        question="Going on from last time" if going_on else "What was promised, and what now?",
        help=f"{first}{plural(len(session.unanswered), 'question')}. Each gets an answer and, "
        "if something is promised, what, by whom and by when. Skip what does not matter. "
        "You can leave at any time and go on later.",
    )


def promise_page(session: Session, number: int) -> Page:
    """A promise of an earlier session, counting from 0."""
    promise = session.before[number]
    more = (
        f"Asked: {promise.question}",
        f"Answered: {promise.answer}" if promise.answer else "",
        f"Evidence promised: {promise.evidence}" if promise.evidence else "",
    )
    return Page(
        heading="Promised in an earlier session",
        progress=f"Promise {number + 1} of {len(session.before)}",
        question=f"“{promise.text}”",
        help=f"{promise.who}, for {long_date(promise.days[0])}. {in_words(promise, session.day)}",
        more=tuple(filter(None, more)),
    )


def promise_menu(told: PromiseUpdate | None) -> list[Choice]:
    """What may have become of a promise; first what was told in this session already."""
    menu = [*BECOMES, *LAST]
    return menu if told is None else [Choice(Move.DONE, f"Keep: {said(told)}", key="k"), *menu]


def question_page(session: Session, asked: Asked, one: Promise, number: int, of: int) -> Page:
    """A question, counting from 1, with what was said to it so far."""
    return Page(
        heading=f"Challenge session · {session.review.name}",
        progress=f"Question {number} of {of}",
        question=one.question,
        help=asked.because,
        more=asked.more,
        so_far=tuple(answer_lines(one)),
    )


def last_page(session: Session) -> Page:
    made = sum(one.whole for one in session.said.values())
    return Page(
        heading=f"Challenge session · {session.review.name}",
        progress=f"{plural(made, 'promise')} made",
        question="Look over what was said",
        help="Choose a line to change it. A line marked ! is not whole: somebody, or a day, is "
        "missing.",
    )


def last_menu(session: Session, asked: Sequence[Asked]) -> list[Choice]:
    """A line for each promise and question, by its number, and what may be done next."""
    choices: list[Choice] = []
    for promise in session.before:
        told = session.told(promise)
        words = said(told) if told else "! nothing told yet"
        choices.append(Choice(len(choices), promise.text, words, beside=True))
    for each in asked:
        one = session.said.get(each.bare.key)
        words = in_short(one) if one else "not answered"
        choices.append(Choice(len(choices), each.bare.question, words, beside=True))
    choices.append(Choice(Move.ADD, "Ask a question of your own", apart=True))
    return [*choices, Choice(Move.DONE, "Finish")]


def question_menu(one: Promise) -> list[Choice]:
    """What may be done with a question, by what was said so far."""
    if not one.answer:
        return [Choice(Move.WRITE, "Write the answer", key="w"), *LAST]
    promise = "Complete the promise" if one.text and not one.whole else "Change the promise"
    lines = [
        Choice(Move.DONE, "Go on, it stands", key="k"),
        Choice(Move.WRITE, "Change the answer", key="w"),
        Choice(Move.EMPTY, promise if one.text else "Add a promise", key="p"),
    ]
    if one.text:
        lines.append(Choice(Move.NONE, "Nothing is promised after all", key="n"))
    return [*lines, *LAST]


def answer_lines(one: Promise) -> list[str]:
    """What was said to a question."""
    lines = [f"Answer: {one.answer}"] if one.answer else []
    if one.text:
        day = long_date(one.by) if one.by else "no day yet"
        lines.append(f"Promised: {one.text} ({one.who or 'nobody yet'}, {day})")
    if one.evidence:
        lines.append(f"Evidence promised: {one.evidence}")
    return lines


def in_short(one: Promise) -> str:
    if not one.text:
        return one.answer
    mark = "" if one.whole else "! "
    day = long_date(one.by) if one.by else "no day yet"
    return f"{mark}{one.who or 'nobody yet'}, {day}: {one.text}"


def said(update: PromiseUpdate) -> str:
    """``Late, now 31 January 2027: The tender failed``."""
    new_day = f", now {long_date(update.day)}" if update.state is Told.LATE and update.day else ""
    rest = "; ".join(filter(None, (update.words, update.evidence)))
    return f"{SAID[update.state]}{new_day}{': ' if rest else ''}{rest}"
