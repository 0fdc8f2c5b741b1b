"""The comparison of two reviews: a page that tells the whole, then each thing that moved."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

import pytest

from assure.model.comparison import (
    ActionMove,
    AnswerMove,
    Comparison,
    Direction,
    Fate,
    FieldMove,
    FindingMove,
    Move,
    RatingMove,
    RuleChange,
)
from assure.model.findings import Severity
from assure.model.ratings import RatingLevel
from assure.report import comparing, comparing_words
from assure.report.kinds import Material, kind_named
from assure.report.render import Edition
from assure.service.compare import Chosen, compared
from assure.service.demo import review_of
from assure.service.judge import for_edition, judge
from assure.service.report import html_of
from assure.shelf.settings import Settings

KIND = kind_named("comparison")
HOSTILE = '<script>alert(1)</script> {{7*7}} "><img src=x onerror=go()>'
RED, AMBER_RED, GREEN = RatingLevel.RED, RatingLevel.AMBER_RED, RatingLevel.GREEN


@cache
def a_year_on(edition: Edition = "board") -> Material:
    """Anycity's annual review with the mid-year review before it."""
    older, newer = review_of("mid-year-2026"), review_of("annual-2027")
    review = for_edition(newer, edition)
    comparison = compared(Chosen(older, newer), Settings(), edition=edition)
    return Material(review, judge(review), edition, comparison)


def words(html: str) -> str:
    body = re.sub(r"(?s)<(style|title|head)\b.*?</\1>", " ", html)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def changed(**changes: object) -> Comparison:
    """Anycity's comparison with other findings, ratings or actions."""
    of = a_year_on().comparison
    assert of is not None
    return of.model_copy(update=changes)


def page_of(comparison: Comparison) -> str:
    return words(html_of(KIND, dataclasses.replace(a_year_on(), comparison=comparison)))


def found(move: Move, sentence: str, code: str = "OWN-01", **more: object) -> FindingMove:
    return FindingMove.model_validate(
        {
            "move": move,
            "code": code,
            "name": "no-owner",
            "family": "ownership",
            "subject": "action",
            "ref": "1.4",
            "severity": Severity.HIGH,
            "sentence": sentence,
            "fingerprint": "0" * 12,
            **more,
        }
    )


def rated(
    before: RatingLevel | None, after: RatingLevel | None, direction: Direction, ref: str = "plan"
) -> RatingMove:
    return RatingMove(
        what="plan quality",
        subject="plan" if ref == "plan" else "outcome",
        ref=ref,
        title="" if ref == "plan" else "Work",
        before=before,
        after=after,
        direction=direction,
    )


def test_the_first_page_tells_both_reviews_the_ratings_and_what_is_better_and_worse() -> None:
    text = words(html_of(KIND, a_year_on()))
    for said in (
        "Before: Anycity mid-year review 2026",
        "Now: Anycity annual review 2027",
        "Two ratings are better and two are worse.",
        "was Amber-Red",
        "Promised last time: of six promises two were kept",
    ):
        assert said in text
    order = ["Better", "Worse", "Findings", "Actions", "Promised last time", "Figures and answers"]
    places = [text.index(f" {part} ", text.index("rules propose")) for part in order[:2]]
    assert places == sorted(places)


def test_every_finding_that_came_or_went_is_counted_under_its_heading() -> None:
    of = a_year_on().comparison
    assert of is not None
    for group in comparing.arrange(of).findings:
        shown = sum(len(row.told) + row.more for row in group.rows)
        assert shown == group.count
    heads = {group.title: group.count for group in comparing.arrange(of).findings}
    assert heads["New"] == len(of.moved(Move.NEW))
    assert heads["Fixed"] == len(of.moved(Move.FIXED))


def answer(number: int, direction: Direction, questionnaire: str = "prince2") -> AnswerMove:
    return AnswerMove(
        questionnaire=questionnaire,
        questionnaire_title=questionnaire.upper(),
        question=f"A{number}",
        text=f"What of {number}?",
        kind="choice",
        was="" if direction is Direction.NEWLY else "Yes",
        now="" if direction is Direction.NO_LONGER else "No",
        direction=direction,
    )


def test_answers_that_went_with_their_questionnaire_are_told_together() -> None:
    gone = tuple(answer(number, Direction.NO_LONGER) for number in range(1, 31))
    worse = answer(1, Direction.WORSE, "sara")
    of = changed(answers=(*gone, worse))
    text = page_of(of)
    assert "Answers that differ: 31; the same: 0" in text
    assert "PRINCE2: 30 questions no longer answered, first “What of 1?” and “What of 2?”." in text
    assert "What of 3?" not in text
    assert "SARA Yes No worse" in text
    assert "Every answer is as it was" not in page_of(changed(answers=gone))


def test_few_answers_of_a_questionnaire_stand_each_for_itself() -> None:
    text = page_of(changed(answers=tuple(answer(n, Direction.NEWLY) for n in range(1, 4))))
    assert "What of 3? not answered No newly answered" in text
    assert "Questions of PRINCE2" in text


def test_what_is_noted_of_each_action_is_told_once() -> None:
    note = "It was closed with the year to 31 Mar 2027."
    gone = [
        ActionMove(key=f"{n}", ref=f"{n}", title=f"Task {n}", note=note, fate=Fate.GONE_CLOSED)
        for n in range(1, 4)
    ]
    assert page_of(changed(actions=tuple(gone))).count(note) == 1
    other = gone[0].model_copy(update={"note": "It was cancelled."})
    assert page_of(changed(actions=(*gone, other))).count(note) == 3


def test_a_column_that_says_nothing_is_left_out() -> None:
    owner = FieldMove(field="owner", label="owner", was="TBC", now="Head of Housing",
                      direction=Direction.CHANGED)  # fmt: skip
    later = FieldMove(field="due", label="deadline", was="31 Mar 2027", now="30 Apr 2027",
                      days=30, times=1, direction=Direction.WORSE)  # fmt: skip
    moved = ActionMove(key="1", ref="1", title="Task", fate=Fate.KEPT, fields=(owner,))
    assert "How far" not in page_of(changed(actions=(moved,)))
    both = moved.model_copy(update={"fields": (owner, later)})
    assert "30 days later" in page_of(changed(actions=(both,)))


def test_findings_of_one_rule_stand_in_one_row() -> None:
    four = tuple(found(Move.NEW, f"Action 1.{n} has no owner.") for n in range(4))
    (group,) = comparing.arrange(changed(findings=four)).findings
    (row,) = group.rows
    assert len(row.told) == comparing.IN_A_ROW
    assert row.more == 1
    assert "and 1 more of this kind" in page_of(changed(findings=four))


def test_what_became_of_a_finding_is_told_beside_it() -> None:
    put_off = found(Move.PUT_OFF, "Action 5.1 is late.", because="Its date is June now.")
    text = page_of(changed(findings=(put_off,)))
    assert "Put off by a later date, not fixed: 1" in text
    assert "Action 5.1 is late. Its date is June now." in text


@pytest.mark.parametrize(
    ("better", "worse", "says"),
    [
        (0, 0, "No rating is better or worse"),
        (1, 0, "One rating is better"),
        (0, 2, "Two ratings are worse"),
        (1, 2, "One rating is better and two are worse"),
    ],
)
def test_titles_count_in_words(better: int, worse: int, says: str) -> None:
    ups = [rated(RED, GREEN, Direction.BETTER)] * better
    downs = [rated(GREEN, RED, Direction.WORSE)] * worse
    assert comparing_words.title(changed(ratings=(*ups, *downs))) == says


def test_what_stood_before_is_told_of_each_rating() -> None:
    assert comparing_words.before_words(rated(RED, GREEN, Direction.BETTER)) == "was Red"
    assert comparing_words.before_words(rated(RED, RED, Direction.SAME)) == "as before"
    assert comparing_words.before_words(rated(None, RED, Direction.NEWLY)) == "not rated before"
    gone = rated(RED, None, Direction.NO_LONGER, "1")
    assert comparing_words.path_words(gone, "1 Work") == (
        "1 Work, plan quality: from Red to Not rated."
    )
    assert comparing_words.path(gone).after is None


def test_what_only_the_rules_moved_is_told_as_such() -> None:
    of = a_year_on().comparison
    assert of is not None
    rules = of.rules.model_copy(
        update={
            "same": False,
            "changes": tuple(
                RuleChange(code=code, name="no-owner", sentence="The limit is 6.")
                for code in ("OWN-01", "OWN-02")
            ),
        }
    )
    by_rules = rated(RED, AMBER_RED, Direction.BETTER).model_copy(
        update={"by_new_rules": AMBER_RED}
    )
    text = page_of(changed(rules=rules, ratings=(by_rules,)))
    assert "2 rules judge otherwise. The limit is 6: OWN-01, OWN-02" in text
    assert "by the newer rules Amber-Red then" in text


def test_a_date_says_how_far_it_moved_and_how_often() -> None:
    move = FieldMove(
        field="due", label="deadline", was="31 Mar 2027", now="30 Jun 2027", days=91, times=2
    )
    assert comparing_words.shift(move) == "91 days later, in two moves"
    sooner = move.model_copy(update={"days": -1, "times": 1})
    assert comparing_words.shift(sooner) == "1 day earlier"


def test_a_completed_action_is_told_once() -> None:
    done = ActionMove(
        key="1.3",
        ref="1.3",
        title="Agree one score",
        fate=Fate.COMPLETED,
        fields=(
            FieldMove(field="status", label="status", was="Delayed", now="Completed"),
            FieldMove(field="percent", label="progress", was="60%", now="100%"),
        ),
    )
    moved = comparing.arrange(changed(actions=(done,)))
    assert [group.title for group in moved.fates] == ["Completed"]
    assert moved.otherwise.count == 0


def test_nothing_moved_is_said_plainly() -> None:
    text = page_of(
        changed(
            nothing_moved=True,
            headline=("Nothing has moved between these two reviews.",),
            findings=(),
            ratings=(),
            actions=(),
            answers=(),
            areas=(),
            figures=(),
            indicators=(),
            columns=(),
        )
    )
    for said in (
        "Nothing has moved between these two reviews.",
        "Neither review has a rating.",
        "Nothing is better than it was.",
        "No finding came or went.",
        "Every action stands as it stood.",
        "No question was answered in either review.",
    ):
        assert said in text


def test_a_long_list_is_cut_and_says_where_the_rest_is() -> None:
    many = tuple(
        ActionMove(key=str(n), ref=str(n), title="Work", fate=Fate.NEW)
        for n in range(comparing.ROWS + 2)
    )
    assert "2 more: assure compare --all lists them." in page_of(changed(actions=many))


def test_what_people_wrote_is_text() -> None:
    hostile = ActionMove(key="1", ref=HOSTILE[:30], title=HOSTILE, note=HOSTILE, fate=Fate.NEW)
    of = changed(findings=(found(Move.NEW, HOSTILE, because=HOSTILE),), actions=(hostile,))
    html = html_of(KIND, dataclasses.replace(a_year_on(), comparison=of), "paper")
    assert "<script" not in html
    assert "<img" not in html
    assert "{{7*7}}" in html


def test_without_a_review_before_it_says_how_to_name_one() -> None:
    alone = dataclasses.replace(a_year_on(), comparison=None)
    assert KIND.lacks(alone) == (
        "No review before this one is known here to compare it with; name one: "
        "assure report comparison --against NAME."
    )


def test_its_parts_run_on_so_that_no_page_holds_one_row_alone() -> None:
    page = html_of(KIND, a_year_on())
    parts = re.findall(r'<section class="([^"]+)" id="([^"]+)"', page)
    assert [name for classes, name in parts if "flows" not in classes] == ["top", "why"]
    assert {"findings", "actions", "promises", "figures"} <= {name for _, name in parts}


def test_a_question_without_a_number_is_told_by_its_words_alone() -> None:
    """Some questions go by a number (B5), others by a name, which nobody needs to see."""
    numbered = answer(5, Direction.BETTER)
    named = numbered.model_copy(update={"question": "project", "text": "Which project?"})
    page = page_of(changed(answers=(numbered, named)))
    assert "A5 What of 5?" in page
    assert "project Which project?" not in page
    assert "Which project?" in page


def test_better_and_worse_tell_of_no_rating_that_has_a_row_in_the_table_above() -> None:
    of = a_year_on().comparison
    assert of is not None
    moved = comparing.arrange(of)
    told = " ".join((*moved.better.rows, *moved.worse.rows))
    rows = [r for r in of.ratings if r.direction.value in ("better", "worse")]
    assert {r.subject for r in rows} == {"outcome", "priority"}
    assert "1 More young people" not in told
    assert "Priority P" in told
    only = changed(
        ratings=tuple(r for r in rows if r.subject == "outcome"),
        indicators=(),
        areas=(),
        figures=(),
    )
    assert "Nothing else is better than it was." in page_of(only)


def test_a_rating_is_not_broken_over_two_lines() -> None:
    assert '<span class="day">Amber-Red</span>' in html_of(KIND, a_year_on())


def test_a_questionnaire_is_named_once_where_all_answers_are_of_it() -> None:
    one = answer(5, Direction.BETTER)
    other = one.model_copy(update={"questionnaire": "sara", "questionnaire_title": "SARA"})
    alone = page_of(changed(answers=(one, one.model_copy(update={"question": "A6"}))))
    assert alone.count(f"Questions of {one.questionnaire_title}") == 1
    both = page_of(changed(answers=(one, other)))
    assert "Questions of" not in both
    assert "SARA" in both
