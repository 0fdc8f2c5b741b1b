"""How a minute sheet is laid out: its sheets and headings, for writing and for reading back."""

from __future__ import annotations

from assure.model.promise import Told
from assure.words.text import plain

ABOUT, EARLIER, QUESTIONS, LISTS = "About", "Earlier promises", "Questions", "Lists"
REVIEW, PLAN, TAKEN_BY = "Review", "Plan", "Minutes taken by"

# Field → heading, from the left.
OF_EARLIER = {
    "promise": "Promise",
    "terms": "Who and by when",
    "stands": "How it stands",
    "became": "What became of it",
    "day": "New day",
    "evidence": "Evidence seen",
    "reason": "Why, or what overtook it",
    "key": "Assure key",
}
OF_QUESTIONS = {
    "number": "No",
    "question": "Question",
    "because": "Why it is asked",
    "answer": "Answer",
    "promise": "Promise",
    "evidence": "Evidence promised",
    "who": "Who",
    "by": "By when",
    "refs": "About",
    "key": "Assure key",
}
# On paper, A4 on its side: field → width in mm.
PAPER_EARLIER = {
    "promise": 44, "terms": 40, "stands": 46, "became": 24, "day": 20, "evidence": 33,
    "reason": 38, "key": 18,
}  # fmt: skip
PAPER_QUESTIONS = {
    "question": 44, "because": 36, "answer": 46, "promise": 40, "evidence": 24, "who": 24,
    "by": 18, "refs": 13, "key": 18,
}  # fmt: skip
NEEDED_OF_EARLIER = frozenset({"promise", "became"})
NEEDED_OF_QUESTIONS = frozenset({"question", "answer", "promise", "who", "by"})
BECAME = {
    Told.KEPT: "Kept",
    Told.LATE: "Late",
    Told.BROKEN: "Broken",
    Told.OVERTAKEN: "Overtaken",
    Told.OPEN: "Still open",
}
STATE_OF = {plain(word): state for state, word in BECAME.items()}
EARLIER_FIELDS = {plain(heading): field for field, heading in OF_EARLIER.items()}
QUESTION_FIELDS = {plain(heading): field for field, heading in OF_QUESTIONS.items()}
# What people call these columns who make a table of their own.
QUESTION_FIELDS |= {
    "evidence": "evidence",
    "what is promised": "promise",
    "by whom": "who",
    "owner": "who",
    "date": "by",
    "deadline": "by",
    "ref": "refs",
    "refs": "refs",
}
