"""The highlight report: where each project stands, on the usual day.

The words and the form are the partnership’s own; it does not claim to follow any method.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assure.model.assessment import Assessment
from assure.report import projects, timeline_words
from assure.report.form_docx import form_docx
from assure.report.formats import counted, join, sentence_case
from assure.report.forms import (
    Block,
    Cell,
    Form,
    Part,
    Table,
    Text,
    cells,
    columns,
    some,
    status_words,
)
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.projects import ProjectView
from assure.report.shares import of_none, of_these, share

TITLE = "Highlight report"
FEW = 4  # actions, and findings, with which a project is told in a piece of a page
OVERVIEW = columns(
    ("Project", 23),
    ("Lead", 32, "and sponsor"),
    ("Runs", 21),
    ("Status", 11),
    ("What stands against it", 13),
)


def form_of(material: Material) -> Form:
    review, assessment = material.review, material.assessment
    views = projects.open_views(review, assessment)
    return Form(
        title=TITLE,
        about=assessment.partnership or review.plan.title or assessment.name,
        lead=_lead(views, material),
        parts=(_overview(material), *(_project(view, assessment) for view in views)),
        lacking=_lacking(views),
        closing=projects.OURS,
    )


def _lead(views: tuple[ProjectView, ...], material: Material) -> str:
    if not views:
        return "No project is open."
    late = [v.name for v in views if projects.past_end(v.project, material.assessment)]
    beyond = [v.name for v in views if any(limit.beyond for limit in v.limits)]
    said = [f"{sentence_case(counted(count(views), 'project'))} {_is(len(views))} open"]
    if late:
        said.append(f"{some(late, 4)} {_is(len(late))} past {_their(len(late))} end")
    if beyond:
        said.append(f"{join(beyond)} {_is(len(beyond))} forecast to pass a limit")
    if not late and not beyond:
        past = "is past its end or forecast to pass a limit that is given"
        many = count(views)
        said.append(f"it {of_none(past)}" if many == 1 else of_these(0, many, past))
    return f"{'; '.join(said)}."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _their(count: int) -> str:
    return "its" if count == 1 else "their"


def _overview(material: Material) -> Part:
    review, assessment = material.review, material.assessment
    rows = tuple(
        cells(
            Cell(view.name),
            projects.who(project),
            projects.span(project),
            Cell(
                status_words(project.status),
                "past its end" if projects.past_end(project, assessment) else "",
            ),
            sentence_case(counted(count(view.findings), "finding")) if view.findings else "nothing",
        )
        for project in review.plan.projects
        for view in [projects.view_of(project, review, assessment)]
    )
    closed = count(one for one in review.plan.projects if not projects.is_open(one))
    says = (
        share(closed, count(review.plan.projects), "project", "is done")
        if closed
        else "All projects at a glance"
    )
    if not rows:
        of_one = "What stands below was told of one project in the answers to PRINCE2."
        return Part("Overview", "The plan lists no projects", (Text(of_one),))
    return Part("Overview", says, (Table("", OVERVIEW, rows),))


def _project(view: ProjectView, assessment: Assessment) -> Part:
    blocks: list[Block] = [projects.work_table(view, assessment)]
    if view.limits:
        blocks.append(projects.limits_table(view.limits, "Limits, and the forecast against them"))
    if view.risks:
        blocks.append(projects.risks_of(view))
    if view.findings:
        blocks.append(projects.findings_of(view))
    return Part(
        view.ref or "Project",
        f"{view.title}: {_state(view, assessment)}",
        tuple(blocks),
        whole=not view.limits and len(view.actions) <= FEW and len(view.findings) <= FEW,
    )


def _state(view: ProjectView, assessment: Assessment) -> str:
    if projects.past_end(view.project, assessment):
        return "past its end"
    beyond = [limit.aspect.casefold() for limit in view.limits if limit.beyond]
    if beyond:
        return f"{join(beyond)} forecast beyond {'its limit' if len(beyond) == 1 else 'limits'}"
    if view.findings:
        return counted(count(view.findings), "finding")
    return "nothing stands against it"


def _lacking(views: tuple[ProjectView, ...]) -> tuple[str, ...]:
    said = []
    bare = [view.name for view in views if not view.limits]
    if bare:
        said.append(
            f"No limits are given for {some(bare)}, so "
            "nobody can tell whether a forecast is beyond one."
        )
    idle = [view.name for view in views if not view.actions]
    if idle:
        said.append(f"The plan names no action of {some(idle)}.")
    return tuple(said)


def _context(material: Material) -> Mapping[str, Any]:
    """The form, and of the timeline the actions of the projects that it tells of."""
    views = projects.open_views(material.review, material.assessment)
    refs = {action.ref for view in views for action in view.actions}
    return {
        "form": form_of(material),
        "ahead": timeline_words.of_actions(material.assessment.measures.timeline, refs),
    }


KIND = Kind(
    key="highlight",
    title=TITLE,
    about="For project boards, on the usual day: where each project stands, what was done and "
    "comes next, risks and limits.",
    context=_context,
    lacks=lambda material: projects.lacks_projects(material.review),
    word=lambda material: form_docx(form_of(material), material.assessment.as_of),
    styles=("style/form.css",),
)
