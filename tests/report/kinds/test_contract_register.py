"""The contract register: what is bought, who answers, what it is worth, when it ends."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.report.kinds.forms import action, by, demonstration, material, plan, post, words

from assure.model.registers import Resource
from assure.model.values import Money, Status
from assure.report.kinds import kind_named

KIND = kind_named("contract-register")
LATE = by(dt.date(2026, 9, 30))
LATER = by(dt.date(2027, 3, 31))


def test_the_demonstration_has_eight() -> None:
    text = words(KIND, demonstration())
    assert "Eight of 50 actions are delivered by contract; all are still open." in text
    assert "R12 £9,600,000, Confirmed" in text
    assert "No amount in pounds is given for 2.4, 4.4 and 6.7." in text


def test_those_that_end_first_stand_first_and_the_late_one_is_named() -> None:
    later = action("1", "Run the buses", contract=True, due=LATER, status=Status.IN_PROGRESS)
    late = action("2", "Mend the roof", contract=True, due=LATE, status=Status.IN_PROGRESS)
    text = words(KIND, material(plan(later, late)))
    assert text.index("Mend the roof") < text.index("Run the buses")
    assert "2 is past its date" in text


def test_its_value_is_what_the_plan_gives_for_it() -> None:
    money = Money(pounds=Decimal(48000), in_doubt=True, text="£48,000 subject to bid")
    needs = Resource(key="R1", ref="R1", actions=("1",), amount=money, status="Bid submitted")
    one = action("1", contract=True, cost=Money(pounds=Decimal(50000), text="£50k"))
    text = words(KIND, material(plan(one, resources=(needs,))))
    assert "£50,000 R1 £48,000, in doubt, Bid submitted" in text
    assert "No amount in pounds is given" not in text


def test_none_is_said_plainly() -> None:
    text = words(KIND, material(plan(action("1", contract=False, owner=post("Clerk")))))
    assert "No action of the plan is marked as a contract, so the register is empty." in text
    assert "names no contractor" not in text


def test_one_contract_is_told_in_the_singular() -> None:
    text = words(KIND, material(plan(action("1", contract=True, status=Status.COMPLETED))))
    assert "The one action is delivered by contract and is closed." in text


def test_a_plan_that_does_not_ask_makes_none() -> None:
    assert "add a column “Contract”" in KIND.lacks(material(plan(action("1"))))


def test_each_row_says_how_late_it_is_and_what_was_promised_first() -> None:
    late = action("2", contract=True, due=LATE, status=Status.IN_PROGRESS)
    put_back = late.model_copy(update={"due": by(dt.date(2026, 6, 30)), "revisions": ()})
    text = words(KIND, material(plan(late)))
    assert "30 Sep 2026 31 days late" in text
    assert "30 Jun 2026 123 days late" in words(KIND, material(plan(put_back)))


def test_a_date_before_the_plan_makes_no_contract_late() -> None:
    text = words(KIND, demonstration())
    assert "No contract is past its date" in text
    assert "30 Jun 2017 before the plan began" in text


def test_whom_it_is_bought_from_stands_there_where_the_plan_has_a_column_for_it() -> None:
    roof = action("1", contract=True, other={"Contractor": "Roofs and Sons"})
    text = words(KIND, material(plan(roof, action("2", contract=True))))
    assert "from Roofs and Sons" in text
    assert "The plan names no contractor of 2." in text
    assert "The plan names no terms and no notice period" in text
    assert "names no contractor" not in words(KIND, material(plan(roof)))
