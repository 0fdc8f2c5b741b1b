"""A page in Chromium: how far it runs over, what axe-core finds, and what it prints."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.thorough import THOROUGH

AXE = Path(__file__).parents[2] / ".heavy/axe_playwright_python/axe.min.js"
PHONE = 390  # pixels
ENLARGED = 320  # what a screen 1,280 pixels wide shows at 400 %
NAMES = ("chromium", "chromium-browser", "google-chrome")
TELL = """
addEventListener("load", () => axe.run(document, {resultTypes: ["violations"]}).then(found => {
  const width = document.scrollingElement.scrollWidth;
  frameElement.style.width = "ENLARGEDpx";
  const told = {
    width: width,
    enlarged: document.scrollingElement.scrollWidth,
    rules: found.passes.length + found.violations.length,
    against: found.violations.map(one => one.id + ": " + one.nodes.map(node => node.target)),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(told));
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  parent.document.getElementById("told").textContent = btoa(text);
}));
""".replace("ENLARGED", str(ENLARGED))


@dataclass(frozen=True)
class Seen:
    """``width`` in pixels of what can be scrolled on a telephone, and ``enlarged`` at 400 %; how
    many ``rules`` of axe-core looked at something; and what is ``against`` one, with where."""

    width: int
    enlarged: int
    rules: int
    against: tuple[str, ...]


def _chromium() -> str:
    """The program. Skips the test without it or axe-core; with ``CI=true`` it fails."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is not None and AXE.is_file():
        return program
    reason = "Chromium or axe-core is not installed: run script/bootstrap heavy."
    if THOROUGH:
        pytest.fail(reason)
    pytest.skip(reason)


def printed(page: str, folder: Path) -> bytes:
    """The PDF that the browser makes of the page when somebody prints it."""
    file, paper = folder / "page.html", folder / "printed.pdf"
    file.write_text(page, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                *(_chromium(), "--headless", "--no-sandbox", "--disable-gpu"),
                *(f"--user-data-dir={profile}", "--no-pdf-header-footer"),
                *(f"--print-to-pdf={paper}", file.as_uri()),
            ],
            capture_output=True,
            check=True,
            timeout=240,
        )
    return paper.read_bytes()


def seen(page: str, folder: Path) -> Seen:
    """The page as a telephone shows it, and how wide it is where all is four times as large."""
    program = _chromium()
    scripts = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{TELL}</script>"
    framed = html.escape(page.replace("</body>", f"{scripts}</body>"))
    file = folder / "phone.html"
    # Within a frame, for a window of Chromium is never narrower than 500 pixels.
    file.write_text(
        "<!DOCTYPE html><html lang=en><title>Phone</title><pre id=told></pre>"
        f'<iframe style="width:{PHONE}px;height:1000px;border:0" srcdoc="{framed}"></iframe>',
        encoding="utf-8",
    )
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(
            [
                *(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *(f"--user-data-dir={profile}", "--virtual-time-budget=120000", "--dump-dom"),
                file.as_uri(),
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=240,
        )
    told = re.search('<pre id="told">([^<]+)<', run.stdout)
    assert told, run.stderr[-1000:]
    found = json.loads(base64.b64decode(told[1]))
    return Seen(found["width"], found["enlarged"], found["rules"], tuple(found["against"]))
