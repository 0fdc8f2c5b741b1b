"""What actions wait for, where a column beside them says so: "Depends on: 1.2, 3.4"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assure.intake.drafts import Draft
from assure.intake.refs import find_refs
from assure.intake.rows import Refs
from assure.model.registers import Dependency
from assure.words.text import is_nothing

FIELD, HEADING = "depends_on", "Depends on"


def waiting(drafts: Iterable[Draft], actions: Refs) -> Iterator[Dependency]:
    """A dependency for each action of the plan that a row says it waits for.

    Whatever else the cell says is kept beside the action: "budget approval" may be a dependency
    or a remark, and nobody was asked who agreed to it.
    """
    for draft in drafts:
        seen = draft.seen.pop(FIELD, None)
        if seen is None or is_nothing(seen.text):
            continue
        needed, unknown = find_refs(seen.text, actions)
        if unknown or not needed:
            draft.other.setdefault(HEADING, seen.text)
        for on in needed:
            if on != draft.ref:
                ref = f"{draft.ref} on {on}"
                yield Dependency(
                    key=f"{draft.key} on {on}",
                    ref=ref,
                    action=draft.ref,
                    on=on,
                    needs=seen.text,
                    seen={"on": seen, "needs": seen},
                )
