"""Run the command line given and print the modules of libraries that it had to import, in order."""

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
for name, module in list(sys.modules.items()):
    file = getattr(module, "__file__", None)
    if file and Path(file).is_relative_to(library):
        print(name)
