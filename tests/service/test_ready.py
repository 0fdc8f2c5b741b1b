"""Rulesets kept ready as data say what the texts say, and never what they said before."""

from __future__ import annotations

import pytest

from assure.conditions.documents import read
from assure.model.errors import RulebookError
from assure.rules.parse import load_rulebook
from assure.service import ready
from assure.service.catalogue import catalogue
from assure.shelf import Text, rulesets

SHIPPED = {text.origin: text for text in rulesets()}


@pytest.mark.parametrize("origin", SHIPPED)
def test_what_is_ready_is_what_the_text_holds(origin: str) -> None:
    text = SHIPPED[origin]
    written, kept = read(text.content, origin), ready.read_ready(text.content, origin)
    assert repr(kept.data) == repr(written.data)  # the types of numbers and days too
    for path in [(), ("rules", 0), ("rules", 0, "when"), ("thresholds", "late-days", "value")]:
        assert kept.place(path) == written.place(path)


def test_numbers_and_days_stay_what_they_are(tmp_path, monkeypatch) -> None:
    text = "{whole: 3, exact: 1.10, day: 2026-04-01, word: '2026-04-01', none: }"
    monkeypatch.setattr(ready.shelf, "rulesets", lambda: [Text("a.yaml", text)])
    monkeypatch.setattr(ready, "READY", tmp_path / "rulesets.json")
    ready.READY.write_text(ready.rulesets_json(), encoding="utf-8")
    ready._kept.cache_clear()
    try:
        assert list(ready._kept().values()) == [read(text, "a.yaml").data]
    finally:
        ready._kept.cache_clear()


def test_a_text_that_changed_is_read_again() -> None:
    text = SHIPPED["rulesets/rulebook.yaml"]
    changed = text.content.replace("version:", "version: 'changed' #")
    assert ready.read_ready(changed, text.origin).data == {"version": "changed"}


def test_a_mistake_found_in_what_is_ready_has_its_line() -> None:
    texts = [*SHIPPED.values(), Text("mine/ownership.yaml", "family: ownership", own=True)]
    with pytest.raises(RulebookError, match=r"ownership.yaml has the same name"):
        load_rulebook(texts, catalogue(), reader=ready.read_ready)
    without = [text for text in SHIPPED.values() if "thresholds" not in text.origin]
    with pytest.raises(RulebookError, match=r"rulesets/.*\.yaml:\d+:\d+: there is no threshold"):
        load_rulebook(
            [*without, Text("rulesets/thresholds.yaml", "thresholds: {}")],
            catalogue(),
            reader=ready.read_ready,
        )
