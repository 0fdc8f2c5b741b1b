"""Facts of any questionnaire: one for all its answers, and one for each entry of a list.

The questionnaire ``outcomes-review`` gives the subject ``outcomes_review`` with a field for each
question, under its key; its list ``outcomes`` gives ``outcomes_review_outcomes`` with the fields of
an entry. What a locality asks beside the shipped questionnaires gives subjects in the same way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from assure.conditions.fields import Field
from assure.facts.answers import in_words
from assure.facts.build import FactBuilder
from assure.facts.define import flag, named, number
from assure.facts.questions import field_of, fields_of, value_of, values_of
from assure.model.answers import Answer, AnswerState, Entry
from assure.model.base import AnswerSeen
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire
from assure.model.review import Review
from assure.words.days import long_date

Subjects = dict[str, dict[str, Field]]

_TOTALS = (
    number("questions", "questions", "Questions it has", "Counted, asked or not."),
    number("answered", "questions", "Questions answered", "Counted."),
    number("unknown", "questions", "Questions answered “don’t know”", "Counted."),
    number("not_applicable", "questions", "Questions said not to apply", "Counted."),
    number("evidenced", "questions", "Answers with evidence", "Counted."),
    number(
        "oldest_evidence",
        "days",
        "How old the oldest dated evidence is",
        "As-of date less its date; left out where none has a date.",
    ),
)


def subject_name(questionnaire: str, question: str | None = None) -> str:
    """``outcomes_review``, or with a question of entries ``outcomes_review_outcomes``."""
    parts = [questionnaire, question] if question else [questionnaire]
    return "_".join(part.replace("-", "_") for part in parts)


def subject_names(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The names of ``subjects_of``."""
    lists = (q.key for q in questionnaire.questions() if q.kind is QuestionKind.ENTRIES)
    return (
        subject_name(questionnaire.key),
        *(subject_name(questionnaire.key, key) for key in lists),
    )


def subjects_of(questionnaire: Questionnaire) -> Subjects:
    """The subjects that answers to ``questionnaire`` are facts about, with their fields."""
    asked = questionnaire.questions()
    fields = [field for question in asked for field in fields_of(question)]
    taken = {field.name for field in fields}
    fields += [field for field in map(_unknown, asked) if field.name not in taken]
    fields += [total for total in _TOTALS if total.name not in taken]
    subjects = {subject_name(questionnaire.key): named(*fields)}
    for question in asked:
        if question.kind is QuestionKind.ENTRIES:
            subjects[subject_name(questionnaire.key, question.key)] = _of_entries(question)
    return subjects


def _unknown(question: Question) -> Field:
    return flag(f"{question.key}_unknown", f"Not known: {question.text}", "Answered “don’t know”.")


def _of_entries(question: Question) -> dict[str, Field]:
    fields = [field_of(field) for field in question.fields]
    for field in question.fields:
        if field.links_to:
            fields.append(
                flag(
                    f"{field.key}_in_plan",
                    f"It names one: {field.text}",
                    f"Whether the {field.links_to} it names is in the plan.",
                )
            )
    taken = {field.name for field in fields}
    fields += [field for field in (_PLACE, _ENTRIES) if field.name not in taken]
    return named(*fields)


_PLACE = number("place", "1 for the first", "Its place in the list", "Counted.")
_ENTRIES = number("entries", "entries", "How many the list has", "Counted.")


def sitting_facts(review: Review) -> Iterator[Fact]:
    """The facts of every questionnaire that was answered at all, in the order of the review."""
    for questionnaire in review.questionnaires:
        answers = review.answers_to(questionnaire.key)
        asked = [question for question in questionnaire.questions() if question.key in answers]
        if not asked:
            continue
        yield _sitting(questionnaire, asked, answers, review.as_of)
        for question in asked:
            if question.kind is QuestionKind.ENTRIES:
                yield from _entries(questionnaire, question, answers[question.key], review.plan)


def _sitting(
    questionnaire: Questionnaire,
    asked: list[Question],
    answers: Mapping[str, Answer],
    as_of: dt.date,
) -> Fact:
    fact = FactBuilder(
        subject_name(questionnaire.key),
        key=questionnaire.key,
        ref=questionnaire.title,
        title=questionnaire.title,
    )
    totals: dict[str, int] = dict.fromkeys(
        ("answered", "unknown", "not_applicable", "evidenced"), 0
    )
    totals["questions"] = len(questionnaire.questions())
    ages = []
    for question in asked:
        answer = answers[question.key]
        seen = (_seen(answer, question, words=in_words(question, answer)),)
        for name, value in values_of(question, answer).items():
            fact.put(name, value, seen=seen)
        unknown = answer.state is AnswerState.DONT_KNOW
        fact.put(f"{question.key}_unknown", unknown, seen=seen)
        totals["answered"] += answer.state is AnswerState.ANSWERED
        totals["unknown"] += unknown
        totals["not_applicable"] += answer.state is AnswerState.NOT_APPLICABLE
        totals["evidenced"] += bool(answer.evidence)
        if answer.evidence_date is not None and answer.evidence_date <= as_of:
            ages.append((as_of - answer.evidence_date).days)
    own = {field.name for question in asked for field in fields_of(question)}
    for name, count in totals.items():
        if name not in own:
            fact.put(name, count)
    if "oldest_evidence" not in own:
        fact.put("oldest_evidence", max(ages, default=None))
    return fact.fact()


def _entries(
    questionnaire: Questionnaire, question: Question, answer: Answer, plan: Plan
) -> Iterator[Fact]:
    known = _refs(plan)
    for place, entry in enumerate(answer.entries, start=1):
        # In the questionnaire's order: an entry that was kept comes back in another.
        given_in_order = (entry.get(field.key) for field in question.fields)
        first = next((str(value) for value in given_in_order if value is not None), "")
        fact = FactBuilder(
            subject_name(questionnaire.key, question.key),
            key=f"{questionnaire.key} {question.key} {place}",
            ref=f"{questionnaire.title}: {first}"[:80],
            title=first,
            outcomes=_outcomes(question, entry, plan),
        )
        for field in question.fields:
            given = entry.get(field.key)
            seen = (_seen(answer, question, place, _said(field, given)),)
            fact.put(field.key, value_of(field, given), seen=seen)
            if field.links_to:
                refs = known.get(field.links_to, frozenset())
                fact.put(f"{field.key}_in_plan", str(given) in refs, seen=seen)
        taken = {field.key for field in question.fields}
        for name, count in (("place", place), ("entries", len(answer.entries))):
            if name not in taken:
                fact.put(name, count)
        yield fact.fact()


def _seen(
    answer: Answer, question: Question, entry: int | None = None, words: str = ""
) -> AnswerSeen:
    return AnswerSeen(
        questionnaire=answer.questionnaire, question=question.key, entry=entry, text=words
    )


def _said(field: EntryField, given: object) -> str:
    """``Chosen``: the label of what was chosen, else what was written."""
    if isinstance(given, bool):
        return "Yes" if given else "No"
    if isinstance(day := value_of(field, given), dt.date):
        return long_date(day)
    labels = {str(option.value): option.label for option in field.options}
    written = "" if given is None else str(given)
    return labels.get(written, written)


def _refs(plan: Plan) -> dict[str, frozenset[str]]:
    closed = [action for year in plan.closed for action in year.actions]
    return {
        # What was closed when the plan rolled on was in it when it was named.
        "action": frozenset(action.ref for action in (*plan.actions, *closed)),
        "outcome": frozenset(outcome.ref for outcome in plan.outcomes),
        "indicator": frozenset(indicator.ref for indicator in plan.indicators),
        "risk": frozenset(risk.ref for risk in plan.risks),
        "project": frozenset(project.ref for project in plan.projects),
    }


def _outcomes(question: Question, entry: Entry, plan: Plan) -> tuple[str, ...]:
    """The outcomes of the plan that an entry bears on: named, or served by the action named."""
    found: dict[str, None] = {}
    for field in question.fields:
        ref = str(entry.get(field.key) or "")
        if field.links_to == "outcome" and plan.outcome(ref):
            found[ref] = None
        elif field.links_to == "action" and (action := plan.action(ref)):
            found.update(dict.fromkeys(action.outcomes))
    return tuple(found)
