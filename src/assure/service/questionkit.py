"""What authors of questionnaires do: check them, compare two versions, begin one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from assure import shelf
from assure.conditions.documents import read
from assure.conditions.reading import Part
from assure.interview.against import remarks_against
from assure.interview.linting import Linter
from assure.interview.parse import parse_questionnaire
from assure.interview.scaffold import USUAL_KINDS, scaffold
from assure.interview.schema import schema_text
from assure.model.errors import AssureError, QuestionnaireError, RulebookError
from assure.model.questionnaire import QuestionKind, Questionnaire
from assure.rules import form
from assure.rules.checks.base import Grade, Remark
from assure.rules.parameters import read_sources
from assure.service import known, rulebook
from assure.service.questionnaires import Beside, own_texts
from assure.shelf import Text, read_text, shipped
from assure.shelf.settings import Settings
from assure.shelf.writing import write
from assure.words.text import one_line

USUAL_FOLDER = "questionnaires"


# Check


@dataclass(frozen=True)
class Checked:
    """How many questionnaires were looked over, and what there is to say: faults first."""

    count: int
    remarks: tuple[Remark, ...]


def check_questionnaires(
    settings: Settings, paths: Sequence[Path] = (), against: Path | None = None
) -> Checked:
    """Looks over the questionnaires at ``paths``, else the shipped and own ones.

    ``against`` is an earlier version of the one that is checked. Raises UnreadableFileError for a
    path that is none, QuestionnaireError for an earlier version that cannot be read, and
    AssureError when it is to be compared with several.
    """
    chosen = _at(paths) if paths else [*shelf.questionnaires(), *own_texts(settings)]
    if against is not None and len(chosen) != 1:
        raise AssureError(
            f"An earlier version is compared with one file, and {len(chosen)} are given; name the "
            "one that replaces it."
        )
    refusals, sound = _refusals(settings, chosen)
    remarks: list[Remark] = []
    codes = cache(partial(known.codes, settings)) if sound else None
    try:
        if codes:
            codes()
    except RulebookError as error:  # such as a rule that looks at a question of another key
        remarks.append(_fault("rules", error))
        codes = None
    sources = [*_sources(settings)]
    for text, refusal in zip(chosen, refusals, strict=True):
        if refusal is not None:
            remarks.append(refusal)
            continue
        try:
            linter = Linter(text.origin, text.content, sources, codes)
        except QuestionnaireError as error:
            remarks.append(_fault("form", error))
            continue
        remarks += linter.remarks()
        if against is not None:
            old = read_text(against)
            remarks += remarks_against(linter, parse_questionnaire(old.origin, old.content))
    remarks.sort(key=lambda remark: remark.grade is Grade.NOTE)
    return Checked(len(chosen), tuple(remarks))


def _fault(check: str, error: AssureError) -> Remark:
    """What kept something from being read, as a remark: its message begins with the place."""
    place, _, sentence = str(error).partition(": ")
    return Remark(check, Grade.FAULT, place, sentence)


def _at(paths: Sequence[Path]) -> list[Text]:
    """The texts at ``paths``, shipped ones among them."""
    home = shipped("questionnaires")
    ships = {home / Path(text.origin).name: text for text in shelf.questionnaires()}
    found = {}
    for path in paths:
        for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
            if text := ships.get(file.resolve()):
                found[text.origin] = text
    return [*found.values(), *own_texts(Settings(), paths)]


def _refusals(settings: Settings, chosen: Sequence[Text]) -> tuple[list[Remark | None], bool]:
    """For each of ``chosen`` what keeps it from being asked, if anything does; and whether every
    questionnaire here, chosen or not, can be."""
    names = {Path(text.origin).resolve() for text in chosen if text.own}
    others = [t for t in own_texts(settings) if Path(t.origin).resolve() not in names]
    try:
        beside = Beside()
    except QuestionnaireError:  # a shipped one was changed, and is told of by itself
        beside = None
    refusals: dict[Text, Remark | None] = {}
    for text in (*others, *chosen):
        try:
            if text.own and beside:
                beside.add(text)
            else:
                parse_questionnaire(text.origin, text.content)
            refusals[text] = None
        except QuestionnaireError as error:
            refusals[text] = _fault("form", error)
    sound = beside is not None and not any(refusals.values())
    return [refusals[text] for text in chosen], sound


def _sources(settings: Settings) -> tuple[str, ...]:
    """Keys of what a question may rest on: also where the rulebook cannot be read as a whole."""
    texts = [t for t in rulebook.texts(settings) if Path(t.origin).stem == form.SOURCES]
    return tuple(read_sources(Part.whole(read(t.content, t.origin, RulebookError)) for t in texts))


def questionnaire_schema(settings: Settings) -> str:
    """The JSON Schema of a questionnaire, with the sources known here. Raises RulebookError."""
    return schema_text(_sources(settings))


# Begin


@dataclass(frozen=True)
class Begun:
    """A questionnaire that was begun: where, and whether the settings name the folder already."""

    questionnaire: Questionnaire
    path: Path
    is_read: bool


def begin_questionnaire(
    settings: Settings,
    key: str,
    title: str | None = None,
    kinds: Sequence[QuestionKind] = (),
    folder: Path | None = None,
) -> Begun:
    """Writes a new questionnaire to ``folder/key.yaml`` and says what was written.

    Without ``folder``: the first one that ``settings`` name, else ``questionnaires``; without
    ``kinds`` a question of each of the usual ones. The file is written whole or not at all, never
    over another, and only when it can be asked beside the others. Raises AssureError.
    """
    if not form.NAME.fullmatch(key):
        raise AssureError(
            f"“{one_line(key)[:40]}” cannot be the key of a questionnaire; write small words with "
            "hyphens."
        )
    folder = folder or next(iter(settings.questionnaire_folders), Path(USUAL_FOLDER))
    path = folder / f"{key}.yaml"
    if path.exists():
        raise AssureError(f"{path} is there already; give another key, or change that file.")
    text = Text(str(path), scaffold(key, title, kinds or USUAL_KINDS), own=True)
    beside = Beside()
    for other in _beside(settings, folder):
        beside.add(other)
    try:
        begun = beside.add(text)
    except QuestionnaireError as error:  # of a file that is not there, so without its place
        sentence = _fault("form", error).sentence
        raise AssureError(f"{sentence[:1].upper()}{sentence[1:]}") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AssureError(
            f"{folder}: cannot be made ({(error.strerror or str(error)).lower()}); give another "
            "folder with --folder."
        ) from None
    write(path, text.content.encode())
    homes = (shipped("questionnaires"), *settings.questionnaire_folders)
    return Begun(begun, path, any(folder.resolve() == home.resolve() for home in homes))


def _beside(settings: Settings, folder: Path) -> list[Text]:
    """What the new one will stand beside; a folder that is named may be empty, or yet to come."""
    folders = {path.resolve(): path for path in (*settings.questionnaire_folders, folder)}
    filled = [path for path in folders.values() if any(path.glob("*.yaml"))]
    return own_texts(Settings(), filled)
