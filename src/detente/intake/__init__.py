"""Intake: bytes, files, pages and JSON lines become articles; nothing is cut, all is marked."""

from __future__ import annotations

from .files import load
from .options import KNOWN_SUFFIXES, Fetched, IntakeOptions, Known
from .plain import article_from_text
from .web import fetch

__all__ = [
    "KNOWN_SUFFIXES",
    "Fetched",
    "IntakeOptions",
    "Known",
    "article_from_text",
    "fetch",
    "load",
]
