"""The facts that findings rest on, worked out from the review: for each subject, by its key, the
numbers and days, and the words that are made of them. docs/facts.md says what each field means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

from tests.recount import actions, indicators, loads, pace, promises
from tests.recount.facts_of_actions import Rows, listed, of_actions, since
from tests.recount.facts_of_answers import (
    of_areas,
    of_disagreements,
    of_evidence,
    of_factors,
    of_letters,
    of_progress_answers,
    of_questionnaires,
    of_respondents,
    of_swot,
)
from tests.recount.given import (
    JSON,
    Given,
    day,
    deadline,
    is_late,
    is_open,
    last_day,
    names,
    number,
    percent,
    places_of,
    rounded,
    same,
    status,
    still,
    three_figures,
)

NOUNS = ("outcomes", "indicators", "assumptions", "dependencies", "risks", "projects", "partners")


def facts_of(given: Given) -> dict[str, dict[str, JSON]]:
    """The fields by subject and key; a field without a value is None."""
    found = {subject: dict(of(given)) for subject, of in SUBJECTS.items()}
    for subject, key, values in of_questionnaires(given):
        found.setdefault(subject, {})[key] = values
    return found


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
        aimed = places_of(indicator.get("target") or 0) if indicators.meant(moved.target) else 0
        off = None
        if path and moved.now:
            off = percent(max((path - moved.now.value) * moved.way, Fraction(0)), abs(path))
        yield (
            indicator["key"],
            {
                "unit": indicator.get("unit") or None,
                "decimals": min(2, max([0, *(at.places for at in moved.history), aimed])),
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
