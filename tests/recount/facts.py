"""The facts that findings rest on, worked out from the review: for each subject, by its key, the
numbers and days, and the words that are made of them. docs/facts.md says what each field means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.recount import actions, answers, indicators, loads, pace, promises, reports
from tests.recount.given import (
    JSON,
    Given,
    day,
    deadline,
    first_day,
    is_late,
    is_open,
    last_day,
    names,
    number,
    percent,
    questions,
    rounded,
    same,
    status,
    still,
    three_figures,
)

Rows = Iterator[tuple[str, JSON]]


NOUNS = ("outcomes", "indicators", "assumptions", "dependencies", "risks", "projects", "partners")


def facts_of(given: Given) -> dict[str, dict[str, JSON]]:
    """The fields by subject and key; a field without a value is None."""
    found = {subject: dict(of(given)) for subject, of in SUBJECTS.items()}
    for subject, key, values in of_questionnaires(given):
        found.setdefault(subject, {})[key] = values
    return found


def since(on: dt.date | None, given: Given) -> int | None:
    """Days from a day that has come to the as-of date."""
    return (given.as_of - on).days if on and on <= given.as_of else None


def listed(words: Sequence[str]) -> str | None:
    """``1.2, 1.7 and 1.8``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) or None


def of_actions(given: Given) -> Rows:
    silent = reports.silences(given)
    for action in given.actions:
        quiet = silent.get(action["key"])
        missed = quiet[0] if quiet else 0
        amber = reports.in_a_row(action, reports.AMBER_OR_WORSE, missed, given)
        red = reports.in_a_row(action, ("red",), missed, given)
        yield (
            action["key"],
            {
                **dates(action, given),
                **pace_of_work(action, given),
                "percent": action.get("percent"),
                "effort_days": number(action.get("effort_days")),
                "owners": len(names(action.get("owner"))),
                "outcomes": len(served(action, given))
                if given.list("outcomes")
                else len(action.get("outcomes", [])),
                "vacant_since": vacant_since(action, given),
                "funded_until": funded_until(action, given),
                "reports_silent": quiet[0] if quiet else None,
                "silence": (quiet[1] or None) if quiet else None,
                "reports_amber": amber[0] if amber else None,
                "amber_since": amber[1] if amber else None,
                "reports_red": red[0] if red else None,
                "red_since": red[1] if red else None,
            },
        )


def served(action: JSON, given: Given) -> list[JSON]:
    """Its outcomes that the plan has."""
    return [one for ref in action.get("outcomes", []) if (one := given.outcome(ref))]


def promised(action: JSON) -> list[dt.date]:
    """Every deadline that settles a day, as imports or columns of revised dates tell them."""
    told = [r["when"] for r in action.get("revisions", []) if r["field"] == "due" and r.get("when")]
    every = told or [action.get("due", {}), *action.get("revised", [])]
    return [on for when in every if (on := last_day(when))]


def dates(action: JSON, given: Given) -> JSON:
    due, days = deadline(action), promised(action)
    left = (due - given.as_of).days if due and is_open(action) else None
    late = -left if left is not None and left < 0 else None
    carried, closed = len(action.get("carried", [])), given.list("closed")
    began = given.period_start
    if 0 < carried <= len(closed):
        began = day(closed[-carried].get("period_start"))
    targets = [last_day(outcome.get("target_date")) for outcome in served(action, given)]
    known = [target for target in targets if target]
    return {
        "due": due,
        "first_due": days[0] if days else None,
        "start": first_day(action.get("start")),
        "start_by": last_day(action.get("start")),
        "plan_start": began,
        "outcome_target": max(known) if known and len(known) == len(targets) else None,
        "days_late": late,
        "late_by": None if late is None else f"{late:,} day{'s' if late != 1 else ''}",
        "days_left": left if left is not None and left >= 0 else None,
        "times_redated": sum(after > before for before, after in pairwise(days)),
    }


def pace_of_work(action: JSON, given: Given) -> JSON:
    """How long it lasts, and how much of that has gone; how far its progress lies behind."""
    start, due = last_day(action.get("start")), deadline(action)
    waits = status(action) == "not_started" and not action.get("percent")
    begun_late = waits and start and start < given.as_of and (not due or given.as_of <= due)
    anew = promised_anew(action)
    start = max(start, anew) if start and anew else start
    span = (due - start).days if start and due and due > start else None
    elapsed = None
    if start and due and span and is_open(action) and start <= given.as_of <= due:
        elapsed = percent((given.as_of - start).days, span)
    done = action.get("percent")
    behind = elapsed - done if elapsed is not None and done is not None else 0
    return {
        "days_not_begun": since(last_day(action.get("start")), given) if begun_late else None,
        "span_days": span,
        "elapsed": elapsed,
        "points_behind": behind if behind > 0 else None,
    }


def promised_anew(action: JSON) -> dt.date | None:
    """The day on which an import put the promise into quite other words: its time is not that of
    the promise before."""
    titles = [r for r in action.get("revisions", []) if r["field"] == "title"]
    days = [
        on
        for was, now in pairwise(titles)
        if (on := day(now.get("at"))) and in_common(was["text"], now["text"]) < Fraction(3, 4)
    ]
    return max(days, default=None)


def in_common(one: str, other: str) -> Fraction:
    """The share of the words of the shorter wording that stand in the other too."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return Fraction(len(words & others), min(len(words), len(others)) or 1)


def vacant_since(action: JSON, given: Given) -> dt.date | None:
    for line in given.list("capacity"):
        own = names(action.get("owner"))
        if line.get("vacant") and len(own) == 1 and same(own[0]) == same(line["name"]):
            from_day = first_day(line.get("vacant_since"))
            if from_day is None or from_day <= given.as_of:
                return last_day(line.get("vacant_since"))
    return None


def funded_until(action: JSON, given: Given) -> dt.date | None:
    """The last end among its lines of money."""
    ends = [
        end
        for line in given.list("resources")
        if action["ref"] in line.get("actions", [])
        and ("money" in line.get("kind", "").casefold() or line.get("amount", {}).get("pounds"))
        and (end := last_day(line.get("funded_until")))
    ]
    return max(ends, default=None)


def of_gone_actions(given: Given) -> Rows:
    for gone in given.list("gone"):
        yield (
            gone["action"]["key"],
            {
                "due": deadline(gone["action"]),
                "last_seen": day(gone["last_seen"]),
                "gone_since": day(gone["gone_since"]),
            },
        )


def of_dependencies(given: Given) -> Rows:
    for line in given.list("dependencies"):
        waiting, needed = given.action(line["action"]), given.action(line.get("on"))
        if waiting:
            until = deadline(needed) if needed else None
            yield line["key"], {"due": deadline(waiting), "needed_due": until}


def of_owners(given: Given) -> Rows:
    whole = len(still(given.actions))
    for load in loads.loads(given):
        worst, agreed = load.worst(), load.agreed
        values: JSON = {
            "open_actions": len(load.actions),
            "share": percent(len(load.actions), whole) if whole else None,
            "agreed": agreed,
        }
        if worst:
            days = load.days(worst)
            over = [
                quarter
                for quarter in load.asked
                if agreed is not None and load.days(quarter) > agreed
            ]
            values |= {
                "quarter": worst.label,
                "days": days,
                "actions": listed(list(load.asked[worst])),
                "over": max(days - agreed, Fraction(0)) if agreed is not None else None,
                "quarters_over": len(over) if agreed is not None else None,
                "percent": percent(days, agreed) if agreed else None,
            }
        yield same(load.name), values


def of_outcomes(given: Given) -> Rows:
    for outcome in given.list("outcomes"):
        serve = given.serving(outcome["ref"])
        measure = [i for i in given.list("indicators") if i.get("outcome") == outcome["ref"]]
        yield (
            outcome["key"],
            {
                "actions": sum(status(action) != "cancelled" for action in serve),
                "open_actions": len(still(serve)),
                "indicators": len(measure),
            },
        )


def of_indicators(given: Given) -> Rows:
    for indicator in given.list("indicators"):
        moved = indicators.Movement(indicator, given.as_of)
        path, needed, best = moved.path_now, moved.needed, moved.best
        off = None
        if path and moved.now:
            off = percent(max((path - moved.now.value) * moved.way, Fraction(0)), abs(path))
        yield (
            indicator["key"],
            {
                "points": len(moved.history),
                "path_points": len(moved.path),
                "now": moved.now.value if moved.now else None,
                "measured": moved.now.day if moved.now else None,
                "baseline": number(indicator.get("baseline")),
                "target": moved.target,
                "target_date": moved.target_day,
                "path_now": indicators.decimals(path, moved.path),
                "off_path": off,
                "worsening": moved.worsening if moved.now else None,
                "needed": figures(needed),
                "recent": figures(moved.recent),
                "best": figures(best),
                "needed_of_best": percent(needed, best)
                if needed is not None and needed > 0 and best is not None and best > 0
                else None,
                "days_overdue": pace.days_overdue(indicator, given),
            },
        )


def figures(value: Fraction | None) -> Fraction | None:
    """As a pace is read, and to four decimals at most."""
    return None if value is None else rounded(three_figures(value), 4)


def of_risks(given: Given) -> Rows:
    for risk in given.list("risks"):
        likely, hard, said = risk.get("likelihood"), risk.get("impact"), risk.get("score")
        makes = likely * hard if likely and hard else None
        score = makes if said is None else said
        treat = [a for ref in risk.get("actions", []) if (a := given.action(ref))]
        treat = [action for action in treat if status(action) != "cancelled"]
        late = [action["ref"] for action in treat if is_late(action, given.as_of)]
        looked, newest = last_day(risk.get("last_reviewed")), register_reviewed(given)
        yield (
            risk["key"],
            {
                "likelihood": likely,
                "impact": hard,
                "score_given": said,
                "score_computed": makes,
                "score": score,
                **({"rated": f"scored {score}"} if score is not None else {}),
                "last_reviewed": looked,
                "days_since_review": since(looked, given),
                "days_behind_register": (newest - looked).days
                if newest and looked and looked <= given.as_of and risk in open_risks(given)
                else None,
                "late_actions": len(late),
                "late_refs": listed(late),
            },
        )


def open_risks(given: Given) -> list[JSON]:
    over = ("closed", "removed", "retired", "ended", "occurred")
    risks = given.list("risks")
    return [r for r in risks if not r.get("status", "").strip().casefold().startswith(over)]


def register_reviewed(given: Given) -> dt.date | None:
    """The newest day on which any open risk was looked at."""
    days = [last_day(risk.get("last_reviewed")) for risk in open_risks(given)]
    return max((on for on in days if on and on <= given.as_of), default=None)


def of_projects(given: Given) -> Rows:
    projects = {project["ref"]: project for project in given.list("projects")}
    for project in projects.values():
        end, left = last_day(project.get("end")), None
        if end and is_open(project):
            left = (end - given.as_of).days
        needed = [projects[ref] for ref in project.get("depends_on", []) if ref in projects]
        waits = [one for one in needed if is_open(one)]
        ends = [(until, one["ref"]) for one in waits if (until := last_day(one.get("end")))]
        late = [ref for until, ref in ends if until < given.as_of]
        own = [a for ref in project.get("actions", []) if (a := given.action(ref))]
        due = [(on, action["ref"]) for action in still(own) if (on := deadline(action))]
        last, last_due = _latest(ends), _latest(due)
        yield (
            project["key"],
            {
                "end": end,
                "days_left": left if left is not None and left >= 0 else None,
                "days_late": -left if left is not None and left < 0 else None,
                "needs": len(needed),
                "needs_late": len(late),
                "needs_late_named": listed(late),
                "needed_end": last[0] if last else None,
                "needed_last": last[1] if last else None,
                "actions": len(own),
                "open_actions": len(still(own)),
                "late_actions": sum(is_late(action, given.as_of) for action in own),
                "last_action_due": last_due[0] if last_due else None,
                "last_action": last_due[1] if last_due else None,
            },
        )


def _latest(dated: list[tuple[dt.date, str]]) -> tuple[dt.date, str] | None:
    """The last of them, the first of equals."""
    return max(dated, key=lambda pair: pair[0], default=None)


def of_resources(given: Given) -> Rows:
    for line in given.list("resources"):
        by = last_day(line.get("by"))
        own = [action for ref in line.get("actions", []) if (action := given.action(ref))]
        late = since(by, given) if by and by < given.as_of and not line.get("confirmed") else None
        refs = line.get("actions", [])
        words = f"action{'s' if len(refs) != 1 else ''} {listed(refs)}"
        yield (
            line["key"],
            {
                "by": by,
                "funded_until": last_day(line.get("funded_until")),
                "days_late": late,
                "due": max((due for a in still(own) if (due := deadline(a))), default=None),
                "actions": words if refs else "the plan",
            },
        )


def of_partners(given: Given) -> Rows:
    """Which owner cells name a partner: by its name, as it is written."""
    for partner in given.list("partners"):
        known = {same(partner["name"]), same(partner["ref"])}
        leads = [a for a in given.actions if known & set(map(same, names(a.get("owner"))))]
        todo = [action["ref"] for action in still(leads)]
        values = {"leads": len(leads), "open_leads": len(todo), "led": listed(todo)}
        yield partner["key"], values


def of_plan(given: Given) -> Rows:
    counts, (busy, count) = actions.totals(given), actions.busiest(given)
    newest = register_reviewed(given)
    yield (
        given.plan["key"],
        {
            "actions": counts["actions"],
            "open_actions": counts["open_actions"],
            **{noun: len(given.list(noun)) for noun in NOUNS},
            "dated": counts["dated"],
            "busiest_day": busy,
            "busiest_count": count,
            "busiest_share": percent(count, counts["dated"]),
            "open_risks": len(open_risks(given)),
            "risks_reviewed": newest,
            "days_since_risk_review": since(newest, given),
        },
    )


def of_promises(given: Given) -> Rows:
    for promise in promises.whole(given):
        days = promises.days_named(promise)
        yield (
            promise["key"],
            {
                "by": days[0],
                "due": days[-1],
                "days_late": promises.days_late(promise, given.as_of),
                "times_redated": len(days) - 1,
            },
        )


def of_progress_answers(given: Given) -> Rows:
    kinds = {q["key"]: q["kind"] for q in questions(given.questionnaire(answers.PROGRESS))}
    for key, answer in answers.counting(given, answers.PROGRESS).items():
        if kinds.get(key) == "scale":
            yield f"{answers.PROGRESS}.{key}", {"score": answers.score(answer)}


def of_areas(given: Given) -> Rows:
    for area in answers.areas(given):
        yield area["key"], {name: value for name, value in area.items() if name != "key"}


def of_swot(given: Given) -> Rows:
    for entry in answers.swot(given):
        text = str(entry["text"]).strip().casefold()
        values = {name: entry[name] for name in ("impact", "certainty")}
        yield f"{entry['box']}.{text}", values


def of_factors(given: Given) -> Rows:
    said = answers.counting(given, "pestelo")
    for letter in answers.LETTERS:
        for row in answers.entries(said.get(letter)):
            key = f"{letter}.{str(row.get('text') or '').strip().casefold()}"
            yield key, {"effect": answers.whole(row.get("effect"))}


def of_letters(given: Given) -> Rows:
    said = answers.counting(given, "pestelo")
    for letter in answers.LETTERS if said else ():
        yield letter, {"entries": len(answers.entries(said.get(letter)))}


def of_evidence(given: Given) -> Rows:
    for one in given.review.get("questionnaires", []):
        yield one["key"], answers.evidence(given, one["key"])


def of_respondents(given: Given) -> Rows:
    for one in answers.answering(given):
        given_to = one["answered"] + one["unknown"] + one["not_applicable"]
        yield (
            one["questionnaire"],
            {
                "respondents": len(one["respondents"]),
                "shared": one["shared"],
                "differing": one["differing"],
                "moderated": one["moderated"],
                "not_moderated": one["not_moderated"],
                "answers": given_to,
                "unknown": one["unknown"],
                "unknown_share": percent(one["unknown"], given_to),
                "not_applicable": one["not_applicable"],
                "not_applicable_share": percent(one["not_applicable"], given_to),
            },
        )


def of_disagreements(given: Given) -> Rows:
    """Each question that several answered, and how far they stand apart."""
    for one in given.review.get("questionnaires", []):
        for key, heard in answers.heard(given, one["key"]).items():
            said = [a.get("value") for a in heard.separate if answers.state(a) == "answered"]
            tiers = [answers.TIERS.index(value) for value in said if value in answers.TIERS]
            points = [Fraction(value) for value in said if answers.whole(value) is not None]
            yield (
                f"{one['key']}.{key}",
                {
                    "respondents": len(heard.separate),
                    **answers.states(heard.separate),
                    "points": max(points) - min(points) if points else None,
                    "tiers": max(tiers) - min(tiers) if tiers else None,
                },
            )


def of_questionnaires(given: Given) -> Iterator[tuple[str, str, JSON]]:
    """What each questionnaire was answered with: numbers, how many were chosen, lines of lists."""
    for one in given.review.get("questionnaires", []):
        subject, said = one["key"].replace("-", "_"), answers.counting(given, one["key"])
        values: JSON = {}
        for question in questions(one):
            answer, key = said.get(question["key"]), question["key"]
            if answer is None or answers.state(answer) != "answered":
                continue
            if question["kind"] in ("scale", "number", "money"):
                values[key] = number(answer.get("value"))
            elif question["kind"] == "choices":
                values[key] = len(answer["value"])
            elif question["kind"] == "entries":
                rows = answers.entries(answer)
                values[key] = len(rows)
                for place, row in enumerate(rows, 1):
                    line = {name: read(row.get(name), field) for name, field in _numbers(question)}
                    about = f"{one['key']} {key} {place}"
                    yield f"{subject}_{key.replace('-', '_')}", about, line
        if said:
            yield subject, one["key"], values


def _numbers(question: JSON) -> list[tuple[str, JSON]]:
    """The fields of an entry that hold a number or a day."""
    kinds = ("scale", "number", "money", "date")
    return [(field["key"], field) for field in question.get("fields", []) if field["kind"] in kinds]


def read(value: Any, field: JSON) -> Any:
    return day(value) if field["kind"] == "date" else number(value)


SUBJECTS: dict[str, Callable[[Given], Rows]] = {
    "action": of_actions,
    "gone_action": of_gone_actions,
    "dependency": of_dependencies,
    "owner": of_owners,
    "outcome": of_outcomes,
    "indicator": of_indicators,
    "risk": of_risks,
    "project": of_projects,
    "resource": of_resources,
    "partner": of_partners,
    "plan": of_plan,
    "promise": of_promises,
    "answer": of_progress_answers,
    "area": of_areas,
    "swot_entry": of_swot,
    "pestelo_factor": of_factors,
    "pestelo_letter": of_letters,
    "evidence": of_evidence,
    "respondents": of_respondents,
    "disagreement": of_disagreements,
}
