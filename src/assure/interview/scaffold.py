"""A new questionnaire to fill in: it can be read before a word of it is written.

Written for somebody who has never seen such a file: what to write stands in quotes after
``WRITE:``, and a line that begins with # says what the lines below it are for.
"""

from __future__ import annotations

from collections.abc import Sequence

from assure.model.questionnaire import QuestionKind
from assure.rules.checks.pages import WRITE

USUAL_KINDS = (QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.ENTRIES)
MINUTES, MINUTES_OF_LIST = 2, 10  # that a question of one answer takes, and one of entries

_HEAD = f"""\
# Put your own words wherever “{WRITE}” stands. Keep the quotes and the spaces at the start of
# lines. What is still missing: assure questionnaires check
# Answers and rules go by the keys, so choose them before the first answer and then leave them.
questionnaire: KEY
title: TITLE
version: 1
minutes: MINUTES # how long it takes; try it with somebody
who: "{WRITE} who should be in the room, as posts."
purpose: "{WRITE} what it is for, in a sentence."
when_to_use: "{WRITE} when to ask it, and when not to."
origin: "{WRITE} where the questions come from; say so if they are your own."
sources: [ours] # ours: your own judgement; others stand in sources.yaml beside your rules
"""
_SCALES = f"""
# A scale can be used by several questions. Its numbers are what rules compare.
scales:
  in-place:
    - {{value: 0, label: "Not in place", means: "{WRITE} what you would see."}}
    - {{value: 1, label: "Partly in place", means: "{WRITE} what you would see then."}}
    - {{value: 2, label: "Largely in place", means: "{WRITE} what more you would see."}}
    - {{value: 3, label: "Fully in place", means: "{WRITE} what you would see at best."}}
"""
_SECTIONS = f"""
sections:
  - key: A
    title: "{WRITE} what this part is about."
    questions:
"""
_OPTIONS = f"""\
        options: # value: a short word for rules; label: what people read; means: when to choose it
          - {{value: first, label: "{WRITE} one answer", means: "{WRITE} when to choose it."}}
          - {{value: second, label: "{WRITE} another", means: "{WRITE} when to choose this."}}
          - {{value: third, label: "{WRITE} a third", means: "{WRITE} when to choose that."}}
"""
_FIELDS = f"""\
        fields: # what is asked of each entry of the list
          - {{key: name, kind: text, text: "{WRITE} what to name, such as which barrier?"}}
          - {{key: by, kind: date, text: "{WRITE} by when?", optional: true}}
          - {{key: action, kind: text, text: "Which action?", links_to: action, optional: true}}
"""
_MORE = {
    QuestionKind.SCALE: "        options: in-place # the scale above\n",
    QuestionKind.CHOICE: _OPTIONS,
    QuestionKind.CHOICES: _OPTIONS,
    QuestionKind.RANKING: _OPTIONS,
    QuestionKind.NUMBER: "        unit: people # what is counted\n        minimum: 0\n",
    QuestionKind.MONEY: "        minimum: 0\n",
    QuestionKind.ENTRIES: _FIELDS,
}


def scaffold(
    key: str, title: str | None = None, kinds: Sequence[QuestionKind] = USUAL_KINDS
) -> str:
    """The text of a questionnaire ``key`` with a question of each of ``kinds``, in that order."""
    lists = sum(kind is QuestionKind.ENTRIES for kind in kinds)
    minutes = MINUTES * (len(kinds) - lists) + MINUTES_OF_LIST * lists
    head = _HEAD.replace("KEY", key, 1).replace("MINUTES", str(minutes), 1)
    head = head.replace("TITLE", _quoted(title or f"{WRITE} what people call it."), 1)
    scales = _SCALES if QuestionKind.SCALE in kinds else ""
    questions = [_question(name, kind) for name, kind in _named(kinds)]
    return head + scales + _SECTIONS + "\n".join(questions)


def _named(kinds: Sequence[QuestionKind]) -> list[tuple[str, QuestionKind]]:
    """A key for each question: A1, A2 …, and a word for lists, since rules name a list by it."""
    found: list[tuple[str, QuestionKind]] = []
    lists = 0
    for number, kind in enumerate(kinds, start=1):
        if kind is QuestionKind.ENTRIES:
            lists += 1
            found.append(("list" if lists == 1 else f"list{lists}", kind))
        else:
            found.append((f"A{number - lists}", kind))
    return found


def _question(key: str, kind: QuestionKind) -> str:
    return f"""\
      - key: {key}
        kind: {kind}
        text: "{WRITE} one question about one thing?"
        help: "{WRITE} how to answer it, and where to look."
        why: "{WRITE} why it is asked."
        evidence: "{WRITE} what paper or figure would show it."
        sources: [ours]
{_MORE.get(kind, "")}"""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
