"""A question worth a challenge session's time."""

from __future__ import annotations

from assure.model.base import Noun, Provenance


class ChallengeQuestion(Noun):
    """A question worth asking, and what it rests on."""

    about: str  # the finding's fingerprint, else "rating plan" or "rating 1"
    question: str
    because: str  # a sentence
    theme: str  # outcome's ref, or family
    code: str = ""
    fingerprint: str = ""
    refs: tuple[str, ...] = ()  # of what it is about
    alike: tuple[str, ...] = ()  # of what the same rule found as well
    why: str = ""
    places: tuple[Provenance, ...] = ()  # cells and answers
