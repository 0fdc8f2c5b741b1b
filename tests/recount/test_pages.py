"""Each figure on the page of each kind is the one that the second hand works out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from lxml import html
from tests.demonstration import NEWER, OLDER
from tests.recount import told
from tests.recount.assessment import alike, leaves, recount
from tests.recount.comparison import Side, compared, course
from tests.recount.given import deadline, in_words, last_day, short_day
from tests.recount.origins import Documents, MissingError, reads_as
from tests.recount.pages import made, page, side
from tests.recount.ratings import limits

from assure.report.kinds import NAMES


@cache
def documents() -> Documents:
    """The review and the evidence of the pages, with every figure of the evidence recounted."""
    own = made().case
    figures = recount(own.given, own.told, own.book)
    sides = [Side(one.given, one.told, one.book) for one in (side(OLDER), side(NEWER))]
    moved = compared(sides[0], sides[1], made().evidence["comparison"])
    figures |= dict(leaves(moved, "/comparison"))
    figures |= dict(leaves(course([side(OLDER).given, own.given]), "/course"))
    values = limits(own.given, own.book)
    for place, threshold in enumerate(made().evidence["thresholds"]):
        figures[f"/thresholds/{place}/value"] = values[threshold["key"]]
    return Documents(made().review, made().evidence, figures)


def test_what_pages_are_made_from_is_recounted() -> None:
    """Of the edition that the pages are of."""
    own = made().case
    found = dict(leaves(own.told))
    for pointer, value in recount(own.given, own.told, own.book).items():
        assert alike(value, found[pointer]), pointer


@cache
def written() -> list[told.Written]:
    return [told.Written(one.given) for one in (made().case, side(OLDER), side(NEWER))]


VALUES = {"data-value", "data-datetime"}  # in a drawing


def printed(text: str, *, figures: bool) -> list[Any]:
    """The elements of a page, and of its drawings, that name an origin: those of a figure or a day,
    or those of words with a number in them."""
    elements = html.fromstring(text).iter("data", "time", "span", "tspan")
    return [
        element
        for element in elements
        if element.get("data-origin")
        and figures == (element.tag in ("data", "time") or bool(VALUES & set(element.attrib)))
    ]


def problems(text: str) -> list[str]:
    """Where a page shows another figure than stands at its origin. That each figure has one is held
    in ``tests/report/test_origins.py``."""
    wrong = []
    figures = printed(text, figures=True)
    assert len(figures) > 1
    for element in figures:
        origin, shown = element.get("data-origin"), element.text_content()
        try:
            value = documents().value(origin)
        except MissingError as error:
            wrong.append(f"“{shown}”: {error}")
            continue
        if not reads_as(shown, value):
            wrong.append(f"“{shown}” is {value} by recount ({origin[:120]})")
    return wrong


@pytest.mark.parametrize("kind", NAMES)
def test_each_figure_of_a_page_is_the_recounted_one(kind: str) -> None:
    assert problems(page(kind)) == []


# Sentences in which each number is recounted by a test of ``test_findings``, ``test_comparison`` or
# below; whatever else a page says with a number in it is recounted as it stands, or somebody wrote
# it into the review or a rule.
TAKEN_APART = re.compile(
    r"/(findings|groups)/\d+/(sentence|why|advice|challenge)"
    r"|/ratings/\d+/reasons/\d+/sentence"
    r"|/comparison/(findings/\d+/sentence|ratings/\d+/(came|went)/\d+/sentence|headline/\d+)"
    r"|/comparison/findings/\d+/because"
    r"|/questions/\d+/(question|because)"
    r"|/(worries|going_well)/\d+"
    r"|/decisions/\d+/act"
    r"|/lines/\d+/due_note"
    r"|/fired/\d+/what"
)


@pytest.mark.parametrize("kind", NAMES)
def test_each_number_in_a_text_of_a_page_is_accounted_for(kind: str) -> None:
    """It stands at its origin as the page says it, and what stands there is recounted."""
    for element in printed(page(kind), figures=False):
        origin = element.get("data-origin")
        if not re.match(r"(review|evidence):", origin):
            continue
        name, _, path = origin.partition(":")
        there = documents().at(origin)
        shown = re.sub(r"\(cut here; .*\)", "", told.plain(element.text_content()))
        for number in re.findall(r"\d+(?:[.,]\d+)*", shown):
            assert number in str(there), f"{number} of “{shown}” is not at {origin}"
        if name == "review" or isinstance(there, dict) or TAKEN_APART.fullmatch(path):
            continue
        if re.search(r"\d", there) and not any(one.holds(there) for one in written()):
            assert documents().recounted[path] == there


def test_what_a_challenge_session_is_asked_comes_from_findings() -> None:
    """A question is that of a finding; what is asked of ratings holds no number of its own."""
    findings = [*made().evidence["findings"], *made().evidence["groups"]]
    known = {finding["challenge"] for finding in findings}
    because = {finding["sentence"] for finding in findings}
    refs = {outcome["ref"] for outcome in made().review["plan"]["outcomes"]}
    for question in made().evidence["questions"]:
        if question["question"] not in known:
            numbers = re.findall(r"\d+", question["question"])
            assert set(numbers) <= refs
        assert question["because"] in because or not re.search(r"\d", question["because"])


def test_what_a_deadline_was_is_the_first_that_was_promised() -> None:
    actions = made().case.given.actions
    lines = made().evidence["lines"]
    for action, line in zip(actions, lines, strict=True):
        if re.search(r"\d", line["due_note"]):
            first = last_day(action["due"])
            assert first is not None
            assert line["due_note"].endswith(f"was {short_day(first)}")
            assert first != deadline(action)


def test_limits_in_the_words_of_a_rule_are_those_of_the_rulebook() -> None:
    own = made().case
    values = {in_words(value) for value in limits(own.given, own.book).values()}
    units = " ".join(limit["unit"] for limit in own.book["thresholds"].values())
    values |= set(re.findall(r"-?\d+", units))  # as in “1 on 0 to 3”
    for line in made().evidence["fired"]:
        rule = own.book["rules"][line["code"]]
        numbers = set(re.findall(r"-?\d+(?:\.\d+)?", told.plain(line["what"])))
        of_its_own = set(re.findall(r"-?\d+(?:\.\d+)?", str(rule["when"])))
        assert numbers <= values | of_its_own, line["what"]


def test_why_a_finding_moved_tells_days_that_stand_in_the_plans() -> None:
    sides = [side(name).given for name in (OLDER, NEWER)]
    for finding in made().evidence["comparison"]["findings"]:
        days = re.findall(r"\d+ \w+ \d{4}", finding["because"])
        actions = [given.action(finding["ref"]) for given in sides]
        dues = [deadline(action) for action in actions if action]
        assert days in ([], [short_day(due) for due in dues if due])


def test_a_page_that_shows_another_figure_is_caught() -> None:
    text = page("strategic")
    changed = re.sub(r'(data-origin="evidence:/measures/findings">)\d+', r"\g<1>102", text)
    assert changed != text
    assert any("“102” is 103 by recount" in problem for problem in problems(changed))


def test_a_drawing_that_shows_another_figure_is_caught() -> None:
    text = page("turning-the-curve")
    first = re.search(r'<tspan data-value="[^"]*" data-origin="[^"]*">([^<]*)<', text)
    assert first is not None
    changed = f"{text[: first.start(1)]}98765{text[first.end(1) :]}"
    assert any("“98765” is" in problem for problem in problems(changed))
