"""assure explain, as somebody meets it who wonders about a finding, or about none."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from assure.cli import assure

HEADINGS = ["Ref", "Action", "Lead officer", "By when", "Status"]
ROWS = [
    ["1", "Open a youth centre", "Head of Housing", "March 2027", "In progress"],
    ["2", "Support victims better", "All partners", "Ongoing", "In progress"],
    ["3", "Train 200 door staff", None, "30/06/2026", "In progress"],
]  # fmt: skip


@pytest.fixture
def plan(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Plan"
    for row in [HEADINGS, *ROWS]:
        sheet.append(row)
    path = tmp_path / "plan.xlsx"
    workbook.save(path)
    return path


def run(*arguments):
    return CliRunner().invoke(assure, [*map(str, arguments), "--today", "31/10/2026"])


def explain(*arguments):
    return run("explain", *arguments)


def words(result):
    return " ".join(result.stdout.split())


def test_the_page_of_a_rule_is_the_one_that_rules_show_prints():
    page = CliRunner().invoke(assure, ["rules", "show", "OWN-01"]).stdout
    assert explain("OWN-01").stdout == explain("no-owner").stdout == page


def test_a_rule_in_a_plan_tells_where_it_fires_and_why_elsewhere_not(plan):
    told = explain("OWN-01", "--plan", plan).stdout
    assert "Fires on 1 of 3:" in told
    assert "    3: open is yes, and owner asked is yes, and owner kind is missing." in told
    assert "owner kind is collective, not missing: 2." in told


def test_an_action_tells_what_fired_with_its_cells_and_why_the_rest_did_not(plan):
    told = explain("3", "--plan", plan).stdout
    assert told.startswith("Action 3: Train 200 door staff\n")
    assert "  OWN-01  Action 3 has no owner." in told
    assert "High, because open is yes, and owner asked is yes, and owner kind is missing." in told
    assert "Plan C4 (blank)" in told
    quiet = told.split("\nQuiet\n")[1]
    assert "  TIM-02  ongoing: due kind is day, not ongoing." in quiet
    assert "OWN-01" not in quiet


def test_all_shows_every_test_of_every_rule(plan):
    told = explain("1", "--plan", plan, "--all").stdout
    assert "          met    open is yes\n" in told
    assert "          unmet  due kind is month, not missing or status not date\n" in told


def test_the_facts_about_an_owner_stand_beside_its_action(plan):
    told = explain("1", "--plan", plan).stdout
    assert "\nOwner Head of Housing\n" in told


def test_any_other_subject_is_explained_too(plan):
    assert explain("head of housing", "--plan", plan).stdout.startswith("Owner Head of Housing\n")


def test_the_plan_tells_how_its_rating_came_about(plan):
    told = explain("plan", "--plan", plan).stdout
    assert "Plan quality: " in told
    assert "\nFigures\n" in told
    assert ", decides: " in told
    assert "\nWhat would move it up\n" in told
    assert "high: Action 3 has no owner." in told


def test_the_same_reference_in_two_places_is_asked_about(tmp_path):
    review = demo_review(tmp_path)
    result = explain("D3", "--review", review)
    assert isinstance(result.exception, Exception)
    assert str(result.exception).startswith("“D3” may mean dependency:D3 (")
    assert "or answer:D3 (" in str(result.exception)
    assert explain("answer:D3", "--review", review).stdout.startswith("Answer D3: ")


def demo_review(tmp_path):
    from assure.service.demo import anycity
    from assure.service.reviews import write_review

    return write_review(anycity(), tmp_path / "review.json")


def test_what_is_proposed_of_delivery_confidence_stands_beside_the_reviewers_view(tmp_path):
    told = explain("outcome:4", "--review", demo_review(tmp_path)).stdout
    assert "\nDelivery confidence, proposed by the rules: Amber-Green\n" in told
    assert "  On a scale of three Amber, on one of five Amber/Green.\n" in told
    assert "RAT-30  Plan quality is not green." in told
    assert "The reviewer says Green: Falls are down" in told


def test_a_rule_of_delivery_confidence_tells_where_it_fires(tmp_path):
    told = explain("RAT-21", "--review", demo_review(tmp_path)).stdout
    assert "Fires on 1 of 7:\n    5: " in told


def test_a_rule_that_rates_priorities_tells_where_it_fires(tmp_path):
    told = explain("RAT-47", "--review", demo_review(tmp_path)).stdout
    assert "Fires on 4 of 4:\n    P1: " in told


def test_an_outcome_of_a_review_in_a_file(tmp_path):
    told = explain("outcome:3", "--review", demo_review(tmp_path)).stdout
    assert told.startswith("Outcome 3: More children ready for school\n")
    assert "Open actions with a high finding: " in told
    assert "\nIndicator I5: " in told


def test_a_priority_tells_how_its_rating_came_about(tmp_path):
    review = demo_review(tmp_path)
    told = explain("P2", "--review", review).stdout
    assert told.startswith("Priority P2: Safe streets and public places\n")
    assert "\nPlan quality: " in told
    assert "Outcomes as rated: " in told
    assert "RAT-47" in told
    assert "No rule looks at" not in told
    assert told == explain("priority: p2", "--review", review).stdout
    assert "There is no priority “P9”" in str(explain("priority:P9", "--review", review).exception)


def test_a_finding_is_explained_by_rule_and_reference_or_by_its_digits(plan):
    told = explain("OWN-03:2", "--plan", plan).stdout
    assert "  OWN-03  Action 2 belongs to a group, “All partners”." in told
    assert "met    owner kind is collective\n" in told
    assert "ACT-02" not in told, "what else was found of the action is not asked"
    digits = told.partition("[")[2].partition("]")[0]
    assert explain(digits, "--plan", plan).stdout == told
    assert explain(digits[:6].upper(), "--plan", plan).stdout == told
    assert explain("own-03 2", "--plan", plan).stdout == told


def test_a_rule_that_found_nothing_in_a_thing_says_what_kept_it_quiet(plan):
    told = explain("OWN-03:1", "--plan", plan).stdout
    assert "OWN-03  collective-owner, quiet: owner kind is post, not collective.\n" in told
    assert "unmet  owner kind is post, not collective\n" in told


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("OWN-03:9", "There is no action “9” in this plan; known are 1, 2, 3."),
        ("RAT-01:1", "RAT-01 rates and finds nothing; explain RAT-01 or “1”."),
    ],
)
def test_a_finding_that_cannot_be_is_one_sentence(plan, what, said):
    assert str(explain(what, "--plan", plan).exception) == said


def test_an_action_says_what_its_finding_is_told_with(tmp_path):
    path = tmp_path / "plan.csv"
    rows = [HEADINGS, *([str(n), f"Open {n} hubs", "", "03/2027", "In progress"] for n in "123")]
    path.write_text("\n".join(",".join(row) for row in rows))
    told = explain("2", "--plan", path)
    told_as = "Told as one with others like it: Three actions have no owner: 1, 2 and 3."
    assert told_as in words(told)
    (data,) = json.loads(explain("2", "--plan", path, "--format", "json").stdout)["explained"]
    assert [bool(rule["group"]) for rule in data["rules"] if rule["code"] == "OWN-01"] == [True]


def test_a_rating_tells_findings_that_are_alike_as_one(tmp_path):
    path = tmp_path / "plan.csv"
    rows = [HEADINGS, *([str(n), f"Open {n} hubs", "", "03/2027", "In progress"] for n in "123")]
    path.write_text("\n".join(",".join(row) for row in rows))
    told = explain("plan", "--plan", path).stdout
    assert "Findings that count (high 3)\n  OWN-01  high: Three actions have no owner: 1, 2" in told
    each = explain("plan", "--plan", path, "--all").stdout
    assert "  OWN-01  high: Action 2 has no owner.\n" in each


def test_the_page_of_a_rule_says_what_gives_way_to_what_and_what_is_told_as_one():
    told = " ".join(explain("TIM-08").stdout.split())
    assert "Gives way to STA-22 there-and-not-closed TIM-15 due-before-plan" in told
    assert "3 or more with the same owner: {count} actions of “{owner}” are long overdue" in told
    assert "Takes the place of STA-03 green-but-overdue TIM-06 overdue" in " ".join(
        explain("TIM-15").stdout.split()
    )
    data = json.loads(explain("TIM-08", "--format", "json").stdout)["rule"]
    assert data["gives_way_to"][:2] == ["STA-22", "TIM-15"]
    assert [(group["by"], group["from"]) for group in data["groups"]] == [("owner", 3), (None, 6)]


def test_without_a_plan_the_newest_review_is_looked_in(plan):
    assert run("import", plan).exit_code == 0
    opened = run("review", "new", "Anycity", "--kind", "mid-year", "--as-of", "2026-10-31")
    assert opened.exit_code == 0, opened.output
    result = explain("3")
    assert result.exit_code == 0, result.output
    assert "Looking in the review anycity-mid-year-2026-10-31." in result.stderr
    assert "Action 3 has no owner." in result.stdout


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (
            "OWN-1",
            "There is no rule “OWN-1”, and no review is kept here that it could stand in; name "
            "its plan with --plan FILE, or did you mean “OWN-01”?",
        ),
        (
            "1.4",
            "There is no rule “1.4”, and no review is kept here that it could stand in; name "
            "its plan with --plan FILE.",
        ),
    ],
)
def test_without_any_plan_it_says_what_to_give(what, said):
    assert str(explain(what).exception) == said


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Hed of Housing", "did you mean “Head of Housing”?"),
        ("OWN-1", "did you mean “OWN-01”?"),
        ("action:7", "There is no action “7” in this plan; known are 1, 2, 3."),
        ("acton:1", "did you mean “action:1”?"),
        ("x\x1b[31m\ny", "There is nothing called “x[31m y” in this plan"),
    ],
)
def test_an_unknown_thing_is_one_sentence(plan, what, said):
    result = explain(what, "--plan", plan)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--review", "x", "--plan", "y.xlsx"], "Give --plan or --review, not both."),
        (["--as-of", "2026-10-31"], "--as-of belongs to --plan"),
        (["--map", "due=E", "--review", "x"], "--map belongs to --plan"),
    ],
)
def test_options_that_do_not_go_together(options, said):
    result = explain("1", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_json_holds_all_of_it(plan):
    data = json.loads(explain("3", "--plan", plan, "--format", "json").stdout)
    (told,) = data["explained"]
    assert (data["as_of"], told["subject"], told["ref"]) == ("2026-10-31", "action", "3")
    assert told["values"]["due"] == "2026-06-30"
    rules = {rule["code"]: rule for rule in told["rules"]}
    assert rules["OWN-01"]["finding"]["sentence"] == "Action 3 has no owner."
    assert rules["OWN-01"]["finding"]["places"] == ["Plan C4 (blank)"]
    assert rules["TIM-02"] == {
        "code": "TIM-02",
        "name": "ongoing",
        "fired": False,
        "because": ["due kind is day, not ongoing"],
        "tests": [
            {"field": "open", "value": True, "met": True, "words": "open is yes"},
            {
                "field": "due_kind",
                "value": "day",
                "met": False,
                "words": "due kind is day, not ongoing",
            },
            {
                "field": "due",
                "value": "2026-06-30",
                "met": False,
                "words": "due is given (30 June 2026)",
            },
        ],
        "told_by": [],
        "finding": None,
        "group": None,
    }
    rating = json.loads(explain("plan", "--plan", plan, "--format", "json").stdout)
    rating = rating["explained"][0]["rating"]
    decides = [rule["code"] for rule in rating["rules"] if rule["decides"]]
    assert decides
    assert rating["without"]["level"] != rating["level"]
    rule = json.loads(explain("OWN-01", "--plan", plan, "--format", "json").stdout)
    assert [item["ref"] for item in rule["fires"]] == ["3"]
    assert rule["rule"]["code"] == "OWN-01"


def test_a_limit_of_the_locality_is_named_as_its_own(elsewhere):
    (elsewhere / "assure.toml").write_text("[thresholds]\nlate-days = 10\n", encoding="utf-8")
    data = json.loads(explain("TIM-08", "--format", "json").stdout)
    (limit,) = data["rule"]["thresholds"]
    assert (limit["key"], limit["value"], limit["shipped"]) == ("late-days", "10", "31")
    assert limit["local"] is True


def test_a_rule_switched_off_here_is_said_to_be_off(plan, elsewhere):
    (elsewhere / "assure.toml").write_text('off = ["OWN-01"]\n', encoding="utf-8")
    assert "Switched off here: OWN-01." in explain("3", "--plan", plan).stdout
    assert "It does not judge here" in explain("OWN-01", "--plan", plan).stdout


def test_what_is_set_aside_in_the_database_is_told_as_in_check(plan):
    assert run("import", plan).exit_code == 0
    terms = ["--because", "The post is advertised", "--by", "Programme manager"]
    put = run("set-aside", "OWN-01:3", "--plan", plan, *terms, "--until", "2027-01-31")
    assert put.exit_code == 0, put.output
    told = words(explain("3", "--plan", plan))
    assert "Set aside until 31 January 2027 by Programme manager: The post is advertised" in told
    told = words(explain("plan", "--plan", plan))
    assert "Not counted (set aside, or of a preview rule): OWN-01 3." in told
