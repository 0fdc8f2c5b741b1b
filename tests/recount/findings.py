"""Counting findings: by severity, by outcome, by rule. The list is given; the counting is ours."""

from __future__ import annotations

from collections import Counter

from tests.recount.actions import by_reported
from tests.recount.given import JSON, Given, day, is_open


def counted(findings: list[JSON]) -> list[JSON]:
    """Those that count: not set aside, nor of a rule that is only tried out."""
    return [finding for finding in findings if finding["counts"]]


def by_severity(findings: list[JSON]) -> JSON:
    count = Counter(finding["severity"] for finding in findings)
    return {
        "findings": len(findings),
        **{severity: count[severity] for severity in ("high", "medium", "low")},
    }


def set_aside(given: Given, findings: list[JSON]) -> list[bool]:
    """Of each finding, whether the review sets it aside on its day; the later of two counts."""
    until = {one["fingerprint"]: day(one["until"]) for one in given.review.get("set_asides", [])}
    ends = [until.get(finding["fingerprint"]) for finding in findings]
    return [end is not None and given.as_of <= end for end in ends]


def terms(given: Given, findings: list[JSON]) -> list[JSON]:
    """When each finding was set aside and until when, and whether that is over."""
    of = {one["fingerprint"]: one for one in given.review.get("set_asides", [])}
    result: list[JSON] = []
    for finding, now in zip(findings, set_aside(given, findings), strict=True):
        one = of.get(finding["fingerprint"])
        days = {name: day(one[name]) for name in ("at", "until")} if one else None
        which = "set_aside" if now else "set_aside_expired"
        result.append({which: days} if days else {})
    return result


def bearing_on(outcome: str, findings: list[JSON]) -> list[JSON]:
    return [finding for finding in counted(findings) if outcome in finding["outcomes"]]


def outcomes(given: Given, findings: list[JSON]) -> list[JSON]:
    """Of each outcome its actions, its findings, and how many open actions have one."""
    result = []
    for outcome in given.list("outcomes"):
        actions, own = given.serving(outcome["ref"]), bearing_on(outcome["ref"], findings)
        todo = {action["ref"]: action for action in actions if is_open(action)}
        on_them = [f for f in own if f["subject"] == "action" and f["ref"] in todo]
        result.append(
            {
                "ref": outcome["ref"],
                "actions": len(actions),
                "open_actions": len(todo),
                "with_findings": len({f["ref"] for f in on_them}),
                "with_high": len({f["ref"] for f in on_them if f["severity"] == "high"}),
                **by_severity(own),
                "reported": by_reported(todo.values()),
            }
        )
    return result


def by_rule(given: Given, findings: list[JSON]) -> list[JSON]:
    """How often each rule spoke: the most severe first, then the most frequent."""
    count = Counter(finding["code"] for finding in findings)
    severity = {finding["code"]: finding["severity"] for finding in findings}
    marks = zip(findings, set_aside(given, findings), strict=True)
    aside = Counter(finding["code"] for finding, now in marks if now)
    rank = ("high", "medium", "low").index
    order = sorted(count, key=lambda code: (rank(severity[code]), -count[code], code))
    return [{"code": c, "count": count[c], "set_aside": aside[c]} for c in order]
