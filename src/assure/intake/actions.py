"""The rows of a table of actions → drafts of actions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assure.intake.cells import CellReader
from assure.intake.columns import FIELD_NAMES
from assure.intake.contradicted import tell_contradictions
from assure.intake.drafts import Draft
from assure.intake.grid import Cell
from assure.intake.leads import first_named_leads
from assure.intake.owner_in_action import with_owners
from assure.intake.progress import read_status, status_in_date, tell_unknown_statuses
from assure.intake.records import Record, records
from assure.intake.refs import Keys, find_refs, leading_ref, looks_like_refs, normal_ref
from assure.intake.steps import in_steps
from assure.intake.table import Table
from assure.intake.timeline import find_timeline
from assure.model.actions import Revision
from assure.model.base import Seen
from assure.model.values import Owner, OwnerKind, When, WhenKind
from assure.words.dates import read_when, when_in_words
from assure.words.text import is_nothing, one_line

# How a cell tells that its date was moved: what stands before is the date first promised.
_MOVED = re.compile(
    r"[\s,;(–-]*\b(?:now )?(?:been )?(?:extended|revised|moved|put back|slipped|deferred|delayed|"
    r"postponed|re-?profiled|re-?scheduled)\s+(?:to|until|till)\b[:\s]*",
    re.IGNORECASE,
)
_MOST_HELPERS = 4  # where more names follow, that the first one leads is a rule nobody kept
_LONGEST_DATE = 300  # characters; what is longer is a story
_WAS = r"(?:was|originally|previously|orig\.?)\b\s*:?\s*"
_WAS_NOW = re.compile(
    rf"^\s*{_WAS}(?P<first>[^()]+?)[\s,;(–-]+(?:but )?(?:is )?now\s+(?P<later>[^()]+?)[\s.)]*$",
    re.IGNORECASE,
)
_NOW_WAS = re.compile(
    rf"^\s*(?P<later>[^()]+?)[\s,;(–-]+{_WAS}(?P<first>[^()]+?)[\s.)]*$", re.IGNORECASE
)
_YEARS = frozenset({WhenKind.FINANCIAL_YEAR, WhenKind.CALENDAR_YEAR})
_TOTAL = re.compile(
    r"^\s*(?:sub-? ?|(?:[^\W\d_]+ ){1,2})?totals?(?: (?:costs?|budget))?\s*:?\s*$", re.IGNORECASE
)
_AMOUNT = re.compile(r"^\s*-?[£€$]?\s*-?\d[\d,]*(?:\.\d+)?\s*[kKmM%]?\s*$")
_BARE_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})$")
_TEXTS = ("how", "milestones", "resources", "funding", "measure", "reason", "evidence")
_FLAGS = ("contract", "statutory", "efficiency", "improvement")


def read_actions(
    table: Table,
    reader: CellReader,
    outcomes: Mapping[str, str],
    keys: Keys,
    *,
    monitored: bool = False,
) -> list[Draft]:
    """Each row with an action as a draft; rows that hold none are told as problems.

    ``monitored``: another sheet tells how the actions stand.
    """
    timeline = find_timeline(table, reader)
    first_leads = first_named_leads((*table.grid.above, *table.lines_above()))
    rows = written = in_steps(list(records(table)), reader.calendar)
    if table.column("owner") is None:
        rows = with_owners(rows)
    drafts: list[Draft] = []
    has_refs = table.column("ref") is not None
    numbered = not has_refs and _numbered(rows)
    carried = _carried_refs(rows) if has_refs else frozenset()
    fractions = _fractions(rows)
    used: dict[str, int] = {}
    previous: Owner | None = None
    last = max((record.number for record in rows if record.text("action")), default=0)
    for record, as_written in zip(rows, written, strict=True):
        if _is_sum(record):
            continue
        if not record.text("action"):
            _no_action(record, table, reader, is_note=record.number > last)
            continue
        draft = _draft(record, reader, outcomes, keys, numbered, carried, used)
        if record is not as_written:  # the owner stands in the same cell
            draft.seen["title"] = reader.grid.seen(as_written.cells["action"])
        _read_owner(draft, record, reader, previous, first_leads=first_leads)
        _read_dates(draft, record, reader, table)
        if timeline is not None:
            timeline.read(draft, record.number)
        read_status(draft, record, reader, table, fractions=fractions)
        if not monitored:
            status_in_date(draft, table)
        previous = draft.values["owner"]
        drafts.append(draft)
    tell_unknown_statuses((row for row in rows if row.text("action")), table, reader)
    tell_contradictions(table, reader)
    return drafts


def _numbered(rows: list[Record]) -> bool:
    """True when most actions open with a number of their own: "2.1 Open the hub"."""
    titles = [record.text("action") for record in rows if record.text("action")]
    return bool(titles) and sum(leading_ref(t) is not None for t in titles) >= 0.6 * len(titles)


def _carried_refs(rows: list[Record]) -> frozenset[str]:
    """References that stand once for several rows."""
    return frozenset(
        normal_ref(record.cells["ref"].text)
        for record in rows
        if "ref" in record.cells and record.cells["ref"].inherited
    )


def _fractions(rows: list[Record]) -> bool:
    """True when a percentage column holds 0 to 1: a fraction among nothing above one."""
    cells = [cell for record in rows if (cell := record.cells.get("percent"))]
    # In a text table they are text; what has its sign says itself what it is.
    values = [
        float(cell.value if isinstance(cell.value, int | float) else cell.text)
        for cell in cells
        if isinstance(cell.value, int | float) or _BARE_NUMBER.match(cell.text.strip())
    ]
    return any(0 < v < 1 for v in values) and all(0 <= v <= 1 for v in values)


def _no_action(record: Record, table: Table, reader: CellReader, *, is_note: bool) -> None:
    """Tell of a row that has no action, unless it is a note below the table or a bare frame."""
    cells = [*record.cells.values(), *record.others.values()]
    own = [cell for cell in cells if not cell.inherited]
    if not own or (is_note and len(own) == 1 and len(own[0].text.split()) > 3):
        return
    if is_note and all(_AMOUNT.match(cell.text) for cell in own):
        return  # a sum under its column
    only_ref = set(record.cells) <= {"ref"} and not record.others
    reader.problem(
        "row-without-action",
        own[0],
        "the row has a number but nothing else."
        if only_ref
        else f"the row has no action in column {_letter(table)}, so it was left out.",
        "Write the action, or take the row away.",
    )


def _is_sum(record: Record) -> bool:
    """Whether a row adds up those above it: "Total" beside amounts, or beside nothing."""
    cells = (*record.cells.values(), *record.others.values())
    texts = [cell.text for cell in cells if not cell.inherited]
    return any(map(_TOTAL.match, texts)) and all(
        _TOTAL.match(text) or _AMOUNT.match(text) or is_nothing(text) for text in texts
    )


def _letter(table: Table) -> str:
    column = next(c for c in table.columns() if c.field == "action")
    return f"{column.letter} (“{column.heading}”)" if column.heading else column.letter


def _draft(
    record: Record,
    reader: CellReader,
    outcomes: Mapping[str, str],
    keys: Keys,
    numbered: bool,
    carried: frozenset[str],
    used: dict[str, int],
) -> Draft:
    title = record.text("action")
    written = one_line(record.text("ref"))
    if is_nothing(written):
        written = ""
    if not written and numbered:
        leading = leading_ref(title)
        if leading:
            written, title = leading
    ref = _display_ref(written, record, reader, carried, used)
    # Where one reference stands for several rows, only its words tell a row from the next.
    carries = normal_ref(written) in carried if written else False
    words = f"{written} {title}" if carries else title
    key = keys.key("" if carries else written, words, record.text("stable_key"))
    draft = Draft(key, ref, written)
    cells = {FIELD_NAMES.get(n, n) if n != "support" else n: c for n, c in record.cells.items()}
    blanks = {FIELD_NAMES.get(n, n) if n != "support" else n: s for n, s in record.blanks.items()}
    draft.seen = reader.seen(cells, blanks)
    post = draft.seen.pop("owner_post", None)
    if post is not None and is_nothing(record.text("owner")):
        draft.seen["owner"] = post
    values = draft.values
    values["title"] = title
    for name in _TEXTS:
        values[name] = record.text(name)
    for name in _FLAGS:
        values[name] = reader.yes_no(record.cells.get(name))
    if "cost" in record.cells:
        values["cost"] = reader.money(record.cells["cost"])
    values["effort_days"] = reader.number(record.cells.get("effort_days"))
    values["section"] = " / ".join(
        part for part in (record.section, one_line(record.text("section"))) if not is_nothing(part)
    )
    draft.other = {heading: cell.text for heading, cell in record.others.items()}
    _read_outcomes(draft, record.cells.get("outcomes"), reader, outcomes)
    return draft


def _display_ref(
    written: str,
    record: Record,
    reader: CellReader,
    carried: frozenset[str],
    used: dict[str, int],
) -> str:
    """What people call the action: its reference, told apart where one stands for several rows."""
    if not written:
        grid = reader.grid
        elsewhere = grid.of_document and grid.sheet != "Table 1"
        row = f"row {record.number}" + (f" ({record.step})" if record.step else "")
        return f"{grid.sheet} {row}" if elsewhere else row
    normal = normal_ref(written)
    count = used[normal] = used.get(normal, 0) + 1
    if normal in carried:
        return f"{written} ({count})"
    if count == 1:
        return written
    cell = record.cells.get("ref") or record.cells["action"]
    reader.problem(
        "reference-used-twice",
        cell,
        f"the reference {written} is used for more than one action.",
        "Give each action a reference of its own.",
    )
    return f"{written} ({count})"


def _read_outcomes(
    draft: Draft, cell: Cell | None, reader: CellReader, known: Mapping[str, str]
) -> None:
    if cell is None or is_nothing(cell.text):
        return
    found, missing = find_refs(cell.text, known)
    if not known:
        # Without a list of outcomes a short code is a link, a sentence is a description.
        if looks_like_refs(cell.text):
            draft.values["outcomes"] = tuple(dict.fromkeys(one_line(m) for m in missing))
        else:
            draft.other.setdefault("Outcome", cell.text)
        return
    draft.values["outcomes"] = tuple(found)
    for piece in missing:
        reader.problem(
            "unknown-outcome",
            cell,
            f"“{one_line(piece)[:60]}” is not an outcome of this plan.",
            "Use the reference of an outcome in the Outcomes sheet.",
        )


def _read_owner(
    draft: Draft,
    record: Record,
    reader: CellReader,
    previous: Owner | None,
    *,
    first_leads: bool,
) -> None:
    cell = _with_post(record.cells)
    owner = reader.owner(cell, previous)
    if first_leads and cell is not None and owner.kind is OwnerKind.SEVERAL:
        first, *others = [line for line in cell.text.splitlines() if line.strip()] or [cell.text]
        if len(others) <= _MOST_HELPERS:
            owner = reader.owner(replace(cell, value=first, text=first), previous)
            helpers = (*map(one_line, others), *owner.support)
            owner = owner.model_copy(update={"support": helpers})
    support = record.cells.get("support")
    if support is not None and not is_nothing(support.text):
        more = tuple(one_line(p) for p in re.split(r"[;\n]+", support.text) if p.strip())
        owner = owner.model_copy(update={"support": (*owner.support, *more)})
    draft.values["owner"] = owner


def _with_post(cells: Mapping[str, Cell]) -> Cell | None:
    """The cell of the owner, with the post that stands in a column of its own."""
    cell, post = cells.get("owner"), cells.get("owner_post")
    if post is None or is_nothing(post.text):
        return cell
    if cell is None or is_nothing(cell.text):
        return post
    both = f"{post.text} ({cell.text})"
    return replace(cell, value=both, text=both)


def _due(cell: Cell | None, quarter: Cell | None, reader: CellReader) -> When:
    """The date, with its quarter put before it where that stands in a column of its own."""
    when = reader.when(cell)
    if cell is None or quarter is None or when.kind not in _YEARS:
        return when
    both = reader.when(replace(cell, value=f"{quarter.text} {cell.text}"))
    return both if both.latest is not None else when


def _moved(cell: Cell, when: When, reader: CellReader) -> tuple[When, tuple[When, ...]]:
    """The first date and the later ones of a cell such as "March 2026, extended to May 2026" or
    "May 2026 (was March 2026)"."""
    if not isinstance(cell.value, str) or len(cell.text) > _LONGEST_DATE:
        return when, ()
    told = [piece.strip(" ,;.()–-") for piece in _MOVED.split(cell.text)]
    if was := _WAS_NOW.match(cell.text) or _NOW_WAS.match(cell.text):
        told = [was["first"], was["later"]]
    if len(told) < 2 or not all(told):
        return when, ()
    first, *later = [read_when(piece, reader.calendar).when for piece in told]
    if any(each.latest is None for each in (first, *later)):
        return when, ()  # told in some other way: left as it was read
    return first, tuple(later)


def _read_dates(draft: Draft, record: Record, reader: CellReader, table: Table) -> None:
    values, cells = draft.values, record.cells
    values["start"] = reader.when(cells.get("start"))
    values["due"] = _due(cells.get("due"), cells.get("due_quarter"), reader)
    values["revised"] = reader.whens(cells.get("revised"))
    if not values["revised"] and "due" in cells:
        values["due"], values["revised"] = _moved(cells["due"], values["due"], reader)
    due = values["due"].latest
    if due is not None and {when.latest for when in values["revised"]} == {due}:
        values["revised"] = ()  # a system fills in the date that counts where none was moved, too
    if table.column("due") is None:
        reading = when_in_words(record.text("action"), reader.calendar)
        if reading is not None:
            values["due"] = reading.when
            draft.seen["due"] = draft.seen["title"]
            reader.unclear(cells["action"], reading)
    if values["revised"]:
        dates: list[tuple[When, Seen | None]] = [(values["due"], draft.seen.get("due"))]
        dates += [(when, draft.seen.get("revised")) for when in values["revised"]]
        values["revisions"] = tuple(
            Revision(field="due", text=when.text, when=when, seen=seen)
            for when, seen in dates
            if when.kind is not WhenKind.MISSING
        )
