"""Why findings of the older of two reviews are not in the newer one.

A finding is only told as fixed when nothing else explains that it is no longer there: its action
is still open and has changed, what it rested on was looked at again, and the newer rules would
have found it in the older review too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from assure.assess.compare_found import Found, Known
from assure.assess.findings import fingerprint_of, stands_in
from assure.conditions.language import fields_of
from assure.conditions.wording import listed
from assure.model.actions import Action
from assure.model.base import AnswerSeen, Noun, Seen
from assure.model.comparison import Move, RuleChange
from assure.model.findings import Finding
from assure.model.plan import Plan
from assure.model.review import Review
from assure.model.values import Status
from assure.rules.rulebook import FindingRule
from assure.words.days import short_date

# Subjects that are only there while something is wrong: without the subject it is put right.
ONLY_WHILE_WRONG = frozenset({"gone_action"})


class Reasons:
    """Why findings of the older review are not in the newer one: the first reason that holds."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._there = {old.key: new for old, new in found.pairs.both}
        closed = (one for year in found.newer.plan.closed for one in year.actions)
        self._closed = {action.key: action for action in closed}
        self._columns = Columns(found.older.plan, found.newer.plan)
        rules = {rule.code: rule for rule in found.rulebook.live_finding_rules}
        self._rules = rules
        self._came: defaultdict[tuple[str, str], list[FindingRule]] = defaultdict(list)
        for known, finding in found.after.items():
            if known not in found.before and finding.code in rules:
                self._came[finding.subject, finding.ref].append(rules[finding.code])

    def of(self, known: Known, finding: Finding) -> tuple[Move, str]:
        found = self._found
        if found.by_new_rules is not None and known not in found.by_new_rules:
            return Move.GONE_BY_RULES, of_rule(finding.code, found.changes)
        action = found.action_of(finding)
        now = self._there.get(action.key) if action else None
        if action is not None and now is None:
            return Move.GONE_WITH_ACTION, self._left(action)
        if action is not None and now is not None and (put := self._put_off(finding, action, now)):
            return Move.PUT_OFF, put
        if instead := self._in_its_place(finding, now.ref if now else finding.ref):
            name = instead.name.replace("-", " ")
            return Move.REPLACED, f"{instead.code} ({name}) came in its place."
        if ended := self._ended([action] if action else self._served(finding)):
            return Move.GONE_WITH_ACTION, ended
        if asked := not_answered(finding, found.newer, found.older):
            return Move.NOT_LOOKED_FOR, f"{asked} was not answered for the newer review."
        if column := self._columns.lost(finding):
            return Move.NOT_LOOKED_FOR, f"The newer plan has no column for {column}."
        if action is None and self._subject_gone(finding):
            return Move.GONE_WITH_SUBJECT, "What it was about is no longer there."
        if action is not None and now is not None and self._untouched(action, now):
            return Move.LAPSED, ""
        return Move.FIXED, self._done(now)

    def _subject_gone(self, finding: Finding) -> bool:
        if finding.subject in ONLY_WHILE_WRONG:
            return False
        return finding.fingerprint not in self._found.subjects

    def _put_off(self, finding: Finding, was: Action, now: Action) -> str:
        """A sentence where something is no longer late only because it is to be done later."""
        rule = self._rules.get(finding.code)
        before, after = was.deadline.latest, now.deadline.latest
        if rule is None or "days_late" not in fields_of(rule.when) or not now.open:
            return ""
        if before is None or after is None or after <= before:
            return ""
        if after < self._found.newer.as_of:  # it is late again, and another finding says so
            return ""
        return f"Its date was {short_date(before)} and is {short_date(after)}."

    def _untouched(self, was: Action, now: Action) -> bool:
        """Whether nothing was done about an action, as far as the two plans tell."""
        return self._same_parts and _same_content(was, now)

    @cached_property
    def _same_parts(self) -> bool:
        return _same_parts(self._found.older.plan, self._found.newer.plan)

    def _done(self, action: Action | None) -> str:
        """What moved on an action whose finding is fixed, for whoever asks by what."""
        moved = self._found.moved.get(action.key) if action else None
        if moved is None or not moved.fields:
            return ""
        return f"Changed since: {listed([move.label for move in moved.fields], 'and')}."

    def _in_its_place(self, finding: Finding, ref: str) -> FindingRule | None:
        """The rule of a finding that came where one on the same matter went."""
        lost = self._rules.get(finding.code)
        if lost is None:
            return None
        came = self._came[finding.subject, ref]
        return next((r for r in came if stands_in(r, lost) or _of_one_matter(r, lost)), None)

    def _served(self, finding: Finding) -> list[Action]:
        """The actions of the older plan that a dependency or a resource is there for."""
        plan = self._found.older.plan
        served: dict[str, tuple[str, ...]] = {}
        if finding.subject == "dependency":
            served = {item.key: (item.action,) for item in plan.dependencies}
        elif finding.subject == "resource":
            served = {item.key: item.actions for item in plan.resources}
        refs = (
            ref
            for key, own in served.items()
            if fingerprint_of(finding.code, finding.subject, key) == finding.fingerprint
            for ref in own
        )
        return [action for ref in refs if (action := plan.action(ref))]

    def _ended(self, actions: Sequence[Action]) -> str:
        """How the last of these actions ended since; "" of none, or while one is still open."""
        told = ""
        for action in actions:
            now = self._there.get(action.key)
            if not action.open or (now is not None and now.open):
                return ""
            told = f"Its action was {_closing(now)}." if now else self._left(action)
        return told

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


def not_answered(finding: Finding, where: Review, elsewhere: Review) -> str:
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


class Columns:
    """Which field of an action stands in which cell of ``there``, of the columns that ``gone``
    has not."""

    def __init__(self, there: Plan, gone: Plan) -> None:
        # A plan that knows of no column at all was not read from a table.
        known = bool(there.fields_present and gone.fields_present)
        names = there.fields_present - gone.fields_present if known else frozenset()
        self._fields: dict[Seen, str] = {}
        for action in there.actions if names else ():
            self._fields |= {seen: name for name, seen in action.seen.items() if name in names}

    def lost(self, finding: Finding) -> str:
        """The column that a finding rests on and that only one of the plans has; "" without."""
        for place in finding.places():
            if isinstance(place, Seen) and place in self._fields:
                return self._fields[place].replace("_", " ")
        return ""


# What is kept beside an action and is not its content.
_BESIDE = frozenset(
    {"key", "ref", "seen", "revisions", "since", "told", "reason_told", "carried", "notes"}
)
# The parts of a plan, besides actions, on which facts of an action rest.
_PARTS = ("resources", "dependencies", "capacity", "risks", "projects")


def _same_content(was: Action, now: Action) -> bool:
    """Whether an action says the same, wherever it stands by now."""
    fields = Action.model_fields.keys() - _BESIDE
    # The number of a note changes when the plan rolls on.
    notes = [[note.text for note in action.notes] for action in (was, now)]
    return notes[0] == notes[1] and all(getattr(was, f) == getattr(now, f) for f in fields)


def _same_parts(older: Plan, newer: Plan) -> bool:
    """Whether all that a plan keeps beside its actions and for them is the same."""
    return all(
        [_unseen(noun) for noun in getattr(older, part)]
        == [_unseen(noun) for noun in getattr(newer, part)]
        for part in _PARTS
    )


def _unseen(noun: Noun) -> Noun:
    return noun.model_copy(update={"seen": {}})


def of_rule(code: str, changes: Sequence[RuleChange]) -> str:
    """What changed in the rule that found something, or no longer does."""
    sentence = next((change.sentence for change in changes if change.code == code), "")
    return f"Rule {code}: {sentence}" if sentence else "A rule that stands in for it has changed."
