"""Facts of an action."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from assure.facts.alike import repeats
from assure.facts.build import FactBuilder, words_of
from assure.facts.content import CONTENT, put_content
from assure.facts.costs import COSTS, put_costs, tells_allowances
from assure.facts.define import day, decimal, flag, named, number, one_of, text
from assure.facts.history import MOVES, began_in, promised, put_moves
from assure.facts.load import is_vacant, same_name
from assure.facts.others import OTHERS, Others, others_of, put_others
from assure.facts.quarters import notes_are_reports
from assure.facts.reports import BETWEEN_REPORTS, REPORTS, Silence, put_reports, silences
from assure.facts.spoken import Spoken, spoken
from assure.facts.standing import STANDING, put_standing
from assure.facts.support import NEEDS, put_needs
from assure.facts.telling import TELLING, put_telling
from assure.facts.unread import Cell, leave_out_unread, unread_cells
from assure.facts.unsaid import UNSAID, put_unsaid
from assure.facts.way import WAY, put_way
from assure.facts.weight import WEIGHT, put_weight
from assure.model.actions import Action
from assure.model.base import Seen
from assure.model.facts import Fact
from assure.model.plan import Plan
from assure.model.registers import Capacity, Resource
from assure.model.values import OwnerKind, Rag, Status, WhenKind
from assure.words import funds, pointers, promises, trouble
from assure.words.fields_of_work import names_only_a_field
from assure.words.owners import parse_owner
from assure.words.text import is_nothing, plural

_WORD = re.compile(r"[^\W\d_]{4}")  # a note of figures alone gives no reason
_ALL_DONE = re.compile(r"\b\d+\s*%|\b100\b")
_DIGIT = re.compile(r"\d")
STATUS_FIELDS = frozenset({"status", "rag", "percent"})
DATE_FIELDS = frozenset({"due", "revised"})
MEANS_FIELDS = frozenset({"resources", "funding"})

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
    one_of("owner_kind", OwnerKind, "What the owner cell holds", "Read from the owner cell."),
    text("owner", "The owner as written"),
    number("owners", "owners", "How many owners the cell names", "Counted from the owner cell."),
    flag(
        "group_among_owners",
        "One of several owners is a group",
        "Of the owners named, at least one is a team, a committee or people in general.",
    ),
    flag("owner_asked", "The plan has a place for owners", "An owner column exists."),
    flag(
        "owner_vacant",
        "The owner’s post is vacant",
        "The capacity sheet marks it vacant, from a day that is not to come.",
    ),
    day("vacant_since", "Since when the owner’s post is vacant", "Capacity sheet."),
    one_of("due_kind", WhenKind, "How the deadline is written", "Read from the date cell."),
    text("due_text", "The deadline as written"),
    day("due", "The deadline that now counts", "Last day meant by the latest revised date."),
    day("first_due", "The deadline first promised", "Last day meant by the first date given."),
    flag("due_asked", "The plan has a place for deadlines", "A date column exists."),
    day("start", "When work starts", "First day meant by the start date."),
    day(
        "plan_start",
        "When the plan’s period starts",
        "The plan; for an action that was carried over, the period in which it first stood.",
    ),
    day(
        "outcome_target",
        "When its outcome is to be reached",
        "Latest target date of its outcomes; left out when one of them has none.",
    ),
    number(
        "days_late",
        "days",
        "How long the deadline has passed",
        "As-of date less deadline, if open.",
    ),
    text("late_by", "How long the deadline has passed, in words", "As days late."),
    number("days_left", "days", "Days to the deadline", "Deadline less as-of date, if not past."),
    flag(
        "just_added",
        "It came into the plan less than a report ago",
        "Day of the import that first had it, not the plan’s own first, less than 60 days before "
        "the as-of date.",
    ),
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
    number(
        "outcomes",
        "outcomes",
        "How many outcomes it serves",
        "Outcomes it names that exist; where the plan lists none, those it names.",
    ),
    flag("outcomes_asked", "The plan says which outcomes actions serve", "Any action names one."),
    flag(
        "vague",
        "Opens with an open-ended verb and has no finish test",
        "Opening verb from a list; no number, product, date or decision in action, milestones or "
        "measure.",
    ),
    text("vague_verb", "The open-ended verb it starts with", "From the list of such verbs."),
    flag(
        "opens_vaguely",
        "Opens with an open-ended verb that its own words do not mend",
        "Opening verb from a list; no number, product, date or decision in the action itself, and "
        "no figure in its milestones or measure.",
    ),
    flag(
        "names_only_a_field",
        "Names a field of work and nothing to do in it",
        "A short phrase without a verb or a product that ends with a field of work from a list, "
        "and no figure in its milestones or measure.",
    ),
    text(
        "same_as",
        "The earlier open action that says nearly the same",
        "Its reference: the same words but for an ending, and the same section, owner, days, "
        "steps and measure.",
    ),
    decimal("effort_days", "days", "Officer days for the whole action", "As written."),
    number("resource_lines", "lines", "Lines of the resource schedule", "Lines naming the action."),
    flag(
        "resources_asked",
        "The plan states resources",
        "A column of resources or funding, or a schedule of them, exists.",
    ),
    flag(
        "resources_given",
        "It says what it needs",
        "Cell of resources or funding filled, or a line exists.",
    ),
    flag(
        "lacks_money",
        "The plan itself says that it is not resourced",
        "Words in its cells of resources, funding and cost, its reason or latest note.",
    ),
    text("lack", "The words that say so"),
    flag(
        "doubts_money",
        "Money is named but unsure",
        "Words of doubt in its own cells of resources, funding and cost; in its latest note or "
        "status, words that make it wait for money.",
    ),
    text("doubt", "The words that doubt it"),
    text("resources", "Resources and the source of funding as written"),
    day(
        "funded_until",
        "When the last of its funding ends",
        "Latest stated end among its money in the resource schedule.",
    ),
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
    flag("points_elsewhere", "Sends the reader to another paper", "Words such as 'see'."),
)


def latest_note(action: Action) -> str:
    return action.notes[-1].text if action.notes else ""


def note_seen(action: Action) -> tuple[Seen, ...]:
    """The cell of the latest note."""
    last = action.notes[-1].seen if action.notes else None
    return (last,) if last else ()


def deadline_cell(action: Action) -> str:
    """The field whose cell holds the deadline that now counts: ``due`` or ``revised``."""
    return "revised" if any(when.latest is not None for when in action.revised) else "due"


def deadline_seen(action: Action) -> tuple[Seen, ...]:
    """The cell of the deadline that now counts."""
    cell = deadline_cell(action)
    return (action.seen[cell],) if cell in action.seen else ()


def finish_words(action: Action) -> str:
    """Everything that could say when the action is done."""
    return "\n".join(filter(None, (action.title, action.milestones, action.measure)))


def outcome_target(action: Action, plan: Plan) -> tuple[dt.date | None, tuple[Seen, ...]]:
    """When the last of the action's outcomes is to be reached, and where that stands.

    None when one of them has no date: the action may well serve that one.
    """
    served = [outcome for ref in action.outcomes if (outcome := plan.outcome(ref))]
    ends = [outcome.target_date.latest for outcome in served]
    known = [end for end in ends if end is not None]
    if not known or len(known) < len(ends):
        return None, ()
    last = max(known)
    places = (
        outcome.seen["target_date"]
        for outcome in served
        if outcome.target_date.latest == last and "target_date" in outcome.seen
    )
    return last, tuple(places)


def is_money(resource: Resource) -> bool:
    return resource.kind.casefold().strip() in {"money", "funding", "budget", "cash"} or (
        not resource.kind and resource.amount.pounds is not None
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
    _owner(fact, action, plan, as_of, capacity)
    _dates(fact, action, plan, as_of)
    _wording(fact, action, plan)
    fact.put("same_as", same_as, "title")
    _resources(fact, action, plan, resources, now)
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


def _owner(
    fact: FactBuilder,
    action: Action,
    plan: Plan,
    as_of: dt.date,
    capacity: Mapping[str, Capacity],
) -> None:
    fact.put("owner_kind", action.owner.kind, "owner")
    fact.put("owner", words_of(action, "owner", ", ".join(action.owner.names)), "owner")
    fact.put("owners", len(action.owner.names), "owner")
    several = action.owner.kind is OwnerKind.SEVERAL
    grouped = several and any(
        parse_owner(name).kind is OwnerKind.COLLECTIVE for name in action.owner.names
    )
    fact.put("group_among_owners", grouped, "owner")
    fact.put("owner_asked", "owner" in plan.fields_present)
    post = capacity.get(same_name(action.owner.name)) if action.owner.name else None
    vacant = post is not None and is_vacant(post, as_of)
    place = [post.seen["vacant_since"]] if post and "vacant_since" in post.seen else []
    fact.put("owner_vacant", vacant, "owner", seen=place if vacant else ())
    if post and vacant:
        fact.put("vacant_since", post.vacant_since.latest, seen=place)


def _dates(fact: FactBuilder, action: Action, plan: Plan, as_of: dt.date) -> None:
    deadline, cell, promises = action.deadline, deadline_cell(action), promised(action)
    fact.put("due_kind", deadline.kind, cell)
    fact.put("due_text", words_of(action, cell, deadline.text), cell)
    fact.put("due", deadline.latest, cell)
    fact.put("first_due", promises[0] if promises else None, "due")
    fact.put("due_asked", bool(DATE_FIELDS & plan.fields_present))
    fact.put("start", action.start.earliest, "start")
    fact.put("plan_start", began_in(action, plan))
    target, places = outcome_target(action, plan)
    fact.put("outcome_target", target, seen=places)
    if deadline.latest is not None and action.open:
        late = (as_of - deadline.latest).days
        fact.put("days_late", late if late > 0 else None, cell)
        fact.put("late_by", plural(late, "day") if late > 0 else None, cell)
        fact.put("days_left", -late if late <= 0 else None, cell)
    days = (as_of - action.since).days if action.since else BETWEEN_REPORTS
    fact.put("just_added", days < BETWEEN_REPORTS)
    put_moves(fact, action, plan)


def _wording(fact: FactBuilder, action: Action, plan: Plan) -> None:
    known = plan.outcomes_by_ref
    served = [ref for ref in action.outcomes if not known or ref in known]
    fact.put("outcomes", len(served), "outcomes", "title")
    fact.put("outcomes_asked", plan.says_what_actions_serve)
    verb = promises.opens_vaguely(action.title)
    fact.put("vague_verb", verb, "title")
    fact.put("vague", bool(verb) and not promises.has_finish_test(finish_words(action)), "title")
    counted = promises.has_figure(f"{action.milestones}\n{action.measure}")
    weak = bool(verb) and not counted and not promises.has_finish_test(action.title)
    fact.put("opens_vaguely", weak, "title")
    fact.put("names_only_a_field", not counted and names_only_a_field(action.title), "title")
    fact.put("points_elsewhere", pointers.points_elsewhere(action.title), "title")


def _resources(
    fact: FactBuilder, action: Action, plan: Plan, resources: list[Resource], now: Spoken
) -> None:
    fact.put("effort_days", action.effort_days, "effort_days")
    fact.put("resource_lines", len(resources))
    asked = bool(MEANS_FIELDS & plan.fields_present) or bool(plan.resources)
    fact.put("resources_asked", asked)
    means = [text for text in (action.resources, action.funding) if not is_nothing(text)]
    fact.put("resources_given", bool(means or resources), "resources", "funding")
    fact.put("resources", "; ".join(means) or action.resources, "resources", "funding")
    lack, cells, places = _lack_of_money(action, resources, now)
    fact.put("lacks_money", bool(lack), *cells, seen=places)
    fact.put("lack", lack, *cells, seen=places)
    # Doubt that stands in the schedule is a finding about that line, not about the action too.
    doubt, cells, places = _doubt_of_money(action, now)
    if any(resource.in_doubt for resource in resources):
        doubt = ""
    fact.put("doubts_money", bool(doubt), *cells, seen=places)
    fact.put("doubt", doubt, *cells, seen=places)
    ends = [
        (resource.funded_until.latest, resource)
        for resource in resources
        if resource.funded_until.latest and is_money(resource)
    ]
    if ends:
        # One grant may follow another: the funding ends with the last of them.
        end, resource = max(ends, key=lambda pair: pair[0])
        place = [resource.seen["funded_until"]] if "funded_until" in resource.seen else []
        fact.put("funded_until", end, seen=place)


def _lack_of_money(
    action: Action, resources: Iterable[Resource], now: Spoken
) -> tuple[str, tuple[str, ...], Iterable[Seen]]:
    """The first text that says the action is not resourced, and where it stands: its own cells,
    its latest note, then its lines of the resource schedule."""
    texts: list[tuple[str, tuple[str, ...], Iterable[Seen]]] = [
        (action.resources, ("resources",), ()),
        (action.funding, ("funding",), ()),
        (action.cost.text if action.cost is not None else "", ("cost",), ()),
        (now.reason, ("reason",), ()),
        (now.note, (), note_seen(action)),
    ]
    for resource in resources:
        texts.append((resource.status, (), _cell(resource, "status")))
        texts.append((resource.amount.text, (), _cell(resource, "amount")))
    for words, cells, places in texts:
        if funds.lacks_money(words):
            return words, cells, places
    return "", ("resources",), ()


def _doubt_of_money(action: Action, now: Spoken) -> tuple[str, tuple[str, ...], Iterable[Seen]]:
    """The first text that doubts the money, and where it stands: its own cells, then how it is
    said to stand, where only words that speak of money itself count."""
    means = [("resources", action.resources), ("funding", action.funding)]
    for cell, words in means:
        if not is_nothing(words) and funds.doubts_money(words):
            return words, (cell,), ()
    if action.cost is not None and action.cost.in_doubt:
        return action.cost.text, ("cost",), ()
    if funds.hangs_on_money(now.note):
        return now.note, (), note_seen(action)
    if funds.hangs_on_money(action.status_text):
        return action.status_text, ("status",), ()
    return "", ("resources", "funding"), ()


def _cell(noun: Action | Resource, field: str) -> tuple[Seen, ...]:
    return (noun.seen[field],) if field in noun.seen else ()
