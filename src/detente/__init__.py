"""detente: news text in; how two political actors stand, why, and what may follow out."""

from __future__ import annotations

__version__ = "0.1.0"
