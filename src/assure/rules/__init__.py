"""Rules as data: parse, check, match, explain."""
