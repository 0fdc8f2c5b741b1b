"""assure challenge at the terminal, from one session to the next, and assure promises after it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.input import PipeInput
from tests.assess.build import rulebook

from assure.cli import assure, prompt
from assure.model.errors import AssureError
from assure.store.store import Store

ENTER, LEAVE = "\r", "\x03"
PLAN = """\
Ref,Action,Lead,Due,Status
1,Open the family hub on Mill Road,Head of Housing,31/03/2027,In progress
2,Support victims better,All partners,Ongoing,In progress
3,Recruit two analysts,,30/06/2027,In progress
"""
ANNUAL, MID_YEAR = "2026-05-12", "2026-10-31"
LIST = ["w", "Nobody knows", "A list of owners", "The list", "Head of Housing", "30/9/2026"]
MAP = ["w", "Not yet asked", "A map of advice", "", "Head of Advice", "31/12/2026"]


@pytest.fixture(autouse=True)
def _at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    # The shipped rules, read once for all of these tests.
    monkeypatch.setattr("assure.service.judge.load", lambda _: rulebook())
    Path("plan.csv").write_text(PLAN, encoding="utf-8")


def run(*args: str, lines: list[str] | None = None, on: str = ANNUAL, status: int = 0) -> Result:
    typed = None if lines is None else "".join(f"{line}\n" for line in lines)
    given = ("--today", on) if args[0] in ("challenge", "promises") else ()
    result = CliRunner().invoke(assure, [*args, *given], input=typed, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result


def flat(text: str) -> str:
    return " ".join(text.split())


def opened(kind: str = "annual", as_of: str = ANNUAL) -> None:
    plan = ("--plan", "plan.csv") if kind == "annual" else ()
    run("review", "new", "Anycity", "--kind", kind, *plan, "--as-of", as_of, "--no-input")


def talk(*lines: str, on: str = ANNUAL) -> Result:
    """A session in plain mode; two questions."""
    return run("challenge", "--plain", "--questions", "2", lines=["1", *lines], on=on)


def kept() -> list[dict[str, str]]:
    shown: list[dict[str, str]] = json.loads(run("promises", "--all", "--format", "json").stdout)
    return shown


def finish(of: int) -> str:
    """The line of the last menu that ends a session of so many promises and questions."""
    return str(of + 2)


def test_each_question_gets_an_answer_and_a_promise() -> None:
    opened()
    said = talk(*LIST, *MAP, finish(2)).stdout
    assert "Questions: 2 of 2 answered, 2 promises made. All is kept." in said
    assert [(one["text"], one["who"], one["by"]) for one in kept()] == [
        ("A list of owners", "Head of Housing", "2026-09-30"),
        ("A map of advice", "Head of Advice", "2026-12-31"),
    ]
    first = kept()[0]
    assert (first["answer"], first["evidence"]) == ("Nobody knows", "The list")


def test_a_page_shows_what_the_question_rests_on() -> None:
    opened()
    said = flat(talk("l").stdout)
    assert "Question 1 of 2" in said
    assert "Action 2 belongs to a group, “All partners”." in said
    assert "Seen: C3 “All partners”" in said


def test_nothing_need_be_promised() -> None:
    opened()
    said = talk("w", "All is well", "", "s", finish(2)).stdout
    assert "Questions: 1 of 2 answered, 0 promises made." in said
    assert kept() == []


def test_who_leaves_goes_on_where_they_stood() -> None:
    opened()
    said = talk("w", "Nobody knows", "A list of owners", ":save").stdout
    assert "Not whole yet: ! nobody yet, no day yet: A list of owners" in flat(said)
    assert "Go on with: assure challenge --review anycity-annual-2026-05-12" in said
    assert "nobody said who: “A list of owners”" in flat(run("promises").stdout)
    # Only the second question is new; the first is completed from the overview.
    again = talk(*MAP, "1", "p", "", "The list", "Head of Housing", "30/9/2026", "s", finish(2))
    assert "Going on from last time" in again.stdout
    assert "2 of 2 answered, 2 promises made" in again.stdout


def test_what_was_confirmed_is_in_the_database_before_the_next_prompt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened()
    seen: list[tuple[str, str, str]] = []
    add = Store.add_promises

    def spying(store: Store, made: object) -> int:
        count = add(store, made)  # type: ignore[arg-type]
        (one,) = store.promises("plan")
        seen.append((one.answer, one.text, one.who))
        return count

    monkeypatch.setattr(Store, "add_promises", spying)
    talk(*LIST, "l")
    assert seen == [
        ("Nobody knows", "", ""),
        ("Nobody knows", "A list of owners", ""),
        ("Nobody knows", "A list of owners", ""),
        ("Nobody knows", "A list of owners", "Head of Housing"),
        ("Nobody knows", "A list of owners", "Head of Housing"),
    ]


def test_what_does_not_fit_is_said_and_asked_again() -> None:
    opened()
    wrong = ["w", "", "Nobody knows", "A list", "", "TBC", "", "Clerk", "soon", "1/5/2026"]
    said = talk(*wrong, "30/9/2026", "l").stdout
    assert "Nothing was written. Go back if there is nothing to say." in said
    assert "“TBC” is nobody; name one post, such as “Head of Housing”." in said
    assert "That is not a day; write it as 31/10/2026." in said
    assert "1 May 2026 had passed by then; give a day from 12 May 2026 on." in said
    assert [one["who"] for one in kept()] == ["Clerk"]


def test_going_back_from_a_line_shows_the_question_again() -> None:
    opened()
    talk("w", "Nobody knows", "A list", ":back", "n", "k", "s", finish(2))
    assert kept() == []


def test_an_answer_is_changed_without_losing_its_promise() -> None:
    opened()
    talk(*LIST, "b", "w", "One officer knows", "k", "l")
    (one,) = kept()
    assert (one["answer"], one["text"]) == ("One officer knows", "A list of owners")


def test_the_session_may_ask_its_own_question() -> None:
    opened()
    own = ["3", "Who pays?", "7; 3", "3", *LIST[:-1], "31/12/2026"]
    said = talk("s", "s", *own, finish(3)).stdout
    assert "The plan has no reference “7”" in said
    (one,) = kept()
    assert (one["question"], one["refs"]) == ("Who pays?", ["3"])


def test_the_next_session_begins_with_what_was_promised() -> None:
    opened()
    talk(*LIST, *MAP, finish(2))
    run("review", "freeze")
    opened("mid-year", MID_YEAR)
    said = talk("2", "31/1/2027", "No staff", "1", "Minute 7", "l", on=MID_YEAR).stdout
    assert "Promise 1 of 2" in said
    assert "31 days past its day; nobody has said how it stands." in said
    assert "Earlier promises: 2 of 2 told of." in said
    stands = {one["text"]: one["words"] for one in kept()}
    assert stands == {
        "A list of owners": "Put back from 30 Sep 2026 to 31 Jan 2027. No staff.",
        "A map of advice": "Kept on 31 Oct 2026. Evidence seen: Minute 7.",
    }


def test_what_is_told_twice_in_a_session_counts_once() -> None:
    opened()
    talk(*LIST, "l")
    opened("mid-year", MID_YEAR)
    talk("2", "31/1/2027", "", "b", "2", "31/12/2026", "No staff", "l", on=MID_YEAR)
    (one,) = kept()
    assert (one["due"], one["times_put_back"]) == ("2026-12-31", 1)


@pytest.mark.parametrize(
    ("lines", "state", "words"),
    [
        (["3", "No staff"], "broken", "Broken: No staff."),
        (["4", "", "The sale"], "overtaken", "Overtaken: The sale."),
        (["5", "Half done"], "late", "31 days past its day. Half done."),
        (["2", "30/9/2026", "1/12/2026", ""], "late", "Put back from 30 Sep 2026 to 1 Dec 2026."),
    ],
)
def test_a_promise_may_become_many_things(lines: list[str], state: str, words: str) -> None:
    opened()
    talk(*LIST, "l")
    opened("mid-year", MID_YEAR)
    talk(*lines, "l", on=MID_YEAR)
    shown = run("promises", "--all", "--format", "json", on=MID_YEAR).stdout
    (one,) = json.loads(shown)
    assert (one["state"], one["words"]) == (state, words)


def test_on_a_screen_keys_do_it(keys: PipeInput) -> None:
    opened()
    keys.send_text("1" + ENTER)  # begin
    keys.send_text("w" + ENTER + "Nobody knows" + ENTER + "A list" + ENTER + ENTER)
    keys.send_text("Head of Housing" + ENTER + "30/9/2026")
    keys.send_text(LEAVE)  # what stands there is kept first
    run("challenge", "--questions", "2")
    (one,) = kept()
    assert (one["who"], one["by"]) == ("Head of Housing", "2026-09-30")


# --- Without asking ----------------------------------------------------------------------


def test_without_input_it_lists_what_there_is_to_go_through() -> None:
    opened()
    result = run("challenge", "--no-input", "--questions", "2", status=2)
    assert "OWN-01" in result.stdout
    assert "Action 3 has no owner." in result.stdout
    assert "2 questions to go through; run `assure challenge`." in result.stderr
    talk(*LIST, *MAP, finish(2))
    assert "every question answered" in run("challenge", "--no-input", "--questions", "2").stdout


def test_without_a_terminal_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt, "is_terminal", lambda: False)
    with pytest.raises(AssureError, match="--sheet FILE, or give --no-input"):
        run("challenge")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--by", "Ms Smith"), "this reads like a person"),
        (("--review", "nope"), "There is no review “nope”"),
    ],
)
def test_wrong_use_is_said(options: tuple[str, ...], sentence: str) -> None:
    opened()
    with pytest.raises(AssureError, match=sentence):
        run("challenge", *options)


# --- assure promises ---------------------------------------------------------------------


def promised() -> str:
    """A promise for 30 September; its key."""
    opened()
    talk(*LIST, "l")
    return str(kept()[0]["key"])


def test_promises_are_listed_with_how_they_stand() -> None:
    key = promised()
    said = run("promises", on=MID_YEAR).stdout
    assert said.startswith("Late: 1\n")
    assert f"{key} “A list of owners”" in flat(said)
    assert (
        "Head of Housing, for 30 September 2026. 31 days past its day; nobody has said how it "
        "stands. About 2." in flat(said)
    )


def test_what_became_of_one_is_told_by_its_key() -> None:
    key = promised()
    terms = ("--kept", "--evidence", "The list", "--on", "29/9/2026", "--by", "Clerk")
    said = run("promises", "record", key[:4], *terms, on=MID_YEAR).stdout
    assert "Kept on 29 Sep 2026. Evidence seen: The list." in said
    result = run("promises", on=MID_YEAR)
    assert result.stdout == ""
    assert "1 more is kept, broken or overtaken (--all shows them)." in result.stderr


def test_told_again_in_the_same_words_changes_nothing() -> None:
    key = promised()
    for expected in ("", "That was told already; nothing changed.\n"):
        result = run("promises", "record", key, "--broken", "--because", "No staff", on=MID_YEAR)
        assert result.stderr == expected


def test_as_csv_no_cell_is_a_formula() -> None:
    opened()
    talk("w", "Nobody", "=1+1", "", "Head of Housing", "30/9/2026", "l")
    (row,) = csv.DictReader(io.StringIO(run("promises", "--format", "csv").stdout))
    assert (row["promise"], row["state"], row["by"]) == ("'=1+1", "not_due", "2026-09-30")


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ((), "Say one of --kept, --late DATE, --broken, --overtaken and --open."),
        (("--kept", "--late", "1/1/2027"), "Say one of"),
        (("--broken", "--on", "1/1/2027"), "--on goes with --kept."),
        (("--broken", "--evidence", "x"), "--evidence goes with --kept"),
    ],
)
def test_one_thing_is_told_at_a_time(terms: tuple[str, ...], sentence: str) -> None:
    assert sentence in run("promises", "record", "abcd", *terms, status=2).output


def test_options_of_the_list_do_not_stand_before_record() -> None:
    result = run("promises", "--all", "record", "abcd", "--kept", status=2)
    assert "Give options after record, not before it." in result.output


def test_assure_check_tells_of_promises_before_findings() -> None:
    key = promised()
    result = CliRunner().invoke(assure, ["check", "plan.csv", "--as-of", MID_YEAR])
    said = flat(result.stdout)
    assert f"Promised to the board: 1 {key} “A list of owners” Head of Housing" in said
    assert said.index("Promised to the board: 1") < said.index("High: ")
    assert "GOV-08" in said


def test_a_review_says_how_much_was_promised() -> None:
    promised()
    assert "1 promise of challenge sessions" in run("review", "show").stdout


def test_an_empty_list_says_how_promises_come_about() -> None:
    opened()
    assert "hold a session with `assure challenge`" in run("promises").stderr


def test_no_database_is_made(elsewhere: Path) -> None:
    for command in (["promises"], ["challenge", "--no-input"]):
        with pytest.raises(AssureError, match="there is no database here yet"):
            run(*command)
    assert [path.name for path in elsewhere.iterdir()] == ["plan.csv"]


def test_keys_are_short_enough_to_type() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", promised())
