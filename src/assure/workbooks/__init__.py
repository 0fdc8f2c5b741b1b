"""Workbooks on their way out: cells that stay what they are, and bytes that are always the same."""
