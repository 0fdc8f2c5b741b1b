"""Profiles: kept as small files that people can read and change."""

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assure.model.errors import AssureError
from assure.model.plan import QuarterBasis
from assure.shelf.profiles import Profile, profile_path, profile_text, read_profile, write_profile
from assure.shelf.settings import Settings, find_settings

WHOLE = Profile(
    period="01/04/2026 to 31/03/2029",
    quarters=QuarterBasis.CALENDAR,
    year_starts=1,
    people="people.csv",
    kept=("Comments",),
    columns={"owner": "Who leads on this", "due": "F"},
    legend={"blue": "Completed", "light green": "On track"},
)


def test_a_profile_is_a_short_file_that_anyone_can_read():
    assert (
        profile_text("anycity", WHOLE)
        == """\
# How a plan is read: assure check PLAN --profile anycity. Change it as you like.
period = "01/04/2026 to 31/03/2029"
quarters = "calendar"
year_starts = 1
people = "people.csv"
kept = ["Comments"]

[columns]
owner = "Who leads on this"
due = "F"

[legend]
blue = "Completed"
"light green" = "On track"
"""
    )


def test_it_is_kept_beside_the_settings_and_read_back(tmp_path, monkeypatch):
    (tmp_path / "assure.toml").write_text("profile = 'anycity'\n")
    (tmp_path / "2026").mkdir()
    monkeypatch.chdir(tmp_path / "2026")
    here = find_settings(tmp_path / "2026")
    path = write_profile("anycity", WHOLE, here)
    assert path == tmp_path / "profiles" / "anycity.toml"
    assert read_profile("anycity", here) == WHOLE.model_copy(update={"origin": str(path)})
    assert [file.name for file in path.parent.iterdir()] == ["anycity.toml"]  # no part left


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(st.dictionaries(anything, anything, max_size=4), st.lists(anything, max_size=3))
def test_whatever_stands_in_a_heading_comes_back(columns, kept):
    profile = Profile(columns=columns, legend=columns, kept=tuple(kept))
    assert Profile(**tomllib.loads(profile_text("any", profile))) == profile


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n[column]\nowner = 'Lead'\n", "line 2: there is no entry “column”; did you mean"),
        ("period = 'soon'", "line 1: “period” says “soon”, which names no period (write 01/04/"),
        ("quarters = 'school'", "“quarters” wants “financial” or “calendar”, not “school”"),
        ("year_starts = 13", "“year_starts” is too large: it wants a number up to 12, not 13"),
        ("[columns]\nowner = 5", "line 2: “columns.owner” wants text in quotes, not 5"),
        ("kept = 'Comments'", "“kept” wants a list of texts"),
        ("kept = [", "not valid TOML"),
    ],
)
def test_a_fault_is_one_sentence_that_names_file_and_line(tmp_path, text, says):
    home = Settings(origin=str(tmp_path / "assure.toml"))
    path = profile_path("anycity", home)
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(AssureError) as refusal:
        read_profile("anycity", home)
    assert str(refusal.value).startswith(str(path))
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_unknown_profile_is_told_with_those_that_there_are(tmp_path):
    home = Settings(origin=str(tmp_path / "assure.toml"))
    with pytest.raises(AssureError, match="no such profile; save one with"):
        read_profile("anycity", home)
    write_profile("anycity", WHOLE, home)
    with pytest.raises(AssureError, match="no such profile; did you mean “anycity”"):
        read_profile("anicity", home)


@pytest.mark.parametrize("name", ["", "../secret", "a/b", "C:x", "two words", "x" * 80])
def test_a_name_is_never_a_way_to_another_folder(tmp_path, name):
    with pytest.raises(AssureError, match="cannot name a profile; use letters"):
        profile_path(name, Settings(origin=str(tmp_path / "assure.toml")))


def test_a_profile_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "profiles").write_text("a file where the folder should be")
    with pytest.raises(AssureError, match="cannot be written"):
        write_profile("anycity", WHOLE, Settings(origin=str(tmp_path / "assure.toml")))
    assert [path.name for path in tmp_path.iterdir()] == ["profiles"]
