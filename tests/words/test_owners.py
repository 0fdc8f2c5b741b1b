"""Owner cells as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assure.model.values import Owner, OwnerKind
from assure.words.owners import parse_owner

K = OwnerKind

ONE_OWNER = {
    "Parks and Leisure Manager": K.POST,
    "Head of Planning, Housing and Growth": K.POST,
    "HEAD OF HOUSING": K.POST,
    "Head of Legal and Democratic Services": K.POST,
    "Skills/Employment Manager": K.POST,
    "Community Safety Partnership Manager": K.POST,
    "Chair of the Skills Board": K.POST,
    "Clerk to the Council": K.POST,
    "Clerk": K.POST,
    "Chief Executive, Anycity Hospital Trust": K.POST,
    "Chief Executive, Vale and Downs Chamber": K.POST,
    "Safeguarding in Education Lead": K.POST,
    "Inspector, City Centre Neighbourhood Team": K.POST,
    "Assistant Director - Adults": K.POST,
    "Officer A": K.PERSON,
    "Ms Example": K.PERSON,
    "Cllr A": K.ELECTED_MEMBER,
    "Leader of the Council": K.ELECTED_MEMBER,
    "Portfolio Holder for Work, Skills and Growth": K.ELECTED_MEMBER,
    "All partners": K.COLLECTIVE,
    "Skills Board": K.COLLECTIVE,
    "relevant officers": K.COLLECTIVE,
    "Housing Officers": K.COLLECTIVE,
    "SMT": K.COLLECTIVE,
    "Parks and Leisure": K.COLLECTIVE,
    "Fleet Management & Waste": K.COLLECTIVE,
    "Public Health": K.COLLECTIVE,
    "Anycity Council": K.ORGANISATION,
    "Citizens Advice Bureau": K.ORGANISATION,
    "JS": K.FIRST_NAME_OR_INITIALS,
    "J.S.": K.FIRST_NAME_OR_INITIALS,
    "Ash": K.FIRST_NAME_OR_INITIALS,
    "QPZ": K.ACRONYM,
    "DI Public Protection": K.POST,
    "Anycity Council, Early Years Manager": K.POST,
    "Health and Social Care Partnership, Chief Officer": K.POST,
    "Officer N, Parent Carer Forum": K.PERSON,
    "Drug and Alcohol Commissioner": K.POST,
    "Low Marsh PC": K.ORGANISATION,
    "Climate Group (QV)": K.PERSON,
    "Climate Group (CG)": K.COLLECTIVE,
    "Skills / Employment Manager": K.POST,
    "TBC": K.PLACEHOLDER,
    "Payments Officer (post being recruited)": K.PLACEHOLDER,
    "tba.": K.PLACEHOLDER,
    "?": K.PLACEHOLDER,
    "To be appointed": K.PLACEHOLDER,
    "vacant": K.PLACEHOLDER,
    "": K.MISSING,
    "-": K.MISSING,
    "n/a": K.MISSING,
}

# Shaped like names and belonging to nobody: two words, hyphens, apostrophes, accents.
NAME_SHAPES = ["Alex Example", "Sam Sample-Test", "Jo O'Specimen", "Zoë Exemplar", "A. Placeholder"]


@pytest.mark.parametrize(("text", "kind"), ONE_OWNER.items(), ids=lambda value: str(value))
def test_one_owner(text, kind):
    owner = parse_owner(text)
    assert owner.kind is kind
    assert len(owner.names) <= 1


@pytest.mark.parametrize("text", NAME_SHAPES)
def test_names_of_persons(text):
    assert parse_owner(text).kind is K.PERSON


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Head of Housing / Head of Planning", ("Head of Housing", "Head of Planning")),
        ("Head of Housing and Head of Planning", ("Head of Housing", "Head of Planning")),
        ("RW / County Passenger Transport", ("RW", "County Passenger Transport")),
        ("Police, Head of Housing", ("Police", "Head of Housing")),
        ("Officer A; Officer B", ("Officer A", "Officer B")),
        ("Clerk + Cllrs C & D", ("Clerk", "Cllr C", "Cllr D")),
        ("Clerk, Warden and Treasurer", ("Clerk", "Warden", "Treasurer")),
        (
            "Head of IT and Customer Services /Policy Officer",
            ("Head of IT and Customer Services", "Policy Officer"),
        ),
        (
            "The Portfolio Holder for Parks and Play and the Head of Sport",
            ("The Portfolio Holder for Parks and Play", "the Head of Sport"),
        ),
        ("Policy Officer/Relevant Officers", ("Policy Officer", "Relevant Officers")),
    ],
)
def test_several_owners_without_a_lead(text, names):
    owner = parse_owner(text)
    assert owner.kind is K.SEVERAL
    assert owner.names == names
    assert owner.name is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NHS Board", K.ORGANISATION),
        ("Fire and Rescue Service", K.ORGANISATION),
        ("Police Scotland", K.ORGANISATION),
        ("Skills Development Scotland", K.ORGANISATION),
        ("NHS Board Chief Executive", K.POST),
        ("Chief Fire Officer, Fire and Rescue Service", K.POST),
    ],
)
def test_bodies_whose_last_word_says_something_else(text, kind):
    owner = parse_owner(text)
    assert (owner.kind, owner.names) == (kind, (text,))


@pytest.mark.parametrize(
    "text", ["Manager Waste and Sustainability", "Director, Infrastructure Services",
             "Group Manager Regeneration", "Strategic Director: Place"],
)  # fmt: skip
def test_posts_written_before_their_field(text):
    assert parse_owner(text).name == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ash and Bo", ("Ash", "Bo")),
        ("Ash, Bo and Cam", ("Ash", "Bo", "Cam")),
        ("JS & PT", ("JS", "PT")),
        ("Youth Service & JS", ("Youth Service", "JS")),
        ("Council and College", ("Council", "College")),
    ],
)
def test_first_names_initials_and_bodies_side_by_side_are_several(text, names):
    owner = parse_owner(text)
    assert (owner.kind, owner.names) == (K.SEVERAL, names)


@pytest.mark.parametrize(
    "text", ["Parks and Leisure", "Streets and Verges", "HR & OD", "PR & Communications Manager",
             "Head of Planning & GIS"],
)  # fmt: skip
def test_one_service_or_post_with_and_in_its_name_stays_one(text):
    assert parse_owner(text).names == (text,)


def test_where_a_person_works_is_no_second_owner():
    assert parse_owner("Officer A (Housing)").kind is K.PERSON
    assert parse_owner("JS (Housing)").kind is K.FIRST_NAME_OR_INITIALS


@pytest.mark.parametrize(
    "text", ["Officer A, Head of Policy", "Head of Policy (Officer A)", "Officer A\nHead of Policy"]
)
def test_a_person_with_a_post_is_one_owner_known_by_the_post(text):
    owner = parse_owner(text)
    assert owner.kind is K.PERSON_AND_POST
    assert owner.names == ("Head of Policy", "Officer A")
    assert owner.name == "Head of Policy"


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("Lead: Head of Housing, support: Police", ("Police",)),
        ("Head of Housing with support from Skills Team", ("Skills Team",)),
        ("Head of Housing (lead), Head of Planning", ("Head of Planning",)),
        ("Head of Housing supported by Officer A and Officer B", ("Officer A", "Officer B")),
    ],
)
def test_lead_and_support_are_told_apart(text, support):
    owner = parse_owner(text)
    assert owner.name == "Head of Housing"
    assert owner.support == support


def test_a_vacant_post_is_a_placeholder_that_keeps_its_name():
    owner = parse_owner("Head of Housing (vacant)")
    assert (owner.kind, owner.names) == (K.PLACEHOLDER, ("Head of Housing",))


def test_ditto_means_the_owner_above():
    above = parse_owner("Head of Housing")
    assert parse_owner("ditto", previous=above) == above.model_copy(update={"inherited": True})
    assert parse_owner("as above") == Owner()
    assert parse_owner("Officer A\nditto\nditto").names == ("Officer A",)


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    owner = parse_owner(text)
    assert owner.kind in K
    assert owner.accountable <= bool(owner.names)


@given(st.lists(st.sampled_from([*ONE_OWNER, "and", "&", ",", "/", "\n", "lead"]), max_size=6))
def test_no_mixture_of_owners_is_too_odd(pieces):
    assert parse_owner(" ".join(pieces)).kind in K


@pytest.mark.parametrize(
    "text",
    [
        "Cllr A, Portfolio Holder for Transport",
        "Portfolio Holder for Transport, Cllr A",
        "Cllr A – Leader of the Council",
        "Chair of the Housing Committee, Cllr A",
    ],
)
def test_a_councillor_with_an_office_is_one_elected_member(text: str) -> None:
    owner = parse_owner(text)
    assert (owner.kind, owner.names) == (OwnerKind.ELECTED_MEMBER, (text,))


def test_a_councillor_and_an_officer_are_two() -> None:
    assert parse_owner("Cllr A, Head of Housing").kind is OwnerKind.SEVERAL


def test_the_field_in_brackets_tells_posts_of_one_rank_apart() -> None:
    assert parse_owner("Assistant Director (Finance)").name == "Assistant Director (Finance)"
    assert parse_owner("Tenant Participation Officer (TPO)").name == "Tenant Participation Officer"


@pytest.mark.parametrize(
    "text", ["Facilities Mgr", "Chief Exec", "DA Co-ord", "Asst Dir of Housing"]
)
def test_ranks_cut_short_are_posts(text: str) -> None:
    assert parse_owner(text).kind is OwnerKind.POST


def test_the_post_in_brackets_answers_for_its_service() -> None:
    assert parse_owner("Property Services (Head of Property)").name == "Head of Property"
    assert parse_owner("Housing Team (Manager)").name == "Housing Team (Manager)"
    assert parse_owner("All Directors (Chief Executive)").kind is OwnerKind.COLLECTIVE


# --- Posts called for short, and addresses ----------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "HoS",
        "HoS Planning",
        "HoLS",
        "ADoH",
        "AD Homes",
        "AD Customer Services",
        "ED Place",
        "DPH",
        "Dir Finance",
        "Exec Dir Place",
        "Asst Dir Homes",
        "Hd of Planning",
        "Director Anycity Homes",
        "head.of.housing@anycity.gov.uk",
    ],
)
def test_posts_called_for_short(text: str) -> None:
    assert parse_owner(text).kind is OwnerKind.POST


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AD", OwnerKind.FIRST_NAME_OR_INITIALS),  # initials as likely as a rank
        ("DoF", OwnerKind.ACRONYM),  # a director here, a department of government there
        ("AD Housing Team", OwnerKind.COLLECTIVE),
        ("HoS Team", OwnerKind.COLLECTIVE),
        ("Anycity Homes", OwnerKind.ORGANISATION),
        ("housing@anycity.gov.uk", OwnerKind.COLLECTIVE),  # a mailbox that many read
        ("officer.a@anycity.gov.uk", OwnerKind.PERSON),
        ("https://anycity.gov.uk/housing", OwnerKind.PLACEHOLDER),
        ("www.anycity.gov.uk", OwnerKind.PLACEHOLDER),
    ],
)
def test_letters_and_addresses_are_taken_for_no_more_than_they_say(text, kind) -> None:
    assert parse_owner(text).kind is kind


def test_a_web_page_beside_a_post_is_no_second_owner() -> None:
    told = parse_owner("Head of Housing\nhttps://anycity.gov.uk/housing")
    assert told.names == ("Head of Housing",)


def test_two_posts_called_for_short_are_two() -> None:
    assert parse_owner("AD Homes & HoS Planning").names == ("AD Homes", "HoS Planning")
