"""What templates that a locality brings may reach on the disk, and what they may take."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2

from assure.model.errors import ReportError

MEGABYTE = 1_000_000
ITSELF = 1_000  # megabytes that the program takes, whatever is filled in


class _TooLongError(BaseException):
    """No Exception, so that nothing which goes on after a fault goes on after this."""


class Folders(jinja2.FileSystemLoader):
    """Reads templates from folders, and follows no link that leads out of them."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, file, fresh = super().get_source(environment, template)
        within = Path(file).resolve().parents
        if not any(Path(folder).resolve() in within for folder in self.searchpath):
            raise ReportError(
                f"{file}: this link leads out of the folder of templates; put the file itself "
                "there."
            )
        return source, file, fresh


@contextlib.contextmanager
def bounded(folder: Path | None, seconds: float, megabytes: int) -> Iterator[None]:
    """Whatever is done herein with the templates of ``folder`` ends within limits, or raises
    ReportError. Without a folder it is all ours, and needs none.

    Windows knows no such limits, and a limit of time needs the main thread. One that is counting
    already, as in a batch, goes on.
    """
    if folder is None:
        yield
        return
    try:
        with _memory(megabytes + ITSELF), _time(seconds):
            yield
    except _TooLongError:
        raise ReportError(
            f"{folder}: the templates in it were not filled in within {seconds:,g} "
            f"second{'' if seconds == 1 else 's'}, and were given up; mend them, or set a higher "
            "time_limit under [report] in assure.toml."
        ) from None
    except MemoryError:
        raise ReportError(
            f"{folder}: filling in the templates in it took all memory that it may (the limit is "
            f"{megabytes:,} MB); mend them, or set a higher memory_limit under [report] in "
            "assure.toml."
        ) from None


@contextlib.contextmanager
def _time(seconds: float) -> Iterator[None]:
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return

    def ring(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    """No more than so much; a lower limit that stands already goes on."""
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = megabytes * MEGABYTE
    if soft != resource.RLIM_INFINITY and soft <= most:
        yield
        return
    with contextlib.suppress(OSError, ValueError):  # macOS lets none be set
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
