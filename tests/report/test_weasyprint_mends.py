"""What is mended in WeasyPrint and its kin does what it did, only sooner."""

from __future__ import annotations

from typing import Any

import cffi
import pytest

from assure.report.weasyprint_mends import parse_what_is_named

DECLARED = """
typedef unsigned int codepoint;
typedef struct { codepoint first; int last; } range;
typedef struct hidden hidden;
range *ranges_of(hidden *, codepoint);
"""


def declared() -> Any:
    ffi = cffi.FFI()
    ffi.cdef(DECLARED)
    return ffi


@pytest.mark.parametrize(
    "name",
    ["codepoint", "range", "range *", "range[3]", "hidden **", "codepoint[]", "int(*)(range)"],
)
def test_a_name_means_the_type_that_it_meant(name: str) -> None:
    plain, mended = declared(), declared()
    parse_what_is_named(mended)
    assert mended.typeof(name).cname == plain.typeof(name).cname
    assert mended.typeof(name).kind == plain.typeof(name).kind


def test_what_is_declared_afterwards_is_known_too() -> None:
    mended = declared()
    parse_what_is_named(mended)
    mended.typeof("range *")
    mended.cdef("typedef struct { range whole; } page;")
    assert mended.sizeof("page") == mended.sizeof("range") == 8


def test_a_name_that_nobody_declared_is_refused_as_before() -> None:
    mended = declared()
    parse_what_is_named(mended)
    with pytest.raises(cffi.CDefError):
        mended.typeof("unheard_of *")
    assert mended.typeof("range").kind == "struct"


def test_a_cffi_that_parses_otherwise_is_left_alone() -> None:
    class Other:
        """An FFI of a version to come."""

    parse_what_is_named(Other())
