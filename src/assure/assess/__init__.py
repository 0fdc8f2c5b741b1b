"""Judging: facts, findings, summaries, ratings. Pure: no clock, no disk, no network."""
