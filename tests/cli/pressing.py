"""How a person gives an answer: what is pressed on a screen, or typed in plain mode."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from tests.interview.answering import given

from assure.cli.menus import LAST, MOST_LISTED, OFFERED, option_choices
from assure.cli.prompt import Choice
from assure.interview.sitting import Known, Sitting
from assure.model.answers import Answer, AnswerState
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire

ENTER, DOWN = "\r", "\x1b[B"
EVIDENCE = ("", "", "Cofnodion y bwrdd, tŷ 🏠")


class Chosen(NamedTuple):
    """The line of a menu that is taken."""

    menu: list[Choice]
    number: int


Step = Chosen | str  # a line of a menu, or a line of text


def by_keys(steps: list[Step]) -> str:
    """What is pressed on a screen. Text is pasted: nobody should wait for 10,000 letters."""
    keys = ""
    for step in steps:
        if isinstance(step, Chosen):
            key = step.menu[step.number].key
            keys += key if all(choice.key for choice in step.menu) else DOWN * step.number
        elif step:
            keys += f"\x1b[200~{step}\x1b[201~"
        keys += ENTER
    return keys


def by_lines(steps: list[Step]) -> Iterator[str]:
    """What is typed in plain mode."""
    for step in steps:
        if isinstance(step, Chosen):
            keyed = all(choice.key for choice in step.menu)
            yield step.menu[step.number].key if keyed else str(step.number + 1)
        else:
            yield step


def at_key(key: str) -> Chosen:
    """The line of a menu, whatever else stands there, that has this key."""
    return Chosen([Choice(None, "", key=key)], 0)


def everything(questionnaire: Questionnaire, known: Known, chance: Random) -> dict[str, Answer]:
    """An answer to every question, in the order in which they come up."""
    answers: dict[str, Answer] = {}
    sitting = Sitting.open(questionnaire, (), known)
    while (question := sitting.current) is not None:
        answer = given(questionnaire, question, chance.choice, known.refs)
        if question.kind in OFFERED and answer.state is AnswerState.ANSWERED:
            answer = answer.model_copy(update={"evidence": chance.choice(EVIDENCE)})
        answers[question.key] = answer
        sitting = sitting.answer(answer).next()
    return answers


def steps_of(question: Question, answer: Answer, known: Known) -> list[Step]:
    """How a person gives ``answer``."""
    if answer.state is not AnswerState.ANSWERED:
        return [at_key("d" if answer.state is AnswerState.DONT_KNOW else "n"), answer.reason]
    if question.kind in OFFERED:
        menu = [*option_choices(question), *LAST]
        value = answer.value
        if isinstance(value, bool):
            value = "yes" if value else "no"
        number = [choice.value for choice in menu].index(value)
        evidence: list[Step] = [answer.evidence, ""] if answer.evidence else [""]
        return [Chosen(menu, number), *evidence]
    if question.kind in (QuestionKind.CHOICES, QuestionKind.RANKING):
        values = [str(option.value) for option in question.options]
        picks = [at_key(str(values.index(value) + 1)) for value in answer.several]
        return [*picks, at_key("t")]
    if question.kind is QuestionKind.ENTRIES:
        steps: list[Step] = []
        for entry in answer.entries:
            steps.append(at_key("a"))
            for field in question.fields:
                steps.append(step_of(field, entry.get(field.key), known))
        return [*steps, at_key("t")]
    return [at_key("w"), str(answer.value)]


def step_of(field: EntryField, value: object, known: Known) -> Step:
    menu, empty = option_choices(field), [Choice(None, "", key="e")] * field.optional
    refs = known.refs.get(field.links_to or "", {})
    if menu:
        menu = [*menu, *empty]
    elif 0 < len(refs) <= MOST_LISTED:
        menu = [*empty, *(Choice(ref, ref) for ref in refs)]
    if not menu:
        return "" if value is None else str(value)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return Chosen(menu, [choice.value for choice in menu].index(value))
