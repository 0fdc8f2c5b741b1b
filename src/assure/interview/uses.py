"""What becomes of the answer to a question: the rules that look at it."""

from __future__ import annotations

from collections.abc import Iterator

from assure.conditions.documents import Document
from assure.conditions.language import All, fields_of, parse
from assure.conditions.reading import Part
from assure.facts.answers import PROGRESS
from assure.facts.catalogue import CATALOGUE
from assure.facts.questions import fields_of as answer_fields_of
from assure.facts.sittings import subject_name
from assure.model.errors import QuestionnaireError
from assure.model.questionnaire import Question, QuestionKind, Questionnaire
from assure.rules.certainty import never_holds
from assure.rules.checks.pages import texts_of
from assure.rules.rulebook import Rule, Rulebook, RuleStatus
from assure.rules.sentences import placeholders

# Subjects that are older than those which every questionnaire gives: of which questionnaire they
# are, and the field that says which question.
_WHICH = {
    "answer": (PROGRESS, "question"),
    "area": (PROGRESS, "area"),
    "swot_entry": ("swot", "box"),
    "pestelo_factor": ("pestelo", "letter"),
    "pestelo_letter": ("pestelo", "letter"),
}


def rules_using(questionnaire: Questionnaire, book: Rulebook) -> dict[str, tuple[str, ...]]:
    """Key of each question → codes of the rules that look at its answer or tell it."""
    return {
        question.key: tuple(
            rule.code
            for rule in book.rules
            if rule.status is not RuleStatus.DEPRECATED
            and _uses(rule, questionnaire, question, book)
        )
        for question in questionnaire.questions()
    }


def _uses(rule: Rule, questionnaire: Questionnaire, question: Question, book: Rulebook) -> bool:
    if rule.subject in _WHICH:
        return _may_be_about(rule, questionnaire, question, book)
    if rule.subject == subject_name(questionnaire.key):
        own = {field.name for field in answer_fields_of(question)} | {f"{question.key}_unknown"}
        return not own.isdisjoint(_names(rule))
    return question.kind is QuestionKind.ENTRIES and rule.subject == subject_name(
        questionnaire.key, question.key
    )


def _may_be_about(
    rule: Rule, questionnaire: Questionnaire, question: Question, book: Rulebook
) -> bool:
    """Whether a rule of an older subject can fire on the answer to ``question``."""
    key, name = _WHICH[rule.subject]
    field = CATALOGUE[rule.subject][name]
    value = question.key[:1] if rule.subject == "area" else question.key
    if key != questionnaire.key or value not in field.values:
        return False
    wanted = Document(rule.code, {name: value}, QuestionnaireError)
    about = parse(Part.whole(wanted), {name: field})
    return not never_holds(All((rule.when, about)), book.thresholds)


def _names(rule: Rule) -> Iterator[str]:
    """The fields that ``rule`` looks at or tells."""
    yield from fields_of(rule.when)
    yield from rule.shows
    for text in texts_of(rule).values():
        yield from placeholders(text)
