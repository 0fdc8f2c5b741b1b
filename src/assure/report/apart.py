"""A process of our own in which work is done within limits of time and memory.

What would take for ever, or all memory, costs that process and nothing else; and the memory of what
was large is given back with it.
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
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, Self, TypeVar, cast

from assure.model.errors import ReportError

MEGABYTE = 1_000_000
Result = TypeVar("Result")
Task = tuple[Callable[..., Any], tuple[Any, ...]]
# The other process looks for modules where its owner does.
BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from assure.report.apart import serve; serve()"


@dataclass(frozen=True)
class Limits:
    """What one task may take: seconds, and megabytes of memory. The largest report that we know
    takes a tenth of either."""

    seconds: float = 300
    megabytes: int = 4_000

    @property
    def time_in_words(self) -> str:
        """``300 seconds``."""
        return f"{self.seconds:,g} second{'' if self.seconds == 1 else 's'}"


def bind(megabytes: int) -> None:
    """From here on this process has no more memory than so much, where the system can say so:
    Windows knows no such limit, and macOS lets none be set."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, hard))


def scrap_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for what a process leaves on the disk for a time, for its owner to tidy away.
    Raises ReportError."""
    try:
        return tempfile.TemporaryDirectory(prefix="assure-", ignore_cleanup_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ReportError(
            f"No folder for temporary files can be used ({reason}); make room on the disk, or name "
            "another folder in the environment variable TMPDIR."
        ) from None


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
    """What the other process does: the tasks that it hears on stdin, each answered on stdout, until
    it is told that there is no more. It ends with its owner, however that ended."""
    tasks: SimpleQueue[Task | None] = SimpleQueue()
    # Nothing that a library prints may come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    bind(int(sys.argv[1]))
    gc.set_threshold(1_000_000, 50, 100)
    atexit.register(gc.freeze)  # its end looks for no garbage
    while task := tasks.get():
        _tell(answers, _answer(*task))


def _listen(tasks: SimpleQueue[Task | None]) -> None:
    try:
        while task := pickle.load(sys.stdin.buffer):  # noqa: S301  from the process that began us
            tasks.put(task)
    except (EOFError, MemoryError, pickle.UnpicklingError):
        os._exit(1)
    tasks.put(None)


def _answer(work: Callable[..., Any], given: tuple[Any, ...]) -> object:
    try:
        return work(*given)
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


class Apart:
    """Does one task after another in a process of its own; a context manager, so that the process
    ends with its use, and with it what it left on the disk for a time.

    It is ``ready`` once that is done: what loads what the tasks need, while others do other things.
    Raises ReportError where there is no room for what it leaves.
    """

    def __init__(self, limits: Limits, ready: Callable[[], object]) -> None:
        self.limits = limits
        # One that is ended by force tidies nothing away, so that its owner does.
        self._scraps = scrap_folder()
        scraps = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scraps.name)
        # None of multiprocessing's: that begins a second process to keep account, and imports the
        # command line in both, a twentieth of the time of a short report.
        command = [sys.executable, "-P", "-c", BEGIN, str(limits.megabytes), *sys.path]
        with beginning():
            self._process = subprocess.Popen(  # noqa: S603  ourselves
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **scraps},
            )
        self._asked = cast(IO[bytes], self._process.stdin)
        self._answers = cast(IO[bytes], self._process.stdout)
        # A thread speaks to it, of one task after another, and first hears that it is ready.
        self._line = ThreadPoolExecutor(1)
        self.ready = self.start(ready)

    def start(self, work: Callable[..., Result], *given: Any) -> Future[Result]:
        """What ``work`` makes of what it is given, as a promise; ``taken`` gives it. It is a
        function of a module, by whose name the other process knows it."""
        return self._line.submit(self._done, (work, given))

    def taken(self, done: Future[Result]) -> Result:
        """What is promised. Raises what the work raised; TimeoutError when it is not finished
        within the limits, and then nothing more is done; MemoryError when it wants more than it
        may, or the other process ended: that is why one mostly does."""
        self.ready.result()
        try:
            return done.result(timeout=self.limits.seconds)
        except TimeoutError:
            self._process.kill()
            raise

    def _done(self, task: Task) -> Any:
        try:
            self._ask(task)
            answer = pickle.load(self._answers)  # noqa: S301  from the process that we began
        except (EOFError, OSError, pickle.UnpicklingError):
            raise MemoryError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask(self, task: Task | None) -> None:
        pickle.dump(task, self._asked)
        self._asked.flush()

    def __enter__(self) -> Self:
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
        self._scraps.cleanup()
