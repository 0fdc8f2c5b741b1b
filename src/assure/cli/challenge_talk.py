"""A challenge session at the terminal: the promises of last time, then questions and answers.

Each line is kept before the next prompt, so that whoever leaves, or is cut off, loses nothing that
was confirmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from assure.cli.challenge_pages import (
    Asked,
    answer_lines,
    asked_of,
    first_page,
    last_menu,
    last_page,
    promise_menu,
    promise_page,
    question_menu,
    question_page,
)
from assure.cli.challenge_pages import said as said_of
from assure.cli.menus import Move
from assure.cli.prompt import Check, Choice, GoneBack, Left, Page, Prompter
from assure.conditions.nearest import did_you_mean
from assure.facts.promises import due_now
from assure.model.errors import AssureError
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.service.challenge import Session, answered, known_refs, own_question
from assure.service.promises import what_is_told
from assure.words.days import read_day
from assure.words.minutes import taken, unfit, unfit_day, unfit_new_day


@dataclass(frozen=True)
class Keeping:
    """Where what is said goes, and when it was said."""

    answer: Callable[[Promise], None]
    told: Callable[[Promise, PromiseUpdate], None]
    now: Callable[[], dt.datetime]


class ChallengeTalk:
    """Goes through a session until the person finishes. Raises ``Left`` when they leave;
    ``session`` then says how far it came."""

    def __init__(
        self, prompter: Prompter, session: Session, keeping: Keeping, by: str = ""
    ) -> None:
        self.prompter, self.session, self._keeping, self._by = prompter, session, keeping, by
        self._refs = known_refs(session.review.plan)
        now = keeping.now()
        self._asked = [
            *(asked_of(one, answered(session.review, one, now)) for one in session.questions),
            *(Asked(one) for one in session.own),
        ]
        self._leaving = False  # what was typed on leaving is kept first

    # From one to the next

    def introduce(self) -> None:
        """Says what comes."""
        begin = Choice(None, "Begin", key="1")
        self.prompter.page(first_page(self.session), [begin], more=True)
        with suppress(GoneBack):  # there is nothing before the first page
            self.prompter.choose("Ready", [begin])

    def run(self) -> None:
        """Asks until the person finishes. Raises Left."""
        try:
            number: int | None = self._first()
            while number is not None:
                number = self._turn(number)
        finally:
            self.prompter.close()

    @property
    def _count(self) -> int:
        return len(self.session.before) + len(self._asked)

    def _first(self) -> int:
        """The first promise or question of which nothing was said yet."""
        for number, promise in enumerate(self.session.before):
            if self.session.told(promise) is None:
                return number
        for number, asked in enumerate(self._asked, start=len(self.session.before)):
            if asked.bare.key not in self.session.said:
                return number
        return self._count

    def _turn(self, number: int) -> int | None:
        """Shows one page; which comes next, or None at the end."""
        self._leave_if_wanted()
        before = len(self.session.before)
        try:
            if number >= self._count:
                return self._look_over()
            done = self._promise(number) if number < before else self._question(number - before)
        except GoneBack:
            return max(number - 1, 0)
        return number + 1 if done else number

    # Promises of last time

    def _promise(self, number: int) -> bool:
        promise = self.session.before[number]
        told = self.session.told(promise)
        page, menu = promise_page(self.session, number), promise_menu(told)
        got = self._choose(page, "What became of it", menu, None if told is None else 0)
        if got is Move.SKIP or got is Move.DONE:
            return True
        if not isinstance(got, Told):
            raise TypeError(f"no line of this menu gives {got!r}")
        with suppress(GoneBack):
            self._tell(promise, got)
            return True
        return False

    def _tell(self, promise: Promise, state: Told) -> None:
        """Keeps what became of it at once, and once more with what is said about it."""
        # Told twice in one session, the later counts: its first day is not to be beaten.
        others = [one for one in promise.updates if one.review != self.session.review.key]
        as_found = promise.model_copy(update={"updates": tuple(others)})
        given: dict[str, Any] = {}
        if state is Told.LATE:
            given["day"] = self._day("The new day:", lambda d: unfit_new_day(d, due_now(as_found)))
        if state is Told.OVERTAKEN:
            given["words"] = self._write("What overtook it?", "reason", needed=True)
        self._keep_told(as_found, state, given)
        if state is Told.KEPT:
            given["evidence"] = self._write("Evidence that was seen, if there is any:", "evidence")
        elif state is not Told.OVERTAKEN:
            ask = "How does it go?" if state is Told.OPEN else "Why?"
            given["words"] = self._write(ask, "reason")
        if given.get("evidence") or given.get("words"):
            self._keep_told(as_found, state, given)

    def _keep_told(self, promise: Promise, state: Told, given: dict[str, Any]) -> None:
        update = what_is_told(
            promise,
            state,
            self._keeping.now(),
            by=self._by,
            review=self.session.review.key,
            **given,
        )
        self._kept(lambda: self._keeping.told(promise, update), [promise.text, said_of(update)])
        now = next(one for one in self.session.before if one.key == promise.key)
        self.session = self.session.with_told(now, update)

    # Questions

    def _question(self, number: int) -> bool:
        asked = self._asked[number]
        one = self.session.said.get(asked.bare.key, asked.bare)
        page = question_page(self.session, asked, one, number + 1, len(self._asked))
        got = self._choose(page, "The answer", question_menu(one), 0 if one.answer else None)
        if got is Move.SKIP or got is Move.DONE:
            return True
        try:
            if got is Move.WRITE:
                answer = self._write("The answer:", "answer", one.answer, needed=True)
                one = self._keep(one, answer=answer)
                if one.text:
                    return False  # the promise stands; it is changed apart
            if got is Move.NONE:
                self._keep(one, text="", evidence="", who="", by=None)
            else:
                self._ask_promise(one)
        except GoneBack:
            return False
        return True

    def _ask_promise(self, one: Promise) -> None:
        """What, with which evidence, who, by when. Each is kept as soon as it is given."""
        text = self._write("What is promised? Nothing, if left empty:", "promise", one.text)
        if not text:
            return
        one = self._keep(one, text=text)
        evidence = self._write("Which evidence will show it?", "evidence", one.evidence)
        one = self._keep(one, evidence=evidence)
        who = self._write("Who promises it? One post:", "who", one.who, needed=True)
        one = self._keep(one, who=who)
        day = self._day("By which day?", lambda d: unfit_day(d, self.session.day), one.by)
        self._keep(one, by=day)

    def _keep(self, one: Promise, **fields: Any) -> Promise:
        said = one.model_copy(update={**fields, "made_at": self._keeping.now()})
        self._kept(lambda: self._keeping.answer(said), [said.question, *answer_lines(said)])
        self.session = self.session.with_answer(said)
        return said

    def _kept(self, keep: Callable[[], None], words: list[str]) -> None:
        try:
            keep()
        except AssureError:
            self.prompter.say(["", "This could not be kept:", *words])
            raise

    # The end

    def _look_over(self) -> int | None:
        """All that was said; which to open again, or None to finish."""
        choices = last_menu(self.session, self._asked)
        self.prompter.page(last_page(self.session))
        got = self.prompter.choose("Which line", choices, len(choices) - 1)
        if got is Move.ADD:
            return self._add()
        return got if isinstance(got, int) else None

    def _add(self) -> int:
        """A question that the session asks itself; kept with its answer."""
        text = self._write("The question:", "question", needed=True)
        about = self._write(
            "What is it about? References such as 1.1; 2, or empty for the plan as a whole:",
            "question",
            also=self._wrong_refs,
        )
        refs = tuple(self._found(about))
        bare = own_question(self.session.review, text, refs, self._keeping.now())
        known = [asked.bare.key for asked in self._asked]
        if bare.key not in known:
            self._asked.append(Asked(bare))
            known.append(bare.key)
        return len(self.session.before) + known.index(bare.key)

    def _found(self, text: str) -> list[str]:
        return [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]

    def _wrong_refs(self, text: str) -> str:
        for ref in self._found(text):
            if ref not in self._refs:
                near = did_you_mean(ref, list(self._refs))
                return f"The plan has no reference “{ref[:40]}”; {near}"
        return ""

    # Prompts

    def _choose(self, page: Page, message: str, menu: list[Choice], default: int | None) -> object:
        self._leave_if_wanted()
        more = False
        while True:
            shown = self.prompter.page(page, menu, more=more)
            offer = None if shown or more else Move.MORE
            got = self.prompter.choose(message, menu, default, offer)
            if got is Move.MORE:
                more = True
                continue
            if got is Move.BACK:
                raise GoneBack
            if got is Move.LEAVE:
                raise Left
            return got

    def _write(
        self,
        message: str,
        what: str,
        default: str = "",
        *,
        needed: bool = False,
        also: Callable[[str], str] | None = None,
    ) -> str:
        def check(text: str) -> str | None:
            if needed and not taken(text):
                return "Nothing was written. Go back if there is nothing to say."
            return unfit(what, text) or (also(text) if also else "") or None

        return taken(self._typed(message, default, check))

    def _day(
        self, message: str, wrong: Callable[[dt.date], str], default: dt.date | None = None
    ) -> dt.date:
        def check(text: str) -> str | None:
            day = read_day(text)
            return "That is not a day; write it as 31/10/2026." if day is None else wrong(day)

        before = default.isoformat() if default else ""
        day = read_day(self._typed(message, before, lambda text: check(text) or None))
        if day is None:
            raise TypeError("a day that was checked is one")
        return day

    def _typed(self, message: str, default: str, check: Check) -> str:
        """A line of text. What was typed on leaving is kept, if it is fit to be."""
        self._leave_if_wanted()
        try:
            return self.prompter.write(message, default, check)
        except Left as left:
            if not left.typed or check(left.typed):
                raise
            self._leaving = True
            return left.typed

    def _leave_if_wanted(self) -> None:
        if self._leaving:
            raise Left
