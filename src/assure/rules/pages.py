"""The rulebook as pages of Markdown: one for each family, and a list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assure.conditions.language import thresholds_of
from assure.conditions.wording import as_written, number_in_words, with_unit
from assure.model.assessment import Source
from assure.rules.describe import describe, shared_in_words
from assure.rules.rulebook import Family, FindingRule, RatingRule, Rule, Rulebook, RuleStatus
from assure.rules.sentences import in_general

MADE = "Made from the rulesets by `script/docs`; a test fails when it is stale."


def rule_pages(book: Rulebook) -> dict[str, str]:
    """File name → Markdown: ``README.md`` lists the families, each other page is one of them."""
    pages = {f"{family.name}.md": family_page(family, book) for family in book.families}
    return {"README.md": list_page(book), **pages}


def list_page(book: Rulebook) -> str:
    """The families, and every rule in a line."""
    lines = [
        "# Rules",
        "",
        MADE,
        "",
        f"Rulebook {book.version}: {len(book.rules)} rules in {len(book.families)} families.",
        "A rule looks at one fact, and [facts](../facts.md) lists what there is to look at.",
        "[Your own rules](../your-own-rules.md) stand beside these.",
    ]
    for family in book.families:
        lines += ["", f"## [{family.name}]({family.name}.md)", "", plain(family.about), ""]
        lines += ["| rule | name | says | of each |", "|---|---|---|---|"]
        for rule in _rules(family, book):
            link = f"[{rule.code}]({family.name}.md#{anchor(rule)})"
            lines.append(f"| {link} | {rule.name} | {_verdict(rule)} | {_subject(rule)} |")
    return "\n".join(lines) + "\n"


def family_page(family: Family, book: Rulebook) -> str:
    """Every rule of a family, whole."""
    lines = [f"# {family.name.replace('-', ' ').capitalize()}", "", plain(family.about), ""]
    lines += [f"[Advice](../advice/{family.name}.md) says what good looks like.", "", MADE]
    for rule in _rules(family, book):
        lines += ["", *_rule(rule, book)]
    return "\n".join(lines) + "\n"


def anchor(rule: Rule) -> str:
    """Where its heading is found on a page."""
    return f"{rule.code} {rule.name}".lower().replace(" ", "-")


def plain(text: str) -> str:
    """``text`` with nothing in it that Markdown would take for its own."""
    for mark in "\\`*<>[]|":
        text = text.replace(mark, f"\\{mark}")
    return text


def cited(source: Source) -> str:
    """The title of ``source``, linked where it has an address."""
    title = plain(source.title)
    return f"[{title}](<{source.address}>)" if source.address else title


def _rules(family: Family, book: Rulebook) -> list[Rule]:
    return [rule for rule in book.rules if rule.family == family.name]


def _subject(rule: Rule) -> str:
    return f"[{rule.subject.replace('_', ' ')}](../facts.md#{rule.subject})"


def _verdict(rule: Rule) -> str:
    if isinstance(rule, RatingRule):
        return rule.rates.words
    return rule.severity.value if isinstance(rule, FindingRule) else ""


def _rule(rule: Rule, book: Rulebook) -> Iterator[str]:
    yield f"## {rule.code} {rule.name}"
    yield ""
    yield _standing(rule)
    told = [("Fires when", f"of each {_subject(rule)}: {plain(_when(rule, book))}.")]
    told.append(("It says", plain(in_general(rule.finding))))
    if isinstance(rule, FindingRule):
        told += [
            ("Why it matters", plain(in_general(rule.why))),
            ("What to do", plain(in_general(rule.advice))),
            ("What to ask", plain(in_general(rule.challenge))),
        ]
        told.append(("Takes the place of", _linked(rule.instead_of, rule, book)))
        told.append(("Gives way to", _linked(book.gives_way_to(rule.code), rule, book)))
    if isinstance(rule, RatingRule):
        told.append(("What would move it up", plain(in_general(rule.to_improve))))
    for title, text in told:
        if text:
            yield ""
            yield f"**{title}:** {text}"
    if keys := thresholds_of(rule.when):
        yield from ("", "**Thresholds:**", "")
        yield from (f"- {_threshold(key, book)}" for key in keys)
    if isinstance(rule, FindingRule) and rule.groups:
        yield from ("", "**Told as one:**", "")
        for group in rule.groups:
            told_as = plain(in_general(group.finding))
            yield f"- {shared_in_words(group, book.fields(rule))}: {told_as}"
    yield from ("", "**Examples:**", "")
    for example in rule.examples:
        values = ", ".join(f"{name}: {as_written(value)}" for name, value in example.values.items())
        given = f"`{{{values}}}`" if values else "nothing given"
        yield f"- {'fires' if example.fires else 'quiet'}: {given}"
    if rule.sources:
        yield from ("", "**Sources:**", "")
        yield from (f"- {cited(book.sources[key])}" for key in rule.sources)


def _linked(codes: Iterable[str], rule: Rule, book: Rulebook) -> str:
    others = (book.rule(code) for code in codes)
    return ", ".join(
        f"[{other.code}]({'' if other.family == rule.family else f'{other.family}.md'}"
        f"#{anchor(other)}) {other.name}"
        for other in others
    )


def _when(rule: Rule, book: Rulebook) -> str:
    return describe(rule.when, book.thresholds)


def _standing(rule: Rule) -> str:
    """Severity and confidence, or what it rates; since when, and whether it counts."""
    said = f"Since {rule.since}."
    if isinstance(rule, FindingRule):
        said = f"Severity {rule.severity}, confidence {rule.confidence}. {said}"
    if isinstance(rule, RatingRule):
        said = f"Rates {rule.rates.words}. {said}"
    if rule.status is RuleStatus.PREVIEW:
        return f"{said} A preview: its findings show and never count."
    if rule.status is RuleStatus.DEPRECATED:
        return f"{said} Deprecated: no longer matched; see {rule.successor}."
    return said


def _threshold(key: str, book: Rulebook) -> str:
    limit = book.thresholds[key]
    amount = with_unit(number_in_words(limit.value), limit.unit)
    source = cited(book.sources[limit.source])
    return f"`{key}`: {plain(amount)}. {plain(limit.means)} Source: {source}."
