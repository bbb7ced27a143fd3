"""How somebody was met, as the form offers it."""

from __future__ import annotations

from guitu.ledger import fact_words

HOW = fact_words.choices("how", "home", "centre", "workplace", "phone", "video")
MOODS = fact_words.CODES["moods"]
NEEDS = fact_words.CODES["needs"]
