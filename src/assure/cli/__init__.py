"""The command line: parsing and printing only. One module per verb, loaded when it is used."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from typing import Any, NoReturn

import click

from assure import __version__
from assure.model.errors import AssureError

# verb → (module, help in one line); the help stands here so that `assure --help` imports no verb.
VERBS = {
    "demo": ("demo", "Review an imaginary partnership and write its board report."),
    "check": ("check", "Judge an action plan and print the findings."),
    "explain": ("explain", "Explain a rule, a rating, or what rules made of an action."),
    "template": ("template", "Write a workbook to fill a plan into."),
    "import": ("import_", "Read an action plan and keep it in the database."),
    "update": ("update", "Take what officers return for a quarter into the plan."),
    "chase": ("chase", "List what is missing for a quarter, officer by officer."),
    "progress": ("progress", "Tell how the tasks that matter most stand."),
    "plans": ("plans", "List the plans that are kept, with their changes."),
    "show": ("show", "Tell the whole story of one action."),
    "audit": ("audit", "Tell everything that was done to plans: who, when, from what."),
    "ask": ("ask", "Answer a questionnaire, one question at a time."),
    "questionnaires": ("questionnaires", "List, show, print, export and write questionnaires."),
    "set-aside": ("set_aside", "Set a finding aside with a reason, or take that back."),
    "review": ("review", "Open, show, rate and freeze reviews."),
    "challenge": ("challenge", "Hold a challenge session: earlier promises, then questions."),
    "promises": ("promises", "List what was promised and how it stands; tell what became of it."),
    "report": ("report", "Write the board report of a review as PDF and HTML."),
    "verify": ("verify", "Hold a report to the review that travels inside it."),
    "compare": ("compare", "Tell what moved between two reviews of a plan."),
    "export": ("export", "Write a plan as a workbook or as JSON."),
    "forget": ("forget", "Replace a person’s name by a post, everywhere."),
    "retention": ("retention", "List what is older than it need be kept; take it out."),
    "roll-forward": ("roll_forward", "Make next year’s plan of a kept plan."),
    "advice": ("advice", "Read what good looks like, and what to use when."),
    "rules": ("rules", "List, show, try and write the rules that judge a plan."),
}


HELP = ["-h", "--help"]
STOPPED = 130  # as shells say that somebody pressed Ctrl-C


class Verbs(click.Group):
    """A group whose commands are imported only when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        _spare_plug_ins()
        module = importlib.import_module(f"assure.cli.{VERBS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Click would say no more than that the program was aborted, and end with 1, as findings
        do. What asks questions ends by itself when it is left, and keeps what was answered."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            _stopped()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from rapidfuzz import process

            near = process.extractOne(args[0], list(VERBS), score_cutoff=60)
            if near:
                message = f"No such command “{args[0]}”. Did you mean “{near[0]}”?"
                raise click.UsageError(message, ctx) from error
            raise


def _stopped() -> NoReturn:
    # The line that ends is the one on which the terminal shows ^C.
    click.echo("\nassure: stopped; what was kept or written before that stays.", err=True)
    sys.exit(STOPPED)


def _spare_plug_ins() -> None:
    """Let pydantic know where to look for plug-ins, but not read the modules for it, which also
    read mail and archives, before it does: 15 ms of each command, and it never does."""
    from assure.report.stand_ins import stand_ins

    with stand_ins("importlib.metadata"):
        importlib.import_module("pydantic.plugin._loader")


@click.group(cls=Verbs, context_settings={"help_option_names": HELP})
@click.version_option(__version__, prog_name="assure")
def assure() -> None:
    """Delivery assurance for local partnerships.

    Reads an action plan, asks the reviewer's questions, judges with rules, and writes
    the board's report. Start with `assure demo`, then `assure check YOUR-PLAN.xlsx`.

    Exit status: 0 nothing to report, 1 findings at or above --fail-on, 2 wrong use or a fault,
    130 stopped with Ctrl-C.
    """
    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False


def main(args: list[str] | None = None) -> Any:
    """Run the command line. Every foreseen fault is one sentence on stderr and status 2."""
    # Nearly all a command makes lives until it ends: looking for garbage less often saves a
    # sixth of the time of a report, and its memory stays the same.
    gc.set_threshold(1_000_000, 50, 100)
    # For the same reason nothing is worth looking for when the program ends.
    atexit.register(gc.freeze)
    # What else is installed changes no model of ours, and pydantic need not look through all of it.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        return assure.main(args=args, prog_name="assure", standalone_mode=True)
    except AssureError as error:
        click.echo(f"assure: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:  # before the command line was read
        _stopped()
    except BrokenPipeError:
        # The reader (a pager, `head`) has gone; that is no fault of ours.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("ASSURE_TRACEBACK"):
            raise
        click.echo(
            f"assure: this is a fault of assure itself ({type(error).__name__}: {error}); "
            "run it again with ASSURE_TRACEBACK=1 and report what it prints.",
            err=True,
        )
        sys.exit(2)
