"""An assessment as one HTML file that holds its own style sheets and fonts."""

from __future__ import annotations

import base64
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from assure import __version__
from assure.model.assessment import Assessment
from assure.report import (
    behind,
    bunching,
    causes,
    causes_words,
    charts,
    easing,
    figures,
    fit,
    formats,
    forms,
    glyphs,
    headlines,
    over_time,
    over_time_words,
    pace,
    pages,
    promises,
    shares,
    systems,
    systems_words,
    timeline,
    timeline_words,
    trajectories,
    views,
)
from assure.report.compiled import Compiled
from assure.report.contents import with_contents
from assure.report.look import PLAIN, Look
from assure.report.marks import bare, settled
from assure.report.origins import kept
from assure.report.sandbox import Folders, Sandbox, faults_told

Edition = Literal["board", "full"]
Medium = Literal["screen", "paper"]
TEMPLATE = "assurance.html.j2"
FONTS_HERE = "/* fonts */"
STYLES = {
    "paper": ("style/base.css", "style/print.css"),
    "screen": ("style/base.css", "style/print.css", "style/screen.css"),
}


def render_html(
    assessment: Assessment,
    templates: Path,
    *,
    edition: Edition = "board",
    medium: Medium = "screen",
    template: str = TEMPLATE,
    styles: tuple[str, ...] = (),
    context: Mapping[str, object] | None = None,
    look: Look = PLAIN,
) -> str:
    """A report as HTML: no script, nothing fetched, the same text for the same input.

    ``templates`` is the folder of the templates, their parts, signs and style sheets; ``template``
    the one to fill, by default the assurance report's, with ``context`` and after the usual
    ``styles`` its own. ``edition`` only names the edition on the page; the assessment is already
    made for it. For ``paper`` what only a screen can use is left out: its style, and tables to
    unfold. ``look`` is the locality's own. Raises ReportError for a fault in a template of its own.
    """
    if context is None:
        context = {"pages": pages.arrange(assessment)}
    return filled(
        templates,
        template,
        (*STYLES[medium], *styles),
        a=assessment,
        m=assessment.measures,
        look=look,
        edition=edition,
        medium=medium,
        **context,
    )


def filled(
    templates: Path, template: str, styles: tuple[str, ...], look: Look = PLAIN, **context: object
) -> str:
    """The page ``template`` with its style sheets, and those fonts that its text needs.

    Raises ReportError for a fault in a template of the locality's own.
    """
    with faults_told(look.templates), behind.keeping():
        text = (
            _environment(templates, look)
            .get_template(template)
            .render(version=__version__, style=_style(templates, styles, look), **context)
        )
    text = glyphs.printable(look.dressed(settled(with_contents(text))))
    _, faces = glyphs.drawable(text)
    fonts = "\n".join(glyphs.font_face(face) for face in faces if face in glyphs.TEXT_FACES)
    # The style sheet stands before every word of the plan, so the first place is ours.
    return text.replace(FONTS_HERE, fonts, 1)


@functools.cache
def _environment(templates: Path, look: Look) -> jinja2.Environment:
    """What a locality brings comes before what is shipped under the same name."""
    folders = [look.templates, templates] if look.templates else [templates]
    environment = Sandbox(Folders(folders), Compiled(templates))
    environment.filters.update(
        clip=formats.clip,
        short=formats.clip_short,
        short_within=formats.clip_within,
        long_date=formats.long_date,
        short_date=formats.short_date,
        number=formats.number,
        pace=formats.pace,
        days=formats.days,
        signed=formats.signed,
        count_word=formats.count_word,
        sentence_case=formats.sentence_case,
        rule_name=formats.rule_name,
        join_words=formats.join,
        host=host_of,
        web=web_address,
    )
    environment.globals.update(
        besides=shares.besides,
        charts=charts,
        bunching_chart=bunching.bunching_chart,
        f=formats,
        easing=easing,
        figures=figures,
        fit=fit.fit,
        h=headlines,
        kept_tables=behind,
        late_words=forms.late_words,
        over=over_time,
        over_words=over_time_words,
        p=pages,
        pace=pace,
        promised=promises,
        causes_drawn=causes,
        causes_words=causes_words,
        systems_drawn=systems,
        systems_words=systems_words,
        timelines=timeline,
        timeline_words=timeline_words,
        trajectories=trajectories,
        viewed=views,
        sign=lambda name: _sign(templates, name, look),
        sign_drawn=lambda name: _sign_drawn(templates, name),
        effect_bar=lambda effect: _effect_bar(effect, look),
    )
    return environment


def web_address(address: str) -> str:
    """``address`` when it is a plain web address, else "": nothing else may become a link."""
    try:
        parts = urlsplit(bare(address))
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def host_of(address: str) -> str:
    """``www.example.org``, for paper."""
    return kept(address, urlsplit(bare(address)).netloc) if web_address(address) else ""


def _sign(templates: Path, name: str, look: Look) -> Markup:
    """The sign ``signs/NAME.svg`` as a CSS url."""
    path = templates / "signs" / f"{name}.svg"
    drawn = look.coloured(path.read_text(encoding="utf-8"))
    data = base64.b64encode(drawn.encode()).decode("ascii")
    return Markup(f'url("data:image/svg+xml;base64,{data}")')  # noqa: S704  our own file


@functools.cache
def _sign_drawn(templates: Path, name: str) -> Markup:
    """What ``signs/NAME.svg`` draws, to stand in another drawing."""
    drawn = (templates / "signs" / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")])  # noqa: S704  our own file


def _effect_bar(effect: int, look: Look) -> Markup:
    """A PESTELO bar of ``effect``, −3 to +3, as a CSS url: solid against, open for."""
    step, middle = 40, 130
    ticks = "".join(f"M{middle + i * step} 6V34" for i in range(-3, 4) if i)
    bar = {
        -1: f'<path d="M{middle + effect * step} 9H{middle}V31H{middle + effect * step}Z" '
        'fill="#12436D"/>',
        0: "",
        1: f'<path d="M{middle} 12H{middle + effect * step - 3}V28H{middle}Z" fill="#FFFFFF" '
        'stroke="#12436D" stroke-width="6"/>',
    }[(effect > 0) - (effect < 0)]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 260 40" width="26mm" height="4mm">'
        f'<path d="{ticks}" stroke="#C5CCD3" stroke-width="4"/>{bar}'
        f'<path d="M{middle} 2V38" stroke="#16202A" stroke-width="6"/></svg>'
    )
    data = base64.b64encode(look.coloured(svg).encode()).decode("ascii")
    return Markup(f'url("data:image/svg+xml;base64,{data}")')  # noqa: S704  numbers only


@functools.cache
def _style(templates: Path, styles: tuple[str, ...], look: Look) -> Markup:
    """The style sheets as the text of one ``<style>``; nothing of a plan is in them."""
    environment = _environment(templates, look)
    sheets = [environment.get_template(name).render() for name in styles]
    sheet = look.sheet("\n".join([FONTS_HERE, *sheets]))
    return Markup(sheet)  # noqa: S704  files of our own and of the locality's
