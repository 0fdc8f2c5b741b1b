"""Run the command line given and print, on the last line, the libraries it had to import."""

from __future__ import annotations

import contextlib
import io
import sys
import sysconfig
from pathlib import Path

from assure.cli import main

said = io.StringIO()
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(said):
    main(sys.argv[1:])

library = Path(sysconfig.get_path("purelib"))
found = set()
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    # Top-level packages only: a library may import as few of its own parts as it likes.
    if file and "." not in name and Path(file).is_relative_to(library):
        found.add(name)
print(*sorted(found))
