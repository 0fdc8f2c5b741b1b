"""What the systems map says: its title, its one sentence, its words and its table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assure.model.links import Carrier, SystemsMap, Tie, TieKind
from assure.model.measures import OutcomeMeasures
from assure.report.figures import Row
from assure.report.formats import clip_short, counted, join, plural, sentence_case, strung
from assure.report.origins import count

SAID, REFS = 12, 12
KINDS = {"post": "post", "team": "team", "partner": "partner"}


def heaviest(item: SystemsMap) -> Carrier | None:
    """Who carries most outcomes, and of those most actions."""
    return item.carriers[0] if item.carriers else None


def title(item: SystemsMap) -> str:
    """``Transport Strategy Manager carries three outcomes, and eight others carry several``."""
    most = heaviest(item)
    if most is not None:
        carries = f"{clip_short(most.name, 50)} carries {counted(count(most.outcomes), 'outcome')}"
        others = count(item.carriers) - 1
        if not others:
            return f"{carries} with {counted(count(most.actions), 'open action')}"
        verb = "carries" if others == 1 else "carry"
        return f"{carries}, and {counted(others, 'other')} {verb} several"
    tie = next((one for one in item.ties if one.kind is TieKind.WAITS), None)
    if tie is not None:
        return f"Outcome {clip_short(tie.start, 20)} waits for outcome {clip_short(tie.end, 20)}"
    tie = next(iter(item.ties), None)
    if tie is None:
        return "Nothing ties one outcome to another"
    verb = "ties" if len(tie.refs) == 1 else "tie"
    return (
        f"{sentence_case(counted(count(tie.refs), 'open action'))} {verb} outcomes "
        f"{clip_short(tie.start, 20)} and {clip_short(tie.end, 20)}"
    )


def of_outcome(outcome: OutcomeMeasures | None) -> str:
    return plural(outcome.open_actions, "open action") if outcome else ""


def of_carrier(carrier: Carrier) -> str:
    """``partner, 5 open actions, overbooked``."""
    text = f"{KINDS.get(carrier.kind, 'post')}, {plural(count(carrier.actions), 'open action')}"
    return f"{text}, overbooked" if carrier.over else text


def sentence(item: SystemsMap) -> str:
    """The map in words, with the same numbers."""
    return _sentences([title(item), *_details(item)])


def details(item: SystemsMap) -> str:
    """Who carries what, and which outcomes share actions or wait."""
    return _sentences(_details(item))


def _sentences(parts: Sequence[str]) -> str:
    return clip_short(". ".join(parts), 1800) + "."


def _details(item: SystemsMap) -> list[str]:
    parts = []
    if each := [_told(carrier) for carrier in item.carriers[:SAID]]:
        parts.append(sentence_case(strung(each, "; ")))
    if ties := [_tied(tie) for tie in item.ties if tie.kind is not TieKind.CARRIES]:
        parts.append(sentence_case(strung(ties[:SAID], "; ")))
    return parts


def _told(carrier: Carrier) -> str:
    over = ", overbooked" if carrier.over else ""
    return (
        f"{clip_short(carrier.name, 50)}: {plural(count(carrier.actions), 'open action')} for "
        f"outcomes {join(carrier.outcomes)}{over}"
    )


def _tied(tie: Tie) -> str:
    if tie.kind is TieKind.WAITS:
        return f"outcome {tie.start} waits for outcome {tie.end} with {_many(tie)}"
    return f"outcomes {tie.start} and {tie.end} share {_many(tie)}"


def _many(tie: Tie) -> str:
    return plural(count(tie.refs), "open action")


HEADS = ["From", "To", "What ties them", "Open actions", "Which"]


def rows(item: SystemsMap, drawn: Collection[str] | None = None) -> list[Row]:
    """From, to, what the tie is, how many actions, and which; of what is ``drawn``, or of all."""
    kinds = {carrier.name: carrier.kind for carrier in item.carriers}
    return [
        (
            clip_short(tie.start, 80) if tie.start in kinds else f"Outcome {tie.start}",
            f"Outcome {tie.end}",
            _kind(tie, kinds.get(tie.start, "")),
            str(count(tie.refs)),
            strung(tie.refs[:REFS], ", ") + (" …" if len(tie.refs) > REFS else ""),
        )
        for tie in item.ties
        if drawn is None or {tie.start, tie.end} <= {*drawn}
    ]


def _kind(tie: Tie, kind: str) -> str:
    if tie.kind is TieKind.CARRIES:
        return "leads or supports" if kind == "partner" else "leads"
    if tie.kind is TieKind.SHARES:
        return "the same actions serve both"
    return "waits for it" + (", which cannot go as it is written" if tie.broken else "")


def left_out(outcomes: int, shown: int, carriers: int, drawn: int) -> str:
    """``12 of 40 outcomes and 12 of 51 posts, teams or partners are drawn, those tied most.``"""
    parts = []
    if shown < outcomes:
        parts.append(f"{shown} of {plural(outcomes, 'outcome')}")
    if drawn < carriers:
        parts.append(f"{drawn} of {carriers} posts, teams or partners")
    return f"{sentence_case(join(parts))} are drawn, those tied most." if parts else ""
