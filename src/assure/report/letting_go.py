"""Giving back what a PDF was made of, so that the next one of a batch finds as much room.

WeasyPrint's elements, styles, drawings and boxes hold each other in rings, which only Python's
collector of garbage finds. It goes through all that there is several times, which takes an eighth
of the time of a report. Where the rings are cut, nearly all goes by itself.
"""

from __future__ import annotations

import atexit
import gc
import sys

# Of each ring one kind of thing, by its module. What a later WeasyPrint no longer has is passed
# over: the collector finds what hung on it, as before.
CUT = (
    ("tinyhtml5.treebuilder", "Document"),
    ("tinyhtml5.treebuilder", "Element"),
    ("tinyhtml5.parser", "HTMLParser"),
    ("weasyprint.css", "AnonymousStyle"),
    ("weasyprint.css", "InitialStyle"),
    ("weasyprint.formatting_structure.boxes", "TableColumnBox"),
    ("weasyprint.layout", "LayoutContext"),
    ("weasyprint.svg", "LazyDefs"),
)


def let_go() -> None:
    """Gives back all documents of WeasyPrint, which none may need any more, and what else is
    garbage."""
    loaded = ((sys.modules.get(module), name) for module, name in CUT)
    kinds = {getattr(module, name, None) for module, name in loaded} - {None}
    for thing in [thing for thing in gc.get_objects() if type(thing) in kinds]:
        vars(thing).clear()
    gc.collect()


def keep_what_is_there() -> None:
    """From here on nobody looks for garbage among what there is now: modules, which all
    stay; and at the end of the process, among nothing at all."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.freeze)
