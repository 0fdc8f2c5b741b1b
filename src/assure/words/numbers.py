"""Which numbers a plan can mean."""

from __future__ import annotations

from decimal import Decimal

# Values beyond these powers of ten are slips of the keyboard, and no arithmetic survives them.
LARGEST_POWER = 12


def can_be_meant(value: Decimal) -> bool:
    """Whether ``value`` is a number that a plan can mean, and that arithmetic can use.

    >>> [can_be_meant(Decimal(text)) for text in ("0", "1e12", "1e-12", "1e30", "NaN")]
    [True, True, True, False, False]
    """
    return value.is_finite() and (value == 0 or abs(value.adjusted()) <= LARGEST_POWER)
