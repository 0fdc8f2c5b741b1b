"""What rules may look at, here: the subjects of plans, and those that questionnaires give.

A rulebook has rules about questionnaires that nobody may be answering today. Parsing them all
would cost more than judging a plan, so what the shipped ones give is kept ready beside them in
``questions.json`` (made by ``script/docs``), with the digest of each text: one that has changed
since is parsed, so that what is ready is never stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assure import shelf
from assure.conditions.fields import Field
from assure.facts.catalogue import CATALOGUE
from assure.facts.sittings import subjects_of
from assure.model.questionnaire import Questionnaire

Fields = Mapping[str, Field]

READY = shelf.shipped("questionnaires") / "questions.json"


class WholeCatalogue(Mapping[str, Fields]):
    """Subjects by name; the fields of a questionnaire's subject are made when they are wanted."""

    def __init__(self, made: Mapping[str, Callable[[], Fields]]) -> None:
        self._made = made
        self._fields: dict[str, Fields] = {}

    def __getitem__(self, subject: str) -> Fields:
        if subject in CATALOGUE:
            return CATALOGUE[subject]
        if subject not in self._fields:
            self._fields[subject] = self._made[subject]()
        return self._fields[subject]

    def __contains__(self, subject: object) -> bool:
        return subject in CATALOGUE or subject in self._made

    def __iter__(self) -> Iterator[str]:
        yield from CATALOGUE
        yield from (subject for subject in self._made if subject not in CATALOGUE)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def catalogue(questionnaires: Iterable[Questionnaire] = ()) -> WholeCatalogue:
    """Every subject: of plans, of the shipped questionnaires, and of ``questionnaires``.

    ``questionnaires`` are a locality's own, or those that a review carries; of two with one key
    these count. Raises QuestionnaireError for a shipped one that was changed and cannot be read.
    """
    made: dict[str, Callable[[], Fields]] = {}
    ready = _ready()
    for text in shelf.questionnaires():
        kept = ready.get(text.origin)
        if kept is not None and kept["digest"] == _digest(text.content):
            for subject, fields in kept["subjects"].items():
                made[subject] = _Ready(fields)
        else:
            made.update(_of(_parsed(text)))
    for questionnaire in questionnaires:
        made.update(_of(questionnaire))
    return WholeCatalogue(made)


class _Ready:
    """Fields as they were kept: trusted, so not checked again."""

    def __init__(self, kept: list[dict[str, Any]]) -> None:
        self._kept = kept

    def __call__(self) -> Fields:
        return {
            field["name"]: Field(**{**field, "values": tuple(field.get("values", ()))})
            for field in self._kept
        }


def _of(questionnaire: Questionnaire) -> dict[str, Callable[[], Fields]]:
    def maker(fields: Fields) -> Callable[[], Fields]:
        return lambda: fields

    return {subject: maker(fields) for subject, fields in subjects_of(questionnaire).items()}


def _parsed(text: shelf.Text) -> Questionnaire:
    from assure.interview.parse import parse_questionnaire

    return parse_questionnaire(text.origin, text.content)


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _ready() -> dict[str, Any]:
    try:
        ready = json.loads(READY.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # not made yet: every questionnaire is parsed
    return ready if isinstance(ready, dict) else {}


def questions_json() -> str:
    """What ``questions.json`` is to hold."""
    kept = {}
    for text in shelf.questionnaires():
        subjects = subjects_of(_parsed(text))
        kept[text.origin] = {
            "digest": _digest(text.content),
            "subjects": {
                subject: [
                    field.model_dump(mode="json", exclude_defaults=True)
                    for field in fields.values()
                ]
                for subject, fields in subjects.items()
            },
        }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"
