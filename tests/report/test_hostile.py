"""Whatever a plan, an answer or a title holds stays words: in every kind of report, in every form.

Nobody is called, no file is read, and no markup is taken up.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pikepdf
import pytest
import tinyhtml5  # type: ignore[import-untyped]
from tests.report.hostile import HARMLESS, LISTENER, PAYLOADS, SECRET, Spoiler
from tests.report.test_kinds import material

from assure.cli.outputs import as_csv
from assure.intake.export import export_bytes
from assure.intake.update_book import update_book
from assure.interview import answer_text
from assure.interview.answer_sheet import answer_sheet
from assure.interview.xlsform import xls_form
from assure.model.actions import GoneAction, Revision
from assure.model.base import Noun
from assure.model.promise import Promise, PromiseUpdate, Told
from assure.model.questionnaire import Wording
from assure.model.review import Review, SetAside
from assure.report.kinds import NAMES, Material, kind_named
from assure.report.pdf import write_pdf
from assure.service.judge import judge
from assure.service.report import html_of, write_report
from assure.service.reviews import read_review
from assure.service.rulebook import carrying, load
from assure.shelf.settings import Settings
from assure.words.text import FORMULA

# Control characters, and marks that turn round the order of what follows.
UNSEEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
MOMENT = dt.datetime(2026, 10, 31, 9, 0, tzinfo=dt.UTC)
IN_THE_FILE = "the words of the secret file"
# One for each payload, so that names which no longer meet when spoilt, as that of a project in its
# actions, do not meet here either, and both pages are of the same parts.
AS_MANY_HARMLESS = tuple(f"{HARMLESS} {number}" for number in range(len(PAYLOADS)))


@cache
def spoilt(payloads: tuple[str, ...], edition: str, actions: int | None = None) -> Material:
    """What a report is made from, each text of it spoilt: what was read, and what was judged.

    Of the plan the first ``actions``, or all.
    """
    made = material(edition)
    spoiler = Spoiler(payloads)
    plan = made.review.plan.model_copy(update={"actions": made.review.plan.actions[:actions]})
    review = spoiler.review(with_more(made.review.model_copy(update={"plan": plan})))
    return Material(
        review,
        spoiler.spoil(judge(review)),
        made.edition,
        spoiler.spoil(made.comparison),
        spoiler.spoil(made.questions),
    )


def with_more(review: Review) -> Review:
    """The review with what the demonstration has none of: something promised and told of, and a
    finding set aside; words in cells of the plan that are empty there."""
    plan = review.plan
    finding = judge(review).findings[0]
    told = PromiseUpdate(
        state=Told.LATE, at=MOMENT, by="Head of Housing", words="Later", evidence="Minutes"
    )
    promised = Promise(
        key="0123abcd",
        plan=plan.key,
        review="earlier",
        question="When?",
        refs=(finding.ref,),
        answer="Soon",
        text="To name a date",
        evidence="The minutes",
        who="Head of Housing",
        by=dt.date(2026, 9, 30),
        made_at=MOMENT - dt.timedelta(days=90),
        updates=(told,),
    )
    aside = SetAside(
        fingerprint=finding.fingerprint,
        code=finding.code,
        ref=finding.ref,
        because="Known to all",
        by="Head of Housing",
        at=dt.date(2026, 10, 1),
        until=dt.date(2027, 3, 31),
    )
    day = dt.date(2026, 9, 30)
    told_of = Revision(field="due", text="Spring", source="Plan.xlsx", at=day, by="Officer A")
    more = {"funding": "Grant", "other": {"Links": "See the plan"}, "revisions": (told_of,)}
    filled = plan.model_copy(
        update={
            "risks": tuple(r.model_copy(update={"response": "Treat"}) for r in plan.risks),
            "partners": tuple(p.model_copy(update={"note": "New"}) for p in plan.partners),
            "actions": tuple(a.model_copy(update=more) for a in plan.actions),
            "gone": tuple(g.model_copy(update={"source": "Plan.xlsx"}) for g in plan.gone)
            or (
                GoneAction(action=plan.actions[0], last_seen=day, gone_since=day, source="A.xlsx"),
            ),
        }
    )
    asked = review.questionnaires[0]
    was = (Wording(version=1, text="What?", comparable=False, because="It asks more"),)
    first, *others = asked.sections
    questions = (first.questions[0].model_copy(update={"was": was}), *first.questions[1:])
    asked = asked.model_copy(
        update={"sections": (first.model_copy(update={"questions": questions}), *others)}
    )
    return review.model_copy(
        update={
            "plan": filled,
            "promises": (promised,),
            "set_asides": (aside,),
            "questionnaires": (asked, *review.questionnaires[1:]),
        }
    )


@cache
def parsed(html: str) -> Any:
    """The tree that a browser would make of the page."""
    return tinyhtml5.parse(html, namespace_html_elements=False)


def marked_up(html: str) -> set[tuple[str, str]]:
    """Each element of the page with each of its attributes."""
    found = set()
    for element in parsed(html).iter():
        if isinstance(element.tag, str):
            found.add((element.tag, ""))
            found |= {(element.tag, name) for name in element.attrib}
        else:
            found.add(("comment", ""))
    return found


FOLLOWED = frozenset({"src", "href", "srcset", "data", "poster", "action", "background"})


def addresses(html: str) -> set[str]:
    """The scheme of every address that the page would follow."""
    written, styles = [], []
    for element in parsed(html).iter():
        if isinstance(element.tag, str):
            names = {name.split("}")[-1]: value for name, value in element.attrib.items()}
            written += [names[name] for name in FOLLOWED & names.keys()]
            styles += [names.get("style", ""), element.text or "" if element.tag == "style" else ""]
    written += re.findall(r"url\(\s*[\"']?([^\"')]*)", "\n".join(styles))
    return {address.split(":")[0].casefold()[:20] for address in written}


def test_the_corpus_is_as_wide_as_it_says() -> None:
    assert len(set(PAYLOADS)) >= 60
    assert len(set(PAYLOADS)) == len(PAYLOADS)
    spoiler = Spoiler(PAYLOADS)
    review = spoiler.review(material("full").review)
    assert spoiler.texts > 10 * len(PAYLOADS)
    whole = review.model_dump(mode="python")
    assert "<script>alert(1)</script>" in str(whole)


def test_what_was_promised_and_set_aside_is_spoilt_too() -> None:
    review = spoilt(PAYLOADS, "full").review
    (promised,), (aside,) = review.promises, review.set_asides
    texts = (promised.text, promised.who, promised.updates[0].words, aside.because, aside.by)
    assert all(any(payload in text for payload in PAYLOADS) for text in texts)


# Fields of text that hold no words of people, by what they hold.
IDENTIFY = frozenset(
    {
        *("key", "ref", "refs", "code", "fingerprint", "digest", "version", "previous"),
        *("plan", "review", "questionnaire", "question", "outcome", "outcomes", "priorities"),
        *("actions", "action", "depends_on", "on", "links_to", "sources", "letter"),
    }
)
NO_WORDS = {
    "names of fields": {"Column.field", "Plan.fields_present", "Revision.field"},
    "names of fields, with the cells that are spoilt": {"*.seen"},
    "chosen from a list": {"Action.impact", "Capacity.kind", "Option.value"},
    "what a rulebook says, which its own digest guards": {
        *("RuleText.content", "RuleText.origin", "Review.off", "Review.severity"),
        "Review.thresholds",
    },
    "conditions and paths of questionnaires": {
        *("Question.ask_when", "Shown.when", "Questionnaire.origin"),
    },
    "money, people or kit, on which figures rest; what else is written there is not tried": {
        "Resource.kind"
    },
    "where it was read, which a review does not keep": {"Questionnaire.file"},
    "references and assumptions of assure": {"ClosedYear.let_go", "When.assumed"},
}


def fields_of_text(kind: type[Noun], found: dict[type[Noun], set[str]]) -> set[str]:
    """``Action.title`` and every other field of text in this noun and the nouns within it."""
    if kind not in found:
        found[kind] = set()
        for name, field in kind.model_fields.items():
            kinds = [field.annotation]
            while kinds:
                one = kinds.pop()
                if isinstance(one, type) and issubclass(one, Noun):
                    fields_of_text(one, found)
                elif isinstance(one, type) and issubclass(one, str) and not issubclass(one, Enum):
                    found[kind].add(f"{kind.__name__}.{name}")
                elif get_origin(one) is not Literal:
                    kinds += get_args(one)
    return set().union(*found.values())


def reached(value: object, where: str = "") -> set[str]:
    """The fields in which the harmless words stand."""
    if isinstance(value, Noun):
        names = type(value).model_fields
        parts = [reached(getattr(value, name), f"{type(value).__name__}.{name}") for name in names]
        return set().union(*parts)
    if isinstance(value, dict):
        return reached(tuple(value.values()), where)
    if isinstance(value, tuple):
        return set().union(*(reached(inner, where) for inner in value))
    return {where} if isinstance(value, str) and HARMLESS in value else set()


def test_every_field_of_a_review_that_people_write_is_spoilt() -> None:
    everything = fields_of_text(Review, {})
    known = set().union(*NO_WORDS.values())
    left = {
        field
        for field in everything - reached(spoilt((HARMLESS,), "full").review) - known
        if field.split(".")[1] not in IDENTIFY and f"*.{field.split('.')[1]}" not in known
    }
    assert left == set()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("edition", ["board", "full"])
def test_no_markup_is_taken_up(edition: str, name: str) -> None:
    kind = kind_named(name)
    made = spoilt(PAYLOADS, edition)
    assert kind.lacks(made) == kind.lacks(material(edition))
    plain, page = html_of(kind, spoilt(AS_MANY_HARMLESS, edition)), html_of(kind, made)
    assert "&lt;" in page  # the payloads are there, as words
    assert marked_up(page) - marked_up(plain) == set()
    assert addresses(page) <= addresses(plain)
    assert not re.search(UNSEEN, page)


@pytest.mark.parametrize("name", [name for name in NAMES if kind_named(name).word])
def test_a_word_document_links_to_nothing_and_computes_nothing(name: str) -> None:
    word = kind_named(name).word
    assert word is not None
    check_document(word(spoilt(PAYLOADS, "full")))


def check_document(content: bytes) -> None:
    """No field but page numbers, no relationship that leaves the file, XML that is well formed."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            text = parts.read(part).decode("utf-8", "replace")
            if part.endswith(".rels"):
                assert 'TargetMode="External"' not in text
            fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", text)
            fields += re.findall(r'w:instr="([^"]*)"', text)
            assert {field.split()[0] for field in fields} <= {"PAGE", "NUMPAGES"}
            assert "altChunk" not in text


def check_workbook(content: bytes) -> None:
    """No cell computes anything, and nothing in the file leads out of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            text = parts.read(part).decode("utf-8", "replace")
            assert 'TargetMode="External"' not in text
            assert not part.startswith(("xl/externalLinks", "xl/connections"))
            if part.startswith("xl/worksheets/"):
                assert not re.search(r"<f[ >/]", text)


def test_no_workbook_computes_anything() -> None:
    review = spoilt(PAYLOADS, "full").review
    check_workbook(export_bytes(review.plan, MOMENT))
    check_workbook(update_book(review.plan, review.plan.actions, 3, "=1+1", MOMENT))
    for asked in review.questionnaires:
        answers = review.answers_to(asked.key)
        check_workbook(answer_sheet(asked, answers, MOMENT, "@SUM(1)"))
        check_workbook(xls_form(asked, MOMENT, {}).workbook(MOMENT))


def test_no_line_of_a_table_computes_anything() -> None:
    made = spoilt(PAYLOADS, "full")
    tables = [as_csv(made.assessment.findings)]
    for asked in made.review.questionnaires:
        answers = made.review.answers_to(asked.key)
        tables.append(answer_text.as_csv(asked, answers, "@SUM(1)").removeprefix("\ufeff"))
    for table in tables:
        cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
        assert len(cells) > 100
        begins = [cell for cell in cells if cell.startswith(FORMULA)]
        assert [cell for cell in begins if not re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell)] == []


@pytest.fixture(scope="module")  # at one address, so that what is spoilt by it is made once
def listening(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Callable[[str], str], list[object]]]:
    """What turns a payload into one with an address that listens and a file that is there; and
    who called."""
    calls: list[object] = []
    stop = threading.Event()
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text(IN_THE_FILE)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                connection.close()

        listener = threading.Thread(target=listen)
        listener.start()
        here = f"http://127.0.0.1:{server.getsockname()[1]}"

        def aimed(payload: str) -> str:
            return payload.replace(LISTENER, here).replace(SECRET, secret.as_uri())

        yield aimed, calls
        stop.set()
        listener.join()


def check_pdf(content: bytes, *attached: str) -> None:
    """Nothing else is ``attached``, and nothing runs or is opened by itself; no link leads to the
    listener, and the words of the secret file stand nowhere."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert sorted(pdf.attachments) == list(attached)
        assert "/OpenAction" not in pdf.Root
        assert "/AA" not in pdf.Root
        assert "/AcroForm" not in pdf.Root
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                assert note.get("/A", {}).get("/S", "/URI") == "/URI"
                assert LISTENER not in str(note.get("/A", {}).get("/URI", ""))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                assert IN_THE_FILE.encode() not in thing.read_bytes()


def test_the_board_report_is_written_whole_and_nobody_is_called(
    listening: tuple[Callable[[str], str], list[object]], tmp_path: Path
) -> None:
    aimed, calls = listening
    made = spoilt(tuple(map(aimed, PAYLOADS)), "board", actions=8)
    made = replace(made, review=carrying(made.review, load(Settings())))
    pdf, page = write_report(made, tmp_path / "out")
    assert calls == []
    check_pdf(pdf.read_bytes(), "evidence.json", "review.json")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pikepdf.open(pdf) as opened:
        attached = opened.attachments["review.json"].get_file().read_bytes()
    assert read_review(attached.decode(), "review.json").plan.title == made.review.plan.title


@pytest.mark.heavy
def test_nobody_is_called_by_any_kind_and_verapdf_finds_nothing(
    listening: tuple[Callable[[str], str], list[object]],
    verapdf: Callable[..., list[dict[str, Any]]],
    tmp_path: Path,
) -> None:
    aimed, calls = listening
    made = spoilt(tuple(map(aimed, PAYLOADS)), "full")
    files = [tmp_path / f"{name}.pdf" for name in NAMES]
    for file in files:
        content = write_pdf(html_of(kind_named(file.stem), made, "paper"))
        check_pdf(content)
        assert calls == [], file.stem
        file.write_bytes(content)

    results = verapdf(*files)  # together: starting Java costs as much as checking two of them
    assert len(results) == 2 * len(files)
    assert [result for result in results if result["failed"]] == []
