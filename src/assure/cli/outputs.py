"""What `assure check` writes for other programs: JSON by a published schema, and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from assure.model.assessment import Assessment
from assure.model.document import AssessmentDocument
from assure.model.findings import Finding, FindingGroup
from assure.model.review import SetAside
from assure.words.text import FORMULA, clean, one_line


def as_json(assessment: Assessment, left_out: int = 0) -> str:
    """The whole assessment as JSON text (docs/schemas/assessment.schema.json)."""
    fields = {name: getattr(assessment, name) for name in Assessment.model_fields}
    document = AssessmentDocument(**fields, left_out=left_out)
    return document.model_dump_json(indent=1) + "\n"


def _held(finding: Finding) -> SetAside | None:
    return finding.set_aside or finding.set_aside_expired


def _state(finding: Finding) -> str:
    if finding.set_aside:
        return "in force"
    return "expired" if finding.set_aside_expired else ""


# Heading → what stands in the cell. docs/check-outputs.md says what each means.
COLUMNS: dict[str, Callable[[Finding], str]] = {
    "fingerprint": lambda f: f.fingerprint,
    "code": lambda f: f.code,
    "name": lambda f: f.name,
    "family": lambda f: f.family,
    "severity": lambda f: f.severity.value,
    "confidence": lambda f: f.confidence.value,
    "subject": lambda f: f.subject,
    "ref": lambda f: f.ref,
    "title": lambda f: f.title,
    "outcomes": lambda f: ", ".join(f.outcomes),
    "finding": lambda f: f.sentence,
    "why": lambda f: f.why,
    "advice": lambda f: f.advice,
    "ask": lambda f: f.challenge,
    "seen_at": lambda f: "; ".join(place.place() for place in f.places()),
    "counts": lambda f: "yes" if f.counts else "no",
    "set_aside": _state,
    "because": lambda f: held.because if (held := _held(f)) else "",
    "by": lambda f: held.by if (held := _held(f)) else "",
    "until": lambda f: held.until.isoformat() if (held := _held(f)) else "",
}


# The last one holds the fingerprint of the group that a finding is told with.
HEADINGS = (*COLUMNS, "group")


def cell(text: str) -> str:
    """``text`` as a spreadsheet shows it and never runs it: an apostrophe before a formula."""
    guarded = text.startswith(FORMULA)
    line = one_line(clean(text))
    return f"'{line}" if guarded or line.startswith(FORMULA) else line


def as_csv(findings: Iterable[Finding], groups: Iterable[FindingGroup] = ()) -> str:
    """A heading and one line for each finding, in their order."""
    group_of = {member: group.fingerprint for group in groups for member in group.findings}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for finding in findings:
        cells = [cell(value(finding)) for value in COLUMNS.values()]
        writer.writerow([*cells, group_of.get(finding.fingerprint, "")])
    return text.getvalue()
