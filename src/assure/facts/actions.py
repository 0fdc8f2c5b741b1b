"""Facts of an action."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from assure.facts.aims import AIMED, put_aims
from assure.facts.alike import repeats
from assure.facts.build import FactBuilder, words_of
from assure.facts.content import CONTENT, put_content
from assure.facts.costs import COSTS, put_costs, tells_allowances
from assure.facts.deadlines import DEADLINES, put_dates
from assure.facts.define import flag, named, number, one_of, text
from assure.facts.history import MOVES
from assure.facts.load import same_name
from assure.facts.means import MEANS, is_money, put_means
from assure.facts.notes import latest_note, note_seen
from assure.facts.others import OTHERS, Others, others_of, put_others
from assure.facts.owned import OWNED, put_owner
from assure.facts.quarters import notes_are_reports
from assure.facts.reports import REPORTS, Silence, put_reports, silences
from assure.facts.spoken import Spoken, spoken
from assure.facts.standing import STANDING, put_standing
from assure.facts.support import NEEDS, put_needs
from assure.facts.telling import TELLING, put_telling
from assure.facts.unread import Cell, leave_out_unread, unread_cells
from assure.facts.unsaid import UNSAID, put_unsaid
from assure.facts.way import WAY, put_way
from assure.facts.weight import WEIGHT, put_weight
from assure.model.actions import Action
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Capacity, Resource
from assure.model.values import Rag, Status
from assure.words import trouble
from assure.words.text import is_nothing

_WORD = re.compile(r"[^\W\d_]{4}")  # a note of figures alone gives no reason
_ALL_DONE = re.compile(r"\b\d+\s*%|\b100\b")
_DIGIT = re.compile(r"\d")
STATUS_FIELDS = frozenset({"status", "rag", "percent"})

ACTION = named(
    text("action", "What the action says"),
    one_of("status", Status, "Where the action stands", "As reported; unknown when blank."),
    flag("open", "Still to be done", "Status is neither completed nor cancelled."),
    flag(
        "status_asked",
        "The plan has a place for status",
        "A column of status, RAG or percentage exists.",
    ),
    text("status_text", "The status as written"),
    one_of("rag", Rag, "RAG as the partnership reports it", "As reported."),
    number("percent", "%", "How much is complete, as reported", "As reported."),
    *OWNED,
    *DEADLINES,
    *MOVES,
    *STANDING,
    *TELLING,
    *REPORTS,
    *CONTENT,
    *WAY,
    *UNSAID,
    *OTHERS,
    *COSTS,
    *WEIGHT,
    *NEEDS,
    *AIMED,
    text(
        "same_as",
        "The earlier open action that says nearly the same",
        "Its reference: the same words but for an ending, and the same section, owner, days, "
        "steps and measure.",
    ),
    *MEANS,
    flag(
        "reason_given",
        "A reason stands beside the RAG or delay",
        "Reason cell filled, or a latest note that speaks of trouble; any note with words in it in "
        "a plan without a column for reasons.",
    ),
    text("trouble", "Words of trouble in the latest note or reason", "From a list of such words."),
    flag(
        "troubled",
        "The latest note or reason speaks of trouble",
        "Words of trouble, not negated, and not given before it was completed or back on track.",
    ),
    text("note", "The latest progress note"),
    flag("evidence_asked", "The plan asks for evidence", "An evidence column exists."),
    flag("evidence_given", "Proof or a completion date is given", "Evidence cell filled."),
    flag(
        "completion_told",
        "Something is told of how or when it was completed",
        "Evidence cell filled, or a note or status with a figure, or with more than its bare word.",
    ),
    flag("points_elsewhere", "Sends the reader to another paper", "Words such as “see”."),
)


def action_facts(plan: Plan, as_of: dt.date) -> tuple[Fact, ...]:
    """One fact for each action of the plan."""
    by_action: dict[str, list[Resource]] = {}
    for resource in plan.resources:
        for ref in resource.actions:
            by_action.setdefault(ref, []).append(resource)
    capacity = {same_name(c.name): c for c in plan.capacity}
    silent, reported = silences(plan, as_of), notes_are_reports(plan, as_of)
    said_before = repeats(plan)
    milestones = any(not is_nothing(action.milestones) for action in plan.actions)
    unread = unread_cells(plan)
    others, allowed = others_of(plan), tells_allowances(plan)
    return tuple(
        action_fact(
            action,
            plan,
            as_of,
            by_action.get(action.ref, []),
            capacity,
            silent.get(action.key),
            said_before.get(action.key),
            others,
            allowed=allowed,
            reported=reported,
            milestones=milestones,
            unread=unread,
        )
        for action in plan.actions
    )


def action_fact(
    action: Action,
    plan: Plan,
    as_of: dt.date,
    resources: list[Resource],
    capacity: Mapping[str, Capacity],
    silence: Silence | None,
    same_as: str | None,
    others: Others,
    *,
    allowed: bool,
    reported: bool,
    milestones: bool,
    unread: frozenset[Cell],
) -> Fact:
    fact = FactBuilder(
        "action",
        key=action.key,
        ref=action.ref,
        title=action.title,
        outcomes=action.outcomes,
        seen=action.seen,
    )
    fact.put("action", action.title, "title")
    now = spoken(action, plan)
    _status(fact, action, plan, now)
    put_owner(fact, action, plan, as_of, capacity)
    put_dates(fact, action, plan, as_of)
    put_aims(fact, action, plan)
    fact.put("same_as", same_as, "title")
    put_means(fact, action, plan, resources, now)
    put_standing(fact, action, plan, as_of, reported=reported, milestones=milestones)
    put_telling(fact, action, plan, latest_note(action), note_seen(action), reported=reported)
    put_reports(fact, action, plan, silence)
    put_content(fact, action, others, latest_note(action), note_seen(action))
    put_way(fact, action, latest_note(action), note_seen(action))
    put_unsaid(fact, action, plan, as_of, others.by_ref, now.note, note_seen(action))
    put_others(fact, action, others)
    put_needs(fact, action, plan, as_of)
    put_costs(fact, action, filter(is_money, resources), allowed=allowed)
    put_weight(fact, action)
    leave_out_unread(fact, action, unread)
    return fact.fact()


def _status(fact: FactBuilder, action: Action, plan: Plan, now: Spoken) -> None:
    blank = action.status is Status.UNKNOWN and action.rag is None
    fact.put("status", action.status, "status", *(("rag", "percent") if blank else ()))
    fact.put("open", action.open)  # a gate: its cell would crowd out the telling one
    fact.put("status_asked", bool(STATUS_FIELDS & plan.fields_present))
    fact.put("status_text", words_of(action, "status", action.status_text), "status")
    fact.put("rag", action.rag, "rag")
    fact.put("percent", action.percent, "percent")
    note, where = latest_note(action), note_seen(action)
    fact.put("note", note, seen=where)
    in_note, in_reason = trouble.troubled(now.note), trouble.troubled(now.reason)
    cells, places = ((), where) if in_note else (("reason",), ())
    fact.put("troubled", bool(in_note or in_reason), *cells, seen=places)
    fact.put("trouble", in_note or in_reason, *cells, seen=places)
    fact.put("reason_given", gives_reason(action, plan), "reason", "rag", "status")
    fact.put("evidence_asked", "evidence" in plan.fields_present)
    given = not is_nothing(action.evidence)
    fact.put("evidence_given", given, "evidence", "status")
    fact.put("completion_told", given or _tells_completion(action), "status")


def gives_reason(action: Action, plan: Plan) -> bool:
    """Whether a reason for its delay is told: in the reason cell, or, as many sheets have only
    notes, in the latest one."""
    note = latest_note(action)
    told = bool(_WORD.search(note)) and (
        "reason" not in plan.fields_present or bool(trouble.troubled(note))
    )
    return told or not is_nothing(action.reason)


def _tells_completion(action: Action) -> bool:
    """A figure or a story beside "Completed": "100%" and "Done" tell nothing more than the word."""
    told = [action.status_text, *(note.text for note in action.notes)]
    bare = [_ALL_DONE.sub(" ", text) for text in told if text]
    return any(_DIGIT.search(text) or len(text.split()) > 2 for text in bare)
