"""Files on their way out: whole or not at all, and never over another one unasked."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from assure.model.errors import AssureError

ELSEWHERE = "give another place"


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


def write(path: Path, content: bytes, instead: str = ELSEWHERE, *, folders: bool = False) -> Path:
    """``path``, which holds ``content`` now; ``folders`` that are not there are made first.

    Raises AssureError when the place cannot be written; it says what to do ``instead``.
    """
    put_in_place(write_beside(path, content, instead, folders=folders), path, instead)
    return path


def write_beside(
    path: Path, content: bytes, instead: str = ELSEWHERE, *, folders: bool = False
) -> Path:
    """The content under another name beside ``path``, so that it can be looked at before it is
    handed over; its ending stays, so that it is read as what it will be. Raises AssureError.
    """
    # Two that write the same file at once do not mix their halves.
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        if folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
    except OSError as error:
        raise _unwritable(path, beside, error, instead) from None
    return beside


def put_in_place(beside: Path, path: Path, instead: str = ELSEWHERE) -> None:
    """Gives what was written beside ``path`` its name. Raises AssureError."""
    try:
        beside.replace(path)
    except OSError as error:
        raise _unwritable(path, beside, error, instead) from None


def _unwritable(path: Path, beside: Path, error: OSError, instead: str) -> AssureError:
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)
    reason = (error.strerror or str(error)).lower()
    return AssureError(f"{path}: cannot be written ({reason}); {instead}.")


def write_all(folder: Path, contents: Mapping[str, bytes], *, replace: bool) -> tuple[Path, ...]:
    """Files by name into ``folder``, all of them or none; one that is not there is made.

    They are written into a hidden folder first and then take their places. Raises AssureError
    when one is there already, unless it may be written over, or when the place cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise AssureError(f"{folder} is a file; name a folder to write into.")
    there = [folder / name for name in contents if (folder / name).exists()]
    if there and not replace:
        more = f" and {len(there) - 1} more are" if len(there) > 1 else " is"
        raise AssureError(
            f"{there[0]}{more} there already, and nothing was written; name another folder, or "
            "--replace to write over them with all that was typed into them."
        )
    # Inside a folder that is there: it may be ".", or a link to another disk.
    aside = f".{os.getpid()}.part"
    beside = folder / aside if folder.exists() else folder.with_name(f".{folder.name}{aside}")
    try:
        beside.mkdir(parents=True)
        for name, content in contents.items():
            (beside / name).write_bytes(content)
        if folder.exists():
            for name in contents:
                (beside / name).replace(folder / name)
        else:
            beside.rename(folder)
    except OSError as error:
        raise _unwritable(folder, beside, error, ELSEWHERE) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(folder / name for name in contents)
