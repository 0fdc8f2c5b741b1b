"""The rulebook that judges here: what is shipped, the locality's thresholds, and own families."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assure.facts.catalogue import CATALOGUE
from assure.model.errors import UnreadableFileError
from assure.rules.parse import load_rulebook
from assure.rules.rulebook import Rulebook
from assure.shelf import read_folder, rulesets
from assure.shelf.settings import FILE, Settings


def load(settings: Settings, folders: Sequence[Path] = ()) -> Rulebook:
    """The shipped rulebook with the families of ``folders`` beside it.

    Raises RulebookError naming file, line and what to do, or UnreadableFileError for a folder
    that is none or holds no ruleset.
    """
    texts = list(rulesets())
    for folder in folders:
        if not folder.is_dir():
            raise UnreadableFileError(
                f"{folder} is not a folder; give one that holds rulesets (.yaml)."
            )
        own = read_folder(folder, str(folder))
        if not own:
            raise UnreadableFileError(f"{folder} holds no ruleset; put a .yaml file into it.")
        texts.extend(own)
    return load_rulebook(texts, CATALOGUE, settings.thresholds, settings.origin or FILE)
