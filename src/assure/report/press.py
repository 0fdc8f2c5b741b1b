"""A process of its own in which PDFs are made.

It starts while the plan is still being read and judged, so that loading WeasyPrint (about half a
second) and making the PDF wait for nothing, and the memory of a large report is given back.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from assure.model.errors import ReportError
from assure.report.pdf import Attachment, load, write_pdf


def _ready() -> None:
    """What the process does first: load, and settle that its end looks for no garbage."""
    atexit.register(gc.freeze)
    load()


class Press:
    """Makes PDFs one after another; a context manager, so that the process ends with its use."""

    def __init__(self) -> None:
        # Spawned, never forked: what this process holds (threads, open files) stays here.
        spawning = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawning)
        self._pool.submit(_ready)

    def start(self, html: str, attachments: Sequence[Attachment] = ()) -> Future[bytes]:
        """The PDF of ``html`` as a promise; ``taken`` gives its bytes."""
        return self._pool.submit(write_pdf, html, attachments=attachments)

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)


def taken(pdf: Future[bytes]) -> bytes:
    """The finished PDF. Raises ReportError when it could not be made."""
    try:
        return pdf.result()
    except BrokenProcessPool:
        raise ReportError(
            "The PDF could not be made: the process that makes it ended, most likely for want of "
            "memory; close other programs, or write HTML only with --format html."
        ) from None
