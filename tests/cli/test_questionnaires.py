"""``assure questionnaires``, as somebody who writes their own types it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assure import shelf
from assure.cli import main
from assure.cli.questionkit import KINDS
from assure.model.questionnaire import QuestionKind

Run = Callable[..., tuple[int, str, str]]

WALK = """\
questionnaire: street-walk
title: Street by street
minutes: 5
who: Ward officers
purpose: To see what figures hide.
when_to_use: Each spring.
origin: Our own.
sections:
  - key: A
    title: The walk
    questions:
      - key: A1
        kind: yes_no
        text: Was every ward walked?
        help: All of them.
        why: One left out is the one that surprises.
        evidence: Notes.
        sources: [ours]
      - key: wards
        kind: entries
        text: Which wards were left out?
        help: Name each.
        why: It says where to look next.
        evidence: Notes.
        sources: [ours]
        ask_when: {A1: false}
        fields: [{key: ward, kind: text, text: Which?}]
"""
RULE = """\
family: streets
about: Streets are looked at.
rules:
  - code: STR-01
    name: ward-not-walked
    since: 0.1.0
    subject: street_walk
    when: {A1: false}
    severity: low
    confidence: high
    finding: A ward was not walked.
    why: It may surprise.
    advice: Walk it.
    challenge: Who will walk it?
    sources: [ours]
    examples:
      - {fires: {A1: false}}
      - {quiet: {A1: true}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locality with a questionnaire and a rule of its own."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("ours/street-walk.yaml", WALK), ("our-rules/streets.yaml", RULE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    toml = 'questionnaires = ["ours"]\nrules = ["our-rules"]\n'
    (tmp_path / "assure.toml").write_text(toml, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("list")``: exit status, what was printed, what was said on stderr."""

    def ran(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["questionnaires", *args])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return ran


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "ours" / "street-walk.yaml"
    assert path.read_text(encoding="utf-8").count(old) == 1
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_list_names_what_ships_and_what_is_ones_own(run: Run) -> None:
    status, told, _ = run("list")
    assert status == 0
    assert "\nstreet-walk (your own, ours/street-walk.yaml)\n  2 questions, about 5 min" in told
    total = len(shelf.questionnaires()) + 1
    assert told.endswith(
        f"{total} questionnaires, 1 of them your own. See one with `assure questionnaires show "
        "KEY`.\n"
    )
    assert run()[1] == told


def test_the_list_as_data(run: Run) -> None:
    told = {item["key"]: item for item in json.loads(run("list", "--format", "json")[1])}
    assert told["street-walk"]["own"] is True
    assert told["swot"]["file"] == "questionnaires/swot.yaml"
    assert told["swot"]["questions"] == 5


def test_a_questionnaire_is_shown_whole_with_the_rules_that_use_it(run: Run) -> None:
    status, told, _ = run("show", "street-walk")
    assert status == 0
    assert told.endswith(
        """
The walk
  A1  Was every ward walked?
      All of them.
      Why: One left out is the one that surprises.
      Evidence: Notes.
      Answer: yes or no
      Sources: ours
      Rules: STR-01
  wards  Which wards were left out?
      Name each.
      Why: It says where to look next.
      Evidence: Notes.
      Asked when: A1 is no.
      Answer: a list
      - ward: Which? (text)
      Sources: ours
      Rules: none looks at it
"""
    )
    assert "Why:" not in run("show", "street-walk", "--brief")[1]
    data = json.loads(run("show", "street-walk", "--format", "json")[1])
    assert data["sections"][0]["questions"][0]["rules"] == ["STR-01"]


def test_older_subjects_are_told_too(run: Run) -> None:
    told = run("show", "progress-assurance")[1]
    assert re.search(r"Evidence: .*?Rules: GOV-01", told, re.DOTALL)
    assert "The plan tells: " in told
    assert re.search(r"\n  threats .*?Rules: SWOT-01", run("show", "swot")[1], re.DOTALL)


def test_a_key_that_is_none_is_met_with_the_nearest(run: Run) -> None:
    status, _, said = run("show", "street-wlk")
    assert status == 2
    assert "There is no questionnaire “street-wlk”; did you mean “street-walk”?" in said


def test_what_ships_and_what_is_ones_own_is_checked(run: Run) -> None:
    total = len(shelf.questionnaires()) + 1
    assert run("check") == (0, f"{total} questionnaires checked: 0 faults, 0 notes.\n", "")
    assert run("check", "ours")[1] == "1 questionnaire checked: 0 faults, 0 notes.\n"


def test_faults_end_with_1_and_notes_with_0(run: Run, folder: Path) -> None:
    change(folder, "minutes: 5", "minutes: 500")
    status, told, _ = run("check", "ours/street-walk.yaml")
    assert status == 0
    assert told.startswith("Notes\n  ours/street-walk.yaml:3:1: 500 minutes for 2 questions; ")
    assert run("check", "ours", "-q")[1] == "1 questionnaire checked: 0 faults, 1 note.\n"
    change(folder, "Was every ward walked?", "Say whether every ward was walked.")
    status, told, _ = run("check", "ours")
    assert status == 1
    assert told.startswith(
        "Faults\n  ours/street-walk.yaml:14:9: A1 is no question; end it with a question mark."
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("purpose:", "purposs:", ":5:1: “purposs” is not known here; did you mean “purpose”?"),
        ("kind: yes_no", "kind: [", ": this is not YAML"),
        ("{A1: false}", "{A2: false}", ":26:20: there is no field “A2” of the questions before"),
        (
            "{A1: false}",
            "{findings.OWN-99: {gte: 1}}",
            ":26:20: there is no field “findings.OWN-99” of the questions before wards, or of the "
            "plan; did you mean “findings.OWN-",
        ),
        (
            "questionnaire: street-walk",
            "questionnaire: swot",
            ":1:1: the questionnaire swot is already in questionnaires/swot.yaml; give this one",
        ),
    ],
)
def test_what_cannot_be_read_is_a_fault_too(
    run: Run, folder: Path, old: str, new: str, says: str
) -> None:
    change(folder, old, new)
    status, told, _ = run("check", "ours")
    assert status == 1
    assert told.startswith("Faults\n  ours/street-walk.yaml")
    assert says in told


def test_the_other_files_are_told_of_beside_one_that_cannot_be_read(run: Run, folder: Path) -> None:
    broken = WALK.replace("street-walk", "other").replace("title:", "titel:", 1)
    (folder / "ours" / "broken.yaml").write_text(broken, encoding="utf-8")
    change(folder, "Was every ward walked?", "Say it.")
    status, told, _ = run("check", "ours")
    assert status == 1
    assert "ours/broken.yaml:2:1: “titel” is not known here; did you mean “title”?" in told
    assert "ours/street-walk.yaml:14:9: A1 is no question" in told


def test_a_rule_that_looks_at_a_key_that_is_no_more_is_told_of(run: Run, folder: Path) -> None:
    text = WALK.replace("key: A1", "key: A7").replace("{A1: false}", "{A7: false}")
    (folder / "ours" / "street-walk.yaml").write_text(text, encoding="utf-8")
    status, told, _ = run("check", "ours")
    assert status == 1
    assert "streets.yaml:8:12: there is no field “A1” of street_walk; " in told


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("check", "nowhere"), "nowhere is not there; give a folder that holds questionnaires"),
        (("check", "assure.toml"), "assure.toml is no questionnaire; give a .yaml file or a fol"),
        (("check", "--against", "ours/street-walk.yaml"), "compared with one file, and 20 are giv"),
        (("check", "ours", "--against", "old.yaml"), "old.yaml: there is no such file; check the"),
        (("new", "street-walk", "--folder", "ours"), "ours/street-walk.yaml is there already; gi"),
        (("new", "swot"), "The questionnaire swot is already in questionnaires/swot.yaml; give t"),
        (("new", "plan-summary"), "Rules know facts of the name “plan_summary” already, from plan"),
        (("new", "../x"), "“../x” cannot be the key of a questionnaire; write small words with"),
        (("new", "x", "--folder", "assure.toml/x"), "assure.toml/x: cannot be made (not a direc"),
        (("new", "x", "--kind", "scales"), "'scales' is not one of 'scale', 'choice'"),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_nothing(
    run: Run, folder: Path, args: tuple[str, ...], says: str
) -> None:
    before = sorted(folder.rglob("*"))
    status, told, said = run(*args)
    assert (status, told) == (2, "")
    assert says in said
    assert sorted(folder.rglob("*")) == before


def test_two_versions_are_compared(run: Run, folder: Path) -> None:
    (folder / "last-year.yaml").write_text(WALK, encoding="utf-8")
    check = ("check", "ours/street-walk.yaml", "--against", "last-year.yaml")
    assert run(*check)[0] == 0
    change(folder, "Was every ward walked?", "Has each ward been walked?")
    status, told, _ = run(*check)
    assert status == 1
    assert (
        "ours/street-walk.yaml:14:9: A1 asked “Was every ward walked?” before; raise its version "
        "to 2 and keep the old wording under “was”, or put it back. (against)"
    ) in told


def test_a_questionnaire_is_begun_checked_shown_and_known_to_rules(run: Run, folder: Path) -> None:
    status, told, _ = run("new", "winter-readiness", "--title", "Ready for winter?")
    path = folder / "ours" / "winter-readiness.yaml"
    assert status == 0
    assert told.startswith(f"Wrote {path} with 3 questions to fill in.\nNext:\n  1. Open it in a ")
    assert "assure.toml" not in told  # which names the folder already
    status, told, _ = run("check", str(path))
    assert status == 1
    assert {line.split("(")[-1] for line in told.splitlines()[1:-1]} == {"words)"}
    path.write_text(path.read_text(encoding="utf-8").replace("WRITE: ", ""), encoding="utf-8")
    assert "Ready for winter? (version 1)" in run("show", "winter-readiness")[1]
    told = run("check", str(path))[1]
    assert {line.split("(")[-1] for line in told.splitlines()[1:-1]} <= {"wording)"}


def test_a_question_of_any_kind_can_be_begun() -> None:
    assert tuple(QuestionKind) == KINDS  # written out, so that --help needs no model


def test_elsewhere_it_says_how_to_have_it_asked(run: Run) -> None:
    told = run("new", "ponds", "--folder", "green", "--kind", "ranking", "--kind", "money")[1]
    assert "green/ponds.yaml with 2 questions to fill in." in told
    assert '3. Have it asked: questionnaires = ["green"] in assure.toml' in told


def test_the_schema_knows_own_sources(run: Run, folder: Path) -> None:
    sources = "sources: {our-survey: {title: Our survey of wards}}\n"
    (folder / "our-rules" / "sources.yaml").write_text(sources, encoding="utf-8")
    status, told, _ = run("schema")
    assert status == 0
    assert "our-survey" in json.loads(told)["properties"]["sources"]["items"]["enum"]
    assert run("schema", "-o", "q.schema.json")[::2] == (0, "Wrote q.schema.json.\n")
    assert Path("q.schema.json").read_text(encoding="utf-8") == told
    change(
        folder,
        "Notes.\n        sources: [ours]\n      - key",
        "Notes.\n        sources: [our-survey]\n      - key",
    )
    assert run("check", "ours")[0] == 0


def test_own_answers_are_among_the_facts_for_rules(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rules", "facts", "street_walk"])
    assert "A1 (bool): Was every ward walked? As answered." in capsys.readouterr().out


PAGE = Path(__file__).parents[2] / "docs" / "questionnaires.md"


def test_the_page_about_it_says_what_works(run: Run, folder: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    whole, *_ = blocks
    path = folder / "ours" / "winter-readiness.yaml"
    path.write_text(whole, encoding="utf-8")
    assert run("check", str(path))[:2] == (0, "1 questionnaire checked: 0 faults, 0 notes.\n")
    (folder / "last-year.yaml").write_text(whole, encoding="utf-8")
    again = next(block for block in blocks if block.lstrip().startswith("text:"))
    text = next(line for line in whole.splitlines() if "Is there a list of people" in line)
    new = whole.replace(f"{text}\n", again).replace("version: 1\nminutes", "version: 2\nminutes")
    path.write_text(new, encoding="utf-8")
    check = ("check", str(path), "--against", "last-year.yaml")
    assert run(*check)[:2] == (0, "1 questionnaire checked: 0 faults, 0 notes.\n")
    shows = next(block for block in blocks if block.startswith("shows:"))
    for line in re.findall(r"^ask_when: (\{.*?\})(?:  |$)", "".join(blocks), re.MULTILINE):
        probe = whole + PROBE.replace("WHEN", line).replace("SHOWS", shows.splitlines()[1].strip())
        path.write_text(probe, encoding="utf-8")
        assert run("check", str(path))[0] == 0, line


PROBE = """\
      - key: A3
        kind: yes_no
        text: "Was it tried?"
        help: "This year."
        why: "It may fail."
        evidence: "A note."
        sources: [ours]
      - key: A4
        kind: choices
        text: "What else may happen?"
        help: "Tick all."
        why: "It may come together."
        evidence: "A note."
        sources: [ours]
        options: [{value: flood, label: "Flood"}, {value: wind, label: "Wind"}]
      - key: A5
        kind: text
        text: "And then?"
        help: "In a line."
        why: "To be ready."
        evidence: "A note."
        sources: [ours]
        ask_when: WHEN
        shows:
          SHOWS
"""
