"""The exception report on projects: what is off course, and the decision that it asks for.

The words and the form are the partnership’s own; it does not claim to follow any method.
"""

from __future__ import annotations

from assure.model.assessment import Assessment
from assure.model.findings import Finding, Severity
from assure.report import projects
from assure.report.form_docx import form_docx
from assure.report.formats import counted, join
from assure.report.forms import (
    Block,
    Cell,
    Form,
    Part,
    Room,
    Table,
    Text,
    cells,
    columns,
    is_late,
    some,
)
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.projects import ProjectView
from assure.report.shares import share

TITLE = "Project exception report"
OFF_COURSE = columns(
    ("What is off course", 38),
    ("What it means", 30),
    ("What could be done", 32),
)
OPTIONS = columns(
    ("No.", 8),
    ("Option, doing nothing included", 36),
    ("What it costs and brings", 30),
    ("New end", 12),
    ("Who says so", 14),
)
DECISION = columns(("No.", 8), ("What is decided", 52), ("By whom", 24), ("On", 16))
ITSELF = frozenset({"project", "prince2_tolerances"})  # subjects: the project, not its work


def form_of(material: Material) -> Form:
    review, assessment = material.review, material.assessment
    views = projects.open_views(review, assessment)
    off = [view for view in views if is_off_course(view, assessment)]
    return Form(
        title=TITLE,
        about=assessment.partnership or review.plan.title or assessment.name,
        lead=_lead(off, views),
        parts=tuple(_exception(view, assessment, first=view is off[0]) for view in off)
        or (Part("Exceptions", "None", (Text("Every open project is on course."),)),),
        lacking=_lacking(views),
        closing=projects.OURS,
    )


def is_off_course(view: ProjectView, assessment: Assessment) -> bool:
    """Past its end, forecast beyond a limit, or with work that is late; or a rule finds so of the
    project itself with severity high."""
    return (
        projects.past_end(view.project, assessment)
        or any(limit.beyond for limit in view.limits)
        or bool(_late(view, assessment))
        or any(f.subject in ITSELF and f.severity is Severity.HIGH for f in view.findings)
    )


def _late(view: ProjectView, assessment: Assessment) -> list[str]:
    refs = {action.ref for action in view.actions}
    return [
        line.ref
        for line in assessment.lines
        if line.ref in refs and is_late(line.days_late, line.due, view.plan)
    ]


def _lead(off: list[ProjectView], views: tuple[ProjectView, ...]) -> str:
    if not views:
        return "No project is open, so none can be off course."
    says = share(count(off), count(views), "open project", "is off course")
    return f"{says}: {some([view.name for view in off])}." if off else f"{says}."


def _exception(view: ProjectView, assessment: Assessment, *, first: bool) -> Part:
    told = [
        f
        for f in view.findings
        if f.severity is not Severity.LOW and f.subject in ITSELF | {"action"}
    ]
    blocks: list[Block] = [
        Table("", OFF_COURSE, tuple(map(_row, told)), "No rule says more than the dates do.")
    ]
    if view.limits:
        blocks.append(projects.limits_table(view.limits, "Limits, and the forecast against them"))
    blocks.append(projects.work_table(view, assessment, "Its work"))
    if told:
        blocks.append(Text(f"To ask: {told[0].challenge}", "strong"))
    blocks.append(Room("Options, to be filled in by its lead", OPTIONS, 3))
    blocks.append(Room("Decision", DECISION, 1))
    return Part(
        view.ref or "Project", f"{view.title}: {_state(view, assessment)}", tuple(blocks), not first
    )


def _row(finding: Finding) -> tuple[Cell, ...]:
    return cells(
        Cell(finding.sentence, f"{finding.code}, {finding.severity.value}"),
        finding.why,
        finding.advice,
    )


def _state(view: ProjectView, assessment: Assessment) -> str:
    beyond = [limit.aspect.casefold() for limit in view.limits if limit.beyond]
    late = _late(view, assessment)
    said = []
    if projects.past_end(view.project, assessment):
        said.append("past its end")
    if beyond:
        said.append(
            f"{join(beyond)} forecast beyond {'its limit' if len(beyond) == 1 else 'limits'}"
        )
    if late:
        said.append(f"{counted(count(late), 'action')} late")
    return "; ".join(said) or "a high finding stands against it"


def _lacking(views: tuple[ProjectView, ...]) -> tuple[str, ...]:
    bare = [view.name for view in views if not view.limits]
    said = ["The plan gives no options for bringing a project back: its lead has to write them."]
    if bare:
        said.append(
            f"No limits are given for {some(bare)}: of "
            "these only dates can tell that they are off course."
        )
    return tuple(said) if views else ()


KIND = Kind(
    key="project-exception",
    title=TITLE,
    about="For whoever set a project’s limits: each project off course, why, what could be done, "
    "and room for options and a decision.",
    context=lambda material: {"form": form_of(material)},
    lacks=lambda material: projects.lacks_projects(material.review),
    word=lambda material: form_docx(form_of(material), material.assessment.as_of),
    styles=("style/form.css",),
)
