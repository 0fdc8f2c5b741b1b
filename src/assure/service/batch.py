"""Reports of many reviews at once, by as many processes as there are processors."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from assure.model.errors import AssureError
from assure.report.apart import Limits, beginning, bind, scrap_folder
from assure.report.letting_go import keep_what_is_there, let_go
from assure.report.pdf import OTHERWISE
from assure.report.press import load_early
from assure.service.look import limits_of, look_of
from assure.service.material import Wanted, judged_anew, material_of
from assure.service.report import write_report
from assure.service.reviews import load
from assure.shelf.settings import Settings


class _TooLongError(BaseException):
    """No Exception, so that nothing which goes on after a fault goes on after this."""


class _StoppedError(BaseException):
    """Whoever asked for the reports wants no more of them."""


@dataclass(frozen=True)
class Done:
    """What became of one review file: the paths written, or in one sentence why there are none."""

    file: Path
    written: tuple[Path, ...] = ()
    fault: str = ""
    judged_anew: bool = False  # by other rules than those it was frozen with


def review_files(folder: Path) -> list[Path]:
    """The review files (.json) in ``folder``, by name. Raises AssureError when there are none."""
    if folder.is_file():
        raise AssureError(f"{folder}: this is a file; name the folder, or give it as --review.")
    if not folder.is_dir():
        raise AssureError(f"{folder}: there is no such folder; name one that holds review files.")
    files = sorted(file for file in folder.glob("*.json") if not file.name.startswith("."))
    if not files:
        raise AssureError(
            f"{folder}: there is no review in it; put files there that "
            "`assure review freeze -o` wrote."
        )
    return files


def processors() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def write_reports(
    files: Sequence[Path], wanted: Wanted, folder: Path, settings: Settings, *, jobs: int
) -> Iterator[Done]:
    """A report of each review file into ``folder``, as ``FILE-board-report.pdf``; yields what
    became of each, as they are finished, from ``jobs`` processes.

    One that cannot be made keeps none of the others from being written.
    """
    left = list(files)
    try:
        for done in _spread(left, wanted, folder, settings, min(jobs, len(left))):
            left.remove(done.file)
            yield done
    except BrokenProcessPool:
        # One report took all of its process's memory and the whole pool fell with it: from here
        # on each has a pool of its own, so that only that one is lost.
        for file in left:
            try:
                yield from _spread([file], wanted, folder, settings, 1)
            except BrokenProcessPool:
                yield Done(
                    file,
                    fault=f"{file}: the process that made the report ended, most likely for want "
                    "of memory; close other programs, or ask for --jobs 1.",
                )


def _spread(
    files: Sequence[Path], wanted: Wanted, folder: Path, settings: Settings, jobs: int
) -> Iterator[Done]:
    # Spawned, never forked: what this process holds (threads, open files) stays here.
    spawning = multiprocessing.get_context("spawn")
    scraps = scrap_folder()  # one that is ended by force tidies nothing away
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=spawning,
        initializer=_ready,
        initargs=(limits_of(settings), scraps.name, "pdf" in wanted.formats),
    )
    others = multiprocessing.active_children()
    try:
        with beginning():
            # The largest first, so that none of them is begun when the others are done.
            ordered = sorted(files, key=_size, reverse=True)
            begun = [pool.submit(_made, file, wanted, folder, settings) for file in ordered]
        for future in as_completed(begun):
            yield future.result()
    except BaseException:
        # Nobody waits for what was begun and what stands in line: Ctrl-C, or a pool that fell.
        for process in multiprocessing.active_children():
            if process not in others:
                process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        scraps.cleanup()


def _size(file: Path) -> int:
    """In bytes; 0 of what is no longer there, which reading it tells."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _ready(limits: Limits, scraps: str, printing: bool) -> None:
    """What each process does first: leave the keys of whoever waits to the one that asked, take no
    more memory than it may, keep in ``scraps`` what is on the disk for a time, and load what all of
    its reports need."""
    _end_with_parent()
    bind(limits.megabytes)
    tempfile.tempdir = scraps
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(1_000_000, 50, 100)
    if printing:
        load_early()
    keep_what_is_there()


def _end_with_parent() -> None:
    """From here on this process ends when the one that began it does, however that ended: a pool
    whose owner was killed would wait for work for ever."""
    if (parent := multiprocessing.parent_process()) is None:
        return

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _made(file: Path, wanted: Wanted, folder: Path, settings: Settings) -> Done:
    limits = limits_of(settings)
    try:
        with _until_stopped(), _within(limits.seconds):
            return _one(file, wanted, folder, settings)
    except _StoppedError:
        os._exit(1)  # what was being written is tidied away; the pool would go on to the next
    except _TooLongError:
        otherwise = f", or {OTHERWISE}" if "pdf" in wanted.formats else ""
        return Done(
            file,
            fault=f"{file}: the report was not finished within {limits.time_in_words} and was "
            f"given up; set a higher time_limit under [report] in assure.toml{otherwise}.",
        )
    except MemoryError:
        return Done(
            file,
            fault=f"{file}: making the report took all memory that it may (the limit is "
            f"{limits.megabytes:,} MB); set a higher memory_limit under [report] in assure.toml.",
        )
    finally:
        # Garbage is looked for so seldom here that the pages of many reports would pile up.
        let_go()


@contextlib.contextmanager
def _until_stopped() -> Iterator[None]:
    """Raises _StoppedError where this process is told to end, so that no half of a file stays."""

    def stop(*_: object) -> None:
        raise _StoppedError

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises _TooLongError in whatever is not finished in time; Windows has no such alarm."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    # And again each second: a library may swallow the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _one(file: Path, wanted: Wanted, folder: Path, settings: Settings) -> Done:
    try:
        review = load(str(file), None)
        material = material_of(review, wanted, settings)
        written = write_report(
            material,
            folder,
            kind=wanted.kind,
            formats=wanted.formats,
            of=file.stem,
            look=look_of(settings),
            bounded=True,
        )
    except AssureError as error:
        told = str(error)
        return Done(file, fault=told if str(file) in told else f"{file}: {told}")
    return Done(file, tuple(written), judged_anew=judged_anew(review, material))
