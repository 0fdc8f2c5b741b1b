"""One person, one questionnaire: shows each question, takes the answer, keeps it, goes on."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

from assure.cli.entries import EntryTalk
from assure.cli.menus import (
    LAST,
    OFFERED,
    REASONS,
    Move,
    check_choices,
    check_day,
    checked,
    entry_choices,
    in_full,
    named,
    of_unit,
    option_choices,
    several_choices,
    short,
    time_left,
    wanted,
)
from assure.cli.prompt import Check, Choice, GoneBack, Left, Page, Prompter
from assure.interview.checking import UnfitAnswerError, clean, reason_of, value_of
from assure.interview.sitting import Sitting, in_words
from assure.model.answers import Answer, AnswerState, Entry, Value
from assure.model.errors import AssureError
from assure.model.questionnaire import SEVERAL, Question, QuestionKind
from assure.words.days import read_day

NO_REVIEW = "Not for a review yet; it can be taken into one later"
LISTED = SEVERAL | {QuestionKind.ENTRIES}


class Conversation:
    """Asks until the person finishes. ``keep`` stores one answer before the next prompt.

    Raises ``Left`` when the person leaves; ``sitting`` then says how far they came.
    """

    def __init__(
        self,
        prompter: Prompter,
        sitting: Sitting,
        keep: Callable[[Answer], None],
        now: Callable[[], dt.datetime],
        respondent: str = "",
    ) -> None:
        self.prompter = prompter
        self.sitting = sitting
        self._keep = keep
        self._now = now
        self._respondent = respondent
        self._ranking: dict[str, tuple[str, ...]] = {}  # orders that are not whole yet
        self._begun: dict[str, dict[str, Any]] = {}  # entries that are not whole yet
        self._typed: dict[tuple[str, str], str] = {}  # what was not accepted, on going back
        self._leaving = False  # what was typed on leaving is kept first
        done = sitting.progress
        self._greeting = (
            f"Going on from last time: {done.answered} of {done.questions} answered so far."
            if sitting.answers
            else ""
        )

    def introduce(self, review: str | None) -> None:
        """Says what this is for, how long it takes and where the questions come from."""
        about = self.sitting.questionnaire
        begin = Choice(None, "Begin", key="1")
        page = Page(
            heading=about.title,
            progress=f"For the review {review}" if review else NO_REVIEW,
            question=about.purpose,
            help=f"{len(self.sitting.asked)} questions, about {about.minutes} minutes. "
            "You can leave at any time and go on later.",
            more=(f"Who answers: {about.who}", f"Where it comes from: {about.origin}"),
        )
        self.prompter.page(page, [begin], more=True)
        with contextlib.suppress(GoneBack):  # there is nothing before the first question
            self.prompter.choose("Ready", [begin])

    def run(self) -> None:
        """Asks, and moves, until the answers were checked. Raises Left."""
        try:
            self._go_through()
        except Left:
            self.prompter.close()
            raise
        self.prompter.close()

    def _go_through(self) -> None:
        while True:
            question = self.sitting.current
            if question is not None:
                self._turn(question)
                continue
            try:
                key = self._check_answers()
            except GoneBack:
                self.sitting = self.sitting.back()
                continue
            if key is None:
                return
            self.sitting = self.sitting.jump(key)

    def _turn(self, question: Question) -> None:
        """Asks one question and moves on, by an answer or without one."""
        try:
            while not (done := self._ask(question)):
                pass
        except GoneBack:
            self.sitting = self.sitting.back()
        else:
            self.sitting = self.sitting.skip() if done is Move.SKIP else self.sitting.next()

    def _ask(self, question: Question) -> Move | None:
        """Shows the menu of a question once. None: show it again."""
        menu = self._menu(question)
        got = self._choose(question, menu)
        if got is Move.SKIP or got is Move.DONE:
            return got
        try:
            if isinstance(got, Move) and got in REASONS:
                self._ask_reason(question, got)
            elif question.kind in SEVERAL:
                return self._take_several(question, got)
            elif question.kind is QuestionKind.ENTRIES:
                return self._take_entry(question, got)
            elif got is Move.WRITE:
                self._ask_text(question)
            else:
                self._take_option(question, got)
        except GoneBack:
            return None
        return Move.DONE

    # Menus

    def _menu(self, question: Question) -> list[Choice]:
        given = self.sitting.answers.get(question.key)
        first: list[Choice]
        if question.kind in SEVERAL:
            first = several_choices(question, self._several(question))
        elif question.kind in OFFERED:
            first = option_choices(question)
        elif question.kind is QuestionKind.ENTRIES:
            first = entry_choices(question, self._entries(question))
        elif given is not None and given.state is AnswerState.ANSWERED:
            first = [
                Choice(Move.DONE, f"Keep: {short(in_words(question, given))}", key="k"),
                Choice(Move.WRITE, "Change it", key="w"),
            ]
        else:
            first = [Choice(Move.WRITE, "Write the answer", key="w")]
        return [*first, *LAST]

    def _choose(self, question: Question, menu: list[Choice]) -> object:
        given = self.sitting.answers.get(question.key)
        default = None
        if given is not None:
            chosen: object = given.value
            for move, (state, _) in REASONS.items():
                if given.state is state:
                    chosen = move
            if question.kind in LISTED and given.state is AnswerState.ANSWERED:
                chosen = Move.DONE
            if isinstance(chosen, bool):
                chosen = "yes" if chosen else "no"
            values = [choice.value for choice in menu]
            default = next((n for n, value in enumerate(values) if value == chosen), None)
        more = False
        self._leave_if_wanted()
        while True:
            shown = self.prompter.page(self._page(question), menu, more=more)
            ask_for_more = None if shown or more else Move.MORE
            message = wanted(question, self._several(question))
            got = self.prompter.choose(message, menu, default, ask_for_more)
            self._greeting = ""
            if got is Move.MORE:
                more = True
                continue
            if got is Move.BACK:
                raise GoneBack
            if got is Move.LEAVE:
                raise Left
            return got

    def _page(self, question: Question, so_far: tuple[str, ...] = ()) -> Page:
        sitting, progress = self.sitting, self.sitting.progress
        section = progress.section
        heading = sitting.questionnaire.title
        if section is not None:
            heading += (
                f" · {section.title}, section {progress.section_number} of {progress.sections}"
            )
        given = sitting.answers.get(question.key)
        notice = sitting.problems().get(question.key, self._greeting)
        if given is not None and given.state is not AnswerState.ANSWERED:
            so_far = (in_words(question, given), *so_far)
        return Page(
            heading=heading,
            progress=f"Question {progress.question_number} of {progress.questions}"
            + time_left(progress.minutes_left),
            question=named(question.key, question.text),
            help=question.help,
            more=(f"Why: {question.why}", f"Evidence: {question.evidence}"),
            so_far=so_far,
            notice=notice,
            told=sitting.told,
        )

    # Answers

    def _record(self, question: Question, **fields: Any) -> None:
        answer = self._given(question, **fields)
        try:
            self._keep(answer)
        except AssureError:
            self.prompter.say(["", "This could not be kept:", *in_full(question, answer)])
            raise
        self.sitting = self.sitting.answer(answer)

    def _given(self, question: Question, **fields: Any) -> Answer:
        return Answer(
            questionnaire=self.sitting.questionnaire.key,
            question=question.key,
            version=question.version,
            respondent=self._respondent,
            given_at=self._now(),
            **fields,
        )

    def _ask_reason(self, question: Question, move: Move) -> None:
        state, message = REASONS[move]
        given = self.sitting.answers.get(question.key)
        default = given.reason if given is not None and given.state is state else ""
        reason = self._write(question, message, default, checked(reason_of))
        self._record(question, state=state, reason=reason_of(reason))

    def _ask_text(self, question: Question) -> None:
        given = self.sitting.answers.get(question.key)
        default = "" if given is None or given.value is None else str(given.value)
        hint = {
            QuestionKind.DATE: "The day, such as 31/10/2026:",
            QuestionKind.NUMBER: f"The number{of_unit(question)}:",
            QuestionKind.MONEY: "The amount, such as £12,500 or £1.2m:",
        }.get(question.kind, "Your answer:")
        text = self._write(question, hint, default, checked(lambda raw: value_of(question, raw)))
        self._record(question, value=value_of(question, text))

    def _write(
        self, question: Question, message: str, default: str, check: Check | None = None
    ) -> str:
        """A line of text. One that was not accepted is kept on leaving, if it is fit to be, and
        is there again after going back."""
        self._leave_if_wanted()
        place = question.key, message
        try:
            text = self.prompter.write(message, self._typed.pop(place, default), check)
        except GoneBack as back:
            if back.typed:
                self._typed[place] = back.typed
            raise
        except Left as left:
            if not left.typed or (check is not None and check(left.typed)):
                raise
            self._leaving = True
            text = left.typed
        return text

    def _leave_if_wanted(self) -> None:
        if self._leaving:
            raise Left

    def _take_option(self, question: Question, value: object) -> None:
        """Keeps the choice at once, and then once more with its evidence."""
        given = self.sitting.answers.get(question.key)
        evidence = given.evidence if given is not None else ""
        day = given.evidence_date if given is not None else None
        fields = {"value": value_of(question, value), "evidence": evidence, "evidence_date": day}
        self._record(question, **fields)
        answered = (f"Your answer: {in_words(question, self.sitting.answers[question.key])}",)
        self.prompter.page(self._page(question, answered), more=True)
        text = clean(self._write(question, "Evidence, if there is any:", evidence))
        if not text:
            if evidence:
                self._record(question, **{**fields, "evidence": "", "evidence_date": None})
            return
        if text != evidence:
            self._record(question, **{**fields, "evidence": text})
        self.prompter.page(self._page(question, (*answered, f"Evidence: {text}")))
        typed = self._write(
            question, "Its date, if it has one:", day.isoformat() if day else "", check_day
        )
        if read_day(typed) != day:
            self._record(question, **{**fields, "evidence": text, "evidence_date": read_day(typed)})

    # Several of the options

    def _several(self, question: Question) -> tuple[str, ...]:
        given = self.sitting.answers.get(question.key)
        chosen = given.several if given is not None else ()
        return self._ranking.get(question.key, chosen)

    def _take_several(self, question: Question, got: object) -> Move | None:
        """Takes an option in or out. What is chosen is kept at once; an order once it is whole."""
        chosen = self._several(question)
        if got is Move.NONE:
            self._record(question, value=())
            return Move.DONE
        value = str(got)
        # Out of an order come an option and all behind it, so that the rest can be put anew.
        chosen = (
            (*chosen, value)
            if value not in chosen
            else chosen[: chosen.index(value)]
            if question.kind is QuestionKind.RANKING
            else tuple(other for other in chosen if other != value)
        )
        try:
            self._record(question, value=value_of(question, list(chosen)))
        except UnfitAnswerError:
            self._ranking[question.key] = chosen  # not whole yet
        else:
            self._ranking.pop(question.key, None)
        return None

    # Entries

    def _entries(self, question: Question) -> tuple[Entry, ...]:
        given = self.sitting.answers.get(question.key)
        return given.entries if given is not None else ()

    def _take_entry(self, question: Question, got: object) -> Move | None:
        entries = list(self._entries(question))
        if got is Move.NONE:
            self._record(question, value=())
            return Move.DONE
        talk = EntryTalk(
            self.prompter, question, self.sitting.known.refs, lambda so: self._page(question, so)
        )
        if isinstance(got, int):
            entries[got : got + 1] = talk.edit(entries[got])
        else:
            # Going back and forth, what was begun is there again.
            entries.append(talk.fill(self._begun.setdefault(question.key, {})))
            del self._begun[question.key]
        evidence = self.sitting.answers.get(question.key)
        value: Value = value_of(question, entries, self.sitting.known.refs)
        self._record(
            question,
            value=value,
            evidence=evidence.evidence if evidence else "",
            evidence_date=evidence.evidence_date if evidence else None,
        )
        return None

    # The end

    def _check_answers(self) -> str | None:
        """Shows every answer; gives the key of the one to reopen, or None to finish."""
        self._leave_if_wanted()
        self._greeting = ""  # the page says how far they came
        sitting = self.sitting
        lines = sitting.check_answers()
        missing = [question.key for question in sitting.missing()]
        choices = check_choices(lines, missing)
        progress = sitting.progress
        page = Page(
            heading=sitting.questionnaire.title,
            progress=f"{progress.answered} of {progress.questions} answered",
            question="Check your answers",
            help="Choose a line to change its answer. A line marked ! is missing or wants another "
            "look.",
        )
        self.prompter.page(page)
        first = next((n for n, line in enumerate(lines) if line.key in missing), len(choices) - 1)
        got = self.prompter.choose("Your answers", choices, first)
        return None if got is Move.DONE else str(got)
