"""One report in one process: one_report.py KIND REVIEW AGAINST FOLDER.

Prints the seconds of processor time that Python takes to start, and those from the judged material
to the PDF with its attachments, WeasyPrint's loading included.
"""

from __future__ import annotations

import gc
import resource
import sys
from pathlib import Path


def spent() -> float:
    """Seconds of processor time, with those of processes that were started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


started = spent()

from assure.report import pdf  # noqa: E402  what it takes is counted
from assure.report.kinds import kind_named  # noqa: E402
from assure.service.material import Wanted, material_of  # noqa: E402
from assure.service.report import write_report  # noqa: E402
from assure.service.reviews import load  # noqa: E402
from assure.shelf.settings import Settings  # noqa: E402

kind, review, against, folder = sys.argv[1:]
gc.set_threshold(1_000_000, 50, 100)  # as the command has it
wanted = Wanted(kind, against=(against,) if kind_named(kind).compares else ())
material = material_of(load(review, None), wanted, Settings())
begun = spent()
pdf.load()
write_report(material, Path(folder), kind=kind, formats=("pdf",))
print(started + spent() - begun)
