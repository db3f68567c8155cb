"""Latticework reads news and keeps the record of who did or said what to whom."""

__version__ = "0.1.0"
