"""assure.toml: found upwards, read exactly, refused clearly."""

from decimal import Decimal

import pytest

from assure.model.errors import AssureError
from assure.shelf.settings import find_settings


def test_settings_are_found_in_a_folder_above(tmp_path):
    (tmp_path / "assure.toml").write_text('database = "reviews.db"\n[thresholds]\nlate-days = 14\n')
    inner = tmp_path / "2026" / "mid-year"
    inner.mkdir(parents=True)
    settings = find_settings(inner)
    assert settings.database == "reviews.db"
    assert settings.thresholds == {"late-days": Decimal(14)}


def test_a_decimal_threshold_is_what_was_written(tmp_path):
    (tmp_path / "assure.toml").write_text("[thresholds]\nweak-area = 1.7\n")
    assert find_settings(tmp_path).thresholds["weak-area"] == Decimal("1.7")


def test_folders_of_rules_start_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "assure.toml").write_text('rules = ["ours", "../theirs"]\noff = ["TIM-04"]\n')
    (tmp_path / "2026").mkdir()
    settings = find_settings(tmp_path / "2026")
    assert settings.folders == (tmp_path / "ours", tmp_path / "../theirs")
    assert settings.off == ("TIM-04",)


def test_without_a_file_the_defaults_hold(tmp_path):
    assert find_settings(tmp_path).database is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("database = [", "not valid TOML"),
        ("databse = 'x'", "line 1: there is no setting “databse”; did you mean “database”?"),
        ("\n[sizes]\nlarge = 3", "line 2: there is no setting “sizes”; known are database, "),
        ("origin = 'x'", "there is no setting “origin”"),
        ("rules = 'ours'", "line 1: “rules” wants a list of texts, such as"),
        ("off = [4]", "“off” wants text in quotes, not 4; docs/settings.md shows how"),
        ("severity = 'low'", "“severity” wants a heading in square brackets with lines below it"),
        ("[severity]\nOWN-01 = 3\n", "line 2: “severity.OWN-01” wants text in quotes, not 3;"),
        (
            "[thresholds]\nlate-days = 'soon'\n",
            "line 2: “thresholds.late-days” wants a number, not",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_that_names_it(tmp_path, text, says):
    path = tmp_path / "assure.toml"
    path.write_text(text)
    with pytest.raises(AssureError) as refusal:
        find_settings(tmp_path)
    assert str(path) in str(refusal.value)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    (tmp_path / "assure.toml").mkdir()
    with pytest.raises(AssureError, match=r"assure\.toml: this is a folder"):
        find_settings(tmp_path)
