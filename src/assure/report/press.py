"""A process of its own in which PDFs are made, within limits of time and memory.

It starts while the plan is still being read and judged, so that loading WeasyPrint (about half a
second) and making the PDF wait for nothing, and the memory of a large report is given back. A page
that would take for ever, or all memory, costs that process and nothing else.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import TracebackType

from assure.model.errors import ReportError
from assure.report.pdf import OTHERWISE, Attachment, load, write_pdf

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one PDF may take. The largest report that we know takes a tenth of either."""

    seconds: float = 300
    megabytes: int = 4_000


def bind(megabytes: int) -> None:
    """From here on this process has no more memory than so much, where the system can say so:
    Windows knows no such limit, and macOS lets none be set."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, hard))


@contextlib.contextmanager
def beginning() -> Iterator[None]:
    """Processes that begin herein never hear Ctrl-C, not even while they load: a terminal sends it
    to all of them, and the one that was asked sees to the others. It hears it right after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent() -> None:
    """From here on this process ends when the one that began it does, however that ended: a pool
    whose owner was killed would wait for work for ever."""
    if (parent := multiprocessing.parent_process()) is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _ready(megabytes: int) -> int:
    """What the process does first: bind itself, load, and settle that its end looks for no
    garbage. Gives its id."""
    end_with_parent()
    bind(megabytes)
    gc.set_threshold(1_000_000, 50, 100)
    atexit.register(gc.freeze)
    with contextlib.suppress(OSError):  # a missing library: making the PDF tells which
        load()
    return os.getpid()


class Press:
    """Makes PDFs one after another; a context manager, so that the process ends with its use."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        # Spawned, never forked: what this process holds (threads, open files) stays here.
        spawning = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawning)
        with beginning():
            self._process = self._pool.submit(_ready, self._limits.megabytes)

    def start(
        self, html: str, attachments: Sequence[Attachment] = (), *, otherwise: str = OTHERWISE
    ) -> Future[bytes]:
        """The PDF of ``html`` as a promise; ``taken`` gives its bytes."""
        return self._pool.submit(write_pdf, html, attachments=attachments, otherwise=otherwise)

    def taken(self, pdf: Future[bytes], *, otherwise: str = OTHERWISE) -> bytes:
        """The finished PDF. Raises ReportError when it could not be made, or not within the
        limits; it says what to do ``otherwise``."""
        try:
            process = self._process.result()
            try:
                return pdf.result(timeout=self._limits.seconds)
            except TimeoutError:
                os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        except (MemoryError, BrokenProcessPool):
            raise ReportError(
                "The PDF could not be made: the process that makes it ended, most likely for want "
                f"of memory (the limit is {self._limits.megabytes:,} MB); set a higher "
                f"memory_limit under [report] in assure.toml, or {otherwise}."
            ) from None
        seconds = self._limits.seconds
        raise ReportError(
            f"The PDF was not finished within {seconds:,g} second{'' if seconds == 1 else 's'} and "
            "was given up; "
            f"set a higher time_limit under [report] in assure.toml, or {otherwise}."
        )

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)


def printed(html: str, limits: Limits | None = None, *, otherwise: str = OTHERWISE) -> bytes:
    """The PDF of one page, made in a process of its own. Raises ReportError."""
    with Press(limits) as press:
        return press.taken(press.start(html, otherwise=otherwise), otherwise=otherwise)
