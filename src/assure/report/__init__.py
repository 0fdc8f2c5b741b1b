"""An assessment as HTML and PDF."""
