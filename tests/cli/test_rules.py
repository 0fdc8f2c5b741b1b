"""`assure rules`: what the rules are, one rule whole, and what rules may look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assure.cli.rules import command
from assure.model.errors import RulebookError


def run(*args: str) -> Result:
    return CliRunner().invoke(command, args)


def test_the_list_has_every_family_with_its_rules() -> None:
    told = run("list").output
    assert "OWN-01   high        no-owner" in told
    assert "RAT-01" in told
    assert "rulebook 2026.1" in told


def test_one_family_alone() -> None:
    told = run("list", "--family", "ownership").output
    assert "OWN-01" in told
    assert "TIM-01" not in told


def test_a_rule_is_found_by_code_in_any_case_and_by_name() -> None:
    assert run("show", "own-01").output == run("show", "OWN-01").output
    assert run("show", "no-owner").output == run("show", "OWN-01").output


def test_the_page_of_a_rule_is_whole() -> None:
    told = run("show", "TIM-08").output
    for heading in (
        "Fires when",
        "It looks at",
        "Thresholds",
        "It says",
        "Why it matters",
        "What to do",
        "What to ask",
        "Examples",
        "Sources",
    ):
        assert f"\n{heading}\n" in told
    assert "days late is more than 31 days (late-days)" in told
    assert "rulesets/dates.yaml:" in told
    assert "  fires  open: true, days_late: 32" in told


def test_a_rating_rule_says_what_it_rates() -> None:
    told = run("show", "RAT-01").output
    assert "\nRates\n  Red\n" in told
    assert "What would move it up" in told
    assert "Severity" not in told


def test_a_threshold_of_the_locality_is_told_beside_the_shipped_one(elsewhere: Path) -> None:
    (elsewhere / "assure.toml").write_text("[thresholds]\nlate-days = 10.5\n", encoding="utf-8")
    told = " ".join(run("show", "TIM-08").output.split())
    assert "late-days: 10.5 days." in told
    assert "Set by the locality; shipped as 31." in told


def test_an_unknown_threshold_of_the_locality_is_one_sentence(elsewhere: Path) -> None:
    (elsewhere / "assure.toml").write_text("[thresholds]\nlate_days = 10\n", encoding="utf-8")
    result = run("list")
    assert isinstance(result.exception, RulebookError)
    assert str(result.exception) == (
        f"{elsewhere / 'assure.toml'}: there is no threshold “late_days”; did you mean “late-days”?"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "OWN-1"), "There is no rule “OWN-1”; did you mean “OWN-01”?"),
        (("show", "no-ownr"), "There is no rule “no-ownr”; did you mean “no-owner”?"),
        (("list", "--family", "ownrship"), "did you mean “ownership”?"),
        (("facts", "acton"), "There is no subject “acton”; did you mean “action”?"),
    ],
)
def test_a_mistyped_name_is_met_with_a_suggestion(args: tuple[str, ...], said: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.output


def test_facts_lists_fields_with_type_unit_and_meaning() -> None:
    told = run("facts", "action").output
    assert "days_late (int, days): How long the deadline has passed." in told
    assert "dependency" in run("facts").output


def test_everything_is_there_as_json_too() -> None:
    rule = json.loads(run("show", "OWN-01", "--format", "json").output)
    assert (rule["code"], rule["severity"]) == ("OWN-01", "high")
    assert {example["fires"] for example in rule["examples"]} == {True, False}
    rules = json.loads(run("list", "--format", "json").output)
    assert len({rule["code"] for rule in rules}) == len(rules)
    fields = json.loads(run("facts", "action", "--format", "json").output)
    assert "open" in {field["name"] for field in fields["action"]}


def test_what_the_locality_changes_is_seen_on_the_list_and_on_the_page(elsewhere: Path) -> None:
    (elsewhere / "assure.toml").write_text(
        'off = ["TIM-08"]\n[severity]\nOWN-06 = "low"\n', encoding="utf-8"
    )
    told = run("list").output
    assert "long-overdue (switched off here)" in told
    assert "OWN-06   low         weak-identity" in told
    assert "Severity low (set here; shipped as medium), confidence medium." in (
        run("show", "OWN-06").output
    )
    data = json.loads(run("show", "OWN-06", "--format", "json").output)
    assert (data["severity"], data["shipped_severity"], data["off"]) == ("low", "medium", False)
