"""Templates that a locality brings are filled in by a process of their own, within limits."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from assure.model.errors import ReportError
from assure.report.apart import Apart, Limits
from assure.report.look import Look


@contextlib.contextmanager
def filling(
    look: Look, ready: Callable[[], None], *, bounded: bool = False
) -> Iterator[Callable[..., str]]:
    """What calls a function with what it is given, to fill in a page: here, or with templates of
    ``look``'s own in another process, which can begin once ``ready`` is done. A process that is
    ``bounded`` already does it all itself.

    The call raises ReportError when the function does, or is not done within the limits of
    ``look``.
    """
    if look.templates is None or bounded:
        yield lambda page, *given: page(*given)
        return
    with Apart(Limits(look.seconds, look.megabytes), ready) as other:
        yield partial(_filled, look, other)


def _filled(look: Look, other: Apart, page: Callable[..., str], *given: Any) -> str:
    try:
        return other.taken(other.start(page, *given))
    except TimeoutError:
        raise ReportError(
            f"{look.templates}: the templates in it were not filled in within "
            f"{other.limits.time_in_words}, and were given up; mend them, or set a higher "
            "time_limit under [report] in assure.toml."
        ) from None
    except MemoryError:
        raise ReportError(
            f"{look.templates}: filling in the templates in it took all memory that it may (the "
            f"limit is {other.limits.megabytes:,} MB); mend them, or set a higher memory_limit "
            "under [report] in assure.toml."
        ) from None
