"""Delivery assurance for local partnerships."""

__version__ = "0.1.0"
