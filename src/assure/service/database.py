"""Which database holds here, and opening it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from assure.shelf.settings import Settings, find_settings
from assure.store import DEFAULT_DATABASE, open_store

if TYPE_CHECKING:
    from assure.store.store import Store


def where(given: str | None, settings: Settings) -> str:
    """As ``given`` by flag or environment, else by ``assure.toml``, else ``assure.db`` here.

    A path in ``assure.toml`` starts from the folder of that file.
    """
    if given:
        return given
    named = settings.database
    if not named:
        return DEFAULT_DATABASE
    if "://" in named or not settings.origin:
        return named
    return str(Path(settings.origin).parent / named)


def is_there(database: str) -> bool:
    """Whether there may be a database: a file that is there, or any address."""
    return "://" in database or Path(database).is_file()


def open_database(
    given: str | None = None, *, create: bool = True
) -> AbstractContextManager[Store]:
    """The store that holds in the working folder. Raises StoreError or AssureError."""
    return open_store(where(given, find_settings(Path.cwd())), create=create)
