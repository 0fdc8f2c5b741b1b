"""How our four tiers read on other scales, and what words of those scales can mean on ours.

Two scales are in use for how likely delivery is: three tiers (red, amber, green) and five. Older
gateway reviews used the same three colours for how soon to act. That is another question, and
nothing here answers it: such a colour has no counterpart. Nor has a plain amber of theirs, which
stands between two of our tiers: docs/ratings.md gives the question that settles it.
"""

from __future__ import annotations

from typing import NamedTuple

from assure.model.ratings import RatingLevel


class Elsewhere(NamedTuple):
    """The words of two other scales for one of our tiers."""

    three: str
    five: str
    means: str  # in our words


CROSSWALK = {
    RatingLevel.GREEN: Elsewhere(
        three="Green", five="Green", means="Nothing known stands seriously in the way."
    ),
    RatingLevel.AMBER_GREEN: Elsewhere(
        three="Amber", five="Amber/Green", means="Likely, while known weaknesses are watched."
    ),
    RatingLevel.AMBER_RED: Elsewhere(
        three="Amber", five="Amber/Red", means="In doubt; serious matters need action now."
    ),
    RatingLevel.RED: Elsewhere(
        three="Red", five="Red", means="Not as it stands; plan, means or targets must change."
    ),
}
