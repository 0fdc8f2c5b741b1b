"""Facts of who answered: where respondents stand apart, what is agreed, how old evidence is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median_high

from assure.facts.answers import answer_seen, in_words
from assure.facts.build import FactBuilder
from assure.facts.define import decimal, flag, named, number, one_of, text
from assure.model.answers import Answer, AnswerState
from assure.model.facts import Fact
from assure.model.questionnaire import Question, QuestionKind, Questionnaire
from assure.model.respondents import Heard, respondents, tier_of
from assure.model.review import Review

_TITLE = text("questionnaire", "Its title", "Its title.")

DISAGREEMENT = named(
    _TITLE,
    text("question", "Which question", "Its key."),
    text("asked", "The question’s words"),
    one_of("kind", QuestionKind, "What is answered with", "As the questionnaire says."),
    number("respondents", "respondents", "Who answered it", "Counted, in whatever state."),
    number("answered", "respondents", "Those who gave an answer", "Counted."),
    number("unknown", "respondents", "Those who answered “don’t know”", "Counted."),
    number("not_applicable", "respondents", "Those who said it does not apply", "Counted."),
    number("different", "answers", "Different answers", "Counted; not of texts and entries."),
    text("lowest", "The lowest answer", "Of a scale, a number or a RAG: green is the lowest."),
    text("highest", "The highest answer", "Of a scale, a number or a RAG: red is the highest."),
    decimal("points", "points", "From the lowest answer to the highest", "Scales and numbers."),
    decimal(
        "range",
        "points",
        "From the lowest answer possible to the highest",
        "9 on a scale of 1 to 10; of a number where both limits are given.",
    ),
    flag(
        "ends_apart",
        "One chose the lowest step and another the highest",
        "Left out where there is no range.",
    ),
    number("tiers", "tiers", "From the best RAG answer to the worst", "Of the four tiers."),
    text("stand", "Who stands where", "Role and answer of each, the lowest first."),
    flag("moderated", "They agreed on an answer", "A moderated answer is kept beside theirs."),
    flag("changed_since", "Answered anew since it was moderated", "By the order of answers."),
)

RESPONDENTS = named(
    _TITLE,
    text("key", "Its key", "As `assure ask` takes it."),
    number("respondents", "respondents", "Who answered it", "Roles, each counted once."),
    number("shared", "questions", "Questions answered by more than one", "Counted."),
    number("differing", "questions", "Of these, those answered differently", "Counted."),
    number("moderated", "questions", "Questions with an answer they agreed on", "Counted."),
    number(
        "not_moderated",
        "questions",
        "Questions not yet moderated",
        "Answered differently and not agreed on, or answered anew since.",
    ),
    number("answers", "questions", "Questions with an answer", "Counted, in whatever state."),
    number("unknown", "questions", "Of these, “don’t know”", "Of the answers that count."),
    number("not_applicable", "questions", "Of these, said not to apply", "As above."),
    number("unknown_share", "%", "“Don’t know”", "Of questions with an answer, rounded down."),
    number(
        "not_applicable_share", "%", "Said not to apply", "Of questions with an answer, as above."
    ),
)

EVIDENCE = named(
    _TITLE,
    number("answered", "questions", "Questions answered", "Counted; answers that count."),
    number("evidenced", "questions", "Of these, with evidence", "Evidence text is not empty."),
    number("dated", "questions", "Of these, with its date", "Up to the as-of date."),
    number("undated", "questions", "Evidence without a date", "Counted."),
    number("ahead", "questions", "Evidence dated after the as-of date", "Counted."),
    number("undated_share", "%", "Evidence without a date", "Of that given, rounded down."),
    number("oldest", "days", "Age of the oldest", "As-of date less its date."),
    text("oldest_for", "The question whose evidence is oldest", "Its key."),
    number(
        "half_older",
        "days",
        "Half of the dated evidence is this old or older",
        "The higher median of the ages.",
    ),
)


def respondent_facts(review: Review) -> Iterator[Fact]:
    """Of every questionnaire that was answered: who, where they differ, and on what it rests."""
    for questionnaire in review.questionnaires:
        heard = review.heard(questionnaire.key)
        asked = [
            (question, heard[question.key])
            for question in questionnaire.questions()
            if question.key in heard
        ]
        if not asked:
            continue
        yield _respondents(questionnaire, asked)
        yield _evidence(questionnaire, asked, review.as_of)
        for question, one in asked:
            if len(one.separate) > 1:
                yield _disagreement(questionnaire, question, one)


def _builder(subject: str, questionnaire: Questionnaire) -> FactBuilder:
    fact = FactBuilder(
        subject,
        key=questionnaire.key,
        ref=questionnaire.title,
        title=questionnaire.title,
    )
    fact.put("questionnaire", questionnaire.title)
    return fact


def _respondents(questionnaire: Questionnaire, asked: Sequence[tuple[Question, Heard]]) -> Fact:
    fact = _builder("respondents", questionnaire)
    every = [one for _, one in asked]
    fact.put("key", questionnaire.key)
    fact.put("respondents", len(respondents({one.question: one for one in every})))
    fact.put("shared", sum(len(one.separate) > 1 for one in every))
    fact.put("differing", sum(one.differs for one in every))
    fact.put("moderated", sum(one.moderated is not None for one in every))
    fact.put("not_moderated", sum(one.to_moderate for one in every))
    fact.put("answers", len(asked))
    answers = [one.counts(question) for question, one in asked]
    for name, state in _GAPS.items():
        of_state = [answer for answer in answers if answer.state is state]
        seen = [answer_seen(a, None, f"{a.question}: {a.reason}") for a in of_state]
        fact.put(name, len(of_state), seen=seen)
        fact.put(f"{name}_share", len(of_state) * 100 // len(asked), seen=seen)
    return fact.fact()


_GAPS = {"unknown": AnswerState.DONT_KNOW, "not_applicable": AnswerState.NOT_APPLICABLE}


def _evidence(
    questionnaire: Questionnaire, asked: Sequence[tuple[Question, Heard]], as_of: dt.date
) -> Fact:
    fact = _builder("evidence", questionnaire)
    answers = [one.counts(question) for question, one in asked]
    answered = [answer for answer in answers if answer.state is AnswerState.ANSWERED]
    given = [answer for answer in answered if answer.evidence.strip()]
    ages = {
        answer.question: (as_of - answer.evidence_date).days
        for answer in given
        if answer.evidence_date is not None
    }
    dated = {key: age for key, age in ages.items() if age >= 0}
    undated = [answer for answer in given if answer.evidence_date is None]
    fact.put("answered", len(answered))
    fact.put("evidenced", len(given))
    fact.put("dated", len(dated))
    fact.put("undated", len(undated), seen=[answer_seen(a, None, a.evidence) for a in undated])
    fact.put("ahead", len(ages) - len(dated))
    fact.put("undated_share", len(undated) * 100 // len(given) if given else None)
    if dated:
        oldest = max(dated, key=lambda key: dated[key])
        seen = [answer_seen(a, None, a.evidence) for a in given if a.question == oldest]
        fact.put("oldest", dated[oldest], seen=seen)
        fact.put("oldest_for", oldest, seen=seen)
        fact.put("half_older", median_high(dated.values()))
    return fact.fact()


def _disagreement(questionnaire: Questionnaire, question: Question, one: Heard) -> Fact:
    fact = FactBuilder(
        "disagreement",
        key=f"{questionnaire.key}.{question.key}",
        ref=f"{questionnaire.title} {question.key}",
        title=question.text,
    )
    known = [a for a in one.separate if a.state is AnswerState.ANSWERED]
    fact.put("questionnaire", questionnaire.title)
    fact.put("question", question.key)
    fact.put("asked", question.text)
    fact.put("kind", question.kind)
    fact.put("respondents", len(one.separate))
    fact.put("answered", len(known))
    fact.put("unknown", sum(a.state is AnswerState.DONT_KNOW for a in one.separate))
    fact.put("not_applicable", sum(a.state is AnswerState.NOT_APPLICABLE for a in one.separate))
    fact.put("moderated", one.moderated is not None)
    fact.put("changed_since", one.since > 0)
    if question.kind not in (QuestionKind.TEXT, QuestionKind.ENTRIES):
        fact.put("different", len({str(a.value) for a in known}))
    places = {place: answer for answer in known if (place := _place(question, answer)) is not None}
    seen = [answer_seen(a, None, in_words(question, a)) for a in one.separate]
    if places:
        low, high = min(places), max(places)
        fact.put("lowest", in_words(question, places[low]), seen=seen)
        fact.put("highest", in_words(question, places[high]), seen=seen)
        if question.kind is QuestionKind.RAG:
            fact.put("tiers", int(high - low), seen=seen)
        else:
            fact.put("points", high - low, seen=seen)
            if (ends := _ends(question)) is not None:
                fact.put("range", ends[1] - ends[0])
                fact.put("ends_apart", (low, high) == ends and low < high, seen=seen)
    fact.put("stand", stand(question, one.separate), seen=seen)
    return fact.fact()


def _place(question: Question, answer: Answer) -> Decimal | None:
    """Where an answer stands among those possible; None for kinds without an order."""
    match question.kind:
        case QuestionKind.RAG:
            return Decimal(tier_of(answer))
        case QuestionKind.SCALE | QuestionKind.NUMBER | QuestionKind.MONEY:
            return Decimal(str(answer.value))
        case _:
            return None


def _ends(question: Question) -> tuple[Decimal, Decimal] | None:
    if question.kind is QuestionKind.SCALE:
        steps = [Decimal(str(option.value)) for option in question.options]
        return min(steps), max(steps)
    if question.minimum is None or question.maximum is None:
        return None
    return Decimal(question.minimum), Decimal(question.maximum)


def stand(question: Question, answers: Sequence[Answer]) -> str:
    """``Not in place: Police lead; Fully in place: Head of Housing, Clerk``; empty for kinds that
    one line does not hold."""
    if question.kind in (QuestionKind.TEXT, QuestionKind.ENTRIES):
        return ""
    ordered = sorted(answers, key=lambda a: _standing(question, a))
    groups: list[tuple[str, list[str]]] = []
    for answer in ordered:
        words = in_words(question, answer)
        if not groups or groups[-1][0] != words:
            groups.append((words, []))
        groups[-1][1].append(answer.respondent or "no role given")
    return "; ".join(f"{words}: {', '.join(roles)}" for words, roles in groups)


def _standing(question: Question, answer: Answer) -> tuple[bool, Decimal, str]:
    known = answer.state is AnswerState.ANSWERED
    place = _place(question, answer) if known else None
    return (not known, place or Decimal(0), in_words(question, answer))
