"""Colours say nothing by themselves: a key in the plan, or a person, says what they stand for."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from assure.intake import read_plan
from assure.intake.colours import Legend, colour_name, distance
from assure.intake.errors import UnknownColourError
from assure.intake.said import Said
from assure.model.values import Rag, Status

BLUE, GREEN, AMBER, RED = "0070C0", "00B050", "FFC000", "FF0000"
HEADINGS = ("Ref", "Action", "Lead", "Due", "Status")
TITLES = ("Open the hub", "Publish the plan", "Train the wardens", "Mend the roof", "Count trees")


def paint(cell, colour) -> None:
    if isinstance(colour, str):
        colour = Color(rgb="FF" + colour)
    cell.fill = PatternFill("solid", fgColor=colour)


class Sheet:
    """A plan whose status column is painted and not written."""

    def __init__(self, path: Path, colours=(), column="Status", above=()) -> None:
        self.book = openpyxl.Workbook()
        self.sheet = self.book.active
        self.sheet.title = "Plan"
        self.path = path / "plan.xlsx"
        for line in above:
            self.sheet.append([line])
        self.sheet.append([*HEADINGS[:4], column])
        self.first = self.sheet.max_row + 1
        for number, colour in enumerate(colours, start=1):
            self.sheet.append([f"1.{number}", TITLES[number - 1], "Head of Housing", "31/03/2027"])
            if colour:
                paint(self.sheet.cell(self.sheet.max_row, 5), colour)

    def read(self, **legend):
        self.book.save(self.path)
        return read_plan(self.path, Said(legend=legend))


def statuses(plan):
    return [action.status for action in plan.actions]


def told(plan, code):
    return [problem.message() for problem in plan.problems if problem.code == code]


# --- What was said ----------------------------------------------------------------------


def test_a_colour_without_a_key_is_asked_for_once_and_never_guessed(tmp_path):
    plan = Sheet(tmp_path, (BLUE, GREEN, BLUE, None)).read()
    assert statuses(plan) == [Status.UNKNOWN] * 4
    blue, green = told(plan, "colour-without-legend")
    assert "“Status” is painted blue (0070C0) and blank in 2 cells (E2, E4)" in blue
    assert '--legend "blue=<status>"' in blue
    assert '--legend "green=<status>"' in green


def test_what_a_person_says_of_a_colour_is_its_meaning(tmp_path):
    plan = Sheet(tmp_path, (BLUE, GREEN, BLUE, None)).read(blue="Completed", green="In progress")
    assert statuses(plan) == [
        Status.COMPLETED, Status.IN_PROGRESS, Status.COMPLETED, Status.UNKNOWN,
    ]  # fmt: skip
    assert plan.actions[0].seen["status"].place() == "Plan E2"
    assert plan.actions[0].seen["status"].text == "(painted blue)"
    assert not told(plan, "colour-without-legend")


def test_blue_is_suspended_where_the_council_says_so(tmp_path):
    plan = Sheet(tmp_path, (BLUE, None)).read(**{BLUE: "Suspended"})
    assert statuses(plan) == [Status.PAUSED, Status.UNKNOWN]


def test_words_beat_paint(tmp_path):
    made = Sheet(tmp_path, (BLUE, BLUE))
    made.sheet["E2"] = "Not started"
    assert statuses(made.read(blue="Completed")) == [Status.NOT_STARTED, Status.COMPLETED]


def test_a_rag_column_painted_and_blank_is_asked_for_with_the_line_to_type(tmp_path):
    made = Sheet(tmp_path, (GREEN, AMBER, RED), column="RAG")
    asked = told(made.read(), "colour-without-legend")
    assert len(asked) == 3
    assert '--legend "green=Green"' in asked[0]
    plan = made.read(green="Green", amber="Amber", red="Red")
    assert [action.rag for action in plan.actions] == [Rag.GREEN, Rag.AMBER, Rag.RED]


def test_two_shades_of_one_name_are_asked_for_by_shade(tmp_path):
    plan = Sheet(tmp_path, ("00B050", "008000", None)).read()
    one, other = told(plan, "colour-without-legend")
    assert '"00B050=<status>"' in one
    assert '"008000=<status>"' in other


@pytest.mark.parametrize(
    ("colour", "means", "sentence"),
    [
        ("bleu", "Completed", "did you mean “blue”?"),
        ("zz", "Completed", "“zz” is no colour that is known. Write a colour such as blue"),
        ("blue", "Bananas", "“Bananas” is no status that is known"),
        ("struck", "Green", "“Green” is no status that is known"),
    ],
)
def test_a_legend_that_cannot_be_understood_is_refused(tmp_path, colour, means, sentence):
    with pytest.raises(UnknownColourError, match="legend") as fault:
        Sheet(tmp_path, (BLUE,)).read(**{colour: means})
    assert sentence in str(fault.value)
    assert "\n" not in str(fault.value)


# --- The key in the file ----------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Key: Blue = complete; Green = on track; Grey = on hold",
        "BRAG: blue – completed, green – on track, amber – some delay, red – behind schedule",
        "Blue (complete) Green (on track)",
        "Blue = Complete\nGreen = Action is on track",
    ],
)
def test_a_line_above_the_table_may_be_the_key(tmp_path, line):
    plan = Sheet(tmp_path, (BLUE, GREEN, None), above=("Our plan", line)).read()
    assert statuses(plan) == [Status.COMPLETED, Status.IN_PROGRESS, Status.UNKNOWN]
    assert not told(plan, "colour-without-legend")


def test_a_painted_key_below_the_table_is_read_and_holds_no_actions(tmp_path):
    made = Sheet(tmp_path, (BLUE, "7030A0", None))
    made.sheet["A6"] = "Key:"
    for row, (colour, words) in enumerate(((BLUE, "Completed"), ("7030A0", "On hold")), start=7):
        paint(made.sheet.cell(row, 1), colour)
        made.sheet.cell(row, 2, words)
    plan = made.read()
    assert [action.title for action in plan.actions] == list(TITLES[:3])
    assert statuses(plan) == [Status.COMPLETED, Status.PAUSED, Status.UNKNOWN]
    assert not plan.problems


@pytest.mark.parametrize("hidden", [False, True])
def test_a_key_may_have_a_sheet_of_its_own(tmp_path, hidden):
    made = Sheet(tmp_path, (BLUE, GREEN, None))
    key = made.book.create_sheet("BRAG key")
    for row in (("Colour", "Meaning"), ("Blue", "Completed"), ("Green", "On track")):
        key.append(row)
    key.sheet_state = "hidden" if hidden else "visible"
    plan = made.read()
    assert statuses(plan) == [Status.COMPLETED, Status.IN_PROGRESS, Status.UNKNOWN]
    assert not plan.problems


def test_a_key_beside_the_table_with_the_words_inside_the_paint(tmp_path):
    made = Sheet(tmp_path, (BLUE, GREEN, None))
    for row, (colour, words) in enumerate(((BLUE, "Completed"), (GREEN, "Not started")), start=2):
        paint(made.sheet.cell(row, 8, words), colour)
    assert statuses(made.read()) == [Status.COMPLETED, Status.NOT_STARTED, Status.UNKNOWN]


def test_a_key_beside_the_headings_is_no_column_of_the_table(tmp_path):
    made = Sheet(tmp_path, (BLUE, GREEN, None))
    made.sheet.cell(1, 8, "Key")
    for row, (colour, words) in enumerate(((BLUE, "Completed"), (GREEN, "Not started")), start=2):
        paint(made.sheet.cell(row, 8), colour)
        made.sheet.cell(row, 9, words)
    plan = made.read()
    assert statuses(plan) == [Status.COMPLETED, Status.NOT_STARTED, Status.UNKNOWN]
    assert "Key" not in {column.heading for column in plan.columns}


def test_red_amber_and_green_in_one_key_are_the_rag(tmp_path):
    line = "Green: on track; Amber: some problems; Red: major problems; Blue: complete"
    plan = Sheet(tmp_path, (GREEN, AMBER, RED, BLUE), column="RAG", above=(line,)).read()
    assert [action.rag for action in plan.actions] == [Rag.GREEN, Rag.AMBER, Rag.RED, None]
    assert statuses(plan)[3] is Status.COMPLETED


def test_colours_that_say_how_far_actions_are_do_not_say_that_one_is_in_trouble(tmp_path):
    line = "Green: complete; Amber: in progress; Red: not started"
    plan = Sheet(tmp_path, (GREEN, AMBER, RED), column="RAG", above=(line,)).read()
    assert statuses(plan) == [Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED]
    assert [action.rag for action in plan.actions] == [None, None, None]


def test_what_was_said_goes_before_the_key(tmp_path):
    made = Sheet(tmp_path, (BLUE, None), above=("Key: blue = complete",))
    assert statuses(made.read(blue="On hold"))[0] is Status.PAUSED


def test_a_key_that_contradicts_itself_is_not_read(tmp_path):
    line = "Key: Blue = complete; Blue = on hold"
    plan = Sheet(tmp_path, (BLUE, None), above=(line,)).read()
    assert statuses(plan)[0] is Status.UNKNOWN
    assert "more than one meaning" in told(plan, "colour-without-legend")[0]


def test_colours_in_words_go_by_the_same_key(tmp_path):
    made = Sheet(tmp_path, (None, None, None), column="BRAG")
    for row, word in enumerate(("Blue", "B", "Grey"), start=2):
        made.sheet.cell(row, 5, word)
    plan = made.read(blue="Completed")
    assert statuses(plan) == [Status.COMPLETED, Status.COMPLETED, Status.UNKNOWN]
    (asked,) = told(plan, "colour-without-legend")
    assert "“Grey” in 1 cell (E4)" in asked


# --- Decoration -------------------------------------------------------------------------


def test_rows_and_columns_painted_alike_are_decoration(tmp_path):
    made = Sheet(tmp_path, (None,) * 4)
    for row in (3, 5):
        for column in range(1, 6):
            paint(made.sheet.cell(row, column), "DDEBF7")
    plan = made.read(blue="Completed")
    assert statuses(plan) == [Status.UNKNOWN] * 4
    assert not plan.problems
    alike = Sheet(tmp_path, ("DDEBF7",) * 4).read(blue="Completed")
    assert statuses(alike) == [Status.UNKNOWN] * 4
    assert not alike.problems


def test_rows_painted_in_a_shade_of_the_key_count(tmp_path):
    made = Sheet(tmp_path, (None,) * 3)
    for column in range(1, 6):
        paint(made.sheet.cell(3, column), "C6EFCE")
    plan = made.read(C6EFCE="Completed")
    assert statuses(plan) == [Status.UNKNOWN, Status.COMPLETED, Status.UNKNOWN]


def test_colours_that_only_a_condition_gives_are_told_once(tmp_path):
    made = Sheet(tmp_path, (None,) * 3)
    rule = CellIsRule(operator="equal", formula=['""'], fill=PatternFill(bgColor="FFFF0000"))
    made.sheet.conditional_formatting.add("E2:E4", rule)
    assert "conditional formatting" in told(made.read(), "colour-by-condition")[0]
    made.sheet["E2"] = "In progress"
    assert not told(made.read(), "colour-by-condition")


# --- How colours are written ------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        (Color(theme=9), "orange"),  # accent 6 of the theme that openpyxl writes
        (Color(theme=9, tint=0.6), "light orange"),
        (Color(theme=4, tint=-0.5), "dark blue"),
        (Color(indexed=10), "red"),
        (Color(rgb="FFFFC000"), "amber"),
    ],
)
def test_colours_of_themes_and_palettes_are_told_by_name(tmp_path, colour, name):
    (asked,) = told(Sheet(tmp_path, (colour, None)).read(), "colour-without-legend")
    assert f"painted {name} (" in asked


@pytest.mark.parametrize(
    "colour", [Color(theme=0), Color(rgb="FFFFFFFF"), Color(indexed=64), Color(auto=True)]
)
def test_white_and_automatic_are_no_colour(tmp_path, colour):
    plan = Sheet(tmp_path, (colour, None)).read()
    assert not plan.problems


@pytest.mark.heavy
def test_a_workbook_that_libreoffice_saved_says_the_same(tmp_path, libreoffice):
    made = Sheet(tmp_path, (BLUE, Color(theme=9), None))
    before = made.read()
    after = read_plan(libreoffice(made.path, "xlsx"))
    assert told(after, "colour-without-legend") == told(before, "colour-without-legend")


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        ("00B050", "green"), ("92D050", "light green"), ("FFC000", "amber"), ("FFBF00", "amber"),
        ("FE0000", "red"), ("C00000", "dark red"), ("BFBFBF", "grey"), ("0071C1", "blue"),
        ("7030A1", "purple"), ("FFEB9C", "light yellow"), ("000000", "black"),
    ],
)  # fmt: skip
def test_colours_have_names(fill, name):
    assert colour_name(fill) == name


def test_a_shade_hardly_different_from_the_key_is_the_same_and_another_is_not():
    legend = Legend({"00B050": "Completed"})
    assert legend.of_fill("02B252") == ("completed",)
    assert legend.of_fill("92D050") == ()
    assert distance("00B050", "00B050") == 0


# --- Struck through, hidden -------------------------------------------------------------


def test_struck_through_actions_are_kept_and_told_once(tmp_path):
    made = Sheet(tmp_path, (None,) * 4)
    for row in (3, 5):
        made.sheet.cell(row, 2).font = Font(strike=True)
        made.sheet.cell(row, 5, "In progress")
    plan = made.read()
    assert len(plan.actions) == 4
    assert plan.actions[1].status is Status.IN_PROGRESS
    (asked,) = told(plan, "struck-through")
    assert "rows 3, 5" in asked
    assert '--legend "struck=Cancelled"' in asked
    plan = made.read(struck="Cancelled")
    assert statuses(plan) == [
        Status.UNKNOWN, Status.CANCELLED, Status.UNKNOWN, Status.CANCELLED,
    ]  # fmt: skip
    assert plan.actions[1].seen["status"].place() == "Plan B3"
    assert not told(plan, "struck-through")


def test_hidden_rows_and_columns_are_read_and_told(tmp_path):
    made = Sheet(tmp_path, (None,) * 5)
    for row in (3, 4, 6):
        made.sheet.row_dimensions[row].hidden = True
    made.sheet.column_dimensions["C"].hidden = True
    plan = made.read()
    assert len(plan.actions) == 5
    assert plan.actions[1].owner.name == "Head of Housing"
    assert "rows 3 to 4 and 6 are hidden or filtered out" in told(plan, "hidden-rows")[0]
    assert "column C is hidden" in told(plan, "hidden-columns")[0]


def test_columns_hidden_beyond_the_table_are_not_worth_a_word(tmp_path):
    made = Sheet(tmp_path, (None,) * 2)
    made.sheet.column_dimensions.group("F", "XFD", hidden=True)
    assert not made.read().problems


def test_hidden_sheets_are_left_out_and_told_only_if_they_could_hold_a_plan(tmp_path):
    made = Sheet(tmp_path, (None,) * 2)
    lists = made.book.create_sheet("Lists")
    for word in ("Status", "Completed", "In progress", "Not started"):
        lists.append([word])
    lists.sheet_state = "hidden"
    assert not made.read().problems
    old = made.book.create_sheet("2024 plan")
    old.append(HEADINGS)
    old.append(["9.1", "An action of last year", "Clerk", "31/03/2025", "Completed"])
    old.sheet_state = "veryHidden"
    plan = made.read()
    assert [action.ref for action in plan.actions] == ["1.1", "1.2"]
    assert "the sheet was not read: it is hidden" in told(plan, "sheet-not-read")[0]
