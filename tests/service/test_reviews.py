"""Reviews: drafts gather, frozen ones never change, files are read back or refused."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assure.model.actions import Action
from assure.model.answers import Answer
from assure.model.assessment import Assessment
from assure.model.errors import AssureError, StoreError, UnreadableFileError
from assure.model.plan import Plan
from assure.model.review import Review, ReviewKind, RulebookIdentity
from assure.service import reviews
from assure.service.demo import anycity
from assure.service.judge import judge
from assure.service.rulebook import load
from assure.shelf.settings import Settings
from assure.store import ReviewState
from assure.store.store import Store

NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
AS_OF = dt.date(2026, 9, 30)
RULEBOOK = RulebookIdentity(version="2026.1", digest="0" * 64)
PLAN = Plan(
    key="anycity",
    title="Anycity plan",
    actions=(Action(key="1.1", ref="1.1", title="Open the hub <b>now</b> 🏠"),),
    fields_present=frozenset({"title", "owner", "due", "status", "measure", "effort_days"}),
)
SETTINGS = Settings(thresholds={"open-actions-per-owner": Decimal("6")})


def answer(question: str, value: int, respondent: str = "") -> Answer:
    return Answer(
        questionnaire="progress-assurance",
        question=question,
        value=value,
        respondent=respondent,
        given_at=NOW,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "assure.db") as store:
        store.add_plan(PLAN, NOW)
        yield store


def opened(store: Store, name: str = "Anycity Partnership", as_of: dt.date = AS_OF) -> str:
    return reviews.new_review(
        store, name=name, kind=ReviewKind.MID_YEAR, plan=PLAN, as_of=as_of, at=NOW
    ).key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Anycity Partnership", "anycity-partnership-mid-year-2026-09-30"),
        ("Anycity mid-year", "anycity-mid-year-2026-09-30"),
        ("Bwrdd Gwasanaethau Tŷ Ŵyl", "bwrdd-gwasanaethau-ty-wyl-mid-year-2026-09-30"),
        ("🏠", "review-mid-year-2026-09-30"),
        ("../../etc/passwd", "etc-passwd-mid-year-2026-09-30"),
    ],
)
def test_a_key_is_made_of_name_kind_and_day(name: str, key: str) -> None:
    assert reviews.review_key(name, ReviewKind.MID_YEAR, AS_OF) == key


def test_a_draft_follows_its_plan_and_its_answers(store: Store) -> None:
    store.add_answers([answer("A1", 1)])  # before the review was opened
    key = opened(store)
    store.add_answers([answer("A1", 3), answer("A2", 0, "Officer A")], key)
    corrected = PLAN.model_copy(update={"title": "Anycity plan, corrected"})
    kept = store.add_plan(corrected, NOW)
    review = reviews.collect(store, key, SETTINGS)
    assert review.plan == kept
    assert kept.title == corrected.title
    assert review.answers == (answer("A1", 3), answer("A2", 0, "Officer A"))
    assert [asked.key for asked in review.questionnaires] == ["progress-assurance"]
    assert review.thresholds == SETTINGS.thresholds
    assert review.rulebook is None


def test_a_frozen_review_stays_as_it_was(store: Store) -> None:
    key = opened(store)
    store.add_answers([answer("A1", 2)], key)
    frozen = reviews.freeze(store, key, RULEBOOK, NOW, SETTINGS)
    store.add_plan(PLAN.model_copy(update={"title": "Another title"}), NOW)
    assert frozen.rulebook == RULEBOOK
    assert reviews.collect(store, key, Settings()) == frozen
    assert reviews.load(key, store) == frozen
    with pytest.raises(StoreError, match="frozen and cannot change"):
        reviews.freeze(store, key, RULEBOOK, NOW, SETTINGS)
    with pytest.raises(StoreError, match="frozen and cannot change"):
        store.add_answers([answer("A1", 0)], key)


def test_what_is_told_while_it_is_judged_is_not_frozen_over(store: Store) -> None:
    key, rulebook = opened(store), load(Settings()).identity

    def meanwhile(tell: Callable[[], object]) -> Callable[[Review], Assessment]:
        def judge_it(review: Review) -> Assessment:
            tell()
            return judge(review)

        return judge_it

    for tell in (
        lambda: store.add_answers([answer("A1", 0)], key),
        lambda: store.add_plan(PLAN.model_copy(update={"title": "Another title"}), NOW),
    ):
        with pytest.raises(StoreError, match=r"in the meantime.*freeze it then"):
            reviews.freeze(store, key, rulebook, NOW, Settings(), judge=meanwhile(tell))
    frozen = reviews.freeze(store, key, rulebook, NOW, Settings(), judge=judge)
    assert frozen.plan.title == "Another title"
    assert answer("A1", 0) in frozen.answers


def test_what_a_frozen_review_found_of_an_action_goes_on_record(store: Store) -> None:
    key = opened(store)
    judged: list[Assessment] = []

    def judge_it(review: Review) -> Assessment:
        judged.append(judge(review))
        return judged[0]

    rulebook = load(Settings()).identity
    reviews.freeze(store, key, rulebook, NOW, Settings(), judge=judge_it)
    record = store.on_record("anycity", "1.1")[key]
    told = [found for found in judged[0].findings if found.ref == "1.1"]
    assert "OWN-01" in [one.code for one in record]
    assert [(one.code, one.sentence) for one in record] == [(f.code, f.sentence) for f in told]
    assert store.on_record("anycity", "1.2") == {}
    kept = store.review(key)
    assert kept is not None
    assert kept.rating is judged[0].rating("plan", "plan").level


def test_a_review_knows_the_frozen_one_before_it(store: Store) -> None:
    first = opened(store, as_of=dt.date(2025, 9, 30))
    reviews.freeze(store, first, RULEBOOK, NOW, SETTINGS)
    opened(store, "A draft", as_of=dt.date(2026, 3, 31))
    kept = store.review(opened(store))
    assert kept is not None
    assert kept.previous == first


def test_the_newest_review_and_the_newest_draft(store: Store) -> None:
    with pytest.raises(StoreError, match="no review yet"):
        reviews.newest(store, SETTINGS)
    early = opened(store, as_of=dt.date(2025, 9, 30))
    late = opened(store)
    reviews.freeze(store, late, RULEBOOK, NOW, SETTINGS)
    assert reviews.newest(store, SETTINGS).key == late
    draft = reviews.newest_draft(store)
    assert draft is not None
    assert draft.key == early


def test_a_review_is_found_by_key_or_name(store: Store) -> None:
    key = opened(store)
    assert reviews.find_review(store, key).key == key
    found = reviews.find_review(store, "anycity partnership ")
    assert found.state is ReviewState.DRAFT
    with pytest.raises(StoreError, match="There is no review “anycity-partnership-mid-year”; did"):
        reviews.find_review(store, "anycity-partnership-mid-year")


def test_a_written_review_is_read_back_the_same(store: Store, tmp_path: Path) -> None:
    review = reviews.freeze(store, opened(store), RULEBOOK, NOW, SETTINGS)
    path = tmp_path / "review.json"
    reviews.write_review(review, path)
    assert reviews.load(str(path), None) == review
    assert path.read_text(encoding="utf-8") == store.document(review.key)
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".db"] == ["review.json"]


def test_the_same_review_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    review = Review(key="r", name="R", kind=ReviewKind.ANNUAL, as_of=AS_OF, plan=PLAN)
    path = tmp_path / "review.json"
    reviews.write_review(review, path)
    code = (
        "import sys; from assure.service import reviews;"
        "sys.stdout.buffer.write("
        "reviews.review_document(reviews.load(sys.argv[1], None)).encode())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.stdout == path.read_bytes()


def test_what_travels_in_a_report_is_the_same_review() -> None:
    review = anycity()
    travelling = reviews.travelling(review).decode()
    assert json.loads(travelling) == json.loads(reviews.review_document(review))
    assert reviews.read_review(reviews.review_document(review), "memory") == review
    assert reviews.read_review(travelling, "memory") == review
    assert travelling.count("\n") == 1


def whole_document(*answers: Answer) -> str:
    return reviews.review_document(
        Review(key="r", name="R", kind=ReviewKind.ANNUAL, as_of=AS_OF, plan=PLAN, answers=answers)
    )


SCORED = Answer(questionnaire="delivery-confidence", question="C1", value=6.25)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not a review, or damaged"),
        (whole_document()[:200], "not a review, or damaged"),
        ("[" * 100_000, "not a review, or damaged"),
        ('{"type": "FeatureCollection"}', "JSON, but not a review of assure"),
        (whole_document().replace('"version": 1', '"version": 2'), "a review in form 2"),
        (whole_document().replace('"annual"', '"weekly"'), r"damaged at kind"),
        (whole_document().replace('"as_of"', '"asof"'), r"damaged at as_of"),
        (whole_document().replace(f'"as_of": "{AS_OF.year}', '"as_of": "9999'), "damaged at as_of"),
        (whole_document(SCORED).replace("6.25", "NaN"), r"damaged at answers\.0\.value"),
        (whole_document(SCORED).replace("6.25", "1e999"), r"damaged at answers\.0\.value"),
        (json.dumps({"format": "assure-review", "version": 1}), "damaged at review"),
        (json.dumps({"format": "assure-review", "review": "\ud800"}), "half of a character"),
    ],
)
def test_what_is_no_review_is_refused_in_one_sentence(
    text: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "review.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=sentence) as caught:
        reviews.load(str(path), None)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_review_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    review = reviews.read_review(whole_document(), "memory")
    with pytest.raises(AssureError, match="cannot be written"):
        reviews.write_review(review, tmp_path / "no" / "review.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(AssureError, match="cannot be written"):
        reviews.write_review(review, tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("name", ["plan.xlsx", "board-report.pdf"])
def test_a_plan_or_report_named_as_a_review_is_told_as_none(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04\xff")
    with pytest.raises(UnreadableFileError, match="this is no review; name the file"):
        reviews.load(str(path), None)
