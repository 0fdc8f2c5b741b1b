"""How many of how many, as a person says it: the one, both, neither, none of six, all six.

A sentence about a share needs three forms of its verb. Two are made from the third, so that no
report has to choose between them anew.
"""

from __future__ import annotations

from assure.report.formats import count_word, sentence_case

_VERBS = {
    "is": ("are", "is not"),
    "was": ("were", "was not"),
    "has": ("have", "has not"),
}


def share(
    count: int, total: int, thing: str, says: str, *, together: str = "", things: str = ""
) -> str:
    """A sentence without its full stop: ``Three of six outcomes are in doubt``.

    ``says`` is told of one ``thing``, and begins with “is”, “was”, “has” or a verb that ends in s.
    ``together`` is the same of several, where more than its verb differs; ``things`` their name.

    >>> share(0, 1, "outcome", "is in doubt"), share(0, 2, "outcome", "is in doubt")
    ('The one outcome is not in doubt', 'Neither outcome is in doubt')
    >>> share(0, 3, "task", "is late"), share(3, 3, "task", "is late")
    ('None of three tasks is late', 'All three tasks are late')
    >>> share(1, 4, "curve", "needs turning"), share(0, 0, "curve", "needs turning")
    ('One of four curves needs turning', 'No curve needs turning')
    """
    several = together or of_several(says)
    named = things or f"{thing}s"
    if total == 0:
        return f"No {thing} {says}"
    if total == 1:
        return f"The one {thing} {says if count else of_none(says)}"
    if total == 2 and count != 1:
        return f"Both {named} {several}" if count else f"Neither {thing} {says}"
    if count == total:
        return f"All {count_word(total)} {named} {several}"
    many = f"{sentence_case(count_word(count))} of {count_word(total)} {named}"
    return f"{many} {several if count > 1 else says}"


def of_these(count: int, total: int, says: str, together: str = "") -> str:
    """The same where the sentence has named them: ``none is late``, ``both are late``.

    >>> of_these(1, 5, "is late"), of_these(0, 2, "is late"), of_these(5, 5, "is late")
    ('one is late', 'neither is late', 'all are late')
    """
    several = together or of_several(says)
    if not count:
        return f"{'neither' if total == 2 else 'none'} {says}"
    if count == total > 1:
        return f"{'both' if total == 2 else 'all'} {several}"
    return f"{count_word(count)} {several if count > 1 else says}"


def besides(count: int, total: int, word: str) -> str:
    """What a count adds of what it has counted: ``, two of them open``; "" of nothing.

    >>> besides(0, 1, "open"), besides(2, 2, "open"), besides(3, 9, "open")
    (', which is not open', ', both of them open', ', three of them open')
    """
    if total == 0:
        return ""
    if total == 1:
        return f", which is {'' if count else 'not '}{word}"
    if count == total:
        return f", {'both' if total == 2 else 'all'} of them {word}"
    none = "neither" if total == 2 else "none"
    return f", {count_word(count) if count else none} of them {word}"


def of_several(says: str) -> str:
    """``is late`` → ``are late``; ``needs turning`` → ``need turning``."""
    verb, _, rest = says.partition(" ")
    return f"{_VERBS[verb][0] if verb in _VERBS else verb.removesuffix('s')} {rest}".strip()


def of_none(says: str) -> str:
    """``is late`` → ``is not late``; ``needs turning`` → ``does not need turning``."""
    verb, _, rest = says.partition(" ")
    denied = _VERBS[verb][1] if verb in _VERBS else f"does not {verb.removesuffix('s')}"
    return f"{denied} {rest}".strip()
