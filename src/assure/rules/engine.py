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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import durable_rules_engine as durable

from assure.conditions.fields import Threshold
from assure.conditions.language import Literal, Operator, ThresholdKey, thresholds_of
from assure.model.errors import EngineError
from assure.model.facts import Fact
from assure.rules.encoding import Encoding, Numbers, threshold_number
from assure.rules.matching import Matches
from assure.rules.normal import Absent, Atom, Compare, Conjunction, Present, normal_form
from assure.rules.rulebook import Rule
from assure.rules.signature import Signature, Signatures

SHARD = 60  # conjunctions in one ruleset, the sentinel's own not counted
CHUNK = 500  # facts in one batch
MOST_COMPILED = 64  # sets of rules kept ready; one subject's rules are one set
MOST_REMEMBERED = 50_000  # signatures between calls, all sets together; some 30 MB

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
    """One compiled ruleset: its handle, and the rule each of its conjunctions belongs to."""

    handle: int
    codes: Mapping[str, str]
    fields: tuple[str, ...]  # names in the engine
    _release: Callable[[], object] = field(init=False)

    def __post_init__(self) -> None:
        self._release = weakref.finalize(self, _delete, self.handle)

    def release(self) -> None:
        self._release()


@dataclass
class _Compiled:
    """The rules of one subject, ready to match, and what they are known to match."""

    encoding: Encoding
    signatures: Signatures
    shards: tuple[_Shard, ...]
    known: dict[Signature, tuple[str, ...]] = field(default_factory=dict)  # codes of rules

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
            matches = _match_alike(compiled, facts, indices, subject)
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
        surplus = sum(len(compiled.known) for compiled in self._kept.values()) - MOST_REMEMBERED
        for compiled in self._kept.values():
            if surplus <= 0:
                break
            surplus -= len(compiled.known)
            compiled.known.clear()


def _match_alike(
    compiled: _Compiled, facts: Sequence[Fact], indices: Sequence[int], subject: str
) -> Matches:
    """Match one fact of each signature that is not known yet; the others match as it does."""
    alike: dict[Signature, list[int]] = {}
    unknown: dict[Signature, Numbers] = {}
    for index in indices:
        numbers = compiled.encoding.numbers(facts[index])
        signature = compiled.signatures.of(numbers)
        if signature in alike:
            alike[signature].append(index)
            continue
        alike[signature] = [index]
        if signature not in compiled.known:
            unknown[signature] = numbers
    waiting = list(unknown)
    for start in range(0, len(waiting), CHUNK):
        chunk = waiting[start : start + CHUNK]
        fired: list[set[str]] = [set() for _ in chunk]
        for shard in compiled.shards:
            for code, position in _run(shard, [unknown[one] for one in chunk], subject):
                fired[position].add(code)
        compiled.known.update(zip(chunk, map(tuple, fired), strict=True))
    return {
        (code, index)
        for signature, same in alike.items()
        for code in compiled.known[signature]
        for index in same
    }


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

    branches = [(rule.code, part) for rule in rules for part in normal_form(rule.when)]
    shards: list[_Shard] = []
    try:
        for start in range(0, len(branches), SHARD):
            shards.append(_shard(subject, branches[start : start + SHARD], encoding, pattern))
    except durable.error as fault:
        raise EngineError(
            f"rules for {subject}: the rule engine refused them ({fault}); "
            "run `assure rules list` and report this with the rulebook's version."
        ) from None
    # Gathered from the patterns themselves: what the engine compares is what tells facts apart.
    return _Compiled(encoding, Signatures(constants, pairs), tuple(shards))


def _shard(
    subject: str,
    branches: Sequence[tuple[str, Conjunction]],
    encoding: Encoding,
    pattern: Callable[[Atom], dict[str, Any]],
) -> _Shard:
    definition: dict[str, Any] = {
        FACT: {"all": [{"m": {FACT: 1}}], "cap": CAP},
        SENTINEL: {"all": [{"m": {SENTINEL: 1}}], "cap": CAP},
    }
    codes: dict[str, str] = {}
    used: set[str] = set()
    for number, (code, conjunction) in enumerate(branches):
        atoms = sorted(conjunction, key=_guards_first)
        tested = [{FACT: 1}, *(pattern(atom) for atom in atoms)]
        label = f"r{number}"
        definition[label] = {"all": [{"m": {"$and": tested}}], "cap": CAP}
        codes[label] = code
        for atom in atoms:
            used.add(encoding.name(atom.field))
            if isinstance(atom, Compare) and isinstance(atom.right, str):
                used.add(encoding.name(atom.right))
    handle = durable.create_ruleset(subject, json.dumps(definition))
    return _Shard(handle, codes, tuple(sorted(used)))


def _guards_first(atom: Atom) -> tuple[int, str, str]:
    order = {Present: 0, Absent: 1, Compare: 2}
    return order[type(atom)], atom.field, repr(atom)


def _delete(handle: int) -> None:
    durable.delete_ruleset(handle)


# Running


def _run(shard: _Shard, facts: Sequence[Numbers], subject: str) -> list[tuple[str, int]]:
    """Rule codes and positions in ``facts``; a pair may come more than once."""
    last = len(facts) + 1
    batch: list[dict[str, Any]] = []
    for number, fact in enumerate(facts, start=1):
        entry: dict[str, Any] = {"id": number, "sid": SESSION, FACT: 1}
        for key in shard.fields:
            if key in fact:
                entry[key] = fact[key]
        batch.append(entry)
    batch.append({"id": last, "sid": SESSION, SENTINEL: 1})

    def odd(what: str) -> EngineError:
        return EngineError(
            f"rules for {subject}: the rule engine {what}; nothing was judged, "
            "so run it again and report this if it stays."
        )

    found: list[tuple[str, int]] = []
    seen: set[int] = set()
    ends = 0
    try:
        code, state = durable.assert_facts(shard.handle, json.dumps(batch))
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
