"""What a board hears of the promises made to it."""

from __future__ import annotations

import pytest
from tests.assess.build import action, codes, day, judged, plan, post, review
from tests.assess.promising import SESSION, at, promise, told

from assure.assess.edition import board_edition
from assure.assess.promises import every_promise, in_words, promises_before
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.model.values import Owner, OwnerKind

ON = day("2026-10-31")


@pytest.mark.parametrize(
    ("by", "updates", "words"),
    [
        ("2026-11-30", [], "Due in 30 days."),
        ("2026-11-01", [], "Due in 1 day."),
        ("2026-10-31", [], "Due today."),
        ("2026-09-30", [], "31 days past its day; nobody has said how it stands."),
        ("2026-09-30", [told(Told.OPEN, words="Half done")], "31 days past its day. Half done."),
        (
            "2026-09-30",
            [told(Told.LATE, day=day("2027-01-31"), words="The tender failed.")],
            "Put back from 30 Sep 2026 to 31 Jan 2027. The tender failed.",
        ),
        (
            "2026-08-31",
            [told(Told.LATE, "2026-09-01", day=day("2026-10-21"))],
            "Put back to 21 Oct 2026, and 10 days past its day; nobody has said how it stands.",
        ),
        (
            "2026-09-30",
            [told(Told.KEPT, "2026-09-20", evidence="The list")],
            "Kept on 20 Sep 2026. Evidence seen: The list.",
        ),
        ("2026-09-30", [told(Told.KEPT)], "Kept on 12 Oct 2026, 12 days late. No evidence seen."),
        ("2026-09-30", [told(Told.BROKEN, words="No staff")], "Broken: No staff."),
        ("2026-09-30", [told(Told.BROKEN)], "Broken, and no reason was given."),
        ("2026-09-30", [told(Told.OVERTAKEN, words="The sale")], "Overtaken: The sale."),
    ],
)
def test_how_it_stands_in_words(by: str, updates: list[PromiseUpdate], words: str) -> None:
    assert in_words(promise(by=by, updates=tuple(updates)), ON) == words


def named(*promises: Promise, as_of: str = "2026-10-31", key: str = "mid-year") -> list[str]:
    about = review(promises=promises, as_of=day(as_of)).model_copy(update={"key": key})
    return [f"{one.text}: {one.state}" for one in promises_before(about)]


def test_the_most_pressing_come_first() -> None:
    late, later = promise("Late", "2026-09-30"), promise("Later", "2026-06-30")
    soon, far = promise("Soon", "2026-11-10"), promise("Far", "2027-03-31")
    kept = promise("Kept", updates=(told(Told.KEPT, "2026-09-01"),))
    broken = promise("Broken", updates=(told(Told.BROKEN),))
    assert named(kept, far, soon, broken, late, later) == [
        "Later: late",
        "Late: late",
        "Broken: broken",
        "Soon: due_soon",
        "Far: not_due",
        "Kept: kept",
    ]


def test_what_was_closed_before_the_last_session_is_history() -> None:
    old = {"review": "annual-2025", "made_at": at("2025-05-12"), "by": day("2025-09-30")}
    closed_long_ago = promise("Old", updates=(told(Told.KEPT, "2025-09-01"),)).model_copy(
        update=old
    )
    closed_since = promise("Old too", updates=(told(Told.BROKEN, "2026-09-01"),)).model_copy(
        update=old
    )
    still_open = promise("Older").model_copy(update=old)
    told_of = named(closed_long_ago, closed_since, still_open, promise())
    assert told_of == ["Older: late", "A list of empty homes: late", "Old too: broken"]
    assert len(every_promise((closed_long_ago, closed_since), ON)) == 2


def test_what_is_promised_in_the_session_of_the_review_itself_is_new() -> None:
    (one,) = promises_before(review(promises=(promise(review="review"),)))
    (other,) = promises_before(review(promises=(promise(),)))
    assert (one.new, other.new) == (True, False)
    assert other.review == SESSION


def test_an_assessment_tells_how_promises_stand() -> None:
    (standing,) = judged(review(promises=(promise(),))).promises
    assert standing.words == "31 days past its day; nobody has said how it stands."
    assert (standing.days_late, standing.due) == (31, day("2026-09-30"))


def test_what_is_not_whole_is_told_nowhere() -> None:
    assert judged(review(promises=(promise(who=""),))).promises == ()


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (promise(), "GOV-08"),
        (promise(updates=(told(Told.BROKEN),)), "GOV-09"),
        (
            promise(
                updates=(
                    told(Told.LATE, "2026-09-01", day=day("2026-10-15")),
                    told(Told.LATE, "2026-10-10", day=day("2026-12-15")),
                )
            ),
            "GOV-10",
        ),
        (promise(updates=(told(Told.KEPT),)), "GOV-11"),
        (promise(by="2026-12-31", who="All partners"), "GOV-12"),
        (promise(by="2026-12-31"), ""),
        (promise(updates=(told(Told.KEPT, evidence="The list"),)), ""),
        (promise(updates=(told(Told.OVERTAKEN),)), ""),
        (promise(review="review"), ""),  # made today: nobody can have told of it yet
    ],
)
def test_rules_speak_of_promises(one: Promise, code: str) -> None:
    about_promises = [c for c in codes(review(promises=(one,))) if c.startswith("GOV-")]
    assert about_promises == ([code] if code else [])


def test_the_board_edition_names_posts() -> None:
    promised = (
        promise("A list", who="Jane Smith, Head of Housing", answer="Jane Smith has one"),
        promise("A map", who="Jane Smith", updates=(told(Told.LATE, by="Ms Smith"),)),
    )
    held = Owner(kind=OwnerKind.PERSON, names=("Jane Smith",))
    of = plan(action("1.1", owner=held), action("1.2", owner=post()))
    shown = board_edition(review(of, promises=promised))
    assert [one.who for one in shown.promises] == ["Head of Housing", "named officer 1"]
    assert "Smith" not in shown.model_dump_json()


def test_the_board_edition_hides_who_only_promised() -> None:
    shown = board_edition(review(promises=(promise(who="Jane Smith"),)))
    assert [one.who for one in shown.promises] == ["named officer 1"]
    assert "Smith" not in shown.model_dump_json()
