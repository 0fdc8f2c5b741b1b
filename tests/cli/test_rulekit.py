"""``assure rules test``, ``check``, ``new`` and ``schema``, as an author of rules types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assure.cli import main

Run = Callable[..., tuple[int, str, str]]

RULE = """\
family: housing
about: What the housing board asks.
rules:
  - code: HOU-01
    name: late-home
    since: 1
    subject: action
    when: {days_late: {gt: 7}}
    severity: high
    confidence: high
    finding: "Action {ref} is {days_late} days late."
    why: People wait for a home.
    advice: Say when.
    challenge: "Who waits?"
    sources: [ours]
    examples:
      - {fires: {days_late: 8}}
      - {quiet: {days_late: 7}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "housing.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("rules", …)``: exit status, what was printed, what was said on stderr."""

    def ran(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(args))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return ran


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "ours" / "housing.yaml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_every_shipped_example_holds_in_both_engines(run: Run) -> None:
    status, told, _ = run("rules", "test")
    assert status == 0
    assert told.endswith(" examples in two engines: all hold.\n")


@pytest.mark.parametrize("path", ["ours", "ours/housing.yaml"])
def test_own_examples_are_tried_beside_them(run: Run, path: str) -> None:
    _, shipped, _ = run("rules", "test")
    status, told, _ = run("rules", "test", path)
    assert status == 0
    assert int(told.split()[0]) == int(shipped.split()[0]) + 1


def test_an_example_that_does_not_hold_is_told_with_its_line(run: Run, folder: Path) -> None:
    change(folder, "{quiet: {days_late: 7}}", "{quiet: {days_late: 9}}")
    status, told, _ = run("rules", "test", "ours")
    assert status == 1
    assert told.splitlines()[0] == (
        "ours/housing.yaml:18:9: HOU-01 should be “quiet” for {days_late: 9} and is “fires”; mend "
        "the condition or the example."
    )
    assert told.splitlines()[-1].endswith("1 of them do not hold.")


def test_faults_end_with_1_and_notes_with_0(run: Run, folder: Path) -> None:
    assert run("rules", "check", "ours")[0] == 0
    change(folder, '"Who waits?"', '"Say who waits."')
    status, told, _ = run("rules", "check", "ours")
    assert status == 1
    assert "ours/housing.yaml:4:5: HOU-01: “challenge” is no question; end it with ?" in told
    assert run("rules", "check", "ours", "--only", "constant")[0] == 0
    status, _, said = run("rules", "check", "ours", "--only", "constnt")
    assert status == 2
    assert said.endswith("Error: There is no check “constnt”; did you mean “constant”?\n")


def test_with_own_rules_only_what_bears_on_them_is_told(run: Run) -> None:
    _, told, _ = run("rules", "check", "ours")
    assert "1 rule checked" in told
    assert all("HOU-01" in line for line in told.splitlines() if line.startswith("  "))


def test_a_rule_is_begun_written_out_and_judged_by(run: Run, folder: Path) -> None:
    status, told, _ = run("rules", "new", "ponds", "muddy-path", "--folder", "green")
    assert status == 0
    assert told.startswith("Wrote PON-01 muddy-path into the new file green/ponds.yaml.\nNext:\n")
    assert 'rules = ["green"] in assure.toml' in told
    assert run("rules", "test", "green")[0] == 0
    status, told, _ = run("rules", "check", "green")
    assert status == 1
    assert {line.split("(")[-1] for line in told.splitlines()[1:-1]} == {"whole-page)"}
    (folder / "assure.toml").write_text('rules = ["green"]\n', encoding="utf-8")
    assert "PON-02 dry-pond at the end of" in run("rules", "new", "ponds", "dry-pond")[1]
    assert "PON-02" in run("rules", "show", "dry-pond")[1]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("ownership", "x"), "The family ownership ships with assure; give yours another name"),
        (("parks", "no-owner"), "has the name “no-owner” already; give another one."),
        (("parks", "x", "--subject", "acton"), "no subject “acton”; did you mean “action”?"),
        (("../parks", "x"), "“../parks” can not be the name of a family"),
    ],
)
def test_a_rule_that_can_not_be_begun_leaves_nothing(
    run: Run, folder: Path, args: tuple[str, ...], says: str
) -> None:
    status, _, said = run("rules", "new", *args)
    assert status == 2
    assert said.startswith("assure: ")
    assert says in said
    assert sorted(path.name for path in folder.iterdir()) == ["ours"]


def test_a_broken_ruleset_is_not_made_worse(run: Run, folder: Path) -> None:
    change(folder, "days_late: {gt: 7}", "days_lat: {gt: 7}")
    before = (folder / "ours" / "housing.yaml").read_text(encoding="utf-8")
    status, _, said = run("rules", "new", "housing", "another", "--folder", "ours")
    assert status == 2
    assert "ours/housing.yaml:8:12: there is no field “days_lat” of action" in said
    assert (folder / "ours" / "housing.yaml").read_text(encoding="utf-8") == before


def test_the_schema_knows_own_limits(run: Run, folder: Path) -> None:
    (folder / "ours" / "thresholds.yaml").write_text(
        "thresholds: {empty-days: {value: 9, unit: days, means: Days., source: ours}}\n",
        encoding="utf-8",
    )
    (folder / "assure.toml").write_text('rules = ["ours"]\n', encoding="utf-8")
    status, told, _ = run("rules", "schema")
    assert status == 0
    assert "empty-days" in json.loads(told)["$defs"]["threshold-key"]["enum"]
    assert run("rules", "schema", "-o", "ruleset.schema.json")[::2] == (
        0,
        "Wrote ruleset.schema.json.\n",
    )
    assert Path("ruleset.schema.json").read_text(encoding="utf-8") == told


# What an author can get wrong, each told in one sentence with its place.
DEEP = "x: " + "[" * 40 + "]" * 40
BAD = {
    "not YAML": ("family: [", "ours/housing.yaml:"),
    "a tag": (
        RULE.replace("since: 1", "since: !!python/object/apply:os.system [ls]"),
        "ours/housing.yaml:6:12: tags (tag:yaml.org,2002:python/object/apply:os.system) are not",
    ),
    "an anchor": (
        RULE.replace("about: What", "about: &a What"),
        "ours/housing.yaml:2:8: anchors (&a) are not read; write the thing out.",
    ),
    "an alias": (RULE.replace("about: What the housing board asks.", "about: *a"), ":2:8: aliases"),
    "nested without end": (DEEP, "ours/housing.yaml:1:"),
    "10 MB": (
        RULE + "# " + "x" * 10_000_000,
        "ours/housing.yaml: larger than 2 MB; give a smaller file.",
    ),
    "a number that is none": (
        RULE.replace("gt: 7", "gt: soon"),
        "ours/housing.yaml:8:24: “days_late” takes a whole number and this is text; change it.",
    ),
    "an unknown threshold": (
        RULE.replace("gt: 7", "gt: {threshold: late-dys}"),
        "there is no threshold “late-dys”; did you mean “late-days”?",
    ),
    "a code used twice": (
        RULE.replace("HOU-01", "OWN-01"),
        "ours/housing.yaml:4:5: code OWN-01 is already taken at rulesets/ownership.yaml:4:5; give",
    ),
    "an example of unknown fields": (
        RULE.replace("fires: {days_late", "fires: {days_lat"),
        "ours/housing.yaml:17:18: there is no field “days_lat” of action; did you mean “days_la",
    ),
    "no example that is quiet": (
        RULE.replace("      - {quiet: {days_late: 7}}\n", ""),
        "HOU-01 has no example that stays quiet; add {quiet: {field: value}}.",
    ),
    "an unknown field": (
        RULE.replace("when: {days_late", "when: {days_lte"),
        "ours/housing.yaml:8:12: there is no field “days_lte” of action; did you mean “days_late”?",
    ),
    "nothing at all": ("", "ours/housing.yaml: the file is empty; write a mapping"),
    "a list": ("- 1\n", "ours/housing.yaml:1:1: the file is a list; write a mapping"),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("verb", ["test", "check"])
def test_a_bad_ruleset_is_one_sentence_with_its_place(
    run: Run, folder: Path, what: str, verb: str
) -> None:
    text, says = BAD[what]
    (folder / "ours" / "housing.yaml").write_text(text, encoding="utf-8")
    status, told, said = run("rules", verb, "ours")
    assert (status, told) == (2, "")
    assert said.startswith("assure: ")
    assert says in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[thresholds]\nlate-days = 'soon'", "assure.toml, line 2: “thresholds.late-days” "),
        ("[thresholds]\nlate-days = nan", "assure.toml, line 2: “thresholds.late-days” "),
        ('off = ["OWN-1"]', "assure.toml: off names “OWN-1”, which is no rule; did you mean"),
        ('[severity]\n"OWN-01" = "severe"', "assure.toml: the severity of OWN-01 can not be"),
        ('rules = ["nowhere"]', "nowhere is not there; give a folder that holds rulesets"),
    ],
)
def test_a_bad_setting_is_one_sentence_with_its_file(
    run: Run, folder: Path, toml: str, says: str
) -> None:
    (folder / "assure.toml").write_text(toml, encoding="utf-8")
    status, _, said = run("rules", "list")
    assert status == 2
    assert says in said
    assert said.count("\n") == 1
