"""docs/sources.md: what the rulebook rests on, and what rests on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assure.conditions.wording import number_in_words, with_unit
from assure.model.assessment import Source
from assure.model.questionnaire import Questionnaire
from assure.rules.form import OURS
from assure.rules.pages import anchor, plain
from assure.rules.rulebook import Rule, Rulebook
from assure.service.advice import Note
from assure.words.text import plural

MADE = "Made from `rulesets/sources.yaml` by `script/docs`; a test fails when it is stale."


def sources_page(
    book: Rulebook, questionnaires: Iterable[Questionnaire], notes: Iterable[Note]
) -> str:
    """The page as Markdown: sources that one can cite, then our own judgement told apart."""
    asked, noted = list(questionnaires), list(notes)
    cited = [source for source in book.sources.values() if not source.ours]
    alone = [rule for rule in book.rules if not rests_on_others(rule, book)]
    lines = [
        "# Sources",
        "",
        MADE,
        "",
        f"{plural(len(cited), 'source')} that one could cite to a board, and our own judgement, "
        f"told apart. Of {len(book.rules)} rules, {len(book.rules) - len(alone)} rest on at least "
        f"one of these sources and {len(alone)} on our judgement alone. A source stands for the "
        "idea; the words, the conditions and the severities are ours.",
        "",
        "## What others have published",
    ]
    for source in cited:
        address = f"<{source.address}>" if source.address else "no address known to us"
        lines += ["", f"### {plain(source.title)}", "", f"`{source.key}`, {address}"]
        lines += ["", source.takes]
        lines += _resting(source, book, asked, noted)
    lines += ["", "## Our own judgement", "", book.sources[OURS].takes]
    lines += _ours(alone, book)
    return "\n".join(lines) + "\n"


def rests_on_others(rule: Rule, book: Rulebook) -> bool:
    """Whether ``rule`` names a source that is not our own judgement."""
    return any(not book.sources[key].ours for key in rule.sources)


def _resting(
    source: Source, book: Rulebook, asked: Iterable[Questionnaire], noted: Iterable[Note]
) -> Iterator[str]:
    """What rests on ``source``: a line for each kind."""
    limits = [limit for limit in book.thresholds.values() if limit.source == source.key]
    kinds = {
        "Rules": [_link(rule) for rule in book.rules if source.key in rule.sources],
        "Thresholds": [f"`{limit.key}`" for limit in limits],
        "Questionnaires": [f"`{found.key}`" for found in asked if source.key in _sources_of(found)],
        "Advice": [
            f"[{note.topic}](advice/{note.topic}.md)"
            for note in noted
            if any(item.key == source.key for item in note.reading)
        ],
    }
    for kind, several in kinds.items():
        if several:
            yield from ("", f"{kind}: {', '.join(several)}.")


def _sources_of(found: Questionnaire) -> set[str]:
    own = {key for question in found.questions() for key in question.sources}
    return own | set(found.sources)


def _ours(alone: Iterable[Rule], book: Rulebook) -> Iterator[str]:
    """The limits that we chose, and the rules that rest on nothing else."""
    yield from ("", "Limits that we chose:", "")
    for limit in book.thresholds.values():
        if book.sources[limit.source].ours:
            amount = with_unit(number_in_words(limit.value), limit.unit)
            yield f"- `{limit.key}`: {plain(amount)}. {plain(limit.means)}"
    yield from ("", "Rules that rest on our judgement alone, by family:", "")
    families: dict[str, list[Rule]] = {}
    for rule in alone:
        families.setdefault(rule.family, []).append(rule)
    for family, rules in sorted(families.items()):
        yield f"- {family}: {', '.join(_link(rule) for rule in rules)}."


def _link(rule: Rule) -> str:
    return f"[{rule.code}](rules/{rule.family}.md#{anchor(rule)})"
