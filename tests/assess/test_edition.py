"""The board sees posts, not people: on the pages, in the findings and in the attached data."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import Any

import pytest
from tests.assess.build import (
    action,
    answer,
    capacity,
    cell,
    dependency,
    indicator,
    judged,
    note,
    outcome,
    owner,
    plan,
    post,
    resource,
    review,
    rulebook,
)

from assure.assess.confidence import judgements
from assure.assess.edition import (
    aliases,
    board_edition,
    is_board_edition,
    people,
    shows_stand_ins,
)
from assure.assess.judge import Found, find
from assure.assess.roll_forward import roll_forward
from assure.facts.derive import Derived, derive
from assure.model.actions import Action, GoneAction, Revision
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.registers import Risk
from assure.model.review import Review
from assure.model.values import Owner, OwnerKind, Rag, Status
from assure.rules.plain import PlainMatcher

PERSON = OwnerKind.PERSON


def owned(written: str, kind: OwnerKind, *names: str, **fields: Any) -> Action:
    return action(owner=owner(kind, *names), seen={"owner": cell("F8", written)}, **fields)


def board_action(of: Action) -> Action:
    return board_edition(review(plan(of))).plan.actions[0]


def test_a_person_becomes_a_number_and_keeps_it() -> None:
    of = plan(
        owned("Officer B", PERSON, "Officer B"),
        action("1.2", owner=owner(PERSON, "Officer A")),
        action("1.3", owner=owner(PERSON, "Officer B")),
    )
    assert people(of) == ("Officer A", "Officer B")
    names = [a.owner.names for a in board_edition(review(of)).plan.actions]
    assert names == [("named officer 2",), ("named officer 1",), ("named officer 2",)]


def test_people_keep_their_numbers_beside_those_of_another_review() -> None:
    """A report for the board tells of the review before on the same pages."""
    now = review(plan(owned("Officer C", PERSON, "Officer C"), owned("JS", PERSON, "Zed Parks")))
    was = review(plan(owned("Officer A", PERSON, "Officer A"), owned("KT", PERSON, "Officer C")))
    alone, both = aliases(now), aliases(now, was)
    assert {name: both[name] for name in alone} == alone
    assert both["Officer A"] not in alone.values()
    assert both["KT"] == both["Officer C"]


@pytest.mark.parametrize("name", ["Officer A", "Cllr Jones", "JS"])
def test_the_board_edition_of_a_board_edition_is_itself(name: str) -> None:
    of = full_review(name)
    many = tuple(action(str(n), owner=owner(PERSON, f"Cllr Ada {n}")) for n in range(12))
    of = of.model_copy(update={"plan": of.plan.model_copy(update={"actions": many})})
    board = board_edition(of)
    assert not is_board_edition(of)
    assert is_board_edition(board)
    assert shows_stand_ins(board)
    assert not shows_stand_ins(of)


def test_who_joins_those_that_the_board_calls_by_number_gets_another_number() -> None:
    of = review(
        plan(
            action("1.1", owner=owner(PERSON, "named officer 1")),
            action("1.2", owner=owner(PERSON, "Officer A")),
        )
    )
    assert aliases(of) == {"named officer 1": "named officer 1", "Officer A": "named officer 2"}


def test_whom_a_directory_knows_is_hidden_by_name_and_by_initials() -> None:
    """The cell says "JS"; the directory told the post and the name, which reads like no name."""
    of = plan(
        owned(
            "JS",
            OwnerKind.PERSON_AND_POST,
            "Head of Housing",
            "Housing Parks",
            notes=(note("JS met Housing Parks"),),
        ),
        owned("KT / LM", OwnerKind.SEVERAL, "Head of Parks", "Head of Legal", ref="1.2"),
    )
    first, second = board_edition(review(of)).plan.actions
    assert first.owner == owner(OwnerKind.POST, "Head of Housing")
    assert first.seen["owner"].text == "Head of Housing"
    assert first.notes[0].text == "named officer 1 met named officer 1"
    assert second.owner.names == ("Head of Parks", "Head of Legal")
    assert second.seen["owner"].text == "named officer 2 / named officer 3"


def test_of_a_person_and_a_post_the_post_stays() -> None:
    """The cell is rewritten, not searched: it may write the name as nobody foresaw."""
    seen = board_action(
        owned(
            "Smith  JANE -\nHead of Housing",
            OwnerKind.PERSON_AND_POST,
            "Head of Housing",
            "Jane Smith",
        )
    )
    assert seen.owner == post("Head of Housing")
    assert seen.seen["owner"].text == "Head of Housing"
    assert seen.seen["owner"].cell == "F8"


def test_people_among_several_owners_are_hidden_and_posts_are_not() -> None:
    seen = board_action(
        owned("Officer A / Head of Planning", OwnerKind.SEVERAL, "Officer A", "Head of Planning")
    )
    assert seen.owner.names == ("named officer 1", "Head of Planning")
    assert seen.seen["owner"].text == "named officer 1, Head of Planning"


@pytest.mark.parametrize("words", ["Cllr Jane Smith", "Councillor J Smith"])
def test_a_member_is_hidden_by_name_and_shown_by_office(words: str) -> None:
    assert board_action(owned(words, OwnerKind.ELECTED_MEMBER, words)).owner.names == (
        "named member 1",
    )
    office = "Portfolio holder for Housing"
    assert board_action(owned(office, OwnerKind.ELECTED_MEMBER, office)).owner.names == (office,)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Smith to meet the landlord",
        "JANE SMITH to meet the landlord",
        "Jane\nSmith to meet the landlord",
        "J Smith to meet the landlord",
        "J. Smith to meet the landlord",
        "Smith, Jane to meet the landlord",
        "Ms Smith to meet the landlord",
    ],
)
def test_a_known_name_is_hidden_in_notes_however_it_is_shortened(text: str) -> None:
    seen = board_action(owned("Jane Smith", PERSON, "Jane Smith", notes=(note(text),)))
    assert seen.notes[0].text == "named officer 1 to meet the landlord"
    assert seen.notes[0].seen is not None
    assert seen.notes[0].seen.text == "named officer 1 to meet the landlord"


def test_parts_of_other_words_are_left_alone() -> None:
    told = "Smithfield market and Officer AB"
    seen = board_action(owned("Officer A", PERSON, "Officer A", notes=(note(told),)))
    assert seen.notes[0].text == told


def test_a_first_name_that_is_an_everyday_word_is_hidden_in_owner_cells_only() -> None:
    first = OwnerKind.FIRST_NAME_OR_INITIALS
    seen = board_action(owned("May", first, "May", title="Open by May 2027", reason="May"))
    assert seen.owner.names == ("named officer 1",)
    assert seen.seen["owner"].text == "named officer 1"
    assert (seen.title, seen.reason) == ("Open by May 2027", "May")
    karen = board_action(owned("Karen", first, "Karen", notes=(note("Karen to chase"),)))
    assert karen.notes[0].text == "named officer 1 to chase"


@pytest.mark.parametrize("name", ["Amber", "Green"])
def test_a_name_that_is_a_colour_leaves_ratings_alone(name: str) -> None:
    first, colour = OwnerKind.FIRST_NAME_OR_INITIALS, name.lower()
    of = review(
        plan(owned(name, first, name, rag=Rag(colour), notes=(note(f"Was {name} in May"),))),
        answers=[answer("H1", colour, respondent="Clerk")],
    )
    board = board_edition(of)
    assert board.plan.actions[0].owner.names == ("named officer 1",)
    assert board.plan.actions[0].rag is Rag(colour)
    assert board.plan.actions[0].notes == of.plan.actions[0].notes
    assert board.answers[0].value == colour


def test_a_status_is_nobodys_name() -> None:
    """It is one of a list, and no text in which a person could be named."""
    seen = board_action(
        owned("Delayed", OwnerKind.FIRST_NAME_OR_INITIALS, "Delayed", status=Status.DELAYED)
    )
    assert seen.status is Status.DELAYED


def test_what_names_nobody_is_not_made_again() -> None:
    """What is known of it from judging the whole review holds for the board too."""
    of = review(
        plan(owned("Jane Smith", PERSON, "Jane Smith"), action("1.2")),
        answers=[answer("F1", 1, respondent="Clerk")],
    )
    board = board_edition(of)
    assert board.plan.actions[1] is of.plan.actions[1]
    posts = review(plan(action()), answers=of.answers)
    assert board_edition(posts).plan is posts.plan


@pytest.mark.parametrize("name", ["Officer A", "Head of Housing"])
def test_facts_taken_over_from_the_other_edition_are_those_derived_anew(name: str) -> None:
    """With a person in the plan nothing is taken over; with posts alone all that the plan tells."""
    kind = PERSON if name == "Officer A" else OwnerKind.POST
    both = [answer("H1", "green", respondent="Clerk"), answer("H1", "red", respondent="Police")]
    of = review(plan(owned(name, kind, name), action("1.2")), answers=both)
    board, whole = board_edition(of), Derived(of, derive(of))
    shared = derive(board, like=whole)
    assert shared == derive(board)
    assert (shared[0] is whole.facts[0]) == (kind is OwnerKind.POST)
    later = board.model_copy(update={"as_of": dt.date(2027, 3, 31)})
    assert derive(later, like=whole) == derive(later)
    assert derive(board, {"action"}, Derived(of, derive(of, {"action"}))) == shared[:2]


@pytest.mark.parametrize("name", ["Officer A", "Head of Housing"])
def test_findings_taken_over_from_the_other_edition_are_those_found_anew(name: str) -> None:
    """Also where the facts of some subjects differ: who stands where, and who owns what."""
    kind = PERSON if name == "Officer A" else OwnerKind.POST
    both = [answer("H1", "green", respondent="Clerk"), answer("H1", "red", respondent="Police")]
    of = review(plan(owned(name, kind, name), action("1.2", owner=Owner())), answers=both)
    board, book, matcher = board_edition(of), rulebook(), PlainMatcher()
    facts = derive(of)
    whole = Found(book, facts, find(facts, book, matcher))
    assert whole.findings
    anew = find(derive(board), book, matcher)
    assert find(derive(board), book, matcher, whole) == anew
    assert find(derive(board), replace(book), matcher, whole) == anew  # of another rulebook


def test_what_was_looked_up_in_a_plan_is_looked_up_anew() -> None:
    of = plan(owned("Jane Smith", PERSON, "Jane Smith"))
    assert of.action("1.1") is of.actions[0]
    board = board_edition(review(of)).plan
    assert board.action("1.1") is board.actions[0]


def test_addresses_go() -> None:
    seen = board_action(action(resources="Ask jane.smith@anycity.example for the budget"))
    assert seen.resources == "Ask an e-mail address for the budget"


@pytest.mark.parametrize("written", ["seán.o’brien@anycity.example", "o'brien@anycity.example"])
def test_an_address_goes_whole_with_the_apostrophe_in_it(written: str) -> None:
    assert board_action(action(resources=f"Ask {written}")).resources == "Ask an e-mail address"


def test_a_cell_of_forty_thousand_letters_is_looked_through_at_once() -> None:
    """Were each letter taken for the start of an address, this would take half a minute."""
    endless = "x" * 40_000
    began = time.process_time()
    assert board_action(action(resources=endless)).resources == endless
    assert time.process_time() - began < 5


def test_bodies_that_help_are_not_taken_for_people() -> None:
    helped = Owner(
        kind=OwnerKind.POST,
        names=("Head of Housing",),
        support=("Eastfield Sixth Form, Job Centre", "Officer C"),
    )
    of = plan(action(owner=helped), dependencies=(dependency(agreed_with="Ms Jones"),))
    assert people(of) == ("Ms Jones", "Officer C")
    board = board_edition(review(of)).plan
    assert board.actions[0].owner.support == ("Eastfield Sixth Form, Job Centre", "named officer 2")
    assert board.dependencies[0].agreed_with == "named officer 1"


def everywhere(name: str) -> Plan:
    """A plan in which ``name`` stands in every place that can hold it."""
    who = owner(PERSON, name)
    lead: Outcome = outcome(senior_lead=who, story=f"{name} began it", partners=name)
    return plan(
        action(
            owner=who,
            title=f"Send {name} on a course by May 2027",
            reason=f"{name} was ill",
            evidence=f"Certificate of {name}",
            other={f"{name}'s remarks": f"See {name}"},
            seen={"owner": cell("F8", name)},
        ),
        lead=who,
        outcomes=(lead,),
        indicators=(indicator(owner=who, source=f"Sheet kept by {name}"),),
        resources=(resource(obtained_by=who, what=f"Days of {name}"),),
        capacity=(capacity(name),),
        dependencies=(dependency(agreed_with=name, needs=f"{name}'s surveys"),),
        source=f"Plan of {name}.xlsx",
    )


def full_review(name: str) -> Review:
    return review(
        everywhere(name),
        answers=[
            answer("H1", "green", evidence=f"{name} says so", respondent=name),
            answer("F1", 1, reason=f"{name} left", respondent="Locality manager"),
        ],
    )


def test_nothing_of_a_person_reaches_pages_or_attachment() -> None:
    board = board_edition(full_review("Officer A"))
    assert "Officer A" not in board.model_dump_json()
    assert "officer a" not in board.model_dump_json()
    assert "Officer A" not in judged(board).model_dump_json()
    assert "Officer A" in judged(full_review("Officer A")).model_dump_json()


def test_the_board_learns_no_respondent() -> None:
    board = board_edition(full_review("Officer A"))
    assert [given.respondent for given in board.answers] == ["respondent 1", "respondent 2"]
    assert [judgement.by for judgement in judgements(board)] == ["respondent 1"]


def test_one_who_answered_alone_needs_no_number() -> None:
    alone = review(answers=[answer("H1", "green", respondent="Locality manager")])
    assert [given.respondent for given in board_edition(alone).answers] == [""]


def test_the_board_hears_the_same_disagreement_without_the_roles() -> None:
    both = review(
        answers=[
            answer("A1", 0, respondent="Police lead"),
            answer("A1", 3, respondent="Clerk"),
            answer("A1", 2, respondent="Clerk", moderated=True),
        ]
    )
    board = board_edition(both)
    assert "Police lead" not in board.model_dump_json()
    assert board.answers_to("progress-assurance")["A1"].value == 2
    assert len(board.heard("progress-assurance")["A1"].separate) == 2


def test_a_review_without_people_keeps_every_word() -> None:
    of = review(plan(action(), capacity=(capacity(),)), answers=[answer("F1", 1)])
    assert board_edition(of) == of


def test_hiding_people_changes_no_count() -> None:
    full, board = judged(full_review("Officer A")), judged(board_edition(full_review("Officer A")))
    assert [f.code for f in full.findings] == [f.code for f in board.findings]
    assert full.ratings[0].level == board.ratings[0].level
    measures = full.measures.model_dump_json()
    assert measures.replace("Officer A", "named officer 1") == board.measures.model_dump_json()


def test_owners_of_earlier_imports_and_of_what_has_gone_are_hidden_too() -> None:
    before = Revision(field="owner", text="Jane Smith, Head of Housing", version=1)
    after = Revision(field="owner", text="Head of Estates", version=2)
    gone = GoneAction(
        action=owned("John Brown", PERSON, "John Brown"),
        last_seen=dt.date(2026, 4, 1),
        gone_since=dt.date(2026, 10, 1),
    )
    of = plan(action(owner=post("Head of Estates"), revisions=(before, after)))
    shown = board_edition(review(of.model_copy(update={"gone": (gone,)})))
    written = shown.model_dump_json()
    assert "Smith" not in written
    assert "Brown" not in written
    texts = [revision.text for revision in shown.plan.actions[0].revisions]
    assert texts == ["Head of Housing", "Head of Estates"]


def test_people_of_the_years_that_a_plan_rolled_on_from_are_hidden_too() -> None:
    done = owned("John Brown", PERSON, "John Brown").model_copy(
        update={
            "status": Status.COMPLETED,
            "revisions": (Revision(field="status", text="completed", by="Ms Green"),),
        }
    )
    risk = Risk(key="RSK1", ref="RSK1", text="Rents", status="Closed", owner=done.owner)
    before = plan(done, action("1.2"), risks=(risk,))
    rolled, _ = roll_forward(before, dt.date(2026, 4, 1))
    shown = board_edition(review(rolled)).plan.closed[0]
    assert shown.actions[0].owner.names == ("named officer 1",)
    assert shown.risks[0].owner.names == ("named officer 1",)
    assert "Green" not in shown.model_dump_json()


def test_a_person_who_told_of_an_action_is_hidden_too() -> None:
    told = (
        Revision(field="status", text="delayed", version=2, by="Jane Smith"),
        Revision(field="status", text="completed", version=3, by="Head of Housing"),
    )
    shown = board_edition(review(plan(action(revisions=told)))).plan.actions[0].revisions
    assert [revision.by for revision in shown] == ["named officer 1", "Head of Housing"]
