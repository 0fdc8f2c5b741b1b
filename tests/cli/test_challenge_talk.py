"""Whatever is pressed in a session: what was kept is what stands there."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from tests.assess.build import action, day, plan, review
from tests.assess.promising import at, promise
from tests.thorough import tries

from assure.cli.challenge_talk import ChallengeTalk, Keeping
from assure.cli.prompt import Left
from assure.cli.screen import Screen
from assure.model.challenge import ChallengeQuestion
from assure.model.errors import StoreError
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.service.challenge import Session

ENTER, LEAVE, BACK, UP, DOWN = "\r", "\x03", "\x02", "\x1b[A", "\x1b[B"
NOW = at("2026-10-31")


def session() -> Session:
    """Two promises of last time and two questions."""
    questions = tuple(
        ChallengeQuestion(about=about, question=f"{about}?", because="It is so.", theme="1")
        for about in ("Who", "Why")
    )
    return Session(
        review=review(plan(action("1.1"))),
        day=day("2026-10-31"),
        before=(promise("A list"), promise("A map", "2026-12-31")),
        questions=questions,
        said={},
    )


class Kept:
    """What was given away to be kept, in order."""

    def __init__(self) -> None:
        self.answers: dict[str, Promise] = {}
        self.told: dict[str, list[PromiseUpdate]] = {}

    def keeping(self) -> Keeping:
        def tell(of: Promise, update: PromiseUpdate) -> None:
            self.told.setdefault(of.key, []).append(update)

        return Keeping(lambda one: self.answers.update({one.key: one}), tell, lambda: NOW)


def talked(keys: str) -> tuple[ChallengeTalk, Kept]:
    kept = Kept()
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        talk = ChallengeTalk(Screen(), session(), kept.keeping())
        pipe.send_text(keys + LEAVE + LEAVE)
        with contextlib.suppress(Left):
            talk.run()
    return talk, kept


ANY_KEYS = st.lists(
    st.sampled_from(
        [*"12345wpnksbl", ENTER, ENTER, ENTER, ENTER, BACK, UP, DOWN]
        + [f"\x1b[200~{text}\x1b[201~" for text in ("A word ŵ 🏠", "31/12/2026", "1.1")]
    ),
    max_size=60,
)


@settings(max_examples=tries(40), deadline=None)
@given(ANY_KEYS)
def test_whatever_is_pressed_what_was_kept_is_what_stands_there(keys: list[str]) -> None:
    talk, kept = talked("".join(keys))
    assert dict(talk.session.said) == kept.answers
    for one in talk.session.before:
        assert list(one.updates) == kept.told.get(one.key, [])
        assert len(one.days) <= 2  # put back once in a session, however often it is told
    for answer in kept.answers.values():
        assert answer.answer
        assert answer.by is None or answer.by >= day("2026-10-31")


def test_told_twice_in_one_session_the_later_counts() -> None:
    late = "2" + ENTER + "31/1/2027" + ENTER + "No staff" + ENTER
    back_and_kept = "b" + ENTER + "1" + ENTER + ENTER
    talk, _ = talked(late + back_and_kept)
    first = talk.session.before[0]
    assert [update.state for update in first.updates] == [Told.LATE, Told.LATE, Told.KEPT]


def test_what_cannot_be_kept_is_shown_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_: Promise) -> None:
        raise StoreError("assure.db: the disk is full.")

    keeping = Keeping(refuse, lambda *_: None, lambda: dt.datetime.now(dt.UTC))
    keys = "s" + ENTER + "s" + ENTER + "w" + ENTER + "Nobody knows" + ENTER
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        talk = ChallengeTalk(Screen(), session(), keeping)
        pipe.send_text(keys)
        with pytest.raises(StoreError):
            talk.run()
    shown = capsys.readouterr().out
    assert "This could not be kept:" in shown
    assert "Answer: Nobody knows" in shown
