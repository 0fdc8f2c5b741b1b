"""Rules of one's own, named in assure.toml; and a review that is judged the same elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.assess import build

from assure.model.errors import AssureError, RulebookError, UnreadableFileError
from assure.model.review import Review, RuleText
from assure.model.values import OwnerKind
from assure.service import rulebook
from assure.service.judge import for_edition, judge, rulebook_for
from assure.service.reviews import read_review, review_document
from assure.shelf.settings import Settings, find_settings

HOUSING = """\
family: housing
about: What the housing board asks of every plan.
rules:
  - code: HOU-01
    name: named-by-initials
    since: 1
    subject: action
    when:
      all:
        - {open: true}
        - {owner_kind: first_name_or_initials}
        - {days_late: {gt: {threshold: housing-days}}}
    severity: high
    confidence: high
    finding: "Action {ref} is {days_late} days late, and Officer A is not to be found."
    why: The housing board wants to know whom to call.
    advice: Write the post.
    challenge: "Whom do we call about {ref}?"
    sources: [housing-board]
    examples:
      - {fires: {open: true, owner_kind: first_name_or_initials, days_late: 8}}
      - {quiet: {open: true, owner_kind: first_name_or_initials, days_late: 7}}
"""
LIMITS = """\
thresholds:
  housing-days: {value: 7, unit: days, means: Days late before the board asks., source: ours}
"""
TOML = """\
rules = ["our rules"]
off = ["TIM-08"]

[thresholds]
late-days = 14

[severity]
OWN-06 = "low"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A locality with a family, a limit and a source of its own, one rule off, one lowered."""
    folder = tmp_path / "our rules"
    folder.mkdir()
    (folder / "housing.yaml").write_text(HOUSING, encoding="utf-8")
    (folder / "thresholds.yaml").write_text(LIMITS, encoding="utf-8")
    (folder / "sources.yaml").write_text(
        "sources: {housing-board: {title: Minutes of the housing board}}\n", encoding="utf-8"
    )
    (tmp_path / "assure.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "2026").mkdir()
    return find_settings(tmp_path / "2026")


@pytest.fixture
def late() -> Review:
    """One action, two months late, that belongs to initials."""
    action = build.action(
        owner=build.owner(OwnerKind.FIRST_NAME_OR_INITIALS, "JS"), due=build.when("2026-08-31")
    )
    return build.review(build.plan(action))


def test_a_locality_is_judged_by_its_own_rules_and_the_report_says_so(
    settings: Settings, late: Review
) -> None:
    shipped = judge(late, engine="plain")
    own = judge(late, rulebook=rulebook.load(settings), engine="plain")
    assert {"OWN-06", "TIM-08"} <= set(build.codes(shipped))
    assert "TIM-08" not in build.codes(own)
    assert build.the(own.findings, "HOU-01").sentence.startswith("Action 1.1 is 61 days late")
    assert build.the(own.findings, "OWN-06").severity == "low"
    assert shipped.local == ()
    assert own.local == (
        "Limit late-days is 14 days here, 31 as shipped.",
        "Rule TIM-08 (long-overdue) is switched off here.",
        "Rule OWN-06 (weak-identity) is low here, medium as shipped.",
        "Family housing is the locality’s own: HOU-01.",
    )


@pytest.mark.parametrize("edition", ["full", "board"])
def test_a_review_is_judged_the_same_on_a_machine_without_the_rules(
    settings: Settings, late: Review, edition: str
) -> None:
    book = rulebook.load(settings)
    review = for_edition(rulebook.carrying(late, book), edition)
    here = judge(review, rulebook=book, engine="plain")
    elsewhere = read_review(review_document(review), "review.json")
    again = judge(elsewhere, engine="plain")
    assert again == here
    assert again.rulebook == review.rulebook == book.identity
    assert review_document(elsewhere) == review_document(review)
    assert str(settings.folders[0].parent) not in review_document(review)


def test_rules_that_were_read_for_one_review_serve_for_another_of_the_same(
    settings: Settings, late: Review
) -> None:
    review = rulebook.carrying(late, rulebook.load(settings))
    book = rulebook.of_review(review)
    later = review.model_copy(update={"key": "later", "as_of": review.as_of.replace(day=1)})
    assert rulebook.of_review(later) is book
    assert rulebook.of_review(for_edition(later, "board")) is book

    stricter = review.model_copy(update={"off": (*review.off, "OWN-01")})
    assert "OWN-01" in rulebook.of_review(stricter).off
    assert "OWN-01" not in rulebook.of_review(review).off


def test_todays_rules_judge_when_asked_for(settings: Settings, late: Review) -> None:
    carried = rulebook.carrying(late, rulebook.load(settings))
    shipped = rulebook.load(Settings())
    assert rulebook_for(carried, Settings()).digest != shipped.digest
    assert rulebook_for(carried, Settings(), "installed").digest == shipped.digest
    # A draft carries no rules yet: it is judged as things stand.
    assert rulebook_for(late, settings).digest == rulebook.load(settings).digest


def test_recorded_rules_that_no_longer_fit_are_told_with_a_way_out(late: Review) -> None:
    texts = tuple(
        RuleText(origin=text.origin, content=text.content.replace("owner_kind", "owner_sort"))
        for text in rulebook.load(Settings()).texts
    )
    with pytest.raises(RulebookError) as refusal:
        judge(late.model_copy(update={"rules": texts}))
    said = str(refusal.value)
    assert said.startswith("The rules recorded in the review review can not be used by this assure")
    assert "there is no field “owner_sort” of action" in said
    assert said.endswith("judge it by today’s rules with --rules installed.")


def test_a_file_alone_and_one_named_twice_are_read_once(tmp_path: Path, settings: Settings) -> None:
    folder = settings.folders[0]
    book = rulebook.load(settings, [folder, folder / "housing.yaml"])
    assert book.digest == rulebook.load(settings).digest


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere", "nowhere is not there; give a folder that holds rulesets"),
        ("empty", "empty holds no ruleset; put a .yaml file into it."),
        ("rules.txt", "rules.txt is no ruleset; give a .yaml file or a folder of them."),
    ],
)
def test_a_path_without_rules_is_refused(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "rules.txt").write_text("rules", encoding="utf-8")
    with pytest.raises(UnreadableFileError) as refusal:
        rulebook.load(Settings(), [tmp_path / name])
    assert says in str(refusal.value)


def test_a_folder_that_the_settings_name_wrongly_is_told_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "assure.toml").write_text('rules = ["rulse"]\n', encoding="utf-8")
    with pytest.raises(AssureError) as refusal:
        rulebook.load(find_settings(tmp_path))
    assert str(refusal.value).startswith(f"{tmp_path / 'assure.toml'}: rules: {tmp_path / 'rulse'}")


def test_a_severity_for_an_unknown_rule_names_the_settings(tmp_path: Path) -> None:
    (tmp_path / "assure.toml").write_text('[severity]\nOWN-66 = "low"\n', encoding="utf-8")
    with pytest.raises(RulebookError) as refusal:
        rulebook.load(find_settings(tmp_path))
    assert str(refusal.value).startswith(f"{tmp_path / 'assure.toml'}: severity names “OWN-66”")
