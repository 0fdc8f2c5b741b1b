"""YAML becomes plain data with places; what surprises people is refused with a sentence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import yaml

from assure.conditions import yaml_text
from assure.conditions.documents import read
from assure.model.errors import AssureError, RulebookError

RULESET = """\
family: ownership
rules:
  - code: OWN-01
    when: {owner_kind: missing}
"""


def message(text: str) -> str:
    with pytest.raises(RulebookError) as caught:
        read(text, "rulesets/x.yaml", RulebookError)
    return str(caught.value)


def test_every_key_has_a_place() -> None:
    document = read(RULESET, "rulesets/ownership.yaml")
    assert document.place(("rules", 0, "code")) == "rulesets/ownership.yaml:3:5"
    assert document.place(("rules", 0, "when", "owner_kind")) == "rulesets/ownership.yaml:4:12"


def test_what_is_not_there_has_the_place_of_what_is_above_it() -> None:
    document = read(RULESET, "o.yaml")
    assert document.place(("rules", 0, "advice", "text")) == "o.yaml:3:5"


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("8", 8),
        ("-3", -3),
        ("+3", 3),
        ("0.60", Decimal("0.60")),
        (".5", Decimal("0.5")),
        ("2026-04-01", dt.date(2026, 4, 1)),
        ("0.1.0", "0.1.0"),
        ("007", "007"),
        ("1e999999999", "1e999999999"),
        (".nan", ".nan"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("9" * 60, "9" * 60),
        ("2026-04-01 10:00", "2026-04-01 10:00"),
        ("'8'", "8"),
        ('"true"', "true"),
    ],
)
def test_what_a_plain_word_means(word: str, value: object) -> None:
    data = read(f"key: {word}\n", "x.yaml").data
    assert data == {"key": value}
    assert isinstance(data, dict)
    assert type(data["key"]) is type(value)


def test_keys_are_always_text() -> None:
    assert read("{1: a, true: b, 2026-01-01: c}", "x").data == {
        "1": "a",
        "true": "b",
        "2026-01-01": "c",
    }


def test_an_empty_text_is_none() -> None:
    assert read("", "x.yaml").data is None
    assert read("# only a comment\n", "x.yaml").data is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", "rulesets/x.yaml:3:1: “a” is already given on line 1"),
        ("- a: 1\n  a: 2", "keep one of them, or put “- ” before it where another item begins."),
        ("a: &x 1", "rulesets/x.yaml:1:4: anchors (&x) are not read"),
        ("a: *x", "rulesets/x.yaml:1:4: aliases (*x) are not read"),
        ("a: !!python/object:os.system x", "rulesets/x.yaml:1:4: tags"),
        ("a: 1\n---\nb: 2", "rulesets/x.yaml:2:1: a second document starts here"),
        ("[" * 40, "rulesets/x.yaml:1:31: nested more than 30 deep"),
        ("a: 2026-02-30", "rulesets/x.yaml:1:4: there is no day 2026-02-30"),
        ("{a: b}: c", "rulesets/x.yaml:1:1: a list or mapping stands where a key is wanted"),
        ("a: b\n c: d\n", "rulesets/x.yaml:2:3: this is not YAML"),
        ("a: 'open\n", "this is not YAML"),
        ("a: {ref} has no owner", "text with {braces} needs quotes"),
        ("a: one\nb: \x07", "rulesets/x.yaml:2:4: holds a character that cannot be seen (U+0007)"),
        ('a: "\\0"', "rulesets/x.yaml:1:4: an escape spells U+0000"),
        ("a: \ud800", "rulesets/x.yaml:1:4: holds a character that cannot be seen (U+D800)"),
        ("a" * 2_000_001, "rulesets/x.yaml: longer than 2,000,000 characters"),
    ],
)
def test_what_is_refused_and_how_it_is_said(text: str, expected: str) -> None:
    told = message(text)
    assert expected in told
    assert "\n" not in told
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a:\n\tb: 1", "2:1: this is not YAML (a Tab, or text that begins with @, % or `, without"),
        ("a:\n  - b: 1\n\tc: 2", "3:1: this is not YAML (a Tab stands where spaces are wanted);"),
        ("a: b: c", "1:5: this is not YAML (a colon stands in text without quotes); look at this"),
        ("a: “b: c”", "(a colon stands in text without quotes)"),
        ("x: 1\na:b\nc: 1", "(a name has no colon with a space after it)"),
        ("a:\n  - b: 1\n  c: 2", "(a line begins further left than its list)"),
        ("a: 'b\nc: 1", "(a quote is opened and never closed)"),
        ('a: "b "c" d"', "(a line begins at another place than those it belongs to, or text goes"),
    ],
)
def test_the_commonest_slips_are_told_plainly(text: str, says: str) -> None:
    assert says in message(text)


@pytest.mark.parametrize("opening", ["[", "[{", "- "])
def test_a_bomb_of_brackets_is_refused_and_crashes_nothing(opening: str) -> None:
    assert "rulesets/x.yaml:1:" in message(opening * 100_000)


def test_the_slow_parser_reads_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml."""
    quick = read(RULESET, "o.yaml")
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)
    slow = read(RULESET, "o.yaml")
    assert slow.data == quick.data
    assert slow.place(("rules", 0, "when")) == quick.place(("rules", 0, "when"))
    assert "nested more than 30 deep" in message("[" * 40)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read("\ufeffa: 1", "x").data == {"a": 1}


def test_the_error_is_of_the_kind_asked_for() -> None:
    with pytest.raises(AssureError) as caught:
        read("a: *b", "x.yaml")
    assert type(caught.value) is AssureError
