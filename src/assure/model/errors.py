"""What a person is told when something cannot be done.

Every message is one sentence in three parts: where, what is wrong, what to do.
The command line prints it and exits 2; no traceback reaches a user.
"""

from __future__ import annotations


class AssureError(Exception):
    """A fault of use or of what was brought in. ``str(error)`` is the whole message."""


class UnreadableFileError(AssureError):
    """A file is missing, of the wrong kind, damaged, locked or too large."""


class RulebookError(AssureError):
    """A ruleset, threshold or source entry cannot be used; the message names file and line."""


class QuestionnaireError(AssureError):
    """A questionnaire or an answers file cannot be used; the message names where."""


class EngineError(AssureError):
    """The rule engine did not finish a batch; no finding of that run may be trusted."""


class StoreError(AssureError):
    """The database cannot be opened, is of a later version, or lacks what was asked for."""


class ReportError(AssureError):
    """A report cannot be made or written."""
