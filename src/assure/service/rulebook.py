"""The rulebook that judges here: what is shipped, with the locality's own thresholds."""

from __future__ import annotations

from assure.facts.catalogue import CATALOGUE
from assure.rules.parse import load_rulebook
from assure.rules.rulebook import Rulebook
from assure.shelf import rulesets
from assure.shelf.settings import FILE, Settings


def load(settings: Settings) -> Rulebook:
    """Raises RulebookError naming file, line and what to do."""
    return load_rulebook(rulesets(), CATALOGUE, settings.thresholds, settings.origin or FILE)
