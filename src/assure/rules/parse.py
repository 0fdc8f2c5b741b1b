"""Text of rulesets → Rulebook. Every mistake is told with file, line and what to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, Protocol, TypeAlias, TypeVar

from assure.conditions.documents import Document, read
from assure.conditions.fields import Catalogue, Field, FieldType, Threshold
from assure.conditions.language import literal, parse
from assure.conditions.nearest import did_you_mean
from assure.conditions.reading import Part, shown
from assure.model.assessment import Source
from assure.model.errors import AssureError, RulebookError
from assure.model.facts import FactValue
from assure.model.findings import Confidence, Severity
from assure.model.ratings import RatingLevel
from assure.model.review import RuleText
from assure.rules import form
from assure.rules.local import localised
from assure.rules.normal import MOST_WAYS, ways
from assure.rules.parameters import known_source, read_sources, read_thresholds
from assure.rules.rulebook import (
    Example,
    Family,
    FindingRule,
    RatingRule,
    Rule,
    Rulebook,
    RuleStatus,
)
from assure.rules.telling import read_field, read_groups, read_sentence

AnyRule = TypeVar("AnyRule", bound=Rule)
Reader: TypeAlias = Callable[[str, str, type[AssureError]], Document]


class RulesetText(Protocol):
    """A text and where it came from, as ``assure.shelf`` hands it over."""

    @property
    def origin(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def own(self) -> bool:
        """Brought by the locality, not shipped."""


def load_rulebook(
    texts: Iterable[RulesetText],
    catalogue: Catalogue,
    overrides: Mapping[str, Decimal] | None = None,
    overrides_origin: str = "assure.toml",
    *,
    off: Iterable[str] = (),
    severities: Mapping[str, str] | None = None,
    reader: Reader = read,
) -> Rulebook:
    """The rulebook that ``texts`` make together.

    ``thresholds.yaml``, ``sources.yaml`` and ``rulebook.yaml`` are known by name; every other
    text is a family of rules. Several texts may bring thresholds and sources. ``overrides`` are a
    locality's own values of thresholds, ``off`` the codes that it has switched off, ``severities``
    its own by code, and ``overrides_origin`` the file that says so. ``reader`` does what
    ``documents.read`` does, perhaps sooner. Raises RulebookError for the first mistake.
    """
    brought = list(texts)
    families: dict[str, tuple[Part, bool]] = {}
    others: dict[str, list[Part]] = {form.SOURCES: [], form.THRESHOLDS: [], form.RULEBOOK: []}
    for text in brought:
        stem = PurePosixPath(text.origin).stem
        part = Part.whole(reader(text.content, text.origin, RulebookError))
        same = families[stem][0] if stem in families else next(iter(others.get(stem, ())), None)
        if same is not None and stem not in (form.SOURCES, form.THRESHOLDS):
            raise RulebookError(
                f"{text.origin}: {same.document.origin} has the same name; rename one."
            )
        if stem in others:
            others[stem].append(part)
        else:
            families[stem] = (part, text.own)
    version = _version(others[form.RULEBOOK])
    sources = read_sources(others[form.SOURCES])
    thresholds = read_thresholds(
        others[form.THRESHOLDS], sources, overrides or {}, overrides_origin
    )
    loader = _Loader(catalogue, sources, thresholds)
    # What is shipped comes first, so that a clash is told of the file that can be changed.
    for stem in sorted(families, key=lambda stem: (families[stem][1], stem)):
        loader.read_family(stem, *families[stem])
    loader.check_across()
    book = Rulebook(
        version=version,
        digest="",
        families=tuple(loader.families),
        finding_rules=_by_code(loader.finding_rules),
        rating_rules=_by_code(loader.rating_rules),
        thresholds=thresholds,
        sources=sources,
        catalogue=catalogue,
        texts=tuple(
            RuleText(origin=_short(text.origin), content=text.content, own=text.own)
            for text in brought
        ),
    )
    book = localised(book, off, severities or {}, overrides_origin)
    content = [(stem, part.value) for stem, (part, _) in families.items()]
    content += [(stem, part.value) for stem, several in others.items() for part in several]
    return replace(book, digest=_digest(content, book))


def _version(parts: Sequence[Part]) -> str:
    if not parts:
        raise RulebookError("rulebook.yaml is missing; add it with a line such as version: 2026.1")
    (part,) = parts
    part.check_keys(("version",), ("version",))
    return part.at("version").label()


def _short(origin: str) -> str:
    """File and folder alone: where else it stood on somebody's disk is nobody's business."""
    return "/".join(PurePosixPath(origin).parts[-2:])


def _digest(content: Iterable[tuple[str, Any]], book: Rulebook) -> str:
    # Of the data, not the text: comments, layout and folders do not make another rulebook.
    def canonical(data: Any) -> str:
        return json.dumps(
            data, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str
        )

    values = {key: str(limit.value.normalize()) for key, limit in book.thresholds.items()}
    here = {code: book.severity_of(code) for code in book.shipped_severities}
    whole = {
        "content": sorted(canonical(pair) for pair in content),
        "thresholds": values,
        "off": book.off,
        "severity": here,
    }
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def _by_code(rules: list[AnyRule]) -> tuple[AnyRule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.code))


class _Loader:
    def __init__(
        self,
        catalogue: Catalogue,
        sources: Mapping[str, Source],
        thresholds: Mapping[str, Threshold],
    ) -> None:
        self.catalogue = catalogue
        self.sources = sources
        self.thresholds = thresholds
        self.families: list[Family] = []
        self.finding_rules: list[FindingRule] = []
        self.rating_rules: list[RatingRule] = []
        self.parts: dict[str, Part] = {}  # code → where it was written
        self.names: dict[str, str] = {}  # name → code

    # Rules

    def read_family(self, stem: str, part: Part, own: bool = False) -> None:
        part.check_keys(form.FAMILY_KEYS, form.FAMILY_KEYS)
        name = part.at("family").text()
        if name != stem:
            raise part.at("family").fault(
                f"family {shown(name)} stands in {stem}.yaml; give file and family one name."
            )
        self.families.append(Family(name=name, about=part.at("about").text(), own=own))
        for item in part.at("rules").items():
            if name == form.RATINGS:
                self.rating_rules.append(self._rating_rule(item))
            else:
                self.finding_rules.append(self._finding_rule(item, name))

    def _finding_rule(self, part: Part, family: str) -> FindingRule:
        common = self._common(part, family, form.KEYS_OF_FINDING, form.NEEDED_OF_FINDING)
        fields = self.catalogue[common["subject"]]
        return FindingRule(
            **common,
            severity=Severity(part.at("severity").one_of(Severity)),
            confidence=Confidence(part.at("confidence").one_of(Confidence)),
            why=read_sentence(part.at("why"), fields),
            advice=read_sentence(part.at("advice"), fields),
            challenge=read_sentence(part.at("challenge"), fields),
            instead_of=part.at("instead_of").texts(),
            groups=read_groups(part, fields, common["subject"]),
        )

    def _rating_rule(self, part: Part) -> RatingRule:
        common = self._common(part, form.RATINGS, form.KEYS_OF_RATING, form.NEEDED_OF_RATING)
        fields = self.catalogue[common["subject"]]
        levels = [level for level in RatingLevel if level is not RatingLevel.NOT_RATED]
        improve = part.at("to_improve")
        return RatingRule(
            **common,
            rates=RatingLevel(part.at("rates").one_of(levels)),
            to_improve=read_sentence(improve, fields) if improve.value is not None else "",
        )

    def _common(
        self, part: Part, family: str, known: tuple[str, ...], needed: tuple[str, ...]
    ) -> dict[str, Any]:
        part.check_keys(known, needed)
        code = self._code(part)
        name = self._name(part.at("name"), code)
        subject = part.at("subject").text()
        if subject not in self.catalogue:
            raise part.at("subject").fault(
                f"there is no subject {shown(subject)}; {did_you_mean(subject, self.catalogue)}"
            )
        fields = self.catalogue[subject]
        when = parse(part.at("when"), fields, self.thresholds, of=subject)
        if ways(when) > MOST_WAYS:
            raise part.at("when").fault(
                f"{code} can come about in {ways(when):,} ways and the most is {MOST_WAYS}; "
                "split it into several rules."
            )
        status = RuleStatus.STABLE
        if part.has("status"):
            status = RuleStatus(part.at("status").one_of(RuleStatus))
        return {
            "code": code,
            "name": name,
            "family": family,
            "since": part.at("since").label(),
            "subject": subject,
            "when": when,
            "finding": read_sentence(part.at("finding"), fields),
            "sources": tuple(
                known_source(item, self.sources) for item in part.at("sources").items()
            ),
            "examples": self._examples(part, code, fields),
            "status": status,
            "successor": part.at("successor").text() if part.has("successor") else None,
            "shows": tuple(read_field(i, fields, subject) for i in part.at("shows").items()),
            "read_at": part,
        }

    def _code(self, part: Part) -> str:
        code = part.at("code").text()
        if not form.CODE.fullmatch(code):
            raise part.at("code").fault(
                f"{shown(code)} is not a code; write capitals, a hyphen and two digits: OWN-01."
            )
        if code in self.parts:
            raise part.at("code").fault(
                f"code {code} is already taken at {self.parts[code].place}; "
                "give the next free number, as codes are never used twice."
            )
        self.parts[code] = part
        return code

    def _name(self, part: Part, code: str) -> str:
        name = part.text()
        if not form.NAME.fullmatch(name):
            raise part.fault(f"{shown(name)} is not a name; write small words with hyphens.")
        if name in self.names:
            raise part.fault(f"{self.names[name]} has the name {shown(name)} too; change one.")
        self.names[name] = code
        return name

    def _examples(self, rule: Part, code: str, fields: Mapping[str, Field]) -> tuple[Example, ...]:
        examples = []
        for item in rule.at("examples").items():
            item.check_keys(form.EXAMPLE_KEYS)
            if len(item.mapping()) != 1:
                raise item.fault("an example either fires or is quiet; write one of the two.")
            ((verdict, values),) = item.entries()
            examples.append(
                Example(
                    fires=verdict == "fires",
                    values=self._values(values, fields, rule.at("subject").text()),
                    read_at=item,
                )
            )
        for verdict, fires in (("fires", True), ("quiet", False)):
            if not any(example.fires is fires for example in examples):
                raise rule.at("examples").fault(
                    f"{code} has no example that {'fires' if fires else 'stays quiet'}; "
                    f"add {{{verdict}: {{field: value}}}}."
                )
        return tuple(examples)

    def _values(
        self, part: Part, fields: Mapping[str, Field], subject: str
    ) -> dict[str, FactValue]:
        values: dict[str, FactValue] = {}
        for name, inner in part.entries():
            if name not in fields:
                raise inner.fault(
                    f"there is no field {shown(name)} of {subject}; {did_you_mean(name, fields)}"
                )
            if inner.value is None:
                raise inner.fault(f"“{name}” has no value; leave it out for a missing one.")
            if fields[name].type is FieldType.TEXT:
                values[name] = inner.label()
            else:
                values[name] = literal(fields[name], inner)
        return values

    # What can only be checked when every rule is known

    def check_across(self) -> None:
        subjects = {rule.code: rule.subject for rule in self.finding_rules}
        for rule in self.finding_rules:
            part = self.parts[rule.code].at("instead_of")
            for item, code in zip(part.items(), rule.instead_of, strict=True):
                if code == rule.code or code not in subjects:
                    known = [other for other in subjects if other != rule.code]
                    raise item.fault(
                        f"{rule.code} can not stand instead of {shown(code)}, which is no other "
                        f"rule; {did_you_mean(code, known)}"
                    )
                if subjects[code] != rule.subject:
                    raise item.fault(
                        f"{rule.code} looks at {rule.subject} and {code} at {subjects[code]}; "
                        "a rule stands instead of rules of its own subject only."
                    )
        codes = self.parts
        for any_rule in (*self.finding_rules, *self.rating_rules):
            part = codes[any_rule.code]
            if any_rule.status is RuleStatus.DEPRECATED and any_rule.successor is None:
                raise part.fault(
                    f"{any_rule.code} is deprecated without a successor; name the code to use."
                )
            if any_rule.successor is not None and any_rule.successor not in codes:
                raise part.at("successor").fault(
                    f"there is no rule {shown(any_rule.successor)}; "
                    f"{did_you_mean(any_rule.successor, codes)}"
                )
