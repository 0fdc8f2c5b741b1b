"""What a locality brings beside what is shipped: folders of YAML files, and single ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assure.model.errors import AssureError, UnreadableFileError
from assure.shelf import Text, read_folder, read_text, shipped


def brought(
    shelf: str,
    noun: str,
    named: Sequence[Path],
    origin: str,
    paths: Sequence[Path] = (),
    *,
    setting: str | None = None,
) -> list[Text]:
    """The texts in the folders ``named`` by the settings at ``origin``, then those at ``paths``.

    Each file once, and none that is shipped in ``shelf``; that is the name of the ``setting``
    too, unless another is given. ``noun`` is what one file is called. Raises
    UnreadableFileError, or AssureError naming the setting.
    """
    found: list[Text] = []
    seen = {path.resolve() for path in shipped(shelf).glob("*.yaml")}
    for path in named:
        try:
            _add(path, noun, found, seen)
        except UnreadableFileError as error:
            raise AssureError(f"{origin}: {setting or shelf}: {error}") from None
    for path in paths:
        _add(path, noun, found, seen)
    return found


def _add(path: Path, noun: str, found: list[Text], seen: set[Path]) -> None:
    """Adds the texts at ``path`` that are not ``seen`` yet, and marks them as seen."""
    if path.is_dir():
        files = sorted(path.glob("*.yaml"))
        if not files:
            raise UnreadableFileError(f"{path} holds no {noun}; put a .yaml file into it.")
        texts = read_folder(path, str(path), own=True)
    elif path.is_file() and path.suffix != ".yaml":
        raise UnreadableFileError(f"{path} is no {noun}; give a .yaml file or a folder of them.")
    elif path.exists():
        files, texts = [path], (read_text(path, own=True),)
    else:
        raise UnreadableFileError(
            f"{path} is not there; give a folder that holds {noun}s (.yaml), or one of them."
        )
    for file, text in zip(files, texts, strict=True):
        if file.resolve() not in seen:
            seen.add(file.resolve())
            found.append(text)
