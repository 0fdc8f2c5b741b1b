"""What became of every finding of two reviews."""

from __future__ import annotations

from assure.assess.compare_found import Found, Known
from assure.assess.compare_reasons import Columns, Reasons, not_answered, of_rule
from assure.model.comparison import FindingMove, Move
from assure.model.findings import Finding
from assure.words.days import long_date

ORDER = {move: place for place, move in enumerate(Move)}


def finding_moves(found: Found) -> tuple[FindingMove, ...]:
    """Every finding of either review once: by what became of it, the most severe first."""
    columns = Columns(found.newer.plan, found.older.plan)
    moves = [_now(found, columns, known, finding) for known, finding in found.after.items()]
    reasons = Reasons(found)
    for known, finding in found.before.items():
        if known not in found.after:
            move, because = reasons.of(known, finding)
            moves.append(_move(finding, move, because))
    # Both assessments have their findings in order already, and sorting keeps it.
    return tuple(sorted(moves, key=lambda one: (ORDER[one.move], -one.severity.rank)))


def _move(
    finding: Finding, move: Move, because: str = "", before: Finding | None = None
) -> FindingMove:
    severity = sentence = None
    if before is not None:
        severity = before.severity if before.severity is not finding.severity else None
        sentence = before.sentence if before.sentence != finding.sentence else None
    return FindingMove(
        move=move,
        because=because,
        code=finding.code,
        name=finding.name,
        family=finding.family,
        subject=finding.subject,
        ref=finding.ref,
        title=finding.title,
        outcomes=finding.outcomes,
        severity=finding.severity,
        severity_before=severity,
        sentence=finding.sentence,
        sentence_before=sentence or "",
        fingerprint=finding.fingerprint,
    )


def _now(found: Found, columns: Columns, known: Known, finding: Finding) -> FindingMove:
    before = found.before.get(known)
    aside = finding.set_aside
    if aside is not None:
        was = before is not None and before.set_aside is not None
        terms = f"By {aside.by}, until {long_date(aside.until)}: {aside.because}"
        return _move(finding, Move.STILL_SET_ASIDE if was else Move.SET_ASIDE, terms, before)
    if before is not None and before.set_aside is not None:
        lapsed = finding.set_aside_expired
        because = (
            f"It was set aside until {long_date(lapsed.until)}."
            if lapsed is not None
            else "It is no longer set aside."
        )
        return _move(finding, Move.COUNTS_AGAIN, because, before)
    if before is not None:
        return _move(finding, Move.STILL_OPEN, "", before)
    if found.by_new_rules is not None and known in found.by_new_rules:
        return _move(finding, Move.NEW_BY_RULES, of_rule(finding.code, found.changes))
    if finding.fingerprint in found.earlier:
        because = f"It stood in {found.earlier[finding.fingerprint]} before."
        return _move(finding, Move.RETURNED, because)
    return _move(finding, Move.NEW, _why_new(found, columns, finding))


def _why_new(found: Found, columns: Columns, finding: Finding) -> str:
    if finding.subject == "action" and any(a.ref == finding.ref for a in found.pairs.new):
        return "Its action is new."
    if asked := not_answered(finding, found.older, found.newer):
        return f"{asked} was not answered for the older review."
    if column := columns.lost(finding):
        return f"The older plan has no column for {column}."
    return ""
