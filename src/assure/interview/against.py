"""A questionnaire held against an earlier one of the same key: what was answered stays readable.

Rules and the answers of other years go by keys. So a question keeps its key, its kind and what
can be chosen; where its wording changes, its version rises and the old wording stays under ``was``.
"""

from __future__ import annotations

from collections.abc import Iterator

from assure.interview.linting import Linter, short, words_of
from assure.model.questionnaire import EntryField, Question, QuestionKind, Questionnaire
from assure.rules.checks.base import Remark

CHECK = "against"


def remarks_against(linter: Linter, earlier: Questionnaire) -> tuple[Remark, ...]:
    """What in the questionnaire of ``linter`` breaks with ``earlier``, as ``Linter.remarks``."""
    return linter.sorted(_remarks(linter, earlier))


def _remarks(linter: Linter, earlier: Questionnaire) -> Iterator[Remark]:
    found = linter.questionnaire
    if found.key != earlier.key:
        yield linter.fault(
            CHECK,
            ("questionnaire",),
            f"this is {found.key} and the earlier one is {earlier.key}; answers go by the key, so "
            "give it back, or compare with another file.",
        )
        return
    yield from _keys(linter, earlier)
    for question in found.questions():
        before = earlier.question(question.key)
        if before is not None:
            yield from _question(linter, question, before)
    if found.version <= earlier.version and _asks(found) != _asks(earlier):
        yield linter.note(
            CHECK,
            ("version",),
            f"it asks other things than the earlier one; raise the version of the whole to "
            f"{earlier.version + 1}, so that the two can be told apart.",
        )


def _asks(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    return [(question.key, words_of(question.text)) for question in questionnaire.questions()]


def _keys(linter: Linter, earlier: Questionnaire) -> Iterator[Remark]:
    """Keys that are gone. The same words under another key are the same question, renamed."""
    found = linter.questionnaire
    new = {words_of(q.text): q for q in found.questions() if earlier.question(q.key) is None}
    for before in earlier.questions():
        if found.question(before.key) is not None:
            continue
        renamed = new.get(words_of(before.text))
        if renamed is not None:
            yield linter.fault(
                CHECK,
                linter.at(renamed, "key"),
                f"{renamed.key} was called {before.key}; give it back its key, since answers and "
                "rules go by it.",
            )
        else:
            yield linter.note(
                CHECK,
                ("sections",),
                f"{before.key} is gone, and answers to it are read no more; never use its key for "
                "another question.",
            )


def _question(linter: Linter, now: Question, before: Question) -> Iterator[Remark]:
    def fault(sentence: str, *path: str | int) -> Remark:
        return linter.fault(CHECK, linter.at(now, *path), sentence)

    if now.kind is not before.kind:
        yield fault(
            f"{now.key} is of kind {now.kind} and was of kind {before.kind}, so that its answers "
            "no longer fit; make it a new question with a key of its own.",
            "kind",
        )
        return
    if now.version < before.version:
        yield fault(
            f"{now.key} is at version {now.version} and was at {before.version} already; versions "
            "only rise.",
            "version",
        )
        return
    yield from _wordings(linter, now, before)
    if now.version > before.version:
        return  # what else changed is told under 'was', with whether it can be compared
    raised = (
        f"raise {now.key} to version {before.version + 1} and say under “was” whether answers to "
        "the two can be compared"
    )
    if now.unit != before.unit:
        yield fault(f"{_counted(now.key, now, before)}; {raised}.", "unit")
    for what, path, new, old in _holders(now, before):
        if gone := _gone(new, old):
            yield fault(f"{what} could be answered {gone} before; {raised}.", *path)
        elif new.kind is QuestionKind.SCALE and len(new.options) > len(old.options):
            yield fault(f"{what} has more steps than before; {raised}.", *path)
        elif not _meanings(old).items() <= _meanings(new).items():
            yield linter.note(
                CHECK,
                linter.at(now, *path),
                f"{what} describes its options in other words; where they mean something else, "
                f"{raised}.",
            )
    yield from _fields(linter, now, before, raised)


def _wordings(linter: Linter, now: Question, before: Question) -> Iterator[Remark]:
    """Every wording up to that of ``before`` is kept as it was."""
    if now.version == before.version and words_of(now.text) != words_of(before.text):
        yield linter.fault(
            CHECK,
            linter.at(now, "text"),
            f"{now.key} asked “{short(before.text)}” before; raise its version to "
            f"{before.version + 1} and keep the old wording under “was”, or put it back.",
        )
    texts = [*(wording.text for wording in before.was), before.text]
    for number, (wording, text) in enumerate(zip(now.was, texts, strict=False)):
        if words_of(wording.text) != words_of(text):
            yield linter.fault(
                CHECK,
                linter.at(now, "was", number),
                f"version {wording.version} of {now.key} asked “{short(text)}”; write it so.",
            )


Held = Question | EntryField


def _holders(now: Question, before: Question) -> Iterator[tuple[str, tuple[str, ...], Held, Held]]:
    """Whatever has options in both, how to name it, and where in the question it stands."""
    yield now.key, ("options",), now, before
    old = {field.key: field for field in before.fields}
    for field in now.fields:
        if field.key in old and field.kind is old[field.key].kind:
            yield f"“{field.key}” of {now.key}", ("fields",), field, old[field.key]


def _counted(what: str, now: Held, before: Held) -> str:
    new, old = now.unit or "no unit", before.unit or "no unit"
    return f"{what} is counted in {new} and was counted in {old}"


def _gone(now: Held, before: Held) -> str:
    values = {str(option.value) for option in now.options}
    gone = [str(option.value) for option in before.options if str(option.value) not in values]
    return " or ".join(f"“{value}”" for value in gone)


def _meanings(held: Held) -> dict[str, tuple[str, str]]:
    return {
        str(option.value): (words_of(option.label), words_of(option.means))
        for option in held.options
    }


def _fields(linter: Linter, now: Question, before: Question, raised: str) -> Iterator[Remark]:
    fields = {field.key: field for field in now.fields}
    for old in before.fields:
        new = fields.get(old.key)
        if new is None:
            sentence = f"entries of {now.key} had “{old.key}” before, which is gone; {raised}."
        elif new.kind is not old.kind:
            sentence = (
                f"“{old.key}” of {now.key} is of kind {new.kind} and was of kind {old.kind}; make "
                "it a new field with a key of its own."
            )
        elif new.unit != old.unit:
            sentence = _counted(f"“{old.key}” of {now.key}", new, old) + f"; {raised}."
        else:
            continue
        yield linter.fault(CHECK, linter.at(now, "fields"), sentence)
