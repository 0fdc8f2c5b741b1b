"""A plan in JSON: every value exactly, and one sentence for what is wrong with it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import tries

from assure.intake import Said, read_plan
from assure.model.actions import Action, ProgressNote
from assure.model.errors import UnreadableFileError
from assure.model.outcomes import Indicator, Point, PointKind
from assure.model.plan import Plan
from assure.model.plan_document import plan_text
from assure.model.values import Money, Owner, OwnerKind, Rag, Status, When, WhenKind
from assure.words.text import clean

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/schemas/plan.schema.json").read_text(encoding="utf-8"))


def written(folder: Path, plan: Any, **head: Any) -> Path:
    path = folder / "plan.json"
    document = {"format": "assure-plan", "version": 1, "plan": plan, **head}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def refusal(path: Path, said: Said | None = None) -> str:
    with pytest.raises(UnreadableFileError) as told:
        read_plan(path, said or Said())
    return str(told.value)


def test_the_example_comes_back_whole(tmp_path):
    plan = read_plan(ROOT / "src/assure/anycity/plan.xlsx")
    path = tmp_path / "plan.json"
    path.write_text(plan_text(plan), encoding="utf-8")

    assert read_plan(path) == plan
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), SCHEMA)


texts = st.text(max_size=30).map(clean)
days = st.dates()
whens = st.builds(
    When,
    kind=st.sampled_from(WhenKind),
    earliest=st.none() | days,
    latest=st.none() | days,
    assumed=st.none() | texts,
    text=texts,
)
owners = st.builds(
    Owner,
    kind=st.sampled_from(OwnerKind),
    names=st.lists(texts, max_size=3).map(tuple),
    support=st.lists(texts, max_size=2).map(tuple),
    inherited=st.booleans(),
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2)
money = st.builds(Money, pounds=st.none() | numbers, in_doubt=st.booleans(), text=texts)
actions = st.builds(
    Action,
    key=texts,
    ref=texts,
    title=texts,
    owner=owners,
    start=whens,
    due=whens,
    revised=st.lists(whens, max_size=2).map(tuple),
    effort_days=st.none() | numbers,
    cost=st.none() | money,
    status=st.sampled_from(Status),
    rag=st.none() | st.sampled_from(Rag),
    percent=st.none() | st.integers(0, 100),
    notes=st.lists(st.builds(ProgressNote, text=texts), max_size=2).map(tuple),
    other=st.dictionaries(texts, texts, max_size=2),
    contract=st.none() | st.booleans(),
)
indicators = st.builds(
    Indicator,
    key=texts,
    ref=texts,
    title=texts,
    baseline=st.none() | numbers,
    points=st.lists(
        st.builds(Point, day=days, value=numbers, kind=st.sampled_from(PointKind)), max_size=2
    ).map(tuple),
)
plans = st.builds(
    Plan,
    key=texts.filter(bool),
    title=texts,
    source=texts.filter(bool),
    actions=st.lists(actions, max_size=3).map(tuple),
    indicators=st.lists(indicators, max_size=2).map(tuple),
    fields_present=st.frozensets(st.sampled_from(["due", "owner"]), min_size=1),
)


@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=plans)
def test_any_plan_at_all_comes_back_whole(plan, tmp_path):
    path = tmp_path / "any.json"
    path.write_text(plan_text(plan), encoding="utf-8")

    assert read_plan(path) == plan


def test_a_short_document_written_by_hand_is_enough(tmp_path):
    due = {"kind": "day", "earliest": "2027-03-31", "latest": "2027-03-31", "text": "31/03/2027"}
    rows = [{"ref": "1", "title": "Open the hub", "due": due}, {"title": "Shut the old one"}]

    plan = read_plan(written(tmp_path, {"title": "Hubs", "actions": rows}))

    assert (plan.key, plan.source) == ("hubs", "plan.json")
    assert [action.ref for action in plan.actions] == ["1", "row 2"]
    assert plan.actions[0].deadline.latest == dt.date(2027, 3, 31)
    assert plan.fields_present == {"ref", "title", "due"}


def test_what_a_user_says_of_title_and_period_goes_first(tmp_path):
    period = (dt.date(2026, 4, 1), dt.date(2029, 3, 31))

    plan = read_plan(written(tmp_path, {"title": "Hubs"}), Said(title="Homes", period=period))

    assert (plan.title, plan.period_start, plan.period_end) == ("Homes", *period)


def test_numbers_keep_every_digit(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(
        '{"format": "assure-plan", "version": 1, "plan": {"title": "Hubs", "indicators": '
        '[{"ref": "I1", "title": "Homes", "baseline": 0.10000000000000000001}]}}'
    )

    assert read_plan(path).indicators[0].baseline == Decimal("0.10000000000000000001")


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ({}, "plan.title: is missing; add it."),
        ({"title": 7}, "plan.title: “7” is no text; put it in quotation marks."),
        ({"title": "A", "ttle": 1},
         "plan.ttle: is no field that is known; did you mean “title”?"),
        ({"title": "A", "actions": {"ref": "1"}},
         "plan.actions: an object is no list; put it in square brackets."),
        ({"title": "A", "actions": ["Open"]},
         "plan.actions[1]: “Open” is no object; write it as in docs/schemas/plan.schema.json."),
        ({"title": "A", "actions": [{"ref": "1", "title": "B"}, {"ref": "2"}]},
         "plan.actions[2].title: is missing; add it."),
        ({"title": "A", "actions": [{"ref": "1", "title": "B", "due": {"latest": "31/02/2027"}}]},
         "plan.actions[1].due.latest: “31/02/2027” is no day; write it as 2027-03-31."),
        ({"title": "A", "actions": [{"ref": "1", "title": "B", "contract": "perhaps"}]},
         "plan.actions[1].contract: “perhaps” is neither true nor false; write one of them."),
        ({"title": "A", "actions": [{"ref": "1", "title": "B", "effort_days": "many"}]},
         "plan.actions[1].effort_days: “many” cannot be meant as a number here; "
         "write the number that is meant."),
        ({"title": "A", "year_starts": 13},
         "plan.year_starts: “13” cannot be meant as a number here; "
         "write the number that is meant."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(plan, sentence, tmp_path):
    assert refusal(written(tmp_path, plan)) == f"plan.json, {sentence}"


def test_a_word_that_is_none_is_told_with_those_there_are(tmp_path):
    plan = {"title": "A", "actions": [{"ref": "1", "title": "B", "status": "nearly"}]}

    told = refusal(written(tmp_path, plan))

    assert told.startswith("plan.json, plan.actions[1].status: “nearly” is none of its words;")
    assert "'not_started'" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{\n  'a': 1}", "line 2, column 3: no JSON from here on"),
        ("[]", "no plan; a plan is an object, as in docs/schemas/plan.schema.json."),
        ('{"a": 1, "a": 2}', "“a” stands twice in one object; correct it."),
        ('{"a": NaN}', "“NaN” is no number; correct it."),
        ("[" * 100_000, "lists and objects stand too deep inside each other"),
        ('{"format": "assure-review"}', "is a review, not a plan; make its report with"),
        ('{"schema_version": 1}', "is what `assure check` found in a plan; give the plan itself."),
        ('{"format": "assure-plan", "version": 2}',
         "a plan in form 2, and this assure reads form 1; export it again with this version."),
        ('{"format": "assure-plan", "version": 1, "plan": []}', "“plan” has to be an object"),
        ("{}", 'not a plan of assure; begin it with "format": "assure-plan", "version": 1'),
    ],
)  # fmt: skip
def test_another_document_is_told_for_what_it_is(text, sentence, tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")

    assert sentence in refusal(path)


def test_a_map_means_nothing_to_it(tmp_path):
    path = written(tmp_path, {"title": "A"})

    assert refusal(path, Said(mapping={"owner": "E"})) == (
        "plan.json: a plan in JSON has no columns to place; leave out --map."
    )


def test_control_characters_are_left_out(tmp_path):
    assert read_plan(written(tmp_path, {"title": "A\x00B"})).title == "AB"
