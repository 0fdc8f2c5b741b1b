"""The exception report: what an officers' group has to steer, and nothing that is on track."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assure.facts.quarterly import SUPPORT
from assure.model.actions import Action
from assure.model.assessment import ActionLine, Assessment
from assure.model.findings import Severity
from assure.model.measures import Trajectory
from assure.model.plan import Plan
from assure.model.promise import PromiseStanding, PromiseState
from assure.model.review import Review
from assure.model.together import Told, told
from assure.model.values import CLOSED, Rag, Status
from assure.report import pace
from assure.report.formats import (
    clip_short,
    counted,
    join,
    one_line,
    sentence_case,
    short_date,
)
from assure.report.forms import is_late, late_words
from assure.report.kinds import Kind, Material
from assure.report.origins import count, tally
from assure.report.shares import share
from assure.words.text import is_nothing

OFF_TRACK = frozenset({Rag.RED, Rag.AMBER_RED, Rag.AMBER})
STUCK = frozenset({Status.DELAYED, Status.PAUSED})
OFF_COURSE = frozenset({"too_slow", "wrong_way"})
WORST_FIRST = (Rag.RED, Rag.AMBER_RED, Rag.AMBER)
# What findings of these subjects are about is never one owner's own matter, nor is a project that
# waits for another.
SHARED = frozenset({"dependency", "owner", "owner_quarter", "partner"})
WAITING = frozenset({"PRJ-05", "PRJ-06"})
# Families whose advice gets an action on its way again; that of others mends how it is told.
RECOVERY = frozenset({"dates", "ownership", "resources"})
CROSSING_SHOWN = 15
# What a group can steer in one meeting: the worst in full, a line each of those that follow, the
# rest by outcome.
IN_FULL = 24
IN_BRIEF = 36
COURSES_SHOWN = 15
TOLD_OF_TIES = 3  # ties between outcomes that a sentence tells as well as a map
ASKED_SHOWN = 12
UNKEPT = frozenset({PromiseState.LATE, PromiseState.BROKEN})
NO_REASON = "No reason is told."
THIS_GROUP = ("This group", "Its next meeting")


@dataclass(frozen=True)
class OffTrack:
    """An action that is off track. ``states`` say how, in words; ``reason`` and ``step`` (what
    its officer asks for) are "" where nobody tells them. ``report`` is the newest progress note in
    place of a reason, ``advice`` that of a finding in place of a step: the most severe on its
    date, owner or means, else the most severe."""

    line: ActionLine
    states: tuple[str, ...]
    reason: str
    report: str
    step: str
    advice: str
    by: str


def off_track(review: Review, a: Assessment) -> tuple[OffTrack, ...]:
    """The open actions that are late, delayed or on hold, or reported amber or worse: the latest
    first, then those of the worst colour, then in the order of the plan."""
    advice: dict[str, str] = {}
    for finding in sorted(a.findings, key=lambda one: one.family not in RECOVERY):
        if finding.subject == "action" and finding.counts:
            advice.setdefault(finding.ref, finding.advice)
    actions = review.plan.actions_by_ref
    rows = [
        _row(line, actions.get(line.ref), states, advice.get(line.ref, ""))
        for line in a.lines
        if (states := ways_off(line, review.plan))
    ]
    return tuple(sorted(rows, key=lambda row: _concern(row, review.plan)))


def _concern(row: OffTrack, plan: Plan) -> tuple[int, int]:
    line = row.line
    colour = WORST_FIRST.index(line.rag) if line.rag in WORST_FIRST else len(WORST_FIRST)
    return -(line.days_late or 0) if is_late(line.days_late, line.due, plan) else 0, colour


def ways_off(line: ActionLine, plan: Plan) -> tuple[str, ...]:
    """How an action is off track, in words; () for one that is on track or closed. Of a day before
    the plan began, mostly a slip of the pen, nobody reads how many days have passed."""
    if line.status in CLOSED:
        return ()
    states = []
    if late := late_words(line.days_late, line.due, plan):
        states.append(late if is_late(line.days_late, line.due, plan) else f"due {late}")
    if line.status in STUCK:
        states.append("delayed" if line.status is Status.DELAYED else "on hold")
    if line.rag in OFF_TRACK:
        colour = "-".join(word.capitalize() for word in str(line.rag).split("_"))
        states.append(f"reported {colour}")
    return tuple(states)


def off_course(a: Assessment) -> tuple[Trajectory, ...]:
    """Indicators too slow for their target, or going the wrong way, in the order of the plan."""
    return tuple(one for one in a.measures.trajectories if one.verdict in OFF_COURSE)


def crossing(a: Assessment) -> tuple[Told, ...]:
    """What no single owner can settle: findings on what several share or wait for, and on more
    than one outcome. High and medium only, the most severe first."""
    wanted = [f for f in a.findings if f.counts and f.severity is not Severity.LOW]
    return tuple(
        one
        for one in told(wanted, a.groups)
        if one.subject in SHARED or one.code in WAITING or len(one.outcomes) > 1
    )


def settling(code: str, a: Assessment) -> tuple[str, str]:
    """Who settles what a finding of ``code`` is about, and by when."""
    for decision in a.decisions:
        if code in decision.codes and decision.who:
            return decision.who, short_date(decision.by) if decision.by else "Its next meeting"
    return THIS_GROUP


def unkept(a: Assessment) -> tuple[PromiseStanding, ...]:
    return tuple(one for one in a.promises if one.state in UNKEPT)


def wanting(review: Review) -> tuple[tuple[Action, str], ...]:
    """Open actions whose officers say what they need, with their words."""
    return tuple(
        (action, one_line(words))
        for action in review.plan.actions
        if action.open and not is_nothing(words := action.other.get(SUPPORT, ""))
    )


def title(rows: tuple[OffTrack, ...], a: Assessment) -> str:
    """``Nine of 46 open actions are off track``."""
    still = a.measures.open_actions
    if not still:
        return "The plan holds no open action"
    return share(count(rows), still, "open action", "is off track")


def beyond(rows: tuple[OffTrack, ...], a: Assessment) -> str:
    """``12 further actions are off track: 5 of outcome 1 and 7 of outcome 2``, of those that find
    no row; "" when all do. An action of several outcomes counts for the first."""
    left = rows[IN_FULL + IN_BRIEF :]
    if not left:
        return ""
    firsts = tally(left, by=lambda row: row.line.outcomes[0] if row.line.outcomes else "")
    refs = [o.ref for o in a.measures.outcomes if o.ref in firsts]
    words = [f"{firsts[ref]} of outcome {clip_short(ref, 12)}" for ref in refs]
    if none := count(row for row in left if not set(row.line.outcomes[:1]).intersection(refs)):
        words.append(f"{none} of no outcome")
    verb = "is" if len(left) == 1 else "are"
    said = f"{sentence_case(counted(count(left), 'further action'))} {verb} off track"
    return f"{said}: {join(words)}" if refs else said


def crossing_title(shared: tuple[Told, ...]) -> str:
    if not shared:
        return "Nothing crosses from one outcome or owner to another"
    return f"{sentence_case(counted(count(shared), 'matter'))} no single owner can settle"


def steering_title(a: Assessment, late: tuple[PromiseStanding, ...], wants: int) -> str:
    asks = [
        words
        for number, words in (
            (len(a.decisions), counted(count(a.decisions), "decision")),
            (len(late), counted(count(late), "promise not kept", "promises not kept")),
            (wants, counted(wants, "request for support", "requests for support")),
        )
        if number
    ]
    return sentence_case(join(asks)) if asks else "Nothing waits for the group’s word"


def _row(line: ActionLine, action: Action | None, states: tuple[str, ...], advice: str) -> OffTrack:
    reason = _words(action.reason) if action else ""
    report = one_line(action.notes[-1].text) if action and action.notes else ""
    step = _words(action.other.get(SUPPORT, "")) if action else ""
    return OffTrack(
        line, states, reason, "" if reason else report, step, "" if step else advice, _by(line)
    )


def _words(text: str) -> str:
    return "" if is_nothing(text) else one_line(text)


def _by(line: ActionLine) -> str:
    """The day that now counts, when it is still to come."""
    return short_date(line.due) if line.due and not line.days_late else ""


def _context(material: Material) -> Mapping[str, Any]:
    review, a = material.review, material.assessment
    rows, shared, late = off_track(review, a), crossing(a), unkept(a)
    wants, courses = wanting(review), off_course(a)
    return {
        "across": True,
        "rows": rows[:IN_FULL],
        "brief": rows[IN_FULL : IN_FULL + IN_BRIEF],
        "beyond": beyond(rows, a),
        "says": title(rows, a),
        "indicators": [(item, *_steps(item, a)) for item in courses[:COURSES_SHOWN]],
        "indicators_all": count(courses),
        "indicators_left": count(courses[COURSES_SHOWN:]),
        "shared": [(one, *settling(one.code, a)) for one in shared[:CROSSING_SHOWN]],
        "ours": all(settling(one.code, a) == THIS_GROUP for one in shared[:CROSSING_SHOWN]),
        "left": count(shared[CROSSING_SHOWN:]),
        "crossing_says": crossing_title(shared),
        "late": late[:ASKED_SHOWN],
        "wants": wants[:ASKED_SHOWN],
        "asked_left": count((*late[ASKED_SHOWN:], *wants[ASKED_SHOWN:])),
        "steering_says": steering_title(a, late, count(wants)),
        "no_reason": NO_REASON,
        "who": _who(a.lines),
        "told_of_ties": TOLD_OF_TIES,
        "wide": any(pace.is_long(item) for item in courses[:COURSES_SHOWN]),
    }


def _steps(item: Trajectory, a: Assessment) -> tuple[str, str]:
    """What the most severe finding on an indicator advises, and who leads its outcome."""
    advice = next(
        (
            f.advice
            for f in a.findings
            if f.counts and (f.subject, f.ref) == ("indicator", item.ref)
        ),
        "",
    )
    lead = next((o.lead for o in a.measures.outcomes if o.ref == item.outcome), "")
    return advice, lead


def _who(lines: Iterable[ActionLine]) -> Mapping[str, str]:
    return {line.ref: line.owner_text for line in lines}


KIND = Kind(
    key="exception",
    title="Exception report",
    about="For the officers’ group: only what is off track, what crosses services and what needs "
    "steering, each with its reason, recovery step, who and by when.",
    context=_context,
    styles=("style/tiers.css",),
)
