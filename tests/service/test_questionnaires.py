"""A locality's own questionnaires beside the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assure.facts.catalogue import CATALOGUE
from assure.facts.sittings import subject_names
from assure.model.answers import Answer
from assure.model.errors import AssureError, QuestionnaireError
from assure.service.answers import asked_in
from assure.service.questionnaires import own_questionnaires, questionnaire, questionnaires
from assure.service.rulebook import load
from assure.shelf.settings import Settings, find_settings

OURS = """\
questionnaire: KEY
title: Street by street
minutes: 5
who: Anyone
purpose: To test.
when_to_use: Now.
origin: Ours.
sections:
  - key: A
    title: First
    questions:
      - key: wards
        kind: entries
        text: Which wards were walked?
        help: Name each.
        why: Walking shows what figures hide.
        evidence: Notes.
        sources: [ours]
        fields: [{key: ward, kind: text, text: Which?}]
      - key: A1
        kind: yes_no
        text: Was every ward walked?
        help: All of them.
        why: One left out is the one that surprises.
        evidence: Notes.
        sources: [ours]
"""
RULE = """\
family: streets
about: Streets are looked at.
rules:
  - code: STR-01
    name: ward-not-walked
    since: 0.1.0
    subject: street_walk
    when: {A1: false}
    severity: low
    confidence: high
    finding: A ward was not walked.
    why: It may surprise.
    advice: Walk it.
    challenge: Who will walk it?
    sources: [ours]
    examples:
      - {fires: {A1: false}}
      - {quiet: {A1: true}}
"""


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of own questionnaires, named by an assure.toml."""
    (tmp_path / "ours").mkdir()
    (tmp_path / "assure.toml").write_text('questionnaires = ["ours"]\nrules = ["our-rules"]\n')
    (tmp_path / "our-rules").mkdir()
    (tmp_path / "our-rules" / "streets.yaml").write_text(RULE)
    (tmp_path / "ours" / "streets.yaml").write_text(OURS.replace("KEY", "street-walk"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ours"


def settings() -> Settings:
    return find_settings(Path.cwd())


@pytest.mark.usefixtures("ours")
def test_they_stand_beside_the_shipped_ones_with_their_folder() -> None:
    found = {asked.key: Path(asked.file) for asked in questionnaires()}
    assert found["street-walk"].parts[-2:] == ("ours", "streets.yaml")
    assert found["swot"] == Path("questionnaires/swot.yaml")
    assert questionnaire("street-walk").title == "Street by street"


@pytest.mark.usefixtures("ours")
def test_own_rules_look_at_their_answers() -> None:
    book = load(settings())
    assert book.rule("STR-01").subject == "street_walk"
    assert "wards" in book.catalogue["street_walk"]


@pytest.mark.usefixtures("ours")
def test_a_review_takes_them_along_though_nobody_answered() -> None:
    answer = Answer(questionnaire="swot", question="strengths", value=())
    assert [asked.key for asked in asked_in([answer])] == ["street-walk", "swot"]


def test_a_name_that_nothing_has_is_told_with_what_is_near(ours: Path) -> None:
    with pytest.raises(QuestionnaireError, match=r"no questionnaire “street-wlk”; did you mean"):
        questionnaire("street-wlk")
    assert ours.is_dir()


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("swot", r"questionnaire swot is already in questionnaires/swot\.yaml; give this one"),
        ("street-walk", r"street-walk is already in .*ours/streets\.yaml; give this one"),
        ("action", r"rules know facts of the name “action” already, from plans; give this"),
        ("street_walk", r"the name “street_walk” already, from .*ours/streets\.yaml; give"),
        ("swot-strengths", r"“swot_strengths” already, from questionnaires/swot\.yaml"),
    ],
)
def test_a_key_that_something_else_has_is_refused_with_both_places(
    ours: Path, key: str, sentence: str
) -> None:
    (ours / "zebra.yaml").write_text(OURS.replace("KEY", key))
    with pytest.raises(QuestionnaireError, match=rf"ours/zebra\.yaml:1:1: .*{sentence}") as caught:
        own_questionnaires(settings())
    assert "\n" not in str(caught.value)


def test_a_list_whose_facts_would_have_the_name_of_others_is_refused(ours: Path) -> None:
    text = OURS.replace("KEY", "owner").replace("key: wards", "key: quarter")
    (ours / "zebra.yaml").write_text(text)
    with pytest.raises(QuestionnaireError, match=r"zebra\.yaml:\d+:\d+: .*“owner(_quarter)?” al"):
        own_questionnaires(settings())


@pytest.mark.parametrize("holds", ["nothing", "no folder"])
def test_a_folder_without_any_is_told_with_the_setting(ours: Path, holds: str) -> None:
    (ours / "streets.yaml").unlink()
    if holds == "no folder":
        ours.rmdir()
    with pytest.raises(AssureError, match=r"assure\.toml: questionnaires: .*ours.*; (put|give) "):
        questionnaires()


def test_no_shipped_questionnaire_gives_facts_that_others_give() -> None:
    names = [name for asked in questionnaires(Settings()) for name in subject_names(asked)]
    assert len(names) == len(set(names))
    assert not set(names) & set(CATALOGUE)
