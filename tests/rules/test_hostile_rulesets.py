"""Whatever stands in a ruleset, its author is told in a sentence; nobody sees a traceback."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.conditions.documents import read
from assure.model.errors import RulebookError
from assure.rules.parse import load_rulebook
from assure.service.rulebook import load
from assure.shelf import Text, rulesets
from assure.shelf.settings import Settings

CATALOGUE = load(Settings()).catalogue
FAMILIES = ("ownership", "ratings", "thresholds", "sources", "rulebook")
SHIPPED = {
    text.origin: yaml.safe_load(text.content)
    for text in rulesets()
    if text.origin.removeprefix("rulesets/").removesuffix(".yaml") in FAMILIES
}
KEPT = [text for text in rulesets() if text.origin in SHIPPED]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        10**30,
        "",
        " ",
        "{",
        "{ref}",
        "all",
        "status",
        [],
        {},
        [[]],
        [None],
        {"all": []},
        {"status": {}},
        {"field": "due"},
        {"threshold": "late-days"},
        {"present": 1},
        {"fires": None},
        "x" * 5_000,
    ]
)


def paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside ``data``."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    found = [path] if path else []
    for key, value in inner if isinstance(data, dict | list) else ():
        found += paths(value, (*path, key)) if isinstance(value, dict | list) else [(*path, key)]
    return found


def fault(act: Callable[[], object]) -> str | None:
    """What a RulebookError says, or None when ``act`` goes well. Anything else goes through."""
    try:
        act()
    except RulebookError as error:
        return str(error)
    return None


PLACES = [(origin, path) for origin, data in SHIPPED.items() for path in paths(data)]


@settings(max_examples=tries(80), deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(PLACES), junk=JUNK, removed=st.booleans())
def test_junk_anywhere_in_a_ruleset_is_a_sentence(
    place: tuple[str, tuple[Any, ...]], junk: object, removed: bool
) -> None:
    origin, (*above, last) = place
    texts = {name: copy.deepcopy(data) for name, data in SHIPPED.items() if name == origin}
    inside = texts[origin]
    for key in above:
        inside = inside[key]
    if removed:
        del inside[last]
    else:
        inside[last] = junk
    changed = yaml.safe_dump(texts[origin], sort_keys=False)
    brought = [Text(origin, changed) if t.origin == origin else t for t in KEPT]
    told = fault(lambda: load_rulebook(brought, CATALOGUE))
    assert told is None or told.startswith(("rulesets/", "rulebook.yaml"))
    assert told is None or "\n" not in told


@settings(max_examples=tries(200), deadline=None)
@given(st.text() | st.text(alphabet="{}[]:,-?&*!|>'\"%@`# \n\tab0.") | st.binary().map(repr))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    told = fault(lambda: read(text, "x.yaml", RulebookError))
    assert told is None or told.startswith("x.yaml")
    assert told is None or "\n" not in told
