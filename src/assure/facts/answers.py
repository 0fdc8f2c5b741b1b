"""Facts of answers: Progress Assurance questions and areas, SWOT and PESTELO entries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from assure.facts.build import FactBuilder
from assure.facts.define import decimal, flag, named, number, one_of, text
from assure.facts.questions import value_of
from assure.model.answers import Answer, AnswerState, Entry, Scalar
from assure.model.base import AnswerSeen
from assure.model.facts import Fact
from assure.model.questionnaire import Question, Questionnaire
from assure.model.review import Review
from assure.words.days import long_date

PROGRESS = "progress-assurance"
# Keys never change once shipped; a test holds them to the questionnaire.
AREAS = ("A", "B", "C", "D", "E", "F")
SCALE_QUESTIONS = tuple(
    f"{area}{number}"
    for area, count in zip(AREAS, (5, 5, 4, 5, 5, 4), strict=True)
    for number in range(1, count + 1)
)
CHOICE_QUESTIONS = ("G1", "G2")
CHOICES = ("ahead", "on", "behind", "not_known", "most", "some", "few")
BOXES = ("strengths", "weaknesses", "opportunities", "threats")
LETTERS = (
    "political",
    "economic",
    "social",
    "technological",
    "environmental",
    "legal",
    "organisational",
)

ANSWER = named(
    one_of("question", SCALE_QUESTIONS + CHOICE_QUESTIONS, "Which question", "Its key."),
    text("asked", "The question’s words"),
    text("answered", "The answer in words"),
    one_of("state", AnswerState, "Answered, don’t know, or not applicable", "As answered."),
    number("score", "0 to 3", "Score on the scale", "Don’t know counts as 0."),
    one_of(
        "choice",
        CHOICES,
        "What was chosen",
        "As answered.",
    ),
    flag("evidenced", "Evidence is given", "Evidence text is not empty."),
    text("evidence", "The evidence"),
    text("reason", "Why it is not known or does not apply"),
)

AREA = named(
    one_of("area", AREAS, "Which area of Progress Assurance", "Letter of its questions."),
    text("area_title", "Its title"),
    decimal(
        "average",
        "0 to 3",
        "Mean score",
        "Don’t know counts as 0; what does not apply, or has no answer, is counted beside it.",
    ),
    number(
        "questions", "questions", "Questions it has that are scored", "Counted, answered or not."
    ),
    number("answered", "questions", "Questions answered with a score", "Counted."),
    number("unknown", "questions", "Questions answered “don’t know”", "Counted."),
    number("not_applicable", "questions", "Questions said not to apply", "Counted."),
    number("lowest", "0 to 3", "Lowest score", "Don’t know counts as 0."),
)

SWOT_ENTRY = named(
    one_of("box", BOXES, "Which of the four boxes", "The list it stands in."),
    text("entry", "What it says"),
    text("evidence", "What it rests on"),
    flag("evidenced", "Evidence is given", "Evidence cell filled."),
    number("impact", "1 to 5", "How much it matters", "As answered."),
    number("certainty", "1 to 5", "How sure it is", "As answered."),
    flag(
        "has_action",
        "An action of the plan takes it up",
        "A reference that exists, capital letters or not.",
    ),
    flag(
        "unknown_action",
        "It names an action that is not in the plan",
        "No such reference, nor one that was closed.",
    ),
    flag(
        "in_earlier_box",
        "The same words stand in an earlier box",
        "Compared without capitals, full stops and runs of spaces.",
    ),
)

PESTELO_FACTOR = named(
    one_of("letter", LETTERS, "Which of the seven kinds of factor", "The list it stands in."),
    text("factor", "What it says"),
    number("effect", "-3 to +3", "Effect on the plan", "As answered."),
    text("when", "When it bites"),
    flag("has_response", "Something is to be done about it", "Response filled."),
    flag("has_owner", "Somebody watches it", "Owner filled."),
)

PESTELO_LETTER = named(
    one_of("letter", LETTERS, "Which of the seven kinds of factor", "The list."),
    number("entries", "entries", "Factors listed", "Counted."),
    flag("not_applicable", "Said not to apply, with a reason", "As answered."),
)


def answer_seen(answer: Answer, entry: int | None = None, words: str = "") -> AnswerSeen:
    return AnswerSeen(
        questionnaire=answer.questionnaire, question=answer.question, entry=entry, text=words
    )


STATES = {AnswerState.DONT_KNOW: "don’t know", AnswerState.NOT_APPLICABLE: "not applicable"}


def in_words(question: Question | None, answer: Answer) -> str:
    """``Partly in place``: the label of the chosen option, else the value; or the state."""
    if answer.state is not AnswerState.ANSWERED:
        return STATES[answer.state]
    if isinstance(answer.value, bool):
        return "Yes" if answer.value else "No"
    options = question.options if question else ()
    labels = {str(option.value): option.label for option in options}
    if answer.several:
        return ", ".join(labels.get(value, value) for value in answer.several)
    if isinstance(answer.value, tuple):
        count = len(answer.value)
        return f"{count} {'entry' if count == 1 else 'entries'}" if count else "none of them"
    if question and isinstance(day := value_of(question, answer.value), dt.date):
        return long_date(day)
    return labels.get(str(answer.value), str(answer.value))


def score_of(answer: Answer) -> int | None:
    """0 to 3; "don't know" is a gap and counts as 0; "not applicable" has no score."""
    if answer.state is AnswerState.DONT_KNOW:
        return 0
    if answer.state is AnswerState.NOT_APPLICABLE or isinstance(answer.value, bool):
        return None
    return answer.value if isinstance(answer.value, int) else None


def mean_score(scores: Sequence[int]) -> Decimal | None:
    """The mean to a tenth, halves up, as a reader would round; None of nothing."""
    if not scores:
        return None
    return (Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def progress_facts(review: Review) -> Iterator[Fact]:
    """Answers to Progress Assurance, then its areas."""
    answers = review.answers_to(PROGRESS)
    questionnaire = review.questionnaire(PROGRESS)
    for key in SCALE_QUESTIONS + CHOICE_QUESTIONS:
        if key in answers:
            question = questionnaire.question(key) if questionnaire else None
            yield answer_fact(answers[key], question)
    for area in AREAS:
        keys = [key for key in SCALE_QUESTIONS if key.startswith(area) and key in answers]
        if not keys:
            continue
        scores = [s for key in keys if (s := score_of(answers[key])) is not None]
        fact = FactBuilder("area", key=area, ref=area, title=area_title(questionnaire, area))
        fact.put("area", area)
        fact.put("area_title", area_title(questionnaire, area))
        fact.put(
            "average",
            mean_score(scores),
            seen=[answer_seen(answers[key], None, str(score_of(answers[key]))) for key in keys],
        )
        states = Counter(answers[key].state for key in keys)
        fact.put("questions", sum(key.startswith(area) for key in SCALE_QUESTIONS))
        fact.put("answered", states[AnswerState.ANSWERED])
        fact.put("unknown", states[AnswerState.DONT_KNOW])
        fact.put("not_applicable", states[AnswerState.NOT_APPLICABLE])
        fact.put("lowest", min(scores, default=None))
        yield fact.fact()


def area_title(questionnaire: Questionnaire | None, area: str) -> str:
    sections = questionnaire.sections if questionnaire else ()
    return next((section.title for section in sections if section.key == area), area)


def answer_fact(answer: Answer, question: Question | None) -> Fact:
    words = in_words(question, answer)
    seen = [answer_seen(answer, None, words)]
    fact = FactBuilder(
        "answer",
        key=f"{answer.questionnaire}.{answer.question}",
        ref=answer.question,
        title=question.text if question else "",
    )
    fact.put("question", answer.question, seen=seen)
    fact.put("asked", question.text if question else "", seen=seen)
    fact.put("answered", words, seen=seen)
    fact.put("state", answer.state, seen=seen)
    if answer.question in CHOICE_QUESTIONS:
        unknown = answer.state is AnswerState.DONT_KNOW
        choice = "not_known" if unknown else answer.value
        fact.put("choice", choice if choice in CHOICES else None, seen=seen)
    else:
        fact.put("score", score_of(answer), seen=seen)
    fact.put("evidenced", bool(answer.evidence.strip()), seen=seen)
    fact.put("evidence", answer.evidence, seen=seen)
    fact.put("reason", answer.reason, seen=seen)
    return fact.fact()


def entry_text(entry: Entry, field: str) -> str:
    value: Scalar = entry.get(field)
    return "" if value is None else str(value).strip()


def entry_int(entry: Entry, field: str) -> int | None:
    value = entry.get(field)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def swot_facts(review: Review) -> Iterator[Fact]:
    """One fact for each entry of the four boxes."""
    answers = review.answers_to("swot")
    closed = [action for year in review.plan.closed for action in year.actions]
    known = (*closed, *review.plan.actions)  # a plan may use a reference again
    actions = {action.ref.casefold(): action for action in known}
    actions |= {action.ref: action for action in known}
    earlier: set[str] = set()
    for box in BOXES:
        here: set[str] = set()
        for place, entry in enumerate(answers[box].entries if box in answers else (), start=1):
            said, named_ref = entry_text(entry, "text"), entry_text(entry, "action")
            seen = [answer_seen(answers[box], place, said)]
            action = actions.get(named_ref) or actions.get(named_ref.casefold())
            fact = FactBuilder(
                "swot_entry",
                key=f"{box}.{said.casefold()}",
                ref=f"{box[:1].upper()}{place}",
                title=said,
                outcomes=action.outcomes if action else (),
            )
            fact.put("box", box, seen=seen)
            fact.put("entry", said, seen=seen)
            fact.put("evidence", entry_text(entry, "evidence"), seen=seen)
            fact.put("evidenced", bool(entry_text(entry, "evidence")), seen=seen)
            fact.put("impact", entry_int(entry, "impact"), seen=seen)
            fact.put("certainty", entry_int(entry, "certainty"), seen=seen)
            fact.put("has_action", action is not None, seen=seen)
            fact.put("unknown_action", bool(named_ref) and action is None, seen=seen)
            same = " ".join(said.casefold().replace(".", " ").split())
            fact.put("in_earlier_box", same in earlier, seen=seen)
            here.add(same)
            yield fact.fact()
        earlier |= here


def pestelo_facts(review: Review) -> Iterator[Fact]:
    """One fact for each factor, and one for each of the seven letters."""
    answers = review.answers_to("pestelo")
    if not answers:
        return
    for letter in LETTERS:
        answer = answers.get(letter)
        entries = answer.entries if answer else ()
        if answer is not None:
            for place, entry in enumerate(entries, start=1):
                yield factor_fact(answer, place, entry)
        fact = FactBuilder("pestelo_letter", key=letter, ref=letter, title=letter)
        given = [answer_seen(answer)] if answer else []
        fact.put("letter", letter, seen=given)
        fact.put("entries", len(entries), seen=given)
        not_applicable = answer is not None and answer.state is AnswerState.NOT_APPLICABLE
        fact.put("not_applicable", not_applicable, seen=given)
        yield fact.fact()


def factor_fact(answer: Answer, place: int, entry: Entry) -> Fact:
    """The fact of one PESTELO entry, the ``place``-th of its list."""
    letter, said = answer.question, entry_text(entry, "text")
    seen = [answer_seen(answer, place, said)]
    fact = FactBuilder(
        "pestelo_factor",
        key=f"{letter}.{said.casefold()}",
        ref=f"{letter} {place}",
        title=said,
    )
    fact.put("letter", letter, seen=seen)
    fact.put("factor", said, seen=seen)
    fact.put("effect", entry_int(entry, "effect"), seen=seen)
    fact.put("when", entry_text(entry, "when"), seen=seen)
    fact.put("has_response", bool(entry_text(entry, "response")), seen=seen)
    fact.put("has_owner", bool(entry_text(entry, "owner")), seen=seen)
    return fact.fact()
