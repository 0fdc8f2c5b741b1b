"""A new rule to fill in: it loads and its examples hold before a word of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assure.conditions.fields import Field, FieldType
from assure.model.errors import RulebookError
from assure.rules import form
from assure.rules.checks.pages import WRITE
from assure.rules.rulebook import Rulebook

LONGEST_LETTERS = 8  # of a code, before the hyphen
USUAL_LETTERS = 3


@dataclass(frozen=True)
class Draft:
    """A rule yet to be written. ``text`` is its item of the list under ``rules``."""

    code: str
    family: str
    text: str


def draft(book: Rulebook, family: str, name: str, subject: str, since: str) -> Draft:
    """A rule called ``name`` of ``family``, with the next free code of that family.

    Raises RulebookError for a name that is taken or cannot be one, and for a family that rates.
    """
    for what, word in (("family", family), ("rule", name)):
        if not form.NAME.fullmatch(word):
            raise RulebookError(
                f"“{word}” can not be the name of a {what}; write small words with hyphens."
            )
    if family in (form.RATINGS, form.THRESHOLDS, form.SOURCES, form.RULEBOOK):
        raise RulebookError(
            f"“{family}” is no family of rules that find something; give another name."
        )
    taken = next((rule for rule in book.rules if rule.name == name), None)
    if taken is not None:
        raise RulebookError(
            f"{taken.code} at {taken.place} has the name “{name}” already; give another one."
        )
    code = next_code(book, family)
    return Draft(code, family, _text(code, name, subject, book.catalogue[subject], since))


def next_code(book: Rulebook, family: str) -> str:
    """One more than the highest number that the letters of ``family`` have had: codes are never
    used twice, so that a gap is not filled. Raises RulebookError when the numbers are used up."""
    own = [rule.code for rule in book.rules if rule.family == family]
    letters = _letters_of(own) if own else new_letters(book, family)
    numbers = [int(rule.code.split("-")[1]) for rule in book.rules if _starts(rule.code, letters)]
    code = f"{letters}-{max(numbers, default=0) + 1:02d}"
    if not form.CODE.fullmatch(code):
        raise RulebookError(f"Every code {letters}-… is used up; begin another family.")
    return code


def new_letters(book: Rulebook, family: str) -> str:
    """Letters for the codes of a family without rules: the first three of its name, or more of
    them, that no other family has. Raises RulebookError when none are left."""
    taken = {rule.code.split("-")[0] for rule in book.rules}
    letters = "".join(c for c in family.upper() if "A" <= c <= "Z")
    for length in range(min(USUAL_LETTERS, len(letters)), min(LONGEST_LETTERS, len(letters)) + 1):
        if length >= 2 and letters[:length] not in taken:
            return letters[:length]
    raise RulebookError(
        f"No letters for codes are free in the name “{family}”; give the family another name."
    )


def _letters_of(codes: Iterable[str]) -> str:
    """The letters that most of ``codes`` begin with."""
    letters = [code.split("-")[0] for code in codes]
    return max(dict.fromkeys(letters), key=letters.count)


def _starts(code: str, letters: str) -> bool:
    return code.split("-")[0] == letters


def added(text: str, rule: Draft) -> str:
    """The ruleset ``text`` with the rule at its end; an empty one becomes a new family.

    The rule is indented as the rules before it are.
    """
    if not text.strip():
        head = f"family: {rule.family}\nabout: '{WRITE} what these rules watch over, in a line.'\n"
        return f"{head}rules:\n{_indented(rule.text, '  ')}"
    before = next(
        (line for line in text.splitlines() if line.lstrip().startswith("- code:")), "  -"
    )
    indent = before[: len(before) - len(before.lstrip())]
    return f"{text.rstrip()}\n\n{_indented(rule.text, indent)}"


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in text.splitlines())


def _text(code: str, name: str, subject: str, fields: Mapping[str, Field], since: str) -> str:
    condition = _condition(fields)
    when = "\n".join(f"    - {{{field}: {test}}}" for field, (test, _, _) in condition.items())
    fires = ", ".join(f"{field}: {yes}" for field, (_, yes, _) in condition.items())
    last = list(condition)[-1]
    quiet = ", ".join(
        f"{field}: {no if field == last else yes}" for field, (_, yes, no) in condition.items()
    )
    return f"""\
- code: {code}
  name: {name}
  since: {since}
  status: preview # shows and never counts; take this line out when the rule has proved itself
  subject: {subject} # its fields: assure rules facts {subject}
  when:
    all:
{_indented(when, "  ").rstrip()}
  severity: medium # high, medium or low: what it means for delivery
  confidence: medium # high, medium or low: how sure the rule can be from what it sees
  finding: "{WRITE} one sentence about {{ref}}, with what was seen."
  why: '{WRITE} why it matters to delivery.'
  advice: '{WRITE} what to do about it on Monday.'
  challenge: '{WRITE} what would a critical friend ask?'
  sources: [ours]
  examples:
    - {{fires: {{{fires}}}}}
    - {{quiet: {{{quiet}}}}}
"""


def _condition(fields: Mapping[str, Field]) -> dict[str, tuple[str, str, str]]:
    """Something to begin with: the first yes-or-no field and the first other one that compares.

    Field → test, a value for which it holds, a value for which it does not.
    """
    chosen: dict[str, tuple[str, str, str]] = {}
    # That an answer is not known goes with no value of it.
    flags = (f for f in fields.values() if f.type is FieldType.BOOL)
    flag = next((f for f in flags if not f.name.endswith("_unknown")), None)
    number = next((f for f in fields.values() if f.type.is_number), None)
    choice = next((f for f in fields.values() if len(f.values) > 1), None)
    if flag is not None:
        chosen[flag.name] = ("true", "true", "false")
    if number is not None:
        chosen[number.name] = ("{gte: 1}", "1", "0")
    elif choice is not None:
        chosen[choice.name] = (choice.values[0], choice.values[0], choice.values[1])
    return chosen
