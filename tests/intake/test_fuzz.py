"""Whatever happens to a file on its way, reading it ends in a plan or in one sentence.

A few hundred damaged copies by default. ``ASSURE_FUZZ=10000`` makes that many; a fault names its
number, and ``mutant(number)`` makes the same bytes again.
"""

from __future__ import annotations

import functools
import io
import os
import random
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from assure.intake import read_plan
from assure.model.errors import AssureError
from assure.model.plan_document import plan_text

SAMPLES = Path(__file__).parent / "samples"
COUNT = int(os.environ.get("ASSURE_FUZZ", "320"))
CHUNKS = 16  # tests, so that they spread over the processors
SECONDS = 10  # that a damaged copy of a small plan may take, on a busy machine

ROWS = [
    ["Ref", "Action", "Owner", "Due", "% complete", "Status", "Q1"],
    ["1.1", "Open the hub", "Head of Housing", "31/03/2027", "50%", "In progress", "begun"],
    ["1.2", "Mend the roofs, all 40", "Head of Housing / Clerk", "Q3 2026/27", "0", "", ""],
    ["1.3", "“Paint” the hall", "ditto", "ongoing", "100%", "Completed", "done = yes"],
]


# --- Sound files of every kind ------------------------------------------------------------------


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for row in ROWS:
        book.active.append(row)
    book.active["D2"] = 46_112
    book.active["D2"].number_format = "dd/mm/yyyy"
    book.active["H2"] = "=1+1"
    book.active.merge_cells("C3:C4")
    later = book.create_sheet("Monitoring")
    later.append(["Ref", "Q1", "Status"])
    later.append(["1.1", "begun", "Delayed"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document() -> bytes:
    made = docx.Document()
    made.add_heading("Homes plan 2026 to 2029")
    table = made.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def text(delimiter: str, encoding: str) -> bytes:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in ROWS]
    return "\r\n".join(lines).encode(encoding)


def page() -> bytes:
    rows = ["<tr>" + "".join(f"<td rowspan=1>{cell}</td>" for cell in row) for row in ROWS]
    return f"<html><meta charset=utf-8><table>{''.join(rows)}</table></html>".encode()


def own() -> bytes:
    """What ``assure export`` writes as JSON."""
    plan = read_plan(SAMPLES / "office.xlsx")
    return plan_text(plan).encode()


@functools.cache
def sound() -> dict[str, bytes]:
    """File name → bytes of a plan that reads."""
    return {
        "plan.xlsx": workbook(),
        "plan.xlsm": workbook(),
        "plan.xls": (SAMPLES / "office.xls").read_bytes(),
        "plan.ods": (SAMPLES / "office.ods").read_bytes(),
        "plan.docx": document(),
        "plan.json": own(),
        "plan.csv": text(",", "utf-8"),
        "old.csv": text(";", "cp1252"),
        "plan.tsv": text("\t", "utf-16"),
        "page.xls": page(),
    }


# --- Damage -------------------------------------------------------------------------------------

NUMBERS = (b"0", b"-1", b"1048577", b"99999999999", b"1e308", b"nan", b"", b"\xd9\xa3")
Mutation = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def spliced(data: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randrange(len(data)) for _ in range(2))
    piece = data[start : min(end, start + 300)]
    at = rng.randrange(len(data))
    return data[:at] + piece * rng.choice([0, 1, 1, 20]) + data[at + rng.choice([0, len(piece)]) :]


def overwritten(data: bytes, rng: random.Random) -> bytes:
    """Lengths, offsets and counts made wrong without moving what follows."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        size = rng.choice([1, 2, 4])
        value = rng.choice([0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1), rng.randrange(600)])
        at = rng.randrange(len(changed) - size)
        changed[at : at + size] = (value % 2 ** (8 * size)).to_bytes(size, "little")
    return bytes(changed)


def crossed(data: bytes, rng: random.Random) -> bytes:
    """The beginning of one kind of file and the end of another."""
    other = sound()[rng.choice(sorted(sound()))]
    return data[: rng.randrange(1, len(data))] + other[rng.randrange(len(other)) :]


def renumbered(data: bytes, rng: random.Random) -> bytes:
    return replaced_one(rb"\d+", data, lambda _: rng.choice(NUMBERS), rng)


def element_doubled(data: bytes, rng: random.Random) -> bytes:
    times = rng.choice([2, 3, 50])
    return replaced_one(rb"<[^>]*>[^<]*", data, lambda found: found[0] * times, rng)


def element_dropped(data: bytes, rng: random.Random) -> bytes:
    return replaced_one(rb"<[^>]*>", data, lambda _: b"", rng)


def values_swapped(data: bytes, rng: random.Random) -> bytes:
    token = rb'"[^"]*"|\d+|true|null|[\[{][\]}]?'
    values = re.findall(token, data) or [b"0"]
    return replaced_one(token, data, lambda _: rng.choice([*values, *NUMBERS]), rng)


def attributes_swapped(data: bytes, rng: random.Random) -> bytes:
    values = re.findall(rb'="[^"]*"', data) or [b""]
    return replaced_one(rb'="[^"]*"', data, lambda _: rng.choice(values), rng)


def replaced_one(
    pattern: bytes, data: bytes, by: Callable[[re.Match[bytes]], bytes], rng: random.Random
) -> bytes:
    places = list(re.finditer(pattern, data))
    if not places:
        return data
    found = rng.choice(places)
    return data[: found.start()] + by(found) + data[found.end() :]


ANY: tuple[Mutation, ...] = (flipped, flipped, cut, spliced, crossed, renumbered)
IN_PLACE: tuple[Mutation, ...] = (flipped, overwritten, overwritten)
TOKENS: tuple[Mutation, ...] = (values_swapped, values_swapped, renumbered, spliced)
MARKUP: tuple[Mutation, ...] = (
    flipped,
    spliced,
    renumbered,
    renumbered,
    element_doubled,
    element_dropped,
    attributes_swapped,
    attributes_swapped,
)


def inside(data: bytes, rng: random.Random) -> bytes:
    """Damage to the parts of a zip, packed again so that it gets past the checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    filled = sorted(name for name, part in parts.items() if part)
    for _ in range(rng.randint(1, 4)):
        name = rng.choice(filled)
        parts[name] = rng.choice(MARKUP)(parts[name], rng) or b" "
    if rng.random() < 0.1:
        del parts[rng.choice(filled)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def mutant(number: int) -> tuple[str, bytes]:
    """The damaged copy of that number, and the name it is saved under."""
    rng = random.Random(number)
    name = sorted(sound())[number % len(sound())]
    data = sound()[name]
    if data.startswith(b"PK") and rng.random() < 0.75:
        return name, inside(data, rng)
    mutations = ANY
    if rng.random() < 0.8:
        mutations = {
            "plan.xls": IN_PLACE,
            "page.xls": MARKUP,
            "plan.json": TOKENS,
        }.get(name, ANY)
    for _ in range(rng.randint(1, 3)):
        if len(data) > 8:
            data = rng.choice(mutations)(data, rng) or b" "
    return name, data


# --- What must hold -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(sound()))
def test_the_sound_files_read(tmp_path, name):
    (tmp_path / name).write_bytes(sound()[name])
    assert len(read_plan(tmp_path / name).actions) >= 3


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_damaged_file_gives_a_plan_or_a_sentence(tmp_path, capfd, chunk):
    for number in range(chunk, COUNT, CHUNKS):
        name, data = mutant(number)
        path = tmp_path / name
        path.write_bytes(data)
        began = time.monotonic()
        try:
            plan = read_plan(path)
        except AssureError as told:
            message = str(told)
            assert name in message, f"mutant {number} does not name its file: {message}"
            assert "\n" not in message, f"mutant {number} takes more than a line: {message}"
            assert message.endswith((".", "?")), f"mutant {number} ends without a stop: {message}"
        except BaseException as fault:
            raise AssertionError(f"mutant {number} of {name} escapes as {fault!r}") from fault
        else:
            assert plan.actions, f"mutant {number} of {name} reads as a plan without actions"
        took = time.monotonic() - began
        assert took < SECONDS, f"mutant {number} of {name} took {took:.0f} s"
    assert "".join(capfd.readouterr()) == "", "a library printed something"
