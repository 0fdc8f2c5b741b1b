"""What rules call the answers to a questionnaire: no two things may have one name."""

from __future__ import annotations

from collections.abc import Mapping

from assure.conditions.reading import Part
from assure.facts.catalogue import CATALOGUE
from assure.facts.questions import fields_of
from assure.facts.sittings import subject_name
from assure.model.questionnaire import QuestionKind, Questionnaire


def check_names(top: Part, parts: Mapping[str, Part], found: Questionnaire) -> None:
    """Raises the document's error where two things of ``found`` would have one name for rules,
    or one of them a name that plans give to something else.

    ``top`` is where the questionnaire is written, and ``parts`` where each question is, by key.
    """
    if subject_name(found.key) in CATALOGUE:
        raise top.at("questionnaire").fault(
            f"rules know facts of the name “{subject_name(found.key)}” already, from plans; "
            "give this another key."
        )
    subjects: dict[str, str] = {}  # → the question that gives it
    fields: dict[str, str] = {}
    for question in found.questions():
        key = parts[question.key].at("key")
        if question.kind is QuestionKind.ENTRIES:
            subject = subject_name(found.key, question.key)
            if subject in CATALOGUE or subject in subjects:
                raise key.fault(
                    f"rules know facts of the name “{subject}” already, from "
                    f"{subjects.get(subject, 'plans')}; give this another key."
                )
            subjects[subject] = question.key
        for field in fields_of(question):
            if field.name in fields:
                raise key.fault(
                    f"rules would see “{field.name}” of this and of {fields[field.name]}; "
                    "give one of them another key."
                )
            fields[field.name] = question.key
