"""What would ease the quarter that asks posts and teams for most beyond the days they agreed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from assure.model.base import Noun


class EasingKind(StrEnum):
    LATER = "later"  # actions end a quarter later than planned
    SHARE = "share"  # a post or team that supports the actions takes days of them


class EasingStep(Noun):
    """One step that the plan's own data allow, to be questioned before anybody takes it."""

    kind: EasingKind
    name: str  # the post or team that it relieves
    helper: str = ""  # the one that takes days; "" when actions end later
    actions: tuple[str, ...]  # refs, in the order of the plan
    days: Decimal  # by how much less the quarter asks for beyond the agreed days
    left: Decimal  # days beyond the agreed ones after this step and those before it


class Easing(Noun):
    """The quarter, and the steps one after the other. Without ``start`` no quarter asks anybody
    for more than agreed."""

    label: str = ""  # "Jan to Mar 2027"
    start: dt.date | None = None
    following: str = ""  # the quarter into which actions would run on; "" when it is not known
    beyond: Decimal = Decimal(0)  # days that posts and teams are asked for beyond what each agreed
    steps: tuple[EasingStep, ...] = ()  # each time the one that eases most
    left: Decimal = Decimal(0)  # days still beyond after all of them
