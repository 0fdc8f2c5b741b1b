"""The page that helps to choose names every shipped questionnaire, with its time."""

from __future__ import annotations

import re
from pathlib import Path

from assure.service.questionnaires import questionnaires

PAGE = Path(__file__).parents[2] / "docs" / "which-questionnaire.md"


def test_every_shipped_questionnaire_is_on_the_page_once_with_its_minutes() -> None:
    rows = re.findall(r"\| `([a-z0-9-]+)` \| (\d+) \|", PAGE.read_text(encoding="utf-8"))
    told = [(key, int(minutes)) for key, minutes in rows]
    assert sorted(told) == sorted((asked.key, asked.minutes) for asked in questionnaires())
