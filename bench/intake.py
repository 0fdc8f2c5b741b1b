"""script/bench intake: reading plans, against openpyxl opening the same workbook.

The two run turn by turn, each in a process of its own that has its libraries ready. Every kind of
file is read as well, and workbooks of growing length, to see time and memory grow in step.
"""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import workbook

HERE = Path(__file__).resolve().parent
ROWS = 10_000
GOAL = 1.5  # times openpyxl alone
SIZES = (2_500, 5_000, 10_000, 20_000)
LINEAR = 1.25  # growth for each row from the second to the last size
RUNS = 5


def once(how: str, path: Path) -> tuple[float, float]:
    """Seconds and megabytes of one reading, in a process of its own."""
    done = subprocess.run(
        [sys.executable, HERE / "read_plan.py", how, path],
        capture_output=True,
        text=True,
        check=True,
    )
    spent, grown, _ = map(float, done.stdout.split())
    return spent, grown


def against_openpyxl(path: Path) -> bool:
    """Print both and their ratio. True when the goal is met."""
    ours, bare = [], []
    for _ in range(RUNS):
        ours.append(once("assure", path)[0])
        bare.append(once("openpyxl", path)[0])
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"A workbook of {ROWS:,} actions, against openpyxl opening it and looking at each cell")
    for name, times in (("ours", ours), ("bare", bare)):
        print(
            f"  {name}  {statistics.median(times):7.3f} s  ({min(times):.3f} to {max(times):.3f})"
        )
    print(f"  ratio {ratio:6.2f}    goal {GOAL:g}: {'met' if ratio <= GOAL else 'MISSED'}\n")
    return ratio <= GOAL


def growth(folder: Path) -> bool:
    """Print time and memory by length. True when both grow no faster than the rows."""
    books = {rows: folder / f"{rows}.xlsx" for rows in SIZES}
    for rows, path in books.items():
        workbook.write(path, rows)
    # By turns, and the quickest of each counts: what else the machine does can only add.
    rounds = [{rows: once("assure", path) for rows, path in books.items()} for _ in range(3)]
    spent = {rows: min(told[rows] for told in rounds) for rows in SIZES}
    for rows, (seconds, megabytes) in spent.items():
        print(f"  {rows:>7,} actions  {seconds:7.3f} s  {megabytes:7.0f} MB")
    low, high = SIZES[1], SIZES[-1]
    time, memory = (spent[high][n] / spent[low][n] / (high / low) for n in (0, 1))
    met = max(time, memory) <= LINEAR
    print(
        f"  one action at {high:,} costs {time:.2f} of the time and {memory:.2f} of the memory "
        f"that it does at {low:,}: {'linear' if met else 'NOT LINEAR'}\n"
    )
    return met


def other_kinds(folder: Path, path: Path) -> None:
    """Print how long the same 2,500 rows take as each kind of file that can be written here."""
    book = openpyxl.load_workbook(path)
    table = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    with (folder / "plan.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(table)
    document = docx.Document()
    grid = document.add_table(rows=len(table), cols=len(table[0]))
    for row, values in zip(grid._tbl.tr_lst, table, strict=True):
        for cell, value in zip(row.tc_lst, values, strict=True):
            cell.p_lst[0].add_r().text = "" if value is None else str(value)
    document.save(str(folder / "plan.docx"))
    for name in ("plan.csv", "plan.docx"):
        seconds, megabytes = once("assure", folder / name)
        kind = Path(name).suffix
        print(f"  {SIZES[0]:>7,} actions as {kind:6}{seconds:7.3f} s  {megabytes:5.0f} MB")
    print()


def main(folder: Path) -> bool:
    """Measure and print all of it. True when every goal is met."""
    path = folder / "plan.xlsx"
    workbook.write(path, ROWS)
    met = against_openpyxl(path)
    print("Reading workbooks of growing length")
    met &= growth(folder)
    print("Other kinds of files")
    other_kinds(folder, folder / f"{SIZES[0]}.xlsx")
    return met
