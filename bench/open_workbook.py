"""Import the libraries named, open a workbook with openpyxl, and stop.

    open_workbook.py WORKBOOK LIBRARY...

The measure for `assure check`: what stays when assure itself takes no time.
"""

from __future__ import annotations

import importlib
import sys

import openpyxl

for name in sys.argv[2:]:
    importlib.import_module(name)
openpyxl.load_workbook(sys.argv[1])
