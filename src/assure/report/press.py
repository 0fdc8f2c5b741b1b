"""A process of its own in which PDFs are made, within limits of time and memory.

It starts while the plan is still being read and judged, so that loading WeasyPrint (about half a
second) and making the PDF wait for nothing, and the memory of a large report is given back. A page
that would take for ever, or all memory, costs that process and nothing else.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import IO, cast

from assure.model.errors import ReportError
from assure.report.pdf import OTHERWISE, Attachment, load, write_pdf

MEGABYTE = 1_000_000
# What is printed: a page, what travels in it, and what to do where no PDF can be made.
Task = tuple[str, Sequence[Attachment], str]
READY = b""  # the first answer
# The other process looks for modules where its owner does.
BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from assure.report.press import serve; serve()"


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


def serve() -> None:
    """What the other process does: makes what it is asked for on stdin, and answers on stdout,
    until it is told that there is no more. It ends with its owner, however that ended."""
    tasks: SimpleQueue[Task | None] = SimpleQueue()
    # Nothing that a library prints may come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    bind(int(sys.argv[1]))
    gc.set_threshold(1_000_000, 50, 100)
    atexit.register(gc.freeze)  # its end looks for no garbage
    with contextlib.suppress(OSError, MemoryError):  # making the PDF tells what is wrong
        load()
    _tell(answers, READY)
    while task := tasks.get():
        _tell(answers, _answer(*task))


def _listen(tasks: SimpleQueue[Task | None]) -> None:
    try:
        while task := pickle.load(sys.stdin.buffer):  # noqa: S301  from the process that began us
            tasks.put(task)
    except (EOFError, MemoryError, pickle.UnpicklingError):
        os._exit(1)
    tasks.put(None)


def _answer(html: str, attachments: Sequence[Attachment], otherwise: str) -> bytes | Exception:
    try:
        return write_pdf(html, attachments=attachments, otherwise=otherwise)
    except Exception as fault:  # told where it was asked for
        fault.add_note(traceback.format_exc())
        return fault


def _tell(answers: IO[bytes], what: object) -> None:
    try:
        told = pickle.dumps(what)
    except (pickle.PicklingError, TypeError, AttributeError):  # an exception may hold anything
        told = pickle.dumps(RuntimeError(repr(what)))
    except MemoryError:
        os._exit(1)
    answers.write(told)
    answers.flush()


class Press:
    """Makes PDFs one after another; a context manager, so that the process ends with its use."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        # None of multiprocessing's: that begins a second process to keep account, and imports the
        # command line in both, a twentieth of the time of a short report.
        command = [sys.executable, "-P", "-c", BEGIN, str(self._limits.megabytes), *sys.path]
        with beginning():
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        self._asked = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        # A thread speaks to it, of one task after another, and first hears that it is ready.
        self._line = ThreadPoolExecutor(1)
        self._ready = self._line.submit(self._made, None)

    def start(
        self, html: str, attachments: Sequence[Attachment] = (), *, otherwise: str = OTHERWISE
    ) -> Future[bytes]:
        """The PDF of ``html`` as a promise; ``taken`` gives its bytes."""
        return self._line.submit(self._made, (html, attachments, otherwise))

    def taken(self, pdf: Future[bytes], *, otherwise: str = OTHERWISE) -> bytes:
        """The finished PDF. Raises ReportError when it could not be made, or not within the
        limits; it says what to do ``otherwise``."""
        try:
            self._ready.result()
            try:
                return pdf.result(timeout=self._limits.seconds)
            except TimeoutError:
                self._process.kill()
        except MemoryError:
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

    def _made(self, task: Task | None) -> bytes:
        """What the other process answers. Raises what it raised, and MemoryError where it ended:
        that is why one mostly does."""
        try:
            if task:
                self._ask(task)
            answer = pickle.load(self._answers)  # noqa: S301  from the process that we began
        except (EOFError, OSError, pickle.UnpicklingError):
            raise MemoryError from None
        if isinstance(answer, Exception):
            raise answer
        return bytes(answer)

    def _ask(self, task: Task | None) -> None:
        pickle.dump(task, self._asked)
        self._asked.flush()

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._process.kill()  # nobody waits for what it is at
        self._line.shutdown(cancel_futures=True)
        with contextlib.suppress(OSError):  # it may have ended before
            self._ask(None)
        with contextlib.suppress(OSError):
            self._asked.close()
        self._process.wait()
        self._answers.close()


def printed(html: str, limits: Limits | None = None, *, otherwise: str = OTHERWISE) -> bytes:
    """The PDF of one page, made in a process of its own. Raises ReportError."""
    with Press(limits) as press:
        return press.taken(press.start(html, otherwise=otherwise), otherwise=otherwise)
