"""Import the modules named in a file, open a workbook with openpyxl, and stop.

    open_workbook.py WORKBOOK MODULES

The measure for `assure check`: what stays when assure itself takes no time.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from pathlib import Path

import openpyxl

for name in Path(sys.argv[2]).read_text().splitlines():
    with contextlib.suppress(ImportError):  # a few are made by their library, not imported
        importlib.import_module(name)
openpyxl.load_workbook(sys.argv[1])
