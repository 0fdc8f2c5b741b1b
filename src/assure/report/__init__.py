"""An assessment as HTML and PDF; a questionnaire as a sheet to fill in by hand."""
