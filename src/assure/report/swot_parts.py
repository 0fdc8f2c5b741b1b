"""SWOT with TOWS, and PESTELO, as parts of a form: what the Word document shows of them."""

from __future__ import annotations

from assure.model.assessment import Assessment
from assure.model.measures import Factor, SwotEntry, TowsMove
from assure.report import headlines, pages
from assure.report.formats import clip_short, sentence_case, signed, within_sentence
from assure.report.forms import Cell, Part, Points, Table, cells, columns, told

FACTORS = columns(
    ("Factor", 16),
    ("What is happening", 36, "its trend, and when"),
    ("Effect", 12, "−3 to +3"),
    ("The answer", 36, "and who"),
)
MEETS = {"O": "Opportunities", "T": "Threats"}  # by the second letter of a crossing


def parts_of(assessment: Assessment) -> tuple[Part, ...]:
    """One for each that was answered."""
    measures, grid = assessment.measures, pages.arrange(assessment).swot
    found = []
    if grid is not None:
        boxes = [
            Points(
                sentence_case(name),
                tuple(f"{label} {_entry(entry)}" for label, entry in own),
                "None given.",
            )
            for name, own in grid.boxes.items()
        ]
        moves = [
            Points(
                f"{MEETS[key[1]]}: {within_sentence(cell.title)}",
                tuple(_move(move) for move in cell.moves),
                "No move given.",
            )
            for key, cell in grid.cells.items()
        ]
        says = headlines.swot_title(measures.swot, measures.tows)
        found.append(Part("SWOT and TOWS", says, (*boxes, *moves)))
    if measures.pestelo:
        says = headlines.pestelo_title(measures.pestelo).removeprefix("PESTELO: ")
        table = Table("", FACTORS, tuple(_factor(factor) for factor in measures.pestelo))
        found.append(Part("PESTELO", sentence_case(says), (table,)))
    return tuple(found)


def _entry(entry: SwotEntry) -> str:
    impact = "" if entry.impact is None else f"impact {entry.impact} of 5"
    rests = "; ".join(filter(None, (impact, clip_short(entry.evidence, 60))))
    return f"{clip_short(entry.text)}{f' ({rests})' if rests else ''}"


def _move(move: TowsMove) -> str:
    carried = f"action {clip_short(move.action, 12)}" if move.action else "no action yet"
    return f"{clip_short(move.text)} ({carried})"


def _factor(factor: Factor) -> tuple[Cell, ...]:
    when = ", ".join(filter(None, (sentence_case(factor.trend), factor.when)))
    return cells(
        sentence_case(factor.letter),
        Cell(told(factor.text), clip_short(when, 60)),
        "none" if factor.effect is None else signed(factor.effect),
        Cell(told(factor.response, "No answer yet"), clip_short(factor.owner, 60)),
    )
