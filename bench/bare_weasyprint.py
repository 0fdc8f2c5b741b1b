"""Turn finished HTML into PDF with WeasyPrint alone: bare_weasyprint.py HTML PDF [VARIANT].

The measure for `assure report`: no reading, no judging, no templates, no structure put right.
"""

from __future__ import annotations

import sys

import weasyprint

source, target, *variant = sys.argv[1:]
weasyprint.HTML(filename=source).write_pdf(target, pdf_variant=variant[0] if variant else None)
