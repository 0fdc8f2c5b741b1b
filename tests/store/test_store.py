"""What the store keeps, and what it refuses."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from assure.model.actions import Action
from assure.model.answers import Answer, AnswerState
from assure.model.errors import StoreError
from assure.model.plan import Plan
from assure.model.review import ReviewKind, SetAside
from assure.store import KeptReview, ReviewState
from assure.store.store import Store

NOW = dt.datetime(2026, 10, 31, 9, 30, tzinfo=dt.UTC)
PLAN = Plan(key="anycity", title="Anycity plan", source="plan.xlsx")
ODD = "Ysbyty’r Ŵyl — tŷ 🏠 “quoted” '; DROP TABLE answers; --\0" + "x" * 10_000


def draft(key: str = "mid-year", **changes: object) -> KeptReview:
    fields: dict[str, object] = {
        "key": key,
        "name": "Anycity",
        "kind": ReviewKind.MID_YEAR,
        "as_of": dt.date(2026, 9, 30),
        "plan": PLAN.key,
        "state": ReviewState.DRAFT,
        "created_at": NOW,
    }
    return KeptReview(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as store:
        store.add_plan(PLAN, NOW)
        yield store


@pytest.fixture
def other(store: Store, database: str) -> Iterator[Connection]:
    """Another program, in the same database."""
    engine = create_engine(database if "://" in database else f"sqlite:///{database}")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def answer(question: str = "A1", value: int = 2, **changes: object) -> Answer:
    fields: dict[str, object] = {
        "questionnaire": "progress-assurance",
        "question": question,
        "value": value,
        "given_at": NOW,
    }
    return Answer(**{**fields, **changes})  # type: ignore[arg-type]


def test_a_new_database_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "assure.db"
    with Store.open(path):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_importing_the_room_does_not_load_sqlalchemy() -> None:
    code = "import sys, assure.store; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_plan_comes_back_as_it_went_in_and_the_newest_import_counts(store: Store) -> None:
    later = PLAN.model_copy(update={"actions": (Action(key="1.1", ref="1.1", title=ODD),)})
    kept = store.add_plan(later, NOW)
    assert store.plan("anycity") == kept
    assert kept.actions == later.actions
    assert (kept.version, kept.imports) == (2, (NOW.date(), NOW.date()))
    assert store.plans()[0].version == 2
    assert store.plan("elsewhere") is None


def test_answers_are_only_ever_added(store: Store) -> None:
    given = (
        answer(value=1),
        answer(value=3, evidence=ODD, evidence_date=dt.date(2026, 6, 12)),
        answer("D3", state=AnswerState.DONT_KNOW, value=None, reason="Not yet reported"),
        answer("H4", value=({"barrier": ODD},)),
    )
    for one in given:
        store.add_answers([one])
    assert store.answers() == given


def test_answers_can_be_asked_for_by_questionnaire(store: Store) -> None:
    given = answer(respondent="Locality manager"), answer(respondent="Partnership manager")
    store.add_answers(given)
    assert store.answers(questionnaire="swot") == ()
    assert store.answers(questionnaire=given[0].questionnaire) == given


def test_two_in_one_role_at_once_learn_of_each_other(store: Store) -> None:
    first, mine = answer(value=1), answer(value=3)
    theirs = answer(value=2, respondent=" ")  # no role, as mine
    store.add_answers([first])
    assert store.add_answer(theirs, after=first) is None
    assert store.add_answer(mine, after=first) == theirs
    assert store.add_answer(answer(value=0), after=mine) is None
    assert [one.value for one in store.answers()] == [1, 2, 3, 0]  # nothing is overwritten


def test_answers_of_other_roles_and_moderated_ones_are_no_business_of_mine(store: Store) -> None:
    store.add_answers([answer(respondent="Clerk"), answer(moderated=True)])
    assert store.add_answer(answer(respondent="Police lead"), after=None) is None
    assert store.add_answer(answer(value=0, moderated=True), after=None) == answer(moderated=True)


ANSWERING = """
import sys
from assure.model.answers import Answer
from assure.store.store import Store

role, database = sys.argv[1:]
with Store.open(database) as store:
    for number in range(25):
        given = Answer(questionnaire="swot", question="A1", value=number, respondent=role)
        store.add_answer(given, after=None)
"""


def test_two_processes_at_once_overwrite_nothing(store: Store, database: str) -> None:
    roles = ("Police lead", "Clerk")
    running = [
        subprocess.Popen([sys.executable, "-c", ANSWERING, role, database]) for role in roles
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    for role in roles:
        given = [one.value for one in store.answers() if one.respondent == role]
        assert given == list(range(25))


def test_a_draft_takes_over_what_was_answered_before_it_was_opened(store: Store) -> None:
    store.add_answers([answer()])
    store.add_review(draft(), [answer("A2")])
    assert store.answers() == ()
    assert store.answers("mid-year") == (answer(), answer("A2"))


def test_a_review_that_cannot_be_opened_takes_nothing_over(store: Store) -> None:
    store.add_answers([answer()])
    with pytest.raises(StoreError):
        store.add_review(draft(plan="nowhere"), [answer("A2")])
    assert store.answers() == (answer(),)


def test_reviews_come_newest_first(store: Store) -> None:
    store.add_review(draft("a", as_of=dt.date(2025, 9, 30)))
    store.add_review(draft("b", previous="a"))
    assert [review.key for review in store.reviews()] == ["b", "a"]
    assert store.review("b") == draft("b", previous="a")


def test_a_key_is_taken_once(store: Store) -> None:
    store.add_review(draft())
    with pytest.raises(StoreError, match="already a review mid-year; give this one another name"):
        store.add_review(draft())


def test_a_review_needs_its_plan(store: Store) -> None:
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        store.add_review(draft(plan="nowhere"))


def test_a_frozen_review_never_changes(store: Store) -> None:
    store.add_review(draft())
    store.freeze("mid-year", "{}\n", NOW)
    assert store.document("mid-year") == "{}\n"
    frozen = store.review("mid-year")
    assert frozen is not None
    assert (frozen.state, frozen.frozen_at) == (ReviewState.FROZEN, NOW)
    with pytest.raises(StoreError, match="is frozen and cannot change"):
        store.freeze("mid-year", "[]", NOW)
    with pytest.raises(StoreError, match="is frozen and cannot change"):
        store.add_answers([answer()], "mid-year")
    assert store.document("mid-year") == "{}\n"
    assert store.answers("mid-year") == ()


def test_one_refused_answer_leaves_none_behind(store: Store) -> None:
    with pytest.raises(StoreError, match="no review elsewhere"):
        store.add_answers([answer(), answer("A2")], "elsewhere")
    assert store.answers("elsewhere") == ()


def test_a_missing_database_is_made_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database here yet"):
        Store.open(tmp_path / "assure.db", create=False)
    assert not (tmp_path / "assure.db").exists()


def bad_databases(folder: Path) -> dict[str, tuple[str, str]]:
    (folder / "notes.db").write_text("Just some notes, long enough to be looked at.\n" * 20)
    with sqlite3.connect(folder / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with Store.open(folder / "later.db"):
        pass
    with sqlite3.connect(folder / "later.db") as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    later.close()
    return {
        "text": (str(folder / "notes.db"), "not a database"),
        "another program's": (str(folder / "other.db"), "a database of another program"),
        "later": (str(folder / "later.db"), "written by a later version of assure"),
        "folder": (str(folder), "this is a folder"),
        "no folder": (str(folder / "no" / "assure.db"), "the folder .* does not exist"),
        "unknown kind": ("mysql://user:secret@host/name", "no database of this kind is known"),
        "half a password": ("postgresql://user:a@secret@host/name", "cannot be understood"),
        "odd port": ("postgresql://user:secret@host:port/name", "cannot be understood"),
        "nonsense": ("://", "The database address cannot be understood"),
    }


KINDS = (
    *("text", "another program's", "later", "folder", "no folder"),
    *("unknown kind", "half a password", "odd port", "nonsense"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_database_of_ours_is_refused_in_one_sentence(kind: str, tmp_path: Path) -> None:
    where, sentence = bad_databases(tmp_path)[kind]
    with pytest.raises(StoreError, match=sentence) as caught:
        Store.open(where)
    message = str(caught.value)
    assert "\n" not in message
    assert "secret" not in message


def test_a_truncated_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "assure.db"
    with Store.open(path):
        pass
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreError, match=r"assure\.db: ") as caught:
        Store.open(path)
    assert "\n" not in str(caught.value)


def test_reading_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "assure.db"
    with Store.open(path) as store:
        kept = store.add_plan(PLAN, NOW)
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        assert store.plan("anycity") == kept
        writer.execute("ROLLBACK")
        writer.close()


def test_two_first_openings_at_one_moment_make_one_database(database: str) -> None:
    code = "import sys; from assure.store.store import Store; Store.open(sys.argv[1]).close()"
    running = [subprocess.Popen([sys.executable, "-c", code, database]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]


def test_what_another_program_spoiled_is_told_in_one_sentence(
    store: Store, other: Connection
) -> None:
    store.add_answers([answer()])
    other.exec_driver_sql("""UPDATE answers SET payload = '{"questionnaire": 5}'""")
    other.exec_driver_sql("UPDATE plans SET live = '[]'")
    other.commit()
    with pytest.raises(StoreError, match="An answer in the database cannot be read"):
        store.answers()
    with pytest.raises(StoreError, match="The plan anycity in the database cannot be read"):
        store.plan("anycity")


def item(
    fingerprint: str = "0123456789ab", because: str = "The post is being recruited"
) -> SetAside:
    return SetAside(
        fingerprint=fingerprint,
        code="OWN-01",
        ref="1.1",
        because=because,
        by="Programme manager",
        at=NOW.date(),
        until=dt.date(2027, 1, 31),
    )


def test_what_is_set_aside_belongs_to_the_plan_and_comes_back_as_it_went_in(store: Store) -> None:
    store.add_set_aside("anycity", item(because=ODD), NOW)
    assert store.set_asides("anycity") == (item(because=ODD),)
    assert store.set_asides("elsewhere") == ()


def test_of_several_for_one_finding_the_last_holds_and_an_undone_one_is_gone(store: Store) -> None:
    other = item("ffffffffffff")
    for each in (item(because="First"), other, item(because="Second")):
        store.add_set_aside("anycity", each, NOW)
    assert store.set_asides("anycity") == (other, item(because="Second"))
    store.add_set_aside("anycity", other, NOW, undone=True)
    assert store.set_asides("anycity") == (item(because="Second"),)
    store.add_set_aside("anycity", other, NOW)
    assert store.set_asides("anycity") == (item(because="Second"), other)


def test_set_asides_are_only_ever_added(store: Store, other: Connection) -> None:
    store.add_set_aside("anycity", item(), NOW)
    store.add_set_aside("anycity", item(), NOW, undone=True)
    assert other.exec_driver_sql("SELECT count(*) FROM set_asides").scalar() == 2
