"""Which schema this assure knows."""

from __future__ import annotations

LATEST = "0005"  # the newest revision in migrations/versions


def too_new(name: str, found: str) -> str:
    """What to say of a database ``name`` whose schema is ``found``."""
    return (
        f"{name}: written by a later version of assure (schema {found}, this one knows "
        f"{LATEST}); install that version, or name another file with --database."
    )
