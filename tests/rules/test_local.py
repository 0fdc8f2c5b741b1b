"""What a locality changes of the rulebook: it holds, it is told, and a slip is refused."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from tests.rules.conftest import CATALOGUE, OWNERSHIP, TEXTS, Text

from assure.model.errors import RulebookError
from assure.model.findings import Severity
from assure.rules.local import changes
from assure.rules.parse import load_rulebook
from assure.rules.rulebook import FindingRule, Rulebook

HOUSING = (
    OWNERSHIP.replace("family: ownership", "family: housing")
    .replace("OWN-0", "HOU-0")
    .replace("name: no-owner", "name: no-landlord")
    .replace("name: long-overdue", "name: long-empty")
    .replace("late-days", "empty-days")
    .replace("[guide]", "[housing-board]")
)
CLASHING = HOUSING.replace("HOU-01", "OWN-01")
OWN_THRESHOLDS = """\
thresholds:
  empty-days: {value: 60, unit: days, means: Days a home stands empty., source: housing-board}
"""
OWN_SOURCES = "sources: {housing-board: {title: Minutes of the housing board}}\n"


def brought(**texts: str) -> list[Text]:
    """The small rulebook, and own texts by the name of their file."""
    own = [Text(f"/home/officer/ours/{name}.yaml", text, True) for name, text in texts.items()]
    return [*(Text(*item) for item in TEXTS.items()), *own]


def loaded(
    texts: list[Text] | None = None,
    thresholds: Mapping[str, Decimal] | None = None,
    off: tuple[str, ...] = (),
    severity: Mapping[str, str] | None = None,
) -> Rulebook:
    return load_rulebook(
        texts or brought(), CATALOGUE, thresholds, "assure.toml", off=off, severities=severity
    )


def test_the_rulebook_as_shipped_has_nothing_to_tell() -> None:
    assert changes(loaded()) == ()


def test_every_change_is_a_sentence() -> None:
    book = loaded(
        brought(housing=HOUSING, thresholds=OWN_THRESHOLDS, sources=OWN_SOURCES),
        {"late-days": Decimal(14)},
        ("OWN-02",),
        {"OWN-01": "low"},
    )
    assert changes(book) == (
        "Limit late-days is 14 days here, 30 as shipped.",
        "Rule OWN-02 (long-overdue) is switched off here.",
        "Rule OWN-01 (no-owner) is low here, high as shipped.",
        "Family housing is the locality’s own: HOU-01 and HOU-02.",
    )


def test_a_rule_switched_off_is_known_and_not_matched() -> None:
    book = loaded(off=("OWN-02", "RAT-01"))
    assert book.rule("OWN-02").name == "long-overdue"
    assert [rule.code for rule in book.live_finding_rules] == ["OWN-01"]
    assert book.live_rating_rules == ()


def test_a_severity_of_ones_own_holds_and_the_written_one_is_remembered() -> None:
    book = loaded(severity={"OWN-01": "low"})
    rule = book.rule("OWN-01")
    assert isinstance(rule, FindingRule)
    assert rule.severity is Severity.LOW
    assert book.shipped_severities == {"OWN-01": Severity.HIGH}


def test_the_severity_it_has_anyway_is_no_change() -> None:
    assert changes(loaded(severity={"OWN-01": "high"})) == ()
    assert loaded(severity={"OWN-01": "high"}).digest == loaded().digest


def test_own_rules_may_bring_their_own_limits_and_sources() -> None:
    book = loaded(brought(housing=HOUSING, thresholds=OWN_THRESHOLDS, sources=OWN_SOURCES))
    assert [family.own for family in book.families] == [False, False, True]
    assert book.thresholds["empty-days"].value == 60
    assert book.rule("HOU-01").sources == ("housing-board",)


def test_each_change_makes_another_digest_and_their_order_does_not() -> None:
    digests = {
        loaded().digest,
        loaded(off=("OWN-01",)).digest,
        loaded(off=("OWN-02", "OWN-01")).digest,
        loaded(severity={"OWN-01": "low"}).digest,
        loaded(thresholds={"late-days": Decimal(14)}).digest,
    }
    assert len(digests) == 5
    assert loaded(off=("OWN-01", "OWN-02")).digest == loaded(off=("OWN-02", "OWN-01")).digest


def test_where_a_folder_stands_is_no_part_of_the_rulebook() -> None:
    texts = brought(housing=HOUSING, thresholds=OWN_THRESHOLDS, sources=OWN_SOURCES)
    moved = [Text(text.origin.replace("/home/officer/", "D/"), *_rest(text)) for text in texts]
    here, there = loaded(texts), loaded(moved)
    assert here.digest == there.digest
    assert here.texts == there.texts
    assert "ours/housing.yaml" in {text.origin for text in here.texts}


def _rest(text: Text) -> tuple[str, bool]:
    return text.content, text.own


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"off": ("OWN-1",)},
            "assure.toml: off names “OWN-1”, which is no rule; did you mean “OWN-01”?",
        ),
        (
            {"severity": {"OWN-1": "low"}},
            "assure.toml: severity names “OWN-1”, which is no rule; did you mean “OWN-01”?",
        ),
        (
            {"severity": {"OWN-01": "hihg"}},
            "assure.toml: the severity of OWN-01 can not be “hihg”; did you mean “high”?",
        ),
        (
            {"severity": {"RAT-01": "low"}},
            "assure.toml: severity names RAT-01, which rates and has no severity; take it out.",
        ),
        (
            {"texts": brought(ownership=OWNERSHIP)},
            "/home/officer/ours/ownership.yaml: rulesets/ownership.yaml has the same name; "
            "rename one.",
        ),
        (
            {"texts": brought(rulebook='version: "1"\n')},
            "/home/officer/ours/rulebook.yaml: rulesets/rulebook.yaml has the same name; "
            "rename one.",
        ),
        (
            {
                "texts": brought(
                    thresholds=OWN_THRESHOLDS.replace("empty", "late"), sources=OWN_SOURCES
                )
            },
            "/home/officer/ours/thresholds.yaml:2:3: “late-days” is already given at "
            "rulesets/thresholds.yaml:2:3; give this one another name.",
        ),
        (
            {"texts": brought(housing=CLASHING, thresholds=OWN_THRESHOLDS, sources=OWN_SOURCES)},
            "/home/officer/ours/housing.yaml:4:5: code OWN-01 is already taken at "
            "rulesets/ownership.yaml:4:5; give the next free number, as codes are never "
            "used twice.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(change: dict[str, object], says: str) -> None:
    with pytest.raises(RulebookError) as refusal:
        loaded(**change)  # type: ignore[arg-type]
    assert str(refusal.value) == says
