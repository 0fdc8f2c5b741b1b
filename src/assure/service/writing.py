"""Files on their way out: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
from pathlib import Path

from assure.model.errors import AssureError


def check_ending(path: Path, endings: tuple[str, ...]) -> str:
    """The ending of the name, in small letters. Raises AssureError when it is none of these."""
    ending = path.suffix.casefold()
    if ending not in endings:
        *others, last = endings
        known = f"{', '.join(others)} or {last}" if others else last
        raise AssureError(f"{path}: give the file a name that ends in {known}.")
    return ending


def check_free(path: Path, replace: bool) -> None:
    """Raises AssureError when something is there that must not be written over."""
    if path.exists() and not replace:
        raise AssureError(
            f"{path} is there already; give another name, or --replace to write over it."
        )


def write(path: Path, content: bytes) -> None:
    """Raises AssureError when the place cannot be written."""
    put_in_place(write_beside(path, content), path)


def write_beside(path: Path, content: bytes) -> Path:
    """The content under another name beside ``path``, so that it can be looked at before it is
    handed over; its ending stays, so that it is read as what it will be. Raises AssureError.
    """
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        beside.write_bytes(content)
    except OSError as error:
        raise _unwritable(path, beside, error) from None
    return beside


def put_in_place(beside: Path, path: Path) -> None:
    """Gives what was written beside ``path`` its name. Raises AssureError."""
    try:
        beside.replace(path)
    except OSError as error:
        raise _unwritable(path, beside, error) from None


def _unwritable(path: Path, beside: Path, error: OSError) -> AssureError:
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)
    reason = (error.strerror or str(error)).lower()
    return AssureError(f"{path}: cannot be written ({reason}); give another place.")
