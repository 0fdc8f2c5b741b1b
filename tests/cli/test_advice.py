"""`assure advice`, and the verbs that lead to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.model.errors import AssureError

ANYCITY = Path(__file__).resolve().parents[2] / "src" / "assure" / "anycity" / "plan.xlsx"


def run(*args: str) -> Result:
    return CliRunner().invoke(assure, args)


def test_without_a_topic_the_topics_are_listed_with_a_line_each() -> None:
    told = run("advice").stdout
    assert told.startswith("Where to start\n  when-to-use-what        Start from what you want")
    assert "\n  ownership               Every action needs one person" in told
    assert told.index("What the rules look at") < told.index("The questionnaires")
    assert told.endswith("Read one with `assure advice TOPIC`.\n")


def test_a_topic_is_printed_with_headings_and_lists() -> None:
    told = run("advice", "dates").stdout
    assert told.startswith("Dates\n  Every action needs a day by which it is done")
    assert "\nWhat goes wrong\n  - “Ongoing” can never be late" in told
    assert "looked at (TIM-02)." in told  # a code needs no marks
    assert "`assure check PLAN --select TIM`" in told  # what can be typed has them
    assert "then `options-appraisal` where" in run("advice", "when-to-use-what").stdout
    assert max(map(len, told.partition("Further reading")[0].splitlines())) <= 100


def test_further_reading_gives_title_and_whole_address() -> None:
    told = run("advice", "dates").stdout.partition("\nFurther reading\n")[2]
    assert told.startswith("  - Durham County Council, scrutiny minute on revised target dates: ")
    assert "\n    https://democracy.durham.gov.uk/mgAi.aspx?ID=11589\n" in told


def test_a_questionnaire_says_how_to_ask_it_and_a_family_how_to_see_its_rules() -> None:
    assert "\nAsk it: `assure ask sara`.\nThe rules behind it: " in run("advice", "sara").stdout
    family = run("advice", "ownership").stdout
    assert "\nThe rules behind it: `assure rules list --family ownership` (" in family
    assert "Ask it" not in family


def test_a_rule_leads_to_the_advice_of_its_family() -> None:
    assert run("advice", "TIM-08").stdout == run("advice", "dates").stdout


def test_an_unknown_topic_is_one_sentence() -> None:
    error = run("advice", "swott").exception
    assert isinstance(error, AssureError)
    assert str(error) == "There is no advice on “swott”; did you mean “swot”?"


def test_json_has_the_whole_note_with_its_reading() -> None:
    topics = [item["topic"] for item in json.loads(run("advice", "--format", "json").stdout)]
    assert topics[0] == "when-to-use-what"
    note = json.loads(run("advice", "swot", "--format", "json").stdout)
    assert (note["topic"], note["title"]) == ("swot", "SWOT and TOWS")
    assert note["sections"][0]["title"] == "When to use it"
    assert {"key", "title", "address", "what"} == set(note["reading"][0])


@pytest.mark.parametrize("verb", [("explain", "OWN-01"), ("rules", "show", "OWN-01")])
def test_the_page_of_a_rule_leads_to_the_advice_of_its_family(verb: tuple[str, ...]) -> None:
    assert "\nAdvice\n  What good looks like, and more: `assure advice ownership`.\n" in (
        run(*verb).stdout
    )


def test_a_questionnaire_shown_leads_to_its_advice() -> None:
    assert "  Advice: `assure advice sara`\n" in run("questionnaires", "show", "sara").stdout


def test_after_the_findings_check_names_the_topics_most_findings_first() -> None:
    args = ("check", str(ANYCITY), "--as-of", "31/10/2026")
    told = run(*args).stdout.partition("\nAdvice\n")[2]
    assert told.startswith("  `assure advice TOPIC`, by findings: dates (")
    assert told.index("dates (") < told.index("governance (")
    assert "\nAdvice\n" not in run(*args, "--brief").stdout
