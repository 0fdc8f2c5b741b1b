"""``assure ask --moderate``: everybody's answers on the screen, and the one they agree on."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from assure.cli.conversation import LISTED, NO_REVIEW, Conversation
from assure.cli.leaving import same_command, tell_of_others
from assure.cli.menus import OFFERED, Move, count_of, short
from assure.cli.options import moment
from assure.cli.prompt import Choice, GoneBack, Left, Page, Prompter
from assure.facts.respondents import stand
from assure.interview.moderation import Moderation
from assure.interview.sitting import in_words
from assure.model.answers import Answer
from assure.model.questionnaire import Question, QuestionKind
from assure.words.days import short_date
from assure.words.text import plural

if TYPE_CHECKING:
    from assure.interview.sitting import Sitting
    from assure.store import KeptReview
    from assure.store.store import Store

NO_ROLE = "no role given"
LONGEST_LINE = 240  # of what one said; the whole of it is shown on request
KEYS = "efghij"  # of answers that can be taken over; no other line of a menu has these


@dataclass(frozen=True)
class Taken:
    """Somebody's answer, chosen to be the agreed one."""

    answer: Answer


class Moderating(Conversation):
    """A conversation in which what is kept is agreed on, beside what each of them said."""

    def __init__(
        self,
        prompter: Prompter,
        moderation: Moderation,
        keep: Callable[[Answer], None],
        now: Callable[[], dt.datetime],
        chair: str = "",
    ) -> None:
        super().__init__(prompter, moderation.sitting(), keep, now, chair)
        self.moderation = moderation

    def introduce(self, review: str | None) -> None:
        about = self.moderation
        begin = Choice(None, "Begin", key="1")
        left = count_of([question.key for question in self.sitting.missing()])
        page = Page(
            heading=about.questionnaire.title,
            progress=f"For the review {review}" if review else NO_REVIEW,
            question="Agree on an answer to each question",
            help=f"{plural(len(about.respondents), 'respondent')} answered: "
            f"{'; '.join(role or NO_ROLE for role in about.respondents)}. "
            f"There {'is' if left.startswith('1 ') else 'are'} {left} to agree on. "
            "What each of them said is kept beside it. "
            "You can leave at any time and go on later.",
        )
        self.prompter.page(page, [begin], more=True)
        with suppress(GoneBack):  # there is nothing before the first question
            self.prompter.choose("Ready", [begin])

    def _given(self, question: Question, **fields: Any) -> Answer:
        agreed = super()._given(question, **fields).model_copy(update={"moderated": True})
        return self.moderation.with_evidence(agreed)

    def _page(self, question: Question, so_far: tuple[str, ...] = ()) -> Page:
        page = super()._page(question, so_far)
        one = self.moderation.of_question(question.key)
        notice = page.notice
        if one.anew and question.key not in self.sitting.answers:
            roles = "; ".join(answer.respondent or NO_ROLE for answer in one.anew)
            agreed = in_words(question, one.moderated)
            notice = f"Agreed before: {agreed}. Answered anew since by: {roles}."
        lines = said_by_each(question, one.separate)
        at_length = (line for line in lines if len(line) > LONGEST_LINE)
        return replace(
            page,
            help="",
            more=(question.help, *page.more, *at_length),
            told=self.moderation.told(question),
            said=tuple(short(line, LONGEST_LINE) for line in lines),
            notice=notice,
        )

    def _menu(self, question: Question) -> list[Choice]:
        menu = super()._menu(question)
        # Where one option is chosen, they are all there to choose from.
        return menu if question.kind in OFFERED else [*self._offers(question), *menu]

    def _offers(self, question: Question) -> list[Choice]:
        lines = []
        given = self.sitting.answers.get(question.key)
        for key, answer in zip(KEYS, self.moderation.offers(question), strict=False):
            if given is None or given.value != answer.value:
                lines.append(Choice(Taken(answer), f"Take: {_offer(question, answer)}", key=key))
        return lines

    def _choose(self, question: Question, menu: Sequence[Choice]) -> object:
        got = super()._choose(question, list(menu))
        while isinstance(got, Taken):
            answer = got.answer
            self._record(
                question,
                value=answer.value,
                evidence=answer.evidence,
                evidence_date=answer.evidence_date,
            )
            if question.kind not in LISTED:
                return Move.DONE
            got = super()._choose(question, self._menu(question))  # to be changed, or left so
        return got


def said_by_each(question: Question, answers: Sequence[Answer]) -> tuple[str, ...]:
    """What each respondent said, a line each, with the evidence; entries stand below it."""
    lines = []
    for answer in answers:
        said = in_words(question, answer)
        if answer.entries:
            said = plural(len(answer.entries), "entry", "entries")
        lines.append(f"{answer.respondent or NO_ROLE}: {said}{_evidence(answer)}")
        lines += [
            f"- {' · '.join(str(value) for value in entry.values() if value not in (None, ''))}"
            for entry in answer.entries
        ]
    return tuple(lines) or ("Nobody has answered this.",)


def _evidence(answer: Answer) -> str:
    if not answer.evidence:
        return ""
    day = f", {short_date(answer.evidence_date)}" if answer.evidence_date else ""
    return f" (evidence: {answer.evidence}{day})"


def _offer(question: Question, answer: Answer) -> str:
    if question.kind is QuestionKind.ENTRIES:
        return f"everybody’s together, {plural(len(answer.entries), 'entry', 'entries')}"
    return short(in_words(question, answer))


def converse(
    store: Store,
    moderation: Moderation,
    review: KeptReview | None,
    chair: str,
    prompter: Prompter,
    today_: dt.date | None,
) -> None:
    """Goes through the questions until they finish or leave, then says where things stand.

    ``chair`` is in whose role the agreed answers are kept.
    """
    before = {key: one.moderated for key, one in moderation.heard.items()}
    met: dict[str, Answer] = {}

    def keep(answer: Answer) -> None:
        after = before.get(answer.question)
        other = store.add_answer(answer, review.key if review else "", after=after)
        before[answer.question] = answer
        if other is not None:
            met[answer.question] = other

    talk = Moderating(prompter, moderation, keep, lambda: moment(today_), chair)
    if talk.sitting.asked:
        try:
            if not talk.sitting.answers:
                talk.introduce(review.name if review else None)
            talk.run()
        except Left:
            click.echo()
    tell_of_others(talk.sitting, met)
    click.echo(standing(moderation, talk.sitting))
    if not talk.sitting.finished:
        click.echo(f"Go on with: {same_command(moderation.questionnaire.key)}")


def standing(moderation: Moderation, sitting: Sitting) -> str:
    """``SWOT and TOWS: 2 of 3 questions agreed on.``"""
    total = len(sitting.asked)
    done = total - len(sitting.missing())
    title = moderation.questionnaire.title
    if not total:
        return f"{title}: no question was answered differently; there is nothing to moderate."
    return f"{title}: {done} of {plural(total, 'question')} agreed on. All answers are kept."


def list_open(moderation: Moderation) -> None:
    """Prints the questions not yet moderated and who says what, and exits with 2 if any."""
    sitting = moderation.sitting()
    missing = sitting.missing()
    for question in missing:
        click.echo(f"{question.key}  {question.text}")
        if who := stand(question, moderation.of_question(question.key).separate):
            click.echo(f"    {who}")
    if missing:
        key, title = moderation.questionnaire.key, moderation.questionnaire.title
        click.echo(
            f"assure: {plural(len(missing), 'question')} of {title} not yet moderated; "
            f"run `assure ask {key} --moderate`.",
            err=True,
        )
        sys.exit(2)
    click.echo(standing(moderation, sitting))
