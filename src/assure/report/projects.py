"""What the plan and a health check tell of one project: shared by the reports on projects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assure.facts.notes import latest_note
from assure.facts.quarterly import quarter_in
from assure.model.actions import Action
from assure.model.answers import Entry
from assure.model.assessment import ActionLine, Assessment
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.registers import Project, Risk
from assure.model.review import Review
from assure.model.values import CLOSED
from assure.report import pages
from assure.report.formats import number, short_date
from assure.report.forms import (
    Cell,
    Points,
    Table,
    by_post,
    cells,
    columns,
    day_of,
    late_words,
    told,
)
from assure.report.origins import as_text, derived, exact, line_of
from assure.report.said import answered, entries_of, text_of

CHECK = "prince2"  # the questionnaire
OURS = (
    "The partnership writes this report for itself, in a form of its own; it does not claim to "
    "follow any method."
)
BOUNDS = {"at_most": "at most", "at_least": "at least"}
WORK = columns(
    ("Action", 23),
    ("Last told", 25),
    ("Milestones", 23),
    ("Due", 13),
    ("Reported", 16),
)
LIMITS = columns(
    ("Of what", 12),
    ("Measured in", 39),
    ("Limit", 17),
    ("Forecast", 12),
    ("How it stands", 20),
)


@dataclass(frozen=True)
class Tolerance:
    """One limit of a health check, and the forecast against it."""

    aspect: str  # in words
    measured: str
    bound: str  # at most | at least
    limit: Decimal
    forecast: Decimal
    raised: bool | None

    @property
    def beyond(self) -> bool:
        """Landing exactly on it is not."""
        past = self.forecast - self.limit
        return past > 0 if self.bound == "at most" else past < 0


@dataclass(frozen=True)
class ProjectView:
    """A project with what concerns it. ``checked``: the health check was about this one."""

    ref: str
    title: str
    project: Project | None
    actions: tuple[Action, ...]
    risks: tuple[Risk, ...]
    findings: tuple[Finding, ...]
    plan: Plan
    limits: tuple[Tolerance, ...] = ()
    checked: bool = False

    @property
    def name(self) -> str:
        return line_of(self, f"{self.ref} {self.title}".strip())


def view_of(project: Project, review: Review, assessment: Assessment) -> ProjectView:
    checked = checked_project(review)
    is_checked = checked is not None and checked.key == project.key
    return _view(project.ref, project.title, project, review, assessment, checked=is_checked)


def checked_view(review: Review, assessment: Assessment) -> ProjectView | None:
    """The project of the health check, be it on the plan's list or not; None without a check."""
    said = text_of(review, CHECK, "project")
    if not said:
        return None
    project = checked_project(review)
    if project is None:
        return _view("", said, None, review, assessment, checked=True)
    return view_of(project, review, assessment)


def checked_project(review: Review) -> Project | None:
    """The project that the answer names by its reference or its title, and no other one."""
    said = text_of(review, CHECK, "project").casefold()
    named = [p for p in review.plan.projects if p.ref and _names(said, p.ref.casefold())]
    named = named or [p for p in review.plan.projects if p.title and p.title.casefold() in said]
    return named[0] if len(named) == 1 else None


def _names(said: str, ref: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(ref)}(?![\w.])", said) is not None


def _view(
    ref: str,
    title: str,
    project: Project | None,
    review: Review,
    assessment: Assessment,
    *,
    checked: bool,
) -> ProjectView:
    plan = review.plan
    actions = actions_of(project, plan)
    refs = {action.ref for action in actions}
    return ProjectView(
        ref,
        title,
        project,
        actions,
        tuple(risk for risk in plan.risks if refs.intersection(risk.actions)),
        tuple(
            f
            for f in assessment.findings
            if f.counts
            and (
                (f.subject == "project" and f.ref == ref and project is not None)
                or (f.subject == "action" and f.ref in refs)
                or (checked and f.family == CHECK)
            )
        ),
        plan,
        limits_of(review) if checked else (),
        checked,
    )


def actions_of(project: Project | None, plan: Plan) -> tuple[Action, ...]:
    found = (plan.action(ref) for ref in project.actions) if project else ()
    return tuple(action for action in found if action)


def limits_of(review: Review) -> tuple[Tolerance, ...]:
    """The limits of the health check that are put as figures."""
    answer = answered(review, CHECK, "tolerances")
    spoken = entries_of(review, CHECK, "tolerances")
    return tuple(
        _limit(entry, words["aspect"])
        for entry, words in zip(answer.entries if answer else (), spoken, strict=True)
    )


def _limit(entry: Entry, aspect: str) -> Tolerance:
    raised = entry.get("raised")
    return Tolerance(
        aspect,
        as_text(entry.get("measured")),
        BOUNDS.get(str(entry.get("bound")), ""),
        exact(entry["limit"]),
        exact(entry["forecast"]),
        raised if isinstance(raised, bool) else None,
    )


def work_table(view: ProjectView, assessment: Assessment, title: str = "") -> Table:
    """Where each action of a project stands."""
    lines = {line.ref: line for line in assessment.lines}
    return Table(
        title,
        WORK,
        tuple(_work(action, lines[action.ref], view.plan) for action in view.actions),
        "The plan names no action of this project, so nothing is told of its work.",
    )


def _work(action: Action, line: ActionLine, plan: Plan) -> tuple[Cell, ...]:
    return cells(
        Cell(action.ref, told(action.title, "(blank)", 160)),
        Cell(told(latest_note(action), "nothing told"), _told_for(action, plan)),
        told(action.milestones),
        Cell(day_of(action.deadline), late_words(line.days_late, line.due, plan)),
        Cell(pages.reported_words(line), sign=pages.reported_class(line)),
    )


def _told_for(action: Action, plan: Plan) -> str:
    """``told for Jul to Sep 2026``: the months of the quarter that the latest note is of."""
    number = action.notes[-1].quarter if action.notes else None
    if not number:
        return ""
    quarter = quarter_in(plan, number)
    months = derived(quarter.label, "quarter", number) if quarter else f"quarter {number}"
    return f"told for {months}"


def limits_table(limits: Iterable[Tolerance], title: str = "") -> Table:
    return Table(
        title,
        LIMITS,
        tuple(
            cells(
                one.aspect,
                told(one.measured),
                f"{one.bound} {number(one.limit)}",
                number(one.forecast),
                Cell("Beyond its limit", _raised(one)) if one.beyond else "Within its limit",
            )
            for one in limits
        ),
        "No limit is given as a figure.",
    )


def _raised(limit: Tolerance) -> str:
    if limit.raised is None:
        return "not said whether raised"
    return "raised in writing" if limit.raised else "not raised"


def span(project: Project | None) -> str:
    """``1 Oct 2025 to 30 Jun 2027``."""
    if project is None:
        return "not told"
    start = short_date(project.start.earliest) if project.start.earliest else "no start"
    return f"{start} to {day_of(project.end, 'no end')}"


def is_open(project: Project) -> bool:
    return project.status not in CLOSED


def open_views(review: Review, assessment: Assessment) -> tuple[ProjectView, ...]:
    """The open projects in the order of the plan, and that of the health check if it is none of
    them."""
    listed = tuple(view_of(p, review, assessment) for p in review.plan.projects if is_open(p))
    checked = checked_view(review, assessment)
    return (*listed, checked) if checked and checked.project is None else listed


def who(project: Project | None) -> Cell:
    """Its lead, with its sponsor beneath."""
    if project is None:
        return Cell("not told")
    return Cell(
        told(by_post(project.lead.names, "no lead named")),
        told(f"sponsor: {by_post(project.sponsor.names, 'none named')}"),
    )


def risks_of(view: ProjectView) -> Points:
    return Points(
        "Risks to its actions",
        tuple(
            f"{risk.ref}: {told(risk.text)}"
            f"{f' (score {risk.score})' if risk.score is not None else ''}; "
            f"{by_post(risk.owner.names, 'no owner')}"
            for risk in view.risks
        ),
        "The plan’s register holds no risk to its actions.",
    )


def findings_of(view: ProjectView) -> Points:
    return Points(
        "What was found",
        tuple(f"{f.code}, {f.severity.value}: {f.sentence}" for f in view.findings),
        "Nothing was found.",
    )


def past_end(project: Project | None, assessment: Assessment) -> bool:
    end = project.end.latest if project else None
    return bool(project and is_open(project) and end and end < assessment.as_of)


def lacks_projects(review: Review) -> str:
    """A sentence where neither the plan nor a health check tells of a project, else ""."""
    if review.plan.projects or text_of(review, CHECK, "project"):
        return ""
    return (
        "The plan lists no projects: add a sheet “Projects” to it, or look at one project first: "
        "assure ask prince2."
    )
