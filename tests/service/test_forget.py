"""A name is forgotten: it stands nowhere any more, and everything else is as it was."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from assure.cli import assure
from assure.model.actions import Action, ProgressNote
from assure.model.answers import Answer
from assure.model.base import as_json
from assure.model.errors import AssureError, StoreError
from assure.model.plan import Plan
from assure.model.promise import Promise, PromiseUpdate, Told, promise_key
from assure.model.review import ReviewKind, SetAside
from assure.model.values import Owner, OwnerKind
from assure.service import forget as service
from assure.service import reviews
from assure.service.judge import judge, review_of
from assure.service.rulebook import load
from assure.shelf.settings import Settings
from assure.store import ChangeKind, connect
from assure.store.schema import Base
from assure.store.store import Store

NAME, POST = "Jane Smith", "Head of Housing"
OCTOBER = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
JANUARY = dt.datetime(2027, 1, 15, 9, tzinfo=dt.UTC)
PERSON = Owner(kind=OwnerKind.PERSON, names=(NAME,))
ACTIONS = tuple(
    Action(key=f"1.{n}", ref=f"1.{n}", title=f"Open hub {n}", owner=PERSON) for n in range(1, 13)
)
PLAN = Plan(
    key="anycity",
    title="Anycity plan",
    source="smith-october.xlsx",
    lead=Owner(kind=OwnerKind.PERSON_AND_POST, names=(POST, NAME)),
    actions=ACTIONS,
    fields_present=frozenset({"title", "owner", "due", "status"}),
)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A plan, a review, a promise, an update and a finding set aside, all of them naming her."""
    with Store.open(database) as store:
        live_through(store)
        yield store


def live_through(store: Store) -> None:
    plan = store.add_plan(PLAN, OCTOBER)
    answer = Answer(
        questionnaire="progress-assurance",
        question="A1",
        value=2,
        evidence="J. Smith showed the minute",
        respondent="Jane Smith, Head of Housing",
        given_at=OCTOBER,
    )
    on_her = next(f for f in judge(review_of(plan, OCTOBER.date(), Settings())).findings
                  if f.subject == "owner")  # fmt: skip
    item = SetAside(
        fingerprint=on_her.fingerprint,
        code=on_her.code,
        ref=on_her.ref,
        because="Jane Smith has two deputies",
        by="Programme manager",
        at=OCTOBER.date(),
        until=dt.date(2027, 6, 30),
    )
    store.add_set_aside("anycity", item, OCTOBER)
    kept = reviews.new_review(
        store,
        name="Anycity",
        kind=ReviewKind.MID_YEAR,
        plan=plan,
        as_of=dt.date(2026, 10, 31),
        at=OCTOBER,
        answers=(answer,),
    )
    book = load(Settings())
    reviews.freeze(
        store, kept.key, book.identity, OCTOBER, Settings(), rules=book.texts, judge=judge
    )
    promise = Promise(
        key=promise_key("anycity", kept.key, "owner"),
        plan="anycity",
        review=kept.key,
        question="Who covers for Ms Smith?",
        text="Name a deputy",
        who=NAME,
        by=dt.date(2026, 12, 18),
        made_at=OCTOBER,
    )
    store.add_promises([promise])
    told = PromiseUpdate(state=Told.KEPT, at=JANUARY, by=NAME, evidence="Smith, Jane: minute 4")
    store.tell_of_promises("anycity", [(promise.key, told)])
    store.change_plan(
        "anycity", noted, JANUARY, kind=ChangeKind.UPDATE, source="jane-smith-q7.xlsx", by=NAME
    )


def noted(plan: Plan) -> Plan:
    note = ProgressNote(quarter=7, text="Ask jane.smith@example.org; Smith Street is lit")
    first = plan.actions[0].model_copy(update={"notes": (note,)})
    return plan.model_copy(update={"actions": (first, *plan.actions[1:])})


def forgetting(store: Store, **said: object) -> service.Forgetting:
    return service.to_forget(NAME, said.pop("post", None), said.pop("also", ()), store)


def everything(store: Store) -> str:
    return json.dumps(store.texts(), ensure_ascii=False).casefold()


def test_the_name_gives_way_to_the_post_that_the_plan_names(store: Store) -> None:
    assert forgetting(store).post == POST


def test_it_stands_nowhere_any_more(store: Store) -> None:
    before = everything(store)
    assert all(form in before for form in ("jane smith", "j. smith", "ms smith", "smith, jane"))
    altered = service.forget(store, forgetting(store), JANUARY)
    assert set(altered) == set(service.CALLED) - {"review_findings"} | (
        {"review_findings"} & set(altered)
    )
    after = everything(store)
    assert not [form for form in ("jane", "j. smith", "ms smith", "smith, ") if form in after]
    assert "smith street is lit" in after


def test_nothing_else_has_changed(store: Store) -> None:
    before = store.plan("anycity")
    service.forget(store, forgetting(store), JANUARY)
    after = store.plan("anycity")
    assert before is not None
    assert after is not None
    assert after.actions[0].owner == Owner(kind=OwnerKind.POST, names=(POST,))
    assert after.lead == Owner(kind=OwnerKind.POST, names=(POST,))
    unnamed = {"owner": Owner(), "notes": ()}
    for one, other in zip(before.actions, after.actions, strict=True):
        assert one.model_copy(update=unnamed) == other.model_copy(update=unnamed)


def test_the_history_still_adds_up_to_the_plan(store: Store) -> None:
    service.forget(store, forgetting(store), JANUARY)
    live = store.plan("anycity")
    assert live is not None
    assert as_json(store.plan_at("anycity", live.version)) == as_json(live)
    assert [(change.kind, change.by) for change in store.changes("anycity")] == [
        (ChangeKind.IMPORT, ""),
        (ChangeKind.UPDATE, POST),
        (ChangeKind.FORGET, ""),
    ]


def test_a_frozen_review_is_judged_as_before_with_the_post(store: Store) -> None:
    (key,) = (review.key for review in store.reviews())
    before = reviews.collect(store, key, Settings())
    service.forget(store, forgetting(store), JANUARY)
    after = reviews.collect(store, key, Settings())
    assert (after.rulebook, after.rules) == (before.rulebook, before.rules)
    assert after.answers[0].respondent == POST
    found = {(finding.code, finding.ref) for finding in judge(after).findings}
    assert ("OWN-09", POST) in found


def test_what_was_set_aside_stays_set_aside(store: Store) -> None:
    service.forget(store, forgetting(store), JANUARY)
    plan = store.plan("anycity")
    assert plan is not None
    review = review_of(plan, JANUARY.date(), Settings())
    review = review.model_copy(update={"set_asides": store.set_asides("anycity")})
    assessment = judge(review)
    aside = [finding for finding in assessment.findings if finding.set_aside]
    assert [(finding.ref, finding.set_aside.because) for finding in aside] == [
        (POST, "Head of Housing has two deputies")
    ]
    assert assessment.unused_set_asides == ()


def test_nobody_else_writes_while_a_name_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "WAIT", 0)
    find = service._new_fingerprints
    refused = []

    def meanwhile(inside: Store, what: service.Forgetting) -> list[tuple[str, str]]:
        found = list(find(inside, what))
        with Store.open(tmp_path / "db") as other, pytest.raises(StoreError) as why:
            other.change_plan(
                "anycity", noted, JANUARY, kind=ChangeKind.UPDATE, source="q8.xlsx", by=POST
            )
        refused.append(str(why.value))
        return found

    monkeypatch.setattr(service, "_new_fingerprints", meanwhile)
    with Store.open(tmp_path / "db") as store:
        live_through(store)
        service.forget(store, forgetting(store), JANUARY)
    assert len(refused) == 1


def test_looking_changes_nothing(store: Store) -> None:
    before = everything(store)
    found = service.look(store, forgetting(store))
    assert everything(store) == before
    assert found.texts > 20
    assert found.remaining == (
        "smith-october.xlsx",
        "Ask an e-mail address; Smith Street is lit",
    )


def test_forgetting_twice_is_forgetting_once(store: Store) -> None:
    service.forget(store, forgetting(store), JANUARY)
    once = everything(store)
    assert service.look(store, forgetting(store, post=POST)).texts == 0
    assert service.forget(store, forgetting(store, post=POST), JANUARY) == {}
    assert everything(store) == once


def test_no_byte_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "assure.db"
    with Store.open(file) as store:
        live_through(store)
        assert b"Jane Smith" in file.read_bytes()
        service.forget(store, forgetting(store), JANUARY)
    assert b"jane" not in file.read_bytes().lower()


def test_every_column_of_words_is_known_here() -> None:
    """A new column is either keys and codes, or its words are replaced as well."""
    kept = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if type(column.type).__name__ == "String"
    }
    assert kept == {
        "answers.question",
        "answers.questionnaire",
        "answers.review",
        "plan_changes.kind",
        "plan_changes.plan",
        "plans.key",
        "promises.plan",
        "promises.promise",
        "review_findings.action",
        "review_findings.plan",
        "review_findings.review",
        "reviews.key",
        "reviews.kind",
        "reviews.plan",
        "reviews.previous",
        "reviews.rating",
        "reviews.state",
        "revisions.action",
        "revisions.field",
        "revisions.plan",
        "set_asides.fingerprint",
        "set_asides.plan",
    }


@pytest.mark.parametrize(
    ("person", "post", "why"),
    [
        ("Mark", POST, "“Mark” is an everyday word as well"),
        ("?", POST, "is no name"),
        (NAME, "Officer A", "reads like a person"),
        (NAME, "Office of Jane Smith", "reads like a person"),
        (NAME, " ", "name a post"),
        ("Officer B", None, "no plan names one; say it with --post"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    tmp_path: Path, person: str, post: str | None, why: str
) -> None:
    with (
        Store.open(tmp_path / "assure.db") as store,
        pytest.raises(AssureError, match=why),
    ):
        service.to_forget(person, post, (), store)


def run(tmp_path: Path, *arguments: str) -> str:
    database = str(tmp_path / "assure.db")
    if not (tmp_path / "assure.db").exists():
        with Store.open(database) as store:
            live_through(store)
    result = CliRunner().invoke(assure, ["forget", *arguments, "--database", database])
    return result.output + (str(result.exception) if result.exit_code else "")


def test_the_command_says_what_was_done_and_what_remains(tmp_path: Path) -> None:
    assert "would give way to Head of Housing in" in run(tmp_path, NAME, "--dry-run")
    assert "say --yes" in run(tmp_path, NAME)
    said = run(tmp_path, NAME, "--yes")
    assert "Head of Housing now stands in place of the name:\n  1 plan\n" in said
    assert "“Smith” by itself still stands in 2 texts" in said
    assert "Not reached is what lies outside the database" in said
    assert (
        run(tmp_path, "Officer Z", "--post", POST) == "Officer Z stands nowhere in the database.\n"
    )
