"""Stand-ins for modules that a library imports and for us has no use for."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any


@contextlib.contextmanager
def stand_ins(*modules: str) -> Iterator[None]:
    """What is imported herein gets stand-ins for ``modules``, each of which imports the real one
    when a function of it is called. Whoever imports one of them later gets the real one."""
    made = {name: _StandIn(name) for name in modules if name not in sys.modules}
    sys.modules.update(made)
    try:
        yield
    finally:
        for name in made:
            del sys.modules[name]


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # what Python itself asks of a module
        module = self.__name__

        def called(*args: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(module), name)(*args, **options)

        return called
