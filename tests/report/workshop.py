"""A questionnaire with a question of every kind, for the tests of its sheet."""

from __future__ import annotations

from assure.interview.asking import asked_when
from assure.interview.parse import parse_questionnaire
from assure.model.questionnaire import Questionnaire
from assure.report.workshop_blocks import Given

WORDS = "help: Look it up., why: It matters., evidence: A paper., sources: [ours]"
KINDS = f"""\
questionnaire: kinds
title: Every kind
minutes: 20
who: Those who know.
purpose: To see them all.
when_to_use: When a sheet is tried.
origin: Ours.
scales:
  weight:
    - {{value: -1, label: Against us, means: It slows us.}}
    - {{value: 0, label: Neither}}
    - {{value: 1, label: For us, means: It helps.}}
sections:
  - key: one
    title: The short ones
    about: One thing each.
    questions:
      - {{key: A1, kind: scale, text: How does it stand?, {WORDS}, options: weight}}
      - key: A2
        kind: choice
        text: Which way does it go?
        help: Look back a year.
        why: It matters.
        evidence: Two figures.
        sources: [ours]
        options: [{{value: up, label: Up}}, {{value: down, label: Down, means: Fewer.}}]
      - key: A3
        kind: choices
        text: Who says so?
        help: Think of all.
        why: It matters.
        evidence: A survey.
        sources: [ours]
        most: 2
        options: [{{value: staff, label: Staff}}, {{value: public, label: Residents}}]
      - {{key: A4, kind: yes_no, text: Was it agreed?, {WORDS}}}
      - {{key: A5, kind: number, text: How many?, {WORDS}, unit: months, minimum: 0, maximum: 36}}
      - {{key: A6, kind: number, text: How sure are you?, {WORDS}, minimum: 1, maximum: 10}}
      - {{key: A7, kind: money, text: What does it cost?, {WORDS}}}
      - {{key: A8, kind: date, text: When was it agreed?, {WORDS}}}
      - {{key: A9, kind: text, text: What else?, {WORDS}, optional: true}}
      - {{key: B1, kind: rag, text: How likely is it?, {WORDS}}}
      - key: B2
        kind: ranking
        text: What comes first?
        help: Compare them.
        why: It matters.
        evidence: The list.
        sources: [ours]
        options: [{{value: a, label: Homes}}, {{value: b, label: Schools}}]
  - key: two
    title: The lists
    questions:
      - key: things
        kind: entries
        text: What is there?
        help: Name each.
        why: It matters.
        evidence: The register.
        sources: [ours]
        most: 20
        fields:
          - {{key: what, kind: text, text: What is it?}}
          - {{key: weight, kind: scale, text: How much?, options: weight}}
          - {{key: agreed, kind: yes_no, text: Agreed?}}
          - {{key: rating, kind: rag, text: How likely?}}
          - {{key: action, kind: text, text: Which action?, optional: true, links_to: action}}
      - key: wide
        kind: entries
        text: What does each cost?
        help: Name each.
        why: It matters.
        evidence: The ledger.
        sources: [ours]
        most: 3
        fields:
          - {{key: what, kind: text, text: What is it?}}
          - {{key: weight, kind: scale, text: How much?, options: weight}}
          - {{key: cost, kind: money, text: How many pounds?, optional: true}}
          - {{key: days, kind: number, text: How long?, unit: days, minimum: 0}}
          - {{key: by, kind: date, text: By when?}}
          - {{key: who, kind: text, text: Who?}}
      - key: last
        kind: text
        text: And then?
        help: Say.
        why: It matters.
        evidence: A note.
        sources: [ours]
        ask_when: {{things: {{gte: 1}}}}
"""


def kinds() -> Questionnaire:
    return parse_questionnaire("kinds.yaml", KINDS)


def asked_if(condition: str) -> Questionnaire:
    """``kinds`` with another condition on its last question."""
    text = KINDS.replace("ask_when: {things: {gte: 1}}", f"ask_when: {condition}")
    return parse_questionnaire("kinds.yaml", text)


def given(questionnaire: Questionnaire) -> Given:
    """What is known without a plan."""
    asked = questionnaire.questions()
    return Given(
        conditions={q.key: when for q in asked if (when := asked_when(q, questionnaire))},
        rule_names={"OWN-01": "no-owner"},
    )
