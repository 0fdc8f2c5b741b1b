"""The annex says who answered, in what role and when, and what is not yet agreed."""

from __future__ import annotations

import datetime as dt

from tests.report.test_render import HOSTILE, Page, render_html

from assure.model.assessment import Answering, Assessment, Respondent

POLICE = Respondent(
    role="Police lead", answered=30, unknown=2, not_applicable=1, first=dt.date(2026, 10, 12)
)
CLERK = POLICE.model_copy(update={"role": HOSTILE, "last": dt.date(2026, 10, 19)})
BOTH = Answering(
    questionnaire="progress-assurance",
    title="Progress Assurance",
    questions=38,
    answered=30,
    unknown=3,
    not_applicable=4,
    respondents=(POLICE, CLERK),
    shared=30,
    differing=9,
    not_moderated=7,
    first=dt.date(2026, 10, 12),
    last=dt.date(2026, 10, 19),
)


def annex(assessment: Assessment, edition: str, *answered: Answering) -> str:
    of = assessment.model_copy(update={"answering": answered})
    html = render_html(of, edition=edition)  # type: ignore[arg-type]
    words = Page(html.replace("</t", " </t").replace("<span", " <span")).words()  # cells apart
    return words[words.index("Who answered") :]


def test_the_full_edition_names_each_role(assessment: Assessment) -> None:
    words = annex(assessment, "full", BOTH)
    assert "Progress Assurance 2 respondents 30 of 38 3 4 12 Oct 2026 to 19 Oct 2026" in words
    assert "not yet moderated 7 questions answered differently" in words
    assert "Police lead 30 2 1 12 Oct 2026 their own" in words


def test_the_board_edition_names_none(assessment: Assessment) -> None:
    words = annex(assessment, "board", BOTH)
    assert "Roles are left out of this edition." in words
    assert "2 respondents" in words
    assert "Police lead" not in words


def test_what_was_agreed_is_told(assessment: Assessment) -> None:
    agreed = BOTH.model_copy(update={"moderated": 9, "not_moderated": 0})
    assert "moderated 9 questions" in annex(assessment, "board", agreed)
    alike = BOTH.model_copy(update={"differing": 0, "not_moderated": 0})
    assert "all said the same" in annex(assessment, "board", alike)


def test_one_who_answered_alone_needs_no_rule_of_thumb(assessment: Assessment) -> None:
    alone = BOTH.model_copy(update={"respondents": (POLICE,), "shared": 0, "not_moderated": 0})
    words = annex(assessment, "full", alone)
    assert "Progress Assurance Police lead 30 of 38" in words
    assert "nothing to agree" in words
    assert "rule of thumb" not in words


def test_without_answers_nothing_is_said_of_who_gave_them(assessment: Assessment) -> None:
    assert "Who answered" not in Page(render_html(assessment)).words()


def test_a_judgement_that_is_not_agreed_is_told_where_it_stands(assessment: Assessment) -> None:
    apart = tuple(one.model_copy(update={"apart": 3}) for one in assessment.judgements)
    words = Page(render_html(assessment.model_copy(update={"judgements": apart}))).words()
    assert words.count("Not yet moderated: 3 respondents differ.") == len(apart)
    assert "Not yet moderated" not in Page(render_html(assessment)).words()
