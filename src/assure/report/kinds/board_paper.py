"""The board paper: a review in the form of a committee report, for officers to finish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assure.model.assessment import Assessment, Decision
from assure.model.measures import Trajectory
from assure.model.outcomes import Priority
from assure.model.review import Review
from assure.report import headlines, pace, pages, promises
from assure.report.committee import Block, Cell, Items, Para, Part, Section, Table, part
from assure.report.committee_course import sections
from assure.report.formats import (
    clip_short,
    count_word,
    counted,
    join,
    long_date,
    plural,
    sentence_case,
    strung,
    within_sentence,
)
from assure.report.implications import implications
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.shares import besides, of_these

POSITION, IMPLICATIONS = 4, 5  # parts that the recommendations point to


def paper(material: Material) -> tuple[Part, ...]:
    """The six parts, in the order of a committee report."""
    review, a = material.review, material.assessment
    return (
        part(1, "Reason for this paper", [Para(_reason(a))]),
        part(2, "Recommendations", _recommendations(a)),
        part(3, "Background", _background(review, a)),
        part(
            POSITION,
            "Progress by priority",
            sections=[*_progress(review, a), *sections(material.course, a, material.edition)],
        ),
        part(IMPLICATIONS, "Implications", sections=implications(review, a)),
        part(6, "Conclusion", _conclusion(a)),
    )


def details(material: Material) -> tuple[tuple[str, str], ...]:
    """What stands beneath the title, label and words; "" is left to the author."""
    a = material.assessment
    return (
        ("Meeting", long_date(a.board_date) if a.board_date else ""),
        ("Subject", f"{a.plan_title or a.name}: {headlines.kind(a).lower()}"),
        ("Author", ""),
    )


def _reason(a: Assessment) -> str:
    asks = count(a.decisions)
    wants = (
        f", and asks the board for {counted(asks, 'decision')}"
        if asks
        else ". It asks for no decision"
    )
    return (
        f"This paper reports how “{clip_short(a.plan_title or a.name, 120)}” stood on "
        f"{long_date(a.as_of)}, at its {headlines.kind(a).lower()}{wants}."
    )


def _recommendations(a: Assessment) -> list[Block]:
    note = (
        f"note the progress of each priority (section {POSITION}) and its implications "
        f"(section {IMPLICATIONS})."
    )
    if not a.decisions:
        return [Para(f"The board is asked to {note}")]
    lines = [_recommendation(decision) for decision in a.decisions]
    return [Para("The board is asked to:"), Items((*lines, note), counted=True)]


def _recommendation(decision: Decision) -> str:
    """``name one accountable post … (1.4 and 1.6): Plan lead, by 17 December 2026.``"""
    act = decision.act[:1].lower() + decision.act[1:]
    refs = ""
    if decision.refs and not headlines.all_in(decision.refs, decision.act):
        more = ["more"] if len(decision.refs) > 8 else []
        refs = f" ({join([*decision.refs[:8], *more])})"
    when = f"by {long_date(decision.by)}" if decision.by else ""
    terms = ", ".join(filter(None, [within_sentence(clip_short(decision.who, 80)), when]))
    return (
        f"{clip_short(act, 200)}{refs}{f': {terms}' if terms else ''}. {decision.because}".strip()
    )


def _background(review: Review, a: Assessment) -> list[Block]:
    m = a.measures
    held = [
        counted(count(review.plan.priorities), "priority", "priorities"),
        counted(count(m.outcomes), "outcome"),
        f"{counted(m.actions, 'action')}{besides(m.open_actions, m.actions, 'open')}",
    ]
    period = (
        f"The plan runs from {long_date(a.period_start)} to {long_date(a.period_end)}. It"
        if a.period_start and a.period_end
        else "The plan"
    )
    blocks: list[Block] = [Para(f"{period} names {join(held)}.")]
    rests = "the plan alone: no questionnaire was answered"
    if a.questionnaires:
        rests = f"the plan and the answers to {join(f'“{one}”' for one in a.questionnaires)}"
    blocks.append(
        Para(
            f"The review rests on {rests}. {plural(a.rules, 'rule')} judged it and gave "
            f"{counted(m.findings, 'finding')}{besides(m.high, m.findings, 'high')}."
        )
    )
    if before := promises.last_time(a):
        blocks.append(Para(f"{promises.headline(before)}."))
    if a.problems:
        blocks.append(
            Para(
                f"{sentence_case(counted(a.problems, 'place'))} in the plan’s file could not be "
                "read in full."
            )
        )
    blocks.append(
        Para(
            f"The review {clip_short(a.review, 80)}, judged by rulebook {a.rulebook.version}. It "
            "is attached to the PDF of this paper.",
            "Background papers.",
        )
    )
    return blocks


def _progress(review: Review, a: Assessment) -> list[Section]:
    """A section for each priority, each outcome under the first that it serves."""
    if not a.measures.outcomes:
        return [Section("All actions", _without_outcomes(a))]
    arranged = pages.arrange(a)
    of = {page.measures.ref: page for page in arranged.outcomes}
    serves = {outcome.ref: outcome.priorities for outcome in review.plan.outcomes}
    known = {priority.ref for priority in review.plan.priorities}
    sections: list[Section] = []
    placed: dict[str, str] = {}  # outcome to priority
    for priority in review.plan.priorities:
        own = [of[ref] for ref, refs in serves.items() if priority.ref in refs and ref in of]
        here = [page for page in own if page.measures.ref not in placed]
        elsewhere = [(page.measures.ref, placed[page.measures.ref]) for page in own
                     if page.measures.ref in placed]  # fmt: skip
        placed |= {page.measures.ref: priority.ref for page in here}
        sections.append(
            Section(
                f"{priority.ref} {clip_short(priority.title, 110)}",
                (*_rated(priority, a), *_outcomes(here, elsewhere)),
            )
        )
    rest = [page for ref, page in of.items() if ref not in placed]
    if rest:
        title = "Outcomes of no priority" if known else "Outcomes"
        sections.append(Section(title, _outcomes(rest, [])))
    return sections


def _without_outcomes(a: Assessment) -> tuple[Block, ...]:
    m = a.measures
    counts = [f"{count_word(one.count)} {one.label.lower()}" for one in m.by_status]
    if not counts:
        return (Para("The plan names no outcome and no action, so there is no progress to tell."),)
    late = of_these(m.overdue, m.actions, "is past its date", "are past their date")
    return (
        Para(
            "The plan names no outcome, so progress is told of its actions alone: "
            f"{join(counts)}; {late}."
        ),
    )


def _rated(priority: Priority, a: Assessment) -> tuple[Para, ...]:
    rating = a.rating("priority", priority.ref)
    lead = f" Led by {clip_short(priority.lead, 80)}." if priority.lead else ""
    if rating is None:
        return (Para(f"The priority is not rated.{lead}"),)
    reasons = strung(reason.sentence for reason in rating.reasons[:2])
    return (Para(f"Plan quality: {rating.level.words}. {reasons}{lead}".strip()),)


def _outcomes(
    here: Iterable[pages.OutcomePage], elsewhere: list[tuple[str, str]]
) -> tuple[Block, ...]:
    here = list(here)
    blocks: list[Block] = []
    if here:
        blocks.append(_table(here))
        blocks += [_narrative(page) for page in here]
    elif not elsewhere:
        blocks.append(Para("No outcome of the plan serves this priority."))
    blocks += [
        Para(f"Outcome {ref} serves this priority too, and is told under {priority}.")
        for ref, priority in elsewhere
    ]
    return tuple(blocks)


def _table(here: list[pages.OutcomePage]) -> Table:
    return Table(
        "Outcomes of the priority",
        (("Outcome", 31), ("Delivery confidence", 18), ("Plan quality", 18), ("Measure", 33)),
        tuple(_row(page) for page in here),
    )


def _row(page: pages.OutcomePage) -> tuple[Cell, ...]:
    measures, sure, quality = page.measures, page.confidence, page.quality
    item = page.indicator
    return (
        Cell(f"{clip_short(measures.ref, 12)} {clip_short(measures.title, 90)}",
             headlines.counts_of(measures)),
        Cell(sure.level.words if sure else "Not yet given", _proposed(page),
             pages.rating_class(sure.level if sure else None)),
        Cell(quality.level.words if quality else "Not rated", "",
             pages.rating_class(quality.level if quality else None)),
        Cell(pace.verdict(item).capitalize(), clip_short(item.title, 120)) if item
        else Cell("No indicator"),
    )  # fmt: skip


def _proposed(page: pages.OutcomePage) -> str:
    other = headlines.proposed(page.confidence, page.proposal)
    return f"rules propose {other}" if other else ""


def _narrative(page: pages.OutcomePage) -> Para:
    """What the indicator says; where none is measured, the partnership's own account."""
    lead = f"Outcome {clip_short(page.measures.ref, 12)}."
    item = page.indicator
    if item is not None and _is_measured(item):
        return Para(f"{pace.pace_sentence(item)}.", lead)
    why = "No indicator measures it" if item is None else "Its indicator has no measured value"
    story = clip_short(page.measures.story, 500)
    if not story:
        return Para(
            f"{why}, and the plan gives no account of it, so its progress cannot be told.", lead
        )
    return Para(f"{why}, so its progress is told in the partnership’s own words: “{story}”", lead)


def _is_measured(item: Trajectory) -> bool:
    return item.now is not None


def _conclusion(a: Assessment) -> list[Block]:
    confidence = a.judgement("plan")
    blocks: list[Block] = [Para(headlines.lead(a))]
    if confidence is not None:
        blocks.append(
            Para(
                f"The reviewer judges delivery confidence {confidence.level.words}. "
                f"{headlines.confidence_sentence(confidence)}"
            )
        )
    else:
        blocks.append(Para(headlines.confidence_sentence(None)))
    if a.decisions:
        one = len(a.decisions) == 1
        what = "decision" if one else f"{count_word(count(a.decisions))} decisions"
        verb = "is" if one else "are"
        blocks.append(Para(f"The {what} of section 2 {verb} what the findings ask of the board."))
    return blocks


def _context(material: Material) -> Mapping[str, Any]:
    return {
        "parts": paper(material),
        "details": details(material),
    }


def _word(material: Material) -> bytes:
    from assure.report.board_paper_docx import board_paper_docx

    a = material.assessment
    internal = material.edition == "full"
    return board_paper_docx(
        a.partnership or a.plan_title or a.name,
        details(material),
        paper(material),
        a.as_of,
        edition="Full edition: internal, not for publication." if internal else "",
    )


KIND = Kind(
    key="board-paper",
    title="Board paper",
    about="For the board’s agenda, in the form of a committee report: recommendations, progress by "
    "priority, implications; the author completes what no plan can tell.",
    context=_context,
    word=_word,
    course=True,
    styles=("style/committee.css",),
)
