"""SWOT with TOWS, and PESTELO, as a paper of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assure.model.assessment import Answering, Assessment
from assure.model.findings import Finding
from assure.report import pages
from assure.report.form_docx import form_docx
from assure.report.formats import counted, join, long_date, plural, sentence_case
from assure.report.forms import Form, Part, Points
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.swot_parts import parts_of

TITLE = "SWOT and PESTELO"
BOXES = {
    "strengths": ("strength", "strengths"),
    "weaknesses": ("weakness", "weaknesses"),
    "opportunities": ("opportunity", "opportunities"),
    "threats": ("threat", "threats"),
}
FAMILIES = ("swot", "pestelo")  # questionnaires, and the families of rules about them


def form_of(material: Material) -> Form:
    assessment = material.assessment
    found = [f for f in assessment.findings if f.counts and f.family in FAMILIES]
    return Form(
        title=TITLE,
        about=assessment.partnership or assessment.plan_title or assessment.name,
        lead=_lead(assessment),
        parts=(_found(found),),
        lacking=_lacking(assessment),
        closing=_closing(assessment, material),
    )


def _lead(assessment: Assessment) -> str:
    measures = assessment.measures
    said = []
    if measures.swot:
        told = [
            counted(many, *words)
            for box, words in BOXES.items()
            if (many := count(entry for entry in measures.swot if entry.box == box))
        ]
        said.append(join(told))
    if measures.pestelo:
        unanswered = [f for f in measures.pestelo if (f.effect or 0) < 0 and not f.response]
        many = count(unanswered)
        said.append(
            f"{counted(many, 'factor')} that {'pulls' if many == 1 else 'pull'} against it "
            f"{'has' if many == 1 else 'have'} no answer yet"
            if many
            else "every factor that pulls against it has an answer"
        )
    return f"{sentence_case('; '.join(said))}."


def _found(found: list[Finding]) -> Part:
    return Part(
        "Findings",
        f"{sentence_case(counted(count(found), 'finding'))} to settle"
        if found
        else "Nothing was found that must be settled",
        (
            Points(
                "",
                _told_once(found),
                "No rule found anything to settle in these answers.",
            ),
        ),
    )


def _told_once(found: list[Finding]) -> tuple[str, ...]:
    """Each finding, with what its rule advises where that rule speaks first."""
    first = {f.code: f.fingerprint for f in reversed(found)}
    return tuple(
        f"{f.code}, {f.severity.value}: {f.sentence}"
        + (f" {f.advice}" if first[f.code] == f.fingerprint else "")
        for f in found
    )


def _lacking(assessment: Assessment) -> tuple[str, ...]:
    measures = assessment.measures
    said = []
    if not measures.swot:
        said.append("SWOT was not answered for this review: assure ask swot.")
    if not measures.pestelo:
        said.append("PESTELO was not answered for this review: assure ask pestelo.")
    return tuple(said)


def _closing(assessment: Assessment, material: Material) -> str:
    """Who answered, and when: how many in the board's edition."""
    return " ".join(
        _answering(item, full=material.edition == "full")
        for item in assessment.answering
        if item.questionnaire in FAMILIES
    )


def _answering(item: Answering, *, full: bool) -> str:
    roles = [one.role for one in item.respondents if one.role]
    who = join(roles) if full and roles else counted(count(item.respondents), "respondent")
    day = f" on {long_date(item.last)}" if item.last else ""
    told = f"{item.answered} of {plural(item.questions, 'question')} answered"
    return f"{item.title}: {told}, by {who}{day}."


def _context(material: Material) -> Mapping[str, Any]:
    return {"form": form_of(material), "pages": pages.arrange(material.assessment)}


def _word(material: Material) -> bytes:
    form = form_of(material)
    whole = replace(form, parts=(*parts_of(material.assessment), *form.parts))
    return form_docx(whole, material.assessment.as_of)


def _lacks(material: Material) -> str:
    measures = material.assessment.measures
    if measures.swot or measures.pestelo:
        return ""
    return "Answer SWOT or PESTELO first: assure ask swot, or assure ask pestelo."


KIND = Kind(
    key="swot-pestelo",
    title=TITLE,
    about="For those who steer: strengths, weaknesses, opportunities and threats with the moves "
    "that follow, and what pulls from outside.",
    context=_context,
    lacks=_lacks,
    word=_word,
    styles=("style/form.css",),
)
