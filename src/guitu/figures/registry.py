"""Keeps the counts that were declared, by name. Figures know no other way to a context's rows."""

from __future__ import annotations

from guitu.kit.counts import Count
from guitu.kit.registry import Registry

COUNTS: Registry[Count] = Registry("counts for figures")
