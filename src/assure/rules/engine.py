"""durable-rules behind one face. The only file that imports it.

The engine is exact and bounded as a matcher of single facts, and unsafe beyond that, so it is
held to this pattern:

- Every value goes in as a whole number (``encoding``), and no string of a plan ever does.
- Conditions go in as conjunctions (``normal``), each a rule of its own behind guards for the
  fields it needs. A fact that makes more than about 64 of them true overflows the engine's stack,
  so a ruleset ("shard") holds fewer.
- Facts go in by chunks. The engine may drop the rest of a batch and still report success, so each
  chunk ends with a sentinel that must fire exactly once, and every fact must be seen.
- Many facts look the same to the rules (``signature``). One of them goes in for all, and what it
  matched is remembered for those to come.
- The C functions are called directly: the library's ``Host`` starts timer threads that never end.

Whatever looks odd raises EngineError, and the compiled ruleset it came from is thrown away.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

import durable_rules_engine as durable

from assure.conditions.fields import Threshold
from assure.conditions.language import Literal, Operator, ThresholdKey, thresholds_of
from assure.model.errors import EngineError
from assure.model.facts import Fact
from assure.rules.encoding import Encoding, Numbers, threshold_number
from assure.rules.matching import Matches
from assure.rules.normal import Absent, Atom, Compare, Present, normal_form
from assure.rules.rulebook import Rule
from assure.rules.signature import Column, Signature, Signatures

SHARD = 60  # conjunctions in one ruleset, the sentinel's own not counted
KINDS = 2_000  # of facts that one shard may tell apart, unless a single rule does more
BLOCK = 5_000  # facts told apart at a time; more at once costs more for each
CHUNK = 500  # facts in one batch
MOST_COMPILED = 64  # sets of rules kept ready; one subject's rules are one set
MOST_REMEMBERED = 50_000  # kinds of facts between calls, all sets together; some 15 MB

FACT = "fact"  # every fact has it and fires it; the sentinel has not, nor can it match a rule
SENTINEL = "end"
SESSION = "1"
CAP = 65535  # matches handed over in one crossing

OPERATORS = {
    Operator.IS_NOT: "$neq",
    Operator.LT: "$lt",
    Operator.LTE: "$lte",
    Operator.GT: "$gt",
    Operator.GTE: "$gte",
}


@dataclass
class _Shard:
    """One compiled ruleset, and what its rules are known to match."""

    handle: int
    codes: Mapping[str, str]  # label of a conjunction → code of its rule
    fields: tuple[str, ...]  # names in the engine
    part: Callable[[Signature], Hashable]  # of a signature, as far as these rules see it
    known: dict[Hashable, tuple[str, ...]] = field(default_factory=dict)  # part → codes
    _release: Callable[[], object] = field(init=False)

    def __post_init__(self) -> None:
        self._release = weakref.finalize(self, _delete, self.handle)

    def release(self) -> None:
        self._release()


@dataclass
class _Compiled:
    """The rules of one subject, ready to match."""

    encoding: Encoding
    signatures: Signatures
    shards: tuple[_Shard, ...]

    @property
    def remembered(self) -> int:
        return sum(len(shard.known) for shard in self.shards)

    def forget(self) -> None:
        for shard in self.shards:
            shard.known.clear()

    def release(self) -> None:
        for shard in self.shards:
            shard.release()


class EngineMatcher:
    """Matches with durable-rules. Compiled rules are kept for the next call; safe in threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], _Compiled] = OrderedDict()
        self._lock = threading.Lock()

    def match(
        self, rules: Sequence[Rule], facts: Sequence[Fact], thresholds: Mapping[str, Threshold]
    ) -> Matches:
        """Pairs of rule code and position of the fact it fires on.

        Raises EngineError when the engine did not do what was asked, or a fact holds a value
        that its field does not allow; then nothing of this call may be trusted.
        """
        by_subject: dict[str, list[int]] = {}
        for index, fact in enumerate(facts):
            by_subject.setdefault(fact.subject, []).append(index)
        matches: Matches = set()
        with self._lock:
            for subject, indices in by_subject.items():
                of_subject = tuple(rule for rule in rules if rule.subject == subject)
                if of_subject:
                    matches |= self._match(subject, of_subject, facts, indices, thresholds)
        return matches

    def close(self) -> None:
        """Give back what the engine holds. The matcher can be used again."""
        with self._lock:
            while self._kept:
                self._kept.popitem()[1].release()

    def _match(
        self,
        subject: str,
        rules: tuple[Rule, ...],
        facts: Sequence[Fact],
        indices: list[int],
        thresholds: Mapping[str, Threshold],
    ) -> Matches:
        keys = sorted({key for rule in rules for key in thresholds_of(rule.when)})
        identity = (rules, tuple((key, thresholds[key].value) for key in keys))
        compiled = self._kept.get(identity)
        if compiled is None:
            compiled = self._kept[identity] = _compile(subject, rules, thresholds)
        self._kept.move_to_end(identity)
        try:
            matches: Matches = set()
            for start in range(0, len(indices), BLOCK):
                block = indices[start : start + BLOCK]
                matches |= _match_alike(compiled, facts, block, subject)
        except BaseException:
            # After any fault its state is unknown: compile afresh the next time.
            self._kept.pop(identity).release()
            raise
        while len(self._kept) > MOST_COMPILED:
            self._kept.popitem(last=False)[1].release()
        self._forget()
        return matches

    def _forget(self) -> None:
        """Keep what is remembered within its limit, least recently used rules first."""
        surplus = sum(kept.remembered for kept in self._kept.values()) - MOST_REMEMBERED
        for kept in self._kept.values():
            if surplus <= 0:
                break
            surplus -= kept.remembered
            kept.forget()


def _match_alike(
    compiled: _Compiled, facts: Sequence[Fact], indices: Sequence[int], subject: str
) -> Matches:
    """Match one fact of each kind that is not known yet; the others match as it does."""
    alike: dict[Signature, list[int]] = {}
    first: list[Numbers] = []  # of each signature
    for index in indices:
        numbers = compiled.encoding.numbers(facts[index])
        signature = compiled.signatures.of(numbers)
        if signature in alike:
            alike[signature].append(index)
        else:
            alike[signature] = [index]
            first.append(numbers)
    matches: Matches = set()
    for shard in compiled.shards:
        parts = list(map(shard.part, alike))
        _learn(shard, dict(zip(parts, first, strict=True)), subject)
        learnt = map(shard.known.__getitem__, parts)
        for codes, same in zip(learnt, alike.values(), strict=True):
            for code in codes:  # most facts match none of a shard's rules
                matches.update(zip(repeat(code), same))
    return matches


def _learn(shard: _Shard, kinds: Mapping[Hashable, Numbers], subject: str) -> None:
    """Ask the engine about the kinds of facts that the shard does not know."""
    unknown = [part for part in kinds if part not in shard.known]
    for start in range(0, len(unknown), CHUNK):
        chunk = unknown[start : start + CHUNK]
        fired: list[set[str]] = [set() for _ in chunk]
        for code, position in _run(shard, [kinds[part] for part in chunk], subject):
            fired[position].add(code)
        shard.known.update(zip(chunk, map(tuple, fired), strict=True))


# Compiling


def _compile(
    subject: str, rules: tuple[Rule, ...], thresholds: Mapping[str, Threshold]
) -> _Compiled:
    encoding = Encoding(subject, (rule.when for rule in rules))
    constants: dict[str, set[int]] = {name: set() for name in encoding.names}
    pairs: set[tuple[str, str]] = set()

    def pattern(atom: Atom) -> dict[str, Any]:
        name = encoding.name(atom.field)
        if isinstance(atom, Present):
            return {"$ex": {name: 1}}
        if isinstance(atom, Absent):
            return {"$nex": {name: 1}}
        right: Any
        match atom.right:
            case Literal(value):
                right = encoding.literal(atom.field, value)
                constants[name].add(right)
            case ThresholdKey(key):
                right = threshold_number(thresholds[key])
                constants[name].add(right)
            case str(other):
                right = {"$m": encoding.name(other)}
                pairs.add((name, encoding.name(other)))
        if atom.operator is Operator.IS:
            return {name: right}
        return {OPERATORS[atom.operator]: {name: right}}

    # The same few tests stand in many rules, "is there a value" above all.
    prepared: dict[Atom, _Prepared] = {}

    def prepare(atom: Atom) -> _Prepared:
        if atom not in prepared:
            prepared[atom] = _Prepared(
                _guards_first(atom), json.dumps(pattern(atom)), _columns(atom, encoding)
            )
        return prepared[atom]

    branches = [
        _branch(rule.code, list(map(prepare, conjunction)))
        for rule in rules
        for conjunction in normal_form(rule.when)
    ]
    # Gathered from the patterns themselves: what the engine compares is what tells facts apart.
    signatures = Signatures(constants, pairs, encoding.size)
    shards: list[_Shard] = []
    try:
        for members, columns in signatures.together(
            [branch.columns for branch in branches], SHARD, KINDS
        ):
            handle, codes = _ruleset(subject, [branches[member] for member in members])
            fields = tuple(sorted({name for column in columns for name in column}))
            shards.append(_Shard(handle, codes, fields, signatures.part(columns)))
    except durable.error as fault:
        raise EngineError(
            f"rules for {subject}: the rule engine refused them ({fault}); "
            "run `assure rules list` and report this with the rulebook’s version."
        ) from None
    return _Compiled(encoding, signatures, tuple(shards))


class _Prepared(NamedTuple):
    """One test: where it stands among others, itself as JSON, and what it looks at."""

    order: tuple[int, str, str]
    pattern: str
    columns: tuple[Column, ...]


class _Branch(NamedTuple):
    """One conjunction of a rule, as JSON, and what it looks at."""

    code: str
    pattern: str
    columns: frozenset[Column]


def _branch(code: str, tests: list[_Prepared]) -> _Branch:
    tests.sort()
    patterns = ",".join([f'{{"{FACT}": 1}}', *(test.pattern for test in tests)])
    return _Branch(code, patterns, frozenset([c for test in tests for c in test.columns]))


def _columns(atom: Atom, encoding: Encoding) -> tuple[Column, ...]:
    name = encoding.name(atom.field)
    if isinstance(atom, Compare) and isinstance(atom.right, str):
        other = encoding.name(atom.right)
        return (name,), (other,), (name, other)
    return ((name,),)


def _ruleset(subject: str, branches: Sequence[_Branch]) -> tuple[int, Mapping[str, str]]:
    """A handle, and the code of the rule that each label stands for."""
    rules = {FACT: f'{{"{FACT}": 1}}', SENTINEL: f'{{"{SENTINEL}": 1}}'}
    codes: dict[str, str] = {}
    for number, branch in enumerate(branches):
        label = f"r{number}"
        rules[label] = f'{{"$and": [{branch.pattern}]}}'
        codes[label] = branch.code
    definition = ",".join(
        f'"{label}": {{"all": [{{"m": {pattern}}}], "cap": {CAP}}}'
        for label, pattern in rules.items()
    )
    return durable.create_ruleset(subject, f"{{{definition}}}"), codes


def _guards_first(atom: Atom) -> tuple[int, str, str]:
    match atom:
        case Present(name):
            return 0, name, ""
        case Absent(name):
            return 1, name, ""
        case Compare(name, operator, right):
            return 2, name, f"{operator} {right}"


def _delete(handle: int) -> None:
    durable.delete_ruleset(handle)


# Running


def _run(shard: _Shard, facts: Sequence[Numbers], subject: str) -> list[tuple[str, int]]:
    """Rule codes and positions in ``facts``; a pair may come more than once."""
    last = len(facts) + 1
    # Written by hand: whole numbers under our own short names are JSON as they stand.
    heads = [(name, f',"{name}":') for name in shard.fields]
    entries = [
        f'{{"id":{number},"sid":"{SESSION}","{FACT}":1'
        + "".join([f"{head}{fact[name]}" for name, head in heads if name in fact])
        for number, fact in enumerate(facts, start=1)
    ]
    entries.append(f'{{"id":{last},"sid":"{SESSION}","{SENTINEL}":1')
    batch = f"[{'},'.join(entries)}}}]"

    def odd(what: str) -> EngineError:
        return EngineError(
            f"rules for {subject}: the rule engine {what}; nothing was judged, "
            "so run it again and report this if it stays."
        )

    found: list[tuple[str, int]] = []
    seen: set[int] = set()
    ends = 0
    try:
        code, state = durable.assert_facts(shard.handle, batch)
        if code != 0:
            raise odd(f"answered {code} to a batch of {len(facts)}")
        started = durable.start_action_for_state(shard.handle, state)
        result = started[1] if started else None
        for _ in range(last * (len(shard.codes) + 2) + 1):
            if not result:
                break
            for label, matched in _matched(result, odd):
                if label == SENTINEL:
                    ends += 1
                    if matched != last:
                        raise odd(f"took fact {matched} for the end of a batch of {len(facts)}")
                elif not 1 <= matched < last or (label not in shard.codes and label != FACT):
                    raise odd(f"fired {label} on fact {matched} of {len(facts)}")
                elif label == FACT:
                    seen.add(matched)
                else:
                    found.append((shard.codes[label], matched - 1))
            result = durable.complete_and_start_action(shard.handle, state)
        else:
            raise odd("would not come to an end")
        if ends != 1:
            raise odd(f"saw the end of a batch of {len(facts)} {ends} times instead of once")
        if len(seen) != len(facts):
            raise odd(f"looked at {len(seen)} facts of a batch of {len(facts)}")
        durable.delete_state(shard.handle, SESSION)
    except durable.error as fault:
        raise odd(f"stopped ({fault})") from None
    return found


def _matched(result: str, odd: Callable[[str], EngineError]) -> Iterator[tuple[str, int]]:
    """Labels and fact numbers of one crossing: ``{"r3": [{"m": {…}}, …]}``."""
    try:
        for label, messages in json.loads(result).items():
            for message in messages if isinstance(messages, list) else [messages]:
                yield label, message["m"]["id"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise odd("answered something that can not be read") from None
