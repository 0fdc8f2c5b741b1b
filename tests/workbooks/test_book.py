"""What stands about a cell in a workbook that people fill in."""

from __future__ import annotations

from assure.workbooks import book


def test_what_a_person_reads_who_types_other_is_as_clean_as_a_cell() -> None:
    page = book.new_book().create_sheet("Answers")
    book.check(page, "B2", "list", "Choose\x00 one of the \u202ewords.", "Lists!$A$1:$A$3")
    (made,) = page.data_validations.dataValidation
    assert made.error == "Choose one of the words."


def test_what_is_too_long_to_be_read_ends_with_an_ellipsis() -> None:
    page = book.new_book().create_sheet("Answers")
    book.check(page, "B2", "list", "one " * 100, "Lists!$A$1:$A$3")
    (made,) = page.data_validations.dataValidation
    assert made.error is not None
    assert made.error.endswith("…")
    assert len(made.error) <= 255
