"""How reports look here, and what making one may take: the settings as the reports want them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assure import shelf
from assure.model.errors import AssureError
from assure.report import colours, logos, typefaces
from assure.report.apart import Limits
from assure.report.look import Look
from assure.shelf.settings import ReportSettings, Settings
from assure.words.text import clean, one_line


def limits_of(settings: Settings) -> Limits:
    return Limits(settings.report.time_limit, settings.report.memory_limit)


def look_of(settings: Settings) -> Look:
    """Raises AssureError with one sentence that names the setting and what is wrong with it."""
    own = settings.report
    made: dict[str, Any] = {
        "templates": _templates(settings),
        "seconds": own.time_limit,
        "megabytes": own.memory_limit,
    }
    try:
        made["accent"], made["panel"] = colours.own_colours(own.accent, own.panel)
    except ValueError as fault:
        raise AssureError(f"{settings.origin}: report.{fault}.") from None
    if own.logo is not None:
        content = _content(settings, "logo", own.logo, logos.LARGEST)
        try:
            made["logo"] = logos.clean_logo(content)
        except ValueError as fault:
            raise _refused(settings, "logo", own.logo, fault) from None
    made["faces"], made["font"] = _faces(settings, own)
    for name in ("logo_text", "cover", "marking"):
        made[name] = one_line(clean(getattr(own, name)))
    return Look(**made)


def _templates(settings: Settings) -> Path | None:
    if settings.templates is None:
        return None
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
    return folder


def _faces(settings: Settings, own: ReportSettings) -> tuple[tuple[str, ...], str]:
    """The font's rules for pages, and what it is called."""
    if own.font is None and own.font_bold is None:
        return (), ""
    files = {"font": (own.font, "400"), "font_bold": (own.font_bold, "600")}
    for name, (file, _) in files.items():
        if file is None:
            raise AssureError(
                f"{settings.origin}: report.{name}: a font needs both its regular and its bold "
                "file; give font and font_bold."
            )
    faces, called = [], ""
    for name, (file, weight) in files.items():
        content = _content(settings, name, str(file), typefaces.LARGEST)
        try:
            faces.append(typefaces.own_face(content, weight))
            called = called or typefaces.name_of(content)
        except ValueError as fault:
            raise _refused(settings, name, str(file), fault) from None
    return tuple(faces), called


def _content(settings: Settings, name: str, file: str, largest: int) -> bytes:
    path = settings.home / file
    try:
        with path.open("rb") as opened:
            return opened.read(largest + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AssureError(
            f"{settings.origin}: report.{name}: {path} cannot be read ({reason}); name a file."
        ) from None


def _refused(settings: Settings, name: str, file: str, fault: ValueError) -> AssureError:
    return AssureError(f"{settings.origin}: report.{name}: {settings.home / file} {fault}.")
