"""What a rule tells people, taken from a ruleset: sentences, and how several become one."""

from __future__ import annotations

from collections.abc import Mapping

from assure.conditions.fields import Field
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part, shown
from assure.rules import form
from assure.rules.rulebook import Grouping
from assure.rules.sentences import (
    OF_THE_FACT,
    OF_THE_GROUP,
    counted,
    placeholders,
    uncountable,
    unknown_placeholders,
)


def read_field(part: Part, fields: Mapping[str, Field], subject: str) -> str:
    """The name of a field of ``subject``. Raises RulebookError."""
    name = part.text()
    if name not in fields:
        raise part.fault(
            f"there is no field {shown(name)} of {subject}; {did_you_mean(name, fields)}"
        )
    return name


def read_sentence(part: Part, fields: Mapping[str, Field]) -> str:
    """A template that shows nothing but ``fields`` and what every fact has. Raises
    RulebookError."""
    template = _template(part)
    unknown = next(unknown_placeholders(template, fields), None)
    if unknown is not None:
        raise part.fault(
            f"{part.what} names {{{unknown}}}, which is no field of its subject; "
            f"{did_you_mean(unknown, (*OF_THE_FACT, *fields))}"
        )
    wrong = next((name for name in counted(template) if name in OF_THE_FACT), None)
    if wrong := wrong or uncountable(template, fields):
        raise part.fault(f"{part.what} counts by {{{wrong}}}, which is no number.")
    return template


def read_groups(rule: Part, fields: Mapping[str, Field], subject: str) -> tuple[Grouping, ...]:
    """The ways in which several findings of a rule are told as one. Raises RulebookError."""
    return tuple(_grouping(group, rule, fields, subject) for group in rule.at("groups").items())


def _grouping(group: Part, rule: Part, fields: Mapping[str, Field], subject: str) -> Grouping:
    group.check_keys(form.GROUP_KEYS, form.NEEDED_OF_GROUP)
    by = read_field(group.at("by"), fields, subject) if group.has("by") else None
    least = group.at("from").whole_number() if group.has("from") else form.GROUP_FROM
    if least < 2:
        raise group.at("from").fault(
            f"one finding is no group; write 2 or more, or leave “from” out for {form.GROUP_FROM}."
        )
    shared = (*OF_THE_GROUP, *((by,) if by else ()))
    texts = {
        key: _shared_text(group.at(key) if group.has(key) else rule.at(key), shared)
        for key in form.TEXTS_OF_GROUP
    }
    if "refs" not in placeholders(texts["finding"]):
        raise group.at("finding").fault(
            "the “finding” of a group does not say which they are; show {refs} in it."
        )
    return Grouping(by=by, least=least, **texts)


def _shared_text(part: Part, shared: tuple[str, ...]) -> str:
    """A template that shows only what the findings of a group have in common."""
    template = _template(part)
    differs = next((name for name in placeholders(template) if name not in shared), None)
    if differs is not None:
        names = ", ".join(f"{{{name}}}" for name in shared)
        raise part.fault(
            f"{part.what} shows {{{differs}}}, in which the findings of a group may differ; give "
            f"the group a {part.what} that shows no more than {names}."
        )
    wrong = next((name for name in counted(template) if name != "count"), None)
    if wrong is not None:
        raise part.fault(f"{part.what} counts by {{{wrong}}}; a group counts by {{count}} alone.")
    return template


def _template(part: Part) -> str:
    """Text in which each brace belongs to a name."""
    template = part.text()
    try:
        placeholders(template)
    except ValueError:
        raise part.fault(
            f"{part.what} has a brace that belongs to no field; write {{field}} or no braces."
        ) from None
    return template
