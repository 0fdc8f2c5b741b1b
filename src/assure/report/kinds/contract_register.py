"""The contract register: the actions that are delivered by contract."""

from __future__ import annotations

from collections.abc import Iterable

from assure.model.actions import Action
from assure.model.assessment import ActionLine
from assure.model.base import natural_key
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.values import Money
from assure.report import pages
from assure.report.form_docx import form_docx
from assure.report.formats import counted, number, sentence_case, strung
from assure.report.forms import (
    Cell,
    Form,
    Part,
    Points,
    Table,
    by_post,
    cells,
    columns,
    day_of,
    first_day_of,
    is_late,
    late_words,
    some,
    status_words,
    told,
)
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.shares import of_these, share
from assure.words.text import is_nothing, plain

TITLE = "Contract register"
# Headings, in plain words, of a column of the plan's own that names whom the work is bought from.
CONTRACTOR = ("contractor", "contractor name", "supplier", "supplier name", "contracted to")
REGISTER = columns(
    ("Ref", 5),
    ("What is bought", 31, "what it is to bring"),
    ("Who answers", 17, "supported by"),
    ("Value", 16, "and whether it is secured"),
    ("Start", 9),
    ("Finish by", 10, "first promised"),
    ("Reported", 12, "status"),
)


def form_of(material: Material) -> Form:
    assessment, plan = material.assessment, material.review.plan
    contracts = _contracts(plan)
    unsaid = [action.ref for action in plan.actions if action.contract is None]
    return Form(
        title=TITLE,
        about=assessment.partnership or plan.title or assessment.name,
        lead=_lead(contracts, plan),
        parts=(_register(contracts, material), _found(contracts, assessment.findings)),
        lacking=_lacking(contracts, plan, unsaid),
        closing="A contract is an action that the plan marks as one.",
        wide=True,
    )


def _contracts(plan: Plan) -> list[Action]:
    """Those that end first stand first; without a day, last."""
    marked = [action for action in plan.actions if action.contract]
    return sorted(
        marked,
        key=lambda a: (
            a.deadline.latest is None,
            a.deadline.latest.toordinal() if a.deadline.latest else 0,
            natural_key(a.ref),
        ),
    )


def _lead(contracts: list[Action], plan: Plan) -> str:
    if not contracts:
        return "No action of the plan is marked as a contract, so the register is empty."
    still = count(action for action in contracts if action.open)
    many = count(contracts)
    says = share(many, count(plan.actions), "action", "is delivered by contract")
    if many == 1:
        return f"{says} and is {'still open' if still else 'closed'}."
    left = of_these(still, many, "is still open")
    return f"{says}; {left}. Those that end first stand first."


def _register(contracts: list[Action], material: Material) -> Part:
    lines = {line.ref: line for line in material.assessment.lines}
    plan = material.review.plan
    late = [a.ref for a in contracts if is_late(lines[a.ref].days_late, lines[a.ref].due, plan)]
    if late:
        are = "is past its date" if len(late) == 1 else "are past their date"
        says = f"{'Action' if len(late) == 1 else 'Actions'} {some(late, 5)} {are}"
    else:
        says = "No contract is past its date" if contracts else "No contract is entered"
    rows = tuple(_row(action, lines[action.ref], plan) for action in contracts)
    none = "No action is marked as a contract."
    return Part("Register", says, (Table("", REGISTER, rows, none),))


def _row(action: Action, line: ActionLine, plan: Plan) -> tuple[Cell, ...]:
    first = f"first {day_of(action.due)}" if action.deadline != action.due else ""
    late = late_words(line.days_late, line.due, plan)
    return cells(
        action.ref,
        Cell(told(action.title, "(blank)"), told(action.measure, "")),
        Cell(
            told(by_post(action.owner.names)),
            strung(
                filter(
                    None,
                    (
                        told(f"with {by_post(action.owner.support)}", "")
                        if action.owner.support
                        else "",
                        told(f"from {_contractor(action)}", "") if _contractor(action) else "",
                    ),
                ),
                "; ",
            ),
        ),
        _value(action, plan),
        first_day_of(action.start),
        Cell(day_of(action.deadline), strung(filter(None, (first, late)), "; ")),
        Cell(pages.reported_words(line), status_words(action.status), pages.reported_class(line)),
    )


def _contractor(action: Action) -> str:
    """Whom it is bought from, in the words of the plan's own column; "" where none says so."""
    named = (words for name, words in action.other.items() if plain(name) in CONTRACTOR)
    return next((words for words in named if not is_nothing(words)), "")


def _value(action: Action, plan: Plan) -> Cell:
    """Its cost as the plan gives it, and the money that the resources list for it."""
    costs = [("", _pounds(action.cost))] if action.cost and action.cost.text.strip() else []
    means = [
        (item.ref, f"{_pounds(item.amount)}, {told(item.status, 'status not told', 40)}")
        for item in plan.resources
        if action.ref in item.actions and item.amount.pounds is not None
    ]
    return Cell(lines=(*costs, *means)) if costs or means else Cell("not given")


def _pounds(money: Money) -> str:
    if money.pounds is None:
        return told(money.text, "not given", 60)
    return f"£{number(money.pounds)}{', in doubt' if money.in_doubt else ''}"


def _found(contracts: list[Action], findings: Iterable[Finding]) -> Part:
    refs = {action.ref for action in contracts}
    mine = [f for f in findings if f.counts and f.subject == "action" and f.ref in refs]
    these = "this action" if len(contracts) == 1 else "these actions"
    return Part(
        "Findings",
        f"{sentence_case(counted(count(mine), 'finding'))} on {these}"
        if mine
        else f"Nothing was found on {these}",
        (
            Points(
                "",
                tuple(f"{f.code}: {f.sentence}" for f in mine),
                "No rule found anything on them.",
            ),
        ),
    )


def _lacking(contracts: list[Action], plan: Plan, unsaid: list[str]) -> tuple[str, ...]:
    said = []
    if contracts:
        bare = [action.ref for action in contracts if not _contractor(action)]
        if bare and len(bare) < len(contracts):
            said.append(f"The plan names no contractor of {some(bare, 20)}.")
        said.append(
            f"The plan names {'no contractor, ' if len(bare) == len(contracts) else ''}no terms "
            "and no notice period: whoever holds the contracts has to add them."
        )
        valued = {ref for item in plan.resources if item.amount.pounds for ref in item.actions}
        bare = [a.ref for a in contracts if a.ref not in valued and not (a.cost and a.cost.pounds)]
        if bare:
            said.append(f"No amount in pounds is given for {some(bare, 20)}.")
    if unsaid:
        said.append(
            f"{sentence_case(counted(count(unsaid), 'action'))} "
            f"{'does' if len(unsaid) == 1 else 'do'} not say whether "
            f"{'it is' if len(unsaid) == 1 else 'they are'} delivered by contract: "
            f"{some(unsaid, 20)}."
        )
    return tuple(said)


def _lacks(material: Material) -> str:
    if any(action.contract is not None for action in material.review.plan.actions):
        return ""
    return (
        "The plan does not say which actions are contracts: add a column “Contract” with yes or no "
        "to it, and import it again."
    )


KIND = Kind(
    key="contract-register",
    title=TITLE,
    about="For procurement and finance: the actions delivered by contract, with their value, dates "
    "and status.",
    context=lambda material: {"form": form_of(material)},
    lacks=_lacks,
    word=lambda material: form_docx(form_of(material), material.assessment.as_of),
    styles=("style/form.css",),
)
