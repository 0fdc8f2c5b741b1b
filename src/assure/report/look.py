"""What a locality makes its own in a report: templates, and how pages are dressed.

Pages are dressed after they are filled, the same for every kind, so that no template has to know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from assure.report.colours import ACCENT, PANEL
from assure.report.typefaces import FAMILY

SHEET = """
.own-head { font-size: .85rem; line-height: 1.35; color: #4A5661; margin-bottom: 3mm; }
.own-logo { display: block; max-height: 12mm; max-width: 60mm; margin-bottom: 4mm; }
.own-marking { font-weight: 600; color: #16202A; }
@media print {
  .own-head { position: absolute; top: -10mm; left: 0; right: 0; height: 9mm; margin: 0; }
  .own-head .own-logo { position: absolute; right: 0; top: -1mm; max-height: 9mm; margin: 0; }
  .own-head p { width: 105mm; }
  .own-marking.own-last { display: none; }
}
"""
# In the markup a plan's quotation marks are escaped, so that what stands in bare ones is ours.
_OURS = re.compile(r'(\b(?:fill|stroke|stop-color|style)="[^"<>]*)')
_LETTERS = re.compile(r'font-family="(?=Assure )')
_BODY = re.compile(r"<body[^>]*>\s*(?:<main[^>]*>)?")
_END = re.compile(r"(?:</main>\s*)?</body>")


@dataclass(frozen=True)
class Look:
    """``templates`` is a folder whose files stand in for shipped ones of the same name. ``logo`` is
    a ``data:`` address, ``logo_text`` what it shows; ``faces`` are ``@font-face`` rules, ``font``
    is what their font is called. ``cover`` stands at the head of the first page, ``marking`` at the
    head and foot of each. Filling in templates of its own takes at most ``seconds`` and
    ``megabytes``.
    """

    templates: Path | None = None
    logo: str = ""
    logo_text: str = ""
    accent: str = ACCENT
    panel: str = PANEL
    faces: tuple[str, ...] = ()
    font: str = ""
    cover: str = ""
    marking: str = ""
    seconds: float = 300
    megabytes: int = 4_000

    def coloured(self, ours: str) -> str:
        """A text of ours (a style sheet, a sign) in the colours of the locality."""
        return ours.replace(ACCENT, self.accent).replace(PANEL, self.panel)

    def sheet(self, style: str) -> str:
        """The style sheets ``style`` with what the locality adds to them."""
        style = self.coloured(style)
        if self.faces:
            for family in ("Assure Sans", "Assure Serif"):
                style = style.replace(f'"{family}"', f'"{FAMILY}", "{family}"')
            style = "\n".join([*self.faces, style])
        if self._heads:
            style += SHEET
        if self.marking:
            said = _css_text(f"{self.marking.rstrip('.')}. ")
            style += (
                f"@media print {{ @page {{ @top-left {{ content: {said} string(running) }}"
                f" @bottom-left {{ content: {said} string(foot) }} }}"
                " @page :first { @top-left { content: none } } }\n"
            )
        return style

    def dressed(self, html: str) -> str:
        """A filled page with colours and letters in its drawings, and its head."""
        if (self.accent, self.panel) != (ACCENT, PANEL):
            html = _OURS.sub(lambda found: self.coloured(found[1]), html)
        if self.faces:
            html = _LETTERS.sub(f'font-family="{FAMILY}, ', html)
        if self._heads:
            html = _BODY.sub(lambda found: f"{found[0]}\n{self._head()}", html, count=1)
        if self.marking:
            last = f'<p class="own-marking own-last">{escape(self.marking)}</p>\n'
            html = _END.sub(lambda found: last + found[0], html, count=1)
        return html

    @property
    def _heads(self) -> bool:
        return bool(self.logo or self.cover or self.marking)

    def _head(self) -> str:
        inside = []
        if self.logo:
            inside.append(
                f'<img class="own-logo" src="{escape(self.logo)}" alt="{escape(self.logo_text)}">'
            )
        if self.marking:
            inside.append(f'<p class="own-marking">{escape(self.marking)}</p>')
        if self.cover:
            inside.append(f"<p>{escape(self.cover)}</p>")
        return f'<div class="own-head">{"".join(inside)}</div>'


def _css_text(text: str) -> str:
    """``text`` as a string of a style sheet; whatever is no letter is written by its number."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


PLAIN = Look()
