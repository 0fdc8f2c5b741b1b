"""Templates that a locality brings: they stand in for shipped ones, and reach nothing of Python."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.report.test_kinds import material

from assure.model.errors import AssureError, ReportError
from assure.report.apart import Apart
from assure.report.kinds import kind_named
from assure.report.look import Look
from assure.service.look import look_of
from assure.service.report import _page, html_of, page_with_origins, write_report
from assure.service.rulebook import carrying, load
from assure.shelf.settings import Settings, find_settings


def page(folder: Path, template: str, name: str = "assurance.html.j2") -> str:
    """The assurance report with ``template`` in the place of the shipped file of this name."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(template, encoding="utf-8")
    # Filled in here, where it reaches the same: a process for each would take a minute.
    return _page(kind_named("assurance"), material("board"), "screen", Look(templates=folder))


def test_a_template_of_the_same_name_stands_in_for_the_shipped_one(tmp_path: Path) -> None:
    html = page(tmp_path, "<main>{{ a.partnership }}, {{ a.as_of | long_date }}</main>")
    assert html == "<main>Anycity Partnership, 31 October 2026</main>"


def test_a_part_alone_can_be_replaced(tmp_path: Path) -> None:
    html = page(tmp_path, "<section>Ours {{ f.plural(2, 'page') }}</section>", "parts/annex.j2")
    assert "<section>Ours 2 pages</section>" in html
    assert "Anycity Partnership" in html


def test_a_style_sheet_can_be_replaced(tmp_path: Path) -> None:
    assert "h1 { color: #222222 }" in page(tmp_path, "h1 { color: #222222 }", "style/screen.css")


def test_what_a_template_fills_in_is_escaped(tmp_path: Path) -> None:
    html = page(tmp_path, "{% set x = '<script>' %}{{ x }}{{ '<b>' ~ x }}{{ ['<i>'] | join }}")
    assert html == "&lt;script&gt;&lt;b&gt;&lt;script&gt;&lt;i&gt;"


def test_a_template_that_takes_words_apart_shows_no_half_of_a_mark(tmp_path: Path) -> None:
    (tmp_path / "assurance.html.j2").write_text(
        "{{ (a.as_of | long_date)[1:3] }}|{{ a.as_of | long_date | reverse }}|"
        "{{ a.as_of | long_date | truncate(9, true) }}|{{ a.as_of | long_date }}"
    )
    kind, look = kind_named("assurance"), Look(templates=tmp_path)
    shown = page_with_origins(kind, material("board"), look)
    assert not re.search("[\U00100000-\U0010ffff]", shown)
    assert shown.startswith("3|6202 rebotcO 13|31 O...|")
    assert shown.endswith(">31 October 2026</time>")


ESCAPES = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ [].__class__.__base__ }}",
    "{{ ''['__class__'] }}",
    "{{ '' | attr('__class__') }}",
    "{{ ['x'] | map(attribute='__class__') | first }}",
    "{{ ['x'] | map(attribute='__class__') | list }}",
    "{{ ['x'] | groupby('__class__') }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ f.plural.__globals__ }}",
    "{{ f.dt.datetime.now() }}",
    "{{ charts.math.pi }}",
    "{{ f.__loader__ }}",
    "{{ f.__builtins__ }}",
    "{{ p.headlines.Sequence }}",
    "{{ sign.func }}",
    "{{ sign.__closure__ }}",
    "{{ a.__class__ }}",
    "{{ a.model_fields }}",
    "{{ a.model_construct() }}",
    "{{ a.parse_file('/etc/hostname') }}",
    "{{ review.parse_raw('cos\\nsystem', proto='pickle', allow_pickle=True) }}",
    "{{ a.findings[0].severity.__class__ }}",
    "{{ a.as_of.today.__self__ }}",
    "{% for x in (1,) %}{{ loop.__class__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__class__ }}",
    "{% macro m() %}{{ caller }}{% endmacro %}{{ m._func.__globals__ }}",
    "{{ none.__class__ }}",
    "{{ (1).__class__ }}",
    "{{ range(999999999) | list }}",
    "{{ a.findings.append(1) }}",
    "{{ '<b>' | safe }}",
    "{% autoescape false %}{{ '<b>' }}{% endautoescape %}",
    "{%- autoescape false -%}{{ '<b>' }}{%- endautoescape %}",
    "{% include '/etc/hostname' %}",
    "{% include '../secret.txt' %}",
    "{% import 'os' as os %}",
    "{{ request.application }}",
    "{{ config }}",
)


@pytest.mark.parametrize("template", ESCAPES)
def test_nothing_of_python_is_reached(template: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    with pytest.raises(ReportError) as told:
        page(tmp_path / "ours", f"first line\n{template}")
    assert str(told.value).startswith(f"{tmp_path}/ours/assurance.html.j2, line 2: the template ")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("<main>\n{{ a.partnership }\n", "line 2: the template cannot be used (unexpected '}')"),
        ("{% if x %}", "line 1: the template cannot be used (Unexpected end of template."),
        ("\n\n{{ nothing }}", "line 3: the template cannot be used ('nothing' is undefined)"),
        ("{{ a.no_such }}", "has no attribute 'no_such'); mend that line, or take the file away"),
        ("{{ 1 / 0 }}", "line 1: the template cannot be used (division by zero)"),
        ("{{ 1 | nosuch }}", "line 1: the template cannot be used (No filter named 'nosuch')"),
        ("{% extends 'gone.j2' %}", "line 1: the template cannot be used ("),
    ],
)
def test_a_fault_is_told_with_its_line(template: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as told:
        page(tmp_path, template)
    assert says in str(told.value)


def test_the_folder_is_named_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "assure.toml").write_text('templates = "ours"')
    with pytest.raises(AssureError, match=r"templates: .*ours is no folder; name one"):
        look_of(find_settings(tmp_path))
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours/assurence.html.j2").write_text("x")
    with pytest.raises(AssureError, match=r"no file in .*ours has the name of a template"):
        look_of(find_settings(tmp_path))
    (tmp_path / "ours/assurance.html.j2").write_text("x")
    assert look_of(find_settings(tmp_path)).templates == tmp_path / "ours"


def test_without_a_setting_the_shipped_templates_are_used(tmp_path: Path) -> None:
    assert look_of(find_settings(tmp_path)).templates is None


@pytest.mark.parametrize("name", ["assurance.html.j2", "parts/annex.j2"])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the words of the secret file")
    folder = tmp_path / "ours"
    link = folder / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "secret")
    with pytest.raises(ReportError, match=f"{name}: this link leads out of the folder"):
        html_of(kind_named("assurance"), material("board"), look=Look(templates=folder))


ENDLESS = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"


def test_one_process_fills_in_both_pages_of_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Apart] = []

    def counted(*given: Any) -> Apart:
        begun.append(Apart(*given))
        return begun[-1]

    monkeypatch.setattr("assure.report.filling.Apart", counted)
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "assurance.html.j2").write_text(
        "<html lang=en><title>T</title><body><h1>{{ medium }} {{ a.findings | length }}</h1>"
    )
    made = material("board")
    made = replace(made, review=carrying(made.review, load(Settings())))
    pdf, page = write_report(made, tmp_path / "out", look=Look(templates=ours))
    assert len(begun) == 1
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "screen" in page.read_text(encoding="utf-8")
    assert "data-origin" in page.read_text(encoding="utf-8")


def test_a_template_that_goes_on_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, scraps = tmp_path / "ours", tmp_path / "scraps"
    ours.mkdir()
    scraps.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scraps))
    (ours / "assurance.html.j2").write_text(ENDLESS)
    look = Look(templates=ours, seconds=0.2)
    kind, made = kind_named("assurance"), material("board")
    with ThreadPoolExecutor(1) as thread:  # a limit that needs no main thread
        given_up = thread.submit(html_of, kind, made, "screen", look)
        with pytest.raises(ReportError, match=r"within 0\.2 seconds, and were given up; mend"):
            given_up.result(timeout=30)
    assert list(scraps.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit of memory")
def test_a_template_that_takes_all_memory_is_given_up(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    (tmp_path / "assurance.html.j2").write_text("{{ 'x' * 90000000000 }}")
    look = Look(templates=tmp_path, megabytes=2_000)
    with pytest.raises(ReportError, match=r"took all memory .*the limit is 2,000 MB"):
        html_of(kind_named("assurance"), material("board"), look=look)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
