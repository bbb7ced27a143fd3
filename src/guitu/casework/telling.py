"""Reasons as sentences with their clauses, for every slice."""

from __future__ import annotations

from guitu.ledger.telling import clause_card, reason_of, told, why, why_stored

__all__ = ["clause_card", "reason_of", "told", "why", "why_stored"]
