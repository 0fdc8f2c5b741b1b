"""One person, one questionnaire: shows each question, takes the answer, keeps it, goes on."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assure.cli.menus import (
    LAST,
    MOST_LISTED,
    OFFERED,
    REASONS,
    Move,
    check_day,
    checked,
    count_of,
    editable,
    entry_choices,
    field_words,
    of_unit,
    option_choices,
    several_choices,
    short,
    time_left,
)
from assure.cli.prompt import Choice, GoneBack, Left, Page, Prompter
from assure.interview.checking import (
    UnfitAnswerError,
    clean,
    entry_of,
    field_value,
    reason_of,
    value_of,
)
from assure.interview.sitting import Sitting, in_words
from assure.model.answers import Answer, AnswerState, Entry, Value
from assure.model.questionnaire import EntryField, Question, QuestionKind
from assure.words.days import read_day

SEVERAL = frozenset({QuestionKind.CHOICES, QuestionKind.RANKING})
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

    def introduce(self, review: str | None) -> None:
        """Says what this is for, how long it takes and where the questions come from."""
        about = self.sitting.questionnaire
        begin = Choice(None, "Begin", key="1")
        page = Page(
            heading=about.title,
            progress=f"For the review {review}" if review else "No review is open yet",
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
            wanted: object = given.value
            for move, (state, _) in REASONS.items():
                if given.state is state:
                    wanted = move
            if question.kind in LISTED and given.state is AnswerState.ANSWERED:
                wanted = Move.DONE
            if isinstance(wanted, bool):
                wanted = "yes" if wanted else "no"
            values = [choice.value for choice in menu]
            default = next((n for n, value in enumerate(values) if value == wanted), None)
        more = False
        while True:
            shown = self.prompter.page(self._page(question), menu, more=more)
            ask_for_more = None if shown or more else Move.MORE
            got = self.prompter.choose("Your answer", menu, default, ask_for_more)
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
        notice = sitting.problems().get(question.key, "")
        if given is not None and given.state is not AnswerState.ANSWERED:
            so_far = (in_words(question, given), *so_far)
        return Page(
            heading=heading,
            progress=f"Question {progress.question_number} of {progress.questions}"
            + time_left(progress.minutes_left),
            question=f"{question.key}  {question.text}"
            if len(question.key) <= 3
            else question.text,
            help=question.help,
            more=(f"Why: {question.why}", f"Evidence: {question.evidence}"),
            so_far=so_far,
            notice=notice,
            told=sitting.told,
        )

    # Answers

    def _record(self, question: Question, **fields: Any) -> None:
        answer = self._given(question, **fields)
        self._keep(answer)
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
        reason = self.prompter.write(message, default, checked(reason_of))
        self._record(question, state=state, reason=reason_of(reason))

    def _ask_text(self, question: Question) -> None:
        given = self.sitting.answers.get(question.key)
        default = "" if given is None or given.value is None else editable(given.value)
        hint = {
            QuestionKind.DATE: "The day, such as 31/10/2026:",
            QuestionKind.NUMBER: f"The number{of_unit(question)}:",
            QuestionKind.MONEY: "The amount, such as £12,500 or £1.2m:",
        }.get(question.kind, "Your answer:")
        text = self.prompter.write(hint, default, checked(lambda raw: value_of(question, raw)))
        self._record(question, value=value_of(question, text))

    def _take_option(self, question: Question, value: object) -> None:
        """Keeps the choice at once, and then once more with its evidence."""
        given = self.sitting.answers.get(question.key)
        evidence = given.evidence if given is not None else ""
        day = given.evidence_date if given is not None else None
        fields = {"value": value_of(question, value), "evidence": evidence, "evidence_date": day}
        self._record(question, **fields)
        answered = (f"Your answer: {in_words(question, self.sitting.answers[question.key])}",)
        self.prompter.page(self._page(question, answered), more=True)
        text = clean(self.prompter.write("Evidence, if there is any:", evidence))
        if not text:
            if evidence:
                self._record(question, **{**fields, "evidence": "", "evidence_date": None})
            return
        if text != evidence:
            self._record(question, **{**fields, "evidence": text})
        self.prompter.page(self._page(question, (*answered, f"Evidence: {text}")))
        typed = self.prompter.write(
            "Its date, if it has one:", day.isoformat() if day else "", check_day
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
        if isinstance(got, int):
            chosen = self._edit(question, entries[got])
            entries[got : got + 1] = chosen
        else:
            entries.append(self._fill(question, {}))
        evidence = self.sitting.answers.get(question.key)
        value: Value = value_of(question, entries, self.sitting.known.refs)
        self._record(
            question,
            value=value,
            evidence=evidence.evidence if evidence else "",
            evidence_date=evidence.evidence_date if evidence else None,
        )
        return None

    def _edit(self, question: Question, entry: Entry) -> list[Entry]:
        """The entry changed, or nothing when it was removed. Raises GoneBack to leave it."""
        so_far = tuple(
            f"{field.text} {field_words(field, entry.get(field.key)) or '(empty)'}"
            for field in question.fields
        )
        self.prompter.page(self._page(question, so_far))
        got = self.prompter.choose(
            "This entry",
            [
                Choice(Move.WRITE, "Change it", key="c"),
                Choice(Move.NONE, "Remove it", key="r"),
                Choice(Move.BACK, "Leave it as it is", key="b"),
            ],
        )
        if got is Move.BACK:
            raise GoneBack
        return [] if got is Move.NONE else [self._fill(question, entry)]

    def _fill(self, question: Question, entry: Entry) -> Entry:
        """Asks for every field in turn; going back from the first one raises GoneBack."""
        filled: dict[str, Any] = dict(entry)
        number = 0
        while number < len(question.fields):
            field = question.fields[number]
            done = tuple(
                f"{earlier.text} {field_words(earlier, filled.get(earlier.key)) or '(empty)'}"
                for earlier in question.fields[:number]
            )
            try:
                filled[field.key] = self._ask_field(question, field, filled.get(field.key), done)
            except GoneBack:
                if number == 0:
                    raise
                number -= 1
            else:
                number += 1
        return entry_of(question, filled, self.sitting.known.refs)

    def _ask_field(
        self, question: Question, field: EntryField, given: Any, done: tuple[str, ...]
    ) -> Any:
        page = replace(self._page(question, done), help=field.help, more=(), told=())
        refs = self.sitting.known.refs.get(field.links_to or "", {})
        choices = option_choices(field)
        if not choices and 0 < len(refs) <= MOST_LISTED:
            choices = [Choice(ref, f"{ref} {title}") for ref, title in refs.items()]
        if choices:
            if field.optional:
                choices.append(Choice(Move.EMPTY, "Leave it empty", key="e", apart=True))
            self.prompter.page(page, choices)
            values = [choice.value for choice in choices]
            default = values.index(given) if given in values else None
            got = self.prompter.choose(field.text, choices, default)
            return None if got is Move.EMPTY else got
        self.prompter.page(page)
        optional = " (may be empty)" if field.optional else ""
        return self.prompter.write(
            f"{field.text}{optional}",
            "" if given is None else editable(given),
            checked(lambda raw: field_value(field, raw, self.sitting.known.refs)),
        )

    # The end

    def _check_answers(self) -> str | None:
        """Shows every answer; gives the key of the one to reopen, or None to finish."""
        sitting = self.sitting
        lines = sitting.check_answers()
        missing = [question.key for question in sitting.missing()]
        widest = max((len(line.key) for line in lines), default=0)
        choices = []
        for line in lines:
            said = line.said or "not answered"
            mark = "! " if line.problem or line.key in missing else "  "
            choices.append(Choice(line.key, f"{mark}{line.key:<{widest}}  {short(said, 56)}"))
        label = "Finish" if not missing else f"Leave {count_of(missing)} for later"
        choices.append(Choice(Move.DONE, label, apart=True))
        progress = sitting.progress
        page = Page(
            heading=sitting.questionnaire.title,
            progress=f"{progress.answered} of {progress.questions} answered",
            question="Check your answers",
            help="Choose a line to change it; the list scrolls. A line marked ! is missing or "
            "wants another look.",
        )
        self.prompter.page(page)
        first = next((n for n, line in enumerate(lines) if line.key in missing), len(choices) - 1)
        got = self.prompter.choose("Your answers", choices, first)
        return None if got is Move.DONE else str(got)
