"""A quarter of a little plan on the command line: workbooks out, returns in, the rest chased."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from tests.intake.returns import fill_in

from assure.cli import assure
from assure.store.store import Store

PLAN = """\
Ref,Action,Owner,Due,Status,Reason,Evidence,Q5
1.1,Open the family hub on Mill Road,Head of Housing,31/12/2027,In progress,,,Fit-out begun
1.2,Move three teams into the hub,Head of Housing,30/09/2027,In progress,,,Plan of the rooms agreed
1.3,Recruit two analysts,Head of Data,30/06/2028,In progress,,,First advert out
1.4,Survey every tenant about damp,,31/03/2028,In progress,,,
1.5,Publish the strategy,Head of Data,30/06/2027,Completed,,,Published
"""


def run(*args: str, status: int = 0) -> Result:
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result


@pytest.fixture(autouse=True)
def kept() -> None:
    Path("hubs.csv").write_text(PLAN, encoding="utf-8")
    run("import", "hubs.csv", "--period", "2026-2029", "--today", "2027-07-12")


def sent(*options: str) -> list[str]:
    run("template", "out", "--update", "Q6", "--today", "2027-09-20", *options)
    return sorted(path.name for path in Path("out").iterdir())


def refused(*args: str) -> str:
    from assure.model.errors import AssureError

    with pytest.raises(AssureError) as caught:
        CliRunner().invoke(assure, args, catch_exceptions=False)
    return str(caught.value)


HOUSING, DATA = Path("out/head-of-housing-q6.xlsx"), Path("out/head-of-data-q6.xlsx")


def test_a_quarter_from_template_to_chase() -> None:
    assert sent() == ["head-of-data-q6.xlsx", "head-of-housing-q6.xlsx", "no-owner-q6.xlsx"]
    fill_in(
        HOUSING,
        {
            "1.1": {
                "Status": "Delayed",
                "Reason": "The builder failed",
                "Revised date": dt.date(2028, 3, 31),
                "Progress in Q6": "Roof is on",
                "Support needed": "A decision on the lease",
            }
        },
        new=[{"New task": "Count the hub's visitors", "Finish by": dt.date(2028, 3, 31)}],
        on=dt.date(2027, 10, 4),
    )
    fill_in(DATA, {"1.3": {"Status": "Delayed"}}, by="Head of Data")

    # One file lands; the other has a problem and is refused whole.
    result = run("update", str(HOUSING), str(DATA), "--today", "2027-10-05", status=2)
    assert result.stdout.splitlines() == [
        "Q6 of hubs",
        "head-of-housing-q6.xlsx, told by Head of Housing on 4 October 2027: 1 action and 1 new "
        "task.",
        "  1.1     status In progress → Delayed; date 31/12/2027 → 31/03/2028; reason “The builder "
        "failed”;",
        "          support needed “Q6: A decision on the lease”; progress “Roof is on”",
        "  Q6-1    new: Count the hub's visitors (Head of Housing)",
        "  Left blank: 1.2.",
        "Next: assure chase --quarter Q6",
    ]
    assert result.stderr.splitlines() == [
        "Refused: head-of-data-q6.xlsx has 1 problem, and nothing of it was taken:",
        "  head-of-data-q6.xlsx, Your actions F2: 1.3 is told as Delayed, without a reason. Write "
        "why under “Reason”.",
        "Not taken whole: head-of-data-q6.xlsx. Once mended, bring the same file again: what it "
        "has told already changes nothing.",
    ]

    # It is mended, and brought again together with what is known already.
    fill_in(DATA, {"1.3": {"Reason": "Nobody applied", "Progress in Q6": "First advert out"}},
            by="Head of Data")  # fmt: skip
    result = run("update", str(HOUSING), str(DATA), "--today", "2027-10-07")
    assert (
        "head-of-housing-q6.xlsx, told by Head of Housing on 4 October 2027: nothing new."
    ) in result.stdout

    chased = run("chase", "--today", "2027-10-08").stdout.splitlines()
    assert chased == [
        "Q6 (Jul to Sep 2027) of “Hubs”",
        "Told of: 3 of 5 actions for which news is due.",
        "Nothing returned yet by 1 of 3.",
        "Added since the quarter began: Q6-1.",
        "",
        "Head of Housing: told of 2 of 3 actions",
        "  1.2     Move three teams into the hub (due 30 September 2027, in progress)",
        "          - Nothing has been told for Q6 yet: how does it stand?",
        "          - It was due on 30 September 2027: is it finished, or what is the new date?",
        "",
        "Head of Data: told of 1 of 1 action",
        "  1.5     Publish the strategy (due 30 June 2027, completed)",
        "          - It is told as completed: what shows that, and where is it kept?",
        "",
        "No task officer named: nothing returned yet, 1 action to tell of",
        "  1.4     Survey every tenant about damp (due 31 March 2028, in progress)",
        "          - Nothing has been told for Q6 yet: how does it stand?",
        "",
        "To all: Has work been taken on in the quarter that is not in the plan? Please tell of it.",
    ]

    with Store.open("assure.db") as store:
        plan = store.plan("hubs")
        changes = [(c.kind.value, c.source, c.by) for c in store.changes("hubs")]
    assert changes == [
        ("import", "hubs.csv", ""),
        ("update", "head-of-housing-q6.xlsx", "Head of Housing"),
        ("update", "head-of-data-q6.xlsx", "Head of Data"),
    ]
    assert plan is not None
    assert (plan.version, len(plan.actions)) == (3, 6)


def test_two_who_change_one_action_are_told_of_each_other() -> None:
    sent("--by", "none")
    mine, theirs = Path("mine.xlsx"), Path("theirs.xlsx")
    for file in (mine, theirs):
        file.write_bytes(Path("out/all-actions-q6.xlsx").read_bytes())
    fill_in(mine, {"1.1": {"Status": "Completed"}, "1.2": {"Status": "Completed"}})
    fill_in(theirs, {"1.1": {"Progress in Q6": "Roof is on", "Status": "Not yet due"}},
            by="Head of Data")  # fmt: skip
    run("update", str(mine), "--today", "2027-10-05")
    result = run("update", str(theirs), "--today", "2027-10-06", status=2)
    assert result.stderr.splitlines()[0] == (
        "Refused: theirs.xlsx, 1.1: since the workbook was written Head of Housing (5 October "
        "2027) changed status In progress → Completed. Agree which holds: leave that cell "
        "blank, or fill it into a workbook written anew."
    )
    # It can be said in a workbook that knows how things stand.
    run("template", "again", "--update", "Q6", "--by", "none", "--today", "2027-10-07")
    anew = fill_in(
        Path("again/all-actions-q6.xlsx"), {"1.1": {"Status": "Not yet due"}}, by="Chair"
    )
    assert "status Completed → Not yet due" in run("update", str(anew), "--dry-run").stdout
    # Who told it may put it right in the same workbook.
    fill_in(mine, {"1.1": {"Status": "In progress"}})
    assert "1.1     status Completed → In progress" in run("update", str(mine)).stdout


def test_a_dry_run_shows_and_keeps_nothing() -> None:
    sent()
    fill_in(HOUSING, {"1.1": {"Status": "Completed"}})
    said = run("update", str(HOUSING), "--dry-run").stdout
    assert "status In progress → Completed" in said
    assert "Nothing was kept (--dry-run)." in said
    with Store.open("assure.db") as store:
        assert len(store.changes("hubs")) == 1


def test_workbooks_that_came_back_blank_are_named_in_one_line() -> None:
    sent()
    fill_in(HOUSING, {"1.1": {"Status": "Completed"}})
    said = run("update", "out", "--dry-run").stdout.splitlines()
    assert said[-2:] == [
        "Nothing is filled in yet in head-of-data-q6.xlsx, no-owner-q6.xlsx.",
        "Nothing was kept (--dry-run).",
    ]


def test_who_told_it_can_be_said_by_whoever_brings_it() -> None:
    sent()
    fill_in(HOUSING, {"1.1": {"Status": "Completed"}}, by="")
    assert "told by nobody named" in run("update", str(HOUSING), "--dry-run").stdout
    said = run("update", str(HOUSING), "--by", "Plan Coordinator", "--dry-run").stdout
    assert "told by Plan Coordinator" in said


def test_a_file_of_another_plan_or_quarter_is_refused() -> None:
    sent()
    fill_in(HOUSING, {"1.1": {"Status": "Completed"}})
    said = run("update", str(HOUSING), "--quarter", "Q7", status=2).stderr
    assert "was filled in for Q6, not for Q7" in said
    Path("other.csv").write_text(PLAN.replace("hub", "school"), encoding="utf-8")
    run("import", "other.csv", "--new", "--period", "2026-2029")
    said = run("update", str(HOUSING), "--plan", "other", status=2).stderr
    assert "was filled in for the plan hubs, not for other" in said
    said = run("update", "other.csv", status=2).stderr
    assert "so it is no update" in said


def test_an_old_workbook_does_not_tell_of_a_plan_that_has_rolled_on() -> None:
    sent()
    fill_in(HOUSING, {"1.1": {"Status": "Completed"}})
    Path("hubs.csv").write_text(PLAN.replace("Fit-out begun", "Fit-out half done"))
    run("import", "hubs.csv", "--period", "2027-2030")
    said = run("update", str(HOUSING), status=2).stderr
    assert "had other quarters: now it begins on 1 April 2027" in said


def test_an_older_file_of_the_plan_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    sent()
    fill_in(HOUSING, {"1.1": {"Progress in Q6": "Roof is on"}, "1.2": {"Progress in Q6": "Moved"}})
    run("update", str(HOUSING), "--today", "2027-10-05")
    older = run("import", "hubs.csv", "--period", "2026-2029", "--dry-run").stderr
    assert older.startswith("This file lacks progress that the kept plan has, of 1.1, 1.2. If ")
    assert "assure export hubs -o FILE.xlsx" in older
    with monkeypatch.context() as terminal:  # and by Enter alone it is not kept
        terminal.setattr("assure.cli.prompt.is_terminal", lambda: True)
        asked = CliRunner().invoke(assure, ["import", "hubs.csv", "--period", "2026-2029"], "\n")
    assert "Keep this as the new version? [y/N]: \nNothing was kept." in asked.stdout

    run("export", "hubs", "-o", "hubs.xlsx")
    newer = run("import", "hubs.xlsx", "--as", "hubs")
    assert newer.stderr == ""
    # Of our own columns nothing was guessed, so that nothing of them need be read.
    assert "About" not in newer.stdout
    assert "  Project plan, Monitoring: the columns of the template.\n" in newer.stdout


def test_a_text_table_is_taken_when_the_plan_is_said() -> None:
    Path("back.csv").write_text("Ref,Status,Progress in Q6\n1.1,Completed,Opened\n")
    assert "1 action." in run("update", "back.csv", "--by", "Head of Housing").stdout


def test_workbooks_that_are_there_are_not_written_over() -> None:
    sent()
    before = HOUSING.read_bytes()
    assert "there already, and nothing was written" in refused("template", "out", "--update", "Q6")
    assert HOUSING.read_bytes() == before
    assert "head-of-housing-q6.xlsx" in sent("--replace")


def test_a_quarter_that_the_plan_does_not_have_is_refused() -> None:
    assert refused("template", "out", "--update", "Q13") == (
        "The plan hubs has 12 quarters, so there is no Q13; say another."
    )
    assert refused("template", "out", "--update", "spring") == (
        "“spring” is no quarter of a plan; write Q1 to Q12."
    )
    assert not Path("out").exists()


def test_the_chase_list_as_data_and_as_messages() -> None:
    data = json.loads(run("chase", "--quarter", "Q6", "--format", "json").stdout)
    assert data["quarter"] == 6
    assert data["everyone"][0]["name"] == "Head of Housing"
    rows = list(
        csv.DictReader(io.StringIO(run("chase", "--quarter", "6", "--format", "csv").stdout))
    )
    assert rows[0]["question"] == "Nothing has been told for Q6 yet: how does it stand?"
    run("chase", "--quarter", "Q6", "--letters", "letters", "-o", "chase.txt")
    words = Path("letters/head-of-housing.txt").read_text(encoding="utf-8")
    assert words.startswith("To: Head of Housing\nQuarterly update, Q6 (Jul to Sep 2027): Hubs\n")
    assert "1.2  Move three teams into the hub" in words
    assert "1.3" not in words


IMPORTANT = """\
Ref,Action,Owner,Due,Status,Reason
1.1,Open the family hub,Jane Smith,31/03/2027,Delayed,Jane Smith waits for a lease
1.2,Move three teams into the hub,Head of Housing,31/03/2028,In progress,
"""


@pytest.fixture
def important() -> None:
    """A plan that says what its actions do for its one priority."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, table in (
        ("Priorities", "Ref,Priority\nP1,Children are safe and well\n"),
        ("Project plan", IMPORTANT),
        ("Impact", "Ref,Action,P1\n1.1,,High\n1.2,,Medium\n"),
    ):
        sheet = book.create_sheet(name)
        for row in csv.reader(io.StringIO(table)):
            sheet.append(row)
    book.save("important.xlsx")
    run("import", "important.xlsx", "--new", "--period", "2026-2029")


def progress(*options: str) -> str:
    return run("progress", "--plan", "important", "--today", "2027-04-05", *options).stdout


@pytest.mark.usefixtures("important")
def test_progress_by_priority_names_no_people_to_the_board() -> None:
    assert progress().splitlines() == [
        "Q4 of “Important”: tasks with high impact",
        "",
        "P1 Children are safe and well: 1 task",
        "  Completed 0, in progress 0, delayed 1, not yet due 0, no longer relevant 0.",
        "  Open and not told of for the quarter: 1 of 1.",
        "  1.1     Open the family hub (due 31 March 2027, delayed, 5 days past its date)",
        "          Why: named officer 1 waits for a lease",
    ]
    assert "Jane Smith waits" in progress("--edition", "full")
    assert "P1 Children are safe and well: 2 tasks" in progress("--impact", "medium")


@pytest.mark.usefixtures("important")
def test_progress_as_data() -> None:
    data = json.loads(progress("--format", "json"))
    assert data["priorities"][0]["counts"]["Delayed"] == 1
    (row,) = csv.DictReader(io.StringIO(progress("--format", "csv")))
    assert (row["ref"], row["days_late"]) == ("1.1", "5")
    assert refused("progress", "--plan", "important", "--priority", "P9") == (
        "The plan important has no priority “P9”; known are P1."
    )


def test_progress_needs_a_plan_that_says_what_actions_do_for_priorities() -> None:
    assert "does not say what its actions do for its priorities" in refused(
        "progress", "--plan", "hubs"
    )
