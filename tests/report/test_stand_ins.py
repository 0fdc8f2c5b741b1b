"""A library that is imported with stand-ins loads them only where it comes to need them."""

from __future__ import annotations

import sys

from assure.report.stand_ins import stand_ins


def test_the_real_module_is_imported_when_it_is_called() -> None:
    sys.modules.pop("colorsys", None)
    with stand_ins("colorsys"):
        from colorsys import rgb_to_hsv
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(1, 0, 0) == (0.0, 1.0, 1)
    assert "colorsys" in sys.modules


def test_one_that_is_loaded_already_stays() -> None:
    import colorsys

    with stand_ins("colorsys"):
        assert sys.modules["colorsys"] is colorsys
    assert sys.modules["colorsys"] is colorsys
