"""The rulebook that judges here: what is shipped, and what the locality makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assure.model.errors import AssureError, RulebookError, UnreadableFileError
from assure.model.review import Review
from assure.rules.parse import load_rulebook
from assure.rules.rulebook import Rulebook
from assure.service.catalogue import catalogue
from assure.shelf import Text, read_folder, read_text, rulesets, shipped
from assure.shelf.settings import FILE, Settings


def load(settings: Settings, paths: Sequence[Path] = ()) -> Rulebook:
    """The shipped rulebook, with the locality's own folders and limits, and with ``paths``.

    ``paths`` are folders of rulesets or single files; they come beside the folders that
    ``settings`` name. Raises RulebookError naming file, line and what to do, or
    UnreadableFileError for a path that is none or holds no ruleset.
    """
    return load_texts(texts(settings, paths), settings)


def load_texts(brought: Sequence[Text], settings: Settings) -> Rulebook:
    """The rulebook of these texts as the locality's ``settings`` change it."""
    return load_rulebook(
        brought,
        catalogue(),
        settings.thresholds,
        settings.origin or FILE,
        off=settings.off,
        severities=settings.severity,
    )


def texts(settings: Settings, paths: Sequence[Path] = ()) -> list[Text]:
    """Every text of the rulebook: as shipped, then as brought, each file once."""
    return [*rulesets(), *own_texts(settings, paths)]


def own_texts(settings: Settings, paths: Sequence[Path] = ()) -> list[Text]:
    """What the locality brings: the folders of its settings, then ``paths``."""
    found: list[Text] = []
    seen = {path.resolve() for path in shipped("rulesets").glob("*.yaml")}
    for path in settings.folders:
        try:
            _add(path, found, seen)
        except UnreadableFileError as error:
            raise AssureError(f"{settings.origin}: rules: {error}") from None
    for path in paths:
        _add(path, found, seen)
    return found


def _add(path: Path, found: list[Text], seen: set[Path]) -> None:
    """Adds the texts at ``path`` that are not ``seen`` yet, and marks them as seen."""
    if path.is_dir():
        files = sorted(path.glob("*.yaml"))
        if not files:
            raise UnreadableFileError(f"{path} holds no ruleset; put a .yaml file into it.")
        brought = read_folder(path, str(path), own=True)
    elif path.is_file() and path.suffix != ".yaml":
        raise UnreadableFileError(f"{path} is no ruleset; give a .yaml file or a folder of them.")
    elif path.exists():
        files, brought = [path], (read_text(path, own=True),)
    else:
        raise UnreadableFileError(
            f"{path} is not there; give a folder that holds rulesets (.yaml), or one of them."
        )
    for file, text in zip(files, brought, strict=True):
        if file.resolve() not in seen:
            seen.add(file.resolve())
            found.append(text)


def carrying(review: Review, book: Rulebook) -> Review:
    """The review with the whole of ``book`` inside, so that anyone can judge it again."""
    return review.model_copy(
        update={
            "rules": book.texts,
            "rulebook": book.identity,
            "thresholds": {limit.key: limit.value for limit in book.local_thresholds},
            "off": book.off,
            "severity": {
                code: severity.value
                for code in book.shipped_severities
                if (severity := book.severity_of(code))
            },
        }
    )


def of_review(review: Review) -> Rulebook:
    """The rulebook that ``review`` carries; without one the shipped rulebook, changed as it says.

    Raises RulebookError, also for a rulebook of another version of assure that this one cannot
    read.
    """
    if not review.rules:
        settings = Settings(thresholds=review.thresholds, off=review.off, severity=review.severity)
        return load(settings)
    try:
        return load_rulebook(
            review.rules,
            catalogue(review.questionnaires),
            review.thresholds,
            f"The review {review.key}",
            off=review.off,
            severities=review.severity,
        )
    except RulebookError as error:
        raise RulebookError(
            f"The rules recorded in the review {review.key} can not be used by this assure "
            f"({str(error).rstrip('.?')}); judge it by today's rules with --rules installed."
        ) from None
