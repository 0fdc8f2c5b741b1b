"""The questionnaires that can be asked here: what is shipped, and the locality's own beside it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from assure import shelf
from assure.conditions.documents import Path as Place
from assure.conditions.documents import read
from assure.conditions.nearest import did_you_mean
from assure.facts.sittings import subject_name
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import QuestionKind, Questionnaire
from assure.service.catalogue import catalogue
from assure.shelf import Text
from assure.shelf.brought import brought
from assure.shelf.settings import FILE, Settings, find_settings


def settings_here() -> Settings:
    return find_settings(Path.cwd())


def questionnaires(
    settings: Settings | None = None, paths: Sequence[Path] = ()
) -> tuple[Questionnaire, ...]:
    """Every questionnaire, by key; own ones also from ``paths``.

    ``settings`` are those of the working folder unless given. Raises QuestionnaireError.
    """
    every = (*map(_parsed, shelf.questionnaires()), *own_questionnaires(settings, paths))
    return tuple(sorted(every, key=lambda found: found.key))


def questionnaire(key: str, settings: Settings | None = None) -> Questionnaire:
    """The questionnaire ``key``. Raises QuestionnaireError when there is none."""
    own = {found.key: found for found in own_questionnaires(settings)}
    if key in own:
        return own[key]
    texts = _shipped()
    if key not in texts:
        raise QuestionnaireError(
            f"There is no questionnaire “{key}”; {did_you_mean(key, sorted({*texts, *own}))}"
        )
    return _parsed(texts[key])


def shipped_questionnaires(keys: Container[str]) -> tuple[Questionnaire, ...]:
    """Those of ``keys`` that are shipped. The others are not read, which takes its time."""
    return tuple(_parsed(text) for key, text in _shipped().items() if key in keys)


def own_questionnaires(
    settings: Settings | None = None, paths: Sequence[Path] = ()
) -> tuple[Questionnaire, ...]:
    """What the folders of ``settings`` hold, and ``paths``, in the order found.

    Raises QuestionnaireError for one that cannot be read, and for a key that something else has:
    another questionnaire, or facts that rules look at.
    """
    settings = settings_here() if settings is None else settings
    texts = own_texts(settings, paths)
    if not texts:
        return ()  # the usual case, and then nothing else need be read
    beside = Beside()
    return tuple(beside.add(text) for text in texts)


class Beside:
    """What stands beside the shipped questionnaires, taken in one at a time."""

    def __init__(self) -> None:
        self._holders = {name: text.origin for name, text in _shipped().items()}
        # Of its own subjects ``catalogue`` would take the later: here each has one meaning.
        self._subjects = dict.fromkeys(catalogue(), "")

    def add(self, text: Text) -> Questionnaire:
        """The questionnaire in ``text``. Raises QuestionnaireError, and then takes in nothing:
        for one that cannot be read, and for a key or a name of facts that is taken."""
        asked = _parsed(text)
        document = read(text.content, text.origin, QuestionnaireError)
        if asked.key in self._holders:
            raise document.fault(
                ("questionnaire",),
                f"the questionnaire {asked.key} is already in {self._holders[asked.key]}; "
                "give this one its own key.",
            )
        subjects = list(_subjects(asked))
        for subject, place in subjects:
            if subject in self._subjects:
                holder = self._subjects[subject] or _holder(subject, self._holders)
                raise document.fault(
                    place,
                    f"rules know facts of the name “{subject}” already, from {holder}; "
                    "give this another key.",
                )
        self._subjects.update((subject, text.origin) for subject, _ in subjects)
        self._holders[asked.key] = text.origin
        return asked


def own_texts(settings: Settings, paths: Sequence[Path] = ()) -> list[Text]:
    """The files of ``own_questionnaires``. Raises UnreadableFileError or AssureError."""
    return brought(
        "questionnaires",
        "questionnaire",
        settings.questionnaire_folders,
        settings.origin or FILE,
        paths,
    )


def _subjects(asked: Questionnaire) -> Iterator[tuple[str, Place]]:
    """The name of each subject that ``asked`` gives, and the key in the file that makes it."""
    yield subject_name(asked.key), ("questionnaire",)
    for number, section in enumerate(asked.sections):
        for place, question in enumerate(section.questions):
            if question.kind is QuestionKind.ENTRIES:
                path = ("sections", number, "questions", place, "key")
                yield subject_name(asked.key, question.key), path


def _holder(subject: str, holders: dict[str, str]) -> str:
    """Where the facts of a name that is taken come from."""
    files = [file for key, file in holders.items() if subject.startswith(subject_name(key))]
    return max(files, key=len)


def _shipped() -> dict[str, Text]:
    """By key: a shipped questionnaire ``swot`` is ``questionnaires/swot.yaml``."""
    return {Path(text.origin).stem: text for text in shelf.questionnaires()}


@lru_cache(maxsize=64)  # the same text gives the same noun, and one act may ask for it often
def _parsed(text: Text) -> Questionnaire:
    from assure.interview.parse import parse_questionnaire  # here: most checks ask nothing

    return parse_questionnaire(text.origin, text.content)
