"""The problem report: one problem that keeps coming back, from scanning to assessment."""

from __future__ import annotations

from collections.abc import Mapping

from assure.model.answers import Entry
from assure.model.assessment import Assessment
from assure.model.findings import Finding
from assure.model.questionnaire import Option, Question
from assure.report import pages
from assure.report.form_docx import form_docx
from assure.report.formats import count_word, counted, join, sentence_case, within_sentence
from assure.report.forms import (
    Block,
    Cell,
    Form,
    Held,
    Part,
    Points,
    Side,
    Table,
    Text,
    Triangle,
    cells,
    columns,
    told,
)
from assure.report.kinds import Kind, Material
from assure.report.origins import as_text, count, line_of
from assure.report.said import answered, answers_table, entries_of, text_of, words_of
from assure.report.shares import share

TITLE = "Problem report"
SARA = "sara"  # the questionnaire
SCANNING = ("S1", "S2", "S3", "S4")
ANALYSIS = ("A1", "A2", "A3")
RESPONSE = ("R1", "R2")
ASSESSMENT = ("Z1", "Z2", "Z3", "Z4", "Z5")
# How far someone makes a difference on a side, the best first.
HELD: Mapping[str, tuple[Held, str]] = {
    "active": ("held", "held"),
    "weak": ("weak", "held in part"),
    "absent": ("open", "held by nobody"),
}
TRIANGLE = columns(
    ("Side", 16),
    ("What is known of it", 40),
    ("Who could make a difference", 24),
    ("Do they do so today?", 20),
)
RESPONSES = columns(
    ("What will be done", 34),
    ("On which side", 16),
    ("Who", 20),
    ("By", 11),
    ("Action of the plan", 19),
)


def form_of(material: Material) -> Form:
    review, assessment = material.review, material.assessment
    found = [f for f in assessment.findings if f.counts and f.family == SARA]
    return Form(
        title=TITLE,
        about=text_of(review, SARA, "problem"),
        lead=_lead(material, found),
        parts=(
            Part("Scanning", _scanning_says(material), (_answers(SCANNING, material),)),
            Part("Analysis", _analysis_says(material), _analysis(material)),
            Part("Response", _response_says(material), _response(material)),
            Part("Assessment", _assessment_says(material), (_answers(ASSESSMENT, material),)),
            *_found(found),
        ),
        closing=f"Made from the answers to {_title(material)}, of {_partnership(assessment)}.",
    )


def _title(material: Material) -> str:
    asked = material.review.questionnaire(SARA)
    return asked.title if asked else "SARA"


def _partnership(assessment: Assessment) -> str:
    return assessment.partnership or assessment.plan_title or assessment.name


def _answers(keys: tuple[str, ...], material: Material) -> Table:
    return answers_table(material.review, SARA, keys, material.edition)


def _label(material: Material, key: str) -> str:
    """What was answered, in the words of its option; "" without an answer."""
    asked, answer = material.review.questionnaire(SARA), answered(material.review, SARA, key)
    question = asked.question(key) if asked else None
    return words_of(question, answer).text if question and answer else ""


def _lead(material: Material, found: list[Finding]) -> str:
    incidents, way = _label(material, "S1"), _label(material, "S4").casefold()
    done = entries_of(material.review, SARA, "responses")
    said = []
    if incidents:
        said.append(f"{sentence_case(incidents)} in twelve months{f', {way}' if way else ''}")
    sides = {entry["side"] for entry in done}
    if done:
        said.append(
            f"{counted(count(done), 'response')} on {counted(count(sides), 'side')} of the triangle"
        )
    else:
        said.append("nothing is to be done yet")
    result = _label(material, "Z4").casefold()
    if result:
        said.append(f"result: {result}")
    settled = "" if found else " No rule found anything to settle."
    return f"{sentence_case('; '.join(said))}.{settled}"


def _scanning_says(material: Material) -> str:
    incidents = _label(material, "S1")
    return f"{incidents} on record in twelve months" if incidents else "How often is not told"


def _sides(material: Material) -> tuple[Side, ...]:
    """Each side of the triangle by the best of what was said of it."""
    asked, answer = material.review.questionnaire(SARA), answered(material.review, SARA, "sides")
    question = asked.question("sides") if asked else None
    entries = answer.entries if answer else ()
    return tuple(
        _side(line_of(option, option.label), [e for e in entries if e.get("side") == option.value])
        for option in _options(question, "side")
    )


def _side(name: str, entries: list[Entry]) -> Side:
    for presence, (state, words) in HELD.items():
        said = next((entry for entry in entries if entry.get("presence") == presence), None)
        if said:
            who = told(as_text(said.get("controller")), "", 60) if state != "open" else ""
            return Side(name, state, f"{words}: {who}" if who else words)
    return Side(name, "unknown", "not told" if entries else "not looked at")


def _analysis_says(material: Material) -> str:
    sides = _sides(material)
    loose = count(side for side in sides if side.state != "held")
    if all(side.state == "unknown" for side in sides):
        return "No side of the triangle was looked at"
    if not loose:
        return "Someone makes a difference on every side"
    if loose == len(sides):
        return f"On all {counted(count(sides), 'side')} too little is done"
    return f"On {count_word(loose)} of {counted(count(sides), 'side')} too little is done"


def _drawn(sides: tuple[Side, ...]) -> tuple[Triangle, ...]:
    """The triangle, where there is one to draw."""
    if len(sides) != len(HELD) or all(side.state == "unknown" for side in sides):
        return ()
    states = [*HELD.values(), ("unknown", "not looked at")]
    counts = (
        (words, count(side for side in sides if side.state == state)) for state, words in states
    )
    said = [f"{count_word(count)} {words}" for words, count in counts if count]
    first, second, third = sides
    return (Triangle(f"Of its three sides: {join(said)}", (first, second, third)),)


def _analysis(material: Material) -> tuple[Block, ...]:
    sides = _sides(material)
    missing = [side.name for side in sides if side.state == "unknown"]
    rows = tuple(
        cells(
            entry["side"],
            entry["known"],
            entry["controller"] or "nobody",
            entry["presence"] or "not told",
        )
        for entry in entries_of(material.review, SARA, "sides")
    )
    blocks: list[Block] = [
        *_drawn(sides),
        Table("The triangle of the problem", TRIANGLE, rows, "No side was described."),
    ]
    if missing:
        blocks.append(Text(f"Not looked at: {join(map(within_sentence, missing))}."))
    return (*blocks, _answers(ANALYSIS, material))


def _response_says(material: Material) -> str:
    done = entries_of(material.review, SARA, "responses")
    if not done:
        return "Nothing is to be done yet"
    bare = count(entry for entry in done if not entry["owner"] or not entry["by"])
    if bare:
        return share(bare, count(done), "response", "lacks an owner or a day")
    return share(count(done), count(done), "response", "has an owner and a day")


def _response(material: Material) -> tuple[Block, ...]:
    lines = {line.ref: line for line in material.assessment.lines}
    rows = []
    for entry in entries_of(material.review, SARA, "responses"):
        line = lines.get(entry["action"])
        if line:
            action = Cell(
                f"{line.ref}, {pages.reported_words(line)}", sign=pages.reported_class(line)
            )
        else:
            action = Cell(f"{entry['action']} is not in the plan" if entry["action"] else "none")
        rows.append(
            cells(
                entry["text"],
                entry["side"],
                entry["owner"] or "nobody named",
                entry["by"] or "no day",
                action,
            )
        )
    return (
        Table("", RESPONSES, tuple(rows), "No response was written down."),
        _answers(RESPONSE, material),
    )


def _assessment_says(material: Material) -> str:
    return _label(material, "Z4") or "What came of it is not told"


def _found(found: list[Finding]) -> tuple[Part, ...]:
    """A part of its own where there is something; the lead says that there is nothing."""
    if not found:
        return ()
    says = f"{sentence_case(counted(count(found), 'finding'))} on how it was worked through"
    items = tuple(f"{f.code}, {f.severity.value}: {f.sentence} {f.advice}" for f in found)
    return (Part("Findings", says, (Points("", items, ""),)),)


def _options(question: Question | None, field: str) -> tuple[Option, ...]:
    fields = question.fields if question else ()
    return next((one.options for one in fields if one.key == field), ())


def _lacks(material: Material) -> str:
    return (
        "" if text_of(material.review, SARA, "problem") else "Answer SARA first: assure ask sara."
    )


KIND = Kind(
    key="problem-report",
    title=TITLE,
    about="For those who deal with a problem that keeps coming back: scanning, analysis, response "
    "and assessment.",
    context=lambda material: {"form": form_of(material)},
    lacks=_lacks,
    word=lambda material: form_docx(form_of(material), material.assessment.as_of),
    styles=("style/form.css",),
)
