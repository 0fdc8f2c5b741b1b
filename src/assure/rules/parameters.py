"""Sources and thresholds of a rulebook, from as many texts as bring some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from assure.conditions.fields import Threshold, is_in_range
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part, shown
from assure.model.assessment import Source
from assure.model.errors import RulebookError
from assure.rules import form


def read_sources(parts: Iterable[Part]) -> dict[str, Source]:
    """What rules may rest on, by key. Our own judgement is always among them."""
    found = {form.OURS: Source(key=form.OURS, title="Our own judgement", ours=True)}
    for key, entry in _entries(parts, form.SOURCES):
        entry.check_keys(form.SOURCE_KEYS, form.NEEDED_OF_SOURCE)
        found[key] = Source(
            key=key,
            title=entry.at("title").text(),
            address=entry.at("address").text() if entry.has("address") else "",
            takes=entry.at("takes").text() if entry.has("takes") else "",
            ours=entry.at("ours").flag() if entry.has("ours") else False,
        )
    return found


def read_thresholds(
    parts: Iterable[Part],
    sources: Mapping[str, Source],
    overrides: Mapping[str, Decimal],
    overrides_origin: str,
) -> dict[str, Threshold]:
    """The limits that rules compare with, at a locality's own value where ``overrides`` has one.

    ``overrides_origin`` is the file that says so, for messages. Raises RulebookError.
    """
    entries = list(_entries(parts, form.THRESHOLDS))
    known = {key for key, _ in entries}
    for key, value in overrides.items():
        if key not in known:
            raise RulebookError(
                f"{overrides_origin}: there is no threshold {shown(key)}; "
                f"{did_you_mean(key, known)}"
            )
        if not is_in_range(value):
            raise RulebookError(
                f"{overrides_origin}: threshold {shown(key)} is {value}; give a number that "
                "is not that large and has at most six decimals."
            )
    found = {}
    for key, entry in entries:
        entry.check_keys(form.THRESHOLD_KEYS, form.THRESHOLD_KEYS)
        value = entry.at("value").number()
        if not is_in_range(value):
            raise entry.at("value").fault(
                f"{value} can not be compared exactly; give a number that is not that large "
                "and has at most six decimals."
            )
        found[key] = Threshold(
            key=key,
            value=overrides.get(key, value),
            unit=entry.at("unit").text(),
            means=entry.at("means").text(),
            source=known_source(entry.at("source"), sources),
            default=value,
        )
    return found


def known_source(part: Part, sources: Mapping[str, Source]) -> str:
    """The key of a source written at ``part``. Raises RulebookError for one that is unknown."""
    key = part.text()
    if key not in sources:
        raise part.fault(
            f"there is no source {shown(key)} in sources.yaml; {did_you_mean(key, sources)}"
        )
    return key


def _entries(parts: Iterable[Part], name: str) -> Iterator[tuple[str, Part]]:
    """Every entry under ``name``, each key once over all the texts."""
    seen: dict[str, Part] = {}
    for part in parts:
        part.check_keys((name,), (name,))
        for key, entry in part.at(name).entries():
            if key in seen:
                raise entry.fault(
                    f"{shown(key)} is already given at {seen[key].place}; "
                    "give this one another name."
                )
            seen[key] = entry
            yield key, entry
