"""``assure roll-forward``: what is shown before a plan goes on, and what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from assure.cli import assure
from assure.cli import prompt as prompting
from assure.model.errors import AssureError
from assure.store.store import Store

ROWS = (
    "Ref | Action | Task officer | Finish by | Status | Evidence | Q3 | Q5",
    "1.1 | Open the hub on Mill Road | Head of Housing | 30/09/2025 | Completed | Report | Opened",
    "1.2 | Let the contract for repairs | Head of Repairs | 31/12/2025 | Cancelled | | |",
    "1.3 | Survey 900 homes for damp | Head of Repairs | 31/12/2025 | Delayed | | 400 done |",
    "1.4 | Insulate 300 homes | Head of Housing | 31/12/2028 | In progress | | | 20 done",
)


def workbook(path: str, *rows: str, period: tuple[str, str] = ("01/04/2025", "31/03/2028")) -> None:
    book = openpyxl.Workbook()
    about = book.active
    assert about is not None
    about.title = "About"
    for row in (
        ("Plan title", "Warm homes"),
        ("Period start", period[0]),
        ("Period end", period[1]),
    ):
        about.append(row)
    page = book.create_sheet("Project plan")
    for line in rows:
        page.append([cell.strip() or None for cell in line.split("|")])
    book.save(path)


@pytest.fixture(autouse=True)
def _imported() -> None:
    workbook("plan.xlsx", *ROWS)
    ran("import", "plan.xlsx", "--today", "2026-03-20")


def ran(*args: str) -> Result:
    result = CliRunner().invoke(assure, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def refused(*args: str) -> str:
    with pytest.raises(AssureError) as fault:
        CliRunner().invoke(assure, args, catch_exceptions=False)
    return str(fault.value)


def version() -> int:
    with Store.open("assure.db") as store:
        return store.plans()[0].version


def test_what_would_happen_is_shown_and_nothing_kept() -> None:
    said = ran("roll-forward", "--today", "2026-04-02", "--dry-run").stdout
    assert (
        "From 1 April 2025 to 31 March 2028, it goes on to\n     1 April 2026 to 31 March 2029."
        in said
    )
    assert "Completed, and closed: 1\n    1.1 “Open the hub on Mill Road”" in said
    assert "Cancelled, and closed: 1\n    1.2 “Let the contract for repairs”" in said
    assert "Carried on: 2" in said
    assert "Q5 is now Q1. The one note of the quarters before it keeps its words" in said
    assert "Of 2 actions under way nothing was told for Q4; once the plan has rolled on" in said
    assert "Due before the new year, and open: 1\n    1.3 was due 31 December 2025" in said
    assert said.endswith("Nothing was kept (--dry-run).\n")
    assert version() == 1


def test_it_is_kept_and_written_and_can_be_imported_again() -> None:
    said = ran("roll-forward", "--today", "2026-04-02", "-o", "next.xlsx").stdout
    assert "Kept as change 2 of warm-homes.\n" in said
    assert "Wrote next.xlsx; fill it in, then: assure import next.xlsx" in said
    again = ran("import", "next.xlsx", "--today", "2026-04-20").stdout
    assert "Gone" not in again
    assert "New:" not in again


def test_the_workbook_can_be_had_later_with_the_gaps_that_are_left() -> None:
    said = ran("roll-forward", "--today", "2026-04-02").stdout
    assert "Next: assure roll-forward --gaps --plan warm-homes -o NEXT.xlsx" in said
    gaps = ran("roll-forward", "--gaps", "-o", "next.xlsx").stdout
    assert gaps.startswith("Warm homes\nWhat the new year still needs: ")
    assert "1.2 was cancelled, and no reason is given." in gaps
    assert Path("next.xlsx").exists()


def test_json_has_everything_and_says_whether_it_was_kept() -> None:
    shown = json.loads(
        ran("roll-forward", "--today", "2026-04-02", "--dry-run", "--format", "json").stdout
    )
    assert shown["change"] == 0
    kept = json.loads(ran("roll-forward", "--today", "2026-04-02", "--format", "json").stdout)
    assert kept == shown | {"change": 2}
    assert [one["ref"] for one in kept["carried"]] == ["1.3", "1.4"]
    left = json.loads(
        ran("roll-forward", "--gaps", "--format", "json", "--today", "2026-04-02").stdout
    )
    assert left == {"plan": "warm-homes", "gaps": kept["gaps"]}


def test_what_is_carried_again_is_told_first() -> None:
    ran("roll-forward", "--today", "2026-04-02", "-o", "next.xlsx")
    rows = (*ROWS[:1], *ROWS[3:], "1.5 | Train 12 surveyors | Head of Repairs | 31/12/2027 | | | |")
    workbook("next.xlsx", *rows, period=("01/04/2026", "31/03/2029"))
    ran("import", "next.xlsx", "--today", "2026-05-01")
    said = ran("roll-forward", "--today", "2027-04-02").stdout
    assert (
        "Carried on: 3\n    1.3 “Survey 900 homes for damp”, carried twice\n"
        "    1.4 “Insulate 300 homes”, carried twice\n    1.5 “Train 12 surveyors”\n"
    ) in said


def test_on_a_terminal_it_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompting, "is_terminal", lambda: True)
    args = ("roll-forward", "--today", "2026-04-02")
    said = CliRunner().invoke(assure, args, input="n\n", catch_exceptions=False)
    assert "Keep this as the plan of the new year? [Y/n]: n\nNothing was kept.\n" in said.output
    assert version() == 1
    CliRunner().invoke(assure, args, input="y\n", catch_exceptions=False)
    assert version() == 2


def test_an_open_review_is_named_and_nothing_shown_or_kept() -> None:
    ran(
        "review",
        "new",
        "Year one",
        "--kind",
        "annual",
        "--plan",
        "warm-homes",
        "--as-of",
        "2026-03-31",
    )
    dry = ran("roll-forward", "--today", "2026-04-02", "--dry-run")
    assert "The review year-one-annual-2026-03-31 of this plan is not frozen yet" in dry.stderr
    said = refused("roll-forward", "--today", "2026-04-02", "-o", "next.xlsx")
    assert "freeze it first: assure review freeze year-one-annual-2026-03-31" in said
    assert not Path("next.xlsx").exists()
    assert version() == 1


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--plan", "parks"), "There is no plan “parks”"),
        (("--to", "soon"), "--to “soon” names no period"),
        (("--to", "2025-2028"), "covers 1 April 2025 to 31 March 2028 already"),
        (("-o", "next.csv"), "give the file a name that ends in .xlsx"),
        (("-o", "plan.xlsx"), "plan.xlsx is there already"),
        (("--gaps",), "has not rolled on to another year yet"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(args: tuple[str, ...], why: str) -> None:
    assert why in refused("roll-forward", "--today", "2026-04-02", *args)
    assert version() == 1


@pytest.mark.parametrize(
    "args", [("--dry-run", "-o", "next.xlsx"), ("--gaps", "--to", "2026-2029")]
)
def test_options_that_say_two_things_are_refused(args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(assure, ["roll-forward", *args])
    assert result.exit_code == 2
    assert "leave out" in result.stderr


def test_a_second_time_in_one_year_is_refused() -> None:
    ran("roll-forward", "--today", "2026-04-02")
    assert "it can roll on from 30 December 2026" in refused(
        "roll-forward", "--today", "2026-06-01"
    )


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    assert "none.db" in refused("roll-forward", "--database", str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()
