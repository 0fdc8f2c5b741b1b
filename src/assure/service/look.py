"""How reports look here, and what making one may take: the settings as the reports want them."""

from __future__ import annotations

from assure import shelf
from assure.model.errors import AssureError
from assure.report.look import Look
from assure.report.press import Limits
from assure.shelf.settings import Settings


def limits_of(settings: Settings) -> Limits:
    return Limits(settings.report.time_limit, settings.report.memory_limit)


def look_of(settings: Settings) -> Look:
    """Raises AssureError with one sentence that names the setting."""
    if settings.templates is None:
        return Look()
    folder, shipped = settings.home / settings.templates, shelf.templates()
    if not folder.is_dir():
        raise AssureError(
            f"{settings.origin}: templates: {folder} is no folder; name one that holds templates."
        )
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    if not any((shipped / file).is_file() for file in files):
        raise AssureError(
            f"{settings.origin}: templates: no file in {folder} has the name of a template that a "
            "report uses; name one as in docs/settings.md, for example assurance.html.j2."
        )
    return Look(templates=folder)
