"""The sheets of our own workbook: what each column is called, holds and asks for.

One definition serves the template that people fill in and the export of a plan. The headings
are words that ``headings`` and ``parts`` know, so that what is written here is read again.
"""

from __future__ import annotations

from assure.intake.sheet import Heading, Holds, Sheet, choice, date, link, ref

ACTIONS_SHEET = "Project plan"
GUIDE_SHEET = "How to fill in"
GUIDE_TITLE = "How to fill in this workbook"  # its first cell, by which it is known
GAPS_SHEET = "Gaps"
GAPS_TITLE = "What the new year still needs"
PAST_SHEET = "Year closed"
PAST_TITLE = "What was closed, and what was told of the rest"
# Pages that are never read as part of a plan, by their first cells.
OWN_PAGES = {GUIDE_SHEET: GUIDE_TITLE, GAPS_SHEET: GAPS_TITLE, PAST_SHEET: PAST_TITLE}
ABOUT_SHEET = "About"
MOST_QUARTERS = 12
MOST_UPDATES = 12  # columns of reports that are of no quarter of the plan

YES_NO = ("Yes", "No")
STATUSES = ("Not started", "In progress", "Delayed", "Completed", "Paused", "Cancelled")
RAGS = ("Green", "Amber/Green", "Amber", "Amber/Red", "Red")
GOOD = ("High", "Low")
LEVELS = ("High", "Medium", "Low", "None")
SERIES = ("Actual", "Agreed path", "If nothing changes")
MEANS = ("Money", "People", "Kit", "Other")
RATINGS = ("Red", "Amber", "Green", "High", "Medium", "Low")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
BASES = ("Financial", "Calendar")


_KEY = Heading("stable_key", "Assure key", "Leave as it is.", width=16, extra=True)
PLAN_KEY = Heading("key", "Assure key", "Leave as it is.")
_PLAN, _WATCH, _EFFECT = "Part 1: the plan", "Part 2: monitoring", "Part 3: impact"
_MEASURES, _MEANS, _DOUBTS = "Measures", "Means", "What may go wrong"
_ONE = "One post or one person who answers for it, not a team: “Head of Housing”."
_SEVERAL = "Several references: put a semicolon between them."

PROJECT_PLAN = Sheet(
    ACTIONS_SHEET,
    "one action: a promise of work that someone can finish",
    _PLAN,
    (
        ref("1.1"),
        Heading("section", "Theme", "The theme or strand it belongs to, if you use them.",
                "Safe at home", width=18),
        link("outcomes", "Outcome", "Outcomes",
             f"The reference of the outcome it serves. {_SEVERAL}", "1"),
        Heading("action", "Action",
                "What will be done, so that anyone can tell when it is done. Start with a verb.",
                "Open the family hub at Northgate", width=42, needed=True),
        Heading("how", "How", "The steps, in a line or two.",
                "Lease the old library; fit it out; move three teams in", width=32),
        Heading("milestones", "Milestones", "What will be done on the way, with dates.",
                "Lease signed May 2026; teams in by September 2026", width=30),
        Heading("owner", "Task officer", f"{_ONE} They decide and report.",
                "Head of Family Services", width=24, needed=True),
        Heading("support", "Supported by", "Who else helps. They do not answer for the action.",
                "Estates Manager; Community Health Trust", width=24),
        date("start", "Start", "The day work begins, as day/month/year.", "01/04/2026"),
        date("due", "Finish by",
             "The day it will be finished, as day/month/year. Leave the first promise here for "
             "good; later dates go under Revised date.", "30/09/2026", needed=True),
        date("revised", "Revised date",
             "The new date when the first cannot be kept. Several: one on each line, oldest "
             "first.", "31/12/2026"),
        Heading("effort_days", "Effort (days)",
                "Days of work that the task officer needs for the whole action.", "24",
                Holds.NUMBER, 10),
        Heading("resources", "Resources needed", "Money, people and kit it needs.",
                "£40,000 fit-out; one project officer", width=26),
        Heading("funding", "Funding", "Where the money comes from.", "City Council capital",
                width=22),
        Heading("cost", "Cost", "Pounds, as one amount.", "£40,000", width=13),
        Heading("measure", "Measure of success", "How you will know that it has worked.",
                "300 families a month use the hub by March 2027", width=32),
        choice("contract", "Contract", "Is a contract needed?", "Yes", YES_NO, 10),
        choice("statutory", "Statutory", "Does the law ask for it?", "No", YES_NO, 10),
        choice("efficiency", "Efficiency", "Does it save money?", "No", YES_NO, 11),
        choice("improvement", "Improvement plan", "Is it part of an improvement plan as well?",
               "No", YES_NO, 14),
        _KEY,
    ),
    rows=60,
)  # fmt: skip

MONITORING = Sheet(
    "Monitoring",
    "how one action stands, brought up to date each quarter",
    _WATCH,
    (
        link("ref", "Ref", ACTIONS_SHEET, "The reference of the action in the project plan.",
             "1.1", needed=True),
        Heading("title", "Action", "The action in a few words, to help the eye. It is not read.",
                "Open the family hub", width=32, again=True),
        choice("status", "Status", "Where the work stands.", "In progress", STATUSES),
        choice("rag", "RAG",
               "Green: will be done on time. Amber: may slip. Red: will slip without help.",
               "Amber", RAGS),
        Heading("percent", "% complete", "How much is done, 0% to 100%.", "60%",
                Holds.PERCENT, 11),
        Heading("reason", "Reason for delay",
                "Why it is late, amber or red, and what is being done about it.",
                "Lease signed six weeks late; fit-out now in two phases", width=32),
        Heading("evidence", "Evidence of completion",
                "What shows that it is finished, and where it is kept.",
                "Opening report to the board, 2 October 2026", width=30),
        Heading("notes", "Notes", "Anything that belongs to no one quarter.", width=30),
        *(
            Heading(f"q{number}", f"Q{number}",
                    f"What was done in quarter {number} of the plan, in two or three sentences.",
                    "Lease signed." if number == 1 else "", width=28)
            for number in range(1, MOST_QUARTERS + 1)
        ),
        *(
            Heading(f"update {number}", f"Update {number}",
                    "What was told then, where the plan has its reports in columns one after the "
                    "other.",
                    width=28, extra=True)
            for number in range(1, MOST_UPDATES + 1)
        ),
        Heading("status_words", "Status as written", "Leave as it is.", width=24, extra=True),
    ),
    rows=60,
)  # fmt: skip

# Its further columns are the plan's priorities: “P1 Children are safe”.
IMPACT = Sheet(
    "Impact",
    "the effect of one action on each priority",
    _EFFECT,
    (
        link("ref", "Ref", ACTIONS_SHEET, "The reference of the action in the project plan.",
             "1.1", needed=True),
        Heading("title", "Action", "The action in a few words, to help the eye. It is not read.",
                "Open the family hub", width=42, again=True),
    ),
    rows=60,
)  # fmt: skip
IMPACT_HINT = "How much this action does for the priority: High, Medium, Low or None."

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Priorities",
        "one priority of the partnership",
        _PLAN,
        (
            ref("P1"),
            Heading("title", "Priority", "What matters most, in a few words.",
                    "Children are safe and well", width=48, needed=True),
            Heading("lead", "Lead partner", "The organisation that leads.", "City Council",
                    width=28),
            _KEY,
        ),
        rows=12,
    ),
    Sheet(
        "Outcomes",
        "one condition of life that the partnership wants for people",
        _PLAN,
        (
            ref("1"),
            Heading("title", "Outcome",
                    "What will be different for people, not what services will do.",
                    "Fewer children live in temporary homes", width=44, needed=True),
            link("priorities", "Priority", "Priorities",
                 f"The reference of the priority it belongs to. {_SEVERAL}", "P1"),
            Heading("senior_lead", "Senior lead", _ONE, "Director of Children's Services",
                    width=28),
            Heading("partners", "Partners", "Who else has a part in it.",
                    "Community Health Trust; Housing Association", width=30),
            date("target_date", "Target date", "The day by which it should be so.",
                 "31/03/2028"),
            Heading("story", "The story so far", "Why things are as they are today.", width=48),
            _KEY,
        ),
        rows=20,
    ),
    PROJECT_PLAN,
    MONITORING,
    IMPACT,
    Sheet(
        "Indicators",
        "one measure of an outcome",
        _MEASURES,
        (
            ref("I1"),
            link("outcome", "Outcome", "Outcomes", "The reference of the outcome it measures.",
                 "1"),
            Heading("title", "Indicator", "What is counted, and where.",
                    "Households with children in temporary homes", width=42, needed=True),
            Heading("unit", "Unit", "What the numbers are: households, %, days.", "households",
                    width=14),
            choice("good_is", "Good is", "Is a high or a low value good?", "Low", GOOD, 10),
            Heading("baseline", "Baseline", "The value from which you start.", "214",
                    Holds.NUMBER, 11),
            date("baseline_date", "Baseline date", "The day of the baseline.", "31/03/2025"),
            Heading("target", "Target", "The value you promise.", "150", Holds.NUMBER, 11),
            date("target_date", "Target date", "The day by which the target should be met.",
                 "31/03/2028"),
            Heading("owner", "Owner", _ONE, "Housing Needs Manager", width=24),
            Heading("source", "Source", "Where the figures come from.", "Quarterly return",
                    width=24),
            Heading("frequency", "Frequency", "How often there is a new value.", "Quarterly",
                    width=14),
            _KEY,
        ),
        rows=30,
    ),
    Sheet(
        "Indicator data",
        "one value of an indicator on one day",
        _MEASURES,
        (
            link("indicator", "Indicator", "Indicators", "The reference of the indicator.",
                 "I1", needed=True),
            date("date", "Date", "The day the value stands for, such as a quarter's last day.",
                 "30/06/2026", needed=True),
            Heading("value", "Value", "The number, without its unit.", "201", Holds.NUMBER, 12,
                    needed=True),
            choice("kind", "Kind",
                   "Actual: measured. Agreed path: promised on the way to the target. If nothing "
                   "changes: forecast without this plan.", "Actual", SERIES, 20),
        ),
        rows=200,
    ),
    Sheet(
        "Resources",
        "one thing that actions need: money, people or kit",
        _MEANS,
        (
            ref("R1"),
            link("actions", "Action", ACTIONS_SHEET,
                 f"The reference of the action that needs it. {_SEVERAL}", "1.1", needed=True),
            Heading("what", "What is needed", "In a few words.", "Fit-out of the hub", width=34,
                    needed=True),
            choice("kind", "Kind", "What kind of thing it is.", "Money", MEANS, 11),
            Heading("amount", "How much", "Pounds, days or pieces.", "£40,000", width=14),
            Heading("obtained_by", "Who obtains it", _ONE, "Head of Finance", width=24),
            date("by", "By when", "The day by which it is needed.", "30/04/2026"),
            Heading("status", "Status", "How sure it is: Confirmed, Bid submitted, Not found yet.",
                    "Confirmed", width=22),
            date("funded_until", "Funded until", "The last day it is paid for.", "31/03/2027"),
            _KEY,
        ),
    ),
    Sheet(
        "Assumptions",
        "one thing that has to stay true",
        _DOUBTS,
        (
            ref("A1"),
            Heading("text", "Assumption", "What has to stay true for the plan to work.",
                    "Rents rise no faster than wages", width=50, needed=True),
            link("outcomes", "Outcome", "Outcomes",
                 f"The reference of the outcome that rests on it. {_SEVERAL}", "1"),
            Heading("checked_by", "Who checks", _ONE, "Policy Manager", width=24),
            date("last_checked", "Last checked", "The day someone last looked.", "15/01/2026"),
            _KEY,
        ),
        rows=20,
    ),
    Sheet(
        "Dependencies",
        "one thing that an action has to wait for",
        _DOUBTS,
        (
            ref("D1"),
            link("action", "Action", ACTIONS_SHEET, "The reference of the action that waits.",
                 "1.2", needed=True),
            link("on", "Depends on", ACTIONS_SHEET,
                 "The reference of the action it waits for, or in words what outside this plan.",
                 "1.1", needed=True),
            Heading("needs", "What is needed", "What exactly has to be there first.",
                    "Keys to the building", width=36),
            Heading("agreed_with", "Agreed with", "Who has agreed to it.", "Estates Manager",
                    width=24),
            _KEY,
        ),
        rows=30,
    ),
    Sheet(
        "Capacity",
        "the days that one post or team has agreed to give",
        _MEANS,
        (
            Heading("name", "Post or team", "Written as in the project plan.",
                    "Head of Family Services", width=32, needed=True),
            choice("kind", "Kind", "A post or a team.", "Post", ("Post", "Team"), 10),
            Heading("days", "Days agreed per quarter", "Days for this plan in each quarter.", "10",
                    Holds.NUMBER, 14, needed=True),
            Heading("vacant_since", "Vacant since", "The day the post fell vacant; else blank.",
                    "", Holds.DATE, 14),
            Heading("note", "Note", "Anything a reader should know.", width=32),
            _KEY,
        ),
    ),
    Sheet(
        "Risks",
        "one thing that may keep the plan from being delivered",
        _DOUBTS,
        (
            ref("RSK1"),
            Heading("text", "Risk", "What may happen, and what would follow from it.",
                    "The lease falls through, so the hub opens a year late", width=46,
                    needed=True),
            Heading("likelihood", "Likelihood", "As it is now: 1 (unlikely) to 5 (nearly sure).",
                    "2", Holds.NUMBER, 11),
            Heading("impact", "Impact", "As it is now: 1 (small) to 5 (very large).", "4",
                    Holds.NUMBER, 9),
            Heading("score", "Score", "As it is now: likelihood times impact.", "8",
                    Holds.NUMBER, 8),
            Heading("inherent", "Inherent score", "The score before anything is done about it.",
                    "16", Holds.NUMBER, 10),
            choice("rating", "Rating", "As your register rates it: a colour or a level.", "Amber",
                   RATINGS, 11),
            Heading("owner", "Risk owner", _ONE, "Estates Manager", width=24),
            Heading("mitigation", "Mitigation", "What is done about it.",
                    "Second site under option until June", width=38),
            link("actions", "Treated by action", ACTIONS_SHEET,
                 f"The action of this plan that treats it. {_SEVERAL}", "1.1"),
            Heading("response", "Response", "Treat, tolerate, transfer or terminate.", "Treat",
                    width=13),
            date("last_reviewed", "Last reviewed", "The day someone last looked.", "02/10/2026"),
            date("review_by", "Next review", "The day by which to look again.", "02/01/2027"),
            Heading("status", "Status", "Open or closed.", "Open", width=13),
            link("outcomes", "Outcome", "Outcomes",
                 f"The reference of the outcome it threatens. {_SEVERAL}", "1"),
            _KEY,
        ),
        rows=30,
    ),
    Sheet(
        "Projects",
        "one piece of work with an end of its own, to which actions belong",
        _PLAN,
        (
            ref("PJ1"),
            Heading("title", "Project", "Its name.", "Family hubs programme", width=40,
                    needed=True),
            Heading("lead", "Project lead", _ONE, "Hubs Programme Manager", width=24),
            Heading("sponsor", "Sponsor", _ONE, "Director of Children's Services", width=24),
            date("start", "Start", "The day it begins.", "01/04/2026"),
            date("end", "End", "The day it ends.", "31/03/2028"),
            choice("status", "Status", "Where it stands.", "In progress", STATUSES),
            choice("rag", "RAG", "Green, amber or red, as its board rates it.", "Green", RAGS),
            Heading("cost", "Cost", "Pounds, as one amount.", "£1.2m", width=13),
            Heading("funding", "Funding", "Where the money comes from.", "City Council capital",
                    width=24),
            link("depends_on", "Depends on", "Projects",
                 "The project it waits for, or in words what outside this plan.", "PJ2"),
            link("actions", "Actions", ACTIONS_SHEET,
                 f"The references of its actions. {_SEVERAL}", "1.1; 1.2"),
            link("outcomes", "Outcome", "Outcomes",
                 f"The reference of the outcome it serves. {_SEVERAL}", "1"),
            Heading("status_words", "Status as written", "Leave as it is.", extra=True),
            _KEY,
        ),
        rows=20,
    ),
    Sheet(
        "Partners",
        "one organisation that has a part in the plan",
        _MEANS,
        (
            Heading("ref", "Ref", "A short reference, if you use one.", "", Holds.REF, 8),
            Heading("name", "Partner", "The organisation.", "Community Health Trust", width=34,
                    needed=True),
            Heading("contact", "Contact", _ONE, "Head of Partnerships", width=24),
            Heading("brings", "Brings", "What it has agreed to give: people, money, space.",
                    "Two health visitors, three days a week", width=40),
            choice("signed_up", "Signed up", "Has it signed the agreement?", "Yes", YES_NO, 11),
            date("signed_on", "Signed on", "The day it signed.", "20/03/2026"),
            link("outcomes", "Outcome", "Outcomes",
                 f"The references of the outcomes it has a part in. {_SEVERAL}", "1"),
            Heading("note", "Note", "Anything a reader should know.", width=32),
            _KEY,
        ),
        rows=20,
    ),
)  # fmt: skip

# Label → field of the plan, in the order in which they stand.
ABOUT_LABELS: tuple[Heading, ...] = (
    Heading("partnership", "Partnership", "The name of the partnership.", "Anycity Partnership"),
    Heading("locality", "Locality", "The place it serves.", "Anycity"),
    Heading("title", "Plan title", "The name of this plan.", "Family hubs plan 2026 to 2029"),
    date("period_start", "Period start", "The first day of the plan.", "01/04/2026"),
    date("period_end", "Period end", "The last day of the plan.", "31/03/2029"),
    Heading("year_starts", "Financial year starts", "The month.", "April", Holds.CHOICE,
            choices=MONTHS),
    Heading("quarter_basis", "Quarters are", "What “Q2” means in this plan.", "Financial",
            Holds.CHOICE, choices=BASES),
    Heading("lead", "Plan lead", _ONE, "Director of Strategy"),
    date("updated", "Last updated", "The day this workbook was last brought up to date.",
          "05/10/2026"),
)  # fmt: skip
