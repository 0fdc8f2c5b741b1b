"""Action plans in Word: tables as a reader of the finished document sees them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from assure.intake import read_plan
from assure.intake.grid import Grid
from assure.intake.word import read_word
from assure.model.errors import UnreadableFileError
from assure.model.values import OwnerKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
HEAD = ("Ref", "Action", "Owner", "Due")
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>
    <w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
  </w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/>
  </w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Counted"><w:name w:val="Counted"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>
"""


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str = "", style: str = "", listed: tuple[int, int] | None = None) -> str:
    """A paragraph of runs, or of plain text; ``listed``: list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed:
        number, level = listed
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    inside = content if content.startswith("<") else run(content) if content else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(content: str = "", looks: str = "") -> str:
    inside = content if content.startswith(("<w:p>", "<w:sdt>", "<w:tbl>")) else par(content)
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(c if c.startswith(("<w:tc>", "<w:sdt><w:sdtPr/>")) else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (1000, 4000, 2000, 2000)) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


class Word:
    """Writes documents into a folder from the XML of their body."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, *body: str, name: str = "plan.docx", strict: bool = False) -> Path:
        path = self.folder / name
        relation = '<Relationship Id="r{0}" Type="{1}/{2}" Target="{3}"/>'
        packages = "http://schemas.openxmlformats.org/package/2006/"

        def relations(*pairs: tuple[str, str]) -> str:
            inside = "".join(
                relation.format(at, OFFICE, kind, part) for at, (kind, part) in enumerate(pairs)
            )
            return f'<Relationships xmlns="{packages}relationships">{inside}</Relationships>'

        parts = {
            "[Content_Types].xml": f'<Types xmlns="{packages}content-types"/>',
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": relations(
                ("styles", "styles.xml"), ("numbering", "numbering.xml")
            ),
            "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body>"
            "</w:document>",
            "word/styles.xml": f"<w:styles {NAMES}>{STYLES}</w:styles>",
            "word/numbering.xml": f"<w:numbering {NAMES}>{NUMBERING}</w:numbering>",
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, text in parts.items():
                package.writestr(part, text.replace(W, STRICT) if strict else text)
        return path

    def grids(self, *body: str) -> list[Grid]:
        path = self.write(*body)
        return read_word(path, path.read_bytes())[0]

    def texts(self, *cells: str) -> list[str]:
        """How each of the cells of one row is read, "" for a blank one."""
        (grid,) = self.grids(table(row(*cells), widths=(1000,) * len(cells)))
        found = grid.rows.get(1, {})
        return [found[at].text if at in found else "" for at in range(1, len(cells) + 1)]


@pytest.fixture
def word(tmp_path: Path) -> Word:
    return Word(tmp_path)


def sentence(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as told:
        read_plan(path)
    message = str(told.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert path.name in message
    return message


# --- A plan -----------------------------------------------------------------------------


def test_a_plan_is_read_with_its_places(word):
    plan = read_plan(
        word.write(
            par("Anytown Housing Plan 2026-27", "Title"),
            table(
                row(*HEAD),
                row("1.1", "Publish the register of empty homes", "Head of Housing", "May 2026"),
                row("", "", "", ""),
                row("1.2", "Review the lettings policy", "", "June 2026"),
            ),
        )
    )
    assert plan.title == "Anytown Housing Plan 2026-27"
    assert plan.period_start == dt.date(2026, 4, 1)
    assert [action.ref for action in plan.actions] == ["1.1", "1.2"]
    first, second = plan.actions
    assert first.seen["title"].place() == "Table 1 B2"
    assert second.seen["owner"].place() == "Table 1 C4"
    assert second.owner.kind is OwnerKind.MISSING


@pytest.mark.parametrize("name", ["plan.docx", "plan.docm"])
@pytest.mark.parametrize("strict", [False, True])
def test_macro_documents_and_the_strict_form_are_read(word, name, strict):
    path = word.write(
        table(row(*HEAD), row("1", "Open the hub", "Head of Parks", "May 2026")),
        name=name,
        strict=strict,
    )
    assert [action.title for action in read_plan(path).actions] == ["Open the hub"]


def test_a_table_for_each_heading_is_one_plan_with_sections(word):
    def themed(ref: str, title: str) -> str:
        return table(row(*HEAD), row(ref, title, "Head of Housing", "May 2026"))

    plan = read_plan(
        word.write(
            par("Anytown Plan", "H1"),
            par("Priority 1: Homes", "H2"),
            themed("1", "Publish the register"),
            par("Priority 2: Parks", "H2"),
            par("Some words about parks."),
            themed("2", "Open the hub"),
        )
    )
    assert plan.title == "Anytown Plan"
    assert [(a.ref, a.section) for a in plan.actions] == [
        ("1", "Priority 1: Homes"),
        ("2", "Priority 2: Parks"),
    ]


def test_lines_in_bold_pass_for_headings(word):
    bold = "<w:b/>"
    first, second = word.grids(
        par(run("Priority 1: Homes", bold)),
        par(run("Objective 1.1: Build", bold)),
        table(row("a", "b", "c", "d")),
        par(run("Objective 1.2: Mend", bold)),
        table(row("a", "b", "c", "d")),
    )
    assert first.under == ("Priority 1: Homes", "Objective 1.1: Build")
    assert second.under == ("Priority 1: Homes", "Objective 1.2: Mend")


def test_rows_of_several_tables_are_told_apart(word):
    plan = read_plan(
        word.write(
            *(
                par(theme, "H1") + table(row(*HEAD), row("", title, "Head of Parks", "May 2026"))
                for theme, title in (("Homes", "Mend the roof"), ("Parks", "Open the hub"))
            )
        )
    )
    assert len({action.ref for action in plan.actions}) == 2


def test_a_lead_over_a_table_answers_where_a_row_names_nobody(word):
    plan = read_plan(
        word.write(
            par("Anytown Plan", "Title"),
            par("Responsible officer for the plan: Chief Executive"),
            par("Theme 1", "H1"),
            par("Lead: Head of Housing"),
            table(
                row(*HEAD),
                row("1", "Publish the register", "", "May 2026"),
                row("2", "Open the hub", "Head of Parks", "May 2026"),
            ),
            par("Theme 2", "H1"),
            table(row(*HEAD), row("3", "Mend the roof", "", "May 2026")),
        )
    )
    register, hub, roof = plan.actions
    assert register.owner.names == ("Head of Housing",)
    assert register.owner.inherited
    assert register.seen["owner"].place() == "Table 1 above"
    assert hub.owner.names == ("Head of Parks",)
    assert not hub.owner.inherited
    assert roof.owner.kind is OwnerKind.MISSING
    assert plan.lead.names == ("Chief Executive",)


def test_a_table_split_in_two_is_read_under_the_first_headings(word):
    plan = read_plan(
        word.write(
            table(row(*HEAD), row("1", "Publish the register", "Head of Housing", "May 2026")),
            par(),
            table(row("2", "Open the hub", "Head of Parks", "June 2026")),
        )
    )
    assert [action.ref for action in plan.actions] == ["1", "2"]
    assert plan.actions[1].seen["due"].place() == "Table 2 D1"


def test_a_table_after_other_words_goes_on_nothing(word):
    plan = read_plan(
        word.write(
            table(row(*HEAD), row("1", "Publish the register", "Head of Housing", "May 2026")),
            par("Signed off by"),
            table(row("Name", "Post", "Signature", "Day")),
        )
    )
    assert [action.ref for action in plan.actions] == ["1"]
    assert any("the table was not read" in problem.message() for problem in plan.problems)


# --- What a cell says -------------------------------------------------------------------


def test_numbers_that_word_makes_are_the_references(word):
    def numbered(level: int, title: str) -> str:
        return row(cell(par(listed=(1, level))), title, "Head of Housing", "May 2026")

    plan = read_plan(
        word.write(
            table(
                row(*HEAD),
                numbered(0, "Publish the register"),
                numbered(1, "Print it"),
                numbered(1, "Post it"),
                numbered(0, "Open the hub"),
                numbered(1, "Find the keys"),
            )
        )
    )
    assert [action.ref for action in plan.actions] == ["1", "1.1", "1.2", "2", "2.1"]


def test_labels_of_lists(word):
    assert word.texts(
        cell(par("bread", listed=(2, 0)) + par("milk", listed=(2, 0))),
        cell(par("C comes first", listed=(3, 0)) + par("then D", listed=(3, 0))),
        cell(par("deep", listed=(1, 2)) + par("deeper", listed=(1, 2))),
        cell(par("started anew", listed=(4, 0))),
        cell(par("by its style", "Counted")),
        cell(par("outside any list", "Counted", listed=(0, 0))),
        cell(par(listed=(2, 0))),
    ) == [
        "• bread\n• milk",
        "C) C comes first\nD) then D",
        "(i) deep\n(ii) deeper",
        "7. started anew",
        "8. by its style",
        "outside any list",
        "",
    ]


def test_tracked_changes_are_read_as_accepted(word):
    changed = (
        run("by ")
        + '<w:del w:id="1"><w:r><w:delText>May</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("June")}</w:ins>'
        + f"<w:moveFrom>{run(' gone')}</w:moveFrom><w:moveTo>{run(' 2026')}</w:moveTo>"
    )
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("one ") + "</w:p>" + par("line")
    assert word.texts(cell(par(changed)), cell(joined)) == ["by June 2026", "one line"]
    (grid,) = word.grids(
        table(row("a", "b"), row("c", "d", properties='<w:del w:id="3"/>'), row("e", "f"))
    )
    assert [cells[1].text for _, cells in grid] == ["a", "e"]


def test_hidden_words_notes_and_instructions_are_left_out(word):
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DATE</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("1 May 2026")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    linked = f'<w:hyperlink w:anchor="x">{run("the paper")}</w:hyperlink>'
    noted = run("see") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" note")
    assert word.texts(
        cell(par(run("shown") + run(" hidden", "<w:vanish/>"))),
        cell(par(field)),
        cell(par(linked)),
        cell(par(noted)),
        cell(par("<w:r><w:t>two</w:t><w:br/><w:t>lines</w:t></w:r>")),
        cell(par("<w:r><w:t>self</w:t><w:noBreakHyphen/><w:t>help</w:t></w:r>")),
    ) == ["shown", "1 May 2026", "the paper", "see note", "two\nlines", "self-help"]


def test_controls_boxes_and_symbols(word):
    def control(properties: str, text: str) -> str:
        return (
            f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>"
            f"<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
        )

    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar "
        'w:fldCharType="end"/></w:r>'
    )
    chosen = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Red"/><w:listEntry w:val="Green"/></w:ddList></w:ffData></w:fldChar>'
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    tick = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
    assert word.texts(
        cell(par(control("<w:dropDownList/>", "On track"))),
        cell(par(control("<w:showingPlcHdr/>", "Choose an item."))),
        cell(par(control(tick.format(1), "?") + run(" yes ") + control(tick.format(0), "?"))),
        cell(par(form)),
        cell(par(chosen)),
        cell(par('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')),
        cell(par(run("ü", '<w:rFonts w:ascii="Wingdings"/>'))),
    ) == ["On track", "", "☑ yes ☐", "☑", "Green", "✓", "✓"]


def test_a_symbol_that_nobody_knows_is_a_problem(word):
    path = word.write(
        table(
            row(*HEAD, "Status"),
            row(
                *("1", "Open the hub", "Head of Parks", "May 2026"),
                cell(par('<w:r><w:sym w:font="Wingdings" w:char="F022"/></w:r>')),
            ),
        )
    )
    problem = next(p for p in read_plan(path).problems if p.code == "unknown-characters")
    assert problem.seen.place() == "Table 1 E2"


def test_how_cells_look(word):
    bold, line = "<w:b/>", "<w:strike/>"
    (grid,) = word.grids(
        table(
            row(
                cell(par(run("all ", bold) + run("bold", '<w:rStyle w:val="Loud"/>'))),
                cell(par(run("half ", bold) + run("bold"))),
                cell(par(run("gone", line))),
                cell("Green", '<w:shd w:val="clear" w:color="auto" w:fill="92D050"/>'),
                cell(par(run("Amber", '<w:highlight w:val="yellow"/>'))),
                cell("White", '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'),
                cell("", '<w:shd w:val="clear" w:fill="FF0000"/>'),
            ),
            widths=(1000,) * 7,
        )
    )
    cells = grid.rows[1]
    assert [cells[at].bold for at in range(1, 7)] == [True, False, False, False, False, False]
    assert [cells[at].struck for at in range(1, 4)] == [False, False, True]
    assert [cells[at].fill for at in range(4, 7)] == ["92D050", "FFFF00", None]
    assert grid.painted == {(1, 7): "FF0000"}


# --- Merged cells and ragged rows -------------------------------------------------------


def test_merged_cells(word):
    down, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (grid,) = word.grids(
        table(
            row(cell("Theme", '<w:gridSpan w:val="4"/>')),
            row(cell("1", down), "a", "b", "c"),
            row(cell("ignored", more), "d", "e", "f"),
            row("2", "g", "h", "i"),
        )
    )
    assert grid.rows[1][1].wide
    assert grid.rows[3][1].text == "1"
    assert grid.rows[3][1].inherited
    assert grid.rows[4][1].text == "2"
    assert not grid.rows[4][1].inherited


def test_rows_that_begin_or_end_within_the_table(word):
    (grid,) = word.grids(
        table(
            row("a", "b", "c", "d"),
            row("f", "g", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert {column: cell.text for column, cell in grid.rows[2].items()} == {2: "f", 3: "g"}


def test_borders_dragged_row_by_row_still_make_columns(word):
    two = '<w:gridSpan w:val="2"/>'
    (grid,) = word.grids(
        table(
            row("Ref", cell("Action", two), "Owner"),
            row(cell("1", two), "Open the hub", "Head of Parks"),
            row(cell("A line across", '<w:gridSpan w:val="4"/>')),
            widths=(1000, 600, 3000, 2000),
        )
    )
    assert [cell.column for cell in grid.rows[2].values()] == [1, 2, 3]
    assert grid.rows[3][1].wide


def test_borders_a_hair_apart_are_one(word):
    two = '<w:gridSpan w:val="2"/>'
    (grid,) = word.grids(
        table(
            row("Ref", cell("Action", two), "Owner", "Due"),
            row(cell("1", two), "Open the hub", "Head of Parks", "May"),
            row("2", cell("Mend", two), cell("Head of Estates", two)),
            widths=(1000, 40, 3000, 2000, 2000),
        )
    )
    assert [cell.column for cell in grid.rows[2].values()] == [1, 2, 3, 4]
    assert [cell.column for cell in grid.rows[3].values()] == [1, 2, 3]


def test_tables_within_cells_and_controls_are_read_in_order(word):
    inner = table(row("x", "y"), widths=(500, 500))
    first, within, last = word.grids(
        table(row("a", cell(par("before") + inner + par("after")))),
        "<w:sdt><w:sdtPr/><w:sdtContent>" + table(row("z", "q")) + "</w:sdtContent></w:sdt>",
    )
    assert first.rows[1][2].text == "before\nx | y\nafter"
    assert (within.sheet, within.rows[1][2].text) == ("Table 2", "y")
    assert (last.sheet, last.rows[1][1].text) == ("Table 3", "z")


# --- What cannot be read ----------------------------------------------------------------


def test_a_document_without_a_table_says_what_to_do(word):
    assert "holds no table" in sentence(word.write(par("A letter.")))
    listed = sentence(word.write(*(par(f"Do thing {at}", listed=(1, 0)) for at in range(4))))
    assert "4 numbered or bulleted lines" in listed
    assert "put each into a row" in listed
    assert "no text" in sentence(word.write())


def test_damaged_and_hostile_documents(word, tmp_path):
    good = word.write(table(row(*HEAD), row("1", "Open the hub", "Head of Parks", "May 2026")))
    data = good.read_bytes()
    (tmp_path / "cut.docx").write_bytes(data[: len(data) // 2])
    sentence(tmp_path / "cut.docx")
    assert "cannot be read" in sentence(word.write("<w:p>", name="open.docx"))
    deep = par("x")
    for _ in range(30):
        deep = table(row(cell(deep + par("y"))), widths=(1000,))
    assert "deep within one another" in sentence(word.write(deep, name="deep.docx"))
    wide = cell("x", '<w:gridSpan w:val="999999999"/>')
    assert word.texts(wide) == ["x"]
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bomb, "w") as new:
        for entry in old.infolist():
            text = old.read(entry.filename).decode()
            if entry.filename == "word/document.xml":
                text = '<!DOCTYPE x [<!ENTITY a "b">]>' + text
            new.writestr(entry.filename, text)
    assert "entities" in sentence(bomb)


def test_too_many_tables(word):
    one = table(row("a"), widths=(1000,)) + par("between")
    assert "more than the 500 tables" in sentence(word.write(one * 501))


def test_a_cell_as_long_as_a_book_is_cut_and_told(word):
    path = word.write(
        table(row(*HEAD), row("1", "Open the hub", "Head of Parks", "May 2026" + " x" * 20_000))
    )
    plan = read_plan(path)
    assert any(problem.code == "long-cell" for problem in plan.problems)
    assert len(plan.actions) == 1
