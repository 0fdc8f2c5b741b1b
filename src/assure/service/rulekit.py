"""What authors of rules do: try the examples, check the rulebook, begin a rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assure import __version__
from assure.conditions.nearest import did_you_mean
from assure.model.errors import AssureError
from assure.rules.examples import run_by_all
from assure.rules.rulebook import Rulebook
from assure.rules.scaffold import Draft, added, draft
from assure.service.catalogue import catalogue
from assure.service.judge import ENGINES, matcher_named
from assure.service.questionnaires import own_questionnaires
from assure.service.rulebook import load, load_texts, texts
from assure.shelf import Text, read_text, shipped
from assure.shelf.settings import Settings
from assure.shelf.writing import write

USUAL_FOLDER = "rulesets"


def failing_examples(book: Rulebook) -> list[str]:
    """One sentence, with file and line, for each example that is not true in every engine."""
    return run_by_all(book, {ENGINES[name]: matcher_named(name) for name in ENGINES})


@dataclass(frozen=True)
class Begun:
    """A rule that was begun: where, and whether the settings name the folder already."""

    draft: Draft
    path: Path
    new_file: bool
    is_read: bool  # by the settings, or as shipped


def begin_rule(
    settings: Settings, family: str, name: str, subject: str, folder: Path | None = None
) -> Begun:
    """Writes a new rule into ``folder/family.yaml`` and says what was written.

    Without ``folder``: the first one that ``settings`` name, else ``rulesets``. The file is
    written whole or not at all, and only when the rulebook still loads with it. Raises
    AssureError or RulebookError.
    """
    subjects = catalogue(own_questionnaires(settings))
    if subject not in subjects:
        raise AssureError(f"There is no subject “{subject}”; {did_you_mean(subject, subjects)}")
    folder = folder or next(iter(settings.folders), Path(USUAL_FOLDER))
    path = folder / f"{family}.yaml"
    home = shipped("rulesets")
    ships = _same(folder, home)
    # A folder that the settings name may be empty, or yet to be made.
    known = settings.model_copy(
        update={"rules": tuple(str(f.resolve()) for f in settings.folders if not _same(f, folder))}
    )
    beside = [folder] if folder.is_dir() and any(folder.glob("*.yaml")) else []
    book = load(known, beside)
    if not ships and any(found.name == family and not found.own for found in book.families):
        raise AssureError(
            f"The family {family} ships with assure; give yours another name, such as our-{family}."
        )
    rule = draft(book, family, name, subject, __version__)
    before = read_text(path).content if path.exists() else ""
    after = added(before, rule)
    # Tried before it is written, whatever stands in the file already.
    here = home / path.name if ships else path
    others = [text for text in texts(known, beside) if not _same(_file(text, home), here)]
    load_texts([*others, Text(str(path), after, own=not ships)], known)
    write(path, after.encode(), "give another folder with --folder", folders=True)
    is_read = ships or any(_same(folder, own) for own in settings.folders)
    return Begun(rule, path, not before, is_read)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _file(text: Text, home: Path) -> Path:
    """Where ``text`` was read from: what ships has a short origin."""
    return Path(text.origin) if text.own else home / Path(text.origin).name
