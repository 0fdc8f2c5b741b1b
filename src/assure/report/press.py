"""A process of its own in which PDFs are made, within limits of time and memory.

It starts while the plan is still being read and judged, so that loading WeasyPrint (about half a
second) and making the PDF wait for nothing, and the memory of a large report is given back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from concurrent.futures import Future
from types import TracebackType

from assure.model.errors import ReportError
from assure.report.apart import Apart, Limits
from assure.report.pdf import OTHERWISE, Attachment, load, write_pdf


def load_early() -> None:
    """Bring in what making a PDF needs, where it is there."""
    with contextlib.suppress(OSError, MemoryError):  # making the PDF tells what is wrong
        load()


def _pdf(html: str, attachments: Sequence[Attachment], otherwise: str) -> bytes:
    return write_pdf(html, attachments=attachments, otherwise=otherwise)


class Press:
    """Makes PDFs one after another; a context manager, so that the process ends with its use."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process = Apart(self._limits, load_early)

    def start(
        self, html: str, attachments: Sequence[Attachment] = (), *, otherwise: str = OTHERWISE
    ) -> Future[bytes]:
        """The PDF of ``html`` as a promise; ``taken`` gives its bytes."""
        return self._process.start(_pdf, html, attachments, otherwise)

    def taken(self, pdf: Future[bytes], *, otherwise: str = OTHERWISE) -> bytes:
        """The finished PDF. Raises ReportError when it could not be made, or not within the
        limits; it says what to do ``otherwise``."""
        try:
            return self._process.taken(pdf)
        except TimeoutError:
            raise ReportError(
                f"The PDF was not finished within {self._limits.time_in_words} and was given up; "
                f"set a higher time_limit under [report] in assure.toml, or {otherwise}."
            ) from None
        except MemoryError:
            raise ReportError(
                "The PDF could not be made: the process that makes it ended, most likely for want "
                f"of memory (the limit is {self._limits.megabytes:,} MB); set a higher "
                f"memory_limit under [report] in assure.toml, or {otherwise}."
            ) from None

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.__exit__(kind, fault, trace)


def printed(html: str, limits: Limits | None = None, *, otherwise: str = OTHERWISE) -> bytes:
    """The PDF of one page, made in a process of its own. Raises ReportError."""
    with Press(limits) as press:
        return press.taken(press.start(html, otherwise=otherwise), otherwise=otherwise)
