"""An assessment as a mid-year review of three outcomes would bring it. Nobody in it exists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from assure.model.assessment import (
    ActionLine,
    Assessment,
    Decision,
    RuleFired,
    Source,
    ThresholdUsed,
)
from assure.model.base import AnswerSeen, Seen
from assure.model.findings import Confidence, Finding, Ground, Severity
from assure.model.measures import (
    AreaScore,
    Bunching,
    Count,
    DatedValue,
    Factor,
    Load,
    Measures,
    MonthDue,
    OutcomeMeasures,
    QuarterLoad,
    QuarterTotal,
    SwotEntry,
    TowsMove,
    Trajectory,
)
from assure.model.outcomes import GoodIs
from assure.model.plan import Plan
from assure.model.ratings import Judgement, Rating, RatingLevel, RatingReason
from assure.model.review import Review, ReviewKind, RulebookIdentity, SetAside
from assure.model.values import Rag, Status

AS_OF = dt.date(2026, 10, 31)
RULEBOOK = RulebookIdentity(version="0.1.0", digest="5f" * 32)
HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW

# code, name, severity, what it looks for, why, advice
RULES = {
    "OWN-01": (
        "no-owner",
        HIGH,
        "The owner cell is blank",
        "Work that is nobody’s job in particular is the first to slip.",
        "Name one post and agree it with the holder.",
    ),
    "OWN-03": (
        "owned-by-a-group",
        HIGH,
        "A group, board or “all partners” owns the action",
        "A group cannot be asked in the corridor how it is going.",
        "Choose one accountable post and keep the group as support.",
    ),
    "TIM-08": (
        "more-than-a-month-late",
        HIGH,
        "More than one month past its date",
        "Later actions wait for it.",
        "Agree a recovery date this month, with its reason.",
    ),
    "RES-08": (
        "post-overbooked",
        HIGH,
        "Days wanted are over the days agreed in a quarter",
        "What does not fit in the diary is not done.",
        "Move work to a later quarter or agree more days.",
    ),
    "TIM-17": (
        "pace-not-credible",
        HIGH,
        "Less than half the time that a like case took",
        "A date that nobody believes takes the pressure off the others.",
        "Plan from what the first one took.",
    ),
    "STA-03": (
        "green-but-overdue",
        HIGH,
        "Reported green after its due date",
        "A board that reads green does not ask.",
        "Report what stands, and the new date.",
    ),
    "GOV-03": (
        "risk-register-not-reviewed",
        HIGH,
        "No review of the risk register in a quarter",
        "Risks that nobody looks at are met as surprises.",
        "Put the register on every other agenda.",
    ),
    "ACT-01": (
        "vague-verb",
        MEDIUM,
        "Begins with continue, support, promote and the like",
        "Nobody can say when it is finished.",
        "Say what will exist at the end.",
    ),
    "TIM-02": (
        "open-ended-date",
        MEDIUM,
        "“Ongoing”, continuous or rolling",
        "Without an end there is nothing to be late for.",
        "Set a date to decide whether to go on.",
    ),
    "RES-03": (
        "money-in-doubt",
        MEDIUM,
        "“Bid”, “subject to” or “to be confirmed”",
        "Work planned on hoped-for money stops when the hope does.",
        "Say what happens if the money does not come.",
    ),
    "TIM-13": (
        "dates-bunched",
        MEDIUM,
        "40% or more of open actions due on one day",
        "One day cannot hold them all, and the board cannot check them all.",
        "Ask each owner for the true date.",
    ),
    "ACT-12": (
        "no-milestone",
        LOW,
        "Longer than six months without a milestone",
        "Trouble shows only at the end.",
        "Add one step that can be checked in the year.",
    ),
}


def seen(cell: str, text: str, sheet: str = "Project plan") -> Seen:
    return Seen(file="anycity.xlsx", sheet=sheet, cell=cell, text=text)


def finding(
    code: str,
    ref: str,
    sentence: str,
    challenge: str,
    *places: Seen | AnswerSeen,
    outcomes: tuple[str, ...] | None = None,
    subject: str = "action",
) -> Finding:
    name, severity, _, why, advice = RULES[code]
    return Finding(
        code=code,
        name=name,
        family="example",
        subject=subject,
        ref=ref,
        title="",
        outcomes=(ref.split(".")[0],) if outcomes is None else outcomes,
        severity=severity,
        confidence=Confidence.HIGH,
        sentence=sentence,
        why=why,
        advice=advice,
        challenge=challenge,
        grounds=tuple(
            Ground(field="field", label="As written", value=p.text, seen=(p,)) for p in places
        ),
        sources=("judgement",),
        fingerprint=f"{code}:{ref}",
    )


def findings() -> tuple[Finding, ...]:
    return (
        finding(
            "TIM-08",
            "1.3",
            "Action 1.3 is 92 days late.",
            "What is 1.3 waiting for, and who can move it?",
            seen("F7", "end July 2026"),
            seen("G7", "Delayed"),
        ),
        finding(
            "TIM-17",
            "1.2",
            "Action 1.2 has 5 months left; the first centre took 14.",
            "What is different this time, and what opens in March?",
            seen("F6", "31/03/2027"),
        ),
        finding(
            "OWN-03",
            "1.4",
            "Action 1.4 belongs to a group.",
            "Who will answer to this board for 1.4 in three months?",
            seen("E8", "Skills Board"),
        ),
        finding(
            "RES-08",
            "Head of Employment and Skills",
            "Head of Employment and Skills: 54 days wanted in Jan to Mar 2027, 24 agreed.",
            "Which of the three stops first?",
            seen("D4", "24", "Capacity"),
            outcomes=("1",),
            subject="owner_quarter",
        ),
        finding(
            "OWN-03",
            "2.7",
            "Action 2.7 belongs to a group.",
            "Who will answer to this board for 2.7 in three months?",
            seen("E21", "All partners"),
        ),
        finding(
            "STA-03",
            "2.2",
            "Action 2.2 is 123 days late and reported green.",
            "What would make you report it red?",
            seen("F16", "June 2026"),
            seen("H16", "Green"),
        ),
        finding(
            "TIM-08",
            "2.2",
            "Action 2.2 is 123 days late.",
            "What is 2.2 waiting for, and who can move it?",
            seen("F16", "June 2026"),
        ),
        finding(
            "OWN-01",
            "2.3",
            "Action 2.3 has no owner.",
            "Who will answer to this board for 2.3 in three months?",
            seen("E17", ""),
        ),
        finding(
            "GOV-03",
            "F1",
            "The joint risk register was last reviewed in March.",
            "Which risk grew while nobody looked?",
            AnswerSeen(questionnaire="progress-assurance", question="F1", text="Partly"),
            outcomes=(),
            subject="answer",
        ),
        finding(
            "RES-03",
            "1.5",
            "The money for 1.5 is not certain.",
            "What happens to 1.5 without it?",
            seen("K9", "bid to be made"),
        ),
        finding(
            "ACT-01",
            "1.6",
            "Action 1.6 begins with “Continue”.",
            "How will we know that 1.6 is done?",
            seen("C10", "Continue to promote …"),
        ),
        finding(
            "TIM-02",
            "1.6",
            "Action 1.6 is “Ongoing”.",
            "When does the board decide whether 1.6 goes on?",
            seen("F10", "Ongoing"),
        ),
        finding(
            "RES-03",
            "2.4",
            "The money for 2.4 is not certain.",
            "What happens to 2.4 without it?",
            seen("K18", "subject to settlement"),
        ),
        finding(
            "TIM-13",
            "plan",
            "6 of 12 open actions are due on 31 March 2027.",
            "Which of them will really be done that day?",
            seen("F6", "31/03/2027"),
            outcomes=(),
            subject="plan",
        ),
        finding(
            "ACT-12",
            "3.3",
            "Action 3.3 runs for 17 months without a milestone.",
            "What will be visible by the summer?",
            seen("C26", "Agree a workforce plan"),
        ),
    )


def line(
    ref: str,
    title: str,
    owner: str,
    due_text: str,
    due: dt.date | None,
    status: Status,
    rag: Rag | None,
    *codes: str,
    owner_note: str = "",
    due_note: str = "",
    late: int | None = None,
) -> ActionLine:
    return ActionLine(
        ref=ref, title=title, outcomes=(ref.split(".")[0],), owner_text=owner,
        owner_note=owner_note, due_text=due_text, due=due, due_note=due_note, days_late=late,
        status=status, rag=rag, codes=codes,
    )  # fmt: skip


def lines() -> tuple[ActionLine, ...]:
    march, going, green, amber = (
        dt.date(2027, 3, 31), Status.IN_PROGRESS, Rag.GREEN, Rag.AMBER,
    )  # fmt: skip
    manager, safety, early = (
        "14–19 Partnership Manager",
        "Community Safety Manager",
        "Early Years Lead",
    )
    return (
        line(
            "1.1",
            "Publish each month the 16 and 17 year olds whose destination is not known",
            manager,
            "April 2026",
            dt.date(2026, 4, 30),
            Status.COMPLETED,
            green,
            due_note="month end",
        ),
        line(
            "1.2",
            "Open a second learning centre for 40 young people a year",
            manager,
            "31/03/2027",
            march,
            going,
            amber,
            "TIM-17",
        ),
        line(
            "1.3",
            "Agree one risk-of-leaving score with all nine secondary schools",
            "Data and Insight Lead",
            "end July 2026",
            dt.date(2026, 7, 31),
            Status.DELAYED,
            amber,
            "TIM-08",
            late=92,
        ),
        line(
            "1.4",
            "Create 120 supported internships with local employers",
            "Skills Board",
            "31/03/2027",
            march,
            going,
            green,
            "OWN-03",
            owner_note="a group, not a post",
        ),
        line(
            "1.5",
            "Extend the travel bursary to 300 learners",
            "Head of Employment and Skills",
            "26/27",
            march,
            going,
            green,
            "RES-03",
            due_note="financial year",
        ),
        line(
            "1.6",
            "Continue to promote apprenticeships to school leavers",
            "Head of Employment and Skills",
            "Ongoing",
            None,
            going,
            green,
            "ACT-01",
            "TIM-02",
        ),
        line(
            "2.1",
            "Staff the safe-space bus on Friday and Saturday nights",
            safety,
            "31/03/2027",
            march,
            going,
            green,
        ),
        line(
            "2.2",
            "Put a public-space protection order in place for Market Street",
            safety,
            "June 2026",
            dt.date(2026, 6, 30),
            going,
            green,
            "STA-03",
            "TIM-08",
            late=123,
        ),
        line(
            "2.3",
            "Renew the night-time economy strategy",
            "",
            "31/03/2027",
            march,
            Status.NOT_STARTED,
            None,
            "OWN-01",
        ),
        line(
            "2.4",
            "Renew lighting and cameras at six hotspots",
            safety,
            "31/03/2027",
            march,
            going,
            Rag.RED,
            "RES-03",
        ),
        line(
            "2.7",
            "Support victims better",
            "All partners",
            "Q3",
            dt.date(2026, 12, 31),
            going,
            green,
            "OWN-03",
            owner_note="a group, not a post",
            due_note="financial quarter",
        ),
        line(
            "3.1",
            "Offer every family the two-year check in a family hub",
            "Public Health Consultant",
            "31/12/2026",
            dt.date(2026, 12, 31),
            going,
            green,
        ),
        line(
            "3.2",
            "Train 60 childminders in early language",
            early,
            "31/07/2027",
            dt.date(2027, 7, 31),
            going,
            green,
        ),
        line(
            "3.3",
            "Agree a five-year early years workforce plan",
            early,
            "31/03/2028",
            dt.date(2028, 3, 31),
            going,
            green,
            "ACT-12",
        ),
    )


def values(first: dt.date, *numbers: str) -> tuple[DatedValue, ...]:
    """Quarterly values from ``first``."""
    days, day = [], first
    for _ in numbers:
        days.append(day)
        month = day.month + 3
        day = dt.date(
            day.year + (month > 12), (month - 1) % 12 + 1, 30 if month % 12 in (6, 9) else 31
        )
    return tuple(DatedValue(day=d, value=Decimal(n)) for d, n in zip(days, numbers, strict=True))


def trajectory(
    ref: str, outcome: str, title: str, unit: str, good: GoodIs, history: tuple[DatedValue, ...],
    base: DatedValue, target: str, *, path_now: str, needed: str, recent: str, verdict: str,
    ratio: str | None, forecast: tuple[DatedValue, ...] = (),
) -> Trajectory:  # fmt: skip
    end = DatedValue(day=dt.date(2028, 3, 31), value=Decimal(target))
    return Trajectory(
        ref=ref, title=title, outcome=outcome, unit=unit, good_is=good, history=history,
        path=(base, end), forecast=forecast, forecast_is="the partners’ own" if forecast else "",
        baseline=base, now=history[-1], target=end, path_now=Decimal(path_now),
        needed=Decimal(needed), recent=Decimal(recent), verdict=verdict,
        ratio=None if ratio is None else Decimal(ratio), seen=(seen("H4", target, "Indicators"),),
    )  # fmt: skip


def trajectories() -> tuple[Trajectory, ...]:
    start = dt.date(2025, 3, 31)
    first = dt.date(2023, 3, 31)
    return (
        trajectory("I1", "1", "16 and 17 year olds not in work or learning", "%", GoodIs.LOW,
            values(first, "7.8", "7.7", "7.8", "7.6", "7.4", "7.5", "7.3", "7.2", "7.2", "7.0",
                "6.9", "6.7", "6.6", "6.5", "6.3"),
            DatedValue(day=start, value=Decimal("7.2")), "4.0", path_now="5.6", needed="0.38",
            recent="0.15", verdict="too_slow", ratio="2.55",
            forecast=(DatedValue(day=dt.date(2028, 3, 31), value=Decimal("5.9")),)),
        trajectory("I2", "1", "Young people whose destination is not known", "%", GoodIs.LOW,
            values(first, "3.1", "3.0", "2.8", "2.6", "2.5", "2.2", "2.0", "1.9", "1.8", "1.6",
                "1.5", "1.4", "1.3", "1.3", "1.2"),
            DatedValue(day=start, value=Decimal("1.8")), "1.0", path_now="1.4", needed="0.03",
            recent="0.08", verdict="on_course", ratio="0.4"),
        trajectory("I3", "2", "Injuries from violence per 1,000 people", "per 1,000", GoodIs.LOW,
            values(first, "15.0", "14.9", "15.2", "15.1", "14.9", "14.6", "14.7", "14.5", "14.4",
                "14.2", "14.4", "14.3", "14.5", "14.7", "14.8"),
            DatedValue(day=start, value=Decimal("14.4")), "12.0", path_now="13.2", needed="0.47",
            recent="-0.11", verdict="wrong_way", ratio=None),
        trajectory("I4", "3", "Children with a good level of development at five", "%",
            GoodIs.HIGH,
            values(first, "61.0", "61.2", "61.8", "62.5", "62.4", "63.0", "63.9", "64.0", "64.3",
                "65.0", "65.2", "66.1", "66.4", "66.9", "67.4"),
            DatedValue(day=start, value=Decimal("64.3")), "70.0", path_now="67.1", needed="0.43",
            recent="0.55", verdict="on_course", ratio="0.8"),
    )  # fmt: skip


QUARTERS = (
    ("Oct to Dec 2026", dt.date(2026, 10, 1)),
    ("Jan to Mar 2027", dt.date(2027, 1, 1)),
    ("Apr to Jun 2027", dt.date(2027, 4, 1)),
    ("Jul to Sep 2027", dt.date(2027, 7, 1)),
    ("Oct to Dec 2027", dt.date(2027, 10, 1)),
    ("Jan to Mar 2028", dt.date(2028, 1, 1)),
)


def load(name: str, agreed: int | None, outcomes: tuple[str, ...], *days: int) -> Load:
    return Load(
        name=name,
        kind="post",
        agreed=None if agreed is None else Decimal(agreed),
        quarters=tuple(
            QuarterLoad(label=label, start=start, days=Decimal(n))
            for (label, start), n in zip(QUARTERS, days, strict=True)
        ),
        outcomes=outcomes,
    )


def loads() -> tuple[Load, ...]:
    return (
        load("14–19 Partnership Manager", 24, ("1",), 20, 32, 24, 18, 16, 16),
        load("Head of Employment and Skills", 24, ("1",), 22, 54, 20, 16, 16, 14),
        load("Community Safety Manager", 30, ("2",), 31, 66, 22, 18, 14, 20),
        load("Early Years Lead", 24, ("3",), 14, 20, 16, 14, 12, 12),
        load("Public Health Consultant", None, ("3",), 8, 14, 8, 8, 8, 8),
    )


def measures() -> Measures:
    return Measures(
        actions=14, open_actions=13, closed_actions=1, accountable=10, dated=12, overdue=2,
        by_status=(Count(key="in_progress", label="In progress", count=10),),
        by_reported=(
            Count(key="green", label="Green", count=9), Count(key="amber", label="Amber", count=2),
            Count(key="red", label="Red", count=1),
            Count(key="none", label="Not reported", count=1),
        ),
        findings=15, high=9, medium=5, low=1,
        outcomes=(
            OutcomeMeasures(ref="1", title="More young people in work or learning", actions=6,
                open_actions=5, with_findings=5, with_high=3, findings=7, high=4, medium=3, low=0,
                reported=(Count(key="green", label="Green", count=3),
                    Count(key="amber", label="Amber", count=2)),
                lead="Director of Education and Skills",
                story="The rate has fallen every quarter since the plan began, mostly because "
                "fewer destinations are unknown. Half of those who remain live in four wards."),
            OutcomeMeasures(ref="2", title="Less violence in the city centre", actions=5,
                open_actions=5, with_findings=4, with_high=3, findings=5, high=4, medium=1, low=0,
                reported=(Count(key="green", label="Green", count=3),
                    Count(key="red", label="Red", count=1),
                    Count(key="none", label="Not reported", count=1))),
            OutcomeMeasures(ref="3", title="More children ready for school", actions=3,
                open_actions=3, with_findings=1, with_high=0, findings=1, high=0, medium=0, low=1,
                reported=(Count(key="green", label="Green", count=3),)),
        ),
        loads=loads(),
        quarters=tuple(
            QuarterTotal(label=label, start=start, days=Decimal(wanted), agreed=Decimal(102),
                over=over)
            for (label, start), wanted, over in zip(
                QUARTERS, (95, 186, 90, 74, 66, 70),
                (("Community Safety Manager",), ("Community Safety Manager",
                    "Head of Employment and Skills", "14–19 Partnership Manager"),
                    (), (), (), ()), strict=True)
        ),
        bunching=Bunching(
            months=tuple(
                MonthDue(label=m.strftime("%b %Y"), month=m, written=w, worked_out=o, late=x)
                for m, w, o, x in (
                    (dt.date(2026, 6, 1), (), ("2.2",), ("2.2",)),
                    (dt.date(2026, 7, 1), (), ("1.3",), ("1.3",)),
                    (dt.date(2026, 8, 1), (), (), ()), (dt.date(2026, 9, 1), (), (), ()),
                    (dt.date(2026, 10, 1), (), (), ()), (dt.date(2026, 11, 1), (), (), ()),
                    (dt.date(2026, 12, 1), ("3.1",), ("2.7",), ()),
                    (dt.date(2027, 1, 1), (), (), ()), (dt.date(2027, 2, 1), (), (), ()),
                    (dt.date(2027, 3, 1), ("1.2", "1.4", "2.1", "2.3", "2.4"), ("1.5",), ()),
                    (dt.date(2027, 4, 1), (), (), ()), (dt.date(2027, 5, 1), (), (), ()),
                    (dt.date(2027, 6, 1), (), (), ()), (dt.date(2027, 7, 1), ("3.2",), (), ()),
                    (dt.date(2028, 3, 1), ("3.3",), (), ()),
                )
            ),
            undated=("1.6",), busiest_day=dt.date(2027, 3, 31), busiest_count=6, dated=12,
        ),
        trajectories=trajectories(),
        swot=tuple(
            SwotEntry(box=box, text=text, evidence=evidence, impact=impact, action=action)
            for box, text, evidence, impact, action in (
                ("strengths", "All nine schools share attendance weekly", "data register", 4, None),
                ("strengths", "The first centre keeps 82% of those who start", "annual return", 5,
                    "1.2"),
                ("weaknesses", "Two of six posts in the team are vacant", "establishment list", 5,
                    None),
                ("weaknesses", "Internships belong to a group", "action 1.4", 3, "1.4"),
                ("opportunities", "Skills fund opens in January", "prospectus", 4, None),
                ("threats", "Evening buses end in two outer wards", "operator’s notice", 3, "1.5"),
                ("threats", "Information-sharing agreement ends in March", "its clause 9", 4, None),
            )
        ),
        tows=(
            TowsMove(move="SO", text="Bid to the fund on the first centre’s results"),
            TowsMove(move="SO", text="Hold hospital places for pupils on the schools’ lists",
                action="1.4"),
            TowsMove(move="WO", text="Ask the fund to pay for two interim posts"),
            TowsMove(move="WT", text="If there is no score by December, run on attendance alone",
                action="1.3"),
        ),
        pestelo=tuple(
            Factor(letter=letter, text=text, effect=effect, when=when, response=response,
                owner=owner, trend="worsening")
            for letter, text, effect, when, response, owner in (
                ("Political", "Local elections in May", -1, "May 2027", "Decide before March",
                    "Chair"),
                ("Economic", "Entry-level vacancies down 11% in a year", -2, "now",
                    "Offer 60 starter posts", "Head of Employment and Skills"),
                ("Social", "The school-leaving year is 3% smaller", 1, "Sep 2027",
                    "Keep the places", "14–19 Partnership Manager"),
                ("Technological", "A weekly feed of destinations from colleges", 1, "Jan 2027",
                    "Use it for the January guarantee", "Data and Insight Lead"),
                ("Environmental", "Evening buses end in two outer wards", -1, "Jan 2027",
                    "Bring the bursary forward", "Transport Strategy Manager"),
                ("Legal", "Information-sharing agreement ends", -2, "Mar 2027", "", ""),
                ("Organisational", "Two of six posts vacant", -3, "Jan 2027",
                    "Protect the team until June", ""),
            )
        ),
        areas=(
            AreaScore(key="A", title="Leadership and governance", average=Decimal("2.2"),
                answered=5, unknown=0, not_applicable=0, questions=5),
            AreaScore(key="D", title="Capacity and resources", average=Decimal("0.8"), answered=4,
                unknown=1, not_applicable=0, questions=5),
            AreaScore(key="F", title="Risk, issues and dependencies", average=None, answered=0,
                unknown=0, not_applicable=1, questions=4),
        ),
        quarter_now=7,
    )  # fmt: skip


def fired() -> tuple[RuleFired, ...]:
    counted: dict[str, int] = {}
    for item in findings():
        counted[item.code] = counted.get(item.code, 0) + 1
    return tuple(
        RuleFired(code=code, name=RULES[code][0], family="example", severity=RULES[code][1],
            count=count, what=RULES[code][2], sources=("judgement",))
        for code, count in counted.items()
    )  # fmt: skip


def rating(ref: str, level: RatingLevel, code: str, sentence: str, better: str) -> Rating:
    return Rating(
        subject="plan" if ref == "plan" else "outcome",
        ref=ref,
        level=level,
        reasons=(RatingReason(code=code, level=level, sentence=sentence),),
        to_improve=better,
    )


def make() -> Assessment:
    return Assessment(
        review="ANY-2026-M",
        name="Mid-year 2026",
        partnership="Anycity Partnership",
        kind="mid-year",
        as_of=AS_OF,
        board_date=dt.date(2026, 11, 19),
        plan_title="Anycity Delivery Plan 2025 to 2028",
        period_start=dt.date(2025, 4, 1),
        period_end=dt.date(2028, 3, 31),
        rulebook=RULEBOOK,
        rules=38,
        engine="durable-rules 2.0.28",
        findings=findings(),
        ratings=(
            rating("plan", RatingLevel.AMBER_RED, "RAT-02",
                "6 of 13 open actions carry a high finding.",
                "Give owners to 1.4, 2.3 and 2.7."),
            rating("1", RatingLevel.AMBER_RED, "RAT-02",
                "3 of 5 open actions carry a high finding.",
                "Give 1.4 one owner and 1.3 a new date."),
            rating("2", RatingLevel.RED, "RAT-01", "3 of 5 open actions carry a high finding and "
                "the indicator moves the wrong way.", "Give 2.3 and 2.7 one owner each."),
            rating("3", RatingLevel.GREEN, "RAT-04", "No open action carries a high finding.", ""),
        ),
        judgements=(
            Judgement(ref="plan", level=RatingLevel.AMBER_RED, confidence=6,
                reason="January to March cannot hold what is planned for it.", by="Reviewer"),
            Judgement(ref="1", level=RatingLevel.AMBER_RED, reason="The second centre is late."),
        ),
        measures=measures(),
        lines=lines(),
        decisions=(
            Decision(act="Move work out of January to March 2027",
                because="186 days are wanted and 102 agreed.", refs=("1.2", "2.4"), who="Chair",
                by=dt.date(2026, 11, 19), codes=("RES-08",)),
            Decision(act="Name one accountable post for three actions",
                because="A group or nobody answers for them.", refs=("1.4", "2.3", "2.7"),
                who="Chief Executive", by=dt.date(2026, 11, 30), codes=("OWN-01", "OWN-03")),
            Decision(act="Re-date or stop 1.3 and 2.2", because="Both are over 90 days late.",
                refs=("1.3", "2.2"), who="Lead directors", codes=("TIM-08",)),
        ),
        worries=("Violence has risen four quarters running.",
            "Three posts are overbooked in January to March.",
            "Action 2.2 is 123 days late and still reported green."),
        going_well=("School readiness is up to 67.4%.", "10 of 13 open actions name one post."),
        fired=fired(),
        thresholds=(
            ThresholdUsed(key="load.over", value=Decimal(110), unit="%",
                means="days wanted against days agreed in a quarter", source="judgement"),
            ThresholdUsed(key="dates.bunched", value=Decimal(35), unit="%",
                means="share of open actions due on one day", source="judgement", own=True),
        ),
        sources=(
            Source(key="judgement", title="Our judgement", ours=True),
            Source(key="rough-guide", title="A rough guide to action planning",
                address="https://example.org/guide"),
        ),
        questionnaires=("Progress Assurance", "SWOT", "PESTELO"),
        problems=2,
    )  # fmt: skip


def make_review() -> Review:
    return Review(
        key="ANY-2026-M",
        name="Mid-year 2026",
        kind=ReviewKind.MID_YEAR,
        as_of=AS_OF,
        plan=Plan(key="anycity", title="Anycity Delivery Plan 2025 to 2028"),
        rulebook=RULEBOOK,
    )


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    return make()


@pytest.fixture(scope="session")
def review() -> Review:
    return make_review()


@pytest.fixture(scope="session")
def bare() -> Assessment:
    """A plan check with nothing but a name: no outcome, no action, no answer."""
    return Assessment(
        review="check", name="Check", partnership="", kind="check", as_of=AS_OF,
        rulebook=RULEBOOK, rules=38, engine="durable-rules", findings=(), ratings=(),
        measures=Measures(),
    )  # fmt: skip


FREE_TEXT = {
    *("title", "sentence", "why", "advice", "challenge", "text", "name", "owner_text"),
    *("owner_note", "due_text", "due_note", "story", "lead", "unit", "evidence", "response"),
    *("owner", "when", "trend", "act", "because", "who", "reason", "partnership", "plan_title"),
    *("forecast_is", "means", "source", "what", "label", "to_improve", "file", "sheet"),
}
WHOLE = {"worries", "going_well", "questionnaires", "not_asked"}


def spoil(value: Any, payload: str, field: str = "") -> Any:
    """``value`` as data with ``payload`` added to every text that people write."""
    if isinstance(value, dict):
        return {key: spoil(inner, payload, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [spoil(inner, payload, field) for inner in value]
    if isinstance(value, str) and field in FREE_TEXT | WHOLE:
        return f"{value} {payload}"
    return value


@pytest.fixture(scope="session")
def spoilt(assessment: Assessment) -> Callable[[str], Assessment]:
    """``spoilt(payload)``: the example with ``payload`` in every free text."""

    def make_it(payload: str) -> Assessment:
        return Assessment.model_validate(spoil(assessment.model_dump(mode="json"), payload))

    return make_it


def set_aside(code: str, ref: str, because: str, until: dt.date) -> SetAside:
    return SetAside(
        fingerprint="0123456789ab",
        code=code,
        ref=ref,
        because=because,
        by="Programme manager",
        at=dt.date(2026, 9, 30),
        until=until,
    )


def put_aside(of: Assessment, payload: str = "") -> Assessment:
    """``of`` with the money of 1.5 set aside, the owner of 2.3 set aside until September, and a
    set-aside that no finding answers to. ``payload`` ends each reason."""
    aside = set_aside(
        "RES-03", "1.5", f"The bid is decided in January {payload}", dt.date(2027, 1, 31)
    )
    lapsed = set_aside(
        "OWN-01", "2.3", f"The post was being recruited {payload}", dt.date(2026, 9, 30)
    )
    gone = set_aside("TIM-02", "3.1", f"Dates follow the budget {payload}", dt.date(2027, 3, 31))
    changes = {
        ("RES-03", "1.5"): {"set_aside": aside, "counts": False},
        ("OWN-01", "2.3"): {"set_aside_expired": lapsed},
    }
    return of.model_copy(
        update={
            "findings": tuple(
                f.model_copy(update=changes.get((f.code, f.ref), {})) for f in of.findings
            ),
            "measures": of.measures.model_copy(
                update={
                    "findings": of.measures.findings - 1,
                    "medium": of.measures.medium - 1,
                    "set_aside": 1,
                }
            ),
            "fired": tuple(
                rule.model_copy(update={"set_aside": int(rule.code == "RES-03")})
                for rule in of.fired
            ),
            "unused_set_asides": (gone,),
        }
    )


@pytest.fixture(scope="session")
def asides(assessment: Assessment) -> Assessment:
    return put_aside(assessment)
