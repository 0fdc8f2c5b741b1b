"""A questionnaire as a sheet for a workshop, as PDF or as a Word document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from assure import shelf
from assure.conditions.language import fields_of
from assure.interview.asking import OF_FINDINGS, OF_PLAN, asked_when, is_asked, told
from assure.model.plan import Plan
from assure.model.questionnaire import Questionnaire
from assure.model.review import SetAside
from assure.report.workshop import Sheet, sheet_html
from assure.report.workshop_blocks import Given, arrange
from assure.service.database import where
from assure.service.exchange import plan_meant
from assure.service.known import known
from assure.service.rulebook import load
from assure.service.set_aside import kept_for
from assure.shelf.settings import Settings
from assure.shelf.writing import check_ending, check_free, write

if TYPE_CHECKING:
    from assure.intake import Said

PDF, WORD = ".pdf", ".docx"


def plan_and_asides(
    reference: str, database: str | None, said: Said, settings: Settings
) -> tuple[Plan, tuple[SetAside, ...]]:
    """The plan in the file of this name or with this key, and what is set aside in it.

    Raises StoreError, and what reading a plan raises.
    """
    plan = plan_meant(reference, database, said, settings)
    return plan, kept_for(plan.key, where(database, settings))


def write_sheet(
    asked: Questionnaire,
    path: Path,
    day: dt.date,
    settings: Settings,
    *,
    plan: Plan | None = None,
    set_asides: tuple[SetAside, ...] = (),
    replace: bool = False,
) -> None:
    """The sheet to ``path`` by its ending, whole or not at all.

    With a ``plan``, judged as of ``day`` less its ``set_asides``, it shows what the plan tells and
    leaves out what the plan does not raise. Raises AssureError.
    """
    ending = check_ending(path, (PDF, WORD))
    check_free(path, replace)
    sheet = workshop_sheet(asked, day, settings, plan, set_asides)
    if ending == WORD:
        from assure.report.workshop_docx import sheet_docx

        write(path, sheet_docx(sheet, day))
        return
    from assure.report.press import printed
    from assure.service.look import limits_of

    html = sheet_html(sheet, shelf.templates(), day)
    limits = limits_of(settings)
    write(path, printed(html, limits, otherwise="name a file that ends in .docx"))


def workshop_sheet(
    asked: Questionnaire,
    day: dt.date,
    settings: Settings,
    plan: Plan | None = None,
    set_asides: tuple[SetAside, ...] = (),
) -> Sheet:
    """What stands on the sheet. Raises QuestionnaireError, RulebookError or EngineError."""
    conditions = {q.key: when for q in asked.questions() if (when := asked_when(q, asked))}
    if plan is None:
        looked_at = {name for when in conditions.values() for name in fields_of(when)}
        return arrange(
            asked, Given(conditions=conditions, rule_names=_rule_names(looked_at, settings))
        )
    tells = known(plan, [asked], day, settings, set_asides)
    settled = {
        key
        for key, when in conditions.items()
        if all(name.startswith((OF_PLAN, OF_FINDINGS)) for name in fields_of(when))
    }
    open_ = {key: when for key, when in conditions.items() if key not in settled}
    looked_at = {name for when in open_.values() for name in fields_of(when)}
    return arrange(
        asked,
        Given(
            plan=plan.title,
            told={q.key: told(q, asked, {}, tells.facts) for q in asked.questions()},
            conditions=open_,
            left_out=frozenset(
                q.key
                for q in asked.questions()
                if q.key in settled and not is_asked(q, asked, {}, tells.facts)
            ),
            rule_names=_rule_names(looked_at, settings),
            refs=tells.refs,
        ),
    )


def _rule_names(looked_at: set[str], settings: Settings) -> dict[str, str]:
    """By code, if any finding is looked at: reading the rules takes its time."""
    if not any(name.startswith(OF_FINDINGS) for name in looked_at):
        return {}
    return {rule.code: rule.name for rule in load(settings).finding_rules}
