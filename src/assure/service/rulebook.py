"""The rulebook that judges here: what is shipped, and what the locality makes of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from assure import shelf
from assure.model.errors import RulebookError
from assure.model.questionnaire import Questionnaire
from assure.model.review import Review
from assure.rules.parse import RulesetText, load_rulebook
from assure.rules.rulebook import Rulebook
from assure.service.catalogue import catalogue
from assure.service.questionnaires import own_questionnaires
from assure.service.ready import read_ready
from assure.shelf import Text, rulesets
from assure.shelf.brought import brought
from assure.shelf.settings import FILE, Settings


def load(settings: Settings, paths: Sequence[Path] = ()) -> Rulebook:
    """The shipped rulebook, with the locality's own folders and limits, and with ``paths``.

    ``paths`` are folders of rulesets or single files; they come beside the folders that
    ``settings`` name. Raises RulebookError naming file, line and what to do, or
    UnreadableFileError for a path that is none or holds no ruleset.
    """
    return load_texts(texts(settings, paths), settings)


def load_texts(found: Sequence[Text], settings: Settings) -> Rulebook:
    """The rulebook of these texts as the locality's ``settings`` change it."""
    return _rulebook(found, own_questionnaires(settings), settings, settings.origin or FILE)


# Reviews of one plan, or of one year, mostly carry the same rules: two are compared by them, and a
# batch of a hundred would read them a hundred times.
_RECENT: deque[tuple[tuple[object, ...], Rulebook]] = deque(maxlen=4)


def _rulebook(
    found: Sequence[RulesetText],
    asked: tuple[Questionnaire, ...],
    changed: Settings | Review,
    origin: str,
) -> Rulebook:
    """The rulebook that ``found`` make, which may look at what is ``asked``, as ``changed`` at
    ``origin``; one of those last wanted, where it was made from the same."""
    given = (
        [(text.origin, text.content, text.own) for text in found],
        asked,
        shelf.questionnaires(),
        changed.off,
        {key: str(value) for key, value in changed.thresholds.items()},
        dict(changed.severity),
    )
    for known, book in tuple(_RECENT):  # another thread may add to it
        if known == given:
            return book
    book = load_rulebook(
        found,
        catalogue(asked),
        changed.thresholds,
        origin,
        off=changed.off,
        severities=changed.severity,
        reader=read_ready,
    )
    _RECENT.append((given, book))
    return book


def texts(settings: Settings, paths: Sequence[Path] = ()) -> list[Text]:
    """Every text of the rulebook: as shipped, then as brought, each file once."""
    return [*rulesets(), *own_texts(settings, paths)]


def own_texts(settings: Settings, paths: Sequence[Path] = ()) -> list[Text]:
    """What the locality brings: the folders of its settings, then ``paths``."""
    named = settings.folders
    return brought("rulesets", "ruleset", named, settings.origin or FILE, paths, setting="rules")


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


def of_review(
    review: Review, otherwise: str = "judge it by today’s rules with --rules installed"
) -> Rulebook:
    """The rulebook that ``review`` carries; without one the shipped rulebook, changed as it says.

    Raises RulebookError, also for a rulebook of another version of assure that this one cannot
    read; it says what to do ``otherwise``.
    """
    if not review.rules:
        settings = Settings(thresholds=review.thresholds, off=review.off, severity=review.severity)
        return load(settings)
    try:
        return _rulebook(review.rules, review.questionnaires, review, f"The review {review.key}")
    except RulebookError as error:
        raise RulebookError(
            f"The rules recorded in the review {review.key} can not be used by this assure "
            f"({str(error).rstrip('.?')}); {otherwise}."
        ) from None
