"""The challenge pack: promises first, then questions with whom to ask, and room to write."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from functools import cache

import pikepdf
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from tests.report.aloud import Aloud

from assure.model.actions import Action
from assure.model.assessment import Assessment
from assure.model.challenge import ChallengeQuestion
from assure.model.outcomes import Outcome
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Owner, OwnerKind
from assure.report import challenge
from assure.report.kinds import Material, kind_named
from assure.report.pdf import write_pdf
from assure.report.render import Edition
from assure.service.challenge import questions_of
from assure.service.demo import review_of
from assure.service.judge import for_edition, judge
from assure.service.report import html_of

PACK = kind_named("challenge-pack")
HOSTILE = '<script>alert(1)</script> {{7*7}} "><img src=x onerror=go()>'


@cache
def a_year_on(edition: Edition = "board") -> Material:
    """Anycity's annual review: six promises of the session before it are known."""
    review = for_edition(review_of("annual-2027"), edition)
    assessment = judge(review)
    return Material(
        review, assessment, edition, questions=questions_of(review, assessment, PACK.asks)
    )


def words(html: str) -> str:
    body = re.sub(r"(?s)<(style|title|head)\b.*?</\1>", " ", html)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def post(name: str) -> Owner:
    return Owner(kind=OwnerKind.POST, names=(name,))


def asking(assessment: Assessment, review: Review, *questions: ChallengeQuestion) -> Material:
    return Material(review, assessment, questions=questions)


def of_finding(assessment: Assessment, code: str, ref: str) -> ChallengeQuestion:
    found = next(f for f in assessment.findings if (f.code, f.ref) == (code, ref))
    return ChallengeQuestion(
        about=found.fingerprint,
        question=found.challenge,
        because=found.sentence,
        theme=found.outcomes[0] if found.outcomes else found.family,
        code=found.code,
        fingerprint=found.fingerprint,
        refs=(found.ref,),
        why=found.why,
        places=found.places(),
    )


PLAN = Plan(
    key="anycity",
    title="Anycity Delivery Plan",
    lead=post("Partnership Manager"),
    outcomes=(Outcome(key="1", ref="1", title="Work", senior_lead=post("Director of Skills")),),
    actions=(
        Action(key="1.3", ref="1.3", title="Agree one score", owner=post("Data Lead")),
        Action(key="1.4", ref="1.4", title="Open a hub", owner=post("Hub Manager")),
    ),
)


def test_promises_stand_before_questions_and_minutes_come_last() -> None:
    text = words(html_of(PACK, a_year_on(), "paper"))
    places = [
        text.index("Promised last time"),
        text.index("By theme, and whom to ask"),
        text.index("Ranked: first where two views differ"),
        text.index("What was said, and what is promised"),
    ]
    assert places == sorted(places)
    assert "Of six promises two were kept, one was kept late, one is late" in text
    assert "12 questions, each with its evidence" in text


def test_a_question_says_whom_to_ask_on_what_evidence_and_what_a_good_answer_shows(
    assessment: Assessment, review: Review
) -> None:
    question = of_finding(assessment, "TIM-08", "1.3")
    (asked,) = challenge.pack([question], assessment, PLAN).asked
    assert asked.whom == "Data Lead"
    assert asked.because == "Action 1.3 is 92 days late."
    assert asked.about == "Outcome 1, TIM-08"
    assert asked.seen == "Project plan F7; Project plan G7"
    assert asked.good == ("Agree a recovery date this month, with its reason.",)


def test_where_the_owner_is_the_question_the_lead_of_the_outcome_is_asked(
    assessment: Assessment,
) -> None:
    question = of_finding(assessment, "OWN-03", "1.4")
    owning = assessment.model_copy(
        update={
            "findings": tuple(
                f.model_copy(update={"family": "ownership"}) for f in assessment.findings
            )
        }
    )
    (asked,) = challenge.pack([question], owning, PLAN).asked
    assert asked.whom == "Director of Skills"


def test_without_any_post_the_chair_is_asked(assessment: Assessment) -> None:
    question = of_finding(assessment, "GOV-03", "F1")
    (asked,) = challenge.pack([question], assessment, Plan(key="bare", title="Bare")).asked
    assert asked.whom == challenge.THE_CHAIR


def test_a_post_that_is_overbooked_is_asked_itself(assessment: Assessment) -> None:
    question = of_finding(assessment, "RES-08", "Head of Employment and Skills")
    (asked,) = challenge.pack([question], assessment, PLAN).asked
    assert asked.whom == "Head of Employment and Skills"


def test_two_views_that_differ_ask_for_what_one_side_has_seen(assessment: Assessment) -> None:
    question = ChallengeQuestion(
        about="rating plan",
        question="Delivery of the plan is judged Green, and the rules propose Red: why?",
        because="Six actions are late.",
        theme="",
    )
    made = challenge.pack([question], assessment, PLAN)
    assert made.asked[0].good == challenge.VIEWS
    assert made.themes[0].title == "The whole plan"


def test_titles_count_in_words() -> None:
    assert challenge.title(1) == "One question for an hour"
    assert challenge.title(4) == "Four questions for an hour"
    assert challenge.title(6) == "Six questions, the first four for an hour"
    assert challenge.lead(1).startswith("One question with its evidence")


def test_only_those_asked_more_than_once_are_counted() -> None:
    one = ChallengeQuestion(about="f1", question="?", because="It is late.", theme="dates")
    asked = [
        challenge.Asked(one, 1, "?", whom, "", "", "", "", (), advised=False)
        for whom in ("Head of Housing", "the chair", "Head of Housing")
    ]
    assert challenge.most_asked(asked) == "Head of Housing (2 questions)"
    assert challenge.most_asked(asked[1:]) == ""


def test_nothing_to_ask_is_said_in_a_sentence(assessment: Assessment, review: Review) -> None:
    nothing = asking(assessment, review)
    assert PACK.lacks(nothing).startswith("There is nothing to challenge:")


def test_promises_alone_make_a_pack() -> None:
    promised = dataclasses.replace(a_year_on(), questions=())
    assert PACK.lacks(promised) == ""
    text = words(html_of(PACK, promised))
    assert "The findings ask nothing" in text
    assert "The session may ask its own." in text


def test_a_first_session_says_that_nothing_was_promised(
    assessment: Assessment, review: Review
) -> None:
    first = asking(assessment, review, of_finding(assessment, "TIM-08", "1.3"))
    assert "No earlier session is known" in words(html_of(PACK, first))


def test_what_a_plan_says_is_text(assessment: Assessment, review: Review) -> None:
    question = of_finding(assessment, "TIM-08", "1.3")
    spoilt = question.model_copy(
        update={"question": HOSTILE, "because": HOSTILE, "theme": HOSTILE, "alike": (HOSTILE,)}
    )
    html = html_of(PACK, asking(assessment, review, spoilt), "paper")
    assert "<script" not in html
    assert "<img" not in html
    assert "{{7*7}}" in html


def test_word_has_a_place_for_every_answer_and_rows_for_the_minutes() -> None:
    material = a_year_on()
    assert PACK.word is not None
    document = Document(io.BytesIO(PACK.word(material)))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert [h.split(".")[0] for h in headings] == [str(n) for n in range(1, 13)]
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert heads.count(["What was said", "Promised", "Who", "By"]) == 12
    # No page ends between a question, what a good answer shows and the lines to write on.
    good = [p for p in document.paragraphs if p.style.name == "List Bullet"]
    assert all(p.paragraph_format.keep_with_next for p in good)
    assert "Minute sheet" in [p.text for p in document.paragraphs]
    before = next(p for p in document.paragraphs if p.text.startswith("For questions of the"))
    assert before.paragraph_format.keep_with_next  # no heading is left behind by its table
    assert "Board edition" in document.sections[0].footer.paragraphs[0].text
    assert PACK.word(material) == PACK.word(material)


def test_in_word_a_question_stays_with_the_room_for_its_answer() -> None:
    assert PACK.word is not None
    document = Document(io.BytesIO(PACK.word(a_year_on())))
    blocks = list(document.iter_inner_content())
    (asked,) = (n for n, one in enumerate(blocks) if getattr(one, "text", "").startswith("1. "))
    room = next(n for n, one in enumerate(blocks) if n > asked and isinstance(one, Table))
    for one in blocks[asked:room]:
        assert isinstance(one, Paragraph)
        assert one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next


def test_questions_to_which_a_promise_is_open_are_not_asked_again() -> None:
    """What the session leaves out the pack leaves out as well."""
    material = a_year_on()
    open_ones = {
        one.fingerprint
        for one in material.review.promises
        if one.fingerprint and one.by and one.by >= dt.date(2027, 4, 30) and not one.updates
    }
    assert not open_ones & {question.fingerprint for question in material.questions}


def test_a_question_is_not_cut_in_the_table_of_themes() -> None:
    page = words(html_of(PACK, a_year_on()))
    themes = page[page.index("By theme, and whom to ask") : page.index("The questions")]
    assert "…" not in themes


def test_there_are_lines_for_notes_and_one_more_for_the_questions_after_the_first_page() -> None:
    page = html_of(PACK, a_year_on())
    asked = page.split('<div class="asked')[1:]
    lines = [one.split("Promise")[0].count('<div class="fill">') for one in asked]
    assert lines == [3] * 4 + [4] * 8  # the last of each is the promise
    assert 'data-label="Notes"' in page


def test_the_lines_for_notes_fit_beneath_the_minutes() -> None:
    """No page of the pack is kept for notes alone, whatever stood before."""
    paper = html_of(PACK, a_year_on(), "paper")
    with pikepdf.open(io.BytesIO(write_pdf(paper))) as pdf:
        last = " ".join(Aloud(pdf).said[pdf.pages[-1].objgen].values())
    assert "Minute sheet" in last
    assert "Notes" in last


def test_how_a_promise_stands_is_said_once() -> None:
    page = words(html_of(PACK, a_year_on()))
    assert "Broken Recruiting was frozen" in page
    assert "Broken: " not in page
