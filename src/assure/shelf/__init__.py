"""Finds what is shipped and what users bring, and hands over text with its origin.

Interprets nothing: rulesets are read by ``assure.rules``, questionnaires by
``assure.interview``, templates by ``assure.report``. ``writing`` puts files in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assure.model.errors import UnreadableFileError

PACKAGE = Path(__file__).resolve().parent.parent
LARGEST_TEXT = 2_000_000  # bytes; a ruleset or questionnaire beyond this is a mistake


@dataclass(frozen=True)
class Text:
    """A text and where it came from. ``origin`` is short: ``rulesets/ownership.yaml``.

    ``own``: brought by the locality, not shipped.
    """

    origin: str
    content: str
    own: bool = False


def shipped(name: str) -> Path:
    """The folder ``name`` as shipped: inside an installed package, or beside ``src/``."""
    for folder in (PACKAGE / "shipped" / name, PACKAGE.parent.parent / name):
        if folder.is_dir():
            return folder
    raise UnreadableFileError(
        f"{name}: the folder that ships with assure is missing; install assure again."
    )


def read_text(
    path: Path, origin: str | None = None, *, largest: int = LARGEST_TEXT, own: bool = False
) -> Text:
    """``path`` as UTF-8 text of at most ``largest`` bytes.

    Raises UnreadableFileError with one sentence.
    """
    try:
        if path.stat().st_size > largest:
            raise UnreadableFileError(
                f"{path}: larger than {largest // 1_000_000} MB; give a smaller file."
            )
        return Text(origin or str(path), path.read_text(encoding="utf-8"), own)
    except FileNotFoundError:
        raise UnreadableFileError(f"{path}: there is no such file; check the name.") from None
    except IsADirectoryError:
        raise UnreadableFileError(f"{path}: this is a folder; name a file in it.") from None
    except UnicodeDecodeError:
        raise UnreadableFileError(f"{path}: not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}).") from None


def read_folder(folder: Path, name: str, *, own: bool = False) -> tuple[Text, ...]:
    """Every ``.yaml`` file of ``folder``, sorted by name; origins read ``name/file.yaml``."""
    return tuple(
        read_text(path, f"{name}/{path.name}", own=own) for path in sorted(folder.glob("*.yaml"))
    )


def rulesets() -> tuple[Text, ...]:
    return read_folder(shipped("rulesets"), "rulesets")


def questionnaires() -> tuple[Text, ...]:
    return read_folder(shipped("questionnaires"), "questionnaires")


def templates() -> Path:
    return shipped("report_templates")


def fonts() -> Path:
    return PACKAGE / "fonts"


def advice() -> tuple[Text, ...]:
    """The notes of advice, sorted by name; origins read ``advice/ownership.md``."""
    notes = sorted((PACKAGE / "advice").glob("*.md"))
    return tuple(read_text(path, f"advice/{path.name}") for path in notes)


def anycity() -> Path:
    """The demonstration partnership: ``plan.xlsx``, ``answers/*.yaml`` and ``methods/*.yaml``."""
    return PACKAGE / "anycity"
