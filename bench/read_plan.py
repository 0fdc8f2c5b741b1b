"""Read a plan once; print seconds, megabytes and how many rows: read_plan.py HOW FILE

HOW is ``assure``, or ``openpyxl`` for the least that a program could do: open the workbook and
look at every cell. Imports come before the clock starts, so that reading alone is timed.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from pathlib import Path

import openpyxl

from assure.intake import read_plan


def peak() -> float:
    """The most memory this process has had, in megabytes.

    Linux counts in ``ru_maxrss`` what the program that started this one had, but not here.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1_000_000
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000


def rows(how: str, path: Path) -> int:
    if how == "assure":
        return len(read_plan(path).actions)
    book = openpyxl.load_workbook(path, data_only=True)
    return sum(
        any(cell.value is not None for cell in row)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
    )


gc.set_threshold(1_000_000, 50, 100)  # as the command line sets it, for both
before, start = peak(), time.perf_counter()
count = rows(sys.argv[1], Path(sys.argv[2]))
print(time.perf_counter() - start, peak() - before, count)
