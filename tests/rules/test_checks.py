"""Checks of a rulebook, each by an example that it remarks on and one that it lets be."""

from __future__ import annotations

import pytest
from tests.rules.conftest import OWNERSHIP, Load

from assure.rules.checks import CHECKS, Grade, run_checks
from assure.rules.rulebook import Rulebook
from assure.service.rulebook import load as load_shipped
from assure.shelf.settings import Settings

WHOLE = "all:\n        - {status: {is_not: completed}}\n        - {owner_kind: missing}"
OWN_01, OWN_02 = "rulesets/ownership.yaml:4:5", "rulesets/ownership.yaml:22:5"


def said(book: Rulebook, name: str) -> list[str]:
    return [str(remark).removesuffix(f" ({name})") for remark in run_checks(book, [name])]


def test_the_small_rulebook_has_nothing_to_remark(load: Load) -> None:
    assert run_checks(load()) == ()


def test_the_shipped_rulebook_has_no_fault() -> None:
    remarks = run_checks(load_shipped(Settings()))
    assert [str(remark) for remark in remarks if remark.grade is Grade.FAULT] == []


def test_every_check_is_called_by_its_name_and_says_what_it_is_about() -> None:
    assert list(CHECKS) == [check.name for check in CHECKS.values()]
    assert all(check.about.endswith(".") for check in CHECKS.values())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Name one person.", "'WRITE: the advice.'", "OWN-01: “advice” is still to be written."),
        (
            "Name one person.",
            "Name one person",
            "OWN-01: “advice” does not end as a sentence; add a full stop.",
        ),
        ("Who answers for {ref}?", "Say who.", "OWN-01: “challenge” is no question; end it with ?"),
        (
            "sources: [guide]",
            "sources: []",
            "OWN-01 names no source; name one, or “ours” for your judgement.",
        ),
        ("about: Every", "about: WRITE, every", None),
        (
            "about: Every action has one owner.",
            "about: 'WRITE: what for.'",
            "What family ownership is about is to be written.",
        ),
    ],
)
def test_a_page_is_whole(load: Load, old: str, new: str, says: str | None) -> None:
    told = said(load((old, new)), "whole-page")
    assert told == ([f"{OWN_01}: {says}"] if says else [])


def test_a_rating_says_what_would_move_it_up(load: Load) -> None:
    (told,) = said(load(("    to_improve: Write the actions.\n", "")), "whole-page")
    assert told.endswith("RAT-01 has no “to_improve”; write it.")


def test_a_finding_is_called_a_finding(load: Load) -> None:
    (told,) = said(load(("has no owner.", "has an issue: no owner.")), "words")
    assert "OWN-01: “finding” says “issue”" in told
    assert run_checks(load(("has no owner.", "has no tissue.")), ["words"]) == ()


def test_a_threshold_that_nobody_uses_and_an_address_that_leads_nowhere(load: Load) -> None:
    book = load(("{threshold: late-days}", "30"), ("https://example.org", "example.org"))
    assert said(book, "thresholds-used") == [
        "thresholds.yaml: no rule compares with the threshold late-days; delete it, or write the "
        "rule."
    ]
    (address,) = said(book, "sources")
    assert address.startswith("sources.yaml: the address of source guide begins with neither")


def test_examples_stand_on_both_sides_of_a_limit(load: Load) -> None:
    assert said(
        load(("{quiet: {days_late: 30}}", "{quiet: {status: completed}}")), "both-sides"
    ) == [
        f"{OWN_02}: OWN-02: its examples of days_late stand on one side of the limit late-days; "
        "add what is missing."
    ]


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (
            "all: [{status: completed}, {status: in_progress}]",
            "OWN-01 can never fire: no fact meets all it asks; mend it.",
        ),
        (
            "any: [{status: completed}, {not: {status: completed}}]",
            "OWN-01 fires on every action, whatever it is; mend it.",
        ),
        (
            "any: [{owner_kind: missing}, {days_late: {gt: 9, lt: 3}}]",
            "OWN-01: “days late is more than 9 days, and days late is less than 3 days” never "
            "holds; it can be left out.",
        ),
        (
            "all: [{owner_kind: missing}, {not: {status: {not_in: [in_progress, completed]}}}]",
            "OWN-01: “it is not so that (status is not in progress or completed)” always holds; it "
            "can be left out.",
        ),
        ("{days_late: {gt: 9, lt: 11}}", None),
    ],
)
def test_conditions_that_are_the_same_for_every_fact(
    load: Load, when: str, says: str | None
) -> None:
    told = said(load((WHOLE, when)), "constant")
    assert told == ([f"{OWN_01}: {says}"] if says else [])


@pytest.mark.parametrize(
    ("when", "instead", "says"),
    [
        (
            "{days_late: {gt: {threshold: late-days}}}",
            "",
            "OWN-02 fires exactly when OWN-01 does; keep one of them, or let one stand instead_of "
            "the other.",
        ),
        # It is said already which one stands.
        ("{days_late: {gt: {threshold: late-days}}}", "instead_of: [OWN-01]", None),
        (
            "{days_late: {gt: 40}}",
            "instead_of: [OWN-01]",
            "OWN-01 is never seen: OWN-02 fires whenever it does and stands instead of it.",
        ),
        (
            "{days_late: {gt: 40}}",
            "",
            "whenever OWN-01 fires, OWN-02 fires too; if one says it all, let it stand instead of "
            "the other (instead_of: [OWN-02]).",
        ),
        (
            "{days_late: {gt: 20}}",
            "",
            "whenever OWN-02 fires, OWN-01 fires too; if one says it all, let it stand instead of "
            "the other (instead_of: [OWN-01]).",
        ),
        ("{due: {present: true}}", "", None),
    ],
)
def test_rules_that_overlap(load: Load, when: str, instead: str, says: str | None) -> None:
    book = load((WHOLE, when), ("instead_of: [OWN-01]", instead or "instead_of: []"))
    told = [remark.sentence for remark in run_checks(book, ["overlap"])]
    assert told == ([says] if says else [])


def test_letters_of_a_code_belong_to_one_family(load: Load) -> None:
    told = said(load(("code: RAT-01", "code: OWN-03")), "codes")
    assert told == [
        "rulesets/ratings.yaml:4:5: OWN-03: codes of family ownership begin with OWN; give those "
        "of family ratings letters of their own."
    ]
    assert OWNERSHIP.count("code: OWN-") == 2
