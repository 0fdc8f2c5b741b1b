"""A council's directory: whom names, initials and acronyms in a plan stand for."""

from __future__ import annotations

import datetime as dt

import pytest

from assure.intake import Said, read_plan
from assure.intake.directory import read_directory
from assure.model.errors import UnreadableFileError
from assure.model.plan import QuarterBasis
from assure.model.values import OwnerKind
from assure.words.periods import read_period

DIRECTORY = """\
Name | Post | Organisation | Also written as
Officer A | Head of Housing | Anycity Council | OA, O.A., HoH
Officer B | Head of Parks | Anycity Council | OB
 | Town Planning Officer | Anycity Council | TPO
 | | Anycity Health Trust | AHT
Officer C | | Anycity Council | Cee
Officer D | Chief Executive | Anycity Council | OB; Chief
Officer E | Chief Executive | Anycity Health Trust | OE
"""


def owners(csv_plan, *cells, directory=DIRECTORY):
    """The owners of a plan whose owner cells are these, and its problems."""
    people = read_directory(csv_plan(directory, name="people.csv"))
    rows = "\n".join(f"{n} | Open hub {n} | {cell}" for n, cell in enumerate(cells, 1))
    plan = read_plan(csv_plan(f"Ref | Action | Owner\n{rows}"), Said(directory=people))
    return [action.owner for action in plan.actions], plan


@pytest.mark.parametrize(
    ("cell", "kind", "names"),
    [
        ("OA", OwnerKind.PERSON_AND_POST, ("Head of Housing", "Officer A")),
        ("o.a.", OwnerKind.PERSON_AND_POST, ("Head of Housing", "Officer A")),
        ("Officer A", OwnerKind.PERSON_AND_POST, ("Head of Housing", "Officer A")),
        ("HoH", OwnerKind.PERSON_AND_POST, ("Head of Housing", "Officer A")),
        ("TPO", OwnerKind.POST, ("Town Planning Officer",)),
        ("AHT", OwnerKind.ORGANISATION, ("Anycity Health Trust",)),
        ("Cee", OwnerKind.PERSON, ("Officer C",)),
        ("OA / TPO", OwnerKind.SEVERAL, ("Head of Housing", "Town Planning Officer")),
        # Two bodies have a post of this name, so the body is named with it.
        ("OE", OwnerKind.PERSON_AND_POST, ("Chief Executive, Anycity Health Trust", "Officer E")),
        # What is not in the directory stays as the words alone say.
        ("XY", OwnerKind.FIRST_NAME_OR_INITIALS, ("XY",)),
        ("Head of Housing", OwnerKind.POST, ("Head of Housing",)),
        ("TBC", OwnerKind.PLACEHOLDER, ()),
    ],
)
def test_an_owner_is_whom_the_directory_says(csv_plan, cell, kind, names):
    (owner,), plan = owners(csv_plan, cell)
    assert (owner.kind, owner.names) == (kind, names)
    assert plan.actions[0].seen["owner"].text == cell  # the words of the cell stay
    assert not plan.problems


def test_initials_that_two_people_share_are_a_problem_and_no_guess(csv_plan):
    (owner, again), plan = owners(csv_plan, "OB", "OB")
    assert owner.kind is again.kind is OwnerKind.FIRST_NAME_OR_INITIALS
    assert [problem.seen.cell for problem in plan.problems] == ["C2", "C3"]
    assert plan.problems[0].message() == (
        "plan.csv, C2: “OB” may be any of rows 3 and 7 of the directory. "
        "Write in the plan whom it means."
    )


def test_who_supports_is_looked_up_too(csv_plan):
    (owner,), _ = owners(csv_plan, "Lead: OA, support: TPO")
    assert owner.names == ("Head of Housing", "Officer A")
    assert owner.support == ("Town Planning Officer",)


def test_a_directory_may_be_a_workbook(xlsx_plan):
    people = read_directory(xlsx_plan(People="Post | Initials\nHead of Housing | HH"))
    assert people.shown("hh") == "Head of Housing"
    assert people.shown("nobody") == "nobody"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("Colour | Size\nred | 4", "no row of headings was recognised"),
        ("Name | Post | Also written as\n | | AB", "row 2: neither a name, a post nor"),
    ],
)
def test_what_is_no_directory_is_refused_in_one_sentence(csv_plan, table, says):
    with pytest.raises(UnreadableFileError, match=says) as refusal:
        read_directory(csv_plan(table, name="people.csv"))
    assert str(refusal.value).startswith("people.csv")
    assert "\n" not in str(refusal.value)


# --- What else may be said of a file --------------------------------------------------------

TWICE = "Ref | Action | Date | Date | Lead\n1 | Open the hub | 1/5/2026 | 1/9/2026 | Clerk"


def test_a_heading_that_stands_twice_is_asked_for_by_letter(csv_plan):
    with pytest.raises(Exception, match=r"C and D are both headed “Date”.*due=C"):
        read_plan(csv_plan(TWICE), Said(mapping={"due": "Date"}))
    plan = read_plan(csv_plan(TWICE), Said(mapping={"due": "D"}))
    assert plan.actions[0].due.latest == dt.date(2026, 9, 1)


def test_a_column_said_to_be_no_field_is_kept_and_read_as_none(csv_plan):
    table = "Ref | Action | Lead\n1 | Open the hub | quick win"
    plan = read_plan(csv_plan(table), Said(kept=frozenset({"Lead", "a heading of another file"})))
    assert plan.actions[0].owner.kind is OwnerKind.MISSING
    assert plan.actions[0].other == {"Lead": "quick win"}
    assert {c.letter: c.how for c in plan.columns}["C"] == "said"


def test_the_quarters_and_the_year_can_be_said(csv_plan):
    table = "Ref | Action | Due\n1 | Open the hub | Q2 2026"
    said = Said(quarter_basis=QuarterBasis.CALENDAR)
    assert read_plan(csv_plan(table), said).actions[0].due.latest == dt.date(2026, 6, 30)
    assert read_plan(csv_plan(table)).actions[0].due.latest != dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("01/04/2026 to 31/03/2029", (2026, 4, 1), (2029, 3, 31)),
        ("2026-04-01 to 2029-03-31", (2026, 4, 1), (2029, 3, 31)),
        ("1 April 2026 – 31 March 2029", (2026, 4, 1), (2029, 3, 31)),
        ("April 2026 to March 2029", (2026, 4, 1), (2029, 3, 31)),
        ("2026-2029", (2026, 4, 1), (2029, 3, 31)),
        ("2026–29", (2026, 4, 1), (2029, 3, 31)),
        ("2026/27", (2026, 4, 1), (2027, 3, 31)),
    ],
)
def test_a_period_is_read_as_people_type_it(text, first, last):
    assert read_period(text) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize(
    "text", ["", "soon", "2026", "2026-08", "31/03/2029 to 01/04/2026", "the plan of 2026-2029"]
)
def test_other_words_are_no_period(text):
    assert read_period(text) is None


def test_a_line_of_the_plan_that_explains_initials_is_its_own_directory(csv_plan):
    plan = read_plan(
        csv_plan(
            """
            Ref | Action | Owner
            1 | Open the hub | QV
            2 | Print the pack | ST
            Initials: QV Partnership Officer, ST climate. PC = parish council | |
            """
        )
    )
    hub, pack = plan.actions
    assert (hub.owner.kind, hub.owner.names) == (OwnerKind.POST, ("Partnership Officer",))
    assert pack.owner.names == ("ST",)  # a field of work is nobody's post
