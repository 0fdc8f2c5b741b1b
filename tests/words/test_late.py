"""A pattern that is compiled late finds what one compiled at once finds."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import assure.words
from assure.words.late import late


def test_it_is_a_pattern_like_any_other() -> None:
    pattern = late(r"(?P<day>\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
    assert pattern.sub(r"\g<day>", "on the 2ND or 3rd") == "on the 2 or 3"
    assert (found := pattern.search("the 2nd")) is not None
    assert found["day"] == "2"
    assert pattern.groupindex == {"day": 1}
    assert pattern.flags & re.IGNORECASE


def test_nothing_is_compiled_before_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = late("a+")
    compiled = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or real(*given))
    assert not compiled
    assert [pattern.sub("b", text) for text in ("aa", "ca")] == ["b", "cb"]
    assert compiled == [("a+", 0)]


def modules() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(assure.words.__path__)]


@pytest.mark.parametrize("name", modules())
def test_every_late_pattern_of_the_words_can_be_compiled(name: str) -> None:
    module = importlib.import_module(f"assure.words.{name}")
    for what in vars(module).values():
        if type(what) is type(late("")):
            assert what.pattern
