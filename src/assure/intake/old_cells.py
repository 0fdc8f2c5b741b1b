"""The cells of an old workbook (.xls) as JSON: a program of its own, started by ``old_workbook``.

The library that reads them is compiled. Given a damaged file it may ask for more memory than
there is or never end, and neither could be caught in the process that reads the plan. So it runs
here, with limits, and nothing of ``assure`` is imported.

The workbook comes by standard input; the limits on rows, columns and characters are arguments.
"""

import datetime as dt
import io
import json
import sys

MEMORY = 1_500_000_000  # bytes
SECONDS = 30  # of processor time


def main() -> None:
    _limit()
    rows, columns, characters = map(int, sys.argv[1:4])
    data = sys.stdin.buffer.read()
    try:
        answer = read(data, rows, columns, characters)
    except BaseException as fault:  # a panic of the library is no Exception
        answer = {"fault": type(fault).__name__}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time is limited by who started this
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, max_rows: int, max_columns: int, max_characters: int) -> dict[str, object]:
    """Every sheet with its merges and its filled cells: row and column from 1, kind, value."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: list[dict[str, object]] = []
    for index, about in enumerate(book.sheets_metadata):
        found: dict[str, object] = {
            "name": about.name,
            "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "table": about.typ == calamine.SheetTypeEnum.WorkSheet,
        }
        sheets.append(found)
        if not found["table"]:
            continue
        sheet = book.get_sheet_by_index(index)
        found["merges"] = sheet.merged_cell_ranges or []
        found["cells"] = cells = []
        # Rows are counted from the top of the sheet, columns from the first that is filled.
        left = 1 + (sheet.start[1] if sheet.start else 0)
        filled = 0
        for number, row in enumerate(sheet.iter_rows(), start=1):
            here = [
                [number, column, *_written(value)]
                for column, value in enumerate(row, start=left)
                if value != ""
            ]
            if not here:
                continue
            filled += 1
            max_characters -= sum(len(str(cell[3])) for cell in here)
            if filled > max_rows:
                return {"over": "rows", "sheet": about.name}
            if len(here) > max_columns:
                return {"over": "columns", "sheet": about.name}
            if max_characters < 0:
                return {"over": "characters", "sheet": about.name}
            cells += here
    return {"sheets": sheets}


def _written(value: object) -> tuple[str, object]:
    if isinstance(value, dt.datetime):
        return "datetime", value.isoformat()
    if isinstance(value, dt.date):
        return "date", value.isoformat()
    if isinstance(value, dt.time):
        return "time", value.isoformat()
    if isinstance(value, dt.timedelta):
        return "seconds", value.total_seconds()
    return "plain", value


if __name__ == "__main__":
    main()
