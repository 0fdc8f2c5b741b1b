"""assure check, as somebody with a spreadsheet meets it."""

import csv
import json

import openpyxl
import pytest
from click.testing import CliRunner

from assure.cli import assure, main

HEADINGS = ["Ref", "Action", "Lead officer", "By when", "Status"]
ROWS = [
    ["1", "Open a youth centre", "Head of Housing", "31/03/2027", "In progress"],
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


def check(*arguments):
    return CliRunner().invoke(assure, ["check", *map(str, arguments), "--today", "31/10/2026"])


def test_each_finding_shows_the_cell_it_came_from(plan):
    result = check(plan)
    assert "Action 3 has no owner." in result.stdout
    assert "Plan C4 (blank)" in result.stdout
    assert "Plan C3 “All partners”" in result.stdout
    assert "Plan D3 “Ongoing”" in result.stdout
    assert "Action 3 is 123 days late (due 30 June 2026)." in result.stdout


def test_a_sound_action_is_left_in_peace(plan):
    assert "Action 1 " not in check(plan).stdout


def test_what_each_column_was_taken_for_goes_to_stderr(plan):
    result = check(plan)
    assert "C “Lead officer” owner" in result.stderr
    assert "Lead officer" not in result.stdout


@pytest.mark.parametrize(
    ("fail_on", "status"), [("high", 1), ("medium", 1), ("low", 1), ("never", 0)]
)
def test_exit_status_follows_fail_on(plan, fail_on, status):
    assert check(plan, "--fail-on", fail_on).exit_code == status


def test_json_is_the_whole_assessment(plan):
    data = json.loads(check(plan, "--format", "json").stdout)
    assert {finding["code"] for finding in data["findings"]} >= {"OWN-01", "OWN-03", "TIM-02"}
    assert data["measures"]["open_actions"] == 3


def test_both_evaluators_print_the_same(plan):
    assert check(plan).stdout == check(plan, "--engine", "plain").stdout


@pytest.fixture
def unowned(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Plan"
    rows = [[str(n), f"Open {n} youth centres", None, "31/03/2027", "In progress"] for n in "1234"]
    for row in [HEADINGS, *rows]:
        workbook.active.append(row)
    path = tmp_path / "unowned.xlsx"
    workbook.save(path)
    return path


def test_findings_that_are_alike_are_told_as_one_with_where_to_look(unowned):
    said = check(unowned).stdout
    assert "High: 4, told as 1\n" in said
    assert "OWN-01  Four actions have no owner: 1, 2, 3 and 4." in said
    assert "Plan C2 (blank); Plan C3 (blank); Plan C4 (blank) and 1 more" in said
    assert "Ask: Who will answer to this board for each of these actions in three months?" in said
    assert "Action 2 has no owner." not in said
    assert "--each shows each by itself" in said


def test_each_shows_every_finding_by_itself(unowned):
    said = check(unowned, "--each").stdout
    assert "High: 4\n" in said
    assert all(f"Action {n} has no owner." in said for n in "1234")
    assert "told as" not in said


def test_programs_are_given_every_finding_and_what_is_told_as_one(unowned):
    data = json.loads(check(unowned, "--format", "json").stdout)
    (group,) = data["groups"]
    assert group["refs"] == ["1", "2", "3", "4"]
    assert group["findings"] == [f["fingerprint"] for f in data["findings"]]
    rows = list(csv.DictReader(check(unowned, "--format", "csv").stdout.splitlines()))
    assert {row["group"] for row in rows} == {group["fingerprint"]}
    assert json.loads(check(unowned, "--ignore", "OWN", "--format", "json").stdout)["groups"] == []


def test_a_wrong_column_is_put_right_with_map(plan):
    result = check(plan, "--map", "owner=Status")
    assert "E “Status” owner (said with --map)" in " ".join(result.stderr.split())


def test_a_rule_of_ones_own_judges_too(plan, tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "local.yaml").write_text(
        """
family: local
about: What this council adds.
rules:
  - code: LOC-01
    name: housing-leads
    since: 0.1.0
    subject: action
    when: {owner_kind: post}
    severity: low
    confidence: high
    finding: "Action {ref} is led by {owner}."
    why: A test.
    advice: None.
    challenge: Why?
    sources: [ours]
    examples:
      - {fires: {owner_kind: post, owner: Head of Housing}}
      - {quiet: {owner_kind: person}}
"""
    )
    assert "LOC-01" in check(plan, "--rules", folder, "--low").stdout


def test_the_output_goes_to_a_file_whole(plan, tmp_path):
    target = tmp_path / "findings.txt"
    result = check(plan, "-o", target)
    assert "no owner" in target.read_text(encoding="utf-8")
    assert result.stdout == ""
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def refused(capsys, *arguments):
    """The one sentence on stderr, after exit status 2."""
    with pytest.raises(SystemExit) as end:
        main(["check", *map(str, arguments)])
    assert end.value.code == 2
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    sentences = [line for line in said.err.splitlines() if line.startswith("assure: ")]
    assert len(sentences) == 1
    return sentences[0]


def test_bad_input_gets_one_sentence_and_exit_2(plan, tmp_path, capsys):
    noise = tmp_path / "noise.xlsx"
    noise.write_bytes(b"\x00\x01\x02" * 200)
    letter = tmp_path / "letter.xlsx"
    letter.write_text("Dear all, please find the plan attached.")
    empty = tmp_path / "rules"
    empty.mkdir()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "mine.yaml").write_text("family: mine\nabout: [ours\n")
    assert "there is no such file" in refused(capsys, tmp_path / "none.xlsx")
    assert "folder" in refused(capsys, tmp_path)
    assert "noise.xlsx is no workbook, document or text table; open" in refused(capsys, noise)
    assert "no row of headings was recognised" in refused(capsys, letter)
    assert "holds no ruleset" in refused(capsys, plan, "--rules", empty)
    assert "mine.yaml:" in refused(capsys, plan, "--rules", broken)
    assert "cannot be written" in refused(capsys, plan, "-o", tmp_path / "no" / "where.txt")


def test_a_text_table_called_a_workbook_is_read_and_told(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_text("Ref,Action,Owner,Due\n1,Fit ten lamps,,31/03/2027\n")
    result = check(path)
    assert "Action 1 has no owner." in result.stdout
    assert "a text table (.csv), though its name ends in .xlsx" in " ".join(result.stderr.split())


def test_a_threshold_nobody_knows_is_refused_with_its_file(plan, tmp_path, capsys, monkeypatch):
    (tmp_path / "assure.toml").write_text("[thresholds]\nlate-dayz = 3\n")
    monkeypatch.chdir(tmp_path)
    said = refused(capsys, plan)
    assert "assure.toml" in said
    assert "late-days" in said


def test_terminal_tricks_in_a_cell_are_not_played(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("Ref,Action,Owner,Due\n1,Do \x1b[31mred\x1b[0m things,,ongoing\n")
    assert "\x1b[31m" not in check(path).output


def test_what_the_locality_changes_of_the_rules_is_told_before_the_findings(
    plan, tmp_path, monkeypatch
):
    (tmp_path / "assure.toml").write_text(
        'off = ["OWN-01"]\n[severity]\nOWN-03 = "low"\n[thresholds]\nlate-days = 200\n'
    )
    monkeypatch.chdir(tmp_path)
    result = check(plan)
    head = result.stdout.split("\n\n")[0]
    assert "Limit late-days is 200 days here, 31 as shipped." in head
    assert "Rule OWN-01 (no-owner) is switched off here." in head
    assert "Rule OWN-03 (collective-owner) is low here, high as shipped." in head
    assert "has no owner" not in result.stdout
    told = json.loads(check(plan, "--format", "json").stdout)
    assert len(told["local"]) == 3
