"""Rulesets become a rulebook, or one sentence says where and what to mend."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from assure.model.errors import RulebookError
from assure.model.findings import Severity
from assure.model.ratings import RatingLevel
from assure.rules.examples import run_examples
from assure.rules.plain import PlainMatcher
from assure.rules.rulebook import FindingRule, RatingRule, Rulebook

Load = Callable[..., Rulebook]


def test_a_rule_has_all_that_its_author_wrote(load: Load) -> None:
    book = load()
    rule = book.rule("OWN-02")
    assert isinstance(rule, FindingRule)
    assert (rule.name, rule.family, rule.since) == ("long-overdue", "ownership", "0.1.0")
    assert rule.severity is Severity.MEDIUM
    assert rule.shows == ("owner",)
    assert rule.instead_of == ("OWN-01",)
    assert rule.place == "rulesets/ownership.yaml:22:5"
    assert rule.examples[0].values == {
        "days_late": 31,
        "due": dt.date(2026, 3, 31),
        "owner": "Officer A",
    }
    rating = book.rule("RAT-01")
    assert isinstance(rating, RatingRule)
    assert rating.rates is RatingLevel.RED
    assert rating.to_improve == "Write the actions."


def grouped(*lines: str) -> tuple[str, str]:
    """The small rulebook's first rule with a group of these lines."""
    group = "".join(f"        {line}\n" for line in lines).replace("        ", "      - ", 1)
    return "    sources: [guide]\n", f"    groups:\n{group}    sources: [guide]\n"


SHOWN = 'finding: "{count} actions have no owner: {refs}."'
ASKED = 'challenge: "Who answers for them?"'


def test_a_rule_says_how_several_of_its_findings_are_told_as_one(load: Load) -> None:
    (rule, _) = load(grouped("by: status", "from: 4", SHOWN, ASKED)).finding_rules
    (group,) = rule.groups
    assert (group.by, group.least) == ("status", 4)
    assert group.challenge == "Who answers for them?"
    assert group.advice == rule.advice, "what the group does not give is the rule's"


def test_a_group_begins_with_three_and_needs_nothing_in_common_but_the_rule(load: Load) -> None:
    (rule, _) = load(grouped(SHOWN, ASKED)).finding_rules
    assert (rule.groups[0].by, rule.groups[0].least) == (None, 3)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("by: ownr", SHOWN, ASKED), "there is no field “ownr” of action; did you mean “owner”?"),
        (("from: 1", SHOWN, ASKED), "one finding is no group; write 2 or more"),
        (("from: many", SHOWN, ASKED), "“from” is text; write a whole number"),
        ((ASKED,), "“finding” of item 1 of “groups” is missing; add it."),
        (("form: 3", SHOWN, ASKED), "“form” is not known here; did you mean “from”?"),
        (
            (SHOWN,),
            "“challenge” shows {ref}, in which the findings of a group may differ; give the group "
            "a “challenge” that shows no more than {count}, {refs}.",
        ),
        (
            ("by: owner", 'finding: "{refs}: {due}."', ASKED),
            "“finding” shows {due}, in which the findings of a group may differ; give the group "
            "a “finding” that shows no more than {count}, {refs}, {owner}.",
        ),
        (('finding: "{count} actions."', ASKED), "does not say which they are; show {refs} in it"),
        (
            ('finding: "{refs} {refs:has|have} none."', ASKED),
            "“finding” counts by {refs}; a group counts by {count} alone",
        ),
        (('finding: "{refs have none."', ASKED), "“finding” has a brace that belongs to no field"),
    ],
)
def test_a_slip_in_a_group_is_told_in_one_sentence(
    load: Load, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(RulebookError, match=re.escape(said)):
        load(grouped(*lines))


def test_the_rulebook_has_rules_in_order_and_what_they_name(load: Load) -> None:
    book = load()
    assert [rule.code for rule in book.rules] == ["OWN-01", "OWN-02", "RAT-01"]
    assert [family.name for family in book.families] == ["ownership", "ratings"]
    assert book.sources["guide"].address == "https://example.org/guide"
    assert book.sources["ours"].ours
    assert book.thresholds["late-days"].value == 30
    assert book.version == "2026.1"


def test_a_locality_may_set_a_threshold_and_the_rulebook_says_so(load: Load) -> None:
    book = load(overrides={"late-days": Decimal("14.5")})
    (threshold,) = book.local_thresholds
    assert (threshold.value, threshold.default) == (Decimal("14.5"), Decimal(30))
    assert load().local_thresholds == ()
    assert book.digest != load().digest
    assert run_examples(book, PlainMatcher()) == []


def test_the_digest_is_of_content_not_of_layout(load: Load) -> None:
    digest = load().digest
    assert len(digest) == 64
    assert load(("severity: high", "severity:   high   # a comment")).digest == digest
    assert load(("Name one person.", "Name one post.")).digest != digest
    assert load(("value: 30", "value: 31"), ("days_late: 31,", "days_late: 32,")).digest != digest


def test_preview_rules_show_without_counting_and_deprecated_ones_rest(load: Load) -> None:
    book = load(
        ("name: no-owner", "name: no-owner\n    status: deprecated\n    successor: OWN-02"),
        ("name: long-overdue", "name: long-overdue\n    status: preview"),
    )
    assert [rule.code for rule in book.live_finding_rules] == ["OWN-02"]
    assert not book.rule("OWN-02").counts
    assert len(book.rules) == 3


SLIPS: list[tuple[str, str, str]] = [
    # what is replaced, by what, and what is said
    (
        "{owner_kind: missing}",
        "{owner_knd: missing}",
        "rulesets/ownership.yaml:11:12: there is no field “owner_knd” of action; "
        "did you mean “owner_kind”?",
    ),
    ("when:\n      all:", "when:\n     all", "rulesets/ownership.yaml:10:18: this is not YAML"),
    ("severity: high", "severity: hgih", "12:5: “severity” can not be “hgih”; did you mean “high”"),
    ("severity: high", "svrity: high", "12:5: “svrity” is not known here; did you mean “severity”"),
    ("    severity: high\n", "", "4:5: “severity” of item 1 of “rules” is missing; add it."),
    ("{threshold: late-days}", "{threshold: late-day}", "there is no threshold “late-day”"),
    ("{gt: {threshold: late-days}}", "{gt: soon}", "“days_late” takes a whole number"),
    ("subject: action", "subject: acton", "there is no subject “acton”; did you mean “action”?"),
    ("[guide]", "[giude]", "there is no source “giude” in sources.yaml; did you mean “guide”?"),
    ("source: ours", "source: theirs", "rulesets/thresholds.yaml:2:83: there is no source"),
    ("code: OWN-02", "code: OWN-01", "code OWN-01 is already taken at rulesets/ownership.yaml:4:5"),
    ("code: OWN-01", "code: own1", "“own1” is not a code"),
    ("name: long-overdue", "name: no-owner", "OWN-01 has the name “no-owner” too"),
    ("name: no-owner", "name: No owner", "“No owner” is not a name"),
    (
        "      - {fires: {status: in_progress, owner_kind: missing}}\n",
        "",
        "OWN-01 has no example that fires; add {fires: {field: value}}.",
    ),
    (
        "      - {quiet: {days_late: 30}}\n",
        "",
        "OWN-02 has no example that stays quiet; add {quiet: {field: value}}.",
    ),
    ("quiet: {days_late: 30}", "quite: {days_late: 30}", "“quite” is not known here; did you mean"),
    ("quiet: {days_late: 30}", "quiet: {days_lat: 30}", "there is no field “days_lat” of action"),
    ("quiet: {days_late: 30}", "quiet: {days_late: x}", "“days_late” takes a whole number"),
    ("quiet: {days_late: 30}", "quiet: {days_late: null}", "leave it out for a missing one"),
    ("Action {ref} has", "Action {rf} has", "“finding” names {rf}, which is no field of its sub"),
    ("Action {ref} has", "Action {ref has", "“finding” has a brace that belongs to no field"),
    ("Action {ref} has", "{owner:words} have", "“finding” counts by {owner}, which is no number"),
    ('"Who answers for {ref}?"', '"Who, {who}?"', "“challenge” names {who}"),
    ("Name one person.", "12", "“advice” is a whole number where text is wanted; put it in quotes"),
    ("shows: [owner]", "shows: [ower]", "there is no field “ower” of action; did you mean “owner”"),
    ("instead_of: [OWN-01]", "instead_of: [OWN-03]", "OWN-02 can not stand instead of “OWN-03”"),
    ("instead_of: [OWN-01]", "instead_of: [OWN-02]", "OWN-02 can not stand instead of “OWN-02”"),
    ("name: no-owner", "name: no-owner\n    status: deprecated", "deprecated without a successor"),
    ("name: no-owner", "name: no-owner\n    successor: OWN-09", "there is no rule “OWN-09”"),
    ("rates: red", "rates: not_rated", "“rates” can not be “not_rated”"),
    ("rates: red", "severity: high", "“severity” is not known here"),
    ("family: ownership", "family: owners", "family “owners” stands in ownership.yaml"),
    ("value: 30", "value: thirty", "“value” is text; write a number such as 8 or 0.6."),
    ("value: 30", "value: 0.00000001", "can not be compared exactly"),
    ("unit: days, ", "", "rulesets/thresholds.yaml:2:3: “unit” of “late-days” is missing"),
    ("version:", "edition:", "rulesets/rulebook.yaml:1:1: “edition” is not known here"),
    (
        "{days_late: {gt: {threshold: late-days}}}",
        "{all: [" + ", ".join(["{days_late: {in: [1, 2, 3, 4]}}"] * 6) + "]}",
        "OWN-02 can come about in 4,096 ways and the most is 500; split it into several rules.",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), SLIPS, ids=[slip[2][:60] for slip in SLIPS])
def test_a_slip_is_told_with_file_line_and_what_to_do(
    load: Load, old: str, new: str, expected: str
) -> None:
    with pytest.raises(RulebookError) as caught:
        load((old, new))
    told = str(caught.value)
    assert expected in told
    assert told.startswith("rulesets/")
    assert "\n" not in told


def test_an_unknown_threshold_in_the_settings_names_the_settings_file(load: Load) -> None:
    with pytest.raises(
        RulebookError, match=r"^assure.toml: there is no threshold “late_days”; did"
    ):
        load(overrides={"late_days": Decimal(3)})
    with pytest.raises(RulebookError, match=r"^assure.toml: threshold “late-days” is NaN"):
        load(overrides={"late-days": Decimal("NaN")})


def test_a_rulebook_without_a_version_is_refused(load: Load) -> None:
    with pytest.raises(RulebookError, match=r"^rulebook.yaml is missing"):
        load(without="rulesets/rulebook.yaml")


def test_a_rule_may_stand_only_for_rules_of_its_own_subject(load: Load) -> None:
    with pytest.raises(RulebookError, match="of its own subject only"):
        load(
            ("subject: action", "subject: outcome_summary"),
            ("{status: {is_not: completed}}", "{with_high: 1}"),
            ("{owner_kind: missing}", "{actions: 1}"),
            ("{fires: {status: in_progress, owner_kind: missing}}", "{fires: {actions: 1}}"),
            ("{quiet: {status: completed, owner_kind: missing}}", "{quiet: {actions: 2}}"),
        )


def test_an_example_that_lies_is_told(load: Load) -> None:
    book = load(("{quiet: {days_late: 30}}", "{quiet: {days_late: 31}}"))
    assert run_examples(book, PlainMatcher()) == [
        "rulesets/ownership.yaml:38:9: OWN-02 should be “quiet” for {days_late: 31} and is "
        "“fires”; mend the condition or the example."
    ]
