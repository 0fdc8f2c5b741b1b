"""The figures behind the drawings: on paper in tables at the end, each tied to its chart."""

from __future__ import annotations

import re

import pytest
from tests.report.test_kinds import material
from tests.report.test_tag_tree import demonstration

from assure.report import behind
from assure.report.figures import load_by_quarter, trajectory_by_day
from assure.report.kinds import NAMES, kind_named
from assure.service.report import html_of

DRAWING = ("assurance", "operational", "exception", "turning-the-curve")


@pytest.mark.parametrize("name", DRAWING)
def test_on_paper_each_chart_leads_to_its_table_and_back(name: str) -> None:
    page = html_of(kind_named(name), material("board"), "paper")
    charts = re.findall(r'id="drawn-(\d+)">Figures: <a href="#figures-(\d+)">', page)
    tables = re.findall(r'<table class="[^"]*" id="figures-(\d+)">', page)
    assert charts
    assert all(chart == table for chart, table in charts)
    assert sorted(tables) == sorted(table for _, table in charts)
    assert {f'href="#drawn-{number}"' in page for number in tables} == {True}


def test_the_small_line_of_a_further_indicator_has_its_figures_too() -> None:
    """It has no room for a number, so its history stands nowhere else."""
    made, further = material("board"), "Families who used a family hub in the quarter"
    paper, screen = (html_of(kind_named("assurance"), made, on) for on in ("paper", "screen"))
    assert re.search(rf"<b>Table \d+\. {further}</b>", paper)
    assert f'<caption class="note">{further}</caption>' in screen


@pytest.mark.parametrize("name", NAMES)
def test_on_a_screen_they_unfold_and_do_not_stand_twice(name: str) -> None:
    page = html_of(kind_named(name), material("board"))
    assert 'id="figures-1"' not in page
    assert "What the drawings show, in tables" not in page


def test_a_short_paper_has_no_annex_where_each_value_stands_on_its_chart() -> None:
    page = html_of(kind_named("strategic"), material("board"), "paper")
    assert "What the drawings show" not in page


def test_on_paper_a_table_of_half_a_page_is_whole_and_a_note_stays_with_its_drawing() -> None:
    """No page holds two rows alone, or the words that lead to a table without its drawing."""
    page = html_of(kind_named("assurance"), material("full"), "paper")
    tables = re.findall(
        r'<table class="([^"]*)" id="figures-\d+">.*?<tbody>(.*?)</tbody>', page, re.S
    )
    assert {"keep" in kind for kind, body in tables if body.count("<tr>") <= 20} == {True}
    assert {"keep" in kind for kind, body in tables if body.count("<tr>") > 20} == {False}
    assert "p.at { break-before: avoid; }" in page


def test_a_table_is_found_by_the_number_that_its_chart_gives() -> None:
    read = demonstration("exception").aloud
    tables = [words for one in read.of_kind("/Caption") if "Table" in (words := read.words(one))]
    assert tables
    pages = "".join(read.words(one) for one in read.of_kind("/P"))
    for number, words in enumerate(tables, start=1):
        assert f"Figures: table {number}, at the end" in pages
        assert words.startswith(f"Table {number}. ")
        assert words.endswith("to its drawing")


def test_a_table_is_as_wide_as_the_page_and_its_days_as_wide_as_one_another() -> None:
    heads = ("Day", "Measured")
    rows = [(f"31 Mar {year}", "1,040" if year > 2010 else "920") for year in range(2010, 2020)]
    with behind.keeping():
        behind.keep("Families", heads, [(day, "57.2%") for day, _ in rows * 2], across=True)
        behind.keep("Families", heads, rows, across=True)
        behind.keep("Words", ("What", "Why"), [("A" * 50, "B" * 90)])
        many, few, words = (table.shares for table in behind.kept())
    assert [sum(shares) for shares in (many, few, words)] == pytest.approx([100] * 3, abs=0.02)
    assert len(set(few[1:])) == 1


def test_a_line_has_a_row_for_each_day_and_a_column_for_each_thing_told() -> None:
    item = material("board").assessment.measures.trajectories[0]
    heads, rows = trajectory_by_day(item)
    assert heads[:2] == ["Day", "Measured"]
    assert len(rows) == len({row[0] for row in rows})
    told = sum(bool(cell) for row in rows for cell in row[1:])
    parts = (item.history, item.path, item.forecast, item.forecast_low, item.forecast_high)
    assert told == sum(map(len, parts))


def test_load_has_a_column_for_each_quarter() -> None:
    loads = material("board").assessment.measures.loads
    heads, rows = load_by_quarter(loads)
    assert heads[2:] == [quarter.label for quarter in loads[0].quarters]
    assert [row[0] for row in rows] == [load.name for load in loads]


def test_a_long_table_is_cut_and_says_how_much_is_left_out() -> None:
    with behind.keeping():
        table = behind.keep("Ties", ["From", "To"], [("a", "b")] * 100)
        assert table is not None
        assert (len(table.rows), table.more) == (behind.PRINTED, 100 - behind.PRINTED)


def test_nothing_is_kept_of_a_chart_without_figures_or_outside_of_a_page() -> None:
    assert behind.keep("Ties", ["From"], [("a",)]) is None
    with behind.keeping():
        assert behind.keep("Ties", ["From"], []) is None
        assert behind.kept() == ()


def test_columns_get_what_they_need_and_long_ones_share_the_rest() -> None:
    with behind.keeping():
        days = behind.keep("By day", ["Day", "Value"], [("31 Mar 2027", "6.1%")])
        words = behind.keep("Waits", ["Day", "Action"], [("31 Mar 2027", "Buy homes " * 20)])
        assert days is not None
        assert words is not None
        assert behind.kept() == (days, words)
        assert sum(days.shares) == pytest.approx(100, abs=0.2)
        day, action = words.shares
        # Eleven letters and what parts two columns, of those that a page is wide.
        assert day == pytest.approx(100 * 12 / behind.WHOLE, abs=0.1)
        assert action > 80


def test_many_days_stand_side_by_side_while_there_is_room() -> None:
    rows = [(f"{day} Mar 2027", f"{day}%", "") for day in range(1, 13)]
    with behind.keeping():
        table = behind.keep("A line", ["Day", "Measured", "Agreed path"], rows, across=True)
        assert table is not None
        assert behind.kept()[0].heads == ("Day", *(row[0] for row in rows))
        assert [row[:2] for row in behind.kept()[0].rows] == [
            ("Measured", "1%"),
            ("Agreed path", ""),
        ]
        behind.keep("Longer", ["Day", "Measured"], rows * 4, across=True)
        assert behind.kept()[1].heads == ("Day", "Measured")


def test_days_that_end_a_month_are_told_by_their_month() -> None:
    rows = [("31 Dec 2026", "7%"), ("31 Mar 2027", "6%")]
    with behind.keeping():
        table = behind.keep("A line", ["Day", "Measured"], rows, across=True)
        assert table is not None
        assert behind.kept()[0].heads == ("End of", "Dec 2026", "Mar 2027")
        behind.keep("Another", ["Day", "Measured"], [*rows, ("30 Mar 2028", "5%")], across=True)
        assert behind.kept()[1].heads[1:] == ("31 Dec 2026", "31 Mar 2027", "30 Mar 2028")


def test_where_there_is_room_a_head_has_two_lines_and_columns_stand_apart() -> None:
    rows = [("Head of Housing and Growth", "24", "7")]
    with behind.keeping():
        table = behind.keep("Load", ["Post", "Days agreed", "Apr to Jun 2027"], rows)
        assert table is not None
        post, agreed, quarter = table.shares
        assert quarter / agreed == pytest.approx(len("Jun 2027 ") / len("agreed "), abs=0.01)
        assert post < 3.1 * quarter
