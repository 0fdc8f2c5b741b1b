"""A plan that rolls on is judged as before: nothing is found because of rolling."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from tests.assess.build import action, codes, judged, note, plan, review, when
from tests.assess.random_plans import plans
from tests.assess.rolling import AT_YEAR_END, whole
from tests.rulesets.test_over_time import DAYS, HEADINGS, rows
from tests.thorough import tries

from assure.assess.roll_forward import roll_forward
from assure.facts.actions import action_facts
from assure.intake import Said, read_plan
from assure.intake.reimport import read_again, read_first
from assure.model.plan import Plan
from assure.words.calendar import Span

ANYCITY = Path(__file__).parents[2] / "src/assure/anycity/plan.xlsx"
# What the plan of the new year truly lacks, and is told as a gap too: an outcome that no action
# serves any more.
TRUE_OF_THE_NEW_YEAR = {"IND-01"}


def new_findings(before: Plan, today: dt.date, to: Span | None = None) -> Counter[str]:
    """Codes found on ``today`` only when the plan has rolled on."""
    rolled, _ = roll_forward(before, today, to)
    as_kept = rolled.model_copy(update={"version": before.version + 1})
    found = [
        {(f.code, f.ref, f.fingerprint) for f in judged(review(of, as_of=today)).findings}
        for of in (before, as_kept)
    ]
    return Counter(code for code, *_ in found[1] - found[0])


def test_anycity_rolls_on_without_a_new_finding() -> None:
    kept = read_first(read_plan(ANYCITY), dt.date(2026, 3, 20))
    assert not new_findings(kept, dt.date(2026, 4, 1))


def test_a_plan_with_something_of_everything_rolls_on_without_a_new_finding() -> None:
    assert not new_findings(whole(), AT_YEAR_END)


def _each_its_own_reference(of: Plan) -> bool:
    return len({action.ref for action in of.actions}) == len(of.actions)


@settings(max_examples=tries(60), deadline=None)
@given(plans().filter(_each_its_own_reference))
def test_no_plan_is_accused_of_rolling_on(before: Plan) -> None:
    later = (dt.date(2027, 4, 1), dt.date(2030, 3, 31))
    assert not set(new_findings(before, later[0], later)) - TRUE_OF_THE_NEW_YEAR


# --- Report after report ----------------------------------------------------------------------


def quarters(folder: Path, *, rolls: bool) -> Iterator[set[tuple[str, str, str]]]:
    """What is found at each import of the plan of ``test_over_time``, and at three more that tell
    nothing new; in one life it rolls on between the fourth and the fifth."""
    kept: Plan | None = None
    days = (*DAYS, *(dt.date(2027, month, 12) for month in (1, 4, 7)))
    for number, day in enumerate(days, start=1):
        path = folder / "plan.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([HEADINGS, *rows(min(number, len(DAYS)))])
        read = read_plan(path, Said(title="Housing plan"))
        version = (kept.version if kept else 0) + 1
        kept = read_again(kept, read, day, version)[0] if kept else read_first(read, day)
        if rolls and number == len(DAYS):
            to = (dt.date(2026, 10, 1), dt.date(2029, 9, 30))
            rolled, _ = roll_forward(kept, dt.date(2026, 10, 20), to)
            kept = rolled.model_copy(update={"version": version + 1})
        found = judged(review(kept, as_of=day + dt.timedelta(20))).findings
        yield {(f.code, f.ref, f.sentence) for f in found}


def test_a_plan_that_rolled_on_is_judged_by_its_reports_as_one_that_did_not(tmp_path: Path) -> None:
    rolled, still = quarters(tmp_path, rolls=True), quarters(tmp_path, rolls=False)
    assert [*rolled] == [*still]


def test_work_carried_past_its_date_twice_is_found_and_work_on_its_way_is_not() -> None:
    late = action("1.1", due=when("2025-12-31"))
    ahead = action("1.2", due=when("2028-06-30"))
    now = plan(late, ahead)
    for year in (2026, 2027):
        now, _ = roll_forward(now, dt.date(year, 4, 1))
    assert "TIM-31" in codes(review(now, as_of=dt.date(2027, 4, 1)), "1.1")
    assert "TIM-31" not in codes(review(now, as_of=dt.date(2027, 4, 1)), "1.2")


def said(of: Plan, ref: str, day: dt.date) -> dict[str, str]:
    return {f.code: f.sentence for f in judged(review(of, as_of=day)).findings if f.ref == ref}


def test_silence_goes_on_over_the_end_of_the_year() -> None:
    told = [
        action(f"1.{n}", notes=tuple(note(f"Step {n} of {q} is done", q) for q in (1, 2, 3, 4)))
        for n in range(1, 5)
    ]
    before = plan(*told, action("1.5", notes=(note("Lease signed", 2),)))
    in_march = said(before, "1.5", dt.date(2026, 3, 20))["OWN-12"]
    assert "since quarter 2, while most others report on quarter 4" in in_march
    rolled, _ = roll_forward(before, dt.date(2026, 4, 1))
    # As the year turns nobody can have told of the new one.
    assert not {"OWN-12", "STA-02"} & {*said(rolled, "1.5", dt.date(2026, 4, 20))}
    begun = [
        one.model_copy(update={"notes": (*one.notes, note("Begun", 1))})
        for one in rolled.actions[:3]
    ]
    later = rolled.model_copy(update={"actions": (*begun, *rolled.actions[3:])})
    in_july = {ref: said(later, ref, dt.date(2026, 7, 10)) for ref in ("1.1", "1.4", "1.5")}
    assert not {"OWN-12", "STA-02"} & {*in_july["1.1"]}
    others = "while most others report on quarter 1"
    assert f"since Jan to Mar 2026, {others}" in in_july["1.4"]["STA-02"]
    assert f"since Jul to Sep 2025, {others}" in in_july["1.5"]["OWN-12"]


def test_words_copied_over_the_end_of_the_year_are_copied_still() -> None:
    words = "Work with partners is on track and continues as planned"
    before = plan(action(notes=tuple(note(words, quarter) for quarter in (2, 3, 4))))
    rolled, _ = roll_forward(before, dt.date(2026, 4, 1))
    copied = rolled.actions[0].model_copy(
        update={"notes": (*rolled.actions[0].notes, note(words, 1))}
    )
    (fact,) = action_facts(rolled.model_copy(update={"actions": (copied,)}), dt.date(2026, 7, 10))
    assert fact.values["note_repeats"] == 4
