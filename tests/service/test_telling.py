"""Changes of a plan in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assure.model.actions import Action, ProgressNote
from assure.model.plan import Plan
from assure.model.values import Owner, OwnerKind, Rag, Status, When, WhenKind
from assure.service.telling import Telling
from assure.store import ChangeKind
from assure.store.store import Store

DAYS = [dt.datetime(2026, 10, day, 9, tzinfo=dt.UTC) for day in range(1, 20)]


def day(text: str, latest: dt.date) -> When:
    return When(kind=WhenKind.DAY, earliest=latest, latest=latest, text=text)


MARCH = day("31 March 2027", dt.date(2027, 3, 31))
JUNE = day("30 June 2027", dt.date(2027, 6, 30))
HUB = Action(
    key="1.1",
    ref="1.1",
    title="Open the hub",
    owner=Owner(kind=OwnerKind.POST, names=("Head of Housing",)),
    due=MARCH,
    status=Status.IN_PROGRESS,
    notes=(ProgressNote(quarter=6, text="Lease signed"),),
)


def told(tmp_path: Path, *versions: tuple[Action, ...]) -> list[list[tuple[str, ...]]]:
    """What each of these versions of a plan altered, as (reference, label, was, now)."""
    with Store.open(tmp_path / "assure.db") as store:
        for at, actions in zip(DAYS, versions, strict=False):
            plan = Plan(key="anycity", title="Anycity plan", actions=actions)
            if at == DAYS[0]:
                store.add_plan(plan, at)
            else:
                store.change_plan(
                    "anycity",
                    lambda before, now=actions: before.model_copy(update={"actions": now}),
                    at,
                    kind=ChangeKind.UPDATE,
                    source="q7.xlsx",
                )
        telling = Telling()
        return [
            [(one.ref, one.label, one.was, one.now) for one in telling.tell(change) if one.action]
            for change in store.changes("anycity")
        ]


def test_each_field_is_told_with_what_it_was(tmp_path: Path) -> None:
    later = HUB.model_copy(
        update={
            "revised": (JUNE,),
            "status": Status.DELAYED,
            "rag": Rag.AMBER_RED,
            "percent": 60,
            "owner": Owner(),
            "notes": (*HUB.notes, ProgressNote(quarter=7, text="Fit-out begun")),
            "other": {"Ward": "Eastfield"},
        }
    )
    first, second = told(tmp_path, (HUB,), (later,))
    assert first == [("1.1", "action", "", "Open the hub")]
    assert second == [
        ("1.1", "owner", "Head of Housing", ""),
        ("1.1", "date", "31 March 2027", "30 June 2027"),
        ("1.1", "status", "in progress", "delayed"),
        ("1.1", "RAG", "", "amber red"),
        ("1.1", "% complete", "", "60%"),
        ("1.1", "progress, Q7", "", "Fit-out begun"),
        ("1.1", "“Ward”", "", "Eastfield"),
    ]


def test_a_second_new_date_is_told_from_the_first(tmp_path: Path) -> None:
    once = HUB.model_copy(update={"revised": (JUNE,)})
    december = day("31 December 2027", dt.date(2027, 12, 31))
    twice = HUB.model_copy(update={"revised": (JUNE, december)})
    *_, last = told(tmp_path, (HUB,), (once,), (twice,))
    assert last == [("1.1", "date", "30 June 2027", "31 December 2027")]


def test_an_action_that_goes_is_told_by_its_words(tmp_path: Path) -> None:
    other = Action(key="1.2", ref="1.2", title="Recruit two analysts")
    *_, last = told(tmp_path, (HUB, other), (HUB,))
    assert last == [("1.2", "action", "Recruit two analysts", "")]


def test_a_note_whose_quarter_is_over_is_no_news(tmp_path: Path) -> None:
    rolled = HUB.model_copy(update={"notes": (ProgressNote(text="Lease signed"),)})
    *_, last = told(tmp_path, (HUB,), (rolled,))
    assert last == []


def test_where_a_cell_stands_is_no_news(tmp_path: Path) -> None:
    moved = HUB.model_copy(update={"seen": {}, "since": dt.date(2026, 10, 1)})
    *_, last = told(tmp_path, (HUB,), (moved,))
    assert last == []
