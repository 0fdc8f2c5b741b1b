"""The one condition language, used by rules and by "ask this when"."""
