"""One entry of a list: its fields asked in turn, and looked at again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from assure.cli.menus import MOST_LISTED, Move, checked, field_words, option_choices, short
from assure.cli.prompt import Choice, GoneBack, Left, Moved, Page, Prompter
from assure.interview.checking import Refs, entry_of, field_value
from assure.model.answers import Entry
from assure.model.questionnaire import EntryField, Question

Filled = dict[str, Any]


class EntryTalk:
    """Asks for the fields of an entry. ``page`` gives the page of the question with these lines."""

    def __init__(
        self,
        prompter: Prompter,
        question: Question,
        refs: Refs,
        page: Callable[[tuple[str, ...]], Page],
    ) -> None:
        self.prompter, self.question, self.refs = prompter, question, refs
        self._page = page

    def edit(self, entry: Entry) -> list[Entry]:
        """The entry changed, or nothing when it was removed. Raises GoneBack to leave it."""
        self.prompter.page(self._page(self._lines(entry, len(self.question.fields))))
        got = self.prompter.choose(
            "This entry",
            [
                Choice(Move.WRITE, "Change it", key="c"),
                Choice(Move.NONE, "Remove it", key="r"),
                Choice(Move.BACK, "Leave it as it is", key="b"),
            ],
        )
        if got is Move.BACK:
            raise GoneBack
        return [] if got is Move.NONE else [self.fill(dict(entry))]

    def fill(self, filled: Filled) -> Entry:
        """Asks for every field in turn; going back from the first one raises GoneBack.

        ``filled`` is what is there already, and takes what is said.
        """
        before = dict(filled)
        number = 0
        while number < len(self.question.fields):
            field = self.question.fields[number]
            try:
                filled[field.key] = self._ask(field, filled, number)
            except Moved as moved:
                if moved.typed:
                    filled[field.key] = moved.typed
                if isinstance(moved, Left):
                    if filled == before or self._leaves():
                        raise
                elif number == 0:
                    raise
                else:
                    number -= 1
            else:
                number += 1
        return entry_of(self.question, filled, self.refs)

    def _leaves(self) -> bool:
        """Whether to leave although the entry is not whole, and would not be kept."""
        page = self._page(())
        notice = "This entry is not whole yet, so it has not been kept."
        self.prompter.page(replace(page, help="", more=(), told=(), notice=notice))
        choices = [Choice(False, "Go on with it", key="g"), Choice(True, "Leave it out", key="l")]
        try:
            return bool(self.prompter.choose("What now", choices))
        except GoneBack:
            return False

    def _lines(self, entry: Filled, count: int) -> tuple[str, ...]:
        return tuple(
            f"{field.text} {field_words(field, entry.get(field.key)) or '(empty)'}"
            for field in self.question.fields[:count]
        )

    def _ask(self, field: EntryField, filled: Filled, number: int) -> Any:
        page = self._page(self._lines(filled, number))
        page = replace(page, help="", more=(), told=(), said=(), hint=field.help)
        given = filled.get(field.key)
        refs = self.refs.get(field.links_to or "", {})
        choices = option_choices(field)
        if choices and field.optional:
            choices.append(Choice(Move.EMPTY, "Leave it empty", key="e", apart=True))
        if not choices and 0 < len(refs) <= MOST_LISTED:
            choices = [Choice(ref, short(f"{ref} {title}", 100)) for ref, title in refs.items()]
            if field.optional:  # it stands first: who only presses Enter has linked nothing
                choices.insert(0, Choice(Move.EMPTY, "Leave it empty", key="e"))
        if choices:
            self.prompter.page(page, choices)
            values = [choice.value for choice in choices]
            default = values.index(given) if given in values else None
            got = self.prompter.choose(field.text, choices, default)
            return None if got is Move.EMPTY else got
        self.prompter.page(page)
        optional = " (may be empty)" if field.optional else ""
        return self.prompter.write(
            f"{field.text}{optional}",
            "" if given is None else str(given),
            lambda raw: self._wrong(field, raw),
        )

    def _wrong(self, field: EntryField, raw: str) -> str | None:
        """What is wrong with a text; the field stands right above it and need not be named."""
        found = checked(lambda text: field_value(field, text, self.refs))(raw)
        if found is None:
            return None
        sentence = found.removeprefix(f"“{field.key}”: ").replace(f"“{field.key}” is", "This is", 1)
        return sentence[:1].upper() + sentence[1:]
