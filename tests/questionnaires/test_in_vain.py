"""No shipped question is asked in vain: its answer is used, or it is listed as open."""

from __future__ import annotations

import inspect
from pathlib import Path

from assure.assess import confidence
from assure.facts.questions import fields_of
from assure.interview.asking import looked_at
from assure.interview.uses import rules_using
from assure.model.questionnaire import QuestionKind, Questionnaire
from assure.service.questionnaires import questionnaires
from assure.service.rulebook import load
from assure.shelf.settings import Settings

OPEN = Path(__file__).parent / "open.txt"
# What the program itself takes: delivery confidence is the reviewer's own judgement.
RATED = {("progress-assurance", key) for key in ("H1", "H2", "H3")}


def listed() -> dict[tuple[str, str], str]:
    """(questionnaire, question) → why it is asked all the same."""
    lines = OPEN.read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        if not line.startswith("#"):
            names, _, why = line.partition(": ")
            questionnaire, question = names.split()
            found[questionnaire, question] = why
    return found


def questions_using(questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Key of each question → keys of the later ones that it brings up or is shown above."""
    asked = tuple(questionnaire.questions())
    fields = {question.key: {field.name for field in fields_of(question)} for question in asked}
    looks = {question.key: set(looked_at(question, questionnaire)) for question in asked}
    return {
        key: {later for later, names in looks.items() if not own.isdisjoint(names)}
        for key, own in fields.items()
    }


def unused() -> list[tuple[str, str]]:
    book = load(Settings())
    found = []
    for asked in questionnaires(Settings()):
        rules, later = rules_using(asked, book), questions_using(asked)
        found += [(asked.key, key) for key in rules if not rules[key] and not later[key]]
    return [pair for pair in found if pair not in RATED]


def test_every_answer_is_used_or_listed_as_open() -> None:
    new = sorted(set(unused()) - set(listed()))
    assert new == [], "let a rule, a later question or a figure use it, or do not ask it"


def test_the_list_of_open_ones_only_becomes_shorter() -> None:
    settled = sorted(set(listed()) - set(unused()))
    assert settled == [], f"these are used now or gone; take them out of {OPEN.name}"
    assert len(listed()) <= 2
    assert all(len(why) > 10 for why in listed().values())


def test_what_is_rated_is_taken_by_name() -> None:
    source = inspect.getsource(confidence)
    assert all(f'"{key}"' in source for _, key in RATED)


def test_uses_tell_one_question_from_another() -> None:
    """The older subjects too: a rule about one question is no rule about the next."""
    book = load(Settings())
    asked = {questionnaire.key: questionnaire for questionnaire in questionnaires(Settings())}
    progress = rules_using(asked["progress-assurance"], book)
    assert "GOV-01" in progress["A5"]
    assert "GOV-01" not in progress["A4"]
    swot = rules_using(asked["swot"], book)
    assert "SWOT-01" in swot["threats"]
    assert "SWOT-01" not in swot["tows"]
    boxes = ("strengths", "weaknesses", "opportunities", "threats")
    assert all("tows" in questions_using(asked["swot"])[box] for box in boxes)
    lists = {q.key for q in asked["sara"].questions() if q.kind is QuestionKind.ENTRIES}
    assert all(rules_using(asked["sara"], book)[key] for key in lists)
