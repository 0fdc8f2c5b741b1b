"""The catalogue as a page of Markdown: every subject, and every field a rule may look at."""

from __future__ import annotations

from collections.abc import Iterable

from assure.conditions.fields import Catalogue, Field

HEAD = """\
# Facts

Made from the catalogue by `script/docs`; a test fails when it is stale.

A rule looks at the fields of one fact, and a fact is about one subject. Everything that takes
more than one cell to know (a count, a sum, a share, days between two dates, another action) is
worked out beforehand and is a field of its own. A field without a value is missing, and every test
of it is false. Text is shown or tested for presence, and never compared.
"""


ANSWERS = """\

## Answers to questionnaires

Each questionnaire gives a subject of its own, with a field for each question under its key:
`outcomes-review` gives `outcomes_review`. A list of entries gives one fact for each entry, such as
`outcomes_review_outcomes`. `assure rules facts SUBJECT` lists the fields. Beside its questions a
questionnaire’s subject says how many were answered, not known, said not to apply and evidenced.
Questionnaires of your own give subjects in the same way.
"""


def facts_page(catalogue: Catalogue, asked: Iterable[str] = ()) -> str:
    """Each subject with a table of its fields: type, unit, meaning and how it is worked out.

    ``asked`` are the subjects that shipped questionnaires give. Those are only named, and the
    pages of rules lead to the name.
    """
    lines = [HEAD, " · ".join(f"[{subject}](#{subject})" for subject in catalogue)]
    for subject, fields in catalogue.items():
        lines += ["", f"## {subject}", "", "| field | type | meaning | how it is known |"]
        lines.append("|---|---|---|---|")
        lines += [_row(field) for field in fields.values()]
    lines += [ANSWERS, *(f'- <a id="{subject}"></a>`{subject}`' for subject in asked)]
    return "\n".join(lines) + "\n"


def _row(field: Field) -> str:
    kind = f"{field.type}, {field.unit}" if field.unit else str(field.type)
    if field.values:
        kind = " ".join(f"`{value}`" for value in field.values)
    cells = (f"`{field.name}`", kind, field.meaning, field.derivation)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
