"""Each number in a finding is worked out a second time, and so is each in a rating's reasons."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from tests.recount import promises, ratings, told
from tests.recount.assessment import alike
from tests.recount.facts import facts_of, listed
from tests.recount.given import JSON, in_words
from tests.recount.judged import NAMES, Case, case
from tests.recount.origins import SMALL

from assure.model.facts import Fact

REVIEWS = [name for name in NAMES if name != "large"]  # what is shown to people
TEMPLATES = {"sentence": "finding", "why": "why", "advice": "advice", "challenge": "challenge"}


def behind(one: Case, finding: JSON) -> list[Fact]:
    """The facts that may be behind a finding: those of its subject under its reference."""
    return [f for f in one.facts if (f.subject, f.ref) == (finding["subject"], finding["ref"])]


@cache
def written_in(name: str) -> told.Written:
    return told.Written(case(name).given)


@cache
def facts_in(name: str) -> dict[str, dict[str, JSON]]:
    return facts_of(case(name).given)


def figures(one: Case, fact: Fact, mine: dict[str, dict[str, JSON]]) -> JSON:
    return {"ref": fact.ref, **mine.get(fact.subject, {}).get(fact.key, {})}


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_come_out_the_same(name: str) -> None:
    one = case(name)
    mine = facts_in(name)
    compared = 0
    for fact in one.facts:
        for field, value in mine.get(fact.subject, {}).get(fact.key, {}).items():
            found = fact.values.get(field)
            same = found is None if value is None else alike(value, found)
            assert same, f"{fact.subject} {fact.ref} {field}: {found}, {value} by the second hand"
            compared += 1
    assert compared > 100


@pytest.mark.parametrize("name", NAMES)
def test_each_finding_rests_on_figures_that_are_recounted(name: str) -> None:
    """Every number and day that a finding shows as its grounds."""
    one = case(name)
    mine = facts_in(name)
    alone = set()
    for finding in one.told["findings"]:
        for fact in behind(one, finding):
            own = mine.get(fact.subject, {}).get(fact.key, {})
            for ground in finding["grounds"]:
                field = ground["field"]
                if told.is_number(fact.values.get(field)) and field not in own:
                    alone.add((fact.subject, field))
                elif own.get(field) is not None and len(behind(one, finding)) == 1:
                    assert told.plain(ground["value"]) == told.as_told(field, "", own)
    assert alone == set()


@pytest.mark.parametrize("name", NAMES)
def test_each_number_in_a_finding_is_recounted(name: str) -> None:
    one = case(name)
    mine, written = facts_in(name), written_in(name)
    wrong = []
    for finding in one.told["findings"]:
        rule = one.book["rules"][finding["code"]]
        for part, template in TEMPLATES.items():
            said = [
                told.unexplained(finding[part], rule[template], figures(one, fact, mine), written)
                for fact in behind(one, finding)
            ]
            if all(said):
                wrong += said[0]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_findings_told_as_one_are_counted(name: str) -> None:
    one = case(name)
    written = written_in(name)
    known = {finding["fingerprint"]: finding for finding in one.told["findings"]}
    for group in one.told["groups"]:
        members = [known[fingerprint] for fingerprint in group["findings"]]
        assert {member["code"] for member in members} == {group["code"]}
        assert sorted(group["refs"]) == sorted(member["ref"] for member in members)
        own = {"refs": listed(group["refs"]), group["by"]: group["value"]}
        count = SMALL[len(members)] if len(members) < len(SMALL) else in_words(len(members))

        def counted(text: str, own: JSON = own, count: str = count) -> JSON:
            return own | {"count": count.capitalize() if text.startswith("{count}") else count}

        rule = one.book["rules"][group["code"]]
        told_as = [
            [
                told.unexplained(group[part], text, counted(text), written)
                for part, text in texts.items()
            ]
            for grouping in rule["groups"]
            for texts in [
                {part: grouping.get(name, rule[name]) for part, name in TEMPLATES.items()}
            ]
        ]
        assert any(not any(parts) for parts in told_as)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", ["ratings", "proposals"])
def test_each_number_in_the_reasons_of_a_rating_is_recounted(name: str, which: str) -> None:
    one = case(name)
    written = written_in(name)
    work_out = ratings.of_rating if which == "ratings" else ratings.of_proposal
    for rating in one.told[which]:
        own = work_out(one.given, one.told, rating["subject"], rating["ref"])
        for reason in rating["reasons"]:
            template = one.book["rules"][reason["code"]]["finding"]
            assert told.unexplained(reason["sentence"], template, own, written) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_well_and_what_worries_is_recounted(name: str) -> None:
    one = case(name)
    assert set(one.told["going_well"]) <= told.goes_well(one.given)
    assert set(one.told["worries"]) <= told.worries(one.told)


@pytest.mark.parametrize("name", NAMES)
def test_decisions_say_how_many_they_are_about(name: str) -> None:
    one = case(name)
    for decision in one.told["decisions"]:
        about = told.decided(one.told, decision)
        assert sorted(decision["refs"]) == sorted(about)
        words = re.findall(r"\w+", decision["act"])
        numbers = [word for word in words if word.isdigit() or word in SMALL[2:]]
        many = SMALL[len(about)] if len(about) < len(SMALL) else str(len(about))
        assert len(about) == 1 or numbers in ([], [many])


@pytest.mark.parametrize("name", NAMES)
def test_how_a_promise_stands_is_recounted(name: str) -> None:
    one = case(name)
    known = {promise["key"]: promise for promise in one.given.review.get("promises", [])}
    for standing in one.told["promises"]:
        promise = known[standing["key"]]
        words = standing["words"]
        for said in (standing["said"], standing["seen"]):
            words = words.replace(said.strip().rstrip(".") or "\0", "")
        for figure in promises.told_of(promise, one.given.as_of):
            words = words.replace(figure, "")
        assert not re.search(r"\d", words), standing["words"]


def test_a_number_changed_in_a_sentence_is_caught() -> None:
    one = case("anycity")
    mine, written = facts_in("anycity"), written_in("anycity")
    finding: Any = next(f for f in one.told["findings"] if f["code"] == "RES-08")
    (fact,) = behind(one, finding)
    template = one.book["rules"]["RES-08"]["finding"]
    own = figures(one, fact, mine)
    assert told.unexplained(finding["sentence"], template, own, written) == []
    changed = finding["sentence"].replace("51.7", "51.8")
    (caught,) = told.unexplained(changed, template, own, written)
    assert caught.startswith("days is 51.8")
