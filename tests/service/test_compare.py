"""Which reviews are compared, by which rules they are judged, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.assess.build import AS_OF, action, day, owner, plan, rulebook
from tests.service.sitting import sat

from assure.model.answers import Answer
from assure.model.comparison import Comparison, Move
from assure.model.errors import AssureError, StoreError
from assure.model.questionnaire import Option, Question, QuestionKind, Questionnaire, Section
from assure.model.review import Review, ReviewKind, RulebookIdentity, RuleText
from assure.model.values import OwnerKind
from assure.service import reviews
from assure.service.compare import Chosen, choose, compared
from assure.service.rulebook import load
from assure.shelf.settings import Settings
from assure.store.store import Store

NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
NOBODY = owner(OwnerKind.MISSING)
FAULTY = plan(action("1.1", owner=NOBODY), action("1.2"))
MENDED = plan(action("1.1"), action("1.2"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSURE_DATABASE", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as store:
        yield store


def told(older: str | None = None, newer: str | None = None, rules: str = "recorded") -> Comparison:
    return compared(choose(older, newer, None, Settings()), Settings(), rules=rules)


def became(comparison: Comparison) -> list[Move]:
    return [finding.move for finding in comparison.findings if finding.code == "OWN-01"]


def test_without_names_the_newest_review_and_the_one_before_it(store: Store) -> None:
    first, second = sat(store, FAULTY, AS_OF).key, sat(store, MENDED, day("2027-03-31")).key
    for names in ((), (second,)):
        comparison = told(*names)
        assert (comparison.older.review, comparison.newer.review) == (first, second)
        assert became(comparison) == [Move.FIXED]
        assert comparison.rules.same


def test_a_later_review_named_first_is_still_the_newer(store: Store) -> None:
    first, second = sat(store, FAULTY, AS_OF).key, sat(store, MENDED, day("2027-03-31")).key
    comparison = told(second, first)
    assert (comparison.older.review, comparison.newer.review) == (first, second)
    assert comparison.remarks == (
        f"{second} is the later of the two, so it is the one compared with {first}.",
    )


def test_what_an_earlier_review_had_has_returned(store: Store) -> None:
    for of, as_of in ((FAULTY, "2026-03-31"), (MENDED, "2026-10-31"), (FAULTY, "2027-03-31")):
        sat(store, of, day(as_of))
    assert became(told()) == [Move.RETURNED]


def test_each_review_is_judged_by_its_own_rules_and_the_older_by_the_newer_too(
    store: Store,
) -> None:
    first = sat(store, FAULTY, AS_OF).key
    sat(store, FAULTY, day("2027-03-31"), Settings(off=("OWN-01",)))
    comparison = told()
    assert became(comparison) == [Move.GONE_BY_RULES]
    assert [change.code for change in comparison.rules.changes] == ["OWN-01"]
    assert became(told(rules="installed")) == [Move.STILL_OPEN]
    assert comparison.older.review == first


def test_a_threshold_of_its_own_is_told_from_a_changed_plan(store: Store) -> None:
    busy = plan(*(action(f"1.{n}") for n in range(1, 5)))
    limit = {"open-actions-per-owner": Decimal(3)}
    sat(store, busy, AS_OF)
    sat(store, busy, AS_OF + dt.timedelta(days=1), Settings(thresholds=limit))
    comparison = told()
    shipped = rulebook().thresholds["open-actions-per-owner"].value
    assert {change.sentence for change in comparison.rules.changes} == {
        f"Its limit open-actions-per-owner is 3 actions, and was {shipped}."
    }
    assert comparison.moved(Move.NEW_BY_RULES)
    assert not comparison.moved(Move.NEW)


def test_rules_that_cannot_be_read_any_more_are_said_to_be_so(store: Store, tmp_path: Path) -> None:
    older = reviews.load(sat(store, FAULTY, AS_OF).key, store)
    texts = tuple(
        text.model_copy(update={"content": "families: [of another age]"}) for text in older.rules
    )
    reviews.write_review(older.model_copy(update={"rules": texts}), tmp_path / "old.json")
    newer = sat(store, MENDED, day("2027-03-31")).key
    comparison = told("old.json", newer)
    assert became(comparison) == [Move.FIXED]
    (remark,) = comparison.remarks
    assert remark.startswith(f"The rules recorded in the review {older.key} can not be used")
    assert remark.endswith(
        "both reviews are judged by the rules of the newer, and the older one’s own report may "
        "say otherwise."
    )


OWN_RULES = """\
family: winter
about: Ready for the cold.
rules:
  - code: WIN-01
    name: no-list
    since: 0.1.0
    subject: winter
    when: {A1: none}
    severity: high
    confidence: high
    finding: Nobody has a list.
    why: Visits need one.
    advice: Make one.
    challenge: Who has it?
    sources: [ours]
    examples:
      - {fires: {A1: none}}
      - {quiet: {A1: some}}
"""


def asked_about_winter(key: str, as_of: str, said: str, *choices: str) -> Review:
    """A review that brings its own questionnaire, with these choices, and a rule on it."""
    question = Question(
        key="A1",
        kind=QuestionKind.CHOICE,
        text="Is there a list?",
        options=tuple(Option(value=choice, label=choice) for choice in choices),
    )
    winter = Questionnaire(
        key="winter",
        title="Winter",
        purpose="",
        when_to_use="",
        minutes=1,
        who="",
        origin="",
        sections=(Section(key="A", title="A", questions=(question,)),),
    )
    own = RuleText(origin="ours/winter.yaml", content=OWN_RULES, own=True)
    return Review(
        key=key,
        name=key,
        kind=ReviewKind.ANNUAL,
        as_of=day(as_of),
        plan=MENDED,
        answers=(Answer(questionnaire="winter", question="A1", value=said),),
        questionnaires=(winter,),
        rules=(*load(Settings()).texts, own),
        rulebook=RulebookIdentity(version="1", digest="0" * 64),
    )


def test_where_the_newer_rules_cannot_take_an_older_answer_that_is_said() -> None:
    older = asked_about_winter("older", "2026-10-31", "hardly", "none", "some", "hardly")
    newer = asked_about_winter("newer", "2027-10-31", "none", "none", "some")
    changed = newer.model_copy(update={"off": ("OWN-03",)})
    comparison = compared(Chosen(older, changed), Settings())
    assert not comparison.rules.judged_again
    assert comparison.rules.not_judged_again.startswith(
        "The older review cannot be judged by the newer rules: winter Winter: “A1” holds 'hardly'"
    )
    mended = asked_about_winter("mended", "2027-03-31", "some", "none", "some")
    comparison = compared(Chosen(mended, newer, earlier=(older,)), Settings())
    assert comparison.remarks == (
        "older cannot be judged by the newer rules, so what stood in it may be told as new.",
    )


def test_two_files_need_no_database(tmp_path: Path) -> None:
    for name, of, as_of in (("a", FAULTY, AS_OF), ("b", MENDED, day("2027-03-31"))):
        one = Review(key=name, name=name, kind=ReviewKind.ANNUAL, as_of=as_of, plan=of)
        reviews.write_review(one, tmp_path / f"{name}.json")
    assert became(told("a.json", "b.json")) == [Move.FIXED]
    assert not (tmp_path / "assure.db").exists()


def test_reviews_of_two_plans_are_refused(store: Store) -> None:
    first = sat(store, FAULTY, AS_OF).key
    other = sat(store, MENDED.model_copy(update={"key": "othercity"}), day("2027-03-31")).key
    with pytest.raises(AssureError, match="name two reviews of one plan") as refused:
        told(first, other)
    assert str(refused.value) == (
        f"{first} is a review of the plan anycity and {other} one of othercity; name two reviews "
        "of one plan."
    )


def test_a_first_review_has_none_to_be_compared_with(store: Store) -> None:
    with pytest.raises(StoreError, match="no review yet"):
        told()
    first = sat(store, FAULTY, AS_OF).key
    with pytest.raises(AssureError, match="names none before it") as refused:
        told()
    assert str(refused.value).startswith(f"The review {first} names none before it;")


def test_the_board_sees_no_people_and_the_full_edition_does(store: Store) -> None:
    mine = action("1.1", owner=owner(OwnerKind.PERSON, "Officer A"))
    sat(store, plan(mine), AS_OF)
    sat(
        store,
        plan(mine.model_copy(update={"owner": owner(OwnerKind.PERSON, "Officer B")})),
        day("2027-03-31"),
    )
    chosen = choose(None, None, None, Settings())
    full = compared(chosen, Settings(), edition="full").model_dump_json()
    board = compared(chosen, Settings()).model_dump_json()
    assert "Officer A" in full
    assert "Officer A" not in board
    assert "Officer B" not in board
