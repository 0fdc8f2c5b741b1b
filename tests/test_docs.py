"""What the documents say is true of the program."""

import re
from pathlib import Path

import click
import pytest

from assure.cli import VERBS, assure
from assure.cli.outputs import HEADINGS
from assure.cli.reference import commands, made_pages, reference
from assure.facts.catalogue import CATALOGUE
from assure.rules.pages import anchor
from assure.service import ready
from assure.service.catalogue import READY, questions_json
from assure.service.rulebook import load
from assure.shelf.settings import ReportSettings, Settings

ROOT = Path(__file__).parent.parent
MADE = made_pages()
EVERY_COMMAND = [(" ".join(path), command) for path, command in commands(assure)]


@pytest.mark.parametrize("name", MADE)
def test_a_page_made_from_the_program_is_current(name):
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == MADE[name], "run .venv/bin/python script/docs"


@pytest.mark.parametrize("folder", ["rules", "advice"])
def test_no_page_is_left_of_what_is_no_more(folder):
    written = {f"{folder}/{page.name}" for page in (ROOT / "docs" / folder).glob("*.md")}
    assert written == {name for name in MADE if name.startswith(f"{folder}/")}


def test_every_rule_and_every_field_has_its_place_in_the_pages():
    book = load(Settings())
    for rule in book.rules:
        assert f"\n## {rule.code} {rule.name}\n" in MADE[f"rules/{rule.family}.md"]
        assert f"{rule.family}.md#{anchor(rule)}" in MADE["rules/README.md"]
    for subject, fields in CATALOGUE.items():
        assert f"\n## {subject}\n" in MADE["facts.md"]
        for field in fields:
            assert f"\n| `{field}` | " in MADE["facts.md"]


def test_what_questionnaires_give_is_ready_for_the_rulebook():
    assert READY.read_text(encoding="utf-8") == questions_json(), "run .venv/bin/python script/docs"


def test_rulesets_are_ready_as_data():
    assert ready.READY.read_text(encoding="utf-8") == ready.rulesets_json(), (
        "run .venv/bin/python script/docs"
    )


def test_every_column_of_the_csv_is_documented_in_order():
    page = (ROOT / "docs" / "check-outputs.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(HEADINGS)


@pytest.mark.parametrize(("name", "command"), EVERY_COMMAND, ids=[n for n, _ in EVERY_COMMAND])
def test_every_command_and_option_says_what_it_is_for(name, command):
    assert (command.help or "").strip(), f"{name} has no help"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert (parameter.help or "").strip(), f"{name} {parameter.opts[0]} has no help"


@pytest.mark.parametrize(("name", "command"), EVERY_COMMAND, ids=[n for n, _ in EVERY_COMMAND])
def test_no_line_of_a_list_of_commands_is_cut_off(name, command):
    told = command.get_help(click.Context(command, info_name=name, terminal_width=80))
    cut = [line for line in told.partition("Commands:")[2].splitlines() if line.endswith("...")]
    assert not cut


@pytest.mark.parametrize(("name", "command"), EVERY_COMMAND, ids=[n for n, _ in EVERY_COMMAND])
def test_what_a_command_writes_to_is_called_the_same_everywhere(name, command):
    for parameter in command.params:
        assert ("-o" in parameter.opts) == ("--output" in parameter.opts), name


def test_the_overview_lists_each_verb_with_its_one_line():
    page = reference()
    for verb, (_, line) in VERBS.items():
        assert re.search(rf"^\s+{verb}\s+{re.escape(line[:30])}", page, re.MULTILINE), verb


def test_every_setting_and_environment_variable_is_documented():
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for setting in (set(Settings.model_fields) - {"origin"}) | set(ReportSettings.model_fields):
        assert f"| `{setting}` |" in page, setting
    for name, command in EVERY_COMMAND:
        for parameter in command.params:
            if isinstance(parameter.envvar, str):
                assert f"| `{parameter.envvar}` |" in page, f"{name} {parameter.envvar}"


def readme_lines():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from (line for line in block.splitlines() if line.strip())


def test_the_commands_of_the_readme_exist():
    known = dict(EVERY_COMMAND)
    for line in readme_lines():
        if not line.startswith(".venv/bin/assure"):
            assert (ROOT / line.split()[0]).is_file(), line
            continue
        words = line.split()[1:]
        name = next(n for length in (2, 1) if (n := " ".join(["assure", *words[:length]])) in known)
        options = {opt for parameter in known[name].params for opt in parameter.opts}
        for word in words:
            if word.startswith("-"):
                assert word in options, f"{line}: {word}"


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!<?https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def places(page):
    """What a link may name after “#”: the headings, as GitHub calls them, and marks set by hand."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in headings}
    return named | set(re.findall(r'<a id="([^"]+)">', text))


def test_links_to_a_part_of_a_page_lead_to_a_part_that_is_there():
    there = {page.resolve(): places(page) for page in pages()}
    for page in pages():
        text = page.read_text(encoding="utf-8")
        for target, part in re.findall(r"\]\((?!<?https?:)([^)#]*)#([^)]+)\)", text):
            leads_to = (page.parent / target).resolve() if target else page.resolve()
            assert part in there[leads_to], f"{page.name} links to {target}#{part}"


# Words of the glossary that mean something else than a finding, and so must not be used for one.
NOT_A_FINDING = re.compile(r"\b(violations?|lint(?:er|ing)?)\b", re.IGNORECASE)


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_finding_is_called_a_finding(page):
    if page.name == "glossary.md":
        return  # which says what a finding is never called
    text = page.read_text(encoding="utf-8").replace("lint-imports", "")
    assert not NOT_A_FINDING.search(text)
