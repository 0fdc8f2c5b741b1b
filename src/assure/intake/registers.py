"""Risks, projects and partners: sheet → nouns."""

from __future__ import annotations

import re

from assure.intake.cells import CellReader
from assure.intake.grid import Cell
from assure.intake.part import Part
from assure.intake.records import Record, records
from assure.intake.refs import find_refs, looks_like_refs, normal_ref
from assure.intake.risk_scores import scales_of, score_columns
from assure.intake.rows import Refs, Rows, links
from assure.intake.table import Table
from assure.model.registers import Partner, Project, Risk, RiskLevel
from assure.model.values import Rag, Status, When, WhenKind
from assure.words.risks import LARGEST_SCORE, read_level, read_score
from assure.words.statuses import parse_rag, parse_status
from assure.words.text import is_ditto, is_nothing, one_line, plain

# --- Risks ----------------------------------------------------------------------------------


def read_risks(table: Table, reader: CellReader, outcomes: Refs, actions: Refs) -> tuple[Risk, ...]:
    """Each row of a risk register.

    ``review_date`` may be the last review or the next; it is taken as the next, and a problem
    says so. Actions given as references treat the risk, other words are mitigation.
    """
    score_columns(table, reader)
    scales = scales_of(table, reader)
    _tell_review_date(table, reader)
    risks = []
    for record, ref, key in Rows(table, reader, "RSK").filled("text"):
        cells, number = record.cells, record.number
        seen = reader.seen(cells, record.blanks)
        if "review_date" in seen:
            seen.setdefault("review_by", seen["review_date"])
        rag, level, rated = _rating(record, reader)
        treating, planned = _treatment(cells.get("actions"), actions, reader)
        in_place = "" if is_nothing(record.text("mitigation")) else record.text("mitigation")
        _tell_unknown_actions(cells.get("mitigation"), actions, reader)
        inherent = cells.get("inherent")
        risks.append(
            Risk(
                key=key,
                ref=ref,
                text=record.text("text"),
                likelihood=scales.likelihood.get(number),
                impact=scales.impact.get(number),
                score=scales.score.get(number, rated),
                inherent=read_score(inherent.text) if inherent is not None else None,
                level=level,
                rag=rag,
                owner=reader.owner(cells.get("owner")),
                mitigation="\n".join(filter(None, (in_place, planned))),
                response=record.text("response"),
                review_by=reader.when(cells.get("review_by") or cells.get("review_date")),
                last_reviewed=reader.when(cells.get("last_reviewed")),
                status=record.text("status"),
                actions=treating,
                outcomes=links(cells.get("outcomes"), outcomes, reader, "an outcome"),
                seen=seen,
            )
        )
    return tuple(risks)


_NAMED = re.compile(r"\bactions? ([A-Z]{0,4}\d{1,3}(?:\.\d{1,3})+|[A-Z]{1,4}\d{1,3})\b")


def _tell_unknown_actions(cell: Cell | None, actions: Refs, reader: CellReader) -> None:
    """A mitigation that points to an action which is none: "see action 4.8"."""
    for named in _NAMED.findall(cell.text) if cell is not None else ():
        if cell is not None and actions and normal_ref(named) not in actions:
            reader.problem(
                "unknown-reference",
                cell,
                f"it points to action {named}, which is not an action of this plan.",
                "Name the action that is meant, or add it.",
            )


def _tell_review_date(table: Table, reader: CellReader) -> None:
    column = table.column("review_date")
    cell = table.grid.rows.get(table.header, {}).get(column or 0)
    if cell is not None and table.column("review_by") is None:
        reader.problem(
            "unclear-heading",
            cell,
            f"“{one_line(cell.text)[:40]}” may mean the last review or the next; it was taken as "
            "the next.",
            "Head the column Last reviewed or Next review.",
        )


def _rating(record: Record, reader: CellReader) -> tuple[Rag | None, RiskLevel | None, int | None]:
    """Colour, level and score, from the columns of rating and score."""
    rag, level, score = None, None, None
    for name in ("rating", "score"):
        cell = record.cells.get(name)
        if cell is None or is_nothing(cell.text):
            continue
        rag = rag or parse_rag(cell.text)
        level = level or (None if parse_rag(cell.text) else read_level(cell.text))
        if name == "rating":
            score = read_score(cell.text)
            score = score if score is None or score <= LARGEST_SCORE else None
            if rag is None and level is None and score is None:
                reader.problem(
                    "unknown-rating",
                    cell,
                    f"“{one_line(cell.text)[:60]}” is no rating of a risk that is known.",
                    "Write a score, or High, Medium or Low, or Red, Amber or Green.",
                )
    return rag, level, score


def _treatment(cell: Cell | None, actions: Refs, reader: CellReader) -> tuple[tuple[str, ...], str]:
    """The actions of the plan that a cell names, and what else it says will be done."""
    if cell is None or is_nothing(cell.text):
        return (), ""
    if looks_like_refs(cell.text):
        return links(cell, actions, reader, "an action"), ""
    found, other = find_refs(cell.text, actions)
    return tuple(found), cell.text if other else ""


# --- Projects -------------------------------------------------------------------------------


def read_projects(
    table: Table, reader: CellReader, outcomes: Refs, actions: Refs
) -> tuple[Project, ...]:
    """Each project of a programme. What one depends on may be named by reference or by title."""
    rows = list(Rows(table, reader, "PJ").filled("title"))
    known: dict[str, str] = {normal_ref(ref): ref for _, ref, _ in reversed(rows)}
    for record, ref, _ in rows:
        known.setdefault(normal_ref(one_line(record.text("title"))), ref)
    projects = []
    for record, ref, key in rows:
        cells = record.cells
        needed, outside = find_refs(record.text("depends_on"), known)
        if ref in needed:
            reader.problem(
                "depends-on-itself",
                cells["depends_on"],
                f"project {ref} is written as depending on itself.",
                "Name the project that it waits for.",
            )
        status = parse_status(record.text("status"))
        projects.append(
            Project(
                key=key,
                ref=ref,
                title=one_line(record.text("title")),
                lead=reader.owner(cells.get("lead")),
                sponsor=reader.owner(cells.get("sponsor")),
                start=reader.when(cells.get("start")),
                end=reader.when(cells.get("end")),
                status=status.status,
                status_text=record.text("status_words") or record.text("status"),
                rag=_project_rag(cells.get("rag"), reader) or status.rag,
                cost=reader.money(cells["cost"]) if "cost" in cells else None,
                funding=record.text("funding"),
                depends_on=tuple(other for other in needed if other != ref),
                outside="; ".join(one_line(p) for p in outside if not is_nothing(p)),
                actions=links(cells.get("actions"), actions, reader, "an action"),
                outcomes=links(cells.get("outcomes"), outcomes, reader, "an outcome"),
                seen=reader.seen(cells, record.blanks),
            )
        )
    return tuple(projects)


def _project_rag(cell: Cell | None, reader: CellReader) -> Rag | None:
    if cell is None or is_nothing(cell.text):
        return None
    reading = parse_status(cell.text)
    rag = parse_rag(cell.text) or reading.rag
    if rag is None and reading.status is Status.UNKNOWN:
        reader.problem(
            "unknown-rag",
            cell,
            f"“{one_line(cell.text)[:60]}” is no RAG rating that is known.",
            "Write Green, Amber or Red, or a pair of them.",
        )
    return rag


def lists_actions(part: Part, table: Table) -> bool:
    """Whether a sheet that looks like a list of projects holds the plan's actions instead: its
    column of actions has sentences where a list of projects has references."""
    if part.name != "Projects" or table.column("actions") is None:
        return False
    texts = [text for record in records(table) if (text := record.text("actions"))]
    return sum(not looks_like_refs(text) for text in texts) * 2 > len(texts)


# --- Partners -------------------------------------------------------------------------------

_SIGNED = re.compile(r"^(?:signed(?: up)?|agreed|in place|complete[d]?|joined)\b")
_UNSIGNED = re.compile(
    r"^(?:not\b|awaiting|awaited|pending|to (?:be|sign)|in principle|outstanding|declined|refused|"
    r"withdrawn|withdrew|tb[ca]|unsigned|in progress|under discussion|due)"
)


def read_partners(table: Table, reader: CellReader, outcomes: Refs) -> tuple[Partner, ...]:
    """Each partner. One without a reference of its own is called by its name."""
    partners = []
    for record, _, key in Rows(table, reader, "").filled("name"):
        cells, name = record.cells, one_line(record.text("name"))
        signed, when = _signed(cells.get("signed_up"), reader)
        # A "ditto" that is still there has nothing above it to repeat.
        if "signed_on" in cells and not is_ditto(record.text("signed_on")):
            when = reader.when(cells["signed_on"])
            if signed is None and when.latest is not None:
                signed = True
        brings = record.text("brings")
        partners.append(
            Partner(
                key=key,
                ref=one_line(record.text("ref")) or name,
                name=name,
                contact=reader.owner(cells.get("contact")),
                brings="" if is_nothing(brings) else brings,
                signed_up=signed,
                signed_on=when,
                outcomes=links(cells.get("outcomes"), outcomes, reader, "an outcome"),
                note=record.text("note"),
                seen=reader.seen(cells, record.blanks),
            )
        )
    return tuple(partners)


def _signed(cell: Cell | None, reader: CellReader) -> tuple[bool | None, When]:
    """Whether a cell says that the partner signed, and when: "Yes", "Signed 12 May 2025", a day."""
    if cell is None or (is_nothing(cell.text) and plain(cell.text) != "none"):
        return None, When()
    line = plain(cell.text)
    said = reader.yes_no(cell)
    if said is not None:
        return said, When()
    if _UNSIGNED.match(line):
        return False, When()
    if _SIGNED.match(line):
        return True, When()
    when = reader.when(cell)
    if when.kind is not WhenKind.MISSING and when.latest is not None:
        return True, when
    reader.problem(
        "unknown-signature",
        cell,
        f"“{one_line(cell.text)[:60]}” does not say whether the partner has signed up.",
        "Write Yes, No, or the day of signing.",
    )
    return None, When()
