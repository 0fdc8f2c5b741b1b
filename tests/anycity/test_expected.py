"""The program is held to what an experienced reviewer wrote down before it first ran.

``src/assure/anycity/expected.yaml`` lists the findings that a reviewer would raise on the
Anycity plan and answers, and the rows that a good reviewer would wave through.
"""

from functools import cache

import pytest
import yaml

from assure import shelf
from assure.service.demo import anycity
from assure.service.judge import judge

EXPECTED = yaml.safe_load((shelf.anycity() / "expected.yaml").read_text(encoding="utf-8"))


@cache
def assessment():
    return judge(anycity())


def found():
    return {(f.subject, f.ref, f.code) for f in assessment().findings}


def name_of(entry):
    return f"{entry['subject']} {entry['ref']} {entry.get('code') or entry.get('codes') or ''}"


@pytest.mark.parametrize("entry", EXPECTED["expected"], ids=name_of)
def test_what_a_reviewer_would_raise_is_raised(entry):
    assert (entry["subject"], entry["ref"], entry["code"]) in found(), entry["because"]


@pytest.mark.parametrize("entry", EXPECTED["quiet"], ids=name_of)
def test_what_a_reviewer_would_wave_through_stays_quiet(entry):
    on_it = {
        code for subject, ref, code in found() if (subject, ref) == (entry["subject"], entry["ref"])
    }
    unwanted = on_it & set(entry["codes"]) if "codes" in entry else on_it
    assert not unwanted, entry["because"]


def test_the_lists_are_long_enough_to_mean_something():
    assert len(EXPECTED["expected"]) >= 45
    wholly_quiet = [q for q in EXPECTED["quiet"] if q["subject"] == "action" and "codes" not in q]
    assert len(wholly_quiet) >= 15


def test_hardly_anything_is_raised_beyond_the_list():
    """False alarms are worse than misses: what nobody expected stays below one in ten."""
    expected = {(e["subject"], e["ref"], e["code"]) for e in EXPECTED["expected"]}
    beyond = found() - expected
    assert len(beyond) * 10 <= len(found()), sorted(beyond)
