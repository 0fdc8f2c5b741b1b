"""Texts that a hostile hand may put into a plan, an answer or a title, and what puts them there.

``spoil`` writes them into every field of a noun that people fill in, and leaves what identifies.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import cycle
from typing import Any, Literal, get_origin

from assure.model.answers import Answer
from assure.model.base import Noun
from assure.model.questionnaire import EntryField, Option, QuestionKind
from assure.model.review import Review, RuleText

# An address that listens, and a file that must not be read; a test puts its own in their place.
LISTENER, SECRET = "http://listener.invalid", "file:///secret"

HTML = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    f"<img src={LISTENER}/img.png>",
    f"<img srcset='{LISTENER}/a.png 1x'>",
    f'<link rel=stylesheet href="{LISTENER}/l.css">',
    f'<link rel=attachment href="{SECRET}">',
    f'<a rel=attachment href="{SECRET}">open</a>',
    f"<iframe src={LISTENER}/frame></iframe>",
    f"<object data={SECRET}></object>",
    f"<embed src={LISTENER}/e.swf>",
    f'<meta http-equiv=refresh content="0;url={LISTENER}/m">',
    f"<base href={LISTENER}/>",
    f"<form action={LISTENER}/f><input name=a><button>Send</button></form>",
    f"<video poster={LISTENER}/v.png><source src={LISTENER}/v.mp4></video>",
    f'<body background="{LISTENER}/b.png" onload=alert(1)>',
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><b>hidden</b></template>",
    "<details open ontoggle=alert(1)>",
    "</title></head></style></main></body></html><h1>Approved</h1>",
    "</td></tr></tbody></table><table><tr><td>Extra",
    "<!--", "-->", "<!DOCTYPE x>", "<?php echo 1 ?>", "<![CDATA[<b>x</b>]]>",
    "' onmouseover='alert(1)", '" style="display:none', "` onclick=`alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;b&#62;bold", "&amp;amp;", "&#0;&#x1F600;&nope;",
    "javascript:alert(1)", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)",
)  # fmt: skip
SVG = (
    "<svg onload=alert(1)>",
    f'<svg><image href="{LISTENER}/i.png"/></svg>',
    f'<svg><use href="{LISTENER}/u.svg#a"/></svg>',
    "</text></svg><svg><script>alert(1)</script></svg>",
    f"<svg><foreignObject><iframe src={LISTENER}/fo></iframe></foreignObject></svg>",
    f'<svg><style>@import "{LISTENER}/s.css";</style></svg>',
    f'<?xml-stylesheet href="{LISTENER}/x.css"?>',
    f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{SECRET}">]><svg>&x;</svg>',
    '"/><animate attributeName=href values=javascript:alert(1) /><path d="',
)
CSS = (
    f"</style><style>*{{background:url({LISTENER}/c.png)}}</style>",
    f"; background: url({LISTENER}/d.png)",
    f"@import url({LISTENER}/e.css);",
    f"}} @font-face{{font-family:x;src:url({LISTENER}/f.woff2)}} {{",
    "expression(alert(1))", "*/ body{display:none} /*", "\\3c script\\3e", "/* fonts */",
    f"url('{SECRET}')", '"; content: "x',
)  # fmt: skip
TEMPLATE = (
    "{{7*7}}", "{% raw %}", "{#", "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% include '/etc/passwd' %}", "${7*7}", "#{7*7}", "{0.__class__}", "{ref.__globals__}",
    "%(ref)s", "%s%n%x", "{", "}", "{}", "<%= 7*7 %>",
)  # fmt: skip
FORMULA = (
    "=1+1", "=cmd|' /C calc'!A0", f'=HYPERLINK("{LISTENER}/h","Open")', "+1+1", "-1+1", "@SUM(1)",
    "\t=1+1", "\r=1+1", f'=WEBSERVICE("{LISTENER}/w")', "＝1+1", "  =1+1", "'=1+1",
    "DDE(cmd;/C calc)",
)  # fmt: skip
CHARACTERS = (
    "\u202egnp.exe\u202c", "\u2066left\u2069 \u2067right\u2069", "\u200bzero\u200bwidth\u200b",
    "\ufeff", "soft\u00adhyphen", "\u2028\u2029", "\x00\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85",
    "\ufffe\uffff", "e\u0301\u0302\u0303" * 40,
    "👨‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿👍🏽", "漢字かな交じり文", "हिन्दी में",
    "שלום עולם", "مرحبا بالعالم", "Ŵŷ ẞ ŁÓDŹ Gàidhlig", "ﷺ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "①½™", "\u0130stanbul ı",
    "аdmin (Cyrillic)", "\U000e0041\U000e0042", "\ue000\uf8ff", "\u3164", "\u180e",
)  # fmt: skip
SIZES = ("unbroken" * 120, "W" * 900, "a " * 900, "\n" * 60, "https://example.org/" + "x" * 700)
PAYLOADS = HTML + SVG + CSS + TEMPLATE + FORMULA + CHARACTERS + SIZES
HARMLESS = "and words as people write them"

# What identifies, or is chosen from a list; everything else is written by people.
KEYS = frozenset(
    {
        *("key", "ref", "refs", "ref_before", "fingerprint", "findings", "code", "codes", "plan"),
        *("review", "previous", "questionnaire", "question", "outcomes", "outcome", "actions"),
        *("action", "priorities", "depends_on", "on", "field", "fields_present", "impact"),
        *("links_to", "sources", "subject", "family", "kind", "off", "severity", "letter"),
        *("box", "move", "verdict", "verdict_before", "verdict_after", "written", "worked_out"),
        *("late", "undated", "let_go", "ask_when", "when_shown", "assumed", "digest", "version"),
        *("gone", "new", "engine", "rules", "by_field", "origin", "over", "how_placed"),
    }
)


def put(text: str, payload: str, turn: int) -> str:
    """``payload`` behind the words, before them, or in their place, by turns."""
    return (f"{text} {payload}", f"{payload} {text}", payload)[turn % 3]


class Spoiler:
    """Writes the payloads into nouns, one after another."""

    def __init__(self, payloads: tuple[str, ...]) -> None:
        self._turns: Iterator[tuple[int, str]] = cycle(
            (turn * len(payloads) + place, payload)
            for turn in range(3)
            for place, payload in enumerate(payloads)
        )
        self.texts = 0

    def spoil(self, value: Any, field: str = "") -> Any:
        if field in KEYS and not isinstance(value, Noun) and not _of_nouns(value):
            return value
        if isinstance(value, RuleText | Enum):
            return value
        if isinstance(value, Answer):
            return value  # only with its question is it known which of it is free text
        if isinstance(value, Noun):
            return self.noun(value)
        if isinstance(value, tuple):
            return tuple(self.spoil(inner, field) for inner in value)
        if isinstance(value, dict) and field != "when":
            return {key: self.spoil(inner, key) for key, inner in value.items()}
        return self.text(value) if isinstance(value, str) and value else value

    def noun(self, noun: Noun) -> Noun:
        changed = {
            name: getattr(noun, name)
            if get_origin(about.annotation) is Literal
            or (isinstance(noun, Option) and name == "value")  # what is stored, not what is read
            else self.spoil(getattr(noun, name), name)
            for name, about in type(noun).model_fields.items()
        }
        return type(noun)(**changed)

    def text(self, text: str) -> str:
        turn, payload = next(self._turns)
        self.texts += 1
        return put(text, payload, turn // 7)

    def review(self, review: Review) -> Review:
        """The review with every text that somebody wrote spoilt: plan, answers, questionnaires,
        set-asides, promises and its own name. What is chosen, counted or dated stays."""
        answers = tuple(self.answer(answer, review) for answer in review.answers)
        spoilt = self.noun(review.model_copy(update={"answers": ()}))
        return spoilt.model_copy(update={"answers": answers})  # type: ignore[return-value]

    def answer(self, answer: Answer, review: Review) -> Answer:
        asked = review.questionnaire(answer.questionnaire)
        question = asked.question(answer.question) if asked else None
        value = answer.value
        if question and question.kind is QuestionKind.TEXT and isinstance(value, str):
            value = self.text(value)
        elif question and answer.entries:
            free = {field.key for field in question.fields if _free(field)}
            value = tuple(
                {k: self.text(v) if k in free and isinstance(v, str) else v for k, v in e.items()}
                for e in answer.entries
            )
        words = {name: self.text(getattr(answer, name) or "x") for name in ("reason", "evidence")}
        respondent = self.text(answer.respondent) if answer.respondent else ""
        return answer.model_copy(update={"value": value, "respondent": respondent, **words})


def _free(field: EntryField) -> bool:
    return field.kind is QuestionKind.TEXT and field.links_to is None


def _of_nouns(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(inner, Noun) for inner in value)
