"""Judge every plan in a folder and write what was read and found, row by row, so that a reader's
labels can be compared with it.

PLANS holds plans (.xlsx, .csv, .docx and so on), each with a file of the same name that ends in
.plan.json and gives title, period_start, period_end and as_of (days as 2026-10-31) and, where it is
not April to March, financial_year. PREDICTIONS.json gets, by file, a list of rows with row,
owner_kind, accountable, due_kind, due_date, status and flags. bench/judge/labels.yaml says which
findings and values stand for which label.

A plan that cannot be read is told in one sentence and gets no rows; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assure.intake import Said, read_plan
from assure.model.actions import Action
from assure.model.assessment import Assessment
from assure.model.errors import AssureError
from assure.model.plan import Plan
from assure.model.values import CLOSED, Status
from assure.service.judge import judge, review_of
from assure.shelf.settings import Settings
from assure.shelf.writing import write
from assure.words.calendar import MONTHS
from assure.words.text import plain, plural

LABELS = Path(__file__).resolve().with_name("labels.yaml")
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".docx")


class RefusedError(Exception):
    """What cannot be done, in one sentence."""


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="script/judge",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("plans", type=Path, metavar="PLANS", help="a folder of plans")
    asked.add_argument("predictions", type=Path, metavar="PREDICTIONS.json", help="what to write")
    args = asked.parse_args()
    try:
        plans = plans_in(args.plans)
        refuse_unwritable(args.predictions)
    except RefusedError as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    labels = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    predictions: dict[str, list[dict[str, Any]]] = {}
    unread = 0
    for path in plans:
        try:
            predictions[path.name] = rows_of(path, labels)
        except (AssureError, RefusedError) as refused:
            unread += 1
            sys.stderr.write(f"{refused}\n")
    written = json.dumps(predictions, indent=1, ensure_ascii=False) + "\n"
    try:
        write(args.predictions, written.encode("utf-8"))
    except AssureError as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    rows = sum(len(found) for found in predictions.values())
    told = f"{plural(rows, 'row')} of {plural(len(predictions), 'plan')}"
    sys.stderr.write(f"Wrote {told} to {args.predictions}.\n")
    return 1 if unread else 0


def plans_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise RefusedError(f"{folder} is no folder; give the folder that holds the plans.")
    plans = sorted(p for p in folder.iterdir() if p.suffix.casefold() in ENDINGS and is_plan(p))
    if not plans:
        raise RefusedError(f"{folder} holds no plan; put plans into it ({', '.join(ENDINGS)}).")
    return plans


def is_plan(path: Path) -> bool:
    """Labels lie beside the plans; so may what an office program leaves while a file is open."""
    return not path.name.startswith(("~$", ".")) and not path.stem.endswith(".expected")


def refuse_unwritable(target: Path) -> None:
    """Before any plan is judged: what is to be written can be."""
    if target.is_dir():
        raise RefusedError(f"{target} is a folder; name the file to write.")
    if not target.parent.is_dir():
        raise RefusedError(f"{target.parent} is no folder; make it, or write somewhere else.")
    if not os.access(target.parent, os.W_OK):
        raise RefusedError(f"{target.parent} cannot be written to; write somewhere else.")


# --- One plan ---------------------------------------------------------------------------


def rows_of(path: Path, labels: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The labelled values of each row with an action, in the order of the file."""
    said, as_of = told_of(path)
    plan = read_plan(path, said)
    flags = flags_of(plan, as_of, labels)
    rows: dict[int, dict[str, Any]] = {}
    for action in plan.actions:
        found = {
            "row": row_of(action),
            "owner_kind": action.owner.kind.value,
            "accountable": "yes" if action.owner.accountable else "no",
            "due_kind": action.due.kind.value,
            "due_date": action.due.latest.isoformat() if action.due.latest else "",
            "status": status_label(action, labels["status"]),
            "flags": sorted(flags.get(action.key, ())),
        }
        # A row that holds several steps is one promise to its reader: the first step speaks for it.
        row = rows.setdefault(found["row"], found)
        row["flags"] = sorted({*row["flags"], *found["flags"]})
    return [rows[number] for number in sorted(rows)]


def told_of(path: Path) -> tuple[Said, dt.date]:
    """What the file beside a plan says of it, and the day on which it is judged."""
    beside = path.with_suffix(".plan.json")
    try:
        told = json.loads(beside.read_text(encoding="utf-8-sig"))
        as_of = dt.date.fromisoformat(str(told["as_of"]))
        period = None
        if told.get("period_start") and told.get("period_end"):
            start, end = told["period_start"], told["period_end"]
            period = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except OSError:
        raise RefusedError(
            f"{path.name}: {beside.name} is not beside it; it gives as_of."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedError(
            f"{beside.name} cannot be used ({error}); write as_of, period_start and period_end "
            "in it, each as 2026-10-31."
        ) from None
    return Said(period=period, title=told.get("title"), year_starts=first_month(told)), as_of


def first_month(told: Mapping[str, Any]) -> int | None:
    """4 from "April-March"; None when nothing is said."""
    word = re.match(r"[a-z]+", str(told.get("financial_year") or "").casefold())
    return MONTHS.get(word.group()) if word else None


def row_of(action: Action) -> int:
    """The row an action stands in: the last of its cells, as a merged one begins further up."""
    title = action.seen["title"]
    cells = [
        seen.cell
        for name, seen in action.seen.items()
        if (seen.file, seen.sheet) == (title.file, title.sheet)
        and not (name == "owner" and action.owner.inherited)  # it may stand below all actions
    ]
    numbers = [int(n.group()) for cell in cells if cell and (n := re.search(r"\d+$", cell))]
    return max(numbers)


def status_label(action: Action, table: list[dict[str, Any]]) -> str:
    words = plain(action.status_text)
    for line in table:
        fits = {
            "status": lambda wanted: action.status in wanted,
            "rag": lambda wanted: action.rag in wanted,
            "begins": lambda wanted: words.startswith(tuple(wanted)),
        }
        if all(fits[name](wanted) for name, wanted in line.items() if name != "label"):
            return str(line["label"])
    return "unknown"


# --- Findings → flags -------------------------------------------------------------------


def flags_of(plan: Plan, as_of: dt.date, labels: Mapping[str, Any]) -> dict[str, set[str]]:
    """The flags of each action by its key."""
    as_if_open = set(labels["as_if_open"])
    flags: dict[str, set[str]] = {}
    for which, judged in ((False, plan), (True, reopened(plan))):
        assessment = judge(review_of(judged, as_of, Settings()))
        for key, flag in raised(judged, assessment, labels):
            if (flag in as_if_open) is which:
                flags.setdefault(key, set()).add(flag)
    return flags


def reopened(plan: Plan) -> Plan:
    """The plan with nothing reported as finished."""
    return plan.model_copy(
        update={
            "actions": tuple(
                action.model_copy(update={"status": Status.IN_PROGRESS})
                if action.status in CLOSED
                else action
                for action in plan.actions
            )
        }
    )


def raised(
    plan: Plan, assessment: Assessment, labels: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Pairs of an action's key and a flag."""
    by_code: dict[str, list[str]] = {}
    for flag, codes in labels["flags"].items():
        for code in codes:
            by_code.setdefault(code, []).append(flag)
    keys = {action.ref: action.key for action in plan.actions}
    for finding in assessment.findings:
        if finding.subject == "action":
            for flag in by_code.get(finding.code, ()):
                yield keys[finding.ref], flag
    plan_wide = {finding.code for finding in assessment.findings if finding.subject == "plan"}
    for flag, spread in labels["plan_flags"].items():
        if not plan_wide.isdisjoint(spread["rules"]):
            for action in plan.actions:
                values = {"owner_kind": action.owner.kind, "due_kind": action.due.kind}
                if all(values[name] in wanted for name, wanted in spread["where"].items()):
                    yield action.key, flag


if __name__ == "__main__":
    sys.exit(main())
