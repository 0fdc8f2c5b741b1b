"""Anycity lives through two years: each step a command, as an officer would give it.

What people send in stands in ``script/anycity/years``; here it is typed into the workbooks that the
program wrote, and brought back.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assure import shelf
from assure.cli import assure
from assure.service.demo import YEARS
from assure.service.reviews import collect, find_review, review_document
from assure.shelf.settings import Settings
from assure.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "script" / "anycity" / "years"
MID_YEAR, ANNUAL, NEXT_MID_YEAR = (
    "Anycity mid-year review 2026",
    "Anycity annual review 2027",
    "Anycity mid-year review 2027",
)
# What a row of ``years`` calls a column of the workbooks for officers.
COLUMNS = {
    "status": "Status",
    "rag": "RAG",
    "percent": "% complete",
    "progress": "Progress in",
    "revised": "Revised date",
    "reason": "Reason",
    "evidence": "Evidence of completion",
}
# And of the plan's own workbook, on the sheets "Project plan" and "Monitoring".
PLAN_COLUMNS = {
    "ref": "Ref",
    "outcome": "Outcome",
    "action": "Action",
    "owner": "Task officer",
    "start": "Start",
    "due": "Finish by",
    "revised": "Revised date",
    "measure": "Measure of success",
    "status": "Status",
}


def table(name: str) -> Any:
    return yaml.safe_load((TABLES / f"{name}.yaml").read_text(encoding="utf-8"))


class Years:
    """A folder with a database in it. ``said`` is what the last command printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""

    def run(self, *arguments: object, today: dt.date | str = "") -> str:
        words = [*map(str, arguments), "--database", str(self.folder / "assure.db")]
        result = CliRunner().invoke(assure, [*words, "--today", str(today)] if today else words)
        assert result.exit_code == 0, (words, result.output, result.exception)
        self.said = result.output
        return result.output

    def live(self) -> None:
        """Through all of it."""
        self.import_the_plan()
        self.review(MID_YEAR, "mid-year", dt.date(2026, 10, 31), dt.date(2026, 11, 2))
        self.hold_the_session()
        self.update("2026-q3")
        self.update("2026-q4")
        self.tell_of_promises()
        self.figures("before-annual")
        self.review(
            ANNUAL, "annual", dt.date(2027, 4, 30), dt.date(2027, 5, 4), answers="annual-2027"
        )
        self.roll_forward()
        self.update("2027-q1")
        self.update("2027-q2")
        self.figures("before-mid-year")
        self.review(
            NEXT_MID_YEAR,
            "mid-year",
            dt.date(2027, 10, 31),
            dt.date(2027, 11, 2),
            answers="mid-year-2027",
        )

    def plan_key(self) -> str:
        with Store.open(self.folder / "assure.db") as store:
            return store.plans()[0].key

    def import_the_plan(self) -> None:
        self.run("import", shelf.anycity() / "plan.xlsx", "--no-input", today="2026-10-12")

    def review(
        self, name: str, kind: str, as_of: dt.date, frozen: dt.date, *, answers: str = ""
    ) -> None:
        files = [word for file in self._answers(answers) for word in ("--answers", file)]
        self.run("review", "new", name, "--kind", kind, "--as-of", as_of, *files, today=as_of)
        self.run("review", "freeze", name, today=frozen)

    def _answers(self, moved: str) -> Iterator[Path]:
        """The answers that ship with assure and, of Progress Assurance, how they have moved."""
        for file in sorted((shelf.anycity() / "answers").glob("*.yaml")):
            if file.stem != "progress-assurance" or not moved:
                yield file
                continue
            given = yaml.safe_load(file.read_text(encoding="utf-8"))
            for step in table("answers"):
                changed = dict(table("answers")[step])
                given["given_on"] = changed.pop("given_on")
                given["answers"] |= changed
                if step == moved:
                    break
            path = self.folder / f"{moved}.yaml"
            path.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
            yield path

    # --- The quarterly round ---

    def update(self, name: str) -> None:
        """One quarter: workbooks out, filled in, and back."""
        said = table(name)
        quarter, told = said["quarter"], said["told"]
        folder = self.folder / name
        self.run("template", folder, "--update", quarter, "--by", "owner", today=told)
        waiting = {row["ref"]: row for row in said["rows"]}
        added = {row["owner"]: row for row in said["added"]}
        for file in sorted(folder.glob("*.xlsx")):
            if not fill(file, waiting, added, told):
                file.unlink()  # this officer sends nothing in
        assert not waiting, f"{name}: in no workbook: {sorted(waiting)}"
        assert not added, f"{name}: nobody of these was asked: {sorted(added)}"
        self.run("update", folder, today=told)
        shutil.rmtree(folder)

    def figures(self, name: str) -> None:
        """The whole plan out, what is new written into it, and back."""
        said = table("figures")[name]
        file = self.folder / f"{name}.xlsx"
        self.run("export", self.plan_key(), "-o", file)
        book = load_workbook(file)
        values = book["Indicator data"]
        columns = headings(values, 1)
        row = values.max_row
        for ref, points in said["indicators"].items():
            for day, value in points.items():
                row += 1
                typed = {"Indicator": ref, "Date": day, "Value": value, "Kind": "Actual"}
                for heading, content in typed.items():
                    values.cell(row, columns[heading]).value = content
        risks = book["Risks"]
        reviewed = headings(risks, 1)["Last reviewed"]
        for row in range(2, risks.max_row + 1):
            risks.cell(row, reviewed).value = said["risks_reviewed"]
        projects = book["Projects"]
        columns = headings(projects, 1)
        for row in range(2, projects.max_row + 1):
            changed = said["projects"].get(projects.cell(row, columns["Ref"]).value, {})
            for heading, content in changed.items():
                projects.cell(row, columns[heading]).value = content
        book.save(file)
        self.run("import", file, "--no-input", today=said["told"])

    # --- The challenge session ---

    def hold_the_session(self) -> None:
        said = table("session")
        sheet = self.folder / "minutes.xlsx"
        self.run("challenge", "--review", MID_YEAR, "--sheet", sheet, today=said["session"])
        book = load_workbook(sheet)
        questions = book["Questions"]
        columns = headings(questions, 1)
        row = next(
            number
            for number in range(2, questions.max_row + 2)
            if not questions.cell(number, columns["Question"]).value
        )
        for promise in said["promises"]:
            typed = {
                "Question": promise["question"],
                "Answer": promise["answer"],
                "Promise": promise["promise"],
                "Evidence promised": promise["evidence"],
                "Who": promise["who"],
                "By when": promise["by"],
                "About": ", ".join(promise["refs"]),
            }
            for heading, value in typed.items():
                questions.cell(row, columns[heading]).value = value
            row += 1
        book["About"]["B4"] = "Partnership Manager"
        book.save(sheet)
        self.run("challenge", "--review", MID_YEAR, "--import", sheet, today=said["session"])

    def tell_of_promises(self) -> None:
        """What became of each, on the day on which it was told."""
        keys = self.promise_keys()
        for promise in table("session")["promises"]:
            if "then" not in promise:
                continue
            then = promise["then"]
            words = [f"--{then['state']}"]
            if "evidence" in then:
                words += ["--evidence", then["evidence"]]
            if "words" in then:
                words += ["--because", then["words"]]
            self.run("promises", "record", keys[promise["promise"]], *words, today=then["told"])

    def promise_keys(self) -> dict[str, str]:
        listed = self.run("promises", "--all", "--format", "json", today="2026-11-13")
        return {promise["text"]: promise["key"] for promise in json.loads(listed)}

    # --- The next year ---

    def roll_forward(self) -> None:
        """Rolled on, and what the partnership wrote into the new plan brought back."""
        said = table("rolled")
        file = self.folder / "2027-2030.xlsx"
        self.run("roll-forward", "--to", "2027-2030", "-o", file, "--yes", today="2027-05-10")
        book = load_workbook(file)
        rewrite_plan(book["Project plan"], book["Monitoring"], said)
        outcomes = book["Outcomes"]
        for row in range(2, outcomes.max_row + 1):
            outcomes.cell(row, headings(outcomes, 1)["Target date"]).value = said["outcomes_until"]
        indicators = book["Indicators"]
        columns = headings(indicators, 1)
        for row in range(2, indicators.max_row + 1):
            target = said["targets"].get(indicators.cell(row, columns["Ref"]).value)
            if target is not None:
                indicators.cell(row, columns["Target"]).value = target
                indicators.cell(row, columns["Target date"]).value = said["outcomes_until"]
        book.save(file)
        self.run("import", file, "--no-input", today=said["told"])


def shipped(years: Years) -> dict[str, str]:
    """The documents of the three reviews, without the rules that they were frozen with."""
    documents = {}
    with Store.open(years.folder / "assure.db") as store:
        for name, title in zip(YEARS, (MID_YEAR, ANNUAL, NEXT_MID_YEAR), strict=True):
            review = collect(store, find_review(store, title).key, Settings())
            review = review.model_copy(update={"rules": (), "rulebook": None})
            documents[name] = review_document(review)
    return documents


def fill(
    file: Path,
    waiting: dict[str, dict[str, Any]],
    added: dict[str, dict[str, Any]],
    told: dt.date,
) -> bool:
    """Types into one officer's workbook what stands for it in ``waiting`` and ``added``, and takes
    it out of there; False when there is nothing."""
    book = load_workbook(file)
    officer = book["Start here"]["B4"].value
    rows = book["Your actions"]
    columns = headings(rows, 1)
    typed = False
    for number in range(2, rows.max_row + 1):
        row = waiting.pop(str(rows.cell(number, columns["Ref"]).value), None)
        if row is None:
            continue
        typed = True
        for name, value in row.items():
            if name != "ref":
                called = COLUMNS[name]
                heading = next(h for h in columns if h == called or h.startswith(f"{called} Q"))
                cell = rows.cell(number, columns[heading])
                cell.value = f"{value}%" if name == "percent" else value
    task = added.pop(officer, None)
    if task is not None:
        typed = True
        tasks = book["New tasks"]
        columns = headings(tasks, 1)
        tasks.cell(2, columns["New task"]).value = task["action"]
        tasks.cell(2, columns["Finish by"]).value = task["due"]
        tasks.cell(2, columns["Outcome"]).value = task["outcome"]
    if typed:
        book["Start here"]["B5"] = officer
        book["Start here"]["B6"] = told
        book.save(file)
    return typed


def rewrite_plan(actions: Worksheet, monitoring: Worksheet, said: dict[str, Any]) -> None:
    """Types into next year's plan what the partnership agreed: rows changed, taken out, added."""
    head = next(n for n in range(1, 20) if "Ref" in headings(actions, n))
    places = {"plan": (actions, headings(actions, head), head)}
    head = next(n for n in range(1, 20) if "Ref" in headings(monitoring, n))
    places["monitoring"] = (monitoring, headings(monitoring, head), head)

    def row_of(place: str, ref: str) -> int:
        sheet, columns, head = places[place]
        return next(
            number
            for number in range(head + 1, sheet.max_row + 1)
            if str(sheet.cell(number, columns["Ref"]).value) == ref
        )

    for row in said["rows"]:
        for name, value in row.items():
            if name == "ref":
                continue
            heading = PLAN_COLUMNS[name]
            for place, (sheet, columns, _) in places.items():
                if heading in columns:
                    sheet.cell(row_of(place, row["ref"]), columns[heading]).value = value
                    break
            else:
                raise AssertionError(f"no column {heading}")
    for ref in said["removed"]:
        for place, (sheet, _, _) in places.items():
            sheet.delete_rows(row_of(place, ref))
    for row in said["added"]:
        sheet, columns, head = places["plan"]
        number = next(
            n for n in range(head + 1, sheet.max_row + 2)
            if not sheet.cell(n, columns["Ref"]).value
        )  # fmt: skip
        for name, value in row.items():
            sheet.cell(number, columns[PLAN_COLUMNS[name]]).value = value


def headings(sheet: Worksheet, row: int) -> dict[str, int]:
    return {
        str(cell.value).split("\n")[0].strip(): cell.column
        for cell in sheet[row]
        if cell.value is not None
    }
