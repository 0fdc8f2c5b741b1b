"""What became of every finding of two reviews, and for what reason.

A finding is only told as fixed when nothing else explains that it is no longer there: its action
is still open, what it rested on was looked at again, and the newer rules would have found it in
the older review too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assure.assess.compare_pairs import Pairs
from assure.assess.findings import fingerprint, fingerprint_of, stands_in
from assure.conditions.language import fields_of
from assure.facts.derive import derive
from assure.model.assessment import Assessment, Finding
from assure.model.base import AnswerSeen, Seen
from assure.model.comparison import FindingMove, Move, RuleChange
from assure.model.plan import Action, Plan, Status
from assure.model.review import Review
from assure.rules.rulebook import FindingRule, Rulebook
from assure.words.days import long_date

Known = tuple[str, int]  # fingerprint, and which of several with that one it is

ORDER = {move: place for place, move in enumerate(Move)}
# Subjects that are only there while something is wrong: without the subject it is put right.
ONLY_WHILE_WRONG = frozenset({"gone_action"})


@dataclass(frozen=True)
class Found:
    """What was found in two reviews, and what says why the two differ.

    ``again`` is the older review judged by the newer rules; None where that could not be done.
    ``earlier`` says of a fingerprint which review before the older one had it.
    """

    older: Review
    newer: Review
    was: Assessment
    now: Assessment
    again: Assessment | None
    pairs: Pairs
    rulebook: Rulebook  # of the newer
    changes: Sequence[RuleChange] = ()
    earlier: Mapping[str, str] | None = None

    @cached_property
    def before(self) -> dict[Known, Finding]:
        """Of the older review, by the fingerprint that the newer one gives."""
        return _known(self._carried(finding) for finding in self.was.findings)

    @cached_property
    def after(self) -> dict[Known, Finding]:
        return _known((finding.fingerprint, finding) for finding in self.now.findings)

    @cached_property
    def by_new_rules(self) -> frozenset[Known] | None:
        """What the newer rules find in the older review; None where that is not known."""
        if self.again is None:
            return None
        return frozenset(_known(self._carried(finding) for finding in self.again.findings))

    def action_of(self, finding: Finding) -> Action | None:
        """The action of the older plan that a finding is about."""
        if finding.subject != "action":
            return None
        for action in self._older_by_ref[finding.ref]:
            if fingerprint_of(finding.code, "action", action.key) == finding.fingerprint:
                return action
        return None

    @cached_property
    def _older_by_ref(self) -> defaultdict[str, list[Action]]:
        found: defaultdict[str, list[Action]] = defaultdict(list)
        for action in self.older.plan.actions:
            found[action.ref].append(action)
        return found

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return self.pairs.keys

    def _carried(self, finding: Finding) -> tuple[str, Finding]:
        """A finding of the older review under the key that its action has in the newer one. An
        action that the newer plan has no more shares no fingerprint with it."""
        action = self.action_of(finding)
        if action is None:
            return finding.fingerprint, finding
        key = self._keys.get(action.key)
        if key == action.key:
            return finding.fingerprint, finding
        if key is None:
            return f"{finding.fingerprint} gone", finding
        return fingerprint_of(finding.code, "action", key), finding

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Fingerprints that rules behind lost findings would give to what is there now."""
        lost = [f for known, f in self.before.items() if known not in self.after]
        codes: defaultdict[str, set[str]] = defaultdict(set)
        for finding in lost:
            if finding.subject != "action":
                codes[finding.subject].add(finding.code)
        facts = derive(self.newer, codes.keys())
        return frozenset(fingerprint(code, f) for f in facts for code in codes.get(f.subject, ()))


def _known(findings: Iterable[tuple[str, Finding]]) -> dict[Known, Finding]:
    """By fingerprint. Two things with one key give one fingerprint; they stay two."""
    counts: Counter[str] = Counter()
    found: dict[Known, Finding] = {}
    for print_, finding in findings:
        found[print_, counts[print_]] = finding
        counts[print_] += 1
    return found


def finding_moves(found: Found) -> tuple[FindingMove, ...]:
    """Every finding of either review once: by what became of it, the most severe first."""
    moves = [_now(found, known, finding) for known, finding in found.after.items()]
    reasons = _Reasons(found)
    for known, finding in found.before.items():
        if known not in found.after:
            move, because = reasons.of(known, finding)
            moves.append(_move(finding, move, because))
    # Both assessments have their findings in order already, and sorting keeps it.
    return tuple(sorted(moves, key=lambda one: (ORDER[one.move], -one.severity.rank)))


def _move(
    finding: Finding, move: Move, because: str = "", before: Finding | None = None
) -> FindingMove:
    severity = sentence = None
    if before is not None:
        severity = before.severity if before.severity is not finding.severity else None
        sentence = before.sentence if before.sentence != finding.sentence else None
    return FindingMove(
        move=move,
        because=because,
        code=finding.code,
        name=finding.name,
        family=finding.family,
        subject=finding.subject,
        ref=finding.ref,
        title=finding.title,
        outcomes=finding.outcomes,
        severity=finding.severity,
        severity_before=severity,
        sentence=finding.sentence,
        sentence_before=sentence or "",
        fingerprint=finding.fingerprint,
    )


# --- What the newer review has ----------------------------------------------------------------


def _now(found: Found, known: Known, finding: Finding) -> FindingMove:
    before = found.before.get(known)
    aside = finding.set_aside
    if aside is not None:
        was = before is not None and before.set_aside is not None
        terms = f"By {aside.by}, until {long_date(aside.until)}: {aside.because}"
        return _move(finding, Move.STILL_SET_ASIDE if was else Move.SET_ASIDE, terms, before)
    if before is not None and before.set_aside is not None:
        lapsed = finding.set_aside_expired
        because = (
            f"It was set aside until {long_date(lapsed.until)}."
            if lapsed is not None
            else "It is no longer set aside."
        )
        return _move(finding, Move.COUNTS_AGAIN, because, before)
    if before is not None:
        return _move(finding, Move.STILL_OPEN, "", before)
    if found.by_new_rules is not None and known in found.by_new_rules:
        return _move(finding, Move.NEW_BY_RULES, _of_rule(finding.code, found.changes))
    if found.earlier and finding.fingerprint in found.earlier:
        because = f"It stood in {found.earlier[finding.fingerprint]} before."
        return _move(finding, Move.RETURNED, because)
    return _move(finding, Move.NEW, _why_new(found, finding))


def _why_new(found: Found, finding: Finding) -> str:
    if finding.subject == "action" and any(a.ref == finding.ref for a in found.pairs.new):
        return "Its action is new."
    if asked := _not_answered(finding, found.older, found.newer):
        return f"{asked} was not answered for the older review."
    return ""


def _of_rule(code: str, changes: Sequence[RuleChange]) -> str:
    sentence = next((change.sentence for change in changes if change.code == code), "")
    return f"Rule {code}: {sentence}" if sentence else "Another rule that goes before it changed."


# --- What only the older review has -----------------------------------------------------------


class _Reasons:
    """Why findings of the older review are not in the newer one: the first reason that holds."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._there = {old.key: new for old, new in found.pairs.both}
        closed = (one for year in found.newer.plan.closed for one in year.actions)
        self._closed = {action.key: action for action in closed}
        self._columns = _Columns(found.older.plan, found.newer.plan)
        rules = {rule.code: rule for rule in found.rulebook.live_finding_rules}
        self._rules = rules
        self._came: defaultdict[tuple[str, str], list[FindingRule]] = defaultdict(list)
        for known, finding in found.after.items():
            if known not in found.before and finding.code in rules:
                self._came[finding.subject, finding.ref].append(rules[finding.code])

    def of(self, known: Known, finding: Finding) -> tuple[Move, str]:
        found = self._found
        if found.by_new_rules is not None and known not in found.by_new_rules:
            return Move.GONE_BY_RULES, _of_rule(finding.code, found.changes)
        action = found.action_of(finding)
        now = self._there.get(action.key) if action else None
        if action is not None and now is None:
            return Move.GONE_WITH_ACTION, self._left(action)
        if instead := self._in_its_place(finding, now.ref if now else finding.ref):
            return Move.REPLACED, f"{instead.code} ({instead.name}) came in its place."
        if action is not None and now is not None and action.open and not now.open:
            return Move.GONE_WITH_ACTION, f"Its action was {_closing(now)}."
        if asked := _not_answered(finding, found.newer, found.older):
            return Move.NOT_LOOKED_FOR, f"{asked} was not answered for the newer review."
        if column := self._columns.lost(finding):
            return Move.NOT_LOOKED_FOR, f"The newer plan has no column for {column}."
        if action is None and finding.subject in ONLY_WHILE_WRONG:
            return Move.FIXED, ""
        if action is None and finding.fingerprint not in found.subjects:
            return Move.GONE_WITH_SUBJECT, "What it was about is no longer there."
        return Move.FIXED, ""

    def _in_its_place(self, finding: Finding, ref: str) -> FindingRule | None:
        """The rule of a finding that came where one on the same matter went."""
        lost = self._rules.get(finding.code)
        if lost is None:
            return None
        came = self._came[finding.subject, ref]
        return next((r for r in came if stands_in(r, lost) or _of_one_matter(r, lost)), None)

    def _left(self, action: Action) -> str:
        closed = self._closed.get(action.key)
        if closed is not None:
            return f"Its action was {_closing(closed)} and closed with its year."
        return "Its action is no longer in the plan."


def _of_one_matter(rule: FindingRule, other: FindingRule) -> bool:
    """Whether two rules of a family look at the same of a subject, one perhaps at more: overdue
    and long overdue, an owner who is none and one who is a placeholder."""
    if (rule.family, rule.subject) != (other.family, other.subject):
        return False
    looks = [
        {name for name in fields_of(one.when) if name != "open" and not name.endswith("_asked")}
        for one in (rule, other)
    ]
    return all(looks) and (looks[0] <= looks[1] or looks[1] <= looks[0])


def _closing(action: Action) -> str:
    return "completed" if action.status is Status.COMPLETED else "cancelled"


def _not_answered(finding: Finding, where: Review, elsewhere: Review) -> str:
    """The questionnaire or the question that the finding rests on and that ``where`` has no
    answer to; "" where it has one."""
    seen = [place for place in finding.places() if isinstance(place, AnswerSeen)]
    answered = {(answer.questionnaire, answer.question) for answer in where.answers}
    if not seen or any((place.questionnaire, place.question) in answered for place in seen):
        return ""
    first = seen[0]
    if first.questionnaire in {questionnaire for questionnaire, _ in answered}:
        return first.place().partition(",")[0]
    asked = where.questionnaire(first.questionnaire) or elsewhere.questionnaire(first.questionnaire)
    return f"“{asked.title}”" if asked else first.questionnaire


class _Columns:
    """Which field of an action of the older plan stands in which cell."""

    def __init__(self, older: Plan, newer: Plan) -> None:
        self._gone = older.fields_present - newer.fields_present if newer.fields_present else set()
        self._fields: dict[Seen, str] = {}
        if self._gone:
            for action in older.actions:
                self._fields |= {
                    seen: name for name, seen in action.seen.items() if name in self._gone
                }

    def lost(self, finding: Finding) -> str:
        """The column that a finding rested on and that the newer plan has no more, if any."""
        for place in finding.places():
            if isinstance(place, Seen) and place in self._fields:
                return self._fields[place].replace("_", " ")
        return ""
