"""The environment in which templates run: they show what they are given, and reach nothing else.

A locality may bring templates of its own, so that a template is text from outside like any other.
It sees values and the functions that word them; it reaches no file, no module, nothing of Python.
"""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from assure.model.errors import ReportError
from assure.report.origins import LEAVES, count

# A noun's fields and its own methods are for templates, not what pydantic gives to each: some of
# that reads files.
_OF_PYDANTIC = frozenset(dir(BaseModel))
# Where the types come from whose attributes a template may ask for.
_PLAIN = frozenset({"builtins", "collections", "datetime", "decimal", "enum", "assure"})
_OF_TEMPLATES = frozenset({"jinja2", "markupsafe"})
# The functions that a template may call: those that word and arrange, none that reads a file.
_WORDING = ("assure.model.", "assure.words.", "assure.report.")
_NOT_WORDING = frozenset(
    f"assure.report.{name}"
    for name in ("apart", "compiled", "filling", "glyphs", "pdf", "press", "render", "stand_ins")
)


class _Strung(CodeGenerator):
    """``~`` prints what it puts together, so that each part keeps its origin."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  jinja2's name
        self.write("markup_join((")
        for part in node.nodes:
            self.write("environment.finalize(")
            self.visit(part, frame)
            self.write("), ")
        self.write("))")


def _printed(value: object) -> object:
    """What a template fills in: a value with an origin as its marked text."""
    return str(value) if isinstance(value, LEAVES) else value


class _Undefined(jinja2.StrictUndefined):
    """Refuses to be shown in a list, too, where jinja2 would print “Undefined”."""

    __repr__ = jinja2.StrictUndefined._fail_with_undefined_error


class Sandbox(ImmutableSandboxedEnvironment):
    """Escapes whatever it fills in, and cannot be told not to."""

    code_generator_class = _Strung

    def __init__(self, loader: jinja2.BaseLoader, kept: jinja2.BytecodeCache | None = None) -> None:
        super().__init__(
            loader=loader,
            bytecode_cache=kept,
            autoescape=True,
            undefined=_Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_AlwaysEscaping],
            finalize=_printed,
        )
        del self.filters["safe"]
        self.filters.update(length=count, count=count)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if attr in _FIELDS[type(obj)]:
            return True
        if not super().is_safe_attribute(obj, attr, value) or isinstance(value, ModuleType):
            return False
        if isinstance(obj, ModuleType):
            return obj.__name__.startswith(_WORDING) and _words(value)
        if isinstance(obj, type):
            return isinstance(value, Enum)
        if isinstance(obj, BaseModel):
            return attr not in _OF_PYDANTIC
        return type(obj).__module__.split(".")[0] in _PLAIN | _OF_TEMPLATES


class Folders(jinja2.FileSystemLoader):
    """Reads templates from folders, and follows no link that leads out of them."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, file, fresh = super().get_source(environment, template)
        within = Path(file).resolve().parents
        if not any(Path(folder).resolve() in within for folder in self.searchpath):
            raise ReportError(
                f"{file}: this link leads out of the folder of templates; put the file itself "
                "there."
            )
        return source, file, fresh


class _Fields(dict[type, frozenset[str]]):
    """The fields of a noun, which are data; of any other type none. Most of what a template asks
    for is one, and jinja2's own questions take longer than the answer."""

    def __missing__(self, kind: type) -> frozenset[str]:
        found = frozenset(kind.model_fields) if issubclass(kind, BaseModel) else frozenset()
        self[kind] = found
        return found


_FIELDS = _Fields()


def _words(value: Any) -> bool:
    """Whether ``value``, found in a module of ours, is one of ours itself or plain data."""
    if isinstance(value, type) or callable(value):
        home = str(getattr(value, "__module__", ""))
        return home.startswith(_WORDING) and home not in _NOT_WORDING
    return type(value).__module__.split(".")[0] in _PLAIN


class _AlwaysEscaping(Extension):
    """Refuses the block that would turn escaping off."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        before: Token | None = None
        for token in stream:
            opened = before is not None and before.type == "block_begin"
            if opened and token.type == "name" and token.value == "autoescape":
                raise TemplateSyntaxError(
                    "text is always escaped, so {% autoescape %} has no place",
                    token.lineno,
                    stream.name,
                    stream.filename,
                )
            before = token
            yield token


@contextlib.contextmanager
def faults_told(own: Path | None) -> Iterator[None]:
    """A fault in a template of the folder ``own`` is told in one sentence with its file and line:
    it becomes a ReportError. One in a shipped template stays what it is, a fault of assure."""
    try:
        yield
    except (MemoryError, ReportError):
        raise  # whoever set the limit tells it; and what is a sentence already
    except Exception as fault:
        place = _place(fault, own) if own else None
        if place is None:
            raise
        said = " ".join(str(fault).split()).rstrip(".")[:300] or type(fault).__name__
        raise ReportError(
            f"{place}: the template cannot be used ({said}); mend that line, or take the file "
            "away to use the template that is shipped."
        ) from None


def _place(fault: Exception, own: Path) -> str | None:
    """``file, line 3``: where in the folder ``own`` the fault is; None where it is not there."""
    steps = [(f.filename, f.lineno) for f in traceback.extract_tb(fault.__traceback__)]
    if isinstance(fault, TemplateSyntaxError) and fault.filename:
        steps.append((fault.filename, fault.lineno))
    home = own.resolve()
    within = [step for step in steps if home in Path(step[0]).resolve().parents]
    return f"{within[-1][0]}, line {within[-1][1]}" if within else None
