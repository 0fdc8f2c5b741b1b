"""The report at the end of a stage of one project: what was done, whether to go on.

The words and the form are the partnership’s own; it does not claim to follow any method.
"""

from __future__ import annotations

from assure.report import projects
from assure.report.form_docx import form_docx
from assure.report.formats import counted, join, sentence_case
from assure.report.forms import Cell, Form, Part, Room, Table, Text, cells, columns, status_words
from assure.report.kinds import Kind, Material
from assure.report.origins import count
from assure.report.projects import CHECK, ProjectView
from assure.report.said import answers_table, text_of
from assure.report.shares import of_these

TITLE = "End of stage report"
FACTS = columns(("The project", 30), ("As it stands", 70))
# Questions of the health check that a board asks before it lets a project go on.
WORTH = ("A1", "B1", "A5")
MADE = ("A6", "B5", "A2")
HANDS = ("B4", "B6", "B7", "B8", "A4")
ENDED = columns(
    ("No.", 8), ("What it was to make", 36), ("What it made, and what was learnt", 40), ("When", 16)
)
NEXT = columns(
    ("No.", 8), ("What it will make", 36), ("What it costs, and its limits", 40), ("Until", 16)
)
DECISION = columns(
    ("No.", 8), ("Go on, change or stop, and on what terms", 52), ("By whom", 24), ("On", 16)
)


def form_of(material: Material) -> Form:
    review, assessment = material.review, material.assessment
    view = projects.checked_view(review, assessment)
    if view is None:
        raise ValueError("a report at the end of a stage needs the health check of a project")
    return Form(
        title=TITLE,
        about=view.name,
        lead=_lead(view),
        parts=(
            Part("Stage", _stage_says(view), (_facts(view), *_stage(view, material))),
            _answers("Reason", "Is it still worth doing?", WORTH, material),
            _answers("Products", "Is what was made what was wanted?", MADE, material),
            _answers("Control", "Is it in hand?", HANDS, material),
            Part(
                "Ahead",
                f"{sentence_case(counted(count(view.findings), 'finding'))} to settle"
                if view.findings
                else "Nothing was found that must be settled",
                (projects.findings_of(view), projects.risks_of(view)),
            ),
            Part(
                "Decision",
                "Does it go on?",
                (
                    Text(_asks(view)),
                    Room("The stage that ends, to be filled in by its manager", ENDED, 2),
                    Room("The next stage, to be filled in by its manager", NEXT, 2),
                    Room("What the board decides", DECISION, 2),
                ),
                whole=True,
            ),
        ),
        lacking=_lacking(view),
        closing=projects.OURS,
    )


def _is(count: int) -> str:
    return "are" if count > 1 else "is"


def _lead(view: ProjectView) -> str:
    beyond = [limit.aspect.casefold() for limit in view.limits if limit.beyond]
    within = count(limit for limit in view.limits if not limit.beyond)
    many = within > 1
    if not view.limits:
        return "No limit is given as a figure, so the forecast can be held against none."
    if not beyond:
        return f"The forecast is within {f'all of its {within} limits' if many else 'its limit'}."
    kept = f"; {counted(within, 'other limit')} {_is(within)} kept" if within else ""
    if len(beyond) == 1:
        return f"The forecast for {beyond[0]} is beyond its limit{kept}."
    return f"The forecasts for {join(beyond)} are beyond their limits{kept}."


def _stage_says(view: ProjectView) -> str:
    many = count(view.actions)
    done = count(action for action in view.actions if not action.open)
    if not many:
        return "What was done is not told"
    if many == 1:
        return "Its one action is done" if done else "Its one action is not yet done"
    return sentence_case(of_these(done, many, "of its actions is done", "of its actions are done"))


def _facts(view: ProjectView) -> Table:
    project = view.project
    rows = [cells("Name", view.name)]
    if project is not None:
        rows += [
            cells("Lead and sponsor", projects.who(project)),
            cells("Runs", projects.span(project)),
            cells("Status", status_words(project.status)),
            cells("Money", Cell(project.funding or "not told")),
        ]
    return Table("", FACTS, tuple(rows))


def _stage(view: ProjectView, material: Material) -> tuple[Table, ...]:
    return (
        projects.work_table(view, material.assessment, "Its work"),
        projects.limits_table(view.limits, "Limits, and the forecast against them"),
    )


def _answers(topic: str, says: str, keys: tuple[str, ...], material: Material) -> Part:
    return Part(topic, says, (answers_table(material.review, CHECK, keys, material.edition),))


def _asks(view: ProjectView) -> str:
    beyond = [limit for limit in view.limits if limit.beyond]
    if beyond:
        return (
            "A forecast beyond its limit is for whoever set the limit: to widen it, to change the "
            "project, or to stop it."
        )
    return "The board lets the next stage begin, asks for changes first, or ends the project."


def _lacking(view: ProjectView) -> tuple[str, ...]:
    said = [
        "When this stage began, what it was to make and what the next one needs is in no answer: "
        "its manager adds it above."
    ]
    if view.project is None:
        said.append(
            "The project is not on the plan’s list of projects, so its lead, its days and its work "
            "are not told."
        )
    elif not view.actions:
        said.append("The plan names no action of this project.")
    return tuple(said)


def _lacks(material: Material) -> str:
    if text_of(material.review, CHECK, "project"):
        return ""
    return "This report is of one project: look at it first, with assure ask prince2."


KIND = Kind(
    key="end-stage",
    title=TITLE,
    about="For a project board at the end of a stage: what was done, whether it is still worth it, "
    "and the decision to go on.",
    context=lambda material: {"form": form_of(material)},
    lacks=_lacks,
    word=lambda material: form_docx(form_of(material), material.assessment.as_of),
    styles=("style/form.css",),
)
