"""An indicator to a page: where it goes, what lies behind it, who could help, what is proposed.

What was answered at a workshop of “Turning the curve” belongs to the indicators that the workshop
named; to any other the plan's own words are all there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assure.model.answers import Answer, Entry
from assure.model.assessment import ActionLine, Assessment
from assure.model.measures import Trajectory
from assure.model.outcomes import Indicator, Outcome
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire
from assure.model.review import Review
from assure.model.values import CLOSED
from assure.report import pace
from assure.report.formats import (
    clip_short,
    count_word,
    join,
    plural,
    sentence_case,
    short_date,
    strung,
)
from assure.report.forms import late_words
from assure.report.origins import as_text, count, most_common
from assure.report.shares import share

QUESTIONNAIRE = "turning-the-curve"
ACTIONS = 6  # of an outcome, on the page of its indicator
ENTRIES = 8  # of one list of a workshop
TO_TURN = ("wrong_way", "too_slow")
IN_A_LIST = {
    "wrong way": "going the wrong way",
    "no target": "without a target",
    "no data": "without data",
}
WEIGHTS = ("main", "part", "minor")


@dataclass(frozen=True)
class Line:
    """An entry of the workshop: what was said, and in grey what was said of it."""

    text: str
    beside: str = ""


@dataclass(frozen=True)
class Workshop:
    """What one workshop said, each list in its order; causes the heaviest first."""

    indicators: tuple[str, ...]  # as named, in plain words or by reference
    causes: tuple[Line, ...]
    partners: tuple[str, ...]
    ideas: tuple[Line, ...]
    chosen: tuple[Line, ...]
    unknown: str
    measured: str


@dataclass(frozen=True)
class Curve:
    """A page. ``workshop`` is None where no workshop named the indicator."""

    number: int
    trajectory: Trajectory
    indicator: Indicator | None
    outcome: Outcome | None
    doing: tuple[ActionLine, ...]  # open actions of the outcome, the next due first
    workshop: Workshop | None


@dataclass(frozen=True)
class Curves:
    pages: tuple[Curve, ...]
    loose: Workshop | None  # a workshop that named no indicator of the plan


def arrange(review: Review, assessment: Assessment) -> Curves:
    """The indicators in plan order."""
    held = workshop(review)
    pages = tuple(
        _curve(number, item, review.plan, assessment, held)
        for number, item in enumerate(assessment.measures.trajectories, 1)
    )
    named = any(page.workshop for page in pages)
    return Curves(pages, held if held and not named else None)


def title(pages: Iterable[Curve]) -> str:
    """``Three of ten curves need turning``."""
    every = [page.trajectory for page in pages]
    turn = count(item for item in every if item.verdict in TO_TURN)
    if not turn:
        return share(0, count(every), "curve", "is shown to need turning")
    return share(turn, count(every), "curve", "needs turning")


def lead(pages: Iterable[Curve]) -> str:
    """How the curves stand to their targets, in a sentence."""
    counts = most_common(pages, lambda page: pace.verdict(page.trajectory))
    told = [f"{count_word(many)} {IN_A_LIST.get(words, words)}" for words, many in counts]
    return f"At today’s pace: {join(told)}." if told else ""


def workshop(review: Review) -> Workshop | None:
    """What was answered; None where the questionnaire was not."""
    answers, asked = review.answers_to(QUESTIONNAIRE), review.questionnaire(QUESTIONNAIRE)
    if not answers or asked is None:
        return None
    labels = _Labels(asked, answers)
    causes = sorted(labels.entries("causes"), key=_weight)
    return Workshop(
        indicators=tuple(filter(None, (_text(e, "indicator") for e in labels.entries("curves")))),
        causes=tuple(
            Line(
                _text(entry, "cause"),
                strung(
                    filter(
                        None,
                        (
                            labels.label("causes", "weight", entry).lower(),
                            _text(entry, "evidence") or "no evidence given",
                            _labelled("action ", _text(entry, "action")),
                        ),
                    ),
                    "; ",
                ),
            )
            for entry in causes
        ),
        partners=tuple(dict.fromkeys(filter(None, (_text(e, "partner") for e in causes)))),
        ideas=tuple(
            Line(
                _text(entry, "idea"),
                strung(
                    filter(
                        None,
                        (
                            labels.label("ideas", "basis", entry).lower(),
                            _labelled("cost: ", labels.label("ideas", "cost", entry).lower()),
                        ),
                    ),
                    "; ",
                ),
            )
            for entry in labels.entries("ideas")
        ),
        chosen=tuple(
            Line(
                _text(entry, "text"),
                strung(
                    filter(
                        None,
                        (
                            _labelled("acts on: ", _text(entry, "cause")),
                            _labelled("action ", _text(entry, "action")) or "no action yet",
                        ),
                    ),
                    "; ",
                ),
            )
            for entry in labels.entries("chosen")
        ),
        unknown=as_text(answers["unknowns"].value) if "unknowns" in answers else "",
        measured=join(labels.several("M1")),
    )


@dataclass(frozen=True)
class _Labels:
    """The answers of the workshop in the words of its questionnaire."""

    asked: Questionnaire
    answers: dict[str, Answer]

    def entries(self, question: str) -> tuple[Entry, ...]:
        answer = self.answers.get(question)
        return answer.entries if answer else ()

    def label(self, question: str, field: str, entry: Entry) -> str:
        """The label of the option chosen; what stands there where it is none."""
        value = entry.get(field)
        of = self.asked.question(question)
        options = next((f.options for f in of.fields if f.key == field), ()) if of else ()
        label = next((option.label for option in options if option.value == value), None)
        return label or as_text(value)

    def several(self, question: str) -> Iterator[str]:
        answer, of = self.answers.get(question), self.asked.question(question)
        for option in of.options if answer and of else ():
            if answer and option.value in answer.several:
                yield option.label.lower()


def _curve(
    number: int, item: Trajectory, plan: Plan, assessment: Assessment, held: Workshop | None
) -> Curve:
    coming = sorted(
        (
            line
            for line in assessment.lines
            if item.outcome in line.outcomes and line.status not in CLOSED
        ),
        key=lambda line: (line.due is None, line.due or assessment.as_of),
    )
    return Curve(
        number=number,
        trajectory=item,
        indicator=next((one for one in plan.indicators if one.ref == item.ref), None),
        outcome=next((one for one in plan.outcomes if one.ref == item.outcome), None),
        doing=tuple(coming),
        workshop=held if held and _names(held, item) else None,
    )


def _names(held: Workshop, item: Trajectory) -> bool:
    """Whether the workshop was about the indicator, named by reference or title."""
    own = {item.ref.casefold(), item.title.casefold()}
    return any(name.casefold() in own for name in held.indicators)


def _weight(entry: Entry) -> int:
    weight = entry.get("weight")
    return WEIGHTS.index(weight) if weight in WEIGHTS else len(WEIGHTS)


def _text(entry: Entry, field: str) -> str:
    return as_text(entry.get(field)).strip()


def _labelled(label: str, text: str) -> str:
    return f"{label}{text}" if text else ""


# --- Words of a page ---------------------------------------------------------------------


def going(item: Trajectory) -> str:
    """Where the line goes if nothing changes, or why that is not known."""
    if item.forecast:
        return f"{sentence_case(pace.forecast_sentence(item))}."
    return "The partners give no forecast, and from these values we draw none."


def asked_of(page: Curve) -> str:
    """Who answers for the indicator, and for its outcome."""
    owner = page.indicator.owner.names if page.indicator else ()
    lead = page.outcome.senior_lead.names if page.outcome else ()
    told = []
    if owner:
        told.append(f"The indicator: {clip_short(join(owner), 110)}.")
    if lead:
        told.append(f"Its outcome: {clip_short(join(lead), 110)}.")
    return " ".join(told) or "Nobody is named for it."


def partners(page: Curve) -> str:
    """The partners that the plan names with the outcome."""
    return page.outcome.partners if page.outcome else ""


def shown(page: Curve) -> tuple[ActionLine, ...]:
    """The actions that the page lists."""
    return page.doing[:ACTIONS]


def due_words(line: ActionLine, plan: Plan) -> str:
    """``due 31 Jul 2026, 92 days late``."""
    if line.due is None:
        return "no date"
    late = late_words(line.days_late, line.due, plan)
    return f"due {short_date(line.due)}{f', {late}' if late else ''}"


def posts(page: Curve) -> str:
    """Those who own the actions listed, as written."""
    written = (line.owner_text.strip() for line in shown(page))
    names = dict.fromkeys(filter(None, written))
    return join(clip_short(name, 60) for name in names)


def further(page: Curve) -> str:
    """``and 4 more open actions of this outcome``."""
    left = count(page.doing[len(shown(page)) :])
    return f"and {plural(left, 'more open action')} of this outcome" if left else ""
